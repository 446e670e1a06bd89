// What of a grid is drawn on a map, made once a grid version: outlines of the land and of the streets joined from their cells, where a cell's name
// stands, and the name under which all of it may be kept by a browser for good.
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Gridwork.Engine.Districts;
using Gridwork.Places;
using Gridwork.Server.Charts;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace Gridwork.Server.Map;

/// <summary>A cell as a map draws it.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Unit">The unit that answers for it; null: the tree knows none.</param>
/// <param name="Street">The subdistrict in which it lies; null: none.</param>
internal sealed record ShownCell(Cell Cell, Unit? Unit, Unit? Street);

/// <summary>A subdistrict's outline.</summary>
/// <param name="Street">The subdistrict; null: cells of none.</param>
/// <param name="Outline">Its cells as one shape.</param>
internal sealed record ShownStreet(Unit? Street, Geometry Outline);

/// <summary>The shapes of a grid.</summary>
internal sealed class GridShapes
{
    // They go when the version goes; a new unit tree comes with a definition of its own.
    private static readonly ConditionalWeakTable<GridVersion, GridShapes> Made = [];

    private GridShapes(GridVersion version, UnitTree units)
    {
        Version = version;
        Units = units;
        Base = BaseMap.Of(version);
        Cells =
        [
            .. version.Grid.Cells.Select(cell =>
            {
                var unit = units.Find(cell.UnitCode);
                return new ShownCell(cell, unit, units.SubdistrictOf(cell));
            }),
        ];
        Streets =
        [
            .. Cells.GroupBy(cell => cell.Street?.Code).OrderBy(street => street.Key, StringComparer.Ordinal)
                .Select(street => new ShownStreet(street.First().Street, UnaryUnionOp.Union(street.Select(cell => (Geometry)cell.Cell.Shape).ToList()))),
        ];
        Land = UnaryUnionOp.Union(Streets.Select(street => street.Outline).ToList()) ?? Polygon.Empty;
        Name = Hash();
    }

    /// <summary>The grid.</summary>
    public GridVersion Version { get; }

    /// <summary>The units that its cells were looked up in.</summary>
    public UnitTree Units { get; }

    /// <summary>Roads, water and names.</summary>
    public BaseMap Base { get; }

    /// <summary>The cells, by code.</summary>
    public IReadOnlyList<ShownCell> Cells { get; }

    /// <summary>The subdistricts, by code.</summary>
    public IReadOnlyList<ShownStreet> Streets { get; }

    /// <summary>The whole district.</summary>
    public Geometry Land { get; }

    /// <summary>The name of exactly these shapes: another grid, base map or tree has another.</summary>
    public string Name { get; }

    /// <summary>The shapes of a grid.</summary>
    public static GridShapes Of(GridVersion version, UnitTree units)
    {
        var known = Made.GetValue(version, it => new GridShapes(it, units));
        if (ReferenceEquals(known.Units, units)) return known;
        var anew = new GridShapes(version, units);
        Made.AddOrUpdate(version, anew);
        return anew;
    }

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Version.BaseMap.Span);
        var number = new byte[8];
        foreach (var cell in Cells)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join('|', cell.Cell.Code.Value, cell.Unit?.Code, cell.Unit?.Name.Zh, cell.Unit?.Name.En, cell.Street?.Code, "")));
            foreach (var at in cell.Cell.Shape.Coordinates)
            {
                BinaryPrimitives.WriteDoubleBigEndian(number, at.X);
                hash.AppendData(number);
                BinaryPrimitives.WriteDoubleBigEndian(number, at.Y);
                hash.AppendData(number);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
