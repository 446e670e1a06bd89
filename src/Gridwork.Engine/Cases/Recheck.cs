// Which closed cases are looked at once more must be nobody's choice, and anybody must be able to see that it was nobody's. So the draw is reckoned from the
// journal's chain: its value at a position, which nobody can know before the entries up to there are in and nobody can change afterwards, and the keys of
// the cases. The same position and period draw the same cases for ever.
using System.Security.Cryptography;
using Gridwork.Engine.Journal;

namespace Gridwork.Engine.Cases;

/// <summary>How many cases a re-check draws.</summary>
/// <param name="Share">In percent of those that were closed in the period, rounded up.</param>
/// <param name="AtLeast">However few they are; all of them where they are fewer.</param>
public sealed record RecheckRules(int Share, int AtLeast)
{
    /// <summary>How many of so many.</summary>
    public int Of(int closed) => Math.Min(closed, Math.Max(AtLeast, (int)((closed * (long)Share + 99) / 100)));

    /// <summary>The cases drawn, in the order of the draw: those whose SHA-256 of the seed's 32 bytes and the key's 16, as one number, is least.</summary>
    /// <param name="seed">The chain's value at the draw's position.</param>
    /// <param name="closed">The keys of the cases that were closed in the period, as at that position; their order plays no part.</param>
    public IReadOnlyList<UInt128> Draw(Hash256 seed, IEnumerable<UInt128> closed)
    {
        var lots = closed.Distinct().Select(key => (Key: key, Lot: Lot(seed, key))).OrderBy(one => one.Lot.High).ThenBy(one => one.Lot.Low).ToList();
        return [.. lots.Take(Of(lots.Count)).Select(one => one.Key)];
    }

    /// <summary>A case's lot.</summary>
    /// <param name="seed">The chain's value at the draw's position.</param>
    /// <param name="key">The key of the instance that opened it.</param>
    public static Hash256 Lot(Hash256 seed, UInt128 key)
    {
        Span<byte> bytes = stackalloc byte[48];
        seed.CopyTo(bytes);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes[32..], key);
        Span<byte> lot = stackalloc byte[32];
        SHA256.HashData(bytes, lot);
        return Hash256.From(lot);
    }
}
