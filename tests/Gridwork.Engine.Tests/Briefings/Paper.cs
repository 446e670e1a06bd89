using Gridwork.Engine.Briefings;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Forms;

namespace Gridwork.Engine.Tests.Briefings;

/// <summary>Builds what a briefing needs.</summary>
internal static class Paper
{
    public static readonly DateTimeOffset Cutoff = new(2021, 5, 26, 17, 30, 0, TimeSpan.FromHours(8));

    public static DistrictDefinition District { get; } = DistrictDefinition.Empty.With(1, EntryKind.Units, BodyJson.Write(new UnitsBody(
        new DistrictProfile("qinghe", new LocalText("青禾高新区（演示）"), true, "Asia/Shanghai"),
        [
            new UnitLine("qinghe", new LocalText("青禾高新区"), UnitKind.District, null),
            new UnitLine("hefan", new LocalText("禾范街道"), UnitKind.Subdistrict, "qinghe"),
            new UnitLine("hefan-suizhuang", new LocalText("穗庄村"), UnitKind.Village, "hefan"),
        ]))).Definition;

    public static IndicatorRule Rule(string name, string title, string? qualifier = null, int round = 0, int scale = 0) => new()
    {
        Name = name,
        Title = new LocalText(title),
        Measure = new LocalText("处"),
        Form = "clearance",
        Aggregation = Aggregation.Sum,
        Qualifier = qualifier,
        Round = round,
        Scale = scale,
    };

    public static BriefingTemplate Template(string body, string front = "", string file = "briefing.zh.md")
    {
        var problems = new List<Problem>();
        var template = BriefingTemplate.Parse(
            file, $"---\ntitle: 路域环境专项整治进展情况\nmasthead: 路域环境整治简报\nissuer: hefan\nnumber: 3\n{front}---\n{body}", problems);
        Assert.DoesNotContain(problems, problem => problem.IsError);
        return template!;
    }

    public static Briefing Render(
        this BriefingTemplate template, Dictionary<string, FigureCount> counts, params (FigureKey Key, FigureOverride Change)[] changes) =>
        template.Render(
            new BriefingOccasion(10_192, Cutoff, "禾范街道办事处", "路域环境整治") { Overrides = changes.ToDictionary(c => c.Key, c => c.Change) },
            key => counts[key.ToString()]);
}
