using System.Diagnostics;
using Gridwork.Bench.Stores;
using Gridwork.Engine;
using Gridwork.Engine.Cases;

namespace Gridwork.Bench.Routings;

/// <summary>How long it takes to find who answers for a case: by the duty list of a campaign, over all its categories, lines and cells.</summary>
internal static class RoutingSpeed
{
    private const int Drawn = 4096;

    public static async Task MeasureAsync(Report report, BenchOptions options, BenchPlace place)
    {
        report.Begin("routing");
        await using var district = await BenchDistrict.NewAsync(place);
        await district.PublishAsync("hygiene-city");
        var definition = district.Served.Definition;
        var random = new Random(20210527);
        foreach (var campaign in definition.Campaigns.Values.Where(campaign => campaign.Cases is { Duties.Count: > 0 }))
        {
            var rules = campaign.Cases!;
            var lines = campaign.Lines.Select(line => (string?)line.Code).Append(null).ToList();
            var cells = definition.Grids[^1].Grid.Cells.Select(cell => (Cell: definition.FindCell(cell.Code.Value), Unit: definition.Units.Find(cell.UnitCode)!.No)).ToList();
            var cases = Enumerable.Range(0, Drawn).Select(_ => (
                Category: rules.Categories[random.Next(rules.Categories.Count)].Code, Line: lines[random.Next(lines.Count)], Place: cells[random.Next(cells.Count)])).ToList();
            long routed = 0, found = 0;
            foreach (var measured in new[] { false, true })
            {
                (routed, found) = (0, 0);
                var watch = Stopwatch.StartNew();
                while (watch.Elapsed < (measured ? options.Time : options.Time / 3))
                {
                    foreach (var one in cases)
                        if (Routing.Find(definition, campaign, one.Category, one.Line, one.Place.Unit, one.Place.Cell).Host != UnitNo.None) found++;
                    routed += cases.Count;
                }
                if (measured)
                    report.Say($"{campaign.Id,-18} {rules.Duties.Count} duties, {rules.Categories.Count} categories, {lines.Count - 1} lines, {cells.Count} cells: {Report.N(watch.Elapsed.TotalMicroseconds / routed)} us a case; {100.0 * found / routed:0} % have a host");
            }
        }
    }
}
