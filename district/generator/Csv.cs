using System.Text;

namespace Gridwork.DemoDistrict;

/// <summary>Comma-separated values after RFC 4180, in UTF-8 without a byte order mark, lines ended by LF.</summary>
internal static class Csv
{
    /// <summary>Reads a file with a heading into rows by column name.</summary>
    public static List<Dictionary<string, string>> Read(string path)
    {
        var lines = Split(File.ReadAllText(path));
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))];
    }

    public static byte[] Write(IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows) text.AppendJoin(',', row.Select(Quoted)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny("\",\n\r") < 0 ? field : '"' + field.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    private static List<List<string>> Split(string text)
    {
        List<List<string>> rows = [];
        List<string> row = [];
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"') field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
                else quoted = false;
            }
            else if (c == '"') quoted = true;
            else if (c is ',' or '\n')
            {
                row.Add(field.ToString());
                field.Clear();
                if (c == ',') continue;
                rows.Add(row);
                row = [];
            }
            else if (c != '\r') field.Append(c);
        }
        return rows;
    }
}
