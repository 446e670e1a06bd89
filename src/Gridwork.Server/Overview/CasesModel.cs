using Gridwork.Engine;
using Gridwork.Server.Charts;
using Gridwork.Server.Figures;

namespace Gridwork.Server.Overview;

/// <summary>What is open in the district, as a leader looks at it.</summary>
public sealed record CasesModel
{
    /// <summary>Late now.</summary>
    public required FigureValue Late { get; init; }

    /// <summary>Of those, late since this morning.</summary>
    public required FigureValue TurnedLate { get; init; }

    /// <summary>Not late, due before the day is over.</summary>
    public required FigureValue DueToday { get; init; }

    /// <summary>Open, not late and not due today.</summary>
    public required FigureValue Fine { get; init; }

    /// <summary>On hold.</summary>
    public required FigureValue OnHold { get; init; }

    /// <summary>Open in all.</summary>
    public required FigureValue Open { get; init; }

    /// <summary>Closed so far.</summary>
    public required FigureValue Closed { get; init; }

    /// <summary>The cells.</summary>
    public required IReadOnlyList<LampTile> Tiles { get; init; }

    /// <summary>By subdistrict, and what lies in none.</summary>
    public required IReadOnlyList<CasesOfStreet> Streets { get; init; }

    /// <summary>What turned late today, the newest first.</summary>
    public required IReadOnlyList<LateLine> New { get; init; }

    /// <summary>What is late and has passed every lower rung, the longest first: at most five.</summary>
    public IReadOnlyList<LateLine> ForLeader { get; init; } = [];

    /// <summary>How many are late by host, most first.</summary>
    public required IReadOnlyList<(LocalText Title, FigureValue Figure)> Hosts { get; init; }
}

/// <summary>A subdistrict's open cases.</summary>
/// <param name="Title">Its name; null: in none.</param>
/// <param name="Open">Open.</param>
/// <param name="Late">Late.</param>
/// <param name="DueToday">Due today.</param>
public sealed record CasesOfStreet(LocalText? Title, FigureValue Open, FigureValue Late, FigureValue DueToday);

/// <summary>A case that is late.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Due">When it was due.</param>
/// <param name="Cell">Its cell; null: in none.</param>
/// <param name="Category">Its category.</param>
/// <param name="What">What it is about.</param>
/// <param name="Host">Who has it; null: nobody.</param>
/// <param name="MaySupervise">Whether the reader may put it under supervision.</param>
/// <param name="Supervised">Whether it is under supervision.</param>
public sealed record LateLine(long Number, DateTimeOffset Due, string? Cell, LocalText? Category, string? What, LocalText? Host, bool MaySupervise,
    bool Supervised);
