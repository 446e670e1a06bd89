using Gridwork.Engine;
using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Tests;

/// <summary>A store in a folder or database of its own, and a district in it.</summary>
public sealed class TestStore : IAsyncDisposable
{
    public static readonly DistrictId District = new(1);

    private readonly PostgresServer? server;

    private TestStore(StoreOptions options, PostgresServer? server, DistrictStore store)
    {
        Options = options;
        this.server = server;
        Store = store;
    }

    public StoreOptions Options { get; }
    public DistrictStore Store { get; private set; }

    public static async Task<TestStore> MakeAsync(PostgresServer? server)
    {
        var folder = Path.Combine(Path.GetTempPath(), "gridwork-store-" + Guid.NewGuid().ToString("N")[..12]);
        var options = new StoreOptions { DataFolder = folder, Postgres = server is null ? null : await server.CreateDatabaseAsync() };
        var store = await DistrictStore.OpenAsync(options);
        await store.MigrateAsync();
        await store.CreateDistrictAsync(District);
        return new TestStore(options, server, store);
    }

    public JournalWriter OpenJournal(JournalOptions? options = null) => Store.OpenJournal(District, options);

    /// <summary>Another store object on the same data, as another process would have.</summary>
    public Task<DistrictStore> OpenAgainAsync() => DistrictStore.OpenAsync(Options);

    /// <summary>The first column of the rows.</summary>
    public async Task<List<T>> ColumnAsync<T>(string sql)
    {
        await using var connection = await Store.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await rows.ReadAsync()) values.Add(rows.GetFieldValue<T>(0));
        return values;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        if (server is not null) await server.DropDatabaseAsync(Options.Postgres!);
        Directory.Delete(Options.DataFolder, recursive: true);
    }
}
