// How the cells lie to each other: nowhere twice, and between them no ground that is nobody's. Slivers come from drawing a border twice by hand and
// from rounding; they are mended, wider faults are the district's to settle. Taking a sliver from the higher code changes nobody's point, because
// of several cells the lowest code owns it (Grid.CellAt); a sliver that was in no cell gets an owner.
// The cells are cut into pieces along all outlines, each piece gets one owner, and the cells are put together again (Ground): so both sides of a border
// have the same corners. Corners stay the numbers they were; only areas and widths are measured in metres.
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Gridwork.Places.Imports;

/// <summary>Looks between cells and mends what is narrow.</summary>
internal sealed class Neighbours
{
    /// <summary>Less than this, in square metres and in metres of width, is the rounding of the numbers themselves and not told.</summary>
    private const double Rounding = 0.01, RoundingWidth = 0.002;

    private const int Nobody = -1;

    private readonly LocalPlane plane;
    private readonly Outlines outlines;
    private readonly double sliverWidth;
    private readonly List<GridFinding> found;
    private readonly List<ReportedCell> cells;
    private readonly List<MultiLineString> broken;
    private readonly Ground ground;
    private readonly int[] owners;

    /// <summary>In what order cells take what several want: lowest code first. Holds for each cell its place in that order.</summary>
    private readonly int[] rank;

    private Neighbours(List<ReportedCell> cells, List<MultiLineString> broken, LocalPlane plane, Outlines outlines, double sliverWidth, List<GridFinding> found)
    {
        (this.cells, this.broken, this.plane, this.outlines, this.sliverWidth, this.found) = (cells, broken, plane, outlines, sliverWidth, found);
        rank = new int[cells.Count];
        foreach (var (place, cell) in Enumerable.Range(0, cells.Count).OrderBy(i => cells[i].Code, StringComparer.Ordinal).ThenBy(i => i).Index()) rank[cell] = place;
        ground = Ground.Of([.. cells.Select(cell => cell.Shape), .. Slits()], plane);
        owners = [.. ground.Pieces.Select(piece => CellsOf(piece) is [var lowest, ..] ? lowest : Nobody)];
    }

    /// <summary>The cells with slivers mended; each fault is told once. The cells as they were, where a fault stands in the way.</summary>
    /// <param name="cells">The cells, each a sound outline.</param>
    /// <param name="broken">Shapes of which no cell could be made: the ground about them is not told to be nobody's.</param>
    /// <param name="plane">For metres.</param>
    /// <param name="outlines">Tells splinters from parts.</param>
    /// <param name="sliverWidth">In metres.</param>
    /// <param name="found">Takes the findings.</param>
    public static List<ReportedCell> Mend(
        List<ReportedCell> cells, List<MultiLineString> broken, LocalPlane plane, Outlines outlines, double sliverWidth, List<GridFinding> found)
    {
        if (cells.Count == 0) return cells;
        var neighbours = new Neighbours(cells, broken, plane, outlines, sliverWidth, found);
        neighbours.TellOverlaps();
        neighbours.FillGaps(neighbours.Splinters());
        return found.Exists(finding => finding.Weight == FindingWeight.Refused) ? cells : neighbours.Together();
    }

    /// <summary>The cells that a piece lies in, the lowest code first.</summary>
    private List<int> CellsOf(Piece piece) => [.. piece.In.Where(i => i < cells.Count).OrderBy(i => rank[i])];

    private void TellOverlaps()
    {
        var pairs = new Dictionary<(int Low, int High), List<Polygon>>();
        foreach (var piece in ground.Pieces)
        {
            if (CellsOf(piece) is not [var low, .. { Count: > 0 } others]) continue;
            foreach (var high in others)
            {
                if (!pairs.TryGetValue((low, high), out var parts)) pairs.Add((low, high), parts = []);
                parts.Add(piece.Shape);
            }
        }
        foreach (var (pair, pieces) in pairs.OrderBy(pair => rank[pair.Key.Low]).ThenBy(pair => rank[pair.Key.High]))
        {
            var parts = Outlines.PolygonsOf(Ground.Joined(pieces)).ToList();
            var (area, width) = (parts.Sum(outlines.Area), parts.Max(Width));
            var (low, high) = (cells[pair.Low], cells[pair.High]);
            var isLeft = owners.Contains(pair.High);
            if (isLeft && IsRounding(area, width)) continue;
            found.Add(new GridFinding(
                width >= sliverWidth || !isLeft ? GridFindingKind.Overlap : GridFindingKind.OverlapSliver, null, new MultiPolygon([.. parts]),
                low.Code, high.Code, GridFinding.Area(area)));
        }
    }

    /// <summary>What taking slivers has cut off from a cell: small pieces, which its neighbours get.</summary>
    private HashSet<int> Splinters()
    {
        var splinters = new HashSet<int>();
        foreach (var cell in owners.Index().Where(item => item.Item != Nobody).GroupBy(item => item.Item, item => item.Index))
        {
            var parts = Parts([.. cell]).OrderByDescending(part => part.Sum(i => outlines.Area(ground.Pieces[i].Shape))).ToList();
            if (parts.Count == 1 || outlines.Largest(parts.Select(part => OneOf(part)).ToList(), cells[cell.Key].Number, cells[cell.Key].Code) is null) continue;
            foreach (var piece in parts.Skip(1).SelectMany(part => part))
            {
                owners[piece] = Nobody;
                splinters.Add(piece);
            }
        }
        return splinters;

        Polygon OneOf(List<int> part) => (Polygon)Ground.Joined([.. part.Select(i => ground.Pieces[i].Shape)]);
    }

