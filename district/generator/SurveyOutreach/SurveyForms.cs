using Gridwork.DemoDistrict.Sheets;

namespace Gridwork.DemoDistrict.SurveyOutreach;

/// <summary>The three forms of the survey: what was handed out, what was answered, who registered.</summary>
internal static class SurveyForms
{
    private static readonly Choice[] Channels =
    [
        new("channel", "fair", "推广会", "Promotion meeting"),
        new("channel", "crossing", "路口", "Road junction"),
        new("channel", "enterprise", "入企", "At enterprises"),
        new("channel", "chat", "微信群", "Chat groups"),
        new("channel", "household", "入户", "From door to door"),
    ];

    private static readonly Choice[] Places = [.. new[] { ("community", "社区", "Community"), ("village", "村", "Village") }
        .Select(kind => new Choice("place_kind", kind.Item1, kind.Item2, kind.Item3))];

    /// <param name="villages">Code, Chinese and English name of the villages and communities of the leading unit.</param>
    public static Form[] All(IReadOnlyList<(string Code, string Zh, string En)> villages)
    {
        Choice[] village =
        [
            .. Places,
            .. villages.Select(unit => new Choice("village", unit.Code, unit.Zh, unit.En, unit.Zh.EndsWith("社区", StringComparison.Ordinal) ? "community" : "village")),
        ];
        return [Outreach, Questionnaire(village), Registration(village)];
    }

    private static Form Outreach => new("outreach", "2021051001", "宣传台账", "Outreach record", "",
    [
        .. Form.Meta,
        new("date", "held_on", "日期", "Day") { Required = "yes", Constraint = ". <= ${today}", ConstraintMessage = ("不能晚于今天", "Not after today") },
        new("select_one channel", "channel", "渠道", "Channel") { Required = "yes" },
        new("begin group", "where", "在哪里？", "Where?"),
        new("geopoint", "location", "位置", "Location") { Required = "yes" },
        new("text", "place_note", "位置说明", "Description of the place"),
        new("end group", ""),
        new("begin repeat", "material", "发了什么", "What was handed out"),
        new("select_one material_kind", "kind", "种类", "Kind") { Required = "yes" },
        new("integer", "copies", "份数", "Copies") { Required = "yes", Constraint = ". >= 1 and . <= 200", ConstraintMessage = ("应在 1到 200之间", "From 1 to 200") },
        new("end repeat", ""),
        new("integer", "audience", "到场人数", "People present") { Constraint = ". >= 0 and . <= 500" },
        new("integer", "questions", "解答疑问（人次）", "Questions answered") { Required = "yes", Constraint = ". >= 0 and . <= 100", Hint = ("没有就填 0", "0 if none") },
        new("select_multiple topic", "topics", "问的是什么", "What was asked") { Relevant = "${questions} > 0" },
        new("image", "photo", "现场照片（可不拍）", "Photo (not required)") { Parameters = "max-pixels=1600" },
    ],
    [
        .. Channels,
        new("material_kind", "leaflet", "宣传资料", "Leaflet"),
        new("material_kind", "banner", "横幅", "Banner"),
        new("material_kind", "stand", "易拉宝", "Roll-up stand"),
        new("material_kind", "code-card", "二维码卡", "QR code card"),
        new("topic", "install", "下载安装", "Installing"),
        new("topic", "register", "注册答题", "Registering and answering"),
        new("topic", "lookup", "业务查询", "Looking up services"),
        new("topic", "privacy", "个人信息安全", "Safety of personal data"),
    ]);

