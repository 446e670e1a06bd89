// Workbooks through ExcelDataReader. It knows values, formats and merges but neither formulas nor errors, so these are looked up in the XML. A
// workbook is a zip from a stranger: it is unpacked once into nothing, with a limit, before anything reads it in earnest.
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Gridwork.Forms;

namespace Gridwork.Documents.Ledgers;

/// <summary>Reads XLSX and XLS.</summary>
internal static class WorkbookFile
{
    private const long MostUnpacked = 256L * 1024 * 1024;
    private const int MostParts = 5000;
    private const int MostNotices = 50;

    /// <summary>Excel keeps 15 digits of a number; what is longer was a number's text once and is not any more.</summary>
    public const double SafeInteger = 1e15;

    static WorkbookFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static bool Knows(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);

    public static SourceBook? Read(string fileName, ReadOnlyMemory<byte> bytes, out Problem? refusal)
    {
        refusal = null;
        try
        {
            var content = bytes.ToArray();
            var marks = new List<SheetMarks>();
            if (content[0] == 'P' && !Unpacks(content))
            {
                refusal = LedgerProblems.TooLarge.At(fileName, LedgerProblems.Number((int)(MostUnpacked / 1024 / 1024)));
                return null;
            }
            if (content[0] == 'P') marks = Marks(content);
            using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(content, writable: false));
            var sheets = new List<SourceSheet>();
            var index = 0;
            do
            {
                var own = index < marks.Count ? marks[index] : SheetMarks.None;
                index++;
                if (reader.VisibleState != "visible") continue;
                if (Sheet(fileName, reader, own, out var tooMany) is { } sheet) sheets.Add(sheet);
                if (!tooMany) continue;
                refusal = LedgerProblems.TooManyRows.At(fileName, LedgerProblems.Number(50_000));
                return null;
            }
            while (reader.NextResult());
            if (sheets.Count > 0) return new SourceBook(fileName, sheets);
            refusal = LedgerProblems.Empty.At(fileName);
        }
        catch (InvalidPasswordException)
        {
            refusal = LedgerProblems.Locked.At(fileName);
        }
        catch (Exception broken) when (broken is ExcelReaderException or InvalidDataException or XmlException or IOException or FormatException
            or ArgumentException or InvalidOperationException or NotSupportedException or IndexOutOfRangeException or NullReferenceException)
        {
            // Damaged files make the reader throw what it likes; to the clerk it is one thing.
            refusal = LedgerProblems.NotATable.At(fileName);
        }
        return null;
    }

    private static SourceSheet? Sheet(string fileName, IExcelDataReader reader, SheetMarks marks, out bool tooMany)
    {
        tooMany = false;
        var name = reader.Name;
        var merges = (reader.MergeCells ?? []).Select(range => new SourceMerge(range.FromRow + 1, range.FromColumn, range.ToRow + 1, range.ToColumn)).ToArray();
        var rows = new List<SourceRow>();
        var notices = new List<Problem>();
        void Notice(ProblemKind kind, SourceCell cell, params string[] arguments)
        {
            if (notices.Count < MostNotices)
                notices.Add(new Problem(kind, new SourceLocation(fileName, name, cell.Row, SourceCell.Letters(cell.Column)), arguments));
        }
        for (var no = 1; reader.Read(); no++)
        {
            var cells = new List<SourceCell>();
            for (var column = 0; column < Math.Min(reader.FieldCount, SourceBook.MostColumns); column++)
            {
                var cell = Cell(reader, no, column);
                if (marks.Faults.TryGetValue((no, column), out var fault)) cell = new SourceCell(no, column, SourceKind.Text, fault);
                if (!cell.IsEmpty && marks.Formulas.Contains((no, column)))
                {
                    cell = cell with { IsFormula = true };
                    Notice(LedgerProblems.Formula, cell, cell.Text);
                }
                foreach (var merge in merges)
                {
                    if (!merge.Holds(no, column) || (merge.Top == no && merge.Left == column)) continue;
                    if (!cell.IsEmpty) Notice(LedgerProblems.HiddenByMerge, cell, cell.Text);
                    cell = new SourceCell(no, column, SourceKind.Empty, "") { IsMergedInto = true };
                    break;
                }
                cells.Add(cell);
            }
            while (cells.Count > 0 && cells[^1] is { IsEmpty: true, IsMergedInto: false }) cells.RemoveAt(cells.Count - 1);
            if (cells.TrueForAll(cell => cell.IsEmpty)) continue;
            if (rows.Count == SourceBook.MostRows)
            {
                tooMany = true;
                return null;
            }
            rows.Add(new SourceRow(no, cells));
        }
        return rows.Count == 0 ? null : new SourceSheet(name, rows, merges, notices);
    }

    private static SourceCell Cell(IExcelDataReader reader, int row, int column)
    {
        return reader.GetValue(column) switch
        {
            null => new SourceCell(row, column, SourceKind.Empty, ""),
            string text when text.Trim().Trim('\u00A0', '\u3000') is { Length: > 0 } trimmed => new SourceCell(row, column, SourceKind.Text, trimmed),
            string => new SourceCell(row, column, SourceKind.Empty, ""),
            bool truth => new SourceCell(row, column, SourceKind.Truth, truth ? "TRUE" : "FALSE"),
            DateTime date => new SourceCell(row, column, SourceKind.Date, Shown(date), Date: date),
            TimeSpan time => new SourceCell(row, column, SourceKind.Text, time.ToString(@"hh\:mm", CultureInfo.InvariantCulture)),
            IConvertible number => Numeric(row, column, number.ToDouble(CultureInfo.InvariantCulture), reader.GetNumberFormatString(column)),
            var other => new SourceCell(row, column, SourceKind.Text, other.ToString() ?? ""),
        };
    }

    private static SourceCell Numeric(int row, int column, double number, string? format)
    {
        var decimals = format is not null && format.StartsWith("0.0", StringComparison.Ordinal) && format.AsSpan(2).TrimEnd("_ ").TrimStart('0').IsEmpty
            ? format.Length - 2
            : -1;
        var text = decimals > 0
            ? number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : Math.Abs(number) < 1e15 ? ((decimal)number).ToString("0.###############", CultureInfo.InvariantCulture) : number.ToString("0", CultureInfo.InvariantCulture);
        return new SourceCell(row, column, SourceKind.Number, text, number);
    }

    private static string Shown(DateTime date) =>
        date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Unpacks every part into nothing: what counts is what comes out, not what the zip declares.</summary>
    private static bool Unpacks(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        if (zip.Entries.Count > MostParts) return false;
        var buffer = new byte[81920];
        long unpacked = 0;
        foreach (var part in zip.Entries)
        {
            // Pictures in a ledger are not looked at.
            if (part.FullName.StartsWith("xl/media/", StringComparison.OrdinalIgnoreCase)) continue;
            using var stream = part.Open();
            for (int read; (read = stream.Read(buffer)) > 0;)
                if ((unpacked += read) > MostUnpacked)
                    return false;
        }
        return true;
    }

    /// <summary>The cells that hold formulas or errors, sheet by sheet in the workbook's order.</summary>
    private static List<SheetMarks> Marks(byte[] content)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var relations = Part(zip, "xl/_rels/workbook.xml.rels", settings))
            while (relations is not null && relations.Read())
                if (relations is { NodeType: XmlNodeType.Element, LocalName: "Relationship" })
                    targets[relations.GetAttribute("Id") ?? ""] = relations.GetAttribute("Target") ?? "";
        var sheets = new List<SheetMarks>();
        using var workbook = Part(zip, "xl/workbook.xml", settings);
        while (workbook is not null && workbook.Read())
        {
            if (workbook is not { NodeType: XmlNodeType.Element, LocalName: "sheet" }) continue;
            var id = workbook.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships") ?? "";
            var target = targets.GetValueOrDefault(id, "").TrimStart('/');
            using var sheet = Part(zip, target.StartsWith("xl/", StringComparison.Ordinal) ? target : "xl/" + target, settings);
            sheets.Add(sheet is null ? SheetMarks.None : Marks(sheet));
        }
        return sheets;
    }

    private static SheetMarks Marks(XmlReader sheet)
    {
        var found = SheetMarks.None;
        string? address = null;
        var faulty = false;
        while (sheet.Read())
        {
            if (sheet.NodeType != XmlNodeType.Element) continue;
            if (sheet.LocalName == "c")
            {
                address = sheet.GetAttribute("r");
                faulty = sheet.GetAttribute("t") == "e";
            }
            else if (sheet.LocalName == "f" && address is not null)
            {
                found.Formulas.Add(Place(address));
            }
            else if (sheet.LocalName == "v" && faulty && address is not null && sheet.Read() && sheet.NodeType == XmlNodeType.Text)
            {
                found.Faults[Place(address)] = sheet.Value;
            }
        }
        return found;
    }

    /// <summary>What ExcelDataReader does not tell of a sheet.</summary>
    /// <param name="Formulas">The cells whose values were calculated.</param>
    /// <param name="Faults">The cells that hold an error, such as #REF!.</param>
    private sealed record SheetMarks(HashSet<(int Row, int Column)> Formulas, Dictionary<(int Row, int Column), string> Faults)
    {
        public static SheetMarks None => new([], []);
    }

    private static (int Row, int Column) Place(string address)
    {
        var column = 0;
        var i = 0;
        for (; i < address.Length && char.IsAsciiLetterUpper(address[i]); i++) column = column * 26 + (address[i] - 'A' + 1);
        return (int.TryParse(address.AsSpan(i), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0, column - 1);
    }

    private static XmlReader? Part(ZipArchive zip, string name, XmlReaderSettings settings) =>
        zip.GetEntry(name) is { } part ? XmlReader.Create(part.Open(), new XmlReaderSettings { DtdProcessing = settings.DtdProcessing, XmlResolver = null, CloseInput = true }) : null;
}
