using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Records;
using Gridwork.Engine.Rights;
using Gridwork.Server.Campaigns;
using Gridwork.Server.Charts;
using Gridwork.Server.Figures;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Records;
using Gridwork.Server.Security;
using Gridwork.Stores;
using Gridwork.Stores.Records;
using Gridwork.Stores.Tallies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gridwork.Server.Overview;

/// <summary>The first page.</summary>
internal static class OverviewPages
{
    private const int TrendDays = 14;
    private const int NewestRecords = 8;
    private const int NewestPhotos = 4;

    public static void MapOverview(this IEndpointRouteBuilder app) => app.MapGet("/", OneAsync).Needs(Right.SeeTallies);

    private static async Task<IResult> OneAsync(Viewer viewer, PersonNames names, string? of, CancellationToken cancel)
    {
        var campaigns = CampaignPages.All(viewer).ToList();
        var today = viewer.District.Clock.Today;
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var sights = viewer.Sights(Right.SeeRecords);
        var counts = await RecordList.CountsAsync(snapshot, sights, cancel);
        var days = (await RecordDays.ReadAsync(snapshot, sights, today.AddDays(1 - TrendDays), viewer.District.Clock.Zone, cancel)).ToList();
        var newest = await RecentRecords.ReadAsync(snapshot, sights, NewestRecords, cancel);
        var (items, _) = await RecordItemReading.ReadAsync(viewer, names, snapshot, newest, null, cancel);
        return new RazorComponentResult<OverviewView>(new
        {
            Model = new OverviewModel
            {
                Today = Count(days.Where(day => day.Day == today).Sum(day => day.N), null),
                Yesterday = Count(days.Where(day => day.Day == today.AddDays(-1)).Sum(day => day.N), null),
                Records = Count(counts.Sum(count => count.N), null),
                Waiting = Count(counts.Where(count => count.Standing == Standing.Waits).Sum(count => count.N), WaitingAddress(campaigns, counts)),
                ToReview = await WaitingRecords.CountForReviewAsync(snapshot, viewer.Sights(Right.Review), cancel),
                Campaigns = await LinesAsync(viewer, snapshot, campaigns, counts, days, today, cancel),
                // Who asks for one indicator sees that one over the cells.
                Cases = of is null ? await CasesReading.ReadAsync(viewer, snapshot, campaigns, cancel) : null,
                Cells = await CellsAsync(viewer, snapshot, campaigns, of, cancel),
                Newest = [.. items.Zip(newest, (item, record) => new NewestLine(item, viewer.Definition.Campaigns[record.Row.Campaign].File.Title))],
                Photos = await PhotosAsync(viewer, snapshot, sights, cancel),
            },
        });
    }

    private static FigureValue Count(long n, string? href) => new(n, 0, LayoutTexts.Both("Records"), href);

    private static string? WaitingAddress(List<Campaign> campaigns, IReadOnlyList<RecordCount> counts)
    {
        var waiting = counts.Where(count => count is { Standing: Standing.Waits, N: > 0 }).Select(count => count.Campaign).Distinct().ToList();
        return waiting.Count == 1 && campaigns.FirstOrDefault(campaign => campaign.No == waiting[0]) is { } only
            ? $"/campaigns/{only.Id}?standing=waits#records"
            : null;
    }

    private static async Task<IReadOnlyList<CampaignLine>> LinesAsync(
        Viewer viewer, Snapshot snapshot, List<Campaign> campaigns, IReadOnlyList<RecordCount> counts, List<RecordsOfDay> days, DateOnly today,
        CancellationToken cancel)
    {
        var lines = new List<CampaignLine>();
        foreach (var campaign in campaigns)
        {
            var figures = await CampaignFigures.ReadAsync(
                snapshot, viewer.Definition, campaign.No, viewer.UnitsWith(Right.SeeTallies, campaign.No), null, cancel);
            var trend = days.Where(day => day.Campaign == campaign.No).ToDictionary(day => day.Day, day => day.N);
            lines.Add(new CampaignLine(
                campaign.File.Order, campaign.File.Title, $"/campaigns/{campaign.Id}", RecordItemReading.UnitName(viewer, campaign.LeadUnit),
                campaign.File.Goal, [.. figures.Figures.Select(figure => (figure.Indicator.Rule.Title, CampaignPages.Value(campaign, figure)))],
                [.. Enumerable.Range(1 - TrendDays, TrendDays).Select(ago => trend.GetValueOrDefault(today.AddDays(ago)))],
                CampaignPages.Records(campaign, counts.Where(count => count.Campaign == campaign.No).Sum(count => count.N))));
        }
        return lines;
    }

