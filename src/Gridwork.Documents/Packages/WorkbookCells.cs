using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Gridwork.Documents.Packages;

/// <summary>The cells of a chart's workbook, by sheet and address, as they stand in the file.</summary>
internal sealed partial class WorkbookCells
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly Dictionary<string, Dictionary<string, string>> sheets = new(StringComparer.Ordinal);

    /// <summary>Reads a workbook; null: it is none.</summary>
    public static WorkbookCells? Read(Stream xlsx)
    {
        try
        {
            var faults = PackageCheck.Check(xlsx);
            if (faults.Count > 0) return null;
            using var zip = new ZipArchive(xlsx, ZipArchiveMode.Read, leaveOpen: true);
            var shared = zip.GetEntry("xl/sharedStrings.xml") is { } strings
                ? Load(strings).Root!.Elements(Main + "si").Select(Words).ToList()
                : [];
            var targets = Load(zip.GetEntry("xl/_rels/workbook.xml.rels")!).Root!.Elements().ToDictionary(link => (string)link.Attribute("Id")!, link => (string)link.Attribute("Target")!);
            var cells = new WorkbookCells();
            foreach (var sheet in Load(zip.GetEntry("xl/workbook.xml")!).Descendants(Main + "sheet"))
            {
                var target = targets[(string)sheet.Attribute(R + "id")!];
                var entry = zip.GetEntry(target.StartsWith('/') ? target[1..] : "xl/" + target)!;
                cells.sheets[(string)sheet.Attribute("name")!] = Load(entry).Descendants(Main + "c")
                    .ToDictionary(cell => (string)cell.Attribute("r")!, cell => Value(cell, shared), StringComparer.Ordinal);
            }
            return cells;
        }
        catch (Exception fault) when (fault is InvalidDataException or XmlException or NullReferenceException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The values of a range such as <c>Sheet1!$B$2:$B$4</c>, in order; null where a cell is empty. Null: no such sheet, or not a range of one column.</summary>
    public IReadOnlyList<string?>? Range(string formula)
    {
        var match = OneColumn().Match(formula);
        if (!match.Success || !sheets.TryGetValue(match.Groups["sheet"].Value.Trim('\''), out var sheet)) return null;
        var column = match.Groups["column"].Value;
        var from = int.Parse(match.Groups["from"].ValueSpan, CultureInfo.InvariantCulture);
        var to = match.Groups["to"].Success ? int.Parse(match.Groups["to"].ValueSpan, CultureInfo.InvariantCulture) : from;
        if (match.Groups["column2"].Success && match.Groups["column2"].Value != column) return null;
        return [.. Enumerable.Range(from, Math.Max(0, to - from + 1)).Select(row => sheet.GetValueOrDefault(column + row.ToString(CultureInfo.InvariantCulture)))];
    }

    private static XDocument Load(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        return XDocument.Load(stream);
    }

    private static string Value(XElement cell, List<string> shared) => (string?)cell.Attribute("t") switch
    {
        "inlineStr" => Words(cell.Element(Main + "is")!),
        "s" => shared[int.Parse((string)cell.Element(Main + "v")!, CultureInfo.InvariantCulture)],
        _ => (string?)cell.Element(Main + "v") ?? "",
    };

    private static string Words(XElement holder) => string.Concat(holder.Descendants(Main + "t").Select(text => text.Value));

    [GeneratedRegex(@"^(?<sheet>[^!]+)!\$?(?<column>[A-Z]+)\$?(?<from>\d+)(:\$?(?<column2>[A-Z]+)\$?(?<to>\d+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex OneColumn();
}
