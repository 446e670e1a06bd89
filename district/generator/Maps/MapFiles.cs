using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gridwork.Places;

namespace Gridwork.DemoDistrict.Maps;

/// <summary>Makes cells.geojson and base.geojson of the drawn sheet. One feature a line, so that a change can be read.</summary>
internal static class MapFiles
{
    private const string Note = "形状为演示合成，不作勘界依据";

    public static void Write(Repository repository)
    {
        Repository.Write(repository.District("cells.geojson"), Cells(repository));
        Repository.Write(repository.District("base.geojson"), Base(repository));
    }

    private static byte[] Cells(Repository repository) => Collection(
        Csv.Read(repository.Authored("drawn/cells.csv")).Select(cell => Feature(
            Polygon(Sketch.Outline(cell["outline"])),
            ("code", cell["code"]),
            ("unit", cell["unit"]),
            ("column", int.Parse(cell["column"], CultureInfo.InvariantCulture)),
            ("row", int.Parse(cell["row"], CultureInfo.InvariantCulture)),
            ("valid_from", "2021-01-01"))));

    private static byte[] Base(Repository repository)
    {
        var units = Csv.Read(repository.District("units.csv"));
        var lines = Csv.Read(repository.Authored("drawn/base.csv")).Select(item => Feature(
            item["layer"] == "name" ? Point(Sketch.Path(item["path"])[0])
                : item["kind"] == "lake" ? Polygon(Sketch.Path(item["path"]))
                : Line(Sketch.Path(item["path"])),
            [
                ("layer", item["layer"]), ("kind", item["kind"]), ("name_zh", item["name_zh"]), ("name_en", item["name_en"]),
                .. units.Where(unit => unit["name_zh"] == item["name_zh"]).Select(unit => ("unit", (object)unit["code"])),
            ]));
        return Collection(lines.Concat(VillageNames(repository)));
    }

    /// <summary>A village's name stands in its cell nearest to the middle of all its cells.</summary>
    private static IEnumerable<string> VillageNames(Repository repository)
    {
        var villages = Csv.Read(repository.District("units.csv")).Where(unit => unit["kind"] == "village").ToDictionary(unit => unit["code"]);
        foreach (var own in Csv.Read(repository.Authored("drawn/cells.csv")).GroupBy(cell => cell["unit"]))
        {
            var middles = own.Select(cell => Middle(Sketch.Outline(cell["outline"]))).ToList();
            var middle = Middle(middles);
            var place = middles.MinBy(point => Math.Abs(point.Longitude - middle.Longitude) + Math.Abs(point.Latitude - middle.Latitude));
            var village = villages[own.Key];
            yield return Feature(
                Point(place),
                ("layer", "name"), ("kind", "village"), ("name_zh", village["name_zh"]), ("name_en", village["name_en"]), ("unit", own.Key));
        }
    }

    public static GeoPoint Middle(IReadOnlyList<GeoPoint> points) => new(
        Math.Round(points.Average(point => point.Longitude), 6), Math.Round(points.Average(point => point.Latitude), 6));

    private static object Polygon(List<GeoPoint> corners)
    {
        // RFC 7946, section 3.1.6: outer rings run counter-clockwise and end where they begin.
        if (corners[0] == corners[^1]) corners.RemoveAt(corners.Count - 1);
        var twiceArea = corners.Index().Sum(item =>
        {
            var next = corners[(item.Index + 1) % corners.Count];
            return item.Item.Longitude * next.Latitude - next.Longitude * item.Item.Latitude;
        });
        if (twiceArea < 0) corners.Reverse();
        return new { type = "Polygon", coordinates = new[] { corners.Append(corners[0]).Select(Pair).ToArray() } };
    }

    private static object Point(GeoPoint point) => new { type = "Point", coordinates = Pair(point) };

    private static object Line(List<GeoPoint> points) => new { type = "LineString", coordinates = points.Select(Pair).ToArray() };

    private static double[] Pair(GeoPoint point) => [point.Longitude, point.Latitude];

    private static string Feature(object geometry, params (string Name, object Value)[] properties) => JsonSerializer.Serialize(
        new { type = "Feature", properties = properties.ToDictionary(item => item.Name, item => item.Value), geometry }, Readable);

    private static byte[] Collection(IEnumerable<string> features) => Encoding.UTF8.GetBytes(
        $"{{\"type\":\"FeatureCollection\",\"note\":\"{Note}\",\"features\":[\n{string.Join(",\n", features)}\n]}}\n");

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
