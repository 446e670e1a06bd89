// What a deck's maps of cells are drawn on: the grid's own shapes and the base map that came with it. Made once a grid version.
using System.Globalization;
using System.Runtime.CompilerServices;
using Gridwork.Documents.Decks;
using Gridwork.Engine.Districts;
using Gridwork.Places;
using Gridwork.Server.Charts;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace Gridwork.Server.Decks;

/// <summary>The ground of a deck's maps.</summary>
internal static class DeckMaps
{
    // It goes when the version goes. The borders depend on the unit tree too; a new tree shows with the next grid or the next start.
    private static readonly ConditionalWeakTable<GridVersion, DeckGround> Made = [];

    /// <summary>The ground of a grid, its names in a language.</summary>
    /// <param name="version">The grid.</param>
    /// <param name="units">Whose borders are drawn: the subdistricts'.</param>
    /// <param name="culture">The language of the names.</param>
    public static DeckGround Of(GridVersion version, UnitTree units, CultureInfo culture) =>
        Made.GetValue(version, version => Make(version, units)) with
        {
            Names =
            [
                .. BaseMap.Of(version).Items.Where(item => item is { Layer: "name", Name: not null })
                    .Select(item => (new GeoPoint(item.Line[0].X, item.Line[0].Y), item.Name!.In(culture))),
            ],
        };

    private static DeckGround Make(GridVersion version, UnitTree units)
    {
        var items = BaseMap.Of(version).Items;
        var streets = version.Grid.Cells
            .GroupBy(cell => units.Find(cell.UnitCode) is { } unit ? units.NearestOf(UnitKind.Subdistrict, unit.No) : null)
            .Where(street => street.Key is not null);
        return new DeckGround
        {
            Water = [.. items.Where(item => item.Layer == "water").Select(Shape)],
            Roads = [.. items.Where(item => item.Layer == "road").Select(Shape)],
            Cells = [.. version.Grid.Cells.Select(cell => cell.Shape)],
            Borders = [.. streets.Select(street => UnaryUnionOp.Union(street.Select(cell => (Geometry)cell.Shape)))],
        };
    }

    private static Geometry Shape(BaseMapItem item) => item.Line is [var first, .., var last] && item.Line.Length > 3 && first.Equals2D(last)
        ? GeometryFactory.Default.CreatePolygon(item.Line) : GeometryFactory.Default.CreateLineString(item.Line);
}
