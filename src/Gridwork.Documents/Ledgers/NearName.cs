using Gridwork.Forms;

namespace Gridwork.Documents.Ledgers;

/// <summary>Something that a cell may name: a choice or a unit.</summary>
/// <param name="Value">What stands in the record.</param>
/// <param name="Names">All that it is called: name and labels.</param>
/// <param name="Label">What a reader is shown.</param>
internal sealed record Named(string Value, IReadOnlyList<string> Names, string Label);

/// <summary>Finds what a clerk's word names.</summary>
internal static class NearName
{
    /// <summary>Ends that a name bears or leaves off.</summary>
    private static readonly string[] Ends = ["村民委员会", "居民委员会", "村委会", "居委会", "社区", "街道办事处", "街道", "村", "路段"];

    private static readonly string[] Starts = ["已经", "已", "现场", "当场"];

    /// <summary>
    /// The one that the word names: by its whole name, else by the only name that holds the word or is held by it. Else null, with those that
    /// come near.
    /// </summary>
    public static Named? Find(string word, IReadOnlyList<Named> all, out IReadOnlyList<Named> near)
    {
        near = [];
        var folded = FoldedText.Fold(word);
        if (folded.Length == 0) return null;
        foreach (var named in all)
            if (named.Names.Any(name => FoldedText.Fold(name) == folded))
                return named;
        var stem = Stem(folded);
        var stems = all.Where(named => named.Names.Any(name => Stem(FoldedText.Fold(name)) == stem)).ToList();
        if (stems.Count == 1) return stems[0];
        var holders = stem.Length == 0 ? [] : all.Where(named => named.Names.Any(name => Holds(Stem(FoldedText.Fold(name)), stem))).ToList();
        if (holders.Count == 1) return holders[0];
        if (holders.Count > 1)
        {
            near = holders;
            return null;
        }
        near = [.. all.Where(named => named.Names.Any(name => NearestName.Find(word, [name]) is not null))];
        return null;
    }

    /// <summary>Whether one is part of the other. Of Latin names only whole ones count: "a" is in almost everything.</summary>
    private static bool Holds(string name, string word)
    {
        if (name.Length == 0 || (char.IsAscii(word[0]) && word.Length < 4)) return false;
        return name.Contains(word, StringComparison.Ordinal) || (name.Length >= 2 && !char.IsAscii(name[0]) && word.Contains(name, StringComparison.Ordinal));
    }

    private static string Stem(string folded)
    {
        foreach (var start in Starts)
            if (folded.Length > start.Length && folded.StartsWith(start, StringComparison.Ordinal))
            {
                folded = folded[start.Length..];
                break;
            }
        foreach (var end in Ends)
            if (folded.Length > end.Length + 1 && folded.EndsWith(end, StringComparison.Ordinal))
                return folded[..^end.Length];
        return folded.Length > 1 && folded[^1] == '了' ? folded[..^1] : folded;
    }
}
