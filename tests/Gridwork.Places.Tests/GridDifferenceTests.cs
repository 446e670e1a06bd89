using Gridwork.Places.Tests.Imports;

namespace Gridwork.Places.Tests;

public class GridDifferenceTests
{
    [Fact]
    public void New_gone_redrawn_and_reassigned_cells_are_told_apart()
    {
        var before = Grid(("A 001", "west", 0, 1), ("A 002", "west", 1, 1), ("A 003", "west", 2, 1), ("A 004", "west", 3, 1));
        var after = Grid(("A 001", "west", 0, 1), ("A 002", "west", 1, 1.5), ("A 003", "east", 2, 1), ("A 005", "west", 3, 1));

        var difference = GridDifference.Between(before, after);

        Assert.Equal(["A 005"], difference.New.Select(cell => cell.Code.Value));
        Assert.Equal(["A 004"], difference.Gone.Select(cell => cell.Code.Value));
        var moved = Assert.Single(difference.Redrawn);
        Assert.Equal(("A 002", 5076, 0), (moved.After.Code.Value, Math.Round(moved.Gained), Math.Round(moved.Lost)));
        Assert.Equal(("A 003", "west", "east"), Assert.Single(difference.Reassigned) is var other ? (other.After.Code.Value, other.Before.UnitCode, other.After.UnitCode) : default);
        Assert.True(GridDifference.Between(before, before).IsNone);
        Assert.Equal(4, GridDifference.Between(null, before).New.Count);
    }

    [Fact]
    public void A_corner_more_on_a_side_is_no_other_outline()
    {
        var before = new Grid([Drawn("POLYGON ((117.3 34.8, 117.301 34.8, 117.301 34.801, 117.3 34.801, 117.3 34.8))")]);
        var after = new Grid([Drawn("POLYGON ((117.3 34.8, 117.301 34.8, 117.301 34.8005, 117.301 34.801, 117.3 34.801, 117.3 34.8))")]);

        Assert.True(GridDifference.Between(before, after).IsNone);

        static Cell Drawn(string text) => new(new CellCode("A 001"), null, "west", (NetTopologySuite.Geometries.Polygon)new NetTopologySuite.IO.WKTReader().Read(text), null);
    }

    private static Grid Grid(params (string Code, string Unit, double X, double Width)[] cells) =>
        new(cells.Select(cell => new Cell(new CellCode(cell.Code), null, cell.Unit, Files.Square(cell.X, 0, cell.Width), null)));
}
