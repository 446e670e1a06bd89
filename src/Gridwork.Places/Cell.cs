using NetTopologySuite.Geometries;

namespace Gridwork.Places;

/// <summary>A polygon of the grid and the unit that answers for it. Immutable; the shape must not be changed.</summary>
/// <param name="Code">Its code, unique in the grid.</param>
/// <param name="Name">What it is called besides, or null.</param>
/// <param name="UnitCode">The code of the responsible unit in the unit tree, such as a village; whether that unit exists is the tree's to say.</param>
/// <param name="Shape">Its outline in degrees, longitude as X and latitude as Y, WGS-84; holes are allowed.</param>
/// <param name="Lattice">Where it stands in the drawn mosaic, or null where the grid has none.</param>
public sealed record Cell(CellCode Code, string? Name, string UnitCode, Polygon Shape, LatticePlace? Lattice);

/// <summary>A tile's place in the mosaic of a grid.</summary>
/// <param name="Column">From 1, west to east.</param>
/// <param name="Row">From 1, north to south.</param>
public readonly record struct LatticePlace(int Column, int Row);
