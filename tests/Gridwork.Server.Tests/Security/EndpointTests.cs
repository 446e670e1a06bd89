using System.Net;
using Gridwork.Server.Security;
using Gridwork.Server.Tests.OpenRosa;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gridwork.Server.Tests.Security;

public sealed class EndpointTests(SqliteServer fixture) : IClassFixture<SqliteServer>
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public void Every_endpoint_states_what_it_needs()
    {
        var silent = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<NeedsAttribute>() is null && endpoint.Metadata.GetMetadata<OpenToStrangersAttribute>() is null)
            .Select(endpoint => endpoint.DisplayName);
        Assert.Empty(silent);
    }

    [Theory]
    [InlineData("/signin")]
    [InlineData("/openrosa/formList")]
    [InlineData("/no-such-page")]
    [InlineData("/healthz")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using var client = server.Client();
        using var answer = await client.GetAsync(path);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self' 'wasm-unsafe-eval'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Pages_without_markup_outside_the_policy()
    {
        using var client = server.Client();
        var html = await client.GetStringAsync("/signin");
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.Contains("lang=\"zh-CN\"", html, StringComparison.Ordinal);
        Assert.Contains("lang=\"en\"", await client.GetStringAsync("/signin?lang=en"), StringComparison.Ordinal);
        Assert.Contains("Sign in", await client.GetStringAsync("/signin"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_address_is_a_page_for_readers_and_json_for_programs()
    {
        using var client = await server.SignedInAsync("leader");
        using var page = await client.GetAsync("/no-such-page");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        using var data = await client.GetAsync("/api/no-such-thing");
        Assert.Equal(HttpStatusCode.NotFound, data.StatusCode);
        Assert.Equal("application/problem+json", data.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"synthetic\":true", await data.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
