// Every derived table with what a comparison needs: the columns that must be the same when the journal is replayed, and how to say the rows anew
// where they are sums of others.
namespace Gridwork.Stores.Rebuild;

/// <summary>A table that a rebuild makes again.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Key">The columns by which a row is named, without the district.</param>
/// <param name="Columns">The other columns that follow from the journal.</param>
/// <param name="Record">The key column that holds the position of a record entry; null: a row concerns many.</param>
internal sealed record DerivedTable(string Name, string[] Key, string[] Columns, string? Record)
{
    /// <summary>Which rows are compared; the rest depends on when things were done, not on what they are.</summary>
    public string Where { get; private init; } = "d = @d";

    /// <summary>The rows as they ought to be, where they are not simply those of the rebuilt table.</summary>
    public string? Expected { get; private init; }

    // A version that is still being folded has only a part of its entries.
    private const string LiveOnly = "d = @d AND (ind, ver) IN (SELECT ind, ver FROM {stored}.indicator WHERE d = @d AND live = 1)";

    /// <summary>All of them, those first that others are made of.</summary>
    public static IReadOnlyList<DerivedTable> All { get; } =
    [
        new("instance", ["id16"], ["seq"], "seq"),
        new("conflict", ["id16", "seq"], [], "seq"),
        new("record", ["root_seq"], ["head_seq", "campaign", "form", "unit", "cell", "day", "person", "standing", "missing", "place"], "root_seq"),
        new("revision", ["seq"], ["root_seq", "replaces_seq", "state", "pos"], "seq"),
        new("turn", ["pos", "ord"], ["root_seq", "from_seq", "to_seq", "day"], "root_seq"),
        new("attachment", ["instance_seq", "name"], ["hash", "size", "media", "entry_seq", "expected"], "instance_seq"),
        new("waiting", ["wanted16", "seq"], ["reason"], "seq"),
        new("scope", ["unit", "root_seq"], [], "root_seq"),
        // A count that fell to nothing may have left its row or not.
        new("record_count", ["campaign", "form", "unit", "standing"], ["n"], null) { Where = "d = @d AND n <> 0" },
        new("case_log", ["case16", "pos", "ord"], ["root_seq", "record_seq", "state", "refusal", "person", "by_unit", "unit", "cell", "at", "at_offset", "said"], "root_seq"),
        new("case_state", ["root_seq"], [
            "case16", "campaign", "kind", "stage", "is_open", "runs", "category", "line", "unit", "cell", "day", "host", "holder", "due", "provisional",
            "sort", "reported", "registered", "ended", "since", "returns", "send_backs", "reopens", "supervised", "origin16", "x", "y", "longitude", "latitude",
            "what", "changed", "place"], "root_seq"),
        new("case_helper", ["unit", "root_seq"], [], "root_seq"),
        new("case_count", ["campaign", "kind", "unit", "cell", "category", "line", "host", "measure"], ["n"], null) { Where = "d = @d AND n <> 0" },
        new("map_count", ["layer", "campaign", "is_open", "square", "unit", "host"], ["n"], null) { Where = "d = @d AND n <> 0" },
        new("paper", ["seq"], ["campaign", "unit", "template", "number"], null),
        new("definition_entry", ["seq"], ["kind"], null),
        new("indicator", ["ind", "ver"], ["campaign", "published_seq", "retired_seq"], null),
        new("entry", ["ind", "ver", "pos", "ord"], ["record_seq", "root_seq", "unit", "cell", "day", "value"], "root_seq") { Where = LiveOnly },
        new("claim", ["ind", "ver", "key16", "root_seq"], ["record_seq", "unit", "cell", "day", "holds"], "root_seq") { Where = LiveOnly },
        Rollup("roll", "unit", "cell", "day"),
        Rollup("roll_place", "unit", "cell"),
        Rollup("roll_day", "unit", "day"),
        new("checkpoint", ["ind", "ver", "pos", "unit"], ["sum", "n"], null)
        {
            // The sums grow from checkpoint to checkpoint: each entry is looked at once.
            Expected =
                """
                SELECT ind, ver, pos, unit, CAST(sum AS bigint), CAST(n AS bigint) FROM (
                  SELECT g.ind, g.ver, g.pos, g.unit, SUM(g.v) OVER grown AS sum, SUM(g.c) OVER grown AS n FROM (
                    SELECT q.ind, q.ver, q.pos, u.unit, COALESCE(s.v, 0) AS v, COALESCE(s.c, 0) AS c
                    FROM (SELECT ind, ver, pos, COALESCE(LAG(pos) OVER (PARTITION BY ind, ver ORDER BY pos), 0) AS before
                          FROM (SELECT DISTINCT ind, ver, pos FROM {stored}.checkpoint WHERE d = @d) AS p) AS q
                    JOIN (SELECT DISTINCT ind, ver, unit FROM {rebuilt}.entry WHERE d = @d) AS u ON u.ind = q.ind AND u.ver = q.ver
                    LEFT JOIN (
                      SELECT b.ind, b.ver, b.pos, e.unit, SUM(e.value) AS v, COUNT(*) AS c
                      FROM (SELECT ind, ver, pos, COALESCE(LAG(pos) OVER (PARTITION BY ind, ver ORDER BY pos), 0) AS before
                            FROM (SELECT DISTINCT ind, ver, pos FROM {stored}.checkpoint WHERE d = @d) AS p) AS b
                      JOIN {rebuilt}.entry e ON e.d = @d AND e.ind = b.ind AND e.ver = b.ver AND e.pos > b.before AND e.pos <= b.pos
                      GROUP BY b.ind, b.ver, b.pos, e.unit) AS s
                      ON s.ind = q.ind AND s.ver = q.ver AND s.pos = q.pos AND s.unit = u.unit) AS g
                  WINDOW grown AS (PARTITION BY g.ind, g.ver, g.unit ORDER BY g.pos)) AS t
                WHERE n > 0
                """,
        },
    ];

