using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Rights;
using Gridwork.Server.People;
using Gridwork.Stores.Papers;

namespace Gridwork.Server.Briefings;

/// <summary>
/// Who reads a released paper: whoever sees the tallies of the unit that issued it, and those for whom it is written: all below that unit. A department
/// writes for the unit that it is a department of.
/// </summary>
internal static class PaperReaders
{
    /// <summary>Whether the viewer reads papers of a unit in a campaign.</summary>
    public static bool Reads(this Viewer viewer, UnitNo issuer, int campaign) => Reads(viewer.Definition.Units, viewer.UnitsWith(Right.SeeTallies, campaign), issuer);

    /// <summary>Whose papers the viewer reads, per campaign.</summary>
    public static IReadOnlyList<PaperSight> PaperSights(this Viewer viewer)
    {
        var units = viewer.Definition.Units;
        return [.. viewer.Sights(Right.SeeTallies).Select(sight => new PaperSight(
            sight.Campaign, [.. units.All.Select(unit => unit.No).Where(unit => Reads(units, sight.Units, unit))]))];
    }

    private static bool Reads(UnitTree units, IReadOnlyCollection<UnitNo> seen, UnitNo issuer)
    {
        if (units.Find(issuer) is not { } unit) return false;
        var audience = unit.Kind == UnitKind.Department ? unit.Parent : unit.No;
        return seen.Contains(issuer) || seen.Any(some => units.IsWithin(some, audience));
    }
}
