using A = DocumentFormat.OpenXml.Drawing;
using P = DocumentFormat.OpenXml.Presentation;

namespace Gridwork.Documents.Decks;

/// <summary>Tables: hairlines between rows, none between columns, and as many pages as the rows need.</summary>
internal static class SlideTable
{
    /// <summary>The usual type size.</summary>
    public const double Size = 21;

    private const double HeadSize = 18;
    private const double Gap = 10;
    private const double Padding = 9;
    private static readonly string[] Shapes = ["■", "▲", "○", "‖", "✓"];

    /// <summary>The rows that an area holds, with the sums where all rows are in it, and the rest; at least one row goes in.</summary>
    public static (DeckTable Head, DeckTable? More) Fit(DeckTable table, Area at, DeckTexts texts, double size = Size)
    {
        var widths = Widths(table, at.Width);
        var free = at.Height - HeadHeight;
        var sum = table.Sum is { } sums ? HeightOf(sums, widths, texts, size) : 0;
        var taken = 0;
        for (; taken < table.Rows.Count; taken++)
        {
            free -= HeightOf(table.Rows[taken], widths, texts, size);
            // The sums must stand below the last row, not alone on a page.
            var isLast = taken == table.Rows.Count - 1;
            if (taken > 0 && free < (isLast ? sum : 0)) break;
        }
        return taken == table.Rows.Count
            ? (table, null)
            : (table with { Rows = [.. table.Rows.Take(taken)], Sum = null }, table with { Rows = [.. table.Rows.Skip(taken)] });
    }

    /// <summary>The table cut into pages; an empty one is a page too.</summary>
    public static IEnumerable<DeckTable> Split(DeckTable table, Area at, DeckTexts texts, double size = Size)
    {
        for (var rest = table; rest is not null;)
        {
            (var head, rest) = Fit(rest, at, texts, size);
            yield return head;
        }
    }

    /// <summary>The height of a table's head and rows in a width.</summary>
    public static double HeightOf(DeckTable table, double width, DeckTexts texts, double size = Size)
    {
        var widths = Widths(table, width);
        return HeadHeight + table.Rows.Sum(row => HeightOf(row, widths, texts, size)) + (table.Sum is { } sum ? HeightOf(sum, widths, texts, size) : 0);
    }

