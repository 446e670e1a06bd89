// A case is a fold over its own log. Nothing of it is stored that the log does not say: rows of lists are this fold's result, made again whenever
// a line is added. The same fold over the lines up to a position gives the case as it stood there.
using Gridwork.Engine.Rights;
using Gridwork.Places;
using Gridwork.Schedules;

namespace Gridwork.Engine.Cases;

/// <summary>Folds a case's log.</summary>
public static class CaseFold
{
    /// <summary>How long a step can be taken back by whoever took it.</summary>
    public static readonly TimeSpan TakeBackWithin = TimeSpan.FromDays(1);

    /// <summary>
    /// The case as its lines up to a position say; null when none of them opened one.
    /// </summary>
    /// <param name="lines">The lines, by position and ordinal.</param>
    /// <param name="calendars">The calendar by which its time is reckoned, as it was in force at a position.</param>
    /// <param name="upTo">The last position to look at.</param>
    public static CaseState? Run(IEnumerable<CaseLine> lines, Func<long, WorkingCalendar> calendars, long upTo = long.MaxValue)
    {
        CaseState? state = null;
        var all = lines as IReadOnlyCollection<CaseLine> ?? [.. lines];
        foreach (var line in InForce(all, upTo))
        {
            if (line.State != CaseLineState.NotTaken) state = Take(state, line);
        }
        // What is taken back changes a case too.
        var changed = all.Where(line => line.Pos <= upTo && line.State != CaseLineState.NotTaken).Select(line => line.Pos).DefaultIfEmpty().Max();
        return state is null ? null : state with { Due = DueOf(state, calendars(state.EndedPos ?? upTo)), Changed = changed };
    }

    /// <summary>
    /// What each record says now, in the order in which the records came: of a corrected one the correction, at the place of the first; those
    /// that say nothing any more are left out, but for the opening, which then says that there was nothing.
    /// </summary>
    /// <param name="lines">The lines.</param>
    /// <param name="upTo">The last position to look at.</param>
    public static IReadOnlyList<CaseLine> InForce(IEnumerable<CaseLine> lines, long upTo = long.MaxValue)
    {
        var order = new List<long>();
        var last = new Dictionary<long, CaseLine>();
        foreach (var line in lines)
        {
            if (line.Pos > upTo) continue;
            if (!last.TryGetValue(line.Root, out var before)) order.Add(line.Root);
            // A step that was not taken and is taken by its correction happens where the correction came.
            else if (before.State != CaseLineState.Taken && line.State == CaseLineState.Taken && line.Said.Step != CaseStep.Open)
            {
                order.Remove(line.Root);
                order.Add(line.Root);
            }
            last[line.Root] = line;
        }
        return [.. order.Select(root => last[root]).Where(line => line.State != CaseLineState.Void || line.Said.Step == CaseStep.Open)];
    }

    /// <summary>Steps that were taken and no longer hold, each with the line that took it back, in the order in which they were taken.</summary>
    /// <param name="lines">All lines of the case.</param>
    /// <param name="upTo">The last position to look at.</param>
    public static IReadOnlyList<(CaseLine Step, CaseLine By)> TakenBack(IEnumerable<CaseLine> lines, long upTo = long.MaxValue) =>
    [
        .. lines.Where(line => line.Pos <= upTo && line.Said.Step != CaseStep.Open).GroupBy(line => line.Root)
            .Where(said => said.Last().State == CaseLineState.Void)
            .Select(said => (Step: said.LastOrDefault(line => line.State == CaseLineState.Taken), By: said.Last()))
            .Where(pair => pair.Step is not null).Select(pair => (pair.Step!, pair.By)).OrderBy(pair => pair.Item1.Pos),
    ];

    /// <summary>
    /// Whether a person may take a step back: its own, within <see cref="TakeBackWithin"/>, while nobody did anything after it. A remark changes
    /// nothing, so that nothing is built on one.
    /// </summary>
    /// <param name="lines">The case's lines.</param>
    /// <param name="root">The record of the step, by its root.</param>
    /// <param name="person">Who wants to.</param>
    /// <param name="now">When.</param>
    public static bool MayTakeBack(IEnumerable<CaseLine> lines, long root, PersonNo person, DateTimeOffset now)
    {
        CaseLine? own = null;
        foreach (var line in InForce(lines))
        {
            if (line.Root == root) own = line;
            else if (own is not null && line.State == CaseLineState.Taken && line.Said.Step != CaseStep.Note) return false;
        }
        return own is { State: CaseLineState.Taken, Said.Step: not CaseStep.Open } && own.Person == person && now - own.At <= TakeBackWithin;
    }

