using Gridwork.Engine.Cases;
using Gridwork.Server.People;

namespace Gridwork.Server.Cases;

/// <summary>Which steps a reader may take of a case as it stands, and what each asks.</summary>
internal static class StepOffers
{
    // What a case waits for comes first; then what is said about it besides.
    private static readonly CaseStep[] Order =
    [
        CaseStep.Register, CaseStep.Dispatch, CaseStep.Sign, CaseStep.Handle, CaseStep.Verify, CaseStep.SendBack, CaseStep.Rule, CaseStep.ExtendGrant,
        CaseStep.ExtendRefuse, CaseStep.Resume, CaseStep.Return, CaseStep.HandOver, CaseStep.ExtendAsk, CaseStep.Suspend, CaseStep.Supervise,
        CaseStep.Dismiss, CaseStep.Merge, CaseStep.Unmerge, CaseStep.Close, CaseStep.RecheckPass, CaseStep.RecheckFail,
        CaseStep.Reopen, CaseStep.Note,
    ];

    /// <summary>The steps.</summary>
    public static IReadOnlyList<StepOffer> Of(Viewer viewer, SeenCase seen)
    {
        var offers = new List<StepOffer>();
        foreach (var step in Order)
        {
            if (StepForm.Of(seen.Campaign, step) is { } form && May(viewer, seen, form, viewer.District.Clock.Now)) offers.Add(Of(seen.State, form, offers.Count == 0 && IsAwaited(seen.State, step)));
        }
        return offers;
    }

    /// <summary>Whether the reader may take a step of a case where it stands, whatever its form then asks.</summary>
    public static bool May(Viewer viewer, SeenCase seen, StepForm form, DateTimeOffset now)
    {
        // A day named makes every step possible that wants one; what is lacking besides the stage is asked for.
        var tried = new CaseSaid { Step = form.Step, Until = now };
        return CaseFold.Possible(seen.State, tried) != StepRefusal.Stage
            && viewer.MayFill(form.Form.Rule.Fill, seen.Campaign.No)
            && CaseRights.May(viewer.Definition.Grants, viewer.Person, form.Step, seen.Campaign.Cases!.RolesFor(form.Step), seen.State, seen.Campaign.No)
                == StepRefusal.None;
    }

    private static bool IsAwaited(CaseState state, CaseStep step) =>
        Array.IndexOf(Order, step) < Array.IndexOf(Order, CaseStep.ExtendGrant) || (step == CaseStep.ExtendGrant && state.Asked is not null)
        || step is CaseStep.Resume or CaseStep.Unmerge;

    private static StepOffer Of(CaseState state, StepForm form, bool isMain)
    {
        var step = form.Step;
        return new StepOffer(
            step, CaseWords.Of(step), isMain,
            form.AsksUnit && step is CaseStep.Dispatch or CaseStep.HandOver or CaseStep.Rule or CaseStep.Return,
            form.AsksWith && step is CaseStep.Dispatch or CaseStep.HandOver or CaseStep.Rule,
            form.AsksClause && step == CaseStep.Return,
            form.AsksReason && step is not (CaseStep.Register or CaseStep.Sign or CaseStep.Verify),
            form.AsksUntil && step is CaseStep.ExtendAsk or CaseStep.ExtendGrant,
            form.AsksInto && step == CaseStep.Merge,
            step is CaseStep.Dismiss ? [.. form.Outcomes.Where(outcome => outcome != CaseOutcome.Done)]
                : step is CaseStep.Handle or CaseStep.Close ? form.Outcomes : [],
            form.AsksPhoto && step is CaseStep.Handle or CaseStep.Verify or CaseStep.SendBack, step == CaseStep.Handle && state.NeedsProof);
    }
}
