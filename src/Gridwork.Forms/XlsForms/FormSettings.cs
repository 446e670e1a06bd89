using System.Text;
using Gridwork.Forms.XPath;

namespace Gridwork.Forms.XlsForms;

/// <summary>The settings sheet: headings in the first row, values in the second.</summary>
internal sealed record FormSettings(
    string FormId, string Version, string Title, string DefaultLanguage, string InstanceName, string Style, string PublicKey, string SubmissionUrl,
    string AutoSend, string AutoDelete, bool AllowChoiceDuplicates, SheetRow? Row)
{
    public static FormSettings Read(Sheet? sheet, string file, List<Problem> problems)
    {
        var row = sheet is { Rows.Count: > 0 } ? sheet.Rows[0] : null;
        foreach (var column in sheet?.Columns ?? [])
            if (!column.IsKnown)
                problems.Add(new Problem(FormProblems.SettingUnknown,
                    new SourceLocation(file, sheet!.Name, 1, Workbooks.WorksheetCell.Letters(column.Index), column.Heading),
                    [column.Heading], NearestName.Find(column.Heading, Vocabulary.SettingNames.Spellings)));

        string Cell(string key) => row?[key] ?? "";
        var id = Cell("form_id");
        var stem = Path.GetFileNameWithoutExtension(file);
        if (id.Length == 0)
        {
            id = XmlName.Mend(stem);
            problems.Add(new Problem(FormProblems.FormIdMissing, new SourceLocation(file, sheet?.Name), [id]));
        }
        else if (!IsFormId(id))
        {
            problems.Add(new Problem(FormProblems.FormIdInvalid, row!.At("form_id"), [id], XmlName.Mend(id)));
        }
        var version = Cell("version");
        if (version.Length == 0) problems.Add(new Problem(FormProblems.VersionMissing, new SourceLocation(file, sheet?.Name), []));
        else if (version.Length > 100 || version.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '/' or '?' or '#' or '&' or '<' or '>' or '"'))
            problems.Add(new Problem(FormProblems.VersionInvalid, row!.At("version"), [version]));
        return new FormSettings(id, version, Cell("form_title") is { Length: > 0 } title ? title : stem, Cell("default_language"), Cell("instance_name"), Cell("style"),
            Cell("public_key"), Cell("submission_url"), Cell("auto_send"), Cell("auto_delete"), Vocabulary.YesNo(Cell("allow_choice_duplicates")) == true, row);
    }

    private static bool IsFormId(string id) => id.Length <= 100 && id.All(c => Lexer.IsNamePart(c) || c == ':') && (Lexer.IsNameStart(id[0]) || char.IsAsciiDigit(id[0]));
}

/// <summary>Names that XML allows (without colons).</summary>
internal static class XmlName
{
    public static bool IsValid(string name)
    {
        try
        {
            return name.Length is > 0 and <= 200 && System.Xml.XmlConvert.VerifyNCName(name).Length > 0;
        }
        catch (System.Xml.XmlException)
        {
            return false;
        }
    }

    /// <summary>The nearest valid name: other characters become <c>_</c>.</summary>
    public static string Mend(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (var c in text.Trim())
        {
            if (Lexer.IsNamePart(c) && !char.IsSurrogate(c)) name.Append(c);
            else if (name.Length > 0 && name[^1] != '_') name.Append('_');
        }
        var mended = name.ToString().Trim('_', '-', '.');
        if (mended.Length == 0) return "field";
        return Lexer.IsNameStart(mended[0]) ? mended : "_" + mended;
    }
}
