using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gridwork.Engine.Journal;

/// <summary>A SHA-256 value (32 bytes), compared by value. Printed as 64 lower-case hexadecimal digits.</summary>
/// <param name="High">The first 16 bytes, big-endian.</param>
/// <param name="Low">The last 16 bytes, big-endian.</param>
public readonly record struct Hash256(UInt128 High, UInt128 Low)
{
    /// <summary>The chain value before the first entry of a district: 32 zero bytes.</summary>
    public static Hash256 Zero => default;

    /// <summary>SHA-256 of <paramref name="bytes"/>.</summary>
    public static Hash256 Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        return From(hash);
    }

    /// <summary>Reads 32 bytes. Throws <see cref="ArgumentOutOfRangeException"/> when fewer are given.</summary>
    public static Hash256 From(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));

    /// <summary>Reads 64 hexadecimal digits, as <see cref="ToString"/> writes them. Throws <see cref="FormatException"/> otherwise.</summary>
    public static Hash256 Parse(string hex) => From(Convert.FromHexString(hex));

    /// <summary>Writes the 32 bytes to <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, High);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], Low);
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[32];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
