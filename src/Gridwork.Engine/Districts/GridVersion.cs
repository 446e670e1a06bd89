using System.Text;
using System.Text.Json;
using Gridwork.Places;

namespace Gridwork.Engine.Districts;

/// <summary>A grid as a grid entry published it.</summary>
/// <param name="Seq">The entry.</param>
/// <param name="ValidFrom">The first day for which it holds.</param>
/// <param name="Grid">Its cells.</param>
/// <param name="BaseMap">The drawn base map (GeoJSON) that came with it; empty: none.</param>
public sealed record GridVersion(long Seq, DateOnly ValidFrom, Grid Grid, ReadOnlyMemory<byte> BaseMap)
{
    /// <summary>The body of a grid entry: the cells' GeoJSON and, where there is one, the base map's, as one JSON object.</summary>
    public static byte[] Body(ReadOnlySpan<byte> cells, ReadOnlySpan<byte> baseMap)
    {
        using var stream = new MemoryStream();
        stream.Write("{\"cells\":"u8);
        stream.Write(cells);
        if (!baseMap.IsEmpty)
        {
            stream.Write(",\"base\":"u8);
            stream.Write(baseMap);
        }
        stream.Write("}"u8);
        return stream.ToArray();
    }

    /// <summary>Reads a body. Throws <see cref="InvalidDataException"/> when its cells are no grid: the door has checked them before.</summary>
    public static GridVersion Read(long seq, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var cells = Encoding.UTF8.GetBytes(document.RootElement.GetProperty("cells").GetRawText());
        var reading = Grid.FromGeoJson(cells, "cells.geojson");
        if (reading.Grid is not { } grid) throw new InvalidDataException(string.Join("; ", reading.Problems));
        var baseMap = document.RootElement.TryGetProperty("base", out var drawn) ? Encoding.UTF8.GetBytes(drawn.GetRawText()) : [];
        return new GridVersion(seq, grid.ValidFrom ?? DateOnly.MinValue, grid, baseMap);
    }
}
