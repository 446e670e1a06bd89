using Gridwork.Engine.Rights;
using Gridwork.Stores;
using Gridwork.Stores.Records;

namespace Gridwork.Server.People;

/// <summary>What a viewer's rights mean for queries.</summary>
public static class ViewerSight
{
    /// <summary>What the viewer sees of a campaign by a right; without units when it is nothing.</summary>
    public static Sight Sight(this Viewer viewer, Right right, int campaign)
    {
        var units = viewer.UnitsWith(right, campaign);
        return new Sight(campaign, units, units.Count == viewer.Definition.Units.All.Count);
    }

    /// <summary>What the viewer sees of each campaign, in the order of their files; campaigns of which it is nothing are left out.</summary>
    public static IReadOnlyList<Sight> Sights(this Viewer viewer, Right right) =>
    [
        .. viewer.Definition.Campaigns.Values.OrderBy(campaign => (campaign.File.Order, campaign.No))
            .Select(campaign => viewer.Sight(right, campaign.No)).Where(sight => sight.Units.Count > 0),
    ];

    /// <summary>Begins to read the viewer's district.</summary>
    public static Task<Snapshot> OpenSnapshotAsync(this Viewer viewer, CancellationToken cancel = default) =>
        Snapshot.OpenAsync(viewer.District.Store, viewer.District.Id, cancel);
}
