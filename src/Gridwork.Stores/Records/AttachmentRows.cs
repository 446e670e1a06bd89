using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;

namespace Gridwork.Stores.Records;

/// <summary>Reads the files of records: those that are here and those that are missing.</summary>
public static class AttachmentRows
{
    /// <summary>The files of some record entries, ordered by entry, then by name (ordinal).</summary>
    public static async Task<IReadOnlyList<AttachmentRow>> ReadAsync(
        Snapshot snapshot, IReadOnlyCollection<long> records, CancellationToken cancel = default) =>
        records.Count == 0 ? [] : (await snapshot.ListAsync(
            $"""
            SELECT instance_seq, name, hash, size, media, entry_seq, expected FROM attachment
            WHERE d = @d AND instance_seq IN {Snapshot.In(records)}
            """,
            row => new AttachmentRow(
                row.GetInt64(0), row.GetString(1),
                row.IsDBNull(2) ? null : new FileStamp(
                    row.GetString(1), row.Hash(2), row.GetInt64(3), row.GetString(4)),
                row.IsDBNull(5) ? null : row.GetInt64(5), row.GetInt32(6) == 1), cancel))
            .OrderBy(file => file.Instance).ThenBy(file => file.Name, StringComparer.Ordinal).ToList();
}
