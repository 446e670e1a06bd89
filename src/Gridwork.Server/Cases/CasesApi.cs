// Cases as programs read them: lists by filters, one with its log and its clocks, counts by place, category, line and host.
using System.Globalization;
using System.Text.Json;
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Rights;
using Gridwork.Server.Api;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Journal;

namespace Gridwork.Server.Cases;

/// <summary>/api/campaigns/{campaign}/cases and /api/cases/{number}.</summary>
internal static class CasesApi
{
    public static void MapCases(this IEndpointRouteBuilder api)
    {
        api.MapGet("/campaigns/{campaign}/cases", ListAsync).Needs(Right.SeeRecords).Produces<CasesAnswer>().WithTags("cases")
            .WithSummary("The cases that the caller sees: open ones by when they are due; filters state, kind, category, line, unit, cell, host.");
        api.MapGet("/campaigns/{campaign}/cases/counts", CountsAsync).Needs(Right.SeeRecords).Produces<CountsAnswer>().WithTags("cases")
            .WithSummary("Counts of cases, by unit, cell, category, line or host.");
        api.MapGet("/cases/{number:long}", OneAsync).Needs(Right.SeeRecords).Produces<CaseAnswer>().WithTags("cases")
            .WithSummary("One case by its number: its log, who held it, its pauses, how its deadline came about.");
    }

    private static async Task<IResult> ListAsync(
        Viewer viewer, string campaign, string? state, string? kind, string? category, string? line, string? unit, string? cell, string? host, string? limit,
        string? after, CancellationToken cancel)
    {
        if (CampaignsApi.Find(viewer, Right.SeeRecords, campaign) is not { Cases: not null } found) return ApiDoors.Refuse(ProblemCode.NotFound);
        if (new CaseWanted(state, kind, category, line, unit, cell, host).Query(viewer, found.No, out var bad) is not { } query)
            return ApiDoors.Refuse(ProblemCode.BadValue, bad!);
        if (!ApiValues.TryLimit(limit, out var rows)) return ApiDoors.Refuse(ProblemCode.BadValue, "limit");
        CaseKey key = default;
        if (after is not null && !CaseKey.TryParse(after, out key)) return ApiDoors.Refuse(ProblemCode.BadValue, "after");
        query = query with { Limit = rows, After = after is null ? null : key };
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var page = await CaseList.ReadAsync(snapshot, query, cancel);
        var total = await CaseList.CountAsync(snapshot, query, cancel);
        return Results.Json(new CasesAnswer(
            [.. page.Cases.Select(item => About(viewer, item, query.Now))], new TotalAnswer(total.N, total.More),
            page.Next is null ? null : ApiDoors.Link(
                $"/api/campaigns/{found.Id}/cases", ("state", state), ("kind", kind), ("category", category), ("line", line), ("unit", unit), ("cell", cell),
                ("host", host), ("limit", limit), ("after", page.Next)),
            viewer.District.IsSynthetic, ApiDoors.MarkOf(viewer)));
    }

    private static async Task<IResult> OneAsync(Viewer viewer, long number, CancellationToken cancel)
    {
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (await SeenCase.FindAsync(viewer, snapshot, number, cancel) is not { } seen) return ApiDoors.Refuse(ProblemCode.NotFound);
        var (state, now) = (seen.State, viewer.District.Clock.Now);
        var instance = (await JournalLines.ReadAsync(snapshot, [state.Root], cancel))[0].Instance!;
        return Results.Json(new CaseAnswer(
            About(viewer, seen.Detail.Item, now) with { Id = instance },
            LogOf(viewer, seen.Detail),
            [.. state.Holds.Select(hold => new HoldAnswer(
                Code(viewer, hold.Unit), CaseWanted.WordOf(hold.Stage), viewer.Local(hold.From), hold.Until is { } until ? viewer.Local(until) : null,
                Minutes(seen.Worked(hold, now))))],
            [.. seen.Stops(now).Select(stop => new PauseAnswer(viewer.Local(stop.From), viewer.Local(stop.To)))],
            state.Limit?.ToText(), state.Extended, seen.Whole(now) is { } whole ? Minutes(whole) : null,
            state is { Registered: { } from, Limit: { } limit, Extended: null }
                ? [.. seen.Calendar.Explain(from, limit, seen.Stops(now)).Select(day => new DueDayAnswer(
                    day.Day, Word(day.Kind), day.Name?.In(viewer.Culture), day.Assumed, Minutes(day.Counted), Minutes(day.Sum)))]
                : [],
            viewer.District.IsSynthetic, ApiDoors.MarkOf(viewer)));
    }

