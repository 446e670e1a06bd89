// The tests that kill a process start this program again; what it is to do stands in its environment.
using System.Diagnostics;
using Gridwork.Engine.Journal;
using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Tests.Crashes;

internal static class Child
{
    private const string Order = "GRIDWORK_TEST_CHILD";

    /// <summary>Starts a child: <c>load</c> appends records and prints the id of each once it is acknowledged; <c>migrate</c> makes the tables.</summary>
    public static Process Start(string task, StoreOptions options)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.Environment[Order] = task;
        start.Environment["GRIDWORK_TEST_FOLDER"] = options.DataFolder;
        if (options.Postgres is not null) start.Environment["GRIDWORK_TEST_DATABASE"] = options.Postgres;
        return Process.Start(start)!;
    }

    /// <summary>What this process was started for; null: to run the tests.</summary>
    public static string? Ordered => Environment.GetEnvironmentVariable(Order);

    public static async Task RunAsync(string task)
    {
        await using var store = await DistrictStore.OpenAsync(new StoreOptions
        {
            DataFolder = Environment.GetEnvironmentVariable("GRIDWORK_TEST_FOLDER")!,
            Postgres = Environment.GetEnvironmentVariable("GRIDWORK_TEST_DATABASE"),
        });
        Console.Out.WriteLine("ready");
        Console.Out.Flush();
        if (task == "migrate") await store.MigrateAsync();
        else await LoadAsync(store);
    }

    private static async Task LoadAsync(DistrictStore store)
    {
        await using var journal = store.OpenJournal(TestStore.District, new JournalOptions { RollupEvery = 50 });
        var district = new TestDistrict(store, TestStore.District, journal);
        await Parallel.ForEachAsync(Enumerable.Range(0, 100_000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            var visit = Numbered(i);
            if (await district.SendAsync(visit) is not Outcome.Accepted) return;
            lock (Console.Out)
            {
                Console.Out.WriteLine(visit.Id);
                Console.Out.Flush();
            }
        });
    }

    public static Visit Numbered(int i) =>
        new($"n{i}", i % 2 == 0 ? "east" : "west", i % 7, "who" + i % 20, Corrects: i % 5 == 4 ? $"n{i - 3}" : null, Day: 1 + i % 9);
}