    private static DerivedTable Rollup(string name, params string[] place)
    {
        var columns = string.Join(", ", place.Select(column => $"e.{column}"));
        return new DerivedTable(name, ["ind", "ver", .. place], ["sum", "n"], null)
        {
            // The store says how far its rollups go; up to there they are the sums of what was rebuilt.
            Expected =
                $$"""
                SELECT e.ind, e.ver, {{columns}}, CAST(SUM(e.value) AS bigint), COUNT(*)
                FROM {stored}.indicator i JOIN {rebuilt}.entry e ON e.d = i.d AND e.ind = i.ind AND e.ver = i.ver AND e.pos <= i.rolled_to
                WHERE i.d = @d AND i.live = 1 GROUP BY e.ind, e.ver, {{columns}}
                """,
        };
    }

    /// <summary>Rows of one side that the other lacks, in the order of the key.</summary>
    /// <param name="rebuilt">The schema of what was made again.</param>
    /// <param name="stored">The schema of what the store holds.</param>
    /// <param name="surplus">Whether to list what the store has too much instead of what it lacks.</param>
    public string Difference(string rebuilt, string stored, bool surplus)
    {
        var columns = string.Join(", ", Key.Concat(Columns));
        var expected = Expected ?? $"SELECT {columns} FROM {{rebuilt}}.{Name} WHERE {Where}";
        var found = $"SELECT {columns} FROM {{stored}}.{Name} WHERE {Where}";
        var (more, less) = surplus ? (found, expected) : (expected, found);
        var order = string.Join(", ", Enumerable.Range(1, Key.Length));
        return $"SELECT * FROM ({more} EXCEPT {less}) AS other ORDER BY {order} LIMIT 1"
            .Replace("{rebuilt}", rebuilt, StringComparison.Ordinal).Replace("{stored}", stored, StringComparison.Ordinal);
    }
}
