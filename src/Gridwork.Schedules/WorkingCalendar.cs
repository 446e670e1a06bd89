using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gridwork.Schedules;

/// <summary>
/// Which hours of which days are working time, and what follows: when a limit ends, what time has passed, what is left. Immutable; safe for any
/// number of threads.
/// </summary>
/// <remarks>
/// One idea carries all of it: a clock that runs in working time (or, for a natural limit, always) and stands in pauses. A limit ends at the
/// first moment at which the clock shows it, so a limit that uses up a day ends with that day and not with the next morning. Working days
/// are that many times a day's hours; as all days of a calendar have the same hours, this is the same time of day so many working days later.
/// One that begins with the opening of a part (or outside working time, and so with the next opening) ends with an opening.
/// </remarks>
public sealed class WorkingCalendar
{
    private readonly FrozenDictionary<DateOnly, SpecialDay> days;
    private readonly FrozenSet<int> announced;
    private readonly FrozenSet<DayOfWeek> weekend;

    /// <summary>
    /// A calendar. Throws <see cref="ArgumentException"/> where every weekday is a day of rest or a special day is neither holiday nor made up.
    /// </summary>
    /// <param name="zone">The zone in which days and hours are meant.</param>
    /// <param name="hours">The working hours of every day of work.</param>
    /// <param name="days">The days that are not what their weekday says; null: none. Those in years that are not announced are assumptions.</param>
    /// <param name="announced">The years whose holidays are announced, so that <paramref name="days"/> holds all of theirs; null: none.</param>
    /// <param name="weekend">The weekly rest; null: Saturday and Sunday.</param>
    public WorkingCalendar(
        TimeZoneInfo zone, WorkingHours hours, IReadOnlyDictionary<DateOnly, SpecialDay>? days = null, IEnumerable<int>? announced = null,
        IEnumerable<DayOfWeek>? weekend = null)
    {
        Zone = zone;
        Hours = hours;
        this.days = (days ?? ImmutableDictionary<DateOnly, SpecialDay>.Empty).ToFrozenDictionary();
        this.announced = (announced ?? []).ToFrozenSet();
        this.weekend = (weekend ?? [DayOfWeek.Saturday, DayOfWeek.Sunday]).ToFrozenSet();
        if (this.weekend.Count == 7) throw new ArgumentException("A week needs a day of work.", nameof(weekend));
        if (this.days.Values.Any(day => day.Kind is not (DayKind.Holiday or DayKind.MakeUp)))
        {
            throw new ArgumentException("A special day is a holiday or made up.", nameof(days));
        }
    }

    /// <summary>Monday to Friday, 08:30 to 12:00 and 13:30 to 17:30 at +08:00, no holidays known: every year is assumed.</summary>
    public static WorkingCalendar Default { get; } = new(
        TimeZoneInfo.CreateCustomTimeZone("+08:00", TimeSpan.FromHours(8), null, null), WorkingHours.Default);

    /// <summary>The zone in which days and hours are meant.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The working hours of every day of work.</summary>
    public WorkingHours Hours { get; }

    /// <summary>The last year whose holidays are announced; null: none is.</summary>
    public int? AnnouncedTo => announced.Count == 0 ? null : announced.Max();

    /// <summary>The same calendar with other hours of the day: a unit that keeps its own.</summary>
    /// <param name="hours">The hours.</param>
    public WorkingCalendar WithHours(WorkingHours hours) => new(Zone, hours, days, announced, weekend);

    /// <summary>What a day is.</summary>
    public DayKind KindOf(DateOnly day) =>
        days.TryGetValue(day, out var special) ? special.Kind
        : weekend.Contains(day.DayOfWeek) ? DayKind.Weekend
        : DayKind.Working;

    /// <summary>The holiday that makes a day special; null on other days.</summary>
    public HolidayName? NameOf(DateOnly day) => days.TryGetValue(day, out var special) ? special.Name : null;

    /// <summary>Whether work is done on a day.</summary>
    public bool IsWorking(DateOnly day) => KindOf(day) is DayKind.Working or DayKind.MakeUp;

