using System.Globalization;
using Gridwork.Forms.XPath;

namespace Gridwork.Forms;

/// <summary>A place as a phone gives it (WGS-84).</summary>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Altitude">Metres, or null.</param>
/// <param name="Accuracy">Radius in metres, or null.</param>
public readonly record struct Geopoint(double Latitude, double Longitude, double? Altitude, double? Accuracy);

/// <summary>
/// An answer or the result of an expression: the text as it stands, and its reading as other types. The conversions are XPath's;
/// the exact ones (<c>Try…</c>) go by the text and never by a binary fraction. The default value is the empty answer.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly string? text;
    private readonly double number;
    private readonly byte kind;

    private Value(string? text, double number, byte kind) => (this.text, this.number, this.kind) = (text, number, kind);

    internal static Value Of(string text) => new(text, 0, 0);

    internal static Value Of(in XValue value) => value.Kind switch
    {
        XKind.Number => new Value(null, value.ToNumber(), 1),
        XKind.Boolean => new Value(null, value.ToTruth() ? 1 : 0, 2),
        XKind.Nodes => new Value(value.ToText(), value.Nodes.Count, 3),
        _ => Of(value.ToText()),
    };

    /// <summary>No answer could be found: the step limit, or something that only the client knows.</summary>
    public static Value Unknown { get; } = new("", 0, 4);

    /// <summary>Whether no answer could be found, which is not the same as an empty one.</summary>
    public bool IsUnknown => kind == 4;

    /// <summary>As text: numbers without an exponent, booleans <c>true</c> or <c>false</c>, of several nodes the first.</summary>
    public string Text => kind switch { 1 => NumberText.Write(number), 2 => number != 0 ? "true" : "false", _ => text ?? "" };

    /// <summary>Whether the text is empty.</summary>
    public bool IsEmpty => kind is 0 or 3 or 4 && string.IsNullOrEmpty(text);

    /// <summary>As a number; NaN where it is none. Dates count as days since 1970-01-01.</summary>
    public double Number => kind is 1 or 2 ? number : NumberText.Read(text ?? "");

    /// <summary>As a truth: a non-empty text or node-set, a number other than 0 and NaN.</summary>
    public bool Truth => kind switch { 0 => !string.IsNullOrEmpty(text), 1 => number != 0 && !double.IsNaN(number), _ => number != 0 };

    /// <summary>As a decimal, exactly by its digits; false where it is no number or has more than 28 digits before the point.</summary>
    public bool TryDecimal(out decimal value)
    {
        if (kind == 2)
        {
            value = (decimal)number;
            return true;
        }
        return decimal.TryParse(Text.AsSpan().Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>
    /// As a whole number of 10^−scale, exactly by its digits; digits beyond the scale are rounded half away from zero.
    /// False where it is no number or does not fit into 64 bits.
    /// </summary>
    /// <param name="scale">Places behind the point, 0 to 9.</param>
    /// <param name="value">The scaled number.</param>
    public bool TryScaled(int scale, out long value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)scale, 9u);
        value = 0;
        if (!TryDecimal(out var exact) || Math.Abs(exact) > 1e19m) return false;
        for (var i = 0; i < scale; i++) exact *= 10;
        exact = Math.Round(exact, MidpointRounding.AwayFromZero);
        if (exact is < long.MinValue or > long.MaxValue) return false;
        value = (long)exact;
        return true;
    }

    /// <summary>As a whole number; false where it is none or has a fraction.</summary>
    public bool TryInt64(out long value)
    {
        value = 0;
        if (!TryDecimal(out var exact) || exact != decimal.Truncate(exact) || exact is < long.MinValue or > long.MaxValue) return false;
        value = (long)exact;
        return true;
    }

    /// <summary>As a day: the one that is written, whatever the offset behind it.</summary>
    public bool TryDate(out DateOnly value)
    {
        var read = DateText.TryRead(Text.AsSpan().Trim(), out var date);
        value = date.Date;
        return read;
    }

    /// <summary>As a moment with its offset; false where no offset is written, for nothing else may decide it.</summary>
    public bool TryDateTime(out DateTimeOffset value)
    {
        value = default;
        if (!DateText.TryRead(Text.AsSpan().Trim(), out var date) || date.Time is not { } time || date.Offset is not { } offset) return false;
        if (date.Date.Year is < 2 or > 9998) return false;
        value = new DateTimeOffset(date.Date.ToDateTime(time), TimeSpan.FromMinutes(offset));
        return true;
    }

    /// <summary>As a time of day; an offset behind it is left aside.</summary>
    public bool TryTime(out TimeOnly value) => DateText.TryReadTime(Text.AsSpan().Trim(), out value, out _);

    /// <summary>As a place: <c>latitude longitude [altitude [accuracy]]</c>; false out of range.</summary>
    public bool TryGeopoint(out Geopoint value)
    {
        value = default;
        Span<Range> parts = stackalloc Range[5];
        var span = Text.AsSpan().Trim();
        var count = span.Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries);
        if (count is < 2 or > 4) return false;
        Span<double> numbers = stackalloc double[4];
        for (var i = 0; i < count; i++)
            if (!double.TryParse(span[parts[i]], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out numbers[i]))
                return false;
        if (!(Math.Abs(numbers[0]) <= 90) || !(Math.Abs(numbers[1]) <= 180)) return false;
        value = new Geopoint(numbers[0], numbers[1], count > 2 ? numbers[2] : null, count > 3 ? numbers[3] : null);
        return true;
    }

    /// <summary>As the names that were selected, in their order.</summary>
    public IReadOnlyList<string> Selected
    {
        get
        {
            var names = new List<string>();
            var list = Text;
            for (var at = 0; SelectFunctions.NextWord(list, ref at, out var word);) names.Add(word.ToString());
            return names;
        }
    }

    /// <inheritdoc/>
    public bool Equals(Value other) => Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <summary>Equal texts are equal answers.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Different texts are different answers.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
