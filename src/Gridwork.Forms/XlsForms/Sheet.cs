using Gridwork.Forms.Workbooks;

namespace Gridwork.Forms.XlsForms;

/// <summary>A column of a sheet: what it means and in which language.</summary>
/// <param name="Index">0 is A.</param>
/// <param name="Heading">As written.</param>
/// <param name="Key">The canonical word, or the heading itself where it is none.</param>
/// <param name="Language">The language behind <c>::</c>, or null.</param>
/// <param name="IsKnown">Whether the word is in the table.</param>
internal sealed record SheetColumn(int Index, string Heading, string Key, string? Language, bool IsKnown);

/// <summary>A sheet whose first row is headings, with its cells by their meaning.</summary>
internal sealed class Sheet
{
    private readonly Dictionary<(string Key, string? Language), SheetColumn> byKey = [];

    private Sheet(string file, string name, List<SheetColumn> columns, List<SheetRow> rows)
    {
        File = file;
        Name = name;
        Columns = columns;
        Rows = rows;
        foreach (var column in columns) byKey.TryAdd((column.Key, column.Language), column);
    }

    public string File { get; }
    public string Name { get; }
    public IReadOnlyList<SheetColumn> Columns { get; }
    public IReadOnlyList<SheetRow> Rows { get; }

    public SheetColumn? Column(string key, string? language = null) => byKey.GetValueOrDefault((key, language));

    public bool Has(string key) => Columns.Any(c => c.Key == key);

    public static Sheet Read(string file, Worksheet worksheet, Words headings, List<Problem> problems)
    {
        problems.AddRange(worksheet.Notices);
        if (worksheet.Rows.Count == 0) return new Sheet(file, worksheet.Name, [], []);
        var columns = new List<SheetColumn>();
        var top = worksheet.Rows[0];
        foreach (var cell in top.Cells)
        {
            var heading = Vocabulary.Squeeze(cell.Text);
            if (heading.Length == 0) continue;
            var column = Understand(cell.Column, heading, headings);
            if (columns.Find(c => c.Key == column.Key && c.Language == column.Language && c.IsKnown) is { } twin)
            {
                problems.Add(new Problem(FormProblems.HeadingTwice, new SourceLocation(file, worksheet.Name, top.Number, WorksheetCell.Letters(cell.Column), heading),
                    [heading, WorksheetCell.Letters(twin.Index)]));
                continue;
            }
            columns.Add(column);
        }
        var sheet = new Sheet(file, worksheet.Name, columns, []);
        var rows = (List<SheetRow>)sheet.Rows;
        foreach (var row in worksheet.Rows.Skip(1))
            if (row.Cells.Any(c => !string.IsNullOrWhiteSpace(c.Text)))
                rows.Add(new SheetRow(sheet, row));
        return sheet;
    }

    /// <summary><c>label::中文 (zh)</c>, <c>label:English</c>, <c>media::image::English (en)</c>, <c>标题::中文 (zh)</c>.</summary>
    private static SheetColumn Understand(int index, string heading, Words headings)
    {
        if (headings.Find(heading) is { } whole) return new SheetColumn(index, heading, whole, null, true);
        foreach (var divider in (ReadOnlySpan<string>)["::", "："])
        {
            var at = heading.LastIndexOf(divider, StringComparison.Ordinal);
            if (at <= 0) continue;
            if (headings.Find(heading[..at]) is { } word) return new SheetColumn(index, heading, word, heading[(at + divider.Length)..].Trim(), true);
        }
        var single = heading.IndexOf(':');
        if (single > 0 && !heading.Contains("::", StringComparison.Ordinal) && headings.Find(heading[..single]) is { } old)
            return new SheetColumn(index, heading, old, heading[(single + 1)..].Trim(), true);
        return new SheetColumn(index, heading, heading, null, false);
    }
}

/// <summary>A row below the headings.</summary>
internal sealed class SheetRow(Sheet sheet, WorksheetRow row)
{
    public Sheet Sheet => sheet;
    public int Number => row.Number;

    /// <summary>The trimmed text of a cell; empty where there is none.</summary>
    public string this[string key, string? language = null] => sheet.Column(key, language) is { } column ? row[column.Index].Trim().Trim('\u00A0', '\u3000', '\u200B') : "";

    public string Raw(SheetColumn column) => row[column.Index].Trim();

    /// <summary>Where a cell lies; without a column where the sheet has none of that meaning.</summary>
    public SourceLocation At(string? key = null, string? language = null, int? position = null)
    {
        var column = key is null ? null : sheet.Column(key, language) ?? sheet.Columns.FirstOrDefault(c => c.Key == key);
        return new SourceLocation(sheet.File, sheet.Name, Number, column is null ? null : WorksheetCell.Letters(column.Index), column?.Heading, Position: position);
    }
}