    /// <summary>Whether a step is possible for a case as it stands, and if not, why. Rights apart: <see cref="CaseRights"/>.</summary>
    public static StepRefusal Possible(CaseState state, CaseSaid said)
    {
        var open = state.IsOpen;
        if (state.Suspended && said.Step is not (CaseStep.Resume or CaseStep.Note or CaseStep.Supervise or CaseStep.Close)) return StepRefusal.Stage;
        var possible = said.Step switch
        {
            CaseStep.Register => state.Stage == CaseStage.Reported,
            CaseStep.Dismiss => state.Stage is CaseStage.Reported or CaseStage.Registered,
            CaseStep.Dispatch => state.Stage is CaseStage.Reported or CaseStage.Registered && !state.Disputed,
            CaseStep.HandOver => state.Stage is CaseStage.Dispatched or CaseStage.SignedFor,
            CaseStep.Sign => state.Stage == CaseStage.Dispatched,
            CaseStep.Handle => state.Stage is CaseStage.Dispatched or CaseStage.SignedFor,
            CaseStep.Verify or CaseStep.SendBack => state.Stage == CaseStage.Handled,
            CaseStep.Return => state.Stage is CaseStage.Dispatched or CaseStage.SignedFor && !state.Ruled,
            CaseStep.Rule => state.Disputed && open,
            CaseStep.ExtendAsk => state.Stage is CaseStage.Dispatched or CaseStage.SignedFor && state.Due is not null,
            CaseStep.ExtendGrant => open && state.Registered is not null && (state.Asked is not null || said.Until is not null),
            CaseStep.ExtendRefuse => open && state.Asked is not null,
            CaseStep.Suspend => open && state.Registered is not null,
            CaseStep.Resume => state.Suspended,
            CaseStep.Close => open && state.Registered is not null,
            CaseStep.Reopen => state.Stage is CaseStage.Closed or CaseStage.Dismissed,
            CaseStep.RecheckPass or CaseStep.RecheckFail => state.Stage == CaseStage.Closed,
            CaseStep.Supervise => open && state.Supervised is null,
            CaseStep.Merge => open,
            CaseStep.Unmerge => state.Stage == CaseStage.Merged,
            CaseStep.Note => true,
            _ => false,
        };
        if (!possible) return StepRefusal.Stage;
        return said.Step switch
        {
            CaseStep.Dispatch when said.Host == 0 && state.Proposed == UnitNo.None => StepRefusal.NoUnit,
            CaseStep.HandOver or CaseStep.Rule when said.Host == 0 => StepRefusal.NoUnit,
            CaseStep.Handle when state.NeedsProof && said.Photo is null => StepRefusal.NoProof,
            CaseStep.Return when string.IsNullOrEmpty(said.Clause) || said.Host == 0 => StepRefusal.NoClause,
            CaseStep.Dismiss when said.Outcome is 0 or CaseOutcome.Done => StepRefusal.NoOutcome,
            CaseStep.ExtendAsk when said.Until is null => StepRefusal.NoDate,
            CaseStep.Merge when said.Into == 0 || said.Into == state.Key => StepRefusal.NoOther,
            _ => StepRefusal.None,
        };
    }

    /// <summary>Whether a person may take a step of a case as it stands, and if not, why.</summary>
    public static StepRefusal Decide(CaseState state, CaseSaid said, PersonNo person, Grants grants, int campaign)
    {
        var refusal = Possible(state, said);
        return refusal != StepRefusal.None ? refusal : CaseRights.May(grants, person, said.Step, said.Roles, state, campaign);
    }

    private static CaseState? Take(CaseState? state, CaseLine line)
    {
        var said = line.Said;
        if (said.Step == CaseStep.Open) return Open(state, line);
        // Where there was no problem there is nothing to do.
        if (state is null or { Stage: CaseStage.Withdrawn }) return state;
        // Steps come in the order of the journal; a clock that is behind must not make time run backwards.
        var at = line.At < state.Since ? state.Since : line.At;
        var next = said.Step switch
        {
            CaseStep.Register => state with { Stage = CaseStage.Registered, Registered = at },
            CaseStep.Dismiss => End(state, CaseStage.Dismissed, at, line.Pos, said.Outcome),
            CaseStep.Dispatch => Give(state, line, at, said.Host == 0 ? state.Proposed : new UnitNo(said.Host)),
            CaseStep.Rule => Give(state, line, at, new UnitNo(said.Host)) with { Disputed = false, Ruled = true },
            CaseStep.HandOver => Give(state, line, at, new UnitNo(said.Host)) with { Centre = state.Centre },
            CaseStep.Sign => state with { Stage = CaseStage.SignedFor },
            CaseStep.Handle => Hand(state, state.Centre, at, CaseStage.Handled) with { HandledBy = line.Person, Hands = With(state.Hands, line.By), Handled = at, Outcome = said.Outcome == 0 ? CaseOutcome.Done : said.Outcome },
            CaseStep.Verify => End(state with { VerifiedBy = line.Person }, CaseStage.Closed, at, line.Pos, state.Outcome ?? CaseOutcome.Done),
            CaseStep.Close => End(state with { VerifiedBy = line.Person, Suspended = false }, CaseStage.Closed, at, line.Pos, said.Outcome == 0 ? CaseOutcome.Done : said.Outcome),
            CaseStep.SendBack => Hand(state, state.Host, at, CaseStage.SignedFor) with { SendBacks = state.SendBacks + 1, Outcome = null },
            CaseStep.Return => Hand(state, state.Centre, at, CaseStage.Registered) with
            {
                Returns = state.Returns + 1,
                Disputed = state.Returns + 1 >= 2,
                ReturnProposal = new UnitNo(said.Host),
            },
            CaseStep.ExtendAsk => state with { Asked = said.Until },
            CaseStep.ExtendGrant => state with { Extended = said.Until ?? state.Asked, Asked = null },
            CaseStep.ExtendRefuse => state with { Asked = null },
            CaseStep.Suspend => state with { Suspended = true },
            CaseStep.Resume => state with { Suspended = false, Pauses = [.. state.Pauses, new Pause(state.SuspendedAt!.Value, at)] },
            CaseStep.Reopen or CaseStep.RecheckFail => Reopen(state, at),
            CaseStep.Supervise => state with { Supervised = at },
            CaseStep.Merge => End(state, CaseStage.Merged, at, line.Pos, null) with { Into = said.Into, BeforeMerge = state },
            CaseStep.Unmerge => state.BeforeMerge is { } before ? before : state,
            _ => state,
        };
        if (said.Step == CaseStep.Suspend) next = next with { SuspendedAt = at };
        // A remark does not make the case stand differently.
        return next with { Since = next.Stage == state.Stage && next.Suspended == state.Suspended && said.Step != CaseStep.SendBack ? state.Since : at };
    }

