using System.Net;
using Gridwork.Places;
using Gridwork.Server.Tests.Cases;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.VectorTiles.Mapbox;
using static Gridwork.Server.Tests.Cases.CaseCampaign;

namespace Gridwork.Server.Tests.Map;

public sealed class MapTests : WithCases
{
    private const string World = "/tiles/cases/0/0/0.mvt";

    [Fact]
    public async Task R01_no_tile_gives_a_clerk_more_than_the_list_does()
    {
        var shared = await Server.ReportAsync("member");
        var own = await Server.ReportAsync("member", category: "cover", spot: "34.76 117.36 0 5");
        // Whoever handles the one sees it and not the other; whoever lives there sees both.
        foreach (var (name, seen) in new[] { ("other-officer", new[] { shared }), ("officer", [shared, own]), ("centre", [shared, own]) })
        {
            using var client = await Server.SignedInAsync(name);
            var listed = (await JsonAsync(client, "/api/campaigns/clean/cases")).GetProperty("cases").EnumerateArray().Select(item => item.GetProperty("number").GetInt64());
            Assert.Equal(seen, listed.Order());
            Assert.Equal(seen.Length, (await TileAsync(client, World)).Sum(point => Number(point, "n")));
            var shown = new List<long>();
            foreach (var spot in new[] { (117.35, 34.75), (117.36, 34.76) })
            {
                shown.AddRange((await TileAsync(client, Address("cases", 18, spot.Item1, spot.Item2))).Select(point => Number(point, "root")));
            }
            Assert.Equal(seen, shown.Order());
            var cells = await JsonAsync(client, "/map/cells");
            Assert.Equal(seen.Length, cells.GetProperty("cells").EnumerateObject().Sum(cell => cell.Value.GetProperty("n").GetInt64()));
            Assert.True(cells.GetProperty("synthetic").GetBoolean());
            using var panel = await client.GetAsync($"/map/cases/{own}");
            Assert.Equal(seen.Contains(own) ? HttpStatusCode.OK : HttpStatusCode.NotFound, panel.StatusCode);
            var page = await client.GetStringAsync("/map");
            Assert.Equal(seen.Contains(own), page.Contains($"/cases/{own}\"", StringComparison.Ordinal));
        }
        // The records that opened them: their unit's and, of a case, those of whoever has to do with it.
        using var leader = await Server.SignedInAsync("leader");
        Assert.Equal(2, (await TileAsync(leader, "/tiles/records/0/0/0.mvt")).Sum(point => Number(point, "n")));
        using var west = await Server.SignedInAsync("other-officer");
        Assert.Equal(1, (await TileAsync(west, "/tiles/records/0/0/0.mvt")).Sum(point => Number(point, "n")));
    }

