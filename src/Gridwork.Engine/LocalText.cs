using System.Globalization;

namespace Gridwork.Engine;

/// <summary>A text of a definition in Chinese and, where its author gave one, in English.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English; null: not given.</param>
public sealed record LocalText(string Zh, string? En = null)
{
    /// <summary>The text for a reader of <paramref name="culture"/>: English where asked for and given, else Chinese.</summary>
    public string In(CultureInfo culture) => culture.TwoLetterISOLanguageName == "en" && En is not null ? En : Zh;

    /// <summary>The text for the current UI culture.</summary>
    public override string ToString() => In(CultureInfo.CurrentUICulture);
}
