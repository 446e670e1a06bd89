// A GeoPackage is an SQLite database (OGC 12-128r19). A database from outside can hold views and virtual tables that run for ever when they are
// read, so only plain tables are; the library wants a file, which lies in the folder for temporary files while it is read.
using System.Globalization;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Gridwork.Places.Imports;

/// <summary>Reads a GeoPackage with one layer of polygons, or one of several that has a column for the code.</summary>
internal static class GeoPackageSource
{
    public static GridSource Read(ReadOnlyMemory<byte> bytes)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write)) file.Write(bytes.Span);
            using var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            db.Open();
            Ask(db, "PRAGMA trusted_schema = OFF").Dispose();
            return new GridSource("GeoPackage", Shapes(db, Layer(db)));
        }
        catch (Exception fault) when (fault is SqliteException or ParseException or ArgumentException or FormatException or InvalidCastException or IOException
            or InvalidOperationException or OverflowException)
        {
            throw new GridFileRefusedException(GridFindingKind.BrokenFile, "GeoPackage");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (string Table, string Column) Layer(SqliteConnection db)
    {
        var plain = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using (var tables = Ask(db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"))
            while (tables.Read()) plain.Add(tables.GetString(0));
        if (!plain.Contains("gpkg_geometry_columns")) throw new GridFileRefusedException(GridFindingKind.BrokenFile, "GeoPackage");
        var layers = new List<(string Table, string Column, long System)>();
        using (var columns = Ask(
            db, "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns WHERE upper(geometry_type_name) IN ('POLYGON', 'MULTIPOLYGON', 'GEOMETRY') ORDER BY table_name"))
            while (columns.Read())
                if (plain.Contains(columns.GetString(0))) layers.Add((columns.GetString(0), columns.GetString(1), columns.GetInt64(2)));
        if (layers.Count > 1) layers = layers.FindAll(layer => HasCode(db, layer.Table)) is { Count: 1 } named ? named : layers;
        if (layers.Count == 0) throw new GridFileRefusedException(GridFindingKind.NotPolygons);
        if (layers.Count > 1) throw new GridFileRefusedException(GridFindingKind.SeveralLayers, string.Join(", ", layers.Select(layer => layer.Table)));
        var (table, column, system) = layers[0];
        // 4326 WGS-84, 4490 CGCS2000, both in degrees; 0 and −1: the file does not say.
        if (system is not (4326 or 4490 or 0 or -1))
            throw new GridFileRefusedException(GridFindingKind.Projected, "EPSG:" + system.ToString(CultureInfo.InvariantCulture));
        return (table, column);
    }

    private static bool HasCode(SqliteConnection db, string table)
    {
        using var rows = Ask(db, $"SELECT * FROM {Quoted(table)} LIMIT 0");
        var none = Enumerable.Range(0, rows.FieldCount).ToDictionary(rows.GetName, _ => "x", StringComparer.OrdinalIgnoreCase);
        return new SourceShape(0, "", [], none)["code"].Length > 0;
    }

    private static List<SourceShape> Shapes(SqliteConnection db, (string Table, string Column) layer)
    {
        var reader = new GeoPackageGeoReader { RepairRings = true, HandleOrdinates = Ordinates.XY };
        using var rows = Ask(db, $"SELECT * FROM {Quoted(layer.Table)}");
        var shapes = new List<SourceShape>();
        var corners = 0L;
        while (rows.Read())
        {
            var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            Geometry? geometry = null;
            for (var i = 0; i < rows.FieldCount; i++)
            {
                if (string.Equals(rows.GetName(i), layer.Column, StringComparison.OrdinalIgnoreCase))
                    geometry = rows.IsDBNull(i) ? null : reader.Read((byte[])rows.GetValue(i));
                else if (rows.GetValue(i) is not (byte[] or DBNull) and var value)
                    attributes.TryAdd(rows.GetName(i), Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim());
            }
            corners += geometry?.NumPoints ?? 0;
            GridSource.Limit(shapes.Count + 1, corners);
            shapes.Add(SourceShape.Of(shapes.Count + 1, geometry, attributes));
        }
        return shapes;
    }

    private static SqliteDataReader Ask(SqliteConnection db, string sql)
    {
        // Disposed with its connection: a command that is disposed takes its reader along.
        var command = db.CreateCommand();
#pragma warning disable CA2100 // The only text from outside in it is a name that stands in the schema, quoted.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteReader();
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
