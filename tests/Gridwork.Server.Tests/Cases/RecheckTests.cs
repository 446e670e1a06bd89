using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Gridwork.Engine.Rights;
using static Gridwork.Server.Tests.Cases.CaseCampaign;

namespace Gridwork.Server.Tests.Cases;

/// <summary>The draw of closed cases for a second look, and its results.</summary>
public sealed partial class RecheckTests : WithCases
{
    private const string Page = "/campaigns/clean/recheck";

    [Fact]
    public async Task A_draw_stays_the_same_whatever_happens_and_fills_with_results()
    {
        for (var i = 0; i < 5; i++) await ClosedAsync();
        using var admin = await Server.SignedInAsync("admin");
        var at = await Server.NumberAsync("SELECT seq FROM head WHERE d = 1");
        var today = DateTime.UtcNow.AddHours(8).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var address = $"{Page}?from={today}&to={today}&at={at}";
        var page = await CaseTests.PageAsync(admin, address);
        Assert.Contains("共 5件，抽中 2件，已复核 0件", page, StringComparison.Ordinal);
        Assert.Contains(RecheckTests.Code(await ChainAsync(at)), page, StringComparison.Ordinal);
        Assert.Contains("西村", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        var drawn = Numbers(page);
        Assert.Equal(2, drawn.Count);

        // Another is closed meanwhile, one of the drawn is as said, the other is not and goes back to work.
        await ClosedAsync();
        using (var sent = await StepAsync(admin, drawn[0], "recheck_pass")) Assert.Contains("已办理：抽查复核：属实", await CaseTests.PageAsync(admin, sent.Headers.Location!.OriginalString), StringComparison.Ordinal);
        using (var sent = await StepAsync(admin, drawn[1], "recheck_fail", null, ("reason", "还在漏水")))
            Assert.Contains("待签收", await CaseTests.PageAsync(admin, sent.Headers.Location!.OriginalString), StringComparison.Ordinal);
        page = await CaseTests.PageAsync(admin, address);
        Assert.Equal(drawn, Numbers(page));
        Assert.Contains("共 5件，抽中 2件，已复核 2件，其中不属实 1件", page, StringComparison.Ordinal);
        Assert.Contains("不属实，已重新办理", page, StringComparison.Ordinal);
        Assert.Contains("还在漏水", page, StringComparison.Ordinal);
        Assert.Contains("2 drawn, 2 looked at, 1 of these not as said", await CaseTests.PageAsync(admin, address + "&lang=en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_verified_it_or_works_for_its_host_is_refused_and_told_why()
    {
        var number = await ClosedAsync();
        using var centre = await Server.SignedInAsync("centre");
        using (var sent = await StepAsync(centre, number, "recheck_pass"))
            Assert.Contains("承办过这个问题的单位、整改人和核查人不能复核", await CaseTests.PageAsync(centre, sent.Headers.Location!.OriginalString), StringComparison.Ordinal);
        await Server.PersonAsync("both", Role.Clerk, "test");
        await Server.GrantAsync("both", Role.Officer, "west");
        using var both = await Server.SignedInAsync("both");
        Assert.DoesNotContain("value=\"recheck_pass\"", await CaseTests.PageAsync(both, $"/cases/{number}"), StringComparison.Ordinal);
        using var admin = await Server.SignedInAsync("admin");
        Assert.Contains("value=\"recheck_pass\"", await CaseTests.PageAsync(admin, $"/cases/{number}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_those_who_see_the_whole_campaign_see_what_is_drawn()
    {
        using (var stranger = Server.Client())
        using (var refused = await stranger.GetAsync(Page))
            Assert.True(refused.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Found, refused.StatusCode.ToString());
        foreach (var name in new[] { "officer", "other-officer", "member" })
        {
            using var person = await Server.SignedInAsync(name);
            using var refused = await person.GetAsync(Page);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.DoesNotContain("/recheck", await CaseTests.PageAsync(person, "/campaigns/clean/evaluation"), StringComparison.Ordinal);
        }
        using var leader = await Server.SignedInAsync("leader");
        Assert.Contains($"href=\"{Page}\"", await CaseTests.PageAsync(leader, "/campaigns/clean/evaluation"), StringComparison.Ordinal);
        Assert.Contains("抽查复核", await CaseTests.PageAsync(leader, Page), StringComparison.Ordinal);
        foreach (var (address, status) in new[]
        {
            (Page + "?from=x", HttpStatusCode.BadRequest), (Page + "?from=2021-05-02&to=2021-05-01", HttpStatusCode.BadRequest), (Page + "?at=0", HttpStatusCode.BadRequest),
            (Page + "?at=999999", HttpStatusCode.BadRequest), ("/campaigns/clearing/recheck", HttpStatusCode.NotFound), ("/campaigns/none/recheck", HttpStatusCode.NotFound),
        })
        {
            using var answer = await leader.GetAsync(address);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    /// <summary>A problem that the west put right and the centre verified.</summary>
    private async Task<long> ClosedAsync()
    {
        var number = await Server.ReportAsync("member", category: "lamp");
        using var centre = await Server.SignedInAsync("centre");
        using var host = await Server.SignedInAsync("other-officer");
        foreach (var (client, step) in new[] { (centre, "dispatch"), (host, "handle"), (centre, "verify") })
        {
            using var sent = await StepAsync(client, number, step, null, step == "dispatch" ? [("unit", "west")] : []);
            Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        }
        return number;
    }

    private async Task<string> ChainAsync(long at)
    {
        await using var connection = await Server.District.Store.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT chain FROM journal WHERE d = 1 AND seq = {at}";
        return Convert.ToHexStringLower((byte[])(await command.ExecuteScalarAsync())!);
    }

    private static string Code(string hex) => string.Join(' ', hex.Chunk(4).Select(four => new string(four)));

    private static List<long> Numbers(string page) =>
        [.. Drawn().Matches(page).Select(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct()];

    [GeneratedRegex(@"<a href=""/cases/(\d+)"">\d+</a> 巷口漏水")]
    private static partial Regex Drawn();
}
