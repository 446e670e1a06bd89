namespace Gridwork.Schedules;

/// <summary>What a day is in a <see cref="WorkingCalendar"/>.</summary>
public enum DayKind
{
    /// <summary>An ordinary day of work.</summary>
    Working,

    /// <summary>The weekly rest.</summary>
    Weekend,

    /// <summary>A day off by announcement: a holiday, or a day that joins it to a weekend (法定节假日、调休放假).</summary>
    Holiday,

    /// <summary>A day of the weekly rest on which work is done for a holiday (调休上班).</summary>
    MakeUp,
}
