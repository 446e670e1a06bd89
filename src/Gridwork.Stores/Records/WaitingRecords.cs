using Gridwork.Engine.Records;

namespace Gridwork.Stores.Records;

/// <summary>A record that waits, with why.</summary>
/// <param name="Record">The record.</param>
/// <param name="Reason">Why it waits.</param>
public sealed record WaitingRecord(RecordLine Record, WaitReason Reason);

/// <summary>A page of waiting records.</summary>
/// <param name="Records">The records, newest first.</param>
/// <param name="Next">Where the next page begins; null: this is the last.</param>
public sealed record WaitingPage(IReadOnlyList<WaitingRecord> Records, long? Next);

/// <summary>Reads what waits: for a record that it corrects, or for a clerk.</summary>
public static class WaitingRecords
{
    /// <summary>A page of what waits, within a record query (its standing is set).</summary>
    public static async Task<WaitingPage> ReadAsync(Snapshot snapshot, RecordQuery query, CancellationToken cancel = default)
    {
        var page = await RecordList.ReadAsync(snapshot, query with { Standing = Standing.Waits }, cancel);
        if (page.Records.Count == 0) return new WaitingPage([], null);
        var reasons = (await snapshot.ListAsync(
            $"SELECT seq, reason FROM waiting WHERE d = @d AND seq IN {Snapshot.In(page.Records.Select(record => record.Row.Head))}",
            row => (Seq: row.GetInt64(0), Reason: (WaitReason)row.GetInt32(1)), cancel))
            .ToDictionary(row => row.Seq, row => row.Reason);
        return new WaitingPage(
            [.. page.Records.Where(record => reasons.ContainsKey(record.Row.Head))
                .Select(record => new WaitingRecord(record, reasons[record.Row.Head]))], page.Next);
    }
}
