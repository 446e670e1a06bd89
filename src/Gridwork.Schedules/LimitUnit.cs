namespace Gridwork.Schedules;

/// <summary>What a <see cref="Limit"/> is counted in. The working and the natural kinds are never turned into each other.</summary>
public enum LimitUnit
{
    /// <summary>Hours of a <see cref="WorkingCalendar"/>'s working time (工作小时).</summary>
    WorkingHours,

    /// <summary>Days of a <see cref="WorkingCalendar"/> on which work is done (工作日).</summary>
    WorkingDays,

    /// <summary>Hours of the clock on the wall, day and night (小时).</summary>
    Hours,

    /// <summary>Days of 24 hours, holidays and weekends included (天).</summary>
    Days,
}
