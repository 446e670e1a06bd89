using CsCheck;
using NetTopologySuite.Geometries;

namespace Gridwork.Places.Tests;

public class GridTests
{
    [Theory]
    [InlineData(1, 0.5, "A 001")]    // the shared edge
    [InlineData(1, 1, "A 001")]      // a shared corner
    [InlineData(0.5, 0.5, "A 001")]  // inside
    [InlineData(1.5, 0.5, "A 002")]
    [InlineData(2, 0.5, "A 002")]    // an outer edge belongs to the only cell on it
    [InlineData(2.5, 0.5, null)]     // in none
    [InlineData(double.NaN, 0.5, null)]
    [InlineData(181, 0.5, null)]
    public void G01_a_point_on_an_edge_has_one_owner_the_lowest_code(double longitude, double latitude, string? owner)
    {
        // The right square comes first in the file: the order of the file plays no part.
        var grid = Drawn.Grid(Drawn.Cell("A 002", Drawn.RightSquare), Drawn.Cell("A 001", Drawn.LeftSquare));

        Assert.Equal(owner, grid.CellAt(new GeoPoint(longitude, latitude))?.Code.Value);
    }

    [Fact]
    public void Codes_are_ordered_by_their_characters_and_not_by_a_language()
    {
        var grid = Drawn.Grid(Drawn.Cell("a", Drawn.LeftSquare), Drawn.Cell("B", Drawn.RightSquare));

        Assert.Equal("B", grid.CellAt(new GeoPoint(1, 0.5))?.Code.Value);
        Assert.Equal(["B", "a"], grid.Cells.Select(cell => cell.Code.Value));
    }

    [Fact]
    public void A_hole_is_in_no_cell_and_its_edge_is()
    {
        var grid = Drawn.Grid(Drawn.Cell("A 001", "[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,3],[3,3],[3,1],[1,1]]]"));

        Assert.Null(grid.CellAt(new GeoPoint(2, 2)));
        Assert.NotNull(grid.CellAt(new GeoPoint(1, 2)));
    }

    [Fact]
    public void A_cell_keeps_what_the_file_says_of_it()
    {
        var grid = Drawn.Grid(Drawn.Cell("A 001", Drawn.LeftSquare, "mill", ""","name":"By the mill","column":3,"row":7,"valid_from":"2021-01-01" """));

        var cell = grid.Find(new CellCode("A 001"));
        Assert.NotNull(cell);
        Assert.Equal("By the mill", cell.Name);
        Assert.Equal("mill", cell.UnitCode);
        Assert.Equal(new LatticePlace(3, 7), cell.Lattice);
        Assert.Equal(new DateOnly(2021, 1, 1), grid.ValidFrom);
        Assert.Equal(new Envelope(0, 1, 0, 1), grid.Extent);
        Assert.Null(grid.Find(new CellCode("A 002")));
    }

    [Theory]
    [InlineData(0.5, 0.5, 8.0, false)]
    [InlineData(0.99999, 0.5, 8.0, true)]   // about a metre from the edge
    [InlineData(0.99999, 0.5, null, false)]
    [InlineData(3, 3, 8.0, false)]
    public void A_point_whose_accuracy_reaches_over_the_edge_is_near_it(double longitude, double latitude, double? accuracy, bool near)
    {
        var grid = Drawn.Grid(Drawn.Cell("A 001", Drawn.LeftSquare), Drawn.Cell("A 002", Drawn.RightSquare));

        Assert.Equal(near, grid.IsNearEdge(new GeoPoint(longitude, latitude, accuracy)));
    }

    [Fact]
    public void G01_a_point_on_an_edge_or_corner_has_its_owner_and_names_the_others()
    {
        var grid = Drawn.Grid(Drawn.Cell("A 002", Drawn.RightSquare), Drawn.Cell("A 001", Drawn.LeftSquare));

        var edge = grid.Candidates(new GeoPoint(1, 0.5));
        Assert.Equal("A 001", edge.Owner?.Code.Value);
        Assert.Equal(["A 002"], edge.Others.Select(cell => cell.Code.Value));
        Assert.False(edge.IsCertain);
        Assert.True(grid.Candidates(new GeoPoint(0.5, 0.5)).IsCertain);
        Assert.True(grid.Candidates(new GeoPoint(2.5, 0.5)) is { Owner: null, IsCertain: true });
    }

