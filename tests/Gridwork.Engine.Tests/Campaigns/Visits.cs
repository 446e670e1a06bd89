// A small district with one sound campaign, through the same doors as a real one: forms as workbooks, checked, packed and published.
using System.Text;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Forms.Tests.XlsForms;

namespace Gridwork.Engine.Tests.Campaigns;

internal static class Visits
{
    public const string Yaml =
        """
        id: visits
        title: {zh: 走访, en: Visits}
        period: {from: 2021-05-10, to: 2021-06-10}
        unit: hefan
        forms:
          visit:
            file: visit.xlsx
            fill: [clerk, grid-member]
            place: "${location}"
            unit: "${village}"
          report: {file: report.xlsx, fill: [clerk], unit: sender}
        indicators:
          places:
            title: 处
            form: visit
            sum: ${places}
            qualifier: 余
            round: 10
            split: ${kind}
            declared: {form: report, value: "${stated}"}
          waste:
            title: 公斤
            form: visit
            where: ${kind} = 'stall'
            sum: ${waste}
            day: ${seen_on}
          people:
            title: 人
            form: visit
            distinct: ${house_no}
            within: unit
          everyone:
            title: 总人数
            form: visit
            distinct: ${house_no}
          finds:
            title: 件
            form: visit
            each: ${find}
            count: repeats
        briefings:
          - {file: briefing.zh.md}
        """;

    public const string Survey =
        """
        type | name | label | relevant | calculation | constraint | personal
        start | start
        end | end
        text | village | 村
        select_one kind | kind | 类别
        integer | places | 处数 | | | . >= 0
        integer | waste | 公斤 | ${kind} = 'stall'
        date | seen_on | 日期
        geopoint | location | 定位
        text | house_no | 户内编号
        text | phone | 电话 | | | | yes
        image | photo | 照片
        calculate | double | | | ${places} * 2
        begin repeat | find | 发现
        text | what | 什么
        end repeat
        """;

    public const string Choices = "list_name | name | label\nkind | stall | 摊点\nkind | sign | 标牌";

    public const string Briefing =
        """
        ---
        title: 走访情况
        masthead: 走访简报
        issuer: hefan
        number: 1
        ---
        共走访{{ tally.places }}处。
        """;

    /// <summary>The campaign's folder; each part may be another text.</summary>
    public static CampaignFolder Folder(
        string yaml = Yaml, string survey = Survey, string choices = Choices, string settings = "form_id | version\nvisit | 1",
        string report = "form_id | version\nreport | 1", string briefing = Briefing, string name = "visits") =>
        new(name, new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["campaign.yaml"] = Encoding.UTF8.GetBytes(yaml),
            ["visit.xlsx"] = TestWorkbook.Form(survey, choices, settings).Save().ToArray(),
            ["report.xlsx"] = TestWorkbook.Form("type | name | label\ninteger | stated | 上报处数", settings: report).Save().ToArray(),
            ["briefing.zh.md"] = Encoding.UTF8.GetBytes(briefing),
        });

    /// <summary>The units: a district, a subdistrict, two villages.</summary>
    public static byte[] Units { get; } = BodyJson.Write(new UnitsBody(
        new DistrictProfile("qinghe", new LocalText("青禾高新区"), true, "Asia/Shanghai"),
        [
            new UnitLine("qinghe", new LocalText("青禾高新区"), UnitKind.District, null),
            new UnitLine("hefan", new LocalText("禾范街道"), UnitKind.Subdistrict, "qinghe"),
            new UnitLine("east", new LocalText("东禾村"), UnitKind.Village, "hefan"),
            new UnitLine("west", new LocalText("西禾村"), UnitKind.Village, "hefan"),
        ]));

    /// <summary>A grid of two square cells side by side, east of 117.0: 001 belongs to the village east, 002 to west.</summary>
    public static byte[] Grid(string validFrom = "2021-01-01", string second = "002") => GridVersion.Body(
        Encoding.UTF8.GetBytes(
            "{\"type\":\"FeatureCollection\",\"features\":[" + (Cell("001", "east", 117.0) + "," + Cell(second, "west", 117.01)).Replace("FROM", validFrom, StringComparison.Ordinal) + "]}"), []);

    public static PersonNo Clerk => new(1);
    public static PersonNo Member => new(2);
    public static PersonNo Stranger => new(3);

    public static UnitNo Hefan => new(2);
    public static UnitNo East => new(3);
    public static UnitNo West => new(4);

    /// <summary>The district before its campaign: units 1, grid 2, a clerk of the subdistrict 3, a member of the village east 4.</summary>
    public static DistrictDefinition Places { get; } = DistrictDefinition.Empty
        .Enter(EntryKind.Units, Units)
        .Enter(EntryKind.Grid, Grid())
        .Give(Clerk, Role.Clerk, "hefan")
        .Give(Member, Role.GridMember, "east");

    /// <summary>The district with its campaign, which is entry 5.</summary>
    public static DistrictDefinition District { get; } = Places.Publish(Folder());

    /// <summary>The definition after one more entry at the next position.</summary>
    public static DistrictDefinition Enter(this DistrictDefinition definition, EntryKind kind, byte[] body) =>
        definition.With(definition.Seq + 1, kind, body).Definition;

    public static DistrictDefinition Give(
        this DistrictDefinition definition, PersonNo person, Role role, string unit, string? campaign = null, bool revoke = false) =>
        definition.Enter(EntryKind.Grant, BodyJson.Write(new GrantBody(person.Value, role, unit, campaign, [], revoke)));

    /// <summary>Checks a folder, which must be sound, and publishes it.</summary>
    public static DistrictDefinition Publish(this DistrictDefinition definition, CampaignFolder folder) =>
        definition.Enter(EntryKind.Definition, CampaignCheck.Run(folder, definition).Package());

    private static string Cell(string code, string unit, double west)
    {
        string At(double east, string north) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{west + east:0.00},{north}]");
        var ring = $"[{At(0, "34.8")},{At(0.01, "34.8")},{At(0.01, "34.81")},{At(0, "34.81")},{At(0, "34.8")}]";
        return "{\"type\":\"Feature\",\"properties\":{\"code\":\"" + code + "\",\"unit\":\"" + unit + "\",\"valid_from\":\"FROM\"},"
            + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[" + ring + "]}}";
    }
}
