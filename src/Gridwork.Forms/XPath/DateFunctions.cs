using System.Globalization;
using System.Text;

namespace Gridwork.Forms.XPath;

/// <summary>Dates of the specification. A date is printed as it is written, whatever the zone; a time in its own offset.</summary>
internal static class DateFunctions
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    public static string Today(Evaluation e, in Focus f, Expr[] a)
    {
        if (e.Clock is { } clock) return clock.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        e.AskedUnknown = true;
        return "";
    }

    public static string Now(Evaluation e, in Focus f, Expr[] a)
    {
        if (e.Clock is { } clock) return clock.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        e.AskedUnknown = true;
        return "";
    }

    public static string Date(Evaluation e, in Focus f, Expr[] a) =>
        Read(a[0].Eval(e, f)) is { } date ? (date with { Time = null, Offset = null }).ToString() : "";

    public static string DateTime(Evaluation e, in Focus f, Expr[] a) => Read(a[0].Eval(e, f))?.ToString() ?? "";

    public static double Decimal(XValue value) => Read(value) is { } date ? date.Days : double.NaN;

    public static double DecimalTime(Evaluation e, in Focus f, Expr[] a)
    {
        var text = a[0].Text(e, f);
        if (DateText.TryReadTime(text.AsSpan().Trim(), out var time, out _)) return time.Ticks / (double)TimeSpan.TicksPerDay;
        return DateText.TryRead(text.AsSpan().Trim(), out var date) && date.Time is { } own ? own.Ticks / (double)TimeSpan.TicksPerDay : double.NaN;
    }

    private static DateText? Read(XValue value)
    {
        if (value.Kind == XKind.Number)
        {
            var days = value.ToNumber();
            return double.IsFinite(days) ? DateText.FromDays(days) : null;
        }
        if (value.Kind == XKind.Boolean) return null;
        var text = value.ToText().AsSpan().Trim();
        if (DateText.TryRead(text, out var date)) return date;
        if (TryReadUnpadded(text, out date)) return date;
        var number = NumberText.Read(text);
        return double.IsFinite(number) ? DateText.FromDays(number) : null;
    }

    /// <summary><c>2021-5-7</c>, as people type it.</summary>
    private static bool TryReadUnpadded(ReadOnlySpan<char> text, out DateText date)
    {
        date = default;
        var day = text.IndexOf('T') is >= 0 and var t ? text[..t] : text;
        Span<Range> parts = stackalloc Range[4];
        if (day.Split(parts, '-') != 3 || day[parts[0]].Length != 4 || day[parts[1]].Length > 2 || day[parts[2]].Length > 2) return false;
        return DateText.TryRead($"{day[parts[0]]}-{day[parts[1]].ToString().PadLeft(2, '0')}-{day[parts[2]].ToString().PadLeft(2, '0')}{text[day.Length..]}", out date);
    }

    /// <summary><c>%Y %y %m %n %b %d %e %H %h %M %S %3 %a %W %%</c> of the specification; month and day names in the language asked for.</summary>
    public static string Format(Evaluation e, in Focus f, Expr[] a)
    {
        if (Read(a[0].Eval(e, f)) is not { } value) return "";
        var format = a[1].Text(e, f);
        var names = NamesOf(e.Language).DateTimeFormat;
        var time = value.Time ?? TimeOnly.MinValue;
        var date = value.Date;
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }
            text.Append(format[++i] switch
            {
                'Y' => Pad(date.Year, 4),
                'y' => Pad(date.Year % 100, 2),
                'm' => Pad(date.Month, 2),
                'n' => Pad(date.Month, 1),
                'b' => names.AbbreviatedMonthNames[date.Month - 1],
                'B' => names.MonthNames[date.Month - 1],
                'd' => Pad(date.Day, 2),
                'e' => Pad(date.Day, 1),
                'H' => Pad(time.Hour, 2),
                'h' => Pad(time.Hour, 1),
                'M' => Pad(time.Minute, 2),
                'S' => Pad(time.Second, 2),
                '3' => Pad(time.Millisecond, 3),
                'a' => names.AbbreviatedDayNames[(int)date.DayOfWeek],
                'A' => names.DayNames[(int)date.DayOfWeek],
                'W' => Pad(ISOWeek.GetWeekOfYear(date.ToDateTime(TimeOnly.MinValue)), 2),
                '%' => "%",
                var other => "%" + other,
            });
        }
        return text.ToString();
    }

    private static string Pad(int number, int width) => number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');

    /// <summary>The culture of a language as a form names it: <c>中文 (zh)</c>, <c>English (en)</c>, <c>zh-CN</c>. English where none is meant.</summary>
    private static CultureInfo NamesOf(string? language)
    {
        if (string.IsNullOrEmpty(language)) return English;
        var open = language.LastIndexOf('(');
        var tag = open >= 0 && language.EndsWith(')') ? language[(open + 1)..^1] : language;
        try
        {
            return tag.Length is >= 2 and <= 11 && tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? CultureInfo.GetCultureInfo(tag, predefinedOnly: true) : English;
        }
        catch (CultureNotFoundException)
        {
            return English;
        }
    }
}