    [Theory]
    [InlineData(0.9999, 0.5, 30.0, "A 001", "A 002", false)]  // 11 m from the shared edge
    [InlineData(0.9999, 0.5, 10.0, "A 001", "", false)]
    [InlineData(0.0001, 0.5, 30.0, "A 001", "", true)]        // 11 m from the outer edge
    [InlineData(0.9999, 0.0001, 30.0, "A 001", "A 002", true)]
    [InlineData(-0.0001, 0.5, 30.0, null, "A 001", true)]     // just outside: in none, but it may be inside
    public void A_point_whose_circle_crosses_an_edge_names_what_it_may_be_as_well(
        double longitude, double latitude, double accuracy, string? owner, string others, bool outside)
    {
        var grid = Drawn.Grid(Drawn.Cell("A 001", Drawn.LeftSquare), Drawn.Cell("A 002", Drawn.RightSquare));

        var found = grid.Candidates(new GeoPoint(longitude, latitude, accuracy));

        Assert.Equal(owner, found.Owner?.Code.Value);
        Assert.Equal(others, string.Join(" ", found.Others.Select(cell => cell.Code.Value)));
        Assert.Equal(outside, found.MayBeOutside);
    }

    [Fact]
    public void The_candidates_hold_every_cell_that_a_point_within_the_accuracy_lies_in()
    {
        // From a centimetre on: what says it is more exact than that is taken as a point.
        var grid = Squares(4);
        Gen.Select(Gen.Double[-0.5, 4.5], Gen.Double[-0.5, 4.5], Gen.Double[0.01, 90_000], Gen.Double[0, 6.28], Gen.Double[0, 0.99]).Sample((x, y, accuracy, angle, part) =>
        {
            var candidates = grid.Candidates(new GeoPoint(x, y, accuracy));
            var (east, north) = (Math.Cos(angle) * accuracy * part / 111_195 / Math.Cos(y * Math.PI / 180), Math.Sin(angle) * accuracy * part / 111_195);
            var really = grid.CellAt(new GeoPoint(x + east, y + north));
            return really is null || really == candidates.Owner || candidates.Others.Contains(really);
        });
    }

    [Fact]
    public void A_point_that_is_not_near_an_edge_has_one_answer()
    {
        var grid = Squares(4);
        Gen.Select(Gen.Double[0, 4], Gen.Double[0, 4], Gen.Double[1, 60_000]).Sample((x, y, accuracy) =>
        {
            var point = new GeoPoint(x, y, accuracy);
            return grid.CellAt(point) is null || grid.IsNearEdge(point) || grid.Candidates(point).IsCertain;
        });
    }

    [Fact]
    public void To_a_point_outside_the_nearest_cells_are_named_with_their_distance()
    {
        var grid = Drawn.Grid(Drawn.Cell("A 002", Drawn.RightSquare), Drawn.Cell("A 001", Drawn.LeftSquare));

        Assert.Equal([("A 002", 111)], grid.Nearest(new GeoPoint(2.001, 0.5), 3, 1000).Select(near => (near.Cell.Code.Value, (int)Math.Round(near.Metres))));
        Assert.Equal(["A 001", "A 002"], grid.Nearest(new GeoPoint(1, 1.001), 3, 1000).Select(near => near.Cell.Code.Value));
        Assert.Equal(["A 001"], grid.Nearest(new GeoPoint(1, 1.001), 1, 1000).Select(near => near.Cell.Code.Value));
        Assert.Empty(grid.Nearest(new GeoPoint(1, 1.1), 3, 1000));
        Assert.Empty(grid.Nearest(new GeoPoint(double.NaN, 1), 3, 1000));
    }

    [Fact]
    public void The_index_agrees_with_asking_every_cell()
    {
        var grid = Squares(12);

        Gen.Select(Gen.Int[-4, 52], Gen.Int[-4, 52]).Sample((x, y) =>
        {
            // Quarter steps, so that every fourth point lies on an edge and every sixteenth on a corner.
            var point = new GeoPoint(x / 4.0, y / 4.0);
            var place = new Point(point.Longitude, point.Latitude);
            var expected = grid.Cells.Where(cell => cell.Shape.Covers(place)).Select(cell => cell.Code.Value).Min(StringComparer.Ordinal);
            return expected == grid.CellAt(point)?.Code.Value;
        });
    }

    [Fact]
    public void Many_threads_get_the_same_answers_as_one()
    {
        var points = Enumerable.Range(0, 5000).Select(i => new GeoPoint(i % 120 / 10.0, i / 120 % 120 / 10.0)).ToArray();
        var alone = points.Select(point => Squares(12).CellAt(point)).Take(200).ToArray();
        var grid = Squares(12);

        var together = new Cell?[points.Length];
        Parallel.For(0, points.Length, i => together[i] = grid.CellAt(points[i]));

        Assert.Equal(alone.Select(cell => cell?.Code), together.Take(200).Select(cell => cell?.Code));
        Assert.All(points.Index(), item => Assert.Equal(grid.CellAt(item.Item), together[item.Index]));
    }

    private static Grid Squares(int side) => new(
        from x in Enumerable.Range(0, side)
        from y in Enumerable.Range(0, side)
        select new Cell(new CellCode($"S {x * side + y:000}"), null, "field", new Polygon(new LinearRing(
            [new(x, y), new(x + 1, y), new(x + 1, y + 1), new(x, y + 1), new(x, y)])), null));
}
