using Gridwork.Engine.Campaigns;

namespace Gridwork.Engine.Cases;

/// <summary>Which photos of records stand in cases: those that the campaign's rules name, never the others of the same record.</summary>
public static class CasePhotos
{
    /// <summary>Whether records of a form version can bring one.</summary>
    public static bool Brings(Campaign campaign, FormVersion version) => Questions(campaign, version).Any();

    /// <summary>The names of the files that a record brings to a case; none where its body cannot be read.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="version">The version of its form.</param>
    /// <param name="body">Its body, whole or redacted.</param>
    public static IReadOnlyList<string> In(Campaign campaign, FormVersion version, ReadOnlyMemory<byte> body)
    {
        if (version.Form.Read(body, out _) is not { } reading) return [];
        return [.. Questions(campaign, version).Select(question => reading[question]).Where(value => !value.IsEmpty).Select(value => value.Text.Trim()).Distinct()];
    }

    private static IEnumerable<string> Questions(Campaign campaign, FormVersion version)
    {
        if (campaign.Cases is not { } rules || campaign.Forms.FirstOrDefault(form => form.No == version.FormNo)?.Key is not { } key) return [];
        return rules.Open.Where(rule => rule.Form == key).Select(rule => rule.Photo)
            .Concat(rules.Steps.Where(rule => rule.Form == key).Select(rule => rule.Photo))
            .OfType<string>().Select(QuestionReference.Name).Distinct();
    }
}
