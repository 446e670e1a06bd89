using Gridwork.Engine;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;
using Gridwork.Server.Figures;

namespace Gridwork.Server.Reviews;

/// <summary>What waits for the reader's decision.</summary>
public sealed record WaitingListModel
{
    /// <summary>What waits, newest first.</summary>
    public required IReadOnlyList<WaitingItem> Items { get; init; }

    /// <summary>How many there are in all.</summary>
    public required long Total { get; init; }

    /// <summary>Where older ones are; null: there are none.</summary>
    public string? Next { get; init; }

    /// <summary>How many a page shows.</summary>
    public required int PageSize { get; init; }

    /// <summary>How many were decided just now, and how; null: none.</summary>
    public (int Count, Verdict Verdict)? Done { get; init; }
}

/// <summary>A record that waits.</summary>
/// <param name="Seq">Its entry.</param>
/// <param name="Campaign">Its campaign.</param>
/// <param name="Form">Its form's title.</param>
/// <param name="Unit">The unit whose matter it is.</param>
/// <param name="Cell">Its cell; null: none.</param>
/// <param name="Sent">When it was received.</param>
/// <param name="By">Who sent it.</param>
/// <param name="Reason">Why it waits.</param>
/// <param name="Target">The entry that counts now and would be replaced; null: there is none.</param>
/// <param name="Changes">What would be otherwise: question, before, after. Personal answers are left out.</param>
/// <param name="Answers">Without a target: what it says.</param>
public sealed record WaitingItem(
    long Seq, LocalText Campaign, string Form, LocalText Unit, string? Cell, DateTimeOffset Sent, LocalText By, WaitReason Reason, long? Target,
    IReadOnlyList<(string Question, string Before, string After)> Changes, string? Answers);

/// <summary>The decision about some records.</summary>
public sealed record DecisionModel
{
    /// <summary>The records.</summary>
    public required IReadOnlyList<WaitingItem> Items { get; init; }

    /// <summary>What can be decided about all of them.</summary>
    public required IReadOnlyList<VerdictChoice> Choices { get; init; }

    /// <summary>What was wrong with what was sent: NoReason, NoVerdict; null: nothing.</summary>
    public string? Trouble { get; init; }

    /// <summary>How many of those that were asked for wait no longer.</summary>
    public int Gone { get; init; }
}

/// <summary>What can be decided, and what it would do to the tallies.</summary>
/// <param name="Verdict">The decision.</param>
/// <param name="Tallies">The tallies that would change.</param>
public sealed record VerdictChoice(Verdict Verdict, IReadOnlyList<TallyChange> Tallies);

/// <summary>A tally that would change.</summary>
/// <param name="Title">The indicator.</param>
/// <param name="Now">What it is, over what the reader sees.</param>
/// <param name="Change">By how much, in units of 10^−scale.</param>
/// <param name="Parts">By unit where it moves from one to another.</param>
public sealed record TallyChange(LocalText Title, FigureValue Now, long Change, IReadOnlyList<(LocalText Unit, long Change)> Parts);
