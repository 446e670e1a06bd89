using System.Globalization;

namespace Gridwork.Server.Cases;

/// <summary>A step that somebody took, as an address and a form name it: <c>835.6901</c>.</summary>
/// <param name="Case">The number of its case.</param>
/// <param name="Record">The record that it is.</param>
public readonly record struct OwnStep(long Case, long Record)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out OwnStep step)
    {
        step = default;
        if (text.Split('.') is not [var first, var second]
            || !long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var record)) return false;
        step = new OwnStep(number, record);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Case}.{Record}");
}
