// A case's page and the steps that are sent there. Everything is an address or a form: no script decides anything.
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Rights;
using Gridwork.Server.Layout;
using Gridwork.Server.OpenRosa;
using Gridwork.Server.Papers;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Records;
using Gridwork.Server.Security;
using Gridwork.Stores;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Journal;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Problem = Gridwork.Server.Problems.Problem;

namespace Gridwork.Server.Cases;

/// <summary>/cases/{number} and what is sent there.</summary>
internal static class CasePages
{
    public static void MapCasePages(this IEndpointRouteBuilder app, IntakeLimits limits)
    {
        app.MapGet("/cases/{number:long}", (Viewer viewer, PersonNames names, long number, long? said, int? undone, CancellationToken cancel) =>
            OneAsync(viewer, names, number, said, null, undone, cancel)).Needs(Right.SeeRecords);
        app.MapPost("/cases/{number:long}/steps", (HttpContext context, Viewer viewer, PersonNames names, long number) =>
            StepAsync(context, viewer, names, number, limits)).Needs(Right.SeeRecords).WithMetadata(new RequestSizeLimitAttribute(limits.RequestBytes));
    }

    private static async Task<IResult> OneAsync(
        Viewer viewer, PersonNames names, long number, long? said, (CaseStep Step, StepRefusal Lacks)? lacks, int? undone, CancellationToken cancel)
    {
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (await SeenCase.FindAsync(viewer, snapshot, number, cancel) is not { } seen) return new Problem(ProblemCode.NotFound).AsResult();
        var result = new RazorComponentResult<CaseView>(new { Model = await ModelAsync(viewer, names, snapshot, seen, said, lacks, undone, cancel) });
        if (lacks is not null) result.StatusCode = StatusCodes.Status400BadRequest;
        return result;
    }

