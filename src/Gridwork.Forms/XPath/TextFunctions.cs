using System.Security.Cryptography;
using System.Text;

namespace Gridwork.Forms.XPath;

internal static class TextFunctions
{
    private const string Space = " \t\r\n";

    /// <summary>Only the client knows what it drew: nothing that hangs on it is recomputed.</summary>
    public static string OfClient(Evaluation e, in Focus f, Expr[] a)
    {
        e.AskedUnknown = true;
        return "";
    }

    /// <summary>ODK XForms: all nodes of a node-set, and one argument is enough.</summary>
    public static string Concat(Evaluation e, in Focus f, Expr[] a)
    {
        if (a.Length == 2 && a[0].Kind != XKind.Nodes && a[1].Kind != XKind.Nodes && a[0].Kind is not null && a[1].Kind is not null)
            return a[0].Text(e, f) + a[1].Text(e, f);
        var text = new StringBuilder();
        foreach (var argument in a) AppendAll(e, argument.Eval(e, f), text, null);
        return text.ToString();
    }

    public static string Join(Evaluation e, in Focus f, Expr[] a)
    {
        var glue = a[0].Text(e, f);
        var text = new StringBuilder();
        for (var i = 1; i < a.Length; i++) AppendAll(e, a[i].Eval(e, f), text, glue);
        return text.Length == 0 ? "" : text.ToString(glue.Length, text.Length - glue.Length);
    }

    private static void AppendAll(Evaluation e, XValue value, StringBuilder text, string? glue)
    {
        if (value.Kind != XKind.Nodes)
        {
            text.Append(glue).Append(value.ToText());
            return;
        }
        var nodes = value.Nodes;
        for (var i = 0; i < nodes.Count; i++)
        {
            e.Step();
            if (!nodes.Tree[nodes[i]].Irrelevant) text.Append(glue).Append(nodes.Tree.Text(nodes[i]));
        }
    }

    /// <summary>XPath 1.0 §4.2, with its rounding, NaN and infinities; characters are Unicode code points.</summary>
    public static string Substring(Evaluation e, in Focus f, Expr[] a)
    {
        var text = a[0].Text(e, f);
        var start = RoundHalfUp(a[1].Number(e, f));
        var end = a.Length == 3 ? start + RoundHalfUp(a[2].Number(e, f)) : double.PositiveInfinity;
        var result = new StringBuilder(text.Length);
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            position++;
            if (position >= start && position < end) result.Append(rune.ToString());
        }
        return result.ToString();
    }

    private static double RoundHalfUp(double value) => Math.Floor(value + 0.5);

    /// <summary>ODK XForms: 0-based, the end left out, negative places from the end.</summary>
    public static string Substr(Evaluation e, in Focus f, Expr[] a)
    {
        var text = a[0].Text(e, f);
        var start = Place(a[1].Number(e, f), text.Length);
        var end = a.Length == 3 ? Place(a[2].Number(e, f), text.Length) : text.Length;
        return start <= end ? text[start..end] : "";
    }

    private static int Place(double number, int length)
    {
        if (double.IsNaN(number)) return 0;
        var whole = Math.Truncate(number);
        return (int)Math.Clamp(whole < 0 ? whole + length : whole, 0, length);
    }

    public static string Before(Evaluation e, in Focus f, Expr[] a)
    {
        var text = a[0].Text(e, f);
        var at = text.IndexOf(a[1].Text(e, f), StringComparison.Ordinal);
        return at < 0 ? "" : text[..at];
    }

    public static string After(Evaluation e, in Focus f, Expr[] a)
    {
        var text = a[0].Text(e, f);
        var mark = a[1].Text(e, f);
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? "" : text[(at + mark.Length)..];
    }

    public static string NormalizeSpace(Evaluation e, in Focus f, Expr[] a)
    {
        var text = a.Length == 0 ? f.Tree.Text(f.Node) : a[0].Text(e, f);
        var result = new StringBuilder(text.Length);
        var gap = false;
        foreach (var c in text)
        {
            if (Space.Contains(c)) gap = true;
            else
            {
                if (gap && result.Length > 0) result.Append(' ');
                gap = false;
                result.Append(c);
            }
        }
        return result.ToString();
    }

    public static string Translate(Evaluation e, in Focus f, Expr[] a)
    {
        var text = a[0].Text(e, f);
        var from = a[1].Text(e, f).EnumerateRunes().ToArray();
        var to = a[2].Text(e, f).EnumerateRunes().ToArray();
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            e.Step();
            var at = Array.IndexOf(from, rune);
            if (at < 0) result.Append(rune.ToString());
            else if (at < to.Length) result.Append(to[at].ToString());
        }
        return result.ToString();
    }

    /// <summary>Unicode code points, so that a rare character outside the basic plane is one.</summary>
    public static int Length(string text)
    {
        var pairs = 0;
        foreach (var c in text)
            if (char.IsLowSurrogate(c))
                pairs++;
        return text.Length - pairs;
    }

    public static string Digest(Evaluation e, in Focus f, Expr[] a)
    {
        var bytes = Encoding.UTF8.GetBytes(a[0].Text(e, f));
        e.Step(bytes.Length / 64);
#pragma warning disable CA5350, CA5351 // The form's author names the algorithm; the specification has MD5 and SHA-1 among them.
        var hash = a[1].Text(e, f) switch
        {
            "MD5" => MD5.HashData(bytes),
            "SHA-1" => SHA1.HashData(bytes),
            "SHA-256" => SHA256.HashData(bytes),
            "SHA-384" => SHA384.HashData(bytes),
            "SHA-512" => SHA512.HashData(bytes),
            _ => [],
        };
#pragma warning restore CA5350, CA5351
        return a.Length == 3 && a[2].Text(e, f) == "hex" ? Convert.ToHexStringLower(hash) : Convert.ToBase64String(hash);
    }

    public static string Base64Decode(Evaluation e, in Focus f, Expr[] a)
    {
        var text = a[0].Text(e, f);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : "";
    }
}
