using System.Globalization;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Server.Checks;
using Spectre.Console.Cli;

namespace Gridwork.Cli.Checks;

/// <summary>Which campaign folder to check.</summary>
internal sealed class CheckSettings : DataSettings
{
    /// <summary>The folder, or a zip of it.</summary>
    [CommandArgument(0, "<FOLDER>")]
    [Text("option.campaign-folder")]
    public string Folder { get; init; } = "";
}

/// <summary>Checks a campaign folder: each fault with its place and what would be right. Against the units of the data folder, else of the demo district.</summary>
internal sealed class CheckCommand : AsyncCommand<CheckSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, CheckSettings settings, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(settings.Folder) && !File.Exists(settings.Folder)) throw new RefusedException(CliTexts.Of("refused.no-folder", settings.Folder));
        var folder = Directory.Exists(settings.Folder)
            ? CampaignFolder.FromDirectory(settings.Folder)
            : CampaignFolder.FromZip(await File.ReadAllBytesAsync(settings.Folder, cancellationToken), Path.GetFileNameWithoutExtension(settings.Folder));
        var report = FolderCheck.Run(folder, await DistrictAsync(settings));
        foreach (var problem in report.Problems)
        {
            Console.WriteLine(CliTexts.Of(problem.IsError ? "check.error" : "check.warning", problem.Location?.Text(CultureInfo.CurrentUICulture)));
            Console.WriteLine("  " + problem.Text(CultureInfo.CurrentUICulture));
            if (problem.Remedy(CultureInfo.CurrentUICulture) is { Length: > 0 } remedy) Console.WriteLine("  " + CliTexts.Of("check.remedy", remedy));
        }
        var errors = report.Problems.Count(problem => problem.IsError);
        Console.WriteLine(CliTexts.Of("check.done", folder.Name, folder.Files.Count, errors, report.Problems.Count - errors));
        return errors == 0 ? 0 : 1;
    }

    private static async Task<DistrictDefinition> DistrictAsync(CheckSettings settings)
    {
        if (settings.Postgres is not null || File.Exists(Path.Combine(settings.Store.DataFolder, "gridwork.db")))
        {
            await using var opened = await OpenedDistrict.OpenAsync(settings);
            return opened.District.Definition;
        }
        var demo = Path.Combine(Environment.GetEnvironmentVariable("GRIDWORK_HOME") ?? ".", "district");
        if (!File.Exists(Path.Combine(demo, "district.yaml"))) return DistrictDefinition.Empty;
        return DistrictDefinition.Empty.With(1, EntryKind.Units, BodyJson.Write(DistrictFolder.Read(demo).Units)).Definition;
    }
}
