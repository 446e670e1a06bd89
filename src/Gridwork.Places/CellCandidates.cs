using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Gridwork.Places;

/// <summary>
/// The defined answer to “whose point is it?” where the point alone cannot tell: the owner by the rule of <see cref="Grid.CellAt"/>, and what it might be
/// instead, so that a clerk may settle it on record.
/// </summary>
/// <param name="Owner">The cell that owns the point, whatever its accuracy; null: none does.</param>
/// <param name="Others">The other cells that the point lies on, or that its circle of accuracy reaches, nearest first, then by code.</param>
/// <param name="MayBeOutside">Whether the circle also reaches ground that is in no cell.</param>
public sealed record CellCandidates(Cell? Owner, IReadOnlyList<Cell> Others, bool MayBeOutside)
{
    /// <summary>The circle of accuracy is taken as a polygon of this many corners a quarter, 0.1 % smaller than the circle.</summary>
    private const int CornersPerQuarter = 16;

    /// <summary>A centimetre: no phone means less, and a smaller circle is a point.</summary>
    private const double LeastAccuracy = 0.01;

    /// <summary>Slits between cells narrower than any phone can tell do not make a point doubtful: so much of the circle may be in no cell.</summary>
    private const double LeastOutside = 0.005;

    /// <summary>Whether the owner is the only answer there is.</summary>
    public bool IsCertain => Others.Count == 0 && !MayBeOutside;

    internal static CellCandidates Of(Cell? owner, GeoPoint point, STRtree<CellOutline> index)
    {
        if (!point.IsOnEarth) return new CellCandidates(null, [], false);
        var radius = point.Accuracy is > LeastAccuracy and var accuracy ? accuracy : 0;
        var plane = new LocalPlane(point.Longitude, point.Latitude);
        var circle = radius > 0
            ? plane.ToDegrees(new Point(0, 0).Buffer(radius, CornersPerQuarter))
            : new Point(point.Longitude, point.Latitude);
        var near = index.Query(circle.EnvelopeInternal).Select(outline => outline.Cell)
            .Select(cell => (Cell: cell, Metres: Distance(cell, point)))
            .Where(found => found.Metres <= radius)
            .OrderBy(found => found.Metres).ThenBy(found => found.Cell.Code).ToList();
        var others = near.Where(found => found.Cell != owner).Select(found => found.Cell).ToList();
        if (radius == 0) return new CellCandidates(owner, others, MayBeOutside: false);
        var left = circle;
        foreach (var (cell, _) in near) left = OverlayNGRobust.Overlay(left, cell.Shape, SpatialFunction.Difference);
        return new CellCandidates(owner, others, left.Area > circle.Area * LeastOutside);
    }

    private static double Distance(Cell cell, GeoPoint point) =>
        cell.Shape.Covers(new Point(point.Longitude, point.Latitude)) ? 0 : EarthDistance.ToOutline(cell.Shape, point);
}
