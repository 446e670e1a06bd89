using CsCheck;

namespace Gridwork.Stores.Tests.Journal;

/// <summary>Records of a campaign, some corrected once or more, some sent twice, and an order in which they happen to arrive.</summary>
/// <param name="InOrder">Each correction after what it corrects.</param>
/// <param name="Shuffled">The same in any order, some twice.</param>
internal sealed record History(IReadOnlyList<Visit> InOrder, IReadOnlyList<Visit> Shuffled)
{
    private static readonly Gen<Visit> Answers =
        CsCheck.Gen.Select(
                CsCheck.Gen.Bool.Select(east => east ? "east" : "west"), CsCheck.Gen.Int[0, 9], CsCheck.Gen.Char['a', 'd'].Select(who => who.ToString()), CsCheck.Gen.Int[1, 5])
            .Select((village, places, who, day) => new Visit("", village, places, who, Day: day));

    /// <summary>Chains of one to four records each, then a shuffle with repetitions.</summary>
    public static Gen<History> Gen { get; } =
        from chains in Answers.Array[1, 4].Array[1, 6]
        from order in CsCheck.Gen.Int[0, int.MaxValue].Array[48]
        select Make(chains, order);

    /// <summary>One fixed history.</summary>
    public static History Fixed { get; } = Make(
        [
            [new Visit("", "east", 3, "a"), new Visit("", "west", 4, "a", Day: 2), new Visit("", "west", 5, "b", Day: 3)],
            [new Visit("", "west", 2, "b"), new Visit("", "east", 2, "b")],
            [new Visit("", "east", 7, "a", Day: 4)],
            [new Visit("", "east", 1, "c"), new Visit("", "east", 0, "c")],
        ],
        [.. Enumerable.Range(0, 48).Select(i => i * 7919 % 101)]);

    private static History Make(Visit[][] chains, int[] order)
    {
        var inOrder = new List<Visit>();
        for (var chain = 0; chain < chains.Length; chain++)
        {
            for (var i = 0; i < chains[chain].Length; i++)
                inOrder.Add(chains[chain][i] with { Id = $"v{chain}.{i}", Corrects = i == 0 ? null : $"v{chain}.{i - 1}" });
        }
        var arrivals = inOrder.Concat(inOrder.Where((_, i) => order[i] % 3 == 0));
        return new History(inOrder, [.. arrivals.Select((visit, i) => (visit, order[i])).OrderBy(pair => pair.Item2).Select(pair => pair.visit)]);
    }

    /// <summary>What must be counted in the end, reckoned from the last record of each chain; the day is the first one's.</summary>
    public (SortedDictionary<string, long> Places, long People, long VillagePeople, long Visits) Recount()
    {
        var corrected = InOrder.Select(visit => visit.Corrects).ToHashSet();
        var standing = InOrder.Where(visit => !corrected.Contains(visit.Id)).ToList();
        var places = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var visit in standing)
        {
            var root = visit;
            while (root.Corrects is { } before) root = InOrder.First(other => other.Id == before);
            var key = $"places unit {(visit.Village == "east" ? 2 : 3)} 06-{root.Day:00}";
            places[key] = places.GetValueOrDefault(key) + visit.Places;
        }
        foreach (var zero in places.Where(pair => pair.Value == 0).ToList()) places.Remove(zero.Key);
        return (places, standing.Select(visit => visit.Who).Distinct().Count(), standing.Select(visit => (visit.Who, visit.Village)).Distinct().Count(),
            standing.Count);
    }
}
