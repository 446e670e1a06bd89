using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Tests.Campaigns;
using Gridwork.Places;

namespace Gridwork.Engine.Tests.Cases;

/// <summary>Who helps with what lies on an edge, in the demo's grid.</summary>
public sealed class RoutingTests
{
    private static readonly DistrictFolder Folder = DistrictFolder.Read(Path.Combine(Repository.Root, "district"));

    private static readonly DistrictDefinition Demo = DistrictDefinition.Empty
        .Enter(EntryKind.Units, BodyJson.Write(Folder.Units))
        .Enter(EntryKind.Grid, GridVersion.Body(Folder.Cells.Span, []));

    [Theory]
    // 禾仁 005 and 禾范 001 share this corner.
    [InlineData(117.310741, 34.843029, "heren-yihe", "hefan")]
    // 禾仁 012, 禾范 007 and 禾范 008, both of one village: one subdistrict, named once.
    [InlineData(117.309934, 34.822861, "heren-yunhe", "hefan")]
    // 禾仁 028 owns it; of the two villages beyond it, the one that is not its own helps the other.
    [InlineData(117.313751, 34.814943, "hefan-renzhuang", "hefan-donglingbu")]
    // In the middle of 禾仁 005.
    [InlineData(117.306, 34.84, "heren-yihe", "")]
    public void On_an_edge_the_unit_beyond_it_helps(double longitude, double latitude, string unit, string beyond)
    {
        var found = Routing.Beyond(Demo, new GeoPoint(longitude, latitude, 30), new DateOnly(2021, 5, 20), Demo.Units.Find(unit)!.No).Distinct();
        Assert.Equal(beyond, string.Join(' ', found.Select(no => Demo.Units.Find(new UnitNo(no))!.Code)));
    }
}
