namespace Gridwork.Schedules;

/// <summary>When something is due.</summary>
/// <param name="At">The moment, with the offset of the calendar's zone.</param>
/// <param name="Provisional">
/// Whether the way there crosses a day of a year whose holidays are assumed, not yet announced (暂定). Never so for a natural limit.
/// </param>
public sealed record DueTime(DateTimeOffset At, bool Provisional);