    /// <summary>A case as pages show it.</summary>
    /// <param name="viewer">Who reads.</param>
    /// <param name="names">The names of those who took steps.</param>
    /// <param name="snapshot">The district.</param>
    /// <param name="seen">The case.</param>
    /// <param name="said">The record of the step that the reader sent last; null: none.</param>
    /// <param name="lacks">What a step lacked that was not sent; null: nothing.</param>
    /// <param name="undone">How many steps were taken back just now; null: it was not asked.</param>
    /// <param name="cancel">Gives up.</param>
    internal static async Task<CaseModel> ModelAsync(
        Viewer viewer, PersonNames names, Snapshot snapshot, SeenCase seen, long? said, (CaseStep Step, StepRefusal Lacks)? lacks, int? undone,
        CancellationToken cancel)
    {
        var (state, now) = (seen.State, viewer.District.Clock.Now);
        var back = seen.Detail.TakenBack;
        await names.LearnAsync(seen.Detail.Lines.Concat(back.SelectMany(pair => new[] { pair.Step, pair.By })).Select(line => line.Person));
        var category = seen.Campaign.Cases!.Category(state.Category);
        var lamp = CaseLamp.Of(seen.Calendar, state, now);
        var day = CaseLamp.DayOf(seen.Calendar, state.Limit);
        var mine = said is null ? null : seen.Detail.Lines.FirstOrDefault(line => line.Record == said && line.Person == viewer.Person);
        var steps = StepOffers.Of(viewer, seen);
        return new CaseModel
        {
            Number = state.Root,
            Campaign = seen.Campaign.File.Title,
            What = state.What ?? category?.Title.ToString() ?? Written.RecordNo(state.Root),
            Category = category is null ? null : category.Group is { } group ? $"{group} · {category.Title}" : category.Title.ToString(),
            CategoryClause = category?.Clause,
            Line = seen.Campaign.Line(state.Line)?.Title,
            Unit = RecordItemReading.UnitName(viewer, state.Unit),
            Cell = viewer.Definition.CodeOf(state.Cell),
            Host = NameOf(viewer, state.Host),
            With = [.. state.With.Select(unit => RecordItemReading.UnitName(viewer, unit))],
            Leader = viewer.Definition.CellOf(state.Cell, viewer.District.Clock.Today) is { } placed
                ? seen.Campaign.Leaders.Of(viewer.Definition, placed, state.Line, viewer.District.Clock.Today)?.Title
                : null,
            Holder = NameOf(viewer, state.Holder),
            Stage = CaseTexts.Of(state.Stage, state.Suspended && state.IsOpen),
            Outcome = state is { IsOpen: false, Outcome: { } outcome } ? CaseTexts.Of(outcome) : null,
            Lamp = new LampWord(lamp.Kind, lamp.Word),
            Due = state.Due is { } due ? viewer.Local(due.At) : null,
            Provisional = state.Due?.Provisional ?? false,
            Limit = state.Limit is { } limit ? CaseTexts.Of(limit) : null,
            Extended = state.Extended is { } extended ? viewer.Local(extended) : null,
            Registered = state.Registered is { } registered ? viewer.Local(registered) : null,
            Whole = seen.Whole(now) is { } whole ? CaseTexts.Span(whole, day) : null,
            Band = seen.Whole(now) is { } shown ? CaseBand.Of(viewer, seen, now, LayoutTexts.Of("Cases.whole", CaseTexts.Span(shown, day))) : null,
            GoneUp = GoneUpOf(viewer, seen, now),
            Holds = HoldsOf(viewer, seen, now, day),
            Days = DaysOf(viewer, seen, now, day),
            Proposed = NameOf(viewer, state.Proposed),
            DutyRow = state.Duty == 0 ? null : state.Duty,
            DutyClause = seen.Duty?.Clause,
            Pictures = await CaseProof.ReadAsync(viewer, snapshot, seen, cancel),
            Log = LogOf(viewer, names, seen.Detail),
            Papers = [.. PaperDoors.Of(seen).Select(paper => (paper.Name, paper.Title))],
            Steps = steps,
            Units = steps.Any(step => step.Unit) ? UnitsOf(viewer) : [],
            Suggested = viewer.Definition.Units.Find(
                state.ReturnProposal != UnitNo.None && state.Disputed ? state.ReturnProposal : state.Answers)?.Code,
            Said = mine is null ? null : (mine.Said.Step, RefusalOf(viewer, names, seen.Detail, mine)),
            TakeBack = seen.Detail.Lines.LastOrDefault(line => line.State == CaseLineState.Taken && line.Said.Step != CaseStep.Note) is { } last
                && CaseFold.MayTakeBack(seen.Detail.Lines, last.Root, viewer.Person, now)
                ? new OwnStep(state.Root, last.Record)
                : null,
            Undone = undone is null ? null : undone > 0,
            Lacks = lacks,
            Into = state.Into == 0 ? null : (await CaseList.FindAsync(snapshot, state.Into, cancel))?.Root,
            Near = await NearAsync(viewer, snapshot, seen, cancel),
            Times = (state.Returns, state.SendBacks, state.Reopens),
            Supervised = state.Supervised is { } supervised ? viewer.Local(supervised) : null,
        };
    }

    /// <summary>One place, one case: what the campaign calls near, in metres and days, of the same category.</summary>
    private static async Task<IReadOnlyList<NearCase>> NearAsync(Viewer viewer, Snapshot snapshot, SeenCase seen, CancellationToken cancel)
    {
        var rules = seen.Campaign.Cases!;
        if (seen.State is not { Place: { } place, Category: { } category } || (rules.Near ?? rules.Again) is null) return [];
        var metres = Math.Max(rules.Near?.Metres ?? 0, rules.Again?.Metres ?? 0);
        var found = await CaseList.NearAsync(
            snapshot, viewer.Sight(Right.SeeRecords, seen.Campaign.No), category, place.Longitude, place.Latitude, metres, cancel);
        return
        [
            .. found.Where(near => near.Case.Root != seen.State.Root && (near.Case.IsOpen
                    ? rules.Near is { } same && near.Metres <= same.Metres && (near.Case.Reported - seen.State.Reported).Duration() <= TimeSpan.FromDays(same.Days)
                    : rules.Again is { } again && near.Metres <= again.Metres && near.Case.Stage == CaseStage.Closed && near.Case.Ended is { } ended
                        && ended <= seen.State.Reported && seen.State.Reported - ended <= TimeSpan.FromDays(again.Days)))
                .Select(near => new NearCase(
                    near.Case.Root, near.Case.What ?? category, CaseTexts.Of(near.Case.Stage, near.Case.Suspended), (int)near.Metres,
                    viewer.Local(near.Case.Ended ?? near.Case.Reported), near.Case.IsOpen)),
        ];
    }

