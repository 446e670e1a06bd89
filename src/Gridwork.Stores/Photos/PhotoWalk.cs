// The worker's round: from the entry it had reached to the head, a stretch at a time, each in a transaction of its own with how far it came. Killed at any
// instant it goes on where it was; two nodes that walk at once do the same work and keep it once.
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Photos;
using Gridwork.Forms;
using Gridwork.Stores.Blobs;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Records;

namespace Gridwork.Stores.Photos;

/// <summary>Reads the photos that entered the journal and stand in cases.</summary>
public static class PhotoWalk
{
    private const int Stretch = 500;

    /// <summary>
    /// Reads those of the next stretch of the journal. False: there is none, the head is reached. Throws <see cref="IOException"/> or
    /// <see cref="System.Data.Common.DbException"/> when the store is lost; nothing is forgotten then.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="district">The district.</param>
    /// <param name="look">Reads a photo's bytes; must not throw.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<bool> StepAsync(
        DistrictStore store, DistrictId district, Func<ReadOnlyMemory<byte>, PhotoFacts> look, CancellationToken cancel = default)
    {
        var definition = await store.DefinitionAsync(district, cancel);
        long upTo;
        var photos = new HashSet<Hash256>();
        await using (var snapshot = await Snapshot.OpenAsync(store, district, cancel))
        {
            var from = await PhotoRows.ReadToAsync(snapshot, cancel);
            if (from >= snapshot.Seq) return false;
            upTo = Math.Min(from + Stretch, snapshot.Seq);
            foreach (var (files, version, record) in await EntriesAsync(snapshot, definition, from, upTo, cancel))
            {
                var body = (await OneRecord.BodiesAsync(snapshot, [record], cancel)).GetValueOrDefault(record);
                if (body is not { State: not BodyState.Residue }) continue;
                var named = CasePhotos.In(definition.Campaigns[version.Campaign], version, body.Bytes);
                photos.UnionWith(files.Where(file => named.Contains(file.Name)).Select(file => file.Hash));
            }
            foreach (var some in photos.Chunk(Stretch)) photos.ExceptWith((await PhotoRows.FindAsync(snapshot, some, cancel)).Keys);
        }
        var facts = new Dictionary<Hash256, PhotoFacts>();
        foreach (var photo in photos)
        {
            if (await BytesAsync(store.Blobs, district, photo, cancel) is { } bytes) facts[photo] = look(bytes);
        }
        await PhotoRows.KeepAsync(store, district, upTo, facts, cancel);
        return true;
    }

    /// <summary>The entries that brought pictures to forms which play in cases, each with the record that names them.</summary>
    private static async Task<List<(IReadOnlyList<FileStamp> Files, FormVersion Version, long Record)>> EntriesAsync(
        Snapshot snapshot, DistrictDefinition definition, long from, long upTo, CancellationToken cancel)
    {
        var entries = new List<(IReadOnlyList<FileStamp>, FormVersion, long)>();
        foreach (var (seq, kind, instance, form, text) in await snapshot.ListAsync(
            """
            SELECT seq, kind, instance_id, form_ver, files FROM journal
            WHERE d = @d AND seq > @from AND seq <= @upTo AND kind IN (1, 2) AND files IS NOT NULL ORDER BY seq
            """,
            row => (row.GetInt64(0), (EntryKind)row.GetInt32(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetInt32(3), row.GetString(4)),
            [("from", from), ("upTo", upTo)], cancel))
        {
            var files = FileList.Read(text).Where(file => file.Media.StartsWith("image/", StringComparison.Ordinal)).ToList();
            if (files.Count == 0 || !definition.FormVersions.TryGetValue(form, out var version)
                || !CasePhotos.Brings(definition.Campaigns[version.Campaign], version)) continue;
            // Of files that came late the record names them that came before.
            var record = kind == EntryKind.Record ? seq : instance is null ? null : await OneRecord.FindAsync(snapshot, new InstanceId(instance), cancel);
            if (record is { } found) entries.Add((files, version, found));
        }
        return entries;
    }

    private static async Task<byte[]?> BytesAsync(BlobStore blobs, DistrictId district, Hash256 photo, CancellationToken cancel)
    {
        await using var stream = await blobs.OpenAsync(district, photo, cancel);
        if (stream is null) return null;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }
}
