using System.Globalization;
using System.Resources;

namespace Gridwork.Server.Api;

/// <summary>The few words that the API says itself.</summary>
internal static class ApiTexts
{
    private static readonly ResourceManager Texts = new("Gridwork.Server.Api.ApiTexts", typeof(ApiTexts).Assembly);

    /// <summary>A text in the language of the request.</summary>
    public static string Get(string name) => Texts.GetString(name, CultureInfo.CurrentUICulture)!;
}
