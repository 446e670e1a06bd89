using Gridwork.DemoDistrict.Cases;

namespace Gridwork.DemoDistrict.HygieneCity;

internal sealed record CheckItem(string Code, string Part, string Zh, string En);

/// <summary>A kind of problem; Limit is its length in minutes of its own kind of time.</summary>
internal sealed record Category(string Code, string Part, string Zh, string En, int Limit, bool Working, bool Round, bool NeedsPhoto, string Clause);

/// <summary>What the campaign's hand-written tables say: categories, lines and duties; and the check items of the eight parts.</summary>
internal sealed class HygieneTables
{
    private readonly List<Dictionary<string, string>> duties;
    private readonly Dictionary<string, string> lineUnits;
    private readonly Dictionary<string, string> parents;
    private readonly DistrictUnits units;

    private static readonly string[] PartCodes = ["management", "education", "appearance", "environment", "venues", "food", "health", "vectors"];

    public HygieneTables(Repository repository, string campaign = "hygiene-city")
    {
        var categories = Csv.Read(repository.Campaign(campaign, "categories.csv"));
        // The parts stand in the order of the standard; their codes are the form's own.
        Parts = [.. categories.Select(row => (Zh: row["group_zh"], En: row["group_en"])).Distinct().Select((part, index) => new Named(PartCodes[index], part.Zh, part.En))];
        Categories = [.. categories.Select(row => new Category(
            row["code"], Parts.First(part => part.Zh == row["group_zh"]).Code, row["title_zh"], row["title_en"], WorkingTime.Minutes(row["limit"]),
            row["limit"].Contains("working", StringComparison.Ordinal), row["clock"] == "round", row["after_photo"] == "required", row["clause_zh"]))];
        var lines = Csv.Read(repository.Campaign(campaign, "lines.csv"));
        Lines = [.. lines.Select(row => new Named(row["code"], row["title_zh"], row["title_en"]))];
        lineUnits = lines.ToDictionary(row => row["code"], row => row["unit"], StringComparer.Ordinal);
        duties = Csv.Read(repository.Campaign(campaign, "duties.csv"));
        units = new DistrictUnits(repository);
        parents = units.Rows.ToDictionary(row => row["code"], row => row["parent"], StringComparer.Ordinal);
        Items = [.. Csv.Read(repository.Authored("story/check-items.csv")).Select(row => new CheckItem(row["code"], row["part"], row["title_zh"], row["title_en"]))];
    }

    public IReadOnlyList<Named> Parts { get; }

    public IReadOnlyList<Category> Categories { get; }

    public IReadOnlyList<Named> Lines { get; }

    public IReadOnlyList<CheckItem> Items { get; }

    /// <summary>Departments, then subdistricts, then villages and communities: whoever may hold a problem.</summary>
    public IReadOnlyList<Named> Units => units.Holders;

    /// <summary>Departments and subdistricts: whoever sits at a meeting and signs for a plan.</summary>
    public IReadOnlyList<Named> Bodies => [.. units.OfKind("subdistrict"), .. units.OfKind("department")];

    public Category Category(string code) => Categories.First(category => category.Code == code);

    /// <summary>Who answers: the row that fits most exactly, and the units that help; null where the list names nobody.</summary>
    /// <param name="category">The category.</param>
    /// <param name="line">The line, or null.</param>
    /// <param name="cell">The cell, or null outside the grid.</param>
    /// <param name="unit">The unit in which the problem lies.</param>
    public (string Host, IReadOnlyList<string> With)? Answers(string category, string? line, string? cell, string unit)
    {
        Dictionary<string, string>? best = null;
        var exactness = -1;
        foreach (var duty in duties.Where(duty => duty["category"] == category && (duty["line"].Length == 0 || duty["line"] == line)))
        {
            var place = duty["place"];
            var near = place.Length == 0 ? 0 : place == cell ? 9 : Depth(unit, place);
            if (near < 0) continue;
            var fits = (duty["line"].Length > 0 ? 100 : 0) + near;
            if (fits > exactness) (best, exactness) = (duty, fits);
        }
        if (best is null) return null;
        var host = best["host"] switch { "cell" => unit, "line" => lineUnits[line!], var code => code };
        return (host, [.. best["with"].Split(';', StringSplitOptions.RemoveEmptyEntries).Where(code => code != host)]);
    }

    /// <summary>The leading unit of a line.</summary>
    public string UnitOfLine(string line) => lineUnits[line];

    /// <summary>The subdistrict above a village or community; any other unit itself.</summary>
    public string StreetOf(string unit) => IsVillage(unit) ? parents[unit] : unit;

    public bool IsVillage(string unit) => parents[unit] is not ("" or "qinghe");

    private int Depth(string unit, string place)
    {
        for (var at = unit; at.Length > 0; at = parents[at])
        {
            if (at == place) return parents[place].Length == 0 ? 1 : parents[place] == "qinghe" ? 2 : 3;
        }
        return -1;
    }
}
