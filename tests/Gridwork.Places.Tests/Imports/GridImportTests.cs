using System.Globalization;
using System.Text;
using CsCheck;
using Gridwork.Places.Imports;
using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;

namespace Gridwork.Places.Tests.Imports;

public class GridImportTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    private static readonly (string, string, Polygon)[] Two = [("禾范 001", "hefan", Files.Square(0, 0)), ("禾范 002", "hefan", Files.Square(1, 0))];

    [Theory]
    [InlineData("gbk", null, "GBK")]
    [InlineData("gbk", "GBK", "GBK")]
    [InlineData("utf-8", null, "UTF-8")]
    [InlineData("utf-8", "UTF-8", "UTF-8")]
    [InlineData("gbk", "936", "GBK")]
    public void A_Shapefile_is_read_in_GBK_or_UTF_8_by_its_cpg_or_by_its_content(string written, string? cpg, string read)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var report = Check(Files.Shapefile(Encoding.GetEncoding(written), cpg, "GEOGCS[\"CGCS2000\"]", Two));

        Assert.Empty(Words(report));
        Assert.Equal(("Shapefile", read), (report.Format, report.TextEncoding));
        Assert.Equal(["禾范 001", "禾范 002"], report.Grid!.Cells.Select(cell => cell.Code.Value));
    }

    [Fact]
    public void A_GeoPackage_is_read_with_its_columns()
    {
        var report = Check(Files.GeoPackage(4490, null, Two));

        Assert.Empty(Words(report));
        Assert.Equal("GeoPackage", report.Format);
        Assert.Equal(new LatticePlace(2, 1), report.Grid!.Find(new CellCode("禾范 002"))!.Lattice);
    }

    [Fact]
    public void GeoJSON_GeoPackage_and_Shapefile_of_the_same_cells_give_the_same_grid()
    {
        var files = new[] { Files.GeoJson([.. Two.Select(cell => (cell.Item1, cell.Item2, (Geometry)cell.Item3))]), Files.GeoPackage(4326, null, Two), Files.Shapefile(Encoding.UTF8, null, null, Two) };

        var grids = files.Select(file => Check(file).Grid!).ToList();
        Assert.All(grids, grid => Assert.Equal(
            grids[0].Cells.Select(cell => (cell.Code, cell.UnitCode, cell.Shape.Normalized().AsText())), grid.Cells.Select(cell => (cell.Code, cell.UnitCode, cell.Shape.Normalized().AsText()))));
    }

    [Fact]
    public void Projected_metres_are_refused_in_words()
    {
        Assert.Equal(
            ["The coordinates are not degrees: CGCS2000_3_Degree_GK_Zone_39. Export in CGCS2000 or WGS-84 degrees."],
            Words(Check(Files.Shapefile(Encoding.UTF8, null, "PROJCS[\"CGCS2000_3_Degree_GK_Zone_39\",GEOGCS[\"x\"]]", Two))));
        Assert.Equal(["The coordinates are not degrees: EPSG:4527. Export in CGCS2000 or WGS-84 degrees."], Words(Check(Files.GeoPackage(4527, null, Two))));
        Assert.Equal(
            ["The coordinates are not degrees: 39527123, 3852123. Export in CGCS2000 or WGS-84 degrees."],
            Words(Check(Drawn.Collection(Drawn.Cell("A 001", "[[[39527123,3852123],[39527223,3852123],[39527223,3852223],[39527123,3852123]]]")))));
    }

    [Fact]
    public void G05_a_swapped_file_is_told_once_and_not_a_hundred_times()
    {
        var swapped = Files.GeoJson([.. Enumerable.Range(0, 100).Select(i => ($"A {i:000}", "west", (Geometry)Swapped(Files.Square(i, 0))))]);

        Assert.Equal(
            ["A 000 has a point (34.8, 117.3) outside the district, 100 cells in all: swapped? The longitude comes first, then the latitude."],
            Words(Check(swapped)));

        static Polygon Swapped(Polygon shape) => new(new LinearRing([.. shape.Coordinates.Select(place => new Coordinate(place.Y, place.X))]));
    }

    [Fact]
    public void A_sliver_of_overlap_goes_to_the_lower_code_and_no_point_changes_its_owner()
    {
        // Two centimetres of a degree's millionth: about 0.9 m wide, a hundred long.
        var before = new[] { ("A 001", "west", (Geometry)Files.Square(0, 0, 1.01)), ("A 002", "west", Files.Square(1, 0)) };
        var grid = new Grid(before.Select(cell => new Cell(new CellCode(cell.Item1), null, cell.Item2, (Polygon)cell.Item3, null)));

        var report = Check(Files.GeoJson(before));

        Assert.Equal(["A 001 and A 002 overlap by a sliver of 102 m²: it goes to A 001."], Words(report));
        Gen.Select(Gen.Double[-0.5, 2.5], Gen.Double[-0.5, 1.5]).Sample((x, y) =>
        {
            var point = new GeoPoint(117.3 + x / 1000, 34.8 + y / 1000);
            return grid.CellAt(point)?.Code == report.Grid!.CellAt(point)?.Code;
        });
    }

    [Fact]
    public void A_wide_overlap_is_refused_and_drawn()
    {
        var report = Check(Files.GeoJson(("A 001", "west", Files.Square(0, 0, 1.5)), ("A 002", "west", Files.Square(1, 0))));

        Assert.Equal(["A 001 and A 002 overlap by 5076 m². Settle the border where it was drawn."], Words(report));
        Assert.Null(report.Grid);
        Assert.Equal(2, report.Cells.Count);
        Assert.True(report.Findings[0].Where!.Within(report.Cells[1].Shape.Buffer(1e-9)));
    }

    [Fact]
    public void A_sliver_between_cells_is_filled_and_a_gap_is_told()
    {
        // A frame of four round a square that is nobody's, and along its northern edge nothing is wrong.
        var gap = Check(Files.GeoJson(
            ("A 001", "west", Files.Square(0, 0, 3)), ("A 002", "west", Files.Square(0, 1)), ("A 003", "west", Files.Square(2, 1)), ("A 004", "west", Files.Square(0, 2, 3))));
        Assert.Equal(["Between A 001、A 002、A 003、A 004 there is ground in no cell, 10153 m². If it was left out on purpose, leave it."], Words(gap));
        Assert.True(gap.IsSound);
        Assert.Null(gap.Grid!.CellAt(new GeoPoint(117.3015, 34.8015)));

        var sliver = Check(Files.GeoJson(
            ("A 001", "west", Files.Square(0, 0, 2)), ("A 002", "west", Files.Square(0, 1, 0.995)), ("A 003", "west", Files.Square(1, 1)), ("A 004", "west", Files.Square(0, 2, 2))));
        Assert.Equal(["Between A 001、A 002、A 003、A 004 there is a sliver in no cell, 51 m²: it goes to A 002."], Words(sliver));
        Assert.Equal("A 002", sliver.Grid!.CellAt(new GeoPoint(117.300997, 34.8015))?.Code.Value);
    }

    [Fact]
    public void A_slit_to_the_outside_is_filled()
    {
        var report = Check(Files.GeoJson(("A 001", "west", Files.Square(0, 0)), ("A 002", "west", Files.Square(1.01, 0))));

        Assert.Equal(["Between A 001、A 002 there is a slit that opens to the outside, 102 m²: it goes to A 001."], Words(report));
        Assert.Equal("A 001", report.Grid!.CellAt(new GeoPoint(117.301005, 34.8005))?.Code.Value);
        Assert.Null(report.Grid!.CellAt(new GeoPoint(117.301005, 34.80101)));
    }

    [Fact]
    public void Rings_are_mended_where_there_is_one_way_and_refused_where_there_are_two()
    {
        var report = Check(Drawn.Collection(
            Drawn.Cell("A 001", "[[[117.3,34.8],[117.301,34.8],[117.301,34.801],[117.3,34.801]]]"),
            Drawn.Cell("A 002", "[[[117.302,34.8],[117.303,34.801],[117.303,34.8],[117.302,34.801],[117.302,34.8]]]"),
            Drawn.Cell("A 003", "[[[117.304,34.8],[117.305,34.8],[117.305,34.80050],[117.30500001,34.80050],[117.30499999,34.80051],[117.305,34.80051],[117.305,34.801],[117.304,34.801],[117.304,34.8]]]"),
            Drawn.Cell("A 004", "[[[117.306,34.8],[117.307,34.8],[117.306,34.8]]]")));

        Assert.Equal(
            [
                "Shape 2: The outline of A 002 is not closed, too short or crosses itself at (117.3025, 34.8005), and there is more than one way to mend it. Mend it where it was drawn.",
                "Shape 4: The outline of A 004 is not closed, too short or crosses itself at (117.306, 34.8), and there is more than one way to mend it. Mend it where it was drawn.",
                "Shape 1: The outline of A 001 does not end where it begins, 111 m apart: closed.",
            ],
            Words(report));
    }

    [Fact]
    public void What_is_wrong_between_cells_is_told_beside_what_is_wrong_with_one()
    {
        // The second cell of six crosses itself, the third has no unit, the fifth overlaps the sixth. The ground of the second is not told to be nobody's.
        var bow = new Polygon(new LinearRing([new(117.301, 34.8), new(117.302, 34.801), new(117.302, 34.8), new(117.301, 34.801), new(117.301, 34.8)]));
        var report = Check(Files.GeoJson(
            ("A 001", "west", Files.Square(0, 0)), ("A 002", "west", bow), ("A 003", "", Files.Square(2, 0)), ("A 004", "west", Files.Square(0, 1, 3)),
            ("A 005", "west", Files.Square(0, -1, 2.5)), ("A 006", "west", Files.Square(2, -1))));

        Assert.Equal(
            [
                "Shape 2: The outline of A 002 is not closed, too short or crosses itself at (117.3015, 34.8005), and there is more than one way to mend it. Mend it where it was drawn.",
                "Shape 3: A 003 has no responsible unit. Put the unit's code in the column unit.",
                "A 005 and A 006 overlap by 5076 m². Settle the border where it was drawn.",
            ],
            Words(report));
        Assert.Equal(new Envelope(117.301, 117.302, 34.8, 34.801), Assert.Single(report.Broken).EnvelopeInternal);
        Assert.Equal(5, report.Cells.Count);
    }

    [Fact]
    public void Columns_are_checked_cell_by_cell()
    {
        var report = GridImport.Check(
            Files.GeoJson(("A 001", "west", Files.Square(0, 0)), ("A 001", "east", Files.Square(1, 0)), ("", "", Files.Square(2, 0))), "cells.geojson",
            new GridImportOptions { Units = new HashSet<string> { "west" } });

        Assert.Equal(
            [
                "Shape 2: The code A 001 is used twice; shape 1 already has it.",
                "Shape 2: A 001 names the unit “east”, which is not in the table of units.",
                "Shape 3: No cell code. Fill the column code; or the 12-digit division code (column division), from which codes are built.",
                "Shape 3: – has no responsible unit. Put the unit's code in the column unit.",
            ],
            Words(report));
    }

    [Fact]
    public void Codes_are_built_from_the_division_from_north_to_south_and_west_to_east()
    {
        var division = ""","division":"990000001001" """;
        string Cell(string code, Polygon shape) => Drawn.Cell(code, "[[" + string.Join(",", shape.Coordinates.Select(place => FormattableString.Invariant($"[{place.X},{place.Y}]"))) + "]]", "west", division);
        var report = Check(Drawn.Collection(
            Cell("", Files.Square(0, 0)), Cell("990000001001007", Files.Square(1, 0)), Cell("", Files.Square(1, 1)), Cell("", Files.Square(0, 1))));

        Assert.Equal(["990000001001010", "990000001001007", "990000001001009", "990000001001008"], report.Cells.Select(cell => cell.Code));
        Assert.True(report.IsSound);
        Assert.Equal(3, report.Count(FindingWeight.Mended));
    }

    [Fact]
    public void Codes_of_two_kinds_are_refused_and_digits_by_no_rule_are_told()
    {
        var report = Check(Files.GeoJson(("990000001001001", "west", Files.Square(0, 0)), ("9900001", "west", Files.Square(1, 0))));

        Assert.Equal(
            [
                "Some codes are the standard's 15 digits (990000001001001), others are not (9900001); use one kind.",
                "Shape 2: 9900001 is all digits and not by the standard: twelve of the division, then a serial number of three.",
            ],
            Words(report));
    }

    [Fact]
    public void G06_shifted_coordinates_are_turned_back_to_less_than_a_centimetre_and_shown_at_three_points()
    {
        var shifted = Files.GeoJson([.. Two.Select(cell => (cell.Item1, cell.Item2, (Geometry)Shift(cell.Item3)))]);

        var report = GridImport.Check(shifted, "cells.geojson", new GridImportOptions { System = CoordinateSystem.Gcj02, Expected = GridImportOptions.China });

        Assert.Empty(Words(report));
        var plane = new LocalPlane(117.3, 34.8);
        foreach (var (cell, truth) in report.Grid!.Cells.Zip(Two))
            Assert.All(cell.Shape.Coordinates.Zip(truth.Item3.Coordinates), pair => Assert.InRange(plane.Distance(pair.First, pair.Second), 0, 0.01));
        Assert.Equal(3, report.ControlPoints.Count);
        Assert.All(report.ControlPoints, point => Assert.InRange(point.Metres, 520, 560));
        Assert.Equal(("禾范 001", 117.3, 34.801), (report.ControlPoints[0].Code, Math.Round(report.ControlPoints[0].After.Longitude, 8), Math.Round(report.ControlPoints[0].After.Latitude, 8)));

        static Polygon Shift(Polygon shape) => new(new LinearRing([.. shape.Coordinates.Select(place =>
        {
            var drawn = Gcj02.FromWgs84(new GeoPoint(place.X, place.Y));
            return new Coordinate(drawn.Longitude, drawn.Latitude);
        })]));
    }

    [Theory]
    [InlineData("../cells.shp")]
    [InlineData("/etc/cells.shp")]
    [InlineData("C:\\cells.shp")]
    [InlineData("a/../../cells.shp")]
    public void Names_that_climb_out_of_the_zip_are_refused(string name) =>
        Assert.Equal(GridFindingKind.ZipName, Assert.Single(Check(Files.Zip((name, [1]))).Findings).Kind);

    [Fact]
    public void A_zip_that_unpacks_without_end_is_refused()
    {
        var zeros = new byte[64 << 20];
        var bomb = Files.Zip([.. Enumerable.Range(0, 5).Select(i => ($"{i}.bin", zeros))]);

        Assert.InRange(bomb.Length, 1, 1 << 20);
        Assert.Equal(["The zip unpacks to too much (256 MB at most) or holds too many files; it was not opened."], Words(Check(bomb)));
        Assert.Equal(GridFindingKind.ZipTooLarge, Assert.Single(Check(Files.Zip([.. Enumerable.Range(0, 300).Select(i => ($"{i}", Array.Empty<byte>()))])).Findings).Kind);
    }

    [Fact]
    public void A_database_that_would_run_for_ever_is_not_run()
    {
        var endless = Files.GeoPackage(4326, """
            DROP TABLE "网格";
            CREATE VIEW "网格" AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS code, i AS geom FROM n;
            """, Two);

        Assert.Equal(GridFindingKind.NotPolygons, Assert.Single(Check(endless).Findings).Kind);
    }

    [Theory]
    [InlineData(GridFindingKind.UnknownFormat, "%PDF-1.7")]
    [InlineData(GridFindingKind.NotJson, "{\"type\":")]
    [InlineData(GridFindingKind.NotFeatureCollection, "{\"type\":\"Topology\"}")]
    [InlineData(GridFindingKind.NoCells, "{\"type\":\"FeatureCollection\",\"features\":[]}")]
    [InlineData(GridFindingKind.BrokenFile, "SQLite format 3\0 and nothing more")]
    [InlineData(GridFindingKind.BrokenFile, "PK\u0003\u0004 and nothing more")]
    public void A_file_that_is_no_grid_says_why(GridFindingKind kind, string content) =>
        Assert.Equal(kind, Assert.Single(Check(Encoding.UTF8.GetBytes(content)).Findings).Kind);

    [Fact]
    public void A_Shapefile_that_announces_more_parts_than_it_holds_is_refused()
    {
        var announced = new byte[100 + 8 + 44];
        announced[100 + 7] = 22;
        announced[108] = 5;
        announced[108 + 39] = 5;

        Assert.Equal(GridFindingKind.BrokenFile, Assert.Single(Check(Files.Zip(("cells.shp", announced), ("cells.dbf", [3]))).Findings).Kind);
    }

    [Fact]
    public void No_bytes_at_all_make_it_throw()
    {
        var seeds = new[] { Files.Shapefile(Encoding.UTF8, null, null, Two), Files.GeoPackage(4326, null, Two), Files.GeoJson(("A 001", "west", Files.Square(0, 0))) };
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 100_000], Gen.Byte).Sample((which, at, value) =>
        {
            var bytes = seeds[which].ToArray();
            bytes[at % bytes.Length] = value;
            return Check(bytes).Findings.All(finding => finding.Text(English).Length > 0);
        }, iter: 1000);
    }

    [Fact]
    public void Every_finding_has_words_in_both_languages()
    {
        foreach (var kind in Enum.GetValues<GridFindingKind>())
        {
            var finding = new GridFinding(kind, 3, null, "A 001", "x", "y", "z");
            Assert.NotEqual(finding.Text(English), finding.Text(CultureInfo.GetCultureInfo("zh-CN")));
        }
    }

    [Fact]
    public void Grids_with_drawing_faults_of_a_metre_come_out_without_gap_or_overlap_and_both_sides_of_a_border_are_the_same() =>
        Gen.Double[-0.004, 0.004].Array[200].Sample(shifts =>
        {
            // Five by five squares, each corner drawn anew for each square that has it, up to half a metre off.
            var cells = from x in Enumerable.Range(0, 5)
                        from y in Enumerable.Range(0, 5)
                        select ($"A {x * 5 + y:000}", "west", (Geometry)Off(Files.Square(x, y), shifts.AsSpan((x * 5 + y) * 8, 8).ToArray()));
            var report = Check(Files.GeoJson([.. cells]));
            if (!report.IsSound) return false;
            var shapes = report.Grid!.Cells.Select(cell => (Geometry)cell.Shape).ToArray();
            return CoverageValidator.IsValid(shapes) && CoverageUnion.Union(shapes) is Polygon { NumInteriorRings: 0 }
                && report.Findings.All(finding => finding.Weight == FindingWeight.Mended);

            static Polygon Off(Polygon square, double[] shifts) => new(new LinearRing(
                [.. Enumerable.Range(0, 5).Select(i => new Coordinate(square.Coordinates[i].X + shifts[i % 4 * 2] / 1000, square.Coordinates[i].Y + shifts[i % 4 * 2 + 1] / 1000))]));
        }, iter: 100);

    [Fact]
    public void A_corner_on_a_neighbour_s_side_becomes_a_corner_of_both()
    {
        var report = Check(Files.GeoJson(("A 001", "west", Files.Square(0, 0, 1, 2)), ("A 002", "west", Files.Square(1, 0)), ("A 003", "west", Files.Square(1, 1))));

        Assert.Empty(Words(report));
        Assert.Equal(
            "POLYGON ((117.3 34.8, 117.3 34.802, 117.301 34.802, 117.301 34.801, 117.301 34.8, 117.3 34.8))", report.Grid!.Find(new CellCode("A 001"))!.Shape.Normalized().AsText());
        Assert.Equal("POLYGON ((117.301 34.8, 117.302 34.8, 117.302 34.801, 117.301 34.801, 117.301 34.8))", report.Grid!.Find(new CellCode("A 002"))!.Shape.AsText());
    }

    [Fact]
    public void A_sound_grid_of_2500_cells_is_looked_through_in_seconds()
    {
        var cells = from x in Enumerable.Range(0, 50) from y in Enumerable.Range(0, 50) select ($"A {x * 50 + y:0000}", "west", (Geometry)Files.Square(x, y));
        var file = Files.GeoJson([.. cells]);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var report = Check(file);

        Assert.Empty(Words(report));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
    }

    private static GridReport Check(byte[] file) => GridImport.Check(file, "cells", new GridImportOptions { Expected = GridImportOptions.China });

    private static string[] Words(GridReport report) => [.. report.Findings.Select(finding => finding.Text(English))];
}
