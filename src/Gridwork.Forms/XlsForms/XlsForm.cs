using Gridwork.Forms.Workbooks;

namespace Gridwork.Forms.XlsForms;

/// <summary>What compiling an XLSForm gave.</summary>
/// <param name="Xml">The ODK XForm; null where there are errors. The same workbook gives the same text.</param>
/// <param name="FormId">The form's id; empty where the workbook could not be read.</param>
/// <param name="Version">The form's version; empty where it names none.</param>
/// <param name="Problems">Errors and warnings in the order of the sheets, from the top.</param>
public sealed record XlsFormResult(string? Xml, string FormId, string Version, IReadOnlyList<Problem> Problems);

/// <summary>
/// Compiles an XLSForm workbook into an ODK XForm. All faults are found in one go, each with its sheet, row and column: a clerk mends
/// them from the top and tries again. Sheets, headings and types may be Chinese (<see cref="Vocabulary"/>).
/// </summary>
public static class XlsForm
{
    /// <summary>Compiles a workbook.</summary>
    /// <param name="fileName">The file's name in the campaign folder, for the places of problems; names the form where the settings do not.</param>
    /// <param name="xlsx">The bytes.</param>
    public static XlsFormResult Compile(string fileName, Stream xlsx)
    {
        var book = Workbook.Read(fileName, xlsx, out var refusal);
        return book is null ? new XlsFormResult(null, "", "", [refusal!]) : Compile(book);
    }

    private static XlsFormResult Compile(Workbook book)
    {
        var problems = new List<Problem>();
        var survey = Find(book, "survey", Vocabulary.SurveyHeadings, problems);
        if (survey is null)
        {
            problems.Add(new Problem(FormProblems.SheetMissing, new SourceLocation(book.FileName), ["survey", Vocabulary.Sheets.Chinese("survey")],
                NearestName.Find("survey", book.Sheets.Select(s => s.Name))));
            return new XlsFormResult(null, "", "", problems);
        }
        var choices = Find(book, "choices", Vocabulary.ChoiceHeadings, problems);
        var settings = FormSettings.Read(Find(book, "settings", Vocabulary.SettingNames, problems), book.FileName, problems);
        XlsFormResult Answer(string? xml) => new(xml, settings.FormId, settings.Version, [.. InOrder(problems, book)]);

        if (!HeadingsStand(survey, problems)) return Answer(null);
        WarnOfHeadings(survey, choices, problems);
        var lists = ChoiceLists.Read(choices, settings.AllowChoiceDuplicates, problems);
        var translations = new Translations(survey, choices, settings.DefaultLanguage);
        if (settings.DefaultLanguage.Length > 0 && translations.Languages.Count > 0 && !LocalText.Matches(translations.Default, settings.DefaultLanguage))
            problems.Add(new Problem(FormProblems.DefaultLanguageUnknown, settings.Row!.At("default_language"),
                [settings.DefaultLanguage, string.Join("、", translations.Languages)], NearestName.Find(settings.DefaultLanguage, translations.Languages)));
        var texts = new FormTexts(translations.Written);
        var tree = SurveyTree.Read(survey, lists, texts, problems);
        if (tree.All.Count == 0 && !problems.Exists(p => p.IsError))
            problems.Add(new Problem(FormProblems.EmptyForm, new SourceLocation(book.FileName, survey.Name), [survey.Name]));
        SurveyExpressions.Compile(tree, lists, choices, problems);
        LabelChecks.Run(tree, lists, translations, problems);
        translations.Warn(survey, choices, problems);
        var writer = new XFormWriter(tree, lists, choices, translations, texts, settings, problems);
        var xml = writer.Write();
        return Answer(problems.Exists(p => p.IsError) ? null : xml);
    }

    private static Sheet? Find(Workbook book, string key, Words headings, List<Problem> problems)
    {
        var worksheet = book.Sheets.FirstOrDefault(s => Vocabulary.Sheets.Find(Vocabulary.Squeeze(s.Name)) == key);
        return worksheet is null ? null : Sheet.Read(book.FileName, worksheet, headings, problems);
    }

    private static bool HeadingsStand(Sheet survey, List<Problem> problems)
    {
        if (survey.Columns.Count == 0)
        {
            problems.Add(new Problem(FormProblems.EmptyForm, new SourceLocation(survey.File, survey.Name), [survey.Name]));
            return false;
        }
        var stand = true;
        foreach (var key in (ReadOnlySpan<string>)["type", "name"])
        {
            if (survey.Has(key)) continue;
            problems.Add(new Problem(FormProblems.HeadingMissing, new SourceLocation(survey.File, survey.Name, 1), [key, Vocabulary.SurveyHeadings.Chinese(key)]));
            stand = false;
        }
        return stand;
    }

    private static void WarnOfHeadings(Sheet survey, Sheet? choices, List<Problem> problems)
    {
        foreach (var column in survey.Columns)
        {
            if (column.IsKnown || CustomAttribute.Read(column.Heading) is not null) continue;
            problems.Add(Unknown(survey, column, NearestName.Find(Stem(column), Vocabulary.SurveyHeadings.Spellings)));
        }
        foreach (var column in choices?.Columns ?? [])
        {
            // Any other column of the choices is data for filters; only what looks like a slip or cannot be data is mentioned.
            if (column.IsKnown) continue;
            var near = NearestName.Find(Stem(column), Vocabulary.ChoiceHeadings.Spellings);
            var slip = near is not null && NearestName.Distance(Stem(column), near) <= 2 && !choices!.Has(Vocabulary.ChoiceHeadings.Find(near)!);
            if (slip || !XmlName.IsValid(column.Heading)) problems.Add(Unknown(choices!, column, slip ? near : null));
        }
    }

    private static string Stem(SheetColumn column) => column.Heading.Split("::")[0];

    private static Problem Unknown(Sheet sheet, SheetColumn column, string? near) => new(FormProblems.HeadingUnknown,
        new SourceLocation(sheet.File, sheet.Name, 1, WorksheetCell.Letters(column.Index), column.Heading), [column.Heading], near);

    /// <summary>Sheet by sheet, from the top, errors before warnings of the same place.</summary>
    private static IEnumerable<Problem> InOrder(List<Problem> problems, Workbook book)
    {
        var sheets = book.Sheets.Select((sheet, i) => (sheet.Name, i)).ToDictionary(s => s.Name, s => s.i, StringComparer.Ordinal);
        return problems.Distinct()
            .OrderBy(p => p.Location?.Sheet is { } name && sheets.TryGetValue(name, out var i) ? i : -1)
            .ThenBy(p => p.Location?.Row ?? 0)
            .ThenBy(p => p.Location?.Column?.Length ?? 0).ThenBy(p => p.Location?.Column, StringComparer.Ordinal)
            .ThenBy(p => p.Kind.Severity);
    }
}
