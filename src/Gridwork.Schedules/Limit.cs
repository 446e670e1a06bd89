using System.Buffers;
using System.Globalization;

namespace Gridwork.Schedules;

/// <summary>
/// The time that something may take, as a campaign's table says it: “3 working days”, “16.5 working hours”, “24 hours”, “3 days”. More than
/// nothing and at most ten years. The default value, no time at all, is never parsed.
/// </summary>
public readonly record struct Limit
{
    private const int MostDays = 3660;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    // The first name of each unit is the canonical one.
    private static readonly (LimitUnit Unit, string[] Names)[] Names =
    [
        (LimitUnit.WorkingHours, ["working hours", "working hour", "个工作小时", "工作小时", "个工作时", "工作时"]),
        (LimitUnit.WorkingDays, ["working days", "working day", "个工作日", "工作日", "个工作天", "工作天"]),
        (LimitUnit.Hours, ["hours", "hour", "小时", "个小时"]),
        (LimitUnit.Days, ["days", "day", "天", "日", "个自然日", "自然日", "个自然天", "自然天"]),
    ];

    private Limit(LimitUnit unit, int minutes, int days) => (Unit, Minutes, Days) = (unit, minutes, days);

    /// <summary>What it is counted in.</summary>
    public LimitUnit Unit { get; }

    /// <summary>Its minutes, 1 to 5,270,400, where it is counted in hours of either kind; 0 for one in days.</summary>
    public int Minutes { get; }

    /// <summary>Its days, 1 to 3,660, where it is counted in days of either kind; 0 for one in hours.</summary>
    public int Days { get; }

    /// <summary>Whether it runs only in working time.</summary>
    public bool IsWorking => Unit is LimitUnit.WorkingHours or LimitUnit.WorkingDays;

    /// <summary>So many hours of working time. Throws <see cref="ArgumentOutOfRangeException"/> for less than a minute or more than ten years.</summary>
    /// <param name="hours">The hours; parts of a minute are rounded.</param>
    public static Limit WorkingHours(decimal hours) => OfHours(LimitUnit.WorkingHours, hours);

    /// <summary>So many working days. Throws <see cref="ArgumentOutOfRangeException"/> for none or more than 3,660.</summary>
    /// <param name="days">The days.</param>
    public static Limit WorkingDays(int days) => OfDays(LimitUnit.WorkingDays, days);

    /// <summary>So many hours by day and night. Throws <see cref="ArgumentOutOfRangeException"/> for less than a minute or more than ten years.</summary>
    /// <param name="hours">The hours; parts of a minute are rounded.</param>
    public static Limit NaturalHours(decimal hours) => OfHours(LimitUnit.Hours, hours);

    /// <summary>So many days of 24 hours. Throws <see cref="ArgumentOutOfRangeException"/> for none or more than 3,660.</summary>
    /// <param name="days">The days.</param>
    public static Limit NaturalDays(int days) => OfDays(LimitUnit.Days, days);

    /// <summary>
    /// Reads a limit in English or Chinese: a number, then <c>working hours</c>, <c>working days</c>, <c>hours</c>, <c>days</c> (one of them
    /// without the s) or <c>个工作小时</c>, <c>个工作日</c>, <c>小时</c>, <c>天</c>. Hours may have two decimals, days none. Case and blanks do not matter.
    /// </summary>
    /// <param name="text">The text; null reads as an empty one.</param>
    /// <param name="limit">The limit; the default one where the text is none.</param>
    /// <returns>Whether the text was a limit of more than nothing and at most ten years.</returns>
    public static bool TryParse(string? text, out Limit limit)
    {
        limit = default;
        var rest = (text ?? "").AsSpan().Trim();
        var digits = rest.IndexOfAnyExcept(Digits);
        if (digits <= 0 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        var name = string.Join(' ', rest[digits..].ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        foreach (var (unit, names) in Names)
        {
            if (!names.Contains(name, StringComparer.Ordinal)) continue;
            if (unit is LimitUnit.WorkingDays or LimitUnit.Days)
            {
                if (number != decimal.Truncate(number) || number is < 1 or > MostDays) return false;
                limit = new Limit(unit, 0, (int)number);
                return true;
            }
            if (number != decimal.Round(number, 2) || number > MostDays * 24 || Rounded(number) < 1) return false;
            limit = new Limit(unit, Rounded(number), 0);
            return true;
        }
        return false;
    }

    /// <summary>Reads a limit as <see cref="TryParse"/> does. Throws <see cref="FormatException"/> for a text that is none.</summary>
    /// <param name="text">The text.</param>
    public static Limit Parse(string text) =>
        TryParse(text, out var limit) ? limit : throw new FormatException($"“{text}” is no limit such as “3 working days”.");

    /// <summary>The one text under which it is stored, such as <c>3 working days</c>; <see cref="TryParse"/> reads it back to the same limit.</summary>
    public string ToText()
    {
        var unit = Unit;
        // Two decimals of an hour name every minute: half of a hundredth of an hour is 18 seconds.
        var number = unit is LimitUnit.WorkingDays or LimitUnit.Days ? Days : decimal.Round(Minutes / 60m, 2);
        var names = Array.Find(Names, entry => entry.Unit == unit).Names;
        return $"{number.ToString("0.##", CultureInfo.InvariantCulture)} {names[number == 1 ? 1 : 0]}";
    }

    /// <summary>The same as <see cref="ToText"/>.</summary>
    public override string ToString() => ToText();

    private static int Rounded(decimal hours) => (int)decimal.Round(hours * 60);

    private static Limit OfHours(LimitUnit unit, decimal hours)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hours, MostDays * 24);
        var minutes = Rounded(hours);
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, 1, nameof(hours));
        return new Limit(unit, minutes, 0);
    }

    private static Limit OfDays(LimitUnit unit, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MostDays);
        return new Limit(unit, 0, days);
    }
}
