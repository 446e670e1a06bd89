// A Shapefile is several files, so it comes zipped. The zip is opened in memory and nothing of it is written anywhere; all the same a name
// that climbs out of a folder is refused, because whoever made it meant no good, and so is a zip that unpacks to much more than it should.
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using NetTopologySuite.IO.Esri;
using NetTopologySuite.IO.Esri.Dbf;
using NetTopologySuite.IO.Esri.Shapefiles.Readers;
using NetTopologySuite.IO.Esri.Shp;

namespace Gridwork.Places.Imports;

/// <summary>Reads a zip with one Shapefile of polygons.</summary>
internal static class ShapefileSource
{
    private const int MostEntries = 200;
    private const long LargestUnpacked = 256L << 20;

    public static GridSource Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var files = Unpack(bytes);
            var shp = One(files, ".shp") ?? throw new GridFileRefusedException(GridFindingKind.NoShapefile, ".shp");
            var dbf = One(files, ".dbf") ?? throw new GridFileRefusedException(GridFindingKind.NoShapefile, ".dbf");
            if (One(files, ".prj") is { } prj && Encoding.UTF8.GetString(prj).Trim() is var projection && IsProjected(projection))
                throw new GridFileRefusedException(GridFindingKind.Projected, NameOf(projection));
            if (!IsSound(shp)) throw new GridFileRefusedException(GridFindingKind.BrokenFile, "Shapefile");
            var (encoding, name) = DbfText.Of(dbf, One(files, ".cpg") is { } cpg ? Encoding.ASCII.GetString(cpg) : null);
            return new GridSource("Shapefile", Shapes(shp, dbf, encoding), name);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or ArgumentException or FormatException or InvalidOperationException
            or IndexOutOfRangeException or NotSupportedException or OverflowException or OutOfMemoryException)
        {
            throw new GridFileRefusedException(GridFindingKind.BrokenFile, "Shapefile");
        }
    }

    /// <summary>
    /// Whether each record is as long as the parts and corners that it announces (ESRI Shapefile Technical Description, 1998). The reader
    /// believes the numbers and would go on making parts for as long as there is memory.
    /// </summary>
    private static bool IsSound(ReadOnlySpan<byte> shp)
    {
        const int FileHeader = 100, RecordHeader = 8, PolygonHeader = 44;
        var corners = 0L;
        var shapes = 0;
        for (var at = FileHeader; at < shp.Length;)
        {
            if (shp.Length - at < RecordHeader) return false;
            var length = 2L * BinaryPrimitives.ReadInt32BigEndian(shp[(at + 4)..]);
            at += RecordHeader;
            if (length < 4 || length > shp.Length - at) return false;
            var content = shp.Slice(at, (int)length);
            at += (int)length;
            if (BinaryPrimitives.ReadInt32LittleEndian(content) == 0) continue;
            if (content.Length < PolygonHeader) return false;
            long parts = BinaryPrimitives.ReadInt32LittleEndian(content[36..]), points = BinaryPrimitives.ReadInt32LittleEndian(content[40..]);
            if (parts < 0 || points < 0 || PolygonHeader + 4 * parts + 16 * points > length) return false;
            GridSource.Limit(++shapes, corners += points);
        }
        return shp.Length >= FileHeader;
    }

    private static List<SourceShape> Shapes(byte[] shp, byte[] dbf, Encoding encoding)
    {
        var options = new ShapefileReaderOptions { GeometryBuilderMode = GeometryBuilderMode.IgnoreInvalidShapes, Encoding = encoding };
        using var geometry = Shp.OpenRead(new MemoryStream(shp), options);
        using var table = new DbfReader(new MemoryStream(dbf), encoding);
        var shapes = new List<SourceShape>();
        var corners = 0L;
        while (geometry.Read())
        {
            // A row that was deleted in the table keeps its place, and its shape.
            var hasRow = table.Read(out var values, out var deleted);
            if (hasRow && deleted) continue;
            var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            if (hasRow)
                foreach (var name in values.GetNames())
                    attributes.TryAdd(SourceShape.WholeName(name), Written(values[name]));
            corners += geometry.Geometry?.NumPoints ?? 0;
            GridSource.Limit(shapes.Count + 1, corners);
            shapes.Add(SourceShape.Of(shapes.Count + 1, geometry.Geometry, attributes));
        }
        return shapes;
    }

    private static string Written(object? value) => value switch
    {
        null => "",
        DateTime day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!.Trim(' ', '\0'),
    };

    private static Dictionary<string, byte[]> Unpack(ReadOnlyMemory<byte> bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes.ToArray()), ZipArchiveMode.Read);
        if (zip.Entries.Count > MostEntries) throw new GridFileRefusedException(GridFindingKind.ZipTooLarge, GridSource.Megabytes(LargestUnpacked));
        var files = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
        var left = LargestUnpacked;
        foreach (var entry in zip.Entries)
        {
            if (Climbs(entry.FullName)) throw new GridFileRefusedException(GridFindingKind.ZipName, entry.FullName);
            // What macOS adds beside each file, and folders.
            if (entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal) || entry.Name.Length == 0 || entry.Name[0] == '.') continue;
            using var packed = entry.Open();
            using var content = new MemoryStream();
            // What the zip says of its sizes is not believed: it is unpacked until it ends or the limit does.
            var buffer = new byte[81920];
            for (int read; (read = packed.Read(buffer)) > 0;)
            {
                left -= read;
                if (left < 0) throw new GridFileRefusedException(GridFindingKind.ZipTooLarge, GridSource.Megabytes(LargestUnpacked));
                content.Write(buffer, 0, read);
            }
            files[entry.FullName] = content.ToArray();
        }
        return files;
    }

    private static bool Climbs(string name) =>
        name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) || name.StartsWith('/')
        || name.Split('/').Contains("..") || name.Any(char.IsControl);

    private static byte[]? One(Dictionary<string, byte[]> files, string ending)
    {
        var found = files.Where(file => file.Key.EndsWith(ending, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count > 1 && ending == ".shp")
            throw new GridFileRefusedException(GridFindingKind.SeveralLayers, string.Join(", ", found.Select(file => file.Key).Order(StringComparer.Ordinal)));
        return found.Count == 0 ? null : found[0].Value;
    }

    /// <summary>Well-known text of the old (ESRI) and the new kind.</summary>
    private static bool IsProjected(string wkt) =>
        wkt.StartsWith("PROJCS", StringComparison.OrdinalIgnoreCase) || wkt.StartsWith("PROJCRS", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(string wkt) => wkt.Split('"') is [_, var name, ..] ? name : wkt;
}
