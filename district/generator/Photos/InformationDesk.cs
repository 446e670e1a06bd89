namespace Gridwork.DemoDistrict.Photos;

/// <summary>The table with leaflets that stands at a junction, on a square or in a canteen.</summary>
internal sealed class InformationDesk(Brush brush)
{
    public void Draw(Chance chance) => brush.At(0, -8, () => Stand(chance));

    private void Stand(Chance chance)
    {
        var cloth = chance.Of("A3372B", "2F6FA8", "3F7A52");
        brush.Oval(200, 238, 150, 6, "000000", 0.16);
        Banner(chance, cloth);
        brush.Rect(84, 176, 214, 10, "8B6B4A");
        brush.Rect(90, 186, 202, 50, cloth);
        for (var x = 104; x < 290; x += 22) brush.Rect(x, 186, 2, 50, "000000", 0.08);
        brush.Text("政务服务应用 现场教您用", 191, 216, 14, "FBF6E8", bold: true, SkiaSharp.SKTextAlign.Center);
        for (var pile = 0; pile < 4; pile++)
        {
            var x = 98 + pile * 48 + chance.Between(-4, 4);
            var sheets = chance.Whole(3, 8);
            var ink = chance.Of("C8553D", "3F6F9A", "4F8A5A");
            for (var sheet = 0; sheet < sheets; sheet++) brush.Rect(x + sheet % 2, 174 - sheet * 1.6, 34, 2.2, sheet % 2 == 0 ? "F4EFE3" : "E2DBCB");
            brush.Shape($"M{x} {174 - sheets * 1.6}H{x + 34}L{x + 31} {164 - sheets * 1.6}H{x + 4}Z", "FBF8EF");
            brush.Shape($"M{x + 5} {172 - sheets * 1.6}H{x + 30}L{x + 29} {168 - sheets * 1.6}H{x + 6}Z", ink);
        }
        RollUp(chance, chance.Happens(0.5) ? 328 : 38, cloth);
    }

    private void Banner(Chance chance, string cloth)
    {
        brush.Line(66, 96, 66, 236, "6C7072", 3);
        brush.Line(318, 96, 318, 236, "6C7072", 3);
        brush.Rect(62, 98, 260, 34, cloth);
        brush.Rect(62, 98, 260, 3, "FFFFFF", 0.25);
        brush.Text(chance.Of("你说我建　听您说", "您说一句　我记一条", "你说我建　问卷进行中"), 192, 122, 20, "FBF0D2", bold: true, SkiaSharp.SKTextAlign.Center);
    }

    private void RollUp(Chance chance, double x, string cloth)
    {
        brush.Rect(x, 110, 46, 124, "F7F4EA");
        brush.Rect(x, 110, 46, 26, cloth);
        brush.Text("扫码填写", x + 23, 127, 10, "FBF6E8", bold: true, SkiaSharp.SKTextAlign.Center);
        brush.Rect(x - 2, 232, 50, 5, "6C7072");
        // A pattern that looks like a code and holds nothing.
        for (var row = 0; row < 9; row++)
        {
            for (var column = 0; column < 9; column++)
            {
                var corner = (row < 3 || row > 5) && (column < 3 || column > 5) && !(row > 5 && column > 5);
                if (corner ? (row % 6 != 1 || column % 6 != 1) : chance.Happens(0.45)) brush.Rect(x + 9.5 + column * 3, 144 + row * 3, 3.05, 3.05, "22282C");
            }
        }
        for (var line = 0; line < 6; line++) brush.Rect(x + 8, 182 + line * 7, line % 3 == 2 ? 18 : 30, 2.4, "9AA0A2");
    }
}
