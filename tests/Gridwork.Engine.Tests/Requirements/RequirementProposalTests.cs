using CsCheck;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Requirements;
using Gridwork.Schedules;

namespace Gridwork.Engine.Tests.Requirements;

public sealed class RequirementProposalTests
{
    private static readonly DateTimeOffset Now = new(2021, 5, 27, 9, 40, 0, TimeSpan.FromHours(8));

    private static readonly UnitTree Units = new(
    [
        new Unit(new UnitNo(1), "district", new LocalText("青禾高新区", "Qinghe High-tech Zone"), UnitKind.District, UnitNo.None),
        new Unit(new UnitNo(2), "hefan", new LocalText("禾范街道", "Hefan Subdistrict"), UnitKind.Subdistrict, new UnitNo(1)),
        new Unit(new UnitNo(3), "heren", new LocalText("禾仁街道", "Heren Subdistrict"), UnitKind.Subdistrict, new UnitNo(1)),
        new Unit(new UnitNo(4), "hefan-dong", new LocalText("禾范东村", "Hefan East Village"), UnitKind.Village, new UnitNo(2)),
        new Unit(new UnitNo(5), "xiaomai", new LocalText("小麦川村", "Xiaomaichuan Village"), UnitKind.Village, new UnitNo(2)),
        new Unit(new UnitNo(6), "zhifa", new LocalText("综合行政执法局", "Urban Management and Law Enforcement Bureau"), UnitKind.Department, new UnitNo(1)),
        new Unit(new UnitNo(7), "jianshe", new LocalText("建设局", "Construction Bureau"), UnitKind.Department, new UnitNo(1)),
        new Unit(new UnitNo(8), "shichang", new LocalText("市场监管局", "Market Regulation Bureau"), UnitKind.Department, new UnitNo(1)),
        new Unit(new UnitNo(9), "jingfa", new LocalText("经济发展局", "Economic Development Bureau"), UnitKind.Department, new UnitNo(1)),
        new Unit(new UnitNo(10), "wangge", new LocalText("网格化服务管理中心", "Grid Service Centre"), UnitKind.Department, new UnitNo(1)),
    ]);

    [Theory]
    [InlineData("禾范街道今天清完", "hefan", "禾范街道", "")]
    [InlineData("禾范今天清完", "hefan", "禾范", "")]
    [InlineData("执法局牵头，禾范街道配合", "zhifa", "执法局", "hefan")]
    [InlineData("禾范街道配合，执法局牵头", "zhifa", "执法局", "hefan")]
    [InlineData("建设局会同市监局、禾仁街道拿方案", "jianshe", "建设局", "shichang heren")]
    [InlineData("建设局配合禾范街道清运", "hefan", "禾范街道", "jianshe")]
    [InlineData("综合执法局每天巡查", "zhifa", "执法局", "")]
    [InlineData("经发局报名单，网格中心汇总", "jingfa", "经发局", "wangge")]
    // A village is not asked itself here: its subdistrict is.
    [InlineData("小麦川村口建筑垃圾清完", "hefan", "小麦川村", "")]
    [InlineData("禾范东村口清完", "hefan", "禾范东村", "")]
    [InlineData("Heren clears it with the Construction Bureau", "heren", "Heren", "jianshe")]
    [InlineData("Hefan Subdistrict and Construction Bureau report", "hefan", "Hefan Subdistrict", "jianshe")]
    [InlineData("Cohere with nobody", "", "", "")]
    [InlineData("村口清完", "", "", "")]
    public void Units_are_recognised_with_the_part_they_have(string text, string host, string words, string with)
    {
        var proposal = Of(text);
        Assert.Equal((host, words), (Code(proposal.Host), proposal.Host?.Words ?? ""));
        Assert.Equal(with, string.Join(' ', proposal.With.Select(Code)));
    }

    [Fact]
    public void What_the_text_does_not_say_is_taken_from_what_is_looked_at()
    {
        var problem = new LookedAt(new UnitNo(5), [new UnitNo(6), new UnitNo(2)], ProposalGround.Case, "871");
        var cell = new LookedAt(new UnitNo(2), [], ProposalGround.Cell, "禾范 017");
        var proposal = Of("村口东侧建筑垃圾今天中午前清完", problem, cell);
        Assert.Equal(new Proposed<UnitNo>(new UnitNo(2), ProposalGround.Case, "871"), proposal.Host);
        Assert.Equal([new Proposed<UnitNo>(new UnitNo(6), ProposalGround.Case, "871")], proposal.With);
        Assert.Equal("今天中午前", proposal.Due!.Words);

        proposal = Of("建设局今天清完", problem, cell);
        Assert.Equal(new Proposed<UnitNo>(new UnitNo(7), ProposalGround.Text, "建设局"), proposal.Host);
        Assert.Equal(ProposalGround.Cell, Of("清完", cell).Host!.Ground);
    }

    [Fact]
    public void Letters_that_fit_two_offices_name_neither()
    {
        var two = new UnitTree(
        [
            new Unit(new UnitNo(1), "a", new LocalText("经济发展局"), UnitKind.Department, UnitNo.None),
            new Unit(new UnitNo(2), "b", new LocalText("文化发展局"), UnitKind.Department, UnitNo.None),
        ]);
        Assert.Empty(UnitWords.Find("发展局报方案", two.All));
        Assert.Equal(2, Assert.Single(UnitWords.Find("文发展局报方案", two.All)).Unit.No.Value);
    }

    [Fact]
    public void Whatever_is_typed_no_unit_has_two_parts_and_only_such_as_can_be_asked_have_one()
    {
        string[] parts = [.. Units.All.Select(unit => unit.Name.Zh), "禾范", "执法局", "市监局", "发展局", "局", "中心", "配合", "牵头", "会同", "、", "和", "清完", "with", " ", "Heren"];
        Gen.Int[0, parts.Length - 1].Array[0, 10].Sample(words =>
        {
            var text = string.Concat(words.Select(word => parts[word]));
            var proposal = Of(text);
            var asked = new[] { proposal.Host }.OfType<Proposed<UnitNo>>().Concat(proposal.With).ToList();
            Assert.Equal(asked.Count, asked.Select(one => one.Value).Distinct().Count());
            Assert.All(asked, one => Assert.Contains(one.Value, Asked));
            Assert.All(asked, one => Assert.Contains(one.Words, text, StringComparison.Ordinal));
        }, iter: 5_000);
    }

    private static IReadOnlySet<UnitNo> Asked { get; } =
        Units.All.Where(unit => unit.Kind is UnitKind.Subdistrict or UnitKind.Department).Select(unit => unit.No).ToHashSet();

    private static RequirementProposal Of(string text, params LookedAt[] looked) => RequirementProposal.Of(text, Units, Asked, looked, Now, WorkingCalendar.Default);

    private static string Code(Proposed<UnitNo>? unit) => unit is null ? "" : Units.Find(unit.Value)!.Code;
}
