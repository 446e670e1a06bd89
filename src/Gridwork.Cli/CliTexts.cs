using System.ComponentModel;
using System.Globalization;
using System.Resources;

namespace Gridwork.Cli;

/// <summary>What the command line says, in the language that LANG asks for: English for en, else Chinese. Texts: CliTexts.resx.</summary>
internal static class CliTexts
{
    private static readonly ResourceManager Texts = new("Gridwork.Cli.CliTexts", typeof(CliTexts).Assembly);

    private static readonly string[] Languages = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static string Of(string key, params object?[] arguments)
    {
        var text = Texts.GetString(key, CultureInfo.CurrentUICulture) ?? throw new ArgumentException($"No text is called {key}.", nameof(key));
        return arguments.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, arguments);
    }

    /// <summary>Sets the language of the process from LC_ALL, LC_MESSAGES or LANG. Numbers and dates stay invariant.</summary>
    public static void TakeLanguage()
    {
        var wanted = Languages.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture =
            CultureInfo.GetCultureInfo(wanted?.StartsWith("en", StringComparison.Ordinal) == true ? "en" : "zh-CN");
    }
}

/// <summary>A description out of the resources.</summary>
[AttributeUsage(AttributeTargets.All)]
internal sealed class TextAttribute(string key) : DescriptionAttribute
{
    public override string Description => CliTexts.Of(key);
}
