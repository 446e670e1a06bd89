using System.Globalization;
using System.Text;

namespace Gridwork.Documents.Decks;

/// <summary>
/// How wide words are, near enough to break a table into pages without the font, which the reader's machine chooses: Chinese characters and
/// full-width signs are as wide as high in every font, the rest is taken at the mean of a Latin serif, a little to the safe side.
/// </summary>
internal static class TextWidth
{
    /// <summary>The width of a line at a type size, in the size's unit.</summary>
    public static double Of(string text, double size, bool bold = false)
    {
        var ems = 0.0;
        foreach (var rune in text.EnumerateRunes()) ems += Of(rune);
        return ems * size * (bold ? 1.06 : 1);
    }

    /// <summary>How many lines words take in a width; at least one.</summary>
    public static int Lines(string text, double size, double width, bool bold = false) =>
        text.Split('\n').Sum(line => Math.Max(1, (int)Math.Ceiling(Of(line, size, bold) / Math.Max(size, width))));

    private static double Of(Rune rune)
    {
        if (rune.Value >= 0x2E80) return 1;
        if (Rune.IsUpper(rune)) return 0.72;
        if (Rune.IsDigit(rune)) return 0.55;
        if (Rune.IsLetter(rune)) return 0.5;
        if (Rune.IsWhiteSpace(rune)) return 0.3;
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.MathSymbol or UnicodeCategory.OtherSymbol ? 1 : 0.45;
    }
}
