// Lists of cases as one reader may see them, paged by key: open ones by when they are due, those that are over by when they ended. Each list is a few
// index ranges, each ordered and limited, merged; what is open costs the same beside a thousand cases that are over and beside a million.
using System.Data.Common;
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;
using Gridwork.Places;
using Gridwork.Stores.Records;

namespace Gridwork.Stores.Cases;

/// <summary>What may happen to a case on its way.</summary>
public enum CaseHappening
{
    /// <summary>It was sent back to be done again.</summary>
    SentBack,

    /// <summary>A host returned it.</summary>
    Returned,

    /// <summary>It was opened again after its closing.</summary>
    Reopened,
}

/// <summary>Which of the cases are wanted.</summary>
public enum CaseFilter
{
    /// <summary>Those that are open.</summary>
    Open,

    /// <summary>Those whose time is over.</summary>
    Late,

    /// <summary>Those that are open and not late.</summary>
    NotLate,

    /// <summary>Those that are over: closed, dismissed, merged, withdrawn.</summary>
    Over,

    /// <summary>All.</summary>
    All,
}

/// <summary>Which cases are wanted, and by whom.</summary>
public sealed record CaseQuery
{
    /// <summary>What the reader sees, a campaign each. None: nothing is found.</summary>
    public required IReadOnlyList<Sight> Sights { get; init; }

    /// <summary>The moment by which they are late or not.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What they are about.</summary>
    public CaseKind Kind { get; init; } = CaseKind.Problem;

    /// <summary>Which of them.</summary>
    public CaseFilter Filter { get; init; } = CaseFilter.Open;

    /// <summary>Only those that stand there; null: anywhere.</summary>
    public CaseStage? Stage { get; init; }

    /// <summary>Only those on hold, or none of them; null: both.</summary>
    public bool? Suspended { get; init; }

    /// <summary>Only those of the category; null: all.</summary>
    public string? Category { get; init; }

    /// <summary>Only those of the line; null: all.</summary>
    public string? Line { get; init; }

    /// <summary>Only those that lie in one of these units; null: all that are seen.</summary>
    public IReadOnlyCollection<UnitNo>? Units { get; init; }

    /// <summary>Only those in one of these cells; null: all.</summary>
    public IReadOnlyCollection<CellNo>? Cells { get; init; }

    /// <summary>Only those of this host; null: all.</summary>
    public UnitNo? Host { get; init; }

    /// <summary>Only those that one of these units holds now; null: all.</summary>
    public IReadOnlyCollection<UnitNo>? Holders { get; init; }

    /// <summary>Only those under supervision.</summary>
    public bool Supervised { get; init; }

    /// <summary>Only those to which this happened at least once; null: all.</summary>
    public CaseHappening? Happened { get; init; }

    /// <summary>Only those that came from the record of this key, such as a meeting; 0: all.</summary>
    public UInt128 Origin { get; init; }

    /// <summary>The day on which they were reported; null: any.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Only those reported on this day or later; null: any.</summary>
    public DateOnly? DayFrom { get; init; }

    /// <summary>Only those reported on this day or before; null: any.</summary>
    public DateOnly? DayTo { get; init; }

    /// <summary>Only those due at this moment or later; null: any. With <see cref="CaseFilter.Late"/>: those that turned late since.</summary>
    public DateTimeOffset? DueFrom { get; init; }

    /// <summary>Only those due before this moment; null: any.</summary>
    public DateTimeOffset? DueTo { get; init; }

    /// <summary>The last of the page before; null: the first page.</summary>
    public CaseKey? After { get; init; }

    /// <summary>How many cases a page has at most, 1 to 1,000.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>Where a case stands in its list.</summary>
/// <param name="Sort">What it is ordered by.</param>
/// <param name="Root">The record that opened it.</param>
public readonly record struct CaseKey(long Sort, long Root)
{
    /// <summary>As a link carries it.</summary>
    public override string ToString() => $"{Snapshot.Number(Sort)}_{Snapshot.Number(Root)}";

    /// <summary>From a link. False for what is none.</summary>
    public static bool TryParse(string? text, out CaseKey key)
    {
        key = default;
        if (text?.Split('_') is not [var sort, var root] || !long.TryParse(sort, out var first) || !long.TryParse(root, out var second)) return false;
        key = new CaseKey(first, second);
        return true;
    }
}

/// <summary>A case in a list: a row, not the case itself (<see cref="OneCase"/>).</summary>
public sealed record CaseItem
{
    /// <summary>The record that opened it: its number.</summary>
    public required long Root { get; init; }

