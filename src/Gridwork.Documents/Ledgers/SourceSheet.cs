// A sheet as its author left it: cells with their addresses, merges, what was a formula. Nothing is interpreted here, and nothing is lost
// without a notice: what a later step does with a cell can always be shown beside the cell itself.
using System.Globalization;
using Gridwork.Forms;

namespace Gridwork.Documents.Ledgers;

/// <summary>What a cell holds.</summary>
public enum SourceKind
{
    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>Text, as typed.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A number that the sheet shows as a date.</summary>
    Date,

    /// <summary>True or false.</summary>
    Truth,
}

/// <summary>A cell.</summary>
/// <param name="Row">The row, from 1 as the spreadsheet program shows it.</param>
/// <param name="Column">The column, from 0 for A.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Text">What it shows, without blanks around it.</param>
/// <param name="Number">The number; 0 where it holds none.</param>
/// <param name="Date">The date; null where it holds none.</param>
public sealed record SourceCell(int Row, int Column, SourceKind Kind, string Text, double Number = 0, DateTime? Date = null)
{
    /// <summary>Whether the value was calculated and is the one last saved.</summary>
    public bool IsFormula { get; init; }

    /// <summary>Whether a merged cell above or to the left shows here instead.</summary>
    public bool IsMergedInto { get; init; }

    /// <summary>Whether there is anything in it.</summary>
    public bool IsEmpty => Text.Length == 0;

    /// <summary>Its address, e.g. <c>C6</c>.</summary>
    public string Address => Letters(Column) + Row.ToString(CultureInfo.InvariantCulture);

    /// <summary>A column's letters: 0 is A, 26 is AA.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (var rest = column; rest >= 0; rest = rest / 26 - 1) letters = (char)('A' + rest % 26) + letters;
        return letters;
    }
}

/// <summary>A merged block, rows from 1 and columns from 0, both ends included.</summary>
/// <param name="Top">The first row.</param>
/// <param name="Left">The first column.</param>
/// <param name="Bottom">The last row.</param>
/// <param name="Right">The last column.</param>
public readonly record struct SourceMerge(int Top, int Left, int Bottom, int Right)
{
    /// <summary>Whether a cell lies in it.</summary>
    public bool Holds(int row, int column) => row >= Top && row <= Bottom && column >= Left && column <= Right;
}

/// <summary>A row that holds something.</summary>
/// <param name="No">The row, from 1.</param>
/// <param name="Cells">Its cells from column A on; missing ones at the end are empty.</param>
public sealed record SourceRow(int No, IReadOnlyList<SourceCell> Cells)
{
    /// <summary>The cell of a column; an empty one beyond the last.</summary>
    public SourceCell this[int column] => column < Cells.Count ? Cells[column] : new SourceCell(No, column, SourceKind.Empty, "");

    /// <summary>The cells that hold something.</summary>
    public IEnumerable<SourceCell> Filled => Cells.Where(cell => !cell.IsEmpty);
}

/// <summary>A sheet of a workbook, or the whole of a CSV.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">The rows that hold something, in order.</param>
/// <param name="Merges">Its merged blocks.</param>
/// <param name="Notices">What was left aside or taken as last saved, with cell addresses.</param>
public sealed record SourceSheet(string Name, IReadOnlyList<SourceRow> Rows, IReadOnlyList<SourceMerge> Merges, IReadOnlyList<Problem> Notices)
{
    /// <summary>How many columns the widest row has.</summary>
    public int Width { get; } = Rows.Count == 0 ? 0 : Rows.Max(row => row.Cells.Count);
}

/// <summary>A clerk's file.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Sheets">The sheets that hold something and are not hidden.</param>
public sealed record SourceBook(string FileName, IReadOnlyList<SourceSheet> Sheets)
{
    /// <summary>No file may be longer: 24 MiB, which fits into one request.</summary>
    public const int LargestFile = 24 * 1024 * 1024;

    /// <summary>No sheet may have more rows: 50,000, as many as one transaction takes, and some for titles and sums.</summary>
    public const int MostRows = 50_100;

    /// <summary>No sheet is read beyond this column.</summary>
    public const int MostColumns = 256;

    /// <summary>Reads a file by its content, whatever its name says: XLSX, XLS, or text with separators.</summary>
    /// <param name="fileName">Its name, for places and notices.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="refusal">Why it cannot be read; null where it can.</param>
    public static SourceBook? Open(string fileName, ReadOnlyMemory<byte> bytes, out Problem? refusal)
    {
        refusal = null;
        if (bytes.Length > LargestFile) refusal = LedgerProblems.TooLarge.At(fileName, LedgerProblems.Number(LargestFile / 1024 / 1024));
        else if (WorkbookFile.Knows(bytes.Span)) return WorkbookFile.Read(fileName, bytes, out refusal);
        else return TextFile.Read(fileName, bytes, out refusal);
        return null;
    }
}
