// Maps published in mainland China must show shifted coordinates (GCJ-02). What is copied from such a map, or comes from a phone's map
// component instead of its receiver, lies some hundreds of metres beside its WGS-84 place. The shift was never published; the formula below is the
// one in common use, found by comparing places, on the Krasovsky 1940 ellipsoid. It has no inverse in closed form: the way back is found by
// taking the shift off again and again. One step is wrong by up to three metres, six leave less than a micrometre.
namespace Gridwork.Places;

/// <summary>The way between WGS-84 and the shifted coordinates of Chinese web maps (GCJ-02, “Mars coordinates”).</summary>
public static class Gcj02
{
    private const double SemiMajorAxis = 6_378_245;
    private const double EccentricitySquared = 0.006_693_421_622_965_943;
    private const int Steps = 6;

    /// <summary>Where a place on earth is drawn on a shifted map.</summary>
    /// <param name="wgs84">The place, WGS-84. Outside mainland China's box (72.004–137.8347° E, 0.8293–55.8271° N) maps are not shifted and the place is
    /// returned as it is.</param>
    /// <returns>Longitude and latitude in GCJ-02, the accuracy unchanged.</returns>
    public static GeoPoint FromWgs84(GeoPoint wgs84)
    {
        if (!IsShifted(wgs84)) return wgs84;
        var (east, north) = Shift(wgs84.Longitude, wgs84.Latitude);
        return wgs84 with { Longitude = wgs84.Longitude + east, Latitude = wgs84.Latitude + north };
    }

    /// <summary>Where on earth a place of a shifted map is; the inverse of <see cref="FromWgs84"/> to far below a millimetre.</summary>
    /// <param name="gcj02">The place as the map gives it. Outside mainland China's box it is returned as it is.</param>
    /// <returns>Longitude and latitude in WGS-84, the accuracy unchanged.</returns>
    public static GeoPoint ToWgs84(GeoPoint gcj02)
    {
        if (!IsShifted(gcj02)) return gcj02;
        var (longitude, latitude) = (gcj02.Longitude, gcj02.Latitude);
        for (var step = 0; step < Steps; step++)
        {
            var (east, north) = Shift(longitude, latitude);
            (longitude, latitude) = (gcj02.Longitude - east, gcj02.Latitude - north);
        }
        return gcj02 with { Longitude = longitude, Latitude = latitude };
    }

    private static bool IsShifted(GeoPoint point) => point is { Longitude: >= 72.004 and <= 137.8347, Latitude: >= 0.8293 and <= 55.8271 };

    /// <summary>The shift in degrees at a place.</summary>
    private static (double East, double North) Shift(double longitude, double latitude)
    {
        var (x, y) = (longitude - 105, latitude - 35);
        var waves = 20 * Math.Sin(6 * x * Math.PI) + 20 * Math.Sin(2 * x * Math.PI);
        var root = Math.Sqrt(Math.Abs(x));
        var east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
            + (waves + 20 * Math.Sin(x * Math.PI) + 40 * Math.Sin(x / 3 * Math.PI) + 150 * Math.Sin(x / 12 * Math.PI) + 300 * Math.Sin(x / 30 * Math.PI)) * 2 / 3;
        var north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
            + (waves + 20 * Math.Sin(y * Math.PI) + 40 * Math.Sin(y / 3 * Math.PI) + 160 * Math.Sin(y / 12 * Math.PI) + 320 * Math.Sin(y / 30 * Math.PI)) * 2 / 3;
        var phi = latitude * Math.PI / 180;
        var magic = 1 - EccentricitySquared * Math.Sin(phi) * Math.Sin(phi);
        var metresEast = SemiMajorAxis / Math.Sqrt(magic) * Math.Cos(phi) * Math.PI / 180;
        var metresNorth = SemiMajorAxis * (1 - EccentricitySquared) / (magic * Math.Sqrt(magic)) * Math.PI / 180;
        return (east / metresEast, north / metresNorth);
    }
}
