using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.VectorTiles;
using NetTopologySuite.IO.VectorTiles.Mapbox;

namespace Gridwork.Places;

/// <summary>Writes one tile as Mapbox vector tile 2.1. What lies outside is left out, what reaches beyond its border is cut. Not safe for several threads.</summary>
/// <param name="address">The tile.</param>
public sealed class TileWriter(TileAddress address)
{
    /// <summary>The media type of what is written.</summary>
    public const string MediaType = "application/vnd.mapbox-vector-tile";

    /// <summary>How many steps a tile's edge has.</summary>
    private const uint Steps = 4096;

    /// <summary>How far shapes are drawn beyond the edge, as a part of the tile, so that no seam shows.</summary>
    private const double Border = 1.0 / 16;

    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    private readonly Dictionary<string, Layer> layers = new(StringComparer.Ordinal);
    private readonly Envelope extent = address.Extent(Border);
    private Geometry? frame;

    /// <summary>Adds a point that lies in the tile.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="longitude">Degrees east, WGS-84.</param>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="attributes">What is said of it: text, whole numbers, numbers or yes and no.</param>
    public void Add(string layer, double longitude, double latitude, params ReadOnlySpan<(string Name, object? Value)> attributes) =>
        Put(layer, Factory.CreatePoint(new Coordinate(longitude, latitude)), attributes);

    /// <summary>Adds a shape as far as it lies in the tile.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="shape">The shape, in degrees.</param>
    /// <param name="attributes">What is said of it: text, whole numbers, numbers or yes and no.</param>
    public void Add(string layer, Geometry shape, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        if (!shape.EnvelopeInternal.Intersects(extent)) return;
        if (!extent.Contains(shape.EnvelopeInternal))
        {
            shape = shape.Intersection(frame ??= Factory.ToGeometry(extent));
            if (shape.IsEmpty) return;
        }
        Put(layer, shape, attributes);
    }

    /// <summary>The tile; empty when nothing lies in it.</summary>
    public byte[] ToBytes()
    {
        if (layers.Count == 0) return [];
        var tile = new VectorTile { TileId = new NetTopologySuite.IO.VectorTiles.Tiles.Tile(address.X, address.Y, address.Zoom).Id };
        foreach (var layer in layers.Values) tile.Layers.Add(layer);
        using var stream = new MemoryStream();
        tile.Write(stream, minLinealExtent: 1, minPolygonalExtent: 2, extent: Steps);
        return stream.ToArray();
    }

    private void Put(string layer, Geometry shape, ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        if (!layers.TryGetValue(layer, out var features)) layers[layer] = features = new Layer { Name = layer };
        var table = new AttributesTable();
        foreach (var (name, value) in attributes)
        {
            if (value is not null) table.Add(name, value);
        }
        features.Features.Add(new Feature(shape, table));
    }
}
