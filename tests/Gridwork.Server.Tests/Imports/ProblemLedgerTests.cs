using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using Gridwork.Documents.Ledgers;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Server.Districts;
using Gridwork.Server.Imports;
using Gridwork.Server.Tests.Cases;

namespace Gridwork.Server.Tests.Imports;

/// <summary>The demo's district and its hygiene campaign; a ledger of problems comes in, each becomes a case, and the meeting's deck is printed.</summary>
public sealed class ProblemLedgerTests : IAsyncLifetime
{
    private const string Cases = "/api/campaigns/hygiene-city/cases";
    private const string DeckDoor = "/api/campaigns/hygiene-city/deck.pptx";

    private TestServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(setUp: false);
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Gridwork.slnx"))) root = Path.GetDirectoryName(root)!;
        var folder = DistrictFolder.Read(Path.Combine(root, "district"));
        await DefinitionEntries.AppendAsync(server.District, EntryKind.Units, BodyJson.Write(folder.Units));
        await DefinitionEntries.AppendAsync(server.District, EntryKind.Grid, GridVersion.Body(folder.Cells.Span, folder.BaseMap.Span));
        await DefinitionEntries.AppendAsync(server.District, EntryKind.Calendar, BodyJson.Write(folder.Calendar!));
        var campaign = CampaignCheck.Run(CampaignFolder.FromDirectory(Path.Combine(root, "campaigns", "hygiene-city")), await server.District.RefreshAsync());
        await DefinitionEntries.AppendAsync(server.District, EntryKind.Definition, campaign.Package());
        foreach (var (name, role, unit) in new[]
        {
            ("centre", Role.Clerk, "qinghe"), ("heren-clerk", Role.Clerk, "heren"), ("hecheng-clerk", Role.Clerk, "hecheng"), ("hefan-clerk", Role.Clerk, "hefan"),
            ("leader", Role.Leader, "qinghe"),
        })
        {
            await server.PersonAsync(name, role, unit);
        }
        await server.District.RefreshAsync();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Sixty_messy_problems_become_sixty_cases_each_with_who_has_to_act()
    {
        var rows = await BringInAsync();

        using var centre = server.Client("centre");
        var cases = await AllAsync(centre, $"{Cases}?limit=200");
        Assert.Equal(60, cases.Count);
        var found = cases.ToDictionary(one => one.GetProperty("what").GetString()!, one => (
            Category: one.GetProperty("category").GetString(), Cell: one.GetProperty("cell").GetString(), Host: one.GetProperty("host").GetString() ?? "",
            Stage: one.GetProperty("stage").GetString()));
        foreach (var row in rows) Assert.Equal((row.Category, row.Cell, row.Host, "registered"), found[row.What]);
        Assert.Equal(60, await server.NumberAsync("SELECT count(*) FROM record WHERE d = 1"));
        var tally = (await CaseCampaign.JsonAsync(centre, "/api/campaigns/hygiene-city/tallies")).GetProperty("tallies").EnumerateArray()
            .Single(one => one.GetProperty("indicator").GetString() == "problems_found");
        Assert.Equal(60, tally.GetProperty("value").GetInt32());
    }

