using System.Net;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Server.Districts;

namespace Gridwork.Server.Tests.Oversight;

/// <summary>The duty list and the matrix of leaders of a campaign of two villages: one category that nobody answers for in the west, one row twice.</summary>
public sealed class DutyAndLeaderTests : IAsyncLifetime
{
    private const string Yaml =
        """
        id: keep
        title: {zh: 管护, en: Keep}
        period: {from: 2021-05-10}
        unit: test
        leaders: leaders.csv
        lines: lines.csv
        forms:
          seen: {file: seen.xlsx, fill: [grid-member, officer, clerk], place: "${spot}", unit: cell}
        cases:
          categories: categories.csv
          duties: duties.csv
          open:
            - {form: seen, category: "${category}", line: "${line}", what: "${what}", register: true}
        indicators:
          seen: {title: {zh: 件, en: Seen}, form: seen, count: records}
        """;

    private TestServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        var files = new Dictionary<string, string>
        {
            ["campaign.yaml"] = Yaml,
            ["lines.csv"] = "code,title_zh,unit\nmarkets,集贸市场,west\n",
            ["categories.csv"] = "code,title_zh,group_zh,limit\npipe,管道渗漏,市容,3 working days\nowner,无主设施,市容,\n",
            ["duties.csv"] = "category,place,line,host,with,clause_zh\npipe,,,cell,west,职责第七条\npipe,,markets,line,,\nowner,east,,east,,\nowner,,markets,west,,\nowner,east,,west,,\n",
            ["leaders.csv"] = "leader,title_zh,title_en,street,line,cell,from\nl1,区领导 01,Leader 01,test,,,2021-05-10\nl2,区领导 02,Leader 02,,markets,东 001,2021-05-20\nl3,区领导 03,,test,,,2021-05-10\n",
        };
        await DefinitionEntries.AppendAsync(server.District, EntryKind.Definition, new CampaignFolder(
            "keep", files.ToDictionary(file => file.Key, file => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Value))).ToPackage(
            new Dictionary<string, string> { ["compiled/seen.xml"] = MeetingCampaign.XForm("seen", "category", "line", "what", "spot") }));
        await server.PersonAsync("centre", Role.Clerk, "test");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_duty_list_shows_who_answers_on_which_clause_and_what_nobody_does()
    {
        using var centre = await server.SignedInAsync("centre");
        var page = await PageAsync(centre, "/duties");
        Assert.Contains("职责第七条", page, StringComparison.Ordinal);
        Assert.Contains("网格所在村居", page, StringComparison.Ordinal);
        Assert.Contains("专线牵头", page, StringComparison.Ordinal);
        Assert.Contains("<li>无主设施　西村<span class=\"ink2\">　专线上的除外：集贸市场</span></li>", page, StringComparison.Ordinal);
        Assert.Contains("第 6行与第 4行", page, StringComparison.Ordinal);
        Assert.Contains("共 5条", page, StringComparison.Ordinal);
        Assert.Contains("共 1条", await PageAsync(centre, "/duties?host=east"), StringComparison.Ordinal);
        foreach (var (bad, status) in new[] { ("host=x", HttpStatusCode.BadRequest), ("campaign=x", HttpStatusCode.NotFound) })
        {
            using var answer = await centre.GetAsync($"/duties?{bad}");
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_matrix_shows_leaders_gaps_and_doubles_as_of_a_day()
    {
        using var centre = await server.SignedInAsync("centre");
        var page = await PageAsync(centre, "/campaigns/keep/leaders?day=2021-05-20");
        Assert.Contains("区领导 02", page, StringComparison.Ordinal);
        Assert.Contains("每个网格、每条专线都有人包保", page, StringComparison.Ordinal);
        Assert.Contains("5月10日起：区领导 01、区领导 03（第 4行），按前一行", page, StringComparison.Ordinal);
        page = await PageAsync(centre, "/campaigns/keep/leaders?day=2021-05-19");
        Assert.DoesNotContain("区领导 02", page, StringComparison.Ordinal);
        page = await PageAsync(centre, "/campaigns/keep/leaders?day=2021-05-09");
        Assert.Contains("这一天有地方没有包保领导", page, StringComparison.Ordinal);
        Assert.Contains("无人包保", page, StringComparison.Ordinal);
        using var bad = await centre.GetAsync("/campaigns/keep/leaders?day=x");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        using var without = await centre.GetAsync("/campaigns/clearing/leaders");
        Assert.Equal(HttpStatusCode.NotFound, without.StatusCode);
    }

    [Fact]
    public async Task A_problem_names_the_leader_of_its_cell_and_line()
    {
        var number = await server.SendAsync("member", "seen", ("category", "pipe"), ("line", "markets"), ("what", "渗漏"), ("spot", "34.75 117.35 0 5"));
        using var centre = await server.SignedInAsync("centre");
        var page = await PageAsync(centre, $"/cases/{number}");
        Assert.Contains("<dt>包保领导</dt><dd>区领导 02</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_and_people_without_a_part_are_shown_neither()
    {
        using var stranger = server.Client();
        using var nobody = await server.SignedInAsync("nobody");
        foreach (var door in new[] { "/duties", "/campaigns/keep/leaders" })
        {
            using var answer = await stranger.GetAsync(door);
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Found, door);
            using var refused = await nobody.GetAsync(door);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
        // Whose duty is what concerns every unit: the other one reads the same list.
        using var other = await server.SignedInAsync("other-officer");
        Assert.Contains("职责第七条", await PageAsync(other, "/duties"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_keep_to_the_policy_in_both_languages()
    {
        using var centre = await server.SignedInAsync("centre");
        foreach (var page in new[] { "/duties", "/campaigns/keep/leaders", "/duties?lang=en", "/campaigns/keep/leaders" })
        {
            var html = await PageAsync(centre, page);
            Assert.DoesNotContain("style=\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
            Assert.Matches("演示数据|synthetic", html);
        }
        Assert.Contains("Duty list", await PageAsync(centre, "/duties"), StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(HttpClient client, string page) => WebUtility.HtmlDecode(await client.GetStringAsync(page));
}
