using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Schedules;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Rebuild;
using Gridwork.Stores.Records;

namespace Gridwork.Stores.Tests.Cases;

public sealed class CasesOnSqlite : CaseContract
{
    protected override PostgresServer? Server => null;
}

public sealed class CasesOnPostgres(PostgresServer server) : CaseContract
{
    protected override PostgresServer? Server => server;
}

/// <summary>What both stores promise about cases.</summary>
public abstract class CaseContract
{
    /// <summary>Tuesday 1 June 2021, nine in the morning.</summary>
    private static readonly DateTimeOffset Nine = new(2021, 6, 1, 9, 0, 0, TimeSpan.FromHours(8));

    protected abstract PostgresServer? Server { get; }

    [Fact]
    public async Task A_problem_goes_from_report_to_closing_and_its_clock_runs_from_registration()
    {
        await using var test = await Bench.MakeAsync(Server);
        var district = test.District;
        await district.ReportAsync("c1", Nine);
        var state = (await district.CaseAsync("c1")).State;
        Assert.Equal((CaseStage.Reported, null), (state.Stage, state.Due));
        Assert.Equal("water", await test.CodeAsync(state.Proposed));

        state = await district.TakeAsync("c1", "register", CaseDistrict.Centre, Nine.AddHours(1));
        // Ten o'clock and eight working hours: 2 h until noon, 4 h in the afternoon, 2 h on Wednesday.
        Assert.Equal(Nine.AddDays(1).AddHours(1.5), state.Due!.At);
        state = await district.TakeAsync("c1", "dispatch", CaseDistrict.Centre, Nine.AddHours(1.5));
        Assert.Equal(("water", CaseStage.Dispatched), (await test.CodeAsync(state.Holder), state.Stage));
        state = await district.TakeAsync("c1", "sign", CaseDistrict.Water, Nine.AddHours(2));
        state = await district.TakeAsync("c1", "handle", CaseDistrict.Water, Nine.AddHours(6), new(Photo: "after.jpg"));
        Assert.Equal(("district", CaseStage.Handled), (await test.CodeAsync(state.Holder), state.Stage));
        Assert.Equal(Nine.AddDays(1).AddHours(1.5), state.Due!.At);
        state = await district.TakeAsync("c1", "verify", CaseDistrict.Member, Nine.AddHours(7));
        Assert.Equal((CaseStage.Closed, true, CaseOutcome.Done), (state.Stage, state.InTime, state.Outcome));
        Assert.Equal(
            [("east", 1.5), ("water", 4.5), ("district", 1.0)],
            await Task.WhenAll(state.Holds.Select(async hold => (await test.CodeAsync(hold.Unit), (hold.Until!.Value - hold.From).TotalHours))));
        await test.AssertIdenticalAsync();
    }

    [Fact]
    public async Task A_step_out_of_turn_or_without_right_is_kept_says_why_and_counts_nowhere()
    {
        await using var test = await Bench.MakeAsync(Server);
        var district = test.District;
        await district.ReportAsync("c1", Nine);
        Assert.Equal(StepRefusal.Stage, await district.TryAsync("c1", "sign", CaseDistrict.Water, Nine));
        Assert.Equal(StepRefusal.NoRight, await district.TryAsync("c1", "register", CaseDistrict.Water, Nine));
        await district.TakeAsync("c1", "dispatch", CaseDistrict.Centre, Nine);
        Assert.Equal(StepRefusal.NoRight, await district.TryAsync("c1", "sign", CaseDistrict.Stranger, Nine));
        Assert.Equal(StepRefusal.NoProof, await district.TryAsync("c1", "handle", CaseDistrict.Water, Nine));
        Assert.Equal(StepRefusal.NoClause, await district.TryAsync("c1", "return", CaseDistrict.Water, Nine, new(Unit: "roads")));
        await district.TakeAsync("c1", "handle", CaseDistrict.Centre, Nine.AddHours(1), new(Photo: "a.jpg"));
        Assert.Equal(StepRefusal.SamePerson, await district.TryAsync("c1", "verify", CaseDistrict.Centre, Nine.AddHours(2)));
        await district.TakeAsync("c1", "verify", CaseDistrict.Member, Nine.AddHours(2));
        // C05: the second of two that verify comes too late.
        Assert.Equal(StepRefusal.Stage, await district.TryAsync("c1", "verify", CaseDistrict.Member, Nine.AddHours(2)));
        Assert.Equal(1, await test.TallyAsync("closed"));
        await test.AssertIdenticalAsync();
    }

