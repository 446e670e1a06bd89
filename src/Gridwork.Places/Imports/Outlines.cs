// From rings as a file has them to a polygon that holds, or to the finding that says why not. The rule: what can be put right in one way only is put
// right and told; where a border would have to be decided, the cell is refused, because a border is not a program's to draw.
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Valid;

namespace Gridwork.Places.Imports;

/// <summary>Makes outlines of rings.</summary>
/// <param name="plane">For metres.</param>
/// <param name="found">Takes the findings.</param>
internal sealed class Outlines(LocalPlane plane, List<GridFinding> found)
{
    /// <summary>A mend may change a cell by so much: a thousandth of it and no more than a small room.</summary>
    private const double MendedShare = 0.001, MendedArea = 20;

    /// <summary>The outline of a shape; null: it was refused.</summary>
    public Polygon? Of(SourceShape shape, string code)
    {
        if (shape.Polygons.Count == 0)
        {
            found.Add(new GridFinding(GridFindingKind.NotOnePolygon, shape.Number, null, code, shape.Kind));
            return null;
        }
        var parts = new List<Polygon>();
        foreach (var rings in shape.Polygons)
        {
            if (OfRings(rings, shape.Number, code) is not { } part) return null;
            parts.Add(part);
        }
        return Largest(parts, shape.Number, code);
    }

    /// <summary>The largest of several parts, where the others are splinters; null, and a finding: they are more than that.</summary>
    public Polygon? Largest(IReadOnlyList<Polygon> parts, int number, string code)
    {
        var largest = parts.MaxBy(part => part.Area)!;
        if (parts.Count == 1) return largest;
        var rest = parts.Where(part => part != largest).ToList();
        var area = rest.Sum(Area);
        if (!IsLittle(area, Area(largest)))
        {
            found.Add(new GridFinding(GridFindingKind.NotOnePolygon, number, Several(parts), code, $"MultiPolygon × {GridFinding.Number(parts.Count)}"));
            return null;
        }
        found.Add(new GridFinding(
            GridFindingKind.SplintersDropped, number, Several(rest), code, GridFinding.Number(rest.Count), GridFinding.Area(area)));
        return largest;
    }

    private Polygon? OfRings(IReadOnlyList<Coordinate[]> rings, int number, string code)
    {
        var outlines = new List<LinearRing>();
        foreach (var ring in rings)
        {
            if (Closed(ring, number, code) is not { } outline) return null;
            outlines.Add(outline);
        }
        if (outlines.Count == 0)
        {
            found.Add(new GridFinding(GridFindingKind.BrokenRing, number, null, code, "–"));
            return null;
        }
        var shape = new Polygon(outlines[0], [.. outlines.Skip(1)]);
        if (new IsValidOp(shape).ValidationError is not { } fault) return shape;
        var parts = PolygonsOf(GeometryFixer.Fix(shape)).ToList();
        var at = new Point(fault.Coordinate);
        if (parts.Count > 0)
        {
            // What the crossing encloses once or twice over: the difference between the ring's own area and that of the parts, splinters apart.
            var largest = parts.MaxBy(part => part.Area)!;
            var whole = Area(largest);
            var changed = Math.Max(parts.Sum(Area) - whole, Math.Abs(Math.Abs(Area(shape)) - whole));
            if (IsLittle(changed, whole))
            {
                found.Add(new GridFinding(GridFindingKind.RingMended, number, at, code, GridFinding.Place(fault.Coordinate), GridFinding.Area(changed)));
                return largest;
            }
        }
        found.Add(new GridFinding(GridFindingKind.BrokenRing, number, at, code, GridFinding.Place(fault.Coordinate)));
        return null;
    }

    private LinearRing? Closed(Coordinate[] ring, int number, string code)
    {
        var places = new List<Coordinate>();
        foreach (var place in ring)
        {
            if (!double.IsFinite(place.X) || !double.IsFinite(place.Y)) return Broken(places.LastOrDefault());
            if (places.Count == 0 || !places[^1].Equals2D(place)) places.Add(new Coordinate(place.X, place.Y));
        }
        if (places.Count < 3) return Broken(places.LastOrDefault());
        if (!places[0].Equals2D(places[^1]))
        {
            // A missing last corner leaves a side like the others; a file that was cut off leaves a hole.
            var open = plane.Distance(places[^1], places[0]);
            var longest = places.Zip(places.Skip(1)).Max(side => plane.Distance(side.First, side.Second));
            if (open > 2 * longest) return Broken(places[^1]);
            found.Add(new GridFinding(GridFindingKind.RingClosed, number, new Point(places[^1]), code, GridFinding.Area(open)));
            places.Add(places[0].Copy());
        }
        return places.Count >= 4 ? new LinearRing([.. places]) : Broken(places[^1]);

        LinearRing? Broken(Coordinate? at)
        {
            found.Add(new GridFinding(
                GridFindingKind.BrokenRing, number, at is null ? null : new Point(at), code, at is null ? "–" : GridFinding.Place(at)));
            return null;
        }
    }

    /// <summary>Square metres of a shape in degrees.</summary>
    public double Area(Geometry degrees) => plane.ToMetres(degrees).Area;

    /// <summary>The polygons of whatever an overlay gives, lines and points left out.</summary>
    public static IEnumerable<Polygon> PolygonsOf(Geometry geometry) => PolygonExtracter.GetPolygons(geometry).Cast<Polygon>().Where(part => !part.IsEmpty);

    private static MultiPolygon Several(IEnumerable<Polygon> parts) => new([.. parts]);

    private static bool IsLittle(double area, double of) => area <= MendedArea && area <= of * MendedShare;
}
