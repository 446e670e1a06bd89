using Gridwork.Engine;
using Gridwork.Engine.Briefings;
using Gridwork.Server.Figures;

namespace Gridwork.Server.Briefings;

/// <summary>A briefing as its page shows it: one text in two drafts; on its way, or released.</summary>
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

    /// <summary>The journal position that was asked for; null: the present, or the one of its release.</summary>
    public long? At { get; init; }

    /// <summary>The next issues of other series of the campaign.</summary>
    public IReadOnlyList<(string Title, string Href)> Others { get; init; } = [];

    /// <summary>Issues of this series that are out, newest first.</summary>
    public IReadOnlyList<(string Title, string Href, DateTimeOffset At)> Earlier { get; init; } = [];

    /// <summary>How it was released; null: it is a draft.</summary>
    public ReleaseNote? Released { get; init; }

    /// <summary>What whoever releases it can do with the draft; null: the reader does not release it.</summary>
    public Releasing? Releasing { get; init; }

    /// <summary>Numbers that were typed into its free words: they open to nothing.</summary>
    public IReadOnlyList<string> Typed { get; init; } = [];

    /// <summary>The figures that were changed by hand.</summary>
    public IEnumerable<FigureLine> ByHand => Figures.Where(figure => figure.Hand is not null);
}

/// <summary>How a paper was released.</summary>
/// <param name="Seq">The release entry.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Head">The chain's value at the position of its figures, as printed.</param>
/// <param name="Holds">Whether words and figures still give the printed code.</param>
/// <param name="IsNew">Whether the reader has just released it.</param>
public sealed record ReleaseNote(long Seq, DateTimeOffset At, LocalText By, string Head, bool Holds, bool IsNew);

/// <summary>The steps of whoever releases a draft.</summary>
public sealed record Releasing
{
    /// <summary>Why it cannot go out now: Part (the reader sees only a part of what it counts), Counting; null: it can.</summary>
    public string? Hindrance { get; init; }

    /// <summary>What was wrong with what was sent: NoValue, NoReason, NoWords, Stale; null: nothing.</summary>
    public string? Trouble { get; init; }

    /// <summary>The figure that is being changed, by its place; null: none.</summary>
    public int? Figure { get; init; }

    /// <summary>The words that are being changed, by their name; null: none.</summary>
    public string? Text { get; init; }

    /// <summary>What was typed and not kept, to be mended.</summary>
    public (string Value, string Reason) Said { get; init; } = ("", "");

    /// <summary>The words that may be written anew.</summary>
    public IReadOnlyList<FreeText> Texts { get; init; } = [];
}

/// <summary>Words of a draft that may be written anew.</summary>
/// <param name="Name">Their name in the template.</param>
/// <param name="Words">As they stand now.</param>
/// <param name="By">Who wrote them; null: they are the template's.</param>
/// <param name="At">When.</param>
public sealed record FreeText(string Name, string Words, LocalText? By, DateTimeOffset? At);

/// <summary>A figure of a briefing.</summary>
/// <param name="No">Its place in the text, from 1.</param>
/// <param name="Key">Which number, as forms name it.</param>
/// <param name="About">What it says, where and when.</param>
/// <param name="OnPaper">As it stands on the paper.</param>
/// <param name="Counted">The exact count, opening to its entries.</param>
/// <param name="Standing">How the one stands to the other.</param>
/// <param name="Round">To what it was rounded down; 0: not at all.</param>
/// <param name="Today">The count at present, where the paper is older and the count has changed; null: the same.</param>
public sealed record FigureLine(
    int No, string Key, string About, FigureValue OnPaper, FigureValue Counted, FigureStanding Standing, int Round, FigureValue? Today)
{
    /// <summary>Who changed it by hand; null: nobody.</summary>
    public HandNote? Hand { get; init; }

    /// <summary>Whether the reader sees only a part of what it counted, so that nothing is compared.</summary>
    public bool IsPart { get; init; }
}

/// <summary>A change by hand.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="Change">By how much; null: nothing was counted.</param>
public sealed record HandNote(LocalText By, DateTimeOffset At, string Reason, long? Change);
