using CsCheck;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Notices;
using Gridwork.Engine.Rights;
using Gridwork.Engine.Tests.Campaigns;

namespace Gridwork.Engine.Tests.Notices;

public sealed class DigestTests
{
    private static readonly PersonNo EastClerk = new(21);
    private static readonly PersonNo WestClerk = new(22);
    private static readonly PersonNo Centre = new(23);
    private static readonly PersonNo Leader = new(24);
    private static readonly PersonNo Elsewhere = new(25);
    private static readonly DateTimeOffset Due = new(2021, 5, 26, 10, 0, 0, TimeSpan.FromHours(8));

    private static readonly DistrictDefinition District = Visits.Places
        .Give(EastClerk, Role.Clerk, "east").Give(WestClerk, Role.Clerk, "west").Give(Centre, Role.Clerk, "qinghe").Give(Leader, Role.Leader, "qinghe");

    private static readonly UnitNo Whole = District.Units.Find("qinghe")!.No;
    private static readonly Dictionary<long, Rung> NothingTold = [];

    [Fact]
    public void Each_rung_is_told_to_those_whom_it_concerns()
    {
        var one = new LateCase(7, 1, Due, Rung.Leader, Visits.East, Visits.West, Whole);
        Assert.Equal(
            [(WestClerk, Rung.Holder), (Centre, Rung.Supervisor), (Leader, Rung.Leader)],
            Told(Digest.Of([one], NothingTold, NoGroups, District)));
        Assert.Equal([(WestClerk, Rung.Holder)], Told(Digest.Of([one with { Rung = Rung.Holder }], NothingTold, NoGroups, District)));
        Assert.Equal([(Leader, Rung.Leader)], Told(Digest.Of([one], new Dictionary<long, Rung> { [7] = Rung.Supervisor }, NoGroups, District)));
        Assert.Empty(Digest.Of([one], new Dictionary<long, Rung> { [7] = Rung.Leader }, NoGroups, District));
    }

    [Fact]
    public void Where_a_unit_has_nobody_the_nearest_above_is_told()
    {
        var nobody = Visits.Places.Give(Centre, Role.Clerk, "qinghe");
        // The subdistrict above the village has a clerk; the district, above both, has another.
        Assert.Equal([(Visits.Clerk, Rung.Holder)], Told(Digest.Of([new(7, 1, Due, Rung.Holder, Visits.East, Visits.East, default)], NothingTold, NoGroups, nobody)));
    }

    [Fact]
    public void Whoever_is_concerned_twice_is_told_once_as_of_the_highest()
    {
        var one = new LateCase(7, 1, Due, Rung.Supervisor, Visits.East, Whole, Whole);
        Assert.Equal([(Centre, Rung.Supervisor)], Told(Digest.Of([one], NothingTold, NoGroups, District)));
    }

    [Fact]
    public void A_clerk_of_one_campaign_is_told_of_no_other()
    {
        var bound = Visits.District.Give(Elsewhere, Role.Clerk, "west", "visits").Give(Centre, Role.Clerk, "qinghe");
        Assert.Equal([(Elsewhere, Rung.Holder)], Told(Digest.Of([new(7, 1, Due, Rung.Holder, Visits.West, Visits.West, default)], NothingTold, NoGroups, bound)));
        Assert.Equal([(Visits.Clerk, Rung.Holder)], Told(Digest.Of([new(7, 2, Due, Rung.Holder, Visits.West, Visits.West, default)], NothingTold, NoGroups, bound)));
    }

    [Fact]
    public void A_group_hears_of_its_own_unit_and_never_what_is_for_leaders()
    {
        var one = new LateCase(7, 1, Due, Rung.Leader, Visits.East, Visits.West, Whole);
        var digests = Digest.Of([one], NothingTold, new HashSet<UnitNo> { Visits.West, Whole, Visits.East }, District);
        Assert.Equal([Visits.West, Whole], digests.Select(digest => digest.To.Unit).Where(unit => unit != UnitNo.None).OrderByDescending(unit => unit.Value == Visits.West.Value));
        Assert.Equal(Rung.Supervisor, digests.Single(digest => digest.To == Addressee.GroupOf(Whole)).Lines.Single().Rung);
    }

    [Fact]
    public void Nobody_is_told_of_a_case_twice_or_of_one_that_is_not_his_to_see() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 3]).Array[0, 12].Sample(drawn =>
        {
            UnitNo[] units = [Visits.East, Visits.West, Whole];
            var late = drawn.Select((one, i) => new LateCase(i + 1, 1, Due.AddHours(i), (Rung)one.Item1, units[one.Item2], units[one.Item3], units[one.Item4])).ToList();
            var told = drawn.Select((one, i) => (Root: i + 1L, Rung: (Rung)one.Item5)).ToDictionary(one => one.Root, one => one.Rung);
            var digests = Digest.Of(late, told, new HashSet<UnitNo>(units), District);
            Assert.Equal(digests.Count, digests.Select(digest => digest.To).Distinct().Count());
            foreach (var digest in digests)
            {
                Assert.NotEmpty(digest.Lines);
                Assert.Equal(digest.Lines.Count, digest.Lines.Select(line => line.Root).Distinct().Count());
                Assert.Equal(digest.Lines.OrderByDescending(line => line.Rung).ThenBy(line => line.Due), digest.Lines);
                foreach (var line in digest.Lines)
                {
                    var one = late.Single(one => one.Root == line.Root);
                    Assert.True(line.Rung > told[line.Root] && line.Rung <= one.Rung);
                    if (digest.To.Unit == UnitNo.None)
                        Assert.Contains(new[] { one.Unit, one.Holder, one.Centre }, unit => District.Grants.May(digest.To.Person, Right.SeeRecords, unit, 1));
                }
            }
            // What went up is told to somebody.
            Assert.Equal(
                late.Where(one => one.Rung > told[one.Root]).Select(one => one.Root),
                digests.SelectMany(digest => digest.Lines).Select(line => line.Root).Distinct().Order());
        });

    private static readonly HashSet<UnitNo> NoGroups = [];

    private static List<(PersonNo, Rung)> Told(IReadOnlyList<Digest> digests) =>
        [.. digests.Select(digest => (digest.To.Person, Assert.Single(digest.Lines).Rung)).OrderBy(one => one.Rung)];
}
