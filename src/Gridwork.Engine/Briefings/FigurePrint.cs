// How a count becomes the words of a paper. A qualified figure is rounded down, never up, and says so (853 → 850余); one that is round
// already is printed as it is (850 → 850), and so is one that would be rounded to nothing (7 → 7, not 0余).
using System.Globalization;
using System.Resources;
using Gridwork.Engine.Campaigns;

namespace Gridwork.Engine.Briefings;

/// <summary>A printed number and the words around it.</summary>
/// <param name="Before">The qualifier where the language puts it before the number (<c>more than </c>); else empty.</param>
/// <param name="Number">Arabic digits without grouping; <c>—</c> where nothing was counted.</param>
/// <param name="After">The qualifier where it stands behind (余, 以上); else empty.</param>
public readonly record struct FigurePrint(string Before, string Number, string After)
{
    /// <summary>What is printed where there is nothing to print: not counted, which differs from 0.</summary>
    public const string NotCounted = "—";

    private static readonly ResourceManager Texts = BriefingTexts.Manager;

    /// <summary>Whether a qualifier rounds it.</summary>
    public bool IsRounded => Before.Length + After.Length > 0;

    /// <summary>Number and words.</summary>
    public override string ToString() => Before + Number + After;

    /// <summary>The number as it was counted, to its last digit.</summary>
    /// <param name="value">In units of 10^−scale; null: not counted.</param>
    /// <param name="scale">The indicator's decimals, 0 to 6.</param>
    public static string Exact(long? value, int scale)
    {
        if (value is not { } counted) return NotCounted;
        var number = (decimal)counted;
        for (var i = 0; i < scale; i++) number /= 10;
        return number.ToString("0.######", CultureInfo.InvariantCulture);
    }

    /// <summary>The number as the indicator's qualifier lets a paper print it.</summary>
    /// <param name="rule">The indicator.</param>
    /// <param name="value">In units of 10^−scale; null: not counted.</param>
    /// <param name="culture">The paper's language.</param>
    public static FigurePrint Of(IndicatorRule rule, long? value, CultureInfo culture)
    {
        var exact = new FigurePrint("", Exact(value, rule.Scale), "");
        if (value is not { } counted || counted <= 0 || rule.Qualifier is null || rule.Round <= 0) return exact;
        var step = (long)rule.Round;
        for (var i = 0; i < rule.Scale; i++) step *= 10;
        var rounded = counted / step * step;
        if (rounded == 0 || rounded == counted) return exact;
        // A qualifier that the table of texts does not know stands behind the number, as every Chinese one does.
        var words = Texts.GetString("qualifier." + rule.Qualifier, culture) ?? "{0}" + rule.Qualifier;
        var hole = words.IndexOf("{0}", StringComparison.Ordinal);
        return new FigurePrint(words[..hole], Exact(rounded, rule.Scale), words[(hole + 3)..]);
    }
}
