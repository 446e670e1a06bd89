namespace Gridwork.Server.OpenRosa;

/// <summary>
/// What a file is, told from its first bytes (WHATWG MIME Sniffing, and the brands of ISO 14496-12 that phones write). What is not known is
/// <c>application/octet-stream</c>, which browsers download and never run.
/// </summary>
public static class MediaTypes
{
    /// <summary>How many first bytes are looked at.</summary>
    public const int HeadLength = 16;

    /// <summary>The media type of a file that begins with <paramref name="head"/>.</summary>
    public static string Of(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "audio/wav",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
        [(byte)'I', (byte)'D', (byte)'3', ..] => "audio/mpeg",
        [(byte)'#', (byte)'!', (byte)'A', (byte)'M', (byte)'R', ..] => "audio/amr",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "video/webm",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', var a, var b, var c, ..] => Brand(a, b, c),
        _ => "application/octet-stream",
    };

    private static string Brand(byte a, byte b, byte c) => ((char)a, (char)b, (char)c) switch
    {
        ('h', 'e', 'i') or ('h', 'e', 'v') or ('m', 'i', 'f') => "image/heic",
        ('a', 'v', 'i') => "image/avif",
        ('3', 'g', 'p') or ('3', 'g', '2') => "video/3gpp",
        ('M', '4', 'A') => "audio/mp4",
        ('q', 't', ' ') => "video/quicktime",
        _ => "video/mp4",
    };
}
