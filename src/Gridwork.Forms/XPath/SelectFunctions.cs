namespace Gridwork.Forms.XPath;

internal static class SelectFunctions
{
    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';

    public static bool Selected(Evaluation e, in Focus f, Expr[] a)
    {
        var list = a[0].Text(e, f);
        var wanted = a[1].Text(e, f).AsSpan().Trim(" \t\r\n");
        for (var at = 0; NextWord(list, ref at, out var word);)
            if (wanted.SequenceEqual(word))
                return true;
        return false;
    }

    public static string SelectedAt(Evaluation e, in Focus f, Expr[] a)
    {
        var list = a[0].Text(e, f);
        var wanted = Math.Truncate(a[1].Number(e, f));
        var n = 0;
        for (var at = 0; NextWord(list, ref at, out var word); n++)
            if (n == wanted)
                return word.ToString();
        return "";
    }

    public static int CountSelected(string list)
    {
        var n = 0;
        for (var at = 0; NextWord(list, ref at, out _);) n++;
        return n;
    }

    public static bool NextWord(string list, ref int at, out ReadOnlySpan<char> word)
    {
        while (at < list.Length && IsSpace(list[at])) at++;
        var start = at;
        while (at < list.Length && !IsSpace(list[at])) at++;
        word = list.AsSpan(start, at - start);
        return at > start;
    }
}

/// <summary>
/// <c>jr:choice-name(value, 'path')</c>: the label of a choice, in the language asked for. The second argument is a text that holds a
/// path to the question; written out it is read once, when the form is loaded.
/// </summary>
internal sealed class ChoiceNameCall : Call
{
    private readonly Expr? path;

    private ChoiceNameCall(string name, Expr[] a) : base(name, a, Volatility.None)
    {
        if (a[1] is TextLiteral literal) path = Parser.Parse(literal.Value.Trim());
        Parts = path is null ? a : [a[0], path];
    }

    public static Expr Build(string name, Expr[] a) => new ChoiceNameCall(name, a);

    public override IReadOnlyList<Expr> Parts { get; }
    public override XKind? Kind => XKind.Text;
    public override XValue Eval(Evaluation e, in Focus f) => Text(e, f);

    public override string Text(Evaluation e, in Focus f)
    {
        e.Step();
        var value = Args[0].Text(e, f);
        if (value.Length == 0) return "";
        var nodes = (path ?? Args[1]).Nodes(e, f);
        if (nodes.Count == 0 || nodes.Tree[nodes[0]].Form?.Question is not { } question) return "";
        e.Step(question.Choices.Count / 8);
        return question.Choice(value)?.Label.In(e.Language) ?? "";
    }
}
