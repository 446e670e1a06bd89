using System.Diagnostics;
using Gridwork.Bench.Stores;
using Gridwork.Bench.Submissions;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Rebuild;

namespace Gridwork.Bench.Rebuilds;

/// <summary>How many journal entries a second become derived state again: read, applied and written anew, or beside the old and compared.</summary>
internal static class RebuildSpeed
{
    private const int Records = 20_000;

    public static async Task MeasureAsync(Report report, BenchOptions options, BenchPlace place)
    {
        report.Begin($"{place.Kind}: rebuild");
        await using var district = await BenchDistrict.NewAsync(place, new JournalOptions { QueueLength = Records });
        var maker = await SubmissionMaker.NewAsync(district);
        await Task.WhenAll(Enumerable.Range(0, Records).Select(async _ =>
            await district.Served.Journal.AppendAsync(maker.Read(district.Served.Definition, maker.Next(), []))));
        var watch = Stopwatch.StartNew();
        var entries = await Rebuilding.RunAsync(district.Store, BenchDistrict.Id);
        report.Say($"rebuild:          {Report.N(entries / watch.Elapsed.TotalSeconds)} entries/s ({entries:N0} entries)");
        watch.Restart();
        var comparison = await Rebuilding.VerifyAsync(district.Store, BenchDistrict.Id);
        if (comparison.Differences.Count > 0) throw new InvalidOperationException($"Not identical: {comparison.Differences[0]}");
        report.Say($"rebuild --verify: {Report.N(entries / watch.Elapsed.TotalSeconds)} entries/s, identical");
    }
}
