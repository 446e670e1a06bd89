using Gridwork.Stores;

namespace Gridwork.Bench.Stores;

/// <summary>The two stores.</summary>
internal enum StoreKind
{
    Sqlite,
    Postgres,
}

/// <summary>Where a store's databases are made.</summary>
/// <param name="kind">Which store.</param>
/// <param name="folder">The bench's folder.</param>
/// <param name="server">The PostgreSQL server; null on SQLite.</param>
internal sealed class BenchPlace(StoreKind kind, string folder, PostgresServer? server)
{
    private int made;

    public StoreKind Kind => kind;

    /// <summary>A new, empty folder.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(folder, $"{kind}-{++made}".ToLowerInvariant())).FullName;

    /// <summary>A new, empty PostgreSQL database.</summary>
    public Task<string> NewDatabaseAsync() => server!.NewDatabaseAsync();

    /// <summary>A new, empty store.</summary>
    public async Task<StoreOptions> NewStoreAsync() =>
        new() { DataFolder = NewFolder(), Postgres = kind == StoreKind.Postgres ? await NewDatabaseAsync() : null };
}
