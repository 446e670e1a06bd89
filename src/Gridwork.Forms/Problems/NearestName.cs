namespace Gridwork.Forms;

/// <summary>Finds the name that was probably meant, for "did you mean".</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate with the fewest edits (insert, delete, replace, swap of neighbours; case ignored), or null when the best one
    /// needs more than a third of the letters. Of equals the first wins.
    /// </summary>
    public static string? Find(string wanted, IEnumerable<string> candidates)
    {
        string? best = null;
        var least = int.MaxValue;
        foreach (var candidate in candidates)
        {
            if (candidate.Length == 0) continue;
            var longest = Math.Max(wanted.Length, candidate.Length);
            if (Math.Abs(wanted.Length - candidate.Length) > longest / 3 + 1) continue;
            var distance = Distance(wanted, candidate);
            if (distance < least && distance <= Math.Max(1, longest / 3) && distance < longest)
            {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /// <summary>The number of edits (restricted Damerau–Levenshtein) between two names; letters' case is ignored.</summary>
    public static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var now = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                now[j] = Math.Min(Math.Min(now[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1])) now[j] = Math.Min(now[j], before[j - 2] + 1);
            }
            (before, last, now) = (last, now, before);
        }
        return last[b.Length];
    }

    private static bool Same(char x, char y) => char.ToLowerInvariant(x) == char.ToLowerInvariant(y);
}
