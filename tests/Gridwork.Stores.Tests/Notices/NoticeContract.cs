using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Notices;
using Gridwork.Stores.Notices;
using Gridwork.Stores.People;

namespace Gridwork.Stores.Tests.Notices;

public sealed class NoticesOnSqlite : NoticeContract
{
    protected override PostgresServer? Server => null;
}

public sealed class NoticesOnPostgres(PostgresServer server) : NoticeContract
{
    protected override PostgresServer? Server => server;
}

/// <summary>What both stores promise about what is told to people.</summary>
public abstract class NoticeContract
{
    private static readonly DateTimeOffset Now = new(2021, 5, 27, 0, 40, 0, TimeSpan.Zero);
    private static readonly PersonNo Person = new(3);
    private static readonly UnitNo Unit = new(2);

    protected abstract PostgresServer? Server { get; }

    [Fact]
    public async Task A_round_is_taken_once_and_never_again_for_an_earlier_time()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var kept = new KeptStore(test.Store);
        Assert.Null(await kept.ReadAsync(db => NoticeSql.LastRoundAsync(db, TestStore.District)));
        Assert.True(await kept.WriteAsync(db => NoticeSql.TakeRoundAsync(db, TestStore.District, Now)));
        Assert.False(await kept.WriteAsync(db => NoticeSql.TakeRoundAsync(db, TestStore.District, Now)));
        Assert.False(await kept.WriteAsync(db => NoticeSql.TakeRoundAsync(db, TestStore.District, Now.AddHours(-1))));
        Assert.True(await kept.WriteAsync(db => NoticeSql.TakeRoundAsync(db, TestStore.District, Now.AddHours(1))));
        Assert.Equal(Now.AddHours(1), await kept.ReadAsync(db => NoticeSql.LastRoundAsync(db, TestStore.District)));
    }

    [Fact]
    public async Task Of_several_nodes_one_tells_a_rung()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var other = await test.OpenAgainAsync();
        var nodes = new[] { test.Store, other, test.Store, other }.Select(store => new KeptStore(store)).ToList();
        async Task<int> TellAsync(Rung rung, DateTimeOffset due) => (await Task.WhenAll(nodes.Select(node => Task.Run(() =>
            node.WriteAsync(db => NoticeSql.TellAsync(db, TestStore.District, 7, rung, due)))))).Count(won => won);

        Assert.Equal(1, await TellAsync(Rung.Holder, Now));
        Assert.Equal(0, await TellAsync(Rung.Holder, Now));
        Assert.Equal(1, await TellAsync(Rung.Leader, Now));
        Assert.Equal(0, await TellAsync(Rung.Supervisor, Now));
        Assert.Equal(Rung.Leader, (await nodes[0].ReadAsync(db => NoticeSql.ToldAsync(db, TestStore.District, new Dictionary<long, DateTimeOffset> { [7] = Now, [8] = Now })))[7]);
        // Extended, and late again: it begins from below.
        Assert.Empty(await nodes[0].ReadAsync(db => NoticeSql.ToldAsync(db, TestStore.District, new Dictionary<long, DateTimeOffset> { [7] = Now.AddDays(1) })));
        Assert.Equal(1, await TellAsync(Rung.Holder, Now.AddDays(1)));
    }

    [Fact]
    public async Task A_delivery_is_taken_by_one_tried_again_when_it_fails_and_done_when_it_arrived()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var kept = new KeptStore(test.Store);
        var group = Channel(Addressee.GroupOf(Unit), ChannelKind.WeCom);
        await kept.WriteAsync(db => NoticeSql.AddChannelAsync(db, TestStore.District, group));
        var notice = new MadeNotice(group.To, Now, false, [new DigestLine(7, Rung.Holder, Now.AddHours(-1)), new DigestLine(9, Rung.Holder, Now)]);
        await kept.WriteAsync(db => NoticeSql.AddAsync(db, TestStore.District, notice, Now));
        await kept.WriteAsync(db => NoticeSql.AddAsync(db, TestStore.District, notice with { Urgent = true, Lines = [new DigestLine(11, Rung.Holder, Now)] }, Now));

        // At night only what is urgent goes out; before its time nothing does.
        Assert.Empty(await TakeAsync(Now.AddMinutes(-1), false));
        var urgent = Assert.Single(await TakeAsync(Now, true));
        Assert.Equal((true, 1), (urgent.Notice.Urgent, urgent.Tries));
        await kept.WriteAsync(db => NoticeSql.SentAsync(db, TestStore.District, urgent, Now));
        var taken = Assert.Single(await TakeAsync(Now, false));
        Assert.Equal(notice.Lines, taken.Notice.Lines);
        Assert.Equal(group, taken.Channel);
        Assert.Empty(await TakeAsync(Now, false));
        await kept.WriteAsync(db => NoticeSql.FailedAsync(db, TestStore.District, taken, "310000", false));
        // Whoever took it and died leaves it to the next.
        var again = Assert.Single(await TakeAsync(Now.AddMinutes(1), false));
        Assert.Equal(2, again.Tries);
        await kept.WriteAsync(db => NoticeSql.FailedAsync(db, TestStore.District, again, "310000", true));
        Assert.Empty(await TakeAsync(Now.AddDays(9), false));
        Assert.Contains(await kept.ReadAsync(db => NoticeSql.LastDeliveriesAsync(db, TestStore.District)), last => last is { Trouble: "310000", Sent: null });

        Task<IReadOnlyList<NoticeDelivery>> TakeAsync(DateTimeOffset now, bool urgentOnly) =>
            kept.WriteAsync(db => NoticeSql.TakeAsync(db, TestStore.District, now, _ => now.AddMinutes(1), urgentOnly, 10));
    }

    [Fact]
    public async Task A_person_has_one_mailbox_and_a_removed_channel_sends_nothing()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var kept = new KeptStore(test.Store);
        var to = Addressee.Of(Person);
        await kept.WriteAsync(db => NoticeSql.AddChannelAsync(db, TestStore.District, Channel(to, ChannelKind.Mail)));
        var second = Channel(to, ChannelKind.Mail);
        await kept.WriteAsync(db => NoticeSql.AddChannelAsync(db, TestStore.District, second));
        Assert.Equal(second.Id, Assert.Single(await kept.ReadAsync(db => NoticeSql.ChannelsAsync(db, TestStore.District))).Id);
        await kept.WriteAsync(db => NoticeSql.AddAsync(db, TestStore.District, new MadeNotice(to, Now, false, [new DigestLine(7, Rung.Holder, Now)]), Now));
        Assert.True(await kept.WriteAsync(db => NoticeSql.RemoveChannelAsync(db, TestStore.District, second.Id)));
        Assert.False(await kept.WriteAsync(db => NoticeSql.RemoveChannelAsync(db, TestStore.District, second.Id)));
        Assert.Empty(await kept.WriteAsync(db => NoticeSql.TakeAsync(db, TestStore.District, Now, _ => Now, false, 10)));
        // What he was told stays on his page.
        Assert.Single(await kept.ReadAsync(db => NoticeSql.OfAsync(db, TestStore.District, to, null, 10)));
        Assert.Empty(await kept.ReadAsync(db => NoticeSql.OfAsync(db, TestStore.District, to, Now, 10)));
        Assert.Empty(await kept.ReadAsync(db => NoticeSql.OfAsync(db, TestStore.District, Addressee.Of(new PersonNo(4)), null, 10)));
    }

    private static NoticeChannel Channel(Addressee to, ChannelKind kind) =>
        new(Guid.NewGuid(), to, kind, "https://robot.example/key", null, "zh", Person, Now);
}
