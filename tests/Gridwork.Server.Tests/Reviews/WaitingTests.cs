using System.Net;
using System.Text.RegularExpressions;
using Gridwork.Engine.Rights;
using Gridwork.Stores.Audit;
using Gridwork.Stores.Rebuild;

namespace Gridwork.Server.Tests.Reviews;

public sealed class WaitingOnSqlite() : WaitingTests(null);

public sealed class WaitingOnPostgres(Stores.Tests.PostgresServer postgres) : WaitingTests(postgres);

/// <summary>A correction that waits is shown with what it would change, and takes effect, or does not, by a clerk's decision.</summary>
public abstract class WaitingTests(Stores.Tests.PostgresServer? postgres) : IAsyncLifetime
{
    private TestServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(postgres);
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
    public async Task It_says_before_by_how_much_a_tally_would_change_and_then_it_changes_by_that()
    {
        var id = await SendAsync(17);
        await SendAsync(3);
        var waiting = await CorrectAsync(id, 12);
        using var clerk = await server.SignedInAsync("clerk");
        Assert.Contains("<a href=\"/waiting\">1条更正等您核定</a>", await PageAsync(clerk, "/"), StringComparison.Ordinal);
        var list = await PageAsync(clerk, "/waiting");
        Assert.Contains("填报人无权更正那条记录", list, StringComparison.Ordinal);
        Assert.Contains("<dt>几处</dt>", list, StringComparison.Ordinal);
        Assert.Contains("<del>17</del> <span aria-hidden=\"true\">→</span> <ins>12</ins>", list, StringComparison.Ordinal);

        var page = await PageAsync(clerk, $"/waiting/decide?record={waiting}");

        Assert.Contains("<b>−5</b></td><td class=\"r\">15</td>", page, StringComparison.Ordinal);
        // On its own it would be one more.
        Assert.Contains("<b>＋12</b></td><td class=\"r\">32</td>", page, StringComparison.Ordinal);
        Assert.Equal(20, await ClearedAsync());
        Assert.Equal(HttpStatusCode.SeeOther, await DecideAsync(clerk, "Accept", "现场核对过", waiting));
        Assert.Equal(15, await ClearedAsync());
        Assert.Contains("没有等您核定的更正", await PageAsync(clerk, "/waiting"), StringComparison.Ordinal);
        Assert.DoesNotContain("等您核定", await PageAsync(clerk, "/"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await DecideAsync(clerk, "Reject", "再想想", waiting));
        Assert.Equal(15, await ClearedAsync());
        await AssertIdenticalAsync();
    }

    [Fact]
    public async Task Several_are_decided_at_once_and_their_effects_are_told_together()
    {
        var (first, second) = (await SendAsync(10), await SendAsync(20));
        // Two corrections of the first: the later one replaces the earlier.
        var waiting = new[] { await CorrectAsync(first, 9), await CorrectAsync(second, 18), await CorrectAsync(first, 4) };
        using var clerk = await server.SignedInAsync("clerk");
        var page = await PageAsync(clerk, "/waiting/decide?" + string.Join('&', waiting.Select(seq => $"record={seq}")));
        Assert.Contains("通过 3条", page, StringComparison.Ordinal);
        Assert.Contains("<b>−8</b></td><td class=\"r\">22</td>", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, await DecideAsync(clerk, "Accept", "都核对过", waiting));
        Assert.Equal(22, await ClearedAsync());
        await AssertIdenticalAsync();
    }

    [Fact]
    public async Task Turned_down_it_counts_nowhere_and_what_counted_before_stays()
    {
        var waiting = await CorrectAsync(await SendAsync(7), 70);
        using var clerk = await server.SignedInAsync("clerk");
        Assert.Equal(HttpStatusCode.BadRequest, await DecideAsync(clerk, "Reject", " ", waiting));
        Assert.Equal(HttpStatusCode.BadRequest, await DecideAsync(clerk, "Restore", "x", waiting));
        Assert.Equal(HttpStatusCode.SeeOther, await DecideAsync(clerk, "Reject", "数不实", waiting));
        Assert.Equal(7, await ClearedAsync());
        Assert.Contains("已不予采用 1条", await PageAsync(clerk, "/waiting?done=1&verdict=Reject"), StringComparison.Ordinal);
        await AssertIdenticalAsync();
    }

    [Fact]
    public async Task Two_who_decide_at_once_decide_once()
    {
        var waiting = await CorrectAsync(await SendAsync(10), 6);
        using var clerk = await server.SignedInAsync("clerk");
        using var east = await server.SignedInAsync("east-clerk");
        await Task.WhenAll(DecideAsync(clerk, "Accept", "对", waiting), DecideAsync(east, "Reject", "不对", waiting));
        // Whoever was first: the record is there with the one figure or the other, and never gone.
        Assert.Contains(await ClearedAsync(), new long[] { 6, 10 });
        await AssertIdenticalAsync();
    }

    [Fact]
    public async Task Only_who_decides_over_its_unit_sees_and_decides_it()
    {
        var waiting = await CorrectAsync(await SendAsync(10), 6);
        using var stranger = server.Client();
        using var away = await stranger.PostAsync("/waiting/decide", new FormUrlEncodedContent([]));
        Assert.NotEqual(HttpStatusCode.SeeOther, away.StatusCode);
        foreach (var name in new[] { "leader", "officer", "nobody" })
        {
            using var other = await server.SignedInAsync(name);
            Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync("/waiting")).StatusCode);
            if (name != "nobody") Assert.Equal(HttpStatusCode.Forbidden, await DecideAsync(other, "Accept", "x", waiting));
        }
        using var west = await server.SignedInAsync("west-clerk");
        Assert.Contains("没有等您核定的更正", await PageAsync(west, "/waiting"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await west.GetAsync($"/waiting/decide?record={waiting}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await DecideAsync(west, "Accept", "x", waiting));
        using var east = await server.SignedInAsync("east-clerk");
        using var forged = await east.PostAsync("/waiting/decide", new FormUrlEncodedContent([KeyValuePair.Create("record", $"{waiting}")]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(10, await ClearedAsync());
        Assert.Equal(HttpStatusCode.SeeOther, await DecideAsync(east, "Accept", "对", waiting));
        Assert.Equal(6, await ClearedAsync());
    }

    private Task<long> ClearedAsync() => server.NumberAsync("SELECT coalesce(sum(value), 0) FROM entry WHERE d = 1");

    private async Task<string> SendAsync(int places)
    {
        var id = TestForm.NewId();
        using var phone = server.Client("officer");
        using var answer = await phone.PostAsync("/openrosa/submission", TestForm.Parts(TestForm.Record(id, places)));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return id;
    }

    /// <summary>An officer of the other village corrects a record that is not his: it waits. Its entry.</summary>
    private async Task<long> CorrectAsync(string record, int places)
    {
        using var phone = server.Client("other-officer");
        using var answer = await phone.PostAsync("/openrosa/submission", TestForm.Parts(TestForm.Record(TestForm.NewId(), places, corrects: record)));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await server.NumberAsync("SELECT max(seq) FROM waiting");
    }

    private static async Task<string> PageAsync(HttpClient client, string page) =>
        Regex.Replace(WebUtility.HtmlDecode(await client.GetStringAsync(page)), @"\s*\n\s*", "");

    private static async Task<HttpStatusCode> DecideAsync(HttpClient client, string verdict, string reason, params long[] records)
    {
        using var answer = await client.PostAsync("/waiting/decide", new FormUrlEncodedContent(
        [
            .. records.Select(record => KeyValuePair.Create("record", $"{record}")),
            KeyValuePair.Create("verdict", verdict), KeyValuePair.Create("reason", reason),
            KeyValuePair.Create("__RequestVerificationToken", await TestServer.TokenAsync(client, "/campaigns")),
        ]));
        return answer.StatusCode;
    }

    private async Task AssertIdenticalAsync()
    {
        Assert.Empty((await Rebuilding.VerifyAsync(server.District.Store, server.District.Id)).Differences);
        Assert.DoesNotContain((await Auditing.VerifyAsync(server.District.Store, server.District.Id)).Faults, fault => fault.File is null);
    }
}
