using Gridwork.Engine;
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

/// <summary>A record that waits for somebody's decision.</summary>
/// <param name="Row">The record, which is its own root while it waits.</param>
/// <param name="Reason">Why it waits.</param>
/// <param name="Target">The record that it wants to correct, by its root; null: it is not there.</param>
/// <param name="Head">The entry that speaks for that record now.</param>
/// <param name="TargetUnit">The unit of that record.</param>
public sealed record WaitingLine(RecordRow Row, WaitReason Reason, long? Target, long? Head, UnitNo? TargetUnit)
{
    /// <summary>The unit over which somebody must hold the right to decide: of what counts now, else of what wants to count.</summary>
    public UnitNo Unit => TargetUnit ?? Row.Unit;
}

/// <summary>Reads what waits: for a record that it corrects, or for a clerk.</summary>
public static class WaitingRecords
{
    private const string Lines =
        """
        FROM waiting w JOIN record r ON r.d = w.d AND r.root_seq = w.seq
        LEFT JOIN instance i ON i.d = w.d AND i.id16 = w.wanted16
        LEFT JOIN revision v ON v.d = i.d AND v.seq = i.seq AND v.state <> 3
        LEFT JOIN record t ON t.d = v.d AND t.root_seq = v.root_seq
        """;

    // From the waiting rows on, which are few, by key to the rest: so many at a time, so that no planner finds it better to walk the records.
    private const int AtOnce = 200;

    private const string Columns =
        """
        SELECT r.root_seq, r.head_seq, r.campaign, r.form, r.unit, r.cell, r.day, r.person, r.standing, r.missing,
          w.reason, t.root_seq, t.head_seq, t.unit
        """;

    /// <summary>What waits for a decision of a reader, newest first.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="sights">Over which units the reader decides.</param>
    /// <param name="before">Only those before this entry; null: from the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<WaitingLine>> ForReviewAsync(
        Snapshot snapshot, IReadOnlyList<Sight> sights, long? before, int limit, CancellationToken cancel = default)
    {
        var found = new List<WaitingLine>();
        for (var next = before ?? long.MaxValue; found.Count < limit;)
        {
            var entries = await EntriesAsync(snapshot, next, cancel);
            found.AddRange((await OfAsync(snapshot, sights, entries, cancel)).Reverse());
            if (entries.Count < AtOnce) break;
            next = entries[^1];
        }
        return [.. found.Take(limit)];
    }

    /// <summary>Some of what waits, by entry, in order; what waits no longer, or for somebody else, is left out.</summary>
    public static async Task<IReadOnlyList<WaitingLine>> OfAsync(
        Snapshot snapshot, IReadOnlyList<Sight> sights, IReadOnlyCollection<long> entries, CancellationToken cancel = default) =>
        entries.Count == 0 || Within(sights) is not { } within ? [] : await snapshot.ListAsync(
            $"{Columns} {Lines} WHERE w.d = @d AND w.seq BETWEEN @first AND @last AND w.seq IN {Snapshot.In(entries)} AND r.root_seq IN {Snapshot.In(entries)} AND ({within}) ORDER BY w.seq",
            Read, [("first", entries.Min()), ("last", entries.Max())], cancel);

    /// <summary>How many wait for a decision of a reader, counted to <see cref="RecordList.CountedTo"/>.</summary>
    public static async Task<long> CountForReviewAsync(Snapshot snapshot, IReadOnlyList<Sight> sights, CancellationToken cancel = default) =>
        Within(sights) is null ? 0 : (await ForReviewAsync(snapshot, sights, null, RecordList.CountedTo, cancel)).Count;

    private static Task<List<long>> EntriesAsync(Snapshot snapshot, long before, CancellationToken cancel) => snapshot.ListAsync(
        $"SELECT seq FROM waiting WHERE d = @d AND seq < @before ORDER BY seq DESC LIMIT {Snapshot.Number(AtOnce)}", row => row.GetInt64(0), [("before", before)], cancel);

    private static string? Within(IReadOnlyList<Sight> sights)
    {
        var seen = sights.Where(sight => sight.Units.Count > 0).Select(sight =>
            $"(r.campaign = {Snapshot.Number(sight.Campaign)}{(sight.All ? "" : $" AND COALESCE(t.unit, r.unit) IN {Snapshot.In(sight.Units)}")})").ToList();
        return seen.Count == 0 ? null : string.Join(" OR ", seen);
    }

    private static WaitingLine Read(System.Data.Common.DbDataReader row) => new(
        RecordList.ReadRow(row), (WaitReason)row.GetInt32(10), row.IsDBNull(11) ? null : row.GetInt64(11), row.IsDBNull(12) ? null : row.GetInt64(12),
        row.IsDBNull(13) ? null : new UnitNo(row.GetInt32(13)));

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
