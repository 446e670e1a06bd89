// The accounts of a district. The statements stand in both stores' common SQL; only the types of the columns differ (the migrations).
using System.Data.Common;
using Dapper;
using Gridwork.Engine;
using Gridwork.Engine.Journal;

namespace Gridwork.Stores.People;

/// <summary>Reads and writes accounts over an open connection. Each call is one statement.</summary>
public static class AccountSql
{
    private const string Columns =
        "person_no, sign_in_name, name_key, name_zh, name_en, password_hash, security_stamp, failed_count, locked_until, disabled";

    /// <summary>Stores a new account under the next number of the district and gives it that number; false: the name is taken.</summary>
    public static async Task<bool> InsertAsync(DbConnection db, Account account)
    {
        // Numbers are never given twice: accounts are disabled, not deleted, and the journal names persons by number.
        var no = await db.QuerySingleOrDefaultAsync<int?>("""
            INSERT INTO account (d, person_no, sign_in_name, name_key, name_zh, name_en, password_hash, security_stamp, failed_count, locked_until, disabled)
            SELECT @d, coalesce(max(person_no), 0) + 1, @SignInName, @NameKey, @NameZh, @NameEn, @PasswordHash, @SecurityStamp, 0, NULL, 0
              FROM account WHERE d = @d
            ON CONFLICT DO NOTHING
            RETURNING person_no
            """, Values(account));
        if (no is { } given) account.Person = new PersonNo(given);
        return no is not null;
    }

    /// <summary>Writes names, password, stamp and standing of an account (its failures and lock have statements of their own), unless another node changed its security stamp in between: then false.</summary>
    /// <param name="db">The connection.</param>
    /// <param name="account">The account.</param>
    /// <param name="stampAsRead">The stamp that it was read with.</param>
    public static async Task<bool> UpdateAsync(DbConnection db, Account account, string stampAsRead)
    {
        var values = Values(account);
        values.Add("stampAsRead", stampAsRead);
        return await db.ExecuteAsync("""
            UPDATE account SET sign_in_name = @SignInName, name_key = @NameKey, name_zh = @NameZh, name_en = @NameEn, password_hash = @PasswordHash,
                   security_stamp = @SecurityStamp, disabled = @disabled
             WHERE d = @d AND person_no = @person AND security_stamp = @stampAsRead
            """, values) == 1;
    }

    /// <summary>Counts one more wrong password in a row, whichever node it came to; the count after it.</summary>
    public static Task<int> CountFailureAsync(DbConnection db, DistrictId district, PersonNo person) => db.QuerySingleAsync<int>("""
        UPDATE account SET failed_count = failed_count + 1 WHERE d = @d AND person_no = @person RETURNING failed_count
        """, new { d = district.Value, person = person.Value });

    /// <summary>Begins the count of wrong passwords anew.</summary>
    public static Task ResetFailuresAsync(DbConnection db, DistrictId district, PersonNo person) => db.ExecuteAsync(
        "UPDATE account SET failed_count = 0 WHERE d = @d AND person_no = @person", new { d = district.Value, person = person.Value });

    /// <summary>Locks an account until a time, or opens it (null).</summary>
    public static Task SetLockAsync(DbConnection db, DistrictId district, PersonNo person, DateTimeOffset? until) => db.ExecuteAsync(
        "UPDATE account SET locked_until = @until WHERE d = @d AND person_no = @person",
        new { d = district.Value, person = person.Value, until = until is { } time ? JournalTime.ToMicroseconds(time) : (long?)null });

    /// <summary>The account of a number; null: none.</summary>
    public static async Task<Account?> FindAsync(DbConnection db, DistrictId district, PersonNo person) =>
        (await db.QuerySingleOrDefaultAsync<Row>(
            $"SELECT {Columns} FROM account WHERE d = @d AND person_no = @person", new { d = district.Value, person = person.Value }))?.ToAccount(district);

    /// <summary>The account of a name, without regard to case; null: none.</summary>
    public static async Task<Account?> FindAsync(DbConnection db, DistrictId district, string nameKey) =>
        (await db.QuerySingleOrDefaultAsync<Row>(
            $"SELECT {Columns} FROM account WHERE d = @d AND name_key = @nameKey", new { d = district.Value, nameKey }))?.ToAccount(district);

    /// <summary>All accounts of a district by number: some hundreds.</summary>
    public static async Task<IReadOnlyList<Account>> AllAsync(DbConnection db, DistrictId district) =>
        [.. (await db.QueryAsync<Row>($"SELECT {Columns} FROM account WHERE d = @d ORDER BY person_no", new { d = district.Value }))
            .Select(row => row.ToAccount(district))];

    /// <summary>Whether the district has any account: until then the first run is open.</summary>
    public static Task<bool> AnyAsync(DbConnection db, DistrictId district) =>
        db.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM account WHERE d = @d)", new { d = district.Value });

    private static DynamicParameters Values(Account account)
    {
        var values = new DynamicParameters(new
        {
            account.SignInName,
            account.NameKey,
            account.NameZh,
            account.NameEn,
            account.PasswordHash,
            account.SecurityStamp,
        });
        values.Add("d", account.District.Value);
        values.Add("person", account.Person.Value);
        values.Add("disabled", account.Disabled ? 1 : 0);
        return values;
    }

    private static DateTimeOffset? Time(long? microseconds) => microseconds is { } value ? JournalTime.FromMicroseconds(value, 0) : null;

    private sealed class Row
    {
        public int Person_no { get; set; }
        public string Sign_in_name { get; set; } = "";
        public string Name_key { get; set; } = "";
        public string Name_zh { get; set; } = "";
        public string? Name_en { get; set; }
        public string? Password_hash { get; set; }
        public string Security_stamp { get; set; } = "";
        public int Failed_count { get; set; }
        public long? Locked_until { get; set; }
        public int Disabled { get; set; }

        public Account ToAccount(DistrictId district) => new()
        {
            District = district,
            Person = new PersonNo(Person_no),
            SignInName = Sign_in_name,
            NameKey = Name_key,
            NameZh = Name_zh,
            NameEn = Name_en,
            PasswordHash = Password_hash,
            SecurityStamp = Security_stamp,
            FailedCount = Failed_count,
            LockedUntil = Time(Locked_until),
            Disabled = Disabled != 0,
        };
    }
}
