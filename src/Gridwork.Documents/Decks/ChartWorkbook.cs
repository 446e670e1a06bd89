using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Gridwork.Documents.Packages;

namespace Gridwork.Documents.Decks;

/// <summary>The workbook in a chart: categories down column A, a series a column, names on top. It is what PowerPoint's "edit data" opens.</summary>
internal static class ChartWorkbook
{
    /// <summary>The sheet's name, in every language of Office a plain one.</summary>
    public const string Sheet = "Sheet1";

    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /// <summary>A column's letters, from 0.</summary>
    public static string Column(int no) => no < 26 ? ((char)('A' + no)).ToString() : Column((no / 26) - 1) + (char)('A' + (no % 26));

    /// <summary>The workbook's bytes.</summary>
    public static byte[] Write(DeckChart chart)
    {
        using var bytes = new MemoryStream();
        var root = new PartLinks();
        root.To(Relations + "officeDocument", "/xl/workbook.xml");
        using (var package = new PackageWriter(bytes, root))
        {
            var links = new PartLinks();
            var sheet = links.To(Relations + "worksheet", "/xl/worksheets/sheet1.xml");
            links.To(Relations + "styles", "/xl/styles.xml");
            package.Add("/xl/workbook.xml", Types + "sheet.main+xml", new Workbook(new Sheets(new Sheet { Name = Sheet, SheetId = 1, Id = sheet })), links);
            package.Add("/xl/worksheets/sheet1.xml", Types + "worksheet+xml", new Worksheet(Rows(chart)));
            package.Add("/xl/styles.xml", Types + "styles+xml", Plain());
        }
        return bytes.ToArray();
    }

    private static SheetData Rows(DeckChart chart)
    {
        var head = new Row { RowIndex = 1 };
        for (var i = 0; i < chart.Series.Count; i++) head.AppendChild(Words(Column(i + 1) + "1", chart.Series[i].Name));
        var rows = new SheetData(head);
        for (var i = 0; i < chart.Categories.Count; i++)
        {
            var row = new Row { RowIndex = (uint)(i + 2) };
            row.AppendChild(Words($"A{i + 2}", chart.Categories[i]));
            for (var j = 0; j < chart.Series.Count; j++)
            {
                if (SlideChart.Number(chart.Series[j].Values.ElementAtOrDefault(i)) is { } number)
                    row.AppendChild(new Cell(new CellValue(number)) { CellReference = $"{Column(j + 1)}{i + 2}" });
            }
            rows.AppendChild(row);
        }
        return rows;
    }

    private static Cell Words(string at, string text) =>
        new(new InlineString(new Text(TextLine.Clean(text)) { Space = SpaceProcessingModeValues.Preserve })) { CellReference = at, DataType = CellValues.InlineString };

    // The least that Excel opens without repair.
    private static Stylesheet Plain() => new(
        new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "SimSun" })),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat { FormatId = 0 }));
}
