using System.Globalization;
using Gridwork.DemoDistrict.Maps;
using Gridwork.Places;

namespace Gridwork.DemoDistrict.Deliveries;

/// <summary>The generated grid, for putting a record's point into the cell that the story names.</summary>
internal sealed class DistrictPlaces
{
    private readonly Grid grid;

    public DistrictPlaces(Repository repository)
    {
        var path = repository.District("cells.geojson");
        var reading = Grid.FromGeoJson(File.ReadAllBytes(path), Path.GetFileName(path));
        grid = reading.Grid ?? throw new InvalidOperationException(string.Join('\n', reading.Problems.Select(problem => problem.Text(CultureInfo.InvariantCulture))));
        UnitNames = Csv.Read(repository.District("units.csv")).ToDictionary(unit => unit["code"], unit => unit["name_zh"], StringComparer.Ordinal);
    }

    public Grid Grid => grid;

    /// <summary>Chinese names of units by code.</summary>
    public IReadOnlyDictionary<string, string> UnitNames { get; }

    public Cell CellOf(string code) => grid.Find(new CellCode(code)) ?? throw new InvalidOperationException($"no cell {code}");

    public string VillageOf(string cell) => UnitNames[CellOf(cell).UnitCode];

    /// <summary>A point well inside a cell, with the accuracy of a phone outdoors, as an ODK geopoint.</summary>
    public string PointIn(string code, Chance chance)
    {
        var corners = CellOf(code).Shape.Shell.Coordinates.Select(corner => new GeoPoint(corner.X, corner.Y)).SkipLast(1).ToList();
        var middle = MapFiles.Middle(corners);
        var toward = chance.Of<GeoPoint>(corners);
        var share = chance.Between(0.05, 0.62);
        var point = new GeoPoint(
            Math.Round(middle.Longitude + (toward.Longitude - middle.Longitude) * share, 6),
            Math.Round(middle.Latitude + (toward.Latitude - middle.Latitude) * share, 6));
        if (grid.CellAt(point)?.Code.Value != code) throw new InvalidOperationException($"{point} is not in {code}");
        return Geopoint(point, chance);
    }

    /// <summary>Latitude, longitude, altitude, accuracy: the order of ODK.</summary>
    public static string Geopoint(GeoPoint point, Chance chance) =>
        string.Create(CultureInfo.InvariantCulture, $"{point.Latitude:0.000000} {point.Longitude:0.000000} {chance.Whole(52, 78)}.0 {chance.Whole(3, 18)}.0");
}
