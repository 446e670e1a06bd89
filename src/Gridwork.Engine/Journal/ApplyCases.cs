// How entries change cases. Whether a step is taken is decided once, where it enters: a later correction of an earlier step does not undo what
// others did after it in good faith.
using Gridwork.Engine.Cases;
using Gridwork.Engine.Records;
using Gridwork.Schedules;

namespace Gridwork.Engine.Journal;

public sealed partial class Apply
{
    /// <summary>Whether a step came before the record that opens its case.</summary>
    private bool WaitsForCase(Facts said)
    {
        if (said.Case is not { } step || step.Step == CaseStep.Open) return false;
        if (!view.TryCase(step.Case, out var lines))
        {
            incomplete = true;
            return false;
        }
        if (lines.Count > 0) return false;
        if (view.TryInstance(step.Case, out var opening)) return opening is null;
        incomplete = true;
        return false;
    }

    /// <summary>The line that a record writes, with the decision whether its step is taken.</summary>
    private CaseLine? Line(long root, JournalEntry record, Facts facts, CaseSaid said, UInt128 key)
    {
        if (!view.TryCase(key, out var lines))
        {
            incomplete = true;
            return null;
        }
        var refusal = StepRefusal.None;
        if (said.Step != CaseStep.Open)
        {
            var state = CaseFold.Run(lines, CalendarsOf(lines));
            refusal = said.Step == 0 ? StepRefusal.NoStep
                : state is null ? StepRefusal.NoCase
                : CaseFold.Decide(state, said, record.Header.Person, Rights, facts.Campaign);
            if (refusal == StepRefusal.None && said.Step == CaseStep.Merge)
            {
                if (!view.TryCase(said.Into, out var others))
                {
                    incomplete = true;
                    return null;
                }
                if (others.Count == 0) refusal = StepRefusal.NoOther;
            }
        }
        return NewLine(lines, root, record, facts, said with { Case = key }, refusal == StepRefusal.None ? CaseLineState.Taken : CaseLineState.NotTaken, refusal);
    }

    private CaseLine NewLine(
        List<CaseLine> lines, long root, JournalEntry record, Facts facts, CaseSaid said, CaseLineState state, StepRefusal refusal)
    {
        var header = record.Header;
        var at = header.Captured is { } captured && captured < header.Received ? captured : header.Received;
        var ord = lines.Count(line => line.Pos == entry.Seq);
        return new CaseLine(
            said.Case, entry.Seq, ord, root, record.Seq, state, refusal, header.Person, facts.SenderUnit, header.Unit, header.Cell,
            definition.Profile?.Local(at) ?? at, said);
    }

    /// <summary>The line that a correction, or a record that counts again, writes; null: neither it nor the record before says anything.</summary>
    private CaseLine? Corrected(RecordRow row, JournalEntry record, Facts facts)
    {
        if (!view.TryCaseLine(row.Root, out var last))
        {
            incomplete = true;
            return null;
        }
        if (facts.Case is not { } said)
        {
            if (last is null or { State: CaseLineState.Void }) return null;
            if (view.TryCase(last.Case, out var silenced)) return NewLine(silenced, row.Root, record, facts, last.Said, CaseLineState.Void, StepRefusal.None);
            incomplete = true;
            return null;
        }
        var key = said.Case;
        if (said.Step == CaseStep.Open)
        {
            // The case keeps the name of the record that came first.
            if (last is not null) key = last.Case;
            else if (view.TryFacts(row.Root, out var first)) key = first.Entry.Header.Instance!.Value.Key16;
            else incomplete = true;
        }
        if (incomplete) return null;
        if (last is not { State: CaseLineState.Taken }) return Line(row.Root, record, facts, said, key);
        if (!view.TryCase(last.Case, out var lines))
        {
            incomplete = true;
            return null;
        }
        return last.Case == key && last.Said.Step == said.Step
            ? NewLine(lines, row.Root, record, facts, said with { Case = key }, CaseLineState.Taken, StepRefusal.None)
            : NewLine(lines, row.Root, record, facts, last.Said, CaseLineState.NotTaken, StepRefusal.OtherStep);
    }

