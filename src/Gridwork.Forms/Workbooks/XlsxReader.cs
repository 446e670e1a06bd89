using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Gridwork.Forms.XPath;

namespace Gridwork.Forms.Workbooks;

/// <summary>
/// Reads the parts of an XLSX package (ECMA-376) that hold cells. Our own, because the ready readers show neither formulas nor what lies
/// hidden under merged cells, and a form's author has to be told of both (trap D05). Text stays text whatever the cell's format.
/// </summary>
internal sealed class XlsxReader
{
    private const long MaxPackage = 30_000_000;
    private const long MaxPart = 100_000_000;
    private const int MaxEntries = 2_000;
    private const int MaxCells = 3_000_000;
    private const int MaxRatio = 200;

    private sealed class TooLargeException(string what) : Exception(what);

    private readonly string file;
    private readonly ZipArchive package;
    private readonly List<string> strings = [];
    private readonly List<bool> dateStyles = [];
    private bool from1904;
    private int cells;

    private XlsxReader(string file, ZipArchive package) => (this.file, this.package) = (file, package);

    public static Workbook? Read(string file, Stream xlsx, out Problem? refusal)
    {
        var place = new SourceLocation(file);
        try
        {
            var copy = new MemoryStream();
            var buffer = new byte[81920];
            for (int n; (n = xlsx.Read(buffer)) > 0;)
            {
                if (copy.Length + n > MaxPackage) throw new TooLargeException(Size(MaxPackage));
                copy.Write(buffer, 0, n);
            }
            copy.Position = 0;
            if (copy.Length < 4 || copy.GetBuffer() is not [(byte)'P', (byte)'K', ..])
            {
                refusal = new Problem(FormProblems.NotXlsx, place, []);
                return null;
            }
            using var package = new ZipArchive(copy, ZipArchiveMode.Read);
            if (package.Entries.Count > MaxEntries) throw new TooLargeException($"{package.Entries.Count} > {MaxEntries}");
            var book = new XlsxReader(file, package).Read();
            refusal = book is null ? new Problem(FormProblems.NotXlsx, place, []) : null;
            return book;
        }
        catch (TooLargeException large)
        {
            refusal = new Problem(FormProblems.WorkbookTooLarge, place, [large.Message]);
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException or FormatException or OverflowException)
        {
            refusal = new Problem(FormProblems.WorkbookBroken, place, [broken.Message]);
        }
        return null;
    }

    private static string Size(long bytes) => $"> {bytes / 1_000_000} MB";

