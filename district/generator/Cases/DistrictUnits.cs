namespace Gridwork.DemoDistrict.Cases;

/// <summary>A code and its titles.</summary>
internal sealed record Named(string Code, string Zh, string En);

/// <summary>The units of the district by kind.</summary>
internal sealed class DistrictUnits(Repository repository)
{
    public List<Dictionary<string, string>> Rows { get; } = Csv.Read(repository.District("units.csv"));

    /// <summary>Departments, then subdistricts, then villages and communities: whoever may hold a problem.</summary>
    public IReadOnlyList<Named> Holders => [.. OfKind("department"), .. OfKind("subdistrict"), .. OfKind("village")];

    public IEnumerable<Named> OfKind(string kind) => Rows.Where(row => row["kind"] == kind).Select(row => new Named(row["code"], row["name_zh"], row["name_en"]));
}
