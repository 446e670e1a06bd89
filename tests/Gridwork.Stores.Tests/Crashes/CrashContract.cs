using System.Globalization;
using Gridwork.Engine.Journal;
using Gridwork.Stores.Tests.Journal;

namespace Gridwork.Stores.Tests.Crashes;

public sealed class CrashesOnSqlite : CrashContract
{
    protected override PostgresServer? Server => null;

    [Fact]
    public async Task A_power_cut_takes_nothing_acknowledged_wherever_the_log_is_torn()
    {
        await using var test = await TestStore.MakeAsync(null);
        await using var journal = test.OpenJournal();
        var district = await new TestDistrict(test.Store, TestStore.District, journal).SetUpAsync();
        for (var i = 0; i < 40; i++) await district.AcceptAsync(Child.Numbered(i));
        // What was acknowledged is synced: the log may be torn anywhere behind this length, not before.
        var log = Path.Combine(test.Options.DataFolder, "gridwork.db-wal");
        var synced = new FileInfo(log).Length;
        for (var i = 40; i < 60; i++) await district.AcceptAsync(Child.Numbered(i));
        var whole = new FileInfo(log).Length;
        Assert.True(whole > synced);

        foreach (var torn in new[] { synced, synced + 1, synced + 24, (synced + whole) / 2, whole - 4096, whole - 1 })
        {
            var copy = new StoreOptions { DataFolder = Path.Combine(test.Options.DataFolder, "torn" + torn.ToString(CultureInfo.InvariantCulture)) };
            Directory.CreateDirectory(copy.DataFolder);
            foreach (var name in new[] { "gridwork.db", "gridwork.db-wal" })
            {
                await using var from = new FileStream(Path.Combine(test.Options.DataFolder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                await using var to = File.Create(Path.Combine(copy.DataFolder, name));
                await from.CopyToAsync(to);
                if (name.EndsWith("-wal", StringComparison.Ordinal)) to.SetLength(torn);
            }
            await using var store = await DistrictStore.OpenAsync(copy);
            await store.MigrateAsync();
            await using var again = store.OpenJournal(TestStore.District);
            var survivor = new TestDistrict(store, TestStore.District, again);
            await AssertEachIsThereOnceAsync(survivor, Enumerable.Range(0, 40));
            for (var i = 40; i < 60; i++) await survivor.SendAsync(Child.Numbered(i));
            Assert.Equal(await district.FiguresAsync(), await survivor.FiguresAsync());
        }
    }
}

public sealed class CrashesOnPostgres(PostgresServer server) : CrashContract
{
    protected override PostgresServer? Server => server;

    [Fact]
    public async Task A_power_cut_takes_nothing_acknowledged_and_the_writer_goes_on_by_itself()
    {
        await using var own = await PostgresServer.StartOwnAsync();
        await using var test = await TestStore.MakeAsync(own);
        await using var journal = test.OpenJournal();
        var district = await new TestDistrict(test.Store, TestStore.District, journal).SetUpAsync();
        var sending = Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancel) =>
        {
            // The store is gone for a while: each is sent again until it is taken, as a phone does.
            while (!await TrySendAsync(district, i)) await Task.Delay(100, cancel);
        });
        await Task.Delay(400);
        await own.CutPowerAsync();
        await own.StartAsync();
        await sending;
        Assert.Null(journal.Trouble);
        await AssertEachIsThereOnceAsync(district, Enumerable.Range(0, 400));
    }

    private static async Task<bool> TrySendAsync(TestDistrict district, int i)
    {
        try
        {
            return await district.SendAsync(Child.Numbered(i)) is not Outcome.Busy;
        }
        catch (Npgsql.NpgsqlException)
        {
            return false;
        }
    }
}

/// <summary>What both stores promise when a process is killed at any instant.</summary>
public abstract class CrashContract
{
    protected abstract PostgresServer? Server { get; }

    [Fact]
    public async Task Killed_in_the_middle_of_a_load_everything_acknowledged_is_there_once()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using (var journal = test.OpenJournal()) await new TestDistrict(test.Store, TestStore.District, journal).SetUpAsync();
        var acknowledged = new List<int>();
        foreach (var enough in new[] { 60, 250 })
        {
            using var child = Child.Start("load", test.Options);
            for (var lines = 0; lines < enough && await child.StandardOutput.ReadLineAsync() is { } line; lines++) Note(line, acknowledged);
            child.Kill();
            while (await child.StandardOutput.ReadLineAsync() is { } line) Note(line, acknowledged);
            await child.WaitForExitAsync();
        }
        Assert.True(acknowledged.Count > 200);
        await using var again = test.OpenJournal();
        await AssertEachIsThereOnceAsync(new TestDistrict(test.Store, TestStore.District, again), acknowledged);
    }

    [Fact]
    public async Task Killed_in_the_middle_of_a_migration_the_next_start_finishes_it()
    {
        foreach (var milliseconds in new[] { 0, 5, 15, 30, 60, 100 })
        {
            var folder = Path.Combine(Path.GetTempPath(), "gridwork-store-" + Guid.NewGuid().ToString("N")[..12]);
            var options = new StoreOptions { DataFolder = folder, Postgres = Server is null ? null : await Server.CreateDatabaseAsync() };
            using (var child = Child.Start("migrate", options))
            {
                await child.StandardOutput.ReadLineAsync();
                await Task.Delay(milliseconds);
                child.Kill();
                await child.WaitForExitAsync();
            }
            // Two processes start at once afterwards.
            await using (var store = await DistrictStore.OpenAsync(options))
            {
                await using var other = await DistrictStore.OpenAsync(options);
                await Task.WhenAll(store.MigrateAsync(), other.MigrateAsync());
                await store.CreateDistrictAsync(TestStore.District);
                await using var journal = other.OpenJournal(TestStore.District);
                Assert.Equal(1, Assert.IsType<Outcome.Accepted>(await journal.AppendAsync(Entries.Record("r1"))).Seq);
            }
            if (Server is not null) await Server.DropDatabaseAsync(options.Postgres!);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Note(string line, List<int> acknowledged)
    {
        // The last line of a killed process may be half a line.
        if (line.StartsWith('n') && int.TryParse(line[1..], CultureInfo.InvariantCulture, out var i)) acknowledged.Add(i);
    }

    internal static async Task AssertEachIsThereOnceAsync(TestDistrict district, IEnumerable<int> acknowledged)
    {
        foreach (var i in acknowledged)
            Assert.IsType<Outcome.Already>(await district.SendAsync(Child.Numbered(i)));
        await TallyContract.AssertIdenticalAsync(district);
    }
}
