namespace Gridwork.Forms.Tests.XlsForms;

/// <summary>Each fault that an author can make, and the line that names it: file, sheet, row, column, what is wrong, what would be right.</summary>
public class FaultTests
{
    [Theory]
    // Names in expressions
    [InlineData("integer | water_level | 水位\nimage | photo | 照片 | ${water_levl} > 30", "t.xlsx › survey 表 › 第 3行 D列：没有 water_levl 这个字段，应是 water_level。")]
    [InlineData("text | a | A\ntext | b | B | /data/aa = 1", "t.xlsx › survey 表 › 第 3行 D列 第 7字：没有 /data/aa 这条路径，应是 /data/a。")]
    [InlineData("text | a | ${b}是谁", "t.xlsx › survey 表 › 第 2行 C列：没有 b 这个字段，请改成表里已有的 name。")]
    [InlineData("begin group | east | 东\ninteger | count | 数\nend group\nbegin group | west | 西\ninteger | count | 数\nend group\ntext | c | C | ${count} > 1",
        "t.xlsx › survey 表 › 第 8行 D列：有几个字段都叫 count：/data/east/count /data/west/count。给其中一个改名，或直接写路径。")]
    // Grammar of expressions
    [InlineData("text | a | A | . = 'x", "t.xlsx › survey 表 › 第 2行 D列 第 5字：引号没有配对：'x…在文字末尾补上同样的引号。")]
    [InlineData("text | a | A | selected(., 'x'", "t.xlsx › survey 表 › 第 2行 D列 第 16字：少一个“)”。在末尾补上“)”。")]
    [InlineData("text | a | A | 1 > and 2", "t.xlsx › survey 表 › 第 2行 D列 第 9字：式子里“2”放错了地方。检查它前面是否少了 and、or、逗号或运算符。")]
    [InlineData("text | a | A | 1 2", "t.xlsx › survey 表 › 第 2行 D列 第 3字：式子里“2”放错了地方。检查它前面是否少了 and、or、逗号或运算符。")]
    [InlineData("text | a | A | 1 +", "t.xlsx › survey 表 › 第 2行 D列 第 4字：式子没有写完。补全末尾缺少的部分。")]
    [InlineData("text | a | A\ntext | b | B | ${a} ＝ '1'", "t.xlsx › survey 表 › 第 3行 D列 第 6字：式子里不能用“＝”。改成 =（半角）。")]
    [InlineData("text | a | A | selectd(., 'x')", "t.xlsx › survey 表 › 第 2行 D列 第 1字：没有 selectd() 这个函数，应是 selected()。")]
    [InlineData("text | a | A | selected(.)", "t.xlsx › survey 表 › 第 2行 D列 第 1字：selected() 要 2 个参数，这里写了 1 个。检查逗号和括号。")]
    [InlineData("text | a | A | regex('x', '(')", "t.xlsx › survey 表 › 第 2行 D列 第 1字：regex 的模式读不懂：(检查括号；不支持反向引用和环视。")]
    // Rows
    [InlineData(" | a | A", "t.xlsx › survey 表 › 第 2行 A列：这一行没有类型。填上类型，如 文本、整数、单选 列表名。")]
    [InlineData("integr | a | A", "t.xlsx › survey 表 › 第 2行 A列：不认识“integr”这个类型。应是 integer。")]
    [InlineData("整树 | a | A", "t.xlsx › survey 表 › 第 2行 A列：不认识“整树”这个类型。应是 整数。")]
    [InlineData("text |  | A", "t.xlsx › survey 表 › 第 2行 B列：这一行没有 name（名称）。填上一个英文短名，如 text_2。")]
    [InlineData("text | a b | A", "t.xlsx › survey 表 › 第 2行 B列：“a b”不能作名称：要以字母开头，只用字母、数字、_、- 和点。如 a_b。")]
    [InlineData("text | 1a | A", "t.xlsx › survey 表 › 第 2行 B列：“1a”不能作名称：要以字母开头，只用字母、数字、_、- 和点。如 _1a。")]
    [InlineData("text | a | A\ntext | a | A", "t.xlsx › survey 表 › 第 3行 B列：a 出现了两次（第 2行已有）。改成别的名字；若是重复录入，删去一行。")]
    [InlineData("text | meta | A", "t.xlsx › survey 表 › 第 2行 B列：meta 是保留的名称。换一个名字。")]
    [InlineData("select_one | a | A", "t.xlsx › survey 表 › 第 2行 A列：“select_one”后面没有写列表名。写成“select_one 列表名”。")]
    [InlineData("select_one knd | a | A\nselect_one kind | b | B", "t.xlsx › survey 表 › 第 2行 A列：choices 表里没有 knd 这个列表，应是 kind。")]
    [InlineData("begin group | g | G\ntext | a | A", "t.xlsx › survey 表 › 第 2行 A列：g（第 2行开始）没有结束。在它最后一题下面加一行“end group”。")]
    [InlineData("text | a | A\nend group", "t.xlsx › survey 表 › 第 3行 A列：这里有“end group”，前面却没有开始。删去这一行，或补上开始的那一行。")]
    [InlineData("begin repeat | g | G\ntext | a | A\nend group", "t.xlsx › survey 表 › 第 4行 A列：第 2行开始的是“begin repeat”，这里却是“end group”。改成“end repeat”。")]
    [InlineData("begin group | g | G\nend group\ntext | a | A", "t.xlsx › survey 表 › 第 2行 A列：g 里没有题目。删去，或补上题目。")]
    [InlineData("calculate | a | ", "t.xlsx › survey 表 › 第 2行 E列：a 是计算，却没有式子。在 calculation（计算）列写上式子。")]
    [InlineData("calculate | a |  |  | ${b} + 1\ncalculate | b |  |  | ${a} + 1", "t.xlsx › survey 表 › 第 2行 E列：这些字段互相等着对方算出来：a → b → a。去掉其中一个引用。")]
    [InlineData("calculate | a |  |  | ${a} + 1", "t.xlsx › survey 表 › 第 2行 E列：这些字段互相等着对方算出来：a → a。去掉其中一个引用。")]
    [InlineData("text | a | A |  |  |  | 也许", "t.xlsx › survey 表 › 第 2行 G列：“也许”不是 是／否。写 yes 或 no（是、否）。")]
    [InlineData("text | a | A |  |  |  |  | grid = 1", "t.xlsx › survey 表 › 第 2行 H列：a 不是选择题，choice_filter 不起作用。移到选择题上，或清空。")]
    [InlineData("select_one kind | b | B |  |  |  |  | gird = 1", "t.xlsx › survey 表 › 第 2行 H列：选项表里没有 gird 这一列，应是 grid。")]
    [InlineData("select_one kind | b | B |  |  | stal", "t.xlsx › survey 表 › 第 2行 F列：默认值“stal”不在列表 kind 里。应是 stall。")]
    [InlineData("select_one kind or_other | b | B\ntext | b_other | 其他", "t.xlsx › survey 表 › 第 3行 B列：b_other 出现了两次（第 2行已有）。改成别的名字；若是重复录入，删去一行。")]
    public void A_fault_in_the_survey_is_named_with_its_place_and_remedy(string rows, string expected)
    {
        var problems = TestWorkbook.Form("type | name | label | relevant | calculation | default | required | choice_filter\n" + rows,
            rows.Contains("select_one k") ? "list_name | name | label | grid\nkind | stall | 摊点 | 1" : null).Problems();
        Assert.Equal(expected, Assert.Single(problems));
    }

