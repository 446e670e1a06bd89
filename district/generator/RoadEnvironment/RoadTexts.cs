namespace Gridwork.DemoDistrict.RoadEnvironment;

/// <summary>What officers write: where it was and why it could not be settled. All invented.</summary>
internal static class RoadTexts
{
    public static string Place(string? village, string kind, Chance chance)
    {
        if (village is null) return "青禾大道东出口外 300米，砂石车撒漏";
        var spot = chance.Of("村口", "文化广场", "卫生室", "小学路口", "便民超市", "公交站", "村委会", "加油站路口");
        var side = chance.Of("东侧", "西侧", "南侧", "北侧", "对面");
        return kind switch
        {
            "stall" => $"{village}{spot}{side}路肩，{chance.Of("水果", "蔬菜", "早点", "小百货", "熟食")}摊位",
            "dumping" => $"{village}{spot}{side}，{chance.Of("建筑垃圾", "秸秆柴堆", "旧家具", "砂石", "废砖")}占压路肩",
            "sign" => $"{village}{spot}{side}，{chance.Of("铁架广告牌", "指路灯箱", "落地招牌", "立柱标牌")}",
            "market" => $"{village}{spot}{side}，自发早市占用路面约 60米",
            "structure" => $"{village}{spot}{side}，临路彩钢棚",
            _ => $"{village}{spot}{side}，路面泥土",
        };
    }

    public static string Reason(string kind) => kind switch
    {
        "stall" => "摊主外出进货，货架较多，约定改期清退",
        "sign" => "基座浇筑在路肩内，须机械拆除",
        "dumping" => "砂石量大，须铲车转运",
        _ => "棚内有用电线路，须先断电",
    };
}
