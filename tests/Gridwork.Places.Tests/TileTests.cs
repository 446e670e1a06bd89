using CsCheck;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.VectorTiles.Mapbox;

namespace Gridwork.Places.Tests;

public sealed class TileTests
{
    [Fact]
    public void A_place_is_one_number_and_comes_back_within_five_centimetres() =>
        Gen.Select(Gen.Double[-180, 180], Gen.Double[-85, 85]).Sample((longitude, latitude) =>
        {
            var (x, y) = PlaceCode.Of(longitude, latitude)!.Value.Degrees;
            Assert.True(new GeoPoint(longitude, latitude).MetresTo(new GeoPoint(x, y)) < 0.05);
        });

    [Fact]
    public void What_lies_in_a_tile_is_one_range_of_numbers() =>
        Gen.Select(Gen.Double[-180, 180], Gen.Double[-85, 85], Gen.Int[0, TileAddress.Deepest]).Sample((longitude, latitude, zoom) =>
        {
            var code = PlaceCode.Of(longitude, latitude)!.Value;
            var across = 1 << zoom;
            var (x, y) = ((int)Math.Min((longitude + 180) / 360 * across, across - 1), RowOf(latitude, across));
            var tile = new TileAddress(zoom, x, y);
            Assert.True(tile.IsTile);
            var (from, to) = tile.Codes;
            Assert.InRange(code.Value, from, to - 1);
            Assert.Equal(tile.Square, code.At(zoom));
            Assert.True(tile.Extent().Contains(longitude, latitude) || tile.Extent(1e-6).Contains(longitude, latitude));
        });

    [Fact]
    public void Tiles_are_the_ones_that_web_maps_ask_for()
    {
        // The numbers of https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames for this point.
        var code = PlaceCode.Of(117.28, 34.80)!.Value;
        Assert.Equal(new TileAddress(12, 3382, 1625).Square, code.At(12));
        Assert.Null(PlaceCode.Of(117, 86));
        Assert.Null(PlaceCode.Of(double.NaN, 34));
        Assert.False(new TileAddress(3, 8, 0).IsTile);
        Assert.False(new TileAddress(-1, 0, 0).IsTile);
        Assert.False(new TileAddress(TileAddress.Deepest + 1, 0, 0).IsTile);
    }

    [Fact]
    public void A_tile_holds_its_points_and_the_part_of_a_shape_that_lies_in_it()
    {
        var tile = new TileAddress(12, 3382, 1625);
        var extent = tile.Extent();
        var writer = new TileWriter(tile);
        writer.Add("cases", extent.Centre.X, extent.Centre.Y, ("root", 7L), ("lamp", "red"), ("nothing", null));
        writer.Add("cells", GeometryFactory.Default.ToGeometry(new Envelope(extent.Centre.X, extent.MaxX + 5, extent.Centre.Y, extent.MaxY + 5)), ("code", "禾仁 001"));
        writer.Add("cells", GeometryFactory.Default.ToGeometry(new Envelope(10, 11, 10, 11)), ("code", "far away"));

        using var stream = new MemoryStream(writer.ToBytes());
        var read = new MapboxTileReader(GeometryFactory.Default).Read(stream, new NetTopologySuite.IO.VectorTiles.Tiles.Tile(tile.X, tile.Y, tile.Zoom));

        Assert.Equal(["cases", "cells"], read.Layers.Select(layer => layer.Name));
        var point = Assert.Single(read.Layers[0].Features);
        Assert.Equal(["root=7", "lamp=red"], point.Attributes.GetNames().Select(name => $"{name}={point.Attributes[name]}"));
        Assert.Equal(extent.Centre.X, point.Geometry.Coordinate.X, 4);
        var cell = Assert.Single(read.Layers[1].Features);
        Assert.Equal("禾仁 001", cell.Attributes["code"]);
        Assert.InRange(cell.Geometry.EnvelopeInternal.MaxX, extent.MaxX, extent.MaxX + extent.Width / 10);
        Assert.Empty(new TileWriter(tile).ToBytes());
    }

    private static int RowOf(double latitude, int across)
    {
        var radians = latitude * Math.PI / 180;
        return (int)Math.Clamp((1 - Math.Log(Math.Tan(radians) + 1 / Math.Cos(radians)) / Math.PI) / 2 * across, 0, across - 1);
    }
}
