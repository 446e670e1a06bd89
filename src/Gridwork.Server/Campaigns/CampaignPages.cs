// The campaigns' pages: authorise, read one snapshot, show. The figures, their parts and the records below are of the same position, and every
// figure is a sum over the units that the reader may see.
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Records;
using Gridwork.Engine.Rights;
using Gridwork.Server.Charts;
using Gridwork.Server.Figures;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Records;
using Gridwork.Server.Security;
using Gridwork.Stores;
using Gridwork.Stores.Records;
using Gridwork.Stores.Tallies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gridwork.Server.Campaigns;

/// <summary>/campaigns and /campaigns/{campaign}.</summary>
internal static class CampaignPages
{
    private const int PageSize = 50;

    public static void MapCampaignPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/campaigns", ListAsync).Needs(Right.SeeTallies);
        app.MapGet("/campaigns/{campaign}", OneAsync).Needs(Right.SeeTallies);
    }

    /// <summary>A campaign that the viewer may see something of; null: there is none, or it is not for him.</summary>
    public static Campaign? Find(Viewer viewer, string id) =>
        viewer.Definition.FindCampaign(id) is { } campaign && viewer.UnitsWith(Right.SeeTallies, campaign.No).Count > 0 ? campaign : null;

    /// <summary>The campaigns that the viewer may see something of, in their order.</summary>
    public static IEnumerable<Campaign> All(Viewer viewer) => viewer.Definition.Campaigns.Values
        .OrderBy(campaign => (campaign.File.Order, campaign.No)).Where(campaign => Find(viewer, campaign.Id) is not null);

    /// <summary>A counted figure as pages show it, opening to its entries.</summary>
    public static FigureValue Value(Campaign campaign, Stores.Tallies.Figure figure, params ReadOnlySpan<(string, object?)> part) =>
        Value(campaign, figure.Indicator, figure.Tally.Value, part);

    /// <summary>A sum of an indicator's entries as pages show it, opening to them.</summary>
    public static FigureValue Value(Campaign campaign, Indicator indicator, long value, params ReadOnlySpan<(string, object?)> part) =>
        new(value, indicator.Rule.Scale, indicator.Rule.Measure, Address.With($"/campaigns/{campaign.Id}/tallies/{indicator.Rule.Name}", part))
        {
            Qualifier = indicator.Rule.Qualifier,
            Round = indicator.Rule.Round,
        };

    /// <summary>How many records a sight has, opening to them.</summary>
    public static FigureValue Records(Campaign campaign, long n) =>
        new(n, 0, LayoutTexts.Both("Records"), $"/campaigns/{campaign.Id}#records");

    private static async Task<IResult> ListAsync(Viewer viewer, CancellationToken cancel)
    {
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var counts = await RecordList.CountsAsync(snapshot, viewer.Sights(Right.SeeRecords), cancel);
        var lines = new List<CampaignListLine>();
        foreach (var campaign in All(viewer))
        {
            var figures = await FiguresAsync(viewer, snapshot, campaign, cancel);
            lines.Add(new CampaignListLine(
                campaign.File.Order, campaign.File.Title, $"/campaigns/{campaign.Id}", campaign.File.Purpose,
                RecordItemReading.UnitName(viewer, campaign.LeadUnit), campaign.File.From, campaign.File.To,
                [.. figures.Figures.Select(figure => (figure.Indicator.Rule.Title, Value(campaign, figure)))],
                Records(campaign, counts.Where(count => count.Campaign == campaign.No).Sum(count => count.N))));
        }
        return new RazorComponentResult<CampaignListView>(new
        {
            Model = new CampaignListModel(lines, viewer.MaySomewhere(Right.Administer) || viewer.MaySomewhere(Right.Import)),
        });
    }

    private static Task<CampaignFigures> FiguresAsync(Viewer viewer, Snapshot snapshot, Campaign campaign, CancellationToken cancel) =>
        CampaignFigures.ReadAsync(snapshot, viewer.Definition, campaign.No, viewer.UnitsWith(Right.SeeTallies, campaign.No), null, cancel);

    private static async Task<IResult> OneAsync(
        HttpContext context, Viewer viewer, PersonNames names, string campaign, string? by, string? open, string? form, string? unit, string? cell,
        string? day, string? standing, long? before, CancellationToken cancel)
    {
        if (Find(viewer, campaign) is not { } found) return new Problem(ProblemCode.NotFound).AsResult();
        var here = $"{context.Request.Path}{context.Request.QueryString}";
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var figures = await FiguresAsync(viewer, snapshot, found, cancel);
        var counts = await RecordList.CountsAsync(snapshot, [viewer.Sight(Right.SeeRecords, found.No)], cancel);
        var records = await RecordsAsync(viewer, names, snapshot, found, here, new Wanted(form, unit, cell, day, standing, before), counts, cancel);
        if (records is null) return new Problem(ProblemCode.BadValue, "filter").AsResult();
        var model = new CampaignModel
        {
            Id = found.Id,
            Order = found.File.Order,
            Title = found.File.Title,
            Lead = RecordItemReading.UnitName(viewer, found.LeadUnit),
            From = found.File.From,
            To = found.File.To,
            Goal = found.File.Goal,
            HasTarget = found.Wholes.Any(indicator => indicator.Rule.Target is not null),
            Figures = [.. figures.Figures.Select(figure => Head(found, figure))],
            AsOf = viewer.District.Clock.Now,
            Sources = [.. found.Forms
                .Select(known => (known, N: counts.Where(count => count.Form == known.No).Sum(count => count.N)))
                .Where(source => source.N > 0)
                .Select(source => (
                    FormTitle.Of(source.known.Current.Form, viewer.Culture.TwoLetterISOLanguageName),
                    new FigureValue(source.N, 0, null, $"/campaigns/{found.Id}?form={source.known.Key}#records")))],
            Fills = [.. found.Blank.Where(known => viewer.MayFill(known.Current.Rule.Fill, found.No)).Select(known => (
                FormTitle.Of(known.Current.Form, viewer.Culture.TwoLetterISOLanguageName), $"/fill/{Uri.EscapeDataString(known.Current.Form.Id)}"))],
            Briefings = await Briefings.BriefingPages.OfAsync(viewer, snapshot, found, cancel),
            HasCases = found.Cases is not null && viewer.UnitsWith(Right.SeeRecords, found.No).Count > 0,
            Table = await BreakdownReading.ReadAsync(viewer, snapshot, found, figures, counts, here, by, open, cancel),
            Days = await DaysAsync(viewer, snapshot, found, figures, cancel),
            Records = records,
        };
        return new RazorComponentResult<CampaignView>(new { Model = model });
    }

    private static HeadFigure Head(Campaign campaign, Stores.Tallies.Figure figure)
    {
        FigureValue? declared = null;
        if (figure.Declared is { } said)
        {
            // One unit's figure opens to its record; the sum of several to who said what, beside the counted entries.
            var href = said.ByUnit.Count == 1
                ? string.Create(CultureInfo.InvariantCulture, $"/records/{said.ByUnit[0].Record}")
                : $"/campaigns/{campaign.Id}/tallies/{figure.Indicator.Rule.Name}#declared";
            declared = new FigureValue(said.Tally.Value, said.Tally.Scale, figure.Indicator.Rule.Measure, href) { Declared = true };
        }
        return new HeadFigure(
            figure.Indicator.Rule.Title, Value(campaign, figure), declared, figure.Indicator.Rule.Target * figure.Indicator.Unit,
            figure.Counting is { } counting ? (counting.Done, counting.Of) : null);
    }

    private static async Task<IReadOnlyList<DaySeries>> DaysAsync(
        Viewer viewer, Snapshot snapshot, Campaign campaign, CampaignFigures figures, CancellationToken cancel)
    {
        var sums = (await TallySums.ReadAsync(
            snapshot,
            new TallyQuery
            {
                Indicators = [.. figures.Figures.Select(figure => figure.Indicator.Id)],
                Units = viewer.UnitsWith(Right.SeeTallies, campaign.No),
                By = TallyBy.Day,
            },
            cancel)).ToLookup(sum => sum.Indicator);
        return [.. figures.Figures.Select(figure => new DaySeries(
            figure.Indicator.Rule.Title.ToString(), Value(campaign, figure),
            sums[figure.Indicator.Id].Where(sum => sum.Value != 0).ToDictionary(sum => sum.Day, sum => sum.Value),
            day => Address.With($"/campaigns/{campaign.Id}/tallies/{figure.Indicator.Rule.Name}", "day", day.ToString("O", CultureInfo.InvariantCulture))))];
    }

    private sealed record Wanted(string? Form, string? Unit, string? Cell, string? Day, string? Standing, long? Before);

    /// <summary>The list of records with its filters; null: a filter cannot be read, or names what the reader may not see.</summary>
    private static async Task<RecordItems?> RecordsAsync(
        Viewer viewer, PersonNames names, Snapshot snapshot, Campaign campaign, string here, Wanted wanted, IReadOnlyList<RecordCount> counts,
        CancellationToken cancel)
    {
        var sight = viewer.Sight(Right.SeeRecords, campaign.No);
        var form = wanted.Form is null ? null : campaign.Forms.FirstOrDefault(known => known.Key == wanted.Form);
        var unit = wanted.Unit is null ? null : viewer.Definition.Units.Find(wanted.Unit);
        CellNo? cell = wanted.Cell is null ? null : wanted.Cell == "none" ? CellNo.None : viewer.Definition.FindCell(wanted.Cell);
        DateOnly? day = DateOnly.TryParseExact(wanted.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        Standing? standing = Enum.TryParse<Standing>(wanted.Standing, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : null;
        if ((wanted.Form is not null && form is null) || (wanted.Unit is not null && (unit is null || !sight.Units.Contains(unit.No)))
            || (wanted.Cell is not (null or "none") && cell == CellNo.None) || (wanted.Day is not null && day is null)
            || (wanted.Standing is not null && standing is null))
            return null;
        var query = new RecordQuery
        {
            Sights = [sight],
            Form = form?.No,
            Unit = unit?.No,
            Cell = cell,
            Day = day,
            Standing = standing,
            Before = wanted.Before,
            Limit = PageSize,
        };
        var page = await RecordList.ReadAsync(snapshot, query, cancel);
        var total = await RecordList.CountAsync(snapshot, query, cancel);
        var only = form ?? (campaign.Forms.Count == 1 ? campaign.Forms[0] : null);
        var (items, columns) = await RecordItemReading.ReadAsync(viewer, names, snapshot, page.Records, only, cancel);
        // A change of filter begins the list again.
        string To(string name, string? value) => Address.With(here, (name, value), ("before", null)) + "#records";
        var language = viewer.Culture.TwoLetterISOLanguageName;
        var units = counts.Where(count => count.N > 0).Select(count => count.Unit).ToHashSet();
        IReadOnlyList<Filter> filters =
        [
            new(LayoutTexts.Of("Unit"), unit?.Name.ToString(), To("unit", null),
                [.. viewer.Definition.Units.All.Where(known => units.Contains(known.No)).Select(known => new Choice(known.Name.ToString(), To("unit", known.Code), false))]),
            new(LayoutTexts.Of("Form"), (form is null ? null : FormTitle.Of(form.Current.Form, language)), To("form", null),
                [.. campaign.Forms.Select(known => new Choice(FormTitle.Of(known.Current.Form, language), To("form", known.Key), false))]),
            new(LayoutTexts.Of("Cell"), cell is null ? null : viewer.Definition.CodeOf(cell.Value) ?? LayoutTexts.Of("NoCell"), To("cell", null),
                [.. items.Select(item => item.Cell).OfType<string>().Distinct().Order(StringComparer.Ordinal).Select(code => new Choice(code, To("cell", code), false))]),
            new(LayoutTexts.Of("Day"), day is { } onDay ? Written.Day(onDay) : null, To("day", null),
                [.. items.Select(item => DateOnly.FromDateTime(item.Captured.DateTime)).Distinct().OrderDescending()
                    .Select(some => new Choice(Written.Day(some), To("day", some.ToString("O", CultureInfo.InvariantCulture)), false))]),
            new(LayoutTexts.Of("State"), standing is { } chosen ? LayoutTexts.Of("State" + chosen) : null, To("standing", null),
                [.. Enum.GetValues<Standing>().Select(some => new Choice(LayoutTexts.Of("State" + some), To("standing", some.ToString().ToLowerInvariant()), false))]),
        ];
        return new RecordItems(
            items, columns, filters, total.N, total.More, page.Next is { } next ? Address.With(here, "before", next) + "#records" : null, PageSize);
    }
}
