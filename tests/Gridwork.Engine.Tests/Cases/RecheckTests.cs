using System.Security.Cryptography;
using CsCheck;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;

namespace Gridwork.Engine.Tests.Cases;

public sealed class RecheckTests
{
    private static readonly RecheckRules Tenth = new(10, 3);
    private static readonly Gen<UInt128[]> Keys = Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new UInt128(high, low)).Array[0, 60];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    [InlineData(20, 3)]
    [InlineData(31, 4)]
    [InlineData(1000, 100)]
    public void A_share_rounded_up_but_not_fewer_than_a_few(int closed, int drawn) => Assert.Equal(drawn, Tenth.Of(closed));

    /// <summary>What docs/cases.md says can be recomputed by anybody, recomputed by hand.</summary>
    [Fact]
    public void A_lot_is_the_hash_of_the_chain_value_and_the_key()
    {
        var seed = Hash256.Of("seed"u8);
        var key = UInt128.Parse("000102030405060708090a0b0c0d0e0f", System.Globalization.NumberStyles.HexNumber, null);
        byte[] bytes = [.. SHA256.HashData("seed"u8), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), RecheckRules.Lot(seed, key).ToString());
    }

    [Fact]
    public void The_same_seed_draws_the_same_in_whatever_order_the_cases_come() => Keys.Sample(keys =>
    {
        var seed = Hash256.Of(BitConverter.GetBytes(keys.Length));
        var drawn = Tenth.Draw(seed, keys);
        return drawn.SequenceEqual(Tenth.Draw(seed, keys.Reverse())) && drawn.Distinct().Count() == Tenth.Of(keys.Distinct().Count());
    });

    [Fact]
    public void Over_many_seeds_each_case_is_drawn_as_often_as_any_other()
    {
        var keys = Enumerable.Range(1, 20).Select(i => (UInt128)i).ToList();
        var times = new int[21];
        for (var i = 0; i < 4000; i++)
        {
            foreach (var key in Tenth.Draw(Hash256.Of(BitConverter.GetBytes(i)), keys)) times[(int)key]++;
        }
        // 600 times each; four standard deviations are 90.
        Assert.All(times[1..], n => Assert.InRange(n, 510, 690));
    }
}
