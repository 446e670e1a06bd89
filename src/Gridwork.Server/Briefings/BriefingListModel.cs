using Gridwork.Engine;

namespace Gridwork.Server.Briefings;

/// <summary>The papers that the reader may see.</summary>
/// <param name="Drafts">The next issue of each series.</param>
/// <param name="Released">What is out, newest first.</param>
public sealed record BriefingListModel(IReadOnlyList<BriefingListLine> Drafts, IReadOnlyList<ReleasedLine> Released)
{
    /// <summary>Where older ones are; null: there are none.</summary>
    public string? Next { get; init; }

    /// <summary>Where the newest are; null: here.</summary>
    public string? First { get; init; }

    /// <summary>How many a page shows.</summary>
    public required int PageSize { get; init; }
}

/// <summary>A draft in the list.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Href">Its page.</param>
/// <param name="Campaign">Its campaign.</param>
/// <param name="Issuer">The issuing body.</param>
/// <param name="Figures">How many figures its text has.</param>
public sealed record BriefingListLine(string Title, string Href, LocalText Campaign, LocalText Issuer, int Figures);

/// <summary>A released paper in the list.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Href">Its page.</param>
/// <param name="Campaign">Its campaign.</param>
/// <param name="Issuer">The issuing body.</param>
/// <param name="At">When it was released.</param>
/// <param name="By">Who released it.</param>
/// <param name="ByHand">How many of its figures were changed by hand.</param>
public sealed record ReleasedLine(string Title, string Href, LocalText Campaign, LocalText Issuer, DateTimeOffset At, LocalText By, int ByHand);
