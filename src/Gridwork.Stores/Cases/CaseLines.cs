using System.Data.Common;
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;
using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Cases;

/// <summary>Questions for the lines of cases' logs.</summary>
internal static class CaseLines
{
    private const string Columns =
        "case16, pos, ord, root_seq, record_seq, state, refusal, person, by_unit, unit, cell, at, at_offset, said";

    /// <summary>All lines of some cases, by position and ordinal.</summary>
    public static Query Of(byte[][] cases, Action<CaseLine> take) =>
        new($"SELECT {Columns} FROM case_log WHERE d = @d AND case16 IN @keys ORDER BY case16, pos, ord", [("keys", cases)], row => Read(row, take));

    /// <summary>All lines that some records wrote, each by its root, by position and ordinal.</summary>
    public static Query OfRecords(long[] roots, Action<CaseLine> take) =>
        new($"SELECT {Columns} FROM case_log WHERE d = @d AND root_seq IN @keys ORDER BY root_seq, pos, ord", [("keys", roots)], row => Read(row, take));

    private static void Read(DbDataReader row, Action<CaseLine> take)
    {
        while (row.Read())
        {
            var at = JournalTime.FromMicroseconds(row.GetInt64(11), row.GetInt32(12));
            take(new CaseLine(
                row.Key(0), row.GetInt64(1), row.GetInt32(2), row.GetInt64(3), row.GetInt64(4), (CaseLineState)row.GetInt32(5),
                (StepRefusal)row.GetInt32(6), new PersonNo(row.GetInt32(7)), new UnitNo(row.GetInt32(8)), new UnitNo(row.GetInt32(9)),
                new CellNo(row.GetInt32(10)), at, CaseSaid.Parse(row.GetString(13))));
        }
    }
}
