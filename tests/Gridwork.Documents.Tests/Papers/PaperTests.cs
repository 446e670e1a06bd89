using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Gridwork.Documents.Packages;
using Gridwork.Documents.Papers;
using Gridwork.Documents.Tests.Decks;

namespace Gridwork.Documents.Tests.Papers;

/// <summary>Papers of one case.</summary>
public sealed class PaperTests
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    private static PaperModel Model { get; } = new()
    {
        DemoMark = "演示样张　数据为合成",
        Fields = new Dictionary<string, string>
        {
            ["case.number"] = "2021-0638",
            ["case.what"] = "小麦川村北巷口堆放建筑垃圾，占去半条路",
            ["case.category"] = "市容环境卫生",
            ["case.cell"] = "禾范 017",
            ["case.place"] = "小麦川村北巷口",
            ["case.host"] = "禾范街道环卫所",
            ["case.with"] = "",
            ["case.issuer"] = "禾范街道",
            ["case.clause"] = "职责清单第12条",
            ["case.registered"] = "2021年5月24日 10:10",
            ["case.due"] = "2021年5月26日 10:10",
            ["case.due_how"] = "自2021年5月24日 10:10受理起算，限2个工作日",
            ["case.limit"] = "2个工作日",
            ["case.closed"] = "2021年5月27日 16:20",
            ["case.taken"] = "3天6小时",
            ["case.verifier"] = "网格化服务管理中心 02",
            ["paper.day"] = "2021年5月27日",
            ["paper.as_of"] = "截至 2021年5月27日 17:00",
            ["paper.code"] = "核数码 3b7e a914 5cd0 88f2",
        },
        Lists = new Dictionary<string, PaperList>
        {
            ["step"] = new(
                ["time", "what", "unit", "note"],
                [["5月24日 10:10", "受理", "禾范街道", ""], ["5月24日 10:12", "交办", "禾范街道", "禾范街道环卫所"], ["5月27日 09:02", "处置", "禾范街道环卫所", "清运两车\n路面已冲洗"]]),
        },
        Photos = new Dictionary<string, PaperPhoto?> { ["photo.before"] = new(() => new MemoryStream(Decks.Photos.Jpeg()), "整治前"), ["photo.after"] = null },
    };

    private static byte[] Fill(byte[] template, PaperModel model)
    {
        using var filled = new MemoryStream();
        Assert.Empty(Paper.Fill(new MemoryStream(template), "模板.docx", model, filled).Select(problem => problem.Line(Chinese)));
        var bytes = filled.ToArray();
        Assert.Empty(PackageCheck.Check(new MemoryStream(bytes)).Select(fault => fault.ToString()));
        using var document = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document, TestContext.Current.CancellationToken).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        return bytes;
    }

    private static List<string> Lines(byte[] docx)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(docx), isEditable: false);
        var main = document.MainDocumentPart!;
        return
        [
            .. main.HeaderParts.Select(header => "header: " + header.Header!.InnerText),
            .. main.Document!.Body!.ChildElements.SelectMany(child => child is Table table
                ? table.Elements<TableRow>().Select(row => string.Join(" | ", row.Elements<TableCell>().Select(cell => cell.Descendants<Drawing>().Any() ? "(photo)" : cell.InnerText)))
                : child is Paragraph ? [child.InnerText] : []),
        ];
    }

    private static byte[] Docx(params OpenXmlElement[] content)
    {
        using var bytes = new MemoryStream();
        using (var document = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
            document.AddMainDocumentPart().Document = new Document(new Body(content));
        return bytes.ToArray();
    }

    private static Run Run(string text, bool bold = false) => bold ? new Run(new RunProperties(new Bold()), new Text(text)) : new Run(new Text(text));

    [Fact]
    public void The_committed_templates_are_the_ones_drawn_here()
    {
        foreach (var (name, draw) in CampaignPapers.All)
        {
            var file = Path.Combine(CampaignPapers.Folder, name);
            if (Environment.GetEnvironmentVariable("GRIDWORK_DRAW_PAPERS") == "1")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(file, draw());
            }
            Assert.Equal(Lines(draw()), Lines(File.ReadAllBytes(file)));
        }
    }

    [Fact]
    public void A_closing_slip_says_what_was_done_and_what_is_missing() => Assert.Equal(
        [
            "header: 演示样张　数据为合成", "销号单", "问题 2021-0638号", "问题 | 小麦川村北巷口堆放建筑垃圾，占去半条路", "地点 | 小麦川村北巷口　网格 禾范 017", "承办单位 | 禾范街道环卫所", "受理 | 2021年5月24日 10:10",
            "时限 | 2021年5月26日 10:10自2021年5月24日 10:10受理起算，限2个工作日", "销号 | 2021年5月27日 16:20", "用时 | 3天6小时", "核查 | 网格化服务管理中心 02", "整改前、整改后", "(photo) | 没有照片", "办理过程",
            "时间 | 步骤 | 单位 | 说明", "5月24日 10:10 | 受理 | 禾范街道 | ", "5月24日 10:12 | 交办 | 禾范街道 | 禾范街道环卫所", "5月27日 09:02 | 处置 | 禾范街道环卫所 | 清运两车路面已冲洗",
            "2021年5月27日",
        ],
        Lines(Fill(CampaignPapers.Closing(), Model)));

    [Fact]
    public void A_notice_names_the_unit_and_the_time_and_how_it_came_about() => Assert.Superset(
        new HashSet<string> { "禾范街道环卫所：", "时限 | 2021年5月26日 10:10自2021年5月24日 10:10受理起算，限2个工作日" }, Lines(Fill(CampaignPapers.Notice(), Model)).ToHashSet());

    [Fact]
    public void A_name_that_Word_split_over_runs_is_filled_in_the_look_of_its_first_letter()
    {
        var docx = Fill(Docx(new Paragraph(Run("编号 {"), Run("{case.", bold: true), Run("num"), Run("ber}} 和 {{ case.cell }}"))), Model);

        using var document = WordprocessingDocument.Open(new MemoryStream(docx), isEditable: false);
        Assert.Equal(["编号 2021-0638", "", "", " 和 禾范 017"], document.MainDocumentPart!.Document!.Body!.Descendants<Text>().Select(text => text.Text));
    }

    [Fact]
    public void An_unknown_name_is_told_with_the_one_that_was_meant_and_nothing_is_written()
    {
        using var filled = new MemoryStream();
        var problems = Paper.Fill(new MemoryStream(Docx(new Paragraph(Run("{{case.hots}}{{step.time}}")))), "通知.docx", Model, filled);

        Assert.Equal(["通知.docx：“step.time”有多条，只能写在表格的一行里。", "通知.docx：没有“case.hots”这一项。应是 case.host。"], problems.Select(problem => problem.Line(Chinese)).Order(StringComparer.Ordinal));
        Assert.Equal(0, filled.Length);
        Assert.Equal("模板.docx：打不开这个模板。用 Word 另存为 .docx（不带宏）再传。", Assert.Single(Paper.Fill(new MemoryStream([1, 2]), "模板.docx", Model, filled)).Line(Chinese));
    }

    [Fact]
    public void The_mark_is_added_where_a_template_forgot_it_and_absent_in_service()
    {
        var plain = Docx(new Paragraph(Run("{{case.number}}")));

        Assert.Equal(["header: 演示样张　数据为合成", "2021-0638"], Lines(Fill(plain, Model)));
        Assert.Equal(["2021-0638"], Lines(Fill(plain, Model with { DemoMark = null })));
        Assert.Equal("header: ", Lines(Fill(CampaignPapers.Closing(), Model with { DemoMark = null }))[0]);
    }

    [Fact]
    public void A_list_without_entries_leaves_a_row_to_be_filled_by_hand()
    {
        var lines = Lines(Fill(CampaignPapers.Closing(), Model with { Lists = new Dictionary<string, PaperList> { ["step"] = new(["time", "what", "unit", "note"], []) } }));

        Assert.Equal(["时间 | 步骤 | 单位 | 说明", " |  |  | "], lines.SkipWhile(line => !line.StartsWith("时间", StringComparison.Ordinal)).Take(2));
    }

    [Fact]
    public void A_value_that_looks_like_a_name_is_left_alone() => Assert.Equal(
        ["header: 演示样张　数据为合成", "{{case.number}}"],
        Lines(Fill(Docx(new Paragraph(Run("{{case.what}}"))), Model with { Fields = new Dictionary<string, string> { ["case.what"] = "{{case.number}}" } })));

    [Fact]
    public async Task LibreOffice_shows_a_notice_on_one_page_and_a_slip_with_its_log_on_two()
    {
        using var rendering = new Rendering();
        Assert.Single(await rendering.PagesOfAsync("notice.docx", Fill(CampaignPapers.Notice(), Model)));
        Assert.InRange((await rendering.PagesOfAsync("closing.docx", Fill(CampaignPapers.Closing(), Model))).Count, 1, 2);
    }
}
