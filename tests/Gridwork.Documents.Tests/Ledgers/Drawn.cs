using System.Text;
using Gridwork.Documents.Ledgers;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Forms;

namespace Gridwork.Documents.Tests.Ledgers;

/// <summary>Builds forms, sheets and plans.</summary>
internal static class Drawn
{
    public static readonly UnitTree Units = new(
    [
        new Unit(new(1), "qinghe", new("青禾高新区"), UnitKind.District, UnitNo.None),
        new Unit(new(2), "hefan", new("禾范街道"), UnitKind.Subdistrict, new(1)),
        new Unit(new(3), "hefan-xiaomaichuan", new("小麦川村", "Xiaomaichuan Village"), UnitKind.Village, new(2)),
        new Unit(new(4), "hefan-damaichuan", new("大麦川村"), UnitKind.Village, new(2)),
        new Unit(new(5), "hefan-suizhuang", new("穗庄村"), UnitKind.Village, new(2)),
    ]);

    /// <summary>A form such as a street's: kind, number, place, action, phone number.</summary>
    public static Form Patrol { get; } = Form.Load(
        """
        <h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/2002/xforms" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
          <h:head><h:title>整治记录</h:title><model>
            <instance><data id="patrol" version="1"><kind/><places/><action/><note/><id_no/><goods/><proof/><orx:meta><orx:instanceID/></orx:meta></data></instance>
            <bind nodeset="/data/kind" type="string" required="true()"/>
            <bind nodeset="/data/places" type="int" required="true()" constraint=". &gt;= 1 and . &lt;= 50" jr:constraintMsg="应在 1到 50之间"/>
            <bind nodeset="/data/action" type="string" required="true()"/>
            <bind nodeset="/data/note" type="string"/>
            <bind nodeset="/data/id_no" type="string"/>
            <bind nodeset="/data/goods" type="string"/>
            <bind nodeset="/data/proof" type="binary"/>
          </model></h:head>
          <h:body>
            <select1 ref="/data/kind"><label>问题类型</label>
              <item><label>占道经营</label><value>stall</value></item><item><label>乱堆乱放</label><value>dumping</value></item><item><label>路边标牌</label><value>sign</value></item></select1>
            <input ref="/data/places"><label>一共几处？</label></input>
            <select1 ref="/data/action"><label>怎么处置的？</label>
              <item><label>劝离</label><value>cleared</value></item><item><label>拆除</label><value>removed</value></item><item><label>抄告来源单位</label><value>handed-on</value></item></select1>
            <input ref="/data/note"><label>位置说明</label></input>
            <input ref="/data/id_no"><label>身份证号</label></input>
            <select ref="/data/goods"><label>登记保存的物品</label>
              <item><label>摊架</label><value>rack</value></item><item><label>遮阳伞</label><value>umbrella</value></item><item><label>桌凳</label><value>table</value></item></select>
            <upload ref="/data/proof" mediatype="image/*"><label>照片</label></upload>
          </h:body>
        </h:html>
        """);

    public static readonly FormRule Rule = new("patrol", "patrol.xlsx", [], UnitRuleKind.Cell, null, null, 1);

    public static LedgerContext Context(IReadOnlyDictionary<string, string>? earlier = null) => new(
        new LedgerForm(Patrol, Rule, Units, new UnitNo(2)), new DateOnly(2021, 5, 10), new DateOnly(2021, 6, 10), TimeSpan.FromHours(8),
        earlier ?? new Dictionary<string, string>());

    public static LedgerPlan Plan(SourceBook book, LedgerOptions? options = null, IReadOnlyDictionary<string, string>? earlier = null)
    {
        var plan = LedgerPlan.Make(book, Context(earlier), options ?? new LedgerOptions(), out var refusal);
        Assert.Null(refusal);
        return plan!;
    }

    public static SourceBook Csv(string text) => Open("台账.csv", Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));

    public static SourceBook Open(string name, byte[] bytes)
    {
        var book = SourceBook.Open(name, bytes, out var refusal);
        Assert.Null(refusal);
        return book!;
    }

    /// <summary>What a plan brings in, as the journal would hold it.</summary>
    public static Dictionary<InstanceId, KnownRow> Taken(LedgerPlan plan, Dictionary<InstanceId, KnownRow>? before = null)
    {
        var known = before is null ? [] : new Dictionary<InstanceId, KnownRow>(before);
        foreach (var row in plan.Ready)
        {
            var reading = Patrol.Read(plan.Write(row), out _)!;
            Assert.Equal(row.Id, reading.InstanceId);
            var root = known.FirstOrDefault(pair => reading.DeprecatedId is { } old && pair.Value.Head == old).Key;
            known[root.Value is null ? row.Id : root] = KnownRow.Of(reading);
        }
        return known;
    }

    /// <summary>The mock-up's old ledger: title, facts, headings, a blank date, a doubtful village, a doubtful number, a sum.</summary>
    public static byte[] OldLedger()
    {
        var sheet = new SheetDrawing();
        sheet.Text("A1", "禾范街道路域巡查台账（2021年4月）").Merge("A1:G1");
        sheet.Text("A2", "填报单位：禾范街道").Merge("A2:D2").Text("E2", "日期：4月30日").Merge("E2:G2");
        sheet.Row(3, "序号", "日期", "村", "地点", "类型", "处数", "备注");
        sheet.Row(4, 1, "4.6", "穗庄村", "早市东口", "占道经营", 4, "已劝离");
        sheet.Row(5, 2, "4.6", "小麦川村", "村口东侧", "乱堆乱放", 2, null);
        sheet.Row(6, 3, "4.8", "麦川", "卫生室旁", "乱堆乱放", 1, null);
        sheet.Row(7, 4, "4.13", "小麦川", "禾范路东侧", "路边标牌", 3, "已拆");
        sheet.Row(8, null, null, "大麦川村", null, "占道经营", 1, "已劝离");
        sheet.Row(9, 5, "4.20", "穗庄", "集市北口", "占道经营", "3～4", "已劝离");
        sheet.Row(10, "合计", null, null, null, null, 14, null);
        sheet.Row(11, "填表人：禾范街道经办人 01");
        return sheet.ToXlsx();
    }
}
