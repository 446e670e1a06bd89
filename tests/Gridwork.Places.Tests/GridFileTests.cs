using System.Globalization;
using System.Text;
using Gridwork.Places.Problems;
using NetTopologySuite.Geometries;

namespace Gridwork.Places.Tests;

public class GridFileTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    [Fact]
    public void G05_swapped_coordinates_are_named_instead_of_an_empty_map()
    {
        var file = Drawn.Collection(Drawn.Cell("A 001", "[[[34.8,117.2],[34.8,117.3],[34.9,117.3],[34.9,117.2],[34.8,117.2]]]"));

        var reading = Grid.FromGeoJson(file, "cells.geojson", new Envelope(117, 118, 34, 35));

        Assert.False(reading.IsGrid);
        Assert.Equal(
            ["cells.geojson › cell 1 › A 001 has a point (34.8, 117.2) outside the district: swapped? GeoJSON writes the longitude first, then the latitude."],
            Words(reading));
        // 117.2 is no latitude, so the same is seen without knowing where the district lies.
        Assert.Equal(PlaceProblemCode.SwappedCoordinates, Assert.Single(Grid.FromGeoJson(file, "cells.geojson").Problems).Code);
    }

    [Fact]
    public void A_cell_in_another_district_is_outside_and_not_swapped()
    {
        var reading = Grid.FromGeoJson(Drawn.Collection(Drawn.Cell("A 001", Drawn.LeftSquare)), "cells.geojson", new Envelope(117, 118, 34, 35));

        Assert.Equal(PlaceProblemCode.OutsideDistrict, Assert.Single(reading.Problems).Code);
    }

    [Theory]
    [InlineData("{\"type\":\n  oops", "cells.geojson › not JSON at line 2, byte 3. Export it again as GeoJSON (UTF-8).")]
    [InlineData("", "cells.geojson › not JSON at line 1, byte 1. Export it again as GeoJSON (UTF-8).")]
    [InlineData("{} {}", "cells.geojson › not JSON at line 1, byte 4. Export it again as GeoJSON (UTF-8).")]
    [InlineData("{\"type\":\"\\ud800\"}", "cells.geojson › not JSON at line 1, byte 1. Export it again as GeoJSON (UTF-8).")]
    [InlineData("[]", "cells.geojson › found Array; it should be a GeoJSON FeatureCollection.")]
    [InlineData("{\"type\":\"Topology\"}", "cells.geojson › found Topology; it should be a GeoJSON FeatureCollection.")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]}", "cells.geojson › it holds no cells; there should be at least one.")]
    public void A_file_that_is_no_grid_says_where_and_why(string file, string words) =>
        Assert.Equal([words], Words(Grid.FromGeoJson(Encoding.UTF8.GetBytes(file), "cells.geojson")));

    [Fact]
    public void All_faults_are_told_at_once_each_with_its_cell()
    {
        var reading = Grid.FromGeoJson(
            Drawn.Collection(
                Drawn.Cell("A 001", Drawn.LeftSquare),
                Drawn.Cell("A 001", Drawn.RightSquare),
                Drawn.Cell("A 002", Drawn.RightSquare, unit: " "),
                Drawn.Cell("A 003", "[[[0,0],[1,1],[1,0],[0,1],[0,0]]]"),
                Drawn.Cell("A 004", "[[[0,0],[1,0],[1,1],[0,1]]]"),
                Drawn.Cell("", Drawn.LeftSquare),
                Drawn.Cell("A 005", Drawn.LeftSquare, more: ""","column":0,"row":1 """),
                Drawn.Cell("A 006", Drawn.LeftSquare, more: ""","valid_from":"1 May" """),
                """{"type":"Feature","properties":{"code":"A 007","unit":"west"},"geometry":{"type":"Point","coordinates":[0,0]}}""",
                """{"type":"Feature","properties":{"code":"A 008","unit":"west"},"geometry":null}"""),
            "cells.geojson");

        Assert.Null(reading.Grid);
        Assert.Equal(
            [
                "cells.geojson › cell 2 › the code A 001 is used twice; cell 1 of the file already has it.",
                "cells.geojson › cell 3 › A 002 has no responsible unit. Put the unit's code in the property unit.",
                "cells.geojson › cell 4 › the outline of A 003 is not closed, too short or crosses itself at (0.5, 0.5). Its first and last point should be the same, with at least four points.",
                "cells.geojson › cell 5 › the outline of A 004 is not closed, too short or crosses itself at (0, 1). Its first and last point should be the same, with at least four points.",
                "cells.geojson › cell 6 › no cell code. Put it in the property code, for example \"North 017\".",
                "cells.geojson › cell 7 › column and row of A 005 should be whole numbers from 1, both or neither.",
                "cells.geojson › cell 8 › valid_from of A 006 is \"1 May\"; it should be a date such as 2021-01-01, the same for all cells.",
                "cells.geojson › cell 9 › A 007 is drawn as Point; it should be a Polygon (one cell, one polygon).",
                "cells.geojson › cell 10 › A 008 is drawn as null; it should be a Polygon (one cell, one polygon).",
            ],
            Words(reading));
    }

    [Fact]
    public void Problems_are_told_in_Chinese_unless_asked_otherwise()
    {
        var reading = Grid.FromGeoJson(Drawn.Collection(Drawn.Cell("A 002", Drawn.LeftSquare, unit: "")), "cells.geojson");

        Assert.Equal(
            "cells.geojson › 第 1个网格 › A 002 没有责任单位。请在 unit 属性里填写单位代码。",
            Assert.Single(reading.Problems).Text(CultureInfo.GetCultureInfo("zh-CN")));
    }

    [Fact]
    public void Every_kind_of_problem_has_words_in_both_languages()
    {
        foreach (var code in Enum.GetValues<PlaceProblemCode>())
        {
            var problem = new PlaceProblem(code, "cells.geojson", null, "A 001", "x", "y");
            Assert.NotEqual(problem.Text(English), problem.Text(CultureInfo.GetCultureInfo("zh-CN")));
        }
    }

    [Fact]
    public void A_byte_order_mark_is_no_fault()
    {
        var file = new byte[] { 0xEF, 0xBB, 0xBF }.Concat(Drawn.Collection(Drawn.Cell("A 001", Drawn.LeftSquare))).ToArray();

        Assert.True(Grid.FromGeoJson(file, "cells.geojson").IsGrid);
    }

    private static string[] Words(GridReading reading) => [.. reading.Problems.Select(problem => problem.Text(English))];
}
