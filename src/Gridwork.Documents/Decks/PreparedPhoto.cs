// A photo as a slide needs it. Phones take 12 megapixels, a slide at 1600 × 900 shows half a megapixel of them; but most photos have been made small
// before they were sent, and those are only looked at, not decoded: the header tells all that the slide must know.
using System.Buffers.Binary;
using SkiaSharp;

namespace Gridwork.Documents.Decks;

/// <summary>A photo ready to be stored.</summary>
/// <param name="Bytes">JPEG or PNG, without what the camera wrote about place and owner.</param>
/// <param name="IsPng">Whether it is a PNG.</param>
/// <param name="Width">Of its pixels as stored.</param>
/// <param name="Height">Of its pixels as stored.</param>
/// <param name="QuarterTurns">Clockwise turns after which it stands upright, 0 to 3.</param>
/// <param name="Mirrored">Whether left and right change places first.</param>
internal sealed record PreparedPhoto(ReadOnlyMemory<byte> Bytes, bool IsPng, int Width, int Height, int QuarterTurns, bool Mirrored)
{
    /// <summary>The longest side that a slide has use for, in pixels.</summary>
    public const int LongestSide = 1280;

    /// <summary>A photo of no more bytes is kept as it is, whatever its pixels.</summary>
    public const int SmallBytes = 320 * 1024;

    private const int Quality = 80;

    /// <summary>Prepares a photo; null: it is none that can be read.</summary>
    public static PreparedPhoto? Of(ReadOnlyMemory<byte> bytes)
    {
        using var data = SKData.CreateCopy(bytes.Span);
        using var codec = SKCodec.Create(data);
        if (codec is null) return null;
        var (turns, mirrored) = Upright(codec.EncodedOrigin);
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var fits = bytes.Length <= SmallBytes || Math.Max(width, height) <= LongestSide;
        if (fits && codec.EncodedFormat == SKEncodedImageFormat.Jpeg) return new PreparedPhoto(WithoutCameraNotes(bytes), false, width, height, turns, mirrored);
        if (fits && codec.EncodedFormat == SKEncodedImageFormat.Png) return new PreparedPhoto(WithoutNotes(bytes), true, width, height, turns, mirrored);
        return Scaled(codec) is { } small ? small with { QuarterTurns = turns, Mirrored = mirrored } : null;
    }

    /// <summary>The photo with its pixels turned, for where a picture cannot be turned in its place (a line of text).</summary>
    public PreparedPhoto Upright()
    {
        if (QuarterTurns == 0 && !Mirrored) return this;
        using var lying = SKBitmap.Decode(Bytes.Span);
        if (lying is null) return this;
        var (width, height) = QuarterTurns % 2 == 1 ? (lying.Height, lying.Width) : (lying.Width, lying.Height);
        using var upright = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(upright))
        {
            canvas.Translate(width / 2f, height / 2f);
            canvas.RotateDegrees(90 * QuarterTurns);
            canvas.Scale(Mirrored ? -1 : 1, 1);
            canvas.DrawBitmap(lying, -lying.Width / 2f, -lying.Height / 2f, new SKSamplingOptions(SKFilterMode.Linear));
        }
        using var encoded = upright.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return new PreparedPhoto(encoded.ToArray(), false, width, height, 0, false);
    }

    private static PreparedPhoto? Scaled(SKCodec codec)
    {
        var scale = Math.Min(1f, (float)LongestSide / Math.Max(codec.Info.Width, codec.Info.Height));
        // The decoder skips most of a large JPEG's work when told the size that is wanted.
        var near = codec.GetScaledDimensions(scale);
        using var decoded = SKBitmap.Decode(codec, new SKImageInfo(near.Width, near.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (decoded is null) return null;
        var exact = new SKImageInfo(Math.Max(1, (int)Math.Round(codec.Info.Width * scale)), Math.Max(1, (int)Math.Round(codec.Info.Height * scale)));
        using var small = decoded.Width <= exact.Width ? decoded.Copy() : decoded.Resize(exact, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var encoded = small.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return new PreparedPhoto(encoded.ToArray(), false, small.Width, small.Height, 0, false);
    }

    // Exif's eight orientations (Exif 2.32, tag 274), as turns of a picture that may be mirrored first.
    private static (int Turns, bool Mirrored) Upright(SKEncodedOrigin origin) => origin switch
    {
        SKEncodedOrigin.TopRight => (0, true),
        SKEncodedOrigin.BottomRight => (2, false),
        SKEncodedOrigin.BottomLeft => (2, true),
        SKEncodedOrigin.LeftTop => (3, true),
        SKEncodedOrigin.RightTop => (1, false),
        SKEncodedOrigin.RightBottom => (1, true),
        SKEncodedOrigin.LeftBottom => (3, false),
        _ => (0, false),
    };

    /// <summary>A PNG without its chunks of Exif, texts and times (PNG third edition, 11.3.3 to 11.3.5); what is damaged stays as it is.</summary>
    internal static ReadOnlyMemory<byte> WithoutNotes(ReadOnlyMemory<byte> png)
    {
        var bytes = png.Span;
        var kept = new MemoryStream(bytes.Length);
        kept.Write(bytes[..8]);
        for (var at = 8; at < bytes.Length;)
        {
            // Length, type, data, check sum.
            if (at + 12 > bytes.Length || BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) is var length && length > bytes.Length - at - 12) return png;
            var chunk = bytes.Slice(at, 12 + (int)length);
            var type = chunk.Slice(4, 4);
            if (!type.SequenceEqual("eXIf"u8) && !type.SequenceEqual("tEXt"u8) && !type.SequenceEqual("zTXt"u8) && !type.SequenceEqual("iTXt"u8) && !type.SequenceEqual("tIME"u8))
                kept.Write(chunk);
            at += chunk.Length;
        }
        return kept.ToArray();
    }

    /// <summary>A JPEG without its application segments of Exif, XMP and IPTC: a deck is passed on, and a phone's position and name are nobody's business there.</summary>
    internal static ReadOnlyMemory<byte> WithoutCameraNotes(ReadOnlyMemory<byte> jpeg)
    {
        var bytes = jpeg.Span;
        var kept = new List<Range>();
        var at = 2;
        var from = 0;
        while (at + 4 <= bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            // Start of scan: compressed data to the end.
            if (marker == 0xDA) break;
            var next = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (next > bytes.Length) return jpeg;
            // Exif and XMP, IPTC, a comment.
            if (marker is 0xE1 or 0xED or 0xFE)
            {
                kept.Add(from..at);
                from = next;
            }
            at = next;
        }
        if (from == 0) return jpeg;
        kept.Add(from..bytes.Length);
        var left = new byte[kept.Sum(range => range.End.Value - range.Start.Value)];
        var to = 0;
        foreach (var range in kept)
        {
            bytes[range].CopyTo(left.AsSpan(to));
            to += range.End.Value - range.Start.Value;
        }
        return left;
    }
}
