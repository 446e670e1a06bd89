using System.Data.Common;
using Gridwork.Engine;
using Gridwork.Stores.Journal;
using Microsoft.Data.Sqlite;

namespace Gridwork.Stores.Sqlite;

/// <summary>Appends on the process's writing connection. <c>BEGIN IMMEDIATE</c> is the lock, also against other processes.</summary>
/// <param name="district">The district.</param>
/// <param name="connection">The writing connection, shared with whoever else holds <paramref name="turn"/>.</param>
/// <param name="turn">Whose turn it is to write in this process.</param>
internal sealed class SqliteSession(DistrictId district, SqliteConnection connection, SemaphoreSlim turn) : JournalSession(district)
{
    private readonly Dictionary<Statement, SqliteStatement> statements = [];
    private readonly Dictionary<string, SqliteCommand> commands = [];
    private SqliteStatement? begin;
    private SqliteStatement? commit;
    private SqliteStatement? rollback;
    private SqliteStatement? moveHead;
    private bool holds;

    public override async ValueTask<Head> BeginAsync(IReadOnlyList<Query> queries, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            (begin ??= new SqliteStatement(connection, "BEGIN IMMEDIATE")).Run();
        }
        catch
        {
            turn.Release();
            throw;
        }
        holds = true;
        Head? head = null;
        Ask(new Query("SELECT seq, chain, definition_seq FROM head WHERE d = @d", [], row =>
        {
            if (row.Read()) head = new Head(row.GetInt64(0), row.Hash(1), row.GetInt64(2));
        }));
        foreach (var query in queries) Ask(query);
        return head ?? throw new InvalidOperationException($"There is no district {District.Value}.");
    }

    public override ValueTask AskAsync(IReadOnlyList<Query> queries, CancellationToken cancel)
    {
        foreach (var query in queries) Ask(query);
        return ValueTask.CompletedTask;
    }

    private void Ask(Query query)
    {
        var command = CommandFor(query.Sql);
        SqliteSql.Prepare(command, District, query.Sql, query.Arguments);
        using var row = command.ExecuteReader();
        query.Read(row);
    }

    private SqliteCommand CommandFor(string sql)
    {
        if (!commands.TryGetValue(sql, out var command)) commands[sql] = command = connection.CreateCommand();
        return command;
    }

    public override ValueTask<int> RunAsync(string sql, (string Name, object Value)[] arguments, CancellationToken cancel)
    {
        var command = CommandFor(sql);
        SqliteSql.Prepare(command, District, sql, arguments);
        return ValueTask.FromResult(command.ExecuteNonQuery());
    }

    public override ValueTask WriteAsync(RowSets rows, CancellationToken cancel)
    {
        foreach (var (statement, set) in rows.All)
        {
            if (set.Count == 0) continue;
            if (!statements.TryGetValue(statement, out var prepared))
                statements[statement] = prepared = new SqliteStatement(connection, SqliteSql.Of(statement));
            prepared.RunAll(District.Value, set);
        }
        return ValueTask.CompletedTask;
    }

    public override async ValueTask CommitAsync(RowSets rows, Head? head, CancellationToken cancel)
    {
        await WriteAsync(rows, cancel);
        if (head is not null)
        {
            moveHead ??= new SqliteStatement(connection, "UPDATE head SET seq = ?2, chain = ?3, definition_seq = ?4 WHERE d = ?1");
            moveHead.Bind(1, District.Value).Bind(2, head.Seq).Bind(3, head.Chain.ToArray()).Bind(4, head.DefinitionSeq).Run();
        }
        (commit ??= new SqliteStatement(connection, "COMMIT")).Run();
        GiveUp();
    }

    public override ValueTask RollbackAsync()
    {
        if (!holds) return ValueTask.CompletedTask;
        try
        {
            (rollback ??= new SqliteStatement(connection, "ROLLBACK")).Run();
        }
        catch (DbException)
        {
            // SQLite has rolled back by itself: the disk is full or lost.
        }
        GiveUp();
        return ValueTask.CompletedTask;
    }

    private void GiveUp()
    {
        holds = false;
        turn.Release();
    }

    public override async ValueTask DisposeAsync()
    {
        await RollbackAsync();
        foreach (var statement in statements.Values) statement.Dispose();
        foreach (var command in commands.Values) await command.DisposeAsync();
        begin?.Dispose();
        commit?.Dispose();
        rollback?.Dispose();
        moveHead?.Dispose();
    }
}