    [Fact]
    public async Task A_problem_on_the_border_of_two_streets_is_seen_by_both_stands_on_two_slides_and_counts_once()
    {
        await BringInAsync();
        var number = await NumberOfAsync(ProblemLedger.Border);
        foreach (var (name, sees) in new[] { ("heren-clerk", true), ("hefan-clerk", true), ("hecheng-clerk", false) })
        {
            using var clerk = server.Client(name);
            using var answer = await clerk.GetAsync($"/api/cases/{number}");
            Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
        }
        using var leader = server.Client("leader");
        var counts = await CaseCampaign.JsonAsync(leader, $"{Cases}/counts?by=cell");
        Assert.Equal(60, counts.GetProperty("groups").EnumerateArray().Sum(group => group.GetProperty("counts").GetProperty("reported").GetInt32()));

        var slides = Slides(await leader.GetByteArrayAsync(DeckDoor));
        Assert.Contains("在办60件", slides[1], StringComparison.Ordinal);
        var shown = slides.Where(slide => slide.Contains(ProblemLedger.Border, StringComparison.Ordinal) && slide.Contains("网格　", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, shown.Count);
        Assert.Single(shown, slide => slide.Contains("禾仁 005网格", StringComparison.Ordinal));
        Assert.Single(shown, slide => slide.Contains("禾范 001网格", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_on_a_line_is_its_leading_units_and_what_is_nobodys_waits_at_the_desk_and_says_so()
    {
        await BringInAsync();
        using var centre = await server.SignedInAsync("centre");
        Assert.Contains("市场监管局", WebUtility.HtmlDecode(await centre.GetStringAsync($"/cases/{await NumberOfAsync(ProblemLedger.OnALine)}")), StringComparison.Ordinal);
        var nobodys = await NumberOfAsync(ProblemLedger.Nobodys);
        Assert.Contains($"/cases/{nobodys}\"", await centre.GetStringAsync("/cases?state=registered&category=unclaimed"), StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode(await centre.GetStringAsync($"/cases/{nobodys}"));
        Assert.Contains("待交办", page, StringComparison.Ordinal);
        Assert.Contains("没有列明承办单位", page, StringComparison.Ordinal);
        // Nobody is proposed, so the desk has to name somebody.
        using (var lacking = await CaseCampaign.StepAsync(centre, nobodys, "dispatch")) Assert.Equal(HttpStatusCode.BadRequest, lacking.StatusCode);
        using (var sent = await CaseCampaign.StepAsync(centre, nobodys, "dispatch", null, ("unit", "zhifa"))) Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        using var api = server.Client("centre");
        Assert.Equal("zhifa", (await CaseCampaign.JsonAsync(api, $"/api/cases/{nobodys}")).GetProperty("case").GetProperty("holder").GetString());
    }

    [Fact]
    public async Task After_a_rerouting_the_deck_of_the_day_before_prints_as_it_stood()
    {
        await BringInAsync();
        using var leader = server.Client("leader");
        using var now = await leader.GetAsync(DeckDoor);
        var address = now.Content.Headers.ContentLocation!.OriginalString;
        var before = await leader.GetByteArrayAsync(address);

        using var centre = await server.SignedInAsync("centre");
        using (var sent = await CaseCampaign.StepAsync(centre, await NumberOfAsync(ProblemLedger.Border), "dispatch", null, ("unit", "hefan")))
            Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);

        Assert.Equal(before, await leader.GetByteArrayAsync(address));
        Assert.Equal("禾仁街道", HostOnSlide(before));
        Assert.Equal("禾范街道", HostOnSlide(await leader.GetByteArrayAsync(DeckDoor)));
    }

    /// <summary>Brings the ledger in as the grid centre's clerk does: one doubt is answered, nothing is refused, and a second run changes nothing.</summary>
    private async Task<IReadOnlyList<ProblemLedger.Row>> BringInAsync()
    {
        var definition = await server.District.RefreshAsync();
        var grid = definition.Grids[^1].Grid;
        var (xlsx, rows) = ProblemLedger.Draw(grid, unit => unit.Split('-')[0]);
        var form = definition.FindCampaign("hygiene-city")!.Forms.Single(one => one.Key == "patrol").Current;
        var file = new LedgerFile("问题台账.xlsx", xlsx, form, (await server.AccountAsync("centre")).Person, new LedgerOptions { AllOrNothing = true });
        var import = new LedgerImport(server.District.Store, server.District.Id, server.District.Journal);
        var (plan, refusal) = await import.PlanAsync(definition, file);
        Assert.Null(refusal);
        Assert.Empty(plan!.Rows.Where(row => row.Action != RowAction.New).Select(row => $"{row.No} {row.Reason?.Text(CultureInfo.GetCultureInfo("zh-CN"))}"));
        var first = await import.RunAsync(definition, file, plan, server.District.Clock.Now);
        Assert.Equal((60, 0, 0), (first.Added, first.Refused, first.Failed.Count));
        var (again, _) = await import.PlanAsync(definition, file);
        Assert.Equal(60, again!.Count(RowAction.Same));
        return rows;
    }

    private async Task<long> NumberOfAsync(string what)
    {
        using var centre = server.Client("centre");
        return (await AllAsync(centre, $"{Cases}?limit=200")).Single(one => one.GetProperty("what").GetString() == what).GetProperty("number").GetInt64();
    }

    private static async Task<List<System.Text.Json.JsonElement>> AllAsync(HttpClient client, string first)
    {
        var cases = new List<System.Text.Json.JsonElement>();
        for (var next = first; next is not null;)
        {
            var page = await CaseCampaign.JsonAsync(client, next);
            cases.AddRange(page.GetProperty("cases").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }
        return cases;
    }

    /// <summary>The unit that stands in the border problem's row, on the slide of the cell that it counts in.</summary>
    private static string HostOnSlide(byte[] deck)
    {
        var slide = Slides(deck).Single(slide => slide.Contains("禾仁 005网格", StringComparison.Ordinal));
        var row = slide[(slide.IndexOf(ProblemLedger.Border, StringComparison.Ordinal) + ProblemLedger.Border.Length)..];
        return row[..4];
    }

    /// <summary>The words of each slide, in order.</summary>
    private static List<string> Slides(byte[] deck)
    {
        using var zip = new ZipArchive(new MemoryStream(deck));
        return
        [
            .. zip.Entries.Where(entry => entry.FullName.StartsWith("ppt/slides/slide", StringComparison.Ordinal))
                .OrderBy(entry => int.Parse(entry.Name["slide".Length..^".xml".Length], CultureInfo.InvariantCulture)).Select(entry =>
                {
                    using var stream = entry.Open();
                    return string.Concat(XDocument.Load(stream).Descendants().Where(element => element.Name.LocalName == "t").Select(text => text.Value));
                }),
        ];
    }
}
