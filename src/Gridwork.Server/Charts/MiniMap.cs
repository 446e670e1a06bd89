// A small map drawn from the grid's own shapes and the drawn base map that came with it: useful with no map server at all. The district is small
// enough for plain degrees with longitude shortened by the cosine of the latitude.
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Places;
using NetTopologySuite.Geometries;

namespace Gridwork.Server.Charts;

/// <summary>The drawing of one cell and what lies around it.</summary>
public sealed class MiniMap
{
    /// <summary>Width of the drawing.</summary>
    public const double Width = 420;

    /// <summary>Height of the drawing.</summary>
    public const double Height = 250;

    /// <summary>Lakes, as paths.</summary>
    public required IReadOnlyList<string> Waters { get; init; }

    /// <summary>Rivers, as paths.</summary>
    public required IReadOnlyList<string> Rivers { get; init; }

    /// <summary>Roads, as paths; main ones are wider.</summary>
    public required IReadOnlyList<(string Path, bool Main)> Roads { get; init; }

    /// <summary>Outlines of the cells around.</summary>
    public required IReadOnlyList<string> Cells { get; init; }

    /// <summary>The outline of the cell; null: the point lies in none.</summary>
    public string? Chosen { get; init; }

    /// <summary>Names of villages and where they stand.</summary>
    public required IReadOnlyList<(double X, double Y, LocalText Name)> Villages { get; init; }

    /// <summary>Where the record was made; null: it has no point.</summary>
    public (double X, double Y)? Pin { get; init; }

    /// <summary>Where the cell's own code is written.</summary>
    public (double X, double Y, string Code)? Name { get; init; }

    /// <summary>The words about where the shapes come from; null: the map says none.</summary>
    public string? Note { get; init; }

    /// <summary>Draws a cell, a point or both; null when there is neither.</summary>
    /// <param name="version">The grid that the record was placed in.</param>
    /// <param name="code">The cell's code; null: none.</param>
    /// <param name="point">The point; null: none.</param>
    public static MiniMap? Of(GridVersion version, string? code, GeoPoint? point)
    {
        var cell = code is null ? null : version.Grid.Find(new CellCode(code));
        if (cell is null && point is null) return null;
        var box = cell?.Shape.EnvelopeInternal.Copy() ?? new Envelope(new Coordinate(point!.Value.Longitude, point.Value.Latitude));
        // The cell takes a quarter of the width; a lone point is shown with some 3 km around it.
        var sheet = MapSheet.Around(box, Width, Height, (4.4, 3.2), 0.02);
        var view = sheet.View;
        var map = BaseMap.Of(version);
        var near = map.Items.Where(item => item.Extent.Intersects(view)).ToList();
        return new MiniMap
        {
            Waters = [.. near.Where(item => item.Kind == "lake").Select(item => sheet.Path(item.Line, close: true))],
            Rivers = [.. near.Where(item => item.Kind == "river").Select(item => sheet.Path(item.Line, close: false))],
            Roads = [.. near.Where(item => item.Layer == "road").Select(item => (sheet.Path(item.Line, close: false), item.Kind == "main"))],
            Villages = [.. near.Where(item => item is { Layer: "name", Name: not null }).Select(item => Placed(sheet, item))],
            Cells = [.. version.Grid.Cells.Where(other => other.Shape.EnvelopeInternal.Intersects(view)).Select(other => sheet.Path(other.Shape.ExteriorRing.Coordinates, close: true))],
            Chosen = cell is null ? null : sheet.Path(cell.Shape),
            Pin = point is { } at ? sheet.Place(new Coordinate(at.Longitude, at.Latitude)) : null,
            Name = cell is null ? null : Named(sheet, cell),
            Note = map.Note,
        };
    }

    private static (double X, double Y, LocalText Name) Placed(MapSheet sheet, BaseMapItem item)
    {
        var (x, y) = sheet.Place(item.Line[0]);
        return (x, y, item.Name!);
    }

    private static (double X, double Y, string Code) Named(MapSheet sheet, Cell cell)
    {
        var (x, y) = sheet.Place(new Coordinate(cell.Shape.Centroid.X, cell.Shape.EnvelopeInternal.MinY));
        return (x, y - 8, cell.Code.ToString());
    }
}
