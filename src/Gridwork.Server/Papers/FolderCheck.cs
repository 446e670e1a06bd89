// A campaign's folder checked whole: the engine knows forms and rules, the documents know templates; this is where both are at hand.
using Gridwork.Documents.Papers;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;

namespace Gridwork.Server.Papers;

/// <summary>Checks campaign folders with the templates of their papers.</summary>
public static class FolderCheck
{
    /// <summary>What is wrong with a folder, by file and place.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="district">The district that it is for.</param>
    public static CampaignReport Run(CampaignFolder folder, DistrictDefinition district)
    {
        var report = CampaignCheck.Run(folder, district);
        if (report.File is not { Papers.Count: > 0 } file) return report;
        return report with { Problems = [.. report.Problems, .. file.Papers.Select(paper => paper.Template).Distinct().SelectMany(Template)] };

        IReadOnlyList<Forms.Problem> Template(string path)
        {
            if (folder.Find(path) is not { } bytes) return [];
            using var template = new MemoryStream(bytes.ToArray());
            return Paper.Fill(template, path, PaperFields.Empty, Stream.Null);
        }
    }
}
