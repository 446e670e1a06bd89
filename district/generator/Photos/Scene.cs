namespace Gridwork.DemoDistrict.Photos;

/// <summary>What a photo of a problem shows.</summary>
/// <param name="Category">The problem's category.</param>
/// <param name="Seed">What the place looks like comes from it: the same before and after.</param>
/// <param name="After">Whether it was taken after the handling.</param>
internal sealed record Scene(string Category, string Seed, bool After)
{
    // The roadside's and the street's drawings serve for what is found outdoors; of what is indoors only the shop front is seen.
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["dumping"] = "dumping",
        ["exposed-waste"] = "dumping",
        ["bin-overflow"] = "dumping",
        ["vending"] = "stall",
        ["market"] = "market",
        ["ads"] = "sign",
        ["unclaimed"] = "sign",
        ["site-fence"] = "structure",
        ["bare-soil"] = "spill",
        ["standing-water"] = "surface",
        ["manhole"] = "surface",
        ["road-damage"] = "surface",
        ["sign"] = "sign",
        ["structure"] = "structure",
        ["spill"] = "spill",
        ["surface"] = "surface",
    };

    /// <summary>Whether the find itself can be drawn; a photo of before is only taken of such.</summary>
    public static bool Shows(string category) => Kinds.ContainsKey(category);

    /// <summary>The drawing that it is made with.</summary>
    public string Kind => Kinds.GetValueOrDefault(Category, "stall");

    /// <summary>How many things stand or lie there.</summary>
    public int Count => Places ?? new Chance(Seed + "/count").Whole(1, 3);

    /// <summary>How many places the record says; null: it does not.</summary>
    public int? Places { get; init; }
}
