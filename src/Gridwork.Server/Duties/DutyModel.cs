using Gridwork.Engine;
using Gridwork.Server.Layout;

namespace Gridwork.Server.Duties;

/// <summary>A campaign's duty list.</summary>
public sealed record DutyModel
{
    /// <summary>The campaign's id and title.</summary>
    public required (string Id, LocalText Title) Campaign { get; init; }

    /// <summary>The campaigns that have one.</summary>
    public required IReadOnlyList<Choice> Campaigns { get; init; }

    /// <summary>Whether it says which leader answers for what.</summary>
    public bool HasLeaders { get; init; }

    /// <summary>Filters as words.</summary>
    public required IReadOnlyList<Filter> Filters { get; init; }

    /// <summary>How many rows there are.</summary>
    public required int Count { get; init; }

    /// <summary>The rows by part of the standard.</summary>
    public required IReadOnlyList<DutyGroup> Groups { get; init; }

    /// <summary>What nobody answers for.</summary>
    public required IReadOnlyList<DutyGapLine> Gaps { get; init; }

    /// <summary>Rows that say the same as one before them.</summary>
    public required IReadOnlyList<(int First, int Second)> Doubles { get; init; }
}

/// <summary>The rows of a part of the standard.</summary>
/// <param name="Title">The part; empty: none.</param>
/// <param name="Lines">The rows.</param>
public sealed record DutyGroup(string Title, IReadOnlyList<DutyLine> Lines);

/// <summary>A row of the duty list.</summary>
/// <param name="Category">The category.</param>
/// <param name="Place">Where; null: anywhere.</param>
/// <param name="Line">On which line; null: on any or none.</param>
/// <param name="Host">Who answers for it; null: the village of the cell.</param>
/// <param name="LeadsLine">Whether that is who leads the line.</param>
/// <param name="With">Who helps.</param>
/// <param name="Clause">What it rests on; null: not said.</param>
/// <param name="Limit">The category's limit; null: none.</param>
/// <param name="Row">Its row in the file.</param>
public sealed record DutyLine(
    LocalText Category, LocalText? Place, LocalText? Line, LocalText? Host, bool LeadsLine, IReadOnlyList<LocalText> With, LocalText? Clause, string? Limit, int Row);

/// <summary>A category that nobody answers for.</summary>
/// <param name="Category">The category.</param>
/// <param name="Streets">Where, and in how many of its villages; null: in all.</param>
/// <param name="Lines">The lines on which somebody does.</param>
public sealed record DutyGapLine(LocalText Category, IReadOnlyList<(LocalText Name, int? Units)> Streets, IReadOnlyList<LocalText> Lines);
