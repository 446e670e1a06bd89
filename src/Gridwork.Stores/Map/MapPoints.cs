// Points of a map, as one reader may see them. A tile is a range of an index for each unit that the reader sees, so it costs what lies in it; and what lies
// in it is known before from the kept counts (MapCounts), so that nobody reads the points of a whole district of a million.
using Gridwork.Engine;
using Gridwork.Engine.Records;
using Gridwork.Places;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Records;

namespace Gridwork.Stores.Map;

/// <summary>A record as a point.</summary>
/// <param name="Root">Its number.</param>
/// <param name="Place">Where it was made.</param>
/// <param name="Day">Its day.</param>
/// <param name="Cell">Its cell.</param>
public readonly record struct RecordPoint(long Root, PlaceCode Place, DateOnly Day, CellNo Cell);

/// <summary>A case as a point.</summary>
/// <param name="Case">The case.</param>
/// <param name="Place">Where it is.</param>
public readonly record struct CasePoint(CaseItem Case, PlaceCode Place);

/// <summary>Reads points.</summary>
public static class MapPoints
{
    /// <summary>
    /// How much is looked through of what reached a unit by another way than its own places (sent by its people, helped with), newest first: these are
    /// few, and lie in no order of place.
    /// </summary>
    private const int NewestOfOthers = 2000;

