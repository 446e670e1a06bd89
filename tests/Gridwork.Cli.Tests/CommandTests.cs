using Microsoft.Data.Sqlite;

namespace Gridwork.Cli.Tests;

/// <summary>Commands that need no demo.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Help_lists_every_command()
    {
        var help = await Command.RunAsync("--help");
        Assert.Equal(0, help.Code);
        foreach (var name in new[] { "demo", "serve", "district", "check", "publish", "replay", "account", "grant", "token", "rebuild", "erase", "audit", "grid" })
            Assert.Matches($@"(?m)^\s+{name}\b", help.Output);
        Assert.Contains("检查一个专项方案", help.Output);
    }

    [Theory]
    [InlineData("hygiene-city")]
    [InlineData("road-environment")]
    [InlineData("survey-outreach")]
    public async Task A_shipped_campaign_is_sound(string name)
    {
        var check = await Command.RunAsync("check", $"campaigns/{name}", "--data", "/nonexistent");
        Assert.Equal(0, check.Code);
        Assert.Matches($"{name}：查了 \\d+ 个文件，0 处错，0 处提醒", check.Output);
    }

    [Fact]
    public async Task A_district_is_published_again_for_the_sake_of_its_calendar_alone()
    {
        var home = Directory.CreateTempSubdirectory("gridwork-").FullName;
        var (folder, data) = (Path.Combine(home, "district"), Path.Combine(home, "data"));
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var file in new[] { "units.csv", "cells.geojson", "calendar.cn.json" }) File.Copy(Path.Combine(Command.Home, "district", file), Path.Combine(folder, file));
            var yaml = Path.Combine(folder, "district.yaml");
            const string district = "id: trial\nname: 试用区\nunits: units.csv\ncells: cells.geojson\ncalendar:\n  days: calendar.cn.json\n";
            await File.WriteAllTextAsync(yaml, district);
            Assert.Equal([7, 6, 8], await KindsAsync());
            Assert.Equal([7, 6, 8], await KindsAsync());
            await File.WriteAllTextAsync(yaml, district + "  units: {hefan: '09:00-12:00,14:00-18:00'}\n");
            Assert.Equal([7, 6, 8, 8], await KindsAsync());
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }

        async Task<List<long>> KindsAsync()
        {
            var published = await Command.RunAsync("district", folder, "--data", data);
            Assert.True(published.Code == 0, published.Output);
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "gridwork.db")};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT kind FROM journal ORDER BY seq";
            await using var reader = await command.ExecuteReaderAsync();
            var kinds = new List<long>();
            while (await reader.ReadAsync()) kinds.Add(reader.GetInt64(0));
            return kinds;
        }
    }

    [Fact]
    public async Task A_broken_campaign_exits_1_and_names_file_line_and_remedy()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("gridwork-").FullName, "road-environment");
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var file in Directory.GetFiles(Path.Combine(Command.Home, "campaigns/road-environment"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            var yaml = Path.Combine(folder, "campaign.yaml");
            var lines = await File.ReadAllLinesAsync(yaml);
            var line = Array.FindIndex(lines, text => text.Contains("unit: hefan"));
            lines[line] = lines[line].Replace("hefan", "hefn");
            await File.WriteAllLinesAsync(yaml, lines);

            var check = await Command.RunAsync("check", folder, "--data", "/nonexistent");
            Assert.Equal(1, check.Code);
            Assert.Contains($"[错] campaign.yaml › 第 {line + 1}行\n  “hefn”不在单位表里。\n  改法：应是 hefan。\n", check.Output);

            var english = await Command.RunInAsync("en_US.UTF-8", "check", folder, "--data", "/nonexistent");
            Assert.Equal(1, english.Code);
            Assert.Contains($"campaign.yaml › line {line + 1}\n  “hefn” is not in the table of units.\n", english.Output);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_without_data_is_refused_with_exit_code_2()
    {
        var audit = await Command.RunAsync("audit", "verify", "--data", "/nonexistent");
        Assert.Equal((2, "/nonexistent 里没有数据。先运行 gridwork demo 或 gridwork district。\n"), (audit.Code, audit.Output));
    }
}
