using System.Globalization;
using System.Text;
using Gridwork.Engine.Journal;

namespace Gridwork.Engine.Briefings;

/// <summary>
/// 核数码: SHA-256 over the words of a sheet and its figures. Whoever holds a clean draft finds by it the 核数稿 that proves its numbers. The
/// journal position is no part of it: records that change no figure leave it alone.
/// </summary>
/// <param name="Hash">The whole hash.</param>
public readonly record struct CheckCode(Hash256 Hash)
{
    /// <summary>The code of a paper.</summary>
    public static CheckCode Of(Briefing briefing)
    {
        var text = new StringBuilder("gridwork briefing 1\n").Append(briefing.CleanText).Append('\n');
        foreach (var figure in briefing.Figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"{figure.Key}: {figure.Exact}");
            if (figure.Override is { } change) text.Append(CultureInfo.InvariantCulture, $" by hand {FigurePrint.Exact(change.Value, figure.Scale)}");
            text.Append(CultureInfo.InvariantCulture, $" as {figure.Text}\n");
        }
        return new CheckCode(Hash256.Of(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>As printed: the first 8 bytes in four groups of four hexadecimal digits, <c>3b7e a914 5cd0 88f2</c>.</summary>
    public override string ToString()
    {
        var hex = Hash.ToString();
        return $"{hex[..4]} {hex[4..8]} {hex[8..12]} {hex[12..16]}";
    }
}