    /// <summary>
    /// One indicator over the cells: each tile opens to the entries that its number is the sum of. Under it the same by subdistrict, by
    /// responsible unit, so that what lies in no cell is in it too.
    /// </summary>
    private static async Task<CellsPart?> CellsAsync(
        Viewer viewer, Snapshot snapshot, List<Campaign> campaigns, string? of, CancellationToken cancel)
    {
        if (viewer.GridToday is not { } grid) return null;
        var placed = new List<(Campaign Campaign, Indicator Indicator, IReadOnlyList<TallySum> Sums)>();
        foreach (var campaign in campaigns)
        {
            var query = new TallyQuery
            {
                Indicators = [.. campaign.Wholes.Where(indicator => indicator.Rule.Aggregation != Aggregation.Declared).Select(indicator => indicator.Id)],
                Units = viewer.UnitsWith(Right.SeeTallies, campaign.No),
                By = TallyBy.Unit | TallyBy.Cell,
            };
            var sums = (await TallySums.ReadAsync(snapshot, query, cancel)).ToLookup(sum => sum.Indicator);
            placed.AddRange(campaign.Wholes.Where(indicator => sums[indicator.Id].Any(sum => sum.Cell != CellNo.None))
                .Select(indicator => (campaign, indicator, (IReadOnlyList<TallySum>)[.. sums[indicator.Id]])));
        }
        if (placed.Count == 0) return null;
        var (shown, chosen, entries) = placed.FirstOrDefault(one => $"{one.Campaign.Id}.{one.Indicator.Rule.Name}" == of) is { Campaign: not null } asked
            ? asked
            : placed.MaxBy(one => one.Sums.Where(sum => sum.Cell != CellNo.None).Select(sum => sum.Cell).Distinct().Count());
        var units = viewer.Definition.Units;
        var byCell = entries.Where(sum => sum.Cell != CellNo.None).GroupBy(sum => viewer.Definition.CodeOf(sum.Cell)!)
            .ToDictionary(cell => cell.Key, cell => cell.Sum(sum => sum.Value), StringComparer.Ordinal);
        var tiles = grid.Grid.Cells.Where(cell => cell.Lattice is not null).Select(cell =>
        {
            var code = cell.Code.ToString();
            var value = byCell.GetValueOrDefault(code);
            var words = $"{Written.Number(value, chosen.Rule.Scale)}{chosen.Rule.Measure}";
            return new MosaicTile(
                code, LayoutTexts.Of("Tile", code, units.Find(cell.UnitCode)?.Name.ToString() ?? "", words), cell.Lattice!.Value.Column,
                cell.Lattice.Value.Row, units.SubdistrictOf(cell)?.Code ?? "", value,
                value == 0 ? null : CampaignPages.Value(shown, chosen, value, ("cell", code)).Href);
        }).ToList();
        var streets = entries.GroupBy(sum => units.SubdistrictOf(sum.Unit)?.Code)
            .ToDictionary(street => street.Key ?? "", street => street.Sum(sum => sum.Value), StringComparer.Ordinal);
        return new CellsPart(
            chosen.Rule.Title, CampaignPages.Value(shown, chosen, entries.Sum(sum => sum.Value)),
            CampaignPages.Value(shown, chosen, entries.Where(sum => sum.Cell == CellNo.None).Sum(sum => sum.Value), ("cell", "none")), tiles,
            [.. placed.Select(one => new Choice(
                one.Indicator.Rule.Title.ToString(), $"/?of={one.Campaign.Id}.{one.Indicator.Rule.Name}", one.Indicator.Id == chosen.Id))],
            [.. units.All.Where(unit => unit.Kind == UnitKind.Subdistrict).Select(unit =>
            {
                var own = tiles.Where(tile => tile.Street == unit.Code).ToList();
                return new StreetLine(
                    unit.Name, own.Count, own.Count(tile => tile.Count > 0),
                    CampaignPages.Value(shown, chosen, streets.GetValueOrDefault(unit.Code), ("within", unit.Code)));
            })]);
    }

    private static async Task<IReadOnlyList<(PhotoFile, string, string)>> PhotosAsync(
        Viewer viewer, Snapshot snapshot, IReadOnlyList<Sight> sights, CancellationToken cancel)
    {
        // A form that asks for photos finds more of them than the newest records of all forms.
        var forms = CampaignPages.All(viewer).SelectMany(campaign => campaign.Forms.Select(form => (campaign, form)))
            .Where(pair => pair.form.Current.Form.AllQuestions.Any(question => question is { Kind: Forms.QuestionKind.Image, IsPersonal: false })).ToList();
        var photos = new List<(DateTimeOffset At, PhotoFile Photo, string Caption, string Href)>();
        foreach (var (campaign, form) in forms)
        {
            var sight = sights.Where(sight => sight.Campaign == campaign.No).ToList();
            var recent = (await RecentRecords.PhotosAsync(snapshot, new RecordQuery { Sights = sight, Form = form.No }, NewestPhotos, cancel))
                .DistinctBy(photo => photo.Head.Seq).ToList();
            var bodies = await OneRecord.BodiesAsync(snapshot, [.. recent.Select(photo => photo.Head.Seq)], cancel);
            var files = (await AttachmentRows.ReadAsync(snapshot, [.. recent.Select(photo => photo.Head.Seq)], cancel)).ToLookup(file => file.Instance);
            foreach (var head in recent.Select(photo => photo.Head))
            {
                var reading = RecordItemReading.ReadingOf(viewer, head.FormVersion, bodies.GetValueOrDefault(head.Seq));
                var place = viewer.Definition.CodeOf(head.Cell) ?? RecordItemReading.UnitName(viewer, head.Unit).ToString();
                photos.AddRange(RecordItemReading.Photos(head.Seq, [.. files[head.Seq]], reading, viewer.Culture.TwoLetterISOLanguageName)
                    .Where(photo => photo.Href is not null)
                    .Select(photo => (
                        head.Captured ?? head.Received, photo, $"{place}　{photo.Caption}", string.Create(CultureInfo.InvariantCulture, $"/records/{head.Seq}"))));
            }
        }
        // Before and after stay together, in this order: the sort is stable.
        return [.. photos.OrderByDescending(photo => photo.At).Take(NewestPhotos).Select(photo => (photo.Photo, photo.Caption, photo.Href))];
    }
}