    [Theory]
    [InlineData("kind | stall | A\nkind | stall | B", "t.xlsx › choices 表 › 第 3行 B列：选项表 kind 里，stall 出现了两次（第 2行已有）。两个选项会混在一起，没法分开汇总：改成别的名字，或删去一行。")]
    [InlineData("kind |  | A\nkind | b | B", "t.xlsx › choices 表 › 第 2行 B列：选项没有 name（名称）。填上一个短名。")]
    [InlineData(" | a | A\nkind | b | B", "t.xlsx › choices 表 › 第 2行 A列：选项没有写属于哪个列表。填上 list_name（列表名）。")]
    [InlineData("kind | a | A\nother | b | B", "t.xlsx › choices 表 › 第 3行 A列：列表 other 没有题目使用。不用就删去。")]
    public void A_fault_in_the_choices_is_named(string rows, string expected)
    {
        var problems = TestWorkbook.Form("type | name | label\nselect_one kind | a | A", "list_name | name | label\n" + rows).Problems();
        Assert.Equal(expected, Assert.Single(problems));
    }

    [Theory]
    [InlineData("form_id | version\n巡 查/1 | 1", "t.xlsx › settings 表 › 第 2行 A列：form_id“巡 查/1”不能用。以字母开头，只用字母、数字、_、- 和点，如 巡_查_1。")]
    [InlineData("form_id | version\na | 1 2", "t.xlsx › settings 表 › 第 2行 B列：版本“1 2”不能用。用数字或日期，如 2021052701，不含空格。")]
    [InlineData("form_id\na", "t.xlsx › settings 表：settings 里没有 version。写上版本，如 2021052701；改表时加大它。")]
    [InlineData("version\n1", "t.xlsx › settings 表：settings 里没有 form_id，用文件名 t。写上 form_id，以后改文件名就不会变成另一张表。")]
    [InlineData("form_id | version | defalt_language\na | 1 | zh", "t.xlsx › settings 表 › 第 1行 C列：不认识设置“defalt_language”。应是 default_language。")]
    [InlineData("form_id | version | instance_name\na | 1 | concat(${b})", "t.xlsx › settings 表 › 第 2行 C列：没有 b 这个字段，请改成表里已有的 name。")]
    public void A_fault_in_the_settings_is_named(string settings, string expected)
    {
        var problems = TestWorkbook.Form("type | name | label\ntext | a | A", settings: settings).Problems();
        Assert.Equal(expected, Assert.Single(problems));
    }

