namespace Gridwork.Engine.Cases;

/// <summary>A step in the life of a case. The numbers stand in the log and never change; the words of files are those of <see cref="CaseWords"/>.</summary>
public enum CaseStep : byte
{
    /// <summary>The record that opened it (上报).</summary>
    Open = 1,

    /// <summary>Registered (受理): the clock begins.</summary>
    Register = 2,

    /// <summary>Not pursued, with an outcome that says why.</summary>
    Dismiss = 3,

    /// <summary>Dispatched (交办) to a host unit and others that help it.</summary>
    Dispatch = 4,

    /// <summary>Signed for (签收) by the host.</summary>
    Sign = 5,

    /// <summary>Handed over (改派) to another host.</summary>
    HandOver = 6,

    /// <summary>Handled (整改).</summary>
    Handle = 7,

    /// <summary>Verified and closed (核查通过，销号).</summary>
    Verify = 8,

    /// <summary>Sent back (退回重办): the clock runs on.</summary>
    SendBack = 9,

    /// <summary>Returned (退单) by the host, with the clause it cites and the unit it proposes.</summary>
    Return = 10,

    /// <summary>An extension is asked for.</summary>
    ExtendAsk = 11,

    /// <summary>An extension is granted.</summary>
    ExtendGrant = 12,

    /// <summary>An extension is refused.</summary>
    ExtendRefuse = 13,

    /// <summary>Put on hold (挂账): the clock stands.</summary>
    Suspend = 14,

    /// <summary>Taken up again.</summary>
    Resume = 15,

    /// <summary>Closed without verification on the spot.</summary>
    Close = 16,

    /// <summary>Opened again (反弹).</summary>
    Reopen = 17,

    /// <summary>Supervised (督办).</summary>
    Supervise = 18,

    /// <summary>A ruling on a case that was returned twice: it cannot be returned again.</summary>
    Rule = 19,

    /// <summary>Found to be the same as another case.</summary>
    Merge = 20,

    /// <summary>Found to be a case of its own after all.</summary>
    Unmerge = 21,

    /// <summary>A remark.</summary>
    Note = 22,

    /// <summary>Looked at once more after closing by somebody from outside (抽查复核): it is as it was said to be.</summary>
    RecheckPass = 23,

    /// <summary>Looked at once more after closing by somebody from outside: it is not, and is opened again.</summary>
    RecheckFail = 24,
}

/// <summary>Where a case stands.</summary>
public enum CaseStage : byte
{
    /// <summary>Reported (上报), not registered yet.</summary>
    Reported = 1,

    /// <summary>Registered (受理), with nobody yet.</summary>
    Registered = 2,

    /// <summary>Dispatched (交办), not signed for.</summary>
    Dispatched = 3,

    /// <summary>Signed for (签收), being handled.</summary>
    SignedFor = 4,

    /// <summary>Handled (已整改), waiting for verification.</summary>
    Handled = 5,

    /// <summary>Closed (销号).</summary>
    Closed = 6,

    /// <summary>Not pursued: the outcome says why.</summary>
    Dismissed = 7,

    /// <summary>Part of another case.</summary>
    Merged = 8,

    /// <summary>The record that opened it was corrected or rejected: there was no problem.</summary>
    Withdrawn = 9,
}

/// <summary>What a case is about.</summary>
public enum CaseKind : byte
{
    /// <summary>A problem to be put right (问题).</summary>
    Problem = 1,

    /// <summary>What a notice or a meeting asks of a unit (督办事项).</summary>
    Requirement = 2,
}

/// <summary>How it ended, or was dismissed.</summary>
public enum CaseOutcome : byte
{
    /// <summary>Put right.</summary>
    Done = 1,

    /// <summary>Not this unit's (不属本单位).</summary>
    NotOurs = 2,

    /// <summary>The conditions for it are not there (不具备条件).</summary>
    NotPossible = 3,

    /// <summary>What is asked is not reasonable (诉求不合理).</summary>
    NotReasonable = 4,
}

/// <summary>Why a step was not taken.</summary>
public enum StepRefusal : byte
{
    /// <summary>It was taken.</summary>
    None = 0,

    /// <summary>The case stood elsewhere: somebody was before.</summary>
    Stage = 1,

    /// <summary>The sender may not take this step.</summary>
    NoRight = 2,

    /// <summary>Whoever handled it may not verify it.</summary>
    SamePerson = 3,

    /// <summary>Handling this category needs a photo of afterwards.</summary>
    NoProof = 4,

    /// <summary>The record it names opened no case.</summary>
    NoCase = 5,

    /// <summary>A return cites a clause and proposes a unit.</summary>
    NoClause = 6,

    /// <summary>No unit is named, and the duty list names none.</summary>
    NoUnit = 7,

    /// <summary>No date is named.</summary>
    NoDate = 8,

    /// <summary>A dismissal says why.</summary>
    NoOutcome = 9,

    /// <summary>The case it is to be merged into is not there, or is itself.</summary>
    NoOther = 10,

    /// <summary>Its step is none that this program knows.</summary>
    NoStep = 11,

    /// <summary>A correction may not turn one step into another.</summary>
    OtherStep = 12,

    /// <summary>Whoever re-checks comes from outside the units that had it in hand, and neither handled nor verified it.</summary>
    Inside = 13,
}
