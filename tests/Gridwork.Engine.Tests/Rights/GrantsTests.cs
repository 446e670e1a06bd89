using Gridwork.Engine.Records;
using Gridwork.Engine.Rights;
using Gridwork.Engine.Tests.Campaigns;

namespace Gridwork.Engine.Tests.Rights;

/// <summary>Deny unless a grant gives: a stranger, the wrong unit, the right one.</summary>
public sealed class GrantsTests
{
    private static readonly PersonNo Bound = new(4);
    private static readonly PersonNo Leader = new(5);
    private static readonly PersonNo Administrator = new(6);

    private static Grants Grants { get; } = Visits.District
        .Give(Bound, Role.Clerk, "west", "visits")
        .Give(Leader, Role.Leader, "qinghe")
        .Give(Administrator, Role.Administrator, "qinghe")
        .Grants;

    [Theory]
    [InlineData(Role.Leader, "SeeTallies SeeRecords")]
    [InlineData(Role.Administrator, "SeeTallies SeeRecords Fill Correct Review Import Release SeePersonal Administer Audit")]
    [InlineData(Role.Clerk, "SeeTallies SeeRecords Fill Correct Review Import Release SeePersonal")]
    [InlineData(Role.GridMember, "SeeTallies SeeRecords Fill")]
    [InlineData(Role.Officer, "SeeTallies SeeRecords Fill")]
    [InlineData(Role.Auditor, "SeeTallies SeeRecords Audit")]
    public void A_role_gives_these_rights_and_no_other(Role role, string rights) =>
        Assert.Equal(rights, string.Join(' ', Enum.GetValues<Right>().Where(right => Grant.Gives(role, right))));

    [Theory]
    [InlineData(1, "qinghe", false)]
    [InlineData(1, "hefan", true)]
    [InlineData(1, "east", true)]
    [InlineData(2, "east", true)]
    [InlineData(2, "west", false)]
    [InlineData(2, "hefan", false)]
    [InlineData(3, "east", false)]
    [InlineData(5, "west", true)]
    public void A_grant_reaches_its_unit_and_what_lies_below(int person, string unit, bool may)
    {
        Assert.Equal(may, Grants.May(new PersonNo(person), Right.SeeRecords, Visits.District.Units.Find(unit)!.No, 1));
        Assert.Equal(may, Grants.May(new PersonNo(person), Right.SeeRecords, Visits.District.Units.Find(unit)!.No, null));
        Assert.Equal(may, Grants.UnitsWith(new PersonNo(person), Right.SeeRecords, 1).Contains(Visits.District.Units.Find(unit)!.No));
    }

    [Fact]
    public void A_grant_for_one_campaign_gives_nothing_in_another_nor_in_all()
    {
        Assert.True(Grants.May(Bound, Right.Correct, Visits.West, 1));
        Assert.False(Grants.May(Bound, Right.Correct, Visits.West, 2));
        Assert.False(Grants.May(Bound, Right.Correct, Visits.West, null));
        Assert.Equal([Visits.West], Grants.UnitsWith(Bound, Right.SeeTallies, 1));
        Assert.Empty(Grants.UnitsWith(Bound, Right.SeeTallies, 2));
    }

    [Fact]
    public void Only_the_roles_that_a_form_names_may_fill_it_and_the_administrator()
    {
        Role[] members = [Role.GridMember];
        Assert.True(Grants.MayFill(Visits.Member, members, 1));
        Assert.False(Grants.MayFill(Visits.Clerk, members, 1));
        // 督办 is a record too: a leader fills what names him, and nothing else.
        Assert.True(Grants.MayFill(Leader, [Role.Leader], 1));
        Assert.False(Grants.MayFill(Leader, members, 1));
        Assert.True(Grants.MayFill(Administrator, members, 1));
        Assert.False(Grants.MayFill(Visits.Stranger, members, 1));
        Assert.True(Grants.MayFill(Bound, [Role.Clerk], 1));
        Assert.False(Grants.MayFill(Bound, [Role.Clerk], 2));
    }

    [Fact]
    public void A_record_is_corrected_by_its_sender_or_by_a_clerk_over_its_unit()
    {
        var row = new RecordRow(10, 10, 1, 1, Visits.East, CellNo.None, new DateOnly(2021, 5, 27), Visits.Member, Standing.Counts, 0);
        Assert.True(Grants.MayCorrect(Visits.Member, row));
        Assert.True(Grants.MayCorrect(Visits.Clerk, row));
        Assert.True(Grants.MayCorrect(PersonNo.Installation, row));
        Assert.False(Grants.MayCorrect(Bound, row));
        Assert.False(Grants.MayCorrect(Leader, row));
        Assert.False(Grants.MayCorrect(Visits.Stranger, row));
        Assert.False(Grants.MayCorrect(Visits.Stranger, row with { Person = Visits.Stranger }));
        Assert.False(Grants.MayCorrect(Visits.Member, row with { Person = Visits.Clerk }));
        Assert.Empty(Engine.Rights.Grants.None.Of(Visits.Clerk));
    }
}
