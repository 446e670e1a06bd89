using System.Collections.Concurrent;
using System.Text;
using Gridwork.Engine;
using Gridwork.Stores.Journal;
using Microsoft.Data.Sqlite;

namespace Gridwork.Stores.Sqlite;

/// <summary>How SQLite is told what both stores are told: lists of keys as JSON; and its statements for the rows of a group.</summary>
internal static class SqliteSql
{
    private static readonly ConcurrentDictionary<(string Sql, bool Bytes), string> Texts = [];

    /// <summary>Puts text and values into a command; a command that is used again gets new values only.</summary>
    public static void Prepare(SqliteCommand command, DistrictId district, string sql, (string Name, object Value)[] arguments)
    {
        if (command.CommandText.Length == 0)
        {
            command.CommandText = Texts.GetOrAdd((sql, arguments.Any(argument => argument.Value is byte[][])), static key => key.Sql.Replace(
                "IN @keys", key.Bytes ? "IN (SELECT unhex(value) FROM json_each(@keys))" : "IN (SELECT value FROM json_each(@keys))",
                StringComparison.Ordinal));
            command.Parameters.AddWithValue("d", district.Value);
            foreach (var (name, _) in arguments) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }
        for (var i = 0; i < arguments.Length; i++)
        {
            command.Parameters[i + 1].Value = arguments[i].Value switch
            {
                byte[][] keys => Json(keys),
                long[] keys => Json(keys),
                var value => value,
            };
        }
    }

    private static string Json(byte[][] keys)
    {
        var text = new StringBuilder("[");
        foreach (var key in keys) text.Append(text.Length > 1 ? ",\"" : "\"").Append(Convert.ToHexString(key)).Append('"');
        return text.Append(']').ToString();
    }

    private static string Json(long[] keys) => "[" + string.Join(',', keys) + "]";

    /// <summary>The text of a statement; ?1 is the district.</summary>
    public static string Of(Statement statement) => statement switch
    {
        Statement.Journal => "INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
        Statement.Body => "INSERT INTO body VALUES (?1, ?2, ?3, ?4, ?5)",
        Statement.Blob => "INSERT INTO blob VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        Statement.Instance => "INSERT INTO instance VALUES (?1, ?2, ?3)",
        Statement.Conflict => "INSERT INTO conflict VALUES (?1, ?2, ?3)",
        Statement.RecordGone => "DELETE FROM record WHERE d = ?1 AND root_seq = ?2",
        Statement.Record => "INSERT OR REPLACE INTO record VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        Statement.Revision => "INSERT OR REPLACE INTO revision VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        Statement.Turn => "INSERT INTO turn VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        Statement.Attachment => "INSERT OR REPLACE INTO attachment VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        Statement.WaitingGone => "DELETE FROM waiting WHERE d = ?1 AND wanted16 = ?2 AND seq = ?3",
        Statement.Waiting => "INSERT OR REPLACE INTO waiting VALUES (?1, ?2, ?3, ?4)",
        Statement.Scope => "INSERT OR IGNORE INTO scope VALUES (?1, ?2, ?3)",
        Statement.RecordCount =>
            "INSERT INTO record_count VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (d, campaign, form, unit, standing) DO UPDATE SET n = n + excluded.n",
        Statement.Definition => "INSERT INTO definition_entry VALUES (?1, ?2, ?3)",
        Statement.Indicator => "INSERT INTO indicator VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?6, 0, 0, 0)",
        Statement.Retired => "UPDATE indicator SET retired_seq = ?4 WHERE d = ?1 AND ind = ?2 AND ver = ?3",
        Statement.Entry => "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        Statement.ClaimGone => "DELETE FROM claim WHERE d = ?1 AND ind = ?2 AND ver = ?3 AND key16 = ?4 AND root_seq = ?5",
        Statement.Claim => "INSERT OR REPLACE INTO claim VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        Statement.CaseLine => "INSERT INTO case_log VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        Statement.Case =>
            """
            INSERT OR REPLACE INTO case_state VALUES
              (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30,
               ?31, ?32, ?33, ?34)
            """,
        Statement.CaseDue => "UPDATE case_state SET due = ?3, provisional = ?4, sort = ?5 WHERE d = ?1 AND root_seq = ?2",
        Statement.CaseHelper => "INSERT OR IGNORE INTO case_helper VALUES (?1, ?2, ?3)",
        Statement.CaseCount =>
            """
            INSERT INTO case_count VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            ON CONFLICT (d, campaign, kind, unit, cell, category, line, host, measure) DO UPDATE SET n = n + excluded.n
            """,
        Statement.MapCount =>
            """
            INSERT INTO map_count VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (d, layer, campaign, is_open, square, unit, host) DO UPDATE SET n = n + excluded.n
            """,
        Statement.Paper => "INSERT INTO paper VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        _ => throw new ArgumentOutOfRangeException(nameof(statement)),
    };
}
