// A photo is proof, and a photo can be an old one. What speaks against it is measured here and put before whoever verifies, in words; nothing follows
// from it by itself: nothing is scored, refused or counted, and whoever handled the case is not told.
using Gridwork.Engine.Photos;
using Gridwork.Places;

namespace Gridwork.Engine.Cases;

/// <summary>Something about a photo of a case that whoever verifies should look at.</summary>
public abstract record PhotoDoubt
{
    private PhotoDoubt() { }

    /// <summary>The same photo, or nearly, came before in another case.</summary>
    /// <param name="Sighting">Where; of several the nearest, of equally near ones the first.</param>
    /// <param name="More">In how many other cases besides.</param>
    public sealed record SeenBefore(PhotoSighting Sighting, int More) : PhotoDoubt;

    /// <summary>It was taken before whoever handled the case was asked to.</summary>
    /// <param name="Step">What asked: dispatch, sending back or reopening.</param>
    /// <param name="At">When that was.</param>
    public sealed record Early(CaseStep Step, DateTimeOffset At) : PhotoDoubt;

    /// <summary>It was taken far from the place of the case.</summary>
    /// <param name="Metres">How far, both circles of accuracy taken off.</param>
    /// <param name="ByRecord">Whether the photo names no place and it is the one from which its record was made.</param>
    public sealed record Far(double Metres, bool ByRecord) : PhotoDoubt;

    /// <summary>Its clock jumps: its time does not fit with another that cannot be wrong.</summary>
    /// <param name="Against">Which other.</param>
    /// <param name="By">How far the photo's time lies from it; positive: after it.</param>
    public sealed record ClockJumps(PhotoClock Against, TimeSpan By) : PhotoDoubt;
}

/// <summary>What a photo's time is held against.</summary>
public enum PhotoClock
{
    /// <summary>The time that the satellites gave the camera: it differs.</summary>
    Satellites,

    /// <summary>When the server had it: it cannot have been taken later.</summary>
    Received,

    /// <summary>When its record was finished: it cannot have been taken later.</summary>
    Recorded,
}

/// <summary>The same photo, or nearly, in another case.</summary>
/// <param name="Case">The other case, by the root of the record that opened it.</param>
/// <param name="Into">The key of the case that it is part of; 0: none.</param>
/// <param name="Key">The other case's own key.</param>
/// <param name="Step">The step that brought it there.</param>
/// <param name="Record">The entry that brought it.</param>
/// <param name="Pos">Where that came into effect.</param>
/// <param name="At">When that was done.</param>
/// <param name="File">Its name in that entry.</param>
/// <param name="Bits">In how many bits the prints differ; 0 too for the very same bytes.</param>
public sealed record PhotoSighting(
    long Case, UInt128 Into, UInt128 Key, CaseStep Step, long Record, long Pos, DateTimeOffset At, string File, int Bits);

/// <summary>A photo as it stands in a case.</summary>
/// <param name="Line">The line of the case's log that brought it.</param>
/// <param name="Facts">What its bytes tell.</param>
/// <param name="Camera">When it was taken, by the camera's clock; null: it does not say.</param>
/// <param name="Taken">The same by the district's clock, which in a demo is another.</param>
/// <param name="Captured">When its record was finished, by the phone; null: not said.</param>
/// <param name="Received">When the server had it.</param>
/// <param name="RecordPlace">Where its record was made; null: not said.</param>
/// <param name="Sightings">Where else it, or one near to it, stands.</param>
public sealed record CasePhoto(
    CaseLine Line, PhotoFacts Facts, DateTimeOffset? Camera, DateTimeOffset? Taken, DateTimeOffset? Captured, DateTimeOffset Received, GeoPoint? RecordPlace,
    IReadOnlyList<PhotoSighting> Sightings);

