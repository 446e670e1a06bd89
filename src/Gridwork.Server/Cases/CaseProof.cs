// The photos of a case as whoever verifies sees them: when and how far away each was taken, what speaks against it, and the earlier one that it looks like
// beside it. Others see the pictures alone: a doubt is a question to whoever decides, not something to be held against somebody. How many bits two prints
// differ by is nobody's business but the program's.
using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Photos;
using Gridwork.Places;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Records;
using Gridwork.Stores;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Photos;
using Gridwork.Stores.Records;

namespace Gridwork.Server.Cases;

/// <summary>A photo of a case, with what whoever verifies should know of it.</summary>
/// <param name="Of">The picture.</param>
/// <param name="IsAfter">Whether it shows afterwards.</param>
/// <param name="Taken">When it was taken, in words; null: it does not say, or the reader does not verify.</param>
/// <param name="Distance">How far from the place of the case it was taken, in words; null likewise.</param>
/// <param name="Doubts">What speaks against it; empty: nothing, or the reader does not verify.</param>
/// <param name="Earlier">The earlier photo that it looks like; null: there is none, or the reader may not see its case.</param>
/// <param name="IsRead">Whether it was looked at; false: it has only just come.</param>
public sealed record CasePicture(
    PhotoFile Of, bool IsAfter, string? Taken, string? Distance, IReadOnlyList<PhotoDoubt> Doubts, EarlierPicture? Earlier, bool IsRead)
{
    /// <summary>Whether it may be an old one.</summary>
    public bool MayBeOld => Doubts.Any(doubt => doubt is PhotoDoubt.SeenBefore or PhotoDoubt.Early);

    /// <summary>Whether it was taken before anybody was asked to.</summary>
    public PhotoDoubt.Early? Early => Doubts.OfType<PhotoDoubt.Early>().FirstOrDefault();

    /// <summary>Whether it was taken far away.</summary>
    public PhotoDoubt.Far? Far => Doubts.OfType<PhotoDoubt.Far>().FirstOrDefault();
}

/// <summary>The earlier photo that one looks like.</summary>
/// <param name="Of">The picture.</param>
/// <param name="Number">The number of its case.</param>
/// <param name="Place">Its cell, else the unit in which it lies.</param>
/// <param name="IsAfter">Whether it shows afterwards.</param>
/// <param name="Taken">When it was taken, else when it was sent, in words.</param>
/// <param name="Day">The day on which it came.</param>
/// <param name="Same">Whether it is the very same file.</param>
public sealed record EarlierPicture(PhotoFile Of, long Number, string Place, bool IsAfter, string? Taken, DateOnly Day, bool Same);

/// <summary>Reads the photos of a case.</summary>
internal static class CaseProof
{
    /// <summary>The photos of before and, newest last, of afterwards, as far as the reader may see their records.</summary>
    public static async Task<IReadOnlyList<CasePicture>> ReadAsync(Viewer viewer, Snapshot snapshot, SeenCase seen, CancellationToken cancel)
    {
        var lines = seen.Detail.Lines
            .Where(line => line.Said.Step == CaseStep.Open || line is { Said.Step: CaseStep.Handle, State: CaseLineState.Taken }).ToList();
        var pictures = await PicturesAsync(viewer, snapshot, lines, cancel);
        if (!Verifies(viewer, seen)) return [.. pictures.Select(picture => new CasePicture(picture.File, IsAfter(picture.Line), null, null, [], null, true))];
        var facts = await PhotoRows.FindAsync(snapshot, [.. pictures.Select(picture => picture.Hash).OfType<Hash256>().Distinct()], cancel);
        var shown = new List<CasePicture>();
        foreach (var (line, file, hash) in pictures)
        {
            var own = hash is { } known ? facts.GetValueOrDefault(known) : null;
            shown.Add(own is null
                ? new CasePicture(file, IsAfter(line), null, null, [], null, IsRead: hash is null)
                : await DoubtAsync(viewer, snapshot, seen, line, file, hash!.Value, own, cancel));
        }
        return shown;
    }

    /// <summary>Whether the reader may verify the case (whoever handled it may not), or supervise it: whatever its stage, for what was closed can be looked at again.</summary>
    private static bool Verifies(Viewer viewer, SeenCase seen)
    {
        var rules = seen.Campaign.Cases!;
        bool May(CaseStep step) => CaseRights.May(viewer.Definition.Grants, viewer.Person, step, rules.RolesFor(step), seen.State, seen.Campaign.No) == StepRefusal.None;
        return May(CaseStep.Verify) || May(CaseStep.Supervise);
    }

