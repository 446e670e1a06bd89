using System.Net;
using Gridwork.Server.Tests.Cases;

namespace Gridwork.Server.Tests.Live;

public sealed class LiveTests : WithCases
{
    [Fact]
    public async Task Whoever_listens_is_told_that_something_was_recorded()
    {
        using var leader = await Server.SignedInAsync("leader");
        using var answer = await leader.GetAsync("/live", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("true", Assert.Single(answer.Headers.GetValues("X-Gridwork-Synthetic")));
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var first = await NextAsync(stream);
        Assert.Equal($"{await Server.NumberAsync("SELECT max(seq) FROM journal")}", first.Split(' ')[0]);
        await Server.ReportAsync("member");
        var second = await NextAsync(stream);
        while (second.Split(' ')[0] == first.Split(' ')[0]) second = await NextAsync(stream);
        Assert.Equal($"{await Server.NumberAsync("SELECT max(seq) FROM journal")}", second.Split(' ')[0]);
    }

    [Fact]
    public async Task Nobody_listens_who_may_see_nothing()
    {
        using var stranger = Server.Client();
        using var refused = await stranger.GetAsync("/live");
        Assert.True(refused.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Found, refused.StatusCode.ToString());
        using var nobody = Server.Client("nobody");
        using var forbidden = await nobody.GetAsync("/live");
        Assert.True(forbidden.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Found or HttpStatusCode.Unauthorized, forbidden.StatusCode.ToString());
    }

    [Fact]
    public async Task A_server_that_is_stopped_does_not_wait_for_its_listeners()
    {
        using var leader = await Server.SignedInAsync("leader");
        using var answer = await leader.GetAsync("/live", HttpCompletionOption.ResponseHeadersRead);
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync());
        await NextAsync(stream);
        await Server.App.StopAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(15));
    }

    private static async Task<string> NextAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return line[6..];
        }
        throw new EndOfStreamException();
    }
}
