// The hash chain over a district's journal (core.md 10). Each link is the SHA-256 of the link before it and of the canonical bytes of the
// header, which hold every column; the body enters by its salted hash, so that an erasure leaves the chain whole. docs/journal.md has a
// worked example, which a test recomputes.
using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gridwork.Engine.Journal;

/// <summary>Makes the links of the chain.</summary>
public static class Chain
{
    /// <summary>The number of random bytes before a body in its hash.</summary>
    public const int SaltLength = 16;

    /// <summary>SHA-256(salt ‖ body).</summary>
    public static Hash256 HashBody(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(body);
        Span<byte> bytes = stackalloc byte[32];
        hash.GetHashAndReset(bytes);
        return Hash256.From(bytes);
    }

    /// <summary>The link of the entry at <paramref name="seq"/>: SHA-256(previous ‖ canonical bytes).</summary>
    public static Hash256 Next(Hash256 previous, long seq, JournalHeader header, Hash256 bodyHash)
    {
        var canonical = new ArrayBufferWriter<byte>(512);
        previous.CopyTo(canonical.GetSpan(32));
        canonical.Advance(32);
        WriteCanonical(canonical, seq, header, bodyHash);
        return Hash256.Of(canonical.WrittenSpan);
    }

    /// <summary>
    /// The canonical bytes of a header, version 1. Integers are 8 bytes big-endian; texts are their UTF-8 length as an integer (−1: absent) and
    /// the bytes; times are microseconds since 1970-01-01T00:00Z followed by the offset in minutes (absent: the smallest integer, then 0);
    /// days are day numbers of the proleptic Gregorian calendar, 0001-01-01 being 0.
    /// </summary>
    public static void WriteCanonical(IBufferWriter<byte> to, long seq, JournalHeader header, Hash256 bodyHash)
    {
        Integer(to, 1);
        Integer(to, header.District.Value);
        Integer(to, seq);
        Integer(to, (byte)header.Kind);
        Text(to, header.Instance?.Value);
        Text(to, header.Deprecates?.Value);
        Integer(to, header.Person.Value);
        Integer(to, header.FormVersion);
        Time(to, header.Captured);
        Time(to, header.Received);
        Integer(to, header.DefinitionSeq);
        Integer(to, header.GridSeq);
        Integer(to, header.Day.DayNumber);
        Integer(to, header.Unit.Value);
        Integer(to, header.Cell.Value);
        Integer(to, (int)header.Marks);
        Integer(to, header.Files.Count);
        foreach (var file in header.Files)
        {
            Text(to, file.Name);
            Hash(to, file.Hash);
            Integer(to, file.Size);
            Text(to, file.Media);
        }
        Hash(to, bodyHash);
    }

    private static void Integer(IBufferWriter<byte> to, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(to.GetSpan(8), value);
        to.Advance(8);
    }

    private static void Text(IBufferWriter<byte> to, string? value)
    {
        if (value is null)
        {
            Integer(to, -1);
            return;
        }
        Integer(to, Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, to);
    }

    private static void Time(IBufferWriter<byte> to, DateTimeOffset? value)
    {
        Integer(to, value is { } time ? JournalTime.ToMicroseconds(time) : long.MinValue);
        Integer(to, value is { } t ? (long)t.Offset.TotalMinutes : 0);
    }

    private static void Hash(IBufferWriter<byte> to, Hash256 value)
    {
        value.CopyTo(to.GetSpan(32));
        to.Advance(32);
    }
}
