// From a photo's bytes to what they tell: the print by which it is known again, and what the camera wrote down. The bytes come from anybody's phone, so
// nothing here throws, and no picture is unpacked that a few kilobytes could have blown up.
using System.Globalization;
using Gridwork.Engine.Photos;
using Gridwork.Places;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using SkiaSharp;

namespace Gridwork.Documents.Photos;

/// <summary>Reads photos. Safe in parallel.</summary>
public static class PhotoReading
{
    /// <summary>The most pixels that are unpacked to look at a photo (some 64 MB); a phone's 108 megapixels are skipped down to fewer by the decoder itself.</summary>
    public const int MostPixels = 16_000_000;

    // A phone draws its strip (time, place, post) over the lowest part, a photo that is sent again gets a new one there: the print looks above it.
    private const double AboveStrip = 0.8;

    /// <summary>What a photo tells; of bytes that are none, nothing.</summary>
    public static PhotoFacts Read(ReadOnlyMemory<byte> bytes) => Notes(bytes) with { Print = PrintOf(bytes) };

    /// <summary>The print of a photo, seen upright and above the strip; null: it cannot be read, is too large, or shows too little.</summary>
    internal static PhotoPrint? PrintOf(ReadOnlyMemory<byte> bytes)
    {
        using var data = SKData.CreateCopy(bytes.Span);
        using var codec = SKCodec.Create(data);
        if (codec is null) return null;
        var scale = Math.Min(1f, 8f * PhotoPrint.Side / Math.Max(1, Math.Min(codec.Info.Width, codec.Info.Height)));
        var near = codec.GetScaledDimensions(scale);
        if (near.Width < PhotoPrint.Side || near.Height < PhotoPrint.Side || (long)near.Width * near.Height > MostPixels) return null;
        using var seen = new SKBitmap(new SKImageInfo(near.Width, near.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        // What breaks off in the middle has no picture that could be compared.
        return codec.GetPixels(seen.Info, seen.GetPixels()) == SKCodecResult.Success ? PhotoPrint.Of(Grey(seen, codec.EncodedOrigin)) : null;
    }

    /// <summary>
    /// The upright picture above the strip as small squares of grey (ITU-R BT.601), each the mean of what it covers. Reckoned here and not by the drawing
    /// library: prints of years must stay comparable whatever its next version does.
    /// </summary>
    private static byte[] Grey(SKBitmap picture, SKEncodedOrigin origin)
    {
        var pixels = picture.GetPixelSpan();
        // Exif's origins from LeftTop on have width and height changed.
        var lies = origin >= SKEncodedOrigin.LeftTop;
        var (width, height) = lies ? (picture.Height, picture.Width) : (picture.Width, picture.Height);
        var shown = Math.Max(PhotoPrint.Side, (int)(height * AboveStrip));
        Span<long> sums = new long[PhotoPrint.Side * PhotoPrint.Side];
        Span<int> counts = new int[sums.Length];
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var (right, down) = origin switch
                {
                    SKEncodedOrigin.TopRight => (width - 1 - x, y),
                    SKEncodedOrigin.BottomRight => (width - 1 - x, height - 1 - y),
                    SKEncodedOrigin.BottomLeft => (x, height - 1 - y),
                    SKEncodedOrigin.LeftTop => (y, x),
                    SKEncodedOrigin.RightTop => (width - 1 - y, x),
                    SKEncodedOrigin.RightBottom => (width - 1 - y, height - 1 - x),
                    SKEncodedOrigin.LeftBottom => (y, height - 1 - x),
                    _ => (x, y),
                };
                if (down >= shown) continue;
                var at = (y * picture.Width + x) * 4;
                var square = down * PhotoPrint.Side / shown * PhotoPrint.Side + right * PhotoPrint.Side / width;
                sums[square] += 299 * pixels[at] + 587 * pixels[at + 1] + 114 * pixels[at + 2];
                counts[square]++;
            }
        }
        var grey = new byte[sums.Length];
        for (var i = 0; i < grey.Length; i++) grey[i] = (byte)(sums[i] / Math.Max(1, counts[i]) / 1000);
        return grey;
    }

    private static PhotoFacts Notes(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes.ToArray(), writable: false);
            var notes = ImageMetadataReader.ReadMetadata(stream);
            var camera = notes.OfType<ExifSubIfdDirectory>().FirstOrDefault(directory => directory.ContainsTag(ExifDirectoryBase.TagDateTimeOriginal));
            var satellites = notes.OfType<GpsDirectory>().FirstOrDefault();
            return new PhotoFacts
            {
                Taken = Time(camera?.GetString(ExifDirectoryBase.TagDateTimeOriginal)),
                TakenOffset = Offset(camera?.GetString(ExifDirectoryBase.TagTimeZoneOriginal)),
                Satellite = satellites is not null && satellites.TryGetGpsDate(out var date) && IsTime(date)
                    ? new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc))
                    : null,
                Place = satellites?.GetGeoLocation() is { } place && IsPlace(place.Latitude, place.Longitude)
                    ? new GeoPoint(place.Longitude, place.Latitude)
                    : null,
            };
        }
        // A reader of other people's file formats meets every kind of damage; whatever it trips over, the photo is one without notes.
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return new PhotoFacts();
        }
    }

    private static DateTime? Time(string? text) =>
        DateTime.TryParseExact(text, "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && IsTime(time) ? time : null;

    // Cameras whose clock was never set write the year they were built, or zeros.
    private static bool IsTime(DateTime time) => time.Year is >= 1990 and <= 9000;

    private static TimeSpan? Offset(string? text) =>
        text is { Length: 6 } && text[0] is '+' or '-' && TimeSpan.TryParseExact(text![1..], @"hh\:mm", CultureInfo.InvariantCulture, out var offset)
            && offset <= TimeSpan.FromHours(14)
            ? text[0] == '-' ? -offset : offset
            : null;

    // Exactly 0, 0 is what a receiver without a fix writes.
    private static bool IsPlace(double latitude, double longitude) =>
        Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180 && (latitude != 0 || longitude != 0);
}
