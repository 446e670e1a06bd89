using Gridwork.Engine.Districts;
using Gridwork.Engine.Records;

namespace Gridwork.Engine.Rights;

/// <summary>All grants in force at one position of the journal. Immutable; denies unless a grant gives.</summary>
/// <param name="units">The tree that roles reach down.</param>
/// <param name="grants">The grants in force.</param>
public sealed class Grants(UnitTree units, IEnumerable<Grant> grants)
{
    private readonly ILookup<PersonNo, Grant> byPerson = grants.ToLookup(grant => grant.Person);
    private readonly ILookup<UnitNo, Grant> byUnit = grants.ToLookup(grant => grant.Unit);

    /// <summary>No grants: nobody may do anything.</summary>
    public static Grants None { get; } = new(UnitTree.Empty, []);

    /// <summary>The grants of a person, oldest first.</summary>
    public IEnumerable<Grant> Of(PersonNo person) => byPerson[person];

    /// <summary>The unit of the person's first grant: where the person belongs. None: no grant.</summary>
    public UnitNo HomeOf(PersonNo person) => byPerson[person].FirstOrDefault()?.Unit ?? UnitNo.None;

    /// <summary>
    /// Whether a person has any grant at a unit or below it: belongs there, whatever the grant is for. Nobody belongs to the district as a whole: it has no
    /// outside.
    /// </summary>
    public bool BelongsTo(PersonNo person, UnitNo unit) =>
        units.Find(unit)?.Parent != UnitNo.None && byPerson[person].Any(grant => units.IsWithin(grant.Unit, unit));

    /// <summary>Whether a person holds a right over a unit in a campaign (null: in all campaigns).</summary>
    public bool May(PersonNo person, Right right, UnitNo unit, int? campaign)
    {
        foreach (var grant in byPerson[person])
        {
            if (Grant.Gives(grant.Role, right) && (grant.Campaign is null || grant.Campaign == campaign) && units.IsWithin(unit, grant.Unit))
                return true;
        }
        return false;
    }

    /// <summary>Whether a person holds one of some roles over a unit in a campaign (null: in all campaigns).</summary>
    public bool Holds(PersonNo person, IReadOnlyCollection<Role> roles, UnitNo unit, int? campaign)
    {
        foreach (var grant in byPerson[person])
        {
            if (roles.Contains(grant.Role) && (grant.Campaign is null || grant.Campaign == campaign) && units.IsWithin(unit, grant.Unit)) return true;
        }
        return false;
    }

    /// <summary>
    /// Who answers for a unit: those who hold one of some roles over it exactly, or where nobody does over the nearest unit above, each once.
    /// A grid member's or a clerk's post that is narrowed to cells answers for these only and is left out.
    /// </summary>
    public IReadOnlyList<PersonNo> NearestHolding(IReadOnlyCollection<Role> roles, UnitNo unit, int campaign)
    {
        for (var at = units.Find(unit); at is not null; at = units.Find(at.Parent))
        {
            var own = byUnit[at.No].Where(grant => roles.Contains(grant.Role) && grant.Cells.Count == 0 && (grant.Campaign is null || grant.Campaign == campaign))
                .Select(grant => grant.Person).Distinct().ToList();
            if (own.Count > 0) return own;
        }
        return [];
    }

    /// <summary>
    /// The units over which a person holds a right in a campaign (null: in all campaigns), each once, in the order of the tree.
    /// Empty: denied everywhere.
    /// </summary>
    public IReadOnlyList<UnitNo> UnitsWith(PersonNo person, Right right, int? campaign)
    {
        var seen = new HashSet<UnitNo>();
        foreach (var grant in byPerson[person])
        {
            if (!Grant.Gives(grant.Role, right) || (grant.Campaign is not null && grant.Campaign != campaign)) continue;
            seen.UnionWith(units.WithAllBelow(grant.Unit));
        }
        return [.. units.All.Where(unit => seen.Contains(unit.No)).Select(unit => unit.No)];
    }

    /// <summary>Whether a person may fill a form that is open to <paramref name="roles"/> in a campaign, anywhere.</summary>
    public bool MayFill(PersonNo person, IReadOnlyCollection<Role> roles, int campaign) =>
        byPerson[person].Any(grant =>
            (grant.Campaign is null || grant.Campaign == campaign)
            // A leader fills nothing but what names him: 督办 is a record too.
            && (Grant.Gives(grant.Role, Right.Fill) || grant.Role == Role.Leader)
            && (roles.Contains(grant.Role) || grant.Role == Role.Administrator));

    /// <summary>Whether a person may correct a record: its own sender may while he may fill forms, and whoever holds the right over its unit.</summary>
    public bool MayCorrect(PersonNo person, RecordRow record) =>
        (person == record.Person && byPerson[person].Any(grant => Grant.Gives(grant.Role, Right.Fill)))
        || person == PersonNo.Installation
        || May(person, Right.Correct, record.Unit, record.Campaign);
}
