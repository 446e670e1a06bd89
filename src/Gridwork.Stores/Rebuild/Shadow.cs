using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Rebuild;

/// <summary>
/// Derived tables of its own beside a snapshot of the store: whatever is written goes to the shadow, the journal is read through. Gone when disposed;
/// the store is neither changed nor locked.
/// </summary>
/// <param name="session">A session whose unqualified names mean the shadow's derived tables and the store's journal.</param>
/// <param name="rebuilt">The schema of the shadow.</param>
/// <param name="stored">The schema of the store.</param>
internal abstract class Shadow(JournalSession session, string rebuilt, string stored) : IAsyncDisposable
{
    public JournalSession Session { get; } = session;
    public string Rebuilt { get; } = rebuilt;
    public string Stored { get; } = stored;

    public abstract ValueTask DisposeAsync();
}
