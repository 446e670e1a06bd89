using System.Text;
using NetTopologySuite.Geometries;

namespace Gridwork.Places.Imports;

/// <summary>One shape of a file as it stands there, before anything is judged: rings may be open, crossed or empty.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Kind">The kind of geometry by its name in GeoJSON.</param>
/// <param name="Polygons">The rings of each polygon, the outer one first.</param>
/// <param name="Attributes">What is written beside it; names without regard to case.</param>
internal sealed record SourceShape(
    int Number, string Kind, IReadOnlyList<IReadOnlyList<Coordinate[]>> Polygons, IReadOnlyDictionary<string, string> Attributes)
{
    // What desktop programs and the tables of digital urban management call the columns. The first that is filled counts.
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["code"] = ["code", "cell_code", "grid_code", "bgcode", "网格编码", "网格编号", "网格代码", "编号", "编码"],
        ["unit"] = ["unit", "unit_code", "责任单位", "单位代码", "单位"],
        ["name"] = ["name", "cell_name", "grid_name", "bgname", "网格名称", "名称"],
        ["division"] = ["division", "division_code", "区划代码", "行政区划代码", "社区代码"],
        ["column"] = ["column", "列"],
        ["row"] = ["row", "行"],
        ["valid_from"] = ["valid_from", "启用日期"],
    };

    /// <summary>The text of a column under any of its names, trimmed; empty: it has none.</summary>
    public string this[string column]
    {
        get
        {
            foreach (var name in Names[column])
                if (Attributes.TryGetValue(name, out var text) && text.Length > 0)
                    return text;
            return "";
        }
    }

    /// <summary>A name as a dBASE table keeps it: ten bytes, which cut most Chinese names in UTF-8 in the middle of the fourth character.</summary>
    public static string WholeName(string cut)
    {
        var kept = cut.TrimEnd('\uFFFD', '?', '\0', ' ');
        return Names.Values.SelectMany(names => names).FirstOrDefault(
            name => name.StartsWith(kept, StringComparison.OrdinalIgnoreCase) && Encoding.UTF8.GetByteCount(name) > 10 && Encoding.UTF8.GetByteCount(kept) >= 8) ?? kept;
    }

    /// <summary>The rings of a geometry that a reader has made.</summary>
    public static SourceShape Of(int number, Geometry? geometry, IReadOnlyDictionary<string, string> attributes) => geometry switch
    {
        null => new SourceShape(number, "null", [], attributes),
        Polygon polygon => new SourceShape(number, "Polygon", [Rings(polygon)], attributes),
        MultiPolygon several => new SourceShape(number, "MultiPolygon", [.. several.Geometries.Cast<Polygon>().Select(Rings)], attributes),
        _ => new SourceShape(number, geometry.GeometryType, [], attributes),
    };

    private static IReadOnlyList<Coordinate[]> Rings(Polygon polygon) =>
        polygon.IsEmpty ? [] : [polygon.Shell.Coordinates, .. polygon.Holes.Select(hole => hole.Coordinates)];
}
