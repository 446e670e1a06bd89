using System.Data.Common;
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;
using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Cases;

/// <summary>Questions for the lines of cases' logs.</summary>
internal static class CaseLines
{
    private static readonly string[] Names =
        ["case16", "pos", "ord", "root_seq", "record_seq", "state", "refusal", "person", "by_unit", "unit", "cell", "at", "at_offset", "said"];

    /// <summary>The columns that <see cref="Read(DbDataReader)"/> takes, under a table's short name.</summary>
    public static string Columns(string table) => string.Join(", ", Names.Select(name => $"{table}.{name}"));

    /// <summary>All lines of some cases, by position and ordinal.</summary>
    public static Query Of(byte[][] cases, Action<CaseLine> take) =>
        new($"SELECT {Columns("l")} FROM case_log l WHERE l.d = @d AND l.case16 IN @keys ORDER BY l.case16, l.pos, l.ord", [("keys", cases)], row => Read(row, take));

    /// <summary>All lines that some records wrote, each by its root, by position and ordinal.</summary>
    public static Query OfRecords(long[] roots, Action<CaseLine> take) =>
        new($"SELECT {Columns("l")} FROM case_log l WHERE l.d = @d AND l.root_seq IN @keys ORDER BY l.root_seq, l.pos, l.ord", [("keys", roots)], row => Read(row, take));

    /// <summary>The line of a row.</summary>
    public static CaseLine Read(DbDataReader row) => new(
        row.Key(0), row.GetInt64(1), row.GetInt32(2), row.GetInt64(3), row.GetInt64(4), (CaseLineState)row.GetInt32(5),
        (StepRefusal)row.GetInt32(6), new PersonNo(row.GetInt32(7)), new UnitNo(row.GetInt32(8)), new UnitNo(row.GetInt32(9)),
        new CellNo(row.GetInt32(10)), JournalTime.FromMicroseconds(row.GetInt64(11), row.GetInt32(12)), CaseSaid.Parse(row.GetString(13)));

    private static void Read(DbDataReader row, Action<CaseLine> take)
    {
        while (row.Read()) take(Read(row));
    }
}
