using System.Globalization;
using System.Resources;

namespace Gridwork.Forms.XlsForms;

/// <summary>The few texts that the compiler adds to a form ("other", "please specify"), in the form's own languages.</summary>
internal sealed class FormTexts(IReadOnlyList<string> languages)
{
    private static readonly ResourceManager Texts = new("Gridwork.Forms.XlsForms.FormTexts", typeof(FormTexts).Assembly);

    public LocalText Other => In("other");

    public LocalText SpecifyOther => In("specify-other");

    private LocalText In(string key) => new(languages.Select(language =>
        new KeyValuePair<string, string>(language, Texts.GetString(key, CultureInfo.GetCultureInfo(LocalText.Matches(language, "en") ? "en" : "zh-CN"))!)));
}
