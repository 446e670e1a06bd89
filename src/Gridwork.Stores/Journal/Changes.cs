// The effects of a group of entries, each row once in its last state: what a store writes. Collapsing is what makes one statement a table
// possible, and it saves the writes between: a record corrected twice in a group is written once.
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;
using Gridwork.Engine.Tallies;
using Gridwork.Stores.Cases;

namespace Gridwork.Stores.Journal;

/// <summary>Changes of derived state. Not safe for several threads.</summary>
internal sealed class Changes
{
    private readonly Dictionary<long, RecordRow?> records = [];
    private readonly Dictionary<long, Revision> revisions = [];
    private readonly Dictionary<(long, string), AttachmentRow> attachments = [];
    private readonly Dictionary<(UInt128 Wanted, long Seq), WaitingRow?> waiting = [];
    private readonly HashSet<(UnitNo, long)> scopes = [];
    private readonly Dictionary<(int Campaign, int Form, UnitNo Unit, Standing Standing), int> counts = [];
    private readonly Dictionary<(IndicatorVersionId Indicator, UInt128 Key, long Root), Claim?> claims = [];
    private readonly Dictionary<long, CaseRow> cases = [];
    private readonly HashSet<(UnitNo, long)> helpers = [];
    private readonly Dictionary<(CasePlace Place, CaseMeasure Measure), int> caseCounts = [];
    private readonly Dictionary<MapSquare, int> squares = [];
    private readonly RowSets rows;

    public Changes(RowSets rows) => this.rows = rows;

    /// <summary>How many tally entries there are among the changes.</summary>
    public int Entries => rows.Entry.Count;

    /// <summary>Whether a version published here begins live: nothing was counted before it.</summary>
    public required bool PublishedLive { get; init; }

    /// <summary>Takes an effect.</summary>
    public void Take(Effect effect)
    {
        switch (effect)
        {
            case Effect.TakeInstance e: rows.Instance.PutKey(e.Key).Put(e.Seq); break;
            case Effect.KeepAside e: rows.Conflict.PutKey(e.Key).Put(e.Seq); break;
            case Effect.PutRecord e: records[e.Row.Root] = e.Row; break;
            case Effect.RemoveRecord e: records[e.Root] = null; break;
            case Effect.PutRevision e: revisions[e.Row.Seq] = e.Row; break;
            case Effect.AddTurn e:
                rows.Turn.Put(e.Row.Pos).Put(e.Row.Ord).Put(e.Row.Root).Put(e.Row.From).Put(e.Row.To).Put(e.Row.Day.DayNumber);
                break;
            case Effect.PutAttachment e: attachments[(e.Row.Instance, e.Row.Name)] = e.Row; break;
            case Effect.Wait e: waiting[(e.Row.Wanted, e.Row.Seq)] = e.Row; break;
            case Effect.Release e: waiting[(e.Row.Wanted, e.Row.Seq)] = null; break;
            case Effect.Show e: scopes.Add((e.Unit, e.Root)); break;
            case Effect.Count e:
                var key = (e.Campaign, e.Form, e.Unit, e.Standing);
                counts[key] = counts.GetValueOrDefault(key) + e.Change;
                break;
            case Effect.Post e:
                rows.Entry.Put(e.Row.Indicator.Indicator).Put(e.Row.Indicator.Version).Put(e.Row.Pos).Put(e.Row.Ord).Put(e.Row.Record)
                    .Put(e.Row.Root).Put(e.Row.Unit.Value).Put(e.Row.Cell.Value).Put(e.Row.Day.DayNumber).Put(e.Row.Value);
                break;
            case Effect.PutClaim e: claims[(e.Row.Indicator, e.Row.Key, e.Row.Root)] = e.Row; break;
            case Effect.DropClaim e: claims[(e.Row.Indicator, e.Row.Key, e.Row.Root)] = null; break;
            case Effect.AddCaseLine e:
                rows.CaseLine.PutKey(e.Row.Case).Put(e.Row.Pos).Put(e.Row.Ord).Put(e.Row.Root).Put(e.Row.Record).Put((long)e.Row.State)
                    .Put((long)e.Row.Refusal).Put(e.Row.Person.Value).Put(e.Row.By.Value).Put(e.Row.Unit.Value).Put(e.Row.Cell.Value)
                    .Put(JournalTime.ToMicroseconds(e.Row.At)).Put((long)e.Row.At.Offset.TotalMinutes).Put(e.Row.Said.ToText());
                break;
            case Effect.PutCase e: cases[e.Row.State.Root] = e.Row; break;
            case Effect.PutDue e:
                rows.CaseDue.Put(e.Root).Put(e.Due is { } due ? JournalTime.ToMicroseconds(due.At) : null).Put(e.Due is { Provisional: true } ? 1 : 0)
                    .Put(Sort(open: true, e.Due?.At));
                break;
            case Effect.Help e: helpers.Add((e.Unit, e.Root)); break;
            case Effect.CountCase e:
                caseCounts[(e.Place, e.Measure)] = caseCounts.GetValueOrDefault((e.Place, e.Measure)) + e.Change;
                break;
            case Effect.CountPoint e: squares[e.Square] = squares.GetValueOrDefault(e.Square) + e.Change; break;
            case Effect.PutPaper e:
                rows.Paper.Put(e.Seq).Put(e.Issue.Campaign).Put(e.Unit.Value).Put(e.Issue.Template).Put(e.Issue.Number);
                break;
            case Effect.Define e: rows.Definition.Put(e.Seq).Put((long)e.Kind); break;
            case Effect.Publish e:
                rows.Indicator.Put(e.Indicator.Indicator).Put(e.Indicator.Version).Put(e.Campaign).Put(e.Seq).Put(PublishedLive ? 1 : 0);
                break;
            case Effect.Retire e: rows.Retired.Put(e.Indicator.Indicator).Put(e.Indicator.Version).Put(e.Seq); break;
            default: throw new InvalidOperationException($"No table holds effects of type {effect.GetType().Name}.");
        }
    }

