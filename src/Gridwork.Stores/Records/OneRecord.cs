// One record with all that belongs to it: what it says, how it came to say so, what it did to the tallies, where it stands in the chain.
using Gridwork.Engine;
using Gridwork.Engine.Records;
using Gridwork.Engine.Tallies;
using Gridwork.Forms;
using Gridwork.Places;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Tallies;

namespace Gridwork.Stores.Records;

/// <summary>A body as it is kept.</summary>
/// <param name="Bytes">The record's XML; of a residue the JSON of its facts.</param>
/// <param name="State">What is left of it.</param>
public sealed record RecordBody(ReadOnlyMemory<byte> Bytes, BodyState State)
{
    /// <summary>Whether personal answers were removed by law.</summary>
    public bool Erased => State != BodyState.Whole;
}

/// <summary>One link of a record's chain of corrections.</summary>
/// <param name="Revision">Where it stands.</param>
/// <param name="Entry">Who sent it, and when.</param>
public sealed record RecordRevision(Revision Revision, JournalLine Entry);

/// <summary>A change of which record speaks for the root.</summary>
/// <param name="Turn">The change.</param>
/// <param name="Cause">The entry that brought it about: a record, or a review.</param>
public sealed record RecordTurn(Turn Turn, JournalLine Cause);

/// <summary>A record with all that belongs to it.</summary>
public sealed record RecordDetail
{
    /// <summary>The record as lists see it.</summary>
    public required RecordRow Row { get; init; }

    /// <summary>The entry that is shown: the one asked for, not always the one that speaks for the record now.</summary>
    public required JournalLine Shown { get; init; }

    /// <summary>What it says; null: the entry has no body.</summary>
    public required RecordBody? Body { get; init; }

    /// <summary>The files of the shown entry: here and missing.</summary>
    public required IReadOnlyList<AttachmentRow> Files { get; init; }

    /// <summary>The whole chain of corrections, oldest first.</summary>
    public required IReadOnlyList<RecordRevision> Revisions { get; init; }

    /// <summary>Which record spoke for the root from which position on.</summary>
    public required IReadOnlyList<RecordTurn> Turns { get; init; }

    /// <summary>Why the shown entry waits; null: it does not.</summary>
    public required WaitReason? Waits { get; init; }

    /// <summary>The entries of tallies that the root posted, reversals among them, in the order of posting.</summary>
    public required IReadOnlyList<TallyEntry> Entries { get; init; }

    /// <summary>Other bytes that came under the shown entry's instance id and were kept aside.</summary>
    public required IReadOnlyList<JournalLine> Aside { get; init; }

    /// <summary>Where the shown entry stands in the journal.</summary>
    public required JournalPlace Place { get; init; }

    /// <summary>The entry that the shown one corrects; null: none in effect.</summary>
    public RecordRevision? Predecessor => Own?.Revision.Replaces is { } seq ? Revisions.FirstOrDefault(revision => revision.Revision.Seq == seq) : null;

    /// <summary>The entry that corrects the shown one; null: none.</summary>
    public RecordRevision? Successor => Revisions.FirstOrDefault(revision => revision.Revision.Replaces == Shown.Seq);

    private RecordRevision? Own => Revisions.FirstOrDefault(revision => revision.Revision.Seq == Shown.Seq);
}

/// <summary>Reads one record.</summary>
public static class OneRecord
{
    /// <summary>The entry that took an instance id; null: none.</summary>
    public static Task<long?> FindAsync(Snapshot snapshot, InstanceId instance, CancellationToken cancel = default) =>
        FindAsync(snapshot, instance.Key16, cancel);

