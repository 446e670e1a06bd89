using System.Text.Json;
using Gridwork.Documents.Decks;
using Gridwork.Places;
using NetTopologySuite.Geometries;

namespace Gridwork.Documents.Tests.Decks;

/// <summary>A deck of the demo district, every kind of slide in it. The figures agree with look/screens/10-slide.html.</summary>
internal static class SampleDeck
{
    private const string Kicker = "卫生城市复审　网格问题反馈";

    private static readonly Lazy<string> Root = new(() =>
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gridwork.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    });

    public static string Repository => Root.Value;

    private static readonly Lazy<IReadOnlyDictionary<string, Geometry>> CellShapes = new(() =>
        Features("cells.geojson").ToDictionary(cell => cell.Properties.GetProperty("code").GetString()!, cell => cell.Shape));

    public static IReadOnlyDictionary<string, Geometry> Cells => CellShapes.Value;

    public static DeckGround Ground { get; } = MakeGround();

    public static DeckFigure Open { get; } = new("在办", "4", "件", "在办问题，禾范 017，截至第10192号", Link: new Uri("https://demo.example/campaigns/hygiene-city/cases?cell=hefan-017"));

    public static CellSlide Cell { get; } = new()
    {
        Kicker = Kicker,
        Title = "禾范 017网格　小麦川村",
        Aside = ["网格员　禾范街道网格员 05", "责任单位　禾范街道"],
        Figures =
        [
            Open, new DeckFigure("其中超期", "3", "件", "超期问题，禾范 017", Late: true), new DeckFigure("三周已销号", "11", "件", "销号问题，禾范 017，5月6日至27日"),
        ],
        Place = new DeckPlace(CellShapes.Value["禾范 017"], "禾范 017", []),
        Photos = [new DeckPhotoPair(Photo("5月18日", false), Photo("5月20日", true))],
        Problems =
        [
            new(DeckLamp.Late, "2021-0871", "小麦川村口东侧建筑垃圾约两方，占压人行道", "禾范街道", "5月27日 09:31", "超 9分钟", "处置中"),
            new(DeckLamp.Late, "2021-0638", "小麦川村北巷口堆放建筑垃圾，占去半条路", "禾范街道环卫所", "5月26日 10:10", "超 7小时", "待核查"),
            new(DeckLamp.Late, "2021-0867", "小麦川路 18号门前井盖缺失，已设围挡（应急 24小时）", "建设局", "5月26日 16:45", "超 16小时", "处置中"),
            new(DeckLamp.DueSoon, "2021-0874", "卫生室旁三只垃圾桶满溢", "禾范街道环卫所", "5月27日 11:30", "剩 1小时50分", "处置中"),
        ],
    };

    public static DeckTable ByStreet { get; } = new(
        [new("街道", 1.4), new("受理（件）", 1, true), new("在办", 1, true), new("超期", 1, true), new("销号", 1, true)],
        [
            ["禾仁", new DeckCell("312") { Tally = "受理问题，禾仁街道" }, "38", "2", "274"],
            ["禾城", new DeckCell("287") { Tally = "受理问题，禾城街道" }, "51", "4", "236"],
            ["禾范", new DeckCell("304") { Tally = "受理问题，禾范街道" }, "73", "7", "231"],
        ])
    {
        Sum = ["合计", "903", "162", "13", "741"],
    };

    public static DeckModel Model { get; } = new()
    {
        Title = "卫生城市复审　网格问题反馈",
        District = "青禾高新区（演示）",
        DemoMark = "演示样张　数据为合成",
        AsOf = "截至 2021年5月27日 09:40",
        Position = 10192,
        CheckCode = "3b7e a914 5cd0 88f2",
        Ground = Ground,
        Slides =
        [
            new CoverSlide { Title = "卫生城市复审　网格问题反馈", Lines = ["青禾高新区（演示）", "网格化服务管理中心", "2021年5月27日"] },
            new SummarySlide
            {
                Kicker = Kicker,
                Title = "三周受理903件，销号741件",
                Figures =
                [
                    new("受理", "903", "件", "受理问题，全区"), new("销号", "741", "件", "销号问题，全区"), new("在办", "162", "件", "在办问题，全区"),
                    new("其中超期", "13", "件", "超期问题，全区", Late: true), new("街道上报", "32", "件", Declared: true),
                ],
                Chart = new DeckChart(
                    "各类问题受理（件）", DeckChartKind.Bar, ["市容环境卫生", "健康教育", "食品安全", "病媒生物防制", "重点场所"],
                    [new DeckSeries("受理", [412, 96, 143, null, 0])]) { Tally = "受理问题，按类别" },
                Points = ["市容环境卫生占受理的近一半，集中在禾范街道。", "超期的13件分布在9个网格，其中4件等待核查。", "上周会上交办的12项，已反馈10项。"],
            },
            new ComparisonSlide
            {
                Kicker = Kicker,
                Title = "按街道：禾范在办最多",
                Chart = new DeckChart(
                    "受理问题去向（件）", DeckChartKind.StackedBar, ["禾仁", "禾城", "禾范"],
                    [new("销号", [274, 236, 231], DeckTone.Context), new("在办未超期", [36, 47, 66]), new("超期", [2, 4, 7], DeckTone.Late)]),
                Table = ByStreet,
            },
            new ComparisonSlide
            {
                Kicker = Kicker,
                Title = "按专线：每日受理",
                Chart = new DeckChart(
                    "农贸市场专线每日受理（件）", DeckChartKind.Line, ["5月21日", "5月22日", "5月23日", "5月24日", "5月25日", "5月26日"],
                    [new("受理", [4, 7, 3, 9, 8, 5])]),
                Table = new DeckTable(
                    [new("专线", 2), new("牵头单位", 2), new("在办（件）", 1.2, true)],
                    [["农贸市场", "市场监管局", "21"], ["学校周边", "教育体育局", "9"], ["建筑工地", "建设局", "17"], ["城中村", "禾范街道", "34"]]),
            },
            Cell,
            new TableSlide { Kicker = Kicker, Title = "超期问题", Table = Overdue(13) },
            new StepsSlide
            {
                Kicker = Kicker,
                Title = "下一步",
                Steps =
                [
                    new("禾范街道对 017、021网格建筑垃圾集中清运，当天核查", "禾范街道", "5月28日"), new("井盖缺失一律 2小时内设围挡，24小时内恢复", "建设局", "即日起"),
                    new("等待核查的 4件今天办结", "网格化服务管理中心", "5月27日"),
                ],
            },
        ],
    };

    public static DeckTable Overdue(int rows) => new(
        [new("灯", 1), new("编号", 1.2), new("问题", 4.6), new("网格", 1.1), new("承办单位", 1.8), new("时限", 3)],
        [
            .. Enumerable.Range(0, rows).Select(i => (IReadOnlyList<DeckCell>)
            [
                DeckCell.Of(DeckLamp.Late), $"2021-{600 + i:0000}", i % 5 == 0 ? "小麦川村北巷口堆放建筑垃圾，占去半条路，行人要走到车行道上，雨天积水更难通行" : "垃圾桶满溢", "禾范 017", "禾范街道环卫所",
                new DeckCell("5月26日 10:10") { Strong = "超 7小时" },
            ]),
        ]);

    public static byte[] Write(DeckModel model, DeckTemplate? template = null)
    {
        using var bytes = new MemoryStream();
        Deck.Write(model, bytes, template);
        return bytes.ToArray();
    }

    public static DeckPhoto Photo(string caption, bool tidy, int seed = 1) => new(() => new MemoryStream(Photos.Jpeg(seed: seed, tidy: tidy)), caption);

    private static DeckGround MakeGround()
    {
        var all = Features("base.geojson");
        IReadOnlyList<Geometry> Layer(string name) => [.. all.Where(one => one.Properties.GetProperty("layer").GetString() == name).Select(one => one.Shape)];
        var streets = CellShapes.Value.GroupBy(cell => cell.Key[..2]).Select(street => NetTopologySuite.Operation.Union.UnaryUnionOp.Union(street.Select(cell => cell.Value)));
        return new DeckGround
        {
            Water = Layer("water"),
            Roads = Layer("road"),
            Cells = [.. CellShapes.Value.Values],
            Borders = [.. streets],
            Names = [
                .. all.Where(one => one.Properties.GetProperty("layer").GetString() == "name")
                    .Select(one => (new GeoPoint(one.Shape.Coordinate.X, one.Shape.Coordinate.Y), one.Properties.GetProperty("name_zh").GetString()!)),
            ],
        };
    }

    private static List<(JsonElement Properties, Geometry Shape)> Features(string file)
    {
        var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository, "district", file))).RootElement;
        return [.. json.GetProperty("features").EnumerateArray().Select(feature => (feature.GetProperty("properties"), Shape(feature.GetProperty("geometry"))))];
    }

    private static Geometry Shape(JsonElement geometry)
    {
        var coordinates = geometry.GetProperty("coordinates");
        Coordinate One(JsonElement point) => new(point[0].GetDouble(), point[1].GetDouble());
        Coordinate[] Line(JsonElement points) => [.. points.EnumerateArray().Select(One)];
        var make = GeometryFactory.Default;
        return geometry.GetProperty("type").GetString() switch
        {
            "Point" => make.CreatePoint(One(coordinates)),
            "LineString" => make.CreateLineString(Line(coordinates)),
            _ => make.CreatePolygon(Line(coordinates[0])),
        };
    }
}
