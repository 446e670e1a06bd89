// The pages on which people live with cases, as a browser asks for them one after another: the desk, what is late, the next page far down the list, the
// leader's board, the map, the evaluation, and the list for programs. For the leader, who sees all, and for a clerk of one village.
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Gridwork.Bench.Intake;
using Gridwork.Bench.Maps;
using Gridwork.Bench.Stores;

namespace Gridwork.Bench.Pages;

/// <summary>How long the pages take among few cases and among many.</summary>
internal static class CasePageReads
{
    private const int PagesDown = 40;

    public static async Task MeasureAsync(Report report, BenchOptions options, BenchPlace place)
    {
        report.Begin($"{place.Kind}: pages of cases through HTTP");
        await using var district = await BenchDistrict.NewAsync(place);
        var points = new DrawnPoints(district, records: false);
        var first = new Dictionary<string, double>(StringComparer.Ordinal);
        long drawn = 0;
        foreach (var count in options.Points)
        {
            var watch = Stopwatch.StartNew();
            await points.GrowAsync(count - drawn);
            drawn = count;
            report.Say($"{count,10:N0} cases, one in fifty open, one in ten of these late (filled in {watch.Elapsed.TotalSeconds:0} s)");
            await using var server = await HttpServer.StartAsync(district.Options);
            foreach (var role in new[] { "leader", "suizhuang-clerk" })
            {
                using var browser = await Browser.SignInAsync(server, district, role);
                foreach (var (name, address) in await PagesAsync(browser))
                {
                    var (times, processor) = await TimesAsync(server, browser, address, options.Time);
                    var median = Browser.At(times, 0.5);
                    var key = $"{role}, {name}";
                    report.Say($"           {role,-15} {name,-18} p50 {Report.N(median),6} ms, p99 {Report.N(Browser.At(times, 0.99)),6} ms; {Report.N(processor),6} ms of the server's processor time{(first.TryGetValue(key, out var few) ? $"; {Report.N(median / few)} times that of the fewest" : "")}");
                    first.TryAdd(key, median);
                }
            }
        }
    }

    private static async Task<IReadOnlyList<(string Name, string Address)>> PagesAsync(HttpClient browser)
    {
        const string List = $"/api/campaigns/{BenchDistrict.CampaignId}/cases";
        // A page far down: the list goes on by key, so its cost is that of the first.
        var down = List + "?state=over&limit=100";
        for (var i = 0; i < PagesDown; i++)
        {
            using var page = JsonDocument.Parse(await browser.GetStringAsync(down));
            if (page.RootElement.GetProperty("next").GetString() is not { } next) break;
            down = next;
        }
        return
        [
            ("desk", "/cases"), ("late", "/cases?state=overdue"), ("closed", "/cases?state=over"), ("for programs", List + "?state=overdue"), ("40 pages down", down),
            ("board", "/"), ("map", "/map"), ("evaluation", $"/campaigns/{BenchDistrict.CampaignId}/evaluation"),
        ];
    }

    private static async Task<(List<double> Times, double Processor)> TimesAsync(HttpServer server, HttpClient browser, string address, TimeSpan time)
    {
        var times = new List<double>();
        var processor = TimeSpan.Zero;
        foreach (var measured in new[] { false, true })
        {
            times.Clear();
            processor = server.ProcessorTime;
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < (measured ? time : time / 3) || times.Count < 10;)
            {
                var start = Stopwatch.GetTimestamp();
                using var answer = await browser.GetAsync(address);
                await answer.Content.ReadAsByteArrayAsync();
                if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{address} was answered {answer.StatusCode}.");
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        var used = server.ProcessorTime - processor;
        times.Sort();
        return (times, used.TotalMilliseconds / times.Count);
    }
}
