using System.Globalization;
using Gridwork.Engine.Briefings;
using Gridwork.Engine.Campaigns;
using Gridwork.Forms;

namespace Gridwork.Engine.Tests.Briefings;

/// <summary>What a template says, and what is wrong with it.</summary>
public sealed class BriefingTemplateTests
{
    private const string Front = "---\ntitle: 进展情况\nmasthead: 简报\nissuer: hefan\nnumber: 3\n---\n";

    private static List<string> Faults(string text)
    {
        var problems = new List<Problem>();
        BriefingTemplate.Parse("briefing.zh.md", text, problems);
        return [.. problems.Select(problem => problem.Line(CultureInfo.GetCultureInfo("zh-CN")))];
    }

    private static List<string> Held(string body)
    {
        var campaign = new CampaignFile
        {
            Id = "road",
            Title = new("路域"),
            From = new(2021, 5, 10),
            Unit = "hefan",
            Indicators = [Paper.Rule("stalls", "清退占道经营"), Paper.Rule("leaflets", "资料") with { Split = "${channel}" }],
        };
        return [.. BriefingTemplate.Check("briefing.zh.md", Front + body, campaign, Paper.District, rule => ["fair", "crossing"])
            .Select(problem => problem.Line(CultureInfo.GetCultureInfo("zh-CN")))];
    }

    [Fact]
    public void Names_every_figure_with_what_it_is_narrowed_to_and_where_it_stands()
    {
        var problems = new List<Problem>();
        var template = BriefingTemplate.Parse(
            "briefing.zh.md",
            Front + "共{{ tally.stalls }}处，\n当日{{ tally.stalls | on: \"2021-05-25\" | in: 'hefan-suizhuang' }}处；{{tally.leaflets|part:\"fair\"}}份，上报{{ tally.stalls.declared }}处。\n",
            problems)!;

        Assert.Empty(problems);
        Assert.Equal(
            [
                "7:5 stalls",
                "8:6 stalls from=2021-05-25 until=2021-05-25 in=hefan-suizhuang",
                "8:68 leaflets.fair",
                "8:103 stalls.declared",
            ],
            template.References.Select(reference => $"{reference.Location.Line}:{reference.Location.Position} {reference.Key}"));
    }

    [Fact]
    public void Free_words_that_the_front_matter_lacks_are_told_with_the_near_name_and_typed_numbers_in_it_are_warned_of()
    {
        Assert.Equal(
            ["briefing.zh.md › 第 11行 第 4字：模板前言里没有 texts: nxt。应是 next。"],
            Faults(Front.Replace("number: 3\n", "number: 3\ntexts:\n  next: 一是划线。\n", StringComparison.Ordinal) + "## 下一步\n\n{{ text.nxt }}\n"));
        Assert.StartsWith(
            "briefing.zh.md › 第 7行：正文里直接写了数 5。",
            Assert.Single(Faults(Front.Replace("number: 3\n", "number: 3\ntexts:\n  next: 增加5个点位，6月10日前到位。\n", StringComparison.Ordinal) + "{{ text.next }}\n")));
    }

    [Fact]
    public void A_tag_that_does_not_close_is_told_with_its_line()
    {
        var fault = Assert.Single(Faults(Front + "第一段。\n\n共{{ tally.stalls 处。\n"));
        Assert.StartsWith("briefing.zh.md › 第 9行", fault);
        Assert.EndsWith("检查 {{ }} 和 {% %} 是否成对。", fault);
    }

    [Fact]
    public void Arithmetic_on_figures_is_refused_because_its_result_opens_to_nothing() =>
        Assert.Equal(
            ["briefing.zh.md › 第 7行 第 18字：模板在这里读不下去：| plus检查 {{ }} 和 {% %} 是否成对。"],
            Faults(Front + "共{{ tally.stalls | plus: tally.signs }}处。\n"));

    [Theory]
    [InlineData("{% if tally.stalls > 0 %}有{% endif %}", "tally.stalls")]
    [InlineData("共{{ tally.stalls.count }}处", "tally.stalls.count")]
    [InlineData("{% assign n = tally.stalls.count %}", "tally.stalls.count")]
    public void A_figure_is_printed_and_its_bare_count_is_only_compared(string body, string what)
    {
        var problems = new List<Problem>();
        Assert.Null(BriefingTemplate.Parse("briefing.zh.md", Front + body, problems));
        Assert.Equal(("briefing.syntax", what), (Assert.Single(problems).Code, problems[0].Arguments[0]));
    }

    [Fact]
    public void A_day_that_is_none_is_told() =>
        Assert.Equal(
            ["briefing.zh.md › 第 7行 第 6字：5月25日 不是日期。按 2021-05-25 这样写。"],
            Faults(Front + "当日{{ tally.stalls | on: \"5月25日\" }}处。\n"));

    [Theory]
    [InlineData("共清退51处。", "51")]
    [InlineData("占三成，即30%。", "30%")]
    [InlineData("9次上路。", "9")]
    public void A_number_typed_by_hand_is_a_warning(string words, string number)
    {
        var problems = new List<Problem>();
        Assert.NotNull(BriefingTemplate.Parse("briefing.zh.md", Front + words, problems));
        var warning = Assert.Single(problems);
        Assert.Equal(("briefing.number-typed", number, false), (warning.Code, warning.Arguments[0], warning.IsError));
    }

    [Theory]
    [InlineData("截至5月26日17:30，2021年5月以来，第3期。")]
    [InlineData("## 1. Overall\n\nSince 11 May 2021, and on May 25, out again.")]
    [InlineData("覆盖5G基站。")]
    [InlineData("1. 第一项\n2. 第二项")]
    public void Dates_times_ordinals_and_names_are_no_typed_numbers(string words) => Assert.Empty(Faults(Front + words));

    [Fact]
    public void An_unknown_indicator_is_told_with_the_near_one() =>
        Assert.Equal(["briefing.zh.md › 第 7行 第 5字：引用了 stals，本专项没有这个指标。应是 stalls。本专项的指标有 stalls、leaflets。"], Held("共{{ tally.stals }}处。"));

    [Fact]
    public void An_unknown_choice_and_a_declared_figure_that_nobody_declares_are_told() =>
        Assert.Equal(["leaflets.fare → leaflets.fair", "stalls.declared → "], Named("{{ tally.leaflets.fare }}{{ tally.stalls.declared }}"));

    [Fact]
    public void A_units_name_in_place_of_its_code_is_put_right() =>
        Assert.Equal(["穗庄村 → hefan-suizhuang", "hefan-suizhuan → hefan-suizhuang"], Named("{{ tally.stalls | in: \"穗庄村\" }}{{ tally.stalls | in: \"hefan-suizhuan\" }}"));

    [Fact]
    public void Front_matter_without_an_issuer_is_told() =>
        Assert.Contains(Faults("---\ntitle: a\nmasthead: b\n---\n正文\n"), fault => fault.Contains("issuer"));

    private static List<string> Named(string body)
    {
        var campaign = new CampaignFile
        {
            Id = "road",
            Title = new("路域"),
            From = new(2021, 5, 10),
            Unit = "hefan",
            Indicators = [Paper.Rule("stalls", "清退占道经营"), Paper.Rule("leaflets", "资料") with { Split = "${channel}" }],
        };
        return [.. BriefingTemplate.Check("briefing.zh.md", Front + body, campaign, Paper.District, _ => ["fair", "crossing"])
            .Select(problem => $"{problem.Arguments[0]} → {problem.Near}")];
    }
}
