// The second of the two functions (core.md 3): an entry with its facts, and what is already known, become effects. Serial, under the lock of the
// head, without await, SQL or XPath. Live intake and rebuild call the same code.
//
// A record's life is told in turns: which entry speaks for a root. Corrections chain under their root; one that comes before what it corrects
// waits for it by name and takes effect at the position of what it waited for; the first correction of a record counts, any other waits for
// a clerk (core.md 8). The tallies are a fold over the turns (TallyFold). A record that opens a case or is a step of one adds a line to the case's log
// as well; a step that its case does not take is kept, and has no turn, so that it counts nowhere (ApplyCases.cs).
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Records;
using Gridwork.Engine.Rights;
using Gridwork.Engine.Tallies;

namespace Gridwork.Engine.Journal;

/// <summary>Turns entries into effects.</summary>
public sealed partial class Apply
{
    private readonly JournalEntry entry;
    private readonly Facts facts;
    private readonly View view;
    private readonly DistrictDefinition definition;
    private readonly IReadOnlyList<IndicatorVersionId> folding;
    private readonly List<Effect> effects = [];
    private readonly Dictionary<IndicatorVersionId, int> ords = [];
    private int turns;
    private bool incomplete;

    private Apply(JournalEntry entry, Facts facts, View view, DistrictDefinition definition, IReadOnlyList<IndicatorVersionId> folding)
    {
        this.entry = entry;
        this.facts = facts;
        this.view = view;
        this.definition = definition;
        this.folding = folding;
    }

    /// <summary>
    /// The effects of an entry, in order; null when <paramref name="view"/> lacks rows: they stand in <see cref="View.Wanted"/> (or the view is
    /// <see cref="View.Exhausted"/>), and the view is as it was before the call. When effects are returned the view has absorbed them.
    /// </summary>
    /// <param name="entry">The entry, with its position.</param>
    /// <param name="facts">What it says.</param>
    /// <param name="view">The rows that may matter.</param>
    /// <param name="definition">The definition in force: before the entry, or with it where it changes the definition.</param>
    /// <param name="folding">The versions of this form's indicators that have caught up, ordered; no other is posted to.</param>
    public static IReadOnlyList<Effect>? Run(
        JournalEntry entry, Facts facts, View view, DistrictDefinition definition, IReadOnlyList<IndicatorVersionId> folding)
    {
        var attempt = new Apply(entry, facts, view, definition, folding);
        view.Mark();
        view.Remember(entry, facts);
        attempt.Enter();
        if (!attempt.incomplete)
        {
            view.Keep();
            return attempt.effects;
        }
        view.Rollback();
        return null;
    }

    private Grants Rights => definition.Grants;

    private void Enter()
    {
        switch (entry.Header.Kind)
        {
            case EntryKind.Record: Record(); break;
            case EntryKind.Attachment: LateFiles(); break;
            case EntryKind.Conflict: Emit(new Effect.KeepAside(entry.Header.Instance!.Value.Key16, entry.Seq)); break;
            case EntryKind.Review: Review(facts.Review!); break;
            case EntryKind.Definition or EntryKind.Grid or EntryKind.Units or EntryKind.Calendar or EntryKind.Grant: Define(); break;
            case EntryKind.Release: Released(); break;
            case EntryKind.Erasure: break;
            default: throw new InvalidOperationException($"No effects are defined for entries of kind {entry.Header.Kind}.");
        }
    }

    private void Record()
    {
        var key = entry.Header.Instance!.Value.Key16;
        Emit(new Effect.TakeInstance(key, entry.Seq));
        PutFiles();
        if (entry.Header.Deprecates is { } predecessor) Correct(predecessor.Key16);
        else if (WaitsForCase(facts)) Hold(facts.Case!.Case, WaitReason.Case);
        else Begin(entry.Seq, entry, facts);
        ReleaseWaiting(key, entry.Seq);
    }

