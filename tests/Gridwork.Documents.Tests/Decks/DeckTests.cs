using System.IO.Compression;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Gridwork.Documents.Decks;
using Gridwork.Documents.Packages;
using A = DocumentFormat.OpenXml.Drawing;
using C = DocumentFormat.OpenXml.Drawing.Charts;
using P = DocumentFormat.OpenXml.Presentation;

namespace Gridwork.Documents.Tests.Decks;

/// <summary>What is in the file of a deck.</summary>
public sealed class DeckTests
{
    private static DeckModel With(params DeckSlide[] slides) => SampleDeck.Model with { Slides = slides };

    internal static void IsSound(byte[] pptx)
    {
        using var bytes = new MemoryStream(pptx);
        Assert.Empty(PackageCheck.Check(bytes).Select(fault => fault.ToString()));
        using var document = PresentationDocument.Open(bytes, isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document, TestContext.Current.CancellationToken)
            .Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
    }

    internal static T Read<T>(byte[] pptx, Func<IReadOnlyList<SlidePart>, T> read)
    {
        using var document = PresentationDocument.Open(new MemoryStream(pptx), isEditable: false);
        var main = document.PresentationPart!;
        return read([.. main.Presentation!.SlideIdList!.Elements<P.SlideId>().Select(slide => (SlidePart)main.GetPartById(slide.RelationshipId!))]);
    }

    private static string Words(OpenXmlElement element) => string.Concat(element.Descendants<A.Text>().Select(text => text.Text));

    private static string TitleOf(SlidePart slide) => Words(slide.Slide!.Descendants<P.Shape>().First(shape => shape.Descendants<P.PlaceholderShape>().Any()));

    private static List<string> Rows(SlidePart slide) =>
        [.. slide.Slide!.Descendants<A.TableRow>().Select(row => string.Join(" | ", row.Elements<A.TableCell>().Select(Words)))];

    [Fact]
    public void Every_kind_of_slide_passes_the_validator_and_the_package_check()
    {
        var pptx = SampleDeck.Write(SampleDeck.Model);

        IsSound(pptx);
        Assert.Equal(
            ["卫生城市复审　网格问题反馈", "三周受理903件，销号741件", "按街道：禾范在办最多", "按专线：每日受理", "禾范 017网格　小麦川村", "超期问题（1／2）", "超期问题（2／2）", "下一步"],
            Read(pptx, slides => slides.Select(TitleOf).ToList()));
    }

    [Fact]
    public void The_same_model_makes_the_same_bytes() => Assert.Equal(SampleDeck.Write(SampleDeck.Model), SampleDeck.Write(SampleDeck.Model));

    [Fact]
    public void A_cell_is_one_slide_with_photos_figures_map_and_table()
    {
        var pptx = SampleDeck.Write(With(SampleDeck.Cell));

        Read(pptx, slides =>
        {
            var slide = Assert.Single(slides);
            Assert.Equal(
                [
                    "灯 | 编号 | 问题 | 承办单位 | 时限 | 状态",
                    "■ 超期 | 2021-0871 | 小麦川村口东侧建筑垃圾约两方，占压人行道 | 禾范街道 | 5月27日 09:31　超 9分钟 | 处置中",
                    "■ 超期 | 2021-0638 | 小麦川村北巷口堆放建筑垃圾，占去半条路 | 禾范街道环卫所 | 5月26日 10:10　超 7小时 | 待核查",
                    "■ 超期 | 2021-0867 | 小麦川路 18号门前井盖缺失，已设围挡（应急 24小时） | 建设局 | 5月26日 16:45　超 16小时 | 处置中",
                    "▲ 快到期 | 2021-0874 | 卫生室旁三只垃圾桶满溢 | 禾范街道环卫所 | 5月27日 11:30　剩 1小时50分 | 处置中",
                ],
                Rows(slide));
            Assert.Equal(["整治前 5月18日", "整治后 5月20日"], slide.Slide!.Descendants<P.Picture>().Select(picture => picture.NonVisualPictureProperties!.NonVisualDrawingProperties!.Name!.Value!));
            var names = slide.Slide.Descendants<P.NonVisualDrawingProperties>().Select(shape => shape.Name!.Value!).ToList();
            Assert.Subset(names.ToHashSet(), new HashSet<string> { "禾范017位置图", "water", "roads", "cells", "borders", "禾范 017", "pin", "demo", "as of" }.Where(name => name != "禾范017位置图").ToHashSet());
            Assert.Contains("演示样张　数据为合成", Words(slide.Slide));
            Assert.Contains("截至 2021年5月27日 09:40（流水第10192号）。带点线的数由明细汇总，放映时点开可见每一件；备注页写明出处。", Words(slide.Slide));
            return 0;
        });
    }

