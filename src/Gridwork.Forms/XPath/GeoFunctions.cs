using System.Globalization;

namespace Gridwork.Forms.XPath;

/// <summary>Area and distance on the sphere of 6,378,100 m, to two places, as the specification's own engine reckons them.</summary>
internal static class GeoFunctions
{
    private const double Radius = 6_378_100;

    private readonly record struct Point(double Latitude, double Longitude);

    public static double Area(Evaluation e, in Focus f, Expr[] a)
    {
        var points = Points(e, f, a);
        if (points.Count < 3) return 0;
        if (points[0] != points[^1]) points.Add(points[0]);
        double total = 0;
        for (var i = 1; i < points.Count; i++)
            total += Radians(points[i].Longitude - points[i - 1].Longitude) * (2 + Math.Sin(Radians(points[i].Latitude)) + Math.Sin(Radians(points[i - 1].Latitude)));
        return Rounded(Math.Abs(total * Radius * Radius / 2));
    }

    public static double Distance(Evaluation e, in Focus f, Expr[] a)
    {
        var points = Points(e, f, a);
        double total = 0;
        for (var i = 1; i < points.Count; i++)
        {
            var (from, to) = (points[i - 1], points[i]);
            var cosine = Math.Sin(Radians(from.Latitude)) * Math.Sin(Radians(to.Latitude))
                + Math.Cos(Radians(from.Latitude)) * Math.Cos(Radians(to.Latitude)) * Math.Cos(Radians(from.Longitude - to.Longitude));
            total += Math.Acos(Math.Clamp(cosine, -1, 1)) * Radius;
        }
        return Rounded(total);
    }

    /// <summary>Whether a point lies in a closed shape; the edge belongs to the side that the even-odd rule gives it.</summary>
    public static bool Geofence(Evaluation e, in Focus f, Expr[] a)
    {
        var points = Points(e, f, [a[0]]);
        var shape = Points(e, f, [a[1]]);
        if (points.Count == 0 || shape.Count < 3 || shape[0] != shape[^1]) return false;
        var point = points[0];
        var inside = false;
        for (var i = 1; i < shape.Count; i++)
        {
            var (p, q) = (shape[i - 1], shape[i]);
            if (q.Latitude > point.Latitude != p.Latitude > point.Latitude
                && point.Longitude < (p.Longitude - q.Longitude) * (point.Latitude - q.Latitude) / (p.Latitude - q.Latitude) + q.Longitude) inside = !inside;
        }
        return inside;
    }

    private static double Rounded(double metres) => Math.Floor(metres * 100 + 0.5) / 100;

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static List<Point> Points(Evaluation e, in Focus f, Expr[] a)
    {
        var points = new List<Point>();
        foreach (var argument in a)
        {
            var value = argument.Eval(e, f);
            if (value.Kind != XKind.Nodes) Read(e, value.ToText(), points);
            else
                for (var i = 0; i < value.Nodes.Count; i++) Read(e, value.Nodes.Tree.Text(value.Nodes[i]), points);
        }
        return points;
    }

    /// <summary>One point, or a trace of points parted by semicolons: latitude, longitude, and what follows is not needed.</summary>
    private static void Read(Evaluation e, string text, List<Point> points)
    {
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            e.Step();
            var numbers = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (numbers.Length >= 2 && double.TryParse(numbers[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
                && double.TryParse(numbers[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude)) points.Add(new Point(latitude, longitude));
        }
    }
}
