using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Gridwork.Places;

/// <summary>What one grid has differently from another, told by the codes of the cells, each list in their order.</summary>
/// <param name="New">Cells of the later one whose code the earlier does not have.</param>
/// <param name="Gone">Cells of the earlier one whose code the later does not have.</param>
/// <param name="Redrawn">Cells of both whose outline is another.</param>
/// <param name="Reassigned">Cells of both with another responsible unit.</param>
public sealed record GridDifference(IReadOnlyList<Cell> New, IReadOnlyList<Cell> Gone, IReadOnlyList<RedrawnCell> Redrawn, IReadOnlyList<ReassignedCell> Reassigned)
{
    /// <summary>Less ground than this, in square metres, is the rounding of corners and no other outline.</summary>
    private const double LeastArea = 1;

    /// <summary>Whether the two are the same grid for every point and unit, names and mosaic places apart.</summary>
    public bool IsNone => New.Count + Gone.Count + Redrawn.Count + Reassigned.Count == 0;

    /// <summary>Compares.</summary>
    /// <param name="before">The earlier grid; null: there was none, and every cell is new.</param>
    /// <param name="after">The later one.</param>
    public static GridDifference Between(Grid? before, Grid after)
    {
        if (before is null) return new GridDifference(after.Cells, [], [], []);
        var plane = LocalPlane.At(after.Extent);
        var both = after.Cells.Select(cell => (Before: before.Find(cell.Code), After: cell)).Where(pair => pair.Before is not null).ToList();
        return new GridDifference(
            [.. after.Cells.Where(cell => before.Find(cell.Code) is null)],
            [.. before.Cells.Where(cell => after.Find(cell.Code) is null)],
            [.. both.Where(pair => !pair.Before!.Shape.EqualsExact(pair.After.Shape)).Select(pair => Moved(pair.Before!, pair.After, plane)).OfType<RedrawnCell>()],
            [.. both.Where(pair => pair.Before!.UnitCode != pair.After.UnitCode).Select(pair => new ReassignedCell(pair.Before!, pair.After))]);
    }

    private static RedrawnCell? Moved(Cell before, Cell after, LocalPlane plane)
    {
        var (was, now) = (plane.ToMetres(before.Shape), plane.ToMetres(after.Shape));
        var (gained, lost) = (OverlayNGRobust.Overlay(now, was, SpatialFunction.Difference).Area, OverlayNGRobust.Overlay(was, now, SpatialFunction.Difference).Area);
        return gained + lost < LeastArea ? null : new RedrawnCell(before, after, gained, lost);
    }
}

/// <summary>A cell with another outline.</summary>
/// <param name="Before">The cell as it was.</param>
/// <param name="After">The cell as it will be.</param>
/// <param name="Gained">Ground that it gets, in square metres.</param>
/// <param name="Lost">Ground that it gives away, in square metres.</param>
public sealed record RedrawnCell(Cell Before, Cell After, double Gained, double Lost);

/// <summary>A cell with another responsible unit.</summary>
/// <param name="Before">The cell as it was.</param>
/// <param name="After">The cell as it will be.</param>
public sealed record ReassignedCell(Cell Before, Cell After);
