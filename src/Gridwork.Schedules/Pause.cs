namespace Gridwork.Schedules;

/// <summary>
/// A time in which a clock stands still: a suspended case (挂账). Counts from its beginning up to, not including, its end; one that ends before
/// it begins is none. Several may touch or overlap: what two of them cover is taken out once.
/// </summary>
/// <param name="From">The moment at which the clock was stopped.</param>
/// <param name="To">The moment at which it went on. For a clock that still stands: the moment for which one reckons.</param>
public readonly record struct Pause(DateTimeOffset From, DateTimeOffset To);
