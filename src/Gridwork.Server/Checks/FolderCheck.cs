// A campaign's folder checked whole: the engine knows forms and rules, the documents know templates; this is where both are at hand.
using Gridwork.Documents.Decks;
using Gridwork.Documents.Papers;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Server.Papers;
using Problem = Gridwork.Forms.Problem;

namespace Gridwork.Server.Checks;

/// <summary>Checks campaign folders with the templates of their decks and papers.</summary>
public static class FolderCheck
{
    /// <summary>What is wrong with a folder, by file and place. Never throws for what an author can get wrong.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="district">The district that it is for; <see cref="DistrictDefinition.Empty"/> leaves out what hangs on its units.</param>
    public static CampaignReport Run(CampaignFolder folder, DistrictDefinition district)
    {
        var report = CampaignCheck.Run(folder, district);
        return report.File is { } file ? report.With(file.Papers.Select(paper => paper.Template).Distinct().SelectMany(OfPaper).Concat(OfDeck(file.DeckFile))) : report;

        IReadOnlyList<Problem> OfPaper(string path)
        {
            if (folder.Find(path) is not { } bytes) return [];
            using var template = new MemoryStream(bytes.ToArray());
            return Paper.Fill(template, path, PaperFields.Empty, Stream.Null);
        }

        IReadOnlyList<Problem> OfDeck(string? path)
        {
            if (path is null || folder.Find(path) is not { } bytes) return [];
            using var template = new MemoryStream(bytes.ToArray());
            return DeckTemplate.Open(template, path, out var refusal) is null ? [refusal!] : [];
        }
    }
}
