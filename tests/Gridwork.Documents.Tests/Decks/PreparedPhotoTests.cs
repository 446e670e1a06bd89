using Gridwork.Documents.Decks;
using SkiaSharp;

namespace Gridwork.Documents.Tests.Decks;

/// <summary>A photo as it goes into a deck.</summary>
public sealed class PreparedPhotoTests
{
    [Fact]
    public void A_small_photo_is_kept_as_it_is()
    {
        var jpeg = Photos.Jpeg(1600, 1200);

        var photo = PreparedPhoto.Of(jpeg)!;

        Assert.Equal((1600, 1200, 0), (photo.Width, photo.Height, photo.QuarterTurns));
        Assert.Equal(jpeg, photo.Bytes.ToArray());
    }

    [Fact]
    public void A_large_one_is_scaled_to_what_a_slide_needs()
    {
        var large = Photos.Jpeg(6000, 4500, quality: 100);
        Assert.True(large.Length > PreparedPhoto.SmallBytes, $"{large.Length}");

        var photo = PreparedPhoto.Of(large)!;

        Assert.Equal((1280, 960), (photo.Width, photo.Height));
        Assert.InRange(photo.Bytes.Length, 1, PreparedPhoto.SmallBytes);
        using var decoded = SKBitmap.Decode(photo.Bytes.Span);
        Assert.Equal((1280, 960), (decoded.Width, decoded.Height));
    }

    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(2, 0, true)]
    [InlineData(3, 2, false)]
    [InlineData(6, 1, false)]
    [InlineData(8, 3, false)]
    public void What_the_camera_noted_decides_the_turn_and_is_not_passed_on(ushort orientation, int turns, bool mirrored)
    {
        var jpeg = Photos.Jpeg();
        var noted = Photos.WithExif(jpeg, orientation);

        var photo = PreparedPhoto.Of(noted)!;

        Assert.Equal((turns, mirrored), (photo.QuarterTurns, photo.Mirrored));
        Assert.Equal(jpeg, photo.Bytes.ToArray());
    }

    [Fact]
    public void What_a_png_notes_is_not_passed_on_either()
    {
        var png = Photos.Png();

        var photo = PreparedPhoto.Of(Photos.WithText(png))!;

        Assert.True(photo.IsPng);
        Assert.Equal(png, photo.Bytes.ToArray());
    }

    [Fact]
    public void A_png_stays_one_and_what_is_no_picture_is_none()
    {
        Assert.True(PreparedPhoto.Of(Photos.Png())!.IsPng);
        Assert.Null(PreparedPhoto.Of(new byte[] { 1, 2, 3 }));
        Assert.Null(PreparedPhoto.Of(ReadOnlyMemory<byte>.Empty));
    }
}
