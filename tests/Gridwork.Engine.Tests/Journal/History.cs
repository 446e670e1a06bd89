using CsCheck;

namespace Gridwork.Engine.Tests.Journal;

/// <summary>Records, some corrected once or more, and an order in which they happen to arrive, some of them twice.</summary>
/// <param name="InOrder">Each correction after what it corrects.</param>
/// <param name="Shuffled">The same in any order, with duplicates.</param>
internal sealed record History(IReadOnlyList<Visit> InOrder, IReadOnlyList<Visit> Shuffled)
{
    private static readonly Gen<Visit> Answers =
        from village in OneOf("east", "west")
        from kind in OneOf("stall", "sign")
        from places in CsCheck.Gen.Int[0, 9]
        from house in OneOf("", "h1", "h2", "h3")
        from finds in OneOf("", "a", "a,b")
        from day in CsCheck.Gen.Int[20, 26]
        select new Visit("")
        {
            Village = village,
            Kind = kind,
            Places = $"{places}",
            Waste = $"{places * 2}",
            House = house,
            Finds = finds,
            End = $"2021-05-{day}T09:00:00.000+08:00",
        };

    /// <summary>Chains of one to four records, shuffled.</summary>
    public static Gen<History> Gen { get; } =
        from chains in Answers.Array[1, 4].Array[1, 6]
        from order in CsCheck.Gen.Int[0, 100_000].Array[48]
        select Make(chains, order);

    private static Gen<string> OneOf(params string[] texts) => CsCheck.Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static History Make(Visit[][] chains, int[] order)
    {
        var inOrder = chains.SelectMany((chain, c) => chain.Select((visit, i) =>
            visit with { Id = $"v{c}.{i}", Corrects = i == 0 ? null : $"v{c}.{i - 1}" })).ToList();
        var arrivals = inOrder.Concat(inOrder.Where((_, i) => order[i] % 3 == 0));
        return new History(inOrder, [.. arrivals.Select((visit, i) => (visit, order[i])).OrderBy(pair => pair.Item2).Select(pair => pair.visit)]);
    }
}
