using System.Globalization;
using Gridwork.Engine.Districts;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Stores;
using Gridwork.Stores.Journal;

namespace Gridwork.Server.Decks;

/// <summary>As of when a deck speaks: what the journal held, and by which clock its cases are late. Both stand on every slide, so it can be drawn again.</summary>
/// <param name="Position">The last entry of the journal that it knows of.</param>
/// <param name="Now">The moment, to the minute, in the district's zone.</param>
/// <param name="IsPast">Whether it was asked for as at a position: pages show the present, so its numbers do not link to them.</param>
internal readonly record struct DeckTime(long Position, DateTimeOffset Now, bool IsPast)
{
    private const string Minute = "yyyy-MM-dd'T'HH:mm";

    /// <summary>How the moment is written in an address: local, to the minute.</summary>
    public string Word => Now.ToString(Minute, CultureInfo.InvariantCulture);

    /// <summary>
    /// The time that an address asks for: the present; or a position and, as it was received, its moment, unless that is given too.
    /// </summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="snapshot">The district.</param>
    /// <param name="at">The position; null: the newest.</param>
    /// <param name="time">The moment, as <see cref="Word"/> writes it; null: see above.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The time; or the name of the value that cannot be used.</returns>
    public static async Task<(DeckTime? Time, string? Bad)> ReadAsync(Viewer viewer, Snapshot snapshot, long? at, string? time, CancellationToken cancel)
    {
        if (at is { } asked && (asked < 1 || asked > snapshot.Seq)) return (null, nameof(at));
        var moment = at is { } position && await JournalLines.ReadAsync(snapshot, [position], cancel) is [var line] ? line.Received : viewer.District.Clock.Now;
        if (time is not null)
        {
            if (!DateTime.TryParseExact(time, Minute, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return (null, nameof(time));
            moment = InZone(viewer.Definition.Profile!, local);
        }
        moment = viewer.Local(moment);
        return (new DeckTime(at ?? snapshot.Seq, moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMinute)), at is not null), null);
    }

    private static DateTimeOffset InZone(DistrictProfile profile, DateTime local) => new(local, profile.TimeZone.GetUtcOffset(local));
}
