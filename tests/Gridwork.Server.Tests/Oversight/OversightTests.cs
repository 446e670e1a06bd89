using System.Net;
using System.Text.RegularExpressions;
using static Gridwork.Server.Tests.Oversight.MeetingCampaign;

namespace Gridwork.Server.Tests.Oversight;

public sealed class OversightTests : IAsyncLifetime
{
    private TestServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        await server.AddMeetingsAsync();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_requirement_is_proposed_from_what_was_typed_recorded_counted_and_handed_on()
    {
        var meeting = await server.MeetAsync("第10次调度会");
        var problem = await server.SendAsync("member", "found", ("category", "waste"), ("what", "村口建筑垃圾"), ("spot", "34.75 117.35 0 5"));
        using var centre = await server.SignedInAsync("centre");
        var page = await PageAsync(centre, $"/oversight/{meeting}");
        Assert.Contains("<h1>第10次调度会</h1>", page, StringComparison.Ordinal);
        Assert.Contains("东 001", page, StringComparison.Ordinal);
        Assert.Contains("村口建筑垃圾", page, StringComparison.Ordinal);

        using (var proposed = await TypeAsync(centre, meeting, "propose", ("what", "东村牵头、西村配合，三天内清完"), ("cell", "东 001")))
        {
            Assert.Equal(HttpStatusCode.OK, proposed.StatusCode);
            page = WebUtility.HtmlDecode(await proposed.Content.ReadAsStringAsync());
            Assert.Contains("<option value=\"east\" selected", page, StringComparison.Ordinal);
            Assert.Contains("<option value=\"west\" selected", page, StringComparison.Ordinal);
            Assert.Contains("由“东村”认出", page, StringComparison.Ordinal);
            Assert.Contains("由“三天内”认出", page, StringComparison.Ordinal);
            Assert.Equal(0, await server.NumberAsync("SELECT count(*) FROM case_state WHERE kind = 2"));
        }
        using (var recorded = await TypeAsync(
            centre, meeting, "dispatch", ("what", "东村牵头、西村配合，三天内清完"), ("unit", "east"), ("with", "west"), ("due", "2031-05-30T17:30"), ("cell", "东 001"),
            ("about", $"{problem}")))
        {
            Assert.Equal(HttpStatusCode.SeeOther, recorded.StatusCode);
            page = await PageAsync(centre, recorded.Headers.Location!.OriginalString);
            Assert.Contains("已记下第 1项：东村", page, StringComparison.Ordinal);
            Assert.Contains("这一页已记 1项", page, StringComparison.Ordinal);
            Assert.Contains("待签收", page, StringComparison.Ordinal);
            Assert.Contains($"/cases/{problem}", page, StringComparison.Ordinal);
            Assert.Contains("5月30日 17:30", page, StringComparison.Ordinal);
        }
        // It is a record like any other: it counts, and its case went to the unit with its helper; the problem's own limit stands.
        Assert.Equal(1, await server.NumberAsync("SELECT coalesce(sum(e.value), 0) FROM entry e WHERE e.root_seq = (SELECT root_seq FROM case_state WHERE kind = 2)"));
        Assert.Equal(1, await server.NumberAsync("SELECT count(*) FROM case_helper"));
        using var east = await server.SignedInAsync("east-clerk");
        page = await PageAsync(east, "/oversight");
        Assert.Contains("东村牵头、西村配合，三天内清完", page, StringComparison.Ordinal);
        Assert.Contains("第10次调度会", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_empty_is_proposed_and_shown_before_anything_is_written()
    {
        var meeting = await server.MeetAsync("调度会");
        using var centre = await server.SignedInAsync("centre");
        using (var again = await TypeAsync(centre, meeting, "dispatch", ("what", "西村明天中午前报名单")))
        {
            var page = WebUtility.HtmlDecode(await again.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.Contains("单位和时限是按所写认出的", page, StringComparison.Ordinal);
            Assert.Matches("name=\"due\" value=\"[0-9-]+T12:00\"", page);
        }
        using (var lacking = await TypeAsync(centre, meeting, "record", ("what", "抓紧办")))
        {
            var page = WebUtility.HtmlDecode(await lacking.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.BadRequest, lacking.StatusCode);
            Assert.Contains("没有认出单位，请选择", page, StringComparison.Ordinal);
            Assert.Contains("没有认出时限，请填写", page, StringComparison.Ordinal);
            Assert.Contains(">抓紧办</textarea>", page, StringComparison.Ordinal);
        }
        using (var tooLong = await TypeAsync(centre, meeting, "record", ("what", new string('长', 201)), ("unit", "west"), ("due", "2031-01-01T12:00")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
            Assert.Contains("不超过 200字", WebUtility.HtmlDecode(await tooLong.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
        foreach (var (name, value) in new[] { ("unit", "nowhere"), ("with", "nowhere"), ("due", "soon"), ("id", "x") })
        {
            using var bad = await TypeAsync(centre, meeting, "record", ("what", "抓紧办"), (name, value));
            Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        }
        Assert.Equal(0, await server.NumberAsync("SELECT count(*) FROM case_state"));
    }

    [Fact]
    public async Task The_same_page_sent_twice_is_one_requirement()
    {
        var meeting = await server.MeetAsync("调度会");
        using var centre = await server.SignedInAsync("centre");
        var id = TestForm.NewId();
        var first = await Sent();
        Assert.Equal(first, await Sent());
        Assert.Equal(1, await server.NumberAsync("SELECT count(*) FROM case_state"));

        async Task<string> Sent()
        {
            using var answer = await TypeAsync(centre, meeting, "record", ("id", id), ("what", "清完"), ("unit", "west"), ("due", "2031-01-01T12:00"));
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            return answer.Headers.Location!.OriginalString;
        }
    }

    [Fact]
    public async Task The_next_meeting_opens_with_what_became_of_each_requirement()
    {
        var before = await server.MeetAsync("第9次调度会");
        using var centre = await server.SignedInAsync("centre");
        foreach (var what in new[] { "划线", "清淤" })
        {
            using var sent = await TypeAsync(centre, before, "dispatch", ("what", what), ("unit", "west"), ("due", "2031-01-01T12:00"));
            Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        }
        var number = await server.NumberAsync("SELECT min(root_seq) FROM case_state");
        using (var west = await server.SignedInAsync("west-clerk"))
        {
            foreach (var step in new[] { "sign", "handle" })
            {
                using var taken = await Cases.CaseCampaign.StepAsync(west, number, step, null, ("reason", "已划线 12处"), ("outcome", "done"));
                Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
            }
        }
        await server.MeetAsync("只传达文件的会");
        var next = await server.MeetAsync("第10次调度会");
        var page = await PageAsync(centre, $"/oversight/{next}");
        Assert.Contains("上次未销号 2项，其中超期 0项", page, StringComparison.Ordinal);
        Assert.Contains("第9次调度会", page, StringComparison.Ordinal);
        Assert.Contains("已划线 12处", page, StringComparison.Ordinal);
        Assert.DoesNotContain("第10次调度会</a>　", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_prints_with_a_line_to_sign_for_each_unit()
    {
        var meeting = await server.MeetAsync("调度会");
        using var centre = await server.SignedInAsync("centre");
        foreach (var (what, unit) in new[] { ("划线", "west"), ("清淤", "east"), ("公示", "west") })
        {
            using var sent = await TypeAsync(centre, meeting, "record", ("what", what), ("unit", unit), ("due", "2031-01-01T12:00"));
            Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        }
        var page = await PageAsync(centre, $"/oversight/{meeting}/list");
        Assert.Contains("共3项", page, StringComparison.Ordinal);
        Assert.Contains("<td>西村</td><td>1、3</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>东村</td><td>2</td>", page, StringComparison.Ordinal);
        Assert.Contains("演示样张", page, StringComparison.Ordinal);
        Assert.Contains("主持人", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_and_other_units_are_told_of_no_meeting()
    {
        var meeting = await server.MeetAsync("调度会");
        using (var centre = await server.SignedInAsync("centre"))
        {
            using var sent = await TypeAsync(centre, meeting, "dispatch", ("what", "西村划线"), ("unit", "west"), ("due", "2031-01-01T12:00"));
            Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        }
        var ordinary = await server.SendAsync("member", "found", ("category", "waste"), ("what", "x"), ("spot", "34.75 117.35 0 5"));
        string[] doors = ["/oversight", $"/oversight/{meeting}", $"/oversight/{meeting}/list"];
        using var stranger = server.Client();
        foreach (var door in doors)
        {
            using var answer = await stranger.GetAsync(door);
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Found, door);
        }
        using (var nobody = await server.SignedInAsync("nobody"))
        {
            using var answer = await nobody.GetAsync("/oversight");
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        // The east is not asked: it knows neither the requirement nor the meeting.
        using var east = await server.SignedInAsync("east-clerk");
        var page = await PageAsync(east, "/oversight?state=all");
        Assert.DoesNotContain("西村划线", page, StringComparison.Ordinal);
        Assert.DoesNotContain("调度会</a>", page, StringComparison.Ordinal);
        foreach (var door in doors.Skip(1).Append($"/oversight/{ordinary}").Append("/oversight/999999"))
        {
            using var answer = await east.GetAsync(door);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        using (var typed = await TypeAsync(east, meeting, "record", ("what", "东村的"), ("unit", "east"), ("due", "2031-01-01T12:00")))
            Assert.Equal(HttpStatusCode.NotFound, typed.StatusCode);
        // The west sees what it is asked, and the meeting by its name; the meeting's record it does not see, nor may it add to it.
        using var west = await server.SignedInAsync("west-clerk");
        page = await PageAsync(west, $"/oversight/{meeting}");
        Assert.Contains("西村划线", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"/records/{meeting}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"what\"", page, StringComparison.Ordinal);
        using (var typed = await TypeAsync(west, meeting, "record", ("what", "加一条"), ("unit", "east"), ("due", "2031-01-01T12:00")))
            Assert.Equal(HttpStatusCode.Forbidden, typed.StatusCode);
        Assert.Equal(1, await server.NumberAsync("SELECT count(*) FROM case_state WHERE kind = 2"));
    }

    [Fact]
    public async Task A_helper_sees_what_the_filter_asks_for_and_no_more()
    {
        var first = await server.MeetAsync("第9次调度会");
        var second = await server.MeetAsync("第10次调度会");
        using var centre = await server.SignedInAsync("centre");
        foreach (var (meeting, what) in new[] { (first, "划线"), (second, "清淤") })
        {
            using var sent = await TypeAsync(centre, meeting, "dispatch", ("what", what), ("unit", "east"), ("with", "west"), ("due", "2031-01-01T12:00"));
            Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        }
        using var west = await server.SignedInAsync("west-clerk");
        Assert.Contains("划线", await PageAsync(west, "/oversight?host=east"), StringComparison.Ordinal);
        Assert.DoesNotContain("划线", await PageAsync(west, "/oversight?host=west"), StringComparison.Ordinal);
        var page = await PageAsync(west, $"/oversight/{second}");
        Assert.Contains("清淤", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "class=\"rq\""));
    }

    [Fact]
    public async Task A_page_without_the_pages_token_changes_nothing_and_bad_words_are_refused()
    {
        var meeting = await server.MeetAsync("调度会");
        using var centre = await server.SignedInAsync("centre");
        using var content = new FormUrlEncodedContent([new("do", "record"), new("what", "x"), new("unit", "west"), new("due", "2031-01-01T12:00")]);
        using (var answer = await centre.PostAsync($"/oversight/{meeting}", content)) Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, await server.NumberAsync("SELECT count(*) FROM case_state"));
        foreach (var bad in new[] { "state=x", "host=x", "after=x" })
        {
            using var answer = await centre.GetAsync($"/oversight?{bad}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
        using (var unknown = await centre.GetAsync("/oversight?campaign=x")) Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task The_pages_keep_to_the_policy_in_both_languages()
    {
        var meeting = await server.MeetAsync("调度会");
        await server.SendAsync("member", "found", ("category", "waste"), ("what", "村口垃圾"), ("spot", "34.75 117.35 0 5"));
        using var centre = await server.SignedInAsync("centre");
        using (var sent = await TypeAsync(centre, meeting, "record", ("what", "清完"), ("unit", "west"), ("due", "2031-01-01T12:00")))
            Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        foreach (var page in new[] { "/oversight", $"/oversight/{meeting}", $"/oversight/{meeting}/list", "/oversight?lang=en", $"/oversight/{meeting}", $"/oversight/{meeting}/list" })
        {
            var html = await PageAsync(centre, page);
            Assert.DoesNotContain("style=\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
            Assert.Matches("演示数据|synthetic", html);
        }
        Assert.Contains("Oversight", await PageAsync(centre, "/oversight"), StringComparison.Ordinal);
    }

    /// <summary>A page as its reader reads it.</summary>
    private static async Task<string> PageAsync(HttpClient client, string page) => WebUtility.HtmlDecode(await client.GetStringAsync(page));
}