    /// <summary>Lays out what was collapsed as rows.</summary>
    public void LayOut()
    {
        foreach (var (root, row) in records)
        {
            if (row is null) rows.RecordGone.Put(root);
            else
            {
                rows.Record.Put(root).Put(row.Head).Put(row.Campaign).Put(row.Form).Put(row.Unit.Value)
                    .Put(row.Cell.Value).Put(row.Day.DayNumber).Put(row.Person.Value).Put((long)row.Standing).Put(row.Missing).Put(row.Place?.Value);
            }
        }
        foreach (var row in revisions.Values) rows.Revision.Put(row.Seq).Put(row.Root).Put(row.Replaces).Put((long)row.State).Put(row.Pos);
        foreach (var row in attachments.Values)
        {
            rows.Attachment.Put(row.Instance).Put(row.Name).Put(Bytes(row.File?.Hash)).Put(row.File?.Size).Put(row.File?.Media).Put(row.Entry)
                .Put(row.Expected ? 1 : 0);
        }
        foreach (var ((wanted, seq), row) in waiting)
        {
            if (row is null) rows.WaitingGone.PutKey(wanted).Put(seq);
            else rows.Waiting.PutKey(wanted).Put(seq).Put((long)row.Reason);
        }
        foreach (var (unit, root) in scopes) rows.Scope.Put(unit.Value).Put(root);
        foreach (var (key, change) in counts)
        {
            if (change != 0) rows.RecordCount.Put(key.Campaign).Put(key.Form).Put(key.Unit.Value).Put((long)key.Standing).Put(change);
        }
        LayOutCases();
        foreach (var (square, change) in squares)
        {
            if (change == 0) continue;
            rows.MapCount.Put((long)square.Layer).Put(square.Campaign).Put(square.Unit.Value).Put(square.Host.Value).Put(square.IsOpen ? 1 : 0).Put(square.Square)
                .Put(change);
        }
        foreach (var ((indicator, key, root), row) in claims)
        {
            if (row is null) rows.ClaimGone.Put(indicator.Indicator).Put(indicator.Version).PutKey(key).Put(root);
            else
            {
                rows.Claim.Put(indicator.Indicator).Put(indicator.Version).PutKey(key).Put(root).Put(row.Record).Put(row.Unit.Value)
                    .Put(row.Cell.Value).Put(row.Day.DayNumber).Put(row.Holds ? 1 : 0);
            }
        }
    }

    private void LayOutCases()
    {
        foreach (var row in cases.Values)
        {
            var state = row.State;
            (int X, int Y)? square = state.Place is { } place ? CaseRow.Square(place.Longitude, place.Latitude) : null;
            rows.Case.Put(state.Root).PutKey(state.Key).Put(row.Campaign).Put((long)state.Kind).Put((long)state.Stage).Put(state.IsOpen ? 1 : 0)
                .Put(state.Runs ? 1 : 0).Put(state.Category ?? "").Put(state.Line ?? "").Put(state.Unit.Value).Put(state.Cell.Value)
                .Put(row.Day.DayNumber).Put(row.Place.Host.Value).Put(state.Holder.Value).Put(Time(state.Due?.At))
                .Put(state.Due is { Provisional: true } ? 1 : 0).Put(Sort(state.IsOpen, state.IsOpen ? state.Due?.At : state.Ended))
                .Put(Time(state.Reported)).Put(Time(state.Registered)).Put(Time(state.Ended))
                .Put(Time(state.Since)).Put(state.Returns).Put(state.SendBacks).Put(state.Reopens).Put(state.Supervised is null ? 0 : 1)
                .Put(state.Origin == 0 ? default(ReadOnlyMemory<byte>?) : Keys.ToBytes(state.Origin)).Put(square?.X).Put(square?.Y)
                .Put(Millionths(state.Place?.Longitude)).Put(Millionths(state.Place?.Latitude)).Put(state.What).Put(state.Changed)
                .Put(row.Point?.Value);
        }
        foreach (var (unit, root) in helpers) rows.CaseHelper.Put(unit.Value).Put(root);
        foreach (var ((place, measure), change) in caseCounts)
        {
            if (change == 0) continue;
            rows.CaseCount.Put(place.Campaign).Put((long)place.Kind).Put(place.Unit.Value).Put(place.Cell.Value).Put(place.Category).Put(place.Line)
                .Put(place.Host.Value).Put((long)measure).Put(change);
        }
    }

    /// <summary>What lists are ordered by: of open cases when they are due, those that are not due last; of those that are over the newest first.</summary>
    private static long Sort(bool open, DateTimeOffset? time) =>
        time is not { } at ? CaseList.NotDue : open ? JournalTime.ToMicroseconds(at) : -JournalTime.ToMicroseconds(at);

    private static long? Time(DateTimeOffset? time) => time is { } at ? JournalTime.ToMicroseconds(at) : null;

    private static long? Millionths(double? degrees) => degrees is { } value ? (long)Math.Round(value * 1e6) : null;

    private static ReadOnlyMemory<byte>? Bytes(Hash256? hash) => hash is { } value ? value.ToArray() : default(ReadOnlyMemory<byte>?);
}
