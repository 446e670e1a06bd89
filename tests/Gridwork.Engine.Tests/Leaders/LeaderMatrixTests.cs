using System.Globalization;
using System.Text;
using CsCheck;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Leaders;
using Gridwork.Engine.Tests.Campaigns;

namespace Gridwork.Engine.Tests.Leaders;

/// <summary>Who answers for a place and a line on a day, and what the check says of a table: two cells of one street, one line.</summary>
public sealed class LeaderMatrixTests
{
    private const string Head = "leader,title_zh,title_en,street,line,cell,from\n";
    private const string Lines = "code,title_zh,unit\nmarkets,集贸市场,hefan\n";

    [Theory]
    // The street; then the line goes before the place, the cell before the street; a newer row of the same place from its day on.
    [InlineData("001", null, "2021-05-10", "一")]
    [InlineData("002", null, "2021-05-10", "一")]
    [InlineData("001", "markets", "2021-05-10", "二")]
    [InlineData("002", null, "2021-05-19", "一")]
    [InlineData("002", null, "2021-05-20", "三")]
    [InlineData("002", "markets", "2021-05-20", "二")]
    [InlineData("001", "markets", "2021-05-25", "四")]
    [InlineData("001", null, "2021-05-30", "五")]
    [InlineData("001", null, "2021-05-09", null)]
    public void The_most_exact_row_speaks_and_of_equal_ones_the_newest(string cell, string? line, string day, string? title)
    {
        var campaign = Published(
            "a,一,,hefan,,,2021-05-10\nb,二,,,markets,,2021-05-10\nc,三,,,,002,2021-05-20\nd,四,,hefan,markets,,2021-05-25\ne,五,,hefan,,,2021-05-28\n");
        Assert.Equal(title, campaign.Leaders.Of(Visits.Places, CellOf(cell), line, Day(day))?.Title.Zh);
    }

    [Fact]
    public void A_sound_table_has_no_problem() =>
        Assert.Empty(Problems("a,区领导 01,District leader 01,hefan,,,2021-05-10\nb,区领导 02,,,markets,,2021-05-10\na,,,,,002,2021-05-20\n"));

    [Theory]
    [InlineData("a,一,,hefan,,,10 May\n", "leaders.csv › 第 2行 G列：from 写着 10 May，不是日期。按 2021-05-10 这样写。")]
    [InlineData("a,一,,hefan,,,2021-05-10\n,二,,hefan,,,2021-05-11\n", "leaders.csv › 第 3行 A列：leader 没有填。填上，或删去这一行。")]
    [InlineData("a,一,,hefan,,,2021-05-10\na,一,,hefan,,,\n", "leaders.csv › 第 3行 G列：from 没有填。填上，或删去这一行。")]
    [InlineData("a,一,,hefan,,,2021-05-10\nb,,,hefan,,,2021-05-11\n", "leaders.csv › 第 3行 B列：b 没有写职务。在这位领导的第一行写 title_zh，如 区领导 01。")]
    [InlineData("a,一,,hefan,,,2021-05-10\na,,,hefann,,,2021-05-11\n", "leaders.csv › 第 3行 D列：“hefann”不在单位表里。应是 hefan。")]
    [InlineData("a,一,,hefan,,,2021-05-10\na,,,,market,,2021-05-11\n", "leaders.csv › 第 3行 E列：专线表里没有 market。应是 markets。")]
    [InlineData("a,一,,hefan,,,2021-05-10\na,,,,,00l,2021-05-11\n", "leaders.csv › 第 3行 F列：网格图里没有 00l。应是 001。")]
    [InlineData("a,一,,hefan,,,2021-05-10\na,,,west,,001,2021-05-11\n", "leaders.csv › 第 3行 F列：网格 001 不在 west。改正其中一个，或不写 street。")]
    [InlineData("a,一,,hefan,,,2021-05-10\nb,二,,hefan,,,2021-05-10\n", "leaders.csv › 第 3行 A列：同一地点、同一专线，同一天起既是 b，又是 a（第 2行）。删去一行；换人的，写上换人的日期。")]
    [InlineData("a,一,,hefan,,,2021-05-20\n", "leaders.csv：2021-05-10 起有 2个网格没有包保领导：001、002。给这些网格或所在街道各加一行。\nleaders.csv：2021-05-10 起有 2个网格的专线 markets 没有包保领导：001、002。给这条专线加一行，或给所在街道加一行不写专线的。")]
    [InlineData("a,一,,,,001,2021-05-10\nb,二,,,markets,,2021-05-10\n", "leaders.csv：2021-05-10 起有 1个网格没有包保领导：002。给这些网格或所在街道各加一行。")]
    public void Each_fault_is_named_with_its_place_and_what_would_be_right(string rows, string lines) => Assert.Equal(lines, string.Join('\n', Problems(rows)));