    private static IReadOnlyList<(string, DateTimeOffset)> GoneUpOf(Viewer viewer, SeenCase seen, DateTimeOffset now)
    {
        if (!seen.State.IsLate(now)) return [];
        var rules = seen.Campaign.Cases!;
        var round = rules.Category(seen.State.Category)?.RoundTheClock ?? false;
        return
        [
            .. Enum.GetValues<Rung>().Where(rung => rung != Rung.None)
                .Select(rung => (Rung: rung, At: rules.Escalation.Reaches(rung, seen.State.Due!.At, seen.Calendar, round)))
                .Where(one => one.At <= now).Select(one => (CaseTexts.Of(one.Rung), viewer.Local(one.At))),
        ];
    }

    private static LocalText? NameOf(Viewer viewer, UnitNo unit) => unit == UnitNo.None ? null : RecordItemReading.UnitName(viewer, unit);

    private static IReadOnlyList<HoldLine> HoldsOf(Viewer viewer, SeenCase seen, DateTimeOffset now, TimeSpan day)
    {
        var times = seen.State.Holds.Select(hold => seen.Worked(hold, now)).ToList();
        var longest = Math.Max(1, times.Count == 0 ? 1 : times.Max().Ticks);
        return [.. seen.State.Holds.Select((hold, i) => new HoldLine(
            RecordItemReading.UnitName(viewer, hold.Unit), CaseTexts.Of(hold.Stage), viewer.Local(hold.From), hold.Until is { } until ? viewer.Local(until) : null,
            CaseTexts.Span(times[i], day), (int)Math.Round(times[i].Ticks * 100.0 / longest)))];
    }

    private static IReadOnlyList<DueDay> DaysOf(Viewer viewer, SeenCase seen, DateTimeOffset now, TimeSpan day) =>
        seen.State is not { Registered: { } from, Limit: { } limit, Extended: null } ? []
            : [.. seen.Calendar.Explain(from, limit, seen.Stops(now)).Select(line => new DueDay(
                line.Day, line.Kind.ToString(), line.Name?.In(viewer.Culture), line.Assumed && limit.IsWorking, CaseTexts.Span(line.Counted, day),
                CaseTexts.Span(line.Sum, day)))];

    /// <summary>What happened; a step that was taken back stands where it was taken, and once more where it was taken back.</summary>
    private static IReadOnlyList<CaseLogLine> LogOf(Viewer viewer, PersonNames names, CaseDetail detail)
    {
        var log = detail.Lines.Select(line => (line.Pos, Line: LogOf(viewer, names, detail, line))).ToList();
        foreach (var (step, by) in detail.TakenBack)
        {
            Put(step.Pos, LogOf(viewer, names, detail, step) with { TakenBack = true });
            Put(by.Pos, new CaseLogLine(viewer.Local(by.At), CaseTexts.TakenBack(step.Said.Step), null, names[by.Person], step.Record, [], null));
        }
        return [.. log.Select(one => one.Line)];

        void Put(long pos, CaseLogLine line)
        {
            var at = log.FindIndex(other => other.Pos > pos);
            log.Insert(at < 0 ? log.Count : at, (pos, line));
        }
    }

    private static CaseLogLine LogOf(Viewer viewer, PersonNames names, CaseDetail detail, CaseLine line)
    {
        var said = line.Said;
        var words = new List<string>();
        if (said.Step != CaseStep.Open)
        {
            if (said.Outcome != 0) words.Add(CaseTexts.Of(said.Outcome));
            if (said.Clause is { } clause) words.Add(clause);
            if (said.Reason is { } reason) words.Add(reason);
            // The moment at which the last day ends: the day is the one before it.
            if (said.Until is { } until) words.Add(LayoutTexts.Of("Until", Written.Day(Written.LastDay(viewer.Local(until)))));
        }
        return new CaseLogLine(
            viewer.Local(line.At), CaseTexts.Of(said.Step), said.Step == CaseStep.Open ? null : NameOf(viewer, new UnitNo(said.Host)), names[line.Person],
            line.Record, words, RefusalOf(viewer, names, detail, line));
    }