    /// <summary>The key of the instance that opened it.</summary>
    public required UInt128 Key { get; init; }

    /// <summary>The campaign's number.</summary>
    public int Campaign { get; init; }

    /// <summary>What it is about.</summary>
    public CaseKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public CaseStage Stage { get; init; }

    /// <summary>Whether it is open.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether its clock runs: open, registered, not on hold.</summary>
    public bool Runs { get; init; }

    /// <summary>The category's code; null: none.</summary>
    public string? Category { get; init; }

    /// <summary>The line's code; null: none.</summary>
    public string? Line { get; init; }

    /// <summary>The unit in which it lies.</summary>
    public UnitNo Unit { get; init; }

    /// <summary>The cell in which it lies.</summary>
    public CellNo Cell { get; init; }

    /// <summary>The day on which it was reported.</summary>
    public DateOnly Day { get; init; }

    /// <summary>The host, or who is proposed.</summary>
    public UnitNo Host { get; init; }

    /// <summary>Who holds it now.</summary>
    public UnitNo Holder { get; init; }

    /// <summary>When it is due, in UTC; null: it is not.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Whether that is reckoned over holidays that are assumed.</summary>
    public bool Provisional { get; init; }

    /// <summary>When it was reported, in UTC.</summary>
    public DateTimeOffset Reported { get; init; }

    /// <summary>When it was registered, in UTC; null: not yet.</summary>
    public DateTimeOffset? Registered { get; init; }

    /// <summary>When it ended, in UTC; null: it is open.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Since when it stands as it stands, in UTC.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>How often it was returned.</summary>
    public int Returns { get; init; }

    /// <summary>How often it was sent back.</summary>
    public int SendBacks { get; init; }

    /// <summary>How often it was opened again.</summary>
    public int Reopens { get; init; }

    /// <summary>Whether it is or was under supervision.</summary>
    public bool Supervised { get; init; }

    /// <summary>Where it is, in WGS-84 degrees; null: not said.</summary>
    public (double Longitude, double Latitude)? Place { get; init; }

    /// <summary>What it is about, in words.</summary>
    public string? What { get; init; }

    /// <summary>The position that changed it last.</summary>
    public long Changed { get; init; }

    /// <summary>Where it stands in its list.</summary>
    public CaseKey Position { get; init; }

    /// <summary>Whether it is on hold.</summary>
    public bool Suspended => IsOpen && !Runs && Registered is not null;

    /// <summary>Whether it is late at a moment.</summary>
    public bool IsLate(DateTimeOffset now) => Runs && Due < now;
}

/// <summary>A page of cases.</summary>
/// <param name="Cases">The cases, in the order of the list.</param>
/// <param name="Next">The <see cref="CaseQuery.After"/> of the next page; null: this is the last.</param>
public sealed record CasePage(IReadOnlyList<CaseItem> Cases, CaseKey? Next);

/// <summary>Reads lists of cases.</summary>
public static class CaseList
{
    /// <summary>The place in the order of an open case that is not due.</summary>
    internal const long NotDue = long.MaxValue / 2;

    internal const int ColumnCount = 29;
    private const int SelectsAStatement = 150;
    /// <summary>The columns that <see cref="Read"/> takes, under the table's short name; there are <see cref="ColumnCount"/>.</summary>
    internal const string Columns =
        """
        c.root_seq, c.case16, c.campaign, c.kind, c.stage, c.is_open, c.runs, c.category, c.line, c.unit, c.cell, c.day, c.host, c.holder, c.due,
        c.provisional, c.reported, c.registered, c.ended, c.since, c.returns, c.send_backs, c.reopens, c.supervised, c.longitude, c.latitude, c.what,
        c.changed, c.sort
        """;

    /// <summary>A page of cases.</summary>
    public static async Task<CasePage> ReadAsync(Snapshot snapshot, CaseQuery query, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, 1000);
        var items = await ItemsAsync(snapshot, query, query.Limit + 1, cancel);
        var more = items.Count > query.Limit;
        if (more) items.RemoveRange(query.Limit, items.Count - query.Limit);
        return new CasePage(items, more ? items[^1].Position : null);
    }

