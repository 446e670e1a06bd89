using Gridwork.Engine.Cases;
using Gridwork.Stores.Records;

namespace Gridwork.Stores.Cases;

/// <summary>By what counts of cases are parted.</summary>
public enum CaseGrouping
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By the unit in which they lie.</summary>
    Unit,

    /// <summary>By cell.</summary>
    Cell,

    /// <summary>By category.</summary>
    Category,

    /// <summary>By line.</summary>
    Line,

    /// <summary>By host.</summary>
    Host,
}

/// <summary>A count that is kept.</summary>
/// <param name="Key">What it is parted by: a number of a unit or cell, or a code; empty where it is not parted.</param>
/// <param name="Measure">What is counted.</param>
/// <param name="N">How many.</param>
public readonly record struct CaseCount(string Key, CaseMeasure Measure, long N)
{
    /// <summary>Whether it counts cases that are open: those at one of the stages before the end.</summary>
    public bool IsOfOpen => Measure is > CaseMeasure.AtStage and <= (CaseMeasure)(CaseMeasure.AtStage + (int)CaseStage.Handled);
}

/// <summary>Reads counts of cases: kept by place, category, line and host, so that no board counts cases.</summary>
public static class CaseCounts
{
    /// <summary>The counts of what a reader sees of a campaign.</summary>
    /// <param name="snapshot">The district.</param>
    /// <param name="sight">What the reader sees.</param>
    /// <param name="kind">What the cases are about.</param>
    /// <param name="grouping">By what they are parted.</param>
    /// <param name="cancel">Gives up.</param>
    public static Task<List<CaseCount>> ReadAsync(
        Snapshot snapshot, Sight sight, CaseKind kind, CaseGrouping grouping, CancellationToken cancel = default)
    {
        if (sight.Units.Count == 0) return Task.FromResult(new List<CaseCount>());
        var scope = sight.All ? "" : $" AND (unit IN {Snapshot.In(sight.Units)} OR host IN {Snapshot.In(sight.Units)})";
        return snapshot.ListAsync(
            $"""
            SELECT {Column(grouping)}, measure, CAST(SUM(n) AS bigint) FROM case_count
            WHERE d = @d AND campaign = @campaign AND kind = @kind{scope} GROUP BY 1, 2 HAVING SUM(n) <> 0 ORDER BY 1, 2
            """,
            row => new CaseCount(row.GetString(0), (CaseMeasure)row.GetInt32(1), row.GetInt64(2)),
            [("campaign", sight.Campaign), ("kind", (int)kind)], cancel);
    }

    /// <summary>
    /// How many cases a list has, by the kept counts; null: they do not tell, because of the hour, of a day, or of helpers, whom a list of a few units
    /// shows too.
    /// </summary>
    internal static async Task<long?> OfAsync(Snapshot snapshot, CaseQuery query, CancellationToken cancel = default)
    {
        if (query is not { Holders: null, Supervised: false, Day: null, DayFrom: null, DayTo: null, DueFrom: null, DueTo: null } || query.Origin != 0
            || query.Sights.Any(sight => !sight.All) || Measures(query) is not { } measures)
            return null;
        long n = 0;
        foreach (var sight in query.Sights.Where(sight => sight.Units.Count > 0))
        {
            var values = new List<(string, object)> { ("campaign", sight.Campaign), ("kind", (int)query.Kind) };
            if (query.Category is { } category) values.Add(("category", category));
            if (query.Line is { } line) values.Add(("line", line));
            n += (await snapshot.ListAsync(
                $"""
                SELECT CAST(COALESCE(SUM(n), 0) AS bigint) FROM case_count
                WHERE d = @d AND campaign = @campaign AND kind = @kind AND measure IN ({string.Join(", ", measures.Select(measure => (int)measure))})
                  {(query.Category is null ? "" : "AND category = @category")} {(query.Line is null ? "" : "AND line = @line")}
                  {(query.Units is { } units ? $"AND unit IN {Snapshot.In(units)}" : "")}
                  {(query.Cells is { } cells ? $"AND cell IN {Snapshot.In(cells.Select(cell => (long)cell.Value))}" : "")}
                  {(query.Host is { } host ? $"AND host = {Snapshot.Number(host.Value)}" : "")}
                """,
                row => row.GetInt64(0), values, cancel))[0];
        }
        return n;
    }

