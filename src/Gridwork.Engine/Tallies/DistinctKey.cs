using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gridwork.Engine.Campaigns;

namespace Gridwork.Engine.Tallies;

/// <summary>Makes the 16 bytes under which a distinct count knows a key within its scope.</summary>
public static class DistinctKey
{
    /// <summary>The first 16 bytes of SHA-256 over the scope and the key's text.</summary>
    public static UInt128 Of(DistinctScope scope, UnitNo unit, CellNo cell, string key)
    {
        var within = scope switch
        {
            DistinctScope.Unit => "unit:" + unit.Value.ToString(CultureInfo.InvariantCulture),
            DistinctScope.Cell => "cell:" + cell.Value.ToString(CultureInfo.InvariantCulture),
            _ => "campaign",
        };
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(within + "\n" + key), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
