// A fresh data folder has no accounts, so nobody could sign in to make one. Whoever reads the server's console proves with the code printed there
// that the machine is his, and makes the administrator. Afterwards the page is gone.
using System.Security.Cryptography;
using System.Text;
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Server.Districts;
using Gridwork.Server.People;
using Gridwork.Stores.People;
using Microsoft.AspNetCore.Identity;

namespace Gridwork.Server.SignIn;

/// <summary>Makes the first administrator of the request's district.</summary>
public sealed class FirstRun(RequestDistrict request, UserManager<Account> users)
{
    /// <summary>The fewest characters of a password.</summary>
    public const int ShortestPassword = 10;

    private const string CodeSecret = "set-up-code";
    private const string FirstUnit = "district";

    /// <summary>Whether the district still has no account.</summary>
    public async Task<bool> IsOpenAsync() =>
        request.District.IsReady && !await request.District.Kept.ReadAsync(db => AccountSql.AnyAsync(db, request.District.Id));

    /// <summary>Makes a new set-up code for a district without accounts, to be printed on the console; null: it has accounts. Only its hash is kept.</summary>
    public static async Task<string?> NewCodeAsync(ServedDistrict district)
    {
        if (await district.Kept.ReadAsync(db => AccountSql.AnyAsync(db, district.Id))) return null;
        // Letters and digits that nobody confuses when reading them off a screen.
        var code = RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 12);
        await district.Kept.WriteAsync(db => KeptSql.SetSecretAsync(db, district.Id, CodeSecret, HashOf(code)));
        return code;
    }

    /// <summary>Makes the administrator, and the district's first unit where it has none. The account, or what was wrong (a key of the texts).</summary>
    public async Task<(Account? Account, string? Trouble)> MakeAdministratorAsync(string code, string districtName, string name, string password)
    {
        var district = request.District;
        var stored = await district.Kept.ReadAsync(db => KeptSql.SecretAsync(db, district.Id, CodeSecret));
        var given = Encoding.ASCII.GetBytes(HashOf(code.Trim().ToUpperInvariant()));
        if (stored is null || !CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(stored))) return (null, "WrongCode");
        if (!AccountNames.IsGood(name)) return (null, "BadName");
        if (password.Length < ShortestPassword) return (null, "ShortPassword");
        var needsUnit = district.Definition.Units.All.Count == 0;
        if (needsUnit && string.IsNullOrWhiteSpace(districtName)) return (null, "NoDistrictName");
        // Two visitors at once: the one who takes the code makes the account.
        if (!await district.Kept.WriteAsync(db => KeptSql.TakeSecretAsync(db, district.Id, CodeSecret))) return (null, "WrongCode");
        var account = new Account
        {
            District = district.Id,
            SignInName = name,
            NameZh = SignInTexts.Of("AdministratorZh"),
            NameEn = SignInTexts.Of("AdministratorEn"),
        };
        var made = await users.CreateAsync(account, password);
        if (!made.Succeeded) throw new InvalidOperationException(string.Join("; ", made.Errors.Select(error => error.Code)));
        if (needsUnit)
        {
            var called = new LocalText(districtName.Trim());
            await DefinitionEntries.AppendAsync(district, EntryKind.Units, BodyJson.Write(new UnitsBody(
                new DistrictProfile(FirstUnit, called, Synthetic: false, "Asia/Shanghai"),
                [new UnitLine(FirstUnit, called, UnitKind.District, null)])));
            await DefinitionEntries.AppendAsync(district, EntryKind.Calendar, BodyJson.Write(CalendarBody.China()));
        }
        var root = district.Definition.Units.All.First(unit => unit.Parent == UnitNo.None);
        await DefinitionEntries.AppendAsync(district, EntryKind.Grant, BodyJson.Write(
            new GrantBody(account.Person.Value, Role.Administrator, root.Code, null, [])));
        return (account, null);
    }

    private static string HashOf(string code) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
