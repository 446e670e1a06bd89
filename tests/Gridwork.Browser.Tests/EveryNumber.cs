using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Gridwork.Browser.Tests;

[Collection("the demo")]
public sealed partial class EveryNumber(DemoSite site)
{
    [Theory]
    [InlineData("leader", "/")]
    [InlineData("leader", "/campaigns/road-environment?open=hefan-suizhuang")]
    [InlineData("leader", "/campaigns/road-environment?by=day")]
    [InlineData("leader", "/campaigns/survey-outreach")]
    [InlineData("clerk", "/campaigns/road-environment?by=cell")]
    [InlineData("grid-member", "/campaigns/survey-outreach")]
    [InlineData("leader", "/campaigns/road-environment/briefings/3")]
    [InlineData("leader", "/campaigns/hygiene-city/briefings/2")]
    public async Task Opens_to_entries_that_add_up_to_it(string role, string address)
    {
        await using var context = await site.OpenAsync(role);
        var known = new Dictionary<string, decimal>();
        var numbers = Figure().Matches(await Pages.TextAsync(context, address))
            .Where(figure => !figure.Groups["class"].Value.Contains("declared", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(numbers);
        foreach (var figure in numbers)
        {
            var href = WebUtility.HtmlDecode(figure.Groups["href"].Value);
            var exact = Exact().Match(figure.Groups["title"].Value) is { Success: true } title ? title.Value : Digits().Match(figure.Groups["text"].Value).Value;
            if (!known.TryGetValue(href, out var sum)) known[href] = sum = await SumAsync(context, href);
            Assert.True(Number(exact) == sum, $"{address}: {exact} opens to {href}, whose entries add up to {sum}");
        }
    }

    [Fact]
    public async Task Is_the_same_on_every_page()
    {
        await using var context = await site.OpenAsync("leader");
        var campaign = await Pages.TextAsync(context, "/campaigns/road-environment");
        foreach (var (indicator, value) in new[] { ("stalls_cleared", 51), ("dumping_cleared", 34), ("markets_rectified", 1), ("signs_removed", 76), ("officers_sent", 63) })
        {
            Assert.Equal(value, await SumAsync(context, $"/campaigns/road-environment/tallies/{indicator}"));
            Assert.Contains($"/campaigns/road-environment/tallies/{indicator}\"", campaign, StringComparison.Ordinal);
        }
    }

    private static async Task<decimal> SumAsync(IBrowserContext context, string? address)
    {
        decimal sum = 0;
        while (address is not null)
        {
            var page = await Pages.TextAsync(context, address);
            sum += Entry().Matches(page).Sum(entry => Number(entry.Groups[1].Value));
            address = Next().Match(page) is { Success: true } next ? WebUtility.HtmlDecode(next.Groups[1].Value) : null;
        }
        return sum;
    }

    private static decimal Number(string text) => decimal.Parse(WebUtility.HtmlDecode(text).Replace('−', '-'), CultureInfo.InvariantCulture);

    [GeneratedRegex("""<a class="(?<class>fig[^"]*)" href="(?<href>/campaigns/[^"]*/tallies/[^"]*)"(?: title="(?<title>[^"]*)")?>(?<text>[^<]*)""")]
    private static partial Regex Figure();

    [GeneratedRegex("""[−\d.]+$""")]
    private static partial Regex Exact();

    [GeneratedRegex("""[−\d.]+""")]
    private static partial Regex Digits();

    [GeneratedRegex("""data-entry[^>]*>([^<]+)<""")]
    private static partial Regex Entry();

    [GeneratedRegex("""<a class="btn" href="([^"]+)" rel="next">""")]
    private static partial Regex Next();
}
