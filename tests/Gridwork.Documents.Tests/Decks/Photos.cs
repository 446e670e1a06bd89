using SkiaSharp;

namespace Gridwork.Documents.Tests.Decks;

/// <summary>Photos drawn for tests.</summary>
internal static class Photos
{
    /// <summary>A JPEG with a wall, a road and, before, a heap.</summary>
    /// <param name="width">Its pixels.</param>
    /// <param name="height">Its pixels.</param>
    /// <param name="seed">Draws another heap.</param>
    /// <param name="tidy">Without the heap.</param>
    /// <param name="quality">JPEG's.</param>
    public static byte[] Jpeg(int width = 800, int height = 600, int seed = 1, bool tidy = false, int quality = 80)
    {
        using var drawn = Draw(width, height, seed, tidy);
        using var encoded = drawn.Encode(SKEncodedImageFormat.Jpeg, quality);
        return encoded.ToArray();
    }

    public static byte[] Png(int width = 40, int height = 30)
    {
        using var drawn = Draw(width, height, 1, tidy: false);
        using var encoded = drawn.Encode(SKEncodedImageFormat.Png, 100);
        return encoded.ToArray();
    }

    /// <summary>The same JPEG with an Exif segment that says how the camera was held and holds a name that must not be passed on.</summary>
    public static byte[] WithExif(byte[] jpeg, ushort orientation)
    {
        byte[] exif =
        [
            .. "Exif\0\0MM\0*\0\0\0\b"u8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, (byte)(orientation >> 8), (byte)orientation, 0, 0, 0, 0, 0, 0, .. "owner's name"u8,
        ];
        var length = exif.Length + 2;
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. exif, .. jpeg[2..]];
    }

    /// <summary>The same PNG with a chunk of text, behind its header of 33 bytes, that holds a name that must not be passed on.</summary>
    public static byte[] WithText(byte[] png)
    {
        var text = "Author\0owner's name"u8;
        return [.. png[..33], 0, 0, 0, (byte)text.Length, .. "tEXt"u8, .. text, 0, 0, 0, 0, .. png[33..]];
    }

    private static SKBitmap Draw(int width, int height, int seed, bool tidy)
    {
        var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Scale(width / 400f, height / 300f);
        canvas.Clear(new SKColor(0xD5, 0xDE, 0xDF));
        using var paint = new SKPaint { IsAntialias = true };
        void Box(uint colour, float x, float y, float w, float h)
        {
            paint.Color = new SKColor(colour | 0xFF000000);
            canvas.DrawRect(x, y, w, h, paint);
        }

        Box(0xD8CDB8, 0, 112, 400, 70);
        Box(0xB9B6AC, 0, 182, 400, 26);
        Box(0x6F7275, 0, 208, 400, 92);
        if (!tidy)
        {
            var random = new Random(seed);
            for (var i = 0; i < 60; i++)
            {
                paint.Color = new SKColor((uint)(0xFF000000 | (0x707070 + (random.Next(0x50) * 0x10101))));
                canvas.DrawCircle(90 + (random.NextSingle() * 200), 215 - (random.NextSingle() * 70), 6 + (random.NextSingle() * 18), paint);
            }
        }
        Box(0x0E1418, 0, 262, 400, 38);
        return bitmap;
    }
}
