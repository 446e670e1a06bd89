namespace Gridwork.DemoDistrict.Photos;

/// <summary>What stands on the pavement before it is cleared. Each is drawn round x = 0 with its feet on y = 0; nobody stands beside it.</summary>
internal sealed class Stalls(Brush brush)
{
    private static readonly string[][] Fruit = [["D98A2B", "7E9B4C", "B9382C"], ["E3B23C", "C8553D", "6F8C3F"], ["B9382C", "D9A22F", "8A4E7A"]];

    public void Row(Chance chance, int count, double from, double to)
    {
        var shown = Math.Min(count, 4);
        var scale = shown switch { 1 => 1.06, 2 => 0.92, 3 => 0.76, _ => 0.64 };
        var kinds = chance.Shuffled<Action<Chance>>([FruitTable, Breakfast, Clothes, CartWithVegetables]);
        for (var i = 0; i < shown; i++)
        {
            var x = from + (to - from) * (i + 0.5) / shown;
            var kind = kinds[i];
            brush.At(x, 208 + chance.Between(0, 3), () => kind(chance), scale);
        }
    }

    private void FruitTable(Chance chance)
    {
        Shadow();
        Umbrella(chance, -4, -118);
        brush.Rect(-70, -46, 140, 12, "8B6B4A");
        brush.Rect(-64, -34, 128, 34, "A3835F");
        for (var x = -58; x < 60; x += 16) brush.Rect(x, -34, 1.5, 34, "8F714F");
        var colors = chance.Of<string[]>(Fruit);
        for (var pile = 0; pile < 3; pile++)
        {
            var x = -44 + pile * 44;
            brush.Rect(x - 20, -52, 40, 7, "6E5A44");
            foreach (var (dx, dy) in new[] { (-12, 0), (0, 0), (12, 0), (-6, -9), (6, -9), (0, -17) })
            {
                brush.Circle(x + dx, -56 + dy, 6.6, colors[pile]);
                brush.Circle(x + dx - 2, -58 + dy, 2, "FFFFFF", 0.3);
            }
        }
        Boxes(chance, 84);
    }

    private void Breakfast(Chance chance)
    {
        Shadow();
        Umbrella(chance, 10, -124);
        brush.Rect(-62, -42, 124, 8, "C9CCCB");
        brush.Rect(-58, -34, 116, 34, "A9AFB1");
        brush.Rect(-58, -34, 116, 5, "000000", 0.12);
        for (var i = 0; i < 4; i++)
        {
            brush.Rect(-46, -54 - i * 11, 40, 10, i % 2 == 0 ? "C7A36B" : "B8925A");
            brush.Rect(-46, -46 - i * 11, 40, 1.6, "8B6B42");
        }
        foreach (var (x, y, r) in new[] { (-30, -104, 8), (-20, -116, 10), (-34, -124, 9) }) brush.Circle(x, y, r, "FFFFFF", 0.36);
        brush.Oval(26, -44, 22, 5, "3E4245");
        brush.Rect(10, -58, 32, 14, "55595C");
        brush.At(92, 0, () => Stool());
        brush.At(112, 0, () => Stool());
    }

    private void Clothes(Chance chance)
    {
        Shadow();
        brush.Line(-74, 0, -74, -92, "6C7072", 2.5);
        brush.Line(70, 0, 70, -92, "6C7072", 2.5);
        brush.Line(-74, -92, 70, -92, "6C7072", 2.5);
        for (var x = -66; x < 62; x += 17)
        {
            var cloth = chance.Of("B9553F", "4F6B7A", "D9A22F", "7A8F5B", "8A5A7A", "E2DCCD", "3F5F7E");
            brush.Shape($"M{x} -90L{x + 7} -86L{x + 15} -82L{x + 12} -74L{x + 11} {-46 - chance.Whole(0, 14)}H{x + 2}L{x + 1} -74L{x - 2} -82Z", cloth);
        }
        brush.Rect(-60, -24, 120, 6, "8B6B4A");
        brush.Line(-54, -18, -50, 0, "6E5A44", 3);
        brush.Line(54, -18, 50, 0, "6E5A44", 3);
        for (var x = -52; x < 50; x += 22) brush.Rect(x, -33, 18, 9, chance.Of("C2A15A", "7A90A0", "B98F8F", "9AA88A"));
    }

    private void CartWithVegetables(Chance chance)
    {
        Shadow();
        brush.Shape($"M-70 -16H44L50 -44H-74Z", chance.Of("4E7A8E", "5F7F5E", "8B5A4A"));
        brush.Rect(-76, -48, 128, 6, "3F4548");
        for (var x = -64; x < 44; x += 22)
        {
            var leaf = chance.Of("6F9B4C", "8FB25E", "C8553D", "D9A22F", "E4E0D0");
            foreach (var (dx, dy) in new[] { (-6, 0), (6, 0), (0, -7) }) brush.Oval(x + dx, -53 + dy, 9, 7, leaf);
        }
        brush.Shape($"M50 -44L72 -62H82L60 -30Z", "3F4548");
        brush.Shape($"M60 -18L70 -52H96L104 -16Z", "5D7B8B");
        foreach (var x in new[] { -48, 86 })
        {
            brush.Circle(x, -6, 13, "2F3336");
            brush.Circle(x, -6, 5, "9AA0A2");
        }
        Boxes(chance, -112);
    }

    private void Shadow() => brush.Oval(4, 1, 84, 5, "000000", 0.16);

    private void Umbrella(Chance chance, double x, double top)
    {
        var cloth = chance.Of("C8553D", "3D6A96", "3F7A66", "D08A2E", "8A4E7A");
        brush.Rect(x - 2, top, 4, -top - 8, "4B4640");
        for (var i = 0; i < 6; i++)
        {
            var (a, b) = (x - 84 + i * 28, x - 84 + (i + 1) * 28);
            brush.Shape($"M{x} {top - 4}L{a} {top + 26}Q{(a + b) / 2} {top + 33} {b} {top + 26}Z", i % 2 == 0 ? cloth : "F1EADB");
        }
        brush.Circle(x, top - 5, 3, "4B4640");
    }

    private void Boxes(Chance chance, double x)
    {
        brush.Rect(x, -30, 52, 30, "C9A36A");
        brush.Rect(x, -30, 52, 6, "B98F55");
        if (!chance.Happens(0.7)) return;
        brush.Rect(x + 8, -52, 38, 22, "B98F55");
        brush.Rect(x + 24, -52, 6, 22, "A57C45");
    }

    private void Stool()
    {
        brush.Rect(-8, -20, 16, 4, "B9382C");
        brush.Line(-6, -16, -8, 0, "8C2F24", 2.4);
        brush.Line(6, -16, 8, 0, "8C2F24", 2.4);
    }
}
