namespace Gridwork.Engine.Briefings;

/// <summary>One issue of a briefing.</summary>
/// <param name="Position">The journal position as at which figures are counted.</param>
/// <param name="Cutoff">The moment of that position (截至), with the district's offset.</param>
/// <param name="Issuer">The issuing unit's name in the template's language.</param>
/// <param name="Campaign">The campaign's title in the template's language.</param>
public sealed record BriefingOccasion(long Position, DateTimeOffset Cutoff, string Issuer, string Campaign)
{
    /// <summary>The date in the head; null: the day of the cut-off.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The number of the issue; null: the template's.</summary>
    public int? Number { get; init; }

    /// <summary>The figures that were changed by hand.</summary>
    public IReadOnlyDictionary<FigureKey, FigureOverride> Overrides { get; init; } = new Dictionary<FigureKey, FigureOverride>();

    /// <summary>The words that were written anew, by their names (<see cref="BriefingTemplate.Texts"/>). A line each is a paragraph.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();
}
