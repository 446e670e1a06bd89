using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Rights;

namespace Gridwork.Engine.Notices;

/// <summary>A late case, and how far up it has gone.</summary>
/// <param name="Root">Its number.</param>
/// <param name="Campaign">Its campaign's number.</param>
/// <param name="Due">When it was due.</param>
/// <param name="Rung">The rung on which it stands.</param>
/// <param name="Unit">The unit in which it lies.</param>
/// <param name="Holder">The unit that holds it.</param>
/// <param name="Centre">The unit that dispatched it; none: nobody did yet.</param>
public sealed record LateCase(long Root, int Campaign, DateTimeOffset Due, Rung Rung, UnitNo Unit, UnitNo Holder, UnitNo Centre);

/// <summary>Who is told: a person, or the group chat of a unit.</summary>
/// <param name="Person">The person; <see cref="PersonNo.Installation"/>: it is a group.</param>
/// <param name="Unit">The group's unit; none: it is a person.</param>
public readonly record struct Addressee(PersonNo Person, UnitNo Unit)
{
    /// <summary>A person.</summary>
    public static Addressee Of(PersonNo person) => new(person, UnitNo.None);

    /// <summary>The group of a unit.</summary>
    public static Addressee GroupOf(UnitNo unit) => new(PersonNo.Installation, unit);
}

/// <summary>A line of a digest: one case, told as of one rung.</summary>
/// <param name="Root">The case.</param>
/// <param name="Rung">Why this addressee is told: the highest rung that concerns him.</param>
/// <param name="Due">When it was due.</param>
public sealed record DigestLine(long Root, Rung Rung, DateTimeOffset Due);

/// <summary>What one addressee is told at one time.</summary>
/// <param name="To">Who.</param>
/// <param name="Lines">What went up highest first, of these what is late longest first.</param>
public sealed record Digest(Addressee To, IReadOnlyList<DigestLine> Lines)
{
    private static readonly Role[] Responsible = [Role.Clerk];
    private static readonly Role[] Supervising = [Role.Clerk, Role.Administrator];
    private static readonly Role[] Leading = [Role.Leader];

    /// <summary>
    /// The digests of what newly went up. Each rung is told to those whom it concerns: the clerks of the unit that holds the case; those of the unit
    /// that dispatched it; the leaders over the place. Where a unit has nobody, the nearest above that has. A person who may not see the case is not
    /// told of it, and nobody is told of a case twice in one digest.
    /// </summary>
    /// <param name="late">The cases, with the rung on which each stands now.</param>
    /// <param name="told">The rung of which each case was told already; absent: none.</param>
    /// <param name="groups">The units that have a group chat.</param>
    /// <param name="definition">Units and grants.</param>
    public static IReadOnlyList<Digest> Of(
        IEnumerable<LateCase> late, IReadOnlyDictionary<long, Rung> told, IReadOnlySet<UnitNo> groups, DistrictDefinition definition)
    {
        var lines = new Dictionary<Addressee, Dictionary<long, DigestLine>>();
        foreach (var one in late)
        {
            for (var rung = told.GetValueOrDefault(one.Root) + 1; rung <= one.Rung; rung++)
            {
                foreach (var to in Concerned(one, rung, groups, definition).Distinct())
                {
                    if (!lines.TryGetValue(to, out var own)) lines[to] = own = [];
                    own[one.Root] = new DigestLine(one.Root, rung, one.Due);
                }
            }
        }
        return
        [
            .. lines.OrderBy(pair => pair.Key.Unit.Value).ThenBy(pair => pair.Key.Person.Value).Select(pair => new Digest(
                pair.Key, [.. pair.Value.Values.OrderByDescending(line => line.Rung).ThenBy(line => line.Due).ThenBy(line => line.Root)])),
        ];
    }

    private static IEnumerable<Addressee> Concerned(LateCase one, Rung rung, IReadOnlySet<UnitNo> groups, DistrictDefinition definition)
    {
        var unit = rung switch
        {
            Rung.Holder => one.Holder,
            Rung.Supervisor => one.Centre == UnitNo.None ? one.Unit : one.Centre,
            _ => one.Unit,
        };
        var roles = rung switch { Rung.Holder => Responsible, Rung.Supervisor => Supervising, _ => Leading };
        foreach (var person in definition.Grants.NearestHolding(roles, unit, one.Campaign))
        {
            // Who holds a case sees it; who stands above a unit sees what lies in it. Anybody else is a stranger to it.
            if (new[] { one.Unit, one.Holder, one.Centre }.Any(seen => definition.Grants.May(person, Right.SeeRecords, seen, one.Campaign)))
                yield return Addressee.Of(person);
        }
        if (rung != Rung.Leader && groups.Contains(unit)) yield return Addressee.GroupOf(unit);
    }
}
