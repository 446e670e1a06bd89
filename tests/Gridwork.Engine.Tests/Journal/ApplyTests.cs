using CsCheck;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;
using Gridwork.Engine.Tests.Campaigns;

namespace Gridwork.Engine.Tests.Journal;

/// <summary>The lives of records: corrections, reviews, late photos, keys that fall, in any order of arrival. Entries begin at position 6.</summary>
public sealed class ApplyTests
{
    private readonly MemoryJournal journal = new(Visits.District);

    [Fact]
    public void A_record_counts_where_it_belongs()
    {
        journal.Send(new Visit("r1") { Places = "3", Waste = "7", SeenOn = "2021-05-20", House = "h1", Finds = "a,b" });
        Assert.Equal(
            """
            places: east 05-27 3
            places.stall: east 05-27 3
            places.sign: 
            places.declared: 
            waste: east 05-20 7
            people: east 05-27 1
            everyone: east 05-27 1
            finds: east 05-27 2
            """.ReplaceLineEndings("\n"),
            journal.Tallies());
        Assert.Equal(new RecordRow(6, 6, 1, 1, Visits.East, CellNo.None, new DateOnly(2021, 5, 27), Visits.Clerk, Standing.Counts, 0), journal.Records[6]);
        Assert.Equal([new Turn(6, 0, 6, null, 6, new DateOnly(2021, 5, 27))], journal.Turns);
    }

    [Fact]
    public void S05_a_chain_of_corrections_counts_its_last_record_on_the_roots_day()
    {
        journal.Send(new Visit("r1") { Places = "3" });
        journal.Send(new Visit("r2") { Places = "5", Village = "west", Corrects = "r1", End = "2021-05-27T09:41:00.000+08:00" });
        journal.Send(new Visit("r3") { Places = "8", Corrects = "r2", End = "2021-05-26T09:00:00.000+08:00" });
        Assert.Equal("east 05-27 8", journal.Tally("places"));
        Assert.Equal([3L, -3L, 5L, -5L, 8L], journal.Posts.Where(post => post.Indicator.Indicator == 1).Select(post => post.Value));
        Assert.Equal((6L, 8L), (Assert.Single(journal.Records.Values).Root, journal.Records[6].Head));
        Assert.Equal(
            [
                new Revision(6, 6, null, RevisionState.Replaced, 6), new Revision(7, 6, 6, RevisionState.Replaced, 7),
                new Revision(8, 6, 7, RevisionState.Head, 8),
            ],
            journal.Revisions.Values.OrderBy(revision => revision.Seq));
    }

    [Fact]
    public void Corrections_that_come_first_take_effect_where_their_record_came()
    {
        journal.Send(new Visit("r3") { Places = "8", Corrects = "r2" });
        journal.Send(new Visit("r2") { Places = "5", Corrects = "r1" });
        Assert.Equal("", journal.Tally("places"));
        Assert.Equal([WaitReason.Predecessor, WaitReason.Predecessor], journal.Waiting.Values.Select(row => row.Reason));
        Assert.All(journal.Records.Values, row => Assert.Equal(Standing.Waits, row.Standing));

        journal.Send(new Visit("r1") { Places = "3" });
        Assert.Equal("east 05-27 8", journal.Tally("places"));
        Assert.Empty(journal.Waiting);
        Assert.Equal((8L, 6L), (Assert.Single(journal.Records.Values).Root, journal.Records[8].Head));
        Assert.Equal([(8L, 0), (8L, 1), (8L, 2)], journal.Turns.Select(turn => (turn.Pos, turn.Ord)));
        Assert.Equal([8L], journal.Revisions.Values.Select(revision => revision.Pos).Distinct());
    }

    [Fact]
    public void A_second_correction_of_the_same_record_waits_for_a_clerk()
    {
        journal.Send(new Visit("r1") { Places = "1" });
        journal.Send(new Visit("r2") { Places = "2", Corrects = "r1" });
        var contested = journal.Send(new Visit("r3") { Places = "4", Corrects = "r1" });
        Assert.Equal(WaitReason.Contested, journal.Waiting[contested].Reason);
        Assert.Equal("east 05-27 2", journal.Tally("places"));
        journal.Review(contested, Verdict.Accept);
        Assert.Equal("east 05-27 4", journal.Tally("places"));
        Assert.Equal(contested, journal.Records[6].Head);
        Assert.Empty(journal.Waiting);
    }

