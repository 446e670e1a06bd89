// Every photo of the samples is drawn: no real street, no face, nobody's rights. A pair is one place seen twice, from nearly the same spot.
using System.Globalization;
using Gridwork.DemoDistrict.Deliveries;
using SkiaSharp;

namespace Gridwork.DemoDistrict.Photos;

internal sealed class Album(Repository repository, DistrictPlaces places)
{
    private const int Width = 1024, Height = 768, Quality = 72;

    // Photos of problems are many: they come as a phone sends them on a bad net.
    private const int SmallWidth = 512, SmallHeight = 384, SmallQuality = 62;

    private readonly Dictionary<string, string> names =
        Csv.Read(repository.District("people.csv")).ToDictionary(person => person["code"], person => person["name_zh"], StringComparer.Ordinal);

    /// <summary>Draws what the deliveries brought; a photo that never came is not drawn.</summary>
    public void Write(string campaign, IEnumerable<Delivery> deliveries)
    {
        var drawn = new HashSet<string>(StringComparer.Ordinal);
        foreach (var delivery in deliveries)
        {
            foreach (var file in delivery.Files.Where(drawn.Add))
                Repository.Write(repository.Campaign(campaign, "sample/photos/" + file), Draw(delivery, file));
        }
    }

    private byte[] Draw(Delivery delivery, string file) => delivery.Shot is { } shot
        ? shot.Notes.In(Draw(delivery, file, shot.Again is { } older ? (older, older.Files[0]) : (delivery, file), shot.Notes.Taken))
        : Draw(delivery, file, (delivery, file), null);

    /// <summary>Draws what was seen, under the strip of the phone that sends it.</summary>
    private byte[] Draw(Delivery sender, string sent, (Delivery Delivery, string File) seen, DateTimeOffset? noted)
    {
        var (delivery, file) = seen;
        var after = file.EndsWith("-after.jpg", StringComparison.Ordinal);
        var seed = "photo/" + file.Replace("-after", "", StringComparison.Ordinal).Replace("-before", "", StringComparison.Ordinal);
        var taken = noted ?? (after ? delivery.End : delivery.Start);
        var small = delivery.Scene is not null;
        using var bitmap = new SKBitmap(new SKImageInfo(small ? SmallWidth : Width, small ? SmallHeight : Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Scale(bitmap.Width / 400f);
            var brush = new Brush(canvas);
            var hold = new Chance(seed + (after ? "/after" : "/before"));
            // Held by hand: a little moved, turned and nearer the second time.
            brush.At(200 + hold.Between(-5, 5), 150 + hold.Between(-3, 3), () => brush.At(-200, -150, () => Scene(brush, delivery, seed, after)),
                hold.Between(1.03, 1.08), hold.Between(-0.7, 0.7));
            Strip.Draw(brush, taken, PlaceOf(sender), RoleOf(sender));
        }
        using var image = bitmap.Encode(SKEncodedImageFormat.Jpeg, !small ? Quality : sent == file ? SmallQuality : SmallQuality - 12);
        return image.ToArray();
    }

    private static void Scene(Brush brush, Delivery delivery, string seed, bool after)
    {
        // One light for the pair: the quarter of an hour between the two must not look like another day.
        var light = Light.Of(delivery.End.TimeOfDay.TotalHours, delivery.End.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var chance = new Chance(seed + "/find");
        if (delivery.Form == "outreach")
        {
            new Street(brush, light, seed).Draw();
            brush.Rect(-60, 208, 520, 120, "B3B1A8");
            for (var x = -60; x < 460; x += 30) brush.Line(x, 208, (x - 200) * 1.8 + 200, 300, "A19F96", 0.8);
            for (var y = 212; y < 300; y += 8 + (y - 208) / 5) brush.Line(-60, y, 460, y, "A19F96", 0.8);
            new InformationDesk(brush).Draw(chance);
        }
        else if (delivery.Scene is { } scene)
        {
            Find(brush, light, "photo/" + scene.Seed, scene.Kind, scene.Count, after, chance);
        }
        else
        {
            Find(brush, light, seed, delivery.Answers["kind"], int.Parse(delivery.Answers["places"], CultureInfo.InvariantCulture), after, chance);
        }
        light.Overlay(brush, new Chance(seed + "/rain" + after));
    }

    private static void Find(Brush brush, Light light, string seed, string kind, int count, bool after, Chance chance)
    {
        var finds = new Finds(brush);
        if (kind is "stall" or "market")
        {
            new Street(brush, light, seed).Draw();
            if (!after && kind == "market")
            {
                new Stalls(brush).Row(chance, 4, 10, 300);
                new Stalls(brush).Row(chance, 4, 130, 420);
            }
            else if (!after) new Stalls(brush).Row(chance, count, 40, 330);
            else brush.Rect(-60, 199, 520, 2.4, "EDEAE0", 0.8);
            return;
        }
        new Roadside(brush, light, seed).Draw(open: kind is "sign" or "spill" || kind == "surface" && chance.Happens(0.5));
        switch (kind, after)
        {
            case ("dumping", false): finds.Dumping(chance, count); break;
            case ("dumping", true): finds.Cleared(chance); break;
            case ("sign", false): finds.Signs(chance, count); break;
            case ("sign", true): finds.SignsGone(chance, count); break;
            case ("structure", false): finds.Shed(chance); break;
            case ("surface", false): finds.Mud(); break;
            case ("spill", false): finds.Spill(chance); break;
        }
    }

    private string PlaceOf(Delivery delivery) => delivery.Cell is { } cell
        ? $"{cell.Replace(" ", "", StringComparison.Ordinal)}网格 {places.VillageOf(cell)}"
        : "未划入网格";

    private string RoleOf(Delivery delivery)
    {
        var name = names[delivery.Person];
        var street = name.IndexOf("街道", StringComparison.Ordinal);
        return street < 0 ? name : name[(street + 2)..];
    }
}
