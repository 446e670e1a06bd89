using System.IO.Compression;
using System.Security;
using System.Text;
using Gridwork.Forms.Workbooks;
using Gridwork.Forms.XlsForms;

namespace Gridwork.Forms.Tests.XlsForms;

/// <summary>Writes small XLSX files by hand, so that a test says in a few lines what a sheet holds: cells parted by <c>|</c>, rows by lines.</summary>
internal sealed class TestWorkbook
{
    private readonly List<(string Name, string Xml)> sheets = [];

    public static TestWorkbook Form(string survey, string? choices = null, string? settings = "form_id | version\nt | 1")
    {
        var book = new TestWorkbook().Sheet("survey", survey);
        if (choices is not null) book.Sheet("choices", choices);
        if (settings is not null) book.Sheet("settings", settings);
        return book;
    }

    /// <summary>A cell that begins with <c>=</c> is a formula with its saved result behind <c>→</c>; an empty line is an empty row.</summary>
    public TestWorkbook Sheet(string name, string rows, string merged = "")
    {
        var xml = new StringBuilder("""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
        var number = 0;
        foreach (var line in rows.Replace("\r", "").Split('\n'))
        {
            number++;
            xml.Append($"<row r=\"{number}\">");
            var column = 0;
            foreach (var cell in line.Split('|'))
            {
                var text = cell.Trim(' ');
                var place = $"{WorksheetCell.Letters(column++)}{number}";
                if (text.StartsWith('=')) xml.Append($"<c r=\"{place}\" t=\"str\"><f>{SecurityElement.Escape(text[1..text.IndexOf('→')])}</f><v>{SecurityElement.Escape(text[(text.IndexOf('→') + 1)..])}</v></c>");
                else if (text.StartsWith("<c")) xml.Append(text.Replace("@", place));
                else if (text.Length > 0) xml.Append($"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>");
            }
            xml.Append("</row>");
        }
        xml.Append("</sheetData>");
        if (merged.Length > 0) xml.Append($"<mergeCells><mergeCell ref=\"{merged}\"/></mergeCells>");
        sheets.Add((name, xml.Append("</worksheet>").ToString()));
        return this;
    }

    public MemoryStream Save(Action<ZipArchive>? extra = null)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Part(string name, string text)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
            Part("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>"""
                + string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"r{i + 1}\"/>")) + "</sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
                + string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"r{i + 1}\" Type=\"t\" Target=\"worksheets/s{i + 1}.xml\"/>")) + "</Relationships>");
            Part("xl/styles.xml", """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>""");
            for (var i = 0; i < sheets.Count; i++) Part($"xl/worksheets/s{i + 1}.xml", sheets[i].Xml);
            extra?.Invoke(zip);
        }
        stream.Position = 0;
        return stream;
    }

    public XlsFormResult Compile() => XlsForm.Compile("t.xlsx", Save());

    /// <summary>The problems as lines, without what every test form lacks on purpose.</summary>
    public string[] Problems(string culture = "zh-CN") =>
        [.. Compile().Problems.Where(p => p.Kind != FormProblems.LabelMissing && p.Kind != FormProblems.ChoiceLabelMissing && p.Kind != FormProblems.RegexNotAnchored)
            .Select(p => p.Line(System.Globalization.CultureInfo.GetCultureInfo(culture)))];

    public Form Load()
    {
        var result = Compile();
        Assert.DoesNotContain(result.Problems, p => p.IsError);
        return Gridwork.Forms.Form.Load(result.Xml!);
    }
}
