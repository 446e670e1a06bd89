using System.Text;
using Gridwork.Forms.XPath;

namespace Gridwork.Forms.XForms;

/// <summary>
/// Turns <c>${name}</c> into a path, as XLSForm's authors and pyxform have it: absolute where no repeat is shared, relative to the
/// asking node where both lie in the same repeat, so that each instance reads its own.
/// </summary>
internal static class References
{
    /// <summary>One <c>${name}</c> that leads nowhere or to several places.</summary>
    public sealed record Fault(string Name, int Position, FormNode[] Candidates);

    /// <summary>Replaces every reference. Faulty ones are listed and left as they are.</summary>
    /// <param name="text">The expression, or a label when <paramref name="output"/> is given.</param>
    /// <param name="context">The node that asks.</param>
    /// <param name="names">All nodes of a form by name.</param>
    /// <param name="inPredicate">The expression will stand inside a predicate over another list: a relative path then begins at <c>current()</c>.</param>
    /// <param name="faults">What could not be resolved.</param>
    /// <param name="output">Writes a reference other than as a bare path; null for expressions.</param>
    public static string Expand(
        string text, FormNode context, ILookup<string, FormNode> names, bool inPredicate, List<Fault> faults, Func<string, string>? output = null)
    {
        if (!text.Contains("${", StringComparison.Ordinal)) return text;
        var result = new StringBuilder(text.Length + 40);
        var calls = new CallStack();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length || text[i + 1] != '{')
            {
                calls.Pass(text, i);
                result.Append(text[i]);
                continue;
            }
            var end = text.IndexOf('}', i);
            if (end < 0)
            {
                result.Append(text, i, text.Length - i);
                return result.ToString();
            }
            var name = text[(i + 2)..end].Trim();
            var nodes = names[name].ToArray();
            if (nodes.Length != 1)
            {
                faults.Add(new Fault(name, i, nodes));
                result.Append(text, i, end + 1 - i);
            }
            else
            {
                var path = Path(context, nodes[0], absolute: calls.WantsAbsolute, fromCurrent: inPredicate || calls.InForeignPredicate);
                if (output is not null) result.Append(output(path));
                else
                {
                    // A path that touches a word would melt into it: ${a}-1 must not become the name "a-1".
                    if (!calls.InLiteral && result.Length > 0 && Lexer.IsNamePart(result[^1])) result.Append(' ');
                    result.Append(path);
                    if (!calls.InLiteral && end + 1 < text.Length && (Lexer.IsNamePart(text[end + 1]) || text[end + 1] is '-')) result.Append(' ');
                }
            }
            i = end;
        }
        return result.ToString();
    }

    /// <summary>The path from one node to another.</summary>
    public static string Path(FormNode context, FormNode target, bool absolute = false, bool fromCurrent = false)
    {
        if (absolute || SharedRepeat(context, target) is null) return target.Path;
        var up = 0;
        var shared = context;
        while (!IsAbove(shared, target))
        {
            shared = shared.Parent!;
            up++;
        }
        var path = new StringBuilder(fromCurrent ? "current()" : "");
        for (var i = 0; i < up; i++) path.Append(path.Length > 0 ? "/.." : "..");
        var rest = target.Path[shared.Path.Length..];
        if (path.Length == 0) path.Append('.');
        path.Append(rest);
        return path.ToString();
    }

    private static FormNode? SharedRepeat(FormNode context, FormNode target)
    {
        for (var node = context; node is not null; node = node.Parent)
            if (node.IsRepeat && node != target && IsAbove(node, target))
                return node;
        return null;
    }

    private static bool IsAbove(FormNode above, FormNode? node)
    {
        for (; node is not null; node = node.Parent)
            if (node == above)
                return true;
        return false;
    }

    /// <summary>Follows brackets and quotes, to know in which argument of which function, or in which predicate, a reference stands.</summary>
    private sealed class CallStack
    {
        private readonly Stack<(string Name, int Argument)> open = new();
        private char quote;
        private bool instance;

        public bool InLiteral => quote != '\0';

        /// <summary>indexed-repeat's node and repeats are wanted as they stand in the whole form.</summary>
        public bool WantsAbsolute => open.TryPeek(out var call) && call.Name == "indexed-repeat" && (call.Argument == 0 || call.Argument % 2 == 1);

        public bool InForeignPredicate => instance && open.Any(o => o.Name == "[");

        public void Pass(string text, int at)
        {
            var c = text[at];
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
                return;
            }
            switch (c)
            {
                case '"' or '\'':
                    quote = c;
                    break;
                case '(':
                    var name = NameBefore(text, at);
                    if (name == "instance") instance = true;
                    open.Push((name, 0));
                    break;
                case '[':
                    open.Push(("[", 0));
                    break;
                case ')' or ']' when open.Count > 0:
                    open.Pop();
                    break;
                case ',' when open.Count > 0:
                    var top = open.Pop();
                    open.Push((top.Name, top.Argument + 1));
                    break;
            }
        }

        private static string NameBefore(string text, int at)
        {
            while (at > 0 && char.IsWhiteSpace(text[at - 1])) at--;
            var end = at;
            while (at > 0 && (Lexer.IsNamePart(text[at - 1]) || text[at - 1] == ':')) at--;
            return text[at..end];
        }
    }
}
