namespace Gridwork.Forms.XlsForms;

/// <summary>
/// The languages of a workbook and its texts in each. A text that one language lacks is taken from the column without a language, else
/// from the default language, else from any: a reader never meets a blank or a dash (trap X06).
/// </summary>
internal sealed class Translations
{
    private static readonly string[] TextKeys =
        ["label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "big-image", "audio", "video"];

    private readonly string[] order;

    public Translations(Sheet survey, Sheet? choices, string defaultLanguage)
    {
        var found = survey.Columns.Concat(choices?.Columns ?? []).Where(c => TextKeys.Contains(c.Key) && !string.IsNullOrEmpty(c.Language)).Select(c => c.Language!).Distinct().ToList();
        Default = found.Find(l => LocalText.Matches(l, defaultLanguage)) ?? found.FirstOrDefault() ?? "";
        found.Remove(Default);
        order = Default.Length == 0 ? [] : [Default, .. found];
        HasMedia = survey.Columns.Concat(choices?.Columns ?? []).Any(c => c.Key is "image" or "big-image" or "audio" or "video");
    }

    /// <summary>The default first; empty where the workbook has one language only.</summary>
    public IReadOnlyList<string> Languages => order;

    public string Default { get; }

    /// <summary>Whether any column holds pictures or sounds to go with a text.</summary>
    public bool HasMedia { get; }

    /// <summary>Whether texts go through itext: several languages, or media, which only itext can carry.</summary>
    public bool UsesItext => order.Length > 0 || HasMedia;

    /// <summary>The languages to write into itext; the standard's <c>default</c> where there is only one.</summary>
    public IReadOnlyList<string> Written => order.Length > 0 ? order : ["default"];

    /// <summary>The text of a cell in each written language; null where no language has it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Of(SheetRow row, string key)
    {
        var plain = row[key];
        var any = plain;
        if (any.Length == 0)
        {
            foreach (var language in order)
            {
                any = row[key, language];
                if (any.Length > 0) break;
            }
        }
        if (any.Length == 0) return null;
        return [.. Written.Select(language => new KeyValuePair<string, string>(language, row[key, language] is { Length: > 0 } own ? own : any))];
    }

    /// <summary>Per language, which columns the others have and it lacks; then which cells of the columns it has are blank.</summary>
    public void Warn(Sheet survey, Sheet? choices, List<Problem> problems)
    {
        if (order.Length == 0) return;
        foreach (var language in order)
        {
            var missing = new List<string>();
            foreach (var sheet in choices is null ? [survey] : new[] { survey, choices })
            {
                foreach (var key in TextKeys)
                {
                    if (!sheet.Columns.Any(c => c.Key == key) || sheet.Column(key, language) is not null) continue;
                    missing.Add($"{sheet.Name} {(key is "image" or "big-image" or "audio" or "video" ? "media::" : "")}{key}::{language}");
                }
            }
            if (missing.Count > 0) problems.Add(new Problem(FormProblems.TranslationMissing, new SourceLocation(survey.File), [language, string.Join("、", missing)]));
            foreach (var sheet in choices is null ? [survey] : new[] { survey, choices })
            {
                if (sheet.Column("label", language) is null) continue;
                foreach (var row in sheet.Rows)
                    if (row["label", language].Length == 0 && order.Any(l => row["label", l].Length > 0))
                        problems.Add(new Problem(FormProblems.TranslationMissing, row.At("label", language), [language, row["name"]]));
            }
        }
    }
}