    [Fact]
    public void Of_two_corrections_that_came_first_the_earlier_counts()
    {
        journal.Send(new Visit("r2") { Places = "2", Corrects = "r1" });
        var later = journal.Send(new Visit("r3") { Places = "4", Corrects = "r1" });
        journal.Send(new Visit("r1") { Places = "1" });
        Assert.Equal("east 05-27 2", journal.Tally("places"));
        Assert.Equal(WaitReason.Contested, Assert.Single(journal.Waiting).Value.Reason);
        Assert.True(journal.Waiting.ContainsKey(later));
    }

    [Fact]
    public void A_record_that_corrects_itself_waits()
    {
        var seq = journal.Send(new Visit("r1") { Corrects = "r1" });
        Assert.Equal(WaitReason.Misfit, journal.Waiting[seq].Reason);
        journal.Review(seq, Verdict.Accept);
        Assert.Equal(Standing.Waits, journal.Records[seq].Standing);
        journal.Review(seq, Verdict.Alone);
        Assert.Equal((Standing.Counts, "east 05-27 1"), (journal.Records[seq].Standing, journal.Tally("places")));
    }

    [Fact]
    public void Two_records_that_correct_each_other_wait_for_ever()
    {
        journal.Send(new Visit("r1") { Corrects = "r2" });
        journal.Send(new Visit("r2") { Corrects = "r1" });
        Assert.Equal([WaitReason.Predecessor, WaitReason.Predecessor], journal.Waiting.Values.Select(row => row.Reason));
        Assert.Empty(journal.Posts);
        journal.Review(6, Verdict.Alone);
        // What waited for the one that now stands alone takes effect with it.
        Assert.Equal(7, journal.Records[6].Head);
        Assert.Empty(journal.Waiting);
        Assert.Equal("east 05-27 1", journal.Tally("places"));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public void Only_who_may_correct_a_record_corrects_it(int person, bool may)
    {
        journal.Send(new Visit("r1") { Places = "1" }, Visits.Member);
        var seq = journal.Send(new Visit("r2") { Places = "2", Corrects = "r1" }, new PersonNo(person));
        Assert.Equal(may ? "east 05-27 2" : "east 05-27 1", journal.Tally("places"));
        Assert.Equal(may ? null : WaitReason.NoRight, journal.Waiting.GetValueOrDefault(seq)?.Reason);
    }

    [Fact]
    public void A_member_may_not_correct_what_another_village_recorded()
    {
        journal.Send(new Visit("r1") { Village = "west" });
        var seq = journal.Send(new Visit("r2") { Places = "9", Corrects = "r1" }, Visits.Member);
        Assert.Equal(WaitReason.NoRight, journal.Waiting[seq].Reason);
        journal.Review(seq, Verdict.Accept);
        Assert.Equal("east 05-27 9", journal.Tally("places"));
    }

    [Fact]
    public void A_record_of_another_form_corrects_nothing()
    {
        journal.Send(new Visit("r1") { Places = "1" });
        var seq = journal.Send(new Visit("r2") { Form = "report", Places = "40", Corrects = "r1" });
        Assert.Equal(WaitReason.Misfit, journal.Waiting[seq].Reason);
        journal.Review(seq, Verdict.Accept);
        Assert.Equal(("east 05-27 1", "", WaitReason.Misfit), (journal.Tally("places"), journal.Tally("places.declared"), journal.Waiting[seq].Reason));
        journal.Review(seq, Verdict.Alone);
        Assert.Equal("hefan 05-27 40", journal.Tally("places.declared"));
    }

    [Fact]
    public void A_rejected_record_counts_nothing_until_it_is_restored()
    {
        journal.Send(new Visit("r1") { Places = "3", House = "h1" });
        var reject = journal.Review(6, Verdict.Reject);
        Assert.Equal(("", "", Standing.Rejected), (journal.Tally("places"), journal.Tally("everyone"), journal.Records[6].Standing));
        Assert.Equal(new Turn(reject, 0, 6, 6, null, new DateOnly(2021, 5, 27)), journal.Turns[^1]);
        var again = journal.Effects.Count;
        journal.Review(6, Verdict.Reject);
        Assert.Equal(again, journal.Effects.Count);

        var correction = journal.Send(new Visit("r2") { Places = "4", Corrects = "r1" });
        Assert.Equal(WaitReason.Contested, journal.Waiting[correction].Reason);
        journal.Review(6, Verdict.Restore);
        Assert.Equal(("east 05-27 3", "east 05-27 1", Standing.Counts), (journal.Tally("places"), journal.Tally("everyone"), journal.Records[6].Standing));
    }

    [Fact]
    public void A_rejected_correction_waits_no_longer()
    {
        journal.Send(new Visit("r1"));
        var seq = journal.Send(new Visit("r2") { Corrects = "r1" }, Visits.Stranger);
        journal.Review(seq, Verdict.Reject);
        Assert.Empty(journal.Waiting);
        Assert.Equal((Standing.Rejected, Standing.Counts), (journal.Records[seq].Standing, journal.Records[6].Standing));
        Assert.Equal(1, journal.Counts[(1, Visits.East, Standing.Rejected)]);
        Assert.Equal(0, journal.Counts[(1, Visits.East, Standing.Waits)]);
    }

    [Fact]
    public void A_review_of_what_is_no_record_changes_nothing()
    {
        journal.Review(3, Verdict.Accept);
        Assert.Empty(journal.Effects);
    }

    [Fact]
    public void A_record_that_breaks_a_rule_counts_and_is_flagged()
    {
        journal.Send(new Visit("r1") { Places = "-2" });
        Assert.Equal((Standing.Flagged, "east 05-27 -2"), (journal.Records[6].Standing, journal.Tally("places")));
        Assert.Equal(1, journal.Counts[(1, Visits.East, Standing.Flagged)]);
    }

    [Fact]
    public void A_late_photo_fills_the_record_that_speaks_now()
    {
        var record = new Visit("r1") { Photo = "p.jpg" };
        journal.Send(record);
        journal.Send(new Visit("r2") { Photo = "p.jpg", Corrects = "r1" });
        Assert.Equal(1, journal.Records[6].Missing);
        var late = journal.Send(record, files: Visit.File("p.jpg"));
        Assert.Equal(0, journal.Records[6].Missing);
        Assert.Equal((8L, 8L), (journal.Files[(6, "p.jpg")].Entry, journal.Files[(7, "p.jpg")].Entry));
        Assert.Equal(8, late);
        Assert.Equal(2, journal.Turns.Count);
    }

    [Fact]
    public void A_correction_inherits_the_photos_that_it_still_names()
    {
        journal.Send(new Visit("r1") { Photo = "p.jpg" }, files: Visit.File("p.jpg"));
        journal.Send(new Visit("r2") { Photo = "p.jpg", Corrects = "r1" });
        journal.Send(new Visit("r3") { Photo = "q.jpg", Corrects = "r2" });
        Assert.Equal(new AttachmentRow(7, "p.jpg", Visit.File("p.jpg"), 6, Expected: true), journal.Files[(7, "p.jpg")]);
        Assert.Equal((null, 1), (journal.Files[(8, "q.jpg")].File, journal.Records[6].Missing));
    }

    [Fact]
    public void S07_a_file_that_nothing_names_is_kept_as_extra()
    {
        journal.Send(new Visit("r1") { Photo = "front.jpg" }, files: [Visit.File("extra.jpg")]);
        Assert.Equal([("extra.jpg", false, true), ("front.jpg", true, false)],
            journal.Files.Values.OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => (file.Name, file.Expected, file.File is not null)));
        Assert.Equal(1, journal.Records[6].Missing);
    }

