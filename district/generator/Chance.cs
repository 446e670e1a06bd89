using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gridwork.DemoDistrict;

/// <summary>
/// Chance that is the same on every machine and in every version of .NET: SplitMix64 from a seed that is text. Each thing draws from its own
/// seed ("road/clearance/37"), so that adding one leaves all others as they were.
/// </summary>
internal sealed class Chance
{
    private const string DistrictSeed = "qinghe 2021";
    private ulong state;

    public Chance(string seed) => state = BinaryPrimitives.ReadUInt64BigEndian(Digest(seed));

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Whole(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    /// <summary>A number from 0 up to, not including, 1.</summary>
    public double Unit() => (Next() >> 11) / (double)(1UL << 53);

    public double Between(double low, double high) => low + (high - low) * Unit();

    public bool Happens(double share) => Unit() < share;

    public T Of<T>(params IReadOnlyList<T> choices) => choices[Whole(0, choices.Count - 1)];

    /// <summary>The choices in an order of chance.</summary>
    public T[] Shuffled<T>(IEnumerable<T> choices)
    {
        var order = choices.ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = Whole(0, i);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    /// <summary>An instance id as a phone would make one, but always the same: a UUID of version 8 (RFC 9562), made of the seed's digest.</summary>
    public static string InstanceId(string seed)
    {
        var bytes = Digest(seed)[..16];
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return "uuid:" + new Guid(bytes, bigEndian: true);
    }

    private static byte[] Digest(string seed) => SHA256.HashData(Encoding.UTF8.GetBytes(DistrictSeed + "/" + seed));

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
