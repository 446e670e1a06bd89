// The two clocks as a band: one row for the whole, one for whoever held it, on an axis of the time in which the limit counts. Nights and days of rest
// take no room on it; red stands only beyond the limit.
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Records;

namespace Gridwork.Server.Cases;

/// <summary>The band of a case, in an SVG of <see cref="Width"/> units.</summary>
/// <param name="Parts">The bars.</param>
/// <param name="Days">Where days begin, with their names where there is room.</param>
/// <param name="Due">Where the limit stands; null: outside, or none.</param>
/// <param name="Now">Where the present, or the end, stands.</param>
public sealed record CaseBand(IReadOnlyList<BandPart> Parts, IReadOnlyList<(int X, string? Day)> Days, int? Due, int Now)
{
    /// <summary>The width of the drawing.</summary>
    public const int Width = 1000;

    private const int MostDays = 60;
    private const int DayRoom = 44;

    /// <summary>The band; null: its clock has not begun.</summary>
    internal static CaseBand? Of(Viewer viewer, SeenCase seen, DateTimeOffset now, string whole)
    {
        var state = seen.State;
        if (state.Registered is not { } start) return null;
        var until = seen.Until(now);
        var due = state.Due?.At;
        var end = due > until ? due.Value : until;
        var unit = CaseLamp.UnitOf(state.Limit);
        var total = seen.Calendar.Elapsed(start, end, unit, []);
        if (total <= TimeSpan.Zero || end - start > TimeSpan.FromDays(3660)) return null;
        var parts = new List<BandPart>();
        Add(0, start, due < until ? due.Value : until, "b-run", whole);
        if (due < until) Add(0, due.Value, until, "b-late", null);
        foreach (var hold in state.Holds)
        {
            if ((hold.Until ?? until) <= start) continue;
            Add(1, hold.From < start ? start : hold.From, hold.Until ?? until, hold.Until is null ? "b-now" : "b-hold", RecordItemReading.UnitName(viewer, hold.Unit).ToString());
        }
        foreach (var stop in seen.Stops(now))
        {
            Add(0, stop.From, stop.To, "b-stop", null);
            Add(1, stop.From, stop.To, "b-stop", null);
        }
        return new CaseBand(parts, Begun(), due is { } at ? X(at) : null, X(until));

        int X(DateTimeOffset moment) => (int)Math.Round(Math.Clamp(seen.Calendar.Elapsed(start, moment, unit, []) / total, 0, 1) * Width);

        void Add(int row, DateTimeOffset from, DateTimeOffset to, string look, string? word)
        {
            var (left, right) = (X(from), X(to));
            // Chinese characters are as wide as they are high; what would not fit is in the table below.
            if (right > left) parts.Add(new BandPart(row, left, right - left, look, word is not null && word.Length * 13 + 10 < right - left ? word : null));
        }

        IReadOnlyList<(int, string?)> Begun()
        {
            var days = new List<(int X, string?)>();
            var (first, last) = (seen.Calendar.DayOf(start), seen.Calendar.DayOf(end));
            if (last.DayNumber - first.DayNumber > MostDays) return days;
            var named = -DayRoom;
            for (var day = first.AddDays(1); day <= last; day = day.AddDays(1))
            {
                var x = X(viewer.Definition.Profile!.StartOf(day));
                // A day of rest begins where the next one does.
                if (days.Count > 0 && days[^1].X == x) days.RemoveAt(days.Count - 1);
                var room = x - named >= DayRoom && x <= Width - DayRoom;
                if (room) named = x;
                days.Add((x, room ? Written.ShortDay(day) : null));
            }
            return days;
        }
    }
}

/// <summary>A bar of the band.</summary>
/// <param name="Row">0: the whole; 1: whoever held it.</param>
/// <param name="X">Where it begins.</param>
/// <param name="Width">How long it is.</param>
/// <param name="Look">Its class.</param>
/// <param name="Word">What stands in it; null: there is no room.</param>
public sealed record BandPart(int Row, int X, int Width, string Look, string? Word);
