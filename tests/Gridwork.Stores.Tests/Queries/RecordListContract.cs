using CsCheck;
using Gridwork.Engine;
using Gridwork.Engine.Records;
using Gridwork.Stores.Records;

namespace Gridwork.Stores.Tests.Queries;

public sealed class RecordListsOnSqlite : RecordListContract
{
    protected override PostgresServer? Server => null;
}

public sealed class RecordListsOnPostgres(PostgresServer server) : RecordListContract
{
    protected override PostgresServer? Server => server;
}

/// <summary>What lists of records show to whom, on both stores.</summary>
public abstract class RecordListContract
{
    private static readonly DateOnly Monday = new(2021, 5, 24);
    private static readonly UnitNo[] AllUnits = [new(1), new(2), new(3), new(4)];

    protected abstract PostgresServer? Server { get; }

    private static readonly Gen<DrawnRows> Drawn =
        Gen.Select(Gen.Int[1, 2], Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[0, 2], Gen.Int[1, 4], Gen.Int[0, 1], Gen.Int[0, 4]).Array[0, 60]
        .Select(lines =>
        {
            var rows = new DrawnRows { Head = 200 };
            for (var i = 0; i < lines.Length; i++)
            {
                var (campaign, form, unit, cell, standing, missing, sender) = lines[i];
                rows.Records.Add(new RecordRow(
                    i + 1, i + 1, campaign, form, new UnitNo(unit), new CellNo(cell), Monday.AddDays(i % 5), new PersonNo(7), (Standing)standing, missing));
                if (sender > 0 && sender != unit) rows.Scopes.Add((new UnitNo(sender), i + 1));
            }
            return rows;
        });

    [Fact]
    public async Task A_list_shows_each_visible_record_once_newest_first_and_counts_them()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var query = Gen.Select(Gen.Int[0, 15], Gen.Int[0, 15], Gen.Int[0, 3], Gen.Int[-1, 2], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[1, 9], Gen.Int[0, 7]);
        await Gen.Select(Drawn, query.Array[6]).SampleAsync(async drawn =>
        {
            var (rows, queries) = drawn;
            foreach (var table in new[] { "record", "record_count", "scope", "indicator", "map_count" }) await DrawnRows.RunAsync(test.Store, $"DELETE FROM {table}");
            await rows.WriteAsync(test.Store);
            await using var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District);
            foreach (var (first, second, form, cell, standing, unit, limit, rare) in queries)
            {
                var asked = new RecordQuery
                {
                    Sights = [SightOf(1, first), SightOf(2, second)],
                    Form = form == 0 ? null : form,
                    Cell = cell < 0 ? null : new CellNo(cell),
                    Standing = standing == 0 ? null : (Standing)standing,
                    Unit = unit == 0 ? null : new UnitNo(unit),
                    Missing = rare == 1,
                    Day = rare == 2 ? Monday.AddDays(1) : null,
                    Limit = limit,
                };
                var expected = rows.Records.Where(record => Sees(rows, asked, record)).Select(record => record.Root).Reverse().ToList();
                var found = new List<long>();
                for (long? next = null; ;)
                {
                    var page = await RecordList.ReadAsync(snapshot, asked with { Before = next });
                    found.AddRange(page.Records.Select(record => record.Row.Root));
                    next = page.Next;
                    if (next is null) break;
                }
                Assert.Equal(expected, found);
                Assert.Equal(new RecordTotal(expected.Count, false), await RecordList.CountAsync(snapshot, asked));
                foreach (var record in rows.Records)
                {
                    var seen = await OneRecord.IsSeenAsync(snapshot, record, asked.Sights[record.Campaign - 1]);
                    Assert.Equal(Sees(rows, new RecordQuery { Sights = asked.Sights }, record), seen);
                }
            }
        }, iter: 20, threads: 1);
    }

    [Fact]
    public async Task O08_pages_read_while_records_come_in_show_each_old_record_once()
    {
        await using var test = await TestStore.MakeAsync(Server);
        static RecordRow Row(long root) => new(
            root, root, 1, 1, AllUnits[root % 4], new CellNo(1), Monday, new PersonNo(7), Standing.Counts, 0);
        var rows = new DrawnRows { Head = 3000 };
        rows.Records.AddRange(Enumerable.Range(1, 3000).Select(i => Row(i)));
        await rows.WriteAsync(test.Store);
        var asked = new RecordQuery { Sights = [SightOf(1, 7)], Limit = 250 };
        var found = new List<long>();
        for (var newest = 3000; ; newest += 50)
        {
            await using (var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District))
            {
                var page = await RecordList.ReadAsync(snapshot, asked);
                found.AddRange(page.Records.Select(record => record.Row.Root));
                if (page.Next is null) break;
                asked = asked with { Before = page.Next };
            }
            var more = new DrawnRows { Head = newest + 50 };
            more.Records.AddRange(Enumerable.Range(newest + 1, 50).Select(i => Row(i)));
            await DrawnRows.RunAsync(test.Store, "DELETE FROM record_count");
            await DrawnRows.RunAsync(test.Store, "DELETE FROM indicator");
            await more.WriteAsync(test.Store);
        }
        Assert.Equal(Enumerable.Range(1, 3000).Select(i => (long)i).Reverse().Where(root => root % 4 != 3), found);
    }

    [Fact]
    public async Task Records_of_a_day_are_counted_from_the_first_record_of_that_day()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var rows = new DrawnRows { Head = 40 };
        // Received at 1970 and a few milliseconds: every position lies behind the first day asked for.
        for (var i = 1; i <= 40; i++)
            rows.Records.Add(new RecordRow(i, i, 1, 1, AllUnits[i % 4], default, new DateOnly(1970, 1, 1).AddDays(i % 3), default, i == 3 ? Standing.Rejected : Standing.Counts, 0));
        await rows.WriteAsync(test.Store);
        await using var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District);
        var days = await RecordDays.ReadAsync(snapshot, [SightOf(1, 15)], new DateOnly(1970, 1, 1), TimeZoneInfo.Utc);
        Assert.Equal([(1, 12L), (2, 14L), (3, 13L)], days.Select(day => (day.Day.Day, day.N)));
    }

    private static Sight SightOf(int campaign, int mask) => new(campaign, [.. AllUnits.Where((_, i) => (mask >> i & 1) == 1)], mask == 15);

    private static bool Sees(DrawnRows rows, RecordQuery query, RecordRow record)
    {
        var sight = query.Sights[record.Campaign - 1];
        var responsible = sight.Units.Contains(record.Unit);
        var sent = rows.Scopes.Any(scope => scope.Root == record.Root && sight.Units.Contains(scope.Unit));
        return (responsible || (sent && query.Unit is null)) && (query.Unit ?? record.Unit) == record.Unit && (query.Form ?? record.Form) == record.Form
            && (query.Cell ?? record.Cell) == record.Cell && (query.Standing ?? record.Standing) == record.Standing
            && (!query.Missing || record.Missing > 0) && (query.Day ?? record.Day) == record.Day;
    }
}
