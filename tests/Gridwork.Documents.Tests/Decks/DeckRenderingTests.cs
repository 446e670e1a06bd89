using System.ComponentModel;
using System.Diagnostics;
using SkiaSharp;

namespace Gridwork.Documents.Tests.Decks;

/// <summary>
/// A deck as a program shows it that we did not write. ./test installs LibreOffice; where it is absent the test is skipped and says so. With
/// GRIDWORK_PICTURES set to a folder, the deck and its pages stay there to be looked at.
/// </summary>
public sealed class DeckRenderingTests
{
    [Fact]
    public async Task LibreOffice_shows_every_page_of_the_sample_deck()
    {
        using var rendering = new Rendering();
        var pages = await rendering.PagesOfAsync("deck.pptx", SampleDeck.Write(SampleDeck.Model));

        Assert.Equal(8, pages.Count);
        foreach (var page in pages)
        {
            using var picture = SKBitmap.Decode(page);
            // The paper's colour at the edge, and ink on it.
            Assert.Equal((251, 246, 234), (picture.GetPixel(4, 4).Red, picture.GetPixel(4, 4).Green, picture.GetPixel(4, 4).Blue));
            Assert.Contains(picture.Pixels, pixel => pixel.Red < 60 && pixel.Green < 60);
        }
    }
}

/// <summary>LibreOffice and poppler, in a folder of their own.</summary>
internal sealed class Rendering : IDisposable
{
    private readonly string? kept = Environment.GetEnvironmentVariable("GRIDWORK_PICTURES");
    private readonly string folder;

    public Rendering() => folder = Directory.CreateDirectory(kept ?? Path.Combine(Path.GetTempPath(), "gridwork-" + Path.GetRandomFileName())).FullName;

    /// <summary>The pages of a document as PNG files, in order. Skips the test where the programs are absent.</summary>
    public async Task<IReadOnlyList<string>> PagesOfAsync(string name, byte[] document)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(file, document, TestContext.Current.CancellationToken);
        await RunAsync("soffice", $"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, file);
        var pdf = Path.ChangeExtension(file, ".pdf");
        Assert.True(File.Exists(pdf), "LibreOffice made no PDF: it could not open the document.");
        await RunAsync("pdftoppm", "-png", "-r", "80", pdf, Path.ChangeExtension(file, null));
        return [.. Directory.GetFiles(folder, Path.GetFileNameWithoutExtension(name) + "-*.png").Order(StringComparer.Ordinal)];
    }

    public void Dispose()
    {
        if (kept is null) Directory.Delete(folder, recursive: true);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = process.StandardOutput.ReadToEndAsync();
            var complained = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, $"{program}: {await said}{await complained}");
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed: apt-get install libreoffice-impress libreoffice-writer poppler-utils");
        }
    }
}
