using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Gridwork.Places;

/// <summary>
/// A plane laid against the earth at one place, so that areas and widths of a district can be told in metres. Over 50 km lengths are wrong by
/// less than 0.1 %; nothing is decided here that would need more.
/// </summary>
/// <param name="Longitude">Degrees east of the place where the plane touches.</param>
/// <param name="Latitude">Degrees north of it.</param>
public readonly record struct LocalPlane(double Longitude, double Latitude)
{
    /// <summary>Metres of a degree of latitude on a sphere of the earth's mean radius (6,371,008.8 m).</summary>
    public const double MetresPerDegree = 111_195;

    private double MetresEast => MetresPerDegree * Math.Cos(Latitude * Math.PI / 180);

    /// <summary>The plane at the middle of a box in degrees.</summary>
    public static LocalPlane At(Envelope extent) => new(extent.Centre.X, extent.Centre.Y);

    /// <summary>A place in metres east and north of the middle.</summary>
    public Coordinate ToMetres(Coordinate degrees) => new((degrees.X - Longitude) * MetresEast, (degrees.Y - Latitude) * MetresPerDegree);

    /// <summary>A shape in metres; the one given stays as it is.</summary>
    public Geometry ToMetres(Geometry degrees) => AffineTransformation
        .TranslationInstance(-Longitude, -Latitude).Scale(MetresEast, MetresPerDegree).Transform(degrees);

    /// <summary>A shape in degrees; the one given stays as it is.</summary>
    public Geometry ToDegrees(Geometry metres) => AffineTransformation
        .ScaleInstance(1 / MetresEast, 1 / MetresPerDegree).Translate(Longitude, Latitude).Transform(metres);

    /// <summary>Metres between two places.</summary>
    public double Distance(Coordinate from, Coordinate to) => ToMetres(from).Distance(ToMetres(to));
}
