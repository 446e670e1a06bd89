// Keys of phones: /key/TOKEN/… signs a person's phone in without a password (core.md 18). Only the hash of a token is stored.
using System.Data.Common;
using Dapper;
using Gridwork.Engine;
using Gridwork.Engine.Journal;

namespace Gridwork.Stores.People;

/// <summary>A phone's key as it is stored.</summary>
/// <param name="Hash">SHA-256 of the token.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Campaign">The only campaign that it opens; null: all the person's.</param>
/// <param name="Label">What the person calls the phone.</param>
/// <param name="Created">When it was made, in real time.</param>
public sealed record DeviceToken(Hash256 Hash, PersonNo Person, int? Campaign, string Label, DateTimeOffset Created)
{
    /// <summary>When it was last used, in real time and to the hour; null: never.</summary>
    public DateTimeOffset? Used { get; init; }
}

/// <summary>Reads and writes phones' keys over an open connection.</summary>
public static class DeviceTokenSql
{
    /// <summary>Stores a new key.</summary>
    public static Task InsertAsync(DbConnection db, DistrictId district, DeviceToken token) => db.ExecuteAsync("""
        INSERT INTO device_token (d, token_hash, person_no, campaign, label, created, revoked)
        VALUES (@d, @hash, @person, @campaign, @label, @created, NULL)
        """, new
    {
        d = district.Value,
        hash = token.Hash.ToArray(),
        person = token.Person.Value,
        campaign = token.Campaign,
        label = token.Label,
        created = JournalTime.ToMicroseconds(token.Created),
    });

    /// <summary>The key of a hash, unless it was revoked or its person disabled; null: none.</summary>
    public static async Task<DeviceToken?> FindAsync(DbConnection db, DistrictId district, Hash256 hash)
    {
        var row = await db.QuerySingleOrDefaultAsync<Row>("""
            SELECT t.token_hash, t.person_no, t.campaign, t.label, t.created, t.used FROM device_token t JOIN account a ON a.d = t.d AND a.person_no = t.person_no
             WHERE t.d = @d AND t.token_hash = @hash AND t.revoked IS NULL AND a.disabled = 0
            """, new { d = district.Value, hash = hash.ToArray() });
        return row?.ToToken();
    }

    /// <summary>The keys of some persons that are in force, the newest of each first.</summary>
    public static async Task<IReadOnlyList<DeviceToken>> OfAsync(DbConnection db, DistrictId district, IReadOnlyCollection<PersonNo> persons) =>
        persons.Count == 0 ? [] : [.. (await db.QueryAsync<Row>($"""
            SELECT token_hash, person_no, campaign, label, created, used FROM device_token
             WHERE d = @d AND person_no IN ({string.Join(", ", persons.Select(person => person.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)))}) AND revoked IS NULL
             ORDER BY person_no, created DESC
            """, new { d = district.Value })).Select(row => row.ToToken())];

    /// <summary>Notes that a key was used.</summary>
    public static Task UsedAsync(DbConnection db, DistrictId district, Hash256 hash, DateTimeOffset now) => db.ExecuteAsync(
        "UPDATE device_token SET used = @now WHERE d = @d AND token_hash = @hash",
        new { d = district.Value, hash = hash.ToArray(), now = JournalTime.ToMicroseconds(now) });

    /// <summary>Revokes a key for good; false: there was none in force.</summary>
    public static async Task<bool> RevokeAsync(DbConnection db, DistrictId district, Hash256 hash, DateTimeOffset now) =>
        await db.ExecuteAsync(
            "UPDATE device_token SET revoked = @now WHERE d = @d AND token_hash = @hash AND revoked IS NULL",
            new { d = district.Value, hash = hash.ToArray(), now = JournalTime.ToMicroseconds(now) }) == 1;

    private sealed class Row
    {
        public byte[] Token_hash { get; set; } = [];
        public int Person_no { get; set; }
        public int? Campaign { get; set; }
        public string Label { get; set; } = "";
        public long Created { get; set; }
        public long? Used { get; set; }

        public DeviceToken ToToken() => new(Hash256.From(Token_hash), new PersonNo(Person_no), Campaign, Label, JournalTime.FromMicroseconds(Created, 0))
        {
            Used = Used is { } used ? JournalTime.FromMicroseconds(used, 0) : null,
        };
    }
}
