using Gridwork.Engine;

namespace Gridwork.Server.Leaders;

/// <summary>Which leader answers for what on a day.</summary>
public sealed record LeaderModel
{
    /// <summary>The campaign's id and title.</summary>
    public required (string Id, LocalText Title) Campaign { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The lines, in their order; before them stands what is on no line.</summary>
    public required IReadOnlyList<LocalText> Lines { get; init; }

    /// <summary>The streets.</summary>
    public required IReadOnlyList<LeaderStreet> Streets { get; init; }

    /// <summary>What nobody answers for: the line (null: off every line), in how many cells, and the first of them.</summary>
    public required IReadOnlyList<(LocalText? Line, int Count, IReadOnlyList<string> Cells)> Gaps { get; init; }

    /// <summary>Two for the same from the same day: the one that is read, the other, the day, the other's row in the file.</summary>
    public required IReadOnlyList<(LocalText First, LocalText Second, DateOnly From, int Row)> Doubles { get; init; }

    /// <summary>The days on which something changes.</summary>
    public required IReadOnlyList<DateOnly> Changes { get; init; }
}

/// <summary>A street of the table.</summary>
/// <param name="Name">The street.</param>
/// <param name="Cells">How many cells it has.</param>
/// <param name="Posts">Who answers for most of it: off every line, then by line.</param>
/// <param name="Others">Cells where somebody else does.</param>
public sealed record LeaderStreet(LocalText Name, int Cells, IReadOnlyList<LeaderPost> Posts, IReadOnlyList<(string Cell, IReadOnlyList<LeaderPost> Posts)> Others);

/// <summary>Who answers for a place and a line.</summary>
/// <param name="Title">The post; null: nobody.</param>
/// <param name="From">From which day; null: nobody.</param>
/// <param name="IsStreets">Whether that is the street's, so that it is not said again.</param>
/// <param name="IsNew">Whether it holds from this day.</param>
public sealed record LeaderPost(LocalText? Title, DateOnly? From, bool IsStreets, bool IsNew);
