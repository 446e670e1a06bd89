namespace Gridwork.Server.Districts;

/// <summary>
/// The district's time: the real clock, moved by an amount fixed at set-up and told in the district's zone. A district in service moves it by
/// nothing; the demo's day stands in 2021. Cookies, locks and limits never read it: they live by <see cref="TimeProvider"/>, which stays real
/// (core.md 16). Safe in parallel.
/// </summary>
/// <param name="real">The real clock.</param>
/// <param name="shift">What is added to the real time; negative: the district lives in the past.</param>
/// <param name="zone">The zone in which the district counts its days.</param>
public sealed class DistrictClock(TimeProvider real, TimeSpan shift, TimeZoneInfo zone)
{
    /// <summary>What is added to the real time; zero in a district in service.</summary>
    public TimeSpan Shift { get; } = shift;

    /// <summary>The zone in which the district counts its days.</summary>
    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>The time now, as the district tells it, with the zone's offset.</summary>
    public DateTimeOffset Now => TimeZoneInfo.ConvertTime(real.GetUtcNow() + Shift, Zone);

    /// <summary>The district's day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>
    /// A phone's time in the district's. A phone knows only the real time, so a time that lies nearer to the real present than to the
    /// district's is moved; one that is already of the district's days (an old paper typed in) stays. The offset is kept.
    /// </summary>
    /// <param name="phone">The time as the phone wrote it.</param>
    public DateTimeOffset FromPhone(DateTimeOffset phone)
    {
        if (Shift == TimeSpan.Zero) return phone;
        var present = real.GetUtcNow();
        return (phone - present).Duration() < (phone - (present + Shift)).Duration() ? phone + Shift : phone;
    }

    /// <summary>The shift that makes <paramref name="real"/>'s present read <paramref name="start"/>, in whole seconds.</summary>
    public static TimeSpan ShiftTo(DateTimeOffset start, TimeProvider real) =>
        TimeSpan.FromSeconds(Math.Round((start - real.GetUtcNow()).TotalSeconds));
}
