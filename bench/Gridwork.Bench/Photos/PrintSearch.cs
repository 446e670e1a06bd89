// One photo among many: a million prints by chance, written by the store's own statement in bulk, and one looked for as a case's page does. Beside it the walk
// over all prints, which the search is there to spare.
using System.Diagnostics;
using System.Globalization;
using Gridwork.Bench.Stores;
using Gridwork.Engine.Photos;
using Gridwork.Stores;
using Gridwork.Stores.Photos;

namespace Gridwork.Bench.Photos;

/// <summary>How long it takes to find copies of a photo.</summary>
internal static class PrintSearch
{
    private const int GroupSize = 2000;

    public static async Task MeasureAsync(Report report, BenchOptions options, BenchPlace place)
    {
        report.Begin($"{place.Kind}: one photo among many");
        await using var district = await BenchDistrict.NewAsync(place);
        var random = new Random(20210527);
        long drawn = 0;
        foreach (var count in options.Points)
        {
            var watch = Stopwatch.StartNew();
            for (; drawn < count; drawn += GroupSize) await FillAsync(district, random, (int)Math.Min(GroupSize, count - drawn));
            if (place.Kind == StoreKind.Postgres) await RunAsync(district.Store, "VACUUM ANALYZE photo");
            report.Say($"{count,10:N0} prints (filled in {watch.Elapsed.TotalSeconds:0} s)");
            var (times, found) = (new List<double>(), 0);
            foreach (var measured in new[] { false, true })
            {
                times.Clear();
                for (watch.Restart(); watch.Elapsed < (measured ? options.Time : options.Time / 4) || times.Count < 10;)
                {
                    var print = new PhotoPrint((ulong)random.NextInt64(long.MinValue, long.MaxValue));
                    var start = Stopwatch.GetTimestamp();
                    await using var snapshot = await Snapshot.OpenAsync(district.Store, BenchDistrict.Id);
                    found += (await PhotoRows.NearAsync(snapshot, print)).Count;
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
            times.Sort();
            report.Say($"           p50 {Report.N(times[times.Count / 2]),6} ms, p99 {Report.N(times[(int)((times.Count - 1) * 0.99)]),6} ms of {times.Count:N0} searches; {found} found by chance");
        }
        var walk = Stopwatch.StartNew();
        var near = await WalkAsync(district.Store, new PhotoPrint((ulong)random.NextInt64(long.MinValue, long.MaxValue)));
        report.Say($"           a walk over all of them: {walk.Elapsed.TotalMilliseconds:0} ms ({near} found)");
    }

    private static Task FillAsync(BenchDistrict district, Random random, int count)
    {
        var hash = new byte[32];
        var rows = Enumerable.Range(0, count).Select(_ =>
        {
            random.NextBytes(hash);
            var print = new PhotoPrint((ulong)random.NextInt64(long.MinValue, long.MaxValue));
            var hex = Convert.ToHexStringLower(hash);
            var bytes = district.Options.Postgres is null ? $"x'{hex}'" : $"'\\x{hex}'";
            return string.Create(CultureInfo.InvariantCulture, $"({BenchDistrict.Id.Value},{bytes},{(long)print.Bits},{print.Band(0)},{print.Band(1)},{print.Band(2)},{print.Band(3)})");
        }).ToList();
        return RunAsync(district.Store, $"INSERT INTO photo (d, hash, print, band0, band1, band2, band3) VALUES {string.Join(',', rows)}");
    }

    private static async Task<int> WalkAsync(DistrictStore store, PhotoPrint wanted)
    {
        await using var connection = await store.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT print FROM photo";
        await using var rows = await command.ExecuteReaderAsync();
        var near = 0;
        while (await rows.ReadAsync())
        {
            if (wanted.IsNear(new PhotoPrint((ulong)rows.GetInt64(0)))) near++;
        }
        return near;
    }

    private static async Task RunAsync(DistrictStore store, string sql)
    {
        if (sql.StartsWith("VACUUM", StringComparison.Ordinal))
        {
            await using var connection = await store.OpenConnectionAsync();
            await using var vacuum = connection.CreateCommand();
            vacuum.CommandText = sql;
            await vacuum.ExecuteNonQueryAsync();
            return;
        }
        await store.WriteAsync(async (connection, transaction) =>
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            return await command.ExecuteNonQueryAsync();
        });
    }
}
