namespace Gridwork.DemoDistrict.HygieneCity;

/// <summary>Who does what: posts of district/people.csv by unit. The person who handles a problem never verifies it.</summary>
internal sealed class Posts
{
    public const string Centre = "wangge-clerk-02", Supervisor = "supervisor";

    private readonly HygieneTables tables;
    private readonly ILookup<string, string> byUnit;
    private readonly Dictionary<string, string> homes;

    public Posts(Repository repository, HygieneTables tables)
    {
        this.tables = tables;
        var people = Csv.Read(repository.District("people.csv"));
        byUnit = people.Where(person => person["role"] is "clerk" or "officer" or "grid-member").ToLookup(person => person["unit"], person => person["code"], StringComparer.Ordinal);
        homes = people.ToDictionary(person => person["code"], person => person["unit"], StringComparer.Ordinal);
    }

    /// <summary>The unit in which a person's post is.</summary>
    public string HomeOf(string person) => homes[person];

    /// <summary>The grid member of a village or community.</summary>
    public string GridMember(string village) => byUnit[village].First(person => person.Contains("-grid-", StringComparison.Ordinal));

    /// <summary>Who registers and assigns for a place: the subdistrict's clerk, at times the grid centre's.</summary>
    public string Desk(string unit, Chance chance) => tables.StreetOf(unit) is var street && street == "qinghe" || chance.Happens(0.25) ? Centre : $"{street}-clerk";

    /// <summary>Who signs for a unit.</summary>
    public string Signer(string unit) => tables.IsVillage(unit) ? GridMember(unit) : byUnit[unit].First();

    /// <summary>Who handles for a unit: officers of a subdistrict, the second clerk of a department, the grid member of a village.</summary>
    public string Hand(string unit, Chance chance)
    {
        if (tables.IsVillage(unit)) return GridMember(unit);
        var hands = byUnit[unit].ToList();
        var officers = hands.Where(person => person.Contains("-officer-", StringComparison.Ordinal)).ToList();
        return officers.Count > 0 ? chance.Of<string>(officers) : hands[^1];
    }

    /// <summary>Who looks at it afterwards: the grid member of the place, else the desk.</summary>
    public string Verifier(string unit, string handledBy, Chance chance)
    {
        if (tables.IsVillage(unit) && GridMember(unit) is var member && member != handledBy && chance.Happens(0.7)) return member;
        var street = tables.StreetOf(unit);
        return street == "qinghe" || handledBy == $"{street}-clerk" ? Centre : $"{street}-clerk";
    }
}
