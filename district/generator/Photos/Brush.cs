using System.Globalization;
using SkiaSharp;

namespace Gridwork.DemoDistrict.Photos;

/// <summary>Draws on a sheet of 400 × 300 units, whatever the size of the picture; colours are RRGGBB.</summary>
internal sealed class Brush(SKCanvas canvas)
{
    public SKCanvas Canvas => canvas;

    public void Rect(double x, double y, double width, double height, string color, double opacity = 1)
    {
        using var paint = Fill(color, opacity);
        canvas.DrawRect((float)x, (float)y, (float)width, (float)height, paint);
    }

    public void Circle(double x, double y, double radius, string color, double opacity = 1)
    {
        using var paint = Fill(color, opacity);
        canvas.DrawCircle((float)x, (float)y, (float)radius, paint);
    }

    public void Oval(double x, double y, double rx, double ry, string color, double opacity = 1)
    {
        using var paint = Fill(color, opacity);
        canvas.DrawOval((float)x, (float)y, (float)rx, (float)ry, paint);
    }

    public void Line(double x1, double y1, double x2, double y2, string color, double width = 1.5)
    {
        using var paint = Stroke(color, width);
        canvas.DrawLine((float)x1, (float)y1, (float)x2, (float)y2, paint);
    }

    /// <summary>A filled shape in the notation of SVG paths.</summary>
    public void Shape(FormattableString path, string color, double opacity = 1)
    {
        using var shape = SKPath.ParseSvgPathData(path.ToString(CultureInfo.InvariantCulture));
        using var paint = Fill(color, opacity);
        canvas.DrawPath(shape, paint);
    }

    public void Outline(FormattableString path, string color, double width = 1.5)
    {
        using var shape = SKPath.ParseSvgPathData(path.ToString(CultureInfo.InvariantCulture));
        using var paint = Stroke(color, width);
        canvas.DrawPath(shape, paint);
    }

    /// <summary>A rectangle that runs from one colour at its top to another at its foot.</summary>
    public void Fade(double x, double y, double width, double height, string top, string foot, double opacityTop = 1, double opacityFoot = 1)
    {
        using var paint = new SKPaint { IsAntialias = true };
        using var shader = SKShader.CreateLinearGradient(
            new SKPoint(0, (float)y), new SKPoint(0, (float)(y + height)), [Color(top, opacityTop), Color(foot, opacityFoot)], null, SKShaderTileMode.Clamp);
        paint.Shader = shader;
        canvas.DrawRect((float)x, (float)y, (float)width, (float)height, paint);
    }

    public void Text(string text, double x, double y, double size, string color, bool bold = false, SKTextAlign align = SKTextAlign.Left, double opacity = 1)
    {
        using var font = new SKFont(bold ? Typefaces.Bold : Typefaces.Regular, (float)size) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None };
        using var paint = Fill(color, opacity);
        canvas.DrawText(text, (float)x, (float)y, align, font, paint);
    }

    /// <summary>Draws moved, turned and scaled, and puts everything back.</summary>
    public void At(double x, double y, Action draw, double scale = 1, double degrees = 0)
    {
        canvas.Save();
        canvas.Translate((float)x, (float)y);
        if (degrees != 0) canvas.RotateDegrees((float)degrees);
        if (scale != 1) canvas.Scale((float)scale);
        draw();
        canvas.Restore();
    }

    /// <summary>A colour between two.</summary>
    public static string Mix(string from, string to, double share)
    {
        var (a, b) = (Color(from, 1), Color(to, 1));
        return string.Concat(Part(a.Red, b.Red), Part(a.Green, b.Green), Part(a.Blue, b.Blue));

        string Part(byte x, byte y) => ((int)Math.Round(x + (y - x) * share)).ToString("X2", CultureInfo.InvariantCulture);
    }

    private static SKPaint Fill(string color, double opacity) => new() { IsAntialias = true, Color = Color(color, opacity) };

    private static SKPaint Stroke(string color, double width) => new()
    {
        IsAntialias = true,
        Color = Color(color, 1),
        Style = SKPaintStyle.Stroke,
        StrokeWidth = (float)width,
        StrokeCap = SKStrokeCap.Round,
        StrokeJoin = SKStrokeJoin.Round,
    };

    private static SKColor Color(string hex, double opacity) => SKColor.Parse(hex).WithAlpha((byte)Math.Round(opacity * 255));
}