    /// <summary>A record that stands for itself: it becomes a root and counts.</summary>
    private void Begin(long seq, JournalEntry record, Facts said)
    {
        var header = record.Header;
        var line = said.Case is { } step ? Line(seq, record, said, step, step.Case) : null;
        var taken = line?.State != CaseLineState.NotTaken;
        Emit(new Effect.PutRevision(new Revision(seq, seq, null, RevisionState.Head, entry.Seq)));
        PutRecord(new RecordRow(
            seq, seq, said.Campaign, said.Form, header.Unit, header.Cell, header.Day, header.Person,
            taken ? StandingOf(header) : Standing.NotTaken, MissingOf(seq))
        { Place = said.Place });
        if (said.SenderUnit != UnitNo.None && said.SenderUnit != header.Unit) Emit(new Effect.Show(said.SenderUnit, seq));
        if (taken) Turn(seq, null, (record, said), header.Day);
        if (line is not null) Add(line, said.Campaign);
    }

    private void Correct(UInt128 wanted)
    {
        if (wanted == entry.Header.Instance!.Value.Key16)
        {
            Hold(wanted, WaitReason.Misfit);
            return;
        }
        if (!view.TryInstance(wanted, out var predecessor))
        {
            incomplete = true;
            return;
        }
        if (predecessor is not { } seq) Hold(wanted, WaitReason.Predecessor);
        else if (Obstacle(seq, entry, facts) is { } reason) Hold(wanted, reason);
        else Replace(seq, entry, facts);
    }

    /// <summary>The correction is journalled and waits visibly.</summary>
    private void Hold(UInt128 wanted, WaitReason reason)
    {
        var header = entry.Header;
        Emit(new Effect.Wait(new WaitingRow(wanted, entry.Seq, reason)));
        Emit(new Effect.PutRevision(new Revision(entry.Seq, entry.Seq, null, RevisionState.Waiting, entry.Seq)));
        PutRecord(new RecordRow(
            entry.Seq, entry.Seq, facts.Campaign, facts.Form, header.Unit, header.Cell, header.Day, header.Person, Standing.Waits,
            MissingOf(entry.Seq))
        { Place = facts.Place });
        if (facts.SenderUnit != UnitNo.None && facts.SenderUnit != header.Unit) Emit(new Effect.Show(facts.SenderUnit, entry.Seq));
    }

    /// <summary>Why a correction cannot take effect now; null: it can.</summary>
    private WaitReason? Obstacle(long predecessor, JournalEntry correction, Facts said)
    {
        if (!view.TryRevision(predecessor, out var revision))
        {
            incomplete = true;
            return null;
        }
        if (revision is null) return WaitReason.Misfit;
        if (revision.State == RevisionState.Waiting) return WaitReason.Predecessor;
        if (!view.TryRecord(revision.Root, out var row))
        {
            incomplete = true;
            return null;
        }
        if (row!.Form != said.Form) return WaitReason.Misfit;
        if (revision.State == RevisionState.Replaced || row.Standing == Standing.Rejected) return WaitReason.Contested;
        return Rights.MayCorrect(correction.Header.Person, row) ? null : WaitReason.NoRight;
    }

