// What the database does at best with the same groups: one row of 2 KB a record, one transaction a group, on the store's own settings. SQLite: a
// prepared insert, run once a row. PostgreSQL: one multi-row insert a group (arrays and unnest), prepared, which is its own transaction: one round
// trip. Bytes are random and rows stay whole in their page, so that neither compression nor a side table has a part in it.
using System.Diagnostics;
using Gridwork.Bench.Stores;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using SQLitePCL;

namespace Gridwork.Bench.Machine;

/// <summary>The bare database's rate.</summary>
internal static class BareRate
{
    private const int Length = 2048;

    /// <summary>The group sizes of the intake.</summary>
    public static readonly int[] Groups = [8, 32, 100];

    /// <summary>The name under which a rate is kept.</summary>
    public static string Name(StoreKind kind, int group) => $"bare {kind} {group}";

    public static async Task MeasureAsync(Report report, BenchOptions options, BenchPlace place)
    {
        report.Begin($"{place.Kind}: the bare database, one 2 KB row a record");
        foreach (var group in Groups)
        {
            var rate = place.Kind == StoreKind.Sqlite
                ? Sqlite(Path.Combine(place.NewFolder(), "bare.db"), group, options.Time)
                : await PostgresAsync(await place.NewDatabaseAsync(), group, options.Time);
            report.Keep(Name(place.Kind, group), rate);
            report.Say($"groups of {group,3}: {Report.N(rate),8} rows/s");
        }
    }

    private static double Sqlite(string file, int group, TimeSpan time)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using (var command = connection.CreateCommand())
        {
            command.CommandText =
                """
                PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -65536;
                CREATE TABLE bare (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
                """;
            command.ExecuteNonQuery();
        }
        var db = connection.Handle!;
        raw.sqlite3_prepare_v2(db, "BEGIN IMMEDIATE", out var begin);
        raw.sqlite3_prepare_v2(db, "COMMIT", out var commit);
        raw.sqlite3_prepare_v2(db, "INSERT INTO bare VALUES (?1, ?2)", out var insert);
        var bytes = new byte[Length];
        Random.Shared.NextBytes(bytes);
        long id = 0;
        void Group()
        {
            Run(begin);
            for (var i = 0; i < group; i++)
            {
                raw.sqlite3_bind_int64(insert, 1, ++id);
                raw.sqlite3_bind_blob(insert, 2, bytes);
                Run(insert);
            }
            Run(commit);
        }
        var rate = Rate(Group, ref id, time);
        begin.Dispose();
        commit.Dispose();
        insert.Dispose();
        return rate;
    }

    private static void Run(sqlite3_stmt statement)
    {
        if (raw.sqlite3_step(statement) != raw.SQLITE_DONE) throw new InvalidOperationException("SQLite refused a bare row.");
        raw.sqlite3_reset(statement);
    }

    private static double Rate(Action group, ref long id, TimeSpan time)
    {
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < time / 4;) group();
        var before = id;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time) group();
        return (id - before) / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> PostgresAsync(string database, int group, TimeSpan time)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync();
        await using (var create = new NpgsqlCommand(
            "CREATE TABLE bare (id bigint PRIMARY KEY, bytes bytea NOT NULL) WITH (toast_tuple_target = 4080); ALTER TABLE bare ALTER bytes SET STORAGE MAIN", connection))
            await create.ExecuteNonQueryAsync();
        var ids = new long[group];
        var bytes = new byte[Length];
        Random.Shared.NextBytes(bytes);
        await using var insert = new NpgsqlCommand("INSERT INTO bare SELECT * FROM unnest($1, $2)", connection);
        insert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        insert.Parameters.Add(new NpgsqlParameter<byte[][]>
        {
            TypedValue = [.. Enumerable.Repeat(bytes, group)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        });
        await insert.PrepareAsync();
        long id = 0;
        async Task GroupAsync()
        {
            for (var i = 0; i < group; i++) ids[i] = ++id;
            await insert.ExecuteNonQueryAsync();
        }
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < time / 4;) await GroupAsync();
        var before = id;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time) await GroupAsync();
        return (id - before) / watch.Elapsed.TotalSeconds;
    }
}
