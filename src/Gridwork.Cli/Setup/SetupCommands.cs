using Gridwork.Engine.Districts;
using Gridwork.Stores.People;
using Microsoft.AspNetCore.Identity;
using Spectre.Console.Cli;

namespace Gridwork.Cli.Setup;

/// <summary>Which folder to publish.</summary>
internal sealed class FolderSettings : DataSettings
{
    /// <summary>The folder.</summary>
    [CommandArgument(0, "<FOLDER>")]
    [Text("option.folder")]
    public string Folder { get; init; } = "";
}

/// <summary>Publishes a district's units and grid, and makes accounts for its people.</summary>
internal sealed class DistrictCommand : AsyncCommand<FolderSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, FolderSettings settings, CancellationToken cancellationToken)
    {
        var folder = DistrictFolder.Read(settings.Folder);
        await using var opened = await OpenedDistrict.OpenAsync(settings, mustExist: false);
        var setup = new DistrictSetup(opened.District, new PasswordHasher<Account>());
        await setup.PublishPlacesAsync(folder, opened.District.Clock.Now);
        foreach (var (person, password) in await setup.AddPeopleAsync(folder.People, opened.District.Clock.Now))
            Console.WriteLine($"{person.Code,-20} {password}");
        Console.WriteLine(CliTexts.Of("district.done", folder.Units.Profile.Name, opened.District.Definition.Units.All.Count));
        return 0;
    }
}

/// <summary>Checks a campaign folder and publishes it.</summary>
internal sealed class PublishCommand : AsyncCommand<FolderSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, FolderSettings settings, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(settings.Folder)) throw new RefusedException(CliTexts.Of("refused.no-folder", settings.Folder));
        await using var opened = await OpenedDistrict.OpenAsync(settings);
        var setup = new DistrictSetup(opened.District, new PasswordHasher<Account>());
        var (report, published) = await setup.PublishCampaignAsync(settings.Folder, opened.District.Clock.Now);
        foreach (var problem in report.Problems) Console.WriteLine(problem.Line(System.Globalization.CultureInfo.CurrentUICulture));
        if (!report.IsSound) return 1;
        Console.WriteLine(CliTexts.Of(published ? "publish.done" : "publish.same", report.File!.Title));
        return 0;
    }
}
