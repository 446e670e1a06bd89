using System.Net;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Server.Districts;
using Gridwork.Server.Tests.Cases;
using Gridwork.Server.Tests.OpenRosa;
using Gridwork.Stores.Audit;
using Gridwork.Stores.Rebuild;

namespace Gridwork.Server.Tests.Records;

public sealed class PlacesOnSqlite(SqliteServer fixture) : PlaceTests(fixture.Server), IClassFixture<SqliteServer>;

public sealed class PlacesOnPostgres(ServerOnPostgres fixture) : PlaceTests(fixture.Server), IClassFixture<ServerOnPostgres>;

/// <summary>A place outside all cells, on a border or near one has an answer by the rule, and a clerk settles it on record.</summary>
public abstract class PlaceTests(TestServer server)
{
    [Fact]
    public async Task G01_a_place_on_a_border_is_settled_and_tally_and_unit_follow()
    {
        await ClerkAsync();
        // The border of the two cells is the meridian 117.3; 东 001 is the lower code.
        var record = await SendAsync("34.75 117.3 0 0", places: 7);
        using var clerk = await server.SignedInAsync("place-clerk");
        var html = await PageAsync(clerk, record);
        Assert.Contains("位置正在网格的边界上。", html, StringComparison.Ordinal);
        Assert.Contains("value=\"东 001\" checked", html, StringComparison.Ordinal);
        var (east, west) = (await CellSumAsync("东 001"), await CellSumAsync("西 001"));

        var settled = await SettleAsync(clerk, record, "西 001");

        Assert.Equal((east - 7, west + 7), (await CellSumAsync("东 001"), await CellSumAsync("西 001")));
        html = await PageAsync(clerk, settled);
        Assert.Contains("经办人已核定：西 001。", html, StringComparison.Ordinal);
        Assert.Contains("经办人核定网格：西 001", html, StringComparison.Ordinal);
        Assert.Contains("<dd>西村</dd>", html, StringComparison.Ordinal);
        // Pressed twice it is there once; the record that was settled is told as corrected.
        using var again = await PostAsync(clerk, record, "西 001");
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        Assert.Contains("这条记录已被更正", await PageAsync(clerk, record), StringComparison.Ordinal);
        Assert.Equal((east - 7, west + 7), (await CellSumAsync("东 001"), await CellSumAsync("西 001")));
        // Settled as it is, nothing is written; it can be settled otherwise, and back.
        Assert.Equal(settled, await SettleAsync(clerk, settled, "西 001"));
        await SettleAsync(clerk, await SettleAsync(clerk, settled, "东 001"), "西 001");
        Assert.Equal((east - 7, west + 7), (await CellSumAsync("东 001"), await CellSumAsync("西 001")));
        await AssertIdenticalAsync();
    }

    [Fact]
    public async Task A_place_outside_all_cells_is_offered_its_neighbours_and_nothing_far_away()
    {
        await ClerkAsync();
        // Some 180 m east of 东 001; its unit is the sender's until it is settled.
        var record = await SendAsync("34.75 117.402 0 5", places: 3);
        using var clerk = await server.SignedInAsync("place-clerk");
        var html = await PageAsync(clerk, record);
        Assert.Contains("位置不在任何网格里。", html, StringComparison.Ordinal);
        Assert.Contains("东 001，相距 183米", html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"西 001\"", html, StringComparison.Ordinal);
        using var elsewhere = await PostAsync(clerk, record, "西 001");
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
        var east = await CellSumAsync("东 001");

        var settled = await SettleAsync(clerk, record, "东 001");

        Assert.Equal(east + 3, await CellSumAsync("东 001"));
        Assert.DoesNotContain("定位不在任何网格内", await PageAsync(clerk, settled), StringComparison.Ordinal);
        Assert.Contains("Settled by a clerk: 东 001.", await PageAsync(clerk, settled, "?lang=en"), StringComparison.Ordinal);
        // A place well inside has one answer, and nobody is asked.
        Assert.DoesNotContain("class=\"doubt\"", await PageAsync(clerk, await SendAsync("34.75 117.35 0 5", places: 1), "?lang=zh"), StringComparison.Ordinal);
        await AssertIdenticalAsync();
    }

    [Fact]
    public async Task An_indicator_that_is_published_later_counts_in_the_settled_cell()
    {
        await ClerkAsync();
        using var clerk = await server.SignedInAsync("place-clerk");
        // Ten metres from the border, and the phone is unsure by thirty.
        var record = await SendAsync("34.75 117.3001 0 30", places: 11);
        Assert.Contains("定位误差伸到别的网格。", await PageAsync(clerk, record), StringComparison.Ordinal);
        await SettleAsync(clerk, record, "西 001");

        await DefinitionEntries.AppendAsync(
            server.District, EntryKind.Definition, TestForm.Package("1", "\n  late:\n    title: {zh: 后加, en: Late}\n    form: patrol\n    sum: ${places}\n"));
        for (var i = 0; i < 100 && await server.NumberAsync("SELECT count(*) FROM indicator WHERE live = 0") > 0; i++) await Task.Delay(100);

        foreach (var code in new[] { "东 001", "西 001" }) Assert.Equal(await CellSumAsync(code), await CellSumAsync(code, "late"));
        await AssertIdenticalAsync();
    }

