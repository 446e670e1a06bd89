using Gridwork.Server.Figures;

namespace Gridwork.Server.Charts;

/// <summary>A cell with its open cases.</summary>
/// <param name="Code">The cell's code.</param>
/// <param name="Title">The cell, its village and its counts in words.</param>
/// <param name="Column">From 1, west to east.</param>
/// <param name="Row">From 1, north to south.</param>
/// <param name="Street">Its subdistrict.</param>
/// <param name="Lamp">Its worst lamp; null: nothing is open.</param>
/// <param name="Late">How many are late.</param>
/// <param name="Fresh">Whether one of them turned late today.</param>
/// <param name="Href">Where it opens to; null: it is no door.</param>
public sealed record LampTile(string Code, string Title, int Column, int Row, string Street, LampKind? Lamp, long Late, bool Fresh, string? Href);
