namespace Gridwork.Places;

/// <summary>A place on the earth as a phone or a file gives it.</summary>
/// <param name="Longitude">Degrees east, WGS-84 (EPSG:4326), −180 to 180. CGCS2000 agrees with it to within centimetres and is taken as the same.</param>
/// <param name="Latitude">Degrees north, WGS-84, −90 to 90.</param>
/// <param name="Accuracy">Radius in metres within which the phone believes itself to be; null where it was not said.</param>
/// <remarks>The order is that of GeoJSON (RFC 7946, section 3.1.1): longitude first. An ODK geopoint is written the other way round.</remarks>
public readonly record struct GeoPoint(double Longitude, double Latitude, double? Accuracy = null)
{
    /// <summary>Whether both numbers are finite and inside their ranges. A point that is not lies in no cell.</summary>
    public bool IsOnEarth => Longitude is >= -180 and <= 180 && Latitude is >= -90 and <= 90;

    /// <summary>The distance to another point in metres, on a plane laid against the earth here: for places of one district.</summary>
    public double MetresTo(GeoPoint other)
    {
        var east = (other.Longitude - Longitude) * LocalPlane.MetresPerDegree * Math.Cos(Latitude * Math.PI / 180);
        return Math.Sqrt(east * east + Math.Pow((other.Latitude - Latitude) * LocalPlane.MetresPerDegree, 2));
    }
}
