// The whole district as one drawing, made on the server: what a map shows without scripts, without WebGL, on paper and until the island has loaded.
using Gridwork.Engine;
using Gridwork.Server.Charts;
using Gridwork.Server.Figures;

namespace Gridwork.Server.Map;

/// <summary>What a cell holds of what a map shows.</summary>
/// <param name="Lamp">The worst lamp among them; null: none has one.</param>
/// <param name="N">How many.</param>
/// <param name="Late">How many of them are late.</param>
/// <param name="Soon">How many of them are due soon.</param>
public sealed record CellCount(LampKind? Lamp, long N, long Late, long Soon);

/// <summary>A cell of the drawing.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">What it is called, for who cannot see it.</param>
/// <param name="Path">Its outline.</param>
/// <param name="At">Where its number stands.</param>
/// <param name="Count">What it holds; null: nothing.</param>
/// <param name="Href">The map with this cell chosen.</param>
public sealed record DrawnCell(string Code, string Name, string Path, (double X, double Y) At, CellCount? Count, string Href);

/// <summary>The drawing of a district.</summary>
public sealed class DistrictMap
{
    /// <summary>Width of the drawing.</summary>
    public const double Width = 1000;

    private const double Tallest = 2000, Margin = 28;

    /// <summary>Height of the drawing.</summary>
    public required double Height { get; init; }

    /// <summary>The land, as a path.</summary>
    public required string Land { get; init; }

    /// <summary>Lakes, as paths.</summary>
    public required IReadOnlyList<string> Waters { get; init; }

    /// <summary>Rivers, as paths.</summary>
    public required IReadOnlyList<string> Rivers { get; init; }

    /// <summary>Roads, as paths; main ones are wider.</summary>
    public required IReadOnlyList<(string Path, bool Main)> Roads { get; init; }

    /// <summary>The cells.</summary>
    public required IReadOnlyList<DrawnCell> Cells { get; init; }

    /// <summary>Outlines of the subdistricts.</summary>
    public required IReadOnlyList<string> Streets { get; init; }

    /// <summary>The outline of the chosen cell; null: none is.</summary>
    public string? Chosen { get; init; }

    /// <summary>Names of villages and subdistricts, and where they stand.</summary>
    public required IReadOnlyList<(double X, double Y, LocalText Name, bool Large)> Names { get; init; }

    /// <summary>How long a kilometre is.</summary>
    public required double Kilometre { get; init; }

    /// <summary>Draws a district; null: its grid has no cells.</summary>
    /// <param name="shapes">The grid's shapes.</param>
    /// <param name="counts">What each cell holds, by code.</param>
    /// <param name="chosen">The code of the chosen cell; null: none.</param>
    /// <param name="href">The address of the map with a cell chosen.</param>
    internal static DistrictMap? Of(GridShapes shapes, IReadOnlyDictionary<string, CellCount> counts, string? chosen, Func<string, string> href)
    {
        var box = shapes.Version.Grid.Extent;
        if (box.IsNull) return null;
        var sheet = MapSheet.Of(box, Width, Tallest, Margin);
        var items = shapes.Base.Items;
        return new DistrictMap
        {
            Height = sheet.Height,
            Kilometre = sheet.Kilometre,
            Land = sheet.Path(shapes.Land),
            Waters = [.. items.Where(item => item.Kind == "lake").Select(item => sheet.Path(item.Line, close: true))],
            Rivers = [.. items.Where(item => item.Kind == "river").Select(item => sheet.Path(item.Line, close: false))],
            Roads = [.. items.Where(item => item.Layer == "road").Select(item => (sheet.Path(item.Line, close: false), item.Kind == "main"))],
            Cells =
            [
                .. shapes.Cells.Select(cell =>
                {
                    var (code, middle) = (cell.Cell.Code.Value, cell.Cell.Shape.InteriorPoint);
                    var name = cell.Unit is null ? code : $"{code} {cell.Unit.Name}";
                    return new DrawnCell(
                        code, name, sheet.Path(cell.Cell.Shape), sheet.Place(middle.Coordinate), counts.GetValueOrDefault(code), href(code));
                }),
            ],
            Streets = [.. shapes.Streets.Select(street => sheet.Path(street.Outline))],
            Chosen = shapes.Cells.FirstOrDefault(cell => cell.Cell.Code.Value == chosen) is { } one ? sheet.Path(one.Cell.Shape) : null,
            Names = [.. items.Where(item => item is { Layer: "name", Name: not null }).Select(item => Placed(sheet, item))],
        };
    }

    private static (double X, double Y, LocalText Name, bool Large) Placed(MapSheet sheet, BaseMapItem item)
    {
        var (x, y) = sheet.Place(item.Line[0]);
        return (x, y, item.Name!, item.Kind == "subdistrict");
    }
}
