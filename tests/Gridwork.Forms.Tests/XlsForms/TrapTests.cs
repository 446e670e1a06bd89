namespace Gridwork.Forms.Tests.XlsForms;

public class TrapTests
{
    [Fact]
    public void X01_a_sum_inside_a_repeat_adds_its_own_instance_only()
    {
        var form = TestWorkbook.Form(
            """
            type | name | label | calculation
            begin repeat | village | 村
            begin repeat | stall | 摊
            integer | fine | 罚款
            end repeat
            calculate | village_fines | | sum(${fine})
            end repeat
            calculate | all_fines | | sum(${fine})
            """).Load();

        Assert.Contains("calculate=\"sum(../stall/fine)\"", form.Xml);
        Assert.Contains("calculate=\"sum(/data/village/stall/fine)\"", form.Xml);
        var reading = form.Read("<village><stall><fine>10</fine></stall><stall><fine>20</fine></stall></village><village><stall><fine>5</fine></stall></village>");
        Assert.Equal(["30", "5"], reading.Nodes("village_fines").Select(n => n.Value.Text));
        Assert.Equal("35", reading["all_fines"].Text);
    }

    [Fact]
    public void X04_a_choices_column_written_as_a_field_is_named()
    {
        var problems = TestWorkbook.Form(
            "type | name | label | choice_filter\ntext | area | 片区\nselect_one cell | cell | 网格 | ${grid} = ${area}",
            "list_name | name | label | grid\ncell | c1 | 一 | a").Problems();
        Assert.Equal("t.xlsx › survey 表 › 第 3行 D列：${grid} 不是字段，而是选项表里的一列。选项表有这一列：直接写 grid，不加 ${ }。", Assert.Single(problems));
    }

    [Fact]
    public void X06_missing_translations_are_listed_and_nobody_reads_a_blank()
    {
        var result = TestWorkbook.Form("type | name | label::中文 (zh) | hint | media::image::English (en)\ntext | a | 甲 | 提示 | a.png").Compile();
        Assert.Equal(
            ["中文 (zh) 缺：survey hint::中文 (zh)、survey media::image::中文 (zh)。不影响使用，会显示默认语言；要齐全就补上。",
             "English (en) 缺：survey label::English (en)、survey hint::English (en)。不影响使用，会显示默认语言；要齐全就补上。"],
            result.Problems.Where(p => p.Kind == FormProblems.TranslationMissing).Select(p => p.Text(System.Globalization.CultureInfo.GetCultureInfo("zh")) + p.Remedy(System.Globalization.CultureInfo.GetCultureInfo("zh"))));
        var form = Gridwork.Forms.Form.Load(result.Xml!);
        Assert.Equal("甲", form.Find("a")!.Label.In("en"));
        Assert.Equal("提示", form.Find("a")!.Hint.In("zh"));
        Assert.DoesNotContain(">-<", result.Xml);
    }

    [Theory]
    [InlineData("select_multiple kind", "", true)]
    [InlineData("select_one kind", "", false)]
    [InlineData("select_multiple kind", "z = 1", true)]
    public void X08_a_choice_with_a_space(string type, string filter, bool isError)
    {
        var result = TestWorkbook.Form($"type | name | label | choice_filter\n{type} | a | A | {filter}", "list_name | name | label | z\nkind | 乱堆 乱放 | 乱 | 1").Compile();
        var problem = Assert.Single(result.Problems, p => p.Kind == FormProblems.ChoiceSpace || p.Kind == FormProblems.ChoiceSpaceOne);
        Assert.Equal(isError, problem.IsError);
        Assert.Equal(("choices", 2, "B", "乱堆_乱放"), (problem.Location!.Sheet, problem.Location.Row, problem.Location.Column, problem.Near));
    }

    [Fact]
    public void X08_the_answer_of_a_select_one_with_a_space_survives()
    {
        var form = TestWorkbook.Form("type | name | label\nselect_one kind | a | A", "list_name | name | label\nkind | 乱堆 乱放 | 乱").Load();
        var reading = form.Read("<a>乱堆 乱放</a>");
        Assert.Empty(reading.Violations);
        var again = form.Read(form.Write([new("a", reading["a"].Text)], new InstanceMeta(new InstanceId("uuid:2")), out _), out _);
        Assert.Equal("乱堆 乱放", again!["a"].Text);
    }

    [Fact]
    public void X10_runs_of_spaces_and_a_no_break_space_change_nothing()
    {
        const string Choices = "list_name | name | label\nkind | a | 甲";
        var plain = TestWorkbook.Form("type | name | label\nselect_one kind or_other | k | 类", Choices).Compile();
        var spaced = TestWorkbook.Form("type | name | label\nselect_one   kind    or_other\u00A0 | k | 类", Choices).Compile();
        Assert.NotNull(plain.Xml);
        Assert.Equal(plain.Xml, spaced.Xml);
    }

    [Fact]
    public void Or_other_asks_what_is_meant_only_when_other_is_chosen()
    {
        var form = TestWorkbook.Form("type | name | label\nselect_one kind or_other | k | 类", "list_name | name | label\nkind | a | 甲").Load();
        Assert.Equal(["a 甲", "other 其他"], form.Find("k")!.Choices.Select(c => $"{c.Name} {c.Label}"));
        Assert.Equal("请说明", form.Find("k_other")!.Label.In(null));
        Assert.True(form.Read("<k>other</k><k_other>x</k_other>").First("k_other")!.Value.IsRelevant);
        Assert.False(form.Read("<k>a</k><k_other>x</k_other>").First("k_other")!.Value.IsRelevant);
    }

