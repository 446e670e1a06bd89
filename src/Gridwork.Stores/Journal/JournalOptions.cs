namespace Gridwork.Stores.Journal;

/// <summary>How the writer of a journal works.</summary>
public sealed record JournalOptions
{
    /// <summary>How many candidates one transaction takes at most.</summary>
    public int GroupSize { get; init; } = 128;

    /// <summary>How many candidates may wait; more are answered <c>Busy</c>.</summary>
    public int QueueLength { get; init; } = 1024;

    /// <summary>After how many new tally entries the rollups are folded.</summary>
    public int RollupEvery { get; init; } = 2000;

    /// <summary>How many turns a chunk of the backfill folds under the lock.</summary>
    public int BackfillChunk { get; init; } = 500;

    /// <summary>Whether late indicators are folded in the background. A test may want to do it itself.</summary>
    public bool BackfillInBackground { get; init; } = true;
}
