using Gridwork.DemoDistrict.Cases;
using Gridwork.DemoDistrict.Sheets;

namespace Gridwork.DemoDistrict.HygieneCity;

/// <summary>
/// The forms of the hygiene city: what a patrol finds, the steps at the desk, handling and verifying, meetings with their requirements, who signed
/// for the plans, and evidence by check item. Categories and lines are those of the campaign's own tables.
/// </summary>
internal static class HygieneForms
{
    public const string Version = "2021050601";

    public static Form[] All(HygieneTables tables) =>
    [
        Patrol(tables), CaseForms.Step("step", Version, tables.Units), Handle, Verify, Meeting(tables), Requirement(tables), SignPlan(tables), Evidence(tables), Conclusion(tables),
    ];

    private static Form Patrol(HygieneTables tables) => new("patrol", Version, "网格巡查", "Patrol", "part",
    [
        .. Form.Meta,
        new("note", "intro", "没有问题也可记一条；有问题的一处一条。", "A patrol without a find may be recorded too; with finds, one record a place."),
        new("select_one source", "source", "怎么发现的", "How it was found") { Required = "yes", Default = "grid" },
        new("select_one result", "result", "巡查结果", "Result") { Required = "yes" },
        new("select_one part", "part", "属于哪个方面？", "Which part?") { Relevant = "${result} = 'problem'", Required = "yes" },
        new("select_one category", "category", "什么问题？", "What kind of problem?")
        {
            Relevant = "${result} = 'problem'", Required = "yes", ChoiceFilter = "part = ${part}",
        },
        new("select_one line", "line", "属于哪条专线？", "On which line?") { Relevant = "${result} = 'problem'", Hint = ("都不是就不选", "Leave empty if on none") },
        new("text", "what", "情况", "What there is")
        {
            Relevant = "${result} = 'problem'", Required = "yes", Constraint = "string-length(.) <= 200", ConstraintMessage = ("不超过 200字", "At most 200 characters"),
        },
        new("text", "reporter_phone", "反映人电话", "Telephone of who told us")
        {
            Relevant = "${source} = 'citizen'", Personal = true, Hint = ("只用于答复，可不填", "For the reply only; may stay empty"),
        },
        new("begin group", "where", "在哪里？", "Where?"),
        new("geopoint", "location", "位置", "Location") { Required = "yes" },
        new("text", "place_note", "位置说明", "Description of the place") { Hint = ("写路口、门牌或旁边的店名", "Junction, door number or the shop next to it") },
        new("end group", ""),
        new("image", "before", "整改前照片", "Before")
        {
            Relevant = "${result} = 'problem'", Parameters = "max-pixels=1600", Hint = ("能拍就拍，不拍人脸", "If you can; no faces"),
        },
    ],
    [
        new("source", "grid", "网格巡查", "Grid patrol"),
        new("source", "line", "专线检查", "Inspection along a line"),
        new("source", "unannounced", "暗访", "Unannounced visit"),
        new("source", "citizen", "群众反映", "Told by a citizen"),
        new("result", "ok", "未发现问题", "Nothing found"),
        new("result", "problem", "发现问题", "A problem"),
        .. tables.Parts.Select(part => new Choice("part", part.Code, part.Zh, part.En)),
        .. tables.Categories.Select(category => new Choice("category", category.Code, category.Zh, category.En, category.Part)),
        .. tables.Lines.Select(line => new Choice("line", line.Code, line.Zh, line.En)),
    ]);

    private static Form Handle { get; } = new("handle", Version, "处置", "Handling", "",
    [
        .. Form.Meta,
        CaseForms.Case,
        new("select_one outcome", "outcome", "结果", "Result") { Required = "yes", Default = "done" },
        new("text", "done", "怎么办的", "What was done") { Required = "yes", Constraint = "string-length(.) <= 200", ConstraintMessage = ("不超过 200字", "At most 200 characters") },
        new("geopoint", "location", "拍照的位置", "Where the photo was taken"),
        new("image", "after", "整改后照片", "After") { Parameters = "max-pixels=1600", Hint = ("站在原处拍；按类别要求，不要求的可不拍", "From the same spot; only where the category asks for it") },
    ],
    [
        new("outcome", "done", "已整改", "Put right"),
        new("outcome", "not_possible", "不具备条件", "Not possible now"),
        new("outcome", "not_reasonable", "诉求不合理", "Not reasonable"),
    ]);

    private static Form Verify { get; } = new("verify", Version, "核查", "Verification", "",
    [
        .. Form.Meta,
        CaseForms.Case,
        new("select_one way", "way", "怎么核查的", "How") { Required = "yes", Default = "on-site" },
        new("select_one verdict", "verdict", "结论", "Verdict") { Required = "yes" },
        new("text", "reason", "给承办单位的话", "To the unit") { Relevant = "${verdict} = 'send_back'", Required = "yes" },
        new("image", "seen", "现场照片（可不拍）", "Photo (not required)") { Parameters = "max-pixels=1600" },
    ],
    [
        new("way", "on-site", "到现场", "On the spot"),
        new("way", "photo", "看照片", "By the photos"),
        new("verdict", "verify", "核查通过，销号", "Passed: closed"),
        new("verdict", "send_back", "退回重办", "Sent back"),
    ]);

