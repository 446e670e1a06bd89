// The live map as people use it: with a pointer, with keys, with a finger, and without scripts or WebGL, where the server's drawing stands in.
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Gridwork.Browser.Tests;

[Collection("the demo")]
public sealed class LiveMap(DemoSite site)
{
    private const string Violations = """
        window.violations = [];
        document.addEventListener('securitypolicyviolation', e => window.violations.push(`${e.violatedDirective} ${e.blockedURI}`));
        """;

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Draws_within_the_policy_and_is_open_to_all(int width)
    {
        await using var context = await site.OpenAsync("leader", width: width);
        var page = await OpenAsync(context, "/map");
        Assert.Empty(await page.EvaluateAsync<string[]>("() => window.violations"));
        Assert.True(await page.Locator(".map-live canvas").IsVisibleAsync());
        Assert.False(await page.Locator(".dmap").IsVisibleAsync());
        Assert.True(await page.GetByText("全部合成").First.IsVisibleAsync());
        var faults = (await page.RunAxe()).Violations.Where(fault => fault.Impact is "serious" or "critical").Select(fault => $"{fault.Id}: {fault.Help}");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_press_on_a_case_opens_its_panel_and_a_press_on_the_ground_its_cell()
    {
        await using var context = await site.OpenAsync("leader");
        var page = await OpenAsync(context, "/map?state=overdue");
        var line = page.Locator(".ml li[data-case]").First;
        var number = await line.GetAttributeAsync("data-case");
        await line.Locator("a").ClickAsync();
        await page.Locator($"#map-panel a[href='/cases/{number}']").First.WaitForAsync();
        Assert.Contains("on", await line.GetAttributeAsync("class"), StringComparison.Ordinal);
        await StillAsync(page);

        // The case now lies in the middle of the map, whatever lies round it.
        var box = (await page.Locator(".map-live canvas").BoundingBoxAsync())!;
        await page.EvaluateAsync("() => document.getElementById('map-panel').replaceChildren()");
        await page.Mouse.ClickAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Locator($"#map-panel a[href='/cases/{number}']").First.WaitForAsync();

        await page.Locator(".map-whole").ClickAsync();
        await StillAsync(page);
        await page.Mouse.ClickAsync(box.X + box.Width * 0.45f, box.Y + box.Height * 0.73f);
        await page.Locator("#map-panel a[href^='/map?state=overdue&cell=']").WaitForAsync();
        Assert.Empty(await page.EvaluateAsync<string[]>("() => window.violations"));
    }

    [Fact]
    public async Task The_days_move_by_keys_and_list_and_address_go_with_them()
    {
        await using var context = await site.OpenAsync("leader");
        var page = await OpenAsync(context, "/map?state=all");
        var before = await page.Locator(".hdd .fig").First.InnerTextAsync();
        var first = page.GetByRole(AriaRole.Slider, new PageGetByRoleOptions { Name = "从哪天" });
        await first.FocusAsync();
        for (var i = 0; i < 18; i++) await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForURLAsync("**/map?state=all&from=2021-05-25&to=2021-05-27");
        Assert.Equal("5月25日", await first.GetAttributeAsync("aria-valuetext"));
        await page.Locator(".filters .sel.on").Filter(new LocatorFilterOptions { HasText = "5月25日至5月27日" }).WaitForAsync();
        var after = await page.Locator(".hdd .fig").First.InnerTextAsync();
        Assert.NotEqual(before, after);
        // The list of the same cases says the same number.
        await page.Locator(".map-list a").ClickAsync();
        Assert.Contains("/cases?state=all&from=2021-05-25&to=2021-05-27", page.Url, StringComparison.Ordinal);
        Assert.Contains(after, await page.Locator(".list .foot").InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "在地图上看" }).ClickAsync();
        Assert.Contains("/map?state=all&from=2021-05-25&to=2021-05-27", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_scripts_the_drawing_leads_to_the_cells()
    {
        await using var context = await site.OpenAsync("leader", scripts: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/map");
        Assert.True(await page.Locator(".dmap").IsVisibleAsync());
        var cell = page.Locator(".dmap a").Filter(new LocatorFilterOptions { Has = page.Locator(".cell.red") }).First;
        var href = await cell.GetAttributeAsync("href");
        await page.GotoAsync(href!);
        Assert.True(await page.Locator(".dmap .chosen").CountAsync() == 1);
        await page.Locator(".map-panel .fig").First.ClickAsync();
        Assert.Matches("/cases\\?cell=.*state=overdue", page.Url);
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context, string address)
    {
        await context.AddInitScriptAsync(Violations);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        await page.Locator("#map[data-ready=true]").WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        await StillAsync(page);
        return page;
    }

    /// <summary>Waits until no tile comes and nothing moves.</summary>
    private static async Task StillAsync(IPage page)
    {
        await page.WaitForTimeoutAsync(400);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.WaitForTimeoutAsync(1500);
    }
}
