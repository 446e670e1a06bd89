namespace Gridwork.Engine.Campaigns;

/// <summary>A member of campaign.yaml that names one question: <c>${location}</c>, or the bare name.</summary>
internal static class QuestionReference
{
    /// <summary>The name or path without its braces.</summary>
    public static string Name(string reference) =>
        reference.StartsWith("${", StringComparison.Ordinal) && reference.EndsWith('}') ? reference[2..^1] : reference;
}
