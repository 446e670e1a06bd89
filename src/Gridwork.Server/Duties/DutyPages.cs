// 职责清单: who answers for what, where, and on which clause; with what nobody answers for, found by the routing itself.
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Rights;
using Gridwork.Server.Campaigns;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gridwork.Server.Duties;

/// <summary>/duties.</summary>
internal static class DutyPages
{
    public static void MapDuties(this IEndpointRouteBuilder app) => app.MapGet("/duties", List).Needs(Right.SeeTallies);

    private static IResult List(HttpContext context, Viewer viewer, string? campaign, string? host)
    {
        var all = CampaignPages.All(viewer).Where(one => one.Cases is { Duties.Count: > 0 }).ToList();
        if (campaign is not null && !all.Exists(one => one.Id == campaign)) return new Problem(ProblemCode.NotFound).AsResult();
        if (host is not null && viewer.Definition.Units.Find(host) is null) return new Problem(ProblemCode.BadValue, "host").AsResult();
        var here = $"{context.Request.Path}{context.Request.QueryString}";
        var only = all.FirstOrDefault(one => one.Id == campaign) ?? (all.Count > 0 ? all[0] : null);
        return new RazorComponentResult<DutyView>(new
        {
            Model = only is null ? null : ModelOf(viewer, only, host, [.. all.Select(one => new Choice(
                one.File.Title.ToString(), Address.With(here, ("campaign", one.Id), ("host", null)), one == only))], here),
        });
    }

    private static DutyModel ModelOf(Viewer viewer, Campaign campaign, string? host, IReadOnlyList<Choice> campaigns, string here)
    {
        var rules = campaign.Cases!;
        var units = viewer.Definition.Units;
        var today = viewer.District.Clock.Today;
        var hosts = rules.Duties.Select(duty => units.Find(HostCode(duty) ?? "")).OfType<Unit>().DistinctBy(unit => unit.No).ToList();
        // A row names its host, or the unit of the cell, which is anybody's.
        var wanted = rules.Duties.Where(duty => host is null || HostCode(duty) == host || duty.With.Contains(host)).ToList();
        return new DutyModel
        {
            Campaign = (campaign.Id, campaign.File.Title),
            Campaigns = campaigns,
            HasLeaders = campaign.Leaders.Rows.Count > 0,
            Filters =
            [
                new Filter(
                    LayoutTexts.Of("Host"), host is null ? null : units.Find(host)!.Name.ToString(), Address.With(here, "host", null),
                    [.. hosts.Select(unit => new Choice(unit.Name.ToString(), Address.With(here, "host", unit.Code), false))]),
            ],
            Count = wanted.Count,
            Groups =
            [
                .. rules.Categories.Select(category => (Category: category, Duties: wanted.Where(duty => duty.Category == category.Code).ToList()))
                    .Where(one => one.Duties.Count > 0).GroupBy(one => one.Category.Group?.ToString() ?? "")
                    .Select(group => new DutyGroup(
                        group.Key, [.. group.SelectMany(one => one.Duties.Select(duty => LineOf(viewer, campaign, one.Category, duty)))])),
            ],
            Gaps = [.. DutyCheck.Gaps(viewer.Definition, campaign, today).GroupBy(gap => gap.Category.Code).Select(gaps => new DutyGapLine(
                gaps.First().Category.Title, [.. gaps.Select(gap => (gap.Street.Name, gap.Units == gap.Of ? null : (int?)gap.Units))],
                [.. gaps.SelectMany(gap => gap.Lines).Distinct().Select(line => line.Title)]))],
            Doubles = [.. DutyCheck.Doubles(rules).Select(twice => (twice.First.Row, twice.Second.Row))],
        };

        string? HostCode(Duty duty) => duty.Host switch
        {
            "cell" => null,
            "line" => campaign.Line(duty.Line)?.Unit,
            var code => code,
        };
    }

    private static DutyLine LineOf(Viewer viewer, Campaign campaign, CaseCategory category, Duty duty)
    {
        return new DutyLine(
            category.Title, duty.Place is null ? null : Name(duty.Place), campaign.Line(duty.Line)?.Title,
            duty.Host == "cell" ? null : Name(duty.Host == "line" ? campaign.Line(duty.Line)?.Unit ?? duty.Host : duty.Host), duty.Host == "line",
            [.. duty.With.Select(Name)], duty.Clause, category.Limit is { } limit ? Cases.CaseTexts.Of(limit) : null, duty.Row);

        // A code that is no unit's is a cell's.
        LocalText Name(string code) => viewer.Definition.Units.Find(code)?.Name ?? new LocalText(code);
    }
}
