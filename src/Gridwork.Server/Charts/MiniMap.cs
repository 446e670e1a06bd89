// A small map drawn from the grid's own shapes and the drawn base map that came with it: useful with no map server at all. The district is small
// enough for plain degrees with longitude shortened by the cosine of the latitude.
using System.Globalization;
using System.Text;
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

    private readonly double west, north, perDegree, shortening;

    private MiniMap(double west, double north, double perDegree, double shortening) =>
        (this.west, this.north, this.perDegree, this.shortening) = (west, north, perDegree, shortening);

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
        var (midX, midY) = (box.Centre.X, box.Centre.Y);
        var shortening = Math.Cos(midY * Math.PI / 180);
        // The cell takes a quarter of the width; a lone point is shown with some 3 km around it.
        var across = Math.Max(Math.Max(box.Width * shortening * 4.4, box.Height * 3.2 * Width / Height), 0.02);
        var perDegree = Width / across;
        var view = new Envelope(
            midX - Width / 2 / perDegree / shortening, midX + Width / 2 / perDegree / shortening, midY - Height / 2 / perDegree,
            midY + Height / 2 / perDegree);
        var drawing = new MiniMap(view.MinX, view.MaxY, perDegree, shortening)
        {
            Waters = [],
            Rivers = [],
            Roads = [],
            Cells = [],
            Villages = [],
        };
        var map = BaseMap.Of(version);
        var near = map.Items.Where(item => item.Extent.Intersects(view)).ToList();
        return new MiniMap(view.MinX, view.MaxY, perDegree, shortening)
        {
            Waters = [.. near.Where(item => item.Kind == "lake").Select(item => drawing.Path(item.Line, close: true))],
            Rivers = [.. near.Where(item => item.Kind == "river").Select(item => drawing.Path(item.Line, close: false))],
            Roads = [.. near.Where(item => item.Layer == "road").Select(item => (drawing.Path(item.Line, close: false), item.Kind == "main"))],
            Villages = [.. near.Where(item => item is { Layer: "name", Name: not null }).Select(item => drawing.Placed(item))],
            Cells = [.. version.Grid.Cells.Where(other => other.Shape.EnvelopeInternal.Intersects(view))
                .Select(other => drawing.Path(other.Shape.ExteriorRing.Coordinates, close: true))],
            Chosen = cell is null ? null : drawing.Path(cell.Shape.ExteriorRing.Coordinates, close: true),
            Pin = point is { } at ? drawing.Place(at.Longitude, at.Latitude) : null,
            Name = cell is null ? null : drawing.Named(cell),
            Note = map.Note,
        };
    }

    private (double X, double Y) Place(double longitude, double latitude) =>
        ((longitude - west) * shortening * perDegree, (north - latitude) * perDegree);

    private (double X, double Y, LocalText Name) Placed(BaseMapItem item)
    {
        var (x, y) = Place(item.Line[0].X, item.Line[0].Y);
        return (x, y, item.Name!);
    }

    private (double X, double Y, string Code) Named(Cell cell)
    {
        var (x, y) = Place(cell.Shape.Centroid.X, cell.Shape.EnvelopeInternal.MinY);
        return (x, y - 8, cell.Code.ToString());
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