    private static async Task<CasePicture> DoubtAsync(
        Viewer viewer, Snapshot snapshot, SeenCase seen, CaseLine line, PhotoFile file, Hash256 hash, PhotoFacts facts, CancellationToken cancel)
    {
        var entry = (await JournalLines.ReadAsync(snapshot, [line.Record], cancel))[0];
        var camera = facts.TakenIn(viewer.District.Clock.Zone);
        var photo = new CasePhoto(
            line, facts, camera, Local(viewer, camera), entry.Captured, entry.Received,
            // The place of the report is the place of the case.
            line.Said.Step == CaseStep.Open ? null : await PlaceAsync(snapshot, line.Root, cancel),
            await PhotoSightings.FindAsync(snapshot, hash, facts.Print, cancel));
        var doubts = seen.Campaign.Cases!.Doubts.Of(photo, seen.State, seen.Detail.Lines);
        var earlier = doubts.OfType<PhotoDoubt.SeenBefore>().FirstOrDefault() is { } before
            ? await EarlierAsync(viewer, snapshot, before.Sighting, hash, cancel)
            : null;
        return new CasePicture(
            file, IsAfter(line), photo.Taken is { } taken ? Written.DayAndTime(taken) : null,
            DoubtRules.Distance(photo, seen.State) is { } far ? CaseTexts.Distance(far.Metres) : null, doubts, earlier, true);
    }

    private static async Task<EarlierPicture?> EarlierAsync(
        Viewer viewer, Snapshot snapshot, PhotoSighting sighting, Hash256 own, CancellationToken cancel)
    {
        if (await SeenCase.FindAsync(viewer, snapshot, sighting.Case, cancel) is not { } other) return null;
        if (other.Detail.Lines.FirstOrDefault(line => line.Record == sighting.Record) is not { } line) return null;
        if (await PicturesAsync(viewer, snapshot, [line], cancel) is not [var picture]) return null;
        var facts = picture.Hash is { } hash ? (await PhotoRows.FindAsync(snapshot, [hash], cancel)).GetValueOrDefault(hash) : null;
        var taken = Local(viewer, facts?.TakenIn(viewer.District.Clock.Zone)) ?? viewer.Local(line.At);
        return new EarlierPicture(
            picture.File, sighting.Case, viewer.Definition.CodeOf(other.State.Cell) ?? RecordItemReading.UnitName(viewer, other.State.Unit).ToString(), IsAfter(line), Written.DayAndTime(taken),
            DateOnly.FromDateTime(viewer.Local(line.At).DateTime), picture.Hash == own);
    }

    /// <summary>The pictures that some lines of a case name, as far as the reader may see their records; without hash: the file has not arrived.</summary>
    public static async Task<IReadOnlyList<(CaseLine Line, PhotoFile File, Hash256? Hash)>> PicturesAsync(
        Viewer viewer, Snapshot snapshot, IEnumerable<CaseLine> lines, CancellationToken cancel)
    {
        var pictures = new List<(CaseLine, PhotoFile, Hash256?)>();
        foreach (var line in lines.Where(line => line.Said.Photo is not null))
        {
            if (await OneRecord.RowAsync(snapshot, line.Record, cancel) is not { } row
                || !await OneRecord.IsSeenAsync(snapshot, row, viewer.Sight(Engine.Rights.Right.SeeRecords, row.Campaign), cancel)) continue;
            var entry = (await JournalLines.ReadAsync(snapshot, [line.Record], cancel))[0];
            var body = (await OneRecord.BodiesAsync(snapshot, [line.Record], cancel)).GetValueOrDefault(line.Record);
            var files = await AttachmentRows.ReadAsync(snapshot, [line.Record], cancel);
            pictures.AddRange(RecordItemReading.Photos(
                line.Record, files, RecordItemReading.ReadingOf(viewer, entry.FormVersion, body), viewer.Culture.TwoLetterISOLanguageName)
                .Where(photo => photo.Name == line.Said.Photo)
                .Select(photo => (line, photo, files.FirstOrDefault(file => file.Name == photo.Name)?.File?.Hash)));
        }
        return pictures;
    }

    private static async Task<GeoPoint?> PlaceAsync(Snapshot snapshot, long root, CancellationToken cancel) =>
        await OneRecord.PlaceAsync(snapshot, root, cancel) is { Degrees: var (longitude, latitude) } ? new GeoPoint(longitude, latitude) : null;

    private static DateTimeOffset? Local(Viewer viewer, DateTimeOffset? camera) =>
        camera is { } time ? viewer.Local(viewer.District.Clock.FromPhone(time)) : null;

    private static bool IsAfter(CaseLine line) => line.Said.Step != CaseStep.Open;
}
