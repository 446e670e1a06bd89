using Gridwork.Schedules;

namespace Gridwork.Engine.Cases;

/// <summary>How far up a late case has gone. Each rung has been told before the next one.</summary>
public enum Rung
{
    /// <summary>Nowhere: it is not late.</summary>
    None,

    /// <summary>Whoever is responsible in the unit that holds it.</summary>
    Holder,

    /// <summary>The supervising unit that dispatched it.</summary>
    Supervisor,

    /// <summary>The leader's list.</summary>
    Leader,
}

/// <summary>
/// When a late case goes up: to the holder's own head when it turns late, then by working time that passes without it being handled. An emergency
/// goes up by the clock on the wall. Nothing of it is stored: it follows from when the case was due.
/// </summary>
/// <param name="Supervisor">How long after it turned late the supervising unit is told.</param>
/// <param name="Leader">How long after it turned late it stands on the leader's list.</param>
public sealed record Escalation(Limit Supervisor, Limit Leader)
{
    private const int HoursOfADay = 24;

    /// <summary>Where a campaign says nothing: four working hours, one working day.</summary>
    public static Escalation Usual { get; } = new(Limit.WorkingHours(4), Limit.WorkingDays(1));

    /// <summary>When a case that stays late reaches a rung.</summary>
    /// <param name="rung">The rung, not <see cref="Rung.None"/>.</param>
    /// <param name="due">When it was due.</param>
    /// <param name="calendar">The calendar of its unit.</param>
    /// <param name="roundTheClock">Whether it is an emergency.</param>
    public DateTimeOffset Reaches(Rung rung, DateTimeOffset due, WorkingCalendar calendar, bool roundTheClock)
    {
        if (rung is not (Rung.Supervisor or Rung.Leader)) return due;
        var supervisor = calendar.Due(due, roundTheClock ? Natural(Supervisor) : Supervisor, []).At;
        if (rung == Rung.Supervisor) return supervisor;
        var leader = calendar.Due(due, roundTheClock ? Natural(Leader) : Leader, []).At;
        return leader < supervisor ? supervisor : leader;
    }

    /// <summary>The rung on which a case stands.</summary>
    /// <param name="due">When it was due; null: it has no deadline, or its clock stands.</param>
    /// <param name="now">The moment.</param>
    /// <param name="calendar">The calendar of its unit.</param>
    /// <param name="roundTheClock">Whether it is an emergency.</param>
    public Rung At(DateTimeOffset? due, DateTimeOffset now, WorkingCalendar calendar, bool roundTheClock)
    {
        if (due is not { } late || late >= now) return Rung.None;
        if (Reaches(Rung.Leader, late, calendar, roundTheClock) <= now) return Rung.Leader;
        return Reaches(Rung.Supervisor, late, calendar, roundTheClock) <= now ? Rung.Supervisor : Rung.Holder;
    }

    private static Limit Natural(Limit limit) => limit.Unit switch
    {
        LimitUnit.WorkingDays => Limit.NaturalHours(limit.Days * HoursOfADay),
        LimitUnit.WorkingHours => Limit.NaturalHours(limit.Minutes / 60m),
        _ => limit,
    };
}
