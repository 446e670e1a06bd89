using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;
using Gridwork.Schedules;

namespace Gridwork.Stores.Cases;

/// <summary>Reads which cases stood closed at a position of the journal.</summary>
public static class ClosedCases
{
    /// <summary>
    /// The cases of a campaign that stood closed at a position and were closed within a time, all of the district: the number of each with its key, by
    /// number. What happened to them since plays no part.
    /// </summary>
    /// <param name="snapshot">The district.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="kind">What they are about.</param>
    /// <param name="from">The first moment.</param>
    /// <param name="until">The moment before which.</param>
    /// <param name="at">The position.</param>
    /// <param name="calendars">The calendar of a unit, as it was in force at a position.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<(long Root, UInt128 Key)>> ReadAsync(
        Snapshot snapshot, int campaign, CaseKind kind, DateTimeOffset from, DateTimeOffset until, long at, Func<UnitNo, long, WorkingCalendar> calendars,
        CancellationToken cancel = default)
    {
        var asked = new[] { ("campaign", (object)campaign), ("kind", (int)kind), ("at", at) };
        // Those that are over are sorted by minus when they ended.
        var closed = await snapshot.ListAsync(
            """
            SELECT root_seq, case16 FROM case_state
            WHERE d = @d AND campaign = @campaign AND kind = @kind AND stage = @closed AND sort > @until AND sort <= @from AND changed <= @at
            """,
            row => (Root: row.GetInt64(0), Key: row.Key(1)),
            [
                .. asked, ("closed", (int)CaseStage.Closed), ("from", -JournalTime.ToMicroseconds(from)), ("until", -JournalTime.ToMicroseconds(until)),
            ],
            cancel);
        // To what something has happened since, the log says how it stood.
        var changed = await snapshot.ListAsync(
            "SELECT root_seq FROM case_state WHERE d = @d AND campaign = @campaign AND kind = @kind AND changed > @at AND root_seq <= @at",
            row => row.GetInt64(0), asked, cancel);
        foreach (var detail in await OneCase.ReadAsync(snapshot, changed, calendars, at, cancel))
        {
            if (detail.State.Stage == CaseStage.Closed && detail.State.Ended is { } ended && ended >= from && ended < until)
                closed.Add((detail.Item.Root, detail.Item.Key));
        }
        return [.. closed.OrderBy(one => one.Root)];
    }
}
