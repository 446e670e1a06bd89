using Microsoft.Playwright;
using Xunit;

namespace Gridwork.Browser.Tests;

/// <summary>Pictures of every page for people to look at: tests/screenshots runs this, the tests do not.</summary>
[Collection("the demo")]
public sealed class Screenshots(DemoSite site)
{
    [Fact(Explicit = true)]
    public async Task Are_taken_of_every_page()
    {
        var folder = Environment.GetEnvironmentVariable("GRIDWORK_SCREENSHOTS") is { Length: > 0 } given
            ? given : Path.Combine(Environment.CurrentDirectory, "artifacts", "screenshots");
        Directory.CreateDirectory(folder);
        await using var reader = await site.OpenAsync("clerk");
        var addresses = Pages.Fixed.Concat(await Pages.RecordsAsync(reader)).Concat(["/check", "/import"]).ToList();
        foreach (var (role, language, width) in new[]
        {
            ("leader", "zh", 1920), ("clerk", "zh", 1440), ("clerk", "zh", 390), ("clerk", "en", 1440), ("clerk", "en", 390),
        })
        {
            await using var context = await site.OpenAsync(role, language, width);
            var page = await context.NewPageAsync();
            foreach (var address in width == 1920 ? ["/"] : addresses)
            {
                await page.GotoAsync(address);
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{Name(address)}-{language}-{width}.png"), FullPage = true });
            }
        }
        foreach (var width in new[] { 1440, 390 })
        {
            await using var stranger = await site.OpenAsync(null, "zh", width);
            var page = await stranger.NewPageAsync();
            await page.GotoAsync("/signin");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"signin-zh-{width}.png"), FullPage = true });
        }
    }

    private static string Name(string address)
    {
        var name = string.Join('-', address.Split(['/', '?', '&', '=', '_'], StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? "overview" : name;
    }
}
