using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Gridwork.Browser.Tests;

/// <summary>An administrator looks at the report of a grid file.</summary>
[Collection("the demo")]
public sealed class GridReport(DemoSite site)
{
    [Theory]
    [InlineData("zh", 1440, true)]
    [InlineData("en", 360, false)]
    public async Task Each_finding_is_a_line_and_a_place_on_the_map(string language, int width, bool scripts)
    {
        await using var context = await site.OpenAsync("administrator", language, width, scripts);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, said) =>
        {
            if (said.Type is "error" or "warning") complaints.Add($"{page.Url}: {said.Text}");
        };
        await page.GotoAsync("/grid");
        await LookAsync("/grid");
        await page.SetInputFilesAsync("input[name=file]", new FilePayload { Name = "next.geojson", MimeType = "application/geo+json", Buffer = await DrawnAnewAsync() });
        await page.ClickAsync(".gridform .btn.pri");
        await page.WaitForURLAsync("**/grid/*");
        await LookAsync("/grid/…");

        Assert.Equal(3, await page.Locator(".gridfound > li").CountAsync());
        Assert.Equal(3, await page.Locator(".gridmap .mark").CountAsync());
        Assert.Equal(3, await page.Locator(".gridmap.near").CountAsync());
        await page.Locator("#m2").ClickAsync(new LocatorClickOptions { Force = true });
        Assert.EndsWith("#f2", page.Url, StringComparison.Ordinal);
        await page.Locator("#f2 .fh a").ClickAsync();
        Assert.EndsWith("#m2", page.Url, StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("form[action$='/publish']").CountAsync());
        await page.Locator("form[action$='/drop'] button").ClickAsync();
        Assert.EndsWith("/grid", page.Url, StringComparison.Ordinal);
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));

        async Task LookAsync(string address)
        {
            foreach (var box in await page.EvaluateAsync<string[]>(EveryPage.Overflow)) complaints.Add($"{address} is wider than {width}: {box}");
            if (scripts) complaints.AddRange(await EveryPage.AxeAsync(page, address));
        }
    }

    /// <summary>The demo's cells: one without a unit, one pushed into its neighbours, one left out.</summary>
    private static async Task<byte[]> DrawnAnewAsync()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gridwork.slnx"))) folder = Path.GetDirectoryName(folder)!;
        var root = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "district/cells.geojson")))!;
        var cells = root["features"]!.AsArray();
        cells[10]!["properties"]!["unit"] = "";
        var ring = cells[20]!["geometry"]!["coordinates"]![0]!;
        ring[2]![0] = ring[2]![0]!.GetValue<double>() + 0.003;
        cells.RemoveAt(60);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }
}