    [Fact]
    public void S13_same_id_other_content_counts_nothing_twice()
    {
        journal.Send(new Visit("r1") { Places = "1" });
        journal.Send(new Visit("r1") { Places = "2" });
        journal.Send(new Visit("r1") { Places = "2" });
        journal.Send(new Visit("r1") { Places = "1" });
        Assert.Equal((7L, "east 05-27 1"), (journal.Head, journal.Tally("places")));
        Assert.IsType<Effect.KeepAside>(journal.Effects[^1]);
    }

    [Fact]
    public void When_the_holder_of_a_key_falls_the_next_root_counts()
    {
        journal.Send(new Visit("r1") { House = "h1" });
        journal.Send(new Visit("r2") { House = "h1", Village = "west" });
        journal.Send(new Visit("r3") { House = "h1", Village = "west" });
        Assert.Equal(("east 05-27 1", "east 05-27 1, west 05-27 1"), (journal.Tally("everyone"), journal.Tally("people")));
        journal.Send(new Visit("c1") { House = "h9", Corrects = "r1" });
        Assert.Equal(("east 05-27 1, west 05-27 1", "east 05-27 1, west 05-27 1"), (journal.Tally("everyone"), journal.Tally("people")));
        journal.Review(7, Verdict.Reject);
        Assert.Equal(("east 05-27 1, west 05-27 1", "east 05-27 1, west 05-27 1"), (journal.Tally("everyone"), journal.Tally("people")));
        journal.Review(8, Verdict.Reject);
        Assert.Equal(("east 05-27 1", "east 05-27 1"), (journal.Tally("everyone"), journal.Tally("people")));
        // Restored, it takes its place behind the one that holds the key now.
        journal.Review(6, Verdict.Reject);
        journal.Review(8, Verdict.Restore);
        journal.Review(7, Verdict.Restore);
        Assert.Equal("west 05-27 1", journal.Tally("everyone"));
    }

