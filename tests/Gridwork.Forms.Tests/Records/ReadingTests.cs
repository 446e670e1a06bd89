using System.Text;
using CsCheck;
using Gridwork.Forms.Tests.XlsForms;

namespace Gridwork.Forms.Tests.Records;

public class ReadingTests
{
    private static readonly Form Patrol = TestWorkbook.Form(
        """
        type | name | label | required | relevant | constraint | constraint_message | calculation | default | personal
        start | start
        end | end
        today | today
        deviceid | deviceid
        select_one kind | kind | 类型 | yes
        integer | places | 几处 | yes | | . > 0 and . <= 50 | 1到 50
        decimal | weight | 重量
        date | due | 期限 | | | . >= ${today} | 不早于今天
        geopoint | location | 位置
        text | phone | 电话 | | | | | | | yes
        calculate | tail | | | | | | substr(${phone}, -4)
        calculate | when | | | | | | today()
        calculate | ticket | | | | | | uuid()
        image | photo | 照片 | | | | | | blank.png
        image | front | 正面
        begin repeat | finding | 发现
        select_multiple kind | kinds | 类型
        integer | amount | 数
        calculate | double | | | | | | ${amount} * 2
        text | remark | 说明 | | ${amount} > 1
        end repeat
        calculate | total | | | | | | sum(${double})
        """,
        "list_name | name | label\nkind | stall | 摊点\nkind | sign | 标牌").Load();

    private static readonly InstanceMeta Meta = new(
        new InstanceId("uuid:6b1fa1d8-4b60-4c38-9c0e-3f5a21a3a001"), new InstanceId("uuid:6b1fa1d8-4b60-4c38-9c0e-3f5a21a3a000"),
        new DateTimeOffset(2021, 5, 26, 7, 20, 0, TimeSpan.FromHours(8)), new DateTimeOffset(2021, 5, 26, 7, 30, 0, TimeSpan.FromHours(8)), "phone-1");

    private static FormReading Read(params (string Key, string Value)[] values)
    {
        var bytes = Patrol.Write(values.Select(v => KeyValuePair.Create(v.Key, v.Value)), Meta, out var problems);
        Assert.Empty(problems);
        return Patrol.Read(bytes, out _)!;
    }

    [Fact]
    public void A_record_tells_who_when_and_what_it_replaces()
    {
        var reading = Read(("kind", "stall"), ("places", "3"));
        Assert.Equal(Meta.InstanceId, reading.InstanceId);
        Assert.Equal(Meta.DeprecatedId, reading.DeprecatedId);
        Assert.Equal((Meta.Start, Meta.End, new DateOnly(2021, 5, 26), "phone-1", "1"), (reading.Start, reading.End, reading.Today, reading.DeviceId, reading.FormVersion));
        Assert.Equal(UInt128.Parse("6b1fa1d84b604c389c0e3f5a21a3a001", System.Globalization.NumberStyles.HexNumber), reading.InstanceId.Key16);
    }

    [Fact]
    public void Answers_are_typed_by_their_digits()
    {
        var reading = Read(("kind", "stall"), ("places", "3"), ("weight", "1.005"), ("due", "2021-06-01"), ("location", "34.8001 117.2002 50 5"));
        Assert.True(reading["places"].TryInt64(out var places) && places == 3);
        Assert.True(reading["weight"].TryScaled(3, out var grams) && grams == 1005);
        Assert.True(reading["weight"].TryScaled(2, out var rounded) && rounded == 101);
        Assert.True(reading["due"].TryDate(out var due) && due == new DateOnly(2021, 6, 1));
        Assert.True(reading["location"].TryGeopoint(out var point) && point == new Geopoint(34.8001, 117.2002, 50, 5));
        Assert.False(reading["kind"].TryScaled(0, out _));
    }

    [Fact]
    public void Violations_are_listed_and_the_record_is_taken()
    {
        var reading = Read(("kind", "market"), ("places", "0"), ("weight", "schwer"), ("due", "2021-05-25"));
        Assert.Equal(
            ["/data/kind NotInList ", "/data/places Constraint 1到 50", "/data/weight WrongType ", "/data/due Constraint 不早于今天"],
            reading.Violations.Select(v => $"{v.Node.Path} {v.Kind} {v.Message}"));
        Assert.Equal(["/data/kind Required", "/data/places Required"], Read().Violations.Select(v => $"{v.Node.Path} {v.Kind}"));
    }

    [Fact]
    public void A_choice_that_the_filter_leaves_out_is_a_violation()
    {
        var form = TestWorkbook.Form(
            "type | name | label | choice_filter\ntext | area | 片区\nbegin repeat | r | R\nselect_multiple cell | cells | 网格 | zone = ${area}\nend repeat",
            "list_name | name | label | zone\ncell | a1 | 一 | a\ncell | b1 | 二 | b").Load();
        var reading = form.Read("<area>a</area><r><cells>a1</cells></r><r><cells>a1 b1</cells></r>");
        Assert.Equal("/data/r[2]/cells NotInList", string.Join(" ", reading.Violations.Select(v => $"{v.Node} {v.Kind}")));
    }

    [Fact]
    public void What_only_the_client_knows_is_taken_from_its_bytes()
    {
        var xml = Encoding.UTF8.GetString(Patrol.Write([new("kind", "stall"), new("places", "1")], Meta, out _))
            .Replace("<when>2021-05-26</when>", "<when>2021-05-20</when>").Replace("<ticket />", "<ticket>abc</ticket>");
        var reading = Patrol.Read(Encoding.UTF8.GetBytes(xml), out _)!;
        Assert.Equal(("2021-05-20", "abc"), (reading["when"].Text, reading["ticket"].Text));
        Assert.Empty(reading.Differences);
        Assert.Equal("2021-05-26", reading.Evaluate(Patrol.Compile("today()", null, out _)!).Text);
        Assert.True(reading.Evaluate(Patrol.Compile("random() < 2", null, out _)!).IsUnknown);
    }

