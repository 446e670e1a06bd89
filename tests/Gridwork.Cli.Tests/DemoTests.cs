using System.Text.Json;
using Gridwork.DemoDistrict;
using Gridwork.DemoDistrict.HygieneCity;
using Microsoft.Data.Sqlite;

namespace Gridwork.Cli.Tests;

/// <summary>The demo from the first start to an erasure, as its users meet it.</summary>
public sealed class DemoTests(DemoDistrict demo) : IClassFixture<DemoDistrict>
{
    [Fact]
    public void It_answers_ready_and_keeps_its_accounts_to_the_owner_of_the_machine()
    {
        Assert.Contains("\"status\":\"ready\"", demo.Health);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(demo.Data, "demo-accounts.json")));
        var accounts = JsonDocument.Parse(demo.Accounts).RootElement.EnumerateArray().ToList();
        Assert.All(accounts, account => Assert.Equal(12, account.GetProperty("password").GetString()!.Length));
        Assert.Contains(accounts, account => account.GetProperty("role").GetString() == "leader" && account.GetProperty("name").GetString() == "leader");
        Assert.Equal(
            ["administrator", "auditor", "clerk", "grid-member", "leader", "officer"],
            accounts.Select(account => account.GetProperty("role").GetString()).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_stops_cleanly_and_starts_again_with_the_same_passwords()
    {
        Assert.Equal(0, demo.StopCode);
        Assert.True(demo.Stopping < TimeSpan.FromSeconds(15), $"{demo.Stopping}");
        Assert.True(demo.SecondStart < TimeSpan.FromSeconds(60), $"{demo.SecondStart}");
        Assert.Equal(demo.FirstAccounts, demo.Accounts);
    }

    [Theory]
    [InlineData("road-environment", "stalls_cleared", 51, 51)]
    [InlineData("road-environment", "dumping_cleared", 34, 34)]
    [InlineData("road-environment", "markets_rectified", 1, 1)]
    [InlineData("road-environment", "signs_removed", 76, 76)]
    [InlineData("road-environment", "officers_sent", 63, 63)]
    [InlineData("road-environment", "settled_later", 8, 8)]
    [InlineData("road-environment", "revisits", 10, 10)]
    [InlineData("survey-outreach", "leaflets", 501, 599)]
    [InlineData("survey-outreach", "questions_answered", 81, 89)]
    [InlineData("survey-outreach", "questionnaires", 853, 853)]
    [InlineData("survey-outreach", "registrations", 488, 488)]
    public async Task A_figure_is_the_pages_and_the_sum_of_its_entries(string campaign, string indicator, int least, int most)
    {
        var answer = await demo.GetAsync("leader", $"/api/campaigns/{campaign}/tallies");
        var tally = answer.GetProperty("tallies").EnumerateArray().Single(one => one.GetProperty("indicator").GetString() == indicator);
        var value = tally.GetProperty("value").GetDecimal();
        Assert.InRange(value, least, most);

        decimal sum = 0;
        for (var next = tally.GetProperty("entries").GetString(); next is not null;)
        {
            var page = await demo.GetAsync("leader", next);
            sum += page.GetProperty("entries").EnumerateArray().Sum(entry => entry.GetProperty("value").GetDecimal());
            next = page.GetProperty("next").GetString();
        }
        Assert.Equal(value, sum);
    }

    [Fact]
    public async Task What_the_hygiene_city_counts_is_what_a_plain_recount_of_its_files_finds()
    {
        var recount = Recount.Of(Command.Home);
        var counted = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var tally in (await demo.GetAsync("leader", "/api/campaigns/hygiene-city/tallies")).GetProperty("tallies").EnumerateArray())
        {
            foreach (var figure in tally.GetProperty("parts").EnumerateArray().Prepend(tally))
            {
                var (name, value) = (figure.GetProperty("indicator").GetString()!, (int)figure.GetProperty("value").GetDecimal());
                // A choice that nobody chose is no line of the files.
                if (value != 0 || !name.Contains('.')) counted[name] = value;
            }
        }
        Assert.Equal(recount.Figures, counted);
        Assert.Equal((889, 718, 660), (counted["problems_found"], counted["problems_handled"], counted["problems_closed"]));

        var stages = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var kind in new[] { "problem", "requirement" })
        {
            await foreach (var item in CasesAsync($"/api/campaigns/hygiene-city/cases?limit=200&state=all&kind={kind}"))
            {
                var stage = $"{kind} {item.GetProperty("stage").GetString()}";
                stages[stage] = stages.GetValueOrDefault(stage) + 1;
            }
        }
        Assert.Equal(recount.Stages, stages);
        var data = demo.Copy();
        Assert.Equal(recount.NotTaken, await ScalarAsync(data, "SELECT count(*) FROM case_log WHERE state = 2"));
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task The_late_problems_lie_where_the_story_puts_them()
    {
        var told = Csv.Read(Path.Combine(Command.Home, "district/generator/story/open-problems.csv")).Where(row => row["late"] != "0")
            .ToDictionary(row => row["cell"], row => int.Parse(row["late"]), StringComparer.Ordinal);
        // Three came back after closing; a stall at the roadside did too.
        foreach (var cell in new[] { "禾仁 012", "禾城 019", "禾范 009", "禾范 031" }) told[cell] = told.GetValueOrDefault(cell) + 1;
        var late = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var campaign in new[] { "hygiene-city", "road-environment" })
        {
            await foreach (var item in CasesAsync($"/api/campaigns/{campaign}/cases?state=overdue"))
            {
                var cell = item.GetProperty("cell").GetString()!;
                late[cell] = late.GetValueOrDefault(cell) + 1;
            }
        }
        Assert.Equal(told.OrderBy(one => one.Key), late.OrderBy(one => one.Key));
        Assert.Equal((13, 18), (late.Count, late.Values.Sum()));
    }

    private async IAsyncEnumerable<JsonElement> CasesAsync(string first)
    {
        for (var next = first; next is not null;)
        {
            var page = await demo.GetAsync("leader", next);
            foreach (var item in page.GetProperty("cases").EnumerateArray()) yield return item;
            next = page.GetProperty("next").GetString();
        }
    }

    [Fact]
    public async Task The_calendar_stands_in_the_journal_before_the_first_record()
    {
        var data = demo.Copy();
        var calendar = await ScalarAsync(data, "SELECT seq FROM journal WHERE kind = 8");
        Assert.InRange(calendar, 1, await ScalarAsync(data, "SELECT MIN(seq) FROM journal WHERE kind = 1") - 1);
        Assert.Equal(1, await ScalarAsync(data, $"SELECT instr(CAST(bytes AS TEXT), '\"day\":\"2021-05-08\",\"kind\":\"make-up\"') > 0 FROM body WHERE seq = {calendar}"));
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Records_page_through_each_once()
    {
        var ids = new List<string>();
        long total = 0;
        for (var next = "/api/campaigns/survey-outreach/records?limit=200"; next is not null;)
        {
            var page = await demo.GetAsync("leader", next);
            ids.AddRange(page.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("id").GetString()!));
            total = page.GetProperty("total").GetProperty("count").GetInt64();
            next = page.GetProperty("next").GetString();
        }
        Assert.All(ids, id => Assert.StartsWith("uuid:", id));
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(total, ids.Count);
    }

    [Fact]
    public async Task A_clerk_of_another_subdistrict_sees_less()
    {
        async Task<decimal> Signs(string person) => (await demo.GetAsync(person, "/api/campaigns/road-environment/tallies")).GetProperty("tallies").EnumerateArray()
            .Single(one => one.GetProperty("indicator").GetString() == "signs_removed").GetProperty("value").GetDecimal();
        Assert.Equal(76, await Signs("leader"));
        Assert.InRange(await Signs("heren-clerk"), 0, 75);
    }

    [Fact]
    public async Task An_untouched_journal_verifies_rebuilds_identically_and_survives_an_erasure()
    {
        var data = demo.Copy();
        var audit = await Command.RunAsync("audit", "verify", "--data", data);
        Assert.Equal((0, ""), (audit.Code, audit.Code == 0 ? "" : audit.Output));
        var entries = await ScalarAsync(data, "SELECT seq FROM head");
        Assert.Contains($"走过 {entries} 条，", audit.Output);
        Assert.Contains("流水、正文、照片与汇总都对得上", audit.Output);

        var rebuild = await Command.RunAsync("rebuild", "--verify", "--data", data);
        Assert.Equal((0, "identical\n"), (rebuild.Code, rebuild.Output));

        var record = await ScalarAsync(data, "SELECT seq FROM body WHERE instr(CAST(bytes AS TEXT), '<phone>1') > 0 ORDER BY seq LIMIT 1");
        var erase = await Command.RunAsync("erase", $"{record}", "--fields", "phone", "--reason", "本人申请", "--data", data);
        Assert.True(erase.Code == 0, erase.Output);
        Assert.Contains($"已抹去第{record}号记录的 phone；记入第{entries + 1}号", erase.Output);
        Assert.DoesNotContain("更正前后的版本", erase.Output);
        // A corrected record has its answers twice: the other entry is named.
        var corrected = await ScalarAsync(data, "SELECT MIN(root_seq) FROM revision WHERE state = 2");
        var correction = await ScalarAsync(data, $"SELECT seq FROM revision WHERE root_seq = {corrected} AND seq <> {corrected}");
        var other = await Command.RunAsync("erase", $"{corrected}", "--fields", "start", "--reason", "本人申请", "--data", data);
        Assert.True(other.Code == 0, other.Output);
        Assert.Contains($"这条记录还有更正前后的版本（第 {correction} 号）", other.Output);
        audit = await Command.RunAsync("audit", "verify", "--data", data);
        Assert.True(audit.Code == 0, audit.Output);
        Assert.Contains($"依法抹去：第{record}号记录（由第{entries + 1}号抹去）", audit.Output);
        var english = await Command.RunInAsync("en_US.UTF-8", "audit", "verify", "--data", data);
        Assert.DoesNotContain("依法抹去", english.Output);

        var grant = await Command.RunAsync("grant", "heren-clerk", "clerk", "hefan", "--data", data);
        Assert.Equal((0, $"已授予 heren-clerk：clerk，禾范街道（第{entries + 3}号）\n"), (grant.Code, grant.Output));
        var revoke = await Command.RunAsync("grant", "heren-clerk", "clerk", "hefan", "--revoke", "--data", data);
        Assert.Equal((0, $"已收回 heren-clerk：clerk，禾范街道（第{entries + 4}号）\n"), (revoke.Code, revoke.Output));
        var refused = await Command.RunAsync("grant", "heren-clerk", "chief", "hefan", "--data", data);
        Assert.Equal((2, "没有 chief 这个角色。角色有：leader, administrator, clerk, grid-member, officer, auditor。\n"), (refused.Code, refused.Output));
        Directory.Delete(data, recursive: true);
    }

    [Theory]
    [InlineData("journal", "DROP TRIGGER journal_is_never_changed; UPDATE journal SET day = day + 1 WHERE seq = {0}", "流水的某一列被改过")]
    [InlineData("body", "DROP TRIGGER body_is_only_redacted; UPDATE body SET bytes = CAST(bytes || ' ' AS BLOB) WHERE seq = {0}", "正文被改过")]
    [InlineData("entry", "UPDATE entry SET value = value + 1 WHERE record_seq = {0}", "汇总一类的表与流水对不上")]
    public async Task A_column_changed_by_hand_makes_the_audit_name_the_record(string table, string change, string fault)
    {
        var data = demo.Copy();
        var record = await ScalarAsync(data, "SELECT MIN(record_seq) FROM entry WHERE value > 0");
        await ExecuteAsync(data, string.Format(change, record));
        var audit = await Command.RunAsync("audit", "verify", "--data", data);
        Assert.True(audit.Code == 1, $"{table}: {audit.Output}");
        Assert.Contains(fault, audit.Output);
        Assert.Contains($"第{record}号", audit.Output);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_byte_changed_in_a_photo_makes_the_audit_name_the_record()
    {
        var data = demo.Copy();
        var photo = Directory.GetFiles(Path.Combine(data, "blobs"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(photo);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(photo, bytes);
        var audit = await Command.RunAsync("audit", "verify", "--data", data);
        Assert.True(audit.Code == 1, audit.Output);
        Assert.Matches(@"第\d+号　uuid:\S+  照片被改过：", audit.Output);
        Directory.Delete(data, recursive: true);
    }

    private static async Task<long> ScalarAsync(string data, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "gridwork.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }

    private static async Task ExecuteAsync(string data, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "gridwork.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
