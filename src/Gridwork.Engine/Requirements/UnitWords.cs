// Which units a sentence names, and as what: 由执法局牵头，禾范街道配合. Names as they stand in the tree, without 街道, 村, 社区; and what people make of the
// long names of offices: 市监局 keeps the letters of 市场监管局 in their order and ends as it does. What fits two units names neither.
using Gridwork.Engine.Districts;

namespace Gridwork.Engine.Requirements;

/// <summary>A unit that a text names.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Words">The words that name it, as they stand in the text.</param>
/// <param name="From">Where they begin.</param>
/// <param name="Part">What the text makes of it.</param>
public sealed record FoundUnit(Unit Unit, string Words, int From, UnitPart Part);

/// <summary>What a text makes of a unit.</summary>
public enum UnitPart
{
    /// <summary>It is named.</summary>
    Named,

    /// <summary>It leads: 牵头, 负责, 主办.</summary>
    Leads,

    /// <summary>It helps: 配合, 协助.</summary>
    Helps,
}

/// <summary>Finds units in a text.</summary>
public static class UnitWords
{
    private const int ShortestAbbreviation = 3;

    private static readonly string[] Endings =
        ["街道办事处", "街道", "社区", "村", " Subdistrict", " Community", " Village", " Bureau", " Department", " Office"];

    private static readonly string[] Leading = ["牵头", "负责", "主办", "承办", "主责", " leads", " is responsible"];
    private static readonly string[] Helping = ["配合", "协助", "协同", "协办", "参与", " helps", " help", " assists", " assist", " supports"];
    private static readonly string[] Fetching = ["配合", "协助", "协同", "会同", "联合", "商", "with", "helped by", "assisted by", "supported by"];
    private static readonly string[] Joining = ["、", "，", ",", "和", "与", "及", " and ", " "];

    /// <summary>The units, in the order of the text, each once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="units">The units that may be meant.</param>
    public static IReadOnlyList<FoundUnit> Find(string text, IReadOnlyList<Unit> units)
    {
        var found = new List<(Unit Unit, int From, int Length)>();
        foreach (var unit in units)
        {
            foreach (var name in NamesOf(unit))
            {
                for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
                {
                    if (IsWord(text, at, name)) found.Add((unit, at, name.Length));
                }
            }
        }
        found.AddRange(Abbreviations(text, units));
        // Of words that overlap the longer ones count: 禾范东村 is not 禾范.
        var kept = new List<(Unit Unit, int From, int Length)>();
        foreach (var one in found.OrderByDescending(one => one.Length).ThenBy(one => one.From))
        {
            if (!kept.Exists(other => one.From < other.From + other.Length && other.From < one.From + one.Length)) kept.Add(one);
            else if (kept.FindIndex(other => other.From == one.From && other.Length == one.Length && other.Unit != one.Unit) is >= 0 and var twice)
                kept[twice] = (null!, one.From, one.Length);
        }
        return Parted(text, [.. kept.Where(one => one.Unit is not null).OrderBy(one => one.From)]);
    }

    private static IEnumerable<string> NamesOf(Unit unit)
    {
        foreach (var name in new[] { unit.Name.Zh, unit.Name.En }.OfType<string>())
        {
            yield return name;
            if (Endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.Ordinal)) is { } ending && name.Length - ending.Length >= 2)
                yield return name[..^ending.Length];
        }
    }

    /// <summary>Letters of Latin script end a word where no further letter follows; Chinese has no such ends.</summary>
    private static bool IsWord(string text, int at, string name) =>
        !char.IsAsciiLetter(name[0]) || ((at == 0 || !char.IsAsciiLetter(text[at - 1])) && (at + name.Length == text.Length || !char.IsAsciiLetter(text[at + name.Length])));

    private static IEnumerable<(Unit Unit, int From, int Length)> Abbreviations(string text, IReadOnlyList<Unit> units)
    {
        var offices = units.Where(unit => unit.Kind == UnitKind.Department && unit.Name.Zh.Length > ShortestAbbreviation).ToList();
        for (var end = 1; end <= text.Length; end++)
        {
            for (var length = ShortestAbbreviation; length <= end; length++)
            {
                var part = text.AsSpan(end - length, length);
                Unit? only = null;
                var several = false;
                foreach (var office in offices)
                {
                    if (!Abbreviates(part, office.Name.Zh)) continue;
                    several = only is not null;
                    only ??= office;
                    if (several) break;
                }
                // 中心 ends what has a letter more.
                if (only is null && length > ShortestAbbreviation) break;
                if (only is null || several) continue;
                yield return (only, end - length, length);
                break;
            }
        }
    }

    private static bool Abbreviates(ReadOnlySpan<char> part, string name)
    {
        // 中心 is one ending, and one letter before it is no name.
        if (part[^1] != name[^1] || (name.EndsWith("中心", StringComparison.Ordinal) && (!part.EndsWith("中心") || part.Length < 4))) return false;
        var at = 0;
        foreach (var letter in part)
        {
            at = name.IndexOf(letter, at) + 1;
            if (at == 0) return false;
        }
        return at == name.Length;
    }

    private static List<FoundUnit> Parted(string text, List<(Unit Unit, int From, int Length)> found)
    {
        var named = new List<FoundUnit>();
        for (var first = 0; first < found.Count;)
        {
            // Units that are named in one breath have one part: 建设局、禾范街道配合.
            var last = first;
            while (last + 1 < found.Count && IsJoin(text[(found[last].From + found[last].Length)..found[last + 1].From])) last++;
            var before = text[..found[first].From].TrimEnd();
            var after = text[(found[last].From + found[last].Length)..];
            var part = Starts(after, Leading) ? UnitPart.Leads
                : Starts(after, Helping) ? UnitPart.Helps
                : Fetching.FirstOrDefault(word => before.EndsWith(word, StringComparison.OrdinalIgnoreCase)) is { } word && !IsItsVerb(before, word, first == 0 ? 0 : found[first - 1].From + found[first - 1].Length)
                    ? UnitPart.Helps
                : UnitPart.Named;
            for (; first <= last; first++)
            {
                var (unit, from, length) = found[first];
                if (!named.Exists(other => other.Unit == unit)) named.Add(new FoundUnit(unit, text.Substring(from, length), from, part));
            }
        }
        return named;
    }

    private static bool IsJoin(string between) => between.Length > 0 && Joining.Contains(between, StringComparer.Ordinal);

    private static bool Starts(string after, string[] words) => words.Any(word => after.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>In 建设局配合禾范街道 the one in front helps, not the one behind.</summary>
    private static bool IsItsVerb(string before, string word, int end) => Helping.Contains(word) && end > 0 && before.Length - word.Length == end;
}
