using Gridwork.Engine;
using Gridwork.Engine.Briefings;

namespace Gridwork.Server.Figures;

/// <summary>
/// A number as a page shows it. Counted numbers open to the entries that they are the sum of, declared ones to who said so; the two never mix.
/// </summary>
/// <param name="Value">In units of 10^−scale; null: not counted (shown as a dash, which is not the same as zero).</param>
/// <param name="Scale">How many decimals.</param>
/// <param name="Measure">The word behind it (处, 人次); null: none.</param>
/// <param name="Href">Where it opens to; null: the reader may see the number and not what it is made of.</param>
public sealed record FigureValue(long? Value, int Scale = 0, LocalText? Measure = null, string? Href = null)
{
    /// <summary>余 or 以上, as the campaign words it; null: printed exactly.</summary>
    public string? Qualifier { get; init; }

    /// <summary>To what a qualified number is rounded down, in whole units; 0: not at all.</summary>
    public int Round { get; init; }

    /// <summary>How a paper in its own language prints it; null: as this page does.</summary>
    public FigurePrint? Print { get; init; }

    /// <summary>Typed in by a unit instead of counted.</summary>
    public bool Declared { get; init; }

    /// <summary>Whether <see cref="Shown"/> is less than the exact value.</summary>
    public bool IsRounded => Qualifier is not null && Shown != Value;

    /// <summary>
    /// The value that is printed: rounded down where a qualifier says so and the exact value is not round already; a value below
    /// the step stays exact.
    /// </summary>
    public long? Shown
    {
        get
        {
            if (Value is not { } value || Qualifier is null || Round <= 0) return Value;
            var step = Round * (long)Math.Pow(10, Scale);
            return value < step ? value : value / step * step;
        }
    }
}
