namespace Gridwork.Forms.Workbooks;

/// <summary>A spreadsheet as its author sees it: sheets of cells with text. Read once, immutable.</summary>
/// <param name="FileName">The file's name, for the places of problems.</param>
/// <param name="Sheets">The sheets in the order of the tabs.</param>
public sealed record Workbook(string FileName, IReadOnlyList<Worksheet> Sheets)
{
    /// <summary>Reads an XLSX workbook that may come from anybody: no DTD, nothing fetched, limits on what it unpacks to.</summary>
    /// <param name="fileName">The file's name.</param>
    /// <param name="xlsx">The bytes; read from where it stands.</param>
    /// <param name="refusal">Why it cannot be read; null where it can.</param>
    public static Workbook? Read(string fileName, Stream xlsx, out Problem? refusal) => XlsxReader.Read(fileName, xlsx, out refusal);
}

/// <summary>One sheet. Only rows and cells that hold something are there.</summary>
/// <param name="Name">The tab's text.</param>
/// <param name="Rows">The rows from the top.</param>
/// <param name="Notices">What a reader should know: formulas, values hidden under merged cells.</param>
public sealed record Worksheet(string Name, IReadOnlyList<WorksheetRow> Rows, IReadOnlyList<Problem> Notices);

/// <summary>One row that holds something.</summary>
/// <param name="Number">As the spreadsheet program shows it, from 1.</param>
/// <param name="Cells">From the left.</param>
public sealed record WorksheetRow(int Number, IReadOnlyList<WorksheetCell> Cells)
{
    /// <summary>The text of a column (0 is A); empty where nothing stands.</summary>
    public string this[int column]
    {
        get
        {
            foreach (var cell in Cells)
                if (cell.Column == column)
                    return cell.Text;
            return "";
        }
    }
}

/// <summary>One cell that holds something.</summary>
/// <param name="Column">0 is A.</param>
/// <param name="Text">
/// What stands there: a text as typed, a number in its shortest digits, a date as <c>2021-05-27</c> or <c>2021-05-27T08:30:00.000</c>,
/// a truth as <c>TRUE</c> or <c>FALSE</c>, of a formula its last saved result.
/// </param>
public readonly record struct WorksheetCell(int Column, string Text)
{
    /// <summary>The letters of a column: 0 is A, 26 is AA.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (var n = column; n >= 0; n = n / 26 - 1) letters = (char)('A' + n % 26) + letters;
        return letters;
    }
}
