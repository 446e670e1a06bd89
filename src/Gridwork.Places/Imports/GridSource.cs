// Which of three kinds of file a grid comes in is told by its first bytes, not by its name. A file from outside is not trusted: its size, the size
// it unpacks to, the names in it and the number of its shapes have limits, and a database in it is read only where it holds plain tables.

namespace Gridwork.Places.Imports;

/// <summary>A file as shapes and their columns.</summary>
/// <param name="Format">GeoJSON, GeoPackage or Shapefile.</param>
/// <param name="Shapes">The shapes in the order of the file.</param>
/// <param name="TextEncoding">What the texts of a Shapefile were written in, by .cpg or by their content; null: the format knows only one.</param>
internal sealed record GridSource(string Format, IReadOnlyList<SourceShape> Shapes, string? TextEncoding = null)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int LargestFile = 32 << 20;

    /// <summary>The most shapes: a large city has some ten thousand cells.</summary>
    public const int MostShapes = 20_000;

    /// <summary>The most corners of all shapes together.</summary>
    public const int MostCorners = 2_000_000;

    /// <summary>Reads a file. Throws <see cref="GridFileRefusedException"/> with the finding for one that cannot be read.</summary>
    public static GridSource Read(ReadOnlyMemory<byte> bytes, string fileName)
    {
        if (bytes.Length > LargestFile) throw new GridFileRefusedException(GridFindingKind.TooLarge, Megabytes(LargestFile));
        var source = bytes.Span switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] => ShapefileSource.Read(bytes),
            [(byte)'S', (byte)'Q', (byte)'L', (byte)'i', (byte)'t', (byte)'e', (byte)' ', ..] => GeoPackageSource.Read(bytes),
            _ when IsText(bytes.Span) => GeoJsonSource.Read(bytes),
            _ => throw new GridFileRefusedException(GridFindingKind.UnknownFormat),
        };
        if (source.Shapes.Count == 0) throw new GridFileRefusedException(GridFindingKind.NoCells);
        Limit(source.Shapes.Count, source.Shapes.Sum(shape => shape.Polygons.Sum(rings => rings.Sum(ring => (long)ring.Length))));
        return source;
    }

    /// <summary>Throws when there is more than the limits allow; readers ask on the way, so that nothing endless is read to its end.</summary>
    public static void Limit(int shapes, long corners)
    {
        if (shapes > MostShapes || corners > MostCorners)
            throw new GridFileRefusedException(GridFindingKind.TooMany, GridFinding.Number(MostShapes), GridFinding.Number(MostCorners));
    }

    /// <summary>A size in words of a finding.</summary>
    public static string Megabytes(long bytes) => GridFinding.Number(bytes >> 20);

    /// <summary>Whether the file begins like JSON: with a brace or bracket, after white space and a byte order mark.</summary>
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        bytes = bytes.TrimStart(" \t\r\n"u8);
        return bytes.IsEmpty || bytes[0] is (byte)'{' or (byte)'[';
    }
}

/// <summary>A file that cannot be read at all; the finding says why.</summary>
internal sealed class GridFileRefusedException(GridFindingKind kind, params string[] data) : Exception(kind.ToString())
{
    public GridFinding Finding { get; } = new(kind, null, null, data);
}
