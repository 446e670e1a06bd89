// Attachments on disk: d/ab/cd/hash. The bytes are written under a passing name and hashed on the way, synced, renamed, and the folders synced: a
// name that exists holds its whole content, and an entry that is committed afterwards can rely on it (core.md 13).
using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Gridwork.Engine;
using Gridwork.Engine.Journal;

namespace Gridwork.Stores.Blobs;

/// <summary>Attachments in a folder.</summary>
/// <param name="root">The folder; made when the first bytes come.</param>
public sealed class DiskBlobs(string root) : BlobStore
{
    private const int BufferSize = 128 * 1024;

    /// <inheritdoc/>
    public override async Task<StoredBlob?> SaveAsync(DistrictId district, Stream content, long limit, CancellationToken cancel = default)
    {
        var incoming = Path.Combine(FolderOf(district), "incoming");
        Directory.CreateDirectory(incoming);
        var passing = Path.Combine(incoming, Guid.NewGuid().ToString("N"));
        try
        {
            if (await WriteAsync(passing, content, limit, cancel) is not { } blob) return null;
            var path = PathOf(district, blob.Hash);
            MakeFolders(district, Path.GetDirectoryName(path)!);
            File.Move(passing, path, overwrite: true);
            DirectorySync.Sync(Path.GetDirectoryName(path)!);
            return blob;
        }
        finally
        {
            File.Delete(passing);
        }
    }

    private static async Task<StoredBlob?> WriteAsync(string path, Stream content, long limit, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            // No buffer of its own: what the loop hands over goes to the system at once.
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            long size = 0;
            int read;
            while ((read = await content.ReadAsync(buffer, cancel)) > 0)
            {
                size += read;
                if (size > limit) return null;
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
            file.Flush(flushToDisk: true);
            return new StoredBlob(Hash256.From(hash.GetHashAndReset()), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    public override ValueTask<Stream?> OpenAsync(DistrictId district, Hash256 hash, CancellationToken cancel = default)
    {
        try
        {
            return new(new FileStream(PathOf(district, hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, useAsync: true));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return new((Stream?)null);
        }
    }

    /// <inheritdoc/>
    public override ValueTask RemoveAsync(DistrictId district, Hash256 hash, CancellationToken cancel = default)
    {
        var path = PathOf(district, hash);
        if (!File.Exists(path)) return ValueTask.CompletedTask;
        File.Delete(path);
        DirectorySync.Sync(Path.GetDirectoryName(path)!);
        return ValueTask.CompletedTask;
    }

    private string FolderOf(DistrictId district) => Path.Combine(root, district.Value.ToString(CultureInfo.InvariantCulture));

    private string PathOf(DistrictId district, Hash256 hash)
    {
        var name = hash.ToString();
        return Path.Combine(FolderOf(district), name[..2], name[2..4], name);
    }

    /// <summary>A new folder lasts only once the folder that lists it is synced.</summary>
    private void MakeFolders(DistrictId district, string folder)
    {
        if (Directory.Exists(folder)) return;
        Directory.CreateDirectory(folder);
        foreach (var above in new[] { Path.GetDirectoryName(folder)!, FolderOf(district), root }) DirectorySync.Sync(above);
    }
}
