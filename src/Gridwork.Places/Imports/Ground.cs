// All outlines laid over each other and cut at every crossing give pieces of ground of which each lies wholly in a cell or wholly outside it. A border
// that was drawn twice becomes one line on the way, because crossings and corners are rounded to the same lattice (snap rounding): so cells
// that are put together again of whole pieces have the same corners on both sides of a border, to the last digit, and no ground is lost or doubled.
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;

namespace Gridwork.Places.Imports;

/// <summary>The pieces into which the outlines of some shapes cut the ground, and how they lie to each other.</summary>
internal sealed class Ground
{
    private static readonly PrecisionModel Lattice = new(Math.Pow(10, GridWriter.Decimals));

    private Ground(IReadOnlyList<Piece> pieces, IReadOnlyList<IReadOnlyDictionary<int, double>> borders) => (Pieces, Borders) = (pieces, borders);

    /// <summary>The pieces.</summary>
    public IReadOnlyList<Piece> Pieces { get; }

    /// <summary>For each piece the pieces beside it with the length of the border in metres; pieces that meet in a corner only are not beside each other.</summary>
    public IReadOnlyList<IReadOnlyDictionary<int, double>> Borders { get; }

    /// <summary>Cuts the ground.</summary>
    /// <param name="shapes">The shapes, in degrees; they may lie over each other.</param>
    /// <param name="plane">For metres.</param>
    public static Ground Of(IReadOnlyList<Polygon> shapes, LocalPlane plane)
    {
        var polygonizer = new Polygonizer();
        polygonizer.Add(UnaryUnionNG.Union(shapes.SelectMany(shape => LinesOf(shape)), Lattice));
        var places = polygonizer.GetPolygons().Cast<Polygon>().ToList();
        var index = new STRtree<int>();
        var locators = shapes.Select((shape, i) =>
        {
            index.Insert(shape.EnvelopeInternal, i);
            return new IndexedPointInAreaLocator(shape);
        }).ToList();
        index.Build();
        var pieces = places.Select(shape =>
        {
            var inside = shape.InteriorPoint.Coordinate;
            return new Piece(shape, [.. index.Query(new Envelope(inside)).Where(i => locators[i].Locate(inside) != Location.Exterior).Order()]);
        }).ToList();
        return new Ground(pieces, BordersOf(places, plane));
    }

    /// <summary>One shape of several pieces, or what shapes they leave when they do not hang together.</summary>
    public static Geometry Joined(IReadOnlyList<Polygon> pieces) =>
        pieces.Count == 1 ? pieces[0] : CoverageUnion.Union(new MultiPolygon([.. pieces]));

    /// <summary>A shape with its corners on the lattice of the pieces.</summary>
    public static Polygon OnLattice(Polygon shape)
    {
        var rounded = (Polygon)shape.Copy();
        foreach (var ring in Rings(rounded))
            foreach (var place in ring.Coordinates)
                Lattice.MakePrecise(place);
        return rounded;
    }

    private static IEnumerable<Geometry> LinesOf(Polygon shape) => Rings(shape).Select(ring => new LineString(ring.Coordinates));

    private static IEnumerable<LineString> Rings(Polygon shape) => [shape.Shell, .. shape.Holes];

    private static List<Dictionary<int, double>> BordersOf(List<Polygon> pieces, LocalPlane plane)
    {
        var sides = new Dictionary<(Coordinate, Coordinate), int>();
        var borders = pieces.Select(_ => new Dictionary<int, double>()).ToList();
        for (var piece = 0; piece < pieces.Count; piece++)
        {
            foreach (var ring in Rings(pieces[piece]))
            {
                var corners = ring.Coordinates;
                for (var i = 1; i < corners.Length; i++)
                {
                    var side = corners[i - 1].CompareTo(corners[i]) < 0 ? (corners[i - 1], corners[i]) : (corners[i], corners[i - 1]);
                    if (sides.TryAdd(side, piece) || sides[side] is var other && other == piece) continue;
                    var length = plane.Distance(side.Item1, side.Item2);
                    borders[piece][other] = borders[piece].GetValueOrDefault(other) + length;
                    borders[other][piece] = borders[other].GetValueOrDefault(piece) + length;
                }
            }
        }
        return borders;
    }
}

/// <summary>A piece of ground.</summary>
/// <param name="Shape">Its outline, in degrees.</param>
/// <param name="In">The shapes that it lies in, by their place in the list; none: it lies between them.</param>
internal sealed record Piece(Polygon Shape, IReadOnlyList<int> In);
