using Gridwork.Server.People;

namespace Gridwork.Server.Layout;

/// <summary>Times as the reader's district tells them.</summary>
internal static class DistrictTime
{
    /// <summary>A moment in the zone of the district's days, whatever offset a phone wrote.</summary>
    public static DateTimeOffset Local(this Viewer viewer, DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, viewer.District.Clock.Zone);
}
