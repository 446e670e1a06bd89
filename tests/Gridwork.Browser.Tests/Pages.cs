using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Gridwork.Browser.Tests;

/// <summary>The addresses that a reader of the demo comes by: the fixed ones, and one record of each kind found in the lists.</summary>
internal static partial class Pages
{
    public static readonly string[] Fixed =
    [
        "/", "/campaigns", "/campaigns/road-environment", "/campaigns/road-environment?by=cell", "/campaigns/road-environment?by=day",
        "/campaigns/road-environment?open=hefan-suizhuang&form=clearance", "/campaigns/road-environment?unit=hefan-suizhuang&standing=rejected",
        "/campaigns/road-environment/tallies/stalls_cleared", "/campaigns/road-environment/tallies/dumping_cleared?unit=hefan-suizhuang",
        "/campaigns/hygiene-city", "/campaigns/hygiene-city/briefings/1", "/campaigns/hygiene-city/evaluation",
        "/campaigns/hygiene-city/evaluation?by=cell", "/campaigns/survey-outreach", "/campaigns/survey-outreach/tallies/registrations",
        "/campaigns/road-environment/briefings/3", "/campaigns/road-environment/briefings/3?draft=clean", "/briefings", "/cases", "/cases?state=overdue", "/map", "/oversight",
        "/oversight?state=all", "/duties", "/campaigns/hygiene-city/leaders", "/campaigns/hygiene-city/leaders?day=2021-05-01",
    ];

    /// <summary>Records of the newest page of a campaign, a corrected one, and one that lacks a photo.</summary>
    public static async Task<IReadOnlyList<string>> RecordsAsync(IBrowserContext context)
    {
        var found = new List<string>();
        var list = await TextAsync(context, "/campaigns/road-environment?form=clearance");
        found.AddRange(RecordAddress().Matches(list).Take(1).Select(match => match.Groups[1].Value));
        foreach (var word in new[] { "有更正", "缺照片" })
        {
            var row = Row().Matches(list).FirstOrDefault(row => row.Value.Contains(word, StringComparison.Ordinal));
            if (row is not null && RecordAddress().Match(row.Value) is { Success: true } link) found.Add(link.Groups[1].Value);
        }
        return [.. found.Distinct()];
    }

    public static async Task<string> TextAsync(IBrowserContext context, string address)
    {
        var answer = await context.APIRequest.GetAsync(address);
        Assert.True(answer.Ok, $"{address}: {answer.Status}");
        return await answer.TextAsync();
    }

    [GeneratedRegex("""<a href="(/records/\d+)">""")]
    private static partial Regex RecordAddress();

    [GeneratedRegex("<tr[^>]*>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();
}
