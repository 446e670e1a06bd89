using Gridwork.Server.Figures;

namespace Gridwork.Server.Charts;

/// <summary>One thing counted day by day.</summary>
/// <param name="Title">What.</param>
/// <param name="Total">Its total.</param>
/// <param name="ByDay">The value of each day that has one, in units of 10^−scale.</param>
/// <param name="Href">Where a day's bar opens to; the day stands for {0}. Null: the bars are no doors.</param>
public sealed record DaySeries(string Title, FigureValue Total, IReadOnlyDictionary<DateOnly, long> ByDay, Func<DateOnly, string>? Href = null);
