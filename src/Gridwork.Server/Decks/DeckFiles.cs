using System.Runtime.CompilerServices;
using Gridwork.Documents.Decks;
using Gridwork.Engine.Campaigns;

namespace Gridwork.Server.Decks;

/// <summary>Writes decks, two at once at most: each scales photos on all processors.</summary>
internal sealed class DeckFiles : IDisposable
{
    private readonly SemaphoreSlim turns = new(2);

    // A campaign is another object after each publication; its template is read once.
    private readonly ConditionalWeakTable<Campaign, DeckTemplate> templates = [];

    /// <summary>Writes a deck into a passing file that goes when it is closed: decks are too large for memory and are sent at the reader's pace.</summary>
    /// <param name="model">What it says.</param>
    /// <param name="campaign">The campaign, whose folder may hold a template of its own.</param>
    /// <param name="cancel">Gives up waiting for a turn.</param>
    /// <returns>The file, at its beginning.</returns>
    public async Task<Stream> WriteAsync(DeckModel model, Campaign campaign, CancellationToken cancel)
    {
        await turns.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => Write(model, templates.GetValue(campaign, TemplateOf)), cancel);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>The campaign's template, else the program's own. It was looked at before the campaign was published.</summary>
    private static DeckTemplate TemplateOf(Campaign campaign)
    {
        if (campaign.File.DeckFile is not { } name || !campaign.Folder.Files.TryGetValue(name, out var bytes)) return DeckTemplate.Own;
        using var file = new MemoryStream(bytes.ToArray());
        return DeckTemplate.Open(file, name, out _) ?? DeckTemplate.Own;
    }

    private static FileStream Write(DeckModel model, DeckTemplate template)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 128 * 1024,
            Options = FileOptions.DeleteOnClose,
        };
        // The folder for passing files is everybody's on a machine; what a deck shows is not.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        try
        {
            Deck.Write(model, file, template);
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();
}
