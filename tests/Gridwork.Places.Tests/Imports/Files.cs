using System.IO.Compression;
using System.Text;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.IO.Esri;
using NetTopologySuite.IO.Esri.Dbf.Fields;
using NetTopologySuite.IO.Esri.Shapefiles.Writers;

namespace Gridwork.Places.Tests.Imports;

/// <summary>Makes grid files of each kind, as desktop programs do.</summary>
internal static class Files
{
    /// <summary>A square of about a hundred metres, its lower left corner so many squares east and north of 117.3° E 34.8° N.</summary>
    public static Polygon Square(double x, double y, double width = 1, double height = 1)
    {
        const double Side = 0.001;
        var (west, south) = (117.3 + x * Side, 34.8 + y * Side);
        var (east, north) = (117.3 + (x + width) * Side, 34.8 + (y + height) * Side);
        return new Polygon(new LinearRing([new(west, south), new(east, south), new(east, north), new(west, north), new(west, south)]));
    }

    public static byte[] GeoJson(params (string Code, string Unit, Geometry Shape)[] cells) => Encoding.UTF8.GetBytes(
        $$"""{"type":"FeatureCollection","features":[{{string.Join(",", cells.Select(cell =>
            $$"""{"type":"Feature","properties":{"code":"{{cell.Code}}","unit":"{{cell.Unit}}"},"geometry":{{new GeoJsonWriterOf(cell.Shape)}}}"""))}}]}""");

    public static byte[] Shapefile(Encoding encoding, string? cpg, string? prj, params (string Code, string Unit, Polygon Shape)[] cells)
    {
        using var shp = new MemoryStream();
        using var shx = new MemoryStream();
        using var dbf = new MemoryStream();
        var options = new ShapefileWriterOptions(ShapeType.Polygon, new DbfCharacterField("网格编号", 40), new DbfCharacterField("单位", 40)) { Encoding = encoding };
        using (var writer = NetTopologySuite.IO.Esri.Shapefile.OpenWrite(shp, shx, dbf, null, options))
            foreach (var (code, unit, shape) in cells)
                writer.Write([new Feature(new MultiPolygon([shape]), new AttributesTable { { "网格编号", code }, { "单位", unit } })]);
        var files = new List<(string, byte[])> { ("grid/cells.shp", shp.ToArray()), ("grid/cells.shx", shx.ToArray()), ("grid/cells.dbf", dbf.ToArray()) };
        if (cpg is not null) files.Add(("grid/cells.cpg", Encoding.ASCII.GetBytes(cpg)));
        if (prj is not null) files.Add(("grid/cells.prj", Encoding.ASCII.GetBytes(prj)));
        return Zip([.. files]);
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        return stream.ToArray();
    }

    public static byte[] GeoPackage(int system, string? more, params (string Code, string Unit, Polygon Shape)[] cells)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using (var db = new SqliteConnection($"Data Source={path};Pooling=False"))
            {
                db.Open();
                Run(db, """
                    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);
                    CREATE TABLE "网格" (fid INTEGER PRIMARY KEY, geom BLOB, code TEXT, unit TEXT, "column" REAL, "row" INTEGER);
                    """);
                Run(db, $"INSERT INTO gpkg_geometry_columns VALUES ('网格', 'geom', 'POLYGON', {system}, 0, 0)");
                foreach (var (i, (code, unit, shape)) in cells.Index())
                {
                    using var command = db.CreateCommand();
                    command.CommandText = "INSERT INTO \"网格\" (geom, code, unit, \"column\", \"row\") VALUES (@geom, @code, @unit, @column, 1)";
                    command.Parameters.AddWithValue("@geom", new GeoPackageGeoWriter().Write(shape));
                    command.Parameters.AddWithValue("@code", code);
                    command.Parameters.AddWithValue("@unit", unit);
                    command.Parameters.AddWithValue("@column", i + 1.0);
                    command.ExecuteNonQuery();
                }
                if (more is not null) Run(db, more);
            }
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Run(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A geometry's GeoJSON, its numbers to the last digit.</summary>
    private sealed class GeoJsonWriterOf(Geometry geometry)
    {
        public override string ToString() => geometry switch
        {
            Polygon polygon => $$"""{"type":"Polygon","coordinates":{{Rings(polygon)}}}""",
            MultiPolygon several => $$"""{"type":"MultiPolygon","coordinates":[{{string.Join(",", several.Geometries.Cast<Polygon>().Select(Rings))}}]}""",
            _ => throw new NotSupportedException(),
        };

        private static string Rings(Polygon polygon) => "[" + string.Join(",", ((LineString[])[polygon.Shell, .. polygon.Holes]).Select(ring =>
            "[" + string.Join(",", ring.Coordinates.Select(place => FormattableString.Invariant($"[{place.X:R},{place.Y:R}]"))) + "]")) + "]";
    }
}
