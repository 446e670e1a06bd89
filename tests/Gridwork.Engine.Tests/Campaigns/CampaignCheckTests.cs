using System.Collections;
using System.Globalization;
using System.Reflection;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Forms;

namespace Gridwork.Engine.Tests.Campaigns;

/// <summary>Each fault of a campaign folder and the line that names it: place, what is wrong, what would be right.</summary>
public sealed class CampaignCheckTests
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    [Fact]
    public void A_sound_campaign_has_no_problem() => Assert.Empty(Lines(Visits.Folder()));

    [Theory]
    // The file itself
    [InlineData("id: visits", "id: visits\nid: walks", "campaign.yaml › 第 2行：id 写了两次。删去一行。")]
    [InlineData("title: {zh: 走访, en: Visits}", "title: {zh: 走访", "campaign.yaml › 第 2行：这里读不下去：{ [检查缩进、冒号和引号；不用 & 和 *。")]
    [InlineData("fill: [clerk, grid-member]", "fill: &all [clerk]\n    order: *all", "campaign.yaml › 第 9行 第 12字：这里读不下去：*all检查缩进、冒号和引号；不用 & 和 *。")]
    [InlineData("period: {from: 2021-05-10, to: 2021-06-10}", "period: 2021", "campaign.yaml › 第 3行：这里应是“名称: 内容”的几行。\ncampaign.yaml › 第 3行：缺少 from。在这一段里加一行 from:")]
    [InlineData("fill: [clerk, grid-member]", "fill: clerk", "campaign.yaml › 第 8行：fill 应是一个列表。写成 [甲, 乙]，或每行以 - 开头。")]
    [InlineData("file: visit.xlsx", "file: [visit.xlsx]", "campaign.yaml › 第 7行：file 应是一段文字。")]
    [InlineData("from: 2021-05-10", "from: 5月10日", "campaign.yaml › 第 3行：from 写着 5月10日，不是日期。按 2021-05-10 这样写。")]
    [InlineData("round: 10", "round: ten", "campaign.yaml › 第 18行：round 写着 ten，应是 1 到 1000000 的整数。")]
    [InlineData("unit: hefan\n", "", "campaign.yaml › 第 1行：缺少 unit。在这一段里加一行 unit:")]
    [InlineData("    round: 10", "    rounds: 10", "campaign.yaml › 第 18行：没有 rounds 这一项。应是 round。\ncampaign.yaml › 第 17行：指标 places 有“余”“以上”，没有写取整到几。加一行 round: 10；不加就照实印。")]
    [InlineData("    round: 10", "    round: 10\n    colour: red", "campaign.yaml › 第 19行：没有 colour 这一项。可以写的有：title、measure、form、count、sum、distinct、within、qualifier、round、where、each、day、scale、target、split、declared。")]
    [InlineData("to: 2021-06-10", "to: 2021-05-01", "campaign.yaml › 第 3行：结束日 2021-05-01 早于开始日 2021-05-10。对调，或改正其中一个。")]
    [InlineData("id: visits", "id: 走访", "campaign.yaml › 第 1行：id 写着 走访。只用小写字母、数字和连字符，字母开头，最多 64 个字符。\ncampaign.yaml › 第 1行：文件夹叫 visits，id 却写着 走访。两处写成一样的。")]
    // Units, roles, forms
    [InlineData("unit: hefan", "unit: 禾范街道", "campaign.yaml › 第 4行：“禾范街道”不在单位表里。应是 hefan。")]
    [InlineData("unit: hefan", "unit: nowhere-at-all", "campaign.yaml › 第 4行：“nowhere-at-all”不在单位表里。写单位表里的代码。")]
    [InlineData("[clerk, grid-member]", "[clerc, grid-member]", "campaign.yaml › 第 8行：没有 clerc 这个角色。应是 clerk。")]
    [InlineData("    fill: [clerk, grid-member]\n", "", "campaign.yaml › 第 7行：表单 visit 没有写谁来填。加一行 fill: [officer, clerk]。")]
    [InlineData("file: report.xlsx", "file: reports.xlsx", "campaign.yaml › 第 11行：文件夹里没有 reports.xlsx。文件夹里有 report.xlsx，是不是它？")]
    [InlineData("file: briefing.zh.md", "file: notice.md", "campaign.yaml › 第 42行：文件夹里没有 notice.md。把 notice.md 放进文件夹，或改成文件夹里有的文件名。")]
    [InlineData("unit: \"${village}\"", "unit: village", "campaign.yaml › 第 10行：unit 写着 village。写 cell、sender，或写一道题，如 ${village}。")]
    [InlineData("unit: \"${village}\"", "unit: \"${vilage}\"", "campaign.yaml › 第 6行：没有 vilage 这个字段，应是 village。")]
    [InlineData("place: \"${location}\"", "place: \"${village}\"", "campaign.yaml › 第 6行：${village} 不是定位题。place 要写一道 geopoint 题。")]
    [InlineData("place: \"${location}\"", "place: \"${here}\"", "campaign.yaml › 第 6行：没有 here 这个字段，请改成表里已有的 name。")]
    // Indicators
    [InlineData("  places:\n", "  Places:\n", "campaign.yaml › 第 13行：名称 Places 不合用。只用小写字母、数字和下划线，字母开头。\nbriefing.zh.md › 第 7行 第 7字：引用了 places，本专项没有这个指标。应是 Places。本专项的指标有 Places、waste、people、everyone、finds。")]
    [InlineData("    title: 件\n    form: visit", "    title: 件\n    form: visits", "campaign.yaml › 第 38行：没有 visits 这张表单。应是 visit。")]
    [InlineData("    count: repeats\n", "", "campaign.yaml › 第 37行：指标 finds 没有写怎么数。写 count: records、sum: 一个数，或 distinct: 一个编号。")]
    [InlineData("    count: repeats", "    count: repeats\n    sum: ${places}", "campaign.yaml › 第 41行：count 和 sum 只能写一个。删去一行。")]
    [InlineData("count: repeats", "count: finds", "campaign.yaml › 第 40行：count 写着 finds。写 count: records。")]
    [InlineData("within: unit", "within: village", "campaign.yaml › 第 31行：within 写着 village。写 campaign、unit 或 cell。")]
    [InlineData("each: ${find}", "each: ${places}", "campaign.yaml › 第 39行：${places} 不是循环组。each 要写一个 begin_repeat 的名称。")]
    [InlineData("split: ${kind}", "split: ${village}", "campaign.yaml › 第 19行：${village} 不是单选题。split 要写一道 select_one 题。")]
    [InlineData("day: ${seen_on}", "day: ${village}", "campaign.yaml › 第 26行：${village} 不是日期题。day 要写一道 date 题。")]
    [InlineData("sum: ${waste}", "sum: ${house_no}", "campaign.yaml › 第 25行：${house_no} 不是数字。sum 和 value 要写整数或小数题，或算出数的式子。")]
    [InlineData("distinct: ${house_no}\n    within", "distinct: ${phone}\n    within", "campaign.yaml › 第 30行：people 用到了个人信息题 phone。指标不能读个人信息：抹去一条信息，数就变了。换一道不涉及个人的题，如户内编号。")]
    [InlineData("where: ${kind} = 'stall'", "where: ${kind} = 'stall' and ${phone} != ''", "campaign.yaml › 第 24行：waste 用到了个人信息题 phone。指标不能读个人信息：抹去一条信息，数就变了。换一道不涉及个人的题，如户内编号。")]
    [InlineData("qualifier: 余", "qualifier: 多", "campaign.yaml › 第 17行：qualifier 写着 多。写 余 或 以上。")]
    [InlineData("    round: 10\n", "", "campaign.yaml › 第 17行：指标 places 有“余”“以上”，没有写取整到几。加一行 round: 10；不加就照实印。")]
    // Expressions in campaign.yaml
    [InlineData("sum: ${waste}", "sum: ${wast}", "campaign.yaml › 第 25行：没有 wast 这个字段，应是 waste。")]
    [InlineData("where: ${kind} = 'stall'", "where: selectd(${kind}, 'stall')", "campaign.yaml › 第 24行：没有 selectd() 这个函数，应是 selected()。")]
    [InlineData("where: ${kind} = 'stall'", "where: ${kind} =", "campaign.yaml › 第 24行：式子没有写完。补全末尾缺少的部分。")]
    [InlineData("value: \"${stated}\"", "value: \"${sated}\"", "campaign.yaml › 第 20行：没有 sated 这个字段，应是 stated。")]
    public void A_fault_in_campaign_yaml_is_named_with_its_line_and_remedy(string right, string wrong, string expected) =>
        Assert.Equal(expected, string.Join('\n', Lines(Visits.Folder(yaml: Changed(Visits.Yaml, right, wrong)))));

    [Theory]
    [InlineData("${kind} = 'stall'", "${kinds} = 'stall'", "visit.xlsx › survey 表 › 第 7行 D列：没有 kinds 这个字段，应是 kind。")]
    [InlineData("text | house_no | 户内编号", "text | house | 户内编号", "campaign.yaml › 第 30行：没有 house_no 这个字段，请改成表里已有的 name。")]
    [InlineData("integer | places | 处数", "intger | places | 处数", "visit.xlsx › survey 表 › 第 6行 A列：不认识“intger”这个类型。应是 integer。")]
    [InlineData("select_one kind | kind", "select_one | kind", "visit.xlsx › survey 表 › 第 5行 A列：“select_one”后面没有写列表名。写成“select_one 列表名”。")]
    [InlineData("select_one kind | kind", "select_one kinds | kind", "visit.xlsx › survey 表 › 第 5行 A列：choices 表里没有 kinds 这个列表，应是 kind。")]
    [InlineData("${places} * 2", "${double} * 2", "visit.xlsx › survey 表 › 第 13行 E列：这些字段互相等着对方算出来：double → double。去掉其中一个引用。")]
    [InlineData("end repeat", "end group", "visit.xlsx › survey 表 › 第 16行 A列：第 14行开始的是“begin repeat”，这里却是“end group”。改成“end repeat”。")]
    [InlineData("integer | waste", "integer | places", "visit.xlsx › survey 表 › 第 7行 B列：places 出现了两次（第 6行已有）。改成别的名字；若是重复录入，删去一行。")]
    public void A_fault_in_a_form_is_named_with_sheet_row_and_column(string right, string wrong, string expected) =>
        Assert.Contains(expected, Lines(Visits.Folder(survey: Changed(Visits.Survey, right, wrong))));

    [Theory]
    [InlineData("{{ tally.places }}", "{{ tally.places", "briefing.zh.md › 第 7行 第 19字：模板在这里读不下去：End of tag '}}' was expected检查 {{ }} 和 {% %} 是否成对。")]
    [InlineData("{{ tally.places }}", "{{ tally.place }}", "briefing.zh.md › 第 7行 第 7字：引用了 place，本专项没有这个指标。应是 places。本专项的指标有 places、waste、people、everyone、finds。")]
    [InlineData("issuer: hefan", "issuer: hefn", "briefing.zh.md › 第 4行：“hefn”不在单位表里。应是 hefan。")]
    [InlineData("{{ tally.places }}", "{{ tally.places | on: \"2021-5-40\" }}", "briefing.zh.md › 第 7行 第 7字：2021-5-40 不是日期。按 2021-05-25 这样写。")]
    [InlineData("{{ tally.places }}", "51", "briefing.zh.md › 第 7行 第 4字：正文里直接写了数 51。由记录汇总的数请写成 {{ tally.名称 }}，才点得开。")]
    [InlineData("title: 走访情况", "titel: 走访情况", "briefing.zh.md › 第 2行：缺少 title。在这一段里加一行 title:\nbriefing.zh.md › 第 2行：没有 titel 这一项。应是 title。")]
    public void A_fault_in_a_briefing_is_named_with_its_line(string right, string wrong, string expected) =>
        Assert.Equal(expected, string.Join('\n', Lines(Visits.Folder(briefing: Changed(Visits.Briefing, right, wrong)))));

    [Fact]
    public void A_folder_without_campaign_yaml_says_so() =>
        Assert.Equal(
            ["campaign.yaml：文件夹里没有 campaign.yaml。把 campaign.yaml 放进文件夹，或改成文件夹里有的文件名。"],
            Lines(new CampaignFolder("visits", new Dictionary<string, ReadOnlyMemory<byte>>())));

    [Fact]
    public void A_folder_of_another_name_says_so() =>
        Assert.Equal(["campaign.yaml › 第 1行：文件夹叫 walks，id 却写着 visits。两处写成一样的。"], Lines(Visits.Folder(name: "walks")));

    [Fact]
    public void An_empty_campaign_yaml_says_what_belongs_there() =>
        Assert.Equal(["campaign.yaml › 第 1行：这里应是“名称: 内容”的几行。"], Lines(Visits.Folder(yaml: "# nothing yet")));

    [Fact]
    public void A_campaign_without_forms_and_indicators_says_both()
    {
        const string bare = "id: visits\ntitle: 走访\nperiod: {from: 2021-05-10}\nunit: hefan\n";
        Assert.Equal(
            [
                "campaign.yaml › 第 1行：没有一张表单。在 forms: 下至少写一张。",
                "campaign.yaml › 第 1行：没有一个指标，只收记录，不汇总。",
            ],
            Lines(Visits.Folder(yaml: bare)));
    }

    [Fact]
    public void A_changed_form_wants_a_higher_version()
    {
        var changed = Visits.Folder(survey: Visits.Survey + "\ntext | note | 备注");
        Assert.Equal(
            ["campaign.yaml › 第 6行：表单 visit.xlsx 改过了，版本号还是 1。在 settings 表里把 version 改大。"],
            Lines(changed, Visits.District));
        Assert.Empty(Lines(Visits.Folder(survey: Visits.Survey + "\ntext | note | 备注", settings: "form_id | version\nvisit | 2"), Visits.District));
    }

    [Fact]
    public void A_form_id_of_another_campaign_is_taken() =>
        Assert.Equal(
            [
                "campaign.yaml › 第 6行：表单编号 visit 已被专项“走访”使用。在 settings 表里换一个 form_id。",
                "campaign.yaml › 第 11行：表单编号 report 已被专项“走访”使用。在 settings 表里换一个 form_id。",
            ],
            Lines(Visits.Folder(yaml: Changed(Visits.Yaml, "id: visits", "id: walks"), name: "walks"), Visits.District));

    [Fact]
    public void Two_forms_of_one_campaign_may_not_share_an_id() =>
        Assert.Equal(
            ["campaign.yaml › 第 11行：表单编号 visit 已被专项“走访”使用。在 settings 表里换一个 form_id。"],
            Lines(Visits.Folder(report: "form_id | version\nvisit | 1")));

    [Fact]
    public void English_readers_get_the_same_in_english()
    {
        string Only(CampaignFolder folder) =>
            string.Join('\n', CampaignCheck.Run(folder, Visits.Places).Problems.Select(problem => problem.Line(English)));
        Assert.Equal(
            "campaign.yaml › line 4: “nowhere-at-all” is not in the table of units. Write a code of the table of units.",
            Only(Visits.Folder(yaml: Changed(Visits.Yaml, "unit: hefan", "unit: nowhere-at-all"))));
        Assert.Equal(
            "campaign.yaml › line 30: people reads the personal question phone. Indicators may not read personal answers: erasing one would change the figure. Use a question that is not personal, such as a household number.",
            Only(Visits.Folder(yaml: Changed(Visits.Yaml, "distinct: ${house_no}\n    within", "distinct: ${phone}\n    within"))));
        Assert.Equal(
            "campaign.yaml › line 3: There is no item titel. Did you mean title?",
            Only(Visits.Folder(yaml: Changed(Visits.Yaml, "title: {zh", "title: 走访\ntitel: {zh"))));
    }

    [Fact]
    public void Every_kind_of_problem_has_its_texts_in_both_languages()
    {
        var missing = new List<string>();
        foreach (var table in new[] { typeof(CampaignProblems), typeof(FormProblems) })
        {
            foreach (var kind in Kinds(table))
            {
                var chinese = Keys(kind, CultureInfo.InvariantCulture);
                var english = Keys(kind, English);
                if (!chinese.Contains(kind.Code)) missing.Add($"{kind.Code} zh");
                missing.AddRange(chinese.Except(english).Select(key => $"{key} en"));
                missing.AddRange(english.Except(chinese).Select(key => $"{key} zh"));
            }
        }
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("hygiene-city")]
    [InlineData("road-environment")]
    [InlineData("survey-outreach")]
    public void A_shipped_campaign_is_sound(string name)
    {
        var district = DistrictDefinition.Empty.Enter(
            EntryKind.Units, BodyJson.Write(DistrictFolder.Read(Path.Combine(Repository.Root, "district")).Units));
        Assert.Empty(Lines(CampaignFolder.FromDirectory(Path.Combine(Repository.Root, "campaigns", name)), district));
    }

    private static string[] Lines(CampaignFolder folder, DistrictDefinition? district = null) =>
        [.. CampaignCheck.Run(folder, district ?? Visits.Places).Problems.Select(problem => problem.Line(Chinese))];

    /// <summary>The text with its first <paramref name="right"/> replaced; it must hold it.</summary>
    private static string Changed(string text, string right, string wrong)
    {
        var at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, right);
        return string.Concat(text.AsSpan(0, at), wrong, text.AsSpan(at + right.Length));
    }

    private static IEnumerable<ProblemKind> Kinds(Type table)
    {
        const BindingFlags all = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        return table.GetFields(all).Where(field => field.FieldType == typeof(ProblemKind)).Select(field => (ProblemKind)field.GetValue(null)!);
    }

    private static HashSet<string> Keys(ProblemKind kind, CultureInfo culture) =>
    [
        .. kind.Texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .Where(text => text.Value is string { Length: > 0 })
            .Select(text => (string)text.Key)
            .Where(key => key == kind.Code || key == kind.Code + ".fix" || key == kind.Code + ".near"),
    ];
}
