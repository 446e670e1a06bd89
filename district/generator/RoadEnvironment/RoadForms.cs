using Gridwork.DemoDistrict.Cases;
using Gridwork.DemoDistrict.Sheets;

namespace Gridwork.DemoDistrict.RoadEnvironment;

/// <summary>
/// The forms of the roadside clean-up: what was cleared, who went out, what the subdistrict reports; and of what could not be cleared at once its steps,
/// its handling and the two revisits. None asks about anybody's attitude.
/// </summary>
internal static class RoadForms
{
    private const string Version = "2021051001";

    private static readonly (string, string) CountMessage = ("应在 1到 50之间", "From 1 to 50");

    // What officers take into keeping, and where a stall goes: asked on the spot and on the agreed day.
    private static readonly Choice[] Goods =
    [
        new("goods", "rack", "摊架", "Racks"),
        new("goods", "umbrella", "遮阳伞", "Umbrella"),
        new("goods", "table", "桌凳", "Tables and stools"),
        new("goods", "cart", "推车", "Cart"),
        new("moved_to", "market", "疏导点", "Permitted market"),
        new("moved_to", "indoors", "入店经营", "Into the shop"),
        new("moved_to", "left", "自行离开", "Left"),
    ];

    public static Form[] All(DistrictUnits units) => [Clearance, Turnout, Report, CaseForms.Step("follow_up", Version, units.Holders), Settle, Revisit];

    private static Form Clearance { get; } = new("clearance", Version, "整治记录", "Clean-up record", "kinds",
    [
        .. Form.Meta,
        new("note", "intro", "同一地点同一类型合填一条；地点或类型不同的分开填。", "One record for one kind at one place."),
        new("select_one mode", "mode", "整治方式", "How") { Required = "yes", Default = "fixed-point" },
        new("select_one kind", "kind", "问题类型", "What was found") { Required = "yes" },
        new("integer", "places", "一共几处？", "How many places?")
        {
            Required = "yes", Constraint = ". >= 1 and . <= 50", ConstraintMessage = CountMessage, Appearance = "counter",
            Hint = ("同一摊主挪动后不重复数", "A stall that only moved is not counted again"),
        },
        new("select_one action", "action", "怎么处置的？", "What was done?") { Required = "yes", ChoiceFilter = "selected(kinds, ${kind})" },
        new("select_multiple goods", "goods", "登记保存的物品", "Goods taken into keeping")
        {
            Relevant = "${kind} = 'stall' and ${action} = 'cleared'", Hint = ("没有就不选", "Leave empty if none"),
        },
        new("select_one moved_to", "moved_to", "摊点去了哪里", "Where the stall went") { Relevant = "${kind} = 'stall' and ${action} = 'cleared'" },
        new("date", "due", "约定的期限", "Agreed until")
        {
            Relevant = "${action} = 'deferred'", Required = "yes", Constraint = ". >= ${today}",
            ConstraintMessage = ("期限不能早于今天", "Not before today"),
        },
        new("text", "reason", "当场未处置的原因", "Why it could not be settled on the spot") { Relevant = "${action} = 'deferred'", Required = "yes" },
        new("text", "plate", "车牌号", "Number plate") { Relevant = "${kind} = 'spill'", Personal = true },
        new("begin group", "where", "在哪里？", "Where?"),
        new("geopoint", "location", "位置", "Location") { Required = "yes" },
        new("text", "place_note", "位置说明", "Description of the place") { Hint = ("写路口、门牌或旁边的店名", "Junction, door number or the shop next to it") },
        new("end group", ""),
        new("begin group", "proof", "照片", "Photos"),
        new("image", "before", "处置前照片", "Before")
        {
            Required = "${kind} = 'stall' or ${kind} = 'market' or ${kind} = 'dumping'", Parameters = "max-pixels=1600",
            Hint = ("摊点、马路市场、乱堆乱放须有前后照片，其余可不拍", "Needed for stalls, markets and dumping only"),
        },
        new("image", "after", "处置后照片", "After")
        {
            Relevant = "${action} != 'deferred' and ${action} != 'handed-on'",
            Required = "${kind} = 'stall' or ${kind} = 'market' or ${kind} = 'dumping'", Parameters = "max-pixels=1600",
            Hint = ("站在原处拍", "From the same spot"),
        },
        new("end group", ""),
        new("calculate", "settled") { Calculation = "if(${action} = 'deferred' or ${action} = 'handed-on', 0, ${places})" },
        new("note", "recap", "本条计 ${settled}处。", "This record counts ${settled}."),
    ],
    [
        new("mode", "fixed-point", "定点巡查", "Fixed-point patrol"),
        new("mode", "staggered", "错时整治", "Off-hours patrol"),
        new("kind", "stall", "私设摊点", "Street stall"),
        new("kind", "dumping", "乱堆乱放", "Dumped or piled things"),
        new("kind", "market", "马路市场", "Roadside market"),
        new("kind", "sign", "路边标牌", "Roadside sign"),
        new("kind", "structure", "乱搭乱建", "Unlawful structure"),
        new("kind", "surface", "污染路面", "Dirty road surface"),
        new("kind", "spill", "撒漏", "Spilled load"),
        new("action", "cleared", "清退或清除", "Cleared", "stall dumping surface spill"),
        new("action", "removed", "拆除", "Removed", "sign structure"),
        new("action", "rectified", "取缔并疏导", "Closed and led to a market", "market"),
        new("action", "deferred", "约定改期处置", "Put off to an agreed day", "stall dumping market sign structure surface"),
        new("action", "handed-on", "抄告来源单位", "Passed to the source", "dumping surface spill"),
        .. Goods,
    ]);

