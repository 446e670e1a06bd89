using System.Data.Common;
using Gridwork.Engine;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Migrations;
using Gridwork.Stores.Rebuild;
using Microsoft.Data.Sqlite;

namespace Gridwork.Stores.Sqlite;

/// <summary>One file. Every write of the process takes its turn on one connection; readers have their own.</summary>
internal sealed class SqliteStore : DistrictStore
{
    // Three bodies of 2 KB fit on a page of 8 KB. On 16 KB a body costs 12 % less room, but a group's log is a third longer, since the leaves of
    // the indexes are hit at random; on 4 KB a body takes a page for itself. The log may grow to 64 MB before it is folded into the file: a leaf
    // that many groups touch is then written once.
    private const string Pragmas =
        """
        PRAGMA page_size = 8192;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA secure_delete = ON;
        PRAGMA foreign_keys = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -65536;
        PRAGMA wal_autocheckpoint = 8000;
        """;

    private static readonly int BusyTimeout = (int)TimeSpan.FromSeconds(15).TotalMilliseconds;

    private readonly SqliteConnection writer;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly string readString;

    private SqliteStore(StoreOptions options, SqliteConnection writer, string readString) : base(options)
    {
        this.writer = writer;
        this.readString = readString;
    }

    internal static string FileOf(StoreOptions options) => Path.Combine(options.DataFolder, "gridwork.db");

    internal static async Task<SqliteStore> OpenFileAsync(StoreOptions options, CancellationToken cancel)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = FileOf(options), ForeignKeys = true, Pooling = false };
        var writer = new SqliteConnection(text.ConnectionString);
        await writer.OpenAsync(cancel);
        SQLitePCL.raw.sqlite3_busy_timeout(writer.Handle, BusyTimeout);
        await RunAsync(writer, Pragmas, cancel);
        text.Pooling = true;
        return new SqliteStore(options, writer, text.ConnectionString);
    }

    public override async Task MigrateAsync(CancellationToken cancel = default)
    {
        foreach (var migration in Migration.Of("sqlite"))
        {
            await WriteAsync(
                async (connection, transaction) =>
                {
                    await RunAsync(writer, Migration.VersionTable, cancel);
                    await using var known = writer.CreateCommand();
                    known.Transaction = (SqliteTransaction)transaction;
                    known.CommandText = "SELECT COUNT(*) FROM schema_version WHERE number = @number";
                    known.Parameters.AddWithValue("number", migration.Number);
                    if ((long)(await known.ExecuteScalarAsync(cancel))! > 0) return false;
                    await RunAsync(writer, migration.Sql, cancel);
                    known.CommandText = "INSERT INTO schema_version (number, name, applied) VALUES (@number, @name, @applied)";
                    known.Parameters.AddWithValue("name", migration.Name);
                    known.Parameters.AddWithValue("applied", DateTimeOffset.UtcNow.ToString("O"));
                    await known.ExecuteNonQueryAsync(cancel);
                    return true;
                },
                cancel);
        }
    }

    public override async ValueTask<DbConnection> OpenConnectionAsync(CancellationToken cancel = default)
    {
        var connection = new SqliteConnection(readString);
        await connection.OpenAsync(cancel);
        SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle, BusyTimeout);
        await RunAsync(connection, "PRAGMA query_only = ON", cancel);
        return connection;
    }

    public override async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancel = default)
    {
        await turn.WaitAsync(cancel);
        try
        {
            await using var transaction = writer.BeginTransaction(deferred: false);
            var result = await work(writer, transaction);
            await transaction.CommitAsync(cancel);
            return result;
        }
        finally
        {
            turn.Release();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await turn.WaitAsync();
        await writer.DisposeAsync();
        SqliteConnection.ClearPool(new SqliteConnection(readString));
        turn.Dispose();
    }

    internal override JournalSession OpenSession(DistrictId district) => new SqliteSession(district, writer, turn);

    internal override async Task<Shadow> OpenShadowAsync(DistrictId district, CancellationToken cancel) =>
        await SqliteShadow.OpenAsync(Options, district, cancel);

    internal override ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancel) =>
        new(((SqliteConnection)connection).BeginTransaction(deferred: true));

    internal override async Task ForgetAsync(CancellationToken cancel)
    {
        // secure_delete has overwritten the page in the main file's next state; the log still holds the former one until it is cut.
        await turn.WaitAsync(cancel);
        try
        {
            await RunAsync(writer, "PRAGMA wal_checkpoint(TRUNCATE)", cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    internal override ValueTask AskAsync(DbConnection connection, DistrictId district, Query query, CancellationToken cancel)
    {
        using var command = (SqliteCommand)connection.CreateCommand();
        SqliteSql.Prepare(command, district, query.Sql, query.Arguments);
        using var row = command.ExecuteReader();
        query.Read(row);
        return ValueTask.CompletedTask;
    }

    internal static async Task RunAsync(SqliteConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
