using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Gridwork.Browser.Tests;

/// <summary>A record from the phone to the number, on a demo of its own: here something is counted.</summary>
public sealed class FieldForm(DemoSite site) : IClassFixture<DemoSite>
{
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
}
