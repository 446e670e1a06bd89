using System.Net;
using System.Text.Json;
using Gridwork.Server.Tests.OpenRosa;

namespace Gridwork.Server.Tests.FieldForms;

public sealed class FieldFormTests(SqliteServer fixture) : IClassFixture<SqliteServer>
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task A_record_from_the_browser_is_answered_with_what_it_counted()
    {
        using var client = await server.SignedInAsync("officer");
        var xml = TestForm.Record(TestForm.NewId(), places: 7, front: "a.jpg");
        using var answer = await SendAsync(client, xml, await TokenAsync(client), ("a.jpg", TestForm.Jpeg("a")));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var receipt = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.True(receipt.GetProperty("record").GetInt64() > 0);
        var effect = Assert.Single(receipt.GetProperty("effects").EnumerateArray());
        Assert.Equal("清退处数", effect.GetProperty("indicator").GetString());
        Assert.Equal(7, effect.GetProperty("delta").GetInt32());
        Assert.Equal("a.jpg", receipt.GetProperty("files")[0].GetProperty("name").GetString());
        Assert.True(receipt.GetProperty("synthetic").GetBoolean());
    }

    [Fact]
    public async Task Without_the_token_of_a_page_nothing_is_taken()
    {
        using var client = await server.SignedInAsync("officer");
        using var forged = await SendAsync(client, TestForm.Record(TestForm.NewId()), null);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    [Fact]
    public async Task Who_may_not_fill_the_form_neither_reads_nor_sends_it()
    {
        using var stranger = server.Client();
        using (var unknown = await stranger.GetAsync("/f/patrol/1/form.xml")) Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        using var member = await server.SignedInAsync("member");
        using (var refused = await member.GetAsync("/f/patrol/1/form.xml")) Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using (var refused = await SendAsync(member, TestForm.Record(TestForm.NewId()), await TokenAsync(member))) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var officer = await server.SignedInAsync("officer");
        Assert.Contains("巡查 1", await officer.GetStringAsync("/f/patrol/1/form.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_point_is_told_its_cell_and_village()
    {
        using var client = await server.SignedInAsync("officer");
        var cell = JsonDocument.Parse(await client.GetStringAsync("/f/cells?lon=117.35&lat=34.75")).RootElement;
        Assert.Equal("东 001", cell.GetProperty("name").GetString());
        Assert.Equal("东村", cell.GetProperty("village").GetString());
        using (var outside = await client.GetAsync("/f/cells?lon=10&lat=10")) Assert.Equal(HttpStatusCode.NoContent, outside.StatusCode);
        using (var nonsense = await client.GetAsync("/f/cells?lon=400&lat=10")) Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
    }

    [Fact]
    public async Task The_page_of_a_form_carries_its_contract_and_a_token_that_holds()
    {
        using var client = await server.SignedInAsync("officer");
        var html = await client.GetStringAsync("/fill/patrol");
        Assert.Contains("data-form-url=\"/f/patrol/1/form.xml\"", html, StringComparison.Ordinal);
        Assert.Contains("data-submit-url=\"/f/patrol/submission\"", html, StringComparison.Ordinal);
        Assert.Contains("data-synthetic=\"true\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=\"", html, StringComparison.Ordinal);
        const string before = "data-csrf=\"";
        var at = html.IndexOf(before, StringComparison.Ordinal) + before.Length;
        using var answer = await SendAsync(client, TestForm.Record(TestForm.NewId()), html[at..html.IndexOf('"', at)]);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Contains("/fill/patrol", await client.GetStringAsync("/fill"), StringComparison.Ordinal);
        using var member = await server.SignedInAsync("member");
        using (var refused = await member.GetAsync("/fill/patrol")) Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.DoesNotContain("/fill/patrol", await member.GetStringAsync("/fill"), StringComparison.Ordinal);
        using var stranger = server.Client();
        using (var unknown = await stranger.GetAsync("/fill/patrol")) Assert.NotEqual(HttpStatusCode.OK, unknown.StatusCode);
    }

    // The page of the field form carries the token; here the sign-in page of a signed-out twin cannot serve, since a token is bound to its person.
    private static Task<string> TokenAsync(HttpClient client) => client.GetStringAsync("/f/token");

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string xml, string? token, params (string, byte[])[] files)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/f/patrol/submission") { Content = TestForm.Parts(xml, files) };
        if (token is not null) request.Headers.Add("RequestVerificationToken", token);
        return await client.SendAsync(request);
    }
}