    private Workbook? Read()
    {
        if (Entry("xl/workbook.xml") is null) return null;
        var targets = Relations();
        var sheets = new List<(string Name, string Part)>();
        using (var reader = Open("xl/workbook.xml"))
        {
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName == "workbookPr") from1904 = reader.GetAttribute("date1904") is "1" or "true";
                if (reader.LocalName != "sheet") continue;
                string? relation = null;
                var name = reader.GetAttribute("name") ?? "";
                while (reader.MoveToNextAttribute())
                    if (reader is { LocalName: "id", Prefix.Length: > 0 })
                        relation = reader.Value;
                if (relation is not null && targets.TryGetValue(relation, out var part)) sheets.Add((name, part));
            }
        }
        ReadStrings();
        ReadStyles();
        return new Workbook(file, [.. sheets.Where(s => Entry(s.Part) is not null).Select(s => ReadSheet(s.Name, s.Part))]);
    }

    private ZipArchiveEntry? Entry(string name) => package.GetEntry(name);

    private XmlReader Open(string name)
    {
        var entry = Entry(name) ?? throw new InvalidDataException(name);
        if (entry.Length > MaxPart) throw new TooLargeException($"{name} {Size(MaxPart)}");
        if (entry.Length > 1_000_000 && entry.Length / Math.Max(1, entry.CompressedLength) > MaxRatio) throw new TooLargeException($"{name} 1:{entry.Length / Math.Max(1, entry.CompressedLength)}");
        // The length in the directory is the sender's word; characters are counted while reading.
        return XmlReader.Create(entry.Open(), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxPart,
            IgnoreComments = true,
            CloseInput = true,
        });
    }

    private Dictionary<string, string> Relations()
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        const string Part = "xl/_rels/workbook.xml.rels";
        if (Entry(Part) is null) return targets;
        using var reader = Open(Part);
        while (reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "Relationship" }) continue;
            var target = reader.GetAttribute("Target") ?? "";
            targets[reader.GetAttribute("Id") ?? ""] = target.StartsWith('/') ? target[1..] : "xl/" + target;
        }
        return targets;
    }

    private void ReadStrings()
    {
        if (Entry("xl/sharedStrings.xml") is null) return;
        using var reader = Open("xl/sharedStrings.xml");
        while (reader.Read())
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "si" })
                strings.Add(RichText(reader));
    }

    /// <summary>All <c>t</c> below the element, without the reading aids (<c>rPh</c>) that East Asian texts carry.</summary>
    private static string RichText(XmlReader reader)
    {
        if (reader.IsEmptyElement) return "";
        var text = new StringBuilder();
        var depth = reader.Depth;
        var inText = false;
        var aid = -1;
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "rPh" && !reader.IsEmptyElement:
                    aid = reader.Depth;
                    break;
                case XmlNodeType.Element:
                    inText = reader.LocalName == "t" && !reader.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement:
                    if (reader.Depth == aid) aid = -1;
                    inText = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when inText && aid < 0:
                    text.Append(reader.Value);
                    break;
            }
        }
        return Unescape(text.ToString());
    }

    /// <summary><c>_x000D_</c> stands for a character that XML has no room for.</summary>
    private static string Unescape(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal)) return text;
        return System.Text.RegularExpressions.Regex.Replace(text, "_x([0-9A-Fa-f]{4})_", m =>
            ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
    }

    private void ReadStyles()
    {
        if (Entry("xl/styles.xml") is null) return;
        var own = new Dictionary<int, bool>();
        var inCells = false;
        using var reader = Open("xl/styles.xml");
        while (reader.Read())
        {
            if (reader.LocalName == "cellXfs") inCells = reader.NodeType == XmlNodeType.Element;
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "numFmt") own[Number(reader.GetAttribute("numFmtId"))] = IsDateFormat(reader.GetAttribute("formatCode") ?? "");
            else if (inCells && reader.LocalName == "xf")
            {
                var id = Number(reader.GetAttribute("numFmtId"));
                // 27–36 and 50–58 are the built-in dates of East Asian locales.
                dateStyles.Add(own.TryGetValue(id, out var date) ? date : id is >= 14 and <= 22 or >= 27 and <= 36 or >= 45 and <= 47 or >= 50 and <= 58);
            }
        }
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;

    private static bool IsDateFormat(string code)
    {
        var quoted = false;
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            if (c == '"') quoted = !quoted;
            else if (c == '[' && !quoted)
            {
                var end = code.IndexOf(']', i);
                if (end < 0) return false;
                // [h]:mm is a duration; [Red], [$-804] are not.
                if (code[(i + 1)..end].All(x => char.ToLowerInvariant(x) is 'h' or 'm' or 's')) return true;
                i = end;
            }
            else if (c is '\\' or '_' or '*') i++;
            else if (!quoted && char.ToLowerInvariant(c) is 'y' or 'd' or 'h' or 's' or 'm') return true;
        }
        return false;
    }

    private Worksheet ReadSheet(string name, string part)
    {
        var rows = new List<(int Number, List<(int Column, string Text, string? Formula)> Cells)>();
        var merged = new List<(int Top, int Left, int Bottom, int Right, string Text)>();
        using var reader = Open(part);
        var row = 0;
        var column = -1;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            switch (reader.LocalName)
            {
                case "row":
                    row = reader.GetAttribute("r") is { } r ? Number(r) : row + 1;
                    column = -1;
                    break;
                case "c":
                    var reference = reader.GetAttribute("r");
                    column = reference is null ? column + 1 : ColumnOf(reference);
                    var (text, formula) = ReadCell(reader);
                    if (text.Length == 0) break;
                    if (++cells > MaxCells) throw new TooLargeException($"> {MaxCells}");
                    if (rows.Count == 0 || rows[^1].Number != row) rows.Add((row, []));
                    rows[^1].Cells.Add((column, text, formula));
                    break;
                case "mergeCell" when (reader.GetAttribute("ref") ?? "").Split(':') is [var from, var to]:
                    merged.Add((RowOf(from), ColumnOf(from), RowOf(to), ColumnOf(to), $"{from}:{to}"));
                    break;
            }
        }
        return Finish(name, rows, merged);
    }

    private Worksheet Finish(
        string name, List<(int Number, List<(int Column, string Text, string? Formula)> Cells)> rows, List<(int Top, int Left, int Bottom, int Right, string Text)> merged)
    {
        var notices = new List<Problem>();
        var kept = new List<WorksheetRow>();
        foreach (var (number, list) in rows)
        {
            var row = new List<WorksheetCell>(list.Count);
            foreach (var (column, text, formula) in list)
            {
                var place = new SourceLocation(file, name, number, WorksheetCell.Letters(column));
                var over = merged.FirstOrDefault(m => number >= m.Top && number <= m.Bottom && column >= m.Left && column <= m.Right);
                if (over.Text is not null && (number != over.Top || column != over.Left))
                {
                    notices.Add(new Problem(FormProblems.HiddenMerged, place, [over.Text, text]));
                    continue;
                }
                if (formula is not null) notices.Add(new Problem(FormProblems.FormulaCell, place, ["=" + formula, text]));
                row.Add(new WorksheetCell(column, text));
            }
            if (row.Count > 0) kept.Add(new WorksheetRow(number, row));
        }
        return new Worksheet(name, kept, notices);
    }

    private (string Text, string? Formula) ReadCell(XmlReader reader)
    {
        var type = reader.GetAttribute("t") ?? "n";
        var style = Number(reader.GetAttribute("s"));
        if (reader.IsEmptyElement) return ("", null);
        string? value = null, formula = null;
        var depth = reader.Depth;
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "is") value = RichText(reader);
            else if (reader.LocalName == "v") value = Leaf(reader);
            else if (reader.LocalName == "f") formula = Leaf(reader);
        }
        if (string.IsNullOrEmpty(value)) return ("", formula);
        return (type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < strings.Count ? strings[i] : "",
            "b" => value == "1" ? "TRUE" : "FALSE",
            "str" => Unescape(value),
            "inlineStr" or "e" or "d" => value,
            _ => NumberOrDate(value, style < dateStyles.Count && dateStyles[style]),
        }, formula);
    }

    private static string Leaf(XmlReader reader)
    {
        if (reader.IsEmptyElement) return "";
        var depth = reader.Depth;
        var text = new StringBuilder();
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                text.Append(reader.Value);
        return text.ToString();
    }

    private string NumberOrDate(string raw, bool date)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return raw;
        // Beyond the year 9999 it is no date, whatever the format says: an identity number in a column of dates.
        if (!date || number is < 0 or >= 2_958_466) return NumberText.Write(number);
        if (number < 1 && !from1904) return TimeOnly.MinValue.Add(TimeSpan.FromSeconds(Math.Round(number * 86400))).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        // The epoch that keeps the famous 29 February 1900 out of every date after it.
        var epoch = from1904 ? new DateTime(1904, 1, 1) : number < 60 ? new DateTime(1899, 12, 31) : new DateTime(1899, 12, 30);
        var moment = epoch.AddMilliseconds(Math.Round(number * 86_400_000));
        return moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetter(c)) break;
            column = checked(column * 26 + (char.ToUpperInvariant(c) - 'A' + 1));
        }
        return column - 1;
    }

    private static int RowOf(string reference) => Number(reference.TrimStart([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$"]));
}