    /// <summary>Pieces that hang together by more than a corner.</summary>
    private List<List<int>> Parts(HashSet<int> pieces)
    {
        var parts = new List<List<int>>();
        while (pieces.Count > 0)
        {
            var part = new List<int> { pieces.First() };
            pieces.Remove(part[0]);
            for (var i = 0; i < part.Count; i++)
                foreach (var next in ground.Borders[part[i]].Keys)
                    if (pieces.Remove(next))
                        part.Add(next);
            parts.Add(part);
        }
        return parts;
    }

    /// <summary>Gives what is narrow and nobody's to the cell with the longest border on it, and tells what is wide.</summary>
    private void FillGaps(HashSet<int> splinters)
    {
        var open = new Queue<int>(owners.Index().Where(item => item.Item == Nobody).Select(item => item.Index));
        for (var since = 0; open.Count > 0 && since <= open.Count;)
        {
            var piece = open.Dequeue();
            if (broken.Exists(lines => lines.EnvelopeInternal.Intersects(ground.Pieces[piece].Shape.InteriorPoint.Coordinate))) continue;
            var (area, width) = (outlines.Area(ground.Pieces[piece].Shape), Width(ground.Pieces[piece].Shape));
            var around = Around(piece);
            var codes = string.Join("、", around.Select(side => cells[side.Cell].Code).Distinct().Order(StringComparer.Ordinal));
            var isSlit = ground.Pieces[piece].In.Count > 0;
            if (width >= sliverWidth && !splinters.Contains(piece) && !isSlit)
            {
                found.Add(new GridFinding(GridFindingKind.Gap, null, ground.Pieces[piece].Shape, codes, GridFinding.Area(area)));
                continue;
            }
            if (around.Count == 0)
            {
                // Between pieces that have no owner yet: it comes again after them.
                open.Enqueue(piece);
                since++;
                continue;
            }
            since = 0;
            owners[piece] = around[0].Cell;
            if (IsRounding(area, width) || splinters.Contains(piece)) continue;
            found.Add(new GridFinding(
                isSlit ? GridFindingKind.Slit : GridFindingKind.GapSliver, null, ground.Pieces[piece].Shape, cells[around[0].Cell].Code, codes, GridFinding.Area(area)));
        }
    }

    /// <summary>The owners round a piece, the longest border first; to the millimetre, so that two equal ones are equal, and then the lower code first.</summary>
    private List<(int Cell, double Metres)> Around(int piece) =>
    [
        .. ground.Borders[piece].Where(border => owners[border.Key] != Nobody).GroupBy(border => owners[border.Key], border => border.Value)
            .Select(side => (Cell: side.Key, Metres: Math.Round(side.Sum(), 3))).OrderByDescending(side => side.Metres).ThenBy(side => rank[side.Cell]),
    ];

    private List<ReportedCell> Together()
    {
        var pieces = owners.Index().ToLookup(item => item.Item, item => ground.Pieces[item.Index].Shape);
        return
        [
            .. cells.Select((cell, i) =>
            {
                // A cell that nothing has touched keeps its ring as it was drawn, with its first corner first.
                var (drawn, made) = (Ground.OnLattice(cell.Shape), (Polygon)Ground.Joined([.. pieces[i]]));
                return cell with { Shape = drawn.Normalized().EqualsExact(made.Normalized()) ? drawn : made };
            }),
        ];
    }

    /// <summary>
    /// Slits that open to the outside, which no hole in the union shows: what growing all cells by half a sliver's width and shrinking them again adds. With
    /// mitred corners that is exact, so that its outline meets the cells' own. Where the outer edge of one cell only is narrow, that is how the cell is.
    /// </summary>
    private List<Polygon> Slits()
    {
        var mitred = new BufferParameters { JoinStyle = JoinStyle.Mitre, MitreLimit = 20 };
        var union = OverlayNGRobust.Union(cells.Select(cell => plane.ToMetres(cell.Shape)).ToList());
        var half = sliverWidth / 2;
        var closed = union.Buffer(half, mitred).Buffer(-half, mitred);
        var holes = Outlines.PolygonsOf(union).SelectMany(part => part.Holes).Select(hole => new Polygon(hole)).ToList();
        return
        [
            .. Outlines.PolygonsOf(OverlayNGRobust.Overlay(closed, union, SpatialFunction.Difference))
                .Where(part => part.Area >= Rounding && part.Length >= 4 * sliverWidth && !holes.Exists(hole => hole.Covers(part.InteriorPoint)))
                .Select(part => (Polygon)plane.ToDegrees(part))
                .Where(part => cells.Count(cell => cell.Shape.IsWithinDistance(part, Centimetre)) > 1),
        ];
    }

    private const double Centimetre = 0.01 / LocalPlane.MetresPerDegree;

    private static bool IsRounding(double area, double width) => area < Rounding || width < RoundingWidth;

    /// <summary>How wide a piece of ground is on average, in metres: twice its area by its length round. Right for what is long and thin.</summary>
    private double Width(Polygon piece)
    {
        var metres = plane.ToMetres(piece);
        return metres.Length > 0 ? 2 * metres.Area / metres.Length : 0;
    }
}
