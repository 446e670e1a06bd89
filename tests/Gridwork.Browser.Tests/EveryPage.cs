using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Gridwork.Browser.Tests;

[Collection("the demo")]
public sealed class EveryPage(DemoSite site)
{
    internal const string Overflow = """
        () => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1)
            .slice(0, 5).map(e => `${e.tagName}.${e.className.baseVal ?? e.className}`);
        }
        """;

    private const string EmptyCharts = """
        () => [...document.querySelectorAll('svg[role=img], svg.mosaic, svg.spark')]
          .filter(svg => svg.getClientRects().length > 0)
          .filter(svg => ![...svg.querySelectorAll('rect, path, circle')].some(e => { const b = e.getBBox(); return b.width > 0 || b.height > 0; }))
          .map(svg => svg.outerHTML.slice(0, 120))
        """;

    // What the pages themselves say, without what people and campaigns said: no Chinese is left in it on an English page.
    private const string ChineseLeft = """
        () => [...document.querySelectorAll('.top nav, h2, thead th, .btn, .demo, .crumb, .seg, .legend, .errmsg, dt')]
          .filter(e => !e.closest('.a4, [lang|=zh]') && !e.querySelector('[lang|=zh]'))
          .map(e => e.textContent.trim()).filter(t => /[\u4e00-\u9fff]/.test(t.replace(/禾[仁城范] ?\d+/g, '')))
        """;

    [Theory]
    [InlineData("leader", "zh", 1440, true)]
    [InlineData("clerk", "en", 390, true)]
    [InlineData("leader", "en", 360, false)]
    [InlineData("clerk", "zh", 1920, false)]
    [InlineData("grid-member", "zh", 390, false)]
    [InlineData("auditor", "en", 1024, false)]
    public async Task Fits_speaks_one_language_draws_its_charts_and_is_open_to_all(string role, string language, int width, bool axe)
    {
        await using var context = await site.OpenAsync(role, language, width);
        await using var chinese = await site.OpenAsync(role);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, said) =>
        {
            // What a driver without a graphics card says of its own speed is no fault of a page.
            if (said.Type is "error" or "warning" && !said.Text.Contains("GL Driver Message", StringComparison.Ordinal)) complaints.Add($"{page.Url}: {said.Text}");
        };
        page.PageError += (_, fault) => complaints.Add($"{page.Url}: {fault}");
        // A grid member may not ask for a village that is not his.
        var seen = Pages.Fixed.Where(address => role != "grid-member" || !address.Contains("unit=", StringComparison.Ordinal));
        foreach (var address in seen.Concat(await Pages.RecordsAsync(chinese)))
        {
            var answer = await page.GotoAsync(address);
            Assert.True(answer!.Ok, $"{address} as {role}: {answer.Status}");
            foreach (var box in await page.EvaluateAsync<string[]>(Overflow)) complaints.Add($"{address} is wider than {width}: {box}");
            foreach (var chart in await page.EvaluateAsync<string[]>(EmptyCharts)) complaints.Add($"{address} has an empty chart: {chart}");
            if (language == "en")
            {
                foreach (var words in await page.EvaluateAsync<string[]>(ChineseLeft)) complaints.Add($"{address} in English: {words}");
            }
            if (!await page.Locator("body").GetByText(language == "en" ? "all synthetic" : "全部合成").First.IsVisibleAsync())
                complaints.Add($"{address} lacks the synthetic mark");
            if (axe) complaints.AddRange(await AxeAsync(page, address));
        }
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task Sign_in_says_what_was_wrong_and_how_many_tries_are_left(int width)
    {
        await using var context = await site.OpenAsync(null, "zh", width);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/campaigns");
        Assert.Contains("/signin", page.Url, StringComparison.Ordinal);
        Assert.Empty(await page.EvaluateAsync<string[]>(Overflow));
        Assert.Empty(await AxeAsync(page, "/signin"));
        await page.FillAsync("input[name=name]", "nobody");
        await page.FillAsync("input[name=password]", "not the password");
        await page.ClickAsync("button[type=submit]");
        Assert.Contains("还可试", await page.Locator(".errmsg").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(await AxeAsync(page, "/signin again"));
    }

    [Fact]
    public async Task A_page_that_is_not_there_says_so_within_the_bar()
    {
        await using var context = await site.OpenAsync("leader");
        var page = await context.NewPageAsync();
        var answer = await page.GotoAsync("/records/99999999");
        Assert.Equal(404, answer!.Status);
        Assert.True(await page.Locator(".top").IsVisibleAsync());
        Assert.Empty(await AxeAsync(page, "404"));
    }

    [Fact]
    public async Task Works_without_scripts()
    {
        await using var context = await site.OpenAsync("clerk", scripts: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.Locator(".ct .nm a").First.ClickAsync();
        await page.Locator(".filters summary").First.ClickAsync();
        await page.Locator(".filters details[open] ul a").First.ClickAsync();
        Assert.True(await page.Locator(".filters .sel.on").First.IsVisibleAsync());
        await page.Locator(".figs a.fig").First.ClickAsync();
        await page.Locator(".et tbody a").First.ClickAsync();
        Assert.Matches("/records/[0-9]+$", page.Url);
    }

    [Fact]
    public async Task The_first_tab_leads_past_the_bar()
    {
        await using var context = await site.OpenAsync("leader");
        var page = await context.NewPageAsync();
        await page.GotoAsync("/campaigns");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("#main", await page.EvaluateAsync<string>("() => document.activeElement.getAttribute('href')"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("() => document.activeElement.id"));
    }

    internal static async Task<IEnumerable<string>> AxeAsync(IPage page, string address) =>
        (await page.RunAxe()).Violations.Where(fault => fault.Impact is "serious" or "critical")
            .Select(fault => $"{address}: {fault.Id}: {fault.Help}: {string.Join(" | ", fault.Nodes.Take(3).Select(node => node.Html))}");
}
