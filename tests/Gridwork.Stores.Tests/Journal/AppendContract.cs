using Gridwork.Engine.Journal;
using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Tests.Journal;

public sealed class AppendOnSqlite : AppendContract
{
    protected override PostgresServer? Server => null;
}

public sealed class AppendOnPostgres(PostgresServer server) : AppendContract
{
    protected override PostgresServer? Server => server;
}

/// <summary>What both stores promise about appending.</summary>
public abstract class AppendContract
{
    protected abstract PostgresServer? Server { get; }

    [Fact]
    public async Task Entries_stand_in_one_chain_from_1()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => journal.AppendAsync(Entries.Record($"uuid:{Guid.NewGuid()}")).AsTask()));
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), outcomes.Select(outcome => Assert.IsType<Outcome.Accepted>(outcome).Seq).Order());
        await AssertChainAsync(test, 200);
    }

    [Fact]
    public async Task S01_the_same_submission_ten_times_at_once_is_one_record()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        for (var round = 0; round < 10; round++)
        {
            var record = Entries.Record($"uuid:{Guid.NewGuid()}", expects: ["a.jpg"], files: Entries.Photo("a.jpg"));
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => journal.AppendAsync(record).AsTask()));
            var accepted = Assert.Single(outcomes.OfType<Outcome.Accepted>());
            Assert.All(outcomes.OfType<Outcome.Already>(), already => Assert.Equal(accepted.Seq, already.Seq));
            Assert.Equal(9, outcomes.OfType<Outcome.Already>().Count());
            Assert.All(outcomes.OfType<Outcome.Already>(), already => Assert.Equal("a.jpg", Assert.Single(already.Files).Name));
        }
        Assert.Equal(10, Assert.Single(await test.ColumnAsync<long>("SELECT COUNT(*) FROM journal")));
        Assert.Equal(10, Assert.Single(await test.ColumnAsync<long>("SELECT COUNT(*) FROM attachment")));
        await AssertChainAsync(test, 10);
    }

    [Fact]
    public async Task S02_one_record_in_three_posts_has_three_photos()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        string[] names = ["a.jpg", "b.jpg", "c.jpg"];
        var id = $"uuid:{Guid.NewGuid()}";
        Candidate With(string name) => Entries.Record(id, expects: names, files: Entries.Photo(name, name));

        await Task.WhenAll(journal.AppendAsync(With("a.jpg")).AsTask(), journal.AppendAsync(With("b.jpg")).AsTask());
        Assert.Equal([1], await test.ColumnAsync<int>("SELECT CAST(missing AS integer) FROM record"));
        var last = Assert.IsType<Outcome.Accepted>(await journal.AppendAsync(With("c.jpg")));

        Assert.Equal(names, last.Files.Where(file => file.File is not null).Select(file => file.Name));
        Assert.Equal([0], await test.ColumnAsync<int>("SELECT CAST(missing AS integer) FROM record"));
        Assert.Equal([1L, 2L, 2L], (await test.ColumnAsync<long>("SELECT CAST(kind AS bigint) FROM journal ORDER BY seq")));
        await AssertChainAsync(test, 3);
    }

    [Fact]
    public async Task S05_a_chain_of_corrections_has_one_root()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        await journal.AppendAsync(Entries.Record("r1"));
        await journal.AppendAsync(Entries.Record("r2", "2", corrects: "r1"));
        await journal.AppendAsync(Entries.Record("r3", "3", corrects: "r2"));

        Assert.Equal([1L], await test.ColumnAsync<long>("SELECT root_seq FROM record"));
        Assert.Equal([3L], await test.ColumnAsync<long>("SELECT head_seq FROM record"));
        Assert.Equal([1L, 1L, 1L], await test.ColumnAsync<long>("SELECT root_seq FROM revision ORDER BY seq"));
        Assert.Equal([1L, 2L], await test.ColumnAsync<long>("SELECT replaces_seq FROM revision WHERE replaces_seq IS NOT NULL ORDER BY seq"));
        Assert.Equal([1L, 2L, 3L], await test.ColumnAsync<long>("SELECT to_seq FROM turn ORDER BY pos"));
    }

    [Fact]
    public async Task S07_missing_and_extra_files_are_told_apart()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        var outcome = Assert.IsType<Outcome.Accepted>(await journal.AppendAsync(
            Entries.Record("r1", expects: ["back.jpg", "front.jpg"], files: [Entries.Photo("extra.jpg", "e"), Entries.Photo("front.jpg", "f")])));
        Assert.Equal(
            [("back.jpg", true, false), ("extra.jpg", false, true), ("front.jpg", true, true)],
            outcome.Files.Select(file => (file.Name, file.Expected, file.File is not null)));
        Assert.Equal([1], await test.ColumnAsync<int>("SELECT CAST(missing AS integer) FROM record"));
    }

    [Fact]
    public async Task S13_same_id_other_content_is_kept_aside()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        await journal.AppendAsync(Entries.Record("r1", "1"));
        Assert.Equal(new Outcome.KeptAside(1, 2), await journal.AppendAsync(Entries.Record("r1", "2")));
        Assert.Equal(new Outcome.KeptAside(1, 2), await journal.AppendAsync(Entries.Record("r1", "2")));
        Assert.Equal(new Outcome.KeptAside(1, 3), await journal.AppendAsync(Entries.Record("r1", "3")));
        Assert.IsType<Outcome.Already>(await journal.AppendAsync(Entries.Record("r1", "1")));
        Assert.Equal([1L], await test.ColumnAsync<long>("SELECT n FROM record_count WHERE n <> 0"));
        Assert.Equal(3, (await test.ColumnAsync<byte[]>("SELECT bytes FROM body")).Count);
    }

    [Fact]
    public async Task A_correction_that_comes_first_waits_and_then_takes_effect()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        await journal.AppendAsync(Entries.Record("r3", "3", corrects: "r2"));
        await journal.AppendAsync(Entries.Record("r2", "2", corrects: "r1"));
        Assert.Equal(2, (await test.ColumnAsync<long>("SELECT seq FROM waiting")).Count);
    }

    [Fact]
    public async Task Two_processes_leave_one_chain()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var other = await test.OpenAgainAsync();
        await using var first = test.OpenJournal();
        await using var second = other.OpenJournal(TestStore.District);
        var appends = Enumerable.Range(0, 300).Select(i => (i % 2 == 0 ? first : second).AppendAsync(Entries.Record($"uuid:{Guid.NewGuid()}")).AsTask());
        var outcomes = await Task.WhenAll(appends);
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), outcomes.Select(outcome => Assert.IsType<Outcome.Accepted>(outcome).Seq).Order());
        await AssertChainAsync(test, 300);
    }

    [Fact]
    public async Task A_full_queue_answers_busy()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal(new JournalOptions { QueueLength = 4, GroupSize = 2 });
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => journal.AppendAsync(Entries.Record($"uuid:{Guid.NewGuid()}")).AsTask()));
        Assert.Contains(outcomes, outcome => outcome is Outcome.Busy { RetryAfter.TotalSeconds: >= 1 and <= 3 });
        await AssertChainAsync(test, outcomes.OfType<Outcome.Accepted>().Count());
    }

    private static async Task AssertChainAsync(TestStore test, int length)
    {
        var chain = Hash256.Zero;
        for (var seq = 1; seq <= length; seq++)
        {
            var stored = await test.Store.EntryAsync(TestStore.District, seq);
            Assert.NotNull(stored);
            if (stored.Body.Length > 0) Assert.Equal(stored.Entry.BodyHash, Chain.HashBody(stored.Salt, stored.Body));
            chain = Chain.Next(chain, seq, stored.Entry.Header, stored.Entry.BodyHash);
            Assert.Equal(chain, stored.Entry.Chain);
        }
        Assert.Equal(new Head(length, chain, 0), await test.Store.HeadAsync(TestStore.District));
    }
}