    private static Form Questionnaire(Choice[] village) => new("questionnaire", "2021051001", "你说我建 问卷", "You say, we build: questionnaire", "place_kind",
    [
        .. Form.Meta,
        new("note", "intro", "不记姓名，约两分钟。", "No names; about two minutes."),
        new("select_one channel", "channel", "渠道", "Channel") { Required = "yes" },
        new("select_one place_kind", "place_kind", "住在村还是社区？", "Village or community?") { Required = "yes" },
        new("select_one village", "village", "哪个村（社区）？", "Which one?") { Required = "yes", ChoiceFilter = "place_kind = ${place_kind}" },
        new("begin group", "answers", "问卷", "Questions"),
        new("select_one age", "age", "年龄段", "Age") { Required = "yes" },
        new("select_one yes_no", "uses_app", "用过政务服务手机应用吗？", "Have you used the public service app?") { Required = "yes" },
        new("select_multiple service", "used_for", "用来办过什么？", "What for?") { Relevant = "${uses_app} = 'yes'" },
        new("select_multiple hurdle", "hurdles", "为什么没用？", "Why not?") { Relevant = "${uses_app} = 'no'", Required = "yes" },
        new("select_multiple wish", "wishes", "最想先建什么？（最多三项）", "What should be built first? (three at most)")
        {
            Required = "yes", Constraint = "count-selected(.) <= 3", ConstraintMessage = ("最多选三项", "Three at most"),
        },
        new("text", "suggestion", "还想说的", "Anything else") { Constraint = "string-length(.) <= 200", ConstraintMessage = ("不超过 200字", "At most 200 characters") },
        new("end group", ""),
    ],
    [
        .. Channels, .. village,
        new("age", "under-30", "30岁以下", "Under 30"),
        new("age", "30-44", "30到44岁", "30 to 44"),
        new("age", "45-59", "45到59岁", "45 to 59"),
        new("age", "60-over", "60岁及以上", "60 and over"),
        new("yes_no", "yes", "用过", "Yes"),
        new("yes_no", "no", "没用过", "No"),
        new("service", "insurance", "社保查询", "Social insurance"),
        new("service", "health", "健康码", "Health code"),
        new("service", "water-power", "水电缴费", "Water and power bills"),
        new("service", "certificate", "证照办理", "Certificates"),
        new("hurdle", "no-phone", "没有智能手机", "No smartphone"),
        new("hurdle", "hard", "不会操作", "Too hard"),
        new("hurdle", "not-known", "没听说过", "Not heard of it"),
        new("hurdle", "no-need", "暂时用不上", "No need yet"),
        new("wish", "road", "修路", "Road repairs"),
        new("wish", "light", "路灯", "Street lights"),
        new("wish", "parking", "停车位", "Parking"),
        new("wish", "square", "文体广场", "A square for sports"),
        new("wish", "toilet", "公厕", "Public toilets"),
        new("wish", "elderly", "养老服务点", "A place for the elderly"),
    ]);

    private static Form Registration(Choice[] village) => new("registration", "2021051001", "注册登记", "Registration", "place_kind",
    [
        .. Form.Meta,
        new("select_one channel", "channel", "渠道", "Channel") { Required = "yes" },
        new("select_one place_kind", "place_kind", "住在村还是社区？", "Village or community?") { Required = "yes" },
        new("select_one village", "village", "哪个村（社区）？", "Which one?") { Required = "yes", ChoiceFilter = "place_kind = ${place_kind}" },
        new("begin group", "member", "哪一户、第几口？", "Which household, which member?"),
        new("text", "household_no", "户编号（四位）", "Household number (four digits)")
        {
            Required = "yes", Constraint = "regex(., '^[0-9]{4}$')", ConstraintMessage = ("四位数字，如 0312", "Four digits, such as 0312"),
            Hint = ("村里的户编号，不是门牌，也不是身份证号", "The village's own number, neither door nor ID number"),
        },
        new("integer", "member_index", "户内序号", "Member of the household") { Required = "yes", Constraint = ". >= 1 and . <= 9", ConstraintMessage = ("1到 9", "1 to 9") },
        new("calculate", "member_no") { Calculation = "concat(${household_no}, '-', ${member_index})" },
        new("end group", ""),
        new("note", "recap", "登记为 ${member_no}。同一人装两个应用，各登记一次，只计一人。", "Registered as ${member_no}. Somebody with both apps is entered twice and counted once."),
        new("select_one app", "app", "哪个应用？", "Which app?") { Required = "yes" },
        new("select_multiple step", "steps", "做到哪一步？", "How far?") { Required = "yes" },
        new("text", "phone", "手机号（可不填）", "Phone (may be left empty)")
        {
            Personal = true, Constraint = "regex(., '^1[0-9]{10}$')", ConstraintMessage = ("11位手机号", "Eleven digits"), Appearance = "numbers",
            Hint = ("只用于回访，到期删除", "Only to call back; deleted afterwards"),
        },
    ],
    [
        .. Channels, .. village,
        new("app", "province", "省级政务服务应用", "The province's service app"),
        new("app", "city", "市级政务服务应用", "The city's service app"),
        new("step", "install", "下载安装", "Installed"),
        new("step", "register", "注册答题", "Registered and answered"),
        new("step", "lookup", "业务查询", "Looked something up"),
    ]);
}
