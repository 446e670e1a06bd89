using Gridwork.Engine.Briefings;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Tallies;
using Gridwork.Places;

namespace Gridwork.Engine.Journal;

/// <summary>What an entry says, read once from its bytes before the lock. The only place where expressions run.</summary>
public sealed record Facts
{
    /// <summary>What it says to the indicator versions in force, ordered by version.</summary>
    public IReadOnlyList<Contribution> Contributions { get; init; } = [];

    /// <summary>The file names that its answers expect, each once, ordered (ordinal).</summary>
    public IReadOnlyList<string> ExpectedFiles { get; init; } = [];

    /// <summary>The campaign's number; 0 where there is no form.</summary>
    public int Campaign { get; init; }

    /// <summary>The form's number over all its versions; 0 where there is no form.</summary>
    public int Form { get; init; }

    /// <summary>The sender's own unit, who sees the record too.</summary>
    public UnitNo SenderUnit { get; init; }

    /// <summary>Where it was made, for the map; null: its form asks for no place, it was not said, or it tells something about a person.</summary>
    public PlaceCode? Place { get; init; }

    /// <summary>What it says to a case; null: nothing.</summary>
    public CaseSaid? Case { get; init; }

    /// <summary>Whether records of its form open cases or are steps: then its rejection, and a correction that says nothing, matter to a case.</summary>
    public bool PlaysInCases { get; init; }

    /// <summary>The definition entry under which it was read: older than the head's, it is read again (core.md 3).</summary>
    public long DefinitionSeq { get; init; }

    /// <summary>For a review: the decision.</summary>
    public ReviewDecision? Review { get; init; }

    /// <summary>For a released paper: which issue it is; null where its campaign is not known.</summary>
    public PaperIssue? Paper { get; init; }

    /// <summary>For a definition, grid, units, calendar or grant: what it changes.</summary>
    public DefinitionChange? Change { get; init; }
}

/// <summary>What is decided about a record.</summary>
public enum Verdict : byte
{
    /// <summary>The waiting correction takes effect against what now counts.</summary>
    Accept = 1,

    /// <summary>The waiting correction counts as a record of its own.</summary>
    Alone = 2,

    /// <summary>The record does not count.</summary>
    Reject = 3,

    /// <summary>The rejected record counts after all.</summary>
    Restore = 4,

    /// <summary>Whoever took a step of a case takes it back, which holds only while nothing was built on it.</summary>
    TakeBack = 5,
}

/// <summary>A decision about a record: a clerk's, or of a step taken back its sender's.</summary>
/// <param name="Record">Position of the record entry.</param>
/// <param name="Verdict">The decision.</param>
/// <param name="Reason">Why, in the clerk's words.</param>
/// <param name="Waits">Whether it is meant only while the record waits.</param>
public sealed record ReviewDecision(long Record, Verdict Verdict, string Reason, bool Waits = false);

/// <summary>Which indicator versions begin and end with a definition.</summary>
/// <param name="Published">Those that begin, with their campaign.</param>
/// <param name="Retired">Those that end.</param>
public sealed record DefinitionChange(
    IReadOnlyList<(IndicatorVersionId Indicator, int Campaign)> Published, IReadOnlyList<IndicatorVersionId> Retired);
