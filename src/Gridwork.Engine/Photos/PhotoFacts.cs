using Gridwork.Places;

namespace Gridwork.Engine.Photos;

/// <summary>What a photo's bytes tell about it. Whatever is null they do not tell, or tell unreadably.</summary>
public sealed record PhotoFacts
{
    /// <summary>What it looks like in the large; null: it cannot be read, is too large to be looked at, or shows too little.</summary>
    public PhotoPrint? Print { get; init; }

    /// <summary>When it was taken, by the camera's clock on the wall (Exif 2.32, DateTimeOriginal). Without zone: see <see cref="TakenOffset"/>.</summary>
    public DateTime? Taken { get; init; }

    /// <summary>The camera's distance from UTC then (OffsetTimeOriginal); null: older cameras do not write it.</summary>
    public TimeSpan? TakenOffset { get; init; }

    /// <summary>When it was taken by the satellites' clock, UTC (GPSDateStamp and GPSTimeStamp): no hand sets it.</summary>
    public DateTimeOffset? Satellite { get; init; }

    /// <summary>Where the camera was (GPSLatitude, GPSLongitude).</summary>
    public GeoPoint? Place { get; init; }

    /// <summary>When it was taken, where the camera names no zone in the district's.</summary>
    /// <param name="zone">The district's zone.</param>
    public DateTimeOffset? TakenIn(TimeZoneInfo zone) =>
        Taken is { } wall ? new DateTimeOffset(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), TakenOffset ?? zone.GetUtcOffset(wall)) : null;
}
