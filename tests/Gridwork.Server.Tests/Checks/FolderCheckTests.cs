using System.Globalization;
using Gridwork.Documents.Decks;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Server.Checks;

namespace Gridwork.Server.Tests.Checks;

/// <summary>Office files of a campaign folder are opened when it is checked.</summary>
public sealed class FolderCheckTests
{
    private const string Yaml =
        """
        id: visits
        title: 走访
        period: {from: 2021-05-01}
        unit: district
        deck: deck.potx
        """;

    [Fact]
    public void A_template_that_can_be_used_is_no_problem() => Assert.Empty(Lines(Deck()));

    [Fact]
    public void One_that_cannot_is_named_with_what_to_do() =>
        Assert.Equal(["deck.potx：打不开这个 PPT 模板。用 PowerPoint 另存为 .potx（不带宏）再传。"], Lines([1, 2, 3]));

    [Fact]
    public void One_that_is_not_there_is_missed_at_its_line() =>
        Assert.Contains("campaign.yaml › 第 5行", Assert.Single(Lines(null)), StringComparison.Ordinal);

    private static byte[] Deck()
    {
        using var file = new MemoryStream();
        Documents.Decks.Deck.Write(new DeckModel { Title = "t", District = "d", AsOf = "a", Slides = [new CoverSlide { Title = "t", Lines = [] }] }, file);
        return file.ToArray();
    }

    private static string[] Lines(byte[]? deck)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>> { ["campaign.yaml"] = Encoding.UTF8.GetBytes(Yaml) };
        if (deck is not null) files["deck.potx"] = deck;
        return [.. FolderCheck.Run(new CampaignFolder("visits", files), DistrictDefinition.Empty).Problems
            .Select(problem => problem.Line(CultureInfo.GetCultureInfo("zh-CN"))).Where(line => line.Contains("deck.potx", StringComparison.Ordinal))];
    }
}
