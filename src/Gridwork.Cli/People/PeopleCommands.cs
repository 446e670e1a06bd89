using System.Security.Cryptography;
using System.Text;
using Gridwork.Cli.Setup;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Server.Districts;
using Gridwork.Stores.People;
using Microsoft.AspNetCore.Identity;
using Spectre.Console.Cli;

namespace Gridwork.Cli.People;

/// <summary>A new account.</summary>
internal sealed class AccountSettings : DataSettings
{
    /// <summary>The sign-in name.</summary>
    [CommandArgument(0, "<NAME>")]
    [Text("option.person")]
    public string Name { get; init; } = "";

    /// <summary>What the person is called.</summary>
    [CommandOption("--title <TEXT>")]
    [Text("option.title")]
    public string? Title { get; init; }
}

/// <summary>Makes an account and prints its password.</summary>
internal sealed class AccountCommand : AsyncCommand<AccountSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, AccountSettings settings, CancellationToken cancellationToken)
    {
        if (!Server.People.AccountNames.IsGood(settings.Name)) throw new RefusedException(CliTexts.Of("refused.bad-name", settings.Name));
        await using var opened = await OpenedDistrict.OpenAsync(settings);
        var password = DistrictSetup.NewPassword();
        await new DistrictSetup(opened.District, new PasswordHasher<Account>())
            .AddAccountAsync(settings.Name, settings.Name.ToUpperInvariant(), new LocalText(settings.Title ?? settings.Name), password);
        Console.WriteLine(CliTexts.Of("account.done", settings.Name, password));
        return 0;
    }
}

/// <summary>A role to give or to take.</summary>
internal sealed class GrantSettings : DataSettings
{
    /// <summary>The sign-in name.</summary>
    [CommandArgument(0, "<NAME>")]
    [Text("option.person")]
    public string Name { get; init; } = "";

    /// <summary>The role's word.</summary>
    [CommandArgument(1, "<ROLE>")]
    [Text("option.role")]
    public string Role { get; init; } = "";

    /// <summary>The unit's code.</summary>
    [CommandArgument(2, "<UNIT>")]
    [Text("option.unit")]
    public string Unit { get; init; } = "";

    /// <summary>Only for this campaign.</summary>
    [CommandOption("--campaign <ID>")]
    [Text("option.campaign")]
    public string? Campaign { get; init; }

    /// <summary>Take the role away.</summary>
    [CommandOption("--revoke")]
    [Text("option.revoke")]
    public bool Revoke { get; init; }
}

/// <summary>Gives a role over a unit, or takes it away: an entry of the journal.</summary>
internal sealed class GrantCommand : AsyncCommand<GrantSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, GrantSettings settings, CancellationToken cancellationToken)
    {
        await using var opened = await OpenedDistrict.OpenAsync(settings);
        var district = opened.District;
        var account = await AccountOf(district, settings.Name);
        if (!CampaignFileReader.RoleWords.TryGetValue(settings.Role, out var role))
            throw new RefusedException(CliTexts.Of("refused.no-role", settings.Role, string.Join(", ", CampaignFileReader.RoleWords.Keys)));
        if (district.Definition.Units.Find(settings.Unit) is not { } unit) throw new RefusedException(CliTexts.Of("refused.no-unit", settings.Unit));
        if (settings.Campaign is { } campaign && district.Definition.FindCampaign(campaign) is null)
            throw new RefusedException(CliTexts.Of("refused.no-campaign", campaign));
        var seq = await DefinitionEntries.AppendAsync(district, EntryKind.Grant, BodyJson.Write(
            new GrantBody(account.Person.Value, role, unit.Code, settings.Campaign, [], settings.Revoke)));
        Console.WriteLine(CliTexts.Of(settings.Revoke ? "grant.revoked" : "grant.done", settings.Name, settings.Role, unit.Name, seq));
        return 0;
    }

    /// <summary>The account of a name.</summary>
    internal static async Task<Account> AccountOf(ServedDistrict district, string name) =>
        await district.Kept.ReadAsync(db => AccountSql.FindAsync(db, district.Id, name.ToUpperInvariant()))
        ?? throw new RefusedException(CliTexts.Of("refused.no-account", name));
}

/// <summary>A phone's key to make.</summary>
internal sealed class TokenSettings : DataSettings
{
    /// <summary>The sign-in name.</summary>
    [CommandArgument(0, "<NAME>")]
    [Text("option.person")]
    public string Name { get; init; } = "";

    /// <summary>What the phone is called.</summary>
    [CommandOption("--label <TEXT>")]
    [Text("option.label")]
    public string Label { get; init; } = "";
}

/// <summary>Makes a phone's key and prints the address to put into ODK Collect. It is shown once; only its hash is kept.</summary>
internal sealed class TokenCommand : AsyncCommand<TokenSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, TokenSettings settings, CancellationToken cancellationToken)
    {
        await using var opened = await OpenedDistrict.OpenAsync(settings);
        var account = await GrantCommand.AccountOf(opened.District, settings.Name);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        await opened.District.Kept.WriteAsync(db => DeviceTokenSql.InsertAsync(db, opened.District.Id, new DeviceToken(
            Hash256.Of(Encoding.ASCII.GetBytes(token)), account.Person, null, settings.Label, TimeProvider.System.GetUtcNow())), cancellationToken);
        Console.WriteLine(CliTexts.Of("token.done", $"/key/{token}/"));
        return 0;
    }
}
