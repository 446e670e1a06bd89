// Two round trips a group: BEGIN, the lock and the questions; the rows, the head and COMMIT. At READ COMMITTED each statement sees what was
// committed before it began, so questions that follow the lock in the same batch see all that the holder before wrote.
using System.Data.Common;
using Gridwork.Engine;
using Gridwork.Stores.Journal;
using Npgsql;

namespace Gridwork.Stores.Postgres;

/// <summary>Appends on a connection of its own, opened again after a loss.</summary>
internal sealed class PostgresSession : JournalSession
{
    private readonly NpgsqlDataSource? source;
    private NpgsqlConnection? connection;
    private bool holds;

    /// <summary>A session that takes its connections from <paramref name="source"/>.</summary>
    public PostgresSession(DistrictId district, NpgsqlDataSource source) : base(district) => this.source = source;

    /// <summary>A session inside a transaction that somebody else began and ends.</summary>
    public PostgresSession(DistrictId district, NpgsqlConnection connection) : base(district) => this.connection = connection;

    public override async ValueTask<Head> BeginAsync(IReadOnlyList<Query> queries, CancellationToken cancel)
    {
        connection ??= await source!.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        var mine = new NpgsqlBatchCommand("UPDATE head SET seq = seq WHERE d = $1 RETURNING seq, chain, definition_seq");
        mine.Parameters.Add(new NpgsqlParameter<int> { TypedValue = District.Value });
        batch.BatchCommands.Add(mine);
        Add(batch, queries);
        holds = true;
        await using var row = await batch.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel)) throw new InvalidOperationException($"There is no district {District.Value}.");
        var head = new Head(row.GetInt64(0), row.Hash(1), row.GetInt64(2));
        foreach (var query in queries)
        {
            await row.NextResultAsync(cancel);
            query.Read(row);
        }
        return head;
    }

    public override async ValueTask AskAsync(IReadOnlyList<Query> queries, CancellationToken cancel)
    {
        if (queries.Count == 0) return;
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, queries);
        await using var row = await batch.ExecuteReaderAsync(cancel);
        for (var i = 0; i < queries.Count; i++)
        {
            if (i > 0) await row.NextResultAsync(cancel);
            queries[i].Read(row);
        }
    }

    private void Add(NpgsqlBatch batch, IReadOnlyList<Query> queries)
    {
        foreach (var query in queries)
        {
            var command = new NpgsqlBatchCommand(PostgresSql.Text(query.Sql));
            PostgresSql.Bind(command.Parameters, District, query.Arguments);
            batch.BatchCommands.Add(command);
        }
    }

    public override async ValueTask<int> RunAsync(string sql, (string Name, object Value)[] arguments, CancellationToken cancel)
    {
        // Folding and rebuilding take as long as they take.
        await using var command = new NpgsqlCommand(PostgresSql.Text(sql), connection) { CommandTimeout = 0 };
        PostgresSql.Bind(command.Parameters, District, arguments);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    public override async ValueTask WriteAsync(RowSets rows, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, rows);
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancel);
    }

    public override async ValueTask CommitAsync(RowSets rows, Head? head, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, rows);
        if (head is not null)
        {
            var move = new NpgsqlBatchCommand("UPDATE head SET seq = $2, chain = $3, definition_seq = $4 WHERE d = $1");
            move.Parameters.Add(new NpgsqlParameter<int> { TypedValue = District.Value });
            move.Parameters.Add(new NpgsqlParameter<long> { TypedValue = head.Seq });
            move.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = head.Chain.ToArray() });
            move.Parameters.Add(new NpgsqlParameter<long> { TypedValue = head.DefinitionSeq });
            batch.BatchCommands.Add(move);
        }
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(cancel);
        holds = false;
    }

    private void Add(NpgsqlBatch batch, RowSets rows)
    {
        foreach (var (statement, set) in rows.All)
        {
            if (set.Count == 0) continue;
            var command = new NpgsqlBatchCommand(PostgresSql.Of(statement));
            PostgresSql.Bind(command.Parameters, District, set);
            batch.BatchCommands.Add(command);
        }
    }

    public override async ValueTask RollbackAsync()
    {
        if (connection is null || !holds) return;
        holds = false;
        try
        {
            await using var command = new NpgsqlCommand("ROLLBACK", connection);
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception lost) when (lost is DbException or InvalidOperationException or IOException)
        {
            await connection.DisposeAsync();
            connection = null;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await RollbackAsync();
        if (connection is not null) await connection.DisposeAsync();
    }
}
