// Working time as the demo's people keep it, by plain code of its own: what the engine's calendar says must come out the same by another way.
using System.Globalization;

namespace Gridwork.DemoDistrict.HygieneCity;

/// <summary>Working days of May 2021 and their hours, 08:30 to 12:00 and 13:30 to 17:30; times are the district's own.</summary>
internal static class WorkingTime
{
    public const int DayMinutes = 450;

    private static readonly (int From, int To)[] Parts = [(510, 720), (810, 1050)];

    /// <summary>The holiday of the first of May lasted to the 5th; the Saturday after it made up for one of its days.</summary>
    public static bool IsWorkday(DateTime day) => day.Date switch
    {
        { Year: 2021, Month: 5, Day: <= 5 } => false,
        { Year: 2021, Month: 5, Day: 8 } => true,
        { DayOfWeek: DayOfWeek.Saturday or DayOfWeek.Sunday } => false,
        _ => true,
    };

    /// <summary>The length of a limit such as “3 working days” in minutes of its own kind of time.</summary>
    public static int Minutes(string limit)
    {
        var number = int.Parse(limit.Split(' ')[0], CultureInfo.InvariantCulture);
        return limit.EndsWith("hours", StringComparison.Ordinal) || limit.EndsWith("hour", StringComparison.Ordinal) ? number * 60
            : limit.Contains("working", StringComparison.Ordinal) ? number * DayMinutes : number * 1440;
    }

    public static bool IsWorking(DateTimeOffset time) =>
        IsWorkday(time.Date) && Parts.Any(part => time.TimeOfDay.TotalMinutes >= part.From && time.TimeOfDay.TotalMinutes < part.To);

    /// <summary>So many minutes of working time after a moment.</summary>
    public static DateTimeOffset Add(DateTimeOffset from, double minutes)
    {
        var left = minutes * 60;
        for (var day = from.Date; ; day = day.AddDays(1))
        {
            if (!IsWorkday(day)) continue;
            foreach (var (begin, end) in Parts)
            {
                var start = new DateTimeOffset(day.AddMinutes(begin), from.Offset);
                var stop = new DateTimeOffset(day.AddMinutes(end), from.Offset);
                if (stop <= from) continue;
                if (start < from) start = from;
                var length = (stop - start).TotalSeconds;
                if (left <= length) return start.AddSeconds(Math.Round(left));
                left -= length;
            }
        }
    }

    /// <summary>Minutes of working time between two moments; below 0 when the second is earlier.</summary>
    public static double Between(DateTimeOffset from, DateTimeOffset to)
    {
        if (to < from) return -Between(to, from);
        var sum = 0.0;
        for (var day = from.Date; day <= to.Date; day = day.AddDays(1))
        {
            if (!IsWorkday(day)) continue;
            foreach (var (begin, end) in Parts)
            {
                var start = new DateTimeOffset(day.AddMinutes(begin), from.Offset);
                var stop = new DateTimeOffset(day.AddMinutes(end), from.Offset);
                var (a, b) = (start < from ? from : start, stop > to ? to : stop);
                if (b > a) sum += (b - a).TotalMinutes;
            }
        }
        return sum;
    }

    /// <summary>The moment itself in working time, else a few minutes into the next.</summary>
    public static DateTimeOffset Next(DateTimeOffset time, Chance chance) => IsWorking(time) ? time : Add(time, chance.Whole(2, 40));
}