    /// <summary>The correction speaks for the root from here on.</summary>
    private void Replace(long predecessor, JournalEntry correction, Facts said)
    {
        if (incomplete) return;
        view.TryRevision(predecessor, out var revision);
        if (!view.TryRecord(revision!.Root, out var row))
        {
            incomplete = true;
            return;
        }
        if (!InheritFiles(predecessor, correction.Seq)) return;
        if (!view.TryRecord(correction.Seq, out var own))
        {
            incomplete = true;
            return;
        }
        if (own is not null)
        {
            Emit(new Effect.RemoveRecord(correction.Seq));
            Emit(new Effect.Count(own.Campaign, own.Form, own.Unit, own.Standing, -1));
        }
        var line = said.PlaysInCases ? Corrected(row!, correction, said) : null;
        if (incomplete) return;
        var taken = line?.State != CaseLineState.NotTaken;
        Emit(new Effect.PutRevision(revision with { State = RevisionState.Replaced }));
        Emit(new Effect.PutRevision(new Revision(correction.Seq, revision.Root, predecessor, RevisionState.Head, entry.Seq)));
        PutRecord(
            row! with
            {
                Head = correction.Seq,
                Unit = correction.Header.Unit,
                Cell = correction.Header.Cell,
                Person = correction.Header.Person,
                Standing = taken ? StandingOf(correction.Header) : Standing.NotTaken,
                Missing = MissingOf(correction.Seq),
                Place = said.Place,
            },
            row);
        if (said.SenderUnit != UnitNo.None && said.SenderUnit != correction.Header.Unit) Emit(new Effect.Show(said.SenderUnit, row!.Root));
        Retell(row!, predecessor, taken ? (correction, said) : null);
        if (line is not null) Add(line, said.Campaign);
    }

    /// <summary>The turn of a record that has a predecessor: one that its case did not take had none.</summary>
    private void Retell(RecordRow before, long predecessor, (JournalEntry Entry, Facts Facts)? to)
    {
        long? from = before.Standing is Standing.NotTaken or Standing.Rejected ? null : predecessor;
        if (from is not null || to is not null) Turn(before.Root, from, to, before.Day);
    }

    /// <summary>Whoever waited for this instance takes effect now, at this position, and whoever waited for those.</summary>
    private void ReleaseWaiting(UInt128 key, long seq)
    {
        if (incomplete) return;
        if (!view.TryRevision(seq, out var revision) || !view.TryWaitingFor(key, out var rows))
        {
            incomplete = true;
            return;
        }
        if (revision is not { State: RevisionState.Head }) return;
        // The earliest in the journal comes first; it makes the others contested.
        foreach (var row in rows.FindAll(row => row.Reason == WaitReason.Predecessor).OrderBy(row => row.Seq))
        {
            if (!view.TryFacts(row.Seq, out var waiting))
            {
                incomplete = true;
                return;
            }
            var obstacle = Obstacle(seq, waiting.Entry, waiting.Facts);
            if (incomplete) return;
            Emit(new Effect.Release(row));
            if (obstacle is { } reason)
            {
                Emit(new Effect.Wait(row with { Reason = reason }));
                continue;
            }
            Replace(seq, waiting.Entry, waiting.Facts);
            ReleaseWaiting(waiting.Entry.Header.Instance!.Value.Key16, row.Seq);
            if (incomplete) return;
        }
        foreach (var row in rows.FindAll(row => row.Reason == WaitReason.Case).OrderBy(row => row.Seq))
        {
            if (!view.TryFacts(row.Seq, out var waiting) || !view.TryRecord(row.Seq, out var own))
            {
                incomplete = true;
                return;
            }
            Emit(new Effect.Release(row));
            Emit(new Effect.Count(own!.Campaign, own.Form, own.Unit, own.Standing, -1));
            Begin(row.Seq, waiting.Entry, waiting.Facts);
            ReleaseWaiting(waiting.Entry.Header.Instance!.Value.Key16, row.Seq);
            if (incomplete) return;
        }
    }

