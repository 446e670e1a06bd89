using Gridwork.Engine;
using Gridwork.Stores.Migrations;
using Gridwork.Stores.Rebuild;
using Microsoft.Data.Sqlite;

namespace Gridwork.Stores.Sqlite;

/// <summary>
/// A passing file with the derived tables as the main database, the store attached: SQLite looks for a name in the main one first, so the journal
/// is found in the store. A transaction holds the snapshot.
/// </summary>
internal sealed class SqliteShadow : Shadow
{
    private readonly SqliteConnection connection;
    private readonly string file;

    private SqliteShadow(SqliteSession session, SqliteConnection connection, string file) : base(session, "main", "live")
    {
        this.connection = connection;
        this.file = file;
    }

    public static async Task<SqliteShadow> OpenAsync(StoreOptions options, DistrictId district, CancellationToken cancel)
    {
        var file = Path.Combine(options.DataFolder, $"shadow-{Guid.NewGuid():N}.db");
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);
        // Nobody waits for these rows and nobody needs them after a crash.
        var setUp = "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -131072;";
        foreach (var migration in Migration.Of("sqlite").Where(migration => migration.IsDerived)) setUp += migration.Sql;
        await SqliteStore.RunAsync(connection, setUp, cancel);
        await using (var attach = connection.CreateCommand())
        {
            attach.CommandText = "ATTACH @file AS live";
            attach.Parameters.AddWithValue("file", SqliteStore.FileOf(options));
            await attach.ExecuteNonQueryAsync(cancel);
        }
        await SqliteStore.RunAsync(connection, "BEGIN", cancel);
        return new SqliteShadow(new SqliteSession(district, connection, new SemaphoreSlim(0, 1)), connection, file);
    }

    public override async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await connection.DisposeAsync();
        File.Delete(file);
    }
}
