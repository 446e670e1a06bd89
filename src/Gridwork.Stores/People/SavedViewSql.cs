// Lists of the desk under names of a person's own. Nobody else sees them.
using System.Data.Common;
using Dapper;
using Gridwork.Engine;
using Gridwork.Engine.Journal;

namespace Gridwork.Stores.People;

/// <summary>A list that a person comes back to.</summary>
/// <param name="Name">What the person calls it; unique for the person.</param>
/// <param name="Query">What its address asks for, without the question mark.</param>
public sealed record SavedView(string Name, string Query);

/// <summary>Reads and writes saved views over an open connection.</summary>
public static class SavedViewSql
{
    /// <summary>How many a person can have: each is counted on every page of the desk.</summary>
    public const int Most = 20;

    /// <summary>A person's views, oldest first.</summary>
    public static async Task<IReadOnlyList<SavedView>> AllAsync(DbConnection db, DistrictId district, PersonNo person) =>
        [.. await db.QueryAsync<SavedView>(
            "SELECT name AS Name, query AS Query FROM saved_view WHERE d = @d AND person_no = @person ORDER BY created, name",
            new { d = district.Value, person = person.Value })];

    /// <summary>Saves a view; one of the same name now asks for this and stays where it is. False: the person has <see cref="Most"/> others.</summary>
    public static async Task<bool> SaveAsync(DbConnection db, DistrictId district, PersonNo person, SavedView view, DateTimeOffset now) =>
        await db.ExecuteAsync("""
            INSERT INTO saved_view (d, person_no, name, query, created)
            SELECT @d, @person, @name, @query, @created
             WHERE (SELECT count(*) FROM saved_view WHERE d = @d AND person_no = @person AND name <> @name) < @most
            ON CONFLICT (d, person_no, name) DO UPDATE SET query = excluded.query
            """, new
        {
            d = district.Value,
            person = person.Value,
            name = view.Name,
            query = view.Query,
            created = JournalTime.ToMicroseconds(now),
            most = Most,
        }) == 1;

    /// <summary>Forgets a view; one that is not there is forgotten already.</summary>
    public static Task RemoveAsync(DbConnection db, DistrictId district, PersonNo person, string name) => db.ExecuteAsync(
        "DELETE FROM saved_view WHERE d = @d AND person_no = @person AND name = @name", new { d = district.Value, person = person.Value, name });
}
