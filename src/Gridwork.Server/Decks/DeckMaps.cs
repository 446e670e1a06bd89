// What a deck's maps of cells are drawn on: the grid's own shapes and the base map that came with it.
using System.Globalization;
using Gridwork.Documents.Decks;
using Gridwork.Places;
using Gridwork.Server.Charts;
using Gridwork.Server.Map;
using NetTopologySuite.Geometries;

namespace Gridwork.Server.Decks;

/// <summary>The ground of a deck's maps.</summary>
internal static class DeckMaps
{
    /// <summary>The ground of a grid, its names in a language.</summary>
    public static DeckGround Of(GridShapes shapes, CultureInfo culture) => new()
    {
        Water = [.. shapes.Base.Items.Where(item => item.Layer == "water").Select(Shape)],
        Roads = [.. shapes.Base.Items.Where(item => item.Layer == "road").Select(Shape)],
        Cells = [.. shapes.Cells.Select(cell => cell.Cell.Shape)],
        Borders = [.. shapes.Streets.Where(street => street.Street is not null).Select(street => street.Outline)],
        Names =
        [
            .. shapes.Base.Items.Where(item => item is { Layer: "name", Name: not null })
                .Select(item => (new GeoPoint(item.Line[0].X, item.Line[0].Y), item.Name!.In(culture))),
        ],
    };

    private static Geometry Shape(BaseMapItem item) => item.Line is [var first, .., var last] && item.Line.Length > 3 && first.Equals2D(last)
        ? GeometryFactory.Default.CreatePolygon(item.Line) : GeometryFactory.Default.CreateLineString(item.Line);
}
