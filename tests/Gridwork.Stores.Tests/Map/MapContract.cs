using CsCheck;
using Gridwork.Engine;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;
using Gridwork.Places;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Map;
using Gridwork.Stores.Records;
using Gridwork.Stores.Tests.Queries;

namespace Gridwork.Stores.Tests.Map;

public sealed class MapsOnSqlite : MapContract
{
    protected override PostgresServer? Server => null;
}

public sealed class MapsOnPostgres(PostgresServer server) : MapContract
{
    protected override PostgresServer? Server => server;
}

/// <summary>What maps show to whom, on both stores.</summary>
public abstract class MapContract
{
    private const int Most = 1000;
    private static readonly DateOnly Monday = new(2021, 5, 24);
    private static readonly TileAddress World = new(0, 0, 0);
    private static readonly TileAddress[] Tiles = [World, new(11, 1691, 812), new(13, 6764, 3250), new(16, 54112, 26003), new(18, 216451, 104015)];

    protected abstract PostgresServer? Server { get; }

    [Fact]
    public async Task R01_a_map_shows_of_records_what_the_list_shows_and_counts_no_more()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var drawn = Gen.Select(Gen.Int[1, 2], Gen.Int[1, 4], Gen.Int[1, 5], Gen.Int[0, 4], Gen.Int[0, 20], Gen.Int[0, 20]).Array[0, 50];
        await Gen.Select(drawn, Gen.Int[0, 15], Gen.Int[0, 15], Gen.Int[0, 4]).SampleAsync(async (lines, first, second, days) =>
        {
            var rows = new DrawnRows { Head = 100 };
            foreach (var (line, i) in lines.Select((line, i) => (line, i + 1)))
            {
                var (campaign, unit, standing, sender, x, y) = line;
                rows.Records.Add(new RecordRow(
                    i, i, campaign, 1, new UnitNo(unit), new CellNo(1), Monday.AddDays(i % 5), new PersonNo(7), (Standing)standing, 0)
                { Place = PlaceAt(x, y) });
                if (sender > 0 && sender != unit) rows.Scopes.Add((new UnitNo(sender), i));
            }
            foreach (var table in new[] { "record", "record_count", "scope", "indicator", "map_count" }) await DrawnRows.RunAsync(test.Store, $"DELETE FROM {table}");
            await rows.WriteAsync(test.Store);
            await using var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District);
            var query = new RecordQuery { Sights = [SightOf(1, first), SightOf(2, second)], Limit = 100 };
            var listed = (await RecordList.ReadAsync(snapshot, query)).Records.Select(line => line.Row.Root).ToHashSet();
            (DateOnly? From, DateOnly? To) range = days == 0 ? (null, null) : (Monday.AddDays(1), Monday.AddDays(days));
            foreach (var tile in Tiles)
            {
                var (from, to) = tile.Codes;
                var there = rows.Records.Where(row => listed.Contains(row.Root) && row.OnMap is not null && row.Place!.Value.Value >= from && row.Place.Value.Value < to).ToList();
                var shown = await MapPoints.RecordsAsync(snapshot, query, null, range, tile.Codes, Most);
                Assert.Equal(
                    there.Where(row => days == 0 || (row.Day > Monday && row.Day <= Monday.AddDays(days))).Select(row => row.Root),
                    shown!.Select(point => point.Root).Order());
                var counted = await MapCounts.ReadAsync(snapshot, MapLayer.Records, query.Sights, null, null, tile);
                if (tile.Zoom > MapSquare.Zoom) continue;
                var own = there.Where(row => query.Sights.Any(sight => sight.Campaign == row.Campaign && sight.Units.Contains(row.Unit))).ToList();
                Assert.Equal(own.Count, counted.Sum(square => square.N));
                if (there.Count > 1) Assert.Null(await MapPoints.RecordsAsync(snapshot, query, null, default, tile.Codes, there.Count - 1));
            }
        }, iter: 30, threads: 1);
    }

    [Fact]
    public async Task R01_a_map_shows_of_cases_what_the_list_shows_and_counts_no_more()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var drawn = Gen.Select(Gen.Int[1, 2], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[0, 4], Gen.Int[0, 20], Gen.Int[0, 20], Gen.Bool).Array[0, 50];
        var filter = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 2], Gen.Int[0, 4]);
        await Gen.Select(drawn, Gen.Int[0, 15], Gen.Int[0, 15], filter).SampleAsync(async (lines, first, second, asked) =>
        {
            foreach (var table in new[] { "case_state", "case_helper", "map_count" }) await DrawnRows.RunAsync(test.Store, $"DELETE FROM {table}");
            var places = new Dictionary<long, (PlaceCode Place, DateOnly Day)>();
            foreach (var (line, i) in lines.Select((line, i) => (line, i + 1)))
            {
                var (campaign, unit, host, helper, x, y, open) = line;
                places[i] = (PlaceAt(x, y), Monday.AddDays(i % 5));
                await DrawnRows.RunAsync(test.Store, CaseSql(i, campaign, unit, host, open, places[i].Day, places[i].Place));
                await DrawnRows.RunAsync(test.Store, CountSql(campaign, unit, host, open, places[i].Place));
                if (helper > 0) await DrawnRows.RunAsync(test.Store, $"INSERT INTO case_helper (d, unit, root_seq) VALUES (1, {helper}, {i})");
            }
            await using var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District);
            var (wanted, unitOf, cell, days) = asked;
            var query = new CaseQuery
            {
                Sights = [SightOf(1, first), SightOf(2, second)],
                Now = JournalTime.FromMicroseconds(25, 0),
                Filter = (CaseFilter)wanted,
                Units = unitOf == 0 ? null : [new UnitNo(unitOf)],
                Cells = cell == 0 ? null : [new CellNo(cell)],
                DayFrom = days == 0 ? null : Monday.AddDays(1),
                DayTo = days == 0 ? null : Monday.AddDays(days),
                Limit = 100,
            };
            var listed = (await CaseList.ReadAsync(snapshot, query)).Cases.Select(item => item.Root).Order().ToList();
            foreach (var tile in Tiles)
            {
                var (from, to) = tile.Codes;
                var shown = await MapPoints.CasesAsync(snapshot, query, tile.Codes, Most);
                Assert.Equal(listed.Where(root => places[root].Place.Value >= from && places[root].Place.Value < to), shown!.Select(point => point.Case.Root).Order());
            }
            var all = query with { Units = null, Cells = null, DayFrom = null, DayTo = null, Filter = CaseFilter.All };
            var counted = (await MapCounts.ReadAsync(snapshot, MapLayer.Problems, all.Sights, null, null, World)).Sum(square => square.N);
            Assert.Equal(lines.Count(line => IsOwn(all.Sights, line.Item1, line.Item2, line.Item3)), counted);
            var bars = await CaseDays.ReadAsync(snapshot, query, Monday.AddDays(1), Monday.AddDays(3));
            var withoutDays = (await CaseList.ReadAsync(snapshot, query with { DayFrom = null, DayTo = null })).Cases;
            Assert.Equal(
                withoutDays.Where(item => item.Day > Monday && item.Day <= Monday.AddDays(3)).GroupBy(item => item.Day).OrderBy(day => day.Key)
                    .Select(day => new CasesOfDay(day.Key, day.Count())),
                bars);
        }, iter: 30, threads: 1);
    }

    private static bool IsOwn(IReadOnlyList<Sight> sights, int campaign, int unit, int host) =>
        sights.Any(sight => sight.Campaign == campaign && (sight.Units.Contains(new UnitNo(unit)) || sight.Units.Contains(new UnitNo(host))));

    /// <summary>Some forty metres apart.</summary>
    private static PlaceCode PlaceAt(int x, int y) => PlaceCode.Of(117.247 + x * 0.0004, 34.807 + y * 0.0004)!.Value;

    /// <summary>What a reader sees whose units are the bits of a number.</summary>
    private static Sight SightOf(int campaign, int bits)
    {
        var units = Enumerable.Range(0, 4).Where(i => (bits & (1 << i)) != 0).Select(i => new UnitNo(i + 1)).ToList();
        return new Sight(campaign, units, units.Count == 4);
    }

    private string CaseSql(int root, int campaign, int unit, int host, bool open, DateOnly day, PlaceCode place)
    {
        var key = Server is null ? $"x'{root:x32}'" : $"'\\x{root:x32}'";
        return FormattableString.Invariant(
        $"""
        INSERT INTO case_state (d, root_seq, case16, campaign, kind, stage, is_open, runs, category, line, unit, cell, day, host, holder, due, provisional, sort,
          reported, since, returns, send_backs, reopens, supervised, changed, place)
        VALUES (1, {root}, {key}, {campaign}, 1, {(open ? 3 : 6)}, {(open ? 1 : 0)}, {(open ? 1 : 0)}, 'c', '', {unit}, {root % 3}, {day.DayNumber}, {host}, {host},
          {root}, 0, {(open ? root : -root)}, 1, 1, 0, 0, 0, 0, {root}, {place.Value})
        """);
    }

    private static string CountSql(int campaign, int unit, int host, bool open, PlaceCode place) => FormattableString.Invariant(
        $"""
        INSERT INTO map_count (d, layer, campaign, unit, host, is_open, square, n) VALUES (1, 2, {campaign}, {unit}, {host}, {(open ? 1 : 0)}, {place.At(MapSquare.Zoom)}, 1)
        ON CONFLICT (d, layer, campaign, is_open, square, unit, host) DO UPDATE SET n = map_count.n + 1
        """);
}