    [Fact]
    public async Task Strangers_get_no_tile_and_people_without_rights_none_either()
    {
        string[] doors = ["/map", "/map/cells", "/map/cells/东 001", "/map/cases/1", World, "/tiles/records/0/0/0.mvt", "/tiles/base/0/0/0.mvt", "/tiles/cells/0/0/0.mvt"];
        using var stranger = Server.Client();
        using var nobody = Server.Client("nobody");
        foreach (var door in doors)
        {
            using var answer = await stranger.GetAsync(door);
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Found, door);
            using var refused = await nobody.GetAsync(door);
            Assert.True(refused.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.Found, door);
        }
        using var leader = await Server.SignedInAsync("leader");
        foreach (var none in new[] { "/tiles/cases/0/1/0.mvt", "/tiles/cases/19/0/0.mvt", "/tiles/secrets/0/0/0.mvt", "/map/cells/none", "/map/cases/999" })
        {
            using var answer = await leader.GetAsync(none);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        foreach (var wrong in new[] { "/map?state=x", "/map?show=x", "/map?from=yesterday", World + "?unit=x", World + "?campaign=x", "/map/cells?cell=x" })
        {
            using var answer = await leader.GetAsync(wrong);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_tile_has_the_filters_of_the_list_and_gathers_what_lies_close()
    {
        var first = await Server.ReportAsync("member");
        await Server.ReportAsync("member", category: "cover");
        using var client = await Server.SignedInAsync("centre");
        var cluster = Assert.Single(await TileAsync(client, World));
        Assert.Equal((2L, "green", 0L), (Number(cluster, "n"), (string)cluster.Attributes["lamp"], Number(cluster, "late")));
        Assert.DoesNotContain("root", cluster.Attributes.GetNames());
        var point = Assert.Single(await TileAsync(client, World + "?category=pipe"));
        Assert.Equal((first, 1L, "东 001"), (Number(point, "root"), Number(point, "n"), (string)point.Attributes["cell"]));
        // At zoom 0 a step of the tile is some 100 m.
        Assert.InRange(point.Geometry.Coordinate.X, 117.25, 117.45);
        Assert.Empty(await TileAsync(client, World + "?state=overdue"));
        Assert.Empty(await TileAsync(client, World + "?to=2021-05-01"));
        Assert.Empty(await TileAsync(client, World + "?unit=west"));
        Assert.Single(await TileAsync(client, World + "?unit=east&cell=" + Uri.EscapeDataString("东 001")));
        Assert.Empty(await TileAsync(client, Address("cases", 18, 117.2, 34.7)));
        Assert.Contains("没有符合的", WebUtility.HtmlDecode(await client.GetStringAsync("/map?state=overdue")), StringComparison.Ordinal);
        Assert.Contains("href=\"/cases?category=pipe\"", await client.GetStringAsync("/map?category=pipe"), StringComparison.Ordinal);
        Assert.Contains("href=\"/map?category=pipe\"", await client.GetStringAsync("/cases?category=pipe"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_points_the_kept_counts_are_shown_and_where_they_cannot_tell_the_map_says_to_go_nearer()
    {
        await Server.ReportAsync("member");
        // As if six thousand lay there.
        await Server.District.Kept.WriteAsync(async db =>
        {
            await using var command = db.CreateCommand();
            command.CommandText = "UPDATE map_count SET n = 6000 WHERE layer = 2";
            Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
        });
        using var client = await Server.SignedInAsync("centre");
        var many = Assert.Single(await TileAsync(client, World));
        Assert.Equal(6000, Number(many, "n"));
        Assert.DoesNotContain("lamp", many.Attributes.GetNames());
        Assert.Empty(await TileAsync(client, World + "?category=pipe"));
        Assert.Equal(6000, Number(Assert.Single(await TileAsync(client, World + "?category=pipe", "nearer")), "n"));
        Assert.Single(await TileAsync(client, Address("cases", 18, 117.35, 34.75) + "?category=pipe"));
        var cells = await JsonAsync(client, "/map/cells");
        Assert.Equal("green", cells.GetProperty("cells").GetProperty("东 001").GetProperty("lamp").GetString());
        Assert.Empty((await JsonAsync(client, "/map/cells?category=pipe")).GetProperty("cells").EnumerateObject());
        // Who sees nothing of it is told of no number either.
        using var nobody = await Server.SignedInAsync("nobody");
        using var refused = await nobody.GetAsync(World);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    [Fact]
    public async Task Tiles_of_points_are_kept_by_their_reader_until_something_enters_and_shapes_for_good()
    {
        await Server.ReportAsync("member");
        using var client = await Server.SignedInAsync("centre");
        const string Records = "/tiles/records/0/0/0.mvt";
        using var first = await client.GetAsync(Records);
        Assert.Equal("private, no-cache", first.Headers.CacheControl!.ToString().Replace("no-cache, private", "private, no-cache", StringComparison.Ordinal));
        Assert.Equal(TileWriter.MediaType, first.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotModified, await AgainAsync(client, Records, first.Headers.ETag!));
        // What one reader has is another's no more than the tile itself.
        using var west = await Server.SignedInAsync("other-officer");
        Assert.Equal(HttpStatusCode.OK, await AgainAsync(west, Records, first.Headers.ETag!));
        await Server.ReportAsync("member");
        Assert.Equal(HttpStatusCode.OK, await AgainAsync(client, Records, first.Headers.ETag!));

        var page = await client.GetStringAsync("/map");
        const string Before = "data-shapes=\"";
        var at = page.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        var name = page[at..page.IndexOf('"', at)];
        using var shapes = await client.GetAsync($"/tiles/cells/0/0/0.mvt?v={name}");
        Assert.Contains("immutable", shapes.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var other = await client.GetAsync("/tiles/cells/0/0/0.mvt?v=other");
        Assert.DoesNotContain("immutable", other.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_drawn_map_and_the_cells_come_as_tiles_and_a_cell_tells_what_lies_in_it()
    {
        await Server.ReportAsync("member");
        using var client = await Server.SignedInAsync("centre");
        var cells = await TileAsync(client, Address("cells", 10, 117.35, 34.75), "cells");
        var cell = cells.First(one => (string)one.Attributes["code"] == "东 001");
        Assert.Equal("east", cell.Attributes["unit"]);
        Assert.Equal(OgcGeometryType.Polygon, cell.Geometry.OgcGeometryType);
        Assert.Single(await TileAsync(client, Address("base", 10, 117.35, 34.75), "land"));
        var panel = WebUtility.HtmlDecode(await client.GetStringAsync("/map/cells/" + Uri.EscapeDataString("东 001")));
        Assert.Contains("/cases?cell=", panel, StringComparison.Ordinal);
        Assert.Contains("看这一格", panel, StringComparison.Ordinal);
        var drawn = await client.GetStringAsync("/map");
        Assert.Contains("class=\"cell green\"", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("style=\"", drawn, StringComparison.Ordinal);
        Assert.Contains("/map?cell=", drawn, StringComparison.Ordinal);
        Assert.Contains("全部合成", WebUtility.HtmlDecode(drawn), StringComparison.Ordinal);
        var english = await client.GetStringAsync("/map?lang=en&show=records");
        Assert.Contains("Problems", english, StringComparison.Ordinal);
    }

    private static long Number(IFeature of, string name) => Convert.ToInt64(of.Attributes[name], System.Globalization.CultureInfo.InvariantCulture);

    private static string Address(string layer, int zoom, double longitude, double latitude)
    {
        var across = 1 << zoom;
        var radians = latitude * Math.PI / 180;
        var (x, y) = ((int)((longitude + 180) / 360 * across), (int)((1 - Math.Asinh(Math.Tan(radians)) / Math.PI) / 2 * across));
        return FormattableString.Invariant($"/tiles/{layer}/{zoom}/{x}/{y}.mvt");
    }

    private static async Task<IReadOnlyList<IFeature>> TileAsync(HttpClient client, string address, string layer = "points")
    {
        var bytes = await client.GetByteArrayAsync(address);
        if (bytes.Length == 0) return [];
        var at = address.Split('?')[0].Split('/', '.');
        using var stream = new MemoryStream(bytes);
        var tile = new MapboxTileReader(GeometryFactory.Default).Read(
            stream, new NetTopologySuite.IO.VectorTiles.Tiles.Tile(Whole(at[4]), Whole(at[5]), Whole(at[3])));
        return [.. tile.Layers.Where(one => one.Name == layer).SelectMany(one => one.Features)];
    }

    private static int Whole(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<HttpStatusCode> AgainAsync(HttpClient client, string address, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(tag);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
