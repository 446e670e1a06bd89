using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Gridwork.Places.Imports;

/// <summary>Writes a grid as the GeoJSON that a grid entry holds and <see cref="Places.Grid.FromGeoJson"/> reads.</summary>
internal static class GridWriter
{
    /// <summary>A tenth of a millimetre: what a conversion leaves behind it means nothing.</summary>
    public const int Decimals = 9;

    public static byte[] Write(IEnumerable<ReportedCell> cells, DateOnly? validFrom)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var cell in cells) Write(json, cell, validFrom);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ReportedCell cell, DateOnly? validFrom)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("code", cell.Code);
        json.WriteString("unit", cell.Unit);
        if (cell.Name is { } name) json.WriteString("name", name);
        if (cell.Lattice is { } lattice)
        {
            json.WriteNumber("column", lattice.Column);
            json.WriteNumber("row", lattice.Row);
        }
        if (validFrom is { } day) json.WriteString("valid_from", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteStartObject("geometry");
        json.WriteString("type", "Polygon");
        json.WriteStartArray("coordinates");
        foreach (var ring in (LineString[])[cell.Shape.Shell, .. cell.Shape.Holes])
        {
            json.WriteStartArray();
            foreach (var place in ring.Coordinates)
            {
                json.WriteStartArray();
                json.WriteNumberValue(Math.Round(place.X, Decimals));
                json.WriteNumberValue(Math.Round(place.Y, Decimals));
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
