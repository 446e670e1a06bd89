// Finds the figures in a template's text before Liquid runs it: which tallies it needs, and where each stands. Only what keeps a number
// traceable is let through: sums, roundings and texts made of figures would print a number that opens to nothing.
using System.Globalization;
using System.Text.RegularExpressions;
using Gridwork.Engine.Campaigns;
using Gridwork.Forms;

namespace Gridwork.Engine.Briefings;

/// <summary>The tags of a template's text.</summary>
internal static partial class FigureTags
{
    /// <summary>The member of a figure that is its bare number, for conditions: <c>{% if tally.stalls.count > 0 %}</c>.</summary>
    public const string Counted = "count";

    // The filters that a template may use.
    private static readonly HashSet<string> Known = ["on", "from", "until", "in", "part", "declared", "default"];

    public static IReadOnlyList<FigureReference> Read(string file, string body, List<Problem> problems)
    {
        var found = new List<FigureReference>();
        foreach (Match tag in Tag().Matches(body))
        {
            if (Loader().Match(tag.Value) is { Success: true } loader)
                problems.Add(new Problem(CampaignProblems.BriefingSyntax, Place(file, body, tag.Index), [loader.Value]));
            foreach (Match filter in Filter().Matches(Blank(tag.Value)))
                if (!Known.Contains(filter.Groups[1].Value))
                    problems.Add(new Problem(CampaignProblems.BriefingSyntax, Place(file, body, tag.Index + filter.Index), [filter.Value]));
            foreach (Match figure in Figure().Matches(tag.Value))
            {
                found.Add(Reference(file, body, tag.Index + figure.Index, figure, problems));
                // A bare count can be compared but not printed, a figure printed but not compared.
                if (Condition().IsMatch(tag.Value) != (figure.Groups["sub"].Value == Counted))
                    problems.Add(new Problem(CampaignProblems.BriefingSyntax, Place(file, body, tag.Index + figure.Index), [figure.Value.Trim()]));
            }
        }
        return found;
    }

    /// <summary>Refuses words that the front matter does not have.</summary>
    public static void CheckTexts(string file, string body, IReadOnlyList<string> names, List<Problem> problems)
    {
        foreach (Match tag in Tag().Matches(body))
        {
            foreach (Match text in FreeText().Matches(tag.Value))
            {
                var name = text.Groups[1].Value;
                if (!names.Contains(name))
                    problems.Add(new Problem(CampaignProblems.BriefingUnknownText, Place(file, body, tag.Index + text.Index), [name, string.Join('、', names)], NearestName.Find(name, names)));
            }
        }
    }

    /// <summary>The key after one more filter.</summary>
    /// <param name="key">The key before it.</param>
    /// <param name="filter">The filter's name.</param>
    /// <param name="argument">Its argument; empty where it has none.</param>
    /// <returns>The narrowed key; null when the argument is no day.</returns>
    public static FigureKey? Narrow(FigureKey key, string filter, string argument)
    {
        DateOnly day = default;
        if (filter is "on" or "from" or "until"
            && !DateOnly.TryParseExact(argument, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)) return null;
        return filter switch
        {
            "on" => key with { From = day, Until = day },
            "from" => key with { From = day },
            "until" => key with { Until = day },
            "in" => key with { In = argument },
            "part" => key with { Part = argument },
            "declared" => key with { Declared = true },
            _ => key,
        };
    }

    private static FigureReference Reference(string file, string body, int at, Match figure, List<Problem> problems)
    {
        var where = Place(file, body, at);
        var key = new FigureKey(figure.Groups["name"].Value);
        if (figure.Groups["sub"] is { Success: true, Value: not Counted and var sub }) key = sub == "declared" ? key with { Declared = true } : key with { Part = sub };
        for (var i = 0; i < figure.Groups["filter"].Captures.Count; i++)
        {
            var argument = figure.Groups["argument"].Captures[i].Value.Trim().Trim('"', '\'');
            if (Narrow(key, figure.Groups["filter"].Captures[i].Value, argument) is { } narrowed) key = narrowed;
            else problems.Add(new Problem(CampaignProblems.BriefingBadDay, where, [argument]));
        }
        return new FigureReference(key, where);
    }

    /// <summary>Line and column of a character, both from 1.</summary>
    public static SourceLocation Place(string file, string text, int at)
    {
        var line = text.AsSpan(0, at).Count('\n') + 1;
        return new SourceLocation(file, Line: line, Position: at - (at == 0 ? -1 : text.LastIndexOf('\n', at - 1)));
    }

    /// <summary>The tag with the insides of its texts blanked, so that a bar in a text is no filter.</summary>
    private static string Blank(string tag) => Quoted().Replace(tag, text => "\"" + new string('_', text.Length - 2) + "\"");

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}", RegexOptions.Singleline)]
    public static partial Regex Tag();

    [GeneratedRegex(@"\btally\s*\.\s*(?<name>[A-Za-z_][A-Za-z0-9_]*)(?:\.(?<sub>[A-Za-z_][A-Za-z0-9_-]*))?(?:\s*\|\s*(?<filter>on|from|until|in|part|declared)\b(?:\s*:)?(?<argument>\s*""[^""]*""|\s*'[^']*'|))*")]
    private static partial Regex Figure();

    [GeneratedRegex(@"\btext\s*\.\s*([A-Za-z_][A-Za-z0-9_]*)")]
    private static partial Regex FreeText();

    [GeneratedRegex(@"^\{%-?\s*(?:if|elsif|unless|case|when)\b")]
    private static partial Regex Condition();

    [GeneratedRegex(@"\|\s*([A-Za-z_]+)")]
    private static partial Regex Filter();

    [GeneratedRegex("\"[^\"]*\"|'[^']*'")]
    private static partial Regex Quoted();

    // A file from elsewhere, and an index that cannot be foreseen (tally[name]).
    [GeneratedRegex(@"(?<=\{%-?\s*)(include|render|layout|section|cycle|increment|decrement)\b|tally\s*\[")]
    private static partial Regex Loader();
}
