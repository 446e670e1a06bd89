using Gridwork.Stores.Journal;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gridwork.Stores.Sqlite;

/// <summary>
/// A prepared statement without results, run once a row. It stands on SQLite's own functions: a command object a row would cost more than the row.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement), raw.SQLITE_OK);
    }

    /// <summary>Runs it without parameters, or with those bound before.</summary>
    public void Run()
    {
        var code = raw.sqlite3_step(statement);
        var extended = code == raw.SQLITE_DONE ? code : raw.sqlite3_extended_errcode(database);
        var message = code == raw.SQLITE_DONE ? null : raw.sqlite3_errmsg(database).utf8_to_string();
        raw.sqlite3_reset(statement);
        if (code != raw.SQLITE_DONE) throw new SqliteException(message, code, extended);
    }

    public SqliteStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, index, value), raw.SQLITE_OK);
        return this;
    }

    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, index, 0) : raw.sqlite3_bind_blob(statement, index, value), raw.SQLITE_OK);
        return this;
    }

    /// <summary>Runs it for each row, the district bound first.</summary>
    public void RunAll(int district, RowSet rows)
    {
        Bind(1, district);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = 0; i < rows.Columns.Count; i++) BindColumn(i + 2, rows.Columns[i], row);
            Run();
        }
    }

    private void BindColumn(int index, RowSet.Column column, int row)
    {
        var code = column.Kind switch
        {
            ColumnKind.Integer when column.Integers![row] is { } integer => raw.sqlite3_bind_int64(statement, index, integer),
            ColumnKind.Text when column.Texts![row] is { } text => raw.sqlite3_bind_text(statement, index, text),
            ColumnKind.Bytes when column.Bytes![row] is { } bytes => raw.sqlite3_bind_blob(statement, index, bytes.Span),
            _ => raw.sqlite3_bind_null(statement, index),
        };
        Check(code, raw.SQLITE_OK);
    }

    private void Check(int code, int expected)
    {
        if (code != expected) throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), code, raw.sqlite3_extended_errcode(database));
    }

    public void Dispose() => statement.Dispose();
}
