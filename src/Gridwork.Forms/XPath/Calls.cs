namespace Gridwork.Forms.XPath;

internal delegate double NumberFunction(Evaluation e, in Focus f, Expr[] a);
internal delegate string TextFunction(Evaluation e, in Focus f, Expr[] a);
internal delegate bool TruthFunction(Evaluation e, in Focus f, Expr[] a);
internal delegate NodeSet NodesFunction(Evaluation e, in Focus f, Expr[] a);

/// <summary>What an answer depends on besides the record: the clock, or what only the client knows.</summary>
[Flags]
internal enum Volatility
{
    None = 0,

    /// <summary><c>now()</c>, <c>today()</c>: answered by the client's own time where the record tells it.</summary>
    Clock = 1,

    /// <summary><c>random()</c>, <c>uuid()</c>, <c>once()</c>, lists outside the form: taken from the client's bytes.</summary>
    Client = 2,
}

internal static class Volatilities
{
    public static Volatility Of(Expr expr)
    {
        var found = expr is Call call ? call.Volatility : Volatility.None;
        foreach (var part in expr.Parts) found |= Of(part);
        return found;
    }
}

/// <summary>A call of one of the functions; subclasses differ in the type that they answer.</summary>
internal abstract class Call(string name, Expr[] arguments, Volatility volatility) : Expr
{
    protected Expr[] Args => arguments;
    public string Name => name;
    public Volatility Volatility => volatility;
    public override IReadOnlyList<Expr> Parts => arguments;
}

internal sealed class NumberCall(string name, Expr[] a, Volatility v, NumberFunction function) : Call(name, a, v)
{
    public override XKind? Kind => XKind.Number;
    public override XValue Eval(Evaluation e, in Focus f) => Number(e, f);

    public override double Number(Evaluation e, in Focus f)
    {
        e.Step();
        return function(e, f, Args);
    }
}

internal sealed class TextCall(string name, Expr[] a, Volatility v, TextFunction function) : Call(name, a, v)
{
    public override XKind? Kind => XKind.Text;
    public override XValue Eval(Evaluation e, in Focus f) => Text(e, f);

    public override string Text(Evaluation e, in Focus f)
    {
        e.Step();
        return function(e, f, Args);
    }
}

internal sealed class TruthCall(string name, Expr[] a, Volatility v, TruthFunction function) : Call(name, a, v)
{
    public override XKind? Kind => XKind.Boolean;
    public override XValue Eval(Evaluation e, in Focus f) => Truth(e, f);

    public override bool Truth(Evaluation e, in Focus f)
    {
        e.Step();
        return function(e, f, Args);
    }
}

internal sealed class NodesCall(string name, Expr[] a, Volatility v, NodesFunction function) : Call(name, a, v)
{
    public override XKind? Kind => XKind.Nodes;
    public override XValue Eval(Evaluation e, in Focus f) => Nodes(e, f);

    public override NodeSet Nodes(Evaluation e, in Focus f)
    {
        e.Step();
        return function(e, f, Args);
    }
}

/// <summary><c>if(condition, then, else)</c>: only the branch that is taken is evaluated, and it keeps its type.</summary>
internal sealed class Choose(Expr[] a) : Call("if", a, Volatility.None)
{
    public override XKind? Kind => Args[1].Kind == Args[2].Kind ? Args[1].Kind : null;
    public override XValue Eval(Evaluation e, in Focus f) => Branch(e, f).Eval(e, f);
    public override double Number(Evaluation e, in Focus f) => Branch(e, f).Number(e, f);
    public override string Text(Evaluation e, in Focus f) => Branch(e, f).Text(e, f);
    public override bool Truth(Evaluation e, in Focus f) => Branch(e, f).Truth(e, f);
    public override NodeSet Nodes(Evaluation e, in Focus f) => Branch(e, f).Nodes(e, f);

    private Expr Branch(Evaluation e, in Focus f)
    {
        e.Step();
        return Args[0].Truth(e, f) ? Args[1] : Args[2];
    }
}
