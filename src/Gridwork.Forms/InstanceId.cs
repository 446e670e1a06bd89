using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gridwork.Forms;

/// <summary>
/// The identity of a record, as the client wrote it into <c>meta/instanceID</c>: usually <c>uuid:</c> and a UUID (OpenRosa Metadata Schema).
/// </summary>
/// <param name="Value">The text as sent, at most 200 characters.</param>
public readonly record struct InstanceId(string Value)
{
    /// <summary>16 bytes that stand for it in indexes: the UUID's own in network order, else the first half of the text's SHA-256.</summary>
    public UInt128 Key16
    {
        get
        {
            Span<byte> bytes = stackalloc byte[32];
            var text = Value.AsSpan();
            if (text.StartsWith("uuid:", StringComparison.OrdinalIgnoreCase)) text = text[5..];
            if (Guid.TryParseExact(text, "D", out var uuid)) uuid.TryWriteBytes(bytes, bigEndian: true, out _);
            else SHA256.HashData(Encoding.UTF8.GetBytes(Value), bytes);
            return BinaryPrimitives.ReadUInt128BigEndian(bytes);
        }
    }

    /// <summary>The text as sent.</summary>
    public override string ToString() => Value;
}
