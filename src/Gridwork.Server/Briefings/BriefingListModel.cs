using Gridwork.Engine;

namespace Gridwork.Server.Briefings;

/// <summary>The papers that the reader may see.</summary>
/// <param name="Lines">A row each.</param>
public sealed record BriefingListModel(IReadOnlyList<BriefingListLine> Lines);

/// <summary>A paper in the list.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Href">Its page.</param>
/// <param name="Campaign">Its campaign.</param>
/// <param name="Issuer">The issuing body.</param>
/// <param name="Figures">How many figures its text has.</param>
public sealed record BriefingListLine(string Title, string Href, LocalText Campaign, LocalText Issuer, int Figures);
