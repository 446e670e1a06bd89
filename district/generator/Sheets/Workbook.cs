// A workbook of plain text tables, the least of Office Open XML (ECMA-376, part 1, chapter 18) that Excel, WPS and LibreOffice open without a
// question. Written here and not by a library because the file must be the same bytes on every run: fixed times, fixed order, no random ids.
using System.IO.Compression;
using System.Security;
using System.Text;
using static System.FormattableString;

namespace Gridwork.DemoDistrict.Sheets;

/// <summary>A named table of texts; the first row is the heading.</summary>
internal sealed record Sheet(string Name, IReadOnlyList<IReadOnlyList<string>> Rows);

internal static class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Head = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + "\n";
    private static readonly DateTimeOffset Written = new(2021, 5, 10, 8, 0, 0, TimeSpan.Zero);

    public static byte[] Write(params IReadOnlyList<Sheet> sheets)
    {
        var numbers = Enumerable.Range(1, sheets.Count).ToList();
        List<string> texts = [];
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var bodies = sheets.Select(sheet => Body(sheet, texts, known)).ToList();

        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml",
                """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"""
                + ContentType("workbook.xml", "sheet.main") + ContentType("styles.xml", "styles") + ContentType("sharedStrings.xml", "sharedStrings")
                + string.Concat(numbers.Select(n => ContentType($"worksheets/sheet{n}.xml", "worksheet"))) + "</Types>");
            Add(zip, "_rels/.rels", Relations($"""<Relationship Id="rId1" Type="{Relation}/officeDocument" Target="xl/workbook.xml"/>"""));
            Add(zip, "xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="{Relation}"><sheets>"""
                + string.Concat(numbers.Select(n => $"""<sheet name="{SecurityElement.Escape(sheets[n - 1].Name)}" sheetId="{n}" r:id="rId{n}"/>"""))
                + "</sheets></workbook>");
            Add(zip, "xl/_rels/workbook.xml.rels", Relations(
                string.Concat(numbers.Select(n => $"""<Relationship Id="rId{n}" Type="{Relation}/worksheet" Target="worksheets/sheet{n}.xml"/>"""))
                + $"""<Relationship Id="rId{sheets.Count + 1}" Type="{Relation}/styles" Target="styles.xml"/>"""
                + $"""<Relationship Id="rId{sheets.Count + 2}" Type="{Relation}/sharedStrings" Target="sharedStrings.xml"/>"""));
            Add(zip, "xl/styles.xml", Styles);
            Add(zip, "xl/sharedStrings.xml",
                $"""<sst xmlns="{Main}" uniqueCount="{texts.Count}">"""
                + string.Concat(texts.Select(text => $"""<si><t xml:space="preserve">{SecurityElement.Escape(text)}</t></si>""")) + "</sst>");
            foreach (var n in numbers) Add(zip, $"xl/worksheets/sheet{n}.xml", bodies[n - 1]);
        }
        return file.ToArray();
    }

    // Style 1 is the heading: bold on light grey. All text wraps at the top of its cell, as a clerk reads it.
    private const string Styles =
        $"""<styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>"""
        + """<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEDF2F5"/></patternFill></fill></fills>"""
        + """<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2">"""
        + """<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>"""
        + "</cellXfs></styleSheet>";

    private static string Body(Sheet sheet, List<string> texts, Dictionary<string, int> known)
    {
        var body = new StringBuilder();
        body.Append($"""<worksheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>""");
        for (var column = 0; column < sheet.Rows[0].Count; column++)
        {
            var width = Math.Clamp(sheet.Rows.Max(row => row[column].Sum(c => c < 0x2E80 ? 1.1 : 2.1)) + 2, 10, 44);
            body.Append(Invariant($"""<col min="{column + 1}" max="{column + 1}" width="{width:0.0}" customWidth="1"/>"""));
        }
        body.Append("</cols><sheetData>");
        foreach (var (number, row) in sheet.Rows.Index())
        {
            body.Append(Invariant($"""<row r="{number + 1}">"""));
            foreach (var (column, text) in row.Index())
            {
                if (text.Length == 0) continue;
                if (!known.TryGetValue(text, out var index))
                {
                    known[text] = index = texts.Count;
                    texts.Add(text);
                }
                body.Append(Invariant($"""<c r="{Letters(column)}{number + 1}" s="{(number == 0 ? 1 : 0)}" t="s"><v>{index}</v></c>"""));
            }
            body.Append("</row>");
        }
        return body.Append("</sheetData></worksheet>").ToString();
    }

    private static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters(column / 26 - 1) + (char)('A' + column % 26);

    private static string ContentType(string part, string kind) =>
        $"""<Override PartName="/xl/{part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>""";

    private static string Relations(string inner) => $"""<Relationships xmlns="{PackageRelations}">{inner}</Relationships>""";

    private static void Add(ZipArchive zip, string name, string xml)
    {
        // Stored, not deflated: what deflate makes of a text may differ between versions of zlib.
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = Written;
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(Head + xml));
    }
}
