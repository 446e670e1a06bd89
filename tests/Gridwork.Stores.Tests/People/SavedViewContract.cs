using Gridwork.Engine;
using Gridwork.Stores.People;

namespace Gridwork.Stores.Tests.People;

public sealed class SavedViewsOnSqlite : SavedViewContract
{
    protected override PostgresServer? Server => null;
}

public sealed class SavedViewsOnPostgres(PostgresServer server) : SavedViewContract
{
    protected override PostgresServer? Server => server;
}

/// <summary>What both stores promise about lists that a person saved.</summary>
public abstract class SavedViewContract
{
    private static readonly DateTimeOffset Now = new(2021, 5, 27, 9, 40, 0, TimeSpan.FromHours(8));

    protected abstract PostgresServer? Server { get; }

    [Fact]
    public async Task A_list_is_saved_under_a_name_changed_and_forgotten_and_nobody_else_has_it()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var kept = new KeptStore(test.Store);
        var (one, other) = (await PersonAsync(kept, "one"), await PersonAsync(kept, "other"));
        await SaveAsync(kept, one, "禾仁 快到期", "state=due-today&unit=heren", 0);
        await SaveAsync(kept, one, "超期", "state=overdue", 1);
        await SaveAsync(kept, other, "超期", "state=overdue&unit=hefan", 2);
        await SaveAsync(kept, one, "禾仁 快到期", "state=overdue&unit=heren", 3);
        Assert.Equal([new SavedView("禾仁 快到期", "state=overdue&unit=heren"), new SavedView("超期", "state=overdue")], await AllAsync(kept, one));

        for (var twice = 0; twice < 2; twice++) await kept.WriteAsync(db => SavedViewSql.RemoveAsync(db, TestStore.District, one, "超期"));
        Assert.Equal(["禾仁 快到期"], (await AllAsync(kept, one)).Select(view => view.Name));
        Assert.Equal([new SavedView("超期", "state=overdue&unit=hefan")], await AllAsync(kept, other));
    }

    [Fact]
    public async Task No_more_are_saved_than_can_be_counted_and_those_there_are_can_still_be_changed()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var kept = new KeptStore(test.Store);
        var person = await PersonAsync(kept, "one");
        for (var i = 0; i < SavedViewSql.Most; i++) Assert.True(await SaveAsync(kept, person, $"第 {i}个", "", i));
        Assert.False(await SaveAsync(kept, person, "再一个", "", 99));
        Assert.True(await SaveAsync(kept, person, "第 3个", "state=overdue", 99));
        Assert.Equal(SavedViewSql.Most, (await AllAsync(kept, person)).Count);
    }

    private static async Task<PersonNo> PersonAsync(KeptStore kept, string name)
    {
        var account = new Account { District = TestStore.District, SignInName = name, NameKey = name, NameZh = name };
        Assert.True(await kept.WriteAsync(db => AccountSql.InsertAsync(db, account)));
        return account.Person;
    }

    private static Task<bool> SaveAsync(KeptStore kept, PersonNo person, string name, string query, int minute) =>
        kept.WriteAsync(db => SavedViewSql.SaveAsync(db, TestStore.District, person, new SavedView(name, query), Now.AddMinutes(minute)));

    private static Task<IReadOnlyList<SavedView>> AllAsync(KeptStore kept, PersonNo person) =>
        kept.ReadAsync(db => SavedViewSql.AllAsync(db, TestStore.District, person));
}
