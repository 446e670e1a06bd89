using Gridwork.Engine;
using Gridwork.Engine.Records;
using Gridwork.Places;
using Gridwork.Stores.Records;

namespace Gridwork.Stores.Map;

/// <summary>Reads how many points there are in squares of a map: kept, so that a map of a whole district reads none of them.</summary>
public static class MapCounts
{
    /// <summary>
    /// The points that a reader sees in a tile, by square of <see cref="MapSquare.Zoom"/>; of a tile that is smaller than a square, those of the square.
    /// What only reached a unit seen by another way (sent by its people, helped with) is not among them.
    /// </summary>
    /// <param name="snapshot">The district.</param>
    /// <param name="layer">Points of what.</param>
    /// <param name="sights">What the reader sees.</param>
    /// <param name="units">Only those that lie in these units; null: all that are seen.</param>
    /// <param name="open">Of cases: only open ones, or only those that are over; null: both. Records are open.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<(long Square, long N)>> ReadAsync(
        Snapshot snapshot, MapLayer layer, IReadOnlyList<Sight> sights, IReadOnlyCollection<UnitNo>? units, bool? open, TileAddress tile,
        CancellationToken cancel = default)
    {
        var (from, to) = tile.Zoom <= MapSquare.Zoom
            ? tile.SquaresAt(MapSquare.Zoom)
            : (tile.Square >> (2 * (tile.Zoom - MapSquare.Zoom)), (tile.Square >> (2 * (tile.Zoom - MapSquare.Zoom))) + 1);
        var squares = new Dictionary<long, long>();
        foreach (var sight in sights.Where(sight => sight.Units.Count > 0))
        {
            var seen = sight.All ? "" : $" AND (unit IN {Snapshot.In(sight.Units)} OR host IN {Snapshot.In(sight.Units)})";
            var within = units is null ? "" : $" AND unit IN {Snapshot.In(units)}";
            var counted = await snapshot.ListAsync(
                $"""
                SELECT square, CAST(SUM(n) AS bigint) FROM map_count
                WHERE d = @d AND layer = {(int)layer} AND campaign = {Snapshot.Number(sight.Campaign)}
                  AND is_open IN ({(open is { } one ? one ? "1" : "0" : "0, 1")}) AND square >= @from AND square < @to{seen}{within}
                GROUP BY square HAVING SUM(n) > 0
                """,
                row => (Square: row.GetInt64(0), N: row.GetInt64(1)), [("from", from), ("to", to)], cancel);
            foreach (var (square, n) in counted) squares[square] = squares.GetValueOrDefault(square) + n;
        }
        return [.. squares.Select(square => (square.Key, square.Value)).OrderBy(square => square.Key)];
    }
}