    /// <summary>Whether the holidays of a day's year are announced; else what the calendar says of it is assumed.</summary>
    public bool IsAnnounced(DateOnly day) => announced.Contains(day.Year);

    /// <summary>The day of a moment in the calendar's zone.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(Local(moment).DateTime);

    /// <summary>The time that a limit allows: working time for a working limit, so a working day is one day's hours; a natural day is 24 hours.</summary>
    public TimeSpan LengthOf(Limit limit) => limit.Unit switch
    {
        LimitUnit.WorkingDays => limit.Days * Hours.Length,
        LimitUnit.Days => TimeSpan.FromDays(limit.Days),
        _ => TimeSpan.FromMinutes(limit.Minutes),
    };

    /// <summary>
    /// When a limit ends that began at a moment. Throws <see cref="ArgumentOutOfRangeException"/> for an end beyond the year 9999.
    /// </summary>
    /// <param name="from">The beginning.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="pauses">When its clock stood, in any order. Working limits are moved by the working time in them, natural ones by all of it.</param>
    public DueTime Due(DateTimeOffset from, Limit limit, IReadOnlyList<Pause> pauses)
    {
        var at = Local(End(from, limit, pauses));
        return new DueTime(at, limit.IsWorking && CrossesAssumed(DayOf(from), DayOf(at)));
    }

