using Gridwork.Engine;
using Gridwork.Engine.Briefings;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Stores;
using Gridwork.Stores.Tallies;

namespace Gridwork.Server.Briefings;

/// <summary>What the tallies say to the figures of a paper.</summary>
internal static class BriefingCounts
{
    /// <summary>What they say over some units, as at a position. A figure whose indicator the campaign does not have is left out.</summary>
    /// <param name="definition">The definition in force.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="keys">The figures.</param>
    /// <param name="units">The units whose entries are added up.</param>
    /// <param name="at">The position; null: now.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyDictionary<FigureKey, FigureCount>> ReadAsync(
        DistrictDefinition definition, Snapshot snapshot, Campaign campaign, IEnumerable<FigureKey> keys, IReadOnlyCollection<UnitNo> units, long? at,
        CancellationToken cancel)
    {
        var versions = CampaignFigures.VersionsAt(definition, campaign.No, at);
        var tree = definition.Units;
        var counts = new Dictionary<FigureKey, FigureCount>();
        foreach (var key in keys.Distinct())
        {
            var version = versions.FirstOrDefault(version => version.Rule.Name == key.Tally);
            if (version is null)
            {
                if ((campaign.Find(key.Tally) ?? campaign.Find(key.Indicator)) is { } named) counts[key] = new FigureCount(named.Rule, null);
                continue;
            }
            var among = key.In is { } code && tree.Find(code) is { } unit ? [.. units.Where(some => tree.IsWithin(some, unit.No))] : units;
            if (key.Declared)
            {
                var declared = await DeclaredFigures.ReadAsync(snapshot, version.Id, among, at, cancel);
                counts[key] = new FigureCount(version.Rule, declared.Count == 0 ? null : declared.Sum(figure => figure.Value));
                continue;
            }
            var (value, _) = await TallySums.OneAsync(
                snapshot, new TallyQuery { Indicators = [version.Id], Units = among, From = key.From, To = key.Until, At = at }, cancel);
            counts[key] = new FigureCount(version.Rule, value);
        }
        return counts;
    }

    /// <summary>Whether all versions that count the figures now have caught up: until then a later position would say more about this one.</summary>
    public static async Task<bool> AreWholeAsync(Snapshot snapshot, Campaign campaign, IEnumerable<FigureKey> keys, CancellationToken cancel)
    {
        var versions = keys.Select(key => campaign.Find(key.Tally)).OfType<Indicator>().Select(indicator => indicator.Id).Distinct().ToList();
        return (await TallySums.ProgressAsync(snapshot, versions, cancel)).Values.All(progress => progress.Live);
    }

    /// <summary>All units of the district: what a paper counts.</summary>
    public static IReadOnlyCollection<UnitNo> Everywhere(DistrictDefinition definition) => [.. definition.Units.All.Select(unit => unit.No)];
}
