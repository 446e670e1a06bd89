// The templates of the campaigns, drawn here and committed beside each campaign.yaml: an office changes them in Word, so they are files; but files
// that nobody can read in a diff need a source. GRIDWORK_DRAW_PAPERS=1 and the test below write them anew.
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Gridwork.Documents.Packages;

namespace Gridwork.Documents.Tests.Papers;

/// <summary>Notices and closing slips as templates.</summary>
internal static class CampaignPapers
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string Types = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    public static string Folder => Path.Combine(Decks.SampleDeck.Repository, "campaigns");

    public static IReadOnlyDictionary<string, Func<byte[]>> All { get; } = new Dictionary<string, Func<byte[]>>
    {
        ["hygiene-city/papers/整改通知书.docx"] = Notice,
        ["hygiene-city/papers/销号单.docx"] = Closing,
        ["road-environment/papers/限期清理通知书.docx"] = ClearingNotice,
        ["road-environment/papers/清理销号单.docx"] = ClearingSlip,
    };

    public static byte[] Notice() => Write(
        Title("整改通知书"),
        Line("问题 {{case.number}}号", JustificationValues.Right),
        Line("{{case.host}}："),
        Text("{{case.registered}}受理的下列问题由你单位承办，请按时限整改，并报整改后照片。"),
        Table(
            [1800, 7270],
            ["问题", "{{case.what}}"], ["类别", "{{case.category}}"], ["依据", "{{case.clause}}"], ["地点", "{{case.place}}　网格 {{case.cell}}"],
            ["时限", "{{case.due}}\n{{case.due_how}}"], ["协办单位", "{{case.with}}"]),
        Line("整改前照片"),
        Table([4535], ["{{photo.before}}"]),
        Text("不属你单位职责的，请写明依据条款，提出应由哪个单位承办，退回{{case.issuer}}。需要延期的，请在时限届满前申请。"),
        Line("{{case.issuer}}", JustificationValues.Right),
        Line("{{paper.day}}", JustificationValues.Right));

    public static byte[] Closing() => Write(
        Title("销号单"),
        Line("问题 {{case.number}}号", JustificationValues.Right),
        Table(
            [1800, 7270],
            ["问题", "{{case.what}}"], ["地点", "{{case.place}}　网格 {{case.cell}}"], ["承办单位", "{{case.host}}"], ["受理", "{{case.registered}}"],
            ["时限", "{{case.due}}\n{{case.due_how}}"], ["销号", "{{case.closed}}"], ["用时", "{{case.taken}}"], ["核查", "{{case.verifier}}"]),
        Line("整改前、整改后"),
        Table([4535, 4535], ["{{photo.before}}", "{{photo.after}}"]),
        Line("办理过程"),
        Table([2300, 2000, 2400, 2370], ["时间", "步骤", "单位", "说明"], ["{{step.time}}", "{{step.what}}", "{{step.unit}}", "{{step.note}}"]),
        Line("{{paper.day}}", JustificationValues.Right));

    private static byte[] ClearingNotice() => Write(
        Title("限期清理通知书"),
        Line("问题 {{case.number}}号", JustificationValues.Right),
        Line("{{case.holder}}："),
        Text("巡查中下列情况未能当场清理，请在约定日期前清理到位，到期派人复看。"),
        Table(
            [1800, 7270],
            ["情况", "{{case.what}}"], ["类别", "{{case.category}}"], ["要求", "{{case.clause}}"], ["路段", "{{case.place}}　网格 {{case.cell}}"],
            ["期限", "{{case.due}}\n{{case.due_how}}"]),
        Line("清理前照片"),
        Table([4535], ["{{photo.before}}"]),
        Text("清理后请拍一张同一位置的照片。二十四小时内复看，七日后再看一次；又摆出来的重新办理。"),
        Line("{{case.issuer}}", JustificationValues.Right),
        Line("{{paper.day}}", JustificationValues.Right));

    private static byte[] ClearingSlip() => Write(
        Title("清理销号单"),
        Line("问题 {{case.number}}号", JustificationValues.Right),
        Table(
            [1800, 7270],
            ["情况", "{{case.what}}"], ["路段", "{{case.place}}　网格 {{case.cell}}"], ["承办单位", "{{case.host}}"], ["期限", "{{case.due}}"],
            ["清理", "{{case.handled}}"], ["复看销号", "{{case.closed}}　{{case.verifier}}"]),
        Line("清理前、清理后"),
        Table([4535, 4535], ["{{photo.before}}", "{{photo.after}}"]),
        Line("经过"),
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
                    [new TableCellProperties(new TableCellWidth { Width = $"{widths[i]}", Type = TableWidthUnitValues.Dxa }), .. cell.Split('\n').Select(Cell)])),
            ]));
        }
        return table;
    }

    private static Paragraph Cell(string text) => new(
        new ParagraphProperties(new SpacingBetweenLines { Before = "60", After = "60", Line = "300", LineRule = LineSpacingRuleValues.Auto }), new Run(Words(text)));

    private static DocumentFormat.OpenXml.Wordprocessing.Text Words(string text) => new(text) { Space = SpaceProcessingModeValues.Preserve };
}
