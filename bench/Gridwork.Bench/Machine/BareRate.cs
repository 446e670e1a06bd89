// What the database does at best with the same groups: one row of 2 KB a record, one transaction a group, on the store's own settings. SQLite: a
// prepared insert, run once a row. PostgreSQL: one multi-row insert a group (arrays, unnested side by side), prepared, which is its own transaction: one round
// trip. Bytes are random and rows stay whole in their page, so that neither compression nor a side table has a part in it.
//
// It is measured in slices, in turn with what is measured against it: whoever else uses the machine takes from both alike.
using System.Diagnostics;
using Gridwork.Bench.Stores;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using SQLitePCL;

namespace Gridwork.Bench.Machine;

/// <summary>The bare database with groups of one length.</summary>
internal abstract class BareRate : IAsyncDisposable
{
    private const int Length = 2048;
    private long rows;
    private TimeSpan spent;

    /// <summary>Rows a second over all slices.</summary>
    public double Rate => rows / spent.TotalSeconds;

    /// <summary>Opens a new database.</summary>
    public static async Task<BareRate> OpenAsync(BenchPlace place, int group, TimeSpan warm)
    {
        BareRate bare = place.Kind == StoreKind.Sqlite
            ? new OnSqlite(Path.Combine(place.NewFolder(), "bare.db"), group)
            : await OnPostgres.OpenAsync(await place.NewDatabaseAsync(), group);
        await bare.SliceAsync(warm);
        (bare.rows, bare.spent) = (0, default);
        return bare;
    }

    /// <summary>Writes for a while.</summary>
    public async Task SliceAsync(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time) rows += await GroupAsync();
        spent += watch.Elapsed;
    }

    public abstract ValueTask DisposeAsync();

    protected abstract ValueTask<int> GroupAsync();

    private static byte[] NewRow()
    {
        var bytes = new byte[Length];
        Random.Shared.NextBytes(bytes);
        return bytes;
    }

    private sealed class OnSqlite : BareRate
    {
        private readonly SqliteConnection connection;
        private readonly sqlite3_stmt begin, commit, insert;
        private readonly byte[] bytes = NewRow();
        private readonly int group;
        private long id;

        public OnSqlite(string file, int group)
        {
            this.group = group;
            connection = new SqliteConnection($"Data Source={file};Pooling=False");
            connection.Open();
            using (var command = connection.CreateCommand())
            {
                command.CommandText =
                    """
                    PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
                    PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8000;
                    CREATE TABLE bare (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
                    """;
                command.ExecuteNonQuery();
            }
            raw.sqlite3_prepare_v2(connection.Handle!, "BEGIN IMMEDIATE", out begin);
            raw.sqlite3_prepare_v2(connection.Handle!, "COMMIT", out commit);
            raw.sqlite3_prepare_v2(connection.Handle!, "INSERT INTO bare VALUES (?1, ?2)", out insert);
        }

        protected override ValueTask<int> GroupAsync()
        {
            Run(begin);
            for (var i = 0; i < group; i++)
            {
                raw.sqlite3_bind_int64(insert, 1, ++id);
                raw.sqlite3_bind_blob(insert, 2, bytes);
                Run(insert);
            }
            Run(commit);
            return new(group);
        }

        private static void Run(sqlite3_stmt statement)
        {
            if (raw.sqlite3_step(statement) != raw.SQLITE_DONE) throw new InvalidOperationException("SQLite refused a bare row.");
            raw.sqlite3_reset(statement);
        }

        public override async ValueTask DisposeAsync()
        {
            foreach (var statement in new[] { begin, commit, insert }) statement.Dispose();
            await connection.DisposeAsync();
        }
    }

    private sealed class OnPostgres : BareRate
    {
        private readonly NpgsqlDataSource source;
        private readonly NpgsqlCommand insert;
        private readonly long[] ids;
        private long id;

        private OnPostgres(NpgsqlDataSource source, NpgsqlCommand insert, long[] ids)
        {
            this.source = source;
            this.insert = insert;
            this.ids = ids;
        }

        public static async Task<BareRate> OpenAsync(string database, int group)
        {
            var source = NpgsqlDataSource.Create(database);
            var connection = await source.OpenConnectionAsync();
            await using (var create = new NpgsqlCommand(
                "CREATE TABLE bare (id bigint PRIMARY KEY, bytes bytea NOT NULL) WITH (toast_tuple_target = 4080); ALTER TABLE bare ALTER bytes SET STORAGE MAIN",
                connection))
                await create.ExecuteNonQueryAsync();
            var ids = new long[group];
            var insert = new NpgsqlCommand("INSERT INTO bare SELECT unnest($1), unnest($2)", connection);
            insert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
            insert.Parameters.Add(new NpgsqlParameter<byte[][]>
            {
                TypedValue = [.. Enumerable.Repeat(NewRow(), group)],
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
            });
            await insert.PrepareAsync();
            return new OnPostgres(source, insert, ids);
        }

        protected override async ValueTask<int> GroupAsync()
        {
            for (var i = 0; i < ids.Length; i++) ids[i] = ++id;
            await insert.ExecuteNonQueryAsync();
            return ids.Length;
        }

        public override async ValueTask DisposeAsync()
        {
            await insert.DisposeAsync();
            await source.DisposeAsync();
        }
    }
}
