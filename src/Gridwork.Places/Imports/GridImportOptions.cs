using NetTopologySuite.Geometries;

namespace Gridwork.Places.Imports;

/// <summary>What whoever brings a grid file says about it, and what is known of the district.</summary>
public sealed record GridImportOptions
{
    /// <summary>Where mainland China lies, in degrees: what is expected of a file when nothing closer is known.</summary>
    public static Envelope China => new(73, 136, 3, 54);

    /// <summary>In what the numbers are.</summary>
    public CoordinateSystem System { get; init; }

    /// <summary>The first day on which the grid holds; null: what the file says.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Where the district lies, in degrees; null: anywhere on earth.</summary>
    public Envelope? Expected { get; init; }

    /// <summary>The codes of the units that there are; null: they are not known, and any is taken.</summary>
    public IReadOnlySet<string>? Units { get; init; }

    /// <summary>What is narrower than this, in metres, is no piece of land but a slip of the pen; phones are less exact.</summary>
    public double SliverWidth { get; init; } = 2;

    /// <summary>Where a district is expected: round the grid that it has, half as wide again on each side; without one, in China.</summary>
    public static Envelope Around(Grid? known)
    {
        if (known is null || known.Cells.Count == 0) return China;
        var box = known.Extent;
        box.ExpandBy(box.Width / 2, box.Height / 2);
        return box;
    }
}
