// The templates of the hygiene campaign, drawn here and committed beside its campaign.yaml: an office changes them in Word, so they are files; but files
// that nobody can read in a diff need a source. GRIDWORK_DRAW_PAPERS=1 and the test below write them anew.
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Gridwork.Documents.Packages;

namespace Gridwork.Documents.Tests.Papers;

/// <summary>整改通知书 and 销号单 as templates.</summary>
internal static class CampaignPapers
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string Types = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    public static string Folder => Path.Combine(Decks.SampleDeck.Repository, "campaigns", "hygiene-city", "papers");

    public static IReadOnlyDictionary<string, Func<byte[]>> All { get; } = new Dictionary<string, Func<byte[]>>
    {
        ["整改通知书.docx"] = Notice,
        ["销号单.docx"] = Closing,
    };

    private static byte[] Notice() => Write(
        Title("整改通知书"),
        Line("{{case.number}}", JustificationValues.Right),
        Line("{{case.host}}："),
        Text("{{case.registered}}受理的下列问题由你单位承办，请于{{case.due}}前整改，并报整改后照片。"),
        Table(
            [1800, 7270],
            ["问题", "{{case.what}}"], ["类别", "{{case.category}}"], ["网格", "{{case.cell}}"], ["地点", "{{case.place}}"], ["依据", "{{case.clause}}"],
            ["时限", "{{case.due}}（{{case.limit}}）"], ["配合单位", "{{case.with}}"]),
        Line("整改前照片"),
        Table([4535], ["{{photo.before}}"]),
        Text("对承办单位有异议的，请写明依据并提出应由哪个单位承办，退回{{case.issuer}}。"),
        Line("{{case.issuer}}", JustificationValues.Right),
        Line("{{paper.day}}", JustificationValues.Right));

    private static byte[] Closing() => Write(
        Title("销号单"),
        Line("{{case.number}}", JustificationValues.Right),
        Table(
            [1800, 7270],
            ["问题", "{{case.what}}"], ["网格", "{{case.cell}}"], ["承办单位", "{{case.host}}"], ["受理", "{{case.registered}}"], ["时限", "{{case.due}}"],
            ["销号", "{{case.closed}}"], ["用时", "{{case.taken}}"], ["核查", "{{case.verifier}}"]),
        Line("整改前、整改后"),
        Table([4535, 4535], ["{{photo.before}}", "{{photo.after}}"]),
        Line("办理过程"),
        Table([2300, 2000, 2400, 2370], ["时间", "步骤", "单位", "说明"], ["{{step.time}}", "{{step.what}}", "{{step.unit}}", "{{step.note}}"]),
        Line("{{paper.day}}", JustificationValues.Right));

    private static byte[] Write(params OpenXmlElement[] content)
    {
        using var bytes = new MemoryStream();
        var root = new PartLinks();
        root.To(Relations + "officeDocument", "/word/document.xml");
        using (var package = new PackageWriter(bytes, root))
        {
            var links = new PartLinks();
            var header = links.To(Relations + "header", "/word/header1.xml");
            var footer = links.To(Relations + "footer", "/word/footer1.xml");
            links.To(Relations + "styles", "/word/styles.xml");
            var section = new SectionProperties(
                new HeaderReference { Type = HeaderFooterValues.Default, Id = header },
                new FooterReference { Type = HeaderFooterValues.Default, Id = footer },
                new PageSize { Width = 11906, Height = 16838 },
                new PageMargin { Top = 1700, Bottom = 1400, Left = 1418, Right = 1418, Header = 850, Footer = 700, Gutter = 0 });
            package.Add("/word/document.xml", Types + "document.main+xml", new Document(new Body([.. content, section])), links);
            package.Add("/word/header1.xml", Types + "header+xml", new Header(Small("{{demo}}", JustificationValues.Center)));
            package.Add("/word/footer1.xml", Types + "footer+xml", new Footer(Small("{{paper.as_of}}　{{paper.code}}", JustificationValues.Left)));
            package.Add("/word/styles.xml", Types + "styles+xml", new Styles(new DocDefaults(
                new RunPropertiesDefault(new RunPropertiesBaseStyle(
                    new RunFonts { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = "宋体" }, new FontSize { Val = "24" },
                    new Languages { Val = "en-US", EastAsia = "zh-CN" })),
                new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "80", Line = "360", LineRule = LineSpacingRuleValues.Auto })))));
        }
        return bytes.ToArray();
    }

    private static Paragraph Title(string text) => new(
        new ParagraphProperties(new SpacingBetweenLines { Before = "120", After = "240" }, new Justification { Val = JustificationValues.Center }),
        new Run(new RunProperties(new Bold(), new FontSize { Val = "44" }), Words(text)));

    private static Paragraph Line(string text, JustificationValues? side = null) => new(
        new ParagraphProperties(new KeepNext(), new Justification { Val = side ?? JustificationValues.Left }), new Run(Words(text)));

    private static Paragraph Text(string text) => new(new ParagraphProperties(new Indentation { FirstLineChars = 200, FirstLine = "480" }), new Run(Words(text)));

    private static Paragraph Small(string text, JustificationValues side) => new(
        new ParagraphProperties(new Justification { Val = side }), new Run(new RunProperties(new Color { Val = "5A4F42" }, new FontSize { Val = "18" }), Words(text)));

    private static Table Table(int[] widths, params string[][] rows)
    {
        var grid = new TableGrid();
        foreach (var width in widths) grid.AppendChild(new GridColumn { Width = $"{width}" });
        T Rule<T>() where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4, Color = "231C15" };
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = $"{widths.Sum()}", Type = TableWidthUnitValues.Dxa },
                new TableBorders(Rule<TopBorder>(), Rule<LeftBorder>(), Rule<BottomBorder>(), Rule<RightBorder>(), Rule<InsideHorizontalBorder>(), Rule<InsideVerticalBorder>()),
                new TableLayout { Type = TableLayoutValues.Fixed }),
            grid);
        foreach (var row in rows)
        {
            table.AppendChild(new TableRow([
                new TableRowProperties(new CantSplit()),
                .. row.Select((cell, i) => new TableCell(
                    new TableCellProperties(new TableCellWidth { Width = $"{widths[i]}", Type = TableWidthUnitValues.Dxa }),
                    new Paragraph(new ParagraphProperties(new SpacingBetweenLines { Before = "60", After = "60", Line = "300", LineRule = LineSpacingRuleValues.Auto }), new Run(Words(cell))))),
            ]));
        }
        return table;
    }

    private static DocumentFormat.OpenXml.Wordprocessing.Text Words(string text) => new(text) { Space = SpaceProcessingModeValues.Preserve };
}
