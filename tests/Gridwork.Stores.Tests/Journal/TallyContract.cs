using CsCheck;
using Gridwork.Engine;
using Gridwork.Engine.Journal;
using Gridwork.Stores.Audit;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Rebuild;

namespace Gridwork.Stores.Tests.Journal;

public sealed class TalliesOnSqlite : TallyContract
{
    protected override PostgresServer? Server => null;
}

public sealed class TalliesOnPostgres(PostgresServer server) : TallyContract
{
    protected override PostgresServer? Server => server;
}

/// <summary>What both stores promise about what follows from the journal: the properties at the end of core.md.</summary>
public abstract class TallyContract
{
    protected abstract PostgresServer? Server { get; }

    [Fact]
    public async Task A_correction_reverses_what_was_counted_and_counts_anew()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        var district = await new TestDistrict(test.Store, TestStore.District, journal).SetUpAsync();
        await district.AcceptAsync(new Visit("r1", "east", 3, "a"));
        await district.AcceptAsync(new Visit("r2", "west", 5, "b", Corrects: "r1", Day: 2));
        Assert.Equal(
            [
                KeyValuePair.Create("people unit 3 06-01", 1L), KeyValuePair.Create("places unit 3 06-01", 5L),
                KeyValuePair.Create("village_people unit 3 06-01", 1L), KeyValuePair.Create("visits unit 3 06-01", 1L),
            ],
            await district.FiguresAsync());
        await AssertIdenticalAsync(district);
    }

    [Fact]
    public async Task When_the_holder_of_a_key_falls_the_next_one_counts()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        var district = await new TestDistrict(test.Store, TestStore.District, journal).SetUpAsync();
        var first = await district.AcceptAsync(new Visit("r1", "east", Who: "a"));
        await district.AcceptAsync(new Visit("r2", "west", Who: "a"));
        await district.AcceptAsync(new Visit("r3", "west", Who: "a"));
        Assert.Equal(1, await district.TotalAsync("people"));
        Assert.Equal(2, await district.TotalAsync("village_people"));

        await district.ReviewAsync(first, Verdict.Reject);
        Assert.Equal(1, (await district.FiguresAsync())["people unit 3 06-01"]);
        Assert.Equal(1, await district.TotalAsync("village_people"));
        await district.ReviewAsync(first, Verdict.Restore);
        Assert.Equal(1, await district.TotalAsync("people"));
        Assert.Equal(2, await district.TotalAsync("village_people"));
        await AssertIdenticalAsync(district);
    }

    [Fact]
    public async Task A_key_that_many_claim_passes_on_from_holder_to_holder()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        var district = await new TestDistrict(test.Store, TestStore.District, journal).SetUpAsync();
        var visits = Enumerable.Range(0, 30).Select(i => new Visit($"r{i}", Who: "a")).ToList();
        foreach (var visit in visits) await district.AcceptAsync(visit);
        // All corrected at once, each to a key of its own: the key falls from one to the next, thirty times in one group.
        await Task.WhenAll(visits.Select((visit, i) => district.AcceptAsync(new Visit($"c{i}", Who: $"w{i}", Corrects: visit.Id))));
        Assert.Equal(30, await district.TotalAsync("people"));
        await AssertIdenticalAsync(district);
    }

    [Fact]
    public async Task A_contested_correction_waits_for_a_clerk()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        var district = await new TestDistrict(test.Store, TestStore.District, journal).SetUpAsync();
        await district.AcceptAsync(new Visit("r1", Places: 1));
        await district.AcceptAsync(new Visit("r2", Places: 2, Corrects: "r1"));
        var contested = await district.AcceptAsync(new Visit("r3", Places: 4, Corrects: "r1"));
        var foreign = await district.AcceptAsync(new Visit("r4", Places: 8, Corrects: "r2"), TestDistrict.Stranger);
        Assert.Equal(2, await district.TotalAsync("places"));
        Assert.Equal([2L, 3L], await test.ColumnAsync<long>("SELECT CAST(reason AS bigint) FROM waiting ORDER BY seq"));

        await district.ReviewAsync(contested, Verdict.Accept);
        Assert.Equal(4, await district.TotalAsync("places"));
        await district.ReviewAsync(foreign, Verdict.Alone);
        Assert.Equal(12, await district.TotalAsync("places"));
        await AssertIdenticalAsync(district);
    }

    [Fact]
    public async Task Any_order_of_arrival_ends_in_the_same_tallies_and_a_rebuild_agrees()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var next = 10;
        await History.Gen.SampleAsync(
            async history =>
            {
                var expected = history.Recount();
                foreach (var (arrivals, together) in new[] { (history.InOrder, false), (history.Shuffled, false), (history.Shuffled, true) })
                {
                    var id = new DistrictId(Interlocked.Increment(ref next));
                    await test.Store.CreateDistrictAsync(id);
                    await using var journal = test.Store.OpenJournal(id, new JournalOptions { GroupSize = together ? 64 : 1, RollupEvery = 10 });
                    var district = await new TestDistrict(test.Store, id, journal).SetUpAsync();
                    if (together) await Task.WhenAll(arrivals.Select(visit => district.SendAsync(visit)));
                    else foreach (var visit in arrivals) await district.SendAsync(visit);

                    Assert.Equal(expected.Places, await PlacesAsync(district));
                    Assert.Equal(expected.People, await district.TotalAsync("people"));
                    Assert.Equal(expected.VillagePeople, await district.TotalAsync("village_people"));
                    Assert.Equal(expected.Visits, await district.TotalAsync("visits"));
                    await AssertIdenticalAsync(district);
                }
            },
            iter: 5, threads: 1);
    }

    [Fact]
    public async Task A_late_indicator_counts_what_an_early_one_did_at_its_own_position()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var next = 10;
        await History.Gen.SampleAsync(
            async history =>
            {
                var id = new DistrictId(Interlocked.Increment(ref next));
                await test.Store.CreateDistrictAsync(id);
                await using var journal = test.Store.OpenJournal(id, new JournalOptions { BackfillChunk = 3, RollupEvery = 10 });
                var district = await new TestDistrict(test.Store, id, journal).SetUpAsync();
                var half = history.Shuffled.Count / 2;
                foreach (var visit in history.Shuffled.Take(half)) await district.SendAsync(visit);
                var published = (await district.PublishAsync(late: true)).Entry;
                foreach (var visit in history.Shuffled.Skip(half)) await district.SendAsync(visit);
                await CaughtUpAsync(district);

                Assert.Equal(string.Join('\n', await LinesAsync(district, 0, published)), string.Join('\n', await LinesAsync(district, 4, published)));
                await AssertIdenticalAsync(district);
            },
            iter: 5, threads: 1);
    }

    [Fact]
    public async Task A_tally_as_at_a_position_is_what_it_was_then()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal(new JournalOptions { RollupEvery = 7 });
        var district = await new TestDistrict(test.Store, TestStore.District, journal).SetUpAsync();
        var history = History.Fixed;
        var seen = new List<(long Seq, SortedDictionary<string, long> Figures)>();
        foreach (var visit in history.Shuffled)
        {
            await district.SendAsync(visit);
            seen.Add(((await test.Store.HeadAsync(TestStore.District))!.Seq, await district.FiguresAsync()));
        }
        foreach (var (seq, figures) in seen) Assert.Equal(figures, await district.FiguresAsync(at: seq));
    }

    [Fact]
    public async Task A_rebuild_in_place_reaches_the_identical_state()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        var district = await new TestDistrict(test.Store, TestStore.District, journal).SetUpAsync();
        foreach (var visit in History.Fixed.Shuffled) await district.SendAsync(visit);
        await district.PublishAsync(late: true);
        await CaughtUpAsync(district);
        var before = await district.FiguresAsync();
        Assert.True(await Rebuilding.RunAsync(test.Store, TestStore.District) > 10);
        Assert.Equal(before, await district.FiguresAsync());
        await AssertIdenticalAsync(district);
        await district.AcceptAsync(new Visit("after the rebuild", Places: 100));
        await AssertIdenticalAsync(district);
    }

    internal static async Task AssertIdenticalAsync(TestDistrict district)
    {
        var comparison = await Rebuilding.VerifyAsync(district.Store, district.Id);
        Assert.Empty(comparison.Differences);
        var report = await Auditing.VerifyAsync(district.Store, district.Id, derived: false);
        Assert.DoesNotContain(report.Faults, fault => fault.File is null);
    }

    private static async Task CaughtUpAsync(TestDistrict district)
    {
        for (var i = 0; i < 200; i++)
        {
            await using var connection = await district.Store.OpenConnectionAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT COUNT(*) FROM indicator WHERE d = {district.Id.Value} AND live = 0";
            if ((long)(await command.ExecuteScalarAsync())! == 0) return;
            await Task.Delay(50);
        }
        Assert.Fail("The late indicators have not caught up within ten seconds.");
    }

    private static async Task<SortedDictionary<string, long>> PlacesAsync(TestDistrict district)
    {
        var places = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (key, value) in await district.FiguresAsync())
        {
            if (key.StartsWith("places ", StringComparison.Ordinal)) places[key] = value;
        }
        return places;
    }

    /// <summary>The entries of four indicators from <paramref name="first"/> on, no earlier than <paramref name="published"/>.</summary>
    private static async Task<List<string>> LinesAsync(TestDistrict district, int first, long published)
    {
        await using var connection = await district.Store.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            SELECT ind - {first}, CASE WHEN pos < {published} THEN {published} ELSE pos END, record_seq, root_seq, unit, day, value
            FROM entry WHERE d = {district.Id.Value} AND ind > {first} AND ind <= {first + 4} ORDER BY entry.ind, entry.pos, entry.ord
            """;
        await using var row = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await row.ReadAsync()) lines.Add(string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(i => row.GetValue(i))));
        return lines;
    }
}
