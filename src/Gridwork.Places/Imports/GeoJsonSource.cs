// Leniently, unlike GridFile: what is mended or refused is told apart later. GridFile reads what a grid entry of the journal holds, and that is sound.
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Gridwork.Places.Imports;

/// <summary>Reads GeoJSON (RFC 7946): a FeatureCollection, UTF-8, with or without a byte order mark.</summary>
internal static class GeoJsonSource
{
    public static GridSource Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return new GridSource("GeoJSON", Shapes(document.RootElement));
        }
        catch (JsonException fault)
        {
            throw new GridFileRefusedException(
                GridFindingKind.NotJson, GridFinding.Number(fault.LineNumber + 1 ?? 1), GridFinding.Number(fault.BytePositionInLine + 1 ?? 1));
        }
        catch (InvalidOperationException)
        {
            // Text that parses and yet is none: bytes that are no UTF-8, half of a surrogate pair.
            throw new GridFileRefusedException(GridFindingKind.NotJson, "1", "1");
        }
    }

    private static List<SourceShape> Shapes(JsonElement root)
    {
        if (Member(root, "crs") is { } crs && crs.ToString() is var named && !IsDegrees(named))
            throw new GridFileRefusedException(GridFindingKind.Projected, named);
        if (Member(root, "features") is not { ValueKind: JsonValueKind.Array } features)
            throw new GridFileRefusedException(GridFindingKind.NotFeatureCollection);
        GridSource.Limit(features.GetArrayLength(), 0);
        var shapes = new List<SourceShape>();
        foreach (var feature in features.EnumerateArray())
        {
            var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            if (Member(feature, "properties") is { ValueKind: JsonValueKind.Object } properties)
                foreach (var property in properties.EnumerateObject())
                    attributes.TryAdd(property.Name, property.Value.ToString().Trim());
            var geometry = Member(feature, "geometry") ?? default;
            var kind = Member(geometry, "type")?.ToString() ?? "null";
            var coordinates = Member(geometry, "coordinates") ?? default;
            shapes.Add(new SourceShape(
                shapes.Count + 1, kind,
                kind switch { "Polygon" => [Rings(coordinates)], "MultiPolygon" => [.. Items(coordinates).Select(Rings)], _ => [] },
                attributes));
        }
        return shapes;
    }

    /// <summary>A crs member (which RFC 7946 has dropped) may still name degrees: WGS-84 by its two names, CGCS2000 by its number.</summary>
    private static bool IsDegrees(string crs) => crs.Contains("CRS84", StringComparison.Ordinal) || crs.Contains("4326", StringComparison.Ordinal) || crs.Contains("4490", StringComparison.Ordinal);

    private static IReadOnlyList<Coordinate[]> Rings(JsonElement rings) =>
        [.. Items(rings).Select(ring => Items(ring).Select(Place).ToArray())];

    /// <summary>A position; what is none becomes one that is nowhere, and its ring is refused later.</summary>
    private static Coordinate Place(JsonElement position) =>
        position.ValueKind == JsonValueKind.Array && position.GetArrayLength() >= 2
        && position[0].ValueKind == JsonValueKind.Number && position[1].ValueKind == JsonValueKind.Number
            ? new Coordinate(position[0].GetDouble(), position[1].GetDouble())
            : new Coordinate(double.NaN, double.NaN);

    private static IEnumerable<JsonElement> Items(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;
}
