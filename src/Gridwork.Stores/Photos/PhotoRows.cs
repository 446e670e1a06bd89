// What photos tell, by the hash of their bytes. To look at a photo takes milliseconds, which no intake has: a worker does it behind the commit, and what it
// found is kept here. Neither chained nor derived: without it pages know less, and no figure changes.
using Dapper;
using Gridwork.Engine;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Photos;
using Gridwork.Places;
using Gridwork.Stores.Blobs;

namespace Gridwork.Stores.Photos;

/// <summary>Reads and writes what photos tell.</summary>
public static class PhotoRows
{
    // A band has some fifteen prints of a million. Where it has so many, they are of pictures that all look alike, and a like one proves nothing.
    private const int MostOfBand = 5000;

    private const string Columns = "hash, print, taken, taken_offset, satellite, longitude, latitude";

    /// <summary>What some photos tell; those that were not read yet are left out.</summary>
    public static async Task<IReadOnlyDictionary<Hash256, PhotoFacts>> FindAsync(
        Snapshot snapshot, IReadOnlyCollection<Hash256> photos, CancellationToken cancel = default) =>
        photos.Count == 0 ? new Dictionary<Hash256, PhotoFacts>() : (await snapshot.ListAsync(
            $"SELECT {Columns} FROM photo WHERE d = @d AND hash IN ({Names(photos.Count)})",
            row => (Hash: row.Hash(0), Facts: new PhotoFacts
            {
                Print = row.IsDBNull(1) ? null : new PhotoPrint((ulong)row.GetInt64(1)),
                Taken = row.IsDBNull(2) ? null : JournalTime.FromMicroseconds(row.GetInt64(2), 0).DateTime,
                TakenOffset = row.IsDBNull(3) ? null : TimeSpan.FromMinutes(row.GetInt32(3)),
                Satellite = row.IsDBNull(4) ? null : JournalTime.FromMicroseconds(row.GetInt64(4), 0),
                Place = row.IsDBNull(5) ? null : new GeoPoint(row.GetDouble(5), row.GetDouble(6)),
            }),
            Values(photos), cancel)).ToDictionary(row => row.Hash, row => row.Facts);

    /// <summary>
    /// The photos whose prints are near to one, itself among them, with the bits by which they differ, nearest first. Looks at sixty-eight places of four
    /// indexes, however many photos there are.
    /// </summary>
    public static async Task<IReadOnlyList<(Hash256 Photo, int Bits)>> NearAsync(Snapshot snapshot, PhotoPrint print, CancellationToken cancel = default)
    {
        var near = new Dictionary<Hash256, int>();
        for (var band = 0; band < PhotoPrint.Bands; band++)
        {
            foreach (var (photo, other) in await snapshot.ListAsync(
                $"SELECT hash, print FROM photo WHERE d = @d AND band{band} IN {Snapshot.In(print.Around(band).Select(value => (long)value))} LIMIT {MostOfBand}",
                row => (row.Hash(0), new PhotoPrint((ulong)row.GetInt64(1))), cancel))
            {
                if (print.IsNear(other)) near[photo] = print.DistanceTo(other);
            }
        }
        return [.. near.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Value).ThenBy(pair => pair.Key.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Up to which entry photos were read; 0: none was.</summary>
    public static async Task<long> ReadToAsync(Snapshot snapshot, CancellationToken cancel = default) =>
        (await snapshot.ListAsync("SELECT seq FROM photo_reading WHERE d = @d", row => row.GetInt64(0), cancel)).SingleOrDefault();

    /// <summary>
    /// Keeps what some photos tell, and that all entries up to a position were looked at. A photo whose bytes were erased meanwhile is left out: this and
    /// <see cref="ForgetAsync"/> take turns, and the bytes go before their row.
    /// </summary>
    internal static Task KeepAsync(
        DistrictStore store, DistrictId district, long upTo, IReadOnlyCollection<KeyValuePair<Hash256, PhotoFacts>> photos, CancellationToken cancel = default) =>
        store.WriteAsync(
            async (db, transaction) =>
            {
                await db.ExecuteAsync(
                    """
                    INSERT INTO photo_reading (d, seq) VALUES (@d, @upTo)
                    ON CONFLICT (d) DO UPDATE SET seq = CASE WHEN excluded.seq > photo_reading.seq THEN excluded.seq ELSE photo_reading.seq END
                    """,
                    new { d = district.Value, upTo }, transaction);
                foreach (var (hash, facts) in photos)
                {
                    if (!await IsHereAsync(store.Blobs, district, hash, cancel)) continue;
                    await db.ExecuteAsync(
                        """
                        INSERT INTO photo (d, hash, print, band0, band1, band2, band3, taken, taken_offset, satellite, longitude, latitude)
                        VALUES (@d, @hash, @print, @band0, @band1, @band2, @band3, @taken, @takenOffset, @satellite, @longitude, @latitude)
                        ON CONFLICT (d, hash) DO NOTHING
                        """,
                        new
                        {
                            d = district.Value,
                            hash = hash.ToArray(),
                            print = (long?)facts.Print?.Bits,
                            band0 = facts.Print?.Band(0),
                            band1 = facts.Print?.Band(1),
                            band2 = facts.Print?.Band(2),
                            band3 = facts.Print?.Band(3),
                            taken = facts.Taken is { } wall ? JournalTime.ToMicroseconds(new DateTimeOffset(wall, TimeSpan.Zero)) : (long?)null,
                            takenOffset = (int?)facts.TakenOffset?.TotalMinutes,
                            satellite = facts.Satellite is { } time ? JournalTime.ToMicroseconds(time) : (long?)null,
                            longitude = facts.Place?.Longitude,
                            latitude = facts.Place?.Latitude,
                        },
                        transaction);
                }
                return true;
            },
            cancel);

    /// <summary>Forgets what photos told whose bytes are gone.</summary>
    internal static Task ForgetAsync(DistrictStore store, DistrictId district, IReadOnlyCollection<Hash256> photos, CancellationToken cancel = default) =>
        store.WriteAsync(
            async (db, transaction) =>
            {
                // Whoever keeps holds this row until he is done; afterwards his rows are seen here.
                await db.ExecuteAsync("UPDATE photo_reading SET seq = seq WHERE d = @d", new { d = district.Value }, transaction);
                foreach (var photo in photos)
                    await db.ExecuteAsync("DELETE FROM photo WHERE d = @d AND hash = @hash", new { d = district.Value, hash = photo.ToArray() }, transaction);
                return true;
            },
            cancel);

    internal static string Names(int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"@h{i}"));

    internal static IReadOnlyList<(string, object)> Values(IReadOnlyCollection<Hash256> photos) =>
        [.. photos.Select((photo, i) => ($"h{i}", (object)photo.ToArray()))];

    private static async ValueTask<bool> IsHereAsync(BlobStore blobs, DistrictId district, Hash256 photo, CancellationToken cancel)
    {
        await using var bytes = await blobs.OpenAsync(district, photo, cancel);
        return bytes is not null;
    }
}
