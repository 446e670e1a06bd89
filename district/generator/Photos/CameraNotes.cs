// What a phone's camera writes into a photo: when, where, and when by the satellites (Exif 2.32, 4.6; TIFF 6.0 big-endian in an APP1 segment of JPEG).
using System.Buffers.Binary;
using System.Globalization;

namespace Gridwork.DemoDistrict.Photos;

/// <summary>A camera's notes.</summary>
/// <param name="Taken">DateTimeOriginal by the camera's clock, its offset as OffsetTimeOriginal.</param>
/// <param name="Latitude">GPSLatitude, degrees north; null: the camera had no fix.</param>
/// <param name="Longitude">GPSLongitude, degrees east.</param>
/// <param name="Satellite">GPSDateStamp and GPSTimeStamp; null: as the camera's clock.</param>
internal sealed record CameraNotes(DateTimeOffset Taken, double? Latitude = null, double? Longitude = null, DateTimeOffset? Satellite = null)
{
    private const ushort Ascii = 2, Long = 4, Rational = 5;

    /// <summary>A JPEG with these notes as its first segment.</summary>
    public byte[] In(byte[] jpeg)
    {
        var tiff = Tiff();
        var segment = new byte[10 + tiff.Length];
        (segment[0], segment[1]) = (0xFF, 0xE1);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(segment.Length - 2));
        "Exif"u8.CopyTo(segment.AsSpan(4));
        tiff.CopyTo(segment, 10);
        return [.. jpeg[..2], .. segment, .. jpeg[2..]];
    }

    private byte[] Tiff()
    {
        var bytes = new List<byte>("MM\0*\0\0\0\b"u8.ToArray());
        (ushort, ushort, uint, byte[])[] camera =
        [
            (0x9003, Ascii, 20, Text(Taken.ToString("yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture))),
            (0x9011, Ascii, 7, Text(Taken.ToString("zzz", CultureInfo.InvariantCulture))),
        ];
        var first = Length(Latitude is null ? 1 : 2);
        var own = 8 + first;
        var cameraLength = Length(camera.Length) + camera.Sum(entry => entry.Item4.Length);
        List<(ushort, ushort, uint, byte[])> pointers = [(0x8769, Long, 1, Number((uint)own))];
        if (Latitude is not null) pointers.Add((0x8825, Long, 1, Number((uint)(own + cameraLength))));
        Write(bytes, pointers);
        Write(bytes, camera);
        if (Latitude is { } latitude && Longitude is { } longitude)
        {
            var time = (Satellite ?? Taken).UtcDateTime;
            Write(bytes,
            [
                (1, Ascii, 2, Text(latitude < 0 ? "S" : "N")), (2, Rational, 3, Degrees(latitude)), (3, Ascii, 2, Text(longitude < 0 ? "W" : "E")),
                (4, Rational, 3, Degrees(longitude)), (7, Rational, 3, [.. Part(time.Hour), .. Part(time.Minute), .. Part(time.Second)]),
                (0x1D, Ascii, 11, Text(time.ToString("yyyy:MM:dd", CultureInfo.InvariantCulture))),
            ]);
        }
        return [.. bytes];
    }

    /// <summary>A directory, then what is too long for its entries.</summary>
    private static void Write(List<byte> bytes, IReadOnlyCollection<(ushort Tag, ushort Type, uint Count, byte[] Value)> entries)
    {
        var behind = bytes.Count + Length(entries.Count);
        var values = new List<byte>();
        bytes.AddRange(Short((ushort)entries.Count));
        foreach (var (tag, type, count, value) in entries)
        {
            bytes.AddRange([.. Short(tag), .. Short(type), .. Number(count)]);
            if (value.Length <= 4) bytes.AddRange([.. value, .. new byte[4 - value.Length]]);
            else
            {
                bytes.AddRange(Number((uint)(behind + values.Count)));
                values.AddRange(value);
            }
        }
        bytes.AddRange([.. Number(0), .. values]);
    }

    private static int Length(int entries) => 2 + 12 * entries + 4;

    private static byte[] Text(string text) => System.Text.Encoding.ASCII.GetBytes(text + '\0');

    private static byte[] Degrees(double degrees)
    {
        var seconds = (uint)Math.Round(Math.Abs(degrees) * 3600 * 10_000);
        return [.. Part(seconds / 36_000_000), .. Part(seconds / 600_000 % 60), .. Number(seconds % 600_000), .. Number(10_000)];
    }

    private static byte[] Part(long whole) => [.. Number((uint)whole), .. Number(1)];

    private static byte[] Short(ushort number) => [(byte)(number >> 8), (byte)number];

    private static byte[] Number(uint number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}