    [Fact]
    public void A_counted_number_has_dots_opens_by_a_click_and_is_named_in_the_notes()
    {
        var declared = new DeckFigure("街道上报", "32", "件", "被当作汇总的", Declared: true);
        var pptx = SampleDeck.Write(With(new SummarySlide { Title = "小结", Figures = [SampleDeck.Open, declared] }));

        IsSound(pptx);
        Read(pptx, slides =>
        {
            var slide = slides[0];
            Assert.Equal(["4"], slide.Slide!.Descendants<A.Run>().Where(run => run.RunProperties?.Underline?.Value == A.TextUnderlineValues.Dotted).Select(Words));
            var link = Assert.Single(slide.HyperlinkRelationships);
            Assert.Equal("https://demo.example/campaigns/hygiene-city/cases?cell=hefan-017", link.Uri.OriginalString);
            Assert.Equal(
                ["本页数字的出处", "在办 4件：在办问题，禾范 017，截至第10192号", "街道上报 32件：上报数，不由明细汇总", "截至 2021年5月27日 09:40（流水第10192号）。"],
                slide.NotesSlidePart!.NotesSlide!.Descendants<A.Paragraph>().Select(Words));
            return 0;
        });
    }

    [Fact]
    public void A_deck_without_counted_numbers_does_not_speak_of_dots_and_has_no_notes()
    {
        var pptx = SampleDeck.Write(With(new StepsSlide { Title = "下一步", Steps = [new("清运", "禾范街道", "5月28日")] }) with { Position = null });

        Read(pptx, slides =>
        {
            Assert.Contains("截至 2021年5月27日 09:40。1／1", Words(slides[0].Slide!));
            Assert.Null(slides[0].NotesSlidePart);
            return 0;
        });
    }

    [Fact]
    public void Problems_that_do_not_fit_go_on_over_further_slides_and_none_is_lost()
    {
        var many = SampleDeck.Cell with
        {
            Problems = [.. Enumerable.Range(1, 30).Select(i => SampleDeck.Cell.Problems[i % 4] with { Number = $"2021-{i:0000}" })],
        };

        var pptx = SampleDeck.Write(With(many));

        IsSound(pptx);
        Read(pptx, slides =>
        {
            Assert.Equal(["禾范 017网格　小麦川村（1／3）", "禾范 017网格　小麦川村（2／3）", "禾范 017网格　小麦川村（3／3）"], slides.Select(TitleOf));
            Assert.Equal(
                Enumerable.Range(1, 30).Select(i => $"2021-{i:0000}"),
                slides.SelectMany(Rows).Where(row => !row.StartsWith('灯')).Select(row => row.Split(" | ")[1]));
            Assert.All(slides, slide => Assert.StartsWith("灯", Rows(slide)[0]));
            return 0;
        });
    }

