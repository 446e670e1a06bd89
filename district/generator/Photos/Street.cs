namespace Gridwork.DemoDistrict.Photos;

/// <summary>A row of shops with pavement, kerb and road. The same seed gives the same street, so a pair of photos shows one place.</summary>
internal sealed class Street(Brush brush, Light light, string seed)
{
    private static readonly string[] Boards = ["4F6B7A", "8A5A44", "5E7355", "A2473A", "3F5F7E", "7A4E6B", "B07A2E", "2F6B62"];
    private static readonly string[] Walls = ["C9BFAE", "D5CCBC", "C4B5A2", "BFC2BE", "D9C7AE", "CDBBA8"];
    private static readonly string[] Names = ["便民超市", "五金建材", "早点铺", "粮油店", "理发店", "水暖器材", "电动车维修", "家电维修", "文具店", "鲜花店", "快餐", "农资店", "药房", "服装店"];

    public const double Ground = 182, Kerb = 208, Road = 215;

    public void Draw()
    {
        var chance = new Chance(seed + "/street");
        var storeys = chance.Happens(0.45);
        light.Sky(brush, chance, storeys ? 30 : 70);
        var names = chance.Shuffled(Names);
        var roof = storeys ? chance.Between(-6, 8) : chance.Between(34, 46);
        if (!storeys) Rooftops(chance, roof);
        var x = chance.Between(-70, -8);
        var shop = 0;
        while (x < 420)
        {
            var width = chance.Between(104, 150);
            Shop(chance, x, width, roof, storeys, names[shop++]);
            x += width;
        }
        Pavement(chance);
        // In front of the shops, never in the middle, where the work is.
        if (chance.Happens(0.7)) Tree(chance, chance.Between(318, 380), chance.Between(0.8, 1.1));
        if (chance.Happens(0.4)) Tree(chance, chance.Between(8, 34), chance.Between(0.7, 1));
        if (chance.Happens(0.4)) LampPost(chance.Happens(0.5) ? chance.Between(46, 60) : chance.Between(290, 310));
    }

    private void Rooftops(Chance chance, double roof)
    {
        for (var x = -30.0; x < 420; x += chance.Between(40, 80))
        {
            var height = chance.Between(8, 26);
            brush.Rect(x, roof - height, chance.Between(40, 90), height + 4, Brush.Mix("AAB4B8", light.SkyFoot, 0.5));
        }
        for (var x = -10.0; x < 420; x += chance.Between(30, 60)) brush.Circle(x, roof - 2, chance.Between(8, 18), Brush.Mix("7F9A7C", light.SkyFoot, 0.35));
    }

    private void Shop(Chance chance, double x, double width, double roof, bool storeys, string name)
    {
        var wall = chance.Of(Walls);
        var board = chance.Of(Boards);
        brush.Rect(x, roof, width + 1, Ground - roof, wall);
        brush.Rect(x, roof, width + 1, 4, Brush.Mix(wall, "000000", 0.18));
        brush.Rect(x + width - 2, roof, 3, Ground - roof, Brush.Mix(wall, "000000", 0.12));
        if (storeys) Upstairs(chance, x, width, roof);
        brush.Rect(x + 7, 52, width - 14, 26, board);
        brush.Rect(x + 7, 75, width - 14, 3, Brush.Mix(board, "000000", 0.3));
        brush.Text(name, x + width / 2, 71, 16, "F7F3E8", bold: true, SkiaSharp.SKTextAlign.Center, 0.94);
        var (left, top, wide, high) = (x + 8, 84.0, width - 16, Ground - 84);
        switch (chance.Whole(0, 4))
        {
            case 0: Shutter(chance, left, top, wide, high); break;
            case 1: DoorAndWindow(chance, left, top, wide, high, wall); break;
            case 2: GlassFront(chance, left, top, wide, high); break;
            case 3: OpenFront(chance, left, top, wide, high); break;
            default: DoorAndWindow(chance, left, top, wide, high, Brush.Mix(wall, "FFFFFF", 0.35)); break;
        }
        if (chance.Happens(0.3)) Awning(chance, x + 5, width - 10);
    }

    private void Upstairs(Chance chance, double x, double width, double roof)
    {
        for (var i = 0; i < 2; i++)
        {
            var wx = x + width * (0.2 + i * 0.42);
            brush.Rect(wx, roof + 12, 26, 24, "EDE8DC");
            brush.Rect(wx + 2, roof + 14, 22, 20, "93A9B4");
            brush.Rect(wx + 12, roof + 14, 2, 20, "EDE8DC");
        }
        if (!chance.Happens(0.5)) return;
        var ax = x + width * 0.42;
        brush.Rect(ax, roof + 26, 16, 12, "E4E3DD");
        brush.Circle(ax + 6, roof + 32, 4.4, "B9BAB6");
    }

    private void Shutter(Chance chance, double x, double y, double width, double height)
    {
        var metal = chance.Of("8C9AA0", "A5A9A8", "9A9486");
        brush.Rect(x, y, width, height, metal);
        for (var line = y + 9; line < y + height; line += 9) brush.Line(x, line, x + width, line, Brush.Mix(metal, "000000", 0.14), 1.4);
        brush.Rect(x + width / 2 - 6, y + height - 12, 12, 3, Brush.Mix(metal, "000000", 0.4));
    }