    /// <summary>
    /// The first moment at which a clock that started at another one shows a time. With a part of a limit's length: when only the rest of it is left.
    /// </summary>
    /// <param name="from">When the clock started.</param>
    /// <param name="time">The time that it shows; not negative.</param>
    /// <param name="unit">Whether the clock runs in working time or always.</param>
    /// <param name="pauses">When it stood.</param>
    public DateTimeOffset After(DateTimeOffset from, TimeSpan time, LimitUnit unit, IReadOnlyList<Pause> pauses)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return Local(time == TimeSpan.Zero ? from : Reach(from, time, IsWorking(unit), pauses, atOpening: false));
    }

    /// <summary>The working time between two moments; negative where the second is the earlier one.</summary>
    public TimeSpan WorkingTime(DateTimeOffset from, DateTimeOffset to) => Elapsed(from, to, LimitUnit.WorkingHours, []);

    /// <summary>What a clock shows at a moment that started at another one; negative where the moment lies before the start.</summary>
    /// <param name="from">When the clock started.</param>
    /// <param name="to">The moment.</param>
    /// <param name="unit">Whether the clock runs in working time or always.</param>
    /// <param name="pauses">When it stood.</param>
    public TimeSpan Elapsed(DateTimeOffset from, DateTimeOffset to, LimitUnit unit, IReadOnlyList<Pause> pauses)
    {
        if (to < from) return -Elapsed(to, from, unit, pauses);
        var sum = TimeSpan.Zero;
        foreach (var span in Spans(from, IsWorking(unit), pauses))
        {
            if (span.From >= to) break;
            if (!span.Paused) sum += (span.To < to ? span.To : to) - span.From;
        }
        return sum;
    }

    /// <summary>What is left until something is due, in the time in which its limit counts; negative when it is late, by what it is late.</summary>
    /// <param name="now">The moment for which one asks.</param>
    /// <param name="due">When it is due.</param>
    /// <param name="limit">The limit that led there; says which time counts.</param>
    public TimeSpan Left(DateTimeOffset now, DateTimeOffset due, Limit limit) => Elapsed(now, due, limit.Unit, []);

    /// <summary>
    /// How <see cref="Due"/> came about: a line for each day from the beginning's to that of the end, with what counted and why the rest did not.
    /// </summary>
    /// <param name="from">The beginning.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="pauses">When its clock stood.</param>
    public IReadOnlyList<DueLine> Explain(DateTimeOffset from, Limit limit, IReadOnlyList<Pause> pauses)
    {
        var end = End(from, limit, pauses);
        var byDay = Spans(from, limit.IsWorking, pauses)
            .TakeWhile(span => span.From < end)
            .Select(span => new DueSpan(Local(span.From), Local(span.To < end ? span.To : end), span.Paused))
            .ToLookup(span => DayOf(span.From));
        var lines = new List<DueLine>();
        var sum = TimeSpan.Zero;
        for (var day = DayOf(from); day <= DayOf(end); day = day.AddDays(1))
        {
            DueSpan[] spans = [.. byDay[day]];
            var counted = spans.Where(span => !span.Paused).Aggregate(TimeSpan.Zero, (total, span) => total + (span.To - span.From));
            sum += counted;
            lines.Add(new DueLine(day, KindOf(day), NameOf(day), !IsAnnounced(day), spans, counted, sum));
        }
        return lines;
    }

    private DateTimeOffset End(DateTimeOffset from, Limit limit, IReadOnlyList<Pause> pauses) =>
        limit == default ? from : Reach(from, LengthOf(limit), limit.IsWorking, pauses, limit.Unit == LimitUnit.WorkingDays && BeginsAtOpening(from));

    /// <summary>
    /// The moment at which the clock shows a time: the first one or, where it shall be an opening, the last one, which ends the night, the lunch
    /// or the pause in which the clock went on showing it.
    /// </summary>
    private DateTimeOffset Reach(DateTimeOffset from, TimeSpan time, bool working, IReadOnlyList<Pause> pauses, bool atOpening)
    {
        var left = time;
        foreach (var span in Spans(from, working, pauses))
        {
            if (span.Paused) continue;
            var length = span.To - span.From;
            if (atOpening ? left < length : left <= length) return span.From + left;
            left -= length;
        }
        throw new ArgumentOutOfRangeException(nameof(time), time, "Ends beyond the last year of the calendar.");
    }

    // The ends of the parts belong to them: something registered at 17:30 sharp was registered in working time.
    private bool BeginsAtOpening(DateTimeOffset from)
    {
        var day = DayOf(from);
        if (!IsWorking(day)) return true;
        foreach (var (begin, end) in Hours.Parts)
        {
            if (from > Instant(day, begin) && from <= Instant(day, end)) return false;
        }
        return true;
    }

    private bool CrossesAssumed(DateOnly from, DateOnly to)
    {
        for (var year = from.Year; year <= to.Year; year++)
        {
            if (!announced.Contains(year)) return true;
        }
        return false;
    }

    /// <summary>The stretches from a moment on in which a clock may run, in order and cut where a pause begins or ends; as long as there are days.</summary>
    private IEnumerable<DueSpan> Spans(DateTimeOffset from, bool working, IReadOnlyList<Pause> pauses)
    {
        Pause[] stops = [.. pauses.Where(pause => pause.To > pause.From).OrderBy(pause => pause.From)];
        foreach (var (begin, end) in Open(from, working))
        {
            var at = begin;
            foreach (var stop in stops)
            {
                if (stop.To <= at) continue;
                if (stop.From >= end) break;
                if (stop.From > at) yield return new DueSpan(at, stop.From, false);
                var until = stop.To < end ? stop.To : end;
                yield return new DueSpan(stop.From > at ? stop.From : at, until, true);
                at = until;
                if (at == end) break;
            }
            if (at < end) yield return new DueSpan(at, end, false);
        }
    }

    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Open(DateTimeOffset from, bool working)
    {
        // The last day of the calendar is left out: its end is no moment any more.
        for (var day = DayOf(from); day < DateOnly.MaxValue; day = day.AddDays(1))
        {
            if (working && !IsWorking(day)) continue;
            foreach (var part in working ? Hours.Parts : WholeDay)
            {
                var end = Instant(day, part.To);
                if (end <= from) continue;
                var begin = Instant(day, part.From);
                yield return (begin < from ? from : begin, end);
            }
        }
    }

    private static ImmutableArray<(int From, int To)> WholeDay { get; } = [(0, 24 * 60)];

    private static bool IsWorking(LimitUnit unit) => unit is LimitUnit.WorkingHours or LimitUnit.WorkingDays;

    private DateTimeOffset Instant(DateOnly day, int minute)
    {
        var clock = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        return new DateTimeOffset(clock, Zone.GetUtcOffset(clock));
    }

    private DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);
}
