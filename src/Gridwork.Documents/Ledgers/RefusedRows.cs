// What was not brought in, as a file to mend and send again: the sheet's own headings and texts, with the reason behind them. It is opened in a
// spreadsheet program, so a text that such a program would take for a formula is disarmed (CWE-1236).
using System.Globalization;
using System.Text;
using MiniExcelLibs;

namespace Gridwork.Documents.Ledgers;

/// <summary>Writes the rows that were not brought in.</summary>
public static class RefusedRows
{
    private static readonly System.Resources.ResourceManager Texts = new("Gridwork.Documents.Ledgers.LedgerTexts", typeof(RefusedRows).Assembly);

    /// <summary>The rows as CSV in UTF-8 with its mark, so that spreadsheet programs read the characters right.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="culture">The language of the reasons.</param>
    public static byte[] Csv(LedgerPlan plan, CultureInfo culture)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var line in Lines(plan, culture)) text.AppendJoin(',', line.Select(Field)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The rows as XLSX: every cell is text, so that long numbers stay as they are.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="culture">The language of the reasons.</param>
    public static byte[] Xlsx(LedgerPlan plan, CultureInfo culture)
    {
        var lines = Lines(plan, culture).ToList();
        // Two columns may bear the same heading: rows are written by place, the headings as the first of them.
        var rows = lines.Select(line => line.Select((value, i) => (Key: i.ToString("000", CultureInfo.InvariantCulture), Value: (object)Disarmed(value))).ToDictionary(cell => cell.Key, cell => cell.Value));
        using var stream = new MemoryStream();
        stream.SaveAs(rows, printHeader: false);
        return stream.ToArray();
    }

    /// <summary>A text that no spreadsheet program takes for a formula: a quote stands before <c>= + - @</c>, tab and line break.</summary>
    public static string Disarmed(string value) => value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + value : value;

    private static IEnumerable<IReadOnlyList<string>> Lines(LedgerPlan plan, CultureInfo culture)
    {
        yield return [.. plan.Headings, Texts.GetString("row", culture)!, Texts.GetString("reason", culture)!];
        var sources = plan.Layout.Data.ToDictionary(row => row.No);
        foreach (var row in plan.Rows)
        {
            if (row.Action is not (RowAction.Refused or RowAction.Look)) continue;
            var shown = row.Cells.Where(cell => cell.IsCarried).ToDictionary(cell => cell.Address, cell => cell.Source.Text);
            var source = sources[row.No];
            yield return
            [
                .. plan.Columns.Select(column => source[column.Column] is var cell && cell.IsEmpty ? shown.GetValueOrDefault(cell.Address, "") : cell.Text),
                row.No.ToString(CultureInfo.InvariantCulture),
                row.Reason?.Text(culture) ?? "",
            ];
        }
    }

    private static string Field(string value)
    {
        value = Disarmed(value);
        return value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
