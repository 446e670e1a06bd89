using Gridwork.DemoDistrict.Sheets;

namespace Gridwork.DemoDistrict.Cases;

/// <summary>What the forms of every campaign with cases have in common: the question that names the case, and the desk's form of steps.</summary>
internal static class CaseForms
{
    /// <summary>Which problem a record is about.</summary>
    public static Question Case { get; } = new("text", "case", "问题编号", "Problem")
    {
        Required = "yes",
        Hint = ("从问题页打开时自动填入", "Filled in when opened from the problem's page"),
    };

    /// <summary>The step form of a campaign.</summary>
    /// <param name="id">The form's id, which no other form of the district has.</param>
    /// <param name="version">The form's version.</param>
    /// <param name="units">Whoever may hold a problem.</param>
    public static Form Step(string id, string version, IEnumerable<Named> units) => new(id, version, "问题办理", "Step of a problem", "",
    [
        .. Form.Meta,
        Case,
        new("select_one step", "step", "办理", "Step") { Required = "yes" },
        new("select_one unit", "unit", "承办单位", "Unit")
        {
            Relevant = "${step} = 'dispatch' or ${step} = 'hand_over' or ${step} = 'return' or ${step} = 'rule'",
            Required = "${step} != 'dispatch'", Hint = ("交办时可不选，按职责清单；退回时选建议的单位", "May stay empty when assigning: the duty list decides. When returning: the unit proposed"),
        },
        new("select_multiple unit", "with", "配合单位", "Helping units") { Relevant = "${step} = 'dispatch' or ${step} = 'hand_over' or ${step} = 'rule'" },
        new("text", "clause", "依据的条款", "Clause it rests on") { Relevant = "${step} = 'return' or ${step} = 'rule'", Required = "yes" },
        new("select_one outcome", "outcome", "不受理的情形", "Why it is not taken up") { Relevant = "${step} = 'dismiss'", Required = "yes" },
        new("text", "reason", "说明", "Reason")
        {
            Relevant = "${step} != 'register' and ${step} != 'dispatch' and ${step} != 'sign'",
            Required = "${step} = 'dismiss' or ${step} = 'return' or ${step} = 'suspend' or ${step} = 'extend_ask' or ${step} = 'reopen' or ${step} = 'recheck_fail'",
        },
        new("date", "until", "到哪一天", "Until which day")
        {
            Relevant = "${step} = 'extend_ask' or ${step} = 'extend_grant' or ${step} = 'suspend'", Required = "${step} != 'suspend'",
        },
        new("text", "into", "并入哪一件", "Merged into") { Relevant = "${step} = 'merge'", Required = "yes" },
    ],
    [
        new("step", "register", "受理", "Register"),
        new("step", "dismiss", "不予受理", "Not take up"),
        new("step", "dispatch", "交办", "Assign"),
        new("step", "hand_over", "改派", "Assign to another"),
        new("step", "sign", "签收", "Sign for"),
        new("step", "return", "退回（不属本单位）", "Return"),
        new("step", "rule", "裁定", "Rule"),
        new("step", "extend_ask", "申请延期", "Ask for more time"),
        new("step", "extend_grant", "同意延期", "Grant more time"),
        new("step", "extend_refuse", "不同意延期", "Refuse more time"),
        new("step", "suspend", "挂账", "Put on hold"),
        new("step", "resume", "恢复办理", "Take up again"),
        new("step", "supervise", "督办", "Supervise"),
        new("step", "merge", "并入", "Merge"),
        new("step", "unmerge", "取消并入", "Undo a merge"),
        new("step", "close", "直接销号", "Close"),
        new("step", "reopen", "重新办理（反弹）", "Open again"),
        new("step", "recheck_pass", "抽查复核：属实", "Re-checked: as said"),
        new("step", "recheck_fail", "抽查复核：不属实，重新办理", "Re-checked: not as said"),
        new("step", "note", "备注", "Note"),
        new("outcome", "not_ours", "不属本单位职责", "Not ours"),
        new("outcome", "not_possible", "不具备条件", "Not possible now"),
        new("outcome", "not_reasonable", "诉求不合理", "Not reasonable"),
        .. units.Select(unit => new Choice("unit", unit.Code, unit.Zh, unit.En)),
    ]);
}
