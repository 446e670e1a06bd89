// The code of a cell by GB/T 30428.1 (digital urban management, part 1: cells): the code of the division in which it lies, then a serial number. Divisions
// down to a county are written by GB/T 2260 (six digits), below it by GB/T 10114 (three for the subdistrict, three for the community or village);
// the serial has three. People say short names instead (“North 017”); a grid may use either, but not both.
using System.Globalization;

namespace Gridwork.Places;

/// <summary>A cell's code by the standard: fifteen digits, the division's twelve and a serial number from 001.</summary>
/// <param name="Division">The twelve digits of the village or community: county 6, subdistrict 3, village 3.</param>
/// <param name="Serial">The number in it, 1 to 999.</param>
public readonly record struct StandardCellCode(string Division, int Serial)
{
    /// <summary>Digits of the division.</summary>
    public const int DivisionLength = 12;

    /// <summary>The highest serial number.</summary>
    public const int LastSerial = 999;

    private const int Length = DivisionLength + 3;

    /// <summary>Whether a text is the code of a division: twelve digits, the first of them not 0.</summary>
    public static bool IsDivision(string text) => text.Length == DivisionLength && text[0] != '0' && text.All(char.IsAsciiDigit);

    /// <summary>Reads a code; false: it is not by the standard's rule.</summary>
    public static bool TryParse(string text, out StandardCellCode code)
    {
        code = default;
        if (text.Length != Length || !IsDivision(text[..DivisionLength])) return false;
        if (!int.TryParse(text.AsSpan(DivisionLength), NumberStyles.None, CultureInfo.InvariantCulture, out var serial) || serial == 0) return false;
        code = new StandardCellCode(text[..DivisionLength], serial);
        return true;
    }

    /// <summary>The fifteen digits.</summary>
    public override string ToString() => Division + Serial.ToString("000", CultureInfo.InvariantCulture);
}
