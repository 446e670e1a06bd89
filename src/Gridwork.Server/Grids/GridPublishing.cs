// The one way for a grid file to become an entry of the journal; the page and the command line both come through here. A grid entry carries the drawn
// base map along, so a new grid keeps the map of the one before.
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Places;
using Gridwork.Places.Imports;
using Gridwork.Server.Districts;

namespace Gridwork.Server.Grids;

/// <summary>Checks grid files against a district and publishes them.</summary>
public static class GridPublishing
{
    /// <summary>What is expected of a file in a district: its units, and to lie where its grid lies.</summary>
    /// <param name="definition">The district; one without units takes any.</param>
    /// <param name="system">In what the file's numbers are.</param>
    /// <param name="from">The first day on which the grid shall hold; null: what the file says.</param>
    public static GridImportOptions Expecting(DistrictDefinition definition, CoordinateSystem system, DateOnly? from) => new()
    {
        System = system,
        ValidFrom = from,
        Expected = GridImportOptions.Around(definition.Grids is [.., var newest] ? newest.Grid : null),
        Units = definition.Units.All.Count > 0 ? definition.Units.All.Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal) : null,
    };

    /// <summary>The grid with which a new one is compared: the one that would hold on its first day without it. Null: none would.</summary>
    public static Grid? Before(DistrictDefinition definition, Grid grid) =>
        definition.GridOn(grid.ValidFrom ?? DateOnly.MinValue)?.Grid;

    /// <summary>Appends a checked grid. Throws <see cref="ArgumentException"/> for one that is not sound, and <see cref="IOException"/> when the store stays busy.</summary>
    /// <param name="district">The district.</param>
    /// <param name="report">The report of its check.</param>
    /// <param name="person">Who publishes it.</param>
    /// <returns>The entry's position.</returns>
    public static Task<long> PublishAsync(ServedDistrict district, GridReport report, PersonNo person)
    {
        if (!report.IsSound) throw new ArgumentException("A grid that is not sound cannot be published.", nameof(report));
        var baseMap = district.Definition.Grids is [.., var newest] ? newest.BaseMap.Span : default;
        return DefinitionEntries.AppendAsync(district, EntryKind.Grid, GridVersion.Body(report.GeoJson.Span, baseMap), person);
    }
}
