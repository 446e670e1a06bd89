using Gridwork.Engine.Districts;
using Gridwork.Engine.Tallies;

namespace Gridwork.Engine.Journal;

/// <summary>The first of the two functions (core.md 3): bytes become facts. Safe in parallel; the only place where expressions run.</summary>
public static class Reading
{
    /// <summary>What a journalled entry says, its header as stored: for rebuild, for waiting corrections and for reviews.</summary>
    /// <param name="definition">The definition in force before the entry.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="body">Its body; a residue where the body was erased so far that it could not be read again (see <see cref="Residue"/>).</param>
    /// <param name="residue">Whether the body is a residue.</param>
    public static Facts Again(DistrictDefinition definition, JournalEntry entry, ReadOnlyMemory<byte> body, bool residue) =>
        throw new InvalidOperationException("Replaced in the next commit by the lead.");

    /// <summary>What a record says to one indicator version: for the backfill of a version published late.</summary>
    public static IReadOnlyList<Contribution> For(
        DistrictDefinition definition, IndicatorVersionId version, JournalEntry entry, ReadOnlyMemory<byte> body, bool residue) =>
        throw new InvalidOperationException("Replaced in the next commit by the lead.");

    /// <summary>Writes facts as the JSON that stands in an erased body's place when its remains no longer give the same facts.</summary>
    public static byte[] Residue(Facts facts) => throw new InvalidOperationException("Replaced in the next commit by the lead.");
}
