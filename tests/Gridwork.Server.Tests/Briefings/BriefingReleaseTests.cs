using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Server.Districts;
using Gridwork.Stores.Audit;
using Gridwork.Stores.Rebuild;

namespace Gridwork.Server.Tests.Briefings;

public sealed class BriefingReleasesOnSqlite() : BriefingReleaseTests(null);

public sealed class BriefingReleasesOnPostgres(Stores.Tests.PostgresServer postgres) : BriefingReleaseTests(postgres);

/// <summary>A paper is drafted, changed by hand, released once, and stays as it was printed whatever records come later.</summary>
public abstract partial class BriefingReleaseTests(Stores.Tests.PostgresServer? postgres) : IAsyncLifetime
{
    private const string Page = "/campaigns/papers/briefings/3";

    private const string Template =
        """
        ---
        title: 清退进展
        masthead: 清退简报
        issuer: east
        number: 3
        to: {送: 各村}
        texts:
          next: 一是划线定位。
        ---
        截至今日清退{{ tally.cleared }}处，其中东村{{ tally.cleared | in: "east" }}处，共{{ tally.visits }}次。

        {{ text.next }}
        """;

    private const string Campaign =
        """
        id: papers
        title: {zh: 清退, en: Clearing}
        period: {from: 2021-05-01}
        unit: test
        forms:
          patrol: {file: patrol.xlsx, fill: [officer, clerk], place: "${spot}", unit: cell}
        indicators:
          cleared: {title: {zh: 清退处数, en: Cleared}, form: patrol, sum: "${places}", qualifier: 余, round: 10}
          visits: {title: {zh: 巡查, en: Visits}, form: patrol, count: records}
        briefings: [{file: briefing.zh.md}]
        """;