    /// <summary>The measures that together count a list; null: none do.</summary>
    private static IEnumerable<CaseMeasure>? Measures(CaseQuery query)
    {
        if (query is { Filter: CaseFilter.Open, Stage: null, Suspended: true }) return [CaseMeasure.Suspended];
        if (query.Suspended is not null) return null;
        var open = Enum.GetValues<CaseStage>().ToLookup(stage => new CaseCount("", CaseMeasure.AtStage + (int)stage, 0).IsOfOpen);
        var stages = query.Filter switch
        {
            CaseFilter.Open => open[true],
            CaseFilter.Over => open[false],
            CaseFilter.All => open[true].Concat(open[false]),
            _ => null,
        };
        return stages?.Where(stage => query.Stage is null || query.Stage == stage).Select(stage => CaseMeasure.AtStage + (int)stage).DefaultIfEmpty(CaseMeasure.AtStage);
    }

    /// <summary>How many of what a reader sees are late now, by the same parting: a look at the open ones that are due.</summary>
    public static Task<List<(string Key, long N)>> LateAsync(
        Snapshot snapshot, Sight sight, CaseKind kind, CaseGrouping grouping, DateTimeOffset now, DateTimeOffset? since = null, CancellationToken cancel = default)
    {
        if (sight.Units.Count == 0) return Task.FromResult(new List<(string, long)>());
        var scope = sight.All ? "" : $" AND (unit + 0 IN {Snapshot.In(sight.Units)} OR host + 0 IN {Snapshot.In(sight.Units)})";
        return snapshot.ListAsync(
            $"""
            SELECT {Column(grouping)}, COUNT(*) FROM case_state
            WHERE d = @d AND campaign = @campaign AND kind = @kind AND is_open = 1 AND sort < @now AND sort >= @since{scope} GROUP BY 1 ORDER BY 1
            """,
            row => (row.GetString(0), row.GetInt64(1)),
            [
                ("campaign", sight.Campaign), ("kind", (int)kind), ("now", Engine.Journal.JournalTime.ToMicroseconds(now)),
                ("since", since is { } from ? Engine.Journal.JournalTime.ToMicroseconds(from) : 0L),
            ],
            cancel);
    }

    /// <summary>
    /// How many of what a reader sees stand closed since before a position, by the same parting: the kept counts, less those that something has happened
    /// to since. Whoever asks how things stood there adds those of the latter that were closed then.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, long>> ClosedBeforeAsync(
        Snapshot snapshot, Sight sight, CaseKind kind, CaseGrouping grouping, long at, CancellationToken cancel = default)
    {
        if (sight.Units.Count == 0) return new Dictionary<string, long>();
        var closed = (await ReadAsync(snapshot, sight, kind, grouping, cancel)).Where(count => count.Measure == CaseMeasure.Closed)
            .ToDictionary(count => count.Key, count => count.N, StringComparer.Ordinal);
        var scope = sight.All ? "" : $" AND (unit + 0 IN {Snapshot.In(sight.Units)} OR host + 0 IN {Snapshot.In(sight.Units)})";
        var since = await snapshot.ListAsync(
            $"""
            SELECT {Column(grouping)}, COUNT(*) FROM case_state
            WHERE d = @d AND campaign = @campaign AND kind = @kind AND changed > @at AND stage + 0 = @closed{scope} GROUP BY 1 ORDER BY 1
            """,
            row => (Key: row.GetString(0), N: row.GetInt64(1)),
            [("campaign", sight.Campaign), ("kind", (int)kind), ("at", at), ("closed", (int)CaseStage.Closed)], cancel);
        foreach (var (key, n) in since) closed[key] = closed.GetValueOrDefault(key) - n;
        return closed;
    }

    private static string Column(CaseGrouping grouping) => grouping switch
    {
        CaseGrouping.Unit => "CAST(unit AS text)",
        CaseGrouping.Cell => "CAST(cell AS text)",
        CaseGrouping.Category => "category",
        CaseGrouping.Line => "line",
        CaseGrouping.Host => "CAST(host AS text)",
        _ => "''",
    };

    /// <summary>
    /// The number of begun hours after which a part of the closed cases was closed, of counts by <see cref="CaseMeasure.TookHours"/>; null: none is.
    /// </summary>
    /// <param name="counts">The counts.</param>
    /// <param name="part">The part, such as 0.5 for the median or 0.9.</param>
    public static int? HoursOf(IEnumerable<CaseCount> counts, double part)
    {
        var took = counts.Where(count => count.Measure >= CaseMeasure.TookHours)
            .GroupBy(count => (int)count.Measure - (int)CaseMeasure.TookHours).Select(group => (Hours: group.Key, N: group.Sum(count => count.N)))
            .OrderBy(group => group.Hours).ToList();
        var wanted = (long)Math.Ceiling(took.Sum(group => group.N) * part);
        long seen = 0;
        foreach (var (hours, n) in took)
        {
            seen += n;
            if (seen >= wanted) return hours;
        }
        return null;
    }
}
