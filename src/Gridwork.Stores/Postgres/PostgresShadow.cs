using System.Globalization;
using Gridwork.Engine;
using Gridwork.Stores.Migrations;
using Gridwork.Stores.Rebuild;
using Npgsql;

namespace Gridwork.Stores.Postgres;

/// <summary>
/// A schema that is first in the search path of one transaction and is never committed: unqualified names of derived tables mean the shadow, those of
/// the journal the store, as of the transaction's snapshot.
/// </summary>
internal sealed class PostgresShadow : Shadow
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private PostgresShadow(PostgresSession session, NpgsqlConnection connection, NpgsqlTransaction transaction, string rebuilt, string stored)
        : base(session, rebuilt, stored)
    {
        this.connection = connection;
        this.transaction = transaction;
    }

    public static async Task<PostgresShadow> OpenAsync(string connectionString, DistrictId district, CancellationToken cancel)
    {
        // Statements that were prepared against the shadow must not come back for the store: a connection of its own, prepared for nobody.
        var text = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, MaxAutoPrepare = 0, CommandTimeout = 0 };
        var connection = new NpgsqlConnection(text.ConnectionString);
        await connection.OpenAsync(cancel);
        var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var rebuilt = "shadow_" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT current_schema()";
        var stored = (string)(await command.ExecuteScalarAsync(cancel))!;
        command.CommandText = $"CREATE SCHEMA {rebuilt}; SET LOCAL search_path = {rebuilt}, \"{stored}\"; "
            + string.Concat(Migration.Of("postgres").Where(migration => migration.IsDerived).Select(migration => migration.Sql));
        await command.ExecuteNonQueryAsync(cancel);
        return new PostgresShadow(new PostgresSession(district, connection), connection, transaction, rebuilt, $"\"{stored}\"");
    }

    public override async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
