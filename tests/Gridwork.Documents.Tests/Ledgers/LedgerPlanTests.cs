using System.Globalization;
using System.Text;
using CsCheck;
using Gridwork.Documents.Ledgers;

namespace Gridwork.Documents.Tests.Ledgers;

/// <summary>What a plan says that each row will do.</summary>
public sealed class LedgerPlanTests
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Line(LedgerRow row) =>
        $"{row.No} {row.Action}: " + string.Join(" ", row.Cells.Select(cell => cell.Value is null
            ? cell.Problem is null ? "·" : $"[{cell.Problem.Text(Chinese)}{string.Concat(cell.Proposed.Select(one => " " + one.Label))}]"
            : cell.Value + (cell.IsCarried ? "↑" : "")));

    [Fact]
    public void An_old_ledger_is_recognised_as_it_lies()
    {
        var plan = Drawn.Plan(Drawn.Open("4月路域巡查台账.xlsx", Drawn.OldLedger()));

        Assert.Equal(
            [SourceRowRole.Title, SourceRowRole.Title, SourceRowRole.Heading, .. Enumerable.Repeat(SourceRowRole.Data, 6), SourceRowRole.Total, SourceRowRole.Foot],
            plan.Layout.Roles);
        Assert.Equal(
            ["A 序号 → ", "B 日期 → @day", "C 村 → @unit", "D 地点 → /data/note", "E 类型 → /data/kind", "F 处数 → /data/places", "G 备注 → /data/action"],
            plan.Columns.Select(column => $"{column.Letters} {column.Heading} → {column.Target}"));
        Assert.Equal(
            [
                "4 New: 2021-04-06 hefan-suizhuang 早市东口 stall 4 cleared",
                "5 New: 2021-04-06 hefan-xiaomaichuan 村口东侧 dumping 2 ·",
                "6 Look: 2021-04-08 [“麦川”是哪个单位？ 小麦川村 大麦川村] 卫生室旁 dumping 1 ·",
                "7 New: 2021-04-13 hefan-xiaomaichuan 禾范路东侧 sign 3 removed",
                "8 New: 2021-04-13↑ hefan-damaichuan · stall 1 cleared",
                "9 Look: 2021-04-20 hefan-suizhuang 集市北口 stall [一共几处要是一个数。 3 4] cleared",
            ],
            plan.Rows.Select(Line));
        Assert.Equal("怎么处置的未填。", Assert.Single(plan.Rows[1].Problems).Text(Chinese));
    }

    [Fact]
    public void The_stated_sum_is_held_against_the_rows_and_speaks_for_an_answer()
    {
        var plan = Drawn.Plan(Drawn.Open("台账.xlsx", Drawn.OldLedger()));

        var total = Assert.Single(plan.Totals);
        Assert.Equal(("F10", 14m, 11m, false), (total.Source.Address, total.Stated, total.Counted, total.Agrees));
        Assert.Equal([9], total.Doubtful);
        Assert.Equal("表尾合计 14，填 3 时正好相符。", plan.Rows[5].Cells.Single(cell => cell.IsDoubtful).Advice!.Text(Chinese));

        var settled = Drawn.Plan(plan.Book, new LedgerOptions { CellAnswers = new Dictionary<string, string> { ["F9"] = "3" } });
        Assert.True(Assert.Single(settled.Totals).Agrees);
        Assert.Equal(RowAction.New, settled.Rows[5].Action);
    }

    [Fact]
    public void A_village_is_named_once_for_the_whole_sheet_and_a_row_can_be_left_out()
    {
        var plan = Drawn.Plan(
            Drawn.Csv("日期,村,类型,处数,处置\n5.11,麦川,占道经营,1,劝离\n5.12,麦川,占道经营,2,劝离\n5.13,穗庄,路边标牌,几处,拆除\n"),
            new LedgerOptions { Answers = [new LedgerAnswer(LedgerForm.Unit, "麦川", "hefan-xiaomaichuan")], LeftOut = [4] });

        Assert.Equal(["hefan-xiaomaichuan", "hefan-xiaomaichuan"], plan.Rows.Take(2).Select(row => row.Unit));
        Assert.Equal((RowAction.Refused, "经办人选定不导入。"), (plan.Rows[2].Action, plan.Rows[2].Reason!.Text(Chinese)));
        Assert.Equal(2, plan.Count(RowAction.New));
    }

    [Fact]
    public void Columns_are_pointed_out_by_heading_or_letter_and_an_earlier_mapping_holds_until_then()
    {
        var book = Drawn.Csv("甲,乙,丙,丁\n占道经营,3,早市,劝离\n");
        var earlier = new Dictionary<string, string> { ["甲"] = "/data/kind", ["乙"] = "/data/places", ["丙"] = "-" };

        var plan = Drawn.Plan(book, new LedgerOptions { HeaderRow = 1, Columns = new Dictionary<string, string> { ["C"] = "note", ["丁"] = "action" } }, earlier);

        Assert.Equal(
            [("/data/kind", MatchHow.Earlier), ("/data/places", MatchHow.Earlier), ("/data/note", MatchHow.Pointed), ("/data/action", MatchHow.Pointed)],
            plan.Columns.Select(column => (column.Target, column.How)));
        Assert.Equal("1", Drawn.Plan(book, new LedgerOptions { HeaderRow = 1 }, earlier).Mapping.Count(pair => pair.Value == "-").ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_column_that_is_not_there_and_a_question_that_is_not_there_are_told_with_the_near_one()
    {
        var plan = Drawn.Plan(Drawn.Csv("类型,处数\n占道经营,3\n"), new LedgerOptions { Columns = new Dictionary<string, string> { ["类形"] = "kind", ["处数"] = "place" } });

        Assert.Equal(["表里没有“类形”这一列。应是 类型。", "表单里没有“place”这一项。应是 places。"], plan.Problems.Select(problem => problem.Line(Chinese)));
    }

    [Fact]
    public void What_cannot_be_an_answer_refuses_the_row_with_its_reason()
    {
        var plan = Drawn.Plan(Drawn.Csv(
            "日期,类型,处数,处置,身份证号\n5月32日,占道经营,1,劝离,\n5.11,占道经营,60,劝离,\n5.11,占道经营,若干,劝离,\n5.11,占道经营,1.5,劝离,\n5.11,占道经营,#REF!,劝离,\n5.11,占道经营,2,劝离,00371\n"));

        Assert.Equal(
            [
                "Refused “5月32日”不是日期。",
                "Refused 一共几处“60”不合要求：应在 1到 50之间",
                "Refused 一共几处“若干”不是整数。",
                "Refused 一共几处“1.5”不是整数。",
                "Refused 这一格是错误值 #REF!。",
                "New ",
            ],
            plan.Rows.Select(row => $"{row.Action} {row.Reason?.Text(Chinese)}"));
        Assert.Equal("00371", plan.Rows[5].Answers["/data/id_no"]);
        Assert.False(plan.IsWhole);
    }

    [Fact]
    public void O04_long_numbers_stay_as_they_are_and_one_that_lost_its_digits_is_refused()
    {
        var sheet = new SheetDrawing();
        sheet.Row(1, "类型", "处数", "处置", "身份证号");
        sheet.Row(2, "占道经营", 1, "劝离", "370402199001011234");
        sheet.Row(3, "占道经营", 1, "劝离", 370402199001011234d);
        var plan = Drawn.Plan(Drawn.Open("a.xlsx", sheet.ToXlsx()));

        Assert.Equal("370402199001011234", plan.Rows[0].Answers["/data/id_no"]);
        Assert.Equal("身份证号在表里存成了数，后几位已经不准。", plan.Rows[1].Reason!.Text(Chinese));
    }

    [Theory]
    [InlineData("4.6", "2021-04-06")]
    [InlineData("4月6日", "2021-04-06")]
    [InlineData("2021/4/6", "2021-04-06")]
    [InlineData("2021年4月6日（周二）", "2021-04-06")]
    [InlineData("21.4.6", "2021-04-06")]
    [InlineData("20210406", "2021-04-06")]
    [InlineData("2021-04-06 08:30", "2021-04-06")]
    [InlineData("４／６", "2021-04-06")]
    [InlineData("4.31", "")]
    [InlineData("上旬", "")]
    public void Days_are_read_as_clerks_write_them(string text, string day) => Assert.Equal(
        day,
        string.Join(',', LedgerDay.Read(new SourceCell(1, 0, SourceKind.Text, text), new LedgerYear(2021, new(2021, 5, 10), null)).Select(one => one.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));

    [Fact]
    public void A_day_that_became_a_number_may_be_two_days()
    {
        var year = new LedgerYear(null, new(2020, 12, 1), new(2021, 6, 30));
        Assert.Equal([new(2021, 4, 2), new(2021, 4, 20)], LedgerDay.Read(new SourceCell(1, 0, SourceKind.Number, "4.2", 4.2), year));
        Assert.Equal([new(2020, 12, 5)], LedgerDay.Read(new SourceCell(1, 0, SourceKind.Number, "12.5", 12.5), year));
        Assert.Equal([new(2021, 4, 6)], LedgerDay.Read(new SourceCell(1, 0, SourceKind.Number, "44292", 44292), year));
    }

    [Theory]
    [InlineData("4", "4")]
    [InlineData("４处", "4")]
    [InlineData("1,200", "1200")]
    [InlineData("两处", "2")]
    [InlineData("十二", "12")]
    [InlineData("二十", "20")]
    [InlineData("3～4", "? 3 4")]
    [InlineData("3-5处", "? 3 4 5")]
    [InlineData("约5", "? 5")]
    [InlineData("50余", "? 50")]
    [InlineData("若干", "?")]
    public void Numbers_are_read_as_clerks_write_them(string text, string expected)
    {
        var number = LedgerNumber.Read(new SourceCell(1, 0, SourceKind.Text, text));
        Assert.Equal(expected, number.Value is { } value ? value.ToString(CultureInfo.InvariantCulture) : string.Join(' ', ["?", .. number.Candidates.Select(one => one.ToString(CultureInfo.InvariantCulture))]));
    }

    [Fact]
    public void Several_things_in_one_cell_are_several_choices() => Assert.Equal(
        "rack umbrella",
        Drawn.Plan(Drawn.Csv("类型,处数,处置,登记保存的物品\n占道经营,1,劝离,遮阳伞、摊架\n")).Rows[0].Answers["/data/goods"]);

    [Fact]
    public void The_same_file_a_second_time_changes_nothing_and_a_changed_row_corrects()
    {
        const string first = "编号,日期,类型,处数,处置\nA1,5.11,占道经营,3,劝离\nA2,5.11,乱堆乱放,1,劝离\n";
        var options = new LedgerOptions { Columns = new Dictionary<string, string> { ["编号"] = "note" }, Keys = ["note"], Correct = true };
        var known = Drawn.Taken(Drawn.Plan(Drawn.Csv(first), options));

        Assert.All(Drawn.Plan(Drawn.Csv(first), options).Against(known).Rows, row => Assert.Equal(RowAction.Same, row.Action));

        var changed = Drawn.Plan(Drawn.Csv(first.Replace(",3,", ",4,")), options).Against(known);
        Assert.Equal([RowAction.Correction, RowAction.Same], changed.Rows.Select(row => row.Action));
        Assert.Equal(("/data/places", "3"), changed.Rows[0].Replaced.Select(pair => (pair.Key, pair.Value)).Single());
        var corrected = Drawn.Taken(changed, known);
        Assert.Equal(2, corrected.Count);
        Assert.Equal("4", corrected[Drawn.Plan(Drawn.Csv(first), options).Rows[0].Id].Answers!["/data/places"]);

        // And back again: the correction of a correction is a record of its own.
        var back = Drawn.Plan(Drawn.Csv(first), options).Against(corrected);
        Assert.Equal([RowAction.Correction, RowAction.Same], back.Rows.Select(row => row.Action));
        Assert.NotEqual(changed.Rows[0].Id, back.Rows[0].Id);
        Assert.Equal("3", Drawn.Taken(back, corrected).Values.First(row => row.Answers!["/data/note"] == "A1").Answers!["/data/places"]);
    }

    [Fact]
    public void Equal_rows_are_as_many_records_and_equal_keys_with_other_content_are_refused()
    {
        var plan = Drawn.Plan(Drawn.Csv("日期,类型,处数,处置\n5.11,占道经营,3,劝离\n5.11,占道经营,3,劝离\n"));
        Assert.Equal(2, plan.Rows.Select(row => row.Id).Distinct().Count());

        var keyed = Drawn.Plan(
            Drawn.Csv("编号,类型,处数,处置\nA1,占道经营,3,劝离\nA1,占道经营,4,劝离\nA1,占道经营,3,劝离\n,占道经营,4,劝离\n"),
            new LedgerOptions { Columns = new Dictionary<string, string> { ["编号"] = "note" }, Keys = ["note"] });
        Assert.Equal(
            ["New ", "Refused 与第 2行的关键列相同，内容不同。", "Same ", "Refused 关键列编号是空的。"],
            keyed.Rows.Select(row => $"{row.Action} {row.Reason?.Text(Chinese)}"));
    }

    [Fact]
    public void E05_a_ledger_of_1500_rows_says_one_refused_and_one_update_and_a_second_run_changes_nothing()
    {
        var text = new StringBuilder("编号,日期,类型,处数,处置\n");
        for (var row = 2; row <= 1501; row++)
            text.Append(CultureInfo.InvariantCulture, $"N{row:0000},{(row == 51 ? "5月40日" : $"5.{10 + row % 20}")},占道经营,{row % 50 + 1},劝离\n");
        var options = new LedgerOptions { Columns = new Dictionary<string, string> { ["编号"] = "note" }, Keys = ["note"], Correct = true };
        var known = Drawn.Taken(Drawn.Plan(Drawn.Csv("编号,日期,类型,处数,处置\nN0900,5.11,占道经营,50,劝离\n"), options));

        var plan = Drawn.Plan(Drawn.Csv(text.ToString()), options).Against(known);
        Assert.Equal((1498, 1, 1), (plan.Count(RowAction.New), plan.Count(RowAction.Correction), plan.Count(RowAction.Refused)));
        Assert.Equal((51, "“5月40日”不是日期。"), plan.Rows.Where(row => row.Action == RowAction.Refused).Select(row => (row.No, row.Reason!.Text(Chinese))).Single());
        Assert.False(plan.IsWhole);
        Assert.Equal(
            "编号,日期,类型,处数,处置,原表行号,没有导入的原因\r\nN0051,5月40日,占道经营,2,劝离,51,“5月40日”不是日期。\r\n",
            Encoding.UTF8.GetString(RefusedRows.Csv(plan, Chinese))[1..]);

        var after = Drawn.Taken(plan, known);
        Assert.Equal(1499, after.Count);
        Assert.Empty(Drawn.Plan(Drawn.Csv(text.ToString()), options).Against(after).Ready);
    }

    [Fact]
    public void Importing_twice_is_importing_once() =>
        Gen.Select(
            Gen.Int[10, 31], OneOf("占道经营", "乱堆乱放", "路边标牌", "不知"), OneOf("1", "12", "3～4", "若干", "99", ""),
            OneOf("劝离", "拆除", ""), OneOf("麦川", "穗庄", "小麦川村", "")).List[0, 12].Sample(rows =>
        {
            var text = "日期,类型,处数,处置,村\n" + string.Concat(rows.Select(row => $"5.{row.Item1},{row.Item2},{row.Item3},{row.Item4},{row.Item5}\n"));
            var options = new LedgerOptions { HeaderRow = 1 };
            var plan = Drawn.Plan(Drawn.Csv(text), options).Against(new Dictionary<Gridwork.Forms.InstanceId, KnownRow>());
            var known = Drawn.Taken(plan);
            var again = Drawn.Plan(Drawn.Csv(text), options).Against(known);
            return known.Count == plan.Count(RowAction.New) && !again.Ready.Any() && again.Count(RowAction.Same) == known.Count
                && again.Count(RowAction.Look) == plan.Count(RowAction.Look) && again.Count(RowAction.Refused) == plan.Count(RowAction.Refused);
        });

    [Fact]
    public void The_same_row_gives_the_same_bytes_at_any_time()
    {
        var plan = Drawn.Plan(Drawn.Csv("日期,类型,处数,处置\n5.11,占道经营,3,劝离\n"));
        Assert.Equal(Encoding.UTF8.GetString(plan.Write(plan.Rows[0])), Encoding.UTF8.GetString(Drawn.Plan(plan.Book).Write(plan.Rows[0])));
        Assert.Matches("^uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", plan.Rows[0].Id.Value);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+8613", "'+8613")]
    [InlineData("-3", "'-3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("3-4", "3-4")]
    [InlineData("", "")]
    public void A_refused_text_is_no_formula_where_it_is_opened(string text, string disarmed) => Assert.Equal(disarmed, RefusedRows.Disarmed(text));

    [Fact]
    public void Refused_rows_as_a_workbook_can_be_mended_and_sent_again()
    {
        var plan = Drawn.Plan(Drawn.Csv("日期,类型,处数,处置\n5.11,占道经营,若干,劝离\n5.12,占道经营,2,劝离\n"));
        var book = Drawn.Open("余下.xlsx", RefusedRows.Xlsx(plan, Chinese));
        Assert.Equal(
            ["日期 类型 处数 处置 原表行号 没有导入的原因", "5.11 占道经营 若干 劝离 2 一共几处“若干”不是整数。"],
            book.Sheets[0].Rows.Select(row => string.Join(' ', row.Cells.Select(cell => cell.Text))));
        Assert.All(book.Sheets[0].Rows.SelectMany(row => row.Cells), cell => Assert.Equal(SourceKind.Text, cell.Kind));
    }
}
