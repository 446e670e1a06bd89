using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Gridwork.Browser.Tests;

/// <summary>From the phone to the number, and from a problem to its end, on a demo of their own: here something is counted.</summary>
public sealed class Stories(DemoSite site) : IClassFixture<DemoSite>
{
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_record_filled_on_a_phone_is_counted_at_once()
    {
        await using var context = await site.OpenAsync("officer", "zh", 390);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, said) =>
        {
            if (said.Type == "error") complaints.Add(said.Text);
        };
        page.PageError += (_, fault) => complaints.Add(fault);
        await page.GotoAsync("/fill/turnout");
        await page.Locator("input[type=date]").FillAsync("2021-05-27");
        await page.Locator("input[value=evening]").CheckAsync();
        Assert.Empty((await page.RunAxe()).Violations.Where(fault => fault.Impact is "serious" or "critical").Select(fault => fault.Help));

        // What is required and missing is said under the question, and nothing is sent.
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();
        Assert.Equal(0, await page.GetByText("已提交").CountAsync());

        await page.Locator(".stepper input").First.FillAsync("9");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();
        await page.GetByText("已提交").WaitForAsync();
        Assert.Contains("计入 出动执法人员 ＋9", await page.Locator("#field-form").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(complaints);

        await using var leader = await site.OpenAsync("leader");
        Assert.Contains("\"value\":72", await Pages.TextAsync(leader, "/api/campaigns/road-environment/tallies"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_goes_from_a_phone_to_its_closing_and_the_leaders_screen_follows()
    {
        await using var wall = await site.OpenAsync("leader");
        var screen = await wall.NewPageAsync();
        var complaints = new List<string>();
        screen.Console += (_, said) =>
        {
            if (said.Type == "error") complaints.Add(said.Text);
        };
        await screen.GotoAsync("/");
        var open = screen.Locator(".keys > div").Nth(3).Locator("a.fig").First;
        var before = int.Parse(await open.InnerTextAsync(), CultureInfo.InvariantCulture);
        await screen.EvaluateAsync("window.samePage = true");

        // A grid member finds rubbish and reports it standing there.
        await using var member = await site.OpenAsync("grid-member", "zh", 390);
        await member.GrantPermissionsAsync(["geolocation"]);
        await member.SetGeolocationAsync(new Geolocation { Longitude = 117.2575f, Latitude = 34.8385f, Accuracy = 6 });
        var phone = await member.NewPageAsync();
        await phone.GotoAsync("/fill/patrol");
        await phone.Locator("input[value=problem]").CheckAsync();
        await phone.Locator("input[value=appearance]").CheckAsync();
        await phone.Locator("input[value=dumping]").CheckAsync();
        await phone.Locator("input[type=text], textarea").First.FillAsync("社区门前堆着旧木板");
        await NextAsync(phone);
        await phone.GetByText("禾仁 001").First.WaitForAsync();
        await NextAsync(phone);
        await phone.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "before.png", MimeType = "image/png", Buffer = Picture });
        await phone.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();
        await phone.GetByText("已提交").WaitForAsync();

        // The leader's screen has one more, and nobody loaded it again.
        await Assertions.Expect(open).ToHaveTextAsync((before + 1).ToString(CultureInfo.InvariantCulture), new() { Timeout = 15_000 });
        Assert.True(await screen.EvaluateAsync<bool>("window.samePage === true"));
        Assert.Empty(complaints);

        // The centre dispatches it, the subdistrict signs and handles it with a photo, and somebody else verifies.
        await using var centre = await site.OpenAsNamedAsync("wangge-clerk-02");
        var desk = await centre.NewPageAsync();
        await desk.GotoAsync("/cases?campaign=hygiene-city&state=registered&cell=" + Uri.EscapeDataString("禾仁 001"));
        await desk.GetByText("社区门前堆着旧木板").First.ClickAsync();
        await desk.Locator(".panel").GetByText("打开").ClickAsync();
        await desk.WaitForURLAsync("**/cases/*");
        var address = new Uri(desk.Url).AbsolutePath;
        await StepAsync(desk, "dispatch", "已办理：交办");
        await using var street = await site.OpenAsNamedAsync("heren-clerk", 390);
        var host = await street.NewPageAsync();
        await host.GotoAsync(address);
        await StepAsync(host, "sign", "已办理：签收");
        await host.Locator("form:has(input[value=handle]) input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "after.png", MimeType = "image/png", Buffer = Picture });
        await StepAsync(host, "handle", "已办理：整改");
        Assert.Equal(0, await host.Locator("form:has(input[name=step][value=verify])").CountAsync());
        await desk.GotoAsync(address);
        await StepAsync(desk, "verify", "已办理：核查通过，销号");
        Assert.Empty((await desk.RunAxe()).Violations.Where(fault => fault.Impact is "serious" or "critical").Select(fault => fault.Help));
        await Assertions.Expect(open).ToHaveTextAsync(before.ToString(CultureInfo.InvariantCulture), new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task A_desk_is_worked_by_keys_and_without_a_script_by_links()
    {
        const string list = "/cases?campaign=hygiene-city&state=registered";
        await using var centre = await site.OpenAsNamedAsync("wangge-clerk-02");
        var desk = await centre.NewPageAsync();
        var complaints = new List<string>();
        desk.Console += (_, said) =>
        {
            if (said.Type == "error") complaints.Add(said.Text);
        };
        desk.PageError += (_, fault) => complaints.Add(fault);
        await desk.GotoAsync(list);
        var open = desk.Locator("tbody tr.on");
        await desk.Keyboard.PressAsync("j");
        Assert.Equal(0, await desk.Locator(".panel").CountAsync());
        await desk.Keyboard.PressAsync("Enter");
        await desk.Locator(".panel").WaitForAsync();
        Assert.Contains("&case=", desk.Url, StringComparison.Ordinal);
        var first = await open.GetAttributeAsync("id");
        await desk.EvaluateAsync("window.samePage = true");
        await desk.Keyboard.PressAsync("j");
        await Assertions.Expect(open).Not.ToHaveAttributeAsync("id", first!);
        await Assertions.Expect(open.Locator("a.beside")).ToHaveAttributeAsync("aria-current", "true");
        Assert.True(await desk.EvaluateAsync<bool>("window.samePage === true"));
        Assert.Empty((await desk.RunAxe()).Violations.Where(fault => fault.Impact is "serious" or "critical").Select(fault => fault.Help));

        // Two are chosen, dispatched and taken back; what has no box is passed over.
        for (var i = 0; i < 20 && await desk.Locator("input[name=case]:checked").CountAsync() < 2; i++)
        {
            await desk.Keyboard.PressAsync("x");
            await desk.Keyboard.PressAsync("j");
        }
        await desk.GetByText("已选 2件").WaitForAsync();
        await desk.Keyboard.PressAsync("d");
        await desk.GetByText("已交办 2件").WaitForAsync();
        await desk.Keyboard.PressAsync("z");
        await desk.GetByText("已撤回 2件").WaitForAsync();

        // Letters are letters while somebody types.
        await desk.Locator("details.save summary").ClickAsync();
        await desk.Locator(".save input[name=name]").PressSequentiallyAsync("xjd?");
        Assert.Equal("xjd?", await desk.Locator(".save input[name=name]").InputValueAsync());
        await desk.Keyboard.PressAsync("Enter");
        await desk.Locator(".views .saved").GetByText("xjd?").WaitForAsync();
        await desk.Keyboard.PressAsync("?");
        await desk.Locator("dialog[open]").GetByText("停用单键快捷键").ClickAsync();
        await desk.Keyboard.PressAsync("Escape");
        await desk.Keyboard.PressAsync("x");
        Assert.Equal(0, await desk.Locator("input[name=case]:checked").CountAsync());
        Assert.Empty(complaints);

        // Below 1180 px a case is a page of its own; without a script it stands beside the list all the same.
        await using var small = await site.OpenAsNamedAsync("wangge-clerk-02", 1100);
        var page = await small.NewPageAsync();
        await page.GotoAsync(list);
        await page.Locator("a.alone").First.ClickAsync();
        await page.WaitForURLAsync("**/cases/*");
        await using var plain = await site.OpenAsync("leader", scripts: false);
        page = await plain.NewPageAsync();
        await page.GotoAsync(list);
        await page.Locator("a.beside").First.ClickAsync();
        await page.Locator(".panel").WaitForAsync();
        Assert.Equal(0, await page.Locator(".deskkeys:visible, .kbd:visible").CountAsync());
    }

    [Fact]
    public async Task What_a_meeting_requires_goes_from_the_sentence_to_its_feedback()
    {
        await using var centre = await site.OpenAsNamedAsync("wangge-clerk-02");
        var room = await centre.NewPageAsync();
        await room.GotoAsync("/oversight");
        await room.Locator("main a[href^='/oversight/']").First.ClickAsync();
        await room.WaitForURLAsync("**/oversight/*");
        var meeting = new Uri(room.Url).AbsolutePath;
        await room.GetByRole(AriaRole.Link, new() { Name = "下一页" }).ClickAsync();

        // Typed as it is said; who and until when is proposed, and can be changed before it is recorded.
        const string Sentence = "请市场监管局5月31日下班前把早市冰鲜摊位的污水管接好";
        await room.Locator("textarea[name=what]").FillAsync(Sentence);
        await room.GetByRole(AriaRole.Button, new() { Name = "认出单位和时限" }).ClickAsync();
        await Assertions.Expect(room.Locator("select[name=unit]")).ToHaveValueAsync("shichang");
        await Assertions.Expect(room.Locator("input[name=due]")).ToHaveValueAsync(new Regex("^2021-05-31T"));
        await room.Locator("button[name=do][value=dispatch]").ClickAsync();
        var item = room.Locator(".jl a", new() { HasText = Sentence }).First;
        await item.WaitForAsync();
        var address = await item.GetAttributeAsync("href");
        Assert.Empty((await room.RunAxe()).Violations.Where(fault => fault.Impact is "serious" or "critical").Select(fault => fault.Help));

        // The unit signs for it and feeds back from a phone.
        await using var bureau = await site.OpenAsNamedAsync("shichang-clerk", 390);
        var phone = await bureau.NewPageAsync();
        await phone.GotoAsync("/oversight");
        await phone.Locator($"a[href='{address}']:visible").First.ClickAsync();
        await phone.WaitForURLAsync("**" + address);
        await StepAsync(phone, "sign", "已办理：签收");
        await phone.Locator("form:has(input[value=handle]) [name=reason]").First.FillAsync("污水管已接入市场暗渠");
        await StepAsync(phone, "handle", "已办理：整改");

        // The centre confirms; the meeting's page and the list to be signed say what became of it.
        await room.GotoAsync(address!);
        await room.GetByText("污水管已接入市场暗渠").First.WaitForAsync();
        await StepAsync(room, "verify", "已办理：核查通过，销号");
        await room.GotoAsync(meeting);
        var row = room.Locator("#required tr", new() { HasText = Sentence }).First;
        Assert.Equal("销号", (await row.Locator("td").Last.InnerTextAsync()).Trim());
        Assert.Contains("污水管已接入市场暗渠", await row.InnerTextAsync(), StringComparison.Ordinal);
        await room.GotoAsync(meeting + "/list");
        Assert.Contains(Sentence, await room.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static Task NextAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^下一页") }).ClickAsync();

    private static async Task StepAsync(IPage page, string step, string said)
    {
        var form = page.Locator($"form:has(input[name=step][value={step}])").First;
        var details = page.Locator($"details:has(input[name=step][value={step}])").First;
        if (await details.CountAsync() > 0 && await details.GetAttributeAsync("open") is null) await details.Locator("summary").ClickAsync();
        await form.Locator("button").Last.ClickAsync();
        await page.GetByText(said).First.WaitForAsync();
    }
}
