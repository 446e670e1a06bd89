namespace Gridwork.Forms.XPath;

/// <summary>
/// A date, or a date with a time, as forms write them (<c>2021-05-27</c>, <c>2021-05-27T08:30:00.000+08:00</c>). A date has no zone; a time
/// may have an offset. The zone of the machine is never asked: a time without an offset counts as UTC, on every machine alike.
/// </summary>
/// <param name="Date">The calendar day as written.</param>
/// <param name="Time">The time of day as written, or null for a mere date.</param>
/// <param name="Offset">Minutes east of UTC, or null where none is written.</param>
internal readonly record struct DateText(DateOnly Date, TimeOnly? Time, int? Offset)
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Days since 1970-01-01: whole for a mere date, of the UTC instant for a time.</summary>
    public double Days => Fraction(Offset ?? 0);

    /// <summary>Days since 1970-01-01 by the calendar and clock on the wall, whatever the offset.</summary>
    public double WallDays => Fraction(0);

    /// <summary>One division of whole ticks, so that the last digit is the same as on the phone.</summary>
    private double Fraction(int offset)
    {
        var days = Date.DayNumber - Epoch;
        return Time is { } time ? (days * TimeSpan.TicksPerDay + time.Ticks - offset * TimeSpan.TicksPerMinute) / (double)TimeSpan.TicksPerDay : days;
    }

    public static DateText FromDays(double days)
    {
        var whole = Math.Floor(days);
        var date = DateOnly.FromDayNumber(Math.Clamp((int)Math.Clamp(whole, -800_000, 3_000_000) + Epoch, 0, DateOnly.MaxValue.DayNumber));
        if (days == whole) return new DateText(date, null, null);
        var milliseconds = Math.Round((days - whole) * 86_400_000);
        return new DateText(date, TimeOnly.MinValue.Add(TimeSpan.FromMilliseconds(Math.Min(milliseconds, 86_399_999))), 0);
    }

    public override string ToString()
    {
        var text = Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        if (Time is not { } time) return text;
        text += "T" + time.ToString("HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture);
        return Offset is not { } offset ? text : text + OffsetText(offset);
    }

    public static string OffsetText(int minutes) => minutes == 0 ? "Z" : $"{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:00}:{Math.Abs(minutes) % 60:00}";

    public static bool TryRead(ReadOnlySpan<char> text, out DateText value)
    {
        value = default;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        var date = new DateOnly(year, month, day);
        if (text.Length == 10)
        {
            value = new DateText(date, null, null);
            return true;
        }
        if (text[10] is not ('T' or ' ') || !TryReadTime(text[11..], out var time, out var offset)) return false;
        value = new DateText(date, time, offset);
        return true;
    }

    public static bool TryReadTime(ReadOnlySpan<char> text, out TimeOnly time, out int? offset)
    {
        time = default;
        offset = null;
        if (text.Length < 5 || text[2] != ':' || !Digits(text[..2], out var hour) || !Digits(text[3..5], out var minute)) return false;
        if (hour > 23 || minute > 59) return false;
        text = text[5..];
        var ticks = hour * TimeSpan.TicksPerHour + minute * TimeSpan.TicksPerMinute;
        if (text.Length >= 3 && text[0] == ':' && Digits(text[1..3], out var second) && second < 60)
        {
            ticks += second * TimeSpan.TicksPerSecond;
            text = text[3..];
            if (text.Length >= 2 && text[0] is '.' or ',')
            {
                var unit = TimeSpan.TicksPerSecond;
                var i = 1;
                for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
                {
                    unit /= 10;
                    ticks += (text[i] - '0') * unit;
                }
                if (i == 1) return false;
                text = text[i..];
            }
        }
        time = new TimeOnly(ticks);
        if (text.Length == 0) return true;
        if (text is "Z" or "z")
        {
            offset = 0;
            return true;
        }
        if (text[0] is not ('+' or '-') || text.Length < 3 || !Digits(text[1..3], out var hours) || hours > 14) return false;
        var minutes = 0;
        var rest = text[3..];
        if (rest.Length > 0 && rest[0] == ':') rest = rest[1..];
        if (rest.Length != 0 && (rest.Length != 2 || !Digits(rest, out minutes) || minutes > 59)) return false;
        offset = (hours * 60 + minutes) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            value = value * 10 + (c - '0');
        }
        return true;
    }
}
