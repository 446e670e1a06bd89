using Gridwork.Engine;
using Gridwork.Server.Cases;
using Gridwork.Server.Figures;
using Gridwork.Server.Layout;

namespace Gridwork.Server.Map;

/// <summary>The map.</summary>
public sealed record MapModel
{
    /// <summary>Problems or records: what is shown.</summary>
    public required IReadOnlyList<Choice> Shown { get; init; }

    /// <summary>Whether records are shown.</summary>
    public required bool Records { get; init; }

    /// <summary>How many there are with these filters.</summary>
    public required FigureValue Total { get; init; }

    /// <summary>Whether there are more than were counted.</summary>
    public bool More { get; init; }

    /// <summary>How many of them are late; null: records are shown.</summary>
    public FigureValue? Late { get; init; }

    /// <summary>The filters.</summary>
    public required IReadOnlyList<Filter> Filters { get; init; }

    /// <summary>The first of them, as a list.</summary>
    public required IReadOnlyList<MapLine> Lines { get; init; }

    /// <summary>The list of the same.</summary>
    public required string List { get; init; }

    /// <summary>The drawing; null: the district has no grid.</summary>
    public required DistrictMap? Drawing { get; init; }

    /// <summary>Where the shapes come from; null: not said.</summary>
    public string? Note { get; init; }

    /// <summary>What the island is told, by the name of its attribute.</summary>
    public required IReadOnlyDictionary<string, object> Island { get; init; }

    /// <summary>The days of the slider.</summary>
    public required IReadOnlyList<DayBar> Days { get; init; }

    /// <summary>The first and the last day asked for; null: the slider's.</summary>
    public required (DateOnly? From, DateOnly? To) Range { get; init; }

    /// <summary>The words of the address that a change of days keeps.</summary>
    public required IReadOnlyList<(string Name, string Value)> Kept { get; init; }

    /// <summary>The chosen case; null: none.</summary>
    public CasePanelModel? Case { get; init; }

    /// <summary>The chosen cell; null: none.</summary>
    public CellPanelModel? Cell { get; init; }
}

/// <summary>A case or a record beside the map.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Href">Its page.</param>
/// <param name="Head">Its cell and category, or its form.</param>
/// <param name="Text">Its village and what it is about.</param>
/// <param name="Lamp">How urgent it is; null: a record.</param>
/// <param name="Place">Where it is; null: not said.</param>
public sealed record MapLine(long Number, string Href, string Head, string Text, LampWord? Lamp, (double Longitude, double Latitude)? Place);

/// <summary>A day of the slider.</summary>
/// <param name="Day">The day.</param>
/// <param name="N">How many were reported.</param>
public sealed record DayBar(DateOnly Day, long N);

/// <summary>A case chosen on the map.</summary>
/// <param name="Number">Its number.</param>
/// <param name="What">What it is about.</param>
/// <param name="Category">Its category; null: none.</param>
/// <param name="Cell">Its cell; null: in none.</param>
/// <param name="Unit">The unit in which it lies.</param>
/// <param name="Host">Who answers for it; null: nobody yet.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Lamp">How urgent it is.</param>
/// <param name="Reported">When it was reported.</param>
public sealed record CasePanelModel(
    long Number, string What, LocalText? Category, string? Cell, LocalText Unit, LocalText? Host, string Stage, LampWord Lamp, DateTimeOffset Reported);

/// <summary>A cell chosen on the map.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Unit">The unit that answers for it; null: none is known.</param>
/// <param name="Street">The subdistrict in which it lies; null: none.</param>
/// <param name="Late">Its late problems.</param>
/// <param name="Soon">Those due today.</param>
/// <param name="Open">Those open.</param>
/// <param name="Records">Its records.</param>
/// <param name="Only">The map of this cell alone.</param>
public sealed record CellPanelModel(
    string Code, LocalText? Unit, LocalText? Street, FigureValue Late, FigureValue Soon, FigureValue Open, FigureValue Records, string Only);
