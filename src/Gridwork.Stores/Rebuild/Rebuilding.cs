// `gridwork rebuild` and `gridwork rebuild --verify` (core.md 3, 6): derived state made anew from the journal, in place or in a shadow beside it.
using System.Data.Common;
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Forms;
using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Rebuild;

/// <summary>Makes derived state from the journal.</summary>
public static class Rebuilding
{
    /// <summary>
    /// Drops a district's derived state and replays its journal, in one transaction under the lock of the head: readers see the old state until the
    /// end, intake waits, and a rebuild that is killed has changed nothing. Returns the number of entries.
    /// </summary>
    public static async Task<long> RunAsync(DistrictStore store, DistrictId district, CancellationToken cancel = default)
    {
        await using var session = store.OpenSession(district);
        var head = await session.BeginAsync([], cancel);
        foreach (var table in DerivedTable.All) await session.RunAsync($"DELETE FROM {table.Name} WHERE d = @d", [], cancel);
        await new Replay(session, rollups: true).RunAsync(head.Seq, cancel);
        await Rollups.FoldAsync(session, head.Seq, cancel);
        await session.RunAsync("UPDATE head SET engine_version = @version WHERE d = @d", [("version", (long)DistrictStore.EngineVersion)], cancel);
        await session.CommitAsync(new RowSets(), null, cancel);
        return head.Seq;
    }

    /// <summary>
    /// Replays the journal into a shadow and compares every derived table, on a snapshot: neither intake nor readers wait. Indicator versions that
    /// are still being folded are left out; rollups are compared as far as they go.
    /// </summary>
    public static async Task<Comparison> VerifyAsync(DistrictStore store, DistrictId district, CancellationToken cancel = default)
    {
        await using var shadow = await store.OpenShadowAsync(district, cancel);
        long last = 0;
        await shadow.Session.AskAsync(
            [new Query("SELECT COALESCE(MAX(seq), 0) FROM journal WHERE d = @d", [], row => last = row.Read() ? row.GetInt64(0) : 0)], cancel);
        await new Replay(shadow.Session, rollups: false).RunAsync(last, cancel);
        var differences = new List<TableDifference>();
        foreach (var table in DerivedTable.All)
        {
            if (await CompareAsync(shadow, table, cancel) is { } difference) differences.Add(difference);
        }
        return new Comparison(last, differences);
    }

    private static async Task<TableDifference?> CompareAsync(Shadow shadow, DerivedTable table, CancellationToken cancel)
    {
        object[]? missing = null, surplus = null;
        await shadow.Session.AskAsync(
            [
                new Query(table.Difference(shadow.Rebuilt, shadow.Stored, surplus: false), [], row => missing = First(row)),
                new Query(table.Difference(shadow.Rebuilt, shadow.Stored, surplus: true), [], row => surplus = First(row)),
            ],
            cancel);
        if (missing is null && surplus is null) return null;
        // Of two rows with different keys the earlier is the first difference; with one key they are two sides of it.
        var order = missing is null ? 1 : surplus is null ? -1 : Order(missing, surplus, table.Key.Length);
        var first = order <= 0 ? missing! : surplus!;
        var key = Text(table.Key, first, 0);
        long? record = null;
        if (table.Record is { } column)
            record = Convert.ToInt64(first[Array.IndexOf([.. table.Key, .. table.Columns], column)], CultureInfo.InvariantCulture);
        return new TableDifference(
            table.Name, key,
            order <= 0 ? Text(table.Columns, first, table.Key.Length) : null,
            order >= 0 ? Text(table.Columns, order == 0 ? surplus! : first, table.Key.Length) : null,
            record, record is { } seq ? await InstanceAsync(shadow.Session, seq, cancel) : null);
    }

    private static async Task<InstanceId?> InstanceAsync(JournalSession session, long seq, CancellationToken cancel)
    {
        InstanceId? instance = null;
        await session.AskAsync(
            [
                new Query("SELECT instance_id FROM journal WHERE d = @d AND seq = @seq", [("seq", seq)], row =>
                {
                    if (row.Read() && !row.IsDBNull(0)) instance = new InstanceId(row.GetString(0));
                }),
            ],
            cancel);
        return instance;
    }

    private static object[]? First(DbDataReader row)
    {
        if (!row.Read()) return null;
        var values = new object[row.FieldCount];
        row.GetValues(values);
        return values;
    }

    private static int Order(object[] one, object[] other, int length)
    {
        for (var i = 0; i < length; i++)
        {
            var order = (one[i], other[i]) switch
            {
                (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
                (string a, string b) => string.CompareOrdinal(a, b),
                var (a, b) => Convert.ToInt64(a, CultureInfo.InvariantCulture).CompareTo(Convert.ToInt64(b, CultureInfo.InvariantCulture)),
            };
            if (order != 0) return order;
        }
        return 0;
    }

    private static string Text(string[] columns, object[] values, int from) => string.Join(' ', columns.Select((column, i) => values[from + i] switch
    {
        DBNull => $"{column}=∅",
        byte[] bytes => $"{column}={Convert.ToHexStringLower(bytes)}",
        var value => string.Create(CultureInfo.InvariantCulture, $"{column}={value}"),
    }));
}
