using Gridwork.Engine;

namespace Gridwork.Server.Evaluation;

/// <summary>A draw of closed cases that are looked at once more.</summary>
public sealed record RecheckModel
{
    /// <summary>The campaign.</summary>
    public required (string Id, LocalText Title) Campaign { get; init; }

    /// <summary>The first day of the period.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The share drawn, in percent.</summary>
    public required int Share { get; init; }

    /// <summary>However few there are.</summary>
    public required int AtLeast { get; init; }

    /// <summary>The position that a draw made now has.</summary>
    public required long Head { get; init; }

    /// <summary>The draw; null: none is asked for yet.</summary>
    public RecheckDraw? Draw { get; init; }
}

/// <summary>What was drawn.</summary>
/// <param name="At">The position.</param>
/// <param name="Seed">The chain's value there, 64 hexadecimal digits.</param>
/// <param name="Entered">When the entry at that position was received.</param>
/// <param name="Closed">How many were closed in the period, as at the position.</param>
/// <param name="Lines">Those drawn, in the order of the draw.</param>
public sealed record RecheckDraw(long At, string Seed, DateTimeOffset Entered, int Closed, IReadOnlyList<RecheckLine> Lines)
{
    /// <summary>How many have a result.</summary>
    public int Done => Lines.Count(line => line.Result is not null);

    /// <summary>How many of these were not as said.</summary>
    public int Failed => Lines.Count(line => line.Result is { Passed: false });
}

/// <summary>A case that was drawn.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Lot">The beginning of its lot, by which the order can be recomputed.</param>
/// <param name="What">What it is about.</param>
/// <param name="Place">Its cell and unit.</param>
/// <param name="Host">Who answered for it.</param>
/// <param name="Closed">When it was closed.</param>
/// <param name="Barred">The units whose people may not inspect it.</param>
/// <param name="MayInspect">Whether the reader may.</param>
/// <param name="Result">What was found; null: nobody has looked yet.</param>
public sealed record RecheckLine(
    long Number, string Lot, string What, string Place, LocalText? Host, DateTimeOffset Closed, IReadOnlyList<string> Barred, bool MayInspect, RecheckResult? Result);

/// <summary>What a re-check found.</summary>
/// <param name="Passed">Whether it was as said.</param>
/// <param name="At">When.</param>
/// <param name="By">Who looked, by post.</param>
/// <param name="Record">The record that says so.</param>
/// <param name="Reason">What was said with it; null: nothing.</param>
public sealed record RecheckResult(bool Passed, DateTimeOffset At, LocalText By, long Record, string? Reason);
