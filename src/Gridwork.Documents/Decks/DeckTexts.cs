using System.Globalization;
using System.Resources;

namespace Gridwork.Documents.Decks;

/// <summary>The words that every deck has. Texts: DeckTexts.resx.</summary>
/// <param name="Culture">The deck's language.</param>
internal sealed record DeckTexts(CultureInfo Culture)
{
    private static readonly ResourceManager Manager = new("Gridwork.Documents.Decks.DeckTexts", typeof(DeckTexts).Assembly);

    /// <summary>The words in a language; any but English is Chinese.</summary>
    public static DeckTexts In(string language) => new(CultureInfo.GetCultureInfo(language.StartsWith("en", StringComparison.Ordinal) ? "en" : "zh-CN"));

    /// <summary>As DrawingML names the language.</summary>
    public string Language => Culture.Name == "en" ? "en-GB" : "zh-CN";

    public string this[string key] => Manager.GetString(key, Culture) ?? throw new MissingManifestResourceException(key);

    public string Format(string key, params object[] arguments) => string.Format(CultureInfo.InvariantCulture, this[key], arguments);

    public string Lamp(DeckLamp lamp) => this["lamp." + lamp];

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
