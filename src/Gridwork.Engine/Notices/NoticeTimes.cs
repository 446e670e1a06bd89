using System.Globalization;
using Gridwork.Schedules;

namespace Gridwork.Engine.Notices;

/// <summary>When people are told of what is late: one digest at fixed times of a working day, and nothing in the quiet hours but emergencies.</summary>
/// <param name="At">The times of the digests, by the district's clock, ascending, none of them in the quiet hours.</param>
/// <param name="QuietFrom">When the quiet hours begin.</param>
/// <param name="QuietUntil">When they end; before <paramref name="QuietFrom"/>: on the next morning.</param>
public sealed record NoticeTimes(IReadOnlyList<TimeOnly> At, TimeOnly QuietFrom, TimeOnly QuietUntil)
{
    // A longer row of days off than any holiday's.
    private const int MostDaysOff = 31;

    /// <summary>Where a district says nothing: 08:40 and 14:00, quiet from 20:00 to 07:30.</summary>
    public static NoticeTimes Usual { get; } = new([new(8, 40), new(14, 0)], new(20, 0), new(7, 30));

    /// <summary>
    /// Reads <c>08:40,14:00</c> and <c>20:00-07:30</c>. Throws <see cref="InvalidDataException"/> naming what is none: a time that is no time, no
    /// time at all, a digest in the quiet hours.
    /// </summary>
    public static NoticeTimes Parse(string? at, string? quiet)
    {
        var times = at is null ? Usual.At : [.. at.Split(',', StringSplitOptions.TrimEntries).Select(text => Time("at", text)).Distinct().Order()];
        var (from, until) = (Usual.QuietFrom, Usual.QuietUntil);
        if (quiet is not null)
        {
            if (quiet.Split('-', StringSplitOptions.TrimEntries) is not [var first, var last]) throw new InvalidDataException($"notices: quiet {quiet}");
            (from, until) = (Time("quiet", first), Time("quiet", last));
        }
        var read = new NoticeTimes(times, from, until);
        foreach (var time in times.Where(read.IsQuiet))
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"notices: at {time:HH\\:mm}, quiet {from:HH\\:mm}-{until:HH\\:mm}"));
        return read;
    }

    /// <summary>Whether nobody is to be disturbed at a time of the day. The first minute of the quiet hours is quiet, the last is not.</summary>
    public bool IsQuiet(TimeOnly time) => QuietFrom != QuietUntil && time.IsBetween(QuietFrom, QuietUntil);

    /// <summary>The newest digest at or before a moment; null: none in the last month, which has no working day.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="calendar">The district's calendar, whose zone the times are in.</param>
    public DateTimeOffset? LastBefore(DateTimeOffset now, WorkingCalendar calendar)
    {
        var today = calendar.DayOf(now);
        return Enumerable.Range(0, MostDaysOff).Select(ago => today.AddDays(-ago)).Where(calendar.IsWorking)
            .SelectMany(day => At.Reverse().Select(time => Moment(day, time, calendar)))
            .Where(moment => moment <= now).Select(moment => (DateTimeOffset?)moment).FirstOrDefault();
    }

    /// <summary>The first digest after a moment; null: none in the next month.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset now, WorkingCalendar calendar)
    {
        var today = calendar.DayOf(now);
        return Enumerable.Range(0, MostDaysOff).Select(ahead => today.AddDays(ahead)).Where(calendar.IsWorking)
            .SelectMany(day => At.Select(time => Moment(day, time, calendar)))
            .Where(moment => moment > now).Select(moment => (DateTimeOffset?)moment).FirstOrDefault();
    }

    private static DateTimeOffset Moment(DateOnly day, TimeOnly time, WorkingCalendar calendar)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, calendar.Zone.GetUtcOffset(local));
    }

    private static TimeOnly Time(string what, string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new InvalidDataException($"notices: {what} {text} (HH:mm)");
}