    [Fact]
    public void Nothing_drawn_leaves_the_slide()
    {
        var pptx = SampleDeck.Write(SampleDeck.Model with { Slides = [.. SampleDeck.Model.Slides, new TableSlide { Title = "长表", Table = SampleDeck.Overdue(80) }] });

        Read(pptx, slides =>
        {
            foreach (var slide in slides)
            {
                foreach (var frame in slide.Slide!.Descendants<P.GraphicFrame>())
                    Assert.InRange(frame.Transform!.Offset!.Y!.Value + frame.Transform.Extents!.Cy!.Value, 0, 846 * 7620 + 1);
            }
            return 0;
        });
    }

    [Fact]
    public void What_is_missing_is_said_in_words()
    {
        var bare = new CellSlide { Title = "禾仁 001网格", Problems = [], Photos = [new DeckPhotoPair(new DeckPhoto(() => new MemoryStream([1, 2, 3]), "5月18日"), null)] };

        var pptx = SampleDeck.Write(With(bare));

        IsSound(pptx);
        var words = Read(pptx, slides => Words(slides[0].Slide!));
        Assert.Contains("照片打不开，原件在问题页", words);
        Assert.Contains("还没有整治后照片", words);
        Assert.Contains("没有在办问题。", words);
    }

    [Fact]
    public void The_same_photo_is_stored_once()
    {
        var photo = SampleDeck.Photo("5月18日", false);
        var again = SampleDeck.Photo("5月20日", false);
        var pptx = SampleDeck.Write(With(
            SampleDeck.Cell with { Photos = [new(photo, again)] }, SampleDeck.Cell with { Photos = [new(photo, null), new(SampleDeck.Photo("x", false, seed: 2), again)] }));

        IsSound(pptx);
        using var zip = new ZipArchive(new MemoryStream(pptx));
        Assert.Equal(["ppt/media/photo1.jpeg", "ppt/media/photo2.jpeg"], zip.Entries.Select(entry => entry.FullName).Where(name => name.Contains("media")));
        Assert.Equal(5, Read(pptx, slides => slides.Sum(slide => slide.Slide!.Descendants<P.Picture>().Count())));
    }

    [Fact]
    public void Words_of_the_field_may_hold_anything()
    {
        const string nasty = "a\u0000b\u000b<&>\"'　𠮷🚧\uFFFE";
        var pptx = SampleDeck.Write(With(
            new SummarySlide
            {
                Title = nasty,
                Kicker = nasty,
                Points = [nasty, ""],
                Figures = [new(nasty, nasty, nasty, nasty)],
                Chart = new(nasty, DeckChartKind.Bar, [nasty], [new(nasty, [1.5])]),
            },
            new TableSlide { Title = "", Table = new([new(nasty)], [[nasty]]) }));

        IsSound(pptx);
        Assert.Equal("ab<&>\"'　𠮷🚧", Read(pptx, slides => TitleOf(slides[0])));
    }

    [Fact]
    public void Without_a_photo_the_map_stands_in_their_place()
    {
        var pptx = SampleDeck.Write(With(SampleDeck.Cell with { Photos = [] }));

        IsSound(pptx);
        var words = Read(pptx, slides => Words(slides[0].Slide!));
        Assert.Contains("这些问题还没有照片", words);
        Assert.DoesNotContain("整治前", words);
    }

    [Fact]
    public void An_english_deck_has_english_words()
    {
        var pptx = SampleDeck.Write(With(SampleDeck.Cell with { Photos = [new DeckPhotoPair(null, null)] }) with { Language = "en", AsOf = "As of 27 May 2021, 09:40" });

        IsSound(pptx);
        var words = Read(pptx, slides => Words(slides[0].Slide!));
        Assert.Contains("No photo from before", words);
        Assert.Contains("■ Late", words);
        Assert.Contains("As of 27 May 2021, 09:40 (journal entry 10192). Dotted figures are counted from records: click one to see them; the notes name each tally.", words);
    }

