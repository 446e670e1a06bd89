using Gridwork.Engine;
using Gridwork.Engine.Journal;

namespace Gridwork.Stores.Blobs;

/// <summary>Bytes that were taken in.</summary>
/// <param name="Hash">SHA-256: their name.</param>
/// <param name="Size">Their number.</param>
public sealed record StoredBlob(Hash256 Hash, long Size);

/// <summary>Where attachments lie, each content once a district. A seam: a disk now, S3 for several nodes. Safe for several threads.</summary>
public abstract class BlobStore
{
    /// <summary>
    /// Takes bytes in. When this returns they outlive a power cut, so an entry may name them. Throws <see cref="IOException"/> when the disk is
    /// full or lost; nothing is left behind then.
    /// </summary>
    /// <param name="district">The district.</param>
    /// <param name="content">The bytes; read once, never held in memory as a whole.</param>
    /// <param name="limit">The largest number of bytes that is let in.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Null: more than <paramref name="limit"/>.</returns>
    public abstract Task<StoredBlob?> SaveAsync(DistrictId district, Stream content, long limit, CancellationToken cancel = default);

    /// <summary>Opens bytes for reading, seekable; null: they are not here.</summary>
    public abstract ValueTask<Stream?> OpenAsync(DistrictId district, Hash256 hash, CancellationToken cancel = default);

    /// <summary>Removes bytes that no record names any more. Nothing happens when they are not here.</summary>
    public abstract ValueTask RemoveAsync(DistrictId district, Hash256 hash, CancellationToken cancel = default);
}