/// <summary>From when on a photo is doubted. A campaign may say otherwise (<c>doubts:</c> in campaign.yaml).</summary>
/// <param name="Metres">Farther from the place of the case is far.</param>
/// <param name="Minutes">Times that differ by no more agree: clocks are set by hand, and a step is written down a little after it is done.</param>
public sealed record DoubtRules(int Metres, int Minutes)
{
    /// <summary>Where a campaign says nothing: 300 metres, 10 minutes.</summary>
    public static DoubtRules Usual { get; } = new(300, 10);

    /// <summary>What speaks against a photo, what weighs most first; empty: nothing that is known.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="state">The case.</param>
    /// <param name="log">The lines of its log that are in force, in order.</param>
    public IReadOnlyList<PhotoDoubt> Of(CasePhoto photo, CaseState state, IReadOnlyList<CaseLine> log) =>
    [
        .. new PhotoDoubt?[] { Seen(photo, state), Early(photo, log), Far(photo, state), Clock(photo) }.OfType<PhotoDoubt>(),
    ];

    /// <summary>How far a photo was taken from the place of its case, in metres; null: one of the two is not known.</summary>
    public static (double Metres, bool ByRecord)? Distance(CasePhoto photo, CaseState state)
    {
        if (state.Place is not { } place || (photo.Facts.Place ?? photo.RecordPlace) is not { } from) return null;
        var metres = place.MetresTo(from);
        // Phones sold in China write either kind of coordinates, and do not say which; half a kilometre lies between them.
        if (photo.Facts.Place is not null) metres = Math.Min(metres, place.MetresTo(Gcj02.ToWgs84(from)));
        return (Math.Max(0, metres - (place.Accuracy ?? 0) - (from.Accuracy ?? 0)), photo.Facts.Place is null);
    }

    // Only what came before it, and no case that is one with this one: told twice, a problem may well have been told with the same photo.
    private static PhotoDoubt.SeenBefore? Seen(CasePhoto photo, CaseState state)
    {
        var before = photo.Sightings
            .Where(other => other.Case != state.Root && other.Pos < photo.Line.Pos && other.Into != state.Key && (state.Into == 0 || other.Key != state.Into))
            .OrderBy(other => other.Bits).ThenBy(other => other.Pos).ToList();
        return before.Count == 0 ? null : new PhotoDoubt.SeenBefore(before[0], before.Select(other => other.Case).Distinct().Count() - 1);
    }

    // Whoever is handed a case by another host was not the first to be asked; what was photographed for the first one is proof all the same.
    private PhotoDoubt.Early? Early(CasePhoto photo, IReadOnlyList<CaseLine> log)
    {
        if (photo.Line.Said.Step != CaseStep.Handle || photo.Taken is not { } taken) return null;
        CaseLine? asked = null;
        foreach (var line in log.TakeWhile(line => line.Root != photo.Line.Root).Where(line => line.State == CaseLineState.Taken))
        {
            if (line.Said.Step is CaseStep.SendBack or CaseStep.Reopen || asked is null && line.Said.Step is CaseStep.Dispatch or CaseStep.Rule) asked = line;
        }
        return asked is not null && taken < asked.At - Slack ? new PhotoDoubt.Early(asked.Said.Step, asked.At) : null;
    }

    private PhotoDoubt.Far? Far(CasePhoto photo, CaseState state) =>
        Distance(photo, state) is { } far && far.Metres > Metres ? new PhotoDoubt.Far(far.Metres, far.ByRecord) : null;

    private PhotoDoubt.ClockJumps? Clock(CasePhoto photo)
    {
        if (photo.Taken is not { } taken) return null;
        if (photo is { Camera: { } camera, Facts.Satellite: { } satellite } && camera - satellite is var off && off.Duration() > Slack)
            return new PhotoDoubt.ClockJumps(PhotoClock.Satellites, off);
        if (taken - photo.Received is var late && late > Slack) return new PhotoDoubt.ClockJumps(PhotoClock.Received, late);
        if (photo.Captured is { } captured && taken - captured is var after && after > Slack) return new PhotoDoubt.ClockJumps(PhotoClock.Recorded, after);
        return null;
    }

    private TimeSpan Slack => TimeSpan.FromMinutes(Minutes);
}
