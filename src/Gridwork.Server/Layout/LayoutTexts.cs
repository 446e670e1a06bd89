using System.Globalization;
using System.Resources;
using Gridwork.Engine;

namespace Gridwork.Server.Layout;

/// <summary>Texts that pages need outside a component, while they gather what is shown.</summary>
internal static class LayoutTexts
{
    private static readonly ResourceManager Texts = new("Gridwork.Server.Layout.LayoutTexts", typeof(LayoutTexts).Assembly);

    /// <summary>The text for the reader, its holes filled.</summary>
    public static string Of(string key, params ReadOnlySpan<object> arguments) => In(CultureInfo.CurrentUICulture, key, arguments);

    /// <summary>The text in both languages.</summary>
    public static LocalText Both(string key, params ReadOnlySpan<object> arguments) =>
        new(In(CultureInfo.GetCultureInfo("zh-CN"), key, arguments), In(CultureInfo.GetCultureInfo("en"), key, arguments));

    private static string In(CultureInfo culture, string key, ReadOnlySpan<object> arguments) =>
        string.Format(
            CultureInfo.InvariantCulture, Texts.GetString(key, culture) ?? throw new InvalidOperationException($"There is no text {key}."), arguments);
}
