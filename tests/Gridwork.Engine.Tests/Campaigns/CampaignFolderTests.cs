using System.IO.Compression;
using System.Text;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Journal;

namespace Gridwork.Engine.Tests.Campaigns;

/// <summary>A campaign as a package and as a zip that somebody made.</summary>
public sealed class CampaignFolderTests
{
    [Fact]
    public void The_same_files_give_the_same_bytes()
    {
        var once = CampaignCheck.Run(Visits.Folder(), Visits.Places).Package();
        var files = Visits.Folder().Files.Reverse().ToDictionary(file => file.Key, file => file.Value);
        var again = CampaignCheck.Run(CampaignFolder.FromZip(new CampaignFolder("visits", files).ToPackage(new Dictionary<string, string>()), "visits"), Visits.Places).Package();
        Assert.Equal(Convert.ToHexString(WithoutForms(once)), Convert.ToHexString(WithoutForms(again)));
    }

    [Fact]
    public void A_package_loads_back_as_a_definition()
    {
        var package = CampaignCheck.Run(Visits.Folder(), Visits.Places).Package();
        var (definition, change) = Visits.Places.With(9, EntryKind.Definition, package);
        var campaign = definition.FindCampaign("visits")!;
        Assert.Equal(9, campaign.PublishedSeq);
        Assert.Equal(["visit", "report"], campaign.Forms.Select(form => form.Key));
        Assert.Equal("1", definition.FindForm("visit")!.Form.Version);
        Assert.Equal(8, change.Published.Count);
        Assert.Empty(change.Retired);
    }

    [Fact]
    public void An_unsound_campaign_is_not_packed() =>
        Assert.Throws<InvalidOperationException>(() => CampaignCheck.Run(Visits.Folder(name: "walks"), Visits.Places).Package());

    [Fact]
    public void A_zip_of_the_folder_loses_its_shell_and_its_samples()
    {
        var folder = CampaignFolder.FromZip(Zip(("visits/campaign.yaml", "id: visits"), ("visits/sample/visit.csv", "_instance")), "upload");
        Assert.Equal("visits", folder.Name);
        Assert.Equal(["campaign.yaml"], folder.Files.Keys);
    }

    [Theory]
    [InlineData("../campaign.yaml")]
    [InlineData("visits/../../campaign.yaml")]
    [InlineData("/campaign.yaml")]
    [InlineData("visits//campaign.yaml")]
    [InlineData("./campaign.yaml")]
    [InlineData("..\\campaign.yaml")]
    public void A_name_that_leads_out_of_the_folder_is_refused(string name) =>
        Assert.Throws<InvalidDataException>(() => CampaignFolder.FromZip(Zip((name, "id: visits")), "visits"));

    [Fact]
    public void A_file_that_unpacks_without_end_is_refused() =>
        Assert.Throws<InvalidDataException>(() => CampaignFolder.FromZip(Bomb(1, CampaignFolder.LargestFile + 1), "visits"));

    [Fact]
    public void Files_that_are_too_long_together_are_refused() =>
        Assert.Throws<InvalidDataException>(() => CampaignFolder.FromZip(Bomb(5, CampaignFolder.LargestFolder / 4), "visits"));

    [Fact]
    public void More_files_than_a_campaign_can_have_are_refused() =>
        Assert.Throws<InvalidDataException>(() => CampaignFolder.FromZip(
            Zip([.. Enumerable.Range(0, 2001).Select(i => ($"f{i}", ""))]), "visits"));

    [Fact]
    public void What_is_no_zip_is_refused() =>
        Assert.Throws<InvalidDataException>(() => CampaignFolder.FromZip("no zip at all"u8.ToArray(), "visits"));

    /// <summary>A package without the workbooks, whose own zips carry the time at which the test made them, and what was compiled from them.</summary>
    private static byte[] WithoutForms(byte[] package)
    {
        var folder = CampaignFolder.FromZip(package, "visits");
        var compiled = folder.Files.Keys.Where(path => path.StartsWith("compiled/", StringComparison.Ordinal)).ToDictionary(path => path, path => folder.Text(path)!);
        Assert.Equal(["compiled/report.xml", "compiled/visit.xml"], compiled.Keys.Order(StringComparer.Ordinal));
        return new CampaignFolder("visits", folder.Files.Where(file => !file.Key.EndsWith(".xlsx", StringComparison.Ordinal)).ToDictionary()).ToPackage(compiled);
    }

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var target = archive.CreateEntry(name).Open();
                target.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return stream.ToArray();
    }

    private static byte[] Bomb(int files, int length)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < files; i++)
            {
                using var target = archive.CreateEntry($"f{i}", CompressionLevel.Fastest).Open();
                for (var left = length; left > 0; left -= zeros.Length) target.Write(zeros, 0, Math.Min(left, zeros.Length));
            }
        }
        return stream.ToArray();
    }
}