    /// <summary>
    /// The cases of a list in a range of places, each once: those that lie in a unit seen or have it as host, and of those helped with the newest. Null:
    /// there are more than <paramref name="most"/>.
    /// </summary>
    /// <param name="snapshot">The district.</param>
    /// <param name="query">The list; its page plays no part.</param>
    /// <param name="codes">The places: from the first to below the last.</param>
    /// <param name="most">How many are read at most.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<CasePoint>?> CasesAsync(
        Snapshot snapshot, CaseQuery query, (long From, long To) codes, int most, CancellationToken cancel = default)
    {
        var found = new Dictionary<long, CasePoint>();
        query = query with { After = null };
        foreach (var sight in query.Sights.Where(sight => sight.Units.Count > 0))
        {
            foreach (var where in CaseWays(query, sight))
            {
                var points = await snapshot.ListAsync(
                    $"""
                    SELECT {CaseList.Columns}, c.place FROM {where} AND c.place >= @from_place AND c.place < @to_place AND {CaseList.Filter(query)}{CaseList.Narrowed(query)}
                    LIMIT @limit
                    """,
                    row => new CasePoint(CaseList.Read(row), new PlaceCode(row.GetInt64(CaseList.ColumnCount))),
                    [.. CaseList.Values(query, most + 1), ("from_place", codes.From), ("to_place", codes.To)], cancel);
                foreach (var point in points) found[point.Case.Root] = point;
                if (found.Count > most) return null;
            }
        }
        return [.. found.Values];
    }

    /// <summary>
    /// The records of a list that count, in a range of places, each once: those of the units seen, and of those that these units sent elsewhere the
    /// newest. Null: there are more than <paramref name="most"/>.
    /// </summary>
    /// <param name="snapshot">The district.</param>
    /// <param name="query">The list; its page plays no part.</param>
    /// <param name="units">Only those of these responsible units; null: of all that are seen.</param>
    /// <param name="days">Only those of these days; null: of all.</param>
    /// <param name="codes">The places: from the first to below the last.</param>
    /// <param name="most">How many are read at most.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<RecordPoint>?> RecordsAsync(
        Snapshot snapshot, RecordQuery query, IReadOnlyCollection<UnitNo>? units, (DateOnly? From, DateOnly? To) days, (long From, long To) codes, int most,
        CancellationToken cancel = default)
    {
        var found = new Dictionary<long, RecordPoint>();
        var rest = $"r.place >= @from_place AND r.place < @to_place AND r.standing IN ({(int)Standing.Counts}, {(int)Standing.Flagged})"
            + (query.Form is { } form ? $" AND r.form = {Snapshot.Number(form)}" : "")
            + (query.Cell is { } cell ? $" AND r.cell + 0 = {Snapshot.Number(cell.Value)}" : "")
            + (days.From is { } first ? $" AND r.day >= {Snapshot.Number(first.DayNumber)}" : "")
            + (days.To is { } last ? $" AND r.day <= {Snapshot.Number(last.DayNumber)}" : "");
        foreach (var sight in query.Sights.Where(sight => sight.Units.Count > 0))
        {
            var seen = sight.Units.Where(unit => units is null || units.Contains(unit)).ToList();
            var campaign = $"r.campaign = {Snapshot.Number(sight.Campaign)}";
            var ways = new List<string>();
            if (seen.Count > 0) ways.Add($"record r WHERE r.d = @d AND r.unit IN {Snapshot.In(seen)} AND {campaign}");
            if (!sight.All)
            {
                var wanted = units is null ? "" : $" AND r.unit + 0 IN {Snapshot.In(units)}";
                ways.Add($"{Newest("scope", sight.Units)} CROSS JOIN record r WHERE r.d = @d AND r.root_seq = o.root_seq AND {campaign}{wanted}");
            }
            foreach (var way in ways)
            {
                var points = await snapshot.ListAsync(
                    $"SELECT r.root_seq, r.place, r.day, r.cell FROM {way} AND {rest} LIMIT @limit",
                    row => new RecordPoint(row.GetInt64(0), new PlaceCode(row.GetInt64(1)), DateOnly.FromDayNumber(row.GetInt32(2)), new CellNo(row.GetInt32(3))),
                    [("limit", most + 1), ("from_place", codes.From), ("to_place", codes.To)], cancel);
                foreach (var point in points) found[point.Root] = point;
                if (found.Count > most) return null;
            }
        }
        return [.. found.Values];
    }

    /// <summary>The ranges of an index in which cases that the reader sees may lie, in order of place.</summary>
    private static IEnumerable<string> CaseWays(CaseQuery query, Sight sight)
    {
        var rest = $"c.campaign = {Snapshot.Number(sight.Campaign)} AND c.kind = {(int)query.Kind} AND {Openness(query.Filter)}";
        var within = sight.Units.Where(seen => query.Units is null || query.Units.Contains(seen)).ToList();
        if (within.Count > 0) yield return $"case_state c WHERE c.d = @d AND c.unit IN {Snapshot.In(within)} AND {rest}";
        if (sight.All) yield break;
        yield return $"case_state c WHERE c.d = @d AND c.host IN {Snapshot.In(sight.Units)} AND {rest}";
        yield return $"{Newest("case_helper", sight.Units)} CROSS JOIN case_state c WHERE c.d = @d AND c.root_seq = o.root_seq AND {rest}";
    }

    /// <summary>What a walk through the cases of some days keeps: those seen, and what the list asks for by place and host.</summary>
    internal static string Narrowed(CaseQuery query, Sight sight) =>
        (sight.All
            ? ""
            : $" AND (c.unit + 0 IN {Snapshot.In(sight.Units)} OR c.host + 0 IN {Snapshot.In(sight.Units)} OR EXISTS ("
                + $"SELECT 1 FROM case_helper h WHERE h.d = c.d AND h.unit IN {Snapshot.In(sight.Units)} AND h.root_seq = c.root_seq))")
        + CaseList.Narrowed(query);

    // The order of time must not tempt a planner away from the order of place.
    internal static string Openness(CaseFilter filter) => filter switch
    {
        CaseFilter.Late => "c.is_open = 1 AND c.sort + 0 < @now",
        CaseFilter.NotLate => "c.is_open = 1 AND c.sort + 0 >= @now",
        CaseFilter.Open => "c.is_open = 1",
        CaseFilter.Over => "c.is_open = 0",
        _ => "c.is_open IN (0, 1)",
    };

    private static string Newest(string table, IEnumerable<UnitNo> units) =>
        "(" + string.Join(" UNION ALL ", units.Select((unit, i) =>
            $"SELECT * FROM (SELECT root_seq FROM {table} WHERE d = @d AND unit = {Snapshot.Number(unit.Value)} ORDER BY root_seq DESC LIMIT {NewestOfOthers}) AS unit_{i}"))
        + ") AS o";
}
