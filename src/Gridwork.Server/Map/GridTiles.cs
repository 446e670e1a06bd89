using Gridwork.Engine;
using Gridwork.Places;
using NetTopologySuite.Geometries;

namespace Gridwork.Server.Map;

/// <summary>Tiles of what does not change from hour to hour: the drawn base map and the cells. Names stand in both languages.</summary>
internal static class GridTiles
{
    /// <summary>Land, water, roads, outlines of subdistricts, and names.</summary>
    public static byte[] Base(GridShapes shapes, TileAddress tile)
    {
        var writer = new TileWriter(tile);
        var extent = tile.Extent();
        writer.Add("land", shapes.Land);
        foreach (var street in shapes.Streets) writer.Add("street", Outline(street.Outline), ("unit", street.Street?.Code));
        foreach (var item in shapes.Base.Items)
        {
            var (zh, en) = Names(item.Name);
            if (item.Line.Length == 1)
            {
                // A name belongs to one tile.
                if (extent.Contains(item.Line[0])) writer.Add(item.Layer, item.Line[0].X, item.Line[0].Y, ("kind", item.Kind), ("zh", zh), ("en", en));
            }
            else
            {
                var isArea = item.Line.Length > 3 && item.Line[0].Equals2D(item.Line[^1]);
                Geometry shape = isArea ? new Polygon(new LinearRing(item.Line)) : new LineString(item.Line);
                writer.Add(item.Layer, shape, ("kind", item.Kind), ("zh", zh), ("en", en));
            }
        }
        return writer.ToBytes();
    }

    /// <summary>The cells, with their codes and whose they are.</summary>
    public static byte[] Cells(GridShapes shapes, TileAddress tile)
    {
        var writer = new TileWriter(tile);
        foreach (var (cell, unit, street) in shapes.Cells)
        {
            var (zh, en) = Names(unit?.Name);
            writer.Add("cells", cell.Shape, ("code", cell.Code.Value), ("unit", unit?.Code), ("street", street?.Code), ("zh", zh), ("en", en));
        }
        return writer.ToBytes();
    }

    private static (string? Zh, string? En) Names(LocalText? name) => name is null ? (null, null) : (name.Zh, name.En ?? name.Zh);

    /// <summary>The line round a shape: cut at a tile's edge it stays a line, where an area would be closed along the edge.</summary>
    private static Geometry Outline(Geometry shape) => shape.Boundary;
}
