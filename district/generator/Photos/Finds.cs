namespace Gridwork.DemoDistrict.Photos;

/// <summary>What lies or stands at the roadside before it is cleared, and the traces after.</summary>
internal sealed class Finds(Brush brush)
{
    public void Dumping(Chance chance, int places)
    {
        var kinds = chance.Shuffled<Action<Chance>>([Rubble, Straw, Furniture, Sand, Bricks]);
        var shown = Math.Min(places, 3);
        for (var i = 0; i < shown; i++)
        {
            var x = 200 + (i - (shown - 1) / 2.0) * 116 + chance.Between(-12, 12);
            var kind = kinds[i];
            brush.At(x, 207, () => kind(chance), shown == 1 ? 1.12 : 0.84);
        }
    }

    public void Cleared(Chance chance)
    {
        var x = chance.Between(90, 130);
        brush.Shape($"M{x} 200C{x + 50} 192 {x + 120} 204 {x + 210} 197L{x + 220} 207H{x - 10}Z", "C9C4B4", 0.5);
        for (var i = 0; i < 12; i++) brush.Line(x + i * 18, 199, x + i * 18 + 9, 205, "A9A593", 0.6);
    }

    public void Signs(Chance chance, int places)
    {
        var shown = Math.Min(places, 3);
        string[] boards = ["农家乐 前行 300米", "招租 电话面议", "轮胎 补胎 充气", "超市 右转", "苗木基地", "沙石 水泥", "废品回收", "驾校报名"];
        var texts = chance.Shuffled(boards);
        for (var i = 0; i < shown; i++)
        {
            var x = 200 + (i - (shown - 1) / 2.0) * 122 + chance.Between(-14, 14);
            var text = texts[i];
            var scale = shown == 1 ? 1.1 : 0.85;
            brush.At(x, 206, () => Sign(chance, text), scale, chance.Between(-1.5, 1.5));
        }
    }

    public void SignsGone(Chance chance, int places)
    {
        var shown = Math.Min(places, 3);
        for (var i = 0; i < shown; i++)
        {
            var x = 200 + (i - (shown - 1) / 2.0) * 122 + chance.Between(-14, 14);
            foreach (var dx in new[] { -30, 30 }) brush.Oval(x + dx, 203, 11, 3.2, "A08E72");
            chance.Between(-1.5, 1.5);
        }
    }

    public void Shed(Chance chance)
    {
        var sheet = chance.Of("4F7FA8", "7C8B94");
        brush.Shape($"M112 120L294 108V206H112Z", Brush.Mix(sheet, "FFFFFF", 0.25));
        for (var x = 118; x < 292; x += 9) brush.Line(x, 122 - (x - 112) * 0.066, x, 205, Brush.Mix(sheet, "000000", 0.08), 1);
        brush.Shape($"M102 124L306 104L306 96L102 114Z", sheet);
        brush.Rect(150, 142, 52, 64, "4A4640");
        brush.Rect(224, 146, 40, 26, "9FB4BC");
        brush.Rect(222, 172, 44, 3, "6E7478");
    }

    public void Mud()
    {
        brush.Shape($"M60 236C110 224 190 244 250 232S350 238 372 228L380 262C300 256 180 272 44 258Z", "8A7558", 0.85);
        brush.Shape($"M90 242C140 236 220 252 330 240L334 246C240 256 150 250 92 248Z", "6F5C43", 0.7);
    }

    public void Spill(Chance chance)
    {
        for (var i = 0; i < 150; i++)
        {
            var x = chance.Between(60, 350);
            var y = 220 + Math.Abs(x - 200) * 0.04 + chance.Between(-3, 24);
            brush.Oval(x, y, chance.Between(1.4, 5), chance.Between(1, 3), chance.Of("A7A096", "BDB5A5", "8A8379"));
        }
    }

    private void Sign(Chance chance, string text)
    {
        var board = chance.Of("2F6FA8", "B8402F", "E0A22A", "3F7A52", "F1ECDD");
        var ink = board is "F1ECDD" or "E0A22A" ? "3A2A1E" : "FBF6E8";
        if (chance.Happens(0.65))
        {
            foreach (var dx in new[] { -30, 30 }) brush.Rect(dx - 2, -78, 4, 78, "767B7D");
            brush.Rect(-58, -138, 116, 62, "5A5F61");
            brush.Rect(-55, -135, 110, 56, board);
            Lettering(text, -108, 92, 46, ink);
        }
        else
        {
            brush.Shape($"M-30 0L-24 -88H24L30 0Z", "8A8E90");
            brush.Shape($"M-26 -4L-21 -84H21L26 -4Z", board);
            Lettering(text, -46, 38, 56, ink);
        }
    }

