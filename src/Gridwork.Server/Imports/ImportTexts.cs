using System.Globalization;
using System.Resources;

namespace Gridwork.Server.Imports;

/// <summary>What is said of rows that were ready and could not be written.</summary>
internal static class ImportTexts
{
    private static readonly ResourceManager Texts = new("Gridwork.Server.Imports.ImportTexts", typeof(ImportTexts).Assembly);

    public static string Of(string key, params ReadOnlySpan<object> arguments) =>
        string.Format(CultureInfo.InvariantCulture, Texts.GetString(key, CultureInfo.CurrentUICulture)!, arguments);
}