    [Theory]
    [InlineData("type | nam | label\ntext | a | A", "t.xlsx › survey 表 › 第 1行：缺少 name 列（也可写“名称”）。在第 1行加上这一列。")]
    [InlineData("type | name | lable\ntext | a | A", "t.xlsx › survey 表 › 第 1行 C列：不认识“lable”这一列，没有使用。应是 label。")]
    [InlineData("type | name | label | label\ntext | a | A | B", "t.xlsx › survey 表 › 第 1行 D列：“label”这一列出现了两次（第一次在 C列）。删去一列，或改名。")]
    [InlineData("type | name | label", "t.xlsx › survey 表：表单里没有题目。在 survey 表里从第 2行写起。")]
    public void A_fault_in_the_headings_is_named(string survey, string expected) =>
        Assert.Equal(expected, Assert.Single(TestWorkbook.Form(survey).Problems()));

    [Fact]
    public void A_missing_survey_sheet_is_named_with_the_one_that_was_meant() =>
        Assert.Equal("t.xlsx：缺少 survey 表（也可叫“调查”）。把“servey”改名为 survey。", new TestWorkbook().Sheet("servey", "type | name").Problems()[0]);

    [Fact]
    public void The_same_fault_reads_in_English() =>
        Assert.Equal("t.xlsx › survey › row 3, column D: no field water_levl; did you mean water_level?",
            Assert.Single(TestWorkbook.Form("type | name | label | relevant\ninteger | water_level | W\nimage | photo | P | ${water_levl} > 30").Problems("en")));

    [Fact]
    public void All_faults_are_found_in_one_go_from_the_top()
    {
        var problems = TestWorkbook.Form("type | name | label | relevant\ntxt | a | A\ntext | b | B | ${c}\ntext | b | B").Problems();
        Assert.Equal(3, problems.Length);
        Assert.StartsWith("t.xlsx › survey 表 › 第 2行 A列", problems[0]);
        Assert.StartsWith("t.xlsx › survey 表 › 第 3行 D列", problems[1]);
        Assert.StartsWith("t.xlsx › survey 表 › 第 4行 B列", problems[2]);
    }

    [Fact]
    public void Every_kind_of_problem_has_its_texts_in_both_languages()
    {
        foreach (var property in typeof(FormProblems).GetProperties())
        {
            var kind = (ProblemKind)property.GetValue(null)!;
            foreach (var culture in (string[])["zh-CN", "en"])
            {
                var problem = new Problem(kind, null, ["a", "b", "c"], "n");
                Assert.NotEqual(kind.Code, problem.Text(System.Globalization.CultureInfo.GetCultureInfo(culture)));
                Assert.DoesNotContain("{", problem.Line(System.Globalization.CultureInfo.GetCultureInfo(culture)).Replace("${a}", "").Replace("${字段名}", "").Replace("${name}", "").Replace("${ }", ""));
            }
        }
    }
}
