using System.Globalization;
using SkiaSharp;

namespace Gridwork.DemoDistrict.Photos;

/// <summary>What the camera burns into the foot of a picture: when, where, in which role, and that it is a demo.</summary>
internal static class Strip
{
    private static readonly string[] Weekdays = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];

    public static void Draw(Brush brush, DateTimeOffset taken, string place, string role)
    {
        brush.Rect(0, 246, 400, 54, "0E1418", 0.74);
        brush.Text(taken.ToString("HH:mm", CultureInfo.InvariantCulture), 12, 284, 30, "FFFFFF", bold: true);
        brush.Rect(102, 256, 2, 34, "E8C04A");
        brush.Text($"{taken.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {Weekdays[(int)taken.DayOfWeek]}", 112, 269, 13, "FFFFFF");
        brush.Text(place, 112, 288, 13, "FFFFFF");
        brush.Text(role, 390, 269, 13, "FFFFFF", align: SKTextAlign.Right);
        brush.Text("演示", 390, 288, 13, "E8C04A", bold: true, SKTextAlign.Right);
    }
}
