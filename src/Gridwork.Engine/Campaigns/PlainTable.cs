using System.Text;
using ExcelDataReader;

namespace Gridwork.Engine.Campaigns;

/// <summary>A table of a folder as CSV: a row of headings, then rows. UTF-8, with or without a mark; else GB 18030.</summary>
internal static class PlainTable
{
    /// <summary>The rows that are not empty, in the order of the file.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="stream">Its bytes.</param>
    public static IReadOnlyList<PlainRow> Read(string file, Stream stream)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateCsvReader(stream, new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding("GB18030") });
        var rows = new List<PlainRow>();
        var headings = new List<string>();
        for (var line = 1; reader.Read(); line++)
        {
            var cells = Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i)?.ToString()?.Trim() ?? "").ToList();
            if (line == 1) headings = cells;
            else if (cells.Exists(cell => cell.Length > 0)) rows.Add(new PlainRow(file, line, headings, cells));
        }
        return rows;
    }
}

/// <summary>A row of a <see cref="PlainTable"/>.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Headings">The headings.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record PlainRow(string File, int Line, List<string> Headings, List<string> Cells)
{
    /// <summary>Where it stands: <c>units.csv:12</c>.</summary>
    public string Place => $"{File}:{Line}";

    /// <summary>The cell under a heading. Throws <see cref="InvalidDataException"/> when the table has no such heading.</summary>
    public string this[string heading] => Find(heading) ?? throw new InvalidDataException($"{Place}: {heading}");

    /// <summary>The cell under a heading; null: the table has no such heading.</summary>
    public string? Find(string heading) => Headings.IndexOf(heading) is var i and >= 0 ? i < Cells.Count ? Cells[i] : "" : null;

    /// <summary>The cell under a heading; null: empty, or no such heading.</summary>
    public string? Given(string heading) => Find(heading) is { Length: > 0 } text ? text : null;

    /// <summary>A text in Chinese under <c>NAME_zh</c> and English under <c>NAME_en</c>; null: no Chinese.</summary>
    public LocalText? Local(string name) => Given(name + "_zh") is { } zh ? new LocalText(zh, Given(name + "_en")) : null;

    /// <summary>The cell as a word of an enumeration. Throws <see cref="InvalidDataException"/> for another word.</summary>
    public T Enum<T>(string heading) where T : struct, Enum =>
        System.Enum.TryParse<T>(this[heading], ignoreCase: true, out var value)
            ? value
            : throw new InvalidDataException($"{Place}: {heading} {this[heading]} ({string.Join(", ", System.Enum.GetNames<T>())})");
}
