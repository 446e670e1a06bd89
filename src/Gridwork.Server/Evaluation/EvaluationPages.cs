// Evaluation as the standard for digital urban management has it (GB/T 30428, evaluation of supervision): how many, how many in time, how often sent
// back, how long. From kept counts: no case is looked at, whatever has been closed. Outcomes of places and units, never of persons, and no ranking.
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Rights;
using Gridwork.Server.Api;
using Gridwork.Server.Campaigns;
using Gridwork.Server.Figures;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Gridwork.Stores.Cases;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gridwork.Server.Evaluation;

/// <summary>/campaigns/{campaign}/evaluation.</summary>
internal static class EvaluationPages
{
    private static readonly (string Word, CaseGrouping By)[] Groupings =
        [("unit", CaseGrouping.Unit), ("cell", CaseGrouping.Cell), ("category", CaseGrouping.Category), ("line", CaseGrouping.Line), ("host", CaseGrouping.Host)];

    public static void MapEvaluation(this IEndpointRouteBuilder app) =>
        app.MapGet("/campaigns/{campaign}/evaluation", OneAsync).Needs(Right.SeeRecords);

    private static async Task<IResult> OneAsync(Viewer viewer, string campaign, string? by, CancellationToken cancel)
    {
        if (CampaignPages.Find(viewer, campaign) is not { Cases: not null } found) return new Problem(ProblemCode.NotFound).AsResult();
        var word = by ?? "unit";
        if (Array.FindIndex(Groupings, one => one.Word == word) is var chosen && chosen < 0) return new Problem(ProblemCode.BadValue, "by").AsResult();
        var grouping = Groupings[chosen].By;
        var sight = viewer.Sight(Right.SeeRecords, found.No);
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var counts = await CaseCounts.ReadAsync(snapshot, sight, CaseKind.Problem, grouping, cancel);
        var late = (await CaseCounts.LateAsync(snapshot, sight, CaseKind.Problem, grouping, viewer.District.Clock.Now, cancel: cancel))
            .ToDictionary(count => count.Key, count => count.N, StringComparer.Ordinal);
        var parts = counts.GroupBy(count => count.Key).Select(part => (part.Key, Order: OrderOf(viewer, found, grouping, part.Key), Counts: part.ToList()))
            .OrderBy(part => part.Order).ThenBy(part => part.Key, StringComparer.Ordinal).ToList();
        return new RazorComponentResult<EvaluationView>(new
        {
            Model = new EvaluationModel
            {
                Campaign = (found.Id, found.File.Title),
                SeesRechecks = RecheckPages.Sees(viewer, found),
                Groupings = [.. Groupings.Select(one => new Choice(
                    LayoutTexts.Of($"Evaluation.{one.Word}"), $"/campaigns/{found.Id}/evaluation?by={one.Word}", one.Word == word))],
                Head = LayoutTexts.Of($"Evaluation.{word}"),
                Lines = [.. parts.Select(part => Line(
                    found, TitleOf(viewer, found, grouping, part.Key), part.Counts, late.GetValueOrDefault(part.Key), (word, CodeOf(viewer, grouping, part.Key))))],
                Sum = Line(found, LayoutTexts.Both("Evaluation.sum"), counts, late.Values.Sum(), null),
            },
        });
    }

    private static EvaluationLine Line(Campaign campaign, LocalText title, IReadOnlyList<CaseCount> counts, long late, (string Name, string? Value)? within)
    {
        long Of(CaseMeasure measure) => counts.Where(count => count.Measure == measure).Sum(count => count.N);
        long As(CaseOutcome outcome) => Of((CaseMeasure)(CaseMeasure.DismissedAs + (int)outcome));
        var open = counts.Where(count => count.IsOfOpen).Sum(count => count.N);
        // What has no code has no list of its own.
        FigureValue Figure(long n, string state) => new(
            n, 0, null, within is { Value: null } ? null : ApiDoors.Link("/cases", ("campaign", campaign.Id), ("state", state), (within?.Name ?? "unit", within?.Value)));
        return new EvaluationLine(
            title, Figure(Of(CaseMeasure.Registered), "all") with { Href = null }, Figure(Of(CaseMeasure.Closed), "closed"), Of(CaseMeasure.ClosedInTime),
            Of(CaseMeasure.ClosedLate), Figure(Of(CaseMeasure.SentBack), "sent-back"), Figure(Of(CaseMeasure.Returned), "returned"),
            Figure(Of(CaseMeasure.Reopened), "reopened"),
            (As(CaseOutcome.NotOurs), As(CaseOutcome.NotPossible), As(CaseOutcome.NotReasonable)), Figure(open, "open"), Figure(late, "overdue"),
            Figure(Of(CaseMeasure.Suspended), "suspended"), CaseCounts.HoursOf(counts, 0.5), CaseCounts.HoursOf(counts, 0.9));
    }

    private static (int, string) OrderOf(Viewer viewer, Campaign campaign, CaseGrouping grouping, string key) => grouping switch
    {
        CaseGrouping.Cell => viewer.Definition.CodeOf(new CellNo(Number(key))) is { } code ? (0, code) : (1, ""),
        CaseGrouping.Category => (IndexOf(campaign.Cases!.Categories.Select(category => category.Code), key), ""),
        CaseGrouping.Line => (IndexOf(campaign.Lines.Select(line => line.Code), key), ""),
        _ => (IndexOf(viewer.Definition.Units.All.Select(unit => unit.No.Value.ToString(CultureInfo.InvariantCulture)), key), ""),
    };

    private static int IndexOf(IEnumerable<string> codes, string key)
    {
        var at = 0;
        foreach (var code in codes)
        {
            if (code == key) return at;
            at++;
        }
        return int.MaxValue;
    }

    private static LocalText TitleOf(Viewer viewer, Campaign campaign, CaseGrouping grouping, string key) => grouping switch
    {
        CaseGrouping.Cell => viewer.Definition.CodeOf(new CellNo(Number(key))) is { } code ? new LocalText(code) : LayoutTexts.Both("Evaluation.none.cell"),
        CaseGrouping.Category => campaign.Cases!.Category(key)?.Title ?? LayoutTexts.Both("Evaluation.none.category"),
        CaseGrouping.Line => campaign.Line(key)?.Title ?? LayoutTexts.Both("Evaluation.none.line"),
        _ => viewer.Definition.Units.Find(new UnitNo(Number(key)))?.Name ?? LayoutTexts.Both("NoHost"),
    };

    private static string? CodeOf(Viewer viewer, CaseGrouping grouping, string key) => grouping switch
    {
        CaseGrouping.Cell => viewer.Definition.CodeOf(new CellNo(Number(key))) ?? "none",
        CaseGrouping.Category or CaseGrouping.Line => key.Length == 0 ? null : key,
        _ => viewer.Definition.Units.Find(new UnitNo(Number(key)))?.Code,
    };

    private static int Number(string key) => int.Parse(key, CultureInfo.InvariantCulture);
}
