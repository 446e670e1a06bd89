namespace Gridwork.Engine;

/// <summary>The tenant. The first part of every primary key.</summary>
/// <param name="Value">A number given at set-up, from 1.</param>
public readonly record struct DistrictId(int Value);

/// <summary>A node of the organisation tree, numbered from 1 in the order in which the journal first named its code. 0: none.</summary>
/// <param name="Value">The number; stable for the life of the district.</param>
public readonly record struct UnitNo(int Value)
{
    /// <summary>No unit.</summary>
    public static UnitNo None => default;
}

/// <summary>A cell of the grid, numbered from 1 in the order in which the journal first named its code. 0: in no cell.</summary>
/// <param name="Value">The number; stable for the life of the district, also across grids.</param>
public readonly record struct CellNo(int Value)
{
    /// <summary>In no cell.</summary>
    public static CellNo None => default;
}

/// <summary>A person with an account. Names stand beside the journal, so that an erasure reaches them. 0: the installation itself.</summary>
/// <param name="Value">The number; never given twice.</param>
public readonly record struct PersonNo(int Value)
{
    /// <summary>The installation itself: set-up, jobs.</summary>
    public static PersonNo Installation => default;
}

/// <summary>One version of one indicator of one campaign.</summary>
/// <param name="Indicator">The indicator's number in the district, from 1.</param>
/// <param name="Version">Its version, from 1; a new one begins when what it counts changes.</param>
public readonly record struct IndicatorVersionId(int Indicator, int Version);
