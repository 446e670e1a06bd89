using System.Net;
using Gridwork.Engine;
using Gridwork.Engine.Journal;
using Gridwork.Stores.Blobs;
using Gridwork.Stores.Journal;

namespace Gridwork.Server.Tests.OpenRosa;

public sealed class BackPressureTests
{
    [Fact]
    public async Task B02_a_full_disk_is_a_503_keeps_nothing_and_health_says_why()
    {
        FullDisk? disk = null;
        await using var server = await TestServer.StartAsync(blobs: folder => disk = new FullDisk(folder));
        using var officer = server.Client("officer");
        var xml = TestForm.Record(TestForm.NewId(), places: 2, front: "a.jpg");
        disk!.IsFull = true;
        using (var refused = await officer.PostAsync("/openrosa/submission", TestForm.Parts(xml, ("a.jpg", TestForm.Jpeg("a")))))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }
        Assert.Equal((0, 0), await server.CountedAsync());
        using (var health = await officer.GetAsync("/healthz"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
            Assert.Contains("No space left on device", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        disk.IsFull = false;
        using (var health = await officer.GetAsync("/healthz")) Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        using var answer = await officer.PostAsync("/openrosa/submission", TestForm.Parts(xml, ("a.jpg", TestForm.Jpeg("a"))));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal((1, 2), await server.CountedAsync());
    }

    [Fact]
    public async Task A_full_queue_is_a_503_with_a_time_to_come_again()
    {
        await using var server = await TestServer.StartAsync(journal: new JournalOptions { QueueLength = 1, GroupSize = 1 });
        using var officer = server.Client("officer");
        var xml = Enumerable.Range(0, 60).Select(_ => TestForm.Record(TestForm.NewId())).ToList();
        var answers = await Task.WhenAll(xml.Select(record => officer.PostAsync("/openrosa/submission", TestForm.Parts(record))));
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.ServiceUnavailable));
        Assert.All(answers.Where(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable), answer => Assert.NotNull(answer.Headers.RetryAfter));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), (await server.CountedAsync()).Records);
    }

    /// <summary>A disk that can be full.</summary>
    private sealed class FullDisk(string folder) : BlobStore
    {
        private readonly DiskBlobs disk = new(folder);

        public bool IsFull { get; set; }

        public override Task<StoredBlob?> SaveAsync(DistrictId district, Stream content, long limit, CancellationToken cancel = default) =>
            IsFull ? throw new IOException("No space left on device") : disk.SaveAsync(district, content, limit, cancel);

        public override ValueTask<Stream?> OpenAsync(DistrictId district, Hash256 hash, CancellationToken cancel = default) => disk.OpenAsync(district, hash, cancel);

        public override ValueTask RemoveAsync(DistrictId district, Hash256 hash, CancellationToken cancel = default) => disk.RemoveAsync(district, hash, cancel);
    }
}
