// The seam between the journal and a database: take the right to append, ask, write a group, commit. Everything above it is the same for both.
using System.Data.Common;
using Gridwork.Engine;

namespace Gridwork.Stores.Journal;

/// <summary>What stands in an erased body's place.</summary>
/// <param name="Seq">The record entry.</param>
/// <param name="Before">The salt of what is replaced: nobody else may have replaced it meanwhile.</param>
/// <param name="Salt">A new salt.</param>
/// <param name="Body">The redacted bytes or the residue.</param>
/// <param name="State">Which of the two.</param>
internal sealed record BodyReplacement(long Seq, byte[] Before, byte[] Salt, byte[] Body, BodyState State);

/// <summary>One connection that appends to one district. Not safe for several threads.</summary>
/// <param name="district">The district.</param>
internal abstract class JournalSession(DistrictId district) : IAsyncDisposable
{
    /// <summary>The district.</summary>
    public DistrictId District { get; } = district;

    /// <summary>
    /// Takes the lock of the head and asks <paramref name="queries"/> under it. Throws <see cref="InvalidOperationException"/> when the district
    /// does not exist, <see cref="DbException"/> when the store is lost.
    /// </summary>
    public abstract ValueTask<Head> BeginAsync(IReadOnlyList<Query> queries, CancellationToken cancel);

    /// <summary>Asks more under the lock.</summary>
    public abstract ValueTask AskAsync(IReadOnlyList<Query> queries, CancellationToken cancel);

    /// <summary>Runs a statement without results under the lock; says how many rows it changed.</summary>
    public abstract ValueTask<int> RunAsync(string sql, (string Name, object Value)[] arguments, CancellationToken cancel);

    /// <summary>Writes the rows under the lock, without committing.</summary>
    public abstract ValueTask WriteAsync(RowSets rows, CancellationToken cancel);

    /// <summary>Writes the rows and the head, commits and gives up the lock.</summary>
    public abstract ValueTask CommitAsync(RowSets rows, Head? head, CancellationToken cancel);

    /// <summary>Gives up the lock with nothing written. Does not throw when the store is lost.</summary>
    public abstract ValueTask RollbackAsync();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
