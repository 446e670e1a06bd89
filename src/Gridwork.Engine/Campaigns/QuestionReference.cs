using System.Text.RegularExpressions;

namespace Gridwork.Engine.Campaigns;

/// <summary>A member of campaign.yaml that names one question: <c>${location}</c>, or the bare name.</summary>
public static partial class QuestionReference
{
    /// <summary>The name or path without its braces.</summary>
    public static string Name(string reference) =>
        reference.StartsWith("${", StringComparison.Ordinal) && reference.EndsWith('}') ? reference[2..^1] : reference;

    /// <summary>The name of the question that an expression consists of alone; null: it says something else.</summary>
    public static string? Alone(string? expression) =>
        expression is not null && Braced().Match(expression) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^\s*\$\{([^{}]+)\}\s*$")]
    private static partial Regex Braced();
}
