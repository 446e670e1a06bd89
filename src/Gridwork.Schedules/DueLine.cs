namespace Gridwork.Schedules;

/// <summary>One day on the way to a deadline: what it was and what of it counted.</summary>
/// <param name="Day">The day in the calendar's zone.</param>
/// <param name="Kind">What the calendar takes it for. A natural limit counts on every kind.</param>
/// <param name="Name">The holiday, or that for which the day is made up; null on other days.</param>
/// <param name="Assumed">Whether the holidays of its year are not announced yet.</param>
/// <param name="Spans">The hours of the day in which the clock could have run, in order; those of a pause are marked. Empty on a day of rest.</param>
/// <param name="Counted">The time that ran on this day.</param>
/// <param name="Sum">The time that had run by the end of it.</param>
public sealed record DueLine(
    DateOnly Day, DayKind Kind, HolidayName? Name, bool Assumed, IReadOnlyList<DueSpan> Spans, TimeSpan Counted, TimeSpan Sum);

/// <summary>A stretch of a day in which a clock ran or, in a pause, stood.</summary>
/// <param name="From">Its beginning, with the offset of the calendar's zone.</param>
/// <param name="To">Its end; later than the beginning.</param>
/// <param name="Paused">Whether the clock stood.</param>
public readonly record struct DueSpan(DateTimeOffset From, DateTimeOffset To, bool Paused);
