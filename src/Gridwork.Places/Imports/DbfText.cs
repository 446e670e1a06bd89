using System.Text;

namespace Gridwork.Places.Imports;

/// <summary>
/// What the texts of a dBASE table are written in. The .cpg beside it says so where there is one; the language byte of the table's head is set wrongly too
/// often to be believed. Otherwise the texts themselves tell: bytes that are sound UTF-8 and not plain ASCII are next to never GBK.
/// </summary>
internal static class DbfText
{
    /// <summary>GBK as every Chinese desktop has it, with the four-byte characters of GB 18030.</summary>
    private static Encoding Gb
    {
        get
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return Encoding.GetEncoding("GB18030");
        }
    }

    /// <summary>The encoding and the name under which a person knows it.</summary>
    /// <param name="dbf">The table.</param>
    /// <param name="cpg">The text of the .cpg; null: there is none.</param>
    public static (Encoding Encoding, string Name) Of(ReadOnlySpan<byte> dbf, string? cpg)
    {
        var said = cpg?.Trim().ToUpperInvariant().Replace("-", "", StringComparison.Ordinal) ?? "";
        if (said is "UTF8" or "65001") return (Encoding.UTF8, "UTF-8");
        if (said is "GBK" or "GB2312" or "GB18030" or "936" or "CP936" or "ANSI 936" or "ANSI936") return (Gb, "GBK");
        return IsUtf8(Texts(dbf)) ? (Encoding.UTF8, "UTF-8") : (Gb, "GBK");
    }

    /// <summary>The rows: what lies behind the head, whose length stands in its ninth and tenth byte.</summary>
    private static ReadOnlySpan<byte> Texts(ReadOnlySpan<byte> dbf)
    {
        if (dbf.Length < 32) return [];
        var head = dbf[8] | (dbf[9] << 8);
        return head < dbf.Length ? dbf[head..] : [];
    }

    /// <summary>
    /// Whether it is UTF-8 throughout. A field may cut a character in two at its end, where the table has a blank or the next field begins: such
    /// a cut is forgiven, a byte that no UTF-8 text can hold is not.
    /// </summary>
    private static bool IsUtf8(ReadOnlySpan<byte> texts)
    {
        var (sound, cut) = (0, 0);
        while (!texts.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(texts, out _, out var length);
            if (status == System.Buffers.OperationStatus.Done) sound += length > 1 ? 1 : 0;
            else if (texts[0] is >= 0xC2 and <= 0xF4 && length < LengthOf(texts[0]) && (length == texts.Length || texts[length] < 0x80)) cut++;
            else return false;
            texts = texts[Math.Max(length, 1)..];
        }
        return cut == 0 || sound > 8 * cut;

        static int LengthOf(byte first) => first switch { < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
    }
}
