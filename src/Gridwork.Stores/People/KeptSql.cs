// Small things kept beside the journal: the district's own secrets, the keys that protect cookies, and who looked at what.
using System.Data.Common;
using Dapper;
using Gridwork.Engine;
using Gridwork.Engine.Journal;

namespace Gridwork.Stores.People;

/// <summary>A view of personal data or of a photo, as the auditor sees it.</summary>
/// <param name="At">When, in real time.</param>
/// <param name="Person">Who looked.</param>
/// <param name="What">What was opened: record, photo, export.</param>
/// <param name="Record">The record's number; null where there is no single one.</param>
/// <param name="Detail">More about it, such as the file's name; never a personal answer itself.</param>
public sealed record AccessView(DateTimeOffset At, PersonNo Person, string What, long? Record, string? Detail);

/// <summary>Reads and writes kept tables over an open connection.</summary>
public static class KeptSql
{
    /// <summary>A secret of the district by name; null: none.</summary>
    public static Task<string?> SecretAsync(DbConnection db, DistrictId district, string name) =>
        db.QuerySingleOrDefaultAsync<string?>("SELECT value FROM secret WHERE d = @d AND name = @name", new { d = district.Value, name });

    /// <summary>Sets a secret of the district.</summary>
    public static Task SetSecretAsync(DbConnection db, DistrictId district, string name, string value) => db.ExecuteAsync("""
        INSERT INTO secret (d, name, value) VALUES (@d, @name, @value) ON CONFLICT (d, name) DO UPDATE SET value = excluded.value
        """, new { d = district.Value, name, value });

    /// <summary>Forgets a secret of the district; true: there was one, and nobody else took it.</summary>
    public static async Task<bool> TakeSecretAsync(DbConnection db, DistrictId district, string name) =>
        await db.ExecuteAsync("DELETE FROM secret WHERE d = @d AND name = @name", new { d = district.Value, name }) == 1;

    /// <summary>All data-protection keys, as XML.</summary>
    public static async Task<IReadOnlyList<string>> DataProtectionKeysAsync(DbConnection db) =>
        [.. await db.QueryAsync<string>("SELECT xml FROM data_protection_key ORDER BY name")];

    /// <summary>Stores a data-protection key.</summary>
    public static Task AddDataProtectionKeyAsync(DbConnection db, string name, string xml) =>
        db.ExecuteAsync("INSERT INTO data_protection_key (name, xml) VALUES (@name, @xml) ON CONFLICT (name) DO NOTHING", new { name, xml });

    /// <summary>Writes down that somebody looked.</summary>
    public static Task AddAccessAsync(DbConnection db, DistrictId district, AccessView view) => db.ExecuteAsync("""
        INSERT INTO access_log (d, at, id, person_no, what, record, detail) VALUES (@d, @at, @id, @person, @what, @record, @detail)
        """, new
    {
        d = district.Value,
        at = JournalTime.ToMicroseconds(view.At),
        id = Guid.CreateVersion7().ToByteArray(bigEndian: true),
        person = view.Person.Value,
        what = view.What,
        record = view.Record,
        detail = view.Detail,
    });

    /// <summary>Who looked at a record, newest first, at most <paramref name="limit"/>.</summary>
    public static async Task<IReadOnlyList<AccessView>> AccessOfAsync(DbConnection db, DistrictId district, long record, int limit) =>
        [.. (await db.QueryAsync<(long At, int Person, string What, string? Detail)>("""
            SELECT at, person_no, what, detail FROM access_log WHERE d = @d AND record = @record ORDER BY at DESC LIMIT @limit
            """, new { d = district.Value, record, limit }))
            .Select(row => new AccessView(JournalTime.FromMicroseconds(row.At, 0), new PersonNo(row.Person), row.What, record, row.Detail))];
}
