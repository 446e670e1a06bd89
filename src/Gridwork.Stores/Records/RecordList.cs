// Lists of records as one reader may see them, newest first by root, paged by key. A list asks the index of each unit (or of the whole campaign,
// where the reader sees all of it) for its newest few and merges them: it costs the same among a thousand records and a million (R01).
using System.Data.Common;
using Gridwork.Engine;
using Gridwork.Engine.Records;
using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Records;

/// <summary>What a reader sees of one campaign.</summary>
/// <param name="Campaign">The campaign's number.</param>
/// <param name="Units">The units whose records the reader sees; records that these units sent elsewhere are seen too.</param>
/// <param name="All">Whether these are all units of the district.</param>
public sealed record Sight(int Campaign, IReadOnlyCollection<UnitNo> Units, bool All);

/// <summary>Which records are wanted.</summary>
public sealed record RecordQuery
{
    /// <summary>What the reader sees, a campaign each. None: nothing is found.</summary>
    public required IReadOnlyList<Sight> Sights { get; init; }

    /// <summary>Only those of this form; null: all.</summary>
    public int? Form { get; init; }

    /// <summary>Only those in this cell (<see cref="CellNo.None"/>: in no cell); null: all.</summary>
    public CellNo? Cell { get; init; }

    /// <summary>Only those of this responsible unit and no other; null: all that are seen.</summary>
    public UnitNo? Unit { get; init; }

    /// <summary>Only those of this standing; null: all.</summary>
    public Standing? Standing { get; init; }

    /// <summary>Only those that lack a file.</summary>
    public bool Missing { get; init; }

    /// <summary>Only those of this day; null: all.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The root of the last record of the page before; null: the first page.</summary>
    public long? Before { get; init; }

    /// <summary>How many records a page has at most, 1 to 1,000.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>A record in a list.</summary>
/// <param name="Row">The record.</param>
/// <param name="Head">The entry that speaks for it now.</param>
/// <param name="Files">The files of that entry, by name: here and missing.</param>
public sealed record RecordLine(RecordRow Row, JournalLine Head, IReadOnlyList<AttachmentRow> Files);

/// <summary>A page of records.</summary>
/// <param name="Records">The records, newest root first.</param>
/// <param name="Next">The <see cref="RecordQuery.Before"/> of the next page; null: this is the last.</param>
public sealed record RecordPage(IReadOnlyList<RecordLine> Records, long? Next);

/// <summary>How many records a list has.</summary>
/// <param name="N">The number.</param>
/// <param name="More">Whether it was given up counting at <paramref name="N"/>.</param>
public readonly record struct RecordTotal(long N, bool More);

/// <summary>A count that is kept, so that no page has to count.</summary>
/// <param name="Campaign">The campaign's number.</param>
/// <param name="Form">The form's number.</param>
/// <param name="Unit">The responsible unit.</param>
/// <param name="Standing">The standing.</param>
/// <param name="N">How many records.</param>
public readonly record struct RecordCount(int Campaign, int Form, UnitNo Unit, Standing Standing, long N);

/// <summary>Reads lists of records.</summary>
public static class RecordList
{
    /// <summary>How far filters without a kept count are counted (core.md 17).</summary>
    public const int CountedTo = 10_000;

    private const int SelectsAStatement = 200;
    private const string Columns =
        "r.root_seq, r.head_seq, r.campaign, r.form, r.unit, r.cell, r.day, r.person, r.standing, r.missing";

    /// <summary>A page of records.</summary>
    public static async Task<RecordPage> ReadAsync(Snapshot snapshot, RecordQuery query, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, 1000);
        var rows = await RowsAsync(snapshot, query, query.Limit + 1, cancel);
        var more = rows.Count > query.Limit;
        if (more) rows.RemoveRange(query.Limit, rows.Count - query.Limit);
        return new RecordPage(await DescribeAsync(snapshot, rows, cancel), more ? rows[^1].Root : null);
    }

    /// <summary>How many records a list has, all pages together: by the kept counts where they answer, else counted to <see cref="CountedTo"/>.</summary>
    public static async Task<RecordTotal> CountAsync(Snapshot snapshot, RecordQuery query, CancellationToken cancel = default)
    {
        var whole = query with { Before = null };
        if (query.Cell is null && query.Day is null && !query.Missing)
        {
            var kept = (await CountsAsync(snapshot, query.Sights, cancel))
                .Where(count => (query.Form ?? count.Form) == count.Form && (query.Unit ?? count.Unit) == count.Unit
                    && (query.Standing ?? count.Standing) == count.Standing)
                .Sum(count => count.N);
            if (query.Unit is not null) return new RecordTotal(kept, false);
            var sent = await CountRowsAsync(snapshot, Selects(whole, sentOnly: true), whole, cancel);
            return new RecordTotal(kept + sent.N, sent.More);
        }
        return await CountRowsAsync(snapshot, Selects(whole), whole, cancel);
    }

    /// <summary>The kept counts of what a reader sees, by campaign, form, responsible unit and standing.</summary>
    public static async Task<IReadOnlyList<RecordCount>> CountsAsync(
        Snapshot snapshot, IReadOnlyList<Sight> sights, CancellationToken cancel = default)
    {
        var selects = sights.Where(sight => sight.Units.Count > 0).Select(sight => $"""
            SELECT campaign, form, unit, standing, n FROM record_count
            WHERE d = @d AND campaign = {Snapshot.Number(sight.Campaign)}{(sight.All ? "" : $" AND unit IN {Snapshot.In(sight.Units)}")} AND n <> 0
            """).ToList();
        if (selects.Count == 0) return [];
        return await snapshot.ListAsync(
            $"{string.Join("\nUNION ALL\n", selects)}\nORDER BY campaign, form, unit, standing",
            row => new RecordCount(row.GetInt32(0), row.GetInt32(1), new UnitNo(row.GetInt32(2)), (Standing)row.GetInt32(3), row.GetInt64(4)), cancel);
    }