    /// <summary>A word a line, in the middle of the board, as large as the widest word allows.</summary>
    private void Lettering(string text, double middle, double width, double height, string ink)
    {
        var rows = text.Split(' ');
        var size = Math.Min(Math.Min(20, height / (rows.Length * 1.15)), width / rows.Max(row => row.Length));
        foreach (var (row, words) in rows.Index())
            brush.Text(words, 0, middle + (row - (rows.Length - 1) / 2.0) * size * 1.15 + size * 0.36, size, ink, bold: true, SkiaSharp.SKTextAlign.Center);
    }

    private void Rubble(Chance chance)
    {
        brush.Oval(0, 1, 70, 5, "000000", 0.16);
        brush.Shape($"M-66 0L-48 -34L-22 -28L2 -56L34 -40L50 -22L68 0Z", "A7A096");
        brush.Shape($"M-48 -34L-22 -28L-32 -10ZM2 -56L34 -40L10 -26ZM34 -40L50 -22L30 -18Z", "8A8379");
        brush.Shape($"M-30 -6L-10 -20L8 -4ZM22 -6L40 -18L54 -4Z", "C2BBB0");
        for (var i = 0; i < 8; i++) brush.Rect(chance.Between(-70, 60), chance.Between(-8, -2), chance.Between(7, 14), chance.Between(4, 7), chance.Of("B0563F", "A24D38", "BDB5A5"));
        brush.Shape($"M-14 -40L30 -74L35 -68L-8 -34Z", "8B6B4A");
    }

    private void Straw(Chance chance)
    {
        brush.Oval(0, 1, 72, 5, "000000", 0.16);
        brush.Shape($"M-70 0C-66 -40 -30 -66 2 -66S66 -38 70 0Z", "C2A55E");
        for (var i = 0; i < 60; i++)
        {
            var x = chance.Between(-62, 58);
            var y = -chance.Between(2, 58 - Math.Abs(x) * 0.62);
            brush.Line(x, y, x + chance.Between(-9, 9), y - chance.Between(2, 9), chance.Of("D9BF7A", "A88A44", "B99B52"), 1);
        }
    }

    private void Furniture(Chance chance)
    {
        var cloth = chance.Of("7A4E4A", "5F6E5A", "6B5A7A");
        brush.Oval(0, 1, 78, 5, "000000", 0.16);
        brush.Rect(-66, -54, 96, 30, cloth);
        brush.Rect(-70, -30, 104, 24, Brush.Mix(cloth, "FFFFFF", 0.15));
        brush.Rect(-74, -42, 14, 38, Brush.Mix(cloth, "000000", 0.15));
        brush.Rect(24, -42, 14, 38, Brush.Mix(cloth, "000000", 0.15));
        brush.Line(-62, -4, -62, 0, "3A332C", 4);
        brush.Line(28, -4, 28, 0, "3A332C", 4);
        brush.At(60, 0, () => brush.Rect(-14, -62, 30, 62, "B59468"), 1, 7);
        brush.Shape($"M-20 -6L-6 -20H14L22 0H-26Z", "3D4144");
        brush.Shape($"M22 0C20 -18 46 -22 54 0Z", "E1DDD0");
    }

    private void Sand(Chance chance)
    {
        var sand = chance.Of("C9B283", "BFA877");
        brush.Oval(0, 1, 80, 5, "000000", 0.14);
        brush.Shape($"M-80 0C-50 -8 -30 -50 -4 -56S52 -14 80 0Z", sand);
        brush.Shape($"M-4 -56C20 -50 52 -14 80 0H14C30 -18 14 -40 -4 -56Z", Brush.Mix(sand, "000000", 0.12));
        for (var i = 0; i < 26; i++) brush.Circle(chance.Between(-64, 64), chance.Between(-14, -1), 1.2, Brush.Mix(sand, "000000", 0.25));
    }

    private void Bricks(Chance chance)
    {
        brush.Oval(0, 1, 70, 5, "000000", 0.16);
        for (var row = 0; row < 6; row++)
        {
            var inset = row * 5 + chance.Between(0, 6);
            for (var x = -60 + inset; x < 58 - inset; x += 17) brush.Rect(x + row % 2 * 6, -9 - row * 9, 16, 8, chance.Of("B0563F", "A24D38", "BC6A50"));
        }
        brush.Rect(50, -7, 16, 7, "A24D38");
        brush.Rect(-78, -7, 16, 7, "B0563F");
    }
}