    private static Form Turnout { get; } = new("turnout", Version, "出动记录", "Turn-out", "",
    [
        .. Form.Meta,
        new("note", "intro", "一个班次一条：上午九人、傍晚还是这九人，两条各填 9。", "One record a shift: the same nine officers morning and evening are two records of nine."),
        new("date", "worked_on", "日期", "Day")
        {
            Required = "yes", Constraint = ". <= ${today}", ConstraintMessage = ("不能晚于今天", "Not after today"),
        },
        new("select_one shift", "shift", "班次", "Shift") { Required = "yes" },
        new("integer", "persons", "出动执法人员（人次）", "Officers sent")
        {
            Required = "yes", Constraint = ". >= 1 and . <= 60", ConstraintMessage = ("应在 1到 60之间", "From 1 to 60"), Appearance = "counter",
        },
        new("integer", "vehicles", "车辆（辆次）", "Vehicles") { Constraint = ". >= 0 and . <= 20", ConstraintMessage = ("应在 0到 20之间", "From 0 to 20") },
        new("select_multiple equipment", "equipment", "器械", "Equipment"),
        new("text", "route", "路线", "Route"),
    ],
    [
        new("shift", "morning", "上午", "Morning"),
        new("shift", "afternoon", "下午", "Afternoon"),
        new("shift", "evening", "傍晚错时", "Evening"),
        new("equipment", "lift", "登高车", "Lift truck"),
        new("equipment", "loader", "铲车", "Loader"),
        new("equipment", "cutter", "切割机", "Cutter"),
        new("equipment", "sweeper", "清扫车", "Sweeper"),
    ]);

    private static Form Report { get; } = new("report", Version, "街道上报数", "Figures reported by the subdistrict", "",
    [
        .. Form.Meta,
        new("note", "intro", "填自专项开始以来的累计数。上报数与汇总数并列，不相加。", "Totals since the start. Reported figures stand beside the counted ones and are never added."),
        new("date", "as_of", "截至", "As of") { Required = "yes" },
        new("integer", "stalls", "清退占道经营（处）", "Street stalls cleared") { Required = "yes", Constraint = ". >= 0" },
        new("integer", "dumping", "清除乱堆乱放（处）", "Dumping cleared") { Required = "yes", Constraint = ". >= 0" },
        new("integer", "markets", "整治马路市场（处）", "Roadside markets rectified") { Required = "yes", Constraint = ". >= 0" },
        new("integer", "signs", "拆除路边非公路标牌（处）", "Roadside signs removed") { Required = "yes", Constraint = ". >= 0" },
        new("integer", "officers", "出动执法人员（人次）", "Officers sent") { Required = "yes", Constraint = ". >= 0" },
        new("text", "remark", "说明", "Remark"),
    ],
    []);

    private static Form Settle { get; } = new("settle", Version, "改期处置", "Handling on the agreed day", "",
    [
        .. Form.Meta,
        CaseForms.Case,
        new("select_one outcome", "outcome", "结果", "Result") { Required = "yes", Default = "done" },
        new("text", "done", "怎么办的", "What was done") { Required = "yes", Constraint = "string-length(.) <= 200", ConstraintMessage = ("不超过 200字", "At most 200 characters") },
        new("begin group", "officers", "执法人员（两人）", "Officers (two)"),
        new("text", "officer_1", "执法证号", "Certificate number") { Hint = ("两人到场，各写一个证号", "Two officers come; each writes a number") },
        new("text", "officer_2", "另一人执法证号", "Certificate number of the other")
        {
            Constraint = ". != ${officer_1}", ConstraintMessage = ("须是另一人", "It has to be another officer's"),
        },
        new("end group", ""),
        new("select_multiple goods", "goods", "登记保存的物品", "Goods taken into keeping") { Hint = ("没有就不选", "Leave empty if none") },
        new("select_one moved_to", "moved_to", "摊点去了哪里", "Where the stall went"),
        new("text", "source", "撒漏来源单位", "Source of the spill") { Hint = ("已抄告的单位", "The unit that was told") },
        new("geopoint", "location", "拍照的位置", "Where the photo was taken"),
        new("image", "after", "处置后照片", "After") { Parameters = "max-pixels=1600", Hint = ("站在原处拍", "From the same spot") },
    ],
    [
        new("outcome", "done", "已处置", "Settled"),
        new("outcome", "not_possible", "不具备条件", "Not possible now"),
        .. Goods,
    ]);

    private static Form Revisit { get; } = new("revisit", Version, "回头看", "Revisit", "",
    [
        .. Form.Meta,
        new("note", "intro", "处置后 24小时内看一次，第 7天再看一次；谁处置的，谁不能自己复查。", "Looked at within 24 hours of handling and again on the 7th day, by another than who handled it."),
        CaseForms.Case,
        new("select_one verdict", "verdict", "复查结果", "What was seen") { Required = "yes" },
        new("text", "remark", "情况", "What there was")
        {
            Required = "${verdict} = 'send_back' or ${verdict} = 'reopen'", Constraint = "string-length(.) <= 200", ConstraintMessage = ("不超过 200字", "At most 200 characters"),
        },
        new("image", "seen", "现场照片（可不拍）", "Photo (not required)") { Parameters = "max-pixels=1600" },
    ],
    [
        new("verdict", "verify", "24小时复查：到位，销号", "After 24 hours: clear, closed"),
        new("verdict", "send_back", "24小时复查：不到位，退回重办", "After 24 hours: not clear, sent back"),
        new("verdict", "note", "7天复查：没有反弹", "After 7 days: still clear"),
        new("verdict", "reopen", "7天复查：反弹，重新办理", "After 7 days: back again, opened again"),
    ]);
}
