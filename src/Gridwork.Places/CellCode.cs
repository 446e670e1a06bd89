namespace Gridwork.Places;

/// <summary>The name by which people know a cell, such as “North 017”. Unique within a grid; compared by ordinal order of its characters.</summary>
/// <param name="Value">The code as the grid file writes it; never empty in a cell of a <see cref="Grid"/>.</param>
public readonly record struct CellCode(string Value) : IComparable<CellCode>
{
    /// <inheritdoc/>
    public int CompareTo(CellCode other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Whether the left code comes first in ordinal order.</summary>
    public static bool operator <(CellCode left, CellCode right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left code comes last in ordinal order.</summary>
    public static bool operator >(CellCode left, CellCode right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left code comes first or is the same.</summary>
    public static bool operator <=(CellCode left, CellCode right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left code comes last or is the same.</summary>
    public static bool operator >=(CellCode left, CellCode right) => left.CompareTo(right) >= 0;

    /// <summary>The code.</summary>
    public override string ToString() => Value;
}
