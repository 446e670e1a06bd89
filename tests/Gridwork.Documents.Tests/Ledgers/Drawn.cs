using System.Globalization;
using System.IO.Compression;
using System.Security;
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

/// <summary>A worksheet drawn cell by cell, with what libraries that write workbooks hide: formulas' cached values, hidden cells, styles.</summary>
internal sealed class SheetDrawing
{
    private readonly SortedDictionary<(int Row, int Column), string> cells = [];
    private readonly List<string> merges = [];

    public SheetDrawing Text(string at, string text, int style = 0) => Put(at, $"t=\"inlineStr\" s=\"{style}\"", $"<is><t>{SecurityElement.Escape(text)}</t></is>");

    public SheetDrawing Number(string at, double number, int style = 0) => Put(at, $"s=\"{style}\"", $"<v>{number.ToString("R", CultureInfo.InvariantCulture)}</v>");

    public SheetDrawing Formula(string at, string formula, double cached, int style = 0) =>
        Put(at, $"s=\"{style}\"", $"<f>{SecurityElement.Escape(formula)}</f><v>{cached.ToString("R", CultureInfo.InvariantCulture)}</v>");

    public SheetDrawing Merge(string range)
    {
        merges.Add(range);
        return this;
    }

    public SheetDrawing Row(int no, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var at = SourceCell.Letters(i) + no.ToString(CultureInfo.InvariantCulture);
            if (values[i] is string text) Text(at, text);
            else if (values[i] is { } number) Number(at, Convert.ToDouble(number, CultureInfo.InvariantCulture));
        }
        return this;
    }

    private SheetDrawing Put(string at, string attributes, string content)
    {
        var letters = at.TakeWhile(char.IsLetter).Count();
        var column = at[..letters].Aggregate(0, (sum, c) => sum * 26 + c - 'A' + 1) - 1;
        cells[(int.Parse(at.AsSpan(letters), CultureInfo.InvariantCulture), column)] = $"<c r=\"{at}\" {attributes}>{content}</c>";
        return this;
    }

    /// <summary>Styles: 0 general, 1 a date, 2 two decimals.</summary>
    public byte[] ToXlsx()
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var rows = string.Concat(cells.GroupBy(cell => cell.Key.Row).Select(row => $"<row r=\"{row.Key}\">{string.Concat(row.Select(cell => cell.Value))}</row>"));
        var merged = merges.Count == 0 ? "" : $"<mergeCells>{string.Concat(merges.Select(range => $"<mergeCell ref=\"{range}\"/>"))}</mergeCells>";
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Part(string name, string xml)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
                writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml);
            }
            Part("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>");
            Part("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Part("xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>");
            Part("xl/styles.xml", $"<styleSheet xmlns=\"{main}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf numFmtId=\"2\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
            Part("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData>{merged}</worksheet>");
        }
        return stream.ToArray();
    }
}
