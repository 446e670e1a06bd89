using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Gridwork.Forms.XPath;

/// <summary>
/// <c>regex(text, pattern)</c>: true where the pattern matches anywhere in the text (write <c>^…$</c> for the whole), as the
/// specification words it and the browser form does. Without backtracking, so that no pattern can take more than linear time.
/// </summary>
internal sealed class RegexCall : Call
{
    private static readonly ConcurrentDictionary<string, Regex?> Known = new(StringComparer.Ordinal);
    private readonly Regex? fixedPattern;

    private RegexCall(string name, Expr[] a) : base(name, a, Volatility.None)
    {
        if (a[1] is not TextLiteral literal) return;
        IsAnchored = literal.Value.StartsWith('^') && literal.Value.EndsWith('$');
        fixedPattern = Compile(literal.Value);
        IsReadable = fixedPattern is not null;
    }

    /// <summary>The pattern is written out and stands between <c>^</c> and <c>$</c>.</summary>
    public bool IsAnchored { get; } = true;

    /// <summary>The pattern can be read, or is only known with the data.</summary>
    public bool IsReadable { get; } = true;

    public string? Pattern => (Args[1] as TextLiteral)?.Value;

    public static Expr Build(string name, Expr[] a) => new RegexCall(name, a);

    public override XKind? Kind => XKind.Boolean;
    public override XValue Eval(Evaluation e, in Focus f) => Truth(e, f);

    public override bool Truth(Evaluation e, in Focus f)
    {
        var text = Args[0].Text(e, f);
        e.Step(1 + text.Length / 16);
        var pattern = fixedPattern ?? Find(Args[1].Text(e, f));
        return pattern is not null && pattern.IsMatch(text);
    }

    private static Regex? Find(string pattern)
    {
        // Patterns that are put together from answers are few; a flood of them must not fill the memory.
        if (Known.Count > 1000) Known.Clear();
        return Known.GetOrAdd(pattern, Compile);
    }

    private static Regex? Compile(string pattern)
    {
        if (pattern.Length > 1000) return null;
        try
        {
            return new Regex(AsciiDigits(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary><c>\d</c> is 0–9 on the phone; .NET's own would take every script's digits.</summary>
    private static string AsciiDigits(string pattern)
    {
        if (!pattern.Contains('\\')) return pattern;
        var text = new System.Text.StringBuilder(pattern.Length + 8);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                var next = pattern[++i];
                text.Append((next, inClass) switch
                {
                    ('d', false) => "[0-9]",
                    ('d', true) => "0-9",
                    ('w', false) => "[A-Za-z0-9_]",
                    ('w', true) => "A-Za-z0-9_",
                    _ => "\\" + next,
                });
                continue;
            }
            if (c == '[') inClass = true;
            else if (c == ']') inClass = false;
            text.Append(c);
        }
        return text.ToString();
    }
}
