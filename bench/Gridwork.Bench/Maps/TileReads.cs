// Tiles as a browser asks for them, one after another with a cookie, from a server in a process of its own: of the whole district, of a neighbourhood, of a
// street, for the leader and for somebody of one village. Each is made anew; what the browser keeps is not measured. The server's own processor time is
// told beside: on a machine that has other work it alone says what a tile costs.
using System.Diagnostics;
using System.Net;
using Gridwork.Bench.Intake;
using Gridwork.Bench.Pages;
using Gridwork.Bench.Stores;
using Gridwork.Places;
using NetTopologySuite.Geometries;

namespace Gridwork.Bench.Maps;

/// <summary>How long a tile takes among few points and among many.</summary>
internal static class TileReads
{
    private static readonly int[] Zooms = [10, 12, 14, 16, 18];

    public static async Task MeasureAsync(Report report, BenchOptions options, BenchPlace place)
    {
        report.Begin($"{place.Kind}: tiles through HTTP");
        await using var district = await BenchDistrict.NewAsync(place);
        var points = new DrawnPoints(district, records: true);
        var extent = district.Served.Definition.Grids[^1].Grid.Extent;
        var processors = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        long drawn = 0;
        foreach (var count in options.Points)
        {
            var watch = Stopwatch.StartNew();
            await points.GrowAsync(count - drawn);
            drawn = count;
            report.Say($"{count,10:N0} records and as many cases, one in fifty open (filled in {watch.Elapsed.TotalSeconds:0} s)");
            await using var server = await HttpServer.StartAsync(district.Options);
            foreach (var role in new[] { "leader", "suizhuang-clerk" })
            {
                using var browser = await Browser.SignInAsync(server, district, role);
                foreach (var (name, address) in new[] { ("records", "records/{0}.mvt"), ("open cases", "cases/{0}.mvt"), ("all cases", "cases/{0}.mvt?state=all") })
                {
                    foreach (var zoom in Zooms)
                    {
                        var (times, processor) = await TimesAsync(server, browser, address, extent, zoom, options.Time / 3);
                        report.Say($"           {role,-15} {name,-10} zoom {zoom}: p50 {Report.N(Browser.At(times, 0.5)),6} ms, p99 {Report.N(Browser.At(times, 0.99)),6} ms; {Report.N(processor),6} ms of the server's processor time a tile");
                        var key = $"{role}, {name}, zoom {zoom}";
                        if (!processors.TryGetValue(key, out var all)) processors[key] = all = [];
                        all.Add(processor);
                    }
                }
            }
        }
        var (dearest, most) = processors.Select(pair => (pair.Key, pair.Value[^1])).MaxBy(pair => pair.Item2);
        report.Say($"The dearest at {drawn:N0}: {dearest}, {Report.N(most)} ms of the server's processor time");
    }

    private static async Task<(List<double> Times, double Processor)> TimesAsync(
        HttpServer server, HttpClient browser, string address, Envelope extent, int zoom, TimeSpan time)
    {
        var random = new Random(zoom);
        var times = new List<double>();
        var processor = TimeSpan.Zero;
        foreach (var measured in new[] { false, true })
        {
            times.Clear();
            processor = server.ProcessorTime;
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < (measured ? time : time / 4) || times.Count < 10;)
            {
                var code = PlaceCode.Of(extent.MinX + random.NextDouble() * extent.Width, extent.MinY + random.NextDouble() * extent.Height)!.Value;
                var (x, y) = TileOf(code, zoom);
                var start = Stopwatch.GetTimestamp();
                using var answer = await browser.GetAsync($"/tiles/{string.Format(System.Globalization.CultureInfo.InvariantCulture, address, $"{zoom}/{x}/{y}")}");
                await answer.Content.ReadAsByteArrayAsync();
                if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"A tile was answered {answer.StatusCode}.");
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        var used = server.ProcessorTime - processor;
        times.Sort();
        return (times, used.TotalMilliseconds / Math.Max(1, times.Count));
    }

    private static (int X, int Y) TileOf(PlaceCode code, int zoom)
    {
        var square = code.At(zoom);
        var (x, y) = (0, 0);
        for (var bit = 0; bit < zoom; bit++)
        {
            x |= (int)((square >> (2 * bit)) & 1) << bit;
            y |= (int)((square >> (2 * bit + 1)) & 1) << bit;
        }
        return (x, y);
    }
}
