using System.Globalization;
using System.IO.Compression;
using Gridwork.Documents.Decks;
using P = DocumentFormat.OpenXml.Presentation;

namespace Gridwork.Documents.Tests.Decks;

/// <summary>A deck on a district's own template.</summary>
public sealed class DeckTemplateTests
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    // A district's template as it may come: 4 : 3, blue, with slides of its own.
    private static byte[] District()
    {
        using var bytes = new MemoryStream();
        bytes.Write(SampleDeck.Write(SampleDeck.Model));
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            Change(zip, "ppt/theme/theme1.xml", "FBF6EA", "E5EEF4");
            Change(zip, "ppt/presentation.xml", "cx=\"12192000\"", "cx=\"9144000\"");
            Change(zip, "ppt/slideMasters/slideMaster1.xml", "<a:off x=\"487680\" y=\"624840\"/><a:ext cx=\"7924800\"", "<a:off x=\"487680\" y=\"424840\"/><a:ext cx=\"7024800\"");
        }
        return bytes.ToArray();
    }

    private static void Change(ZipArchive zip, string part, string from, string to)
    {
        string text;
        using (var reader = new StreamReader(zip.GetEntry(part)!.Open())) text = reader.ReadToEnd();
        Assert.Contains(from, text);
        zip.GetEntry(part)!.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(part).Open());
        writer.Write(text.Replace(from, to, StringComparison.Ordinal));
    }

    [Fact]
    public void Its_master_and_theme_are_used_and_its_slides_are_not()
    {
        var template = DeckTemplate.Open(new MemoryStream(District()), "区模板.potx", out var refusal);

        Assert.Null(refusal);
        var pptx = SampleDeck.Write(SampleDeck.Model with { Slides = [SampleDeck.Cell, SampleDeck.Model.Slides[2]] }, template);
        DeckTests.IsSound(pptx);
        using var zip = new ZipArchive(new MemoryStream(pptx));
        using var theme = new StreamReader(zip.GetEntry("ppt/theme/theme1.xml")!.Open());
        Assert.Contains("E5EEF4", theme.ReadToEnd());
        Assert.Equal(2, zip.Entries.Count(entry => entry.FullName.StartsWith("ppt/slides/slide", StringComparison.Ordinal)));
        DeckTests.Read(pptx, slides =>
        {
            Assert.All(slides, slide => Assert.Equal("内容", slide.SlideLayoutPart!.SlideLayout!.CommonSlideData!.Name));
            // Everything is laid out for the narrower slide, below the template's own title.
            Assert.All(
                slides.SelectMany(slide => slide.Slide!.Descendants<P.GraphicFrame>()),
                frame => Assert.InRange(frame.Transform!.Offset!.X!.Value + frame.Transform.Extents!.Cx!.Value, 0, 9_144_000));
            return 0;
        });
    }

    [Fact]
    public void A_file_that_is_no_presentation_is_refused_in_words()
    {
        var sheet = ChartWorkbook.Write(new DeckChart(null, DeckChartKind.Bar, ["甲"], [new("件", [1])]));

        Assert.Null(DeckTemplate.Open(new MemoryStream([1, 2, 3]), "区模板.potx", out var refusal));
        Assert.Equal("区模板.potx：打不开这个 PPT 模板。用 PowerPoint 另存为 .potx（不带宏）再传。", refusal!.Line(Chinese));
        Assert.Null(DeckTemplate.Open(new MemoryStream(sheet), "表.xlsx", out refusal));
        Assert.Equal("deck.not-a-presentation", refusal!.Code);
    }
}
