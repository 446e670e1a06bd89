// What ODK Collect reads from a picture: its settings as JSON, packed by zlib and written in Base64 (Collect's "settings QR code"). With it a phone is set
// up by pointing at the screen; nobody types 43 characters.
using System.IO.Compression;
using System.Text.Json;
using QRCoder;

namespace Gridwork.Server.Keys;

/// <summary>Settings of a phone as a picture.</summary>
/// <param name="Size">How many squares it is wide, its quiet margin included.</param>
/// <param name="Path">The dark squares as the path of an SVG.</param>
public sealed record CollectSettings(int Size, string Path)
{
    /// <summary>The picture of settings that lead a phone to an address.</summary>
    /// <param name="address">The address of the server with the phone's key.</param>
    /// <param name="project">What the project is called on the phone.</param>
    public static CollectSettings Of(string address, string project)
    {
        using var code = new QRCodeGenerator().CreateQrCode(Text(address, project), QRCodeGenerator.ECCLevel.L);
        var path = new System.Text.StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < code.ModuleMatrix[y].Length; x++)
            {
                if (code.ModuleMatrix[y][x]) path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        return new CollectSettings(code.ModuleMatrix.Count, path.ToString());
    }

    /// <summary>The settings as the picture holds them.</summary>
    /// <param name="address">The address of the server with the phone's key.</param>
    /// <param name="project">What the project is called on the phone.</param>
    public static string Text(string address, string project)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            general = new { server_url = address, form_update_mode = "match_exactly", autosend = "wifi_and_cellular" },
            admin = new { },
            project = new { name = project },
        });
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize)) zlib.Write(json);
        return Convert.ToBase64String(packed.ToArray());
    }
}
