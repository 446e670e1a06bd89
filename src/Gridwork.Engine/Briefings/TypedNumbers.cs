using System.Text.RegularExpressions;
using Gridwork.Engine.Campaigns;
using Gridwork.Forms;

namespace Gridwork.Engine.Briefings;

/// <summary>
/// Finds numbers that somebody typed into a template: they would lead back to nothing. Dates, times, ordinals (第3期), numbers of headings and
/// names such as 5G are not meant.
/// </summary>
internal static partial class TypedNumbers
{
    /// <summary>Finds them in a template's text.</summary>
    public static void Check(string file, string body, List<Problem> problems)
    {
        foreach (Match number in Of(body))
            problems.Add(new Problem(CampaignProblems.BriefingNumberTyped, FigureTags.Place(file, body, number.Index), [number.Value]));
    }

    /// <summary>Finds them in words of the front matter.</summary>
    public static void Check(SourceLocation where, string words, List<Problem> problems)
    {
        foreach (Match number in Of(words)) problems.Add(new Problem(CampaignProblems.BriefingNumberTyped, where, [number.Value]));
    }

    /// <summary>Those in some words.</summary>
    public static IReadOnlyList<string> In(string words) => [.. Of(words).Select(number => number.Value)];

    // What is masked keeps its length, so that a number stands where the author finds it.
    private static MatchCollection Of(string body) =>
        Number().Matches(Date().Replace(FigureTags.Tag().Replace(body, tag => Masked(tag.Value)), date => Masked(date.Value)));

    private static string Masked(string text) => string.Concat(text.Select(c => c == '\n' ? '\n' : ' '));

    [GeneratedRegex(
        @"第\s*\d+|\d+(?:\.\d+)?\s*(?:年|月|日|号|时|点|分(?!之)|期|届)|\d{1,2}[:：]\d{2}|\d{4}-\d{2}-\d{2}|^(?:#+\s*)?\d+[.．、)]\s"
        + @"|\b\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{4})?"
        + @"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2}(?:,?\s+\d{4})?",
        RegexOptions.Multiline)]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<![A-Za-z0-9])\d[\d,.]*(?:(?<=\d)%)?(?![A-Za-z0-9])")]
    private static partial Regex Number();
}