    private void Review(ReviewDecision decision)
    {
        if (!view.TryRevision(decision.Record, out var revision))
        {
            incomplete = true;
            return;
        }
        // What is no record has no facts to wait for.
        if (revision is null) return;
        if (!view.TryWaitingEntry(decision.Record, out var waiting) || !view.TryFacts(decision.Record, out var record))
        {
            incomplete = true;
            return;
        }
        if (!view.TryRecord(revision.Root, out var row))
        {
            incomplete = true;
            return;
        }
        if (decision.Waits && waiting is null) return;
        switch (decision.Verdict)
        {
            case Verdict.Accept when waiting is not null: AcceptCorrection(waiting, record); break;
            case Verdict.Alone when waiting is not null:
                Emit(new Effect.Release(waiting));
                Emit(new Effect.Count(row!.Campaign, row.Form, row.Unit, row.Standing, -1));
                Begin(decision.Record, record.Entry, record.Facts);
                ReleaseWaiting(record.Entry.Header.Instance!.Value.Key16, decision.Record);
                break;
            case Verdict.Reject when waiting is not null:
                Emit(new Effect.Release(waiting));
                PutRecord(row! with { Standing = Standing.Rejected }, row);
                break;
            case Verdict.Reject when row!.Standing != Standing.Rejected:
            // Whether somebody was before is decided here, under the lock; then nothing is taken back.
            case Verdict.TakeBack when row!.Standing is Standing.Counts or Standing.Flagged && MayTakeBack(row):
                PutRecord(row with { Standing = Standing.Rejected }, row);
                Retell(row, row.Head, null);
                if (record.Facts.PlaysInCases) Silence(row, record.Facts.Campaign);
                break;
            case Verdict.Restore when row!.Standing == Standing.Rejected && revision.State == RevisionState.Head:
                var line = record.Facts.PlaysInCases ? Corrected(row, record.Entry, record.Facts) : null;
                var taken = line?.State != CaseLineState.NotTaken;
                PutRecord(row with { Standing = taken ? StandingOf(record.Entry.Header) : Standing.NotTaken }, row);
                Retell(row, row.Head, taken ? record : null);
                if (line is not null) Add(line, record.Facts.Campaign);
                break;
        }
    }

    /// <summary>A contested correction is taken after all: it replaces what counts now, whoever that is.</summary>
    private void AcceptCorrection(WaitingRow waiting, (JournalEntry Entry, Facts Facts) correction)
    {
        if (!view.TryInstance(waiting.Wanted, out var predecessor))
        {
            incomplete = true;
            return;
        }
        if (predecessor is not { } seq || seq == correction.Entry.Seq) return;
        if (!view.TryRevision(seq, out var revision) || !view.TryRecord(revision!.Root, out var row))
        {
            incomplete = true;
            return;
        }
        if (row is null || revision.State == RevisionState.Waiting || row.Form != correction.Facts.Form) return;
        if (!view.TryRevision(row.Head, out _))
        {
            incomplete = true;
            return;
        }
        Emit(new Effect.Release(waiting));
        Replace(row.Head, correction.Entry, correction.Facts);
        ReleaseWaiting(correction.Entry.Header.Instance!.Value.Key16, correction.Entry.Seq);
    }

    /// <summary>A released issue takes its id, so that it goes out once, and stands in the list of papers.</summary>
    private void Released()
    {
        if (entry.Header.Instance is { } id) Emit(new Effect.TakeInstance(id.Key16, entry.Seq));
        if (facts.Paper is { } issue) Emit(new Effect.PutPaper(entry.Seq, entry.Header.Unit, issue));
    }

    private void Define()
    {
        Emit(new Effect.Define(entry.Seq, entry.Header.Kind));
        if (entry.Header.Kind == EntryKind.Calendar) Reckon();
        if (facts.Change is not { } change) return;
        foreach (var version in change.Retired) Emit(new Effect.Retire(version, entry.Seq));
        foreach (var (version, campaign) in change.Published) Emit(new Effect.Publish(version, campaign, entry.Seq));
    }

    // ---- Files

    private void PutFiles()
    {
        foreach (var name in facts.ExpectedFiles)
        {
            var file = FileNamed(name);
            Emit(new Effect.PutAttachment(new AttachmentRow(entry.Seq, name, file, file is null ? null : entry.Seq, Expected: true)));
        }
        foreach (var file in entry.Header.Files)
        {
            if (!facts.ExpectedFiles.Contains(file.Name))
                Emit(new Effect.PutAttachment(new AttachmentRow(entry.Seq, file.Name, file, entry.Seq, Expected: false)));
        }
    }