    /// <summary>The record was rejected: what it said to its case is taken back.</summary>
    private void Silence(RecordRow row, int campaign)
    {
        if (!view.TryCaseLine(row.Root, out var last))
        {
            incomplete = true;
            return;
        }
        if (last is null or { State: CaseLineState.Void }) return;
        if (!view.TryCase(last.Case, out var lines))
        {
            incomplete = true;
            return;
        }
        Add(NewLine(lines, row.Root, entry, new Facts { SenderUnit = facts.SenderUnit }, last.Said, CaseLineState.Void, StepRefusal.None) with
        {
            Unit = last.Unit,
            Cell = last.Cell,
        }, campaign);
    }

    /// <summary>Whether the sender of this entry may take back the step that a record is.</summary>
    private bool MayTakeBack(RecordRow row)
    {
        // Whoever has no post any more has nothing to take back.
        if (!Rights.Of(entry.Header.Person).Any()) return false;
        if (!view.TryCaseLine(row.Root, out var last))
        {
            incomplete = true;
            return false;
        }
        if (last is null) return false;
        if (view.TryCase(last.Case, out var lines)) return CaseFold.MayTakeBack(lines, row.Root, entry.Header.Person, entry.Header.Received);
        incomplete = true;
        return false;
    }

    /// <summary>Adds a line and makes the case's row and counts anew.</summary>
    private void Add(CaseLine line, int campaign)
    {
        if (incomplete) return;
        view.TryCase(line.Case, out var before);
        Emit(new Effect.AddCaseLine(line));
        // A step of nothing: kept with its record, and no case has it.
        if (before.Count == 0 && line.Said.Step != CaseStep.Open) return;
        List<CaseLine> after = [.. before, line];
        var row = RowOf(after, campaign);
        Put(RowOf(before, campaign), row);
        if (row is not null) Show(row.State, after);
    }

    /// <summary>Whoever has to do with a case sees what was recorded about it.</summary>
    private void Show(CaseState state, List<CaseLine> lines)
    {
        foreach (var unit in state.With) Emit(new Effect.Help(unit, state.Root));
        foreach (var unit in state.Units)
        {
            foreach (var line in lines)
            {
                if (line.Unit != unit) Emit(new Effect.Show(unit, line.Root));
            }
        }
    }

    private void Put(CaseRow? before, CaseRow? after)
    {
        if (after is null) return;
        Emit(new Effect.PutCase(after));
        Move(before?.OnMap, after.OnMap);
        var changes = new Dictionary<(CasePlace Place, CaseMeasure Measure), int>();
        foreach (var (measure, n) in after.Measures()) changes[(after.Place, measure)] = n;
        foreach (var (measure, n) in before?.Measures() ?? [])
        {
            var key = (before!.Place, measure);
            changes[key] = changes.GetValueOrDefault(key) - n;
        }
        foreach (var ((place, measure), change) in changes.OrderBy(pair => pair.Key.Measure))
        {
            if (change != 0) Emit(new Effect.CountCase(place, measure, change));
        }
    }

    private CaseRow? RowOf(List<CaseLine> lines, int campaign)
    {
        var calendars = CalendarsOf(lines);
        return CaseFold.Run(lines, calendars) is { } state
            ? CaseRow.Of(state, campaign, definition.Profile?.DayOf(state.Reported) ?? DateOnly.FromDateTime(state.Reported.DateTime), calendars)
            : null;
    }

    /// <summary>A calendar was announced: whatever runs is due by it.</summary>
    private void Reckon()
    {
        if (!view.TryRunningCases(out var keys))
        {
            incomplete = true;
            return;
        }
        foreach (var key in keys)
        {
            if (!view.TryCase(key, out var lines)) incomplete = true;
            else if (CaseFold.Run(lines, CalendarsOf(lines)) is { } state) Emit(new Effect.PutDue(state.Root, state.Due));
        }
    }

    private Func<long, WorkingCalendar> CalendarsOf(List<CaseLine> lines)
    {
        var unit = lines.Count == 0 ? UnitNo.None : lines[0].Unit;
        return at => definition.CalendarOf(unit, at);
    }
}
