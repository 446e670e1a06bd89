using System.Net;
using static Gridwork.Server.Tests.Cases.CaseCampaign;

namespace Gridwork.Server.Tests.Cases;

/// <summary>The desk: the list, the case beside it, several cases at once.</summary>
public sealed class DeskTests : WithCases
{
    [Fact]
    public async Task The_chosen_case_stands_beside_the_list_and_its_address_can_be_shared()
    {
        var number = await Server.ReportAsync("member");
        var other = await Server.ReportAsync("member", category: "lamp", what: "路灯不亮");
        using var centre = await Server.SignedInAsync("centre");
        var page = await PageAsync(centre, "/cases?state=reported");
        Assert.Contains($"href=\"/cases?state=reported&amp;case={number}#c-{number}\"", await centre.GetStringAsync("/cases?state=reported"), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"panel\"", page, StringComparison.Ordinal);

        page = await PageAsync(centre, $"/cases?state=reported&case={number}");
        var panel = page[page.IndexOf("class=\"panel\"", StringComparison.Ordinal)..];
        Assert.Contains("巷口漏水", panel, StringComparison.Ordinal);
        Assert.Contains($"/records/{number}/photos/before.jpg", panel, StringComparison.Ordinal);
        Assert.Contains("职责清单建议", panel, StringComparison.Ordinal);
        Assert.Contains("职责第七条", panel, StringComparison.Ordinal);
        Assert.Contains("name=\"step\" value=\"dispatch\"", panel, StringComparison.Ordinal);
        Assert.DoesNotContain("路灯不亮", panel, StringComparison.Ordinal);
        // The list stays what it was, and says which of its rows is open.
        Assert.Contains($"<tr id=\"c-{number}\" class=\"on\"", page, StringComparison.Ordinal);
        Assert.Contains($"<tr id=\"c-{other}\">", page, StringComparison.Ordinal);
        Assert.Single(page.Split("aria-current=\"true\">巷口漏水").Skip(1));
    }

