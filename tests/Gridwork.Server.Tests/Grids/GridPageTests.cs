using System.Net;
using Gridwork.Engine.Rights;
using Gridwork.Server.Tests.OpenRosa;

namespace Gridwork.Server.Tests.Grids;

/// <summary>/grid: a file, its report, and a new version of the grid.</summary>
public sealed class GridPageTests(SqliteServer fixture) : IClassFixture<SqliteServer>
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task A_file_becomes_a_report_and_a_version_and_what_was_recorded_before_keeps_its_cell()
    {
        using var admin = await server.SignedInAsync("admin");
        using var officer = server.Client("officer");
        using var before = await officer.PostAsync("/openrosa/submission", TestForm.Parts(TestForm.Record(TestForm.NewId())));
        Assert.Equal(HttpStatusCode.Created, before.StatusCode);
        // The border between the two was drawn anew a kilometre to the east, twice and about a metre apart; the western cell has another code.
        var page = await SendAsync(admin, File(("东 001", "east", 117.36, 117.4), ("西 009", "west", 117.2, 117.36001)));

        var html = WebUtility.HtmlDecode(await admin.GetStringAsync(page));
        Assert.Contains("有 1处可以代为理顺", html, StringComparison.Ordinal);
        Assert.Contains("东 001 与 西 009 有一条窄缝重叠，", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#f1\" id=\"m1\" class=\"mark mend\"", html, StringComparison.Ordinal);
        Assert.Contains("<li id=\"f1\" class=\"w\">", html, StringComparison.Ordinal);
        Assert.Contains("先写明从哪天起用。", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=\"", html, StringComparison.Ordinal);
        Assert.Contains("演示", html, StringComparison.Ordinal);

        await PostAsync(admin, page, "decide", HttpStatusCode.SeeOther, ("system", "wgs84"), ("from", "2021-05-27"));
        html = WebUtility.HtmlDecode(await admin.GetStringAsync(page));
        Assert.Contains("<dt>新增 1个</dt>", html, StringComparison.Ordinal);
        Assert.Contains("<dd>西 009</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>取消 1个</dt>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>改边界 1个</dt>", html, StringComparison.Ordinal);
        Assert.Contains($"{page}/mended.geojson", html, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"西 009\"", await admin.GetStringAsync(page + "/mended.geojson"), StringComparison.Ordinal);
        using (var outside = await server.SignedInAsync("officer"))
            Assert.Equal(HttpStatusCode.Forbidden, (await outside.GetAsync(page + "/mended.geojson")).StatusCode);
        await PostAsync(admin, page, "publish", HttpStatusCode.Conflict);
        Assert.Single(server.District.Definition.Grids);
        await PostAsync(admin, page, "publish", HttpStatusCode.SeeOther, ("mend", "yes"));
        await PostAsync(admin, page, "publish", HttpStatusCode.SeeOther, ("mend", "yes"));

        var versions = (await server.District.RefreshAsync()).Grids;
        Assert.Equal(2, versions.Count);
        Assert.Equal(new DateOnly(2021, 5, 27), versions[1].ValidFrom);
        html = WebUtility.HtmlDecode(await admin.GetStringAsync("/grid?lang=en"));
        Assert.Contains("2 cells in force, from 27 May 2021", html, StringComparison.Ordinal);
        Assert.Contains("always held", html, StringComparison.Ordinal);
        // The same place: it lies in the western cell now, and what came before keeps the eastern one.
        using var after = await officer.PostAsync("/openrosa/submission", TestForm.Parts(TestForm.Record(TestForm.NewId())));
        Assert.Equal(HttpStatusCode.Created, after.StatusCode);
        Assert.Equal(1, await server.NumberAsync($"SELECT count(*) FROM record WHERE d = 1 AND cell = {server.District.Definition.FindCell("东 001").Value}"));
        Assert.Equal(1, await server.NumberAsync($"SELECT count(*) FROM record WHERE d = 1 AND cell = {server.District.Definition.FindCell("西 009").Value}"));
    }

    [Fact]
    public async Task G05_a_swapped_file_is_named_so_and_cannot_be_published()
    {
        using var admin = await server.SignedInAsync("admin");
        var page = await SendAsync(admin, Encoding.UTF8.GetBytes(
            """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"东 001","unit":"east"},"geometry":{"type":"Polygon","coordinates":[[[34.7,117.3],[34.7,117.4],[34.8,117.4],[34.8,117.3],[34.7,117.3]]]}}]}"""));

        var html = WebUtility.HtmlDecode(await admin.GetStringAsync(page));

        Assert.Contains("在本区之外，共 1个网格如此：经纬度是否写反？", html, StringComparison.Ordinal);
        Assert.Contains("有 1处要改，改好才能发布", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/publish\"", html, StringComparison.Ordinal);
        await PostAsync(admin, page, "publish", HttpStatusCode.Conflict, ("mend", "yes"));
        Assert.Contains("1 to be put right", WebUtility.HtmlDecode(await admin.GetStringAsync(page + "?lang=en")), StringComparison.Ordinal);
        await PostAsync(admin, page, "drop", HttpStatusCode.SeeOther);
        using var gone = await admin.GetAsync(page);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task G06_three_corners_are_shown_in_both_systems()
    {
        using var admin = await server.SignedInAsync("admin");
        var page = await SendAsync(admin, File(("东 001", "east", 117.3, 117.4)), "gcj02");

        var html = WebUtility.HtmlDecode(await admin.GetStringAsync(page));

        Assert.Contains("GCJ-02 <code>117.300000, 34.800000</code>", html, StringComparison.Ordinal);
        Assert.Matches(@"WGS-84 <code>117\.29\d{4}, 34\.80\d{4}</code>", html);
        Assert.Matches("相差 5[0-9]{2}米", html);
    }

    [Fact]
    public async Task Only_who_administers_the_whole_district_brings_a_grid_in()
    {
        using var stranger = server.Client();
        using var away = await stranger.GetAsync("/grid");
        Assert.NotEqual(HttpStatusCode.OK, away.StatusCode);
        foreach (var name in new[] { "leader", "officer", "member" })
        {
            using var other = await server.SignedInAsync(name);
            using var forbidden = await other.GetAsync("/grid");
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        }
        // An administrator of one village sees the versions and is offered no step.
        if (await server.AccountAsync("east-admin") is null) await server.PersonAsync("east-admin", Role.Administrator, "east");
        using var east = await server.SignedInAsync("east-admin");
        var html = await east.GetStringAsync("/grid");
        Assert.DoesNotContain("type=\"file\"", html, StringComparison.Ordinal);
        using var refused = await east.PostAsync("/grid", Sent(await TestServer.TokenAsync(east, "/grid"), File(("东 001", "east", 117.3, 117.4)), "wgs84"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        // A file is its sender's: another administrator does not find it.
        using var admin = await server.SignedInAsync("admin");
        var page = await SendAsync(admin, File(("东 001", "east", 117.3, 117.4)));
        using var notFound = await east.GetAsync(page);
        Assert.Equal(HttpStatusCode.NotFound, notFound.StatusCode);
    }

    [Fact]
    public async Task No_file_and_no_grid_file_are_told_in_words()
    {
        using var admin = await server.SignedInAsync("admin");
        using var nothing = await admin.PostAsync("/grid", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = await TestServer.TokenAsync(admin, "/grid") }));
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        Assert.Contains("请先选文件", WebUtility.HtmlDecode(await nothing.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        var html = WebUtility.HtmlDecode(await admin.GetStringAsync(await SendAsync(admin, "%PDF-1.7"u8.ToArray())));
        Assert.Contains("认不出这个文件，应是 GeoJSON、GeoPackage 或 Shapefile 的 zip 压缩包。", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg class=\"gridmap", html, StringComparison.Ordinal);
    }

    private static byte[] File(params (string Code, string Unit, double West, double East)[] cells) => Encoding.UTF8.GetBytes(
        $$"""{"type":"FeatureCollection","features":[{{string.Join(",", cells.Select(cell => FormattableString.Invariant(
            $$$"""{"type":"Feature","properties":{"code":"{{{cell.Code}}}","unit":"{{{cell.Unit}}}"},"geometry":{"type":"Polygon","coordinates":[[[{{{cell.West}}},34.7],[{{{cell.East}}},34.7],[{{{cell.East}}},34.8],[{{{cell.West}}},34.8],[{{{cell.West}}},34.7]]]}}""")))}}]}""");

    private static async Task<string> SendAsync(HttpClient client, byte[] file, string system = "wgs84")
    {
        using var posted = await client.PostAsync("/grid", Sent(await TestServer.TokenAsync(client, "/grid"), file, system));
        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        return posted.Headers.Location!.ToString();
    }

    private static MultipartFormDataContent Sent(string token, byte[] file, string system) => new()
    {
        { new StringContent(token), "__RequestVerificationToken" },
        { new StringContent(system), "system" },
        { new StringContent(""), "from" },
        { new ByteArrayContent(file), "file", "cells.geojson" },
    };

    private static async Task PostAsync(HttpClient client, string page, string what, HttpStatusCode expected, params (string Name, string Value)[] fields)
    {
        var form = fields.ToDictionary(field => field.Name, field => field.Value);
        form["__RequestVerificationToken"] = await TestServer.TokenAsync(client, "/grid");
        using var answer = await client.PostAsync($"{page}/{what}", new FormUrlEncodedContent(form));
        Assert.Equal(expected, answer.StatusCode);
    }
}
