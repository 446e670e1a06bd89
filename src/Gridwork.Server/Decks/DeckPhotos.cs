using Gridwork.Documents.Decks;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Stores;
using Gridwork.Stores.Blobs;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Records;

namespace Gridwork.Server.Decks;

/// <summary>The photos of a deck's cases: before, from the record that opened each; after, from the one that handled it last.</summary>
internal sealed class DeckPhotos
{
    private readonly Viewer viewer;
    private readonly Dictionary<(long Record, string Name), Hash256> files;

    private DeckPhotos(Viewer viewer, Dictionary<(long, string), Hash256> files) => (this.viewer, this.files) = (viewer, files);

    /// <summary>Finds them, their bytes unread.</summary>
    /// <param name="viewer">The reader.</param>
    /// <param name="snapshot">The district.</param>
    /// <param name="sight">What the reader sees of the campaign: a photo is shown with its record, or not at all.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="position">Photos that came after this entry are not shown.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<DeckPhotos> ReadAsync(
        Viewer viewer, Snapshot snapshot, Sight sight, IReadOnlyList<CaseDetail> cases, long position, CancellationToken cancel)
    {
        var files = new Dictionary<(long, string), Hash256>();
        var lines = cases.SelectMany(detail => new[] { Before(detail), After(detail) }).OfType<CaseLine>().ToList();
        foreach (var some in lines.Select(line => line.Record).Distinct().Order().Chunk(500))
        {
            var seen = new HashSet<long>();
            foreach (var record in some)
            {
                if (sight.All || (await OneRecord.RowAsync(snapshot, record, cancel) is { } row && await OneRecord.IsSeenAsync(snapshot, row, sight, cancel)))
                    seen.Add(record);
            }
            foreach (var file in await AttachmentRows.ReadAsync(snapshot, seen, cancel))
            {
                if (file.File is { } stamp && file.Entry <= position) files[(file.Instance, file.Name)] = stamp.Hash;
            }
        }
        return new DeckPhotos(viewer, files);
    }

    /// <summary>The photos of a case; null: there are none.</summary>
    /// <param name="detail">The case.</param>
    /// <param name="title">What stands beside them where they have a place of their own.</param>
    /// <param name="lines">More of that.</param>
    public DeckPhotoPair? PairOf(CaseDetail detail, string title, IReadOnlyList<string> lines)
    {
        var (before, after) = (Photo(detail, Before(detail)), Photo(detail, After(detail)));
        return before is null && after is null ? null : new DeckPhotoPair(before, after, title, lines);
    }

    private static CaseLine? Before(CaseDetail detail) => detail.Lines.LastOrDefault(line => line.Said is { Step: CaseStep.Open, Photo: not null });

    private static CaseLine? After(CaseDetail detail) =>
        detail.Lines.LastOrDefault(line => line is { State: CaseLineState.Taken, Said: { Step: CaseStep.Handle, Photo: not null } });

    private DeckPhoto? Photo(CaseDetail detail, CaseLine? line) => line is not null && files.TryGetValue((line.Record, line.Said.Photo!), out var hash)
        ? new DeckPhoto(
            () => Open(viewer.District.Blobs, hash),
            DeckWords.Of("PhotoCaption", Written.Day(DateOnly.FromDateTime(viewer.Local(line.At).DateTime)), detail.State.Root))
        : null;

    /// <summary>A deck is written on a thread of its own, and waits there. Bytes that are gone are told like bytes that are no picture.</summary>
    private Stream Open(BlobStore blobs, Hash256 hash) => blobs.OpenAsync(viewer.District.Id, hash).AsTask().GetAwaiter().GetResult() ?? Stream.Null;
}
