using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Rights;
using Gridwork.Server.Figures;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Stores;
using Gridwork.Stores.Records;
using Gridwork.Stores.Tallies;

namespace Gridwork.Server.Campaigns;

/// <summary>Parts a campaign's figures by unit, cell or day for its table.</summary>
internal static class BreakdownReading
{
    /// <summary>Reads the table.</summary>
    public static async Task<Breakdown> ReadAsync(
        Viewer viewer, Snapshot snapshot, Campaign campaign, CampaignFigures figures, IReadOnlyList<RecordCount> counts, string here, string? by,
        string? open, CancellationToken cancel)
    {
        var parted = by switch { "cell" => BreakdownBy.Cell, "day" => BreakdownBy.Day, _ => BreakdownBy.Unit };
        var sums = await TallySums.ReadAsync(
            snapshot,
            new TallyQuery
            {
                Indicators = [.. figures.Figures.Select(figure => figure.Indicator.Id)],
                Units = viewer.UnitsWith(Right.SeeTallies, campaign.No),
                By = parted switch { BreakdownBy.Day => TallyBy.Day, BreakdownBy.Cell => TallyBy.Cell, _ => TallyBy.Unit | TallyBy.Cell },
            },
            cancel);
        var table = new Table(viewer, campaign, figures, sums, counts, here);
        IReadOnlyList<BreakdownRow> rows = parted switch
        {
            BreakdownBy.Day => [.. table.Days()],
            BreakdownBy.Cell => [.. table.Cells(null)],
            _ => [.. table.Units(open)],
        };
        var units = parted == BreakdownBy.Unit;
        return new Breakdown(
            parted,
            [.. Enum.GetValues<BreakdownBy>().Select(way => new Choice(
                LayoutTexts.Of("By" + way),
                Address.With(here, ("by", way == BreakdownBy.Unit ? null : way.ToString().ToLowerInvariant()), ("open", null)), way == parted))],
            [.. figures.Figures.Select(figure => (figure.Indicator.Rule.Title, figure.Indicator.Rule.Measure))],
            sums.Count == 0 ? [] : rows,
            [.. figures.Figures.Select(figure => CampaignPages.Value(campaign, figure))],
            units ? CampaignPages.Records(campaign, counts.Sum(count => count.N)) : null,
            units ? rows.Where(row => row.Depth == 0).Sum(row => row.Cells ?? 0) : null);
    }

    private sealed class Table(
        Viewer viewer, Campaign campaign, CampaignFigures figures, IReadOnlyList<TallySum> sums, IReadOnlyList<RecordCount> counts, string here)
    {
        private readonly ILookup<string, Places.Cell> cellsOf =
            (viewer.GridToday?.Grid.Cells ?? []).ToLookup(cell => cell.UnitCode);

        /// <summary>The units that have something, or cells under the leading unit: the most first.</summary>
        public IEnumerable<BreakdownRow> Units(string? open)
        {
            var tree = viewer.Definition.Units;
            var visible = viewer.UnitsWith(Right.SeeTallies, campaign.No).ToHashSet();
            var byUnit = sums.ToLookup(sum => sum.Unit);
            var units = tree.All
                .Where(unit => visible.Contains(unit.No))
                .Where(unit => byUnit.Contains(unit.No) || (cellsOf.Contains(unit.Code) && tree.IsWithin(unit.No, campaign.LeadUnit)))
                .Select(unit => (Unit: unit, Records: counts.Where(count => count.Unit == unit.No).Sum(count => count.N)))
                .OrderByDescending(row => byUnit[row.Unit.No].Sum(sum => sum.Value));
            foreach (var (unit, records) in units)
            {
                var isOpen = unit.Code == open;
                var inCells = byUnit[unit.No].Any(sum => sum.Cell != CellNo.None);
                yield return new BreakdownRow(
                    unit.Name.ToString(), inCells ? Address.With(here, "open", isOpen ? null : unit.Code) : null, isOpen, 0,
                    cellsOf[unit.Code].Count() is > 0 and var cells ? cells : null,
                    Figures(byUnit[unit.No], ("unit", unit.Code)),
                    new FigureValue(records, 0, null, $"/campaigns/{campaign.Id}?unit={unit.Code}#records"));
                if (!isOpen) continue;
                foreach (var row in Cells(unit)) yield return row;
            }
        }

        /// <summary>The cells that have something, in the order of their codes; what lies in none is the last.</summary>
        public IEnumerable<BreakdownRow> Cells(Engine.Districts.Unit? unit)
        {
            foreach (var cell in sums.Where(sum => unit is null || sum.Unit == unit.No).GroupBy(sum => sum.Cell)
                .Select(cell => (Code: viewer.Definition.CodeOf(cell.Key), Sums: cell))
                .OrderBy(cell => cell.Code is null).ThenBy(cell => cell.Code, StringComparer.Ordinal))
            {
                yield return new BreakdownRow(
                    cell.Code ?? LayoutTexts.Of("NoCell"), null, false, unit is null ? 0 : 1, null,
                    Figures(cell.Sums, ("cell", cell.Code ?? "none"), ("unit", unit?.Code)), null);
            }
        }

        /// <summary>The days that have something, oldest first.</summary>
        public IEnumerable<BreakdownRow> Days() => sums.GroupBy(sum => sum.Day).OrderBy(day => day.Key).Select(day => new BreakdownRow(
            $"{Written.Day(day.Key)} {Written.Weekday(day.Key)}", null, false, 0, null,
            Figures(day, ("day", day.Key.ToString("O", CultureInfo.InvariantCulture))), null));

        private List<FigureValue> Figures(IEnumerable<TallySum> of, params (string, object?)[] part)
        {
            var byIndicator = of.ToLookup(sum => sum.Indicator);
            return [.. figures.Figures.Select(figure =>
                CampaignPages.Value(campaign, figure.Indicator, byIndicator[figure.Indicator.Id].Sum(sum => sum.Value), part))];
        }
    }
}
