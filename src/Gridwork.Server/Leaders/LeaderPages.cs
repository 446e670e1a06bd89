// 包保: leader × street × line × cell as of a day, with what nobody answers for and what two do.
using System.Globalization;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Leaders;
using Gridwork.Engine.Rights;
using Gridwork.Server.Campaigns;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gridwork.Server.Leaders;

/// <summary>/campaigns/{campaign}/leaders.</summary>
internal static class LeaderPages
{
    public static void MapLeaders(this IEndpointRouteBuilder app) => app.MapGet("/campaigns/{campaign}/leaders", One).Needs(Right.SeeTallies);

    private static IResult One(Viewer viewer, string campaign, string? day)
    {
        if (CampaignPages.Find(viewer, campaign) is not { Leaders.Rows.Count: > 0 } found) return new Problem(ProblemCode.NotFound).AsResult();
        var today = viewer.District.Clock.Today;
        if (day is not null && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out today))
            return new Problem(ProblemCode.BadValue, "day").AsResult();
        return new RazorComponentResult<LeaderView>(new { Model = ModelOf(viewer, found, today) });
    }

    private static LeaderModel ModelOf(Viewer viewer, Campaign campaign, DateOnly day)
    {
        var (definition, leaders) = (viewer.Definition, campaign.Leaders);
        var lines = campaign.Lines.Select(line => (string?)line.Code).Prepend(null).ToList();
        var streets = (definition.GridOn(day)?.Grid.Cells ?? [])
            .GroupBy(cell => definition.Units.Find(cell.UnitCode) is { } unit ? definition.Units.SubdistrictOf(unit.No) ?? unit : null)
            .Where(street => street.Key is not null).OrderBy(street => street.Key!.No.Value).ToList();
        return new LeaderModel
        {
            Campaign = (campaign.Id, campaign.File.Title),
            Day = day,
            Lines = [.. campaign.Lines.Select(line => line.Title)],
            Streets =
            [
                .. streets.Select(street =>
                {
                    var cells = street.Select(cell => (Cell: cell, Posts: (IReadOnlyList<LeaderRow?>)[.. lines.Select(line => leaders.Of(definition, cell, line, day))])).ToList();
                    // What most of the street's cells have is the street's; those that have another stand below it.
                    var whole = cells.GroupBy(cell => string.Join(' ', cell.Posts.Select(post => post?.Row))).MaxBy(same => same.Count())!.First().Posts;
                    return new LeaderStreet(
                        street.Key!.Name, street.Count(), PostsOf(whole, day),
                        [
                            .. cells.Where(cell => !cell.Posts.SequenceEqual(whole)).OrderBy(cell => cell.Cell.Code.Value, StringComparer.Ordinal)
                                .Select(cell => (cell.Cell.Code.Value, PostsOf(cell.Posts, day, whole))),
                        ]);
                }),
            ],
            Gaps =
            [
                .. leaders.Gaps(definition, campaign.Lines, day).GroupBy(gap => gap.Line)
                    .Select(gaps => (campaign.Line(gaps.Key)?.Title, gaps.Count(), (IReadOnlyList<string>)[.. gaps.Select(gap => gap.Cell.Code.Value).Take(12)])),
            ],
            Doubles = [.. leaders.Doubles.Where(twice => twice.First.From <= day).Select(twice => (twice.First.Title, twice.Second.Title, twice.First.From, twice.Second.Row))],
            Changes = [.. leaders.Changes(campaign.File.From)],
        };
    }

    private static IReadOnlyList<LeaderPost> PostsOf(IReadOnlyList<LeaderRow?> posts, DateOnly day, IReadOnlyList<LeaderRow?>? whole = null) =>
        [.. posts.Select((post, i) => new LeaderPost(post?.Title, post?.From, whole is not null && whole[i] == post, post?.From == day))];
}
