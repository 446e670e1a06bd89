using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gridwork.Documents.Packages;
using Gridwork.Server.Tests.Cases;

namespace Gridwork.Server.Tests.Decks;

public sealed class DeckTests : WithCases
{
    private const string Door = "/api/campaigns/clean/deck.pptx";

    [Fact]
    public async Task A_deck_has_a_slide_for_every_cell_with_an_open_problem()
    {
        await Server.ReportAsync("member", what: "东边漏水");
        await Server.ReportAsync("member", what: "西边漏水", spot: "34.75 117.25 0 5");
        await Server.ReportAsync("member", what: "界外漏水", spot: "34.75 117.9 0 5");
        using var leader = Server.Client("leader");
        var (bytes, answer) = await DeckAsync(leader, Door);
        using (answer)
        {
            Assert.Equal("application/vnd.openxmlformats-officedocument.presentationml.presentation", answer.Content.Headers.ContentType!.MediaType);
            Assert.StartsWith("clean-", answer.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        }
        Assert.Empty(PackageCheck.Check(new MemoryStream(bytes)));
        var slides = Slides(bytes);
        Assert.All(slides, slide => Assert.Contains("演示样张　数据为合成", slide, StringComparison.Ordinal));
        Assert.Contains("试验区（演示）", slides[0], StringComparison.Ordinal);
        Assert.Contains("在办3件，其中超期0件", slides[1], StringComparison.Ordinal);
        Assert.Contains("东边漏水", Assert.Single(slides, slide => slide.Contains("东 001网格　东村", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("西边漏水", Assert.Single(slides, slide => slide.Contains("西 001网格　西村", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("界外漏水", Assert.Single(slides, slide => slide.Contains("未划入网格", StringComparison.Ordinal)), StringComparison.Ordinal);
        // What cannot be read as a picture is said in its place; the slide stands.
        Assert.Contains(slides, slide => slide.Contains("照片打不开", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_districts_own_template_is_what_the_deck_is_laid_on()
    {
        await Server.ReportAsync("member", what: "东边漏水");
        using var leader = Server.Client("leader");
        var (bytes, answer) = await DeckAsync(leader, Door);
        answer.Dispose();
        // A template as a district may have it: the same master on blue paper.
        using var template = new MemoryStream();
        template.Write(bytes);
        using (var zip = new ZipArchive(template, ZipArchiveMode.Update, leaveOpen: true))
        {
            string theme;
            using (var reader = new StreamReader(zip.GetEntry("ppt/theme/theme1.xml")!.Open())) theme = await reader.ReadToEndAsync();
            zip.GetEntry("ppt/theme/theme1.xml")!.Delete();
            await using var writer = new StreamWriter(zip.CreateEntry("ppt/theme/theme1.xml").Open());
            await writer.WriteAsync(theme.Replace("FBF6EA", "E5EEF4", StringComparison.Ordinal));
        }
        await Server.PublishCasesAsync(template.ToArray());
        (bytes, answer) = await DeckAsync(leader, Door);
        answer.Dispose();
        Assert.Empty(PackageCheck.Check(new MemoryStream(bytes)));
        using var deck = new ZipArchive(new MemoryStream(bytes));
        using var shown = new StreamReader(deck.GetEntry("ppt/theme/theme1.xml")!.Open());
        Assert.Contains("E5EEF4", await shown.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Contains(Slides(bytes), slide => slide.Contains("东边漏水", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_problem_on_a_border_stands_on_two_slides_and_counts_once()
    {
        // Three metres east of the border, known to eight.
        await Server.ReportAsync("member", what: "界上漏水", spot: "34.75 117.30003 0 8");
        using var leader = Server.Client("leader");
        var (bytes, answer) = await DeckAsync(leader, Door);
        answer.Dispose();
        var slides = Slides(bytes);
        Assert.Contains("在办1件，其中超期0件", slides[1], StringComparison.Ordinal);
        var east = Assert.Single(slides, slide => slide.Contains("东 001网格", StringComparison.Ordinal));
        Assert.Contains("在办1 件", east, StringComparison.Ordinal);
        var west = Assert.Single(slides, slide => slide.Contains("西 001网格", StringComparison.Ordinal));
        Assert.Contains("在办0 件", west, StringComparison.Ordinal);
        Assert.Contains("界上漏水（交界处，计入东 001）", west, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_deck_of_the_day_before_prints_as_it_stood()
    {
        var first = await Server.ReportAsync("member", category: "cover", what: "井盖缺失");
        var second = await Server.ReportAsync("member", what: "巷口漏水");
        using var leader = Server.Client("leader");
        var (_, now) = await DeckAsync(leader, Door);
        var address = now.Content.Headers.ContentLocation!.OriginalString;
        now.Dispose();
        var before = await leader.GetByteArrayAsync(address);

        // Then one is closed, the other goes to another unit, a third comes.
        using var centre = await Server.SignedInAsync("centre");
        await StepAsync(centre, first, "dispatch", ("unit", "east"));
        using var member = await Server.SignedInAsync("member");
        await StepAsync(member, first, "handle");
        await StepAsync(centre, first, "verify");
        await StepAsync(centre, second, "dispatch", ("unit", "east"));
        await Server.ReportAsync("member", what: "后来的");
        var (after, later) = await DeckAsync(leader, Door);
        later.Dispose();
        Assert.Contains("在办2件", Slides(after)[1], StringComparison.Ordinal);
        Assert.Contains("后来的", string.Concat(Slides(after)), StringComparison.Ordinal);

        Assert.Equal(before, await leader.GetByteArrayAsync(address));
        var slides = Slides(before);
        Assert.Contains("在办2件，其中超期0件", slides[1], StringComparison.Ordinal);
        Assert.DoesNotContain("后来的", string.Concat(slides), StringComparison.Ordinal);
        Assert.Contains("西村", string.Concat(slides.Where(slide => slide.Contains("东 001网格", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_a_later_clock_what_is_open_is_late()
    {
        await Server.ReportAsync("member", category: "cover", what: "井盖缺失");
        using var centre = await Server.SignedInAsync("centre");
        await StepAsync(centre, await Server.NumberAsync("SELECT max(root_seq) FROM case_state"), "dispatch", ("unit", "east"));
        using var leader = Server.Client("leader");
        var (bytes, answer) = await DeckAsync(leader, $"{Door}?time={DateTime.UtcNow.AddDays(3):yyyy-MM-ddTHH:mm}");
        answer.Dispose();
        var slides = Slides(bytes);
        Assert.Contains("在办1件，其中超期1件", slides[1], StringComparison.Ordinal);
        Assert.Contains("井盖缺失", Assert.Single(slides, slide => slide.Contains("超期问题　1件", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deck_shows_its_reader_what_the_lists_show()
    {
        await Server.ReportAsync("member", category: "cover", what: "东边的井盖");
        using (var stranger = Server.Client())
        using (var refused = await stranger.GetAsync(Door)) Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using (var nobody = Server.Client("nobody"))
        using (var refused = await nobody.GetAsync(Door)) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        foreach (var (name, sees) in new[] { ("officer", true), ("other-officer", false) })
        {
            using var client = Server.Client(name);
            var (bytes, answer) = await DeckAsync(client, Door);
            answer.Dispose();
            var slides = Slides(bytes);
            Assert.Contains(sees ? "在办1件" : "在办0件", slides[1], StringComparison.Ordinal);
            Assert.Equal(sees, string.Concat(slides).Contains("东边的井盖", StringComparison.Ordinal));
        }
        using var leader = Server.Client("leader");
        foreach (var bad in new[] { "?at=0", "?at=999999", "?time=yesterday" })
        {
            using var refused = await leader.GetAsync(Door + bad);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
        // A campaign without cases has none.
        using var none = await leader.GetAsync("/api/campaigns/clearing/deck.pptx");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static async Task StepAsync(HttpClient client, long number, string step, params (string, string)[] values)
    {
        using var answer = await CaseCampaign.StepAsync(client, number, step, null, values);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private static async Task<(byte[] Bytes, HttpResponseMessage Answer)> DeckAsync(HttpClient client, string address)
    {
        var answer = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadAsByteArrayAsync(), answer);
    }

    /// <summary>The words of each slide, in order.</summary>
    private static List<string> Slides(byte[] deck)
    {
        using var zip = new ZipArchive(new MemoryStream(deck));
        return
        [
            .. zip.Entries.Select(entry => (entry, Match: Regex.Match(entry.FullName, @"^ppt/slides/slide(\d+)\.xml$"))).Where(one => one.Match.Success)
                .OrderBy(one => int.Parse(one.Match.Groups[1].Value, CultureInfo.InvariantCulture)).Select(one =>
                {
                    using var stream = one.entry.Open();
                    return string.Concat(XDocument.Load(stream).Descendants().Where(element => element.Name.LocalName == "t").Select(text => text.Value));
                }),
        ];
    }
}