    private FileStamp? FileNamed(string name)
    {
        foreach (var file in entry.Header.Files)
        {
            if (file.Name == name) return file;
        }
        return null;
    }

    /// <summary>A correction that still names a photo of the record before it does not have to send it again.</summary>
    private bool InheritFiles(long predecessor, long correction)
    {
        if (!view.TryAttachments(predecessor, out var before) || !view.TryAttachments(correction, out var own))
        {
            incomplete = true;
            return false;
        }
        foreach (var row in own.FindAll(row => row is { File: null, Expected: true }))
        {
            var kept = before.Find(other => other.Name == row.Name && other.File is not null);
            if (kept is not null) Emit(new Effect.PutAttachment(row with { File = kept.File, Entry = kept.Entry }));
        }
        return true;
    }

    private void LateFiles()
    {
        if (!view.TryInstance(entry.Header.Instance!.Value.Key16, out var instance))
        {
            incomplete = true;
            return;
        }
        var seq = instance!.Value;
        if (!view.TryRevision(seq, out var revision) || !view.TryAttachments(seq, out var own)
            || !view.TryRecord(revision!.Root, out var row) || !view.TryAttachments(row!.Head, out var heads))
        {
            incomplete = true;
            return;
        }
        foreach (var file in entry.Header.Files)
        {
            var expected = own.Find(other => other.Name == file.Name)?.Expected ?? false;
            Emit(new Effect.PutAttachment(new AttachmentRow(seq, file.Name, file, entry.Seq, expected)));
            if (row.Head != seq && heads.Find(other => other.Name == file.Name && other.File is null) is { } missing)
                Emit(new Effect.PutAttachment(missing with { File = file, Entry = entry.Seq }));
        }
        var count = MissingOf(row.Head);
        if (count != row.Missing) Emit(new Effect.PutRecord(row with { Missing = count }));
    }

    private int MissingOf(long seq)
    {
        if (!view.TryAttachments(seq, out var rows)) incomplete = true;
        return rows.Count(row => row is { Expected: true, File: null });
    }

    // ---- Rows

    private static Standing StandingOf(JournalHeader header) =>
        (header.Marks & (EntryMarks.ClockAhead | EntryMarks.Violations | EntryMarks.NotEvaluated)) != 0 ? Standing.Flagged : Standing.Counts;

    private void PutRecord(RecordRow row, RecordRow? before = null)
    {
        if (before is not null) Emit(new Effect.Count(before.Campaign, before.Form, before.Unit, before.Standing, -1));
        Emit(new Effect.Count(row.Campaign, row.Form, row.Unit, row.Standing, 1));
        Emit(new Effect.PutRecord(row));
        Move(before?.OnMap, row.OnMap);
    }

    /// <summary>A point of the map is counted where it lies now.</summary>
    private void Move(MapSquare? from, MapSquare? to)
    {
        if (from == to) return;
        if (from is { } left) Emit(new Effect.CountPoint(left, -1));
        if (to is { } entered) Emit(new Effect.CountPoint(entered, 1));
    }

    private void Turn(long root, long? from, (JournalEntry Entry, Facts Facts)? to, DateOnly day)
    {
        if (incomplete) return;
        var turn = new Turn(entry.Seq, turns++, root, from, to?.Entry.Seq, day);
        Emit(new Effect.AddTurn(turn));
        foreach (var version in folding)
        {
            ords.TryGetValue(version, out var ord);
            if (!TallyFold.Fold(
                    version, turn, to?.Entry.Seq ?? entry.Seq, to is { } record ? (record.Entry.Header, record.Facts) : null, entry.Seq, ref ord,
                    view, Emit))
                incomplete = true;
            ords[version] = ord;
        }
    }

    private void Emit(Effect effect)
    {
        if (incomplete) return;
        effects.Add(effect);
        view.Absorb(effect);
    }
}
