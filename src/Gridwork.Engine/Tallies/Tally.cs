using System.Globalization;

namespace Gridwork.Engine.Tallies;

/// <summary>A figure: the sum of the entries of one indicator version, of all or of some units, cells and days.</summary>
/// <param name="Value">The sum, in units of 10^−scale.</param>
/// <param name="Scale">How many decimals it has, 0 to 6.</param>
/// <param name="Entries">How many entries it was added up from, reversals among them.</param>
public readonly record struct Tally(long Value, int Scale, long Entries)
{
    /// <summary>The figure as a number, with exactly <see cref="Scale"/> decimals.</summary>
    public decimal Number
    {
        get
        {
            var magnitude = Value < 0 ? (UInt128)(-(Int128)Value) : (UInt128)Value;
            return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, Value < 0, (byte)Scale);
        }
    }

    /// <summary>The figure in digits, the same in every culture: <c>51</c>, <c>12.50</c>.</summary>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The same figure rounded down to a multiple of <paramref name="step"/> whole units, as a paper prints it before 余; 0: as it is.</summary>
    /// <param name="step">Such as 10. Throws <see cref="ArgumentOutOfRangeException"/> when negative.</param>
    public decimal RoundedDown(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return step == 0 ? Number : decimal.Floor(Number / step) * step;
    }
}