    [Fact]
    public async Task A_step_taken_beside_the_list_comes_back_to_it()
    {
        var number = await Server.ReportAsync("member");
        using var centre = await Server.SignedInAsync("centre");
        using var sent = await StepAsync(centre, number, "dispatch", null, ("unit", "west"), ("back", "/cases?state=reported"));
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var back = sent.Headers.Location!.OriginalString;
        Assert.StartsWith($"/cases?state=reported&case={number}&said=", back, StringComparison.Ordinal);
        var page = await PageAsync(centre, back);
        Assert.Contains("已办理：交办", page, StringComparison.Ordinal);
        // It is no longer in the list, and still beside it.
        Assert.DoesNotContain($"id=\"c-{number}\"", page, StringComparison.Ordinal);
        Assert.Contains("class=\"panel\"", page, StringComparison.Ordinal);
        // Nowhere else does a form lead.
        using var away = await StepAsync(centre, number, "note", null, ("reason", "x"), ("back", "//elsewhere.example/cases"));
        Assert.StartsWith($"/cases/{number}?said=", away.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_the_list_stands_nothing_that_the_reader_may_not_see()
    {
        var number = await Server.ReportAsync("member", category: "cover");
        using var stranger = Server.Client();
        using (var answer = await stranger.GetAsync($"/cases?case={number}")) Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        using var other = await Server.SignedInAsync("other-officer");
        foreach (var asked in new[] { number, 999_999 })
        {
            using var answer = await other.GetAsync($"/cases?case={asked}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        using var officer = await Server.SignedInAsync("officer");
        Assert.Contains("class=\"panel\"", await PageAsync(officer, $"/cases?case={number}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dispatch_of_several_is_taken_back_by_whoever_made_it_and_twice_is_once()
    {
        var (first, second) = (await Server.ReportAsync("member", "lamp"), await Server.ReportAsync("member", "lamp"));
        using var centre = await Server.SignedInAsync("centre");
        var before = await JsonAsync(centre, $"/api/cases/{first}");
        var back = await DispatchAsync(centre, first, second);
        var page = await PageAsync(centre, back);
        Assert.Contains("已交办 2件", page, StringComparison.Ordinal);
        Assert.Contains("撤回这 2件", page, StringComparison.Ordinal);
        var steps = Steps(page);
        Assert.Equal(2, steps.Count);

        // Neither a stranger, nor another unit that does not see the cases, nor somebody who sees them and did not take the step.
        using var stranger = Server.Client();
        using (var refused = await stranger.PostAsync("/cases/undo", Form(null, steps))) Assert.NotEqual(HttpStatusCode.SeeOther, refused.StatusCode);
        using var other = await Server.SignedInAsync("other-officer");
        using (var refused = await other.PostAsync("/cases/undo", Form(await TestServer.TokenAsync(other, "/cases"), steps))) Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using var member = await Server.SignedInAsync("member");
        using (var kept = await member.PostAsync("/cases/undo", Form(await TestServer.TokenAsync(member, "/cases"), steps)))
            Assert.Equal($"/cases?undone=0&kept={first}-{second}", kept.Headers.Location!.OriginalString);
        Assert.Equal("dispatched", await StageAsync(centre, first));

        for (var press = 0; press < 2; press++)
        {
            using var undone = await centre.PostAsync("/cases/undo", Form(await TestServer.TokenAsync(centre, "/cases"), steps));
            Assert.Equal("/cases?undone=2", undone.Headers.Location!.OriginalString);
        }
        Assert.Contains("已撤回 2件", await PageAsync(centre, "/cases?undone=2"), StringComparison.Ordinal);
        var after = await JsonAsync(centre, $"/api/cases/{first}");
        Assert.Equal(before.GetProperty("case").ToString(), after.GetProperty("case").ToString());
        Assert.Equal(2, await Server.NumberAsync("SELECT count(*) FROM journal WHERE kind = 4"));
        // The log says both.
        var own = await PageAsync(centre, $"/cases/{first}");
        Assert.Contains("撤回交办", own, StringComparison.Ordinal);
        Assert.Contains("已撤回", own, StringComparison.Ordinal);
        Assert.Equal(["open", "dispatch"], after.GetProperty("log").EnumerateArray().Select(line => line.GetProperty("step").GetString()));
        Assert.NotEqual(System.Text.Json.JsonValueKind.Null, after.GetProperty("log")[1].GetProperty("takenBack").ValueKind);
    }

    [Fact]
    public async Task What_was_signed_for_meanwhile_is_not_taken_back_and_is_said()
    {
        var (first, second) = (await Server.ReportAsync("member"), await Server.ReportAsync("member"));
        using var centre = await Server.SignedInAsync("centre");
        var steps = Steps(await PageAsync(centre, await DispatchAsync(centre, first, second)));
        using var host = await Server.SignedInAsync("other-officer");
        using (await StepAsync(host, first, "sign")) { }
        using var undone = await centre.PostAsync("/cases/undo", Form(await TestServer.TokenAsync(centre, "/cases"), steps));
        var page = await PageAsync(centre, undone.Headers.Location!.OriginalString);
        Assert.Contains("已撤回 1件", page, StringComparison.Ordinal);
        Assert.Contains("1件没有撤回", page, StringComparison.Ordinal);
        Assert.Equal(("signed", "reported"), (await StageAsync(centre, first), await StageAsync(centre, second)));
        // From its own page too: nothing to press any more.
        Assert.DoesNotContain("撤回这一步", await PageAsync(centre, $"/cases/{first}"), StringComparison.Ordinal);
        Assert.Contains("撤回这一步", await PageAsync(host, $"/cases/{first}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_saved_under_a_name_counted_and_forgotten_by_its_owner_alone()
    {
        await Server.ReportAsync("member");
        await Server.ReportAsync("member", "lamp");
        using var centre = await Server.SignedInAsync("centre");
        Assert.DoesNotContain("存下这个筛选", await PageAsync(centre, "/cases"), StringComparison.Ordinal);
        Assert.Contains("存下这个筛选", await PageAsync(centre, "/cases?category=lamp"), StringComparison.Ordinal);
        // What passes is not part of the list.
        Assert.Equal("/cases?category=lamp&case=1&after=", (await PostAsync(centre, "/cases/views", ("name", " 路灯 "), ("back", "/cases?category=lamp&case=1&after="))).Location);
        var page = await PageAsync(centre, "/cases?category=lamp");
        Assert.Contains("<a href=\"/cases?category=lamp\" aria-current=\"true\">路灯<span class=\"n\">1</span>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("存下这个筛选", page, StringComparison.Ordinal);

        // Another's page knows nothing of it, and forgetting there forgets nothing here.
        using var member = await Server.SignedInAsync("member");
        Assert.DoesNotContain("路灯<span", await PageAsync(member, "/cases"), StringComparison.Ordinal);
        await PostAsync(member, "/cases/views/forget", ("name", "路灯"));
        Assert.Contains("路灯<span", await PageAsync(centre, "/cases"), StringComparison.Ordinal);
        using var stranger = Server.Client();
        using (var refused = await stranger.PostAsync("/cases/views", new FormUrlEncodedContent([KeyValuePair.Create("name", "x")])))
            Assert.NotEqual(HttpStatusCode.SeeOther, refused.StatusCode);

        foreach (var (name, back) in new[] { ("", "/cases?category=lamp"), (new string('长', 41), "/cases?category=lamp"), ("别处", "/map"), ("没有的", "/cases?state=nowhere") })
            Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(centre, "/cases/views", ("name", name), ("back", back))).Status);

        // A list of today is of whatever day it is.
        await PostAsync(centre, "/cases/views", ("name", "今天"), ("back", "/cases?from=today"));
        Assert.Contains("今天<span class=\"n\">2</span>", await PageAsync(centre, "/cases"), StringComparison.Ordinal);
        await PostAsync(centre, "/cases/views/forget", ("name", "路灯"));
        Assert.DoesNotContain("路灯<span", await PageAsync(centre, "/cases"), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string? Location)> PostAsync(HttpClient client, string path, params (string Name, string Value)[] values)
    {
        var sent = values.Select(value => KeyValuePair.Create(value.Name, value.Value))
            .Append(KeyValuePair.Create("__RequestVerificationToken", await TestServer.TokenAsync(client, "/cases")));
        using var answer = await client.PostAsync(path, new FormUrlEncodedContent(sent));
        return (answer.StatusCode, answer.Headers.Location?.OriginalString);
    }

    private static async Task<string?> StageAsync(HttpClient client, long number) =>
        (await JsonAsync(client, $"/api/cases/{number}")).GetProperty("case").GetProperty("stage").GetString();

    private static async Task<string> DispatchAsync(HttpClient client, params long[] numbers)
    {
        var sent = numbers.Select(number => KeyValuePair.Create("case", number.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            .Append(KeyValuePair.Create("__RequestVerificationToken", await TestServer.TokenAsync(client, "/cases")));
        using var answer = await client.PostAsync("/cases/dispatch", new FormUrlEncodedContent(sent));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private static IReadOnlyList<string> Steps(string page) =>
        [.. System.Text.RegularExpressions.Regex.Matches(page, "name=\"step\" value=\"([0-9]+\\.[0-9]+)\"").Select(match => match.Groups[1].Value)];

    private static FormUrlEncodedContent Form(string? token, IEnumerable<string> steps) => new(
        steps.Select(step => KeyValuePair.Create("step", step)).Append(KeyValuePair.Create("__RequestVerificationToken", token ?? "")));

    private static async Task<string> PageAsync(HttpClient client, string path) => WebUtility.HtmlDecode(await client.GetStringAsync(path));
}
