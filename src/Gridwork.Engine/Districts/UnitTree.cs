using Gridwork.Places;

namespace Gridwork.Engine.Districts;

/// <summary>What kind of node a unit is.</summary>
public enum UnitKind
{
    /// <summary>The district itself: the root.</summary>
    District,

    /// <summary>A subdistrict office (街道).</summary>
    Subdistrict,

    /// <summary>A village or community (村、社区).</summary>
    Village,

    /// <summary>A department of the district (部门).</summary>
    Department,
}

/// <summary>A node of the organisation tree.</summary>
/// <param name="No">Its number in the journal.</param>
/// <param name="Code">Its code in files: lower-case ASCII letters, digits and hyphens.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Parent">The unit above; none for the district.</param>
public sealed record Unit(UnitNo No, string Code, LocalText Name, UnitKind Kind, UnitNo Parent);

/// <summary>The organisation tree as it stands at one position. Immutable.</summary>
public sealed class UnitTree
{
    private readonly Dictionary<UnitNo, Unit> byNo;
    private readonly Dictionary<string, Unit> byCode;
    private readonly ILookup<UnitNo, Unit> children;

    /// <summary>Makes the tree of units whose parents are among them.</summary>
    public UnitTree(IEnumerable<Unit> units)
    {
        All = [.. units];
        byNo = All.ToDictionary(unit => unit.No);
        byCode = All.ToDictionary(unit => unit.Code, StringComparer.Ordinal);
        children = All.Where(unit => unit.Parent != UnitNo.None).ToLookup(unit => unit.Parent);
    }

    /// <summary>A tree without units: a district before its set-up.</summary>
    public static UnitTree Empty { get; } = new([]);

    /// <summary>Every unit, in the order of the file.</summary>
    public IReadOnlyList<Unit> All { get; }

    /// <summary>The unit of a number; null when there is none.</summary>
    public Unit? Find(UnitNo no) => byNo.GetValueOrDefault(no);

    /// <summary>The unit of a code (ordinal); null when there is none.</summary>
    public Unit? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>The units directly below, in the order of the file.</summary>
    public IEnumerable<Unit> Below(UnitNo no) => children[no];

    /// <summary>The unit and all below it, parents before children.</summary>
    public IEnumerable<UnitNo> WithAllBelow(UnitNo no)
    {
        yield return no;
        foreach (var child in children[no])
        {
            foreach (var unit in WithAllBelow(child.No)) yield return unit;
        }
    }

    /// <summary>The subdistrict that a unit is or lies in; null: it lies in the district itself, or is none.</summary>
    public Unit? SubdistrictOf(UnitNo unit)
    {
        for (var at = Find(unit); at is not null; at = Find(at.Parent))
        {
            if (at.Kind == UnitKind.Subdistrict) return at;
        }
        return null;
    }

    /// <summary>The subdistrict in which a cell lies, by the unit that answers for it; null: none.</summary>
    public Unit? SubdistrictOf(Cell cell) => Find(cell.UnitCode) is { } unit ? SubdistrictOf(unit.No) : null;

    /// <summary>Whether <paramref name="unit"/> is <paramref name="above"/> or lies below it.</summary>
    public bool IsWithin(UnitNo unit, UnitNo above)
    {
        for (var at = unit; at != UnitNo.None; at = byNo.TryGetValue(at, out var node) ? node.Parent : UnitNo.None)
        {
            if (at == above) return true;
        }
        return false;
    }
}