    /// <summary>How many cases a list has, all pages together: by the kept counts where they tell, else counted to <see cref="RecordList.CountedTo"/>.</summary>
    public static async Task<RecordTotal> CountAsync(Snapshot snapshot, CaseQuery query, CancellationToken cancel = default)
    {
        if (await CaseCounts.OfAsync(snapshot, query, cancel) is { } kept) return new RecordTotal(kept, false);
        long n = 0;
        foreach (var selects in Selects(query with { After = null }, "c.root_seq").Chunk(SelectsAStatement))
        {
            if (n > RecordList.CountedTo) break;
            n += (await snapshot.ListAsync(
                $"SELECT COUNT(*) FROM (SELECT DISTINCT root_seq FROM (\n{string.Join("\nUNION ALL\n", Named(selects))}\n) AS found) AS roots",
                row => row.GetInt64(0), Values(query with { After = null }, RecordList.CountedTo + 1), cancel))[0];
        }
        return n > RecordList.CountedTo ? new RecordTotal(RecordList.CountedTo, true) : new RecordTotal(n, false);
    }

    /// <summary>Cases by their roots, in no order: those that are there.</summary>
    public static Task<List<CaseItem>> OfAsync(Snapshot snapshot, IReadOnlyCollection<long> roots, CancellationToken cancel = default) =>
        roots.Count == 0
            ? Task.FromResult(new List<CaseItem>())
            : snapshot.ListAsync($"SELECT {Columns} FROM case_state c WHERE c.d = @d AND c.root_seq IN {Snapshot.In(roots)}", Read, cancel);

    /// <summary>The case that a record opened, by its root, or by the key of its instance; null: none.</summary>
    public static async Task<CaseItem?> FindAsync(Snapshot snapshot, UInt128 key, CancellationToken cancel = default) =>
        (await snapshot.ListAsync(
            $"SELECT {Columns} FROM case_state c WHERE c.d = @d AND c.case16 = @key", Read, [("key", Keys.ToBytes(key))], cancel)).FirstOrDefault();

