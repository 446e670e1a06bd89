namespace Gridwork.DemoDistrict.Photos;

/// <summary>Time of day and weather: the sky, and the tint that lies over everything.</summary>
internal sealed record Light(string SkyTop, string SkyFoot, string Tint, double TintOpacity, bool Sun, bool Wet)
{
    /// <param name="hour">Local hour of the picture, with its fraction.</param>
    /// <param name="day">Weather is a matter of the day: all pictures of a day share it.</param>
    public static Light Of(double hour, string day)
    {
        var weather = new Chance("weather/" + day).Whole(0, 5);
        if (hour >= 18.2) return new("8FA3BF", "F0C9A0", "D98A4A", 0.12, false, false);
        if (hour >= 16.8) return new("A9C3DA", "F3E2C4", "E8B067", 0.09, true, false);
        if (hour < 9) return new("BFD8EA", "F4EDDD", "F2D9A8", 0.07, true, false);
        return weather switch
        {
            0 => new("BEC7CC", "DDE1E0", "8E9AA3", 0.10, false, false),
            1 => new("AEB9C1", "CDD3D5", "7E8C97", 0.13, false, true),
            2 => new("C9DCE6", "EAF0EE", "FFFFFF", 0.03, false, false),
            _ => new("A8CBE4", "E1EEF2", "FFF3D6", 0.04, true, false),
        };
    }

    public void Sky(Brush brush, Chance chance, double horizon)
    {
        brush.Fade(-60, -60, 520, horizon + 60, SkyTop, SkyFoot);
        // The street behind is drawn by the same chance: whatever the weather, the sky takes as much of it, so that a place looks itself on another day.
        var clouds = chance.Whole(1, 3);
        for (var i = 0; i < clouds; i++) Cloud(chance);
        if (!Sun) Cloud(new Chance($"{SkyTop}/{horizon}"));

        void Cloud(Chance chance)
        {
            var (x, y, size) = (chance.Between(-20, 400), chance.Between(-4, Math.Max(6, horizon * 0.45)), chance.Between(14, 30));
            foreach (var (dx, dy, r) in new[] { (-1.3, 0.25, 0.6), (-0.5, -0.1, 0.85), (0.4, -0.2, 1.0), (1.3, 0.2, 0.65) })
                brush.Oval(x + dx * size, y + dy * size, r * size, r * size * 0.55, "FFFFFF", Sun ? 0.42 : 0.28);
        }
    }

    public void Overlay(Brush brush, Chance chance)
    {
        brush.Rect(-60, -60, 520, 420, Tint, TintOpacity);
        if (!Wet) return;
        for (var i = 0; i < 70; i++)
        {
            var (x, y) = (chance.Between(0, 420), chance.Between(-10, 240));
            brush.Line(x, y, x - 2, y + 9, "D9E2E8", 0.5);
        }
    }
}
