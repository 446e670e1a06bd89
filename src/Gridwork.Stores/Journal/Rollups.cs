// Rollups are folded behind the entries (core.md 6): by SQL, under the lock, every couple of thousand entries. A read is rollup plus tail.

namespace Gridwork.Stores.Journal;

/// <summary>Folds entries into the rollups of live indicator versions.</summary>
internal static class Rollups
{
    /// <summary>After how many of its own entries a version gets a checkpoint: as-at reads add at most so many.</summary>
    private const int CheckpointEvery = 2000;

    // Only the bounds that stand in the statement tell PostgreSQL how little of the ledger lies behind the rollups: by the column alone it reckons
    // with a third of it, and walks it all, under the lock.
    private const string Tail =
        """
        FROM indicator i JOIN entry e ON e.d = i.d AND e.ind = i.ind AND e.ver = i.ver AND e.pos > i.rolled_to
          AND e.pos > @low AND e.pos <= @head
        WHERE i.d = @d AND i.live = 1
        """;

    private static readonly string[] Folds =
    [
        $"""
        INSERT INTO roll (d, ind, ver, unit, cell, day, sum, n)
        SELECT e.d, e.ind, e.ver, e.unit, e.cell, e.day, SUM(e.value), COUNT(*) {Tail} GROUP BY e.d, e.ind, e.ver, e.unit, e.cell, e.day
        ON CONFLICT (d, ind, ver, unit, cell, day) DO UPDATE SET sum = roll.sum + excluded.sum, n = roll.n + excluded.n
        """,
        $"""
        INSERT INTO roll_place (d, ind, ver, unit, cell, sum, n)
        SELECT e.d, e.ind, e.ver, e.unit, e.cell, SUM(e.value), COUNT(*) {Tail} GROUP BY e.d, e.ind, e.ver, e.unit, e.cell
        ON CONFLICT (d, ind, ver, unit, cell) DO UPDATE SET sum = roll_place.sum + excluded.sum, n = roll_place.n + excluded.n
        """,
        $"""
        INSERT INTO roll_day (d, ind, ver, unit, day, sum, n)
        SELECT e.d, e.ind, e.ver, e.unit, e.day, SUM(e.value), COUNT(*) {Tail} GROUP BY e.d, e.ind, e.ver, e.unit, e.day
        ON CONFLICT (d, ind, ver, unit, day) DO UPDATE SET sum = roll_day.sum + excluded.sum, n = roll_day.n + excluded.n
        """,
        """
        UPDATE indicator SET unchecked = unchecked
          + (SELECT COUNT(*) FROM entry e WHERE e.d = indicator.d AND e.ind = indicator.ind AND e.ver = indicator.ver
             AND e.pos > indicator.rolled_to AND e.pos > @low AND e.pos <= @head)
        WHERE d = @d AND live = 1
        """,
        """
        INSERT INTO checkpoint (d, ind, ver, pos, unit, sum, n)
        SELECT p.d, p.ind, p.ver, @head, p.unit, SUM(p.sum), SUM(p.n)
        FROM indicator i JOIN roll_place p ON p.d = i.d AND p.ind = i.ind AND p.ver = i.ver
        WHERE i.d = @d AND i.live = 1 AND i.unchecked >= @every GROUP BY p.d, p.ind, p.ver, p.unit
        """,
        """
        UPDATE indicator SET rolled_to = @head, unchecked = CASE WHEN unchecked >= @every THEN 0 ELSE unchecked END
        WHERE d = @d AND live = 1 AND rolled_to < @head
        """,
    ];

    /// <summary>Folds everything up to the head, in a transaction of its own.</summary>
    public static async ValueTask FoldAsync(JournalSession session, CancellationToken cancel)
    {
        var head = await session.BeginAsync([], cancel);
        await FoldAsync(session, head.Seq, cancel);
        await session.CommitAsync(new RowSets(), null, cancel);
    }

    /// <summary>Folds everything up to <paramref name="head"/> in the transaction at hand.</summary>
    public static async ValueTask FoldAsync(JournalSession session, long head, CancellationToken cancel)
    {
        long low = 0;
        await session.AskAsync(
            [
                new Query("SELECT COALESCE(MIN(rolled_to), 0) FROM indicator WHERE d = @d AND live = 1", [], row =>
                {
                    if (row.Read()) low = row.GetInt64(0);
                }),
            ],
            cancel);
        foreach (var fold in Folds) await session.RunAsync(fold, [("low", low), ("head", head), ("every", (long)CheckpointEvery)], cancel);
    }
}
