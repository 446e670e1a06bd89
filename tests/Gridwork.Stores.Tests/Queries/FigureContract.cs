using CsCheck;
using Gridwork.Engine;
using Gridwork.Engine.Records;
using Gridwork.Engine.Tallies;
using Gridwork.Stores.Tallies;

namespace Gridwork.Stores.Tests.Queries;

public sealed class FiguresOnSqlite : FigureContract
{
    protected override PostgresServer? Server => null;
}

public sealed class FiguresOnPostgres(PostgresServer server) : FigureContract
{
    protected override PostgresServer? Server => server;
}

/// <summary>What figures and their lines say, on both stores.</summary>
public abstract class FigureContract
{
    private static readonly DateOnly Monday = new(2021, 5, 24);
    private static readonly UnitNo[] AllUnits = [new(1), new(2), new(3), new(4)];

    protected abstract PostgresServer? Server { get; }

    /// <summary>A ledger of random postings, rolled up to somewhere, with checkpoints here and there.</summary>
    private static readonly Gen<DrawnRows> Ledger =
        Gen.Select(
            Gen.Select(Gen.Int[1, 2], Gen.Int[1, 4], Gen.Int[0, 3], Gen.Int[0, 5], Gen.Int[-3, 9], Gen.Int[1, 3]).Array[0, 80],
            Gen.Int[0, 90], Gen.Int[0, 90].Array[0, 3])
        .Select((lines, rolled, checkpoints) =>
        {
            var rows = new DrawnRows();
            var pos = 0L;
            foreach (var (indicator, unit, cell, day, value, step) in lines)
            {
                pos += step - 1;
                if (pos == 0) pos = 1;
                var id = new IndicatorVersionId(indicator, 1);
                var ord = rows.Entries.Count(e => e.Indicator == id && e.Pos == pos);
                rows.Entries.Add(new TallyEntry(id, pos, ord, pos, Math.Max(1, pos - value), new UnitNo(unit), new CellNo(cell), Monday.AddDays(day), value));
            }
            rows.Head = 300;
            rows.RolledTo = Math.Min(rolled, rows.Head);
            rows.Checkpoints = [.. checkpoints.Where(at => at <= rows.RolledTo).Distinct().Order()];
            return rows;
        });