    [Fact]
    public async Task A_closed_problem_is_looked_at_once_more_by_somebody_from_outside()
    {
        await using var test = await Bench.MakeAsync(Server);
        var district = test.District;
        await district.ReportAsync("c1", Nine);
        await district.TakeAsync("c1", "dispatch", CaseDistrict.Centre, Nine);
        Assert.Equal(StepRefusal.Stage, await district.TryAsync("c1", "recheck_pass", CaseDistrict.Leader, Nine));
        await district.TakeAsync("c1", "handle", CaseDistrict.Water, Nine.AddHours(1), new(Photo: "a.jpg"));
        await district.TakeAsync("c1", "verify", CaseDistrict.Centre, Nine.AddHours(2));
        // Without a role over the village; verified it; works for the unit that had it in hand.
        Assert.Equal(StepRefusal.NoRight, await district.TryAsync("c1", "recheck_pass", CaseDistrict.Roads, Nine.AddDays(1)));
        Assert.Equal(StepRefusal.NoRight, await district.TryAsync("c1", "recheck_fail", CaseDistrict.Member, Nine.AddDays(1)));
        Assert.Equal(StepRefusal.Inside, await district.TryAsync("c1", "recheck_pass", CaseDistrict.Centre, Nine.AddDays(1)));
        Assert.Equal(StepRefusal.Inside, await district.TryAsync("c1", "recheck_fail", CaseDistrict.Insider, Nine.AddDays(1)));
        // As it was said to be: noted, nothing else.
        var state = await district.TakeAsync("c1", "recheck_pass", CaseDistrict.Leader, Nine.AddDays(1));
        Assert.Equal((CaseStage.Closed, 0, Nine.AddHours(2)), (state.Stage, state.Reopens, state.Ended));
        // Not as said: opened again, with its host, and its clock goes on where it stood.
        state = await district.TakeAsync("c1", "recheck_fail", CaseDistrict.Administrator, Nine.AddDays(2), new(Reason: "还在漏"));
        Assert.Equal((CaseStage.Dispatched, 1, "water"), (state.Stage, state.Reopens, await test.CodeAsync(state.Holder)));
        await test.AssertIdenticalAsync();
    }

    [Fact]
    public async Task What_stood_closed_at_a_position_stands_there_whatever_happened_since()
    {
        await using var test = await Bench.MakeAsync(Server);
        var district = test.District;
        var numbers = new List<long>();
        foreach (var (i, id) in new[] { "a", "b", "c", "d" }.Index())
        {
            numbers.Add(await district.ReportAsync(id, Nine, "hole"));
            await district.TakeAsync(id, "dispatch", CaseDistrict.Centre, Nine);
            await district.TakeAsync(id, "handle", CaseDistrict.Roads, Nine.AddHours(1));
            if (id != "d") await district.TakeAsync(id, "verify", CaseDistrict.Member, Nine.AddDays(i).AddHours(2));
        }
        var at = await test.HeadAsync();
        Assert.Equal(numbers[..3], await test.ClosedAsync(at, Nine, Nine.AddDays(3)));
        Assert.Equal(numbers[1..2], await test.ClosedAsync(at, Nine.AddDays(1), Nine.AddDays(2)));
        await district.TakeAsync("a", "recheck_fail", CaseDistrict.Leader, Nine.AddDays(3));
        await district.TakeAsync("b", "note", CaseDistrict.Leader, Nine.AddDays(3));
        await district.TakeAsync("d", "verify", CaseDistrict.Member, Nine.AddDays(2).AddHours(3));
        Assert.Equal(numbers[..3], await test.ClosedAsync(at, Nine, Nine.AddDays(3)));
        Assert.Equal(numbers[1..], await test.ClosedAsync(await test.HeadAsync(), Nine, Nine.AddDays(3)));
    }

