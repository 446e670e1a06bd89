using System.Diagnostics;
using System.Globalization;
using Gridwork.Documents.Decks;
using Gridwork.Documents.Packages;
using NetTopologySuite.Geometries;
using SkiaSharp;

namespace Gridwork.Bench.Decks;

/// <summary>A deck of 100 cells with 300 photos of about 200 KB each, from files to a file: its time, and what the process held at most.</summary>
internal static class DeckSpeed
{
    private const int Cells = 100;
    private const int Photos = 300;
    private const int PhotoBytes = 200 * 1024;

    public static void Measure(Report report, BenchOptions options)
    {
        report.Begin("deck");
        var folder = Directory.CreateDirectory(Path.Combine(options.Folder, "deck")).FullName;
        var files = MakePhotos(folder);
        var model = Model(files);
        report.Say($"photos:           {files.Count}, {Report.N(files.Average(file => new FileInfo(file).Length) / 1024)} KB each");
        GC.Collect();
        for (var run = 1; run <= 3; run++)
        {
            var file = Path.Combine(folder, "deck.pptx");
            var watch = Stopwatch.StartNew();
            using (var to = File.Create(file)) Deck.Write(model, to);
            watch.Stop();
            var held = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
            report.Say($"run {run}:            {Report.N(watch.Elapsed.TotalSeconds)} s, {Report.N(new FileInfo(file).Length / 1048576.0)} MB, the process held {Report.N(held)} MB at most");
            // The first run is what a server does that was just started.
            if (run > 1) continue;
            report.Limit("deck of 100 cells and 300 photos, seconds", watch.Elapsed.TotalSeconds, 3, atLeast: false);
            report.Limit("deck of 100 cells and 300 photos, MB held by the whole process", held, 300, atLeast: false);
        }
        using var written = File.OpenRead(Path.Combine(folder, "deck.pptx"));
        if (PackageCheck.Check(written) is [var fault, ..]) throw new InvalidOperationException($"Not sound: {fault}");
    }

    private static List<string> MakePhotos(string folder)
    {
        var files = new List<string>();
        var quality = 90;
        using var bitmap = new SKBitmap(800, 600);
        var pixels = new SKColor[800 * 600];
        for (var i = 0; i < Photos; i++)
        {
            // Noise is what a JPEG cannot make smaller.
            var random = new Random(i);
            for (var p = 0; p < pixels.Length; p++) pixels[p] = new SKColor((uint)random.Next(0x1000000) | 0xFF000000);
            bitmap.Pixels = pixels;
            var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality);
            for (; i == 0 && encoded.Size > PhotoBytes && quality > 5; quality -= 5)
            {
                encoded.Dispose();
                encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality - 5);
            }
            var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{i}.jpeg"));
            using (encoded) File.WriteAllBytes(file, encoded.ToArray());
            files.Add(file);
        }
        return files;
    }

    private static DeckModel Model(List<string> files)
    {
        var cells = Enumerable.Range(0, Cells).Select(i => Square(i % 10, i / 10)).ToList();
        DeckPhoto Photo(int no) => new(() => File.OpenRead(files[no]), "5月18日");
        return new DeckModel
        {
            Title = "bench",
            District = "bench",
            DemoMark = "演示样张　数据为合成",
            AsOf = "截至 2021年5月27日 09:40",
            Ground = new DeckGround { Cells = cells, Borders = cells },
            Slides =
            [
                new SummarySlide { Title = "小结", Chart = new DeckChart("件", DeckChartKind.Bar, ["甲", "乙"], [new DeckSeries("件", [1, 2])]) },
                .. Enumerable.Range(0, Cells).Select(i => new CellSlide
                {
                    Title = string.Create(CultureInfo.InvariantCulture, $"禾范 {i:000}网格"),
                    Figures = [new DeckFigure("在办", "4", "件", "在办问题"), new DeckFigure("超期", "1", "件", "超期问题", Late: true)],
                    Place = new DeckPlace(cells[i], "禾范", []),
                    Photos = [new DeckPhotoPair(Photo(3 * i), Photo((3 * i) + 1)), new DeckPhotoPair(Photo((3 * i) + 2), null, "2021-0638")],
                    Problems =
                    [
                        .. Enumerable.Range(0, 6).Select(n => new DeckProblem(
                            (DeckLamp)(n % 3), "2021-0638", "小麦川村北巷口堆放建筑垃圾，占去半条路", "禾范街道环卫所", "5月26日 10:10", "超 7小时", "待核查")),
                    ],
                }),
            ],
        };
    }

    private static Polygon Square(int column, int row)
    {
        var (x, y) = (117.2 + (column * 0.01), 34.8 + (row * 0.01));
        return GeometryFactory.Default.CreatePolygon([new(x, y), new(x + 0.01, y), new(x + 0.01, y + 0.01), new(x, y + 0.01), new(x, y)]);
    }
}
