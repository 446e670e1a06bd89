using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Gridwork.Places;

/// <summary>A cell prepared for questions: its segments stand in an index of their own, so that a long outline is not walked for every point.</summary>
internal sealed class CellOutline
{
    private readonly IndexedPointInAreaLocator locator;

    /// <summary>Prepares a cell.</summary>
    public CellOutline(Cell cell)
    {
        Cell = cell;
        locator = new IndexedPointInAreaLocator(cell.Shape);
        // The locator indexes on its first question; asking one now keeps later ones free of that race.
        locator.Locate(cell.Shape.Shell.GetCoordinateN(0));
    }

    /// <summary>The cell.</summary>
    public Cell Cell { get; }

    /// <summary>Whether a place lies inside or on the outline: what a prepared geometry's Covers answers for a point, without making a geometry of it.</summary>
    public bool Covers(Coordinate place) => locator.Locate(place) != Location.Exterior;
}
