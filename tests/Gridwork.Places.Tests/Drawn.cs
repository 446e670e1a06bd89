using System.Text;

namespace Gridwork.Places.Tests;

/// <summary>Writes grid files by hand, the way a desktop program would export them.</summary>
internal static class Drawn
{
    public const string LeftSquare = "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]";
    public const string RightSquare = "[[[1,0],[2,0],[2,1],[1,1],[1,0]]]";

    public static string Cell(string code, string rings, string unit = "west", string more = "") =>
        $$$"""{"type":"Feature","properties":{"code":"{{{code}}}","unit":"{{{unit}}}"{{{more}}}},"geometry":{"type":"Polygon","coordinates":{{{rings}}}}}""";

    public static byte[] Collection(params string[] features) =>
        Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{{string.Join(",", features)}}]}""");

    public static Grid Grid(params string[] features)
    {
        var reading = Places.Grid.FromGeoJson(Collection(features), "cells.geojson");
        Assert.Empty(reading.Problems);
        return reading.Grid!;
    }
}
