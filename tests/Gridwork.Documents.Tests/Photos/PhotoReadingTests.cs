using CsCheck;
using Gridwork.DemoDistrict.Photos;
using Gridwork.Documents.Photos;
using Gridwork.Engine.Photos;
using SkiaSharp;
using Drawn = Gridwork.Documents.Tests.Decks.Photos;

namespace Gridwork.Documents.Tests.Photos;

public sealed class PhotoReadingTests
{
    private static readonly DateTimeOffset Taken = new(2021, 5, 24, 9, 12, 30, TimeSpan.FromHours(8));

    [Fact]
    public void A_copy_made_smaller_and_packed_again_is_near_and_another_place_is_not()
    {
        var photo = Print(Drawn.Jpeg(1600, 1200, seed: 3));
        Assert.True(photo.IsNear(Print(Drawn.Jpeg(640, 480, seed: 3, quality: 45))));
        Assert.False(photo.IsNear(Print(Drawn.Jpeg(1600, 1200, seed: 4))));
    }

    [Fact]
    public void The_strip_of_the_phone_that_sends_it_again_changes_nothing()
    {
        using var photo = SKBitmap.Decode(Drawn.Jpeg());
        var before = Print(Encode(photo));
        using (var canvas = new SKCanvas(photo))
        using (var paint = new SKPaint { Color = SKColors.White }) canvas.DrawRect(0, photo.Height * 0.82f, photo.Width, photo.Height, paint);
        Assert.True(before.IsNear(Print(Encode(photo))));
    }

    /// <summary>Exif's eight orientations: however the camera was held, the upright picture is the same.</summary>
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public void A_photo_is_seen_upright(ushort orientation)
    {
        using var upright = SKBitmap.Decode(Drawn.Jpeg(seed: 9));
        var (width, height) = orientation > 4 ? (upright.Height, upright.Width) : (upright.Width, upright.Height);
        using var held = new SKBitmap(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                // Row 0 and column 0 of the stored picture are, upright, what Exif 2.32 table 6 says of tag 274.
                var (right, down) = orientation switch
                {
                    2 => (width - 1 - x, y),
                    3 => (width - 1 - x, height - 1 - y),
                    4 => (x, height - 1 - y),
                    5 => (y, x),
                    6 => (height - 1 - y, x),
                    7 => (height - 1 - y, width - 1 - x),
                    8 => (y, width - 1 - x),
                    _ => (x, y),
                };
                held.SetPixel(x, y, upright.GetPixel(right, down));
            }
        }
        Assert.True(Print(Encode(upright)).IsNear(Print(Drawn.WithExif(Encode(held), orientation))));
    }

    [Fact]
    public void The_camera_tells_when_and_where()
    {
        var facts = PhotoReading.Read(new CameraNotes(Taken, 34.8123, 117.3456, Taken.AddHours(3)).In(Drawn.Jpeg()));
        Assert.Equal((Taken.DateTime, TimeSpan.FromHours(8)), (facts.Taken, facts.TakenOffset));
        Assert.Equal(Taken.AddHours(3), facts.Satellite);
        Assert.Equal((34.8123, 117.3456), (Math.Round(facts.Place!.Value.Latitude, 5), Math.Round(facts.Place.Value.Longitude, 5)));
        Assert.NotNull(facts.Print);
        Assert.Equal(Taken, facts.TakenIn(TimeZoneInfo.Utc));
        Assert.Equal(TimeSpan.FromHours(8), (facts with { TakenOffset = null }).TakenIn(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))!.Value.Offset);
    }

    [Fact]
    public void A_receiver_without_a_fix_and_a_clock_never_set_tell_nothing()
    {
        var facts = PhotoReading.Read(new CameraNotes(new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero), 0, 0).In(Drawn.Jpeg()));
        Assert.Equal((null, null, null), (facts.Taken, facts.Satellite, facts.Place));
    }

    [Fact]
    public void Bytes_that_are_no_photo_tell_nothing()
    {
        var jpeg = new CameraNotes(Taken, 34.8, 117.3).In(Drawn.Jpeg());
        Assert.Equal(new PhotoFacts(), PhotoReading.Read(Array.Empty<byte>()));
        Assert.Equal(new PhotoFacts(), PhotoReading.Read("not a photo"u8.ToArray()));
        Assert.Null(PhotoReading.Read(jpeg.AsMemory(0, jpeg.Length / 2)).Print);
        // Whatever byte is another, nothing is thrown.
        Gen.Select(Gen.Int[0, 600], Gen.Byte).Array[1, 8].Sample(changes =>
        {
            var broken = (byte[])jpeg.Clone();
            foreach (var (at, value) in changes) broken[at] = value;
            return PhotoReading.Read(broken) is not null;
        }, iter: 200);
    }

    [Fact]
    public void A_picture_that_would_fill_the_memory_is_not_unpacked()
    {
        using var large = new SKBitmap(new SKImageInfo(8000, 8000, SKColorType.Gray8, SKAlphaType.Opaque));
        using var encoded = large.Encode(SKEncodedImageFormat.Png, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(PhotoReading.Read(encoded.ToArray()).Print);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4_000_000);
    }

    private static PhotoPrint Print(byte[] photo) => PhotoReading.Read(photo).Print!.Value;

    private static byte[] Encode(SKBitmap picture)
    {
        using var encoded = picture.Encode(SKEncodedImageFormat.Jpeg, 85);
        return encoded.ToArray();
    }
}
