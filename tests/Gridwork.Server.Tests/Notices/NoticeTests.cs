using System.Net;
using Gridwork.Engine.Rights;
using Gridwork.Server.Notices;
using Gridwork.Server.Tests.Cases;
using Microsoft.Extensions.DependencyInjection;
using static Gridwork.Server.Tests.Cases.CaseCampaign;

namespace Gridwork.Server.Tests.Notices;

public sealed class NoticeTests : IAsyncLifetime
{
    private readonly MailReceiver mail = new();
    private RobotReceiver robots = null!;
    private TestServer server = null!;

    public async ValueTask InitializeAsync()
    {
        robots = await RobotReceiver.StartAsync();
        server = await TestServer.StartAsync(notices: new NoticeOptions
        {
            Mail = MailServer.Parse($"smtp://127.0.0.1:{mail.Port}/?from=gridwork@example.org"),
            RobotHosts = [robots.Address.Authority],
            Public = new Uri("https://grid.example.org"),
        });
        await server.AddCasesAsync();
        await server.PersonAsync("west-clerk", Role.Clerk, "west");
        await server.PersonAsync("east-admin", Role.Administrator, "east");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await robots.DisposeAsync();
        await mail.DisposeAsync();
    }

    [Fact]
    public async Task What_is_late_is_told_once_in_one_digest_by_mail_by_robot_and_on_the_page()
    {
        var cases = new[] { await DispatchedAsync("pipe"), await DispatchedAsync("pipe") };
        using var clerk = await server.SignedInAsync("west-clerk");
        await SendAsync(clerk, "/notices/mailbox", HttpStatusCode.SeeOther, ("address", "west@example.org"), ("language", "zh"));
        using var admin = await server.SignedInAsync("admin");
        await SendAsync(admin, "/notices/robots", HttpStatusCode.SeeOther, ("unit", "west"), ("kind", "wecom"), ("address", WeCom), ("language", "en"));
        await SendAsync(
            admin, "/notices/robots", HttpStatusCode.SeeOther,
            ("unit", "test"), ("kind", "dingtalk"), ("address", new Uri(robots.Address, "/robot/send?access_token=t1").ToString()), ("secret", RobotReceiver.Secret), ("language", "zh"));

        await MoveClockAsync(days: 30, hour: 10);
        await RoundAsync();

        var letter = Assert.Single(mail.Mail);
        Assert.Equal("west@example.org", letter.To.Mailboxes.Single().Address);
        Assert.Equal("auto-generated", letter.Headers[MimeKit.HeaderId.AutoSubmitted]);
        Assert.Contains("超期提醒2件", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("演示", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("本单位承办、已超期 2件", letter.TextBody, StringComparison.Ordinal);
        foreach (var number in cases) Assert.Contains($"https://grid.example.org/cases/{number}", letter.TextBody, StringComparison.Ordinal);
        // What somebody wrote stays behind the sign-in.
        Assert.DoesNotContain("巷口漏水", letter.TextBody, StringComparison.Ordinal);

        var calls = robots.Calls.ToDictionary(call => call.Path, call => call.Body);
        var weCom = calls["/cgi-bin/webhook/send"];
        Assert.Equal("markdown", weCom.GetProperty("msgtype").GetString());
        Assert.Contains("With your unit and late: 2", weCom.GetProperty("markdown").GetProperty("content").GetString(), StringComparison.Ordinal);
        var dingTalk = calls["/robot/send"].GetProperty("markdown");
        Assert.Contains("超期提醒2件", dingTalk.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Contains("由您单位交办、超期未办 2件", dingTalk.GetProperty("text").GetString(), StringComparison.Ordinal);

        await AssertPageAsync("west-clerk", "本单位承办、已超期 2件", cases);
        await AssertPageAsync("centre", "由您单位交办、超期未办 2件", cases);
        await AssertPageAsync("leader", "各级催办后仍未办、请您定 2件", cases);
        using (var other = await server.SignedInAsync("officer"))
            Assert.Contains("还没有提醒", WebUtility.HtmlDecode(await other.GetStringAsync("/notices")), StringComparison.Ordinal);

        // Another node, and a later look: nothing is told again.
        await using (var node = await server.AnotherNodeAsync())
        {
            var rounds = node.App.Services.GetRequiredService<NoticeRounds>();
            await rounds.MakeAsync(node.District);
            await rounds.DeliverAsync(node.District);
        }
        await MoveClockAsync(days: 30, hour: 15);
        await RoundAsync();
        Assert.Single(mail.Mail);
        Assert.Equal(2, robots.Calls.Count);
    }

    [Fact]
    public async Task At_night_only_an_emergency_is_told()
    {
        await DispatchedAsync("pipe");
        var cover = await DispatchedAsync("cover");
        using var clerk = await server.SignedInAsync("west-clerk");
        await SendAsync(clerk, "/notices/mailbox", HttpStatusCode.SeeOther, ("address", "west@example.org"), ("language", "zh"));
        await MoveClockAsync(days: 30, hour: 23);
        await RoundAsync();
        var letter = Assert.Single(mail.Mail);
        Assert.Contains("紧急事项超期1件", letter.Subject, StringComparison.Ordinal);
        Assert.Contains($"/cases/{cover}", letter.TextBody, StringComparison.Ordinal);
        await MoveClockAsync(days: 31, hour: 10);
        await RoundAsync();
        Assert.Equal(2, mail.Mail.Count);
        Assert.Contains("超期提醒1件", mail.Mail.Last().Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_done_before_it_could_be_sent_is_not_sent()
    {
        var number = await DispatchedAsync("pipe");
        using var clerk = await server.SignedInAsync("west-clerk");
        await SendAsync(clerk, "/notices/mailbox", HttpStatusCode.SeeOther, ("address", "west@example.org"), ("language", "zh"));
        await MoveClockAsync(days: 30, hour: 23);
        await RoundAsync();
        Assert.Empty(mail.Mail);
        using var centre = await server.SignedInAsync("centre");
        using (var closed = await StepAsync(centre, number, "close", null, ("outcome", "done"), ("reason", "已修好")))
            Assert.Equal(HttpStatusCode.SeeOther, closed.StatusCode);
        Assert.Equal("closed", (await JsonAsync(centre, $"/api/cases/{number}")).GetProperty("case").GetProperty("stage").GetString());
        await MoveClockAsync(days: 31, hour: 10);
        await RoundAsync();
        Assert.Empty(mail.Mail);
    }

    [Fact]
    public async Task A_robot_that_refuses_is_shown_with_its_answer_and_its_key_is_shown_nowhere()
    {
        using var admin = await server.SignedInAsync("admin");
        var wrong = new Uri(robots.Address, "/cgi-bin/webhook/send?key=forgotten").ToString();
        await SendAsync(admin, "/notices/robots", HttpStatusCode.SeeOther, ("unit", "west"), ("kind", "wecom"), ("address", wrong), ("language", "zh"));
        await DispatchedAsync("pipe");
        await MoveClockAsync(days: 30, hour: 10);
        await RoundAsync();
        var page = WebUtility.HtmlDecode(await admin.GetStringAsync("/notices"));
        Assert.Contains("没有送达：93000 invalid webhook url", page, StringComparison.Ordinal);
        Assert.DoesNotContain("forgotten", page, StringComparison.Ordinal);
        var id = page.Split("/notices/")[1..].Select(rest => rest.Split('/')[0]).First(part => part.Length == 32);
        var tried = await SendAsync(admin, $"/notices/{id}/try", HttpStatusCode.BadRequest);
        Assert.Contains("93000", tried, StringComparison.Ordinal);
        Assert.DoesNotContain("forgotten", tried, StringComparison.Ordinal);
        await SendAsync(admin, $"/notices/{id}/remove", HttpStatusCode.SeeOther);
        Assert.DoesNotContain(id, await admin.GetStringAsync("/notices"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org/cgi-bin/webhook/send?key=1")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://qyapi.weixin.qq.com@example.org/")]
    [InlineData("no address")]
    public async Task Only_the_makers_own_servers_are_called(string address)
    {
        using var admin = await server.SignedInAsync("admin");
        var page = await SendAsync(admin, "/notices/robots", HttpStatusCode.BadRequest, ("unit", "west"), ("kind", "wecom"), ("address", address), ("language", "zh"));
        Assert.Contains("机器人地址不对", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var admin = await server.SignedInAsync("admin");
        await SendAsync(admin, "/notices/robots", HttpStatusCode.SeeOther, ("unit", "west"), ("kind", "wecom"), ("address", new Uri(robots.Address, "/away").ToString()), ("language", "zh"));
        var page = await admin.GetStringAsync("/notices");
        var id = page.Split("/notices/")[1..].Select(rest => rest.Split('/')[0]).First(part => part.Length == 32);
        Assert.Contains("HTTP 302", await SendAsync(admin, $"/notices/{id}/try", HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_and_other_units_neither_see_nor_set_anything()
    {
        using var stranger = server.Client();
        using (var answer = await stranger.GetAsync("/notices")) Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        using var nobody = await server.SignedInAsync("nobody");
        using (var answer = await nobody.GetAsync("/notices")) Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using var clerk = await server.SignedInAsync("west-clerk");
        await SendAsync(clerk, "/notices/robots", HttpStatusCode.Forbidden, ("unit", "west"), ("kind", "wecom"), ("address", WeCom));
        await SendAsync(clerk, "/notices/mailbox", HttpStatusCode.SeeOther, ("address", "west@example.org"));
        var id = (await clerk.GetStringAsync("/notices")).Split("/notices/")[1..].Select(rest => rest.Split('/')[0]).First(part => part.Length == 32);
        // An administrator of the east village has nothing to say in the west, nor over another's mailbox.
        using var east = await server.SignedInAsync("east-admin");
        await SendAsync(east, "/notices/robots", HttpStatusCode.NotFound, ("unit", "west"), ("kind", "wecom"), ("address", WeCom));
        await SendAsync(east, $"/notices/{id}/remove", HttpStatusCode.NotFound);
        await SendAsync(east, $"/notices/{id}/try", HttpStatusCode.NotFound);
        await SendAsync(clerk, $"/notices/{id}/try", HttpStatusCode.OK);
        Assert.Contains("提醒已接通", Assert.Single(mail.Mail).Subject, StringComparison.Ordinal);
        await SendAsync(clerk, "/notices/mailbox", HttpStatusCode.BadRequest, ("address", "not an address"));
    }

    private string WeCom => new Uri(robots.Address, "/cgi-bin/webhook/send?key=group-7").ToString();

    private async Task<long> DispatchedAsync(string category)
    {
        var number = await server.ReportAsync("member", category);
        using var centre = await server.SignedInAsync("centre");
        using var sent = await StepAsync(centre, number, "dispatch", null, ("unit", "west"));
        Assert.Equal("dispatched", (await JsonAsync(centre, $"/api/cases/{number}")).GetProperty("case").GetProperty("stage").GetString());
        return number;
    }

    /// <summary>Moves the district's clock to an hour of a working day some days from now.</summary>
    private Task MoveClockAsync(int days, int hour)
    {
        var now = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8));
        var day = now.Date.AddDays(days);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) day = day.AddDays(1);
        return server.District.FixClockAsync(new DateTimeOffset(day.AddHours(hour), now.Offset) - now);
    }

    private async Task RoundAsync()
    {
        var rounds = server.App.Services.GetRequiredService<NoticeRounds>();
        await rounds.MakeAsync(server.District);
        await rounds.DeliverAsync(server.District);
    }

    private async Task AssertPageAsync(string person, string part, long[] cases)
    {
        using var client = await server.SignedInAsync(person);
        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/notices"));
        Assert.Contains(part, page, StringComparison.Ordinal);
        foreach (var number in cases) Assert.Contains($"href=\"/cases/{number}\"", page, StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(HttpClient client, string path, HttpStatusCode expected, params (string Name, string Value)[] values)
    {
        using var content = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("__RequestVerificationToken", await TestServer.TokenAsync(client, "/cases")),
            .. values.Select(value => KeyValuePair.Create(value.Name, value.Value)),
        ]);
        using var answer = await client.PostAsync(path, content);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.True(expected == answer.StatusCode, $"{path}: {answer.StatusCode} {page}");
        return page;
    }
}
