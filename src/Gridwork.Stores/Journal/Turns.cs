using System.Data.Common;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;

namespace Gridwork.Stores.Journal;

/// <summary>Questions about turns, and the loading of views, under the lock.</summary>
internal static class Turns
{
    /// <summary>Whether anything has ever counted.</summary>
    public static async ValueTask<bool> AnyAsync(JournalSession session, CancellationToken cancel)
    {
        var any = false;
        await session.AskAsync([new Query("SELECT 1 FROM turn WHERE d = @d LIMIT 1", [], row => any = row.Read())], cancel);
        return any;
    }

    /// <summary>The form of the record that an entry speaks for; 0: it is no record.</summary>
    public static async ValueTask<int> FormOfAsync(JournalSession session, long seq, CancellationToken cancel)
    {
        var form = 0;
        await session.AskAsync(
            [
                new Query(
                    "SELECT r.form FROM revision v JOIN record r ON r.d = v.d AND r.root_seq = v.root_seq WHERE v.d = @d AND v.seq = @seq",
                    [("seq", seq)],
                    row => form = row.Read() ? row.GetInt32(0) : 0),
            ],
            cancel);
        return form;
    }

    /// <summary>Loads what a view wants; entries are read again under <paramref name="definition"/>, the one in force at the head.</summary>
    public static async ValueTask LoadAsync(this JournalSession session, View view, DistrictDefinition definition, CancellationToken cancel)
    {
        var found = new ViewRows();
        await session.AskAsync(found.Ask(view.TakeWanted()), cancel);
        found.Fill(view);
        foreach (var stored in found.Facts)
        {
            view.LoadFacts(
                stored.Entry.Seq, stored.Entry, Reading.Again(definition, stored.Entry, stored.Body, stored.State == BodyState.Residue));
        }
    }

    /// <summary>Reads rows of pos, ord, root_seq, from_seq, to_seq, day.</summary>
    public static void Read(DbDataReader row, List<Turn> found)
    {
        while (row.Read())
        {
            found.Add(new Turn(
                row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3),
                row.IsDBNull(4) ? null : row.GetInt64(4), DateOnly.FromDayNumber(row.GetInt32(5))));
        }
    }
}
