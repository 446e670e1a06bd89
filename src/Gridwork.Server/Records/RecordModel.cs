using Gridwork.Engine;
using Gridwork.Engine.Records;
using Gridwork.Server.Charts;
using Gridwork.Server.Figures;

namespace Gridwork.Server.Records;

/// <summary>One record entry as its page shows it.</summary>
public sealed record RecordModel
{
    /// <summary>Its position in the journal: its number.</summary>
    public required long Seq { get; init; }

    /// <summary>The first entry of its chain of corrections.</summary>
    public required long Root { get; init; }

    /// <summary>The entry that speaks for the chain now.</summary>
    public required long Head { get; init; }

    /// <summary>The campaign's id and title.</summary>
    public required (string Id, LocalText Title) Campaign { get; init; }

    /// <summary>The form's title.</summary>
    public required string Form { get; init; }

    /// <summary>The form's version as its author named it.</summary>
    public required string FormVersion { get; init; }

    /// <summary>Its instance id.</summary>
    public required string InstanceId { get; init; }

    /// <summary>When it was captured; null: nobody said.</summary>
    public required DateTimeOffset? Captured { get; init; }

    /// <summary>When it was received.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>The district's day that it counts on.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Who sent it, by post.</summary>
    public required LocalText Sender { get; init; }

    /// <summary>The responsible unit.</summary>
    public required LocalText Unit { get; init; }

    /// <summary>Its cell's code; null: in none.</summary>
    public string? Cell { get; init; }

    /// <summary>How it stands.</summary>
    public required Standing Standing { get; init; }

    /// <summary>Where it stands in the chain of corrections.</summary>
    public required RevisionState State { get; init; }

    /// <summary>Why it waits; null: it does not.</summary>
    public WaitReason? Waits { get; init; }

    /// <summary>Remarks of the door, as keys of texts.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>The correction that replaced it; null: none did.</summary>
    public CorrectionOf? ReplacedBy { get; init; }

    /// <summary>What it corrects; null: nothing.</summary>
    public CorrectionOf? Replaces { get; init; }

    /// <summary>Its pictures.</summary>
    public IReadOnlyList<PhotoFile> Photos { get; init; } = [];

    /// <summary>What was filled in.</summary>
    public required IReadOnlyList<AnswerLine> Answers { get; init; }

    /// <summary>What happened to it, oldest first.</summary>
    public required IReadOnlyList<HistoryLine> History { get; init; }

    /// <summary>What it counts in.</summary>
    public required IReadOnlyList<EffectLine> Effects { get; init; }

    /// <summary>The map around it; null: it has no place.</summary>
    public MiniMap? Map { get; init; }

    /// <summary>Where its place may lie; null: there is no doubt.</summary>
    public PlaceDoubt? Doubt { get; init; }

    /// <summary>The accuracy of its point in metres; null: not said.</summary>
    public double? Accuracy { get; init; }

    /// <summary>The hash of its content, in hexadecimal.</summary>
    public required string BodyHash { get; init; }

    /// <summary>Its link in the chain, in hexadecimal.</summary>
    public required string Chain { get; init; }

    /// <summary>The link before it; null: it is the first entry, or the reader may not see it.</summary>
    public string? ChainBefore { get; init; }

    /// <summary>Why answers were removed by law; null: none were.</summary>
    public string? Erased { get; init; }
}

/// <summary>A place of which the point does not say for certain in which cell it lies.</summary>
/// <param name="Why">Outside, Edge or Near: the key of the text that says why.</param>
/// <param name="Settled">Whether a clerk has settled it.</param>
/// <param name="Choices">Where it may lie.</param>
/// <param name="MaySettle">Whether the reader may settle it now.</param>
public sealed record PlaceDoubt(string Why, bool Settled, IReadOnlyList<PlaceChoice> Choices, bool MaySettle);

/// <summary>A cell in which a place may lie.</summary>
/// <param name="Code">Its code; null: no cell.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Metres">How far the point is from it; null: not at all.</param>
/// <param name="IsNow">Whether the record lies there now.</param>
public sealed record PlaceChoice(string? Code, LocalText? Unit, double? Metres, bool IsNow);

/// <summary>A correction beside a record.</summary>
/// <param name="Seq">The other record entry.</param>
/// <param name="At">When the correcting one was received.</param>
/// <param name="By">Who sent the correcting one.</param>
/// <param name="Changes">What it changed: the question, before, after.</param>
public sealed record CorrectionOf(long Seq, DateTimeOffset At, LocalText By, IReadOnlyList<(string Question, string Before, string After)> Changes);

/// <summary>An answer in words.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Value">What was answered; null: nothing.</param>
/// <param name="Depth">How deep it lies in groups and repeats.</param>
/// <param name="IsHeading">Whether it is a group or a repeat's instance instead of an answer.</param>
/// <param name="IsHidden">Whether it tells something about a person and the reader may not see it.</param>
public sealed record AnswerLine(string Question, string? Value, int Depth = 0, bool IsHeading = false, bool IsHidden = false);

/// <summary>Something that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Key">The key of the text that says what.</param>
/// <param name="Data">What stands in its holes.</param>
/// <param name="Effects">Changes of tallies that came with it.</param>
/// <param name="Href">Where more is; null: nowhere.</param>
public sealed record HistoryLine(
    DateTimeOffset At, string Key, IReadOnlyList<object> Data, IReadOnlyList<(LocalText Title, string Change)> Effects, string? Href = null);

/// <summary>What a record counts in one indicator.</summary>
/// <param name="Title">The indicator.</param>
/// <param name="Posts">What it posted, in order; the sum is what it counts.</param>
/// <param name="Scale">The indicator's decimals.</param>
/// <param name="Total">The tally of the whole.</param>
/// <param name="InUnit">The tally of its unit.</param>
/// <param name="OnDay">The tally of its day.</param>
/// <param name="Day">That day.</param>
public sealed record EffectLine(
    LocalText Title, IReadOnlyList<long> Posts, int Scale, FigureValue Total, FigureValue? InUnit, FigureValue? OnDay, DateOnly Day);
