using System.Net;
using static Gridwork.Server.Tests.Cases.CaseCampaign;

namespace Gridwork.Server.Tests.Cases;

public sealed class EvaluationTests : WithCases
{
    private const string Page = "/campaigns/clean/evaluation";

    [Fact]
    public async Task A_rate_says_both_its_sides_and_every_part_is_counted()
    {
        var closed = await Server.ReportAsync("member", category: "cover");
        await Server.ReportAsync("member", category: "pipe");
        var dismissed = await Server.ReportAsync("member", category: "cover");
        using var centre = await Server.SignedInAsync("centre");
        using var member = await Server.SignedInAsync("member");
        (await StepAsync(centre, closed, "dispatch", null, ("unit", "east"))).Dispose();
        (await StepAsync(member, closed, "handle")).Dispose();
        (await StepAsync(centre, closed, "verify")).Dispose();
        (await StepAsync(centre, dismissed, "dismiss", null, ("outcome", "not_ours"), ("reason", "归市政"))).Dispose();

        var html = await ReadAsync(centre, Page + "?by=category");
        Assert.Contains("100% <small class=\"ink2\">1／1</small>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/cases?campaign=clean&state=closed&category=cover\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/cases?campaign=clean&state=open&category=pipe\"", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("管道渗漏", StringComparison.Ordinal) < html.IndexOf("井盖缺失", StringComparison.Ordinal));
        foreach (var (word, said) in new[] { ("sent-back", "退回重办过"), ("returned", "退单过"), ("reopened", "反弹过") })
        {
            Assert.Contains($"href=\"/cases?campaign=clean&state={word}&category=cover\"", html, StringComparison.Ordinal);
            Assert.Contains(said, await ReadAsync(centre, $"/cases?campaign=clean&state={word}&category=cover"), StringComparison.Ordinal);
        }
        var list = await JsonAsync(centre, "/api/campaigns/clean/cases?state=closed&category=cover");
        Assert.Equal(closed, Assert.Single(list.GetProperty("cases").EnumerateArray()).GetProperty("number").GetInt64());
        Assert.Equal(1, (await JsonAsync(centre, "/api/campaigns/clean/cases?state=dismissed")).GetProperty("cases").GetArrayLength());
        foreach (var by in new[] { "unit", "cell", "line", "host" })
        {
            Assert.Contains("Sum", await ReadAsync(centre, $"{Page}?by={by}&lang=en"), StringComparison.Ordinal);
            Assert.Contains("合计", await ReadAsync(centre, $"{Page}?by={by}&lang=zh"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_shows_its_reader_what_the_lists_show()
    {
        await Server.ReportAsync("member", category: "cover");
        using (var stranger = Server.Client())
        using (var refused = await stranger.GetAsync(Page))
            Assert.True(refused.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Found, refused.StatusCode.ToString());
        using var other = await Server.SignedInAsync("other-officer");
        Assert.Contains("还没有问题", await ReadAsync(other, Page), StringComparison.Ordinal);
        using var officer = await Server.SignedInAsync("officer");
        Assert.Contains("东村", await ReadAsync(officer, Page), StringComparison.Ordinal);
        foreach (var (address, status) in new[]
        {
            (Page + "?by=person", HttpStatusCode.BadRequest), ("/campaigns/clearing/evaluation", HttpStatusCode.NotFound), ("/campaigns/none/evaluation", HttpStatusCode.NotFound),
        })
        {
            using var answer = await officer.GetAsync(address);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    private static async Task<string> ReadAsync(HttpClient client, string address) => WebUtility.HtmlDecode(await client.GetStringAsync(address));
}
