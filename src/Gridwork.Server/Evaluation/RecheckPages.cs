// Closed cases that are looked at once more (抽查复核), drawn from the journal's chain so that nobody chooses them. The address with period and position is
// the draw: it shows the same cases for ever, with what was found since.
using System.Globalization;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Server.Campaigns;
using Gridwork.Server.Cases;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Records;
using Gridwork.Server.Security;
using Gridwork.Stores;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Journal;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gridwork.Server.Evaluation;

/// <summary>/campaigns/{campaign}/recheck.</summary>
internal static class RecheckPages
{
    private const int UsualDays = 7;
    private const int LotGroups = 2;

    public static void MapRechecks(this IEndpointRouteBuilder app) => app.MapGet("/campaigns/{campaign}/recheck", OneAsync).Needs(Right.SeeRecords);

    /// <summary>Whether the reader may see draws: a sample of the whole campaign is for those who see all of it.</summary>
    public static bool Sees(Viewer viewer, Campaign campaign) =>
        campaign.Cases?.Recheck is not null && viewer.Sight(Right.SeeRecords, campaign.No) is { All: true };

    private static async Task<IResult> OneAsync(
        Viewer viewer, PersonNames names, string campaign, string? from, string? to, long? at, CancellationToken cancel)
    {
        if (CampaignPages.Find(viewer, campaign) is not { Cases.Recheck: { } rules } found) return new Problem(ProblemCode.NotFound).AsResult();
        if (!Sees(viewer, found)) return new Problem(ProblemCode.NotAllowed).AsResult();
        var today = viewer.District.Clock.Today;
        if (Day(from, today.AddDays(-UsualDays)) is not { } first) return new Problem(ProblemCode.BadValue, "from").AsResult();
        if (Day(to, today.AddDays(-1)) is not { } last || last < first) return new Problem(ProblemCode.BadValue, "to").AsResult();
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (at < 1 || at > snapshot.Seq) return new Problem(ProblemCode.BadValue, "at").AsResult();
        return new RazorComponentResult<RecheckView>(new
        {
            Model = new RecheckModel
            {
                Campaign = (found.Id, found.File.Title),
                From = first,
                To = last,
                Share = rules.Share,
                AtLeast = rules.AtLeast,
                Head = snapshot.Seq,
                Draw = at is { } position ? await DrawAsync(viewer, names, snapshot, found, (first, last), position, cancel) : null,
            },
        });
    }

    private static async Task<RecheckDraw> DrawAsync(
        Viewer viewer, PersonNames names, Snapshot snapshot, Campaign campaign, (DateOnly First, DateOnly Last) days, long at, CancellationToken cancel)
    {
        var profile = viewer.Definition.Profile!;
        var closed = await ClosedCases.ReadAsync(
            snapshot, campaign.No, CaseKind.Problem, profile.StartOf(days.First), profile.StartOf(days.Last.AddDays(1)), at, viewer.Definition.CalendarOf, cancel);
        var seed = (await JournalLines.ChainAsync(snapshot, at, cancel))!.Value;
        var entered = (await JournalLines.ReadAsync(snapshot, [at], cancel))[0].Received;
        var drawn = campaign.Cases!.Recheck!.Draw(seed, closed.Select(one => one.Key));
        var numbers = closed.ToDictionary(one => one.Key, one => one.Root);
        var roots = drawn.Select(key => numbers[key]).ToList();
        // As they stood when they were drawn, and what their logs say since.
        var then = (await OneCase.ReadAsync(snapshot, roots, viewer.Definition.CalendarOf, at, cancel)).ToDictionary(one => one.Item.Key);
        var now = (await OneCase.ReadAsync(snapshot, roots, viewer.Definition.CalendarOf, cancel: cancel)).ToDictionary(one => one.Item.Key);
        await names.LearnAsync(now.Values.SelectMany(one => one.Lines.Where(line => CaseRights.IsRecheck(line.Said.Step)).Select(line => line.Person)));
        return new RecheckDraw(at, seed.ToString(), viewer.Local(entered), closed.Count, [.. drawn.Select(key => Line(viewer, names, campaign, seed, then[key], now[key], at))]);
    }

    private static RecheckLine Line(Viewer viewer, PersonNames names, Campaign campaign, Hash256 seed, CaseDetail then, CaseDetail now, long at)
    {
        var state = then.State;
        var result = now.Lines.FirstOrDefault(line => line.Pos > at && line.State == CaseLineState.Taken && CaseRights.IsRecheck(line.Said.Step));
        var may = result is null && CaseRights.May(
            viewer.Definition.Grants, viewer.Person, CaseStep.RecheckPass, campaign.Cases!.RolesFor(CaseStep.RecheckPass), now.State, campaign.No) == StepRefusal.None
            && StepForm.Of(campaign, CaseStep.RecheckPass) is { } form && viewer.MayFill(form.Form.Rule.Fill, campaign.No) && now.State.Stage == CaseStage.Closed;
        return new RecheckLine(
            state.Root, Written.Code(RecheckRules.Lot(seed, state.Key).ToString(), LotGroups), state.What ?? Written.RecordNo(state.Root),
            string.Join(' ', new[] { viewer.Definition.CodeOf(state.Cell), RecordItemReading.UnitName(viewer, state.Unit).ToString() }.OfType<string>()),
            state.Host == Engine.UnitNo.None ? null : RecordItemReading.UnitName(viewer, state.Host), viewer.Local(state.Ended!.Value),
            [.. state.Hands.Select(unit => RecordItemReading.UnitName(viewer, unit).ToString())], may,
            result is null ? null : new RecheckResult(
                result.Said.Step == CaseStep.RecheckPass, viewer.Local(result.At), names[result.Person], result.Record, result.Said.Reason));
    }

    private static DateOnly? Day(string? text, DateOnly usual) => string.IsNullOrEmpty(text) ? usual
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