    /// <summary>
    /// Cases of the same category near a point, nearest first: what a new report may be the same as. Only those seen by <paramref name="sight"/>.
    /// </summary>
    /// <param name="snapshot">The district.</param>
    /// <param name="sight">What the reader sees of the campaign.</param>
    /// <param name="category">The category's code.</param>
    /// <param name="longitude">Degrees east, WGS-84.</param>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="metres">How near, at most 1,000.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<(CaseItem Case, double Metres)>> NearAsync(
        Snapshot snapshot, Sight sight, string category, double longitude, double latitude, int metres, CancellationToken cancel = default)
    {
        if (sight.Units.Count == 0) return [];
        var here = new GeoPoint(longitude, latitude);
        var degrees = metres / 80_000.0;
        var (fromX, fromY) = CaseRow.Square(longitude - degrees, latitude - degrees);
        var (toX, toY) = CaseRow.Square(longitude + degrees, latitude + degrees);
        var columns = string.Join(", ", Enumerable.Range(fromX, toX - fromX + 1));
        var scope = sight.All ? "" : $" AND (c.unit IN {Snapshot.In(sight.Units)} OR c.host IN {Snapshot.In(sight.Units)})";
        var found = await snapshot.ListAsync(
            $"""
            SELECT {Columns} FROM case_state c WHERE c.d = @d AND c.x IN ({columns}) AND c.y >= @from AND c.y <= @to
              AND c.campaign = @campaign AND c.category = @category{scope}
            """,
            Read, [("from", fromY), ("to", toY), ("campaign", sight.Campaign), ("category", category)], cancel);
        return
        [
            .. found.Select(item => (Case: item, Metres: here.MetresTo(new GeoPoint(item.Place!.Value.Longitude, item.Place.Value.Latitude))))
                .Where(near => near.Metres <= metres).OrderBy(near => near.Metres),
        ];
    }

    internal static CaseItem Read(DbDataReader row) => new()
    {
        Root = row.GetInt64(0),
        Key = row.Key(1),
        Campaign = row.GetInt32(2),
        Kind = (CaseKind)row.GetInt32(3),
        Stage = (CaseStage)row.GetInt32(4),
        IsOpen = row.GetInt32(5) == 1,
        Runs = row.GetInt32(6) == 1,
        Category = row.GetString(7) is { Length: > 0 } category ? category : null,
        Line = row.GetString(8) is { Length: > 0 } line ? line : null,
        Unit = new UnitNo(row.GetInt32(9)),
        Cell = new CellNo(row.GetInt32(10)),
        Day = DateOnly.FromDayNumber(row.GetInt32(11)),
        Host = new UnitNo(row.GetInt32(12)),
        Holder = new UnitNo(row.GetInt32(13)),
        Due = Time(row, 14),
        Provisional = row.GetInt32(15) == 1,
        Reported = Time(row, 16)!.Value,
        Registered = Time(row, 17),
        Ended = Time(row, 18),
        Since = Time(row, 19)!.Value,
        Returns = row.GetInt32(20),
        SendBacks = row.GetInt32(21),
        Reopens = row.GetInt32(22),
        Supervised = row.GetInt32(23) == 1,
        Place = row.IsDBNull(24) ? null : (row.GetInt64(24) / 1e6, row.GetInt64(25) / 1e6),
        What = row.IsDBNull(26) ? null : row.GetString(26),
        Changed = row.GetInt64(27),
        Position = new CaseKey(row.GetInt64(28), row.GetInt64(0)),
    };

    private static DateTimeOffset? Time(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : JournalTime.FromMicroseconds(row.GetInt64(column), 0);

    private static async Task<List<CaseItem>> ItemsAsync(Snapshot snapshot, CaseQuery query, int limit, CancellationToken cancel)
    {
        var items = new List<CaseItem>();
        foreach (var selects in Selects(query, Columns).Chunk(SelectsAStatement))
        {
            items.AddRange(await snapshot.ListAsync(
                $"{string.Join("\nUNION ALL\n", Named(selects))}\nORDER BY sort, root_seq LIMIT @limit", Read, Values(query, limit), cancel));
        }
        return [.. items.DistinctBy(item => item.Root).OrderBy(item => item.Position.Sort).ThenBy(item => item.Root).Take(limit)];
    }

    /// <summary>A select for each index range that may hold cases of the query: each ordered, each limited.</summary>
    private static IEnumerable<string> Selects(CaseQuery query, string columns)
    {
        foreach (var sight in query.Sights)
        {
            if (sight.Units.Count == 0) continue;
            var campaign = $"c.campaign = {Snapshot.Number(sight.Campaign)} AND c.kind = {(int)query.Kind}";
            foreach (var open in Openness(query))
            {
                var rest = $"{open} AND {Filter(query)}";
                foreach (var where in Ways(query, sight, campaign, rest)) yield return Select(columns, where);
                if (!sight.All) yield return Helped(columns, sight, campaign, rest + Narrowed(query));
            }
        }
    }

    /// <summary>The ranges of one index: that of the narrowest thing asked for.</summary>
    private static IEnumerable<string> Ways(CaseQuery query, Sight sight, string campaign, string rest)
    {
        var seen = sight.All ? "" : $" AND (c.unit + 0 IN {Snapshot.In(sight.Units)} OR c.host + 0 IN {Snapshot.In(sight.Units)})";
        if (query.Holders is { } holders) return holders.Select(unit => $"c.holder = {Snapshot.Number(unit.Value)} AND {rest} AND {campaign}{seen}");
        if (query.Cells is { } cells) return cells.Select(cell => $"c.cell = {Snapshot.Number(cell.Value)} AND {campaign} AND {rest}{seen}");
        if (query.Units is { } units)
            return units.Select(unit => $"c.unit = {Snapshot.Number(unit.Value)} AND {campaign} AND {rest}{seen}");
        if (query.Host is { } host) return [$"c.host = {Snapshot.Number(host.Value)} AND {campaign} AND {rest}{seen}"];
        if (query.Origin != 0) return [$"c.origin16 = @origin AND {campaign} AND {rest}{seen}"];
        if (sight.All) return [$"{campaign} AND {rest}"];
        return sight.Units.SelectMany(unit => new[]
        {
            $"c.unit = {Snapshot.Number(unit.Value)} AND {campaign} AND {rest}",
            $"c.host = {Snapshot.Number(unit.Value)} AND {campaign} AND {rest}",
        });
    }

    private static IEnumerable<string> Openness(CaseQuery query)
    {
        var now = "@now";
        if (query.Filter is CaseFilter.Late) return [$"c.is_open = 1 AND c.sort < {now}"];
        if (query.Filter is CaseFilter.NotLate) return [$"c.is_open = 1 AND c.sort >= {now}"];
        if (query.Filter is CaseFilter.Open) return ["c.is_open = 1"];
        if (query.Filter is CaseFilter.Over) return ["c.is_open = 0"];
        return ["c.is_open = 1", "c.is_open = 0"];
    }

    private static string Happening(CaseHappening? happened) => happened switch
    {
        CaseHappening.SentBack => " AND c.send_backs > 0",
        CaseHappening.Returned => " AND c.returns > 0",
        CaseHappening.Reopened => " AND c.reopens > 0",
        _ => "",
    };

    internal static string Filter(CaseQuery query) =>
        "1 = 1"
        + (query.After is null ? "" : " AND (c.sort > @sort OR (c.sort = @sort AND c.root_seq > @root)) AND c.sort >= @sort")
        + (query.Stage is { } stage ? $" AND c.stage = {(int)stage}" : "")
        + (query.Suspended is { } suspended ? suspended ? " AND c.runs = 0 AND c.registered IS NOT NULL AND c.is_open = 1" : " AND c.runs = 1" : "")
        + (query.Category is null ? "" : " AND c.category = @category")
        + (query.Line is null ? "" : " AND c.line = @line")
        + (query.Supervised ? " AND c.supervised = 1" : "")
        + Happening(query.Happened)
        + (query.Day is null ? "" : " AND c.day = @day")
        + (query.DayFrom is null ? "" : " AND c.day >= @day_from")
        + (query.DayTo is null ? "" : " AND c.day <= @day_to")
        + (query.DueFrom is null ? "" : " AND c.due >= @due_from AND c.sort >= @due_from")
        + (query.DueTo is null ? "" : " AND c.due < @due_to AND c.sort < @due_to")
        + (query.Host is { } host && (query.Holders is not null || query.Cells is not null || query.Units is not null)
            ? $" AND c.host + 0 = {Snapshot.Number(host.Value)}" : "")
        + (query.Cells is { } cells && query.Holders is not null ? $" AND c.cell + 0 IN {Snapshot.In(cells.Select(cell => (long)cell.Value))}" : "")
        + (query.Units is { } units && (query.Holders is not null || query.Cells is not null) ? $" AND c.unit + 0 IN {Snapshot.In(units)}" : "")
        + (query.Origin != 0 && (query.Holders is not null || query.Cells is not null || query.Units is not null || query.Host is not null)
            ? " AND c.origin16 = @origin" : "");

    /// <summary>What <see cref="Ways"/> asks of an index, of cases that another one led to.</summary>
    internal static string Narrowed(CaseQuery query) =>
        (query.Holders is { } holders ? $" AND c.holder + 0 IN {Snapshot.In(holders)}" : "")
        + (query.Cells is { } cells ? $" AND c.cell + 0 IN {Snapshot.In(cells.Select(cell => (long)cell.Value))}" : "")
        + (query.Units is { } units ? $" AND c.unit + 0 IN {Snapshot.In(units)}" : "")
        + (query.Host is { } host ? $" AND c.host + 0 = {Snapshot.Number(host.Value)}" : "")
        + (query.Origin != 0 ? " AND c.origin16 = @origin" : "");

    private static string Select(string columns, string where) =>
        $"SELECT {columns} FROM case_state c WHERE c.d = @d AND {where} ORDER BY c.sort, c.root_seq LIMIT @limit";

    /// <summary>The few with which the reader's units help.</summary>
    private static string Helped(string columns, Sight sight, string campaign, string rest) =>
        $"""
        SELECT {columns} FROM case_helper h CROSS JOIN case_state c
        WHERE h.d = @d AND h.unit IN {Snapshot.In(sight.Units)} AND c.d = h.d AND c.root_seq = h.root_seq AND {campaign} AND {rest}
        ORDER BY c.sort, c.root_seq LIMIT @limit
        """;

    private static IEnumerable<string> Named(IEnumerable<string> selects) => selects.Select((select, i) => $"SELECT * FROM ({select}) AS part_{i}");

    internal static List<(string, object)> Values(CaseQuery query, int limit)
    {
        var values = new List<(string, object)> { ("limit", limit) };
        if (query.Filter is CaseFilter.Late or CaseFilter.NotLate) values.Add(("now", JournalTime.ToMicroseconds(query.Now)));
        if (query.After is { } after) values.AddRange([("sort", after.Sort), ("root", after.Root)]);
        if (query.Category is { } category) values.Add(("category", category));
        if (query.Line is { } line) values.Add(("line", line));
        if (query.Day is { } day) values.Add(("day", day.DayNumber));
        if (query.DayFrom is { } first) values.Add(("day_from", first.DayNumber));
        if (query.DayTo is { } last) values.Add(("day_to", last.DayNumber));
        if (query.DueFrom is { } from) values.Add(("due_from", JournalTime.ToMicroseconds(from)));
        if (query.DueTo is { } to) values.Add(("due_to", JournalTime.ToMicroseconds(to)));
        if (query.Origin != 0) values.Add(("origin", Keys.ToBytes(query.Origin)));
        return values;
    }
}
