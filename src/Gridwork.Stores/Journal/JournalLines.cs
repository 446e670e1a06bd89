using System.Data.Common;
using Gridwork.Engine;
using Gridwork.Engine.Journal;

namespace Gridwork.Stores.Journal;

/// <summary>What pages say about an entry: who, when, which.</summary>
/// <param name="Seq">The position.</param>
/// <param name="Kind">What entered.</param>
/// <param name="Instance">The record's instance id; null where there is none.</param>
/// <param name="Deprecates">The instance that it corrects; null: none.</param>
/// <param name="Person">Who sent it.</param>
/// <param name="FormVersion">The form version's number; 0: no form.</param>
/// <param name="Captured">When it was recorded, with the phone's offset; null: not said.</param>
/// <param name="Received">When the server had it.</param>
/// <param name="Day">The district's day that it counts on.</param>
/// <param name="Unit">The responsible unit.</param>
/// <param name="Cell">The cell, or none.</param>
/// <param name="Marks">Marks of the door.</param>
public sealed record JournalLine(
    long Seq, EntryKind Kind, string? Instance, string? Deprecates, PersonNo Person, int FormVersion, DateTimeOffset? Captured,
    DateTimeOffset Received, DateOnly Day, UnitNo Unit, CellNo Cell, EntryMarks Marks);

/// <summary>Where an entry stands in the chain.</summary>
/// <param name="Seq">The position.</param>
/// <param name="Previous">The chain value before it.</param>
/// <param name="BodyHash">The salted hash of its body.</param>
/// <param name="Chain">The chain value after it.</param>
public sealed record JournalPlace(long Seq, Hash256 Previous, Hash256 BodyHash, Hash256 Chain);

/// <summary>Reads the journal for pages; whoever verifies or rebuilds walks it otherwise.</summary>
public static class JournalLines
{
    private const string Columns =
        "seq, kind, instance_id, deprecates, person_no, form_ver, captured, captured_offset, received, received_offset, day, unit, cell, marks";

    /// <summary>The entries at some positions, in no order. What is not there is left out.</summary>
    public static async Task<IReadOnlyList<JournalLine>> ReadAsync(
        Snapshot snapshot, IReadOnlyCollection<long> positions, CancellationToken cancel = default) =>
        positions.Count == 0 ? [] : await snapshot.ListAsync(
            $"SELECT {Columns} FROM journal WHERE d = @d AND seq IN {Snapshot.In(positions)}", Read, cancel);

    /// <summary>Where an entry stands in the chain; null: there is none at that position.</summary>
    public static async Task<JournalPlace?> PlaceAsync(Snapshot snapshot, long seq, CancellationToken cancel = default)
    {
        var links = await snapshot.ListAsync(
            "SELECT seq, body_hash, chain FROM journal WHERE d = @d AND seq >= @before AND seq <= @seq ORDER BY seq",
            row => (Seq: row.GetInt64(0), Body: row.Hash(1), Chain: row.Hash(2)),
            [("before", seq - 1), ("seq", seq)], cancel);
        if (links.Count == 0 || links[^1].Seq != seq) return null;
        return new JournalPlace(seq, links.Count > 1 ? links[0].Chain : Hash256.Zero, links[^1].Body, links[^1].Chain);
    }

    /// <summary>The end of the chain: position and chain value; position 0 and zeros before the first entry.</summary>
    public static async Task<(long Seq, Hash256 Chain)> HeadAsync(Snapshot snapshot, CancellationToken cancel = default)
    {
        var head = await snapshot.ListAsync("SELECT seq, chain FROM head WHERE d = @d", row => (row.GetInt64(0), row.Hash(1)), cancel);
        return head.Count == 0 ? (0, Hash256.Zero) : head[0];
    }

    /// <summary>The chain's value after an entry; null: there is none at that position.</summary>
    public static async Task<Hash256?> ChainAsync(Snapshot snapshot, long seq, CancellationToken cancel = default)
    {
        var chain = await snapshot.ListAsync("SELECT chain FROM journal WHERE d = @d AND seq = @seq", row => row.Hash(0), [("seq", seq)], cancel);
        return chain.Count == 0 ? null : chain[0];
    }

    private static JournalLine Read(DbDataReader row) => new(
        row.GetInt64(0), (EntryKind)row.GetInt32(1), Text(row, 2), Text(row, 3), new PersonNo(row.GetInt32(4)),
        row.GetInt32(5), row.IsDBNull(6) ? null : JournalTime.FromMicroseconds(row.GetInt64(6), row.GetInt32(7)),
        JournalTime.FromMicroseconds(row.GetInt64(8), row.GetInt32(9)), DateOnly.FromDayNumber(row.GetInt32(10)),
        new UnitNo(row.GetInt32(11)), new CellNo(row.GetInt32(12)), (EntryMarks)row.GetInt32(13));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
