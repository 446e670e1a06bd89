// A table as text. Its encoding and separator are found from its content: clerks' programs write GB18030 as well as UTF-8, and commas,
// semicolons or tabs (what is pasted from a sheet).
using System.Text;
using Gridwork.Forms;

namespace Gridwork.Documents.Ledgers;

/// <summary>Reads CSV and its kin.</summary>
internal static class TextFile
{
    private const char Bom = '\uFEFF';

    static TextFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static SourceBook? Read(string fileName, ReadOnlyMemory<byte> bytes, out Problem? refusal)
    {
        refusal = null;
        var text = Decode(bytes.Span);
        if (text.Contains('\0'))
        {
            refusal = LedgerProblems.NotATable.At(fileName);
            return null;
        }
        var rows = new List<SourceRow>();
        var no = 0;
        foreach (var fields in Split(text, Separator(text)))
        {
            no++;
            var cells = new List<SourceCell>(fields.Count);
            for (var column = 0; column < Math.Min(fields.Count, SourceBook.MostColumns); column++)
            {
                var value = fields[column].Trim().Trim('\u00A0', '\u3000');
                cells.Add(new SourceCell(no, column, value.Length == 0 ? SourceKind.Empty : SourceKind.Text, value));
            }
            while (cells.Count > 0 && cells[^1].IsEmpty) cells.RemoveAt(cells.Count - 1);
            if (cells.Count == 0) continue;
            if (rows.Count == SourceBook.MostRows)
            {
                refusal = LedgerProblems.TooManyRows.At(fileName, LedgerProblems.Number(50_000));
                return null;
            }
            rows.Add(new SourceRow(no, cells));
        }
        if (rows.Count > 0) return new SourceBook(fileName, [new SourceSheet(Path.GetFileNameWithoutExtension(fileName), rows, [], [])]);
        refusal = LedgerProblems.Empty.At(fileName);
        return null;
    }

    /// <summary>By its mark, else UTF-8 if every byte of it is, else GB18030.</summary>
    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart(Bom);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding("GB18030").GetString(bytes);
        }
    }

    /// <summary>Of comma, semicolon and tab the one that cuts the first lines into the most columns, most of them alike.</summary>
    private static char Separator(string text)
    {
        var best = ',';
        var most = 0;
        foreach (var candidate in (ReadOnlySpan<char>)[',', '\t', ';'])
        {
            var widths = Split(text, candidate).Take(30).Select(fields => fields.Count).Where(width => width > 1).ToList();
            var score = widths.Count == 0 ? 0 : widths.GroupBy(width => width).Max(group => group.Count() * (group.Key - 1));
            if (score <= most) continue;
            (best, most) = (candidate, score);
        }
        return best;
    }

    /// <summary>RFC 4180, and what programs really write: a quote inside a bare field is itself.</summary>
    private static IEnumerable<List<string>> Split(string text, char separator)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        var wasQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"') field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
                else quoted = false;
            }
            else if (c == '"' && field.Length == 0 && !wasQuoted)
            {
                quoted = wasQuoted = true;
            }
            else if (c == separator)
            {
                fields.Add(field.ToString());
                field.Clear();
                wasQuoted = false;
            }
            else if (c is '\n' or '\r')
            {
                if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
                fields.Add(field.ToString());
                yield return fields;
                fields = [];
                field.Clear();
                wasQuoted = false;
            }
            else
            {
                field.Append(c);
            }
        }
        if (field.Length == 0 && fields.Count == 0) yield break;
        fields.Add(field.ToString());
        yield return fields;
    }
}