    [Fact]
    public async Task Whoever_helps_may_handle()
    {
        await using var test = await Bench.MakeAsync(Server);
        await test.District.ReportAsync("c1", Nine);
        await test.District.TakeAsync("c1", "dispatch", CaseDistrict.Centre, Nine);
        var state = await test.District.TakeAsync("c1", "handle", CaseDistrict.Roads, Nine.AddHours(1), new(Photo: "a.jpg"));
        Assert.Equal(CaseStage.Handled, state.Stage);
    }

    [Fact]
    public async Task A_step_that_comes_before_its_case_waits_for_it()
    {
        await using var test = await Bench.MakeAsync(Server);
        await test.District.StepAsync("s1", "c1", "register", CaseDistrict.Centre, Nine.AddMinutes(5));
        Assert.Equal([1L], await test.Test.ColumnAsync<long>("SELECT COUNT(*) FROM waiting WHERE reason = 5"));
        await test.District.ReportAsync("c1", Nine);
        Assert.Equal(CaseStage.Registered, (await test.District.CaseAsync("c1")).State.Stage);
        Assert.Equal([0L], await test.Test.ColumnAsync<long>("SELECT COUNT(*) FROM waiting"));
        await test.AssertIdenticalAsync();
    }

    [Fact]
    public async Task The_second_return_goes_up_and_only_a_ruling_moves_it()
    {
        await using var test = await Bench.MakeAsync(Server);
        var district = test.District;
        var cites = new StepArguments(Unit: "roads", Clause: "第三条");
        await district.ReportAsync("c1", Nine);
        await district.TakeAsync("c1", "dispatch", CaseDistrict.Centre, Nine);
        await district.TakeAsync("c1", "return", CaseDistrict.Water, Nine, cites);
        await district.TakeAsync("c1", "dispatch", CaseDistrict.Centre, Nine, new(Unit: "roads"));
        var state = await district.TakeAsync("c1", "return", CaseDistrict.Roads, Nine, cites with { Unit = "water" });
        Assert.True(state.Disputed);
        Assert.Equal(StepRefusal.Stage, await district.TryAsync("c1", "dispatch", CaseDistrict.Centre, Nine));
        Assert.Equal(StepRefusal.NoRight, await district.TryAsync("c1", "rule", CaseDistrict.Centre, Nine, new(Unit: "water")));
        state = await district.TakeAsync("c1", "rule", CaseDistrict.Administrator, Nine, new(Unit: "water"));
        Assert.Equal((2, "water"), (state.Returns, await test.CodeAsync(state.Host)));
        Assert.Equal(StepRefusal.Stage, await district.TryAsync("c1", "return", CaseDistrict.Water, Nine, cites));
        await test.AssertIdenticalAsync();
    }

    [Fact]
    public async Task A_pause_moves_the_limit_by_its_working_time_and_sending_back_does_not_restart_the_clock()
    {
        await using var test = await Bench.MakeAsync(Server);
        var district = test.District;
        await district.ReportAsync("c1", Nine, "hole");
        await district.TakeAsync("c1", "dispatch", CaseDistrict.Centre, Nine);
        Assert.Equal(Nine.AddDays(3), (await district.CaseAsync("c1")).State.Due!.At);
        Assert.Null((await district.TakeAsync("c1", "suspend", CaseDistrict.Administrator, Nine.AddHours(1))).Due);
        Assert.Equal(Nine.AddDays(3).AddHours(2), (await district.TakeAsync("c1", "resume", CaseDistrict.Administrator, Nine.AddHours(3))).Due!.At);
        await district.TakeAsync("c1", "handle", CaseDistrict.Roads, Nine.AddHours(7));
        var state = await district.TakeAsync("c1", "send_back", CaseDistrict.Member, Nine.AddHours(8));
        Assert.Equal((CaseStage.SignedFor, 1, Nine.AddDays(3).AddHours(2)), (state.Stage, state.SendBacks, state.Due!.At));
    }

