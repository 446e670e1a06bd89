using Gridwork.Engine;
using Gridwork.Engine.Briefings;
using Gridwork.Server.Figures;

namespace Gridwork.Server.Briefings;

/// <summary>A briefing as its page shows it: one text in two drafts.</summary>
public sealed record BriefingModel
{
    /// <summary>The campaign's id and title.</summary>
    public required (string Id, LocalText Title) Campaign { get; init; }

    /// <summary>Its address without a draft.</summary>
    public required string Href { get; init; }

    /// <summary>The paper.</summary>
    public required Briefing Paper { get; init; }

    /// <summary>Its figures, in the order in which they stand in the text.</summary>
    public required IReadOnlyList<FigureLine> Figures { get; init; }

    /// <summary>The journal position that was asked for; null: the present.</summary>
    public long? At { get; init; }

    /// <summary>Other briefings of the campaign.</summary>
    public IReadOnlyList<(string Title, string Href)> Others { get; init; } = [];
}

/// <summary>A figure of a briefing.</summary>
/// <param name="About">What it says, where and when.</param>
/// <param name="OnPaper">As it stands on the paper.</param>
/// <param name="Counted">The exact count, opening to its entries.</param>
/// <param name="Standing">How the one stands to the other.</param>
/// <param name="Round">To what it was rounded down; 0: not at all.</param>
/// <param name="Today">The count at present, where the paper is older and the count has changed; null: the same.</param>
public sealed record FigureLine(string About, FigureValue OnPaper, FigureValue Counted, FigureStanding Standing, int Round, FigureValue? Today);