    [Fact]
    public void S07_the_forms_default_picture_is_not_expected()
    {
        var reading = Read(("kind", "stall"), ("places", "1"), ("front", "front.jpg"));
        Assert.Equal(new ExpectedFile("front.jpg", "/data/front", "/data/front"), Assert.Single(reading.Files));
        Assert.Equal("jr://images/blank.png", reading["photo"].Text);
    }

    [Fact]
    public void An_expression_in_a_repeat_reads_its_own_instance()
    {
        var reading = Read(("kind", "stall"), ("places", "1"), ("finding[1]/amount", "3"), ("finding[1]/kinds", "sign stall"), ("finding[2]/amount", "1"), ("finding[2]/remark", "x"));
        var expression = Patrol.Compile("if(selected(${kinds}, 'sign'), ${double}, 0) + ${places}", "/data/finding", out var problems)!;
        Assert.Empty(problems);
        Assert.Equal(["/data/finding[1] 7", "/data/finding[2] 1"], reading.Nodes("/data/finding").Select(n => $"{n} {reading.Evaluate(expression, n)}"));
        Assert.Equal(["/data/places", "/data/finding/kinds", "/data/finding/amount", "/data/finding/double"], expression.References);
        Assert.Equal("8", reading["total"].Text);
        Assert.Equal(["True", "False"], reading.Nodes("remark").Select(n => $"{n.IsRelevant}"));
        Assert.Equal(2, reading.Nodes("remark").Last().Position);
    }

    [Fact]
    public void A_personal_question_is_found_behind_a_calculation()
    {
        var expression = Patrol.Compile("${tail} = '0312'", null, out _)!;
        Assert.Equal(["/data/tail"], expression.DirectReferences);
        Assert.Contains(expression.References, path => Patrol.Find(path)!.IsPersonal);
    }

    [Fact]
    public void A_value_of_no_question_is_reported_and_left_out()
    {
        Patrol.Write([new("kind", "stall"), new("plases", "1")], Meta, out var problems);
        Assert.Equal("没有 plases 这个字段，应是 places。", Assert.Single(problems).ToString());
    }

    [Theory]
    [InlineData("<data id=\"t\"", "submission.broken")]
    [InlineData("", "submission.broken")]
    [InlineData("<!DOCTYPE data [<!ENTITY a \"b\">]><data id=\"t\"><kind>&a;</kind></data>", "submission.has-dtd")]
    [InlineData("<data id=\"other\"/>", "submission.other-form")]
    [InlineData("<house/>", "submission.other-form")]
    [InlineData("<data id=\"t\"/>", "submission.no-instance-id")]
    public void What_is_no_record_of_this_form_is_refused(string xml, string code)
    {
        Assert.Null(Patrol.Read(Encoding.UTF8.GetBytes(xml), out var refusal));
        Assert.Equal(code, refusal!.Code);
    }

    [Fact]
    public void A_record_nested_too_deeply_is_refused()
    {
        var xml = "<data id=\"t\">" + string.Concat(Enumerable.Repeat("<x>", 60)) + string.Concat(Enumerable.Repeat("</x>", 60)) + "</data>";
        Assert.Null(Patrol.Read(Encoding.UTF8.GetBytes(xml), out var refusal));
        Assert.Equal("submission.too-deep", refusal!.Code);
    }

    [Fact]
    public void Elements_that_the_form_does_not_know_do_no_harm()
    {
        var reading = Patrol.Read(Encoding.UTF8.GetBytes("<data id=\"t\"><new><a>1</a></new><kind>stall</kind><kind>sign</kind><meta><instanceID>x</instanceID></meta></data>"), out _)!;
        Assert.Equal("stall", reading["kind"].Text);
        Assert.Equal("x", reading.InstanceId.Value);
    }

    [Fact]
    public void The_head_of_a_submission_is_read_without_its_form()
    {
        var head = SubmissionHead.Read(Patrol.Write([], Meta, out _), out _)!;
        Assert.Equal(("t", "1", Meta.InstanceId, Meta.DeprecatedId), (head.FormId, head.FormVersion, head.InstanceId, head.DeprecatedId));
    }

    [Fact]
    public void Writing_what_was_read_gives_the_same_bytes() => Gen.Select(
        Gen.OneOf("stall", "sign", ""), Gen.Int[0, 60], Gen.OneOf("", "乱堆 & <放>", "a\tb", " 𠮷 "), Gen.Int[0, 3].List[0, 4]).Sample((kind, places, phone, amounts) =>
    {
        var values = new List<KeyValuePair<string, string>> { new("kind", kind), new("places", $"{places}"), new("phone", phone) };
        for (var i = 0; i < amounts.Count; i++) values.Add(new($"finding[{i + 1}]/amount", $"{amounts[i]}"));
        var first = Patrol.Write(values, Meta, out _);
        var reading = Patrol.Read(first, out _)!;
        var again = new List<KeyValuePair<string, string>>();
        void Collect(ReadingNode node)
        {
            foreach (var child in node.Children)
                if (child.Children.Count > 0) Collect(child);
                else if (child.Question is { Kind: not QuestionKind.Metadata }) again.Add(new(child.InstancePath, child.Value.Text));
        }
        Collect(reading.Root);
        Assert.Equal(Encoding.UTF8.GetString(first), Encoding.UTF8.GetString(Patrol.Write(again, Meta, out var problems)));
        Assert.Empty(problems);
        Assert.Empty(reading.Differences);
    }, iter: 300);
}
