using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Places;

namespace Gridwork.Engine.Cases;

/// <summary>Finds who answers for a case in the duty list.</summary>
public static class Routing
{
    /// <summary>
    /// The row that fits most exactly (line and place, then line, then place, then category alone; of places the nearer: cell, village,
    /// subdistrict, district), with its units. No row: nobody is proposed. Of equally exact rows the first stands.
    /// </summary>
    /// <param name="definition">The definition in force.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="category">The category's code.</param>
    /// <param name="line">The line's code; null: none.</param>
    /// <param name="unit">The unit in which the case lies.</param>
    /// <param name="cell">The cell in which it lies.</param>
    public static (Duty? Duty, UnitNo Host, IReadOnlyList<int> With) Find(
        DistrictDefinition definition, Campaign campaign, string category, string? line, UnitNo unit, CellNo cell)
    {
        Duty? best = null;
        var exactness = -1;
        foreach (var duty in campaign.Cases!.Duties)
        {
            if (duty.Category != category || (duty.Line is not null && duty.Line != line)) continue;
            if (Nearness(definition, duty.Place, unit, cell) is not { } near) continue;
            var fits = (duty.Line is null ? 0 : 1000) + near;
            if (fits > exactness) (best, exactness) = (duty, fits);
        }
        if (best is null) return (null, UnitNo.None, []);
        var host = best.Host switch
        {
            "cell" => unit,
            "line" => campaign.Line(line) is { } found ? Unit(definition, found.Unit) : UnitNo.None,
            var code => Unit(definition, code),
        };
        return (best, host, [.. best.With.Select(code => Unit(definition, code).Value).Where(no => no != 0 && no != host.Value)]);
    }

    /// <summary>
    /// The units on the other side of an edge that a point lies on: each the highest that the case's own unit is not part of, so a subdistrict where
    /// subdistricts meet and a village where its neighbours do. The case lies in one cell and counts there; those beyond it help, and see it.
    /// </summary>
    /// <param name="definition">The definition in force.</param>
    /// <param name="point">Where it is. How far the phone trusts itself plays no part: who has to help must be explained by the grid alone.</param>
    /// <param name="day">The day whose grid holds.</param>
    /// <param name="unit">The unit in which the case lies.</param>
    public static IEnumerable<int> Beyond(DistrictDefinition definition, GeoPoint point, DateOnly day, UnitNo unit)
    {
        var exact = new GeoPoint(point.Longitude, point.Latitude);
        foreach (var cell in definition.GridOn(day)?.Grid.Candidates(exact).Others ?? [])
        {
            if (definition.Units.Find(cell.UnitCode) is not { } other || definition.Units.IsWithin(unit, other.No)) continue;
            while (definition.Units.Find(other.Parent) is { } above && !definition.Units.IsWithin(unit, above.No)) other = above;
            yield return other.No.Value;
        }
    }

    /// <summary>How near a row's place is: 0 anywhere, 100 the cell itself, between them the depth of the unit; null: elsewhere.</summary>
    private static int? Nearness(DistrictDefinition definition, string? place, UnitNo unit, CellNo cell)
    {
        if (place is null) return 0;
        if (definition.Units.Find(place) is { } named) return definition.Units.IsWithin(unit, named.No) ? 1 + Depth(definition, named) : null;
        return cell != CellNo.None && definition.FindCell(place) == cell ? 100 : null;
    }

    private static int Depth(DistrictDefinition definition, Unit unit)
    {
        var depth = 0;
        for (var at = unit.Parent; at != UnitNo.None && depth < 50; depth++) at = definition.Units.Find(at)?.Parent ?? UnitNo.None;
        return depth;
    }

    private static UnitNo Unit(DistrictDefinition definition, string code) => definition.Units.Find(code)?.No ?? UnitNo.None;
}
