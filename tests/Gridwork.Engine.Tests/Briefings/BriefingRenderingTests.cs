using System.Globalization;
using CsCheck;
using Gridwork.Engine.Briefings;
using Gridwork.Engine.Journal;

namespace Gridwork.Engine.Tests.Briefings;

/// <summary>What a paper prints, and that each number of it stays traceable.</summary>
public sealed class BriefingRenderingTests
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    private static readonly Dictionary<string, FigureCount> Counts = new()
    {
        ["officers"] = new(Paper.Rule("officers", "出动执法人员", "余", 10), 63),
        ["stalls"] = new(Paper.Rule("stalls", "清退占道经营"), 51),
        ["dumping"] = new(Paper.Rule("dumping", "清除乱堆乱放", "余", 10), 34),
        ["stalls from=2021-05-25 until=2021-05-25"] = new(Paper.Rule("stalls", "清退占道经营"), 18),
        ["stalls in=hefan-suizhuang"] = new(Paper.Rule("stalls", "清退占道经营"), 17),
        ["stalls.declared"] = new(Paper.Rule("stalls.declared", "清退占道经营"), 52),
    };

    [Theory]
    [InlineData(853, "余", 10, "850余")]
    [InlineData(850, "余", 10, "850")]
    [InlineData(63, "余", 10, "60余")]
    [InlineData(7, "余", 10, "7")]
    [InlineData(0, "余", 10, "0")]
    [InlineData(523, "以上", 100, "500以上")]
    [InlineData(523, null, 100, "523")]
    [InlineData(523, "余", 0, "523")]
    [InlineData(12_003_456, "余", 1_000_000, "12000000余")]
    public void A_qualified_figure_is_rounded_down_and_says_so_only_if_it_was(long value, string? qualifier, int round, string printed) =>
        Assert.Equal(printed, FigurePrint.Of(Paper.Rule("x", "x", qualifier, round), value, Chinese).ToString());

    [Theory]
    [InlineData("余", "more than 60")]
    [InlineData("以上", "60 or more")]
    public void An_english_paper_puts_the_qualifier_where_english_has_it(string qualifier, string printed) =>
        Assert.Equal(printed, FigurePrint.Of(Paper.Rule("x", "x", qualifier, 10), 63, English).ToString());

    [Fact]
    public void Decimals_are_printed_as_far_as_they_say_something()
    {
        Assert.Equal("709.7", FigurePrint.Exact(70970, 2));
        Assert.Equal("710", FigurePrint.Exact(71000, 2));
        Assert.Equal("700余", FigurePrint.Of(Paper.Rule("x", "x", "余", 100, scale: 2), 70970, Chinese).ToString());
        Assert.Equal("—", FigurePrint.Exact(null, 2));
    }

    [Fact]
    public void Rounding_never_prints_more_than_was_counted() =>
        Gen.Select(Gen.Long[0, 10_000_000], Gen.Int[1, 1000]).Sample((value, round) =>
        {
            var print = FigurePrint.Of(Paper.Rule("x", "x", "余", round), value, Chinese);
            var printed = long.Parse(print.Number, CultureInfo.InvariantCulture);
            return printed <= value && value - printed < round && print.IsRounded == (printed < value);
        });

    [Fact]
    public void Headings_paragraphs_and_items_become_blocks_and_each_figure_a_run()
    {
        var paper = Paper.Template(
            "## 一、总体进展\n\n截至{{ cutoff_day }}，出动{{ tally.officers }}人次，\n清退**{{ tally.stalls }}处**。\n\n- 当日{{ tally.stalls | on: \"2021-05-25\" }}处\n  1. 穗庄村{{ tally.stalls | in: \"hefan-suizhuang\" }}处\n",
            "to:\n  报: 区综合行政执法局\ncopies: 40\n").Render(Counts);

        Assert.Equal(
            """
            路域环境整治简报
            第3期　禾范街道办事处　2021年5月26日
            路域环境专项整治进展情况
            一、总体进展
            截至5月26日，出动60余人次，清退51处。
            当日18处
            1. 穗庄村17处
            报：区综合行政执法局
            （共印40份）

            """.ReplaceLineEndings("\n"),
            paper.CleanText);
        Assert.Equal(
            ["1 officers: 63 → 60余", "2 stalls: 51 → 51", "3 stalls from=2021-05-25 until=2021-05-25: 18 → 18", "4 stalls in=hefan-suizhuang: 17 → 17"],
            paper.Figures.Select(figure => $"{figure.No} {figure.Key}: {figure.Exact} → {figure.Text}"));
        Assert.Equal(
            [(BriefingBlockKind.Heading, 2, null), (BriefingBlockKind.Paragraph, 0, null), (BriefingBlockKind.Item, 1, null), (BriefingBlockKind.Item, 2, (int?)1)],
            paper.Blocks.Select(block => (block.Kind, block.Level, block.Number)));
        Assert.Equal([false, true, true], paper.Blocks[1].Runs.Where(run => run is BriefingFigure || run.Strong).Select(run => run.Strong));
        Assert.Equal(
            ["出动执法人员", "清退占道经营", "5月25日 清退占道经营", "穗庄村 清退占道经营"],
            paper.Figures.Select(figure => figure.Label(Chinese, code => code == "hefan-suizhuang" ? "穗庄村" : null)));
    }

    [Fact]
    public void A_figure_survives_what_liquid_does_with_it()
    {
        var paper = Paper.Template(
            "{% assign n = tally.stalls %}{% capture words %}共{{ n }}处{% endcapture %}{% if tally.stalls.count > 50 %}{{ words }}，较多。{% else %}较少。{% endif %}").Render(Counts);

        Assert.Equal("共51处，较多。", Assert.Single(paper.Blocks).Text);
        Assert.Equal("stalls", Assert.Single(paper.Figures).Key.ToString());
    }

    [Fact]
    public void A_declared_figure_and_one_changed_by_hand_are_framed_beside_the_counted_one()
    {
        var key = new FigureKey("stalls") { In = "hefan-suizhuang" };
        var change = new FigureOverride(18, new PersonNo(12), new DateTimeOffset(2021, 5, 26, 17, 12, 0, TimeSpan.FromHours(8)), "早市另清1处未录");
        var paper = Paper.Template("共{{ tally.stalls }}处，上报{{ tally.stalls.declared }}处，穗庄村{{ tally.stalls | in: \"hefan-suizhuang\" }}处。").Render(Counts, (key, change));

        Assert.Equal("共51处，上报52处，穗庄村18处。", Assert.Single(paper.Blocks).Text);
        Assert.Equal(
            [(FigureStanding.Same, false, null), (FigureStanding.Declared, true, null), (FigureStanding.ByHand, true, (long?)1)],
            paper.Figures.Select(figure => (figure.Standing, figure.IsFramed, figure.ChangedBy)));
        Assert.Equal("17", paper.Figures.Last().Exact);
        Assert.Equal(1, paper.ChangedByHand);
    }

    [Fact]
    public void The_code_changes_with_a_figure_and_with_a_word_but_not_with_the_position()
    {
        var template = Paper.Template("共{{ tally.stalls }}处。");
        var code = template.Render(Counts).Code;
        Assert.Matches("^[0-9a-f]{4}( [0-9a-f]{4}){3}$", code.ToString());
        Assert.Equal(code, template.Render(new BriefingOccasion(99_999, Paper.Cutoff, "禾范街道办事处", ""), key => Counts[key.ToString()]).Code);
        Assert.NotEqual(code, template.Render(new() { ["stalls"] = Counts["stalls"] with { Value = 50 } }).Code);
        Assert.NotEqual(code, Paper.Template("计{{ tally.stalls }}处。").Render(Counts).Code);
    }

    [Fact]
    public void A_changed_record_behind_a_rounded_figure_changes_the_code_although_the_words_stay()
    {
        var template = Paper.Template("清除{{ tally.dumping }}处。");
        var before = template.Render(Counts);
        var after = template.Render(new() { ["dumping"] = Counts["dumping"] with { Value = 35 } });
        Assert.Equal(before.CleanText, after.CleanText);
        Assert.NotEqual(before.Code, after.Code);
    }

    [Fact]
    public void Free_words_are_the_templates_until_somebody_writes_them_anew()
    {
        var template = Paper.Template("## 下一步\n\n{{ text.next }}\n", front: "texts:\n  next: 一是划线定位。\n");
        Assert.Equal([new("next", "一是划线定位。")], template.Texts);
        Assert.Equal(["下一步", "一是划线定位。"], Blocks(new Dictionary<string, string>()));
        // A line is a paragraph, and what Markdown or Liquid would read is printed as it stands.
        Assert.Equal(["下一步", "1. 早市 *两侧*", "{{ tally.stalls }}"], Blocks(new Dictionary<string, string> { ["next"] = "1. 早市 *两侧*\n\n{{ tally.stalls }}" }));

        IEnumerable<string> Blocks(Dictionary<string, string> texts) => template.Render(
            new BriefingOccasion(1, Paper.Cutoff, "禾范街道办事处", "路域环境整治") { Texts = texts }, key => Counts[key.ToString()]).Blocks.Select(block => block.Text);
    }

    [Fact]
    public void An_issue_has_one_id_whoever_releases_it_and_whatever_it_says()
    {
        var paper = Paper.Template("{{ tally.stalls }}处").Render(Counts);
        var release = BriefingRelease.Of(paper, "road-environment", "briefing.zh.md", Hash256.Of("head"u8));
        Assert.Equal(release.Instance, (release with { Text = "other", Position = 1 }).Instance);
        Assert.NotEqual(release.Instance, (release with { Number = 4 }).Instance);
        Assert.NotEqual(release.Instance, (release with { Template = "briefing.en.md" }).Instance);
        Assert.Equal(release.Instance, release.ToCandidate(new DistrictId(1), new PersonNo(12), new UnitNo(2), Paper.Cutoff, Paper.District).Header.Instance);
    }

    [Fact]
    public void A_released_paper_reads_back_word_for_word_and_stands_beside_today()
    {
        var paper = Paper.Template("出动{{ tally.officers }}人次，清退{{ tally.stalls }}处。\n\n1. 上报{{ tally.stalls.declared }}处").Render(Counts);
        var release = BriefingRelease.Of(paper, "road-environment", "briefing.zh.md", Hash256.Of("head"u8));
        var candidate = release.ToCandidate(new DistrictId(1), new PersonNo(12), new UnitNo(2), Paper.Cutoff, Paper.District);
        var entry = new JournalEntry(10_200, candidate.Header, default, default);
        var released = Released.Of(entry, candidate.Body.Span);

        Assert.Equal((EntryKind.Release, 10_200L, new PersonNo(12)), (entry.Header.Kind, released.Seq, released.Person));
        Assert.Equal(paper.CleanText, released.Briefing.CleanText);
        Assert.Equal(paper.Code, released.Briefing.Code);
        Assert.True(released.CodeHolds);
        Assert.Equal(10_192, released.Briefing.Position);
        Assert.Equal(
            ["", "发布时 51，今日 50", "发布时 52，今日 —"],
            released.Since(key => key.ToString() switch
            {
                "officers" => Counts["officers"],
                "stalls" => Counts["stalls"] with { Value = 50 },
                _ => null,
            }).Select(since => since.Text(Chinese)));
        Assert.False((released with { Release = release with { Text = "", Figures = [.. release.Figures.Select(f => f with { Number = "52" })] } }).CodeHolds);
    }
}
