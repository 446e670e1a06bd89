using System.Text;
using Gridwork.Engine.Journal;
using Gridwork.Stores.Blobs;

namespace Gridwork.Stores.Tests.Blobs;

public sealed class DiskBlobsTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "gridwork-blobs-" + Guid.NewGuid().ToString("N")[..12]);

    [Fact]
    public async Task The_same_content_lies_there_once_under_its_hash()
    {
        var blobs = new DiskBlobs(folder);
        var expected = new StoredBlob(Hash256.Parse("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), 3);
        Assert.Equal(expected, await blobs.SaveAsync(TestStore.District, new MemoryStream("abc"u8.ToArray()), 3));
        Assert.Equal(expected, await blobs.SaveAsync(TestStore.District, new MemoryStream("abc"u8.ToArray()), 3));
        Assert.Equal(
            [Path.Combine(folder, "1", "ba", "78", expected.Hash.ToString())],
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
        await using var content = await blobs.OpenAsync(TestStore.District, expected.Hash);
        using var reader = new StreamReader(content!, Encoding.UTF8);
        Assert.Equal("abc", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task More_than_is_let_in_leaves_nothing_behind()
    {
        Assert.Null(await new DiskBlobs(folder).SaveAsync(TestStore.District, new MemoryStream(new byte[1001]), 1000));
        Assert.Empty(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task B02_a_stream_that_breaks_off_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<IOException>(() => new DiskBlobs(folder).SaveAsync(TestStore.District, new BrokenStream(), 1000));
        Assert.Empty(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
    }

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Gives a hundred bytes and then the error of a full disk.</summary>
    private sealed class BrokenStream() : MemoryStream(new byte[100])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("No space left on device");
    }
}
