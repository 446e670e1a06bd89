using System.Globalization;
using System.IO.Compression;
using System.Security;
using Gridwork.Documents.Ledgers;

namespace Gridwork.Documents.Tests.Ledgers;

/// <summary>A worksheet drawn cell by cell, with what libraries that write workbooks hide: formulas' cached values, hidden cells, styles.</summary>
internal sealed class SheetDrawing
{
    private readonly SortedDictionary<(int Row, int Column), string> cells = [];
    private readonly List<string> merges = [];

    public SheetDrawing Text(string at, string text, int style = 0) => Put(at, $"t=\"inlineStr\" s=\"{style}\"", $"<is><t>{SecurityElement.Escape(text)}</t></is>");

    public SheetDrawing Number(string at, double number, int style = 0) => Put(at, $"s=\"{style}\"", $"<v>{number.ToString("R", CultureInfo.InvariantCulture)}</v>");

    public SheetDrawing Formula(string at, string formula, double cached, int style = 0) =>
        Put(at, $"s=\"{style}\"", $"<f>{SecurityElement.Escape(formula)}</f><v>{cached.ToString("R", CultureInfo.InvariantCulture)}</v>");

    public SheetDrawing Merge(string range)
    {
        merges.Add(range);
        return this;
    }

    public SheetDrawing Row(int no, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var at = SourceCell.Letters(i) + no.ToString(CultureInfo.InvariantCulture);
            if (values[i] is string text) Text(at, text);
            else if (values[i] is { } number) Number(at, Convert.ToDouble(number, CultureInfo.InvariantCulture));
        }
        return this;
    }

    private SheetDrawing Put(string at, string attributes, string content)
    {
        var letters = at.TakeWhile(char.IsLetter).Count();
        var column = at[..letters].Aggregate(0, (sum, c) => sum * 26 + c - 'A' + 1) - 1;
        cells[(int.Parse(at.AsSpan(letters), CultureInfo.InvariantCulture), column)] = $"<c r=\"{at}\" {attributes}>{content}</c>";
        return this;
    }

    /// <summary>Styles: 0 general, 1 a date, 2 two decimals.</summary>
    public byte[] ToXlsx()
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var rows = string.Concat(cells.GroupBy(cell => cell.Key.Row).Select(row => $"<row r=\"{row.Key}\">{string.Concat(row.Select(cell => cell.Value))}</row>"));
        var merged = merges.Count == 0 ? "" : $"<mergeCells>{string.Concat(merges.Select(range => $"<mergeCell ref=\"{range}\"/>"))}</mergeCells>";
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Part(string name, string xml)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open(), new System.Text.UTF8Encoding(false));
                writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml);
            }
            Part("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>");
            Part("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Part("xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>");
            Part("xl/styles.xml", $"<styleSheet xmlns=\"{main}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf numFmtId=\"2\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
            Part("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData>{merged}</worksheet>");
        }
        return stream.ToArray();
    }
}
