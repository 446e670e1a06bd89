using Gridwork.Engine;
using Gridwork.Server.Figures;
using Gridwork.Server.Layout;

namespace Gridwork.Server.Evaluation;

/// <summary>How the cases of a campaign went, parted by what the reader chose.</summary>
public sealed record EvaluationModel
{
    /// <summary>The campaign.</summary>
    public required (string Id, LocalText Title) Campaign { get; init; }

    /// <summary>Whether the reader may see which closed cases are drawn for a second look.</summary>
    public bool SeesRechecks { get; init; }

    /// <summary>By what it can be parted.</summary>
    public required IReadOnlyList<Choice> Groupings { get; init; }

    /// <summary>What the rows are.</summary>
    public required string Head { get; init; }

    /// <summary>A row each, in the order of the cells, units or categories themselves: nobody is ranked.</summary>
    public required IReadOnlyList<EvaluationLine> Lines { get; init; }

    /// <summary>All together.</summary>
    public required EvaluationLine Sum { get; init; }
}

/// <summary>How the cases of one part went.</summary>
/// <param name="Title">The part.</param>
/// <param name="Registered">Ever registered.</param>
/// <param name="Closed">Closed.</param>
/// <param name="InTime">Closed when due or before.</param>
/// <param name="ClosedLate">Closed after it was due.</param>
/// <param name="SentBack">Times sent back.</param>
/// <param name="Returned">Times returned by hosts.</param>
/// <param name="Reopened">Times opened again.</param>
/// <param name="Dismissed">Not taken up: not this unit's, not possible, not reasonable.</param>
/// <param name="Open">Open.</param>
/// <param name="Late">Late now.</param>
/// <param name="OnHold">On hold now.</param>
/// <param name="Median">Begun hours from registration to closing, of half of the closed ones at most; null: none is closed.</param>
/// <param name="NineTenths">The same of nine tenths.</param>
public sealed record EvaluationLine(
    LocalText Title, FigureValue Registered, FigureValue Closed, long InTime, long ClosedLate, FigureValue SentBack, FigureValue Returned,
    FigureValue Reopened,
    (long NotOurs, long NotPossible, long NotReasonable) Dismissed, FigureValue Open, FigureValue Late, FigureValue OnHold, int? Median, int? NineTenths)
{
    /// <summary>Closed in time of those that had a limit, in whole percent, rounded down; null: none had.</summary>
    public long? Rate => InTime + ClosedLate == 0 ? null : InTime * 100 / (InTime + ClosedLate);

    /// <summary>Closed ones without a limit: the rate leaves them out.</summary>
    public long NoLimit => (Closed.Value ?? 0) - InTime - ClosedLate;
}
