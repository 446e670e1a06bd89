// Tiles of cases and records as one viewer sees them. What lies in a tile is known from kept counts before a point is read: a tile of few points is
// read and gathered here, each cluster with its worst lamp; one of more than Most shows the counts; and where a filter is set that the counts do not
// know it says that one has to go nearer, for a cluster that left something out would be a wrong number.
using Gridwork.Engine;
using Gridwork.Engine.Records;
using Gridwork.Places;
using Gridwork.Server.Cases;
using Gridwork.Server.Figures;
using Gridwork.Server.People;
using Gridwork.Stores;
using Gridwork.Stores.Map;

namespace Gridwork.Server.Map;

/// <summary>Makes tiles of points.</summary>
internal static class PointTiles
{
    /// <summary>How many points are read for a tile at most.</summary>
    public const int Most = 5000;

    /// <summary>Points in the same sixteenth of a tile, 32 pixels on the screen, are gathered.</summary>
    private const int Finer = 4;

    /// <summary>The layer's name in its tiles.</summary>
    public const string Layer = "points";

    /// <summary>The tile of a viewer.</summary>
    public static async Task<byte[]> WriteAsync(Viewer viewer, Snapshot snapshot, MapWanted wanted, TileAddress tile, CancellationToken cancel)
    {
        var writer = new TileWriter(tile);
        var counted = await MapCounts.ReadAsync(snapshot, wanted.Layer, wanted.Cases.Sights, wanted.Cases.Units, wanted.Open, tile, cancel);
        var few = tile.Zoom > MapSquare.Zoom || counted.Sum(square => square.N) <= Most;
        if (few && await PointsAsync(viewer, snapshot, wanted, tile, cancel) is { } points)
        {
            foreach (var group in points.GroupBy(point => point.Place.At(Math.Min(tile.Zoom + Finer, PlaceCode.Zoom)))) Gather(writer, viewer, [.. group]);
        }
        else if (wanted.IsCounted)
        {
            var level = Math.Min(tile.Zoom + Finer, MapSquare.Zoom);
            foreach (var group in counted.GroupBy(square => square.Square >> (2 * (MapSquare.Zoom - level))))
            {
                var (longitude, latitude) = tile.Zoom > level ? Middle(tile) : PlaceCode.Middle(group.Key, level);
                writer.Add(Layer, longitude, latitude, ("n", group.Sum(square => square.N)), ("rank", 0L));
            }
        }
        else
        {
            var (longitude, latitude) = Middle(tile);
            writer.Add("nearer", longitude, latitude, ("n", counted.Sum(square => square.N)));
        }
        return writer.ToBytes();
    }

    private static async Task<IReadOnlyList<Point>?> PointsAsync(
        Viewer viewer, Snapshot snapshot, MapWanted wanted, TileAddress tile, CancellationToken cancel)
    {
        if (wanted.Records)
        {
            return (await MapPoints.RecordsAsync(
                snapshot, wanted.RecordQuery, wanted.Cases.Units, (wanted.Cases.DayFrom, wanted.Cases.DayTo), tile.Codes, Most, cancel))
                ?.Select(point => new Point(point.Root, point.Place, point.Cell, null)).ToList();
        }
        return (await MapPoints.CasesAsync(snapshot, wanted.Cases, tile.Codes, Most, cancel))
            ?.Select(point => new Point(point.Case.Root, point.Place, point.Case.Cell, CaseLamp.KindOf(viewer, point.Case, wanted.Cases.Now))).ToList();
    }

    /// <summary>One point, or a number where several lie, in their midst, with the worst lamp among them.</summary>
    private static void Gather(TileWriter writer, Viewer viewer, Point[] points)
    {
        var places = Array.ConvertAll(points, point => point.Place.Degrees);
        var worst = points.MinBy(point => point.Lamp);
        writer.Add(
            Layer, places.Average(place => place.Longitude), places.Average(place => place.Latitude),
            ("n", (long)points.Length), ("lamp", worst.Lamp?.ToString().ToLowerInvariant()), ("rank", worst.Lamp is { } lamp ? 5L - (long)lamp : 0L),
            ("late", points.LongCount(point => point.Lamp == LampKind.Red)), ("root", points.Length == 1 ? points[0].Root : null),
            ("cell", viewer.Definition.CodeOf(points[0].Cell)));
    }

    private static (double Longitude, double Latitude) Middle(TileAddress tile) => PlaceCode.Middle(tile.Square, tile.Zoom);

    private readonly record struct Point(long Root, PlaceCode Place, CellNo Cell, LampKind? Lamp);
}
