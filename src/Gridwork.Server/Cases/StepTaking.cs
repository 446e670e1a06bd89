// A step from a page becomes a record of the campaign's form and enters the journal as every record does; there, once, it is decided whether it is
// taken. What a form lacks is said before anything is written; what somebody may not do, or came too late for, is kept with the case and says why.
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Server.OpenRosa;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Journal;
using Problem = Gridwork.Server.Problems.Problem;

namespace Gridwork.Server.Cases;

/// <summary>What became of a step.</summary>
/// <param name="Record">The record that it is now; 0: none was written.</param>
/// <param name="Refusal">Why it was not taken; of one that was not written, what it lacks.</param>
/// <param name="Problem">Why it could not be sent at all; null: it could.</param>
internal sealed record StepAnswer(long Record, StepRefusal Refusal, Problem? Problem = null);

/// <summary>Takes steps.</summary>
internal static class StepTaking
{
    private const int RetrySeconds = 5;

    /// <summary>Takes a step of a case.</summary>
    /// <param name="viewer">Who takes it.</param>
    /// <param name="seen">The case.</param>
    /// <param name="saying">What is said.</param>
    /// <param name="picture">The photo that shows it; null: none.</param>
    /// <param name="limits">How much it may bring.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<StepAnswer> TakeAsync(
        Viewer viewer, SeenCase seen, StepSaying saying, IFormFile? picture, IntakeLimits limits, CancellationToken cancel)
    {
        if (StepForm.Of(seen.Campaign, saying.Step) is not { } form) return new StepAnswer(0, StepRefusal.NoStep, new Problem(ProblemCode.BadValue, "step"));
        if (!viewer.MayFill(form.Form.Rule.Fill, seen.Campaign.No)) return new StepAnswer(0, StepRefusal.NoRight, new Problem(ProblemCode.NotAllowed));
        if (picture?.Length > limits.RequestBytes) return new StepAnswer(0, StepRefusal.None, new Problem(ProblemCode.TooLarge, limits.RequestBytes));
        if (Lacks(viewer, seen, saying, picture is not null) is { } lacks) return new StepAnswer(0, lacks);
        var district = viewer.District;
        try
        {
            var files = new List<FileStamp>();
            if (picture is not null)
            {
                await using var bytes = picture.OpenReadStream();
                if (await SubmissionParts.StoreAsync(district, SubmissionParts.Plain(picture.FileName), bytes, limits, cancel) is not { } file)
                    return new StepAnswer(0, StepRefusal.None, new Problem(ProblemCode.TooLarge, limits.RequestBytes));
                files.Add(file);
                saying = saying with { Photo = file.Name };
            }
            string caseId;
            await using (var snapshot = await viewer.OpenSnapshotAsync(cancel))
                caseId = (await JournalLines.ReadAsync(snapshot, [seen.State.Root], cancel))[0].Instance!;
            var now = JournalTime.Truncate(district.Clock.Now);
            var submission = new Submission(district.Id, form.Form, form.Write(caseId, saying, now), files, viewer.Person, now);
            if (Reading.Record(viewer.Definition, submission, out var faulty) is not { } candidate)
                return new StepAnswer(0, StepRefusal.None, new Problem(ProblemCode.UnreadableRecord, faulty!.Line(viewer.Culture)));
            return await district.Journal.AppendAsync(candidate, cancel) switch
            {
                Outcome.Accepted done => await DecidedAsync(viewer, seen.State.Root, done.Seq, cancel),
                Outcome.Busy busy => new StepAnswer(
                    0, StepRefusal.None, new Problem(ProblemCode.Busy, Math.Max(1, (int)Math.Ceiling(busy.RetryAfter.TotalSeconds)))),
                var other => throw new InvalidOperationException(other.ToString()),
            };
        }
        catch (FilesLostException)
        {
            return new StepAnswer(0, StepRefusal.None, new Problem(ProblemCode.NotWritable, RetrySeconds));
        }
    }

    /// <summary>
    /// Takes a step of one's own back. Whether it still can be is decided in the journal; what was taken back before stays so.
    /// </summary>
    /// <param name="viewer">Who takes it back.</param>
    /// <param name="seen">The case.</param>
    /// <param name="record">The record of the step.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Whether it is taken back; null with the problem: it could not be sent.</returns>
    public static async Task<(bool? Done, Problem? Problem)> TakeBackAsync(Viewer viewer, SeenCase seen, long record, CancellationToken cancel)
    {
        var root = seen.Detail.Lines.FirstOrDefault(line => line.Record == record)?.Root ?? record;
        if (Is(seen.Detail)) return (true, null);
        var district = viewer.District;
        if (!CaseFold.MayTakeBack(seen.Detail.Lines, root, viewer.Person, district.Clock.Now)) return (false, null);
        var body = BodyJson.Write(new ReviewBody(root, Verdict.TakeBack, ""));
        var candidate = Reading.Other(viewer.Definition, district.Id, EntryKind.Review, body, viewer.Person, district.Clock.Now);
        if (await district.Journal.AppendAsync(candidate, cancel) is Outcome.Busy busy)
            return (null, new Problem(ProblemCode.Busy, Math.Max(1, (int)Math.Ceiling(busy.RetryAfter.TotalSeconds))));
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        return (await OneCase.ReadAsync(snapshot, seen.State.Root, viewer.Definition.CalendarOf, cancel: cancel) is { } now && Is(now), null);

        bool Is(CaseDetail detail) => detail.TakenBack.Any(pair => pair.Step.Root == root && pair.By.Person == viewer.Person);
    }

    private static async Task<StepAnswer> DecidedAsync(Viewer viewer, long root, long record, CancellationToken cancel)
    {
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var detail = await OneCase.ReadAsync(snapshot, root, viewer.Definition.CalendarOf, cancel: cancel);
        return new StepAnswer(record, detail?.Lines.FirstOrDefault(line => line.Record == record)?.Refusal ?? StepRefusal.NoCase);
    }

    /// <summary>What the form lacks; null: nothing, or the case stands elsewhere, which the journal says.</summary>
    private static StepRefusal? Lacks(Viewer viewer, SeenCase seen, StepSaying saying, bool hasPhoto)
    {
        var said = new CaseSaid
        {
            Step = saying.Step,
            Host = saying.Unit is { } code ? viewer.Definition.Units.Find(code)?.No.Value ?? 0 : 0,
            Clause = saying.Clause,
            Until = saying.Until is { } day ? viewer.Definition.Profile!.StartOf(day.AddDays(1)) : null,
            Outcome = saying.Outcome ?? 0,
            Photo = hasPhoto ? "photo" : null,
            Into = saying.Into is { } id ? new Forms.InstanceId(id).Key16 : 0,
        };
        return CaseFold.Possible(seen.State, said) is var refusal and not (StepRefusal.None or StepRefusal.Stage) ? refusal : null;
    }
}
