using System.Globalization;
using System.Resources;

namespace Gridwork.Server.Papers;

/// <summary>The words that a paper's fields are made of.</summary>
internal static class PaperTexts
{
    private static readonly ResourceManager Texts = new("Gridwork.Server.Papers.PaperTexts", typeof(PaperTexts).Assembly);

    /// <summary>The text in the current language, its holes filled.</summary>
    public static string Of(string key, params ReadOnlySpan<object> arguments) => string.Format(
        CultureInfo.InvariantCulture, Texts.GetString(key, CultureInfo.CurrentUICulture) ?? throw new InvalidOperationException($"There is no text {key}."), arguments);
}
