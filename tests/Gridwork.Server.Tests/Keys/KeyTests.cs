using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gridwork.Engine.Rights;
using Gridwork.Server.Keys;

namespace Gridwork.Server.Tests.Keys;

/// <summary>A phone's key is made, shown once, used, and revoked; by its person or by who administers that person's unit.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private TestServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        await server.PersonAsync("east-admin", Role.Administrator, "east");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_key_is_shown_once_with_its_picture_opens_the_doors_of_phones_and_is_revoked()
    {
        using var officer = await server.SignedInAsync("officer");
        var made = await MakeAsync(officer, await NoAsync("officer"), "值班手机甲");
        var address = Regex.Match(made, "http://[^<\"]+/key/([A-Za-z0-9_-]{43})").Value;
        Assert.NotEmpty(address);
        Assert.Contains("<svg class=\"qr\"", made, StringComparison.Ordinal);
        Assert.DoesNotContain("style=\"", made, StringComparison.Ordinal);
        Assert.Contains("演示", made, StringComparison.Ordinal);
        // It stands on no later page, and the store holds no more than its hash.
        var page = await PageAsync(officer);
        Assert.DoesNotContain("/key/", page, StringComparison.Ordinal);
        Assert.Contains("值班手机甲", page, StringComparison.Ordinal);
        Assert.Contains("还没有用过", page, StringComparison.Ordinal);

        using var phone = server.Client();
        using var list = await phone.GetAsync(address + "/formList");
        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
        Assert.DoesNotContain("还没有用过", await PageAsync(officer), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, await RevokeAsync(officer, IdIn(page)));
        using var gone = await phone.GetAsync(address + "/formList");
        Assert.Equal(HttpStatusCode.Unauthorized, gone.StatusCode);
        Assert.DoesNotContain("值班手机甲", await PageAsync(officer), StringComparison.Ordinal);
        Assert.Equal(2, await server.NumberAsync("SELECT count(*) FROM access_log WHERE d = 1 AND what IN ('key-made', 'key-revoked')"));
        var token = address.Split('/')[^1];
        Assert.Equal(0, await server.NumberAsync($"SELECT count(*) FROM access_log WHERE d = 1 AND detail LIKE '%{token}%'"));
    }

    [Fact]
    public async Task Each_makes_and_revokes_the_own_ones_and_an_administrator_those_of_his_units()
    {
        using var stranger = server.Client();
        using var away = await stranger.GetAsync("/keys");
        Assert.NotEqual(HttpStatusCode.OK, away.StatusCode);
        using var officer = await server.SignedInAsync("officer");
        using var other = await server.SignedInAsync("other-officer");
        using var admin = await server.SignedInAsync("east-admin");
        using var refused = await PostAsync(officer, "/keys", ("person", $"{await NoAsync("other-officer")}"), ("label", "x"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var nameless = await PostAsync(officer, "/keys", ("person", $"{await NoAsync("officer")}"), ("label", " "));
        Assert.Equal(HttpStatusCode.BadRequest, nameless.StatusCode);
        using var forged = await officer.PostAsync("/keys", new FormUrlEncodedContent([KeyValuePair.Create("label", "x")]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);

        await MakeAsync(other, await NoAsync("other-officer"), "西村手机");
        var west = IdIn(await PageAsync(other));
        await MakeAsync(admin, await NoAsync("officer"), "东村手机");
        var page = await PageAsync(admin);
        Assert.Contains("东村手机", page, StringComparison.Ordinal);
        Assert.DoesNotContain("西村手机", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await RevokeAsync(admin, west));
        Assert.Equal(HttpStatusCode.NotFound, await RevokeAsync(officer, west));
        using var wide = await PostAsync(admin, "/keys", ("person", $"{await NoAsync("other-officer")}"), ("label", "x"));
        Assert.Equal(HttpStatusCode.Forbidden, wide.StatusCode);
        // What an administrator made is the officer's, who sees it and may revoke it.
        Assert.Equal(HttpStatusCode.SeeOther, await RevokeAsync(officer, IdIn(await PageAsync(officer))));
    }

    [Fact]
    public void The_picture_holds_what_collect_reads()
    {
        var text = CollectSettings.Text("https://gridwork.example/key/abc", "试验区（演示）");
        using var zlib = new ZLibStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        using var json = JsonDocument.Parse(zlib);
        Assert.Equal("https://gridwork.example/key/abc", json.RootElement.GetProperty("general").GetProperty("server_url").GetString());
        Assert.Equal("试验区（演示）", json.RootElement.GetProperty("project").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Object, json.RootElement.GetProperty("admin").ValueKind);
    }

    private async Task<int> NoAsync(string name) => (await server.AccountAsync(name)).Person.Value;

    private static string IdIn(string page) => Regex.Match(page, "name=\"key\" value=\"([0-9a-f]{64})\"").Groups[1].Value;

    private static async Task<string> PageAsync(HttpClient client) => WebUtility.HtmlDecode(await client.GetStringAsync("/keys"));

    private static async Task<string> MakeAsync(HttpClient client, int person, string label)
    {
        using var answer = await PostAsync(client, "/keys", ("person", $"{person}"), ("label", label));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpStatusCode> RevokeAsync(HttpClient client, string key)
    {
        using var answer = await PostAsync(client, "/keys/revoke", ("key", key));
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string page, params (string Name, string Value)[] fields) =>
        await client.PostAsync(page, new FormUrlEncodedContent(
        [
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
            KeyValuePair.Create("__RequestVerificationToken", await TestServer.TokenAsync(client, "/keys")),
        ]));
}
