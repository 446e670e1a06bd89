// Records a day, for the little trend beside a campaign. No rollup is kept for it: a record's day is never later than the day on which it was
// received, so the records of the last few days all lie behind one position, and only they are counted.
using Gridwork.Engine.Journal;

namespace Gridwork.Stores.Records;

/// <summary>How many records a campaign has of a day.</summary>
/// <param name="Campaign">The campaign's number.</param>
/// <param name="Day">The district's day.</param>
/// <param name="N">How many; rejected ones are left out.</param>
public readonly record struct RecordsOfDay(int Campaign, DateOnly Day, long N);

/// <summary>Counts records by day.</summary>
public static class RecordDays
{
    /// <summary>How far two servers' clocks, and a phone's that is still believed, may be apart.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    /// <summary>The records of each campaign and day from a day on, as a reader sees them, ordered by campaign and day. Days without any are left out.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="sights">What the reader sees.</param>
    /// <param name="from">The first day; the cost grows with the records since then.</param>
    /// <param name="zone">The zone of the district's days.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<RecordsOfDay>> ReadAsync(
        Snapshot snapshot, IReadOnlyList<Sight> sights, DateOnly from, TimeZoneInfo zone, CancellationToken cancel = default)
    {
        var midnight = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(from.ToDateTime(TimeOnly.MinValue), zone), TimeSpan.Zero);
        var first = await FirstSinceAsync(snapshot, JournalTime.ToMicroseconds(midnight - Slack), cancel);
        var counted = new List<RecordsOfDay>();
        foreach (var sight in sights.Where(sight => sight.Units.Count > 0))
        {
            var unit = sight.All ? "" : $" AND unit IN {Snapshot.In(sight.Units)}";
            counted.AddRange(await snapshot.ListAsync(
                $"""
                SELECT campaign, day, COUNT(*) FROM record
                WHERE d = @d AND campaign = {Snapshot.Number(sight.Campaign)}{unit} AND root_seq >= @first AND day >= @from AND standing <> 4
                GROUP BY campaign, day ORDER BY campaign, day
                """,
                row => new RecordsOfDay(row.GetInt32(0), DateOnly.FromDayNumber(row.GetInt32(1)), row.GetInt64(2)),
                [("first", first), ("from", from.DayNumber)], cancel));
        }
        return counted;
    }

    /// <summary>The first position received at or after a time, by halving: the journal stands in the order of receiving.</summary>
    private static async Task<long> FirstSinceAsync(Snapshot snapshot, long time, CancellationToken cancel)
    {
        long low = 1;
        var high = snapshot.Seq + 1;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var received = await snapshot.ListAsync(
                "SELECT received FROM journal WHERE d = @d AND seq = @seq", row => row.GetInt64(0), [("seq", middle)], cancel);
            if (received.Count > 0 && received[0] >= time) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