    private TestServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(postgres);
        // One form belongs to one campaign: the one of the fixture has its own.
        var form = TestForm.XForm("1").Replace("id=\"patrol\"", "id=\"paper-patrol\"", StringComparison.Ordinal);
        await DefinitionEntries.AppendAsync(server.District, EntryKind.Definition, new CampaignFolder("papers", new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["campaign.yaml"] = Encoding.UTF8.GetBytes(Campaign),
            ["briefing.zh.md"] = Encoding.UTF8.GetBytes(Template),
        }).ToPackage(new Dictionary<string, string> { ["compiled/patrol.xml"] = form }));
        await server.PersonAsync("clerk", Role.Clerk, "test");
        await server.PersonAsync("east-clerk", Role.Clerk, "east");
        await server.PersonAsync("west-clerk", Role.Clerk, "west");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_figure_by_hand_is_framed_beside_the_counted_one_and_never_reaches_the_tally()
    {
        await SendAsync(17);
        using var clerk = await server.SignedInAsync("clerk");

        Assert.Equal(HttpStatusCode.SeeOther, await ChangeAsync(clerk, "cleared in=east", "18", "早市另有一处未登记"));

        var html = await PageAsync(clerk, Page);
        Assert.Contains("其中东村<span class=\"nw\"><a class=\"fig declared\"", html, StringComparison.Ordinal);
        Assert.Contains("差1。", html, StringComparison.Ordinal);
        Assert.Contains("clerk手改：早市另有一处未登记。", html, StringComparison.Ordinal);
        Assert.Contains("3个：2个汇总，1个手改", html, StringComparison.Ordinal);
        var clean = await PageAsync(clerk, Page + "?draft=clean");
        Assert.Contains("清退10余处，其中东村18处，共1次。", clean, StringComparison.Ordinal);
        Assert.Contains("有1个数是手改的", clean, StringComparison.Ordinal);
        Assert.DoesNotContain("早市另有一处未登记", Sheet(clean), StringComparison.Ordinal);
        Assert.Equal(17, await server.NumberAsync("SELECT sum(value) FROM entry WHERE d = 1 AND value > 1"));

        // Taken back, it prints what was counted, and the code is the one that it was.
        using var back = await PostAsync(clerk, Page + "/figures", ("figure", "cleared in=east"), ("back", "yes"));
        Assert.Contains("其中东村10余处", await PageAsync(clerk, Page + "?draft=clean"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("many", "因为", "请写一个数")]
    [InlineData("1.5", "因为", "请写一个数")]
    [InlineData("18", " ", "请写明理由")]
    public async Task A_change_without_a_number_or_a_reason_is_not_kept(string value, string reason, string said)
    {
        using var clerk = await server.SignedInAsync("clerk");
        using var answer = await PostAsync(clerk, Page + "/figures", ("figure", "visits"), ("no", "3"), ("value", value), ("reason", reason));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.DoesNotContain("手改", await PageAsync(clerk, Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_the_template_leaves_free_are_written_anew_and_typed_numbers_are_told()
    {
        using var clerk = await server.SignedInAsync("clerk");
        using var answer = await PostAsync(clerk, Page + "/texts", ("name", "next"), ("words", "一是6月10日前划线。\n二是增加5个点位 *加粗* <b>"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var html = await PageAsync(clerk, Page);
        Assert.Contains("<p>一是6月10日前划线。</p>", html, StringComparison.Ordinal);
        Assert.Contains("<p>二是增加5个点位 *加粗* <b></p>", html, StringComparison.Ordinal);
        Assert.Contains("文字里有手写的数 1处", html, StringComparison.Ordinal);
        using var unknown = await PostAsync(clerk, Page + "/texts", ("name", "other"), ("words", "x"));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    [Fact]
    public async Task Released_it_stays_as_it_was_printed_and_a_later_correction_shows_beside_it()
    {
        var id = await SendAsync(51);
        using var clerk = await server.SignedInAsync("clerk");
        await ChangeAsync(clerk, "visits", "3", "另有两次未带手机");
        var code = Code().Match(await PageAsync(clerk, Page)).Groups[1].Value;
        var position = await server.NumberAsync("SELECT seq FROM head");

        var paper = await ReleaseAsync(clerk);

        Assert.Equal(position + 1, await server.NumberAsync("SELECT seq FROM head"));
        var chain = await server.District.Store.EntryAsync(server.District.Id, position);
        var clean = await PageAsync(clerk, paper + "?draft=clean");
        Assert.Contains("清退50余处，其中东村50余处，共3次。", clean, StringComparison.Ordinal);
        Assert.Contains("第3期", clean, StringComparison.Ordinal);
        Assert.Contains(code, clean, StringComparison.Ordinal);
        Assert.Contains($"流水第{position}号　链值 {string.Join(' ', chain!.Entry.Chain.ToString()[..16].Chunk(4).Select(four => new string(four)))}", clean, StringComparison.Ordinal);
        Assert.DoesNotContain("/release\"", clean, StringComparison.Ordinal);

        await SendAsync(50, corrects: id);
        Assert.Equal(Sheet(clean), Sheet(await PageAsync(clerk, paper + "?draft=clean")));
        var check = await PageAsync(clerk, paper);
        Assert.Contains("发布时 51，今日 50", check, StringComparison.Ordinal);
        Assert.Contains("clerk手改：另有两次未带手机。", check, StringComparison.Ordinal);
        Assert.Contains($"/campaigns/papers/tallies/cleared?at={position}", check, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync($"/campaigns/papers/tallies/cleared?at={position}")).StatusCode);

        // The series goes on with the next number, without what was changed by hand; both stand in the list.
        var next = await PageAsync(clerk, Page + "?draft=clean");
        Assert.Contains("第4期", next, StringComparison.Ordinal);
        Assert.Contains("共1次。", next, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{paper}\">清退简报　第3期</a>", next, StringComparison.Ordinal);
        var list = await PageAsync(clerk, "/briefings");
        Assert.Contains($"<a href=\"{paper}\"><b>清退简报　第3期</b></a>", list, StringComparison.Ordinal);
        Assert.Contains("，手改1个数", list, StringComparison.Ordinal);
        await AssertIdenticalAsync();
    }

    [Fact]
    public async Task What_changed_after_the_page_was_looked_at_is_shown_again_and_not_released()
    {
        await SendAsync(5);
        using var clerk = await server.SignedInAsync("clerk");
        var seen = await FormAsync(clerk);
        await ChangeAsync(clerk, "visits", "9", "漏了");

        using var answer = await PostAsync(clerk, Page + "/release", seen);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("稿子在您看之后变了", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(0, await server.NumberAsync("SELECT count(*) FROM paper"));
        // What came in later leaves the position alone that was looked at: it goes out as seen.
        var again = await FormAsync(clerk);
        await SendAsync(6);
        using var out_ = await PostAsync(clerk, Page + "/release", again);
        Assert.Equal(HttpStatusCode.SeeOther, out_.StatusCode);
        Assert.Contains("清退5处", await PageAsync(clerk, out_.Headers.Location + "&draft=clean"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issue_goes_out_once_however_often_it_is_pressed()
    {
        await SendAsync(5);
        using var clerk = await server.SignedInAsync("clerk");
        var seen = await FormAsync(clerk);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(clerk, Page + "/release", seen)));
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Conflict));
        Assert.Equal(1, await server.NumberAsync("SELECT count(*) FROM paper"));
        Assert.Equal(1, await server.NumberAsync("SELECT count(*) FROM journal WHERE kind = 11"));
        await AssertIdenticalAsync();
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task Only_who_may_release_for_the_issuing_unit_and_sees_all_of_it_releases()
    {
        await SendAsync(5);
        await SendAsync(4, spot: "34.75 117.25 0 5", officer: "other-officer");
        using var stranger = server.Client();
        foreach (var door in new[] { "/figures", "/texts", "/release" })
        {
            using var away = await stranger.PostAsync(Page + door, new FormUrlEncodedContent([]));
            Assert.NotEqual(HttpStatusCode.SeeOther, away.StatusCode);
        }
        // A clerk of another village, a leader and an officer see the draft as far as their units go, and no step.
        foreach (var name in new[] { "west-clerk", "leader", "officer" })
        {
            using var other = await server.SignedInAsync(name);
            Assert.DoesNotContain("/release\"", await PageAsync(other, Page), StringComparison.Ordinal);
            foreach (var door in new[] { "/figures", "/texts", "/release" })
            {
                using var refused = await PostAsync(other, Page + door, ("position", "1"), ("cutoff", "2021-05-27T09:40:00.0000000+08:00"), ("code", "x"));
                Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            }
        }
        // The issuing village's clerk may change and release, but the paper counts the west too, which he does not see.
        using var east = await server.SignedInAsync("east-clerk");
        Assert.Contains("您看得到的不是全部", await PageAsync(east, Page), StringComparison.Ordinal);
        // Without the token of a page of ours nothing is taken.
        using var clerk = await server.SignedInAsync("clerk");
        using var forged = await clerk.PostAsync(Page + "/release", new FormUrlEncodedContent((await FormAsync(clerk)).Select(field => KeyValuePair.Create(field.Name, field.Value))));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        var paper = await ReleaseAsync(clerk);

        // Out, it is read by those who see the issuing unit's tallies and those below it, and by nobody else.
        using var away2 = await stranger.GetAsync(paper);
        Assert.NotEqual(HttpStatusCode.OK, away2.StatusCode);
        using var west = await server.SignedInAsync("west-clerk");
        Assert.Equal(HttpStatusCode.NotFound, (await west.GetAsync(paper)).StatusCode);
        Assert.DoesNotContain(paper, await PageAsync(west, "/briefings"), StringComparison.Ordinal);
        var read = await PageAsync(east, paper);
        Assert.Contains("明细限看得到全部的单位查看", read, StringComparison.Ordinal);
        Assert.Contains(paper, await PageAsync(east, "/briefings"), StringComparison.Ordinal);
        using var nobody = await server.SignedInAsync("nobody");
        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.GetAsync(paper)).StatusCode);
    }

    [Fact]
    public async Task As_printed_is_as_at_whatever_came_after()
    {
        using var clerk = await server.SignedInAsync("clerk");
        var records = new List<string>();
        var printed = new List<(string Paper, string Sheet, long Position, long Cleared, long Visits)>();
        var steps = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 40], Gen.Int[0, 1000]).Array[24].Single();
        foreach (var (what, places, pick) in steps)
        {
            if (what == 0 || records.Count == 0) records.Add(await SendAsync(places));
            else if (what == 1) records[pick % records.Count] = await SendAsync(places, corrects: records[pick % records.Count]);
            else if (what == 2) await SendAsync(places, id: records[pick % records.Count]);
            else
            {
                var (position, cleared, visits) = (await server.NumberAsync("SELECT seq FROM head"), await SumAsync("cleared"), await SumAsync("visits"));
                var paper = await ReleaseAsync(clerk);
                printed.Add((paper, Sheet(await PageAsync(clerk, paper + "?draft=clean")), position, cleared, visits));
            }
        }
        foreach (var (paper, sheet, position, cleared, visits) in printed)
        {
            Assert.Equal(sheet, Sheet(await PageAsync(clerk, paper + "?draft=clean")));
            Assert.Equal((cleared, visits), (await SumAsync("cleared", position), await SumAsync("visits", position)));
            var now = await SumAsync("cleared");
            var said = $"发布时 {cleared}，今日 {now}";
            Assert.Equal(now != cleared, (await PageAsync(clerk, paper)).Contains(said, StringComparison.Ordinal));
        }
        await AssertIdenticalAsync();
    }

    /// <summary>What an indicator holds, by its entries up to a position.</summary>
    private Task<long> SumAsync(string name, long at = long.MaxValue)
    {
        var id = server.District.Definition.FindCampaign("papers")!.Find(name)!.Id;
        return server.NumberAsync($"SELECT coalesce(sum(value), 0) FROM entry WHERE d = 1 AND ind = {id.Indicator} AND ver = {id.Version} AND pos <= {at}");
    }

    private async Task<string> SendAsync(int places, string corrects = "", string? id = null, string spot = "34.75 117.35 0 5", string officer = "officer")
    {
        id ??= TestForm.NewId();
        using var phone = server.Client(officer);
        var xml = TestForm.Record(id, places, corrects: corrects).Replace("id=\"patrol\"", "id=\"paper-patrol\"", StringComparison.Ordinal)
            .Replace("34.75 117.35 0 5", spot, StringComparison.Ordinal);
        using var answer = await phone.PostAsync("/openrosa/submission", TestForm.Parts(xml));
        return id;
    }

    private static async Task<string> PageAsync(HttpClient client, string page) => WebUtility.HtmlDecode(await client.GetStringAsync(page));

    /// <summary>The sheet of a page: what is printed.</summary>
    private static string Sheet(string html) => html[html.IndexOf("<article", StringComparison.Ordinal)..html.IndexOf("</article>", StringComparison.Ordinal)];

    private static async Task<HttpStatusCode> ChangeAsync(HttpClient client, string figure, string value, string reason)
    {
        using var answer = await PostAsync(client, Page + "/figures", ("figure", figure), ("value", value), ("reason", reason));
        return answer.StatusCode;
    }

    /// <summary>What the page's release button would send.</summary>
    private static async Task<(string Name, string Value)[]> FormAsync(HttpClient client)
    {
        var html = await client.GetStringAsync(Page);
        return [.. new[] { "position", "cutoff", "code" }.Select(name =>
            (name, WebUtility.HtmlDecode(Regex.Match(html, $"name=\"{name}\" value=\"([^\"]*)\"").Groups[1].Value)))];
    }

    /// <summary>Releases the draft as it stands; the address of the paper.</summary>
    private static async Task<string> ReleaseAsync(HttpClient client)
    {
        using var answer = await PostAsync(client, Page + "/release", await FormAsync(client));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.ToString().Split('?')[0];
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string page, params (string Name, string Value)[] fields) =>
        await client.PostAsync(page, new FormUrlEncodedContent([
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
            KeyValuePair.Create("__RequestVerificationToken", await TestServer.TokenAsync(client, "/campaigns")),
        ]));

    private async Task AssertIdenticalAsync()
    {
        Assert.Empty((await Rebuilding.VerifyAsync(server.District.Store, server.District.Id)).Differences);
        Assert.DoesNotContain((await Auditing.VerifyAsync(server.District.Store, server.District.Id)).Faults, fault => fault.File is null);
    }

    [GeneratedRegex("核数码 ([0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4})")]
    private static partial Regex Code();
}
