// The grid is what turns the point of a record into a cell, a unit and a tally. It is read once from GeoJSON when it is published and then
// asked for every record, on the way in and on rebuild, so the answer must be the same for ever: one owner for every point, also on an
// edge, where NetTopologySuite's Contains is false for both neighbours and Covers is true for both. The lowest code wins (docs/places.md).
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Gridwork.Places;

/// <summary>The cells of a district on one day and the way from a point to its cell. Immutable and safe for any number of threads.</summary>
public sealed class Grid
{
    private readonly STRtree<CellOutline> index = new();
    private readonly Dictionary<CellCode, Cell> byCode;
    private readonly Envelope extent = new();

    /// <summary>Makes a grid of cells that are already known to be sound; files go through <see cref="FromGeoJson"/>.</summary>
    /// <param name="cells">The cells; no two with the same code. Their order does not matter.</param>
    /// <param name="validFrom">The first day on which they hold, or null for always.</param>
    /// <exception cref="ArgumentException">Two cells have the same code.</exception>
    public Grid(IEnumerable<Cell> cells, DateOnly? validFrom = null)
    {
        Cells = [.. cells.OrderBy(cell => cell.Code)];
        ValidFrom = validFrom;
        byCode = Cells.ToDictionary(cell => cell.Code);
        foreach (var cell in Cells)
        {
            extent.ExpandToInclude(cell.Shape.EnvelopeInternal);
            index.Insert(cell.Shape.EnvelopeInternal, new CellOutline(cell));
        }
        // The tree builds itself on the first question, which is not safe while a second thread asks; so it is built here.
        if (Cells.Count > 0) index.Build();
    }

    /// <summary>All cells in ordinal order of their codes.</summary>
    public IReadOnlyList<Cell> Cells { get; }

    /// <summary>The first day, in the district's zone, on which this grid holds; null: it always did.</summary>
    public DateOnly? ValidFrom { get; }

    /// <summary>The smallest box round all cells, in degrees; empty for a grid without cells. A copy: changing it changes nothing here.</summary>
    public Envelope Extent => extent.Copy();

    /// <summary>Reads a grid from a GeoJSON FeatureCollection (RFC 7946) and says all that is wrong with it at once.</summary>
    /// <param name="bytes">The file, UTF-8, with or without a byte order mark.</param>
    /// <param name="fileName">The name under which problems speak of it.</param>
    /// <param name="expected">Where the district lies, in degrees, when that is known: a file that lies elsewhere is refused, with a hint when its coordinates
    /// are swapped. Without it only latitudes beyond ±90 give a swap away.</param>
    /// <returns>The grid, or its problems in the order of the file; never throws for what a file holds.</returns>
    public static GridReading FromGeoJson(ReadOnlySpan<byte> bytes, string fileName, Envelope? expected = null) =>
        GridFile.Read(bytes, fileName, expected);

    /// <summary>The cell of a code, or null.</summary>
    public Cell? Find(CellCode code) => byCode.GetValueOrDefault(code);

    /// <summary>The cell that owns a point. Inside or on the outline counts; where several cells share the point, the lowest code owns it.</summary>
    /// <param name="point">The point; its accuracy plays no part.</param>
    /// <returns>The cell, or null when the point lies in none or is no place on earth.</returns>
    public Cell? CellAt(GeoPoint point)
    {
        if (!point.IsOnEarth) return null;
        var place = new Coordinate(point.Longitude, point.Latitude);
        if (!extent.Contains(place)) return null;
        var owner = new LowestOwner(place);
        index.Query(new Envelope(place), owner);
        return owner.Cell;
    }

    /// <summary>The owner of a point and the cells that it might lie in as well: those that share its edge or corner, and those that its circle of accuracy reaches.</summary>
    /// <param name="point">The point with its accuracy; without one only a shared edge or corner leaves a doubt.</param>
    public CellCandidates Candidates(GeoPoint point) => CellCandidates.Of(CellAt(point), point, index);

    /// <summary>The cells nearest to a point that lies in none, with the metres to their outlines; nearest first, then by code.</summary>
    /// <param name="point">The point.</param>
    /// <param name="most">How many.</param>
    /// <param name="metres">What lies further away is no neighbour.</param>
    public IReadOnlyList<(Cell Cell, double Metres)> Nearest(GeoPoint point, int most, double metres)
    {
        if (!point.IsOnEarth) return [];
        var around = new LocalPlane(point.Longitude, point.Latitude).ToDegrees(new Point(0, 0).Buffer(metres)).EnvelopeInternal;
        return
        [
            .. index.Query(around).Select(outline => (outline.Cell, Metres: EarthDistance.ToOutline(outline.Cell.Shape, point)))
                .Where(near => near.Metres <= metres).OrderBy(near => near.Metres).ThenBy(near => near.Cell.Code).Take(most),
        ];
    }

    /// <summary>Whether a point's circle of accuracy reaches beyond its cell, so that the cell is likely but not certain.</summary>
    /// <param name="point">The point; without an accuracy nothing is uncertain.</param>
    /// <returns>True when another cell, or no cell, lies within the accuracy. False outside the grid.</returns>
    public bool IsNearEdge(GeoPoint point)
    {
        if (point.Accuracy is not > 0 || CellAt(point) is not { } cell) return false;
        return EarthDistance.ToOutline(cell.Shape, point) < point.Accuracy;
    }

    /// <summary>Keeps the lowest of the cells that the index offers and that really cover the place.</summary>
    private sealed class LowestOwner(Coordinate place) : NetTopologySuite.Index.IItemVisitor<CellOutline>
    {
        public Cell? Cell { get; private set; }

        public void VisitItem(CellOutline item)
        {
            if (Cell is { } found && found.Code <= item.Cell.Code) return;
            if (item.Covers(place)) Cell = item.Cell;
        }
    }
}
