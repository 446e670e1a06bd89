using System.Globalization;

namespace Gridwork.Forms.XPath;

internal enum TokenKind
{
    End,
    Number,
    Literal,
    Name,
    Function,
    Axis,
    Operator,
    Symbol,
}

/// <summary>One token: its kind, text and place (0-based) in the expression.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End);

/// <summary>The expression cannot be read. Caught by whoever compiles; carries the row of the problem table and the place.</summary>
internal sealed class XPathFaultException(ProblemKind kind, int position, string[] arguments, string? near = null) : Exception(kind.Code)
{
    public ProblemKind Kind => kind;
    public int Position => position;
    public IReadOnlyList<string> Arguments => arguments;
    public string? Near => near;
}

/// <summary>Cuts an expression into tokens by XPath 1.0 §3.7, with its rule that <c>*</c>, <c>and</c>, <c>div</c>… are operators only after an operand.</summary>
internal static class Lexer
{
    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '\u200B')) at++;
            if (at == text.Length)
            {
                tokens.Add(new Token(TokenKind.End, "", at, at));
                return tokens;
            }
            var token = Next(text, at, tokens);
            tokens.Add(token);
            at = token.End;
        }
    }

    private static Token Next(string text, int at, List<Token> before)
    {
        var c = text[at];
        if (c is '"' or '\'')
        {
            var end = text.IndexOf(c, at + 1);
            if (end < 0) throw new XPathFaultException(FormProblems.UnclosedText, at, [text[at..Math.Min(text.Length, at + 12)]]);
            return new Token(TokenKind.Literal, text[(at + 1)..end], at, end + 1);
        }
        if (char.IsAsciiDigit(c) || c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])) return Number(text, at);
        foreach (var symbol in (ReadOnlySpan<string>)["//", "::", "..", "!=", "<=", ">="])
            if (string.CompareOrdinal(text, at, symbol, 0, 2) == 0)
                return new Token(symbol is "!=" or "<=" or ">=" ? TokenKind.Operator : TokenKind.Symbol, symbol, at, at + 2);
        if (c is '=' or '<' or '>' or '+' or '-' or '|') return new Token(TokenKind.Operator, text[at..(at + 1)], at, at + 1);
        if (c == '*') return new Token(AfterOperand(before) ? TokenKind.Operator : TokenKind.Name, "*", at, at + 1);
        if (c is '/' or '.' or '@' or '(' or ')' or '[' or ']' or ',') return new Token(TokenKind.Symbol, text[at..(at + 1)], at, at + 1);
        if (IsNameStart(c)) return Name(text, at, before);
        throw new XPathFaultException(FormProblems.StrayCharacter, at, [CharacterName(c)], Plain(c));
    }

    private static Token Number(string text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        if (end < text.Length && text[end] == '.')
        {
            end++;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        }
        return new Token(TokenKind.Number, text[at..end], at, end);
    }

    private static Token Name(string text, int at, List<Token> before)
    {
        var end = NameEnd(text, at);
        // A prefix, but not an axis: jr:choice-name, orx:meta.
        if (end + 1 < text.Length && text[end] == ':' && text[end + 1] != ':')
        {
            if (IsNameStart(text[end + 1])) end = NameEnd(text, end + 1);
            else if (text[end + 1] == '*') end += 2;
        }
        var name = text[at..end];
        if (name is "and" or "or" or "div" or "mod" && AfterOperand(before)) return new Token(TokenKind.Operator, name, at, end);
        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        if (next + 1 < text.Length && text[next] == ':' && text[next + 1] == ':') return new Token(TokenKind.Axis, name, at, next + 2);
        return new Token(next < text.Length && text[next] == '(' ? TokenKind.Function : TokenKind.Name, name, at, end);
    }

    private static int NameEnd(string text, int at)
    {
        while (at < text.Length && IsNamePart(text[at])) at++;
        return at;
    }

    private static bool AfterOperand(List<Token> before) =>
        before.Count > 0 && before[^1] is { Kind: TokenKind.Number or TokenKind.Literal or TokenKind.Name } or { Kind: TokenKind.Symbol, Text: ")" or "]" or "." or ".." };

    public static bool IsNameStart(char c) => char.IsLetter(c) || c == '_' || char.IsSurrogate(c);

    public static bool IsNamePart(char c) =>
        char.IsLetterOrDigit(c) || c is '_' or '-' or '.' || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;

    private static string CharacterName(char c) => char.IsControl(c) ? $"U+{(int)c:X4}" : c.ToString();

    /// <summary>The plain character that a Chinese keyboard or a word processor turned into something else.</summary>
    private static string? Plain(char c) => c switch
    {
        '（' => "(",
        '）' => ")",
        '，' or '、' => ",",
        '＝' => "=",
        '＞' or '》' => ">",
        '＜' or '《' => "<",
        '‘' or '’' or '“' or '”' or '＇' or '＂' => "'",
        '＋' => "+",
        '－' or '—' or '–' => "-",
        '×' or '＊' => "*",
        '÷' => "div",
        '≥' => ">=",
        '≤' => "<=",
        '≠' => "!=",
        '！' or '!' => "!=",
        '＆' or '&' => "and",
        '；' or ';' => ",",
        '＄' or '$' => "${}",
        '｛' or '{' => "${}",
        _ => null,
    };
}