    /// <summary>Draws it; true: a number in it was counted.</summary>
    public static bool Draw(SlideCanvas canvas, Area at, DeckTable table, double size)
    {
        var (frame, texts) = (canvas.Frame, canvas.Texts);
        if (table.Rows.Count == 0 && table.Sum is null)
        {
            canvas.Text(at, [TextLine.Of(table.WhenEmpty ?? texts["table.none"], size, Ink.Quiet)], name: "empty");
            return false;
        }
        var widths = Widths(table, at.Width);
        var grid = new A.TableGrid();
        foreach (var width in widths) grid.AppendChild(new A.GridColumn { Width = frame.ToEmu(width) });
        var drawn = new A.Table(new A.TableProperties { FirstRow = true }, grid);
        drawn.AppendChild(Row(canvas, HeadHeight, Ink.Text, 1.5, 4, table.Columns.Select(column =>
            new TextLine([new TextRun(column.Head, HeadSize, Ink.Quiet)], column.IsNumber))));
        var rows = table.Sum is { } sums ? table.Rows.Append(sums) : table.Rows;
        var counted = false;
        var height = HeadHeight;
        foreach (var (row, i) in rows.Select((row, i) => (row, i)))
        {
            var isSum = i == table.Rows.Count;
            var tall = HeightOf(row, widths, texts, size);
            height += tall;
            var (rule, thickness) = i == table.Rows.Count - 1 && table.Sum is not null ? (Ink.Text, 1.0) : (Ink.Line, 1.0);
            drawn.AppendChild(Row(canvas, tall, rule, thickness, Padding, row.Select((cell, j) =>
                new TextLine(Runs(cell, texts, size, isSum), j < table.Columns.Count && table.Columns[j].IsNumber))));
            foreach (var (cell, j) in row.Select((cell, j) => (cell, j)))
            {
                if (cell.Tally is not { } tally) continue;
                counted = true;
                canvas.Notes.Add(texts.Format("notes.cell", row[0].Text, table.Columns[j].Head, cell.Text, tally));
            }
        }
        canvas.Put(new P.GraphicFrame(
            new P.NonVisualGraphicFrameProperties(
                canvas.Identity("table"), new P.NonVisualGraphicFrameDrawingProperties(new A.GraphicFrameLocks { NoGrouping = true }),
                new P.ApplicationNonVisualDrawingProperties()),
            new P.Transform(
                new A.Offset { X = frame.ToEmu(at.X), Y = frame.ToEmu(at.Y) }, new A.Extents { Cx = frame.ToEmu(at.Width), Cy = frame.ToEmu(height) }),
            new A.Graphic(new A.GraphicData(drawn) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/table" })));
        return counted;
    }

    private static double HeadHeight => TextLine.HeightOf(HeadSize) + 8;

    private static IReadOnlyList<double> Widths(DeckTable table, double width)
    {
        var all = table.Columns.Sum(column => column.Share);
        return [.. table.Columns.Select(column => width * column.Share / all)];
    }

    private static double HeightOf(IReadOnlyList<DeckCell> row, IReadOnlyList<double> widths, DeckTexts texts, double size)
    {
        var lines = row.Select((cell, i) => i < widths.Count ? TextWidth.Lines(WordsOf(cell, texts), size, widths[i] - Gap, cell.Strong is not null) : 1).DefaultIfEmpty(1).Max();
        return (lines * TextLine.HeightOf(size)) + (2 * Padding);
    }

    private static string WordsOf(DeckCell cell, DeckTexts texts)
    {
        var words = cell.Lamp is { } lamp ? Shapes[(int)lamp] + " " + (cell.Text.Length > 0 ? cell.Text : texts.Lamp(lamp)) : cell.Text;
        return cell.Strong is { } strong ? words + "　" + strong : words;
    }

    private static List<TextRun> Runs(DeckCell cell, DeckTexts texts, double size, bool isSum)
    {
        var runs = new List<TextRun>();
        if (cell.Lamp is { } lamp)
        {
            // The later, the more ink: a late word is bold.
            runs.Add(new TextRun(Shapes[(int)lamp] + " ", size, Ink.Of(lamp)));
            runs.Add(new TextRun(cell.Text.Length > 0 ? cell.Text : texts.Lamp(lamp), size, Ink.Of(lamp), lamp == DeckLamp.Late));
        }
        else if (cell.Text.Length > 0)
        {
            runs.Add(new TextRun(cell.Text, size, Ink.Text, isSum, cell.Tally is not null));
        }
        if (cell.Strong is { Length: > 0 } strong) runs.Add(new TextRun((runs.Count > 0 ? "　" : "") + strong, size, Ink.Text, Bold: true));
        if (runs.Count == 0) runs.Add(new TextRun("", size, Ink.Text));
        return runs;
    }

    private static A.TableRow Row(SlideCanvas canvas, double height, Ink rule, double thickness, double padding, IEnumerable<TextLine> cells)
    {
        var frame = canvas.Frame;
        var row = new A.TableRow { Height = frame.ToEmu(height) };
        var i = 0;
        foreach (var line in cells)
        {
            var properties = new A.TableCellProperties(
                new A.LeftBorderLineProperties(new A.NoFill()),
                new A.RightBorderLineProperties(new A.NoFill()),
                new A.TopBorderLineProperties(new A.NoFill()),
                new A.BottomBorderLineProperties(rule.Fill()) { Width = (int)frame.ToEmu(thickness) },
                new A.NoFill())
            {
                LeftMargin = line.Right || i++ > 0 ? (int)frame.ToEmu(Gap / 2) : 0,
                RightMargin = (int)frame.ToEmu(Gap / 2),
                TopMargin = (int)frame.ToEmu(padding),
                BottomMargin = (int)frame.ToEmu(padding),
                Anchor = A.TextAnchoringTypeValues.Top,
            };
            row.AppendChild(new A.TableCell(
                new A.TextBody(new A.BodyProperties(), new A.ListStyle(), line.ToParagraph(frame, canvas.Texts.Language)), properties));
        }
        return row;
    }
}
