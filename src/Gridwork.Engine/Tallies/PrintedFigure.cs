using System.Globalization;

namespace Gridwork.Engine.Tallies;

/// <summary>A figure as a paper prints it: 853 as 850余. The exact one stands behind it and shows when it is opened.</summary>
/// <param name="Digits">The digits, in invariant form.</param>
/// <param name="Qualifier">余 or 以上; null: the digits are exact.</param>
public readonly record struct PrintedFigure(string Digits, string? Qualifier)
{
    /// <summary>
    /// Rounds down and qualifies. A figure that rounds to nothing is printed exactly; so is one that 余 (and some more) would overstate.
    /// </summary>
    /// <param name="tally">The figure.</param>
    /// <param name="qualifier">余 or 以上; null: exactly.</param>
    /// <param name="step">To a multiple of what it is rounded down; 0: not at all.</param>
    public static PrintedFigure Of(Tally tally, string? qualifier, int step)
    {
        var rounded = tally.RoundedDown(step);
        var exact = rounded <= 0 || (qualifier == "余" && rounded == tally.Number);
        return qualifier is null || exact
            ? new PrintedFigure(tally.ToString(), null)
            : new PrintedFigure(rounded.ToString(CultureInfo.InvariantCulture), qualifier);
    }

    /// <summary>Digits and qualifier in one word.</summary>
    public override string ToString() => Digits + Qualifier;
}
