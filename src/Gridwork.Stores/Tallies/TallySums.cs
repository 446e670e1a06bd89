// What a page shows as figures: sums of an indicator's entries over units, cells and days. A sum is read as rollup + tail (core.md 6), so it costs
// the same however many entries there are; as at an earlier position it is the nearest known sum ± the entries between.
//
// The statements are the same on both stores. `unit + 0` keeps a planner from walking an index by unit through all time where the few entries
// behind a position are meant.
using System.Data.Common;
using Gridwork.Engine;

namespace Gridwork.Stores.Tallies;

/// <summary>By what a figure is parted. An axis that is not asked for is summed over.</summary>
[Flags]
public enum TallyBy
{
    /// <summary>One sum an indicator.</summary>
    Total = 0,

    /// <summary>By responsible unit.</summary>
    Unit = 1,

    /// <summary>By cell; <see cref="CellNo.None"/> holds what lies in no cell.</summary>
    Cell = 2,

    /// <summary>By day of the district.</summary>
    Day = 4,
}

/// <summary>Which figures are wanted.</summary>
public sealed record TallyQuery
{
    /// <summary>The indicator versions.</summary>
    public required IReadOnlyCollection<IndicatorVersionId> Indicators { get; init; }

    /// <summary>The units whose entries are added up: those that the reader may see, or some of them. None: every sum is empty.</summary>
    public required IReadOnlyCollection<UnitNo> Units { get; init; }

    /// <summary>By what they are parted.</summary>
    public TallyBy By { get; init; }

    /// <summary>Only this cell; null: all.</summary>
    public CellNo? Cell { get; init; }

    /// <summary>Only this day and later ones; null: from the first.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Only this day and earlier ones; null: to the last.</summary>
    public DateOnly? To { get; init; }

    /// <summary>As at this journal position; null: now.</summary>
    public long? At { get; init; }
}

/// <summary>One sum. Axes that were not asked for hold their default.</summary>
/// <param name="Indicator">The indicator version.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Day">The day.</param>
/// <param name="Value">The sum in units of 10^−scale of the indicator.</param>
/// <param name="Entries">How many entries were added up, reversals among them.</param>
public readonly record struct TallySum(IndicatorVersionId Indicator, UnitNo Unit, CellNo Cell, DateOnly Day, long Value, long Entries);

/// <summary>How far an indicator version has been counted (core.md 5).</summary>
/// <param name="Live">Whether it has caught up: every record counts in its own transaction.</param>
/// <param name="Done">The last position folded into it.</param>
/// <param name="Of">The newest position.</param>
/// <param name="RolledTo">The last position in the rollups.</param>
/// <param name="Published">The entry that began it.</param>
public readonly record struct TallyProgress(bool Live, long Done, long Of, long RolledTo, long Published);

/// <summary>Reads sums.</summary>
public static class TallySums
{
    private const int IndicatorsAStatement = 60;

    /// <summary>How far each of some indicator versions has been counted. A version that the snapshot does not know is left out.</summary>
    public static async Task<IReadOnlyDictionary<IndicatorVersionId, TallyProgress>> ProgressAsync(
        Snapshot snapshot, IReadOnlyCollection<IndicatorVersionId> indicators, CancellationToken cancel = default)
    {
        if (indicators.Count == 0) return new Dictionary<IndicatorVersionId, TallyProgress>();
        var rows = await snapshot.ListAsync(
            $"""
            SELECT ind, ver, live, cursor, rolled_to, published_seq FROM indicator
            WHERE d = @d AND ind IN {Snapshot.In(indicators.Select(id => (long)id.Indicator).Distinct().Order())}
            """,
            row => (
                Id: new IndicatorVersionId(row.GetInt32(0), row.GetInt32(1)), Live: row.GetInt64(2) == 1, Cursor: row.GetInt64(3),
                RolledTo: row.GetInt64(4), Published: row.GetInt64(5)),
            cancel);
        return rows.Where(row => indicators.Contains(row.Id)).ToDictionary(
            row => row.Id,
            row => new TallyProgress(row.Live, row.Live ? snapshot.Seq : row.Cursor, snapshot.Seq, row.RolledTo, row.Published));
    }

    /// <summary>
    /// The sums that a query asks for, ordered by indicator, unit, cell, day. Places without entries are left out: a figure that is not there is 0.
    /// </summary>
    public static async Task<IReadOnlyList<TallySum>> ReadAsync(Snapshot snapshot, TallyQuery query, CancellationToken cancel = default)
    {
        if (query.Units.Count == 0 || query.Indicators.Count == 0) return [];
        var progress = await ProgressAsync(snapshot, query.Indicators, cancel);
        var sums = new List<TallySum>();
        foreach (var some in progress.OrderBy(pair => (pair.Key.Indicator, pair.Key.Version)).Chunk(IndicatorsAStatement))
        {
            var parts = new List<string>();
            var values = new List<(string, object)>();
            if (query.Cell is { } cell) values.Add(("cell", cell.Value));
            if (query.From is { } from) values.Add(("from", from.DayNumber));
            if (query.To is { } to) values.Add(("to", to.DayNumber));
            foreach (var (id, state) in some)
            {
                var known = await NearestAsync(snapshot, query, id, state, cancel);
                parts.AddRange(Parts(query, id, known, query.At ?? long.MaxValue, values));
            }
            if (parts.Count == 0) continue;
            sums.AddRange(await snapshot.ListAsync(Statement(parts), Read, values, cancel));
        }
        return [.. sums.Where(sum => sum.Entries != 0 || sum.Value != 0)];
    }

