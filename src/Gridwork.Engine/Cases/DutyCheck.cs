// The duty list looked at as a whole: what nobody answers for, wherever it may turn up, and which rows never come into play.
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;

namespace Gridwork.Engine.Cases;

/// <summary>A category that nobody answers for in a place.</summary>
/// <param name="Category">The category.</param>
/// <param name="Street">The street, or the unit itself where there is no street above it.</param>
/// <param name="Units">How many of its units with cells nobody answers in.</param>
/// <param name="Of">How many it has.</param>
/// <param name="Lines">The lines on which somebody does.</param>
public sealed record DutyGap(CaseCategory Category, Unit Street, int Units, int Of, IReadOnlyList<CampaignLine> Lines);

/// <summary>Two rows of the same category, place and line: the second is never read.</summary>
/// <param name="First">The one that is read.</param>
/// <param name="Second">The other.</param>
public sealed record DutyDouble(Duty First, Duty Second);

/// <summary>Looks at a duty list.</summary>
public static class DutyCheck
{
    /// <summary>What nobody answers for, off every line, by category and street: routing finds no host there.</summary>
    /// <param name="definition">The district.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="day">The day whose grid says which units have cells.</param>
    public static IReadOnlyList<DutyGap> Gaps(DistrictDefinition definition, Campaign campaign, DateOnly day)
    {
        if (campaign.Cases is not { Duties.Count: > 0 } rules || definition.GridOn(day) is not { } grid) return [];
        var streets = grid.Grid.Cells.Select(cell => cell.UnitCode).Distinct().Select(definition.Units.Find).OfType<Unit>()
            .GroupBy(unit => definition.Units.SubdistrictOf(unit.No) ?? unit).OrderBy(street => street.Key.No.Value).ToList();
        var gaps = new List<DutyGap>();
        foreach (var category in rules.Categories)
        {
            foreach (var street in streets)
            {
                var units = street.ToList();
                var without = units.Where(unit => IsOpen(unit, null)).ToList();
                if (without.Count > 0)
                    gaps.Add(new DutyGap(category, street.Key, without.Count, units.Count, [.. campaign.Lines.Where(line => !without.Exists(unit => IsOpen(unit, line.Code)))]));
            }

            bool IsOpen(Unit unit, string? line) => Routing.Find(definition, campaign, category.Code, line, unit.No, CellNo.None).Host == UnitNo.None;
        }
        return gaps;
    }

    /// <summary>Rows that say the same category, place and line as one before them.</summary>
    public static IEnumerable<DutyDouble> Doubles(CaseRules rules) => rules.Duties.GroupBy(duty => (duty.Category, duty.Place, duty.Line))
        .SelectMany(same => same.Skip(1).Select(duty => new DutyDouble(same.First(), duty)));
}