    [Fact]
    public async Task A_day_off_announced_later_moves_what_runs_and_leaves_what_was_over()
    {
        await using var test = await Bench.MakeAsync(Server);
        var district = test.District;
        foreach (var id in new[] { "runs", "over" })
        {
            await district.ReportAsync(id, Nine, "hole");
            await district.TakeAsync(id, "dispatch", CaseDistrict.Centre, Nine);
        }
        await district.TakeAsync("over", "handle", CaseDistrict.Roads, Nine.AddHours(1));
        await district.TakeAsync("over", "verify", CaseDistrict.Member, Nine.AddDays(3).AddHours(1));
        var before = (await district.CaseAsync("over")).State;
        Assert.Equal((Nine.AddDays(3), false), (before.Due!.At, before.InTime));
        var position = before.Changed;

        // Thursday and Friday are given off: three working days from Tuesday morning end on the next Monday.
        await district.EnterAsync(EntryKind.Calendar, BodyJson.Write(CalendarBody.Default with
        {
            Days = [new CalendarDay(new DateOnly(2021, 6, 3), DayKind.Holiday, new LocalText("放假")), new CalendarDay(new DateOnly(2021, 6, 4), DayKind.Holiday, new LocalText("放假"))],
        }));

        Assert.Equal(Nine.AddDays(7), (await district.CaseAsync("runs")).State.Due!.At);
        Assert.Equal([JournalTime.ToMicroseconds(Nine.AddDays(7))], await test.Test.ColumnAsync<long>("SELECT due FROM case_state WHERE is_open = 1"));
        Assert.Equal(Nine.AddDays(3), (await district.CaseAsync("runs", position)).State.Due!.At);
        // A remark on what was over changes neither it nor the counts.
        var over = await district.TakeAsync("over", "note", CaseDistrict.Centre, Nine.AddDays(4));
        Assert.Equal((Nine.AddDays(3), false), (over.Due!.At, over.InTime));
        Assert.Equal(await test.RecountAsync("runs", "over"), await test.KeptCountsAsync());
        await test.AssertIdenticalAsync();
    }

    [Fact]
    public async Task A_corrected_or_rejected_record_changes_the_case_that_it_opened_or_stepped()
    {
        await using var test = await Bench.MakeAsync(Server);
        var district = test.District;
        var opened = await district.ReportAsync("c1", Nine, "pipe");
        var before = opened;
        await district.ReportAsync("c1b", Nine, "cover", corrects: "c1");
        var detail = await district.CaseAsync("c1");
        Assert.Equal(("cover", CaseStage.Reported), (detail.State.Category, detail.State.Stage));
        Assert.Equal("pipe", (await district.CaseAsync("c1", before)).State.Category);

        var step = await district.StepAsync("s1", "c1", "dispatch", CaseDistrict.Centre, Nine, new(Unit: "water"));
        await district.ReviewAsync(step, Verdict.Reject);
        Assert.Equal(CaseStage.Reported, (await district.CaseAsync("c1")).State.Stage);
        await district.ReviewAsync(step, Verdict.Restore);
        Assert.Equal(CaseStage.Dispatched, (await district.CaseAsync("c1")).State.Stage);
        await district.ReportAsync("c1c", Nine, "cover", problem: "no", corrects: "c1b");
        Assert.Equal(CaseStage.Withdrawn, (await district.CaseAsync("c1")).State.Stage);
        await test.AssertIdenticalAsync();
    }

    [Fact]
    public async Task A_step_taken_back_leaves_the_case_as_it_was_and_its_log_says_both()
    {
        await using var test = await Bench.MakeAsync(Server);
        var district = test.District;
        await district.ReportAsync("c1", Nine);
        await district.TakeAsync("c1", "register", CaseDistrict.Centre, Nine);
        var before = (await district.CaseAsync("c1")).State;
        var step = await district.StepAsync("s1", "c1", "dispatch", CaseDistrict.Centre, Nine.AddMinutes(5));
        // Nobody else takes it back, and nobody after a day.
        Assert.False(await district.TakeBackAsync("c1", step, CaseDistrict.Administrator, Nine.AddMinutes(6)));
        Assert.False(await district.TakeBackAsync("c1", step, CaseDistrict.Centre, Nine.AddDays(2)));
        // A remark is nothing that is built on a step.
        await district.TakeAsync("c1", "note", CaseDistrict.Member, Nine.AddMinutes(6), new(Reason: "知道了"));
        Assert.True(await district.TakeBackAsync("c1", step, CaseDistrict.Centre, Nine.AddMinutes(7)));
        var detail = await district.CaseAsync("c1");
        Assert.Equal(
            (before.Stage, before.Holder, before.Host, before.Due, before.Since, before.Registered),
            (detail.State.Stage, detail.State.Holder, detail.State.Host, detail.State.Due, detail.State.Since, detail.State.Registered));
        Assert.Equal(before.Holds, detail.State.Holds);
        var (taken, by) = Assert.Single(detail.TakenBack);
        Assert.Equal((CaseStep.Dispatch, CaseDistrict.Centre, Nine.AddMinutes(7)), (taken.Said.Step, by.Person, by.At));
        Assert.Equal(await test.RecountAsync("c1"), await test.KeptCountsAsync());
        // Twice is once, and what was taken back can be done again.
        var changed = detail.State.Changed;
        Assert.True(await district.TakeBackAsync("c1", step, CaseDistrict.Centre, Nine.AddMinutes(8)));
        Assert.Equal(changed, (await district.CaseAsync("c1")).State.Changed);
        Assert.Equal(CaseStage.Dispatched, (await district.TakeAsync("c1", "dispatch", CaseDistrict.Centre, Nine.AddMinutes(9))).Stage);
        await test.AssertIdenticalAsync();
    }

