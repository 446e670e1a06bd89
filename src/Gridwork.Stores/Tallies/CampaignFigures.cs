// All figures of a campaign as one reader sees them: what its page, its briefing and the API show, read once so that they cannot differ.
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Tallies;

namespace Gridwork.Stores.Tallies;

/// <summary>A declared figure beside a counted one.</summary>
/// <param name="Indicator">The declared indicator.</param>
/// <param name="Tally">The newest figure of each unit, added up.</param>
/// <param name="ByUnit">The figure of each unit that declared one, with who and when.</param>
public sealed record DeclaredTally(Indicator Indicator, Tally Tally, IReadOnlyList<DeclaredFigure> ByUnit);

/// <summary>One figure of a campaign.</summary>
/// <param name="Indicator">The indicator version that was counted.</param>
/// <param name="Tally">Its value.</param>
/// <param name="Counting">How far it has been counted while it is still being counted (正在汇总 n/m); null: it has caught up.</param>
/// <param name="Declared">The declared figure beside it; null: none is asked for, or nobody has declared one.</param>
/// <param name="Parts">For a split: the part of each choice, in the order of the choices.</param>
public sealed record Figure(
    Indicator Indicator, Tally Tally, TallyProgress? Counting, DeclaredTally? Declared, IReadOnlyList<Figure> Parts)
{
    /// <summary>As a paper prints it.</summary>
    public PrintedFigure Printed => PrintedFigure.Of(Tally, Indicator.Rule.Qualifier, Indicator.Rule.Round);
}

/// <summary>The figures of a campaign at one position.</summary>
/// <param name="At">The position.</param>
/// <param name="Figures">Its figures, in the order of the campaign file.</param>
public sealed record CampaignFigures(long At, IReadOnlyList<Figure> Figures)
{
    /// <summary>The figure of a name, also a part's; null: none.</summary>
    public Figure? Find(string name) =>
        Figures.Concat(Figures.SelectMany(figure => figure.Parts)).FirstOrDefault(figure => figure.Indicator.Rule.Name == name);

    /// <summary>
    /// The versions of a campaign's indicators that counted at a position, in the order of the campaign file: parts and declared figures too.
    /// </summary>
    /// <param name="definition">The newest definition.</param>
    /// <param name="campaign">The campaign's number.</param>
    /// <param name="at">The position; null: now.</param>
    public static IReadOnlyList<Indicator> VersionsAt(DistrictDefinition definition, int campaign, long? at)
    {
        if (!definition.Campaigns.TryGetValue(campaign, out var current)) return [];
        if (at is null) return current.Indicators;
        var order = current.Indicators.Select((indicator, i) => (indicator.Rule.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);
        return [.. definition.Indicators.Values
            .Where(version => version.Campaign == campaign && version.PublishedSeq <= at && !(version.RetiredSeq <= at))
            .OrderBy(version => order.GetValueOrDefault(version.Rule.Name, int.MaxValue)).ThenBy(version => version.Id.Indicator)];
    }

    /// <summary>Reads the figures of a campaign.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="definition">The definition; its newest indicator versions count, or those that counted at <paramref name="at"/>.</param>
    /// <param name="campaign">The campaign's number.</param>
    /// <param name="units">The units whose entries are added up.</param>
    /// <param name="at">As at this position; null: now.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<CampaignFigures> ReadAsync(
        Snapshot snapshot, DistrictDefinition definition, int campaign, IReadOnlyCollection<UnitNo> units, long? at = null,
        CancellationToken cancel = default)
    {
        var versions = VersionsAt(definition, campaign, at);
        var counted = versions.Where(version => version.Rule.Aggregation != Aggregation.Declared).ToList();
        var ids = counted.Select(version => version.Id).ToList();
        var progress = await TallySums.ProgressAsync(snapshot, ids, cancel);
        var sums = (await TallySums.ReadAsync(snapshot, new TallyQuery { Indicators = ids, Units = units, At = at }, cancel))
            .ToDictionary(sum => sum.Indicator);
        var figures = new List<Figure>();
        foreach (var whole in counted.Where(version => version.Rule.PartOf is null))
        {
            var parts = counted.Where(version => version.Rule.PartOf == whole.Rule.Name)
                .Select(part => new Figure(part, TallyOf(part), CountingOf(part), null, [])).ToList();
            var declared = versions.FirstOrDefault(version =>
                version.Rule.PartOf == whole.Rule.Name && version.Rule.Aggregation == Aggregation.Declared);
            figures.Add(new Figure(
                whole, TallyOf(whole), CountingOf(whole), declared is null ? null : await DeclaredAsync(declared), parts));
        }
        return new CampaignFigures(at ?? snapshot.Seq, figures);

        Tally TallyOf(Indicator version) =>
            sums.TryGetValue(version.Id, out var sum) ? new Tally(sum.Value, version.Rule.Scale, sum.Entries) : new Tally(0, version.Rule.Scale, 0);

        TallyProgress? CountingOf(Indicator version) =>
            progress.TryGetValue(version.Id, out var state) && !state.Live ? state : null;

        async Task<DeclaredTally?> DeclaredAsync(Indicator version)
        {
            var byUnit = await DeclaredFigures.ReadAsync(snapshot, version.Id, units, at, cancel);
            return byUnit.Count == 0 ? null
                : new DeclaredTally(version, new Tally(byUnit.Sum(figure => figure.Value), version.Rule.Scale, byUnit.Count), byUnit);
        }
    }
}