    /// <summary>Why a step was not taken, in words; null: it was. Of one that somebody took before, who did and when.</summary>
    private static string? RefusalOf(Viewer viewer, PersonNames names, CaseDetail detail, CaseLine line)
    {
        if (line.State == CaseLineState.Taken) return null;
        var before = line.Refusal != StepRefusal.Stage
            ? null
            : detail.Lines.LastOrDefault(other => other.Record < line.Record && other.State == CaseLineState.Taken);
        return before?.Said.Step == line.Said.Step
            ? CaseTexts.DoneBefore(names[before.Person].ToString(), Written.DayAndTime(viewer.Local(before.At)))
            : CaseTexts.Of(line.Refusal);
    }

    private static IReadOnlyList<(string, LocalText, int)> UnitsOf(Viewer viewer) =>
    [
        .. viewer.Definition.Units.All.Where(unit => unit.Kind is not UnitKind.District)
            .Select(unit => (unit.Code, unit.Name, unit.Kind == UnitKind.Village ? 1 : 0)),
    ];

    /// <summary>The pictures that some lines of a case name, as far as the reader may see their records.</summary>
    internal static async Task<IReadOnlyList<PhotoFile>> PhotosAsync(Viewer viewer, Snapshot snapshot, IEnumerable<CaseLine> lines, CancellationToken cancel) =>
        [.. (await CaseProof.PicturesAsync(viewer, snapshot, lines, cancel)).Select(picture => picture.File)];

    private static async Task<IResult> StepAsync(HttpContext context, Viewer viewer, PersonNames names, long number, IntakeLimits limits)
    {
        var cancel = context.RequestAborted;
        if (!context.Request.HasFormContentType) return new Problem(ProblemCode.BadRequest).AsResult();
        var sent = await context.Request.ReadFormAsync(cancel);
        if (!CaseWords.Steps.TryGetValue(sent["step"].ToString(), out var step)) return new Problem(ProblemCode.BadValue, "step").AsResult();
        SeenCase? seen;
        string? into = null;
        await using (var snapshot = await viewer.OpenSnapshotAsync(cancel))
        {
            seen = await SeenCase.FindAsync(viewer, snapshot, number, cancel);
            // Only a case that the reader sees too: whether there is another behind a number is not told.
            if (seen is not null && long.TryParse(sent["into"], NumberStyles.None, CultureInfo.InvariantCulture, out var other)
                && await SeenCase.FindAsync(viewer, snapshot, other, cancel) is { } another)
                into = (await JournalLines.ReadAsync(snapshot, [another.State.Root], cancel))[0].Instance;
        }
        if (seen is null) return new Problem(ProblemCode.NotFound).AsResult();
        if (Text("until") is { } day && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return new Problem(ProblemCode.BadValue, "until").AsResult();
        CaseOutcome outcome = 0;
        if (Text("outcome") is { } word && !CaseWords.Outcomes.TryGetValue(word, out outcome)) return new Problem(ProblemCode.BadValue, "outcome").AsResult();
        var saying = new StepSaying(
            step, Text("unit"), [.. sent["with"].OfType<string>().Where(code => code.Length > 0)], Text("clause"), Text("reason"),
            Text("until") is { } until ? DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null, into, outcome == 0 ? null : outcome);
        var answer = await StepTaking.TakeAsync(viewer, seen, saying, sent.Files["photo"] is { Length: > 0 } photo ? photo : null, limits, cancel);
        if (answer.Problem is { } problem) return problem.AsResult();
        if (answer.Record == 0) return await OneAsync(viewer, names, number, null, (step, answer.Refusal), null, cancel);
        // Taken beside the list, it goes back there.
        return SeeOther(context, DeskPages.Back(sent) is { } desk
            ? Address.With(desk, ("case", number), ("said", answer.Record))
            : string.Create(CultureInfo.InvariantCulture, $"/cases/{number}?said={answer.Record}"));

        string? Text(string name) => sent[name].ToString().Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Where a form leads once it was taken.</summary>
    internal static StatusCodeHttpResult SeeOther(HttpContext context, string href)
    {
        context.Response.Headers.Location = href;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