    [Fact]
    public async Task What_somebody_has_gone_on_with_is_not_taken_back()
    {
        await using var test = await Bench.MakeAsync(Server);
        var district = test.District;
        await district.ReportAsync("c1", Nine);
        var step = await district.StepAsync("s1", "c1", "dispatch", CaseDistrict.Centre, Nine);
        await district.TakeAsync("c1", "sign", CaseDistrict.Water, Nine.AddMinutes(1));
        Assert.False(await district.TakeBackAsync("c1", step, CaseDistrict.Centre, Nine.AddMinutes(2)));
        Assert.Equal(CaseStage.SignedFor, (await district.CaseAsync("c1")).State.Stage);
        Assert.Empty((await district.CaseAsync("c1")).TakenBack);
        await test.AssertIdenticalAsync();
    }

    [Fact]
    public async Task Merging_is_a_record_and_can_be_undone()
    {
        await using var test = await Bench.MakeAsync(Server);
        var district = test.District;
        await district.ReportAsync("c1", Nine);
        await district.ReportAsync("c2", Nine);
        Assert.Equal(StepRefusal.NoOther, await district.TryAsync("c2", "merge", CaseDistrict.Centre, Nine, new(Into: "c9")));
        Assert.Equal(CaseStage.Merged, (await district.TakeAsync("c2", "merge", CaseDistrict.Centre, Nine, new(Into: "c1"))).Stage);
        Assert.Equal(CaseStage.Reported, (await district.TakeAsync("c2", "unmerge", CaseDistrict.Centre, Nine)).Stage);
        await test.AssertIdenticalAsync();
    }

    [Fact]
    public async Task Lists_show_what_is_late_to_those_who_have_to_do_with_it()
    {
        await using var test = await Bench.MakeAsync(Server);
        var district = test.District;
        await district.ReportAsync("late", Nine);
        await district.TakeAsync("late", "dispatch", CaseDistrict.Centre, Nine);
        await district.ReportAsync("early", Nine.AddDays(2), "hole");
        await district.TakeAsync("early", "dispatch", CaseDistrict.Centre, Nine.AddDays(2));
        await district.ReportAsync("closed", Nine);
        await district.TakeAsync("closed", "dispatch", CaseDistrict.Centre, Nine);
        await district.TakeAsync("closed", "handle", CaseDistrict.Water, Nine, new(Photo: "p"));
        await district.TakeAsync("closed", "verify", CaseDistrict.Member, Nine);

        Assert.Equal("路边late", await test.ListAsync(CaseFilter.Late, "district", "east", "water", "roads"));
        Assert.Equal("路边late 路边early", await test.ListAsync(CaseFilter.Open, "district", "east", "water", "roads"));
        Assert.Equal("路边closed", await test.ListAsync(CaseFilter.Over, "district", "east", "water", "roads"));
        Assert.Equal("路边late", await test.ListAsync(CaseFilter.Open, "water"));
        // The roads department helps with the pipe.
        Assert.Equal("路边late 路边early", await test.ListAsync(CaseFilter.Open, "roads"));
        Assert.Equal("", await test.ListAsync(CaseFilter.Open));
    }