    [Fact]
    public void A_gap_is_said_in_English_too()
    {
        var report = CampaignCheck.Run(Folder("a,一,One,,markets,,2021-05-10\n"), Visits.Places);
        Assert.Equal(
            "leaders.csv: From 2021-05-10 nobody answers for 2 cells: 001、002. Add a row for these cells or their streets.",
            Assert.Single(report.Problems).Line(CultureInfo.GetCultureInfo("en")));
        Assert.True(report.IsSound);
    }

    [Fact]
    public void A_table_that_is_not_there_is_named() => Assert.Equal(
        "campaign.yaml › 第 5行：文件夹里没有 leaders.csv。把 leaders.csv 放进文件夹，或改成文件夹里有的文件名。",
        Assert.Single(CampaignCheck.Run(Folder(null), Visits.Places).Problems).Line(CultureInfo.GetCultureInfo("zh-CN")));

    /// <summary>Whatever stands in the table: a cell has a leader exactly where it is no gap, and that leader is of a row that covers it and holds.</summary>
    [Fact]
    public void A_place_is_a_gap_or_has_a_leader_whose_row_covers_it()
    {
        var definition = Visits.Places;
        var codes = new[] { "a", "b", "c" };
        var row = Gen.Select(
            Gen.Int[0, 2], Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 2], Gen.Int[0, 20],
            (leader, street, line, cell, day) => new LeaderRow(
                codes[leader], new LocalText(codes[leader]), new[] { null, "hefan", "east", "west" }[street], line ? "markets" : null,
                new[] { null, "001", "002" }[cell], Day("2021-05-10").AddDays(day), 2));
        Gen.Select(row.Array[0, 8], Gen.Int[-2, 25]).Sample((rows, later) =>
        {
            var matrix = new LeaderMatrix(rows);
            var day = Day("2021-05-10").AddDays(later);
            CampaignLine[] lines = [new CampaignLine("markets", new LocalText("集贸市场"), "hefan")];
            var gaps = matrix.Gaps(definition, lines, day).Select(gap => (gap.Cell.Code.Value, gap.Line)).ToHashSet();
            foreach (var cell in new[] { "001", "002" })
            {
                foreach (var line in new[] { null, "markets" })
                {
                    var leader = matrix.Of(definition, CellOf(cell), line, day);
                    Assert.Equal(leader is null, gaps.Contains((cell, line)));
                    var covering = rows.Where(one => one.From <= day && (one.Line is null || one.Line == line) && (one.Cell is null || one.Cell == cell)
                        && (one.Cell is not null || one.Street is null or "hefan" || one.Street == (cell == "001" ? "east" : "west"))).ToList();
                    Assert.Equal(covering.Count == 0, leader is null);
                    if (leader is null) continue;
                    Assert.Contains(leader, covering);
                    Assert.True(leader.Line is not null || covering.TrueForAll(one => one.Line is null));
                    Assert.DoesNotContain(covering, one => (one.Street, one.Line, one.Cell) == (leader.Street, leader.Line, leader.Cell) && one.From > leader.From);
                }
            }
        });
    }

    private static Campaign Published(string rows) => Visits.Places.Publish(Folder(rows)).FindCampaign("visits")!;

    private static string[] Problems(string rows) =>
        [.. CampaignCheck.Run(Folder(rows), Visits.Places).Problems.Select(problem => problem.Line(CultureInfo.GetCultureInfo("zh-CN")))];

    private static CampaignFolder Folder(string? rows)
    {
        var plain = Visits.Folder(Visits.Yaml.Replace("unit: hefan\n", "unit: hefan\nleaders: leaders.csv\nlines: lines.csv\n", StringComparison.Ordinal));
        var files = plain.Files.ToDictionary(file => file.Key, file => file.Value);
        files["lines.csv"] = Encoding.UTF8.GetBytes(Lines);
        if (rows is not null) files["leaders.csv"] = Encoding.UTF8.GetBytes(Head + rows);
        return new CampaignFolder("visits", files);
    }

    private static Places.Cell CellOf(string code) => Visits.Places.GridOn(Day("2021-05-10"))!.Grid.Find(new Places.CellCode(code))!;

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
