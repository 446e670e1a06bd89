using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Places;
using Gridwork.Places.Imports;
using Gridwork.Server.Grids;
using Spectre.Console.Cli;

namespace Gridwork.Cli.Grids;

/// <summary>Which grid file, and what is said about it.</summary>
internal class GridSettings : DataSettings
{
    /// <summary>GeoJSON, GeoPackage, or a Shapefile in a zip.</summary>
    [CommandArgument(0, "<FILE>")]
    [Text("option.grid")]
    public string File { get; init; } = "";

    /// <summary>The first day on which it holds; without one, what the file says.</summary>
    [CommandOption("--from <DATE>")]
    [Text("option.grid-from")]
    public string? From { get; init; }

    /// <summary>In what its numbers are: wgs84, cgcs2000 or gcj02.</summary>
    [CommandOption("--crs <NAME>")]
    [Text("option.crs")]
    public string System { get; init; } = "wgs84";

    /// <summary>What can be put right in one way only is put right.</summary>
    [CommandOption("--mend")]
    [Text("option.mend")]
    public bool Mend { get; init; }

    /// <summary>Checks the file and prints what was found.</summary>
    /// <returns>The report, and whether nothing stands in the way of publishing it.</returns>
    public async Task<(GridReport Report, bool IsFree)> CheckAsync(DistrictDefinition definition, CancellationToken cancel)
    {
        if (!global::System.IO.File.Exists(File)) throw new RefusedException(CliTexts.Of("refused.no-file-here", File));
        var report = GridImport.Check(await global::System.IO.File.ReadAllBytesAsync(File, cancel), Path.GetFileName(File), GridPublishing.Expecting(definition, Taken, FirstDay));
        var (refused, mended, notes) = (report.Count(FindingWeight.Refused), report.Count(FindingWeight.Mended), report.Count(FindingWeight.Note));
        foreach (var finding in report.Findings)
        {
            Console.WriteLine(CliTexts.Of(
                finding.Weight switch
                {
                    FindingWeight.Refused => "grid.refused",
                    FindingWeight.Mended => Mend ? "grid.mended" : "grid.to-mend",
                    _ => "grid.note",
                },
                report.FileName, finding.Text(CultureInfo.CurrentUICulture)));
        }
        if (report.System == CoordinateSystem.Gcj02)
            foreach (var point in report.ControlPoints)
                Console.WriteLine(CliTexts.Of("grid.control", point.Code, Written(point.Before), Written(point.After), Math.Round(point.Metres)));
        Console.WriteLine(CliTexts.Of("grid.done", report.FileName, report.Format ?? "?", report.Cells.Count, refused, mended, notes));
        if (refused == 0 && mended > 0 && !Mend) Console.WriteLine(CliTexts.Of("grid.mend-hint"));
        return (report, report.IsSound && (Mend || mended == 0));
    }

    private DateOnly? FirstDay => From is null ? null
        : DateOnly.TryParseExact(From, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new RefusedException(CliTexts.Of("refused.no-date", From));

    private CoordinateSystem Taken => System.ToUpperInvariant() switch
    {
        "WGS84" or "CGCS2000" => CoordinateSystem.Wgs84,
        "GCJ02" => CoordinateSystem.Gcj02,
        _ => throw new RefusedException(CliTexts.Of("refused.no-crs", System)),
    };

    private static string Written(GeoPoint point) => string.Create(CultureInfo.InvariantCulture, $"{point.Longitude:0.000000}, {point.Latitude:0.000000}");
}

/// <summary>Checks a grid file: each fault with its shape and what would be right. Against the units and the place of the data folder's district, where there is one.</summary>
internal sealed class GridCheckCommand : AsyncCommand<GridSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, GridSettings settings, CancellationToken cancellationToken)
    {
        var (_, isFree) = await settings.CheckAsync(await DistrictAsync(settings), cancellationToken);
        return isFree ? 0 : 1;
    }

    private static async Task<DistrictDefinition> DistrictAsync(GridSettings settings)
    {
        if (settings.Postgres is null && !File.Exists(Path.Combine(settings.Store.DataFolder, "gridwork.db"))) return DistrictDefinition.Empty;
        await using var opened = await OpenedDistrict.OpenAsync(settings);
        return opened.District.Definition;
    }
}

/// <summary>Publishes a grid as a new version that holds from a day. What was recorded before keeps its cell.</summary>
internal sealed class GridPublishCommand : AsyncCommand<GridSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, GridSettings settings, CancellationToken cancellationToken)
    {
        if (settings.From is null) throw new RefusedException(CliTexts.Of("refused.grid-from"));
        await using var opened = await OpenedDistrict.OpenAsync(settings);
        var definition = opened.District.Definition;
        var (report, isFree) = await settings.CheckAsync(definition, cancellationToken);
        if (!isFree) return 1;
        var difference = GridDifference.Between(GridPublishing.Before(definition, report.Grid!), report.Grid!);
        Console.WriteLine(CliTexts.Of("grid.difference", difference.New.Count, difference.Gone.Count, difference.Redrawn.Count, difference.Reassigned.Count));
        var entry = await GridPublishing.PublishAsync(opened.District, report, PersonNo.Installation);
        Console.WriteLine(CliTexts.Of("grid.published", entry, settings.From, report.Grid!.Cells.Count));
        return 0;
    }
}
