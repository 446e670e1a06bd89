// A district from its folder: units, grid, calendar, people with their roles, campaigns. Every step first looks whether it is there already, so that a set-up that
// was cut off is finished by the next start, and one that is done does nothing.
using System.Security.Cryptography;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Server.Checks;
using Gridwork.Server.Districts;
using Gridwork.Stores.People;
using Microsoft.AspNetCore.Identity;

namespace Gridwork.Cli.Setup;

/// <summary>Sets a district up.</summary>
/// <param name="district">The district, ready.</param>
/// <param name="passwords">Hashes passwords.</param>
internal sealed class DistrictSetup(ServedDistrict district, IPasswordHasher<Account> passwords)
{
    // Letters and digits that nobody confuses when reading them off a screen.
    private const string PasswordLetters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>
    /// Publishes units and grid where the journal has none, and the calendar where the journal's newest is another one: a folder whose days were
    /// brought up to date is published again for their sake.
    /// </summary>
    public async Task PublishPlacesAsync(DistrictFolder folder, DateTimeOffset at)
    {
        if (district.Definition.Profile is null)
            await DefinitionEntries.AppendAsync(district, EntryKind.Units, BodyJson.Write(folder.Units), received: at);
        if (district.Definition.Grids.IsEmpty)
            await DefinitionEntries.AppendAsync(district, EntryKind.Grid, GridVersion.Body(folder.Cells.Span, folder.BaseMap.Span), received: at);
        if (folder.Calendar is not { } calendar) return;
        var body = BodyJson.Write(calendar);
        if (!body.AsSpan().SequenceEqual(BodyJson.Write(district.Definition.Calendars.Body)))
            await DefinitionEntries.AppendAsync(district, EntryKind.Calendar, body, received: at);
    }

    /// <summary>Makes an account for each person that has none, with a new password, and gives the role that the table names.</summary>
    /// <returns>The persons whose account was made, with their passwords.</returns>
    public async Task<IReadOnlyList<(PersonLine Person, string Password)>> AddPeopleAsync(IReadOnlyList<PersonLine> people, DateTimeOffset at)
    {
        var known = (await district.Kept.ReadAsync(db => AccountSql.AllAsync(db, district.Id))).ToDictionary(account => account.NameKey, StringComparer.Ordinal);
        var made = new List<(PersonLine, string)>();
        foreach (var person in people)
        {
            var key = person.Code.ToUpperInvariant();
            if (!known.TryGetValue(key, out var account))
            {
                var password = NewPassword();
                account = await AddAccountAsync(person.Code, key, person.Name, password);
                made.Add((person, password));
            }
            if (district.Definition.Grants.Of(account.Person).Any()) continue;
            await DefinitionEntries.AppendAsync(
                district, EntryKind.Grant, BodyJson.Write(new GrantBody(account.Person.Value, person.Role, person.Unit, null, person.Cells)), received: at);
        }
        return made;
    }

    /// <summary>Checks a campaign folder and publishes it, unless the same is published already. The report tells what is wrong; then nothing is published.</summary>
    /// <returns>The report, and whether something was published.</returns>
    public async Task<(CampaignReport Report, bool Published)> PublishCampaignAsync(string folder, DateTimeOffset at)
    {
        var report = FolderCheck.Run(CampaignFolder.FromDirectory(folder), district.Definition);
        if (!report.IsSound) return (report, false);
        var package = report.Package();
        if (await IsPublishedAsync(report.File!.Id, package)) return (report, false);
        await DefinitionEntries.AppendAsync(district, EntryKind.Definition, package, received: at);
        return (report, true);
    }

    /// <summary>Makes an account.</summary>
    public async Task<Account> AddAccountAsync(string name, string key, LocalText called, string password)
    {
        var account = new Account
        {
            District = district.Id,
            SignInName = name,
            NameKey = key,
            NameZh = called.Zh,
            NameEn = called.En,
            SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        account.PasswordHash = passwords.HashPassword(account, password);
        if (!await district.Kept.WriteAsync(db => AccountSql.InsertAsync(db, account)))
            throw new InvalidOperationException($"{name}: the account was made by somebody else in between.");
        return account;
    }

    /// <summary>A password of 12 letters and digits: about 59 bits.</summary>
    public static string NewPassword() => RandomNumberGenerator.GetString(PasswordLetters, 12);

    private async Task<bool> IsPublishedAsync(string id, byte[] package) =>
        district.Definition.FindCampaign(id) is { } campaign
        && await district.Store.EntryAsync(district.Id, campaign.PublishedSeq) is { } stored
        && stored.Body.AsSpan().SequenceEqual(package);
}