    [Fact]
    public void D01_forty_slides_with_thirty_charts_over_ten_thousand_entries()
    {
        var entries = Enumerable.Range(0, 10_000).Select(i => (Unit: $"单位 {i % 31:00}", Value: (i * 7919 % 100) / 4.0)).ToList();
        DeckChart Chart(int no) => new(
            $"图 {no}", (DeckChartKind)(no % 4), [.. entries.Skip(no * 333).Take(333).Select(entry => entry.Unit).Distinct()],
            [
                new("汇总", [.. entries.Skip(no * 333).Take(333).GroupBy(entry => entry.Unit).Select(unit => (double?)unit.Sum(entry => entry.Value))]),
                new("记录", [.. entries.Skip(no * 333).Take(333).GroupBy(entry => entry.Unit).Select((unit, i) => i == 3 ? null : (double?)unit.Count())], DeckTone.Context),
            ]);
        var pptx = SampleDeck.Write(With(
        [
            .. Enumerable.Range(0, 30).Select(no => new SummarySlide { Title = $"第 {no}页", Chart = Chart(no) }),
            .. Enumerable.Range(0, 10).Select(no => new StepsSlide { Title = $"步 {no}", Steps = [] }),
        ]));

        IsSound(pptx);
        using var zip = new ZipArchive(new MemoryStream(pptx));
        var names = zip.Entries.Select(entry => entry.FullName).ToList();
        Assert.Equal(Enumerable.Range(1, 40).Select(no => $"ppt/slides/slide{no}.xml"), names.Where(name => name.StartsWith("ppt/slides/slide", StringComparison.Ordinal)));
        Assert.Equal(Enumerable.Range(1, 30).Select(no => $"ppt/charts/chart{no}.xml"), names.Where(name => name.StartsWith("ppt/charts/chart", StringComparison.Ordinal)));
        // Each workbook opens by itself and passes the validator as one.
        foreach (var book in zip.Entries.Where(entry => entry.FullName.EndsWith(".xlsx", StringComparison.Ordinal)))
        {
            using var bytes = new MemoryStream();
            using (var stream = book.Open()) stream.CopyTo(bytes);
            using var opened = SpreadsheetDocument.Open(bytes, isEditable: false);
            Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(opened, TestContext.Current.CancellationToken).Select(error => error.Description));
        }
    }

    [Theory]
    [InlineData(DeckChartKind.Bar)]
    [InlineData(DeckChartKind.Column)]
    [InlineData(DeckChartKind.StackedBar)]
    [InlineData(DeckChartKind.Line)]
    public void D03_a_title_is_there_and_said_not_to_be_deleted(DeckChartKind kind)
    {
        C.Chart Made(string? title) => Read(
            SampleDeck.Write(With(new SummarySlide { Title = "图", Chart = new(title, kind, ["甲", "乙"], [new("件", [1, 2])]) })),
            slides => (C.Chart)slides[0].ChartParts.Single().ChartSpace!.GetFirstChild<C.Chart>()!.CloneNode(true));

        Assert.Equal((false, "受理（件）"), (Made("受理（件）").AutoTitleDeleted!.Val!.Value, Words(Made("受理（件）").Title!)));
        Assert.Equal((true, true), (Made(null).AutoTitleDeleted!.Val!.Value, Made(null).Title is null));
    }

    [Fact]
    public void What_was_not_counted_is_no_0_in_chart_and_workbook()
    {
        var pptx = SampleDeck.Write(With(new SummarySlide { Title = "图", Chart = new("件", DeckChartKind.Column, ["甲", "乙", "丙"], [new("件", [0, null, 2])]) }));

        IsSound(pptx);
        using var zip = new ZipArchive(new MemoryStream(pptx));
        using var book = new ZipArchive(zip.GetEntry("ppt/embeddings/chart1.xlsx")!.Open());
        using var sheet = book.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        Assert.Equal(
            ["B1 件", "A2 甲", "B2 0", "A3 乙", "A4 丙", "B4 2"],
            XDocument.Load(sheet).Descendants().Where(cell => cell.Name.LocalName == "c").Select(cell => $"{(string)cell.Attribute("r")!} {cell.Value}"));
    }
}