    /// <summary>
    /// Random steps by random people: what a plain table of rules forbids does not get through, what it allows does; clocks agree with a walk over
    /// minutes; counts are those of a recount; a rebuild is identical.
    /// </summary>
    [Fact]
    public async Task Random_steps_by_random_people_obey_the_rules()
    {
        var words = CaseWords.Steps.Keys.Where(word => word is not ("merge" or "unmerge")).Order(StringComparer.Ordinal).ToArray();
        PersonNo[] people = [CaseDistrict.Member, CaseDistrict.Centre, CaseDistrict.Water, CaseDistrict.Roads, CaseDistrict.Leader, CaseDistrict.Administrator, CaseDistrict.Stranger, CaseDistrict.Insider];
        // Each sample is a database of its own: a few of them, long, and the same in every run.
        for (var sample = 0; sample < (Server is null ? 6 : 2); sample++)
        {
            await using var test = await Bench.MakeAsync(Server);
            var district = test.District;
            var models = new[] { new CaseModel("pipe"), new CaseModel("hole") };
            await district.ReportAsync("case0", Nine, "pipe");
            await district.ReportAsync("case1", Nine, "hole");
            var at = Nine;
            var chance = new Random(sample);
            for (var i = 0; i < 120; i++)
            {
                at = at.AddMinutes(chance.Next(1, 240));
                var (which, word, who, complete) = (chance.Next(2), chance.Next(words.Length), chance.Next(people.Length), chance.Next(4) > 0);
                var arguments = complete
                    ? new StepArguments("roads", null, "第三条", "说明", new DateOnly(2021, 7, 1), null, words[word] == "dismiss" ? "not_ours" : null, "after.jpg")
                    : new StepArguments();
                var before = models[which].Copy();
                var expected = models[which].Try(words[word], people[who], complete, at);
                var record = await district.StepAsync(Guid.NewGuid().ToString(), $"case{which}", words[word], people[who], at, arguments);
                var refusal = (await district.CaseAsync($"case{which}")).Lines.Single(line => line.Root == record).Refusal;
                Assert.True(expected == (refusal == StepRefusal.None), $"{words[word]} by {people[who]} from {models[which].Stage}: {refusal}");
                // Now and then somebody wants it back; only whoever took it gets it.
                if (chance.Next(4) == 0)
                {
                    var wants = chance.Next(3) > 0 ? who : chance.Next(people.Length);
                    var back = await district.TakeBackAsync($"case{which}", record, people[wants], at.AddMinutes(1));
                    Assert.Equal(expected && wants == who, back);
                    if (back) models[which] = before;
                }
                var state = (await district.CaseAsync($"case{which}")).State;
                Assert.Equal(models[which].Stage, state.Stage);
                if (which == 0) Assert.Equal(models[which].Due(), state.Due?.At);
            }
            Assert.Equal(await test.RecountAsync("case0", "case1"), await test.KeptCountsAsync());
            await test.AssertIdenticalAsync();
        }
    }

    private sealed class Bench(TestStore test, JournalWriter journal, CaseDistrict district) : IAsyncDisposable
    {
        public TestStore Test => test;
        public CaseDistrict District => district;

        public static async Task<Bench> MakeAsync(PostgresServer? server)
        {
            var test = await TestStore.MakeAsync(server);
            var journal = test.OpenJournal();
            return new Bench(test, journal, await new CaseDistrict(test.Store, journal).SetUpAsync());
        }

        public async Task<string> CodeAsync(UnitNo unit) => (await test.Store.DefinitionAsync(CaseDistrict.Id)).Units.Find(unit)?.Code ?? "";

        public async Task<long> HeadAsync() => (await test.Store.HeadAsync(CaseDistrict.Id))!.Seq;

        /// <summary>The problems that stood closed at a position.</summary>
        public async Task<IEnumerable<long>> ClosedAsync(long at, DateTimeOffset from, DateTimeOffset until)
        {
            var definition = await test.Store.DefinitionAsync(CaseDistrict.Id);
            await using var snapshot = await Snapshot.OpenAsync(test.Store, CaseDistrict.Id);
            return (await ClosedCases.ReadAsync(
                snapshot, definition.FindCampaign("clean")!.No, CaseKind.Problem, from, until, at, definition.CalendarOf)).Select(one => one.Root);
        }

