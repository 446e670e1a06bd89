namespace Gridwork.Engine.Journal;

/// <summary>How times stand in the journal: whole microseconds since 1970-01-01T00:00:00Z and, beside them, the offset in minutes.</summary>
public static class JournalTime
{
    /// <summary>Microseconds since 1970 in UTC; what is finer is cut off.</summary>
    public static long ToMicroseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time with its offset.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds, int offsetMinutes) =>
        new DateTimeOffset(DateTimeOffset.UnixEpoch.Ticks + microseconds * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero)
            .ToOffset(TimeSpan.FromMinutes(offsetMinutes));

    /// <summary>The same time without what is finer than a microsecond: as it will be read back.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        FromMicroseconds(ToMicroseconds(time), (int)time.Offset.TotalMinutes);
}
