using System.IO.Compression;
using Gridwork.Documents.Packages;
using Gridwork.Documents.Tests.Decks;

namespace Gridwork.Documents.Tests.Packages;

/// <summary>Each fault that the check knows is found in a deck that has it.</summary>
public sealed class PackageCheckTests
{
    private static readonly Lazy<byte[]> Sound = new(() => SampleDeck.Write(SampleDeck.Model));

    private static IReadOnlyList<string> After(Action<ZipArchive> damage)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Sound.Value);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true)) damage(zip);
        return [.. PackageCheck.Check(bytes).Select(fault => fault.ToString().TrimEnd())];
    }

    private static void Replace(ZipArchive zip, string part, string from, string to)
    {
        string text;
        using (var reader = new StreamReader(zip.GetEntry(part)!.Open())) text = reader.ReadToEnd();
        Assert.Contains(from, text);
        zip.GetEntry(part)!.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(part).Open());
        writer.Write(text.Replace(from, to, StringComparison.Ordinal));
    }

    [Fact]
    public void A_sound_deck_has_none() => Assert.Empty(After(_ => { }));

    [Fact]
    public void A_missing_photo() => Assert.Contains(
        "Target /ppt/slides/slide5.xml rId2 → /ppt/media/photo1.jpeg", After(zip => zip.GetEntry("ppt/media/photo1.jpeg")!.Delete()));

    [Fact]
    public void A_part_that_nothing_leads_to_and_a_gap_in_the_numbers() => Assert.Equal(
        ["Orphan /ppt/charts/chart9.xlsx", "Number /ppt/charts/chart 1 2 3 9"],
        After(zip => zip.CreateEntry("ppt/charts/chart9.xlsx").Open().Dispose()));

    [Fact]
    public void A_part_without_a_content_type() => Assert.Contains("ContentType /ppt/x.bin none", After(zip => zip.CreateEntry("ppt/x.bin").Open().Dispose()));

    [Fact]
    public void A_content_type_without_its_part() => Assert.Contains(
        "ContentType /ppt/slides/slide7.xml stated, but not there", After(zip => zip.GetEntry("ppt/slides/slide7.xml")!.Delete()));

    [Fact]
    public void A_relationship_that_is_named_and_not_there() => Assert.Equal(
        ["Reference /ppt/slides/slide5.xml rId99 is named and not there"], After(zip => Replace(zip, "ppt/slides/slide5.xml", "r:embed=\"rId2\"", "r:embed=\"rId99\"")));

    [Fact]
    public void Two_shapes_with_one_id() => Assert.Equal(
        ["Identity /ppt/slides/slide5.xml 2 twice"], After(zip => Replace(zip, "ppt/slides/slide5.xml", "id=\"3\" name=\"demo\"", "id=\"2\" name=\"demo\"")));

    [Fact]
    public void A_workbook_that_holds_another_value() => Assert.Equal(
        ["ChartValue /ppt/charts/chart1.xml Sheet1!$B$2:$B$6, 0: 413 shown, 412 held"], After(zip => Replace(zip, "ppt/charts/chart1.xml", ">412<", ">413<")));

    [Fact]
    public void A_workbook_that_cannot_be_opened() => Assert.Equal(
        ["Workbook /ppt/charts/chart1.xml /ppt/embeddings/chart1.xlsx cannot be opened"],
        After(zip =>
        {
            zip.GetEntry("ppt/embeddings/chart1.xlsx")!.Delete();
            zip.CreateEntry("ppt/embeddings/chart1.xlsx").Open().Dispose();
        }));

    [Fact]
    public void A_chart_that_leaves_its_title_to_chance() => Assert.Equal(
        ["ChartTitle /ppt/charts/chart1.xml autoTitleDeleted is not there"],
        After(zip => Replace(zip, "ppt/charts/chart1.xml", "<c:autoTitleDeleted val=\"0\" />", "")));

    [Fact]
    public void What_is_no_package_at_all() => Assert.Equal(PackageFaultKind.Unreadable, Assert.Single(PackageCheck.Check(new MemoryStream([1, 2, 3]))).Kind);
}
