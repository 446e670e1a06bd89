namespace Gridwork.DemoDistrict.Photos;

/// <summary>A country roadside: trees, a wall or fields, the verge, the road. The same seed gives the same place.</summary>
internal sealed class Roadside(Brush brush, Light light, string seed)
{
    private const double Verge = 182, Kerb = 208, Road = 215;

    public void Draw(bool open)
    {
        var chance = new Chance(seed + "/roadside");
        light.Sky(brush, chance, 112);
        Hills(chance);
        if (open) Fields(chance);
        else Wall(chance);
        brush.Rect(-60, Verge, 520, 26, chance.Of("B9B6AC", "A9A78E", "B3A98F"));
        for (var i = 0; i < 26; i++) Grass(chance, chance.Between(-10, 410), chance.Between(183, 190), chance.Between(3, 7));
        brush.Rect(-60, Kerb, 520, 7, "8E8C85");
        brush.Rect(-60, Kerb, 520, 1.6, "C9C6BC");
        brush.Fade(-60, Road, 520, 150, light.Wet ? "62676C" : "73767A", "5D6063");
        for (var x = chance.Between(-60, 20); x < 420; x += 120) brush.Shape($"M{x} 231H{x + 70}L{x + 68} 236H{x - 3}Z", "E7E4D8");
        if (open && chance.Happens(0.5)) GuardRail();
        if (chance.Happens(0.6)) Poplar(chance, chance.Between(352, 390), 0);
        if (chance.Happens(0.5)) Poplar(chance, chance.Between(6, 40), 0);
        if (chance.Happens(0.35)) Pole(chance.Of(24.0, 372.0));
    }

    private void Hills(Chance chance)
    {
        var far = Brush.Mix("7F9AA6", light.SkyFoot, 0.55);
        brush.Shape($"M-60 116V{chance.Between(84, 98)}Q40 {chance.Between(56, 84)} 120 {chance.Between(84, 100)}T300 {chance.Between(78, 94)}T470 {chance.Between(84, 98)}V116Z", far);
        var green = Brush.Mix("6E8C6B", light.SkyFoot, 0.22);
        for (var x = -20.0; x < 430; x += chance.Between(16, 34))
        {
            var radius = chance.Between(10, 22);
            brush.Circle(x, 116 - radius * 0.35, radius, Brush.Mix(green, "FFFFFF", chance.Between(0, 0.14)));
        }
        brush.Rect(-60, 108, 520, 20, Brush.Mix(green, "000000", 0.1));
    }

    private void Fields(Chance chance)
    {
        var crop = chance.Of("9DB070", "B9AE62", "8CA565", "C2B36E");
        brush.Rect(-60, 116, 520, 68, crop);
        for (var row = 0; row < 7; row++)
        {
            var y = 120 + row * row * 1.25;
            brush.Line(-60, y, 460, y + 1, Brush.Mix(crop, "000000", 0.10), 0.8 + row * 0.25);
        }
        for (var i = 0; i < 34; i++) Grass(chance, chance.Between(-10, 410), chance.Between(132, 182), chance.Between(4, 8));
        if (!chance.Happens(0.5)) return;
        var house = chance.Between(40, 320);
        brush.Rect(house, 96, 46, 22, "E1D8C6");
        brush.Shape($"M{house - 4} 97L{house + 23} 82L{house + 50} 97Z", "9A5B48");
        brush.Rect(house + 8, 102, 9, 9, "7F929B");
        brush.Rect(house + 28, 102, 9, 16, "7D6550");
    }

    private void Wall(Chance chance)
    {
        var plaster = chance.Of("D8CDB8", "CFC7BA", "D9D3C4", "C9BCA6");
        brush.Rect(-60, 112, 520, 70, plaster);
        brush.Rect(-60, 112, 520, 7, Brush.Mix(plaster, "6E5A44", 0.35));
        brush.Rect(-60, 119, 520, 3, "000000", 0.10);
        brush.Rect(-60, 168, 520, 14, Brush.Mix(plaster, "6B6860", 0.35));
        for (var x = chance.Between(-40, 20); x < 430; x += chance.Between(86, 112))
        {
            brush.Rect(x, 106, 12, 76, Brush.Mix(plaster, "000000", 0.07));
            brush.Rect(x - 2, 102, 16, 6, Brush.Mix(plaster, "000000", 0.2));
        }
        for (var i = 0; i < 5; i++)
        {
            var (x, y) = (chance.Between(0, 390), chance.Between(124, 158));
            for (var brick = 0; brick < 3; brick++) brush.Rect(x + brick % 2 * 6, y + brick * 4, 11, 3, "B58A6C", 0.5);
        }
    }

    private void Grass(Chance chance, double x, double y, double size)
    {
        var color = chance.Of("7E9B6C", "6F8C5C", "93A873");
        brush.Shape($"M{x} {y}L{x - size * 0.6} {y - size}L{x + 1} {y - size * 0.5}L{x + size * 0.2} {y - size * 1.2}L{x + 2} {y - size * 0.5}L{x + size * 0.9} {y - size * 0.9}L{x + 3} {y}Z", color);
    }

    private void Poplar(Chance chance, double x, double foot)
    {
        var leaf = chance.Of("6B8A5E", "7C9868");
        brush.Rect(x - 2.5, 120, 5, 84 + foot, "7A6F60");
        brush.Rect(x - 2.5, 184, 5, 14, "ECE8DE");
        for (var i = 0; i < 7; i++) brush.Oval(x + (i % 2 == 0 ? -4 : 4), 134 - i * 17, 17 - i * 1.4, 16, Brush.Mix(leaf, "FFFFFF", i * 0.03));
    }

    private void Pole(double x)
    {
        brush.Line(x, 204, x, 20, "8A857A", 4);
        brush.Line(x - 16, 32, x + 16, 32, "6E6A60", 3);
        foreach (var dx in new[] { -14, 0, 14 }) brush.Outline($"M{x + dx} 30Q{x + dx + 160} 58 {x + dx + 460} 36", "4A4C4D", 0.7);
    }

    private void GuardRail()
    {
        for (var x = -10; x < 420; x += 44) brush.Rect(x, 186, 4, 22, "A9AFB2");
        brush.Rect(-60, 188, 520, 8, "C7CDD0");
        brush.Rect(-60, 191, 520, 1.5, "9AA1A5");
    }
}