    [Fact]
    public void X13_reserved_and_repeated_properties_are_refused()
    {
        var problems = TestWorkbook.Form("type | name | label | save_to\ntext | a | A | Name\ntext | b | B | height\ntext | c | C | Height").Problems();
        Assert.Equal(
            ["t.xlsx › survey 表 › 第 2行 D列：save_to 不能叫“Name”，这是保留名。换一个名字。",
             "t.xlsx › survey 表 › 第 4行 D列：save_to“Height”出现了两次（第 3行已有，不分大小写）。改成别的名字。"], problems);
    }

    [Fact]
    public void X15_equal_names_in_different_groups_are_told_apart_by_path()
    {
        var form = TestWorkbook.Form("type | name | label\nbegin group | east | 东\ninteger | count | 数\nend group\nbegin group | west | 西\ninteger | count | 数\nend group").Load();
        var reading = form.Read("<east><count>1</count></east><west><count>2</count></west>");
        Assert.Equal(("1", "2"), (reading["/data/east/count"].Text, reading["/data/west/count"].Text));
        Assert.Null(form.Find("count"));
    }

    [Fact]
    public void P12_a_pattern_without_anchors_is_warned_of()
    {
        var problems = TestWorkbook.Form("type | name | label | constraint\ntext | a | A | regex(., '[0-9]+')").Compile().Problems;
        var problem = Assert.Single(problems);
        Assert.False(problem.IsError);
        Assert.Equal(("form.regex-not-anchored", "^[0-9]+$"), (problem.Code, problem.Near));
    }

    [Fact]
    public void D05_text_in_a_date_cell_stays_text()
    {
        var form = TestWorkbook.Form("type | name | label | default\ntext | a | A | <c r=\"@\" s=\"1\" t=\"inlineStr\"><is><t>370402199001011234</t></is></c>\ntext | b | B | <c r=\"@\" s=\"1\"><v>44343</v></c>\ntext | c | C | <c r=\"@\" s=\"1\"><v>370402199001011234</v></c>").Load();
        Assert.Equal("370402199001011234", form.Find("a")!.Default);
        Assert.Equal("2021-05-27", form.Find("b")!.Default);
        Assert.Equal("370402199001011260", form.Find("c")!.Default);
    }

    [Fact]
    public void D05_a_formula_is_read_by_its_saved_result_with_a_warning()
    {
        var result = TestWorkbook.Form("type | name | label | default\ndate | a | A | =TODAY()→2021-05-27").Compile();
        Assert.Equal("t.xlsx › survey 表 › 第 2行 D列：这一格是公式 =TODAY()，按上次保存的结果“2021-05-27”读取。复制后“选择性粘贴 → 数值”。", Assert.Single(result.Problems).ToString());
        Assert.Contains("<a>2021-05-27</a>", result.Xml);
    }

    [Fact]
    public void D05_a_value_hidden_under_a_merged_cell_is_left_out_with_a_notice()
    {
        var book = new TestWorkbook().Sheet("survey", "type | name | label | default\ntext | a | A | x\ntext | b | B | 藏", merged: "D2:D3").Sheet("settings", "form_id | version\nt | 1");
        var result = book.Compile();
        Assert.Equal("t.xlsx › survey 表 › 第 3行 D列：合并单元格 D2:D3 底下藏着“藏”，没有读取。取消合并，看看这个值还要不要。", Assert.Single(result.Problems).ToString());
        Assert.DoesNotContain("藏", result.Xml);
    }

    [Fact]
    public void A_workbook_that_unpacks_to_far_more_is_refused()
    {
        var book = TestWorkbook.Form("type | name | label\ntext | a | A").Save(zip =>
        {
            using var part = zip.CreateEntry("xl/sharedStrings.xml").Open();
            var zeros = new byte[1_000_000];
            for (var i = 0; i < 120; i++) part.Write(zeros);
        });
        Assert.Equal("workbook.too-large", Assert.Single(Gridwork.Forms.XlsForms.XlsForm.Compile("t.xlsx", book).Problems).Code);
    }

    [Fact]
    public void A_workbook_with_a_DTD_is_refused()
    {
        var book = TestWorkbook.Form("type | name | label\ntext | a | A").Save(zip =>
        {
            using var part = new StreamWriter(zip.CreateEntry("xl/sharedStrings.xml").Open());
            part.Write("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><sst><si><t>&a;</t></si></sst>");
        });
        Assert.Equal("workbook.broken", Assert.Single(Gridwork.Forms.XlsForms.XlsForm.Compile("t.xlsx", book).Problems).Code);
    }

    [Theory]
    [InlineData("D0CF11E0A1B11AE1")]
    [InlineData("")]
    [InlineData("616263")]
    public void What_is_no_xlsx_is_refused(string hex) =>
        Assert.Equal("workbook.not-xlsx", Assert.Single(Gridwork.Forms.XlsForms.XlsForm.Compile("t.xlsx", new MemoryStream(Convert.FromHexString(hex))).Problems).Code);
}