    [Fact]
    public async Task A_case_and_its_routing_move_with_its_settled_place()
    {
        await ClerkAsync();
        if (server.District.Definition.FindCampaign("clean") is null) await server.AddCasesAsync();
        var number = await server.ReportAsync("member", category: "lamp", spot: "34.75 117.3 0 0");
        using var centre = await server.SignedInAsync("centre");
        Assert.Equal(("east", "东 001"), await CaseAsync());
        Assert.Contains("<option value=\"east\" selected", await centre.GetStringAsync($"/cases/{number}"), StringComparison.Ordinal);

        await SettleAsync(centre, number, "西 001");

        // It lies in the other village now, and is that village's to put right.
        Assert.Equal(("west", "西 001"), await CaseAsync());
        Assert.Contains("<option value=\"west\" selected", await centre.GetStringAsync($"/cases/{number}"), StringComparison.Ordinal);
        await AssertIdenticalAsync();

        async Task<(string?, string?)> CaseAsync()
        {
            using var api = server.Client("centre");
            var seen = (await CaseCampaign.JsonAsync(api, $"/api/cases/{number}")).GetProperty("case");
            return (seen.GetProperty("unit").GetString(), seen.GetProperty("cell").GetString());
        }
    }

    [Fact]
    public async Task Only_a_clerk_of_its_unit_settles_a_place()
    {
        await ClerkAsync();
        if (await server.AccountAsync("west-clerk") is null) await server.PersonAsync("west-clerk", Role.Clerk, "west");
        var record = await SendAsync("34.75 117.3 0 0", places: 1);
        using var stranger = server.Client();
        using var away = await stranger.PostAsync($"/records/{record}/place", new FormUrlEncodedContent([]));
        Assert.NotEqual(HttpStatusCode.SeeOther, away.StatusCode);
        // The officer who sent it sees what it may be, and is offered no step.
        using var officer = await server.SignedInAsync("officer");
        var html = await PageAsync(officer, record);
        Assert.Contains("class=\"doubt\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/place\"", html, StringComparison.Ordinal);
        using var forbidden = await PostAsync(officer, record, "西 001");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        // To a clerk of another village it is not there.
        using var west = await server.SignedInAsync("west-clerk");
        using var unknown = await PostAsync(west, record, "西 001");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var clerk = await server.SignedInAsync("place-clerk");
        using var wrong = await PostAsync(clerk, record, "北 001");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private async Task ClerkAsync()
    {
        if (await server.AccountAsync("place-clerk") is null) await server.PersonAsync("place-clerk", Role.Clerk, "test");
    }

    /// <summary>Sends a record as a phone does; its number.</summary>
    private async Task<long> SendAsync(string spot, int places)
    {
        using var phone = server.Client("officer");
        var xml = TestForm.Record(TestForm.NewId(), places).Replace("34.75 117.35 0 5", spot, StringComparison.Ordinal);
        using var answer = await phone.PostAsync("/openrosa/submission", TestForm.Parts(xml));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await server.NumberAsync("SELECT max(root_seq) FROM record");
    }

    private static async Task<string> PageAsync(HttpClient client, long record, string query = "") => WebUtility.HtmlDecode(await client.GetStringAsync($"/records/{record}{query}"));

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, long record, string cell) =>
        await client.PostAsync($"/records/{record}/place", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["cell"] = cell,
            ["__RequestVerificationToken"] = await TestServer.TokenAsync(client, "/campaigns"),
        }));

    /// <summary>Settles a place; the number of the record that settles it.</summary>
    private static async Task<long> SettleAsync(HttpClient client, long record, string cell)
    {
        using var answer = await PostAsync(client, record, cell);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return long.Parse(answer.Headers.Location!.ToString().Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>What an indicator holds in a cell.</summary>
    private Task<long> CellSumAsync(string code, string name = "cleared")
    {
        var indicator = server.District.Definition.FindCampaign("clearing")!.Wholes.Single(one => one.Rule.Name == name);
        return server.NumberAsync(
            $"SELECT coalesce(sum(value), 0) FROM entry WHERE d = 1 AND ind = {indicator.Id.Indicator} AND ver = {indicator.Id.Version} AND cell = {server.District.Definition.FindCell(code).Value}");
    }

    private async Task AssertIdenticalAsync()
    {
        Assert.Empty((await Rebuilding.VerifyAsync(server.District.Store, server.District.Id)).Differences);
        Assert.DoesNotContain((await Auditing.VerifyAsync(server.District.Store, server.District.Id, derived: false)).Faults, fault => fault.File is null);
    }
}
