using CsCheck;
using static Gridwork.Schedules.Tests.Days;

namespace Gridwork.Schedules.Tests;

/// <summary>
/// The slow, plain reckoning that the calendar must agree with: it walks from minute to minute and asks of each whether the clock runs in it.
/// Shares no code with the calendar.
/// </summary>
internal static class Reckoning
{
    private static readonly DateTimeOffset Start = At("04-01 00:00");

    /// <summary>Moments of April and May 2021, limits of up to nine days, up to four pauses; all to the minute, often at the edges of a day's parts.</summary>
    public static Gen<(DateTimeOffset From, Limit Limit, Pause[] Pauses)> Cases { get; } = Gen.Select(Moment(50), Limits, Pauses);

    public static Gen<DateTimeOffset> Moment(int days) => Gen.OneOf(
            Gen.Int[0, days * 1440],
            Gen.Select(Gen.Int[0, days - 1], Gen.Int[0, 3].Select(edge => new[] { 510, 720, 810, 1050 }[edge]), Gen.Int[-1, 1], (day, edge, step) => day * 1440 + edge + step))
        .Select(minute => Start.AddMinutes(minute));

    public static Gen<Limit> Limits => Gen.OneOf(
        Gen.Int[1, 4000].Select(minutes => Limit.WorkingHours(minutes / 60m)),
        Gen.Int[1, 9].Select(Limit.WorkingDays),
        Gen.Int[1, 9].Select(days => Limit.WorkingHours(days * 7.5m)),
        Gen.Int[1, 9000].Select(minutes => Limit.NaturalHours(minutes / 60m)),
        Gen.Int[1, 6].Select(Limit.NaturalDays));

    public static Gen<Pause[]> Pauses =>
        Gen.Select(Moment(70), Gen.OneOf(Gen.Int[0, 600], Gen.Int[0, 9000]), (from, minutes) => new Pause(from, from.AddMinutes(minutes))).Array[0, 4];

    /// <summary>Whether the minute that begins at a moment counts.</summary>
    public static bool Counts(DateTimeOffset minute, bool working, Pause[] pauses)
    {
        if (pauses.Any(pause => minute >= pause.From && minute < pause.To)) return false;
        return !working || IsOpen(minute);
    }

    public static int Minutes(DateTimeOffset from, DateTimeOffset to, bool working, Pause[] pauses)
    {
        var sum = 0;
        for (var minute = from; minute < to; minute = minute.AddMinutes(1)) sum += Counts(minute, working, pauses) ? 1 : 0;
        return sum;
    }

    public static DateTimeOffset Due(DateTimeOffset from, Limit limit, Pause[] pauses)
    {
        // Working days: the next moment of work, the same time of day so many days of work later …
        if (limit.Unit == LimitUnit.WorkingDays)
        {
            var start = from;
            while (!IsOpen(start) && !(IsOpen(start.AddMinutes(-1)) && start == from)) start = start.AddMinutes(1);
            var plain = start;
            for (var left = limit.Days; left > 0; left -= IsWork(plain) ? 1 : 0) plain = plain.AddDays(1);
            // … moved by the working time of the pauses before it, which may bring further pauses in.
            var sum = Minutes(start, plain, working: true, []);
            var opens = IsOpen(start) && !IsOpen(start.AddMinutes(-1));
            return Reach(start, sum, working: true, pauses, opens);
        }
        return Reach(from, limit.Unit == LimitUnit.Days ? limit.Days * 1440 : limit.Minutes, limit.IsWorking, pauses, atOpening: false);
    }

    private static DateTimeOffset Reach(DateTimeOffset from, int minutes, bool working, Pause[] pauses, bool atOpening)
    {
        var at = from;
        for (var left = minutes; left > 0; at = at.AddMinutes(1)) left -= Counts(at, working, pauses) ? 1 : 0;
        while (atOpening && !Counts(at, working, pauses)) at = at.AddMinutes(1);
        return at;
    }

    private static bool IsOpen(DateTimeOffset minute)
    {
        var clock = minute.Hour * 60 + minute.Minute;
        return IsWork(minute) && clock is (>= 510 and < 720) or (>= 810 and < 1050);
    }

    private static bool IsWork(DateTimeOffset minute) => (minute.Month, minute.Day) switch
    {
        (4, 25) or (5, 8) => true,
        (4, 3 or 4 or 5) or (5, >= 1 and <= 5) or (6, 12 or 13 or 14) => false,
        _ => minute.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
    };
}
