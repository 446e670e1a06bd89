using CsCheck;
using Gridwork.Engine.Photos;

namespace Gridwork.Engine.Tests.Photos;

public sealed class PhotoPrintTests
{
    private static readonly Gen<byte[]> Grey = Gen.Byte.Array[PhotoPrint.Side * PhotoPrint.Side];

    [Fact]
    public void What_is_near_shares_a_band_or_one_that_differs_in_one_bit() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 63].Array[0, 7]).Sample((bits, flips) =>
        {
            var one = new PhotoPrint(bits);
            var other = new PhotoPrint(flips.Aggregate(bits, (left, flip) => left ^ (1UL << flip)));
            return Enumerable.Range(0, PhotoPrint.Bands).Any(band => one.Around(band).Contains(other.Band(band)));
        });

    [Fact]
    public void The_bands_are_the_print()
    {
        var print = new PhotoPrint(0xFEDC_BA98_7654_3210);
        Assert.Equal([0x3210, 0x7654, 0xBA98, 0xFEDC], Enumerable.Range(0, PhotoPrint.Bands).Select(print.Band));
        Assert.Equal(17, print.Around(0).Distinct().Count());
    }

    [Fact]
    public void Half_of_the_bits_are_set_and_brightness_and_contrast_do_not_matter() => Grey.Sample(grey =>
    {
        // Even values, so that half the contrast is exactly that.
        var print = PhotoPrint.Of([.. grey.Select(pixel => (byte)(pixel & 0xFE))])!.Value;
        var paler = PhotoPrint.Of([.. grey.Select(pixel => (byte)(60 + (pixel >> 1)))])!.Value;
        return System.Numerics.BitOperations.PopCount(print.Bits) == 32 && print.DistanceTo(paler) <= 2;
    });

    [Fact]
    public void A_picture_that_shows_nothing_has_no_print()
    {
        Assert.Null(PhotoPrint.Of(new byte[PhotoPrint.Side * PhotoPrint.Side]));
        Assert.Null(PhotoPrint.Of([.. Enumerable.Range(0, PhotoPrint.Side * PhotoPrint.Side).Select(i => (byte)(118 + i % 5))]));
        Assert.Throws<ArgumentException>(() => PhotoPrint.Of(new byte[100]));
    }

    [Fact]
    public void Two_pictures_by_chance_are_far_apart() =>
        Gen.Select(Grey, Grey).Sample((one, other) => one.SequenceEqual(other) || !PhotoPrint.Of(one)!.Value.IsNear(PhotoPrint.Of(other)!.Value));
}
