// A store holds districts: their journals, what is derived from them, and what is kept beside. It has two implementations, chosen by configuration;
// reading uses SQL that both understand, writing to the journal goes through JournalWriter.
using System.Collections.Concurrent;
using System.Data.Common;
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Stores.Blobs;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Postgres;
using Gridwork.Stores.Rebuild;
using Gridwork.Stores.Sqlite;

namespace Gridwork.Stores;

/// <summary>The database. Safe for several threads.</summary>
public abstract class DistrictStore : IAsyncDisposable
{
    /// <summary>The rules by which this program makes derived state; a store made by others is rebuilt (core.md 4).</summary>
    public const int EngineVersion = 1;

    private readonly ConcurrentDictionary<DistrictId, Definitions> definitions = [];

    private protected DistrictStore(StoreOptions options)
    {
        Options = options;
        Blobs = options.Blobs ?? new DiskBlobs(Path.Combine(options.DataFolder, "blobs"));
    }

    /// <summary>Where it is.</summary>
    public StoreOptions Options { get; }

    /// <summary>The attachments.</summary>
    public BlobStore Blobs { get; }

    /// <summary>Opens the store that <paramref name="options"/> name. Tables are there after <see cref="MigrateAsync"/>.</summary>
    public static async Task<DistrictStore> OpenAsync(StoreOptions options, CancellationToken cancel = default)
    {
        Directory.CreateDirectory(options.DataFolder);
        return options.Postgres is null ? await SqliteStore.OpenFileAsync(options, cancel) : PostgresStore.Open(options);
    }

    /// <summary>Brings the tables up to date; safe when several processes start at once, and when it is killed in the middle.</summary>
    public abstract Task MigrateAsync(CancellationToken cancel = default);

    /// <summary>Makes the district's head, if it is not there: from then on its journal can be appended to.</summary>
    public Task CreateDistrictAsync(DistrictId district, CancellationToken cancel = default) => WriteAsync(
        async (connection, transaction) =>
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText =
                """
                INSERT INTO head (d, seq, chain, definition_seq, engine_version) VALUES (@d, 0, @chain, 0, @version) ON CONFLICT (d) DO NOTHING
                """;
            AddParameter(command.Parameters, "d", district.Value);
            AddParameter(command.Parameters, "chain", Hash256.Zero.ToArray());
            AddParameter(command.Parameters, "version", EngineVersion);
            return await command.ExecuteNonQueryAsync(cancel);
        },
        cancel);

    /// <summary>A connection for reading. Dispose it soon: it comes from a pool.</summary>
    public abstract ValueTask<DbConnection> OpenConnectionAsync(CancellationToken cancel = default);

    /// <summary>
    /// Writes what is no entry of a journal (accounts, uploads, logs) in one transaction, committed when <paramref name="work"/> returns and rolled
    /// back when it throws. On SQLite every write of the process waits its turn here.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancel = default);

    /// <summary>Opens the writer of a district's journal. One a process and district is enough.</summary>
    public JournalWriter OpenJournal(DistrictId district, JournalOptions? options = null) => new(this, district, options ?? new JournalOptions());

    /// <summary>The definition in force at the head of the journal.</summary>
    public async ValueTask<DistrictDefinition> DefinitionAsync(DistrictId district, CancellationToken cancel = default)
    {
        var known = DefinitionsOf(district);
        await using var connection = await OpenConnectionAsync(cancel);
        var newer = new List<StoredEntry>();
        await AskAsync(connection, district, Definitions.Ask(known.Current.Seq, long.MaxValue, newer), cancel);
        return known.Advance(newer);
    }

    /// <summary>An entry with its body; null: there is none at that position.</summary>
    public async ValueTask<StoredEntry?> EntryAsync(DistrictId district, long seq, CancellationToken cancel = default)
    {
        await using var connection = await OpenConnectionAsync(cancel);
        var found = new List<StoredEntry>(1);
        await AskAsync(connection, district, StoredEntry.AskRange(seq - 1, seq, found), cancel);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The end of a district's chain; null: no such district.</summary>
    public async ValueTask<Head?> HeadAsync(DistrictId district, CancellationToken cancel = default)
    {
        await using var connection = await OpenConnectionAsync(cancel);
        Head? head = null;
        await AskAsync(
            connection, district,
            new Query("SELECT seq, chain, definition_seq FROM head WHERE d = @d", [], row =>
            {
                if (row.Read()) head = new Head(row.GetInt64(0), row.Hash(1), row.GetInt64(2));
            }),
            cancel);
        return head;
    }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    internal abstract JournalSession OpenSession(DistrictId district);

    internal abstract Task<Shadow> OpenShadowAsync(DistrictId district, CancellationToken cancel);

    /// <summary>A transaction of a reading connection: all that is asked in it is of one moment.</summary>
    internal abstract ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancel);

    /// <summary>Sees to it that what was overwritten is in no file any more.</summary>
    internal abstract Task ForgetAsync(CancellationToken cancel);

    internal abstract ValueTask AskAsync(DbConnection connection, DistrictId district, Query query, CancellationToken cancel);

    internal Definitions DefinitionsOf(DistrictId district) => definitions.GetOrAdd(district, _ => new Definitions());

    internal static void AddParameter(DbParameterCollection parameters, string name, object value)
    {
        switch (parameters)
        {
            case Microsoft.Data.Sqlite.SqliteParameterCollection sqlite: sqlite.AddWithValue(name, value); break;
            case Npgsql.NpgsqlParameterCollection npgsql: npgsql.AddWithValue(name, value); break;
        }
    }
}
