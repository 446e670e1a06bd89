using SkiaSharp;

namespace Gridwork.Server.Records;

/// <summary>Small pictures for rows of lists: a phone's photo is some hundred kilobytes, a row shows it 44 pixels wide.</summary>
internal static class Thumbnail
{
    private const int Width = 176;

    /// <summary>The picture made small, as a JPEG; a picture that cannot be read is answered as not found. Disposes what it is given.</summary>
    public static async Task<IResult> OfAsync(Stream picture, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await using (picture) await picture.CopyToAsync(bytes, cancel);
        bytes.Position = 0;
        using var codec = SKCodec.Create(bytes);
        if (codec is null) return Results.NotFound();
        // The decoder itself skips most of a large JPEG's work when told the size that is wanted.
        var scale = Math.Min(1f, (float)Width / codec.Info.Width);
        var near = codec.GetScaledDimensions(scale);
        using var decoded = SKBitmap.Decode(codec, new SKImageInfo(near.Width, near.Height));
        if (decoded is null) return Results.NotFound();
        using var small = decoded.Width <= Width
            ? decoded.Copy()
            : decoded.Resize(new SKImageInfo(Width, decoded.Height * Width / decoded.Width), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var encoded = small.Encode(SKEncodedImageFormat.Jpeg, 82);
        return Results.Bytes(encoded.ToArray(), "image/jpeg");
    }
}
