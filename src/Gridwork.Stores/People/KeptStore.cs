using System.Data.Common;

namespace Gridwork.Stores.People;

/// <summary>The tables kept beside the journal. Each use takes a connection from the pool and gives it back. Safe in parallel.</summary>
/// <param name="store">The database.</param>
public sealed class KeptStore(DistrictStore store)
{
    /// <summary>Asks. Throws <see cref="DbException"/> when the store is lost.</summary>
    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> ask, CancellationToken cancel = default)
    {
        await using var db = await store.OpenConnectionAsync(cancel);
        return await ask(db);
    }

    /// <summary>Writes in one transaction. Throws <see cref="DbException"/> when the store is lost or cannot be written.</summary>
    public Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> write, CancellationToken cancel = default) =>
        store.WriteAsync((db, _) => write(db), cancel);

    /// <summary>Writes in one transaction, with nothing to return.</summary>
    public Task WriteAsync(Func<DbConnection, Task> write, CancellationToken cancel = default) =>
        store.WriteAsync(async (db, _) =>
        {
            await write(db);
            return true;
        }, cancel);
}