    /// <summary>Adds to rows who sent their heads, when, and their files.</summary>
    internal static async Task<IReadOnlyList<RecordLine>> DescribeAsync(Snapshot snapshot, IReadOnlyList<RecordRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0) return [];
        var heads = rows.Select(row => row.Head).ToList();
        var headers = (await JournalLines.ReadAsync(snapshot, heads, cancel)).ToDictionary(line => line.Seq);
        var files = (await AttachmentRows.ReadAsync(snapshot, heads, cancel)).ToLookup(file => file.Instance);
        return [.. rows.Select(row => new RecordLine(row, headers[row.Head], [.. files[row.Head]]))];
    }

    /// <summary>Reads a record's row whose columns begin at the first.</summary>
    internal static RecordRow ReadRow(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3), new UnitNo(row.GetInt32(4)), new CellNo(row.GetInt32(5)),
        DateOnly.FromDayNumber(row.GetInt32(6)), new PersonNo(row.GetInt32(7)), (Standing)row.GetInt32(8), row.GetInt32(9));

    /// <summary>The newest rows of a query.</summary>
    internal static async Task<List<RecordRow>> RowsAsync(Snapshot snapshot, RecordQuery query, int limit, CancellationToken cancel)
    {
        var rows = new List<RecordRow>();
        foreach (var selects in Selects(query).Chunk(SelectsAStatement))
        {
            rows.AddRange(await snapshot.ListAsync(
                $"{string.Join("\nUNION ALL\n", Named(selects))}\nORDER BY root_seq DESC LIMIT @limit", ReadRow, Values(query, limit), cancel));
        }
        // A record sent by one visible unit about another is found twice.
        return [.. rows.DistinctBy(row => row.Root).OrderByDescending(row => row.Root).Take(limit)];
    }

    private static async Task<RecordTotal> CountRowsAsync(
        Snapshot snapshot, IEnumerable<string> selects, RecordQuery query, CancellationToken cancel)
    {
        long n = 0;
        foreach (var some in selects.Chunk(SelectsAStatement))
        {
            if (n > CountedTo) break;
            var counted = await snapshot.ListAsync(
                $"SELECT COUNT(*) FROM (SELECT DISTINCT root_seq FROM (\n{string.Join("\nUNION ALL\n", Named(some))}\n) AS found) AS roots",
                row => row.GetInt64(0), Values(query, CountedTo + 1), cancel);
            n += counted[0];
        }
        return n > CountedTo ? new RecordTotal(CountedTo, true) : new RecordTotal(n, false);
    }

    /// <summary>A select for each index range that may hold records of the query: each ordered, each limited.</summary>
    private static IEnumerable<string> Selects(RecordQuery query, bool sentOnly = false)
    {
        foreach (var sight in query.Sights)
        {
            var units = query.Unit is { } one ? sight.Units.Where(unit => unit == one).ToList() : sight.Units;
            if (units.Count == 0) continue;
            var campaign = $"r.campaign = {Snapshot.Number(sight.Campaign)}{Filter(query)}";
            var whole = sight.All && query.Unit is null;
            if (!sentOnly)
            {
                if (whole) yield return Select(campaign);
                else if (IsRare(query)) yield return Select($"{campaign} AND r.unit + 0 IN {Snapshot.In(units)}");
                else
                {
                    foreach (var unit in units) yield return Select($"r.unit = {Snapshot.Number(unit.Value)} AND {campaign}");
                }
            }
            if (whole || query.Unit is not null) continue;
            foreach (var unit in units)
            {
                yield return Select(
                    $"s.d = @d AND s.unit = {Snapshot.Number(unit.Value)} AND s.root_seq < @before AND {campaign} AND r.unit + 0 NOT IN {Snapshot.In(units)}",
                    "scope s CROSS JOIN record r", "r.root_seq = s.root_seq", "s");
            }
        }
    }

    /// <summary>Whether an index leads to the few records that a filter leaves, whatever their unit.</summary>
    private static bool IsRare(RecordQuery query) => query.Missing || query.Cell is not null || query.Standing is not (null or Standing.Counts);

    private static string Select(string where, string from = "record r", string join = "1 = 1", string order = "r") =>
        $"SELECT {Columns} FROM {from} WHERE r.d = @d AND {join} AND {where} ORDER BY {order}.root_seq DESC LIMIT @limit";

    /// <summary>What every record of the query keeps. <c>standing &lt;&gt; 1</c> is what the index of unusual records says of itself.</summary>
    private static string Filter(RecordQuery query) =>
        " AND r.root_seq < @before"
        + (query.Form is { } form ? $" AND r.form = {Snapshot.Number(form)}" : "")
        + (query.Cell is null ? "" : " AND r.cell = @cell")
        + (query.Day is null ? "" : " AND r.day = @day")
        + (query.Standing is { } standing ? $" AND r.standing = {(int)standing}" + (standing == Standing.Counts ? "" : " AND r.standing <> 1") : "")
        + (query.Missing ? " AND r.missing > 0" : "");

    private static IEnumerable<string> Named(IEnumerable<string> selects) => selects.Select((select, i) => $"SELECT * FROM ({select}) AS part_{i}");

    private static List<(string, object)> Values(RecordQuery query, int limit)
    {
        var values = new List<(string, object)> { ("before", query.Before ?? long.MaxValue), ("limit", limit) };
        if (query.Cell is { } cell) values.Add(("cell", cell.Value));
        if (query.Day is { } day) values.Add(("day", day.DayNumber));
        return values;
    }
}
