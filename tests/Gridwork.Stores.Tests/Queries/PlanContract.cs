// R01 and core.md 17: no query of a page walks a table, whoever asks. Each public query runs against a district of 50,000 records in which other
// districts' rows lie too; every statement that it sent is put before the planner again, and the plan is read.
using System.Text.RegularExpressions;
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Photos;
using Gridwork.Engine.Records;
using Gridwork.Forms;
using Gridwork.Places;
using Gridwork.Schedules;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Map;
using Gridwork.Stores.Papers;
using Gridwork.Stores.Photos;
using Gridwork.Stores.Records;
using Gridwork.Stores.Tallies;
using Microsoft.Data.Sqlite;

namespace Gridwork.Stores.Tests.Queries;

public sealed class PlansOnSqlite : PlanContract
{
    protected override PostgresServer? Server => null;
}

public sealed class PlansOnPostgres(PostgresServer server) : PlanContract
{
    protected override PostgresServer? Server => server;
}

public abstract partial class PlanContract
{
    private const int Records = 50_000;
    private static readonly UnitNo[] AllUnits = [.. Enumerable.Range(1, 20).Select(no => new UnitNo(no))];

    protected abstract PostgresServer? Server { get; }

    [Fact]
    public async Task R01_no_query_of_a_page_walks_a_table_for_the_clerk_of_one_village_or_for_the_leader()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await FillAsync(test);
        foreach (var units in new[] { AllUnits[6..7], AllUnits })
        {
            var asked = new List<(string Sql, IReadOnlyList<(string Name, object Value)> Values)>();
            await using (var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District))
            {
                snapshot.Asked = (sql, values) => asked.Add((sql, values));
                await AskEverythingAsync(snapshot, units);
            }
            Assert.True(asked.Count > 60, $"Only {asked.Count} statements were heard.");
            await using var connection = await test.Store.OpenConnectionAsync();
            if (connection is not SqliteConnection)
            {
                await using var asPagesDo = connection.CreateCommand();
                asPagesDo.CommandText = "SET enable_seqscan = off";
                await asPagesDo.ExecuteNonQueryAsync();
            }
            foreach (var (sql, values) in asked.DistinctBy(one => one.Sql))
            {
                var plan = new List<string>();
                await using var command = connection.CreateCommand();
                command.CommandText = (connection is SqliteConnection ? "EXPLAIN QUERY PLAN " : "EXPLAIN (COSTS OFF) ") + sql;
                foreach (var (name, value) in values)
                {
                    var parameter = command.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = (name, value);
                    command.Parameters.Add(parameter);
                }
                await using var rows = await command.ExecuteReaderAsync();
                while (await rows.ReadAsync()) plan.Add(rows.GetString(connection is SqliteConnection ? 3 : 0));
                var walks = connection is SqliteConnection ? plan.Where(WalksInSqlite) : WalksInPostgres(plan);
                Assert.True(!walks.Any(), $"{string.Join("\n", walks)}\nin\n{sql}\n\n{string.Join("\n", plan)}");
            }
        }
    }

    /// <summary>A scan of anything but what the statement itself made, or an index entered by the district alone.</summary>
    private static bool WalksInSqlite(string step) =>
        (step.StartsWith("SCAN ", StringComparison.Ordinal) && !step.StartsWith("SCAN (", StringComparison.Ordinal)
            && !step.StartsWith("SCAN CONSTANT", StringComparison.Ordinal) && !SqliteMade().IsMatch(step))
        || step.Contains("AUTOMATIC", StringComparison.Ordinal)
        || (step.EndsWith("(d=?)", StringComparison.Ordinal) && !step.StartsWith("SEARCH head", StringComparison.Ordinal));

    /// <summary>The same of PostgreSQL; the few indicators of a district are read as they come, and of its head and its photos' reading there is one row.</summary>
    private static IEnumerable<string> WalksInPostgres(List<string> plan)
    {
        foreach (var (step, i) in plan.Select((step, i) => (step, i)))
        {
            var table = PostgresScan().Match(step);
            if (!table.Success || table.Groups[2].Value is "head" or "indicator" or "photo_reading") continue;
            if (table.Groups[1].Value == "Seq Scan") yield return step;
            else if (i + 1 < plan.Count && plan[i + 1].TrimStart() is "Index Cond: (d = 1)" or "Index Cond: (d = '1'::integer)") yield return $"{step}: {plan[i + 1]}";
        }
    }

    [GeneratedRegex(@"^SCAN (parts|days|found|roots|part_\d+|unit_\d+)\b")]
    private static partial Regex SqliteMade();

    [GeneratedRegex(@"(Seq Scan|Index Scan|Index Only Scan|Index Scan Backward|Bitmap Index Scan)(?: Backward)?(?: using \w+)? on (\w+)")]
    private static partial Regex PostgresScan();

    private static async Task AskEverythingAsync(Snapshot snapshot, UnitNo[] units)
    {
        var sights = new[] { new Sight(1, units, units.Length == AllUnits.Length), new Sight(2, units, units.Length == AllUnits.Length) };
        var monday = DateOnly.FromDayNumber(737_930);
        long?[] positions = [null, 10, Records / 2, Records - 10];
        foreach (var at in positions)
        {
            for (var by = 0; by < 8; by++)
                await TallySums.ReadAsync(snapshot, new TallyQuery { Indicators = [DrawnRows.Stalls, DrawnRows.Signs], Units = units, By = (TallyBy)by, At = at });
            await TallySums.ReadAsync(snapshot, new TallyQuery { Indicators = [DrawnRows.Stalls], Units = units, Cell = new CellNo(3), From = monday, To = monday, At = at });
            await DeclaredFigures.ReadAsync(snapshot, DrawnRows.Signs, units, at);
            foreach (var cell in new CellNo?[] { null, new CellNo(3) })
            {
                var lines = new TallyLineQuery { Indicator = DrawnRows.Stalls, Units = units, Cell = cell, At = at, Limit = 20 };
                var page = await TallyLines.ReadAsync(snapshot, lines);
                if (page.Next is { } next) await TallyLines.ReadAsync(snapshot, lines with { After = next });
            }
        }
        var every = new RecordQuery { Sights = sights, Limit = 20 };
        foreach (var query in new[]
        {
            every, every with { Before = 900 }, every with { Form = 1 }, every with { Unit = units[0] }, every with { Cell = new CellNo(3) },
            every with { Standing = Standing.Counts }, every with { Standing = Standing.Rejected }, every with { Missing = true },
            every with { Day = monday }, every with { Sights = [sights[0]] },
        })
        {
            await RecordList.ReadAsync(snapshot, query);
            await RecordList.CountAsync(snapshot, query);
        }
        await RecordList.CountsAsync(snapshot, sights);
        await RecentRecords.ReadAsync(snapshot, sights, 10);
        await RecentRecords.PhotosAsync(snapshot, every, 6);
        await RecordDays.ReadAsync(snapshot, sights, monday.AddDays(30), TimeZoneInfo.Utc);
        await WaitingRecords.ReadAsync(snapshot, every);
        await WaitingRecords.ForReviewAsync(snapshot, sights, null, 20);
        await WaitingRecords.ForReviewAsync(snapshot, sights, 900, 20);
        await WaitingRecords.OfAsync(snapshot, sights, [1, 2, 3]);
        await WaitingRecords.CountForReviewAsync(snapshot, sights);
        await OneRecord.FindAsync(snapshot, new InstanceId("uuid:40000"));
        var record = await OneRecord.ReadAsync(snapshot, 40_000);
        await OneRecord.IsSeenAsync(snapshot, record!.Row, new Sight(record.Row.Campaign, [new UnitNo(99)], false));
        await JournalLines.HeadAsync(snapshot);
        await PaperList.ReadAsync(snapshot, [new PaperSight(1, units), new PaperSight(2, units)], 900, 20);
        await PaperList.OfSeriesAsync(snapshot, 1, "briefing.zh.md", 20);
        await PaperList.FindAsync(snapshot, 900);
        await PaperList.LastNumberAsync(snapshot, 1, "briefing.zh.md");
        await AskAboutCasesAsync(snapshot, sights);
        await AskForMapsAsync(snapshot, sights, units);
    }

    private static async Task AskAboutCasesAsync(Snapshot snapshot, Sight[] sights)
    {
        var now = JournalTime.FromMicroseconds(25_000, 0);
        var open = new CaseQuery { Sights = sights, Now = now, Limit = 20 };
        foreach (var query in new[]
        {
            open, open with { After = new CaseKey(500, 500) }, open with { Filter = CaseFilter.Late }, open with { Filter = CaseFilter.NotLate },
            open with { Filter = CaseFilter.Over }, open with { Filter = CaseFilter.All }, open with { Stage = CaseStage.Dispatched },
            open with { Suspended = true }, open with { Category = "c1" }, open with { Line = "l1" }, open with { Units = [new UnitNo(7)] },
            open with { Cells = [new CellNo(22)] }, open with { Host = new UnitNo(7) }, open with { Holders = [new UnitNo(7)] }, open with { Origin = 5 },
            open with { Supervised = true }, open with { Filter = CaseFilter.All, Happened = CaseHappening.SentBack }, open with { Filter = CaseFilter.Late, DueFrom = now }, open with { DueTo = now },
        })
        {
            await CaseList.ReadAsync(snapshot, query);
            await CaseList.CountAsync(snapshot, query);
        }
        await CaseList.OfAsync(snapshot, [1, 2, 3]);
        await PhotoRows.FindAsync(snapshot, [Hash256.Of([1]), Hash256.Of([2])]);
        await PhotoRows.ReadToAsync(snapshot);
        await PhotoSightings.FindAsync(snapshot, Hash256.Of([1]), new PhotoPrint(7));
        await OneRecord.PlaceAsync(snapshot, 40_000);
        await CaseList.FindAsync(snapshot, 7);
        await CaseList.NearAsync(snapshot, sights[0], "c1", 117.3, 34.8, 50);
        await OneCase.ReadAsync(snapshot, 12, (_, _) => WorkingCalendar.Default);
        foreach (var at in new[] { Records, Records - 10 })
            await ClosedCases.ReadAsync(snapshot, 1, CaseKind.Problem, now, now.AddDays(1), at, (_, _) => WorkingCalendar.Default);
        await OneCase.MaybeOpenAtAsync(snapshot, 1, CaseKind.Problem, Records - 10);
        foreach (var grouping in Enum.GetValues<CaseGrouping>()) await CaseCounts.ClosedBeforeAsync(snapshot, sights[0], CaseKind.Problem, grouping, Records - 10);
        foreach (var grouping in Enum.GetValues<CaseGrouping>())
        {
            await CaseCounts.ReadAsync(snapshot, sights[0], CaseKind.Problem, grouping);
            await CaseCounts.LateAsync(snapshot, sights[0], CaseKind.Problem, grouping, now);
        }
    }

    private static async Task AskForMapsAsync(Snapshot snapshot, Sight[] sights, UnitNo[] units)
    {
        var open = new CaseQuery { Sights = sights, Now = JournalTime.FromMicroseconds(25_000, 0) };
        var monday = DateOnly.FromDayNumber(737_930);
        foreach (var tile in new[] { new TileAddress(9, 422, 203), new TileAddress(14, 13528, 6502), new TileAddress(18, 216451, 104035) })
        {
            foreach (var query in new[]
            {
                open, open with { Filter = CaseFilter.All }, open with { Filter = CaseFilter.Late }, open with { Category = "c1", DayFrom = monday },
                open with { Units = units[..1] }, open with { Cells = [new CellNo(22)] }, open with { Host = units[0] },
            })
            {
                await MapPoints.CasesAsync(snapshot, query, tile.Codes, 100);
            }
            await MapPoints.RecordsAsync(snapshot, new RecordQuery { Sights = sights }, null, default, tile.Codes, 100);
            await MapPoints.RecordsAsync(snapshot, new RecordQuery { Sights = sights, Form = 1 }, units[..1], (monday, monday), tile.Codes, 100);
            await MapCounts.ReadAsync(snapshot, MapLayer.Records, sights, null, null, tile);
            await MapCounts.ReadAsync(snapshot, MapLayer.Problems, sights, units[..1], true, tile);
        }
        await CaseDays.ReadAsync(snapshot, open, monday, monday.AddDays(20));
        await CaseDays.ReadAsync(snapshot, open with { Filter = CaseFilter.All, Units = units[..1], Cells = [new CellNo(22)] }, monday, monday.AddDays(20));
    }

    private static async Task FillAsync(TestStore test)
    {
        var rows = new DrawnRows { Head = Records, RolledTo = Records - 1500, Checkpoints = [.. Enumerable.Range(1, 12).Select(i => (long)i * 4000)] };
        var random = new Random(20210525);
        for (var i = 1; i <= Records; i++)
        {
            var unit = AllUnits[random.Next(AllUnits.Length)];
            var cell = new CellNo(unit.Value * 3 + random.Next(3));
            var day = DateOnly.FromDayNumber(737_900 + i / 500);
            var standing = random.Next(40) switch { 0 => Standing.Rejected, 1 => Standing.Waits, 2 => Standing.Flagged, _ => Standing.Counts };
            rows.Records.Add(new RecordRow(i, i, 1 + i % 2, 1 + i % 4, unit, cell, day, new PersonNo(random.Next(50)), standing, random.Next(300) == 0 ? 1 : 0)
            {
                Place = PlaceCode.Of(117.1 + random.NextDouble() / 5, 34.7 + random.NextDouble() / 5),
            });
            rows.Revisions.Add(new Revision(i, i, null, RevisionState.Head, i));
            if (random.Next(20) == 0) rows.Scopes.Add((AllUnits[random.Next(AllUnits.Length)], i));
            rows.Entries.Add(new Engine.Tallies.TallyEntry(DrawnRows.Stalls, i, 0, i, i, unit, cell, day, random.Next(4)));
            if (i % 25 == 0) rows.Entries.Add(new Engine.Tallies.TallyEntry(DrawnRows.Signs, i, 0, i, i, unit, cell, day, random.Next(40)));
        }
        rows.Scopes.RemoveAll(scope => rows.Records[(int)scope.Root - 1].Unit == scope.Unit);
        await rows.WriteAsync(test.Store);
        foreach (var sql in new[]
        {
            "INSERT INTO turn (d, pos, ord, root_seq, from_seq, to_seq, day) SELECT d, seq, 0, seq, NULL, seq, 737900 FROM revision",
            "INSERT INTO attachment (d, instance_seq, name, hash, size, media, entry_seq, expected) SELECT d, seq, 'a.jpg', @hash, 1, 'image/jpeg', seq, 1 FROM revision",
            "INSERT INTO waiting (d, wanted16, seq, reason) SELECT d, @hash, root_seq, 1 FROM record WHERE standing = 2",
            test.Options.Postgres is null
                ? "INSERT INTO instance (d, id16, seq) SELECT d, randomblob(16), seq FROM revision"
                : "INSERT INTO instance (d, id16, seq) SELECT d, decode(md5(seq::text), 'hex'), seq FROM revision",
            $"""
            INSERT INTO photo (d, hash, print, band0, band1, band2, band3)
            SELECT d, {(test.Options.Postgres is null ? "randomblob(32)" : "decode(md5(seq::text) || md5((-seq)::text), 'hex')")}, seq * 7919, seq * 7919 % 65536,
              seq * 104729 % 65536, seq * 1299709 % 65536, seq * 15485863 % 65536 FROM revision
            """,
            "INSERT INTO photo_reading (d, seq) VALUES (1, 50000)",
            """
            INSERT INTO case_state (d, root_seq, case16, campaign, kind, stage, is_open, runs, category, line, unit, cell, day, host, holder, due, provisional,
              sort, reported, since, returns, send_backs, reopens, supervised, origin16, x, y, longitude, latitude, what, changed, place)
            SELECT r.d, r.root_seq, i.id16, r.campaign, 1, CASE WHEN r.root_seq % 20 = 0 THEN 3 ELSE 6 END, CASE WHEN r.root_seq % 20 = 0 THEN 1 ELSE 0 END,
              CASE WHEN r.root_seq % 20 = 0 THEN 1 ELSE 0 END, 'c1', 'l1', r.unit, r.cell, r.day, r.unit, r.unit, r.root_seq, 0, r.root_seq, 1, 1, 0, 0, 0, 0,
              CASE WHEN r.root_seq % 500 = 0 THEN i.id16 END, 117300 + r.root_seq % 90, 34800 + r.root_seq % 70, 117300000, 34800000, 'w', r.root_seq, r.place
            FROM record r JOIN instance i ON i.d = r.d AND i.seq = r.root_seq
            """,
            """
            INSERT INTO case_log (d, case16, pos, ord, root_seq, record_seq, state, refusal, person, by_unit, unit, cell, at, at_offset, said)
            SELECT d, case16, root_seq, 0, root_seq, root_seq, 1, 0, 1, unit, unit, cell, 1, 480, '{"Step":"open","With":[]}' FROM case_state
            """,
            "INSERT INTO case_helper (d, unit, root_seq) SELECT d, unit % 20 + 1, root_seq FROM case_state WHERE root_seq % 9 = 0",
            """
            INSERT INTO case_count (d, campaign, kind, unit, cell, category, line, host, measure, n)
            SELECT d, campaign, kind, unit, cell, category, line, host, 1, COUNT(*) FROM case_state GROUP BY d, campaign, kind, unit, cell, category, line, host
            """,
            "INSERT INTO body (d, seq, salt, bytes, state) SELECT d, seq, @hash, @hash, 1 FROM revision",
        })
        {
            await DrawnRows.RunAsync(test.Store, sql);
        }
        if (test.Options.Postgres is not null) await DrawnRows.RunAsync(test.Store, "ANALYZE");
    }
}
