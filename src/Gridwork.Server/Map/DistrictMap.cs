// The whole district as one drawing, made on the server: what a map shows without scripts, without WebGL, on paper and until the island has loaded.
using System.Globalization;
using System.Text;
using Gridwork.Engine;
using Gridwork.Server.Figures;
using NetTopologySuite.Geometries;

namespace Gridwork.Server.Map;

/// <summary>What a cell holds of what a map shows.</summary>
/// <param name="Lamp">The worst lamp among them; null: none has one.</param>
/// <param name="N">How many.</param>
/// <param name="Late">How many of them are late.</param>
/// <param name="Soon">How many of them are due soon.</param>
public sealed record CellCount(LampKind? Lamp, long N, long Late, long Soon);

/// <summary>A cell of the drawing.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">What it is called, for who cannot see it.</param>
/// <param name="Path">Its outline.</param>
/// <param name="At">Where its number stands.</param>
/// <param name="Count">What it holds; null: nothing.</param>
/// <param name="Href">The map with this cell chosen.</param>
public sealed record DrawnCell(string Code, string Name, string Path, (double X, double Y) At, CellCount? Count, string Href);

/// <summary>The drawing of a district.</summary>
public sealed class DistrictMap
{
    /// <summary>Width of the drawing.</summary>
    public const double Width = 1000;

    private readonly double west, north, shortening, perDegree;

    private DistrictMap(Envelope box)
    {
        shortening = Math.Cos(box.Centre.Y * Math.PI / 180);
        var margin = box.Width * 0.03;
        (west, north) = (box.MinX - margin, box.MaxY + margin * shortening);
        perDegree = Width / ((box.Width + 2 * margin) * shortening);
        Height = (box.Height + 2 * margin * shortening) * perDegree;
    }

    /// <summary>Height of the drawing.</summary>
    public double Height { get; }

    /// <summary>The land, as a path.</summary>
    public required string Land { get; init; }

    /// <summary>Lakes, as paths.</summary>
    public required IReadOnlyList<string> Waters { get; init; }

    /// <summary>Rivers, as paths.</summary>
    public required IReadOnlyList<string> Rivers { get; init; }

    /// <summary>Roads, as paths; main ones are wider.</summary>
    public required IReadOnlyList<(string Path, bool Main)> Roads { get; init; }

    /// <summary>The cells.</summary>
    public required IReadOnlyList<DrawnCell> Cells { get; init; }

    /// <summary>Outlines of the subdistricts.</summary>
    public required IReadOnlyList<string> Streets { get; init; }

    /// <summary>The outline of the chosen cell; null: none is.</summary>
    public string? Chosen { get; init; }

    /// <summary>Names of villages and subdistricts, and where they stand.</summary>
    public required IReadOnlyList<(double X, double Y, LocalText Name, bool Large)> Names { get; init; }

    /// <summary>How long a kilometre is.</summary>
    public double Kilometre => perDegree / 111.32;

    /// <summary>Draws a district; null: its grid has no cells.</summary>
    /// <param name="shapes">The grid's shapes.</param>
    /// <param name="counts">What each cell holds, by code.</param>
    /// <param name="chosen">The code of the chosen cell; null: none.</param>
    /// <param name="href">The address of the map with a cell chosen.</param>
    internal static DistrictMap? Of(GridShapes shapes, IReadOnlyDictionary<string, CellCount> counts, string? chosen, Func<string, string> href)
    {
        var box = shapes.Version.Grid.Extent;
        if (box.IsNull) return null;
        var scale = new DistrictMap(box) { Land = "", Waters = [], Rivers = [], Roads = [], Cells = [], Streets = [], Names = [] };
        var items = shapes.Base.Items;
        return new DistrictMap(box)
        {
            Land = scale.Path(shapes.Land),
            Waters = [.. items.Where(item => item.Kind == "lake").Select(item => scale.Path(item.Line, close: true))],
            Rivers = [.. items.Where(item => item.Kind == "river").Select(item => scale.Path(item.Line, close: false))],
            Roads = [.. items.Where(item => item.Layer == "road").Select(item => (scale.Path(item.Line, close: false), item.Kind == "main"))],
            Cells =
            [
                .. shapes.Cells.Select(cell =>
                {
                    var (code, middle) = (cell.Cell.Code.Value, cell.Cell.Shape.InteriorPoint);
                    var name = cell.Unit is null ? code : $"{code} {cell.Unit.Name}";
                    return new DrawnCell(
                        code, name, scale.Path(cell.Cell.Shape), scale.Place(middle.X, middle.Y), counts.GetValueOrDefault(code), href(code));
                }),
            ],
            Streets = [.. shapes.Streets.Select(street => scale.Path(street.Outline))],
            Chosen = shapes.Cells.FirstOrDefault(cell => cell.Cell.Code.Value == chosen) is { } one ? scale.Path(one.Cell.Shape) : null,
            Names = [.. items.Where(item => item is { Layer: "name", Name: not null }).Select(item => scale.Placed(item))],
        };
    }

    private (double X, double Y, LocalText Name, bool Large) Placed(Charts.BaseMapItem item)
    {
        var (x, y) = Place(item.Line[0].X, item.Line[0].Y);
        return (x, y, item.Name!, item.Kind == "subdistrict");
    }

    private (double X, double Y) Place(double longitude, double latitude) => ((longitude - west) * shortening * perDegree, (north - latitude) * perDegree);

    private string Path(Geometry shape)
    {
        var path = new StringBuilder();
        for (var i = 0; i < shape.NumGeometries; i++)
        {
            if (shape.GetGeometryN(i) is not Polygon part) continue;
            path.Append(Path(part.ExteriorRing.Coordinates, close: true));
            foreach (var hole in part.InteriorRings) path.Append(Path(hole.Coordinates, close: true));
        }
        return path.ToString();
    }

    private string Path(Coordinate[] line, bool close)
    {
        var path = new StringBuilder();
        for (var i = 0; i < line.Length - (close ? 1 : 0); i++)
        {
            var (x, y) = Place(line[i].X, line[i].Y);
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{x:0.#} {y:0.#}");
        }
        return close ? path.Append('Z').ToString() : path.ToString();
    }
}
