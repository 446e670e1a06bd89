using System.Data.Common;
using Gridwork.Engine;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Migrations;
using Gridwork.Stores.Rebuild;
using Npgsql;

namespace Gridwork.Stores.Postgres;

/// <summary>One database, for several processes at once.</summary>
internal sealed class PostgresStore : DistrictStore
{
    // Any constant does: it names the lock that migrations take turns by.
    private const long MigrationLock = 0x6772_6964_776f_726b;

    private readonly NpgsqlDataSource source;

    private PostgresStore(StoreOptions options, NpgsqlDataSource source) : base(options) => this.source = source;

    internal static PostgresStore Open(StoreOptions options)
    {
        // Repeated statements are prepared on the server; the intake runs two dozen.
        var text = new NpgsqlConnectionStringBuilder(options.Postgres);
        if (text.MaxAutoPrepare == 0) text.MaxAutoPrepare = 100;
        text.AutoPrepareMinUsages = 2;
        return new PostgresStore(options, NpgsqlDataSource.Create(text));
    }

    public override async Task MigrateAsync(CancellationToken cancel = default)
    {
        foreach (var migration in Migration.Of("postgres"))
        {
            await WriteAsync(
                async (connection, transaction) =>
                {
                    await RunAsync(connection, $"SELECT pg_advisory_xact_lock({MigrationLock})", cancel);
                    await RunAsync(connection, Migration.VersionTable, cancel);
                    await using var known = new NpgsqlCommand("SELECT COUNT(*) FROM schema_version WHERE number = @number", (NpgsqlConnection)connection);
                    known.Parameters.AddWithValue("number", migration.Number);
                    if ((long)(await known.ExecuteScalarAsync(cancel))! > 0) return false;
                    await RunAsync(connection, migration.Sql, cancel);
                    known.CommandText = "INSERT INTO schema_version (number, name, applied) VALUES (@number, @name, @applied)";
                    known.Parameters.AddWithValue("name", migration.Name);
                    known.Parameters.AddWithValue("applied", DateTimeOffset.UtcNow.ToString("O"));
                    await known.ExecuteNonQueryAsync(cancel);
                    return true;
                },
                cancel);
        }
    }

    public override async ValueTask<DbConnection> OpenConnectionAsync(CancellationToken cancel = default) => await source.OpenConnectionAsync(cancel);

    public override async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancel = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var result = await work(connection, transaction);
        await transaction.CommitAsync(cancel);
        return result;
    }

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    internal override JournalSession OpenSession(DistrictId district) => new PostgresSession(district, source);

    internal override async Task<Shadow> OpenShadowAsync(DistrictId district, CancellationToken cancel) =>
        await PostgresShadow.OpenAsync(Options.Postgres!, district, cancel);

    internal override async ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancel) =>
        await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);

    internal override async Task ForgetAsync(CancellationToken cancel)
    {
        // What an update left behind stays in the file until it is cleaned.
        await using var connection = await source.OpenConnectionAsync(cancel);
        await RunAsync(connection, "VACUUM body, photo", cancel);
    }

    internal override async ValueTask AskAsync(DbConnection connection, DistrictId district, Query query, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(PostgresSql.Text(query.Sql), (NpgsqlConnection)connection);
        PostgresSql.Bind(command.Parameters, district, query.Arguments);
        await using var row = await command.ExecuteReaderAsync(cancel);
        query.Read(row);
    }

    private static async Task RunAsync(DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
