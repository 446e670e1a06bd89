using System.Globalization;
using System.Resources;

namespace Gridwork.Server.Decks;

/// <summary>The texts of a campaign's deck, in the reader's language.</summary>
internal static class DeckWords
{
    private static readonly ResourceManager Texts = new("Gridwork.Server.Decks.DeckWords", typeof(DeckWords).Assembly);

    /// <summary>A text, its holes filled.</summary>
    public static string Of(string key, params ReadOnlySpan<object?> arguments) => string.Format(
        CultureInfo.InvariantCulture,
        Texts.GetString(key, CultureInfo.CurrentUICulture) ?? throw new InvalidOperationException($"There is no text {key}."), arguments);
}
