using Gridwork.Engine.Rights;

namespace Gridwork.Engine.Cases;

/// <summary>
/// Who may take which step. The roles are the campaign's; how the person must stand to the case is fixed: the steps of the host are for
/// those whose role reaches over the unit that holds the case, all others for those whose role reaches over the unit in which the case lies.
/// </summary>
public static class CaseRights
{
    private static readonly Role[] Centre = [Role.Administrator, Role.Clerk];
    private static readonly Role[] Hosts = [Role.Administrator, Role.Clerk, Role.Officer, Role.GridMember];
    private static readonly Role[] Verifiers = [Role.Administrator, Role.Clerk, Role.GridMember];
    private static readonly Role[] Supervisors = [Role.Leader, Role.Administrator];
    private static readonly Role[] Inspectors = [Role.Leader, Role.Administrator, Role.Clerk];
    private static readonly Role[] Judges = [Role.Administrator];
    private static readonly Role[] Everybody = [Role.Leader, Role.Administrator, Role.Clerk, Role.Officer, Role.GridMember];

    /// <summary>The roles that may take a step where the campaign does not say otherwise.</summary>
    public static IReadOnlyList<Role> Usual(CaseStep step) => step switch
    {
        CaseStep.Sign or CaseStep.Handle or CaseStep.Return or CaseStep.ExtendAsk or CaseStep.HandOver => Hosts,
        CaseStep.Verify or CaseStep.SendBack => Verifiers,
        CaseStep.Supervise => Supervisors,
        CaseStep.RecheckPass or CaseStep.RecheckFail => Inspectors,
        CaseStep.Rule or CaseStep.ExtendGrant or CaseStep.ExtendRefuse or CaseStep.Suspend or CaseStep.Resume => Judges,
        CaseStep.Note => Everybody,
        _ => Centre,
    };

    /// <summary>Whether a step belongs to whoever holds the case.</summary>
    public static bool IsHosts(CaseStep step) =>
        step is CaseStep.Sign or CaseStep.Handle or CaseStep.Return or CaseStep.ExtendAsk or CaseStep.HandOver;

    /// <summary>Whether a step is the result of a re-check.</summary>
    public static bool IsRecheck(CaseStep step) => step is CaseStep.RecheckPass or CaseStep.RecheckFail;

    /// <summary>
    /// Whether a person belongs to what a re-check looks at: handled or verified the case, or has a grant at a unit that had it in hand or below one. A
    /// role that reaches such a unit from above is none of it.
    /// </summary>
    public static bool IsInside(Grants grants, PersonNo person, CaseState state) =>
        person == state.HandledBy || person == state.VerifiedBy || state.Hands.Any(unit => grants.BelongsTo(person, unit));

    /// <summary>Whether a person may take a step of a case as it stands, whatever its stage.</summary>
    /// <param name="grants">The grants in force.</param>
    /// <param name="person">The person.</param>
    /// <param name="step">The step.</param>
    /// <param name="roles">The roles that may take it.</param>
    /// <param name="state">The case.</param>
    /// <param name="campaign">The campaign's number.</param>
    public static StepRefusal May(Grants grants, PersonNo person, CaseStep step, IReadOnlyList<Role> roles, CaseState state, int campaign)
    {
        if (step is CaseStep.Verify or CaseStep.SendBack && state.HandledBy == person) return StepRefusal.SamePerson;
        var over = IsHosts(step) ? state.Holder : state.Unit;
        if (grants.Holds(person, roles, over, campaign)) return IsRecheck(step) && IsInside(grants, person, state) ? StepRefusal.Inside : StepRefusal.None;
        // Whoever helps may sign for and handle too.
        if (step is CaseStep.Sign or CaseStep.Handle && state.With.Any(unit => grants.Holds(person, roles, unit, campaign))) return StepRefusal.None;
        return StepRefusal.NoRight;
    }
}
