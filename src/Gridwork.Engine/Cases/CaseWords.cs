namespace Gridwork.Engine.Cases;

/// <summary>The words that steps and outcomes have in campaign folders and in forms' choices.</summary>
public static class CaseWords
{
    private static readonly Dictionary<string, CaseStep> StepByWord = new(StringComparer.Ordinal)
    {
        ["register"] = CaseStep.Register,
        ["dismiss"] = CaseStep.Dismiss,
        ["dispatch"] = CaseStep.Dispatch,
        ["sign"] = CaseStep.Sign,
        ["hand_over"] = CaseStep.HandOver,
        ["handle"] = CaseStep.Handle,
        ["verify"] = CaseStep.Verify,
        ["send_back"] = CaseStep.SendBack,
        ["return"] = CaseStep.Return,
        ["extend_ask"] = CaseStep.ExtendAsk,
        ["extend_grant"] = CaseStep.ExtendGrant,
        ["extend_refuse"] = CaseStep.ExtendRefuse,
        ["suspend"] = CaseStep.Suspend,
        ["resume"] = CaseStep.Resume,
        ["close"] = CaseStep.Close,
        ["reopen"] = CaseStep.Reopen,
        ["supervise"] = CaseStep.Supervise,
        ["rule"] = CaseStep.Rule,
        ["merge"] = CaseStep.Merge,
        ["unmerge"] = CaseStep.Unmerge,
        ["note"] = CaseStep.Note,
        ["recheck_pass"] = CaseStep.RecheckPass,
        ["recheck_fail"] = CaseStep.RecheckFail,
    };

    private static readonly Dictionary<string, CaseOutcome> OutcomeByWord = new(StringComparer.Ordinal)
    {
        ["done"] = CaseOutcome.Done,
        ["not_ours"] = CaseOutcome.NotOurs,
        ["not_possible"] = CaseOutcome.NotPossible,
        ["not_reasonable"] = CaseOutcome.NotReasonable,
    };

    private static readonly Dictionary<CaseStep, string> WordByStep = StepByWord.ToDictionary(pair => pair.Value, pair => pair.Key);

    private static readonly Dictionary<CaseOutcome, string> WordByOutcome = OutcomeByWord.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The steps by their words; <see cref="CaseStep.Open"/> has none, for no form takes it.</summary>
    public static IReadOnlyDictionary<string, CaseStep> Steps => StepByWord;

    /// <summary>The outcomes by their words.</summary>
    public static IReadOnlyDictionary<string, CaseOutcome> Outcomes => OutcomeByWord;

    /// <summary>A step's word.</summary>
    public static string Of(CaseStep step) => WordByStep.GetValueOrDefault(step, "open");

    /// <summary>An outcome's word.</summary>
    public static string Of(CaseOutcome outcome) => WordByOutcome[outcome];
}
