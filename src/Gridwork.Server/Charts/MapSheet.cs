// Where places lie on a sheet of paper: plain degrees, the longitude shortened by the cosine of the latitude; a district is small enough for it. A file may
// hold numbers that lie nowhere sensible; the sheet bears them, because that is what it may be there to show.
using System.Globalization;
using System.Text;
using Gridwork.Places;
using NetTopologySuite.Geometries;

namespace Gridwork.Server.Charts;

/// <summary>A sheet onto which degrees are drawn: what every map is made with that the server draws.</summary>
internal sealed class MapSheet
{
    private const double LeastShortening = 0.05;

    private readonly double west, north, perDegree, shortening;

    private MapSheet(Coordinate centre, double perDegree, double width, double height)
    {
        shortening = ShorteningAt(centre);
        (this.perDegree, Width, Height) = (perDegree, width, height);
        west = centre.X - width / 2 / perDegree / shortening;
        north = centre.Y + height / 2 / perDegree;
    }

    /// <summary>A sheet that shows a box.</summary>
    /// <param name="box">What must be on it, in degrees; not empty.</param>
    /// <param name="width">How wide the sheet is.</param>
    /// <param name="tallest">How tall it may be; it becomes as tall as the box asks for.</param>
    /// <param name="margin">Left free on each side.</param>
    public static MapSheet Of(Envelope box, double width, double tallest, double margin)
    {
        var (across, down) = (Math.Max(box.Width * ShorteningAt(box.Centre), 1e-7), Math.Max(box.Height, 1e-7));
        var perDegree = Math.Min((width - 2 * margin) / across, (tallest - 2 * margin) / down);
        return new MapSheet(box.Centre, perDegree, width, Math.Round(Math.Clamp(down * perDegree + 2 * margin, tallest / 3, tallest)));
    }

    /// <summary>A sheet of a fixed size around the middle of a box.</summary>
    /// <param name="box">What stands in the middle, in degrees.</param>
    /// <param name="width">How wide the sheet is.</param>
    /// <param name="height">How tall it is.</param>
    /// <param name="times">How often the box has room in the width and in the height.</param>
    /// <param name="least">How many degrees of latitude the width shows at least.</param>
    public static MapSheet Around(Envelope box, double width, double height, (double Across, double Down) times, double least)
    {
        var across = Math.Max(Math.Max(box.Width * ShorteningAt(box.Centre) * times.Across, box.Height * times.Down * width / height), least);
        return new MapSheet(box.Centre, width / across, width, height);
    }

    // A latitude near a pole, or none at all, still gives a drawing.
    private static double ShorteningAt(Coordinate centre) => Math.Max(LeastShortening, Math.Abs(Math.Cos(centre.Y * Math.PI / 180)));

    /// <summary>The sheet's width.</summary>
    public double Width { get; }

    /// <summary>The sheet's height.</summary>
    public double Height { get; }

    /// <summary>What is on the sheet, in degrees.</summary>
    public Envelope View => new(west, west + Width / perDegree / shortening, north - Height / perDegree, north);

    /// <summary>A round number of metres that takes up to a fifth of the sheet, and how long it is there.</summary>
    public (int Metres, double Length) Scale
    {
        get
        {
            var perMetre = perDegree / LocalPlane.MetresPerDegree;
            var most = Width / 5 / perMetre;
            var ten = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(most, 1))));
            var metres = ten * (most >= 5 * ten ? 5 : most >= 2 * ten ? 2 : 1);
            return ((int)metres, metres * perMetre);
        }
    }

    /// <summary>How long a kilometre is on the sheet.</summary>
    public double Kilometre => perDegree / LocalPlane.MetresPerDegree * 1000;

    /// <summary>Where a place is on the sheet.</summary>
    public (double X, double Y) Place(Coordinate place) => ((place.X - west) * shortening * perDegree, (north - place.Y) * perDegree);

    /// <summary>The path of a shape with its holes, or of lines; corners that fall together on the sheet are drawn once.</summary>
    public string Path(Geometry shape)
    {
        var path = new StringBuilder();
        for (var i = 0; i < shape.NumGeometries; i++)
        {
            if (shape.GetGeometryN(i) is LineString line) Draw(path, line.Coordinates, close: false);
            if (shape.GetGeometryN(i) is Polygon polygon)
                foreach (var ring in (LineString[])[polygon.Shell, .. polygon.Holes]) Draw(path, ring.Coordinates, close: true);
        }
        return path.ToString();
    }

    /// <summary>The path of a line, or of an outline.</summary>
    public string Path(Coordinate[] line, bool close)
    {
        var path = new StringBuilder();
        Draw(path, line, close);
        return path.ToString();
    }

    private void Draw(StringBuilder path, Coordinate[] line, bool close)
    {
        const double Least = 0.3;
        var (lastX, lastY) = (double.NaN, double.NaN);
        for (var i = 0; i < line.Length - (close ? 1 : 0); i++)
        {
            var (x, y) = Place(line[i]);
            if (i > 0 && Math.Abs(x - lastX) < Least && Math.Abs(y - lastY) < Least) continue;
            (lastX, lastY) = (x, y);
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{x:0.#} {y:0.#}");
        }
        if (close) path.Append('Z');
    }
}