    [Fact]
    public async Task A_figure_equals_the_sum_of_its_entries_by_every_axis_and_at_every_position()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var query = Gen.Select(Gen.Int[0, 7], Gen.Int[1, 15], Gen.Int[-1, 3], Gen.Int[-1, 5], Gen.Int[-1, 90]);
        await Gen.Select(Ledger, query.Array[8]).SampleAsync(async drawn =>
        {
            var (rows, queries) = drawn;
            await ClearAsync(test);
            await rows.WriteAsync(test.Store);
            await using var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District);
            foreach (var (by, mask, cell, day, at) in queries)
            {
                var asked = new TallyQuery
                {
                    Indicators = [DrawnRows.Stalls, DrawnRows.Signs],
                    Units = [.. AllUnits.Where((_, i) => (mask >> i & 1) == 1)],
                    By = (TallyBy)by,
                    Cell = cell < 0 ? null : new CellNo(cell),
                    From = day < 0 ? null : Monday.AddDays(day - 2),
                    To = day < 0 ? null : Monday.AddDays(day),
                    At = at < 0 ? null : at,
                };
                Assert.Equal(Recount(rows, asked), await TallySums.ReadAsync(snapshot, asked));
            }
        }, iter: 25, threads: 1);
    }

    [Fact]
    public async Task Lines_page_by_page_are_all_entries_in_order_and_each_page_knows_the_sum_before_it()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var query = Gen.Select(Gen.Int[1, 15], Gen.Int[-1, 3], Gen.Int[-1, 5], Gen.Int[-1, 90], Gen.Int[1, 7]);
        await Gen.Select(Ledger, query.Array[3]).SampleAsync(async drawn =>
        {
            var (rows, queries) = drawn;
            await ClearAsync(test);
            await rows.WriteAsync(test.Store);
            await using var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District);
            foreach (var (mask, cell, day, at, limit) in queries)
            {
                var asked = new TallyLineQuery
                {
                    Indicator = DrawnRows.Stalls,
                    Units = [.. AllUnits.Where((_, i) => (mask >> i & 1) == 1)],
                    Cell = cell < 0 ? null : new CellNo(cell),
                    From = day < 0 ? null : Monday.AddDays(day - 2),
                    To = day < 0 ? null : Monday.AddDays(day),
                    At = at < 0 ? null : at,
                    Limit = limit,
                };
                var expected = rows.Entries
                    .Where(e => e.Indicator == DrawnRows.Stalls && asked.Units.Contains(e.Unit) && (asked.Cell ?? e.Cell) == e.Cell
                        && e.Day >= (asked.From ?? e.Day) && e.Day <= (asked.To ?? e.Day) && e.Pos <= (asked.At ?? long.MaxValue))
                    .OrderBy(e => (e.Day, e.Root, e.Pos, e.Ord)).ToList();
                var found = new List<TallyEntry>();
                TallyLineKey? next = null;
                do
                {
                    var page = await TallyLines.ReadAsync(snapshot, asked with { After = next });
                    Assert.Equal(found.Sum(e => e.Value), page.Before);
                    found.AddRange(page.Lines.Select(line => line.Entry));
                    next = page.Next is { } key ? TallyLineKey.Parse(key.ToString()) : null;
                }
                while (next is not null);
                Assert.Equal(expected, found);
            }
        }, iter: 25, threads: 1);
    }

    [Fact]
    public async Task O08_lines_that_come_in_while_pages_are_read_change_neither_the_pages_nor_their_sum()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var rows = new DrawnRows { Head = 2000, RolledTo = 1500 };
        for (var i = 1; i <= 2000; i++)
            rows.Entries.Add(new TallyEntry(DrawnRows.Stalls, i, 0, i, i, AllUnits[i % 4], new CellNo(i % 3), Monday.AddDays(i % 7), i % 5));
        await rows.WriteAsync(test.Store);

        var seen = new List<TallyEntry>();
        var asked = new TallyLineQuery { Indicator = DrawnRows.Stalls, Units = AllUnits, Limit = 200 };
        for (var (page, newest) = (0, 2000L); ; page++)
        {
            await using (var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District))
            {
                var lines = await TallyLines.ReadAsync(snapshot, asked);
                Assert.Equal(seen.Sum(e => e.Value), lines.Before);
                seen.AddRange(lines.Lines.Select(line => line.Entry));
                if (lines.Next is null) break;
                asked = asked with { After = lines.Next, At = lines.At };
            }
            await DrawnRows.WriteEntriesAsync(test.Store, Enumerable.Range(1, 50).Select(i =>
                new TallyEntry(DrawnRows.Stalls, newest + i, 0, 1 + i, 1 + i, AllUnits[i % 4], new CellNo(0), Monday.AddDays(i % 7), 9)));
            newest += 50;
            await DrawnRows.RunAsync(test.Store, $"UPDATE head SET seq = {newest}");
        }
        Assert.Equal(rows.Entries.OrderBy(e => (e.Day, e.Root, e.Pos, e.Ord)), seen);
    }

    [Fact]
    public async Task A_line_says_whether_it_takes_back_or_was_taken_back()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var rows = new DrawnRows { Head = 9, RolledTo = 4 };
        TallyEntry Line(long pos, int ord, long record, int day, long value) =>
            new(DrawnRows.Stalls, pos, ord, record, 1, new UnitNo(2), new CellNo(1), Monday.AddDays(day), value);
        // 3 stalls; corrected at 5 to 4 on the next day; rejected by the review at 7; restored at 9.
        rows.Entries.AddRange([Line(1, 0, 1, 0, 3), Line(5, 0, 5, 0, -3), Line(5, 1, 5, 1, 4), Line(7, 0, 7, 1, -4), Line(9, 0, 5, 1, 4)]);
        await rows.WriteAsync(test.Store);
        await using var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District);
        var page = await TallyLines.ReadAsync(snapshot, new TallyLineQuery { Indicator = DrawnRows.Stalls, Units = AllUnits });
        Assert.Equal(
            [
                (3L, "uuid:1", false, true), (-3L, "uuid:5", true, false), (4L, "uuid:5", false, true), (-4L, "uuid:7", true, false),
                (4L, "uuid:5", false, false),
            ],
            page.Lines.Select(line => (line.Entry.Value, line.Instance, line.Reversal, line.Corrected)));
        var earlier = await TallyLines.ReadAsync(snapshot, new TallyLineQuery { Indicator = DrawnRows.Stalls, Units = AllUnits, At = 4 });
        Assert.Equal([(3L, false)], earlier.Lines.Select(line => (line.Entry.Value, line.Corrected)));
    }

    [Fact]
    public async Task The_newest_declared_figure_of_each_unit_stands_and_one_taken_back_does_not()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var rows = new DrawnRows { Head = 9, RolledTo = 3 };
        void Declare(int unit, int day, long pos, int ord, long root, long record, long value) =>
            rows.Entries.Add(new TallyEntry(DrawnRows.Stalls, pos, ord, record, root, new UnitNo(unit), default, Monday.AddDays(day), value));
        Declare(2, 0, 1, 0, 1, 1, 40);
        Declare(2, 1, 2, 0, 2, 2, 51);
        // Unit 3 declared 0, then took back what it declared later.
        Declare(3, 0, 3, 0, 3, 3, 0);
        Declare(3, 2, 4, 0, 4, 4, 7);
        Declare(3, 2, 6, 0, 4, 6, -7);
        // Unit 4 declared twice on one day, the earlier root corrected last.
        Declare(4, 1, 5, 0, 5, 5, 8);
        Declare(4, 1, 7, 0, 7, 7, 9);
        Declare(4, 1, 8, 0, 5, 8, -8);
        Declare(4, 1, 8, 1, 5, 8, 10);
        rows.Records.Add(new RecordRow(3, 3, 1, 1, new UnitNo(3), default, Monday, default, Standing.Counts, 0));
        rows.Revisions.Add(new Revision(3, 3, null, RevisionState.Head, 3));
        await rows.WriteAsync(test.Store);
        await using var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District);
        var now = await DeclaredFigures.ReadAsync(snapshot, DrawnRows.Stalls, AllUnits);
        Assert.Equal(
            [(2, Monday.AddDays(1), 51L, 2L), (3, Monday, 0L, 3L), (4, Monday.AddDays(1), 10L, 8L)],
            now.Select(figure => (figure.Unit.Value, figure.Day, figure.Value, figure.Record)));
        Assert.All(now, figure => Assert.Equal(7, figure.Person.Value));
        var then = await DeclaredFigures.ReadAsync(snapshot, DrawnRows.Stalls, AllUnits, at: 5);
        Assert.Equal([51L, 7L, 8L], then.Select(figure => figure.Value));
    }

    [Fact]
    public async Task A_version_that_is_still_counted_says_how_far()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await new DrawnRows { Head = 100, Live = false }.WriteAsync(test.Store);
        await using var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District);
        var progress = await TallySums.ProgressAsync(snapshot, [DrawnRows.Stalls, DrawnRows.Signs]);
        Assert.Equal([(DrawnRows.Stalls, new TallyProgress(false, 50, 100, 0, 1))], progress.Select(pair => (pair.Key, pair.Value)));
    }

    private static IEnumerable<TallySum> Recount(DrawnRows rows, TallyQuery query) => rows.Entries
        .Where(e => query.Units.Contains(e.Unit) && (query.Cell ?? e.Cell) == e.Cell && e.Day >= (query.From ?? e.Day) && e.Day <= (query.To ?? e.Day)
            && e.Pos <= (query.At ?? long.MaxValue))
        .GroupBy(e => (
            e.Indicator, Unit: query.By.HasFlag(TallyBy.Unit) ? e.Unit : default, Cell: query.By.HasFlag(TallyBy.Cell) ? e.Cell : default,
            Day: query.By.HasFlag(TallyBy.Day) ? e.Day : default))
        .Select(g => new TallySum(g.Key.Indicator, g.Key.Unit, g.Key.Cell, g.Key.Day, g.Sum(e => e.Value), g.Count()))
        .OrderBy(sum => (sum.Indicator.Indicator, sum.Unit.Value, sum.Cell.Value, sum.Day));

    private static async Task ClearAsync(TestStore test)
    {
        foreach (var table in new[] { "entry", "roll", "roll_place", "roll_day", "checkpoint", "indicator", "record", "record_count", "scope", "revision" })
            await DrawnRows.RunAsync(test.Store, $"DELETE FROM {table}");
    }
}