    /// <summary>One figure.</summary>
    public static async Task<(long Value, long Entries)> OneAsync(Snapshot snapshot, TallyQuery query, CancellationToken cancel = default)
    {
        var sums = await ReadAsync(snapshot, query with { By = TallyBy.Total }, cancel);
        return (sums.Sum(sum => sum.Value), sums.Sum(sum => sum.Entries));
    }

    /// <summary>A sum that is known: in the rollups, in a checkpoint, or that of nothing.</summary>
    private readonly record struct Known(long Pos, KnownIn In);

    private enum KnownIn
    {
        Nothing,
        Rollups,
        Checkpoint,
    }

    /// <summary>The known sum from which the fewest positions lie between it and the one asked for.</summary>
    private static async Task<Known> NearestAsync(
        Snapshot snapshot, TallyQuery query, IndicatorVersionId id, TallyProgress state, CancellationToken cancel)
    {
        var best = new Known(state.RolledTo, KnownIn.Rollups);
        if (query.At is not { } at || at >= state.RolledTo) return best;
        if (at < best.Pos - at) best = new Known(0, KnownIn.Nothing);
        if ((query.By & ~TallyBy.Unit) != 0 || query.Cell is not null || query.From is not null || query.To is not null) return best;
        var positions = await snapshot.ListAsync(
            """
            SELECT MAX(pos) FROM checkpoint WHERE d = @d AND ind = @ind AND ver = @ver AND pos <= @at
            UNION ALL
            SELECT MIN(pos) FROM checkpoint WHERE d = @d AND ind = @ind AND ver = @ver AND pos > @at
            """,
            row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0),
            [("ind", id.Indicator), ("ver", id.Version), ("at", at)], cancel);
        foreach (var position in positions)
        {
            if (position is { } pos && Math.Abs(pos - at) < Math.Abs(best.Pos - at)) best = new Known(pos, KnownIn.Checkpoint);
        }
        return best;
    }

    private static IEnumerable<string> Parts(
        TallyQuery query, IndicatorVersionId id, Known known, long at, List<(string, object)> values)
    {
        var units = Snapshot.In(query.Units);
        var key = $"d = @d AND ind = {Snapshot.Number(id.Indicator)} AND ver = {Snapshot.Number(id.Version)}";
        var name = $"{Snapshot.Number(id.Indicator)}_{Snapshot.Number(id.Version)}";
        var cell = query.Cell is null ? "" : " AND cell = @cell";
        var day = (query.From is null ? "" : " AND day >= @from") + (query.To is null ? "" : " AND day <= @to");
        var byDay = query.By.HasFlag(TallyBy.Day) || day.Length > 0;
        var byCell = query.By.HasFlag(TallyBy.Cell) || cell.Length > 0;
        if (known.In == KnownIn.Checkpoint)
        {
            values.Add(($"known{name}", known.Pos));
            yield return $"SELECT {Columns(query.By, checkpoint: true)}, sum AS v, n FROM checkpoint WHERE {key} AND pos = @known{name} AND unit IN {units}";
        }
        else if (known.In == KnownIn.Rollups)
        {
            var table = (byDay, byCell) switch { (true, true) => "roll", (true, false) => "roll_day", _ => "roll_place" };
            yield return $"SELECT {Columns(query.By)}, sum AS v, n FROM {table} WHERE {key} AND unit IN {units}{cell}{day}";
        }
        if (at == known.Pos) yield break;
        var later = at > known.Pos;
        values.Add(($"low{name}", later ? known.Pos : at));
        values.Add(($"high{name}", later ? at : known.Pos));
        yield return $"""
            SELECT {Columns(query.By)}, {(later ? "value" : "-value")} AS v, {(later ? "1" : "-1")} AS n FROM entry
            WHERE {key} AND pos > @low{name} AND pos <= @high{name} AND unit + 0 IN {units}{cell}{day}
            """;
    }

    private static string Columns(TallyBy by, bool checkpoint = false) =>
        $"ind, ver, {(by.HasFlag(TallyBy.Unit) ? "unit" : "0 AS unit")}, {(by.HasFlag(TallyBy.Cell) && !checkpoint ? "cell" : "0 AS cell")}, "
        + (by.HasFlag(TallyBy.Day) && !checkpoint ? "day" : "0 AS day");

    private static string Statement(List<string> parts) => $"""
        SELECT ind, ver, unit, cell, day, CAST(SUM(v) AS bigint), CAST(SUM(n) AS bigint) FROM (
        {string.Join("\nUNION ALL\n", parts)}
        ) AS parts GROUP BY ind, ver, unit, cell, day ORDER BY ind, ver, unit, cell, day
        """;

    private static TallySum Read(DbDataReader row) => new(
        new IndicatorVersionId(row.GetInt32(0), row.GetInt32(1)), new UnitNo(row.GetInt32(2)), new CellNo(row.GetInt32(3)),
        DateOnly.FromDayNumber(row.GetInt32(4)), row.GetInt64(5), row.GetInt64(6));
}
