using System.Net;
using System.Text.Json;
using static Gridwork.Server.Tests.Cases.CaseCampaign;

namespace Gridwork.Server.Tests.Cases;

public sealed class CaseTests : WithCases
{
    private const string List = "/api/campaigns/clean/cases";

    [Fact]
    public async Task A_problem_goes_from_report_to_closing_over_the_pages()
    {
        var number = await Server.ReportAsync("member");
        using var centre = await Server.SignedInAsync("centre");
        var page = await PageAsync(centre, $"/cases/{number}");
        Assert.Contains("巷口漏水", page, StringComparison.Ordinal);
        Assert.Contains($"/records/{number}/photos/before.jpg", page, StringComparison.Ordinal);
        Assert.Contains("职责第七条", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"west\" selected", page, StringComparison.Ordinal);

        await TakenAsync(centre, number, "dispatch", "已办理：交办", null, ("unit", "west"));
        using var host = await Server.SignedInAsync("other-officer");
        Assert.DoesNotContain("value=\"verify\"", await PageAsync(host, $"/cases/{number}"), StringComparison.Ordinal);
        await TakenAsync(host, number, "sign", "已办理：签收");
        // Its category wants a photo of afterwards: without one nothing is written.
        using (var lacking = await StepAsync(host, number, "handle"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, lacking.StatusCode);
            Assert.Contains("这类问题须附整改后照片", WebUtility.HtmlDecode(await lacking.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
        await TakenAsync(host, number, "handle", "已办理：整改", TestForm.Jpeg("after"), ("outcome", "done"));
        using var member = await Server.SignedInAsync("member");
        page = await PageAsync(member, $"/cases/{number}");
        Assert.Contains("整改后", page, StringComparison.Ordinal);
        Assert.Contains("时限怎么算出来的", page, StringComparison.Ordinal);
        await TakenAsync(member, number, "verify", "已办理：核查通过，销号");

        using var api = Server.Client("centre");
        var one = await JsonAsync(api, $"/api/cases/{number}");
        Assert.Equal("closed", one.GetProperty("case").GetProperty("stage").GetString());
        Assert.Equal(
            ["open", "dispatch", "sign", "handle", "verify"], one.GetProperty("log").EnumerateArray().Select(line => line.GetProperty("step").GetString()));
        Assert.Equal(["east", "west", "test"], one.GetProperty("holds").EnumerateArray().Select(hold => hold.GetProperty("unit").GetString()));
        var days = one.GetProperty("dueDays").EnumerateArray().ToList();
        Assert.Equal(3 * 450, days[^1].GetProperty("sum").GetInt32());
        Assert.Equal("3 working days", one.GetProperty("limit").GetString());
        Assert.True(one.GetProperty("synthetic").GetBoolean());
        var counts = (await JsonAsync(api, $"{List}/counts?by=unit")).GetProperty("groups");
        var east = Assert.Single(counts.EnumerateArray());
        Assert.Equal("east", east.GetProperty("key").GetString());
        Assert.Equal(1, east.GetProperty("counts").GetProperty("closed").GetInt32());
        Assert.Equal(0, east.GetProperty("late").GetInt32());
    }

    [Fact]
    public async Task A_step_by_the_wrong_person_is_kept_and_says_why()
    {
        var number = await Server.ReportAsync("member");
        using var member = await Server.SignedInAsync("member");
        Assert.DoesNotContain("value=\"dispatch\"", await PageAsync(member, $"/cases/{number}"), StringComparison.Ordinal);
        using var sent = await StepAsync(member, number, "dispatch", null, ("unit", "east"));
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        Assert.Contains("您没有办理这一步的权限", await PageAsync(member, sent.Headers.Location!.OriginalString), StringComparison.Ordinal);
        var one = await JsonAsync(member, $"/api/cases/{number}");
        Assert.Equal("reported", one.GetProperty("case").GetProperty("stage").GetString());
        var line = one.GetProperty("log")[1];
        Assert.Equal((false, "no_right"), (line.GetProperty("taken").GetBoolean(), line.GetProperty("refusal").GetString()));
        // The notice is for whoever sent it.
        using var centre = await Server.SignedInAsync("centre");
        Assert.Contains("这一步没有办成", await PageAsync(centre, $"/records/{line.GetProperty("record").GetInt64()}"), StringComparison.Ordinal);
        Assert.Contains("未办理", await PageAsync(centre, "/campaigns/clean?standing=nottaken"), StringComparison.Ordinal);
        Assert.DoesNotContain("没有办成“", await PageAsync(centre, sent.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C05_A_step_that_is_sent_twice_is_taken_once_and_the_second_says_who_was_before()
    {
        var number = await Server.ReportAsync("member");
        using var centre = await Server.SignedInAsync("centre");
        await TakenAsync(centre, number, "dispatch", "已办理：交办", null, ("unit", "west"));
        using var host = await Server.SignedInAsync("other-officer");
        // Tapped twice on the same page: both are on their way before either is answered.
        var sent = await Task.WhenAll(StepAsync(host, number, "sign"), StepAsync(host, number, "sign"));
        var pages = new List<string>();
        foreach (var answer in sent)
        {
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            pages.Add(await PageAsync(host, answer.Headers.Location!.OriginalString));
            answer.Dispose();
        }
        Assert.Single(pages, page => page.Contains("已办理：签收", StringComparison.Ordinal));
        Assert.Single(pages, page => page.Contains("”：other-officer已于", StringComparison.Ordinal));
        using var api = Server.Client("centre");
        var one = await JsonAsync(api, $"/api/cases/{number}");
        Assert.Equal(
            [true, false],
            one.GetProperty("log").EnumerateArray().Where(line => line.GetProperty("step").GetString() == "sign").Select(line => line.GetProperty("taken").GetBoolean()));
        Assert.Equal("signed", one.GetProperty("case").GetProperty("stage").GetString());
    }

    [Fact]
    public async Task Whoever_handled_it_does_not_verify_it()
    {
        var number = await Server.ReportAsync("member", category: "cover");
        using var centre = await Server.SignedInAsync("centre");
        await TakenAsync(centre, number, "dispatch", "已办理：交办", null, ("unit", "east"));
        using var member = await Server.SignedInAsync("member");
        await TakenAsync(member, number, "handle", "已办理：整改");
        using var sent = await StepAsync(member, number, "verify");
        Assert.Contains("谁整改的，谁不能自己核查", await PageAsync(member, sent.Headers.Location!.OriginalString), StringComparison.Ordinal);
        await TakenAsync(centre, number, "send_back", "已办理：退回重办", null, ("reason", "井盖还没有盖上"));
        var page = await PageAsync(centre, $"/cases/{number}");
        Assert.Contains("井盖还没有盖上", page, StringComparison.Ordinal);
        Assert.Contains("退回重办 1次", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_and_other_units_are_told_of_no_case()
    {
        var number = await Server.ReportAsync("member", category: "cover");
        string[] doors = [List, $"{List}/counts", $"/api/cases/{number}", "/cases", $"/cases/{number}"];
        using var stranger = Server.Client();
        foreach (var door in doors)
        {
            using var answer = await stranger.GetAsync(door);
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Found, door);
        }
        using var nobody = Server.Client("nobody");
        foreach (var door in doors.Where(door => door.StartsWith("/api", StringComparison.Ordinal)))
        {
            using var answer = await nobody.GetAsync(door);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        using var other = await Server.SignedInAsync("other-officer");
        Assert.Empty((await JsonAsync(other, List)).GetProperty("cases").EnumerateArray());
        Assert.Empty((await JsonAsync(other, $"{List}/counts?by=cell")).GetProperty("groups").EnumerateArray());
        Assert.DoesNotContain($"/cases/{number}", await PageAsync(other, "/cases"), StringComparison.Ordinal);
        foreach (var door in new[] { $"/cases/{number}", $"/api/cases/{number}", "/cases/999999" })
        {
            using var answer = await other.GetAsync(door);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        using (var sent = await StepAsync(other, number, "note", null, ("reason", "x"))) Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);

        using var officer = await Server.SignedInAsync("officer");
        var item = Assert.Single((await JsonAsync(officer, List)).GetProperty("cases").EnumerateArray());
        Assert.Equal((number, "reported", "cover", "east", "东 001"), (
            item.GetProperty("number").GetInt64(), item.GetProperty("stage").GetString(), item.GetProperty("category").GetString(),
            item.GetProperty("unit").GetString(), item.GetProperty("cell").GetString()));
        Assert.Contains($"/cases/{number}", await PageAsync(officer, "/cases"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_filtered_by_words_and_paged_by_key()
    {
        for (var i = 0; i < 5; i++) await Server.ReportAsync("member", category: i == 0 ? "cover" : "pipe");
        using var api = Server.Client("centre");
        var numbers = new List<long>();
        for (var next = $"{List}?category=pipe&limit=3&unit=test"; next is not null;)
        {
            var page = await JsonAsync(api, next);
            Assert.Equal(4, page.GetProperty("total").GetProperty("count").GetInt64());
            numbers.AddRange(page.GetProperty("cases").EnumerateArray().Select(item => item.GetProperty("number").GetInt64()));
            next = page.GetProperty("next").GetString();
        }
        Assert.Equal(4, numbers.Distinct().Count());
        Assert.Equal(5, Count(await JsonAsync(api, $"{List}?state=reported")));
        Assert.Equal(0, Count(await JsonAsync(api, $"{List}?state=over")));
        Assert.Equal(4, Count(await JsonAsync(api, $"{List}?host=west")));
        Assert.Equal(5, Count(await JsonAsync(api, $"{List}?cell=东%20001&state=all")));
        Assert.Equal(0, Count(await JsonAsync(api, $"{List}?kind=requirement")));
        foreach (var bad in new[] { "state=x", "kind=x", "unit=x", "cell=x", "host=x", "limit=0", "after=x" })
        {
            using var answer = await api.GetAsync($"{List}?{bad}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        static int Count(JsonElement page) => page.GetProperty("cases").GetArrayLength();
    }

    [Fact]
    public async Task Several_are_dispatched_together_to_whom_the_duty_list_names()
    {
        var first = await Server.ReportAsync("member");
        var second = await Server.ReportAsync("member");
        using var centre = await Server.SignedInAsync("centre");
        using var content = new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", await TestServer.TokenAsync(centre, "/cases")), new("back", "/cases?state=reported"),
            new("case", $"{first}"), new("case", $"{second}"),
        ]);
        using var answer = await centre.PostAsync("/cases/dispatch", content);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith("/cases?state=reported&done=2&not=0&did=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("已交办 2件", await PageAsync(centre, answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
        Assert.Equal(2, (await JsonAsync(centre, $"{List}?state=dispatched&host=west")).GetProperty("cases").GetArrayLength());
    }

    [Fact]
    public async Task Nobody_dispatches_what_he_does_not_see_and_then_nothing_is_dispatched()
    {
        var number = await Server.ReportAsync("member", category: "cover");
        using var centre = await Server.SignedInAsync("centre");
        using var other = await Server.SignedInAsync("other-officer");
        foreach (var (client, cases) in new[] { (other, new[] { number }), (centre, [number, 999_999]) })
        {
            using var content = new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", await TestServer.TokenAsync(client, "/cases")), .. cases.Select(one => KeyValuePair.Create("case", $"{one}")),
            ]);
            using var answer = await client.PostAsync("/cases/dispatch", content);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        using var stranger = Server.Client();
        using var empty = new FormUrlEncodedContent([new("case", $"{number}")]);
        using var refused = await stranger.PostAsync("/cases/dispatch", empty);
        Assert.True(refused.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Found or HttpStatusCode.BadRequest, refused.StatusCode.ToString());
        Assert.Equal("reported", (await JsonAsync(centre, $"/api/cases/{number}")).GetProperty("case").GetProperty("stage").GetString());
    }

    [Fact]
    public async Task Another_of_the_same_kind_near_by_is_offered_as_the_same()
    {
        var first = await Server.ReportAsync("member", spot: "34.75 117.35 0 5");
        var near = await Server.ReportAsync("member", spot: "34.7502 117.3501 0 5");
        await Server.ReportAsync("member", spot: "34.76 117.35 0 5");
        await Server.ReportAsync("member", category: "cover", spot: "34.75 117.35 0 5");
        using var centre = await Server.SignedInAsync("centre");
        var page = await PageAsync(centre, $"/cases/{first}");
        Assert.Equal(1, page.Split("疑似重复").Length - 1);
        Assert.Contains($"<a href=\"/cases/{near}\">", page, StringComparison.Ordinal);
        Assert.Contains("24米", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_without_the_pages_token_changes_nothing()
    {
        var number = await Server.ReportAsync("member");
        using var centre = await Server.SignedInAsync("centre");
        using var content = new MultipartFormDataContent { { new StringContent("register"), "step" } };
        using var answer = await centre.PostAsync($"/cases/{number}/steps", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("reported", (await JsonAsync(centre, $"/api/cases/{number}")).GetProperty("case").GetProperty("stage").GetString());
        using var read = await centre.GetAsync($"/cases/{number}/steps");
        Assert.True(read.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_pages_keep_to_the_policy_in_both_languages()
    {
        var number = await Server.ReportAsync("member");
        using var centre = await Server.SignedInAsync("centre");
        foreach (var page in new[] { "/cases", $"/cases/{number}", "/cases?lang=en", $"/cases/{number}" })
        {
            var html = await PageAsync(centre, page);
            Assert.DoesNotContain("style=\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        }
        Assert.Contains("To register", await PageAsync(centre, "/cases"), StringComparison.Ordinal);
    }

    /// <summary>A page as its reader reads it.</summary>
    internal static async Task<string> PageAsync(HttpClient client, string page) => WebUtility.HtmlDecode(await client.GetStringAsync(page));

    /// <summary>Takes a step on the page and reads there that it was taken.</summary>
    private static async Task TakenAsync(
        HttpClient client, long number, string step, string words, byte[]? photo = null, params (string Name, string Value)[] values)
    {
        using var answer = await StepAsync(client, number, step, photo, values);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains(words, await PageAsync(client, answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }
}
