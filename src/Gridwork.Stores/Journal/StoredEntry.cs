using System.Data.Common;
using Gridwork.Engine;
using Gridwork.Engine.Journal;
using Gridwork.Forms;

namespace Gridwork.Stores.Journal;

/// <summary>An entry with its body as they stand in the store.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Salt">The salt; empty where there is no body.</param>
/// <param name="Body">The body; empty where there is none.</param>
/// <param name="State">What is left of the body.</param>
public sealed record StoredEntry(JournalEntry Entry, byte[] Salt, byte[] Body, BodyState State)
{
    internal const string Columns =
        """
        j.seq, j.kind, j.instance_id, j.deprecates, j.person_no, j.form_ver, j.captured, j.captured_offset, j.received, j.received_offset,
        j.definition_seq, j.grid_seq, j.day, j.unit, j.cell, j.marks, j.files, j.body_hash, j.chain, b.salt, b.bytes, b.state, j.d
        """;

    internal const string Tables = "journal j LEFT JOIN body b ON b.d = j.d AND b.seq = j.seq";

    internal static Query Ask(long[] seqs, List<StoredEntry> found) => new(
        $"SELECT {Columns} FROM {Tables} WHERE j.d = @d AND j.seq IN @keys ORDER BY j.seq", [("keys", seqs)], row =>
        {
            while (row.Read()) found.Add(Read(row));
        });

    /// <summary>The entries in (after, last], in order.</summary>
    internal static Query AskRange(long after, long last, List<StoredEntry> found) => new(
        $"SELECT {Columns} FROM {Tables} WHERE j.d = @d AND j.seq > @after AND j.seq <= @last ORDER BY j.seq",
        [("after", after), ("last", last)],
        row =>
        {
            while (row.Read()) found.Add(Read(row));
        });

    internal static StoredEntry Read(DbDataReader row)
    {
        var header = new JournalHeader
        {
            District = new DistrictId(row.GetInt32(22)),
            Kind = (EntryKind)row.GetInt32(1),
            Instance = row.IsDBNull(2) ? null : new InstanceId(row.GetString(2)),
            Deprecates = row.IsDBNull(3) ? null : new InstanceId(row.GetString(3)),
            Person = new PersonNo(row.GetInt32(4)),
            FormVersion = row.GetInt32(5),
            Captured = row.IsDBNull(6) ? null : JournalTime.FromMicroseconds(row.GetInt64(6), row.GetInt32(7)),
            Received = JournalTime.FromMicroseconds(row.GetInt64(8), row.GetInt32(9)),
            DefinitionSeq = row.GetInt64(10),
            GridSeq = row.GetInt64(11),
            Day = DateOnly.FromDayNumber(row.GetInt32(12)),
            Unit = new UnitNo(row.GetInt32(13)),
            Cell = new CellNo(row.GetInt32(14)),
            Marks = (EntryMarks)row.GetInt32(15),
            Files = FileList.Read(row.IsDBNull(16) ? null : row.GetString(16)),
        };
        var entry = new JournalEntry(row.GetInt64(0), header, row.Hash(17), row.Hash(18));
        return row.IsDBNull(19)
            ? new StoredEntry(entry, [], [], BodyState.Whole)
            : new StoredEntry(entry, row.GetFieldValue<byte[]>(19), row.GetFieldValue<byte[]>(20), (BodyState)row.GetInt16(21));
    }
}
