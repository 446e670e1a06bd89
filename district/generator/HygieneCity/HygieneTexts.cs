namespace Gridwork.DemoDistrict.HygieneCity;

/// <summary>What people write about problems. All invented; places are the demo's own.</summary>
internal static class HygieneTexts
{
    private static readonly string[] Spots = ["村口", "北巷", "南巷", "文化广场", "卫生室旁", "小学门口", "便民超市旁", "公交站旁", "社区服务站旁", "菜市口", "3号楼东侧", "停车场入口", "河沟边", "加油站路口"];

    /// <summary>Where it is, in words.</summary>
    public static string Spot(Chance chance) => chance.Of(Spots);

    /// <summary>What there is, in the reporter's words.</summary>
    public static string What(string category, string spot, Chance chance)
    {
        var n = chance.Whole(2, 9);
        return category switch
        {
            "ledger-gap" => chance.Of("一季度爱国卫生月活动资料缺照片和签到表", "卫生村名册未更新，缺批文复印件", "投诉登记本三月份空白", "会议资料只有通知，没有记录"),
            "notice-stale" => $"{spot}{chance.Of("保洁责任牌上的电话已停用", "网格公示牌人员已变动，未更换", "监督电话被遮住，看不清")}",
            "education-board" => $"{spot}健康教育栏{chance.Of("三个月未更换", "玻璃破损，版面脱落", "贴满广告，内容看不见")}",
            "smoking" => $"{spot}{chance.Of("棋牌室内有人吸烟，无禁烟标识", "候诊处摆放烟灰缸", "超市收银台旁有人吸烟，无人劝阻", "会议室有烟头")}",
            "dumping" => $"{spot}{chance.Of("堆放建筑垃圾约两方，占压人行道", "旧家具堆在墙边，无人认领", "秸秆柴堆占去半条路", "废砖和砂石堆在路肩")}",
            "bin-overflow" => $"{spot}{chance.Of("三只", "两只", "四只")}垃圾桶满溢，桶边散落",
            "exposed-waste" => $"{spot}{chance.Of("空地有成堆垃圾", "沟渠边有塑料袋和菜叶", "围墙后有散落垃圾，有异味")}",
            "vending" => $"{spot}{chance.Of("早市摊位越线约 2米", "放学时段摊贩聚集", "水果店出店摆卖", "流动餐车占道，地面有油污")}",
            "ads" => $"{spot}{chance.Of("墙面小广告", "单元门小广告", "电线杆野广告", "配电箱小广告")}{n * 3}余处",
            "standing-water" => $"{spot}雨后积水，深约 {n + 4}厘米",
            "manhole" => $"{spot}{chance.Of("井盖缺失，已设围挡", "窨井盖碎裂，已放警示桶", "雨水篦子缺失，已围挡")}",
            "road-damage" => $"{spot}{chance.Of("路面坑洼约 2平方米", "人行道砖松动翘起", "断板，过车有响声")}",
            "greening" => $"{spot}{chance.Of("行道树缺株", "绿篱缺株", "花坛黄土裸露，缺株")} {n}处",
            "toilet" => $"{spot}公厕{chance.Of("无人保洁，地面积水", "有异味，缺洗手液", "小便池结垢，灯不亮", "门锁损坏，纸篓满溢")}",
            "unclaimed" => $"{spot}{chance.Of("废弃线杆斜靠墙边", "空报刊亭锈蚀", "无主灯箱框架松动", "废弃广告牌立柱")}",
            "site-fence" => $"{spot}{chance.Of("在建工地围挡缺两块", "工地出口带泥上路", "围挡破损，可进人")}",
            "bare-soil" => $"{spot}{chance.Of("在建工地裸土约 300平方米", "拆迁空地裸土未覆盖", "砂石堆未覆盖，起风扬尘")}",
            "noise" => $"{spot}{chance.Of("沿街装修早于 8时施工", "夜间卸货噪声", "门店外放音响")}",
            "smoke" => $"{spot}{chance.Of("烧烤摊油烟直排", "焚烧树叶", "早点铺油烟熏墙")}",
            "sewage" => $"{spot}{chance.Of("老管网雨污混接，待市政改造", "污水从雨水篦子返出", "洗涮水排入河沟")}",
            "venue-licence" => $"{spot}{chance.Of("理发店卫生许可证未公示", "旅店从业人员健康证过期", "浴室未公示检测结果")}",
            "venue-disinfection" => $"{spot}{chance.Of("理发店毛巾未分色存放", "旅店杯具消毒无记录", "美容店无消毒柜")}",
            "school-health" => $"{spot}{chance.Of("小学洗手龙头损坏 4处", "幼儿园教室灯管不足", "饮水机滤芯超期")}",
            "food-licence" => $"{spot}{chance.Of("早餐店健康证过期，未公示", "小吃店经营许可证到期", "熟食摊未公示从业人员信息")}",
            "kitchen" => $"{spot}{chance.Of("餐饮店后厨生熟未分开", "食堂灭蝇灯不亮，纱窗破损", "餐具消毒柜未通电", "后厨垃圾桶无盖")}",
            "market" => $"{spot}{chance.Of("市场水产区地面积水", "活禽区未隔离", "摊位下菜叶未清", "市场通道堆货")}",
            "water-supply" => $"{spot}{chance.Of("二次供水箱未上锁", "水箱清洗记录过期", "水质检测结果未公示")}",
            "clinic-waste" => $"{spot}{chance.Of("诊所棉签混入生活垃圾", "医疗废物桶无盖", "医疗废物暂存超 48小时")}",
            "clinic-notice" => $"{spot}{chance.Of("诊所价目未上墙", "执业许可未公示", "诊所人员公示牌过期")}",
            "rodent" => $"{spot}{chance.Of("餐饮后巷见鼠洞两处", "仓库墙角有鼠粪", "绿化带见鼠洞")}",
            "bait-station" => $"{spot}毒饵站{chance.Of("缺警示标识", "无饵料", "破损", "编号脱落")}，{n}处",
            "mosquito" => $"{spot}{chance.Of("废轮胎积水见孑孓", "花盆托盘积水", "地下室集水坑见孑孓")}",
            _ => throw new InvalidOperationException(category),
        };
    }

