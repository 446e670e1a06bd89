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

    private static async Task<string> PageAsync(HttpClient client, string path) => WebUtility.HtmlDecode(await client.GetStringAsync(path));
}
