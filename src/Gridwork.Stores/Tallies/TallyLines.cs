// A figure opened: the entries that it was added up from (明细), oldest day first, with the sum that stands before the page's first line. Pages
// follow each other by key, so that lines which come in meanwhile neither repeat nor hide one.
using System.Data.Common;
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Tallies;
using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Tallies;

/// <summary>Where a page of a tally's lines ends: the order is by day, then root, position and ordinal.</summary>
/// <param name="Day">The day.</param>
/// <param name="Root">The root.</param>
/// <param name="Pos">The position.</param>
/// <param name="Ord">The ordinal.</param>
public readonly record struct TallyLineKey(DateOnly Day, long Root, long Pos, int Ord)
{
    /// <summary>The key as it stands in an address.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day.DayNumber}-{Root}-{Pos}-{Ord}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null: it is not such a text.</summary>
    public static TallyLineKey? Parse(string text)
    {
        var parts = text.Split('-');
        if (parts.Length != 4) return null;
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day <= DateOnly.MaxValue.DayNumber
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var root)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var pos)
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var ord)
            ? new TallyLineKey(DateOnly.FromDayNumber(day), root, pos, ord) : null;
    }
}

/// <summary>Which lines of a figure are wanted.</summary>
public sealed record TallyLineQuery
{
    /// <summary>The indicator version.</summary>
    public required IndicatorVersionId Indicator { get; init; }

    /// <summary>The units whose entries are listed.</summary>
    public required IReadOnlyCollection<UnitNo> Units { get; init; }

    /// <summary>Only this cell; null: all.</summary>
    public CellNo? Cell { get; init; }

    /// <summary>Only this day and later ones; null: from the first.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Only this day and earlier ones; null: to the last.</summary>
    public DateOnly? To { get; init; }

    /// <summary>As at this journal position; null: now. Links to further pages carry the first page's, so that the pages add up to one figure.</summary>
    public long? At { get; init; }

    /// <summary>The last line of the page before; null: the first page.</summary>
    public TallyLineKey? After { get; init; }

    /// <summary>How many lines a page has at most, 1 to 1,000.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>One line of a figure.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Instance">The instance id of the record that caused it; for a reversal by a review, that of the root.</param>
/// <param name="Person">Who sent that record, or reviewed it.</param>
/// <param name="Captured">When it was recorded; null: the phone did not say.</param>
/// <param name="Received">When the server had it.</param>
/// <param name="Reversal">Whether it takes back what an earlier line of the same root added.</param>
/// <param name="Corrected">Whether a later line takes it back.</param>
public sealed record TallyLine(
    TallyEntry Entry, string Instance, PersonNo Person, DateTimeOffset? Captured, DateTimeOffset Received, bool Reversal, bool Corrected);

/// <summary>A page of lines.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Before">The sum of all lines before the first one here, in units of 10^−scale.</param>
/// <param name="Next">Where the next page begins; null: this is the last.</param>
/// <param name="At">The position as at which the lines were read.</param>
public sealed record TallyLinePage(IReadOnlyList<TallyLine> Lines, long Before, TallyLineKey? Next, long At);

/// <summary>Reads lines of figures.</summary>
public static class TallyLines
{
    private const string Columns = "pos, ord, record_seq, root_seq, unit, cell, day, value";

    /// <summary>How many units one statement asks (SQLite joins 500 selects at most).</summary>
    private const int UnitsAStatement = 200;

    /// <summary>A page of the lines of a figure.</summary>
    public static async Task<TallyLinePage> ReadAsync(Snapshot snapshot, TallyLineQuery query, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, 1000);
        var at = Math.Min(query.At ?? snapshot.Seq, snapshot.Seq);
        if (query.Units.Count == 0) return new TallyLinePage([], 0, null, at);
        var before = await BeforeAsync(snapshot, query, at, cancel);
        var entries = query.Cell is { } cell
            ? await OfCellAsync(snapshot, query, cell, at, cancel)
            : await OfUnitsAsync(snapshot, query, query.To ?? DateOnly.MaxValue, at, cancel);
        var more = entries.Count > query.Limit;
        if (more) entries.RemoveRange(query.Limit, entries.Count - query.Limit);
        var lines = await DescribeAsync(snapshot, query.Indicator, entries, at, cancel);
        return new TallyLinePage(lines, before, more ? KeyOf(entries[^1]) : null, at);
    }

