namespace Gridwork.Forms.XlsForms;

/// <summary>One list of the choices sheet.</summary>
internal sealed class ChoiceList(string name)
{
    public string Name => name;
    public List<ChoiceRow> Choices { get; } = [];
    public bool IsUsed { get; set; }

    /// <summary>A question with or_other has asked for the choice "other".</summary>
    public bool WantsOther { get; set; }
}

/// <summary>One choice.</summary>
internal sealed record ChoiceRow(string Name, SheetRow Row);

/// <summary>Reads the choices sheet into its lists.</summary>
internal static class ChoiceLists
{
    public static Dictionary<string, ChoiceList> Read(Sheet? sheet, bool allowDuplicates, List<Problem> problems)
    {
        var lists = new Dictionary<string, ChoiceList>(StringComparer.Ordinal);
        if (sheet is null || sheet.Columns.Count == 0) return lists;
        foreach (var key in (ReadOnlySpan<string>)["list_name", "name"])
        {
            if (sheet.Has(key)) continue;
            problems.Add(new Problem(FormProblems.HeadingMissing, new SourceLocation(sheet.File, sheet.Name, 1), [key, Vocabulary.ChoiceHeadings.Chinese(key)]));
            return lists;
        }
        foreach (var row in sheet.Rows)
        {
            var list = Vocabulary.Squeeze(row["list_name"]);
            var name = row["name"];
            if (list.Length == 0)
            {
                problems.Add(new Problem(FormProblems.ChoiceListMissing, row.At("list_name"), []));
                continue;
            }
            if (!lists.TryGetValue(list, out var choices)) lists[list] = choices = new ChoiceList(list);
            if (name.Length == 0)
            {
                problems.Add(new Problem(FormProblems.ChoiceNameMissing, row.At("name"), []));
                continue;
            }
            if (!allowDuplicates && choices.Choices.Find(c => c.Name == name) is { } twin)
                problems.Add(new Problem(FormProblems.ChoiceTwice, row.At("name"), [list, name, $"{twin.Row.Number}"]));
            choices.Choices.Add(new ChoiceRow(name, row));
        }
        return lists;
    }
}
