// A place as one number, so that "all that lies in a tile" is one range of an index: the two halves of a web map's coordinates, bit by bit in turn
// (Morton, 1966). A tile of any zoom holds exactly the codes that begin with its own.
using NetTopologySuite.Geometries;

namespace Gridwork.Places;

/// <summary>
/// A square of the web mercator map (EPSG:3857) at zoom 30, some 4 cm wide: a place on earth as a number of 60 bits. Places that lie in one tile of a web
/// map are neighbours in order.
/// </summary>
/// <param name="Value">The number: 30 bits of the column and 30 bits of the row in turn, the row's first.</param>
public readonly record struct PlaceCode(long Value)
{
    /// <summary>The zoom of the squares.</summary>
    public const int Zoom = 30;

    /// <summary>The northern and southern end of web maps, in degrees.</summary>
    public const double LatitudeEnd = 85.05112877980659;

    /// <summary>The square of a point; null: it is no place on earth, or lies beyond the ends of web maps.</summary>
    /// <param name="longitude">Degrees east, WGS-84.</param>
    /// <param name="latitude">Degrees north.</param>
    public static PlaceCode? Of(double longitude, double latitude)
    {
        if (!(Math.Abs(longitude) <= 180) || !(Math.Abs(latitude) <= LatitudeEnd)) return null;
        var (x, y) = Mercator(longitude, latitude);
        return Of(Square(x), Square(y));
    }

    /// <summary>The middle of the square, in degrees.</summary>
    public (double Longitude, double Latitude) Degrees => Middle(Value, Zoom);

    /// <summary>The number of the square of a lower zoom in which this one lies.</summary>
    /// <param name="zoom">0 to 30.</param>
    public long At(int zoom) => Value >> (2 * (Zoom - zoom));

    /// <summary>The middle of a square of any zoom, in degrees.</summary>
    /// <param name="square">Its number.</param>
    /// <param name="zoom">Its zoom.</param>
    public static (double Longitude, double Latitude) Middle(long square, int zoom)
    {
        var across = (double)(1L << zoom);
        return Degree((Even(square) + 0.5) / across, (Even(square >> 1) + 0.5) / across);
    }

    internal static PlaceCode Of(long x, long y) => new(Spread(x) | (Spread(y) << 1));

    /// <summary>Where a point lies on the map, from 0 to 1, east and south.</summary>
    internal static (double X, double Y) Mercator(double longitude, double latitude)
    {
        var radians = latitude * Math.PI / 180;
        return ((longitude + 180) / 360, (1 - Math.Asinh(Math.Tan(radians)) / Math.PI) / 2);
    }

    /// <summary>The point of a place on the map.</summary>
    internal static (double Longitude, double Latitude) Degree(double x, double y) =>
        (x * 360 - 180, Math.Atan(Math.Sinh(Math.PI * (1 - 2 * y))) * 180 / Math.PI);

    private static long Square(double part) => Math.Clamp((long)Math.Floor(part * (1L << Zoom)), 0, (1L << Zoom) - 1);

    /// <summary>Makes room for a bit between each two.</summary>
    private static long Spread(long bits)
    {
        bits = (bits | (bits << 16)) & 0x0000FFFF0000FFFF;
        bits = (bits | (bits << 8)) & 0x00FF00FF00FF00FF;
        bits = (bits | (bits << 4)) & 0x0F0F0F0F0F0F0F0F;
        bits = (bits | (bits << 2)) & 0x3333333333333333;
        return (bits | (bits << 1)) & 0x5555555555555555;
    }

    private static long Even(long bits)
    {
        bits &= 0x5555555555555555;
        bits = (bits | (bits >> 1)) & 0x3333333333333333;
        bits = (bits | (bits >> 2)) & 0x0F0F0F0F0F0F0F0F;
        bits = (bits | (bits >> 4)) & 0x00FF00FF00FF00FF;
        bits = (bits | (bits >> 8)) & 0x0000FFFF0000FFFF;
        return (bits | (bits >> 16)) & 0x00000000FFFFFFFF;
    }
}

/// <summary>A tile of a web map, as in <c>/{z}/{x}/{y}</c>.</summary>
/// <param name="Zoom">From 0, the whole world, to <see cref="Deepest"/>.</param>
/// <param name="X">The column, from the west.</param>
/// <param name="Y">The row, from the north.</param>
public readonly record struct TileAddress(int Zoom, int X, int Y)
{
    /// <summary>The deepest zoom of tiles: some 120 m at the equator; maps stretch these when they go deeper.</summary>
    public const int Deepest = 18;

    /// <summary>Whether there is such a tile.</summary>
    public bool IsTile => Zoom is >= 0 and <= Deepest && X >= 0 && Y >= 0 && X < 1 << Zoom && Y < 1 << Zoom;

    /// <summary>The number of the tile as a square of its own zoom.</summary>
    public long Square => PlaceCode.Of(X, Y).Value;

    /// <summary>The codes of all places in it: from the first to below the last.</summary>
    public (long From, long To) Codes => SquaresAt(PlaceCode.Zoom);

    /// <summary>The numbers of its squares of a deeper zoom: from the first to below the last.</summary>
    public (long From, long To) SquaresAt(int zoom) =>
        (Square << (2 * (zoom - Zoom)), (Square + 1) << (2 * (zoom - Zoom)));

    /// <summary>What it covers, in degrees, with a border.</summary>
    /// <param name="border">How far beyond its edges, as a part of its width.</param>
    public Envelope Extent(double border = 0)
    {
        var across = (double)(1 << Zoom);
        var (west, north) = PlaceCode.Degree((X - border) / across, (Y - border) / across);
        var (east, south) = PlaceCode.Degree((X + 1 + border) / across, (Y + 1 + border) / across);
        return new Envelope(west, east, south, north);
    }
}