    private static IReadOnlyList<LogAnswer> LogOf(Viewer viewer, CaseDetail detail) =>
    [
        .. detail.Lines.Select(line => (Line: line, Back: (CaseLine?)null)).Concat(detail.TakenBack.Select(pair => (Line: pair.Step, Back: (CaseLine?)pair.By)))
            .OrderBy(one => one.Line.Pos).ThenBy(one => one.Line.Ord).Select(one => AboutLine(viewer, one.Line, one.Back)),
    ];

    private static LogAnswer AboutLine(Viewer viewer, CaseLine line, CaseLine? back) => new(
        CaseWords.Of(line.Said.Step), line.State == CaseLineState.Taken, line.Refusal == StepRefusal.None ? null : Word(line.Refusal), viewer.Local(line.At),
        line.Person.Value, Code(viewer, line.By), line.Record, Code(viewer, new UnitNo(line.Said.Host)),
        [.. line.Said.With.Select(unit => Code(viewer, new UnitNo(unit))).OfType<string>()], line.Said.Clause, line.Said.Reason, line.Said.Until,
        line.Said.Outcome == 0 ? null : CaseWords.Of(line.Said.Outcome), line.Said.Photo, back is null ? null : viewer.Local(back.At));

    private static async Task<IResult> CountsAsync(Viewer viewer, string campaign, string? by, string? kind, CancellationToken cancel)
    {
        if (CampaignsApi.Find(viewer, Right.SeeRecords, campaign) is not { Cases: not null } found) return ApiDoors.Refuse(ProblemCode.NotFound);
        var grouping = CaseGrouping.None;
        if (by is not null && (!Enum.TryParse(by, ignoreCase: true, out grouping) || !Enum.IsDefined(grouping) || char.IsDigit(by[0])))
            return ApiDoors.Refuse(ProblemCode.BadValue, "by");
        var about = CaseKind.Problem;
        if (kind is not null && !CaseWanted.Kinds.TryGetValue(kind, out about)) return ApiDoors.Refuse(ProblemCode.BadValue, "kind");
        var sight = viewer.Sight(Right.SeeRecords, found.No);
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var counts = await CaseCounts.ReadAsync(snapshot, sight, about, grouping, cancel);
        var late = (await CaseCounts.LateAsync(snapshot, sight, about, grouping, viewer.District.Clock.Now, cancel: cancel)).ToDictionary(one => one.Key, one => one.N);
        return Results.Json(new CountsAnswer(
            [.. counts.GroupBy(count => count.Key).Select(group => new GroupAnswer(
                KeyOf(viewer, grouping, group.Key),
                group.Where(count => count.Measure < CaseMeasure.TookHours).ToDictionary(count => Word(count.Measure), count => count.N),
                late.GetValueOrDefault(group.Key), CaseCounts.HoursOf(group, 0.5), CaseCounts.HoursOf(group, 0.9)))],
            viewer.District.IsSynthetic, ApiDoors.MarkOf(viewer)));
    }

