using Gridwork.Engine.Cases;
using Gridwork.Schedules;
using Gridwork.Server.Figures;
using Gridwork.Server.People;
using Gridwork.Stores.Cases;

namespace Gridwork.Server.Cases;

/// <summary>A case's lamp with its word.</summary>
/// <param name="Kind">How urgent it is.</param>
/// <param name="Word">The time left or late, or where it stands.</param>
/// <param name="Left">What is left in the time in which its limit counts; negative: late by that; null: nothing runs.</param>
internal sealed record CaseLamp(LampKind Kind, string Word, TimeSpan? Left)
{
    /// <summary>The lamp of a case in a list.</summary>
    public static CaseLamp Of(Viewer viewer, CaseItem item, DateTimeOffset now) => Of(
        viewer.Definition.CalendarOf(item.Unit), viewer.Definition.Campaigns[item.Campaign].Cases?.Category(item.Category)?.Limit, item.Stage,
        item.Suspended, item.Runs, item.Registered, item.Due, now);

    /// <summary>How urgent a case in a list is, without words: for a map of thousands.</summary>
    public static LampKind KindOf(Viewer viewer, CaseItem item, DateTimeOffset now) => KindOf(
        viewer.Definition.CalendarOf(item.Unit), viewer.Definition.Campaigns[item.Campaign].Cases?.Category(item.Category)?.Limit, item.Stage,
        item.Suspended, item.Runs, item.Registered, item.Due, now);

    /// <summary>The lamp of a case.</summary>
    public static CaseLamp Of(WorkingCalendar calendar, CaseState state, DateTimeOffset now) =>
        Of(calendar, state.Limit, state.Stage, state.Suspended && state.IsOpen, state.Runs, state.Registered, state.Due?.At, now);

    /// <summary>In which time a limit counts; of a case that names only its last day, in working time.</summary>
    public static LimitUnit UnitOf(Limit? limit) => limit?.Unit ?? LimitUnit.WorkingHours;

    /// <summary>How long a day of that time is.</summary>
    public static TimeSpan DayOf(WorkingCalendar calendar, Limit? limit) =>
        limit is { IsWorking: false } ? TimeSpan.FromDays(1) : calendar.Hours.Length;

    private static LampKind KindOf(
        WorkingCalendar calendar, Limit? limit, CaseStage stage, bool suspended, bool runs, DateTimeOffset? registered, DateTimeOffset? due, DateTimeOffset now)
    {
        if (suspended) return LampKind.Hold;
        if (stage is CaseStage.Closed or CaseStage.Dismissed or CaseStage.Merged or CaseStage.Withdrawn) return LampKind.Done;
        if (!runs || due is not { } at) return LampKind.Green;
        if (at < now) return LampKind.Red;
        var whole = limit is { } given ? calendar.LengthOf(given) : calendar.Elapsed(registered ?? now, at, UnitOf(limit), []);
        return calendar.Elapsed(now, at, UnitOf(limit), []) <= whole / 4 ? LampKind.Yellow : LampKind.Green;
    }

    private static CaseLamp Of(
        WorkingCalendar calendar, Limit? limit, CaseStage stage, bool suspended, bool runs, DateTimeOffset? registered, DateTimeOffset? due, DateTimeOffset now)
    {
        var kind = KindOf(calendar, limit, stage, suspended, runs, registered, due, now);
        if (kind == LampKind.Hold) return new CaseLamp(LampKind.Hold, CaseTexts.Of(stage, suspended: true), null);
        if (kind == LampKind.Done) return new CaseLamp(LampKind.Done, CaseTexts.Of(stage), null);
        if (!runs || due is not { } at) return new CaseLamp(kind, CaseTexts.Standing(runs), null);
        var left = calendar.Elapsed(now, at, UnitOf(limit), []);
        // Late by less than a minute of working time, or in a night after the end, is late all the same.
        var late = at < now;
        var word = CaseTexts.Left(late && left >= TimeSpan.Zero ? TimeSpan.FromTicks(-1) : left, DayOf(calendar, limit));
        return new CaseLamp(kind, word, left);
    }
}
