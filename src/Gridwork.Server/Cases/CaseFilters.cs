// What lists of cases can be filtered by, as words in a row; the desk and the map offer the same.
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Rights;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Stores.Cases;

namespace Gridwork.Server.Cases;

/// <summary>The filters of an address as words.</summary>
internal static class CaseFilters
{
    /// <summary>The campaigns with cases of which the reader sees something, in the order of their files.</summary>
    public static IEnumerable<Campaign> Campaigns(Viewer viewer) =>
        viewer.Sights(Right.SeeRecords).Select(sight => viewer.Definition.Campaigns[sight.Campaign]).Where(campaign => campaign.Cases is not null);

    /// <summary>What happened to the cases as a filter that can be dropped; none where it is not asked for.</summary>
    internal static IEnumerable<Filter> HappeningOf(string here, string? state) => state is not null && CaseWanted.Happenings.Contains(state)
        ? [new Filter(LayoutTexts.Of("Happened"), LayoutTexts.Of($"Cases.{state}"), Address.With(here, ("state", "all"), ("after", null)), [])]
        : [];

    /// <summary>The days as a filter that can be dropped; none where none are asked for.</summary>
    public static IEnumerable<Filter> DaysOf(string here, CaseQuery query) =>
        query.DayFrom is null && query.DayTo is null
            ? []
            :
            [
                new Filter(
                    LayoutTexts.Of("Day"),
                    query.DayFrom is { } from ? Written.Period(from, query.DayTo) : LayoutTexts.Of("Until", Written.Day(query.DayTo!.Value)), Address.With(here, ("from", null), ("to", null), ("after", null)),
                    []),
            ];

    /// <summary>Campaign, unit, cell, category, line and host: what is chosen, else what can be.</summary>
    public static IReadOnlyList<Filter> FiltersOf(
        Viewer viewer, string here, Campaign? only, string? category, string? line, string? unit, string? cell, string? host)
    {
        var campaigns = Campaigns(viewer).ToList();
        var asked = only is null ? campaigns : [only];
        var units = viewer.Definition.Units;
        var seen = asked.SelectMany(campaign => viewer.UnitsWith(Right.SeeRecords, campaign.No)).ToHashSet();
        var hosts = asked.SelectMany(campaign => campaign.Cases!.Duties.Select(duty => duty.Host)).Distinct().Select(units.Find).OfType<Unit>().ToList();
        return
        [
            One("Campaign", "campaign", only?.File.Title, campaigns.Select(campaign => (campaign.Id, campaign.File.Title, 0))),
            One("Unit", "unit", unit is null ? null : units.Find(unit)?.Name,
                units.All.Where(one => seen.Contains(one.No) && one.Kind is UnitKind.Subdistrict or UnitKind.Village)
                    .Select(one => (one.Code, one.Name, one.Kind == UnitKind.Village ? 1 : 0))),
            One("Cell", "cell", cell is null ? null : new LocalText(cell), []),
            One("Category", "category", category is null ? null : asked.Select(campaign => campaign.Cases!.Category(category)?.Title).FirstOrDefault(title => title is not null) ?? new LocalText(category),
                asked.SelectMany(campaign => campaign.Cases!.Categories).DistinctBy(one => one.Code).Select(one => (one.Code, one.Title, 0))),
            One("Line", "line", line is null ? null : asked.Select(campaign => campaign.Line(line)?.Title).FirstOrDefault(title => title is not null) ?? new LocalText(line),
                asked.SelectMany(campaign => campaign.Lines).DistinctBy(one => one.Code).Select(one => (one.Code, one.Title, 0))),
            One("Host", "host", host is null ? null : units.Find(host)?.Name, hosts.Select(one => (one.Code, one.Name, 0))),
        ];

        Filter One(string title, string name, LocalText? chosen, IEnumerable<(string Code, LocalText Title, int Depth)> choices) => new(
            LayoutTexts.Of(title), chosen?.ToString(), Address.With(here, (name, null), ("after", null)),
            [.. choices.Select(choice => new Choice(choice.Title.ToString(), Address.With(here, (name, choice.Code), ("after", null)), false, choice.Depth))]);
    }
}