    /// <summary>What was done about it.</summary>
    public static string Done(string category, Chance chance) => category switch
    {
        "ledger-gap" or "notice-stale" or "clinic-notice" or "venue-licence" or "food-licence" => chance.Of("已补齐并公示", "已更换", "已补办，复印件归档"),
        "education-board" => chance.Of("已换新版面", "已修好并更换内容"),
        "dumping" or "exposed-waste" or "bin-overflow" => chance.Of("已清运，地面已冲洗", "已清运一车", "已清净，交代周边住户"),
        "vending" or "market" => chance.Of("已劝导入市", "已清出通道，划线归位", "已清理，约定时段经营"),
        "ads" => chance.Of("已铲除并覆白", "已清洗"),
        "standing-water" or "sewage" => chance.Of("已抽排，疏通雨水口", "已疏通，水已排净"),
        "manhole" or "road-damage" => chance.Of("已补装，试压无响声", "已修补，围挡撤除"),
        "toilet" => chance.Of("已冲洗，加派保洁班次", "已修好，异味已除"),
        "bare-soil" or "site-fence" => chance.Of("已覆盖防尘网", "围挡已补齐，出口已冲洗"),
        "kitchen" or "venue-disinfection" or "clinic-waste" => chance.Of("已整改，分区存放", "已配齐设施，当场复查"),
        "rodent" or "bait-station" or "mosquito" => chance.Of("已堵洞投饵", "已补装并编号", "积水已清除"),
        "greening" => chance.Of("已补栽", "已补栽并浇水"),
        _ => chance.Of("已整改", "已当面交代，当场改正"),
    };

    /// <summary>The words with which a unit returns a problem.</summary>
    public static string ReturnReason(Chance chance) => chance.Of("不在本单位管理范围，权属在所荐单位", "该处道路未移交，仍由建设单位管养", "属经营许可事项，应由主管部门先行处理", "位于村内，应由村（社区）先行清理");

    public static string SendBackReason(Chance chance) => chance.Of("墙角仍有残留，请清净后重拍", "照片与现场不是同一处，请到原处重办", "只清了一半，通道仍堵", "现场未见整改，请今日到场");

    public static string NotTakenUp(string outcome, Chance chance) => outcome switch
    {
        "not_ours" => chance.Of("位于铁路用地内，由产权单位管理，已转告", "在邻区界内，已电话转告", "属供电设施，已转供电所"),
        "not_possible" => chance.Of("老管网改造未立项，现无施工条件", "权属正在诉讼，暂不能处置", "须等汛后低水位再清"),
        _ => chance.Of("要求拆除邻居合法建筑，无依据", "要求当日换全部路面，超出标准", "已按规定保洁，反映与现场不符"),
    };

    public static string SuspendReason(Chance chance) => chance.Of("待市政管网改造同步实施", "待汛后低水位施工", "权属协调中，已列入计划", "所需井盖定制，待到货");
}