    private static CaseState Open(CaseState? before, CaseLine line)
    {
        var said = line.Said;
        var state = before ?? new CaseState
        {
            Key = line.Case,
            Root = line.Root,
            Stage = said.Register ? CaseStage.Registered : CaseStage.Reported,
            ReportedBy = line.Person,
            Reported = line.At,
            Registered = said.Register ? line.At : null,
            Since = line.At,
            Holder = line.Unit,
            Centre = line.Unit,
            Holds = [new CaseHold(line.Unit, line.At, null, CaseStage.Reported)],
        };
        if (line.State == CaseLineState.Void) state = state with { Stage = CaseStage.Withdrawn, Ended = line.At, Holder = UnitNo.None };
        return state with
        {
            Kind = said.Kind,
            Category = said.Category,
            Line = said.Line,
            What = said.What,
            Unit = line.Unit,
            Cell = line.Cell,
            Place = said is { Longitude: { } longitude, Latitude: { } latitude } ? new GeoPoint(longitude, latitude, said.Accuracy) : null,
            Proposed = new UnitNo(said.Host),
            Duty = said.Duty,
            With = [.. said.With.Select(unit => new UnitNo(unit))],
            Limit = said.Limit is { } text && Schedules.Limit.TryParse(text, out var limit) ? limit : null,
            Extended = said.Until,
            NeedsProof = said.NeedsProof,
            Photo = said.Photo,
            Origin = said.Origin,
        };
    }

    private static IReadOnlyList<UnitNo> With(IReadOnlyList<UnitNo> hands, UnitNo unit) => unit == UnitNo.None || hands.Contains(unit) ? hands : [.. hands, unit];

    private static CaseState Give(CaseState state, CaseLine line, DateTimeOffset at, UnitNo host) => Hand(state, host, at, CaseStage.Dispatched) with
    {
        Hands = With(state.Hands, host),
        Registered = state.Registered ?? at,
        Host = host,
        With = line.Said.With.Count > 0 ? [.. line.Said.With.Select(unit => new UnitNo(unit))] : state.With,
        Centre = line.By == UnitNo.None ? state.Centre : line.By,
    };

    private static CaseState Hand(CaseState state, UnitNo to, DateTimeOffset at, CaseStage stage) => state with
    {
        Stage = stage,
        Holder = to,
        Holds = [.. Finished(state.Holds, at), new CaseHold(to, at, null, stage)],
    };

    private static CaseState End(CaseState state, CaseStage stage, DateTimeOffset at, long pos, CaseOutcome? outcome) => state with
    {
        Stage = stage,
        Ended = at,
        EndedPos = pos,
        Outcome = outcome,
        Holder = UnitNo.None,
        Asked = null,
        Holds = Finished(state.Holds, at),
    };

    /// <summary>The clock goes on where it stood: the time between was nobody's.</summary>
    private static CaseState Reopen(CaseState state, DateTimeOffset at)
    {
        var to = state.Host == UnitNo.None ? state.Unit : state.Host;
        return Hand(state, to, at, state.Host == UnitNo.None ? CaseStage.Registered : CaseStage.Dispatched) with
        {
            Registered = state.Registered ?? at,
            Reopens = state.Reopens + 1,
            Pauses = [.. state.Pauses, new Pause(state.Ended ?? at, at)],
            Ended = null,
            EndedPos = null,
            Outcome = null,
        };
    }

    private static IReadOnlyList<CaseHold> Finished(IReadOnlyList<CaseHold> holds, DateTimeOffset at) =>
        [.. holds.Select(hold => hold.Until is null ? hold with { Until = at } : hold)];

    private static DueTime? DueOf(CaseState state, WorkingCalendar calendar)
    {
        if (state.Suspended || state.Registered is not { } registered) return null;
        if (state.Extended is { } extended) return new DueTime(extended, false);
        return state.Limit is { } limit ? calendar.Due(registered, limit, state.Pauses) : null;
    }
}
