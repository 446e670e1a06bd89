using NetTopologySuite.Geometries;

namespace Gridwork.Places.Imports;

/// <summary>What an import found in a file, and the grid that comes of it.</summary>
public sealed record GridReport
{
    /// <summary>The file's name as given.</summary>
    public required string FileName { get; init; }

    /// <summary>GeoJSON, GeoPackage or Shapefile; null: it could not be told.</summary>
    public string? Format { get; init; }

    /// <summary>What the texts of a Shapefile were read as; null: the format knows only one.</summary>
    public string? TextEncoding { get; init; }

    /// <summary>In what its numbers were taken to be.</summary>
    public required CoordinateSystem System { get; init; }

    /// <summary>The cells as far as they could be drawn, also those that are refused, mended where that was safe, in the order of the file.</summary>
    public IReadOnlyList<ReportedCell> Cells { get; init; } = [];

    /// <summary>The rings of shapes of which no cell could be made, as they are drawn, in degrees.</summary>
    public IReadOnlyList<MultiLineString> Broken { get; init; } = [];

    /// <summary>What was found: what stands in the way first, then what was mended, then what is worth a look.</summary>
    public required IReadOnlyList<GridFinding> Findings { get; init; }

    /// <summary>Three places far apart, before and after: whoever knows the district sees whether they lie right.</summary>
    public IReadOnlyList<ControlPoint> ControlPoints { get; init; } = [];

    /// <summary>The grid; null: something stands in the way.</summary>
    public Grid? Grid { get; init; }

    /// <summary>The grid as GeoJSON in WGS-84, mended: what a grid entry holds. Empty without a grid.</summary>
    public ReadOnlyMemory<byte> GeoJson { get; init; }

    /// <summary>Whether it may be published.</summary>
    public bool IsSound => Grid is not null;

    /// <summary>How many findings there are of a weight.</summary>
    public int Count(FindingWeight weight) => Findings.Count(finding => finding.Weight == weight);
}

/// <summary>A cell as an import read it.</summary>
/// <param name="Number">Its number in the file.</param>
/// <param name="Code">Its code; empty: it has none.</param>
/// <param name="Unit">The code of its unit; empty: it has none.</param>
/// <param name="Name">What it is called besides, or null.</param>
/// <param name="Shape">Its outline, in degrees, WGS-84.</param>
/// <param name="Lattice">Its place in the mosaic, or null.</param>
public sealed record ReportedCell(int Number, string Code, string Unit, string? Name, Polygon Shape, LatticePlace? Lattice);

/// <summary>A corner of the grid before and after.</summary>
/// <param name="Code">The cell whose corner it is.</param>
/// <param name="Before">The two numbers as they stand in the file.</param>
/// <param name="After">The place as it was taken, WGS-84.</param>
/// <param name="Metres">How far apart the two are.</param>
public sealed record ControlPoint(string Code, GeoPoint Before, GeoPoint After, double Metres);