    private static string? KeyOf(Viewer viewer, CaseGrouping grouping, string key) => grouping switch
    {
        CaseGrouping.Unit or CaseGrouping.Host => Code(viewer, new UnitNo(int.Parse(key, CultureInfo.InvariantCulture))),
        CaseGrouping.Cell => viewer.Definition.CodeOf(new CellNo(int.Parse(key, CultureInfo.InvariantCulture))),
        _ => key.Length == 0 ? null : key,
    };

    private static string Word(CaseMeasure measure) => measure switch
    {
        > CaseMeasure.DismissedAs => "dismissed_" + CaseWords.Of((CaseOutcome)(measure - CaseMeasure.DismissedAs)),
        > CaseMeasure.AtStage => "at_" + CaseWanted.WordOf((CaseStage)(measure - CaseMeasure.AtStage)),
        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(measure.ToString()),
    };

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static int Minutes(TimeSpan span) => (int)span.TotalMinutes;

    private static string? Code(Viewer viewer, UnitNo unit) => viewer.Definition.Units.Find(unit)?.Code;

    private static CaseAbout About(Viewer viewer, CaseItem item, DateTimeOffset now) => new(
        item.Root, null, viewer.Definition.Campaigns[item.Campaign].Id, item.Kind == CaseKind.Requirement ? "requirement" : "problem",
        CaseWanted.WordOf(item.Stage), item.Suspended, item.IsLate(now), item.Category, item.Line, Code(viewer, item.Unit), viewer.Definition.CodeOf(item.Cell),
        Code(viewer, item.Host), Code(viewer, item.Holder), Local(viewer, item.Due), item.Provisional, viewer.Local(item.Reported),
        Local(viewer, item.Registered), Local(viewer, item.Ended), item.Returns, item.SendBacks, item.Reopens, item.Supervised, item.What,
        string.Create(CultureInfo.InvariantCulture, $"/api/cases/{item.Root}"));

    private static DateTimeOffset? Local(Viewer viewer, DateTimeOffset? time) => time is { } known ? viewer.Local(known) : null;

    private sealed record CasesAnswer(IReadOnlyList<CaseAbout> Cases, TotalAnswer Total, string? Next, bool Synthetic, string? Mark);

    private sealed record TotalAnswer(long Count, bool More);

    private sealed record CaseAbout(
        long Number, string? Id, string Campaign, string Kind, string Stage, bool Suspended, bool Late, string? Category, string? Line, string? Unit,
        string? Cell, string? Host, string? Holder, DateTimeOffset? Due, bool Provisional, DateTimeOffset Reported, DateTimeOffset? Registered,
        DateTimeOffset? Ended, int Returns, int SendBacks, int Reopens, bool Supervised, string? What, string Link);

    private sealed record CaseAnswer(
        CaseAbout Case, IReadOnlyList<LogAnswer> Log, IReadOnlyList<HoldAnswer> Holds, IReadOnlyList<PauseAnswer> Pauses, string? Limit,
        DateTimeOffset? Extended, int? Minutes, IReadOnlyList<DueDayAnswer> DueDays, bool Synthetic, string? Mark);

    private sealed record LogAnswer(
        string Step, bool Taken, string? Refusal, DateTimeOffset At, int Person, string? By, long Record, string? Unit, IReadOnlyList<string> With,
        string? Clause, string? Reason, DateTimeOffset? Until, string? Outcome, string? Photo, DateTimeOffset? TakenBack);

    private sealed record HoldAnswer(string? Unit, string Stage, DateTimeOffset From, DateTimeOffset? Until, int Minutes);

    private sealed record PauseAnswer(DateTimeOffset From, DateTimeOffset To);

    private sealed record DueDayAnswer(DateOnly Day, string Kind, string? Holiday, bool Assumed, int Minutes, int Sum);

    private sealed record CountsAnswer(IReadOnlyList<GroupAnswer> Groups, bool Synthetic, string? Mark);

    private sealed record GroupAnswer(string? Key, IReadOnlyDictionary<string, long> Counts, long Late, int? MedianHours, int? NinthTenthHours);
}
