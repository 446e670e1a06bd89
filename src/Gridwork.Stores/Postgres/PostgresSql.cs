using System.Collections.Concurrent;
using Gridwork.Engine;
using Gridwork.Stores.Journal;
using Npgsql;
using NpgsqlTypes;

namespace Gridwork.Stores.Postgres;

/// <summary>How PostgreSQL is told what both stores are told: lists of keys as arrays; and its statements for the rows of a group.</summary>
internal static class PostgresSql
{
    private static readonly ConcurrentDictionary<string, string> Texts = [];
    private static readonly string[] Statements = [.. Enum.GetValues<Statement>().Select(Write)];

    public static string Text(string sql) => Texts.GetOrAdd(sql, static text => text.Replace("IN @keys", "= ANY(@keys)", StringComparison.Ordinal));

    public static void Bind(NpgsqlParameterCollection parameters, DistrictId district, (string Name, object Value)[] arguments)
    {
        parameters.Add(new NpgsqlParameter<int>("d", district.Value));
        foreach (var (name, value) in arguments) parameters.Add(new NpgsqlParameter(name, value));
    }

    /// <summary>The parameters of a statement for the rows of a group: the district, then each column as an array.</summary>
    public static void Bind(NpgsqlParameterCollection parameters, DistrictId district, RowSet rows)
    {
        parameters.Add(new NpgsqlParameter<int> { TypedValue = district.Value });
        foreach (var column in rows.Columns)
        {
            parameters.Add(column.Kind switch
            {
                ColumnKind.Integer => Integers(column.Integers!),
                ColumnKind.Text => new NpgsqlParameter { Value = column.Texts!.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                _ => new NpgsqlParameter
                {
                    Value = column.Bytes!.ConvertAll(bytes => bytes?.ToArray()).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
                },
            });
        }
    }

    /// <summary>Most columns hold no nulls; an array without them is written without a look at each element's type.</summary>
    private static NpgsqlParameter Integers(List<long?> values)
    {
        const NpgsqlDbType Type = NpgsqlDbType.Array | NpgsqlDbType.Bigint;
        return values.Contains(null)
            ? new NpgsqlParameter { Value = values.ToArray(), NpgsqlDbType = Type }
            : new NpgsqlParameter<long[]> { TypedValue = [.. values.Select(value => value!.Value)], NpgsqlDbType = Type };
    }

    /// <summary>The text of a statement; $1 is the district.</summary>
    public static string Of(Statement statement) => Statements[(int)statement];

    /// <summary>
    /// The rows of so many columns, each an array. Set-returning functions side by side in the select list go row by row through the plan; in FROM each of
    /// them fills a store of its own first, which cost most of what a row cost (bench/RESULTS.md).
    /// </summary>
    private static string Rows(int columns) => $"SELECT $1, {string.Join(", ", Enumerable.Range(2, columns).Select(no => $"unnest(${no})"))}";

    private static string Write(Statement statement) => statement switch
    {
        Statement.Journal => $"INSERT INTO journal {Rows(19)}",
        Statement.Body => $"INSERT INTO body {Rows(4)}",
        Statement.Blob => $"INSERT INTO blob {Rows(3)} ON CONFLICT DO NOTHING",
        Statement.Instance => $"INSERT INTO instance {Rows(2)}",
        Statement.Conflict => $"INSERT INTO conflict {Rows(2)}",
        Statement.RecordGone => "DELETE FROM record WHERE d = $1 AND root_seq = ANY($2)",
        Statement.Record =>
            $"""
            INSERT INTO record {Rows(11)}
            ON CONFLICT (d, root_seq) DO UPDATE SET head_seq = excluded.head_seq, campaign = excluded.campaign, form = excluded.form,
              unit = excluded.unit, cell = excluded.cell, day = excluded.day, person = excluded.person, standing = excluded.standing,
              missing = excluded.missing, place = excluded.place
            """,
        Statement.Revision =>
            $"""
            INSERT INTO revision {Rows(5)}
            ON CONFLICT (d, seq) DO UPDATE SET root_seq = excluded.root_seq, replaces_seq = excluded.replaces_seq, state = excluded.state,
              pos = excluded.pos
            """,
        Statement.Turn => $"INSERT INTO turn {Rows(6)}",
        Statement.Attachment =>
            $"""
            INSERT INTO attachment {Rows(7)}
            ON CONFLICT (d, instance_seq, name) DO UPDATE SET hash = excluded.hash, size = excluded.size, media = excluded.media,
              entry_seq = excluded.entry_seq, expected = excluded.expected
            """,
        Statement.WaitingGone => "DELETE FROM waiting w USING unnest($2, $3) AS g(wanted16, seq) WHERE w.d = $1 AND w.wanted16 = g.wanted16 AND w.seq = g.seq",
        Statement.Waiting => $"INSERT INTO waiting {Rows(3)} ON CONFLICT (d, wanted16, seq) DO UPDATE SET reason = excluded.reason",
        Statement.Scope => $"INSERT INTO scope {Rows(2)} ON CONFLICT DO NOTHING",
        Statement.RecordCount =>
            $"""
            INSERT INTO record_count {Rows(5)}
            ON CONFLICT (d, campaign, form, unit, standing) DO UPDATE SET n = record_count.n + excluded.n
            """,
        Statement.Definition => $"INSERT INTO definition_entry {Rows(2)}",
        Statement.Indicator =>
            "INSERT INTO indicator SELECT $1, ind, ver, campaign, seq, NULL, live, 0, 0, 0 FROM unnest($2, $3, $4, $5, $6) AS p(ind, ver, campaign, seq, live)",
        Statement.Retired =>
            "UPDATE indicator i SET retired_seq = r.seq FROM unnest($2, $3, $4) AS r(ind, ver, seq) WHERE i.d = $1 AND i.ind = r.ind AND i.ver = r.ver",
        Statement.Entry => $"INSERT INTO entry {Rows(10)}",
        Statement.ClaimGone =>
            """
            DELETE FROM claim c USING unnest($2, $3, $4, $5) AS g(ind, ver, key16, root_seq)
            WHERE c.d = $1 AND c.ind = g.ind AND c.ver = g.ver AND c.key16 = g.key16 AND c.root_seq = g.root_seq
            """,
        Statement.Claim =>
            $"""
            INSERT INTO claim {Rows(9)}
            ON CONFLICT (d, ind, ver, key16, root_seq) DO UPDATE SET record_seq = excluded.record_seq, unit = excluded.unit,
              cell = excluded.cell, day = excluded.day, holds = excluded.holds
            """,
        Statement.CaseLine => $"INSERT INTO case_log {Rows(14)}",
        Statement.Case =>
            $"""
            INSERT INTO case_state {Rows(33)}
            ON CONFLICT (d, root_seq) DO UPDATE SET
              case16 = excluded.case16, campaign = excluded.campaign, kind = excluded.kind, stage = excluded.stage, is_open = excluded.is_open,
              runs = excluded.runs, category = excluded.category, line = excluded.line, unit = excluded.unit, cell = excluded.cell, day =
              excluded.day, host = excluded.host, holder = excluded.holder, due = excluded.due, provisional = excluded.provisional, sort = excluded.sort, reported =
              excluded.reported, registered = excluded.registered, ended = excluded.ended, since = excluded.since, returns = excluded.returns,
              send_backs = excluded.send_backs, reopens = excluded.reopens, supervised = excluded.supervised, origin16 = excluded.origin16, x =
              excluded.x, y = excluded.y, longitude = excluded.longitude, latitude = excluded.latitude, what = excluded.what, changed =
              excluded.changed, place = excluded.place
            """,
        Statement.CaseDue =>
            """
            UPDATE case_state c SET due = r.due, provisional = r.provisional, sort = r.sort
            FROM unnest($2, $3, $4, $5) AS r(root_seq, due, provisional, sort) WHERE c.d = $1 AND c.root_seq = r.root_seq
            """,
        Statement.CaseHelper => $"INSERT INTO case_helper {Rows(2)} ON CONFLICT DO NOTHING",
        Statement.CaseCount =>
            $"""
            INSERT INTO case_count {Rows(9)}
            ON CONFLICT (d, campaign, kind, unit, cell, category, line, host, measure) DO UPDATE SET n = case_count.n + excluded.n
            """,
        Statement.MapCount =>
            $"""
            INSERT INTO map_count {Rows(7)}
            ON CONFLICT (d, layer, campaign, is_open, square, unit, host) DO UPDATE SET n = map_count.n + excluded.n
            """,
        Statement.Paper => "INSERT INTO paper SELECT $1, * FROM unnest($2, $3, $4, $5, $6)",
        _ => throw new ArgumentOutOfRangeException(nameof(statement)),
    };
}
