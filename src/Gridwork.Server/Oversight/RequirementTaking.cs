// A requirement from a page enters the journal as every record does; the case that it opens is handed on by a step of its own, by the same person.
using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;
using Gridwork.Server.Cases;
using Gridwork.Server.OpenRosa;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Stores.Records;
using Problem = Gridwork.Server.Problems.Problem;

namespace Gridwork.Server.Oversight;

/// <summary>What became of a requirement.</summary>
/// <param name="Record">Its number; 0: none was written.</param>
/// <param name="NotHanded">Why it was not handed on; <see cref="StepRefusal.None"/>: it was, or was not meant to be.</param>
/// <param name="Problem">Why it could not be taken down; null: it was.</param>
internal sealed record RequirementAnswer(long Record, StepRefusal NotHanded, Problem? Problem = null);

/// <summary>Takes requirements down.</summary>
internal static class RequirementTaking
{
    /// <summary>Takes a requirement down.</summary>
    /// <param name="viewer">Who does.</param>
    /// <param name="form">The form.</param>
    /// <param name="saying">What is required.</param>
    /// <param name="dispatch">Whether it is handed on at once.</param>
    /// <param name="limits">How much a step may bring.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<RequirementAnswer> TakeAsync(
        Viewer viewer, RequirementForm form, RequirementSaying saying, bool dispatch, IntakeLimits limits, CancellationToken cancel)
    {
        var district = viewer.District;
        // The same page sent twice is one requirement.
        await using (var snapshot = await viewer.OpenSnapshotAsync(cancel))
        {
            if (await OneRecord.FindAsync(snapshot, saying.Id, cancel) is { } known) return new RequirementAnswer(known, StepRefusal.None);
        }
        var now = JournalTime.Truncate(district.Clock.Now);
        var submission = new Submission(district.Id, form.Form, form.Write(saying, now), [], viewer.Person, now);
        if (Reading.Record(viewer.Definition, submission, out var faulty) is not { } candidate)
            return new RequirementAnswer(0, StepRefusal.None, new Problem(ProblemCode.UnreadableRecord, faulty!.Line(viewer.Culture)));
        switch (await district.Journal.AppendAsync(candidate, cancel))
        {
            case Outcome.Busy busy:
                return new RequirementAnswer(0, StepRefusal.None, new Problem(ProblemCode.Busy, Math.Max(1, (int)Math.Ceiling(busy.RetryAfter.TotalSeconds))));
            case Outcome.Already already:
                return new RequirementAnswer(already.Seq, StepRefusal.None);
            case Outcome.KeptAside aside:
                return new RequirementAnswer(aside.Seq, StepRefusal.None);
            case Outcome.Accepted accepted:
                return new RequirementAnswer(accepted.Seq, dispatch ? await DispatchAsync(viewer, accepted.Seq, saying, limits, cancel) : StepRefusal.None);
            case var other:
                throw new InvalidOperationException(other.ToString());
        }
    }

    private static async Task<StepRefusal> DispatchAsync(Viewer viewer, long number, RequirementSaying saying, IntakeLimits limits, CancellationToken cancel)
    {
        SeenCase? seen;
        await using (var snapshot = await viewer.OpenSnapshotAsync(cancel)) seen = await SeenCase.FindAsync(viewer, snapshot, number, cancel);
        if (seen is null) return StepRefusal.NoCase;
        var answer = await StepTaking.TakeAsync(viewer, seen, new StepSaying(CaseStep.Dispatch, saying.Host, saying.With), null, limits, cancel);
        return answer.Problem is null ? answer.Refusal : StepRefusal.NoRight;
    }
}
