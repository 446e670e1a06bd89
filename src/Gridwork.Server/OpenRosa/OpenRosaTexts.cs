using System.Globalization;
using System.Resources;

namespace Gridwork.Server.OpenRosa;

/// <summary>What a phone is told about a submission.</summary>
internal static class OpenRosaTexts
{
    private static readonly ResourceManager Texts = new("Gridwork.Server.OpenRosa.OpenRosaTexts", typeof(OpenRosaTexts).Assembly);

    public static string Of(string key, params ReadOnlySpan<object> arguments) =>
        string.Format(CultureInfo.InvariantCulture, Texts.GetString(key, CultureInfo.CurrentUICulture)!, arguments);
}
