// Requirements as rows: to whom, by when, whether it was signed for, what came back. All of it is the case's own log; what a meeting's page says besides
// (which item, under which slide, about which problem) stands in the requirement's record.
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Forms;
using Gridwork.Server.Cases;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Records;
using Gridwork.Stores;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Records;
using LocalText = Gridwork.Engine.LocalText;

namespace Gridwork.Server.Oversight;

/// <summary>A requirement as a row.</summary>
/// <param name="Number">Its number: the record that opened it.</param>
/// <param name="Item">Which item of its meeting it is; null: not said.</param>
/// <param name="What">What is required.</param>
/// <param name="Host">Who is asked; null: nobody.</param>
/// <param name="With">Who helps.</param>
/// <param name="Due">By when; null: not said.</param>
/// <param name="SignedFor">When it was signed for; null: not yet.</param>
/// <param name="Waits">What it waits for instead of having been signed for; null: it was.</param>
/// <param name="Answer">What came back; null: nothing.</param>
/// <param name="Answered">When.</param>
/// <param name="Lamp">How urgent it is.</param>
/// <param name="IsOpen">Whether something is to be done.</param>
/// <param name="IsLate">Whether it is late.</param>
/// <param name="Slide">Under which slide it was said; null: under none.</param>
/// <param name="About">The number of the case it is about; null: about none, or one that the reader may not see.</param>
public sealed record RequirementLine(
    long Number, int? Item, string What, LocalText? Host, IReadOnlyList<LocalText> With, DateTimeOffset? Due, DateTimeOffset? SignedFor, string? Waits,
    string? Answer, DateTimeOffset? Answered, LampWord Lamp, bool IsOpen, bool IsLate, string? Slide = null, long? About = null)
{
    /// <summary>Its page.</summary>
    public string Href => FormattableString.Invariant($"/cases/{Number}");
}

/// <summary>Reads requirements.</summary>
internal static class RequirementReading
{
    /// <summary>The most requirements that one meeting shows.</summary>
    private const int MostOfAMeeting = 500;

    /// <summary>The rows of cases, in their order, each with the key of what it came from.</summary>
    public static async Task<IReadOnlyList<(RequirementLine Line, UInt128 Origin, int Campaign)>> LinesAsync(
        Viewer viewer, Snapshot snapshot, IReadOnlyList<CaseItem> items, CancellationToken cancel)
    {
        var details = (await OneCase.ReadAsync(snapshot, [.. items.Select(item => item.Root)], viewer.Definition.CalendarOf, cancel: cancel))
            .ToDictionary(detail => detail.Item.Root);
        return [.. items.Where(item => details.ContainsKey(item.Root)).Select(item =>
            (LineOf(viewer, item, details[item.Root]), details[item.Root].State.Origin, item.Campaign))];
    }

    /// <summary>The requirements of a meeting that the reader sees, by item.</summary>
    public static async Task<IReadOnlyList<RequirementLine>> OfMeetingAsync(Viewer viewer, Snapshot snapshot, SeenMeeting meeting, CancellationToken cancel)
    {
        var query = new CaseQuery
        {
            Sights = [viewer.Sight(Engine.Rights.Right.SeeRecords, meeting.Form.Campaign.No)],
            Now = viewer.District.Clock.Now,
            Kind = CaseKind.Requirement,
            Filter = CaseFilter.All,
            Origin = meeting.Instance.Key16,
            Limit = MostOfAMeeting,
        };
        var items = (await CaseList.ReadAsync(snapshot, query, cancel)).Cases.Where(item => item.Stage != CaseStage.Withdrawn).OrderBy(item => item.Root).ToList();
        var lines = (await LinesAsync(viewer, snapshot, items, cancel)).Select(one => one.Line).ToList();
        var bodies = await BodiesAsync(viewer, snapshot, lines, cancel);
        for (var i = 0; i < lines.Count; i++)
        {
            var (number, slide, about) = meeting.Form.Beside(bodies.GetValueOrDefault(lines[i].Number));
            var problem = about is null ? null : await CaseList.FindAsync(snapshot, new InstanceId(about).Key16, cancel);
            // Of a problem that the reader may not see he does not learn that it is meant.
            var seen = problem is null ? null : await SeenCase.FindAsync(viewer, snapshot, problem.Root, cancel);
            lines[i] = lines[i] with { Item = number, Slide = slide, About = seen?.State.Root };
        }
        return [.. lines.OrderBy(line => line.Item ?? int.MaxValue).ThenBy(line => line.Number)];
    }

    private static async Task<IReadOnlyDictionary<long, FormReading?>> BodiesAsync(
        Viewer viewer, Snapshot snapshot, IReadOnlyList<RequirementLine> lines, CancellationToken cancel)
    {
        var bodies = new Dictionary<long, FormReading?>();
        foreach (var line in lines)
        {
            if (await OneRecord.RowAsync(snapshot, line.Number, cancel) is not { } row) continue;
            var head = (await JournalLines.ReadAsync(snapshot, [row.Head], cancel))[0];
            var body = (await OneRecord.BodiesAsync(snapshot, [row.Head], cancel)).GetValueOrDefault(row.Head);
            bodies[line.Number] = RecordItemReading.ReadingOf(viewer, head.FormVersion, body);
        }
        return bodies;
    }

    private static RequirementLine LineOf(Viewer viewer, CaseItem item, CaseDetail detail)
    {
        var (state, now) = (detail.State, viewer.District.Clock.Now);
        var lamp = CaseLamp.Of(viewer, item, now);
        var taken = detail.Lines.Where(line => line.State == CaseLineState.Taken).ToList();
        var signed = taken.LastOrDefault(line => line.Said.Step is CaseStep.Sign or CaseStep.Handle);
        var waits = state.Stage is CaseStage.Reported or CaseStage.Registered or CaseStage.Dispatched ? CaseTexts.Of(state.Stage) : null;
        // What comes back is what the unit that was asked says, and how it ended.
        var answer = taken.LastOrDefault(line => line.Said.Step is CaseStep.Handle or CaseStep.Note or CaseStep.ExtendAsk or CaseStep.Return or CaseStep.Dismiss);
        return new RequirementLine(
            item.Root, null, state.What ?? Written.RecordNo(item.Root), state.Answers == UnitNo.None ? null : RecordItemReading.UnitName(viewer, state.Answers),
            [.. state.With.Select(unit => RecordItemReading.UnitName(viewer, unit))], (state.Due?.At ?? state.Extended) is { } due ? viewer.Local(due) : null,
            waits is null && signed is not null ? viewer.Local(signed.At) : null, waits, answer is null ? null : AnswerOf(answer),
            answer is null ? null : viewer.Local(answer.At), new LampWord(lamp.Kind, lamp.Word), state.IsOpen, state.IsLate(now));
    }

    private static string AnswerOf(CaseLine line) =>
        line.Said.Reason ?? (line.Said.Step == CaseStep.Handle && line.Said.Outcome != 0 ? CaseTexts.Of(line.Said.Outcome) : CaseTexts.Of(line.Said.Step));
}
