// Reading figures must cost the same however long the ledger is: the same cells and days are filled at every length, the rollups folded by the
// store's own code every couple of thousand entries, the newest entries still unfolded, as live intake leaves them. Read through the queries
// of the API and the pages.
using System.Diagnostics;
using Gridwork.Bench.Stores;
using Gridwork.Stores;
using Gridwork.Stores.Tallies;

namespace Gridwork.Bench.Tallies;

/// <summary>Tally reads at several lengths of the ledger.</summary>
internal static class TallyReads
{
    public static async Task MeasureAsync(Report report, BenchOptions options, BenchPlace place)
    {
        report.Begin($"{place.Kind}: reading figures");
        var all = new Dictionary<string, List<double>>();
        await using var district = await BenchDistrict.NewAsync(place);
        var ledger = new Ledger(district);
        foreach (var entries in options.Entries)
        {
            var watch = Stopwatch.StartNew();
            await ledger.GrowAsync(entries);
            report.Say($"{entries,10:N0} entries (filled in {watch.Elapsed.TotalSeconds:0} s)");
            foreach (var (name, ask) in Questions(district, ledger))
            {
                var time = await MedianAsync(district, ask, options.Time / 3);
                report.Say($"           {name,-38} {Report.N(time * 1000),8} µs");
                if (!all.TryGetValue(name, out var times)) all[name] = times = [];
                times.Add(time);
            }
        }
        foreach (var (name, times) in all)
            report.Limit($"{place.Kind}: {name}, the longest ledger beside the shortest", times[^1] / times[0], 1.5, atLeast: false);
    }

    private static IEnumerable<(string Name, Func<Snapshot, Task> Ask)> Questions(BenchDistrict district, Ledger ledger)
    {
        var definition = district.Served.Definition;
        var campaign = definition.FindCampaign(BenchDistrict.CampaignId)!;
        var units = definition.Units.All.Select(unit => unit.No).ToList();
        TallyQuery By(TallyBy by, long? at = null) => new() { Indicators = [ledger.Indicator], Units = units, By = by, At = at };
        yield return ("the campaign's figures", snapshot => CampaignFigures.ReadAsync(snapshot, definition, campaign.No, units));
        yield return ("one figure", snapshot => TallySums.ReadAsync(snapshot, By(TallyBy.Total)));
        yield return ("by unit", snapshot => TallySums.ReadAsync(snapshot, By(TallyBy.Unit)));
        yield return ("by cell", snapshot => TallySums.ReadAsync(snapshot, By(TallyBy.Cell)));
        yield return ("by cell and day, a week", snapshot => TallySums.ReadAsync(
            snapshot, By(TallyBy.Cell | TallyBy.Day) with { From = Ledger.FirstDay, To = Ledger.FirstDay.AddDays(6) }));
        yield return ("as at the middle of the journal", snapshot => TallySums.ReadAsync(snapshot, By(TallyBy.Total, ledger.Middle)));
    }

    private static async Task<double> MedianAsync(BenchDistrict district, Func<Snapshot, Task> ask, TimeSpan time)
    {
        var times = new List<double>();
        async Task RunAsync(TimeSpan length)
        {
            times.Clear();
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < length || times.Count < 5;)
            {
                var start = Stopwatch.GetTimestamp();
                await using (var snapshot = await Snapshot.OpenAsync(district.Store, BenchDistrict.Id)) await ask(snapshot);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        await RunAsync(time / 2);
        await RunAsync(time);
        times.Sort();
        return times[times.Count / 2];
    }
}