    [Fact]
    public void More_claims_on_a_key_than_a_view_holds_pass_it_on_one_by_one()
    {
        for (var i = 0; i < 30; i++) journal.Send(new Visit($"r{i}") { House = "h1" });
        journal.Append([.. Enumerable.Range(0, 30).Select(i => new Visit($"c{i}") { House = $"w{i}", Corrects = $"r{i}" }.Read(Visits.District))]);
        Assert.Equal("east 05-27 30", journal.Tally("everyone"));
        Assert.All(journal.Records.Values, row => Assert.Equal(row.Root + 30, row.Head));
    }

    [Fact]
    public void Any_split_into_groups_gives_the_same_effects() =>
        (from history in History.Gen from sizes in Gen.Int[1, 12].Array[1, 12] select (history, sizes)).Sample(
            sample =>
            {
                var one = new MemoryJournal(Visits.District);
                foreach (var visit in sample.history.Shuffled) one.Append([visit.Read(Visits.District)]);
                var grouped = new MemoryJournal(Visits.District);
                for (int at = 0, i = 0; at < sample.history.Shuffled.Count; at += sample.sizes[i++ % sample.sizes.Length])
                    grouped.Append([.. sample.history.Shuffled.Skip(at).Take(sample.sizes[i % sample.sizes.Length]).Select(visit => visit.Read(Visits.District))]);
                Assert.Equal(string.Join('\n', one.Effects), string.Join('\n', grouped.Effects));
            },
            iter: 100, threads: 1);

    [Fact]
    public void Any_order_of_arrival_ends_in_the_same_tallies() =>
        History.Gen.Sample(
            history =>
            {
                var inOrder = new MemoryJournal(Visits.District);
                foreach (var visit in history.InOrder) inOrder.Send(visit);
                var shuffled = new MemoryJournal(Visits.District);
                foreach (var visit in history.Shuffled) shuffled.Send(visit);
                Assert.Equal(Totals(inOrder), Totals(shuffled));
                Assert.Empty(shuffled.Waiting);
                Assert.Equal(
                    inOrder.Counts.Where(count => count.Value != 0).OrderBy(count => count.Key.Unit.Value),
                    shuffled.Counts.Where(count => count.Value != 0).OrderBy(count => count.Key.Unit.Value));
            },
            iter: 100, threads: 1);

    /// <summary>The tallies; of distinct counts the sums, for which of equal keys is counted where follows the journal's order.</summary>
    private static string Totals(MemoryJournal journal) =>
        string.Join('\n', new[] { "places", "places.stall", "places.sign", "waste", "finds" }.Select(journal.Tally))
        + "\n" + journal.Posts.Where(post => post.Indicator.Indicator == 6).Sum(post => post.Value)
        + " " + journal.Posts.Where(post => post.Indicator.Indicator == 7).Sum(post => post.Value);
}