    /// <summary>
    /// The entries of a root in all indicators, in the order in which they were posted: what a record did.
    /// </summary>
    public static async Task<IReadOnlyList<TallyEntry>> OfRootAsync(Snapshot snapshot, long root, CancellationToken cancel = default) =>
        await snapshot.ListAsync(
            $"SELECT ind, ver, {Columns} FROM entry WHERE d = @d AND root_seq = @root ORDER BY pos, ind, ver, ord",
            row => Read(row, new IndicatorVersionId(row.GetInt32(0), row.GetInt32(1)), 2), [("root", root)], cancel);

    private static TallyLineKey KeyOf(TallyEntry entry) => new(entry.Day, entry.Root, entry.Pos, entry.Ord);

    /// <summary>The sum of what stands before the page: whole days from the rollups, the begun day by its own entries.</summary>
    private static async Task<long> BeforeAsync(Snapshot snapshot, TallyLineQuery query, long at, CancellationToken cancel)
    {
        if (query.After is not { } after) return 0;
        var days = new TallyQuery
        {
            Indicators = [query.Indicator],
            Units = query.Units,
            Cell = query.Cell,
            From = query.From,
            To = after.Day.AddDays(-1),
            At = at,
        };
        var (sum, _) = after.Day == DateOnly.MinValue ? default : await TallySums.OneAsync(snapshot, days, cancel);
        var begun = await snapshot.ListAsync(
            $"""
            SELECT CAST(COALESCE(SUM(value), 0) AS bigint) FROM entry
            WHERE d = @d AND ind = @ind AND ver = @ver AND unit IN {Snapshot.In(query.Units)} AND day = @day
              AND (root_seq, pos, ord) <= (@root, @pos, @ord) AND pos + 0 <= @at{(query.Cell is null ? "" : " AND cell = @cell")}
            """,
            row => row.GetInt64(0), [.. Key(query, at), .. After(after)], cancel);
        return sum + begun[0];
    }

    /// <summary>The page's entries and one more, of all cells: each unit's index gives its next ones, the first of all of them are the page.</summary>
    private static async Task<List<TallyEntry>> OfUnitsAsync(
        Snapshot snapshot, TallyLineQuery query, DateOnly to, long at, CancellationToken cancel)
    {
        var after = query.After ?? new TallyLineKey(query.From ?? DateOnly.MinValue, -1, -1, -1);
        var found = new List<TallyEntry>();
        foreach (var units in query.Units.Chunk(UnitsAStatement))
        {
            var selects = units.Select(unit => $"""
                SELECT * FROM (SELECT {Columns} FROM entry WHERE d = @d AND ind = @ind AND ver = @ver AND unit = {unit.Value}
                  AND (day, root_seq, pos, ord) > (@day, @root, @pos, @ord) AND day <= @to AND pos + 0 <= @at{(query.Cell is null ? "" : " AND cell = @cell")}
                  ORDER BY day, root_seq, pos, ord LIMIT @limit) AS unit_{unit.Value}
                """);
            found.AddRange(await snapshot.ListAsync(
                $"{string.Join("\nUNION ALL\n", selects)}\nORDER BY day, root_seq, pos, ord LIMIT @limit",
                row => Read(row, query.Indicator, 0),
                [.. Key(query, at), .. After(after), ("to", to.DayNumber), ("limit", query.Limit + 1)], cancel));
        }
        if (query.Units.Count <= UnitsAStatement) return found;
        return [.. found.OrderBy(e => (e.Day, e.Root, e.Pos, e.Ord)).Take(query.Limit + 1)];
    }

    /// <summary>
    /// The page's entries and one more, of one cell. No index leads to a cell's entries in the order of days; the rollups tell on which days
    /// there are any, and only those days are looked at.
    /// </summary>
    private static async Task<List<TallyEntry>> OfCellAsync(
        Snapshot snapshot, TallyLineQuery query, CellNo cell, long at, CancellationToken cancel)
    {
        var first = query.After?.Day ?? query.From ?? DateOnly.MinValue;
        var progress = await TallySums.ProgressAsync(snapshot, [query.Indicator], cancel);
        if (!progress.TryGetValue(query.Indicator, out var state)) return [];
        var days = await snapshot.ListAsync(
            $"""
            SELECT day, CAST(SUM(n) AS bigint) FROM (
            SELECT day, n FROM roll WHERE d = @d AND ind = @ind AND ver = @ver AND unit IN {Snapshot.In(query.Units)} AND cell = @cell
              AND day >= @first AND day <= @to
            UNION ALL
            SELECT day, 1 AS n FROM entry WHERE d = @d AND ind = @ind AND ver = @ver AND pos > @rolled AND unit + 0 IN {Snapshot.In(query.Units)}
              AND cell = @cell AND day >= @first AND day <= @to
            ) AS days GROUP BY day ORDER BY day
            """,
            row => (Day: DateOnly.FromDayNumber(row.GetInt32(0)), Entries: row.GetInt64(1)),
            [.. Key(query, at), ("first", first.DayNumber), ("to", (query.To ?? DateOnly.MaxValue).DayNumber), ("rolled", state.RolledTo)], cancel);
        var found = new List<TallyEntry>();
        var window = query;
        for (var i = 0; i < days.Count && found.Count <= query.Limit;)
        {
            var start = i;
            long expected = 0;
            while (i < days.Count && expected <= query.Limit)
            {
                // Of the day in which the page before ended, an unknown number is behind us.
                expected += days[i].Day == query.After?.Day ? 0 : days[i].Entries;
                i++;
            }
            if (start > 0) window = query with { After = null, From = days[start].Day };
            found.AddRange(await OfUnitsAsync(snapshot, window, days[i - 1].Day, at, cancel));
        }
        if (found.Count > query.Limit + 1) found.RemoveRange(query.Limit + 1, found.Count - query.Limit - 1);
        return found;
    }

