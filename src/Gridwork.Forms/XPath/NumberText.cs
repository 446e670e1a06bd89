using System.Globalization;

namespace Gridwork.Forms.XPath;

/// <summary>
/// Numbers as XPath 1.0 writes and reads them (§4.2, §4.4): shortest digits that read back as the same double, never an exponent,
/// never a negative zero. Reading also takes ISO dates and date-times as days since 1970-01-01, as ODK XForms does.
/// </summary>
internal static class NumberText
{
    public static string Write(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "Infinity" : "-Infinity";
        if (value == 0) return "0";
        if (Math.Abs(value) < 1e15 && value == Math.Truncate(value)) return ((long)value).ToString(CultureInfo.InvariantCulture);
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = text.IndexOf('E');
        return exponentAt < 0 ? text : Expand(text, exponentAt);
    }

    private static string Expand(string text, int exponentAt)
    {
        var exponent = int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var sign = text[0] == '-' ? "-" : "";
        var mantissa = text.AsSpan(sign.Length, exponentAt - sign.Length);
        var point = mantissa.IndexOf('.');
        var digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        var whole = (point < 0 ? mantissa.Length : point) + exponent;
        if (whole <= 0) return $"{sign}0.{new string('0', -whole)}{digits}";
        return whole >= digits.Length ? sign + digits + new string('0', whole - digits.Length) : $"{sign}{digits[..whole]}.{digits[whole..]}";
    }

    public static double Read(string text) => Read(text.AsSpan());

    public static double Read(ReadOnlySpan<char> text)
    {
        text = text.Trim(" \t\r\n");
        if (text.Length == 0) return double.NaN;
        if (IsPlainNumber(text))
        {
            if (text.Length <= 15 && SmallWhole(text, out var whole)) return whole;
            return double.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }
        return DateText.TryRead(text, out var date) ? date.Days : double.NaN;
    }

    private static bool SmallWhole(ReadOnlySpan<char> text, out double value)
    {
        long sum = 0;
        var start = text[0] == '-' ? 1 : 0;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '.')
            {
                value = 0;
                return false;
            }
            sum = sum * 10 + (text[i] - '0');
        }
        value = start == 1 ? -sum : sum;
        return true;
    }

    /// <summary><c>'-'? (Digits ('.' Digits?)? | '.' Digits)</c> and nothing else: XPath knows neither a plus nor an exponent.</summary>
    private static bool IsPlainNumber(ReadOnlySpan<char> text)
    {
        if (text[0] == '-') text = text[1..];
        var digits = 0;
        var points = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (c == '.') points++;
            else return false;
        }
        return digits > 0 && points <= 1;
    }
}
