// What one node does, beside what its machine and its databases could do at best, measured in the same run: absolute figures tell about the machine,
// the ratios about this program. Results and how to read them: bench/RESULTS.md.
using Gridwork.Bench;
using Gridwork.Bench.Decks;
using Gridwork.Bench.Intake;
using Gridwork.Bench.Machine;
using Gridwork.Bench.Maps;
using Gridwork.Bench.Pages;
using Gridwork.Bench.Photos;
using Gridwork.Bench.Rebuilds;
using Gridwork.Bench.Routings;
using Gridwork.Bench.Stores;
using Gridwork.Bench.Submissions;
using Gridwork.Bench.Tallies;

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}
Directory.CreateDirectory(options.Folder);
var report = new Report(Console.Out);
var postgres = options.Stores.Contains(StoreKind.Postgres) && options.NeedsStore ? await PostgresServer.StartAsync(options.Folder) : null;
try
{
    report.Begin("machine");
    MachineFacts.Print(report);
    FsyncRate.Measure(report, options);
    if (options.Has("deck")) DeckSpeed.Measure(report, options);
    foreach (var kind in options.Stores)
    {
        var place = new BenchPlace(kind, options.Folder, postgres);
        // By the definition alone: one store is enough.
        if (options.Has("routing") && kind == options.Stores[0]) await RoutingSpeed.MeasureAsync(report, options, place);
        if (options.Has("read")) await ReadingSpeed.MeasureAsync(report, options, place);
        if (options.Has("intake")) await InProcessIntake.MeasureAsync(report, options, place, photos: false);
        if (options.Has("photos")) await InProcessIntake.MeasureAsync(report, options, place, photos: true);
        if (options.Has("http")) await HttpIntake.MeasureAsync(report, options, place);
        if (options.Has("rebuild")) await RebuildSpeed.MeasureAsync(report, options, place);
        if (options.Has("tiles")) await TileReads.MeasureAsync(report, options, place);
        if (options.Has("prints")) await PrintSearch.MeasureAsync(report, options, place);
        if (options.Has("cases")) await CasePageReads.MeasureAsync(report, options, place);
        if (options.Has("tallies")) await TallyReads.MeasureAsync(report, options, place);
    }
    return report.Finish() ? 0 : 1;
}
finally
{
    if (postgres is not null) await postgres.DisposeAsync();
    if (!options.Keep && Directory.Exists(options.Folder)) Directory.Delete(options.Folder, recursive: true);
}
