using Gridwork.Documents.Decks;

namespace Gridwork.Server.Decks;

/// <summary>Writes decks, two at once at most: each scales photos on all processors.</summary>
internal sealed class DeckFiles : IDisposable
{
    private readonly SemaphoreSlim turns = new(2);

    /// <summary>Writes a deck into a passing file that goes when it is closed: decks are too large for memory and are sent at the reader's pace.</summary>
    /// <param name="model">What it says.</param>
    /// <param name="cancel">Gives up waiting for a turn.</param>
    /// <returns>The file, at its beginning.</returns>
    public async Task<Stream> WriteAsync(DeckModel model, CancellationToken cancel)
    {
        await turns.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => Write(model), cancel);
        }
        finally
        {
            turns.Release();
        }
    }

    private static FileStream Write(DeckModel model)
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
            Deck.Write(model, file);
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