    /// <summary>Adds who and when, and what became of each line since, by playing each root's own few entries through.</summary>
    private static async Task<IReadOnlyList<TallyLine>> DescribeAsync(
        Snapshot snapshot, IndicatorVersionId id, List<TallyEntry> entries, long at, CancellationToken cancel)
    {
        if (entries.Count == 0) return [];
        var headers = (await JournalLines.ReadAsync(
            snapshot, [.. entries.SelectMany(entry => new[] { entry.Record, entry.Root }).Distinct()], cancel)).ToDictionary(line => line.Seq);
        // Without "+ 0" a planner may walk the whole indicator instead of these roots.
        var whole = await snapshot.ListAsync(
            $"""
            SELECT {Columns} FROM entry
            WHERE d = @d AND root_seq IN {Snapshot.In(entries.Select(entry => entry.Root).Distinct())} AND ind + 0 = @ind AND ver + 0 = @ver
              AND pos + 0 <= @at
            ORDER BY root_seq, pos, ord
            """,
            row => Read(row, id, 0), [("ind", id.Indicator), ("ver", id.Version), ("at", at)], cancel);
        var reversals = new HashSet<(long Pos, int Ord)>();
        var corrected = new HashSet<(long Pos, int Ord)>();
        foreach (var root in whole.GroupBy(entry => entry.Root)) Play(root, reversals, corrected);
        return [.. entries.Select(entry =>
        {
            var cause = headers[entry.Record];
            var named = cause.Kind == EntryKind.Record ? cause : headers[entry.Root];
            return new TallyLine(
                entry, named.Instance ?? "", cause.Person, named.Captured, named.Received, reversals.Contains((entry.Pos, entry.Ord)),
                corrected.Contains((entry.Pos, entry.Ord)));
        })];
    }

    /// <summary>
    /// Marks reversals and what they took back. A turn of a root begins where another record (or a review) causes entries; it opens with one
    /// reversal for each place whose sum is not zero, as TallyFold posts them.
    /// </summary>
    private static void Play(IEnumerable<TallyEntry> root, HashSet<(long Pos, int Ord)> reversals, HashSet<(long Pos, int Ord)> corrected)
    {
        var standing = new List<TallyEntry>();
        long cause = 0;
        var taking = 0;
        foreach (var entry in root)
        {
            if (entry.Record != cause)
            {
                cause = entry.Record;
                taking = standing.GroupBy(line => (line.Unit, line.Cell, line.Day)).Count(place => place.Sum(line => line.Value) != 0);
                foreach (var line in standing) corrected.Add((line.Pos, line.Ord));
                standing.Clear();
            }
            if (taking > 0)
            {
                taking--;
                reversals.Add((entry.Pos, entry.Ord));
            }
            else standing.Add(entry);
        }
    }

    private static IEnumerable<(string, object)> Key(TallyLineQuery query, long at)
    {
        yield return ("ind", query.Indicator.Indicator);
        yield return ("ver", query.Indicator.Version);
        yield return ("at", at);
        if (query.Cell is { } cell) yield return ("cell", cell.Value);
    }

    private static (string, object)[] After(TallyLineKey key) =>
        [("day", key.Day.DayNumber), ("root", key.Root), ("pos", key.Pos), ("ord", key.Ord)];

    private static TallyEntry Read(DbDataReader row, IndicatorVersionId id, int at) => new(
        id, row.GetInt64(at), row.GetInt32(at + 1), row.GetInt64(at + 2), row.GetInt64(at + 3), new UnitNo(row.GetInt32(at + 4)),
        new CellNo(row.GetInt32(at + 5)), DateOnly.FromDayNumber(row.GetInt32(at + 6)), row.GetInt64(at + 7));
}
