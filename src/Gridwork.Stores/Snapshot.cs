// What a page reads, it reads in one transaction that sees the database as it was at one position: the figure above, its parts and the
// list below then agree, however many records come in meanwhile. Reading never waits for the writer (WAL; MVCC).
using System.Data;
using System.Data.Common;
using System.Globalization;
using Gridwork.Engine;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gridwork.Stores;

/// <summary>A district as it stood at one position, for reading. Not safe for several threads; dispose it to give the connection back.</summary>
public sealed class Snapshot : IAsyncDisposable
{
    private readonly DbConnection db;
    private readonly DbTransaction transaction;

    private Snapshot(DbConnection db, DbTransaction transaction, DistrictId district)
    {
        this.db = db;
        this.transaction = transaction;
        District = district;
    }

    /// <summary>The district.</summary>
    public DistrictId District { get; }

    /// <summary>The newest journal position that is seen; 0: nothing has entered yet.</summary>
    public long Seq { get; private set; }

    /// <summary>The newest position that changed the definition (campaigns, grid, units, grants); 0: none.</summary>
    public long DefinitionSeq { get; private set; }

    /// <summary>Hears each statement before it runs, with the values of its parameters: a test asks the planner about every one.</summary>
    public Action<string, IReadOnlyList<(string Name, object Value)>>? Asked { get; set; }

    /// <summary>Begins to read a district of a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="district">The district.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<Snapshot> OpenAsync(DistrictStore store, DistrictId district, CancellationToken cancel = default) =>
        await OpenAsync(await store.OpenConnectionAsync(cancel), district, cancel);

    /// <summary>Begins to read.</summary>
    /// <param name="db">An open connection to either store; it belongs to the snapshot from here on.</param>
    /// <param name="district">The district.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<Snapshot> OpenAsync(DbConnection db, DistrictId district, CancellationToken cancel = default)
    {
        try
        {
            // Deferred: an immediate transaction, the provider's own choice, would wait for the writer.
            var transaction = db is SqliteConnection sqlite
                ? sqlite.BeginTransaction(deferred: true)
                : await db.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            var snapshot = new Snapshot(db, transaction, district);
            // A page touches few rows; a planner whose statistics are old must not decide to read a table from end to end for them.
            if (db is NpgsqlConnection) await snapshot.ListAsync("SET LOCAL enable_seqscan = off", _ => 0, cancel);
            foreach (var (seq, definition) in await snapshot.ListAsync(
                "SELECT seq, definition_seq FROM head WHERE d = @d", row => (row.GetInt64(0), row.GetInt64(1)), cancel))
            {
                snapshot.Seq = seq;
                snapshot.DefinitionSeq = definition;
            }
            return snapshot;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rows of a statement that is the same for both stores. <c>@d</c>, the district, is always given.</summary>
    internal Task<List<T>> ListAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancel) => ListAsync(sql, read, [], cancel);

    /// <summary>The rows of a statement that is the same for both stores. <c>@d</c>, the district, is always given.</summary>
    internal async Task<List<T>> ListAsync<T>(
        string sql, Func<DbDataReader, T> read, IReadOnlyList<(string Name, object Value)> values, CancellationToken cancel)
    {
        Asked?.Invoke(sql, [("d", District.Value), .. values]);
        await using var command = db.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        DistrictStore.AddParameter(command.Parameters, "d", District.Value);
        foreach (var (name, value) in values) DistrictStore.AddParameter(command.Parameters, name, value);
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Numbers as a list that stands in a statement: <c>(1, 2, 3)</c>. The stores bind lists in different ways; numbers need no binding.</summary>
    internal static string In(IEnumerable<long> numbers) =>
        $"({string.Join(", ", numbers.Select(Number))})";

    /// <summary>A number as it stands in a statement.</summary>
    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Units as a list that stands in a statement.</summary>
    internal static string In(IEnumerable<UnitNo> units) => In(units.Select(unit => (long)unit.Value));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await db.DisposeAsync();
    }
}
