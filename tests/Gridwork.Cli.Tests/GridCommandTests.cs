using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Gridwork.Cli.Tests;

/// <summary>`gridwork grid`: a file is checked, and published as a version that holds from a day.</summary>
public sealed class GridCommandTests : IDisposable
{
    private static readonly string Drawn = Path.Combine(Command.Home, "district/cells.geojson");

    private readonly string home = Directory.CreateTempSubdirectory("gridwork-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task A_sound_file_passes_and_a_swapped_one_is_refused_with_its_remedy()
    {
        var sound = await Command.RunAsync("grid", "check", Drawn, "--data", home);
        Assert.True(sound.Code == 0, sound.Output);
        Assert.Equal("cells.geojson（GeoJSON）：120个网格，0处错，0处可理顺，0处提醒\n", sound.Output);

        var swapped = await Command.RunAsync("grid", "check", Changed(places => (places.Y, places.X)), "--data", home);
        Assert.Equal(1, swapped.Code);
        Assert.StartsWith("[错] changed.geojson 禾仁 001 的点（34.840952, 117.262426）在本区之外，共 120个网格如此：经纬度是否写反？应先写经度，再写纬度。\n", swapped.Output);
    }

    [Fact]
    public async Task What_can_be_mended_is_refused_until_it_is_asked_for()
    {
        // One corner of one cell, half a metre to the east: it opens a sliver on one side and overlaps on the other.
        var moved = false;
        var file = Changed(place =>
        {
            if (moved || place is not (117.254911, 34.832677)) return place;
            moved = true;
            return (place.X + 0.000005, place.Y);
        });

        var before = await Command.RunInAsync("en_GB.UTF-8", "grid", "check", file, "--data", home);
        Assert.Equal(1, before.Code);
        Assert.Matches(@"(?m)^\[can be mended\] changed.geojson (Between )?禾仁 \d{3}", before.Output);
        Assert.Contains("--mend puts these right as it says", before.Output);

        var after = await Command.RunInAsync("en_GB.UTF-8", "grid", "check", file, "--mend", "--data", home);
        Assert.True(after.Code == 0, after.Output);
        Assert.Matches(@"(?m)^\[mended\] changed.geojson ", after.Output);
        Assert.DoesNotContain("--mend", after.Output);
    }

    [Fact]
    public async Task G06_shifted_numbers_are_turned_back_and_shown_at_three_points()
    {
        var check = await Command.RunAsync("grid", "check", Drawn, "--crs", "gcj02", "--data", home);
        Assert.True(check.Code == 0, check.Output);
        Assert.Equal(3, check.Output.Split('\n').Count(line => line.StartsWith("对照点 禾", StringComparison.Ordinal)));
        Assert.Matches(@"转为 WGS-84 117\.\d{6}, 34\.\d{6}，相距 5\d\d米", check.Output);
        Assert.Equal(2, (await Command.RunAsync("grid", "check", Drawn, "--crs", "beijing54", "--data", home)).Code);
    }

    [Fact]
    public async Task A_version_is_published_from_a_day_and_told_beside_the_one_in_force()
    {
        var data = Path.Combine(home, "data");
        var set = await Command.RunAsync("district", Path.Combine(Command.Home, "district"), "--data", data);
        Assert.True(set.Code == 0, set.Output);
        // One cell less and one with another code.
        var root = JsonNode.Parse(await File.ReadAllTextAsync(Drawn))!;
        var features = root["features"]!.AsArray();
        features.RemoveAt(119);
        features[0]!["properties"]!["code"] = "禾仁 900";
        var file = Path.Combine(home, "next.geojson");
        await File.WriteAllTextAsync(file, root.ToJsonString());

        Assert.Equal(2, (await Command.RunAsync("grid", "publish", file, "--data", data)).Code);
        Assert.Equal([6], await GridEntriesAsync());
        var published = await Command.RunAsync("grid", "publish", file, "--from", "2022-01-01", "--mend", "--data", data);

        Assert.True(published.Code == 0, published.Output);
        Assert.Contains("与现行网格相比：新增 1个，取消 2个，改边界 0个，改责任单位 0个", published.Output);
        Assert.Matches(@"已发布（流水第 \d+ 号）：119个网格，从 2022-01-01 起用。此前的记录不变。", published.Output);
        Assert.Equal([6, 6], await GridEntriesAsync());
        Assert.Equal(0, (await Command.RunAsync("audit", "verify", "--data", data)).Code);

        var unknown = await Command.RunAsync("grid", "check", Changed(place => place, "nowhere"), "--data", data);
        Assert.Equal(1, unknown.Code);
        Assert.Contains("[错] changed.geojson 第 1个图形：禾仁 001 的责任单位“nowhere”不在单位表里。", unknown.Output);

        async Task<List<long>> GridEntriesAsync()
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "gridwork.db")};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT kind FROM journal WHERE kind = 6 ORDER BY seq";
            await using var reader = await command.ExecuteReaderAsync();
            var kinds = new List<long>();
            while (await reader.ReadAsync()) kinds.Add(reader.GetInt64(0));
            return kinds;
        }
    }

    /// <summary>The demo's cells with each corner changed, and the first cell's unit where one is given.</summary>
    private string Changed(Func<(double X, double Y), (double X, double Y)> change, string? unit = null)
    {
        var root = JsonNode.Parse(File.ReadAllText(Drawn))!;
        foreach (var feature in root["features"]!.AsArray())
        {
            foreach (var ring in feature!["geometry"]!["coordinates"]!.AsArray())
            {
                foreach (var place in ring!.AsArray())
                {
                    var (x, y) = change((place![0]!.GetValue<double>(), place[1]!.GetValue<double>()));
                    (place[0], place[1]) = (x, y);
                }
            }
        }
        if (unit is not null) root["features"]![0]!["properties"]!["unit"] = unit;
        var file = Path.Combine(home, "changed.geojson");
        File.WriteAllText(file, root.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        return file;
    }
}
