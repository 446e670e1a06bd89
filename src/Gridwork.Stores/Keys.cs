using System.Buffers.Binary;
using System.Data.Common;
using Gridwork.Engine.Journal;

namespace Gridwork.Stores;

/// <summary>How 16-byte keys and hashes stand in a column: as their bytes, big-endian.</summary>
public static class Keys
{
    /// <summary>The 16 bytes of a key.</summary>
    public static byte[] ToBytes(UInt128 key)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return bytes;
    }

    /// <summary>The key of a column's 16 bytes.</summary>
    public static UInt128 Key(this DbDataReader row, int column) =>
        BinaryPrimitives.ReadUInt128BigEndian(row.GetFieldValue<byte[]>(column));

    /// <summary>The hash of a column's 32 bytes.</summary>
    public static Hash256 Hash(this DbDataReader row, int column) => Hash256.From(row.GetFieldValue<byte[]>(column));
}
