// The district was drawn by hand on a sheet of about 1040 × 640 units. Here the sheet is laid on the earth: one unit is 18 metres, so a
// cell is about a kilometre wide. Neighbours were drawn with the same corners, and the same corner always becomes the same six decimals,
// so the cells touch without gap or overlap.
using System.Globalization;
using Gridwork.Places;

namespace Gridwork.DemoDistrict.Maps;

internal static class Sketch
{
    private const double MetresPerUnit = 18;
    private const double CentreX = 520, CentreY = 305;
    private const double CentreLongitude = 117.3, CentreLatitude = 34.8;
    private const double MetresPerDegreeNorth = 110_940;   // at 34.8° N
    private const double MetresPerDegreeEast = 91_500;

    /// <summary>Where a place of the sheet lies, to a tenth of a metre.</summary>
    public static GeoPoint OnEarth(double x, double y) => new(
        Math.Round(CentreLongitude + (x - CentreX) * MetresPerUnit / MetresPerDegreeEast, 6),
        Math.Round(CentreLatitude - (y - CentreY) * MetresPerUnit / MetresPerDegreeNorth, 6));

    /// <summary>The corners of a drawn outline: numbers in pairs.</summary>
    public static List<GeoPoint> Outline(string numbers)
    {
        var values = numbers.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return [.. values.Chunk(2).Select(pair => OnEarth(pair[0], pair[1]))];
    }

    /// <summary>A drawn path of one M and any number of C (SVG, absolute), each curve as eight straight pieces.</summary>
    public static List<GeoPoint> Path(string path)
    {
        var pieces = path[1..].Split('C');
        var at = Numbers(pieces[0]);
        List<GeoPoint> points = [OnEarth(at[0], at[1])];
        foreach (var piece in pieces.Skip(1))
        {
            var c = Numbers(piece);
            for (var step = 1; step <= 8; step++)
            {
                var t = step / 8.0;
                points.Add(OnEarth(Bezier(at[0], c[0], c[2], c[4], t), Bezier(at[1], c[1], c[3], c[5], t)));
            }
            at = [c[4], c[5]];
        }
        return points;

        static double[] Numbers(string text) => [.. text.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

        static double Bezier(double a, double b, double c, double d, double t) =>
            (1 - t) * (1 - t) * (1 - t) * a + 3 * (1 - t) * (1 - t) * t * b + 3 * (1 - t) * t * t * c + t * t * t * d;
    }
}