        public async Task<long> TallyAsync(string indicator)
        {
            var id = (await test.Store.DefinitionAsync(CaseDistrict.Id)).FindCampaign("clean")!.Find(indicator)!.Id.Indicator;
            return (await test.ColumnAsync<long>($"SELECT CAST(COALESCE(SUM(value), 0) AS bigint) FROM entry WHERE ind = {id}"))[0];
        }

        public async Task<string> ListAsync(CaseFilter filter, params string[] units)
        {
            var definition = await test.Store.DefinitionAsync(CaseDistrict.Id);
            await using var snapshot = await Snapshot.OpenAsync(test.Store, CaseDistrict.Id);
            var seen = units.Select(code => definition.Units.Find(code)!.No).ToList();
            var query = new CaseQuery
            {
                Sights = [new Sight(definition.FindCampaign("clean")!.No, seen, seen.Count == definition.Units.All.Count)],
                Now = Nine.AddDays(2),
                Filter = filter,
                Limit = 1,
            };
            // Page by page, as a reader does.
            var found = new List<string>();
            while (true)
            {
                var page = await CaseList.ReadAsync(snapshot, query);
                found.AddRange(page.Cases.Select(item => item.What!));
                if (page.Next is not { } next) break;
                query = query with { After = next };
            }
            Assert.Equal(found.Count, (await CaseList.CountAsync(snapshot, query)).N);
            return string.Join(' ', found);
        }

        /// <summary>However a list is asked for, it is as long as its count says.</summary>
        private async Task AssertCountsAsync()
        {
            var definition = await test.Store.DefinitionAsync(CaseDistrict.Id);
            await using var snapshot = await Snapshot.OpenAsync(test.Store, CaseDistrict.Id);
            var all = new CaseQuery { Sights = [new Sight(definition.FindCampaign("clean")!.No, [.. definition.Units.All.Select(unit => unit.No)], true)], Now = Nine, Limit = 1000 };
            foreach (var filter in Enum.GetValues<CaseFilter>())
            {
                foreach (var stage in Enum.GetValues<CaseStage>().Select(stage => (CaseStage?)stage).Append(null))
                {
                    foreach (var suspended in new bool?[] { null, true })
                    {
                        var query = all with { Filter = filter, Stage = stage, Suspended = suspended };
                        foreach (var narrowed in new[] { query, query with { Category = "pipe", Units = [definition.Units.Find("east")!.No] }, query with { Host = definition.Units.Find("water")!.No } })
                        {
                            Assert.Equal(
                                (filter, stage, suspended, (await CaseList.ReadAsync(snapshot, narrowed)).Cases.Count),
                                (filter, stage, suspended, (int)(await CaseList.CountAsync(snapshot, narrowed)).N));
                        }
                    }
                }
            }
        }

        public async Task<SortedDictionary<string, long>> KeptCountsAsync() =>
            Sorted(await test.ColumnAsync<string>("SELECT CONCAT_WS(' ', unit, category, host, measure) || '=' || n FROM case_count WHERE n <> 0"));

        public async Task<SortedDictionary<string, long>> RecountAsync(params string[] cases)
        {
            var definition = await test.Store.DefinitionAsync(CaseDistrict.Id);
            var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var id in cases)
            {
                var state = (await district.CaseAsync(id)).State;
                var row = CaseRow.Of(state, 1, new DateOnly(2021, 6, 1), at => definition.CalendarOf(state.Unit, at));
                foreach (var (measure, n) in row.Measures())
                {
                    var key = $"{row.Place.Unit.Value} {row.Place.Category} {row.Place.Host.Value} {(int)measure}";
                    counts[key] = counts.GetValueOrDefault(key) + n;
                }
            }
            return counts;
        }

        private static SortedDictionary<string, long> Sorted(IEnumerable<string> lines) =>
            new(lines.ToDictionary(line => line.Split('=')[0], line => long.Parse(line.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture)), StringComparer.Ordinal);

        public async Task AssertIdenticalAsync()
        {
            await AssertCountsAsync();
            var comparison = await Rebuilding.VerifyAsync(test.Store, CaseDistrict.Id);
            Assert.True(comparison.Differences.Count == 0, string.Join("; ", comparison.Differences));
        }

        public async ValueTask DisposeAsync()
        {
            await journal.DisposeAsync();
            await test.DisposeAsync();
        }
    }
}
