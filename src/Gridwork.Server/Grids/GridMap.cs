using Gridwork.Engine.Districts;
using Gridwork.Places.Imports;
using Gridwork.Server.Charts;
using NetTopologySuite.Geometries;

namespace Gridwork.Server.Grids;

/// <summary>A grid as it is drawn, with what was found in it.</summary>
public sealed record GridMap
{
    private const double SheetWidth = 960, SheetHeight = 640, PieceWidth = 300, PieceHeight = 180;

    /// <summary>A piece shows at least so much around the ground that a finding is about, in degrees: some 40 metres; around a point, some 400.</summary>
    private const double LeastPiece = 0.0004, AroundPoint = 0.004;

    /// <summary>The sheet.</summary>
    public required double Width { get; init; }

    /// <summary>The sheet.</summary>
    public required double Height { get; init; }

    /// <summary>Lakes, rivers and roads of the base map, as paths with their look.</summary>
    public IReadOnlyList<(string Look, string Path)> Under { get; init; } = [];

    /// <summary>The cells.</summary>
    public required IReadOnlyList<GridMapCell> Cells { get; init; }

    /// <summary>Outlines of which no cell could be made, as paths.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>The words about where the shapes come from; null: nothing is said.</summary>
    public string? Note { get; init; }

    /// <summary>What was found and where; none on the map of a grid in force.</summary>
    public IReadOnlyList<GridMark> Marks { get; init; } = [];

    /// <summary>How long so many metres are on the sheet.</summary>
    public required (int Metres, double Length) Scale { get; init; }

    /// <summary>A grid that was published.</summary>
    public static GridMap Of(GridVersion version) => Draw(
        version.Grid.Extent, [.. version.Grid.Cells.Select(cell => (cell.Code.Value, cell.Shape, false))], [], [], version);

    /// <summary>A report; null: it has nothing to draw.</summary>
    /// <param name="report">The report.</param>
    /// <param name="findings">Its findings, as they are numbered on the page.</param>
    /// <param name="under">The grid whose base map is drawn below; null: none.</param>
    public static GridMap? Of(GridReport report, IReadOnlyList<GridFinding> findings, GridVersion? under)
    {
        var box = new Envelope();
        foreach (var cell in report.Cells) box.ExpandToInclude(cell.Shape.EnvelopeInternal);
        foreach (var lines in report.Broken) box.ExpandToInclude(lines.EnvelopeInternal);
        foreach (var where in findings.Select(finding => finding.Where).OfType<Geometry>()) box.ExpandToInclude(where.EnvelopeInternal);
        if (box.IsNull) return null;
        return Draw(box, [.. report.Cells.Select(cell => (cell.Code, cell.Shape, cell.Unit.Length == 0))], report.Broken, findings, under);
    }

    /// <summary>The place of one finding from near; null: it has none.</summary>
    public static GridMap? PieceOf(GridReport report, GridFinding finding)
    {
        if (finding.Where is not { IsEmpty: false } where) return null;
        var box = where.EnvelopeInternal.Copy();
        var least = where is Point ? AroundPoint : LeastPiece;
        // What concerns a whole cell shows the whole cell.
        if (where is Point && report.Cells.FirstOrDefault(cell => cell.Number == finding.Shape) is { } own) box.ExpandToInclude(own.Shape.EnvelopeInternal);
        box.ExpandBy(Math.Max(box.Width * 0.15, (least - box.Width) / 2), Math.Max(box.Height * 0.15, (least / 2 - box.Height) / 2));
        var drawing = MapSheet.Of(box, PieceWidth, PieceHeight, 6);
        var view = drawing.View;
        return new GridMap
        {
            Width = drawing.Width,
            Height = drawing.Height,
            Cells = [.. report.Cells.Where(cell => cell.Shape.EnvelopeInternal.Intersects(view)).Select(cell => CellOf(drawing, cell.Code, cell.Shape, cell.Unit.Length == 0, inView: view))],
            Broken = [.. report.Broken.Where(lines => lines.EnvelopeInternal.Intersects(view)).Select(drawing.Path)],
            Marks = [MarkOf(drawing, 0, finding, where)],
            Scale = drawing.Scale,
        };
    }

    private static GridMap Draw(
        Envelope box, IReadOnlyList<(string Code, Polygon Shape, bool NoUnit)> cells, IReadOnlyList<MultiLineString> broken, IReadOnlyList<GridFinding> findings,
        GridVersion? under)
    {
        var drawing = MapSheet.Of(box, SheetWidth, SheetHeight, 18);
        var map = under is null ? [] : BaseMap.Of(under).Items.Where(item => item.Extent.Intersects(drawing.View)).ToList();
        return new GridMap
        {
            Width = drawing.Width,
            Height = drawing.Height,
            Under =
            [
                .. map.Where(item => item.Kind == "lake").Select(item => ("water", drawing.Path(item.Line, close: true))),
                .. map.Where(item => item.Kind == "river").Select(item => ("river", drawing.Path(item.Line, close: false))),
                .. map.Where(item => item.Layer == "road").Select(item => ("road", drawing.Path(item.Line, close: false))),
            ],
            Cells = [.. cells.Select(cell => CellOf(drawing, cell.Code, cell.Shape, cell.NoUnit))],
            Broken = [.. broken.Select(drawing.Path)],
            Note = under is null ? null : BaseMap.Of(under).Note,
            Marks = [.. findings.Index().Where(item => item.Item.Where is { IsEmpty: false }).Select(item => MarkOf(drawing, item.Index + 1, item.Item, item.Item.Where!))],
            Scale = drawing.Scale,
        };
    }

    private static GridMapCell CellOf(MapSheet drawing, string code, Polygon shape, bool noUnit, Envelope? inView = null)
    {
        // A code is written where it has room, some seven units a letter.
        var at = inView is null || inView.Contains(shape.EnvelopeInternal) ? drawing.Place(shape.InteriorPoint.Coordinate) : ((double, double)?)null;
        var (left, _) = drawing.Place(new Coordinate(shape.EnvelopeInternal.MinX, 0));
        var (right, _) = drawing.Place(new Coordinate(shape.EnvelopeInternal.MaxX, 0));
        return new GridMapCell(code, drawing.Path(shape), noUnit, at is { } place && code.Length > 0 && right - left > 5.5 * code.Length + 12 ? place : null);
    }

    private static GridMark MarkOf(MapSheet drawing, int number, GridFinding finding, Geometry where)
    {
        var (x, y) = drawing.Place(where.InteriorPoint.Coordinate);
        return new GridMark(number, finding.Weight, drawing.Path(where), Math.Clamp(x, 9, drawing.Width - 9), Math.Clamp(y, 9, drawing.Height - 9));
    }
}

/// <summary>A cell on the sheet.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Path">Its outline.</param>
/// <param name="NoUnit">Whether nobody answers for it.</param>
/// <param name="At">Where its code has room; null: nowhere.</param>
public sealed record GridMapCell(string Code, string Path, bool NoUnit, (double X, double Y)? At);

/// <summary>A finding on the sheet.</summary>
/// <param name="Number">Its number in the list; 0: it is the only one.</param>
/// <param name="Weight">Whether it stands in the way.</param>
/// <param name="Path">The ground that it is about; empty: it is about a point.</param>
/// <param name="X">Where its number stands.</param>
/// <param name="Y">Where its number stands.</param>
public sealed record GridMark(int Number, FindingWeight Weight, string Path, double X, double Y);
