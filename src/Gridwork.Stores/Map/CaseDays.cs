using Gridwork.Stores.Cases;

namespace Gridwork.Stores.Map;

/// <summary>How many cases of a list were reported on a day.</summary>
/// <param name="Day">The district's day.</param>
/// <param name="N">How many.</param>
public readonly record struct CasesOfDay(DateOnly Day, long N);

/// <summary>Counts cases by the day on which they were reported, for the bars of a time slider.</summary>
public static class CaseDays
{
    /// <summary>The cases of a list in some days; days without any are left out. The cost grows with what was reported in these days.</summary>
    /// <param name="snapshot">The district.</param>
    /// <param name="query">The list; its page and its own days play no part.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<CasesOfDay>> ReadAsync(
        Snapshot snapshot, CaseQuery query, DateOnly from, DateOnly to, CancellationToken cancel = default)
    {
        query = query with { After = null, DayFrom = from, DayTo = to };
        var days = new SortedDictionary<DateOnly, long>();
        foreach (var sight in query.Sights.Where(sight => sight.Units.Count > 0))
        {
            var counted = await snapshot.ListAsync(
                $"""
                SELECT c.day, COUNT(*) FROM case_state c
                WHERE c.d = @d AND c.campaign = {Snapshot.Number(sight.Campaign)} AND c.kind = {(int)query.Kind} AND {MapPoints.Openness(query.Filter)}
                  AND {CaseList.Filter(query)}{MapPoints.Narrowed(query, sight)}
                GROUP BY c.day
                """,
                row => new CasesOfDay(DateOnly.FromDayNumber(row.GetInt32(0)), row.GetInt64(1)), CaseList.Values(query, 0), cancel);
            foreach (var day in counted) days[day.Day] = days.GetValueOrDefault(day.Day) + day.N;
        }
        return [.. days.Select(day => new CasesOfDay(day.Key, day.Value))];
    }
}
