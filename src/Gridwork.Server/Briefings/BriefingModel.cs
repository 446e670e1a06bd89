using Gridwork.Engine;
using Gridwork.Server.Figures;

namespace Gridwork.Server.Briefings;

/// <summary>A briefing as its page shows it: one text in two drafts.</summary>
public sealed record BriefingModel
{
    /// <summary>The campaign's id and title.</summary>
    public required (string Id, LocalText Title) Campaign { get; init; }

    /// <summary>Its address without a draft.</summary>
    public required string Href { get; init; }

    /// <summary>Its number.</summary>
    public required int Number { get; init; }

    /// <summary>The masthead.</summary>
    public required string Masthead { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The issuing body.</summary>
    public required LocalText Issuer { get; init; }

    /// <summary>The day on the paper.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The district's time that its figures stand for.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The journal position that its figures were counted at.</summary>
    public required long At { get; init; }

    /// <summary>When it was released; null: a draft.</summary>
    public DateTimeOffset? Released { get; init; }

    /// <summary>Text and figures as one hash, in hexadecimal: the same in both drafts.</summary>
    public required string Code { get; init; }

    /// <summary>The text.</summary>
    public required IReadOnlyList<BriefingBlock> Blocks { get; init; }

    /// <summary>The figures, in the order in which they stand in the text.</summary>
    public required IReadOnlyList<BriefingFigure> Figures { get; init; }

    /// <summary>To whom it goes: 报, 送 and their bodies.</summary>
    public IReadOnlyList<(string Word, string Bodies)> To { get; init; } = [];

    /// <summary>How many copies; null: not said.</summary>
    public int? Copies { get; init; }

    /// <summary>Other numbers of the campaign's briefing.</summary>
    public IReadOnlyList<(string Title, string Href, string Note)> Others { get; init; } = [];
}

/// <summary>A heading or a paragraph.</summary>
/// <param name="IsHeading">Whether it is a heading.</param>
/// <param name="Parts">Its words and figures, in order.</param>
public sealed record BriefingBlock(bool IsHeading, IReadOnlyList<BriefingPart> Parts);

/// <summary>Words, or the n-th figure of the briefing.</summary>
/// <param name="Words">The words; null: a figure.</param>
/// <param name="Figure">Its index among the briefing's figures.</param>
public sealed record BriefingPart(string? Words, int Figure = -1);

/// <summary>A figure of a briefing.</summary>
/// <param name="About">What it says, where and when.</param>
/// <param name="OnPaper">As it stands on the paper.</param>
/// <param name="Counted">The exact count, opening to its entries.</param>
/// <param name="Today">The count at present, where the paper is older and the count has changed; null: the same.</param>
public sealed record BriefingFigure(string About, FigureValue OnPaper, FigureValue Counted, FigureValue? Today);
