// The drawn base map that came with a grid, read once a grid version for whatever is drawn on it.
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using NetTopologySuite.Geometries;

namespace Gridwork.Server.Charts;

/// <summary>A thing of the base map.</summary>
/// <param name="Layer">What it is: water, road, name.</param>
/// <param name="Kind">Of which kind: lake, river, main.</param>
/// <param name="Name">Its name; null: none.</param>
/// <param name="Line">Its place, its line or its outline, in degrees.</param>
/// <param name="Extent">How far it reaches.</param>
internal sealed record BaseMapItem(string Layer, string Kind, LocalText? Name, Coordinate[] Line, Envelope Extent);

/// <summary>A base map.</summary>
/// <param name="Items">What is drawn on it.</param>
/// <param name="Note">Where its shapes come from; null: not said.</param>
internal sealed record BaseMap(IReadOnlyList<BaseMapItem> Items, string? Note)
{
    // It goes when the version goes.
    private static readonly ConditionalWeakTable<GridVersion, BaseMap> Read = [];

    /// <summary>The base map of a grid; without items where none came with it.</summary>
    public static BaseMap Of(GridVersion version) => Read.GetValue(version, static it => Parse(it.BaseMap.Span));

    private static BaseMap Parse(ReadOnlySpan<byte> geoJson)
    {
        var items = new List<BaseMapItem>();
        if (geoJson.IsEmpty) return new BaseMap(items, null);
        var root = JsonSerializer.Deserialize<JsonElement>(geoJson);
        foreach (var feature in root.GetProperty("features").EnumerateArray())
        {
            var properties = feature.GetProperty("properties");
            var geometry = feature.GetProperty("geometry");
            var coordinates = geometry.GetProperty("coordinates");
            var line = geometry.GetProperty("type").GetString() switch
            {
                "Point" => [At(coordinates)],
                "LineString" => coordinates.EnumerateArray().Select(At).ToArray(),
                "Polygon" => coordinates[0].EnumerateArray().Select(At).ToArray(),
                _ => [],
            };
            if (line.Length == 0) continue;
            var name = Text(properties, "name_zh") is { } zh ? new LocalText(zh, Text(properties, "name_en")) : null;
            items.Add(new BaseMapItem(Text(properties, "layer") ?? "", Text(properties, "kind") ?? "", name, line, new Envelope(line)));
        }
        return new BaseMap(items, Text(root, "note"));
    }

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Coordinate At(JsonElement pair) => new(pair[0].GetDouble(), pair[1].GetDouble());
}
