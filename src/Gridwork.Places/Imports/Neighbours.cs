// How the cells lie to each other: nowhere twice, and between them no ground that is nobody's. Slivers come from drawing a border twice by hand and
// from rounding; they are mended, wider faults are the district's to settle. Taking a sliver from the higher code changes nobody's point, because
// of several cells the lowest code owns it (Grid.CellAt); a sliver that was in no cell gets an owner.
// Overlays run on degrees, so that corners stay the numbers they were; only areas and widths are measured in metres.
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Gridwork.Places.Imports;

/// <summary>Looks between cells.</summary>
/// <param name="plane">For metres.</param>
/// <param name="outlines">Makes one polygon of what an overlay gives.</param>
/// <param name="sliverWidth">In metres.</param>
/// <param name="found">Takes the findings.</param>
internal sealed class Neighbours(LocalPlane plane, Outlines outlines, double sliverWidth, List<GridFinding> found)
{
    /// <summary>Less is the rounding of the numbers themselves, in square metres.</summary>
    private const double Rounding = 0.01;

    /// <summary>The cells with slivers mended; each fault is told once.</summary>
    public List<ReportedCell> Mend(List<ReportedCell> cells)
    {
        var mended = cells.ToList();
        TakeOverlaps(mended);
        FillGaps(mended);
        return mended;
    }

    private void TakeOverlaps(List<ReportedCell> cells)
    {
        var index = Index(cells);
        var order = Enumerable.Range(0, cells.Count).OrderBy(i => cells[i].Code, StringComparer.Ordinal).ThenBy(i => i).ToList();
        var rank = order.Index().ToDictionary(item => item.Item, item => item.Index);
        foreach (var low in order)
        {
            foreach (var high in index.Query(cells[low].Shape.EnvelopeInternal).Where(other => rank[other] > rank[low]).OrderBy(other => rank[other]))
            {
                var common = OverlayNGRobust.Overlay(cells[low].Shape, cells[high].Shape, SpatialFunction.Intersection);
                var parts = Outlines.PolygonsOf(common).ToList();
                var area = parts.Sum(outlines.Area);
                if (area < Rounding) continue;
                var (one, other) = (cells[low].Code, cells[high].Code);
                if (parts.Max(Width) >= sliverWidth
                    || Without(cells[high], cells[low].Shape) is not { } left)
                {
                    found.Add(new GridFinding(GridFindingKind.Overlap, null, Together(parts), one, other, GridFinding.Area(area)));
                    continue;
                }
                found.Add(new GridFinding(GridFindingKind.OverlapSliver, null, Together(parts), one, other, GridFinding.Area(area)));
                cells[high] = cells[high] with { Shape = left };
            }
        }
    }

    private Polygon? Without(ReportedCell cell, Polygon taken)
    {
        var left = Outlines.PolygonsOf(OverlayNGRobust.Overlay(cell.Shape, taken, SpatialFunction.Difference)).ToList();
        return left.Count == 0 ? null : outlines.Largest(left, cell.Number, cell.Code);
    }

    private void FillGaps(List<ReportedCell> cells)
    {
        if (cells.Count == 0) return;
        var union = OverlayNGRobust.Union(cells.Select(cell => (Geometry)cell.Shape).ToList());
        var index = Index(cells);
        var gaps = Outlines.PolygonsOf(union).SelectMany(part => part.Holes).Select(hole => new Polygon(hole)).ToList();
        foreach (var gap in gaps)
        {
            var area = outlines.Area(gap);
            if (area < Rounding) continue;
            var around = Around(cells, index, gap);
            var codes = string.Join("、", around.Select(i => cells[i].Code).Distinct().Order(StringComparer.Ordinal));
            if (Width(gap) >= sliverWidth || around.Count == 0)
            {
                found.Add(new GridFinding(GridFindingKind.Gap, null, gap, codes, GridFinding.Area(area)));
                continue;
            }
            var taker = around.OrderByDescending(i => Border(cells[i].Shape, gap)).ThenBy(i => cells[i].Code, StringComparer.Ordinal).First();
            var filled = Outlines.PolygonsOf(OverlayNGRobust.Overlay(cells[taker].Shape, gap, SpatialFunction.Union)).ToList();
            if (filled.Count == 1) cells[taker] = cells[taker] with { Shape = filled[0] };
            found.Add(new GridFinding(filled.Count == 1 ? GridFindingKind.GapSliver : GridFindingKind.Gap, null, gap,
                filled.Count == 1 ? [cells[taker].Code, codes, GridFinding.Area(area)] : [codes, GridFinding.Area(area)]));
        }
        FindSlits(cells, index, union, gaps);
    }

    /// <summary>
    /// Slits that open to the outside: what growing all cells by half a sliver's width and shrinking them again adds. In the bends of the outer edge
    /// that adds a little everywhere; so only what lies between two cells and is long counts.
    /// </summary>
    private void FindSlits(List<ReportedCell> cells, STRtree<int> index, Geometry union, List<Polygon> gaps)
    {
        var metres = plane.ToMetres(union);
        var half = sliverWidth / 2;
        var closed = metres.Buffer(half).Buffer(-half);
        foreach (var part in Outlines.PolygonsOf(OverlayNGRobust.Overlay(closed, metres, SpatialFunction.Difference)))
        {
            if (part.Area < half * half || part.Length < 4 * sliverWidth) continue;
            var slit = (Polygon)plane.ToDegrees(part);
            if (gaps.Exists(gap => gap.Covers(slit.InteriorPoint))) continue;
            var around = Around(cells, index, slit);
            if (around.Count < 2) continue;
            found.Add(new GridFinding(
                GridFindingKind.Slit, null, slit, string.Join("、", around.Select(i => cells[i].Code).Distinct().Order(StringComparer.Ordinal)), GridFinding.Area(part.Area)));
        }
    }

    /// <summary>The cells that touch a piece of ground, a centimetre being near enough.</summary>
    private static List<int> Around(List<ReportedCell> cells, STRtree<int> index, Polygon ground)
    {
        const double Centimetre = 0.01 / LocalPlane.MetresPerDegree;
        var box = ground.EnvelopeInternal.Copy();
        box.ExpandBy(Centimetre);
        return [.. index.Query(box).Where(i => cells[i].Shape.IsWithinDistance(ground, Centimetre)).Order()];
    }

    private double Border(Polygon cell, Polygon gap) =>
        plane.ToMetres(OverlayNGRobust.Overlay(cell.Boundary, gap.Boundary, SpatialFunction.Intersection)).Length;

    /// <summary>How wide a piece of ground is on average, in metres: twice its area by its length round. Right for what is long and thin.</summary>
    private double Width(Polygon ground)
    {
        var metres = plane.ToMetres(ground);
        return metres.Length > 0 ? 2 * metres.Area / metres.Length : 0;
    }

    private static STRtree<int> Index(List<ReportedCell> cells)
    {
        var index = new STRtree<int>();
        for (var i = 0; i < cells.Count; i++) index.Insert(cells[i].Shape.EnvelopeInternal, i);
        index.Build();
        return index;
    }

    private static MultiPolygon Together(IEnumerable<Polygon> parts) => new([.. parts]);
}