    private static Form Meeting(HygieneTables tables) => new("meeting", Version, "会议和通知", "Meeting or notice", "",
    [
        .. Form.Meta,
        new("select_one kind", "kind", "会议还是通知", "Meeting or notice") { Required = "yes", Default = "meeting" },
        new("text", "title", "名称", "Title") { Required = "yes" },
        new("date", "held_on", "日期", "Day") { Required = "yes" },
        new("text", "place", "地点", "Place") { Relevant = "${kind} = 'meeting'" },
        new("select_multiple unit", "attended", "参加单位", "Units present"),
        new("begin repeat", "document", "文件", "Documents"),
        new("text", "name", "文件名称", "Title of the document") { Required = "yes" },
        new("end repeat", ""),
        new("text", "gist", "议定的事", "What was agreed"),
    ],
    [
        new("kind", "meeting", "会议", "Meeting"),
        new("kind", "notice", "通知", "Notice"),
        .. tables.Bodies.Select(unit => new Choice("unit", unit.Code, unit.Zh, unit.En)),
    ]);

    private static Form Requirement(HygieneTables tables) => new("requirement", Version, "会上交办", "Requirement", "",
    [
        .. Form.Meta,
        new("text", "meeting", "会议记录", "Meeting") { Required = "yes", Hint = ("从会议页打开时自动填入", "Filled in when opened from the meeting's page") },
        new("integer", "number", "序号", "Number") { Constraint = ". >= 1 and . <= 99" },
        new("text", "slide", "对着哪一页说的", "Under which slide"),
        new("text", "problem", "关联的问题", "Problem it is about"),
        new("text", "what", "要求", "What is required") { Required = "yes", Constraint = "string-length(.) <= 200", ConstraintMessage = ("不超过 200字", "At most 200 characters") },
        new("select_one unit", "unit", "责任单位", "Unit") { Required = "yes" },
        new("select_multiple unit", "with", "配合单位", "Helping units"),
        new("datetime", "due", "时限", "Due") { Required = "yes" },
    ],
    [.. tables.Bodies.Select(unit => new Choice("unit", unit.Code, unit.Zh, unit.En))]);

    private static Form SignPlan(HygieneTables tables) => new("sign_plan", Version, "方案签收", "Receipt of a plan", "",
    [
        .. Form.Meta,
        new("select_one plan", "plan", "签收哪个方案", "Which plan") { Required = "yes" },
        new("select_one unit", "unit", "签收单位", "Unit") { Required = "yes" },
        new("date", "signed_on", "签收日期", "Day") { Required = "yes", Constraint = ". <= ${today}", ConstraintMessage = ("不能晚于今天", "Not after today") },
        new("text", "remark", "意见", "Remark"),
    ],
    [
        new("plan", "grid-and-lines", "网格化管理与重点专线工作方案", "Working plan: grid and key lines"),
        new("plan", "implementation", "迎接复审实施方案", "Plan for the re-inspection"),
        .. tables.Bodies.Select(unit => new Choice("unit", unit.Code, unit.Zh, unit.En)),
    ]);

    private static Form Evidence(HygieneTables tables) => new("evidence", Version, "检查项佐证", "Evidence by check item", "part",
    [
        .. Form.Meta,
        new("select_one part", "part", "属于哪个方面？", "Which part?") { Required = "yes" },
        new("select_one item", "item", "哪个检查项？", "Which check item?") { Required = "yes", ChoiceFilter = "part = ${part}" },
        new("select_one verdict", "verdict", "佐证情况", "State of the evidence") { Required = "yes" },
        new("text", "box", "资料盒编号", "Number of the file box") { Hint = ("方面序号-项目序号，如 3-2", "Part and item, such as 3-2") },
        new("text", "document", "放进资料盒的材料", "What was put into the file box") { Relevant = "${verdict} = 'evidenced'", Required = "yes" },
        new("text", "gap", "还缺什么", "What is still missing") { Relevant = "${verdict} = 'partly'", Required = "yes" },
        new("select_one self_check", "self_check", "自评", "Own assessment") { Required = "yes", Hint = ("材料齐、现场也对得上，才算通过", "Passed when the files are whole and the place agrees with them") },
        new("text", "shortfall", "哪里不符", "Where it falls short") { Relevant = "${verdict} = 'evidenced' and ${self_check} = 'fail'", Required = "yes" },
    ],
    [
        .. tables.Parts.Select(part => new Choice("part", part.Code, part.Zh, part.En)),
        .. tables.Items.Select(item => new Choice("item", item.Code, $"{item.Code} {item.Zh}", $"{item.Code} {item.En}", item.Part)),
        new("verdict", "evidenced", "已有佐证", "Evidenced"),
        new("verdict", "partly", "不齐", "Incomplete"),
        new("self_check", "pass", "通过", "Passed"),
        new("self_check", "fail", "不通过", "Not passed"),
    ]);

    private static Form Conclusion(HygieneTables tables) => new("conclusion", Version, "评审结论", "Conclusion of an inspection", "",
    [
        .. Form.Meta,
        new("select_one stage", "stage", "哪一次评审", "Which inspection") { Required = "yes" },
        new("date", "held_on", "日期", "Day") { Required = "yes", Constraint = ". <= ${today}", ConstraintMessage = ("不能晚于今天", "Not after today") },
        new("select_one verdict", "verdict", "结论", "Conclusion") { Required = "yes" },
        new("select_multiple item", "failed", "哪几项没有通过", "Items not passed") { Relevant = "${verdict} = 'fail'", Required = "yes" },
        new("text", "document", "结论文件", "Document") { Relevant = "${verdict} = 'pass'", Required = "yes" },
        new("text", "remark", "说明", "Remark"),
    ],
    [
        new("stage", "trial", "市级预评", "Trial by the city"),
        new("stage", "final", "国家复审", "National re-inspection"),
        new("verdict", "pass", "通过", "Passed"),
        new("verdict", "fail", "不通过", "Not passed"),
        .. tables.Items.Select(item => new Choice("item", item.Code, $"{item.Code} {item.Zh}", $"{item.Code} {item.En}")),
    ]);
}