    /// <summary>The entry that took an instance id, by the id's key; null: none.</summary>
    public static async Task<long?> FindAsync(Snapshot snapshot, UInt128 key, CancellationToken cancel = default)
    {
        var found = await snapshot.ListAsync(
            "SELECT seq FROM instance WHERE d = @d AND id16 = @key", row => row.GetInt64(0), [("key", Keys.ToBytes(key))], cancel);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>
    /// The record that an entry belongs to, without its content: enough to decide who may see it. Null: the entry is no record.
    /// </summary>
    public static async Task<RecordRow?> RowAsync(Snapshot snapshot, long seq, CancellationToken cancel = default)
    {
        var rows = await snapshot.ListAsync(
            """
            SELECT r.root_seq, r.head_seq, r.campaign, r.form, r.unit, r.cell, r.day, r.person, r.standing, r.missing
            FROM revision v JOIN record r ON r.d = v.d AND r.root_seq = v.root_seq WHERE v.d = @d AND v.seq = @seq
            """,
            RecordList.ReadRow, [("seq", seq)], cancel);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Where a record was made, by its root; null: it does not say, or what it says is personal.</summary>
    public static async Task<PlaceCode?> PlaceAsync(Snapshot snapshot, long root, CancellationToken cancel = default) =>
        (await snapshot.ListAsync(
            "SELECT place FROM record WHERE d = @d AND root_seq = @root AND place IS NOT NULL", row => new PlaceCode(row.GetInt64(0)), [("root", root)], cancel))
        is [var place] ? place : null;

    /// <summary>Whether a reader sees a record: his units are responsible for it, or sent it.</summary>
    public static async Task<bool> IsSeenAsync(Snapshot snapshot, RecordRow record, Sight sight, CancellationToken cancel = default)
    {
        if (record.Campaign != sight.Campaign || sight.Units.Count == 0) return false;
        if (sight.All || sight.Units.Contains(record.Unit)) return true;
        var senders = await snapshot.ListAsync(
            "SELECT unit FROM scope WHERE d = @d AND root_seq = @root", row => new UnitNo(row.GetInt32(0)), [("root", record.Root)], cancel);
        return senders.Exists(sight.Units.Contains);
    }

    /// <summary>A record with all that belongs to it; null: the entry is no record.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="seq">The entry to show.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<RecordDetail?> ReadAsync(Snapshot snapshot, long seq, CancellationToken cancel = default)
    {
        if (await RowAsync(snapshot, seq, cancel) is not { } row || await JournalLines.PlaceAsync(snapshot, seq, cancel) is not { } place) return null;
        var revisions = await snapshot.ListAsync(
            "SELECT seq, root_seq, replaces_seq, state, pos FROM revision WHERE d = @d AND root_seq = @root ORDER BY pos, seq",
            column => new Revision(
                column.GetInt64(0), column.GetInt64(1), column.IsDBNull(2) ? null : column.GetInt64(2), (RevisionState)column.GetInt32(3),
                column.GetInt64(4)),
            [("root", row.Root)], cancel);
        var turns = await snapshot.ListAsync(
            "SELECT pos, ord, root_seq, from_seq, to_seq, day FROM turn WHERE d = @d AND root_seq = @root ORDER BY pos, ord",
            column => new Turn(
                column.GetInt64(0), column.GetInt32(1), column.GetInt64(2), column.IsDBNull(3) ? null : column.GetInt64(3),
                column.IsDBNull(4) ? null : column.GetInt64(4), DateOnly.FromDayNumber(column.GetInt32(5))),
            [("root", row.Root)], cancel);
        var waits = await snapshot.ListAsync(
            "SELECT reason FROM waiting WHERE d = @d AND seq = @seq", column => (WaitReason)column.GetInt32(0), [("seq", seq)], cancel);
        var aside = await AsideAsync(snapshot, seq, cancel);
        var lines = (await JournalLines.ReadAsync(
            snapshot, [.. revisions.Select(revision => revision.Seq).Concat(turns.Select(turn => turn.Pos)).Concat(aside).Append(seq).Distinct()],
            cancel)).ToDictionary(line => line.Seq);
        return new RecordDetail
        {
            Row = row,
            Shown = lines[seq],
            Body = (await BodiesAsync(snapshot, [seq], cancel)).GetValueOrDefault(seq),
            Files = await AttachmentRows.ReadAsync(snapshot, [seq], cancel),
            Revisions = [.. revisions.Select(revision => new RecordRevision(revision, lines[revision.Seq]))],
            Turns = [.. turns.Select(turn => new RecordTurn(turn, lines[turn.Pos]))],
            Waits = waits.Count == 0 ? null : waits[0],
            Entries = await TallyLines.OfRootAsync(snapshot, row.Root, cancel),
            Aside = [.. aside.Select(other => lines[other])],
            Place = place,
        };
    }

    /// <summary>The bodies of some entries: for a list that shows answers.</summary>
    public static async Task<IReadOnlyDictionary<long, RecordBody>> BodiesAsync(
        Snapshot snapshot, IReadOnlyCollection<long> entries, CancellationToken cancel = default) =>
        entries.Count == 0 ? new Dictionary<long, RecordBody>() : (await snapshot.ListAsync(
            $"SELECT seq, bytes, state FROM body WHERE d = @d AND seq IN {Snapshot.In(entries)}",
            row => (Seq: row.GetInt64(0), Body: new RecordBody(row.GetFieldValue<byte[]>(1), (BodyState)row.GetInt32(2))), cancel))
            .ToDictionary(row => row.Seq, row => row.Body);

    private static async Task<List<long>> AsideAsync(Snapshot snapshot, long seq, CancellationToken cancel)
    {
        var lines = await JournalLines.ReadAsync(snapshot, [seq], cancel);
        if (lines.Count == 0 || lines[0].Instance is not { } instance) return [];
        return await snapshot.ListAsync(
            "SELECT seq FROM conflict WHERE d = @d AND id16 = @key ORDER BY seq", row => row.GetInt64(0),
            [("key", Keys.ToBytes(new InstanceId(instance).Key16))], cancel);
    }
}