    private void DoorAndWindow(Chance chance, double x, double y, double width, double height, string wall)
    {
        brush.Rect(x, y, width, height, Brush.Mix(wall, "FFFFFF", 0.4));
        var doorLeft = chance.Happens(0.5);
        var door = width * 0.36;
        var dx = doorLeft ? x + 6 : x + width - door - 6;
        var wx = doorLeft ? x + door + 14 : x + 8;
        brush.Rect(dx, y + 8, door, height - 8, chance.Of("7D8F96", "8B6B4A", "9FB4BC", "6E5A4A"));
        brush.Rect(dx + 4, y + 12, door - 8, height * 0.42, "B6C7CC", 0.8);
        brush.Circle(dx + (doorLeft ? door - 6 : 6), y + height * 0.62, 1.8, "E8D9A8");
        Pane(wx, y + 8, width - door - 24, height * 0.56);
        brush.Rect(wx, y + 8 + height * 0.56, width - door - 24, 3, "8E8C85");
    }

    private void GlassFront(Chance chance, double x, double y, double width, double height)
    {
        brush.Rect(x, y, width, height, "5F6E75");
        var panes = chance.Whole(3, 4);
        for (var i = 0; i < panes; i++) Pane(x + 2 + i * (width - 2) / panes, y + 3, (width - 2) / panes - 3, height - 8);
    }

    private void OpenFront(Chance chance, double x, double y, double width, double height)
    {
        brush.Fade(x, y, width, height, "4A4640", "6B6257");
        for (var shelf = y + 18; shelf < y + height - 18; shelf += 22)
        {
            brush.Rect(x + 6, shelf + 12, width - 12, 2.5, "8B7355");
            for (var item = x + 8; item < x + width - 14; item += 9)
                brush.Rect(item, shelf + chance.Between(1, 5), 7, 12 - 1, chance.Of("C2A15A", "A2685A", "7D8F5B", "D8D2C2", "7A90A0", "B9553F"), 0.85);
        }
        brush.Rect(x, y, 8, height, "9A9486");
        brush.Rect(x + width - 8, y, 8, height, "9A9486");
    }

    private void Pane(double x, double y, double width, double height)
    {
        brush.Fade(x, y, width, height, "C3D3D8", "9FB4BC");
        brush.Shape($"M{x + width * 0.12} {y + height}L{x + width * 0.5} {y}H{x + width * 0.68}L{x + width * 0.3} {y + height}Z", "FFFFFF", 0.25);
    }

    private void Awning(Chance chance, double x, double width)
    {
        var cloth = chance.Of("C8553D", "3F7A66", "3D6A96", "D08A2E");
        var stripes = (int)(width / 13);
        for (var i = 0; i < stripes; i++)
        {
            var (a, b) = (x + i * width / stripes, x + (i + 1) * width / stripes);
            brush.Shape($"M{a + 2} 80H{b + 2}L{b} 98H{a}Z", i % 2 == 0 ? cloth : "F1EADB");
            brush.Shape($"M{a} 98H{b}V101Q{(a + b) / 2} 106 {a} 101Z", Brush.Mix(i % 2 == 0 ? cloth : "F1EADB", "000000", 0.1));
        }
        brush.Rect(x, 106, width, 10, "000000", 0.10);
    }

    private void Pavement(Chance chance)
    {
        brush.Rect(-60, Ground, 520, 26, "B9B6AC");
        var slab = chance.Between(18, 26);
        for (var x = -40.0; x < 430; x += slab) brush.Line(x, Ground, x - 10, Kerb, "AAA79D", 0.8);
        brush.Line(-60, 194, 460, 194, "AAA79D", 0.8);
        brush.Rect(-60, Ground, 520, 4, "000000", 0.10);
        brush.Rect(-60, Kerb, 520, 7, "8E8C85");
        brush.Rect(-60, Kerb, 520, 1.6, "C9C6BC");
        brush.Fade(-60, Road, 520, 150, light.Wet ? "62676C" : "73767A", "5D6063");
        var start = chance.Between(-60, 20);
        for (var x = start; x < 420; x += 120) brush.Shape($"M{x} 231H{x + 70}L{x + 68} 236H{x - 3}Z", "E7E4D8");
        if (light.Wet) brush.Fade(-60, Road + 2, 520, 30, "DDE6EA", "DDE6EA", 0.22, 0);
    }

    public void Tree(Chance chance, double x, double size)
    {
        var leaf = chance.Of("6F8C66", "7A955F", "5F8560");
        brush.Oval(x + 6, 205, 24 * size, 3.4, "000000", 0.14);
        brush.Shape($"M{x - 3} 204L{x - 2} {204 - 84 * size}H{x + 2}L{x + 3.5} 204Z", "5E5347");
        brush.Rect(x - 3.4, 186, 7, 12, "E9E6DC");
        foreach (var (dx, dy, r) in new[] { (-17, -92, 17), (18, -90, 18), (0, -108, 25), (-9, -78, 14), (12, -76, 13) })
            brush.Circle(x + dx * size, 204 + dy * size, r * size, Brush.Mix(leaf, "FFFFFF", (dx + 18) / 160.0));
        foreach (var (dx, dy, r) in new[] { (-10, -100, 9), (6, -116, 10), (16, -94, 8) })
            brush.Circle(x + dx * size, 204 + dy * size, r * size, Brush.Mix(leaf, "FFFFFF", 0.22), 0.7);
    }

    private void LampPost(double x)
    {
        brush.Line(x, 206, x, 24, "565B5E", 3);
        brush.Outline($"M{x} 26Q{x} 14 {x + 22} 14", "565B5E", 2.4);
        brush.Rect(x + 16, 13, 16, 4, "DAD6C8");
    }
}
