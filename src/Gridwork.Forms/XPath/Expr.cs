namespace Gridwork.Forms.XPath;

/// <summary>
/// A compiled expression. Each node of the tree answers in the type that is asked of it, so that a comparison of numbers never makes
/// a string. Immutable: one expression serves all threads.
/// </summary>
internal abstract class Expr
{
    public abstract XValue Eval(Evaluation e, in Focus f);
    public virtual double Number(Evaluation e, in Focus f) => Eval(e, f).ToNumber();
    public virtual string Text(Evaluation e, in Focus f) => Eval(e, f).ToText();
    public virtual bool Truth(Evaluation e, in Focus f) => Eval(e, f).ToTruth();

    /// <summary>The nodes, where it is a node-set; an empty set where it is not.</summary>
    public virtual NodeSet Nodes(Evaluation e, in Focus f) => Eval(e, f) is { Kind: XKind.Nodes } v ? v.Nodes : NodeSet.Empty(f.Tree);

    /// <summary>The type if it is the same whatever the data; null where it depends (<c>if</c>).</summary>
    public abstract XKind? Kind { get; }

    public virtual IReadOnlyList<Expr> Parts => [];
}

internal sealed class TextLiteral(string value) : Expr
{
    public string Value => value;
    public override XKind? Kind => XKind.Text;
    public override XValue Eval(Evaluation e, in Focus f) => value;
    public override string Text(Evaluation e, in Focus f) => value;
}

internal sealed class NumberLiteral(double value) : Expr
{
    public double Value => value;
    public override XKind? Kind => XKind.Number;
    public override XValue Eval(Evaluation e, in Focus f) => value;
    public override double Number(Evaluation e, in Focus f) => value;
}

internal sealed class Negate(Expr operand) : Expr
{
    public override XKind? Kind => XKind.Number;
    public override IReadOnlyList<Expr> Parts => [operand];
    public override XValue Eval(Evaluation e, in Focus f) => Number(e, f);
    public override double Number(Evaluation e, in Focus f) => -operand.Number(e, f);
}

internal enum BinaryOperator
{
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

internal sealed class Arithmetic(BinaryOperator op, Expr left, Expr right) : Expr
{
    public override XKind? Kind => XKind.Number;
    public override IReadOnlyList<Expr> Parts => [left, right];
    public override XValue Eval(Evaluation e, in Focus f) => Number(e, f);

    public override double Number(Evaluation e, in Focus f)
    {
        var a = left.Number(e, f);
        var b = right.Number(e, f);
        return op switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.Subtract => a - b,
            BinaryOperator.Multiply => a * b,
            BinaryOperator.Divide => a / b,
            _ => a % b,
        };
    }
}

internal sealed class Logic(bool isOr, Expr left, Expr right) : Expr
{
    public override XKind? Kind => XKind.Boolean;
    public override IReadOnlyList<Expr> Parts => [left, right];
    public override XValue Eval(Evaluation e, in Focus f) => Truth(e, f);

    public override bool Truth(Evaluation e, in Focus f) =>
        isOr ? left.Truth(e, f) || right.Truth(e, f) : left.Truth(e, f) && right.Truth(e, f);
}

internal sealed class Union(Expr left, Expr right) : Expr
{
    public override XKind? Kind => XKind.Nodes;
    public override IReadOnlyList<Expr> Parts => [left, right];
    public override XValue Eval(Evaluation e, in Focus f) => Nodes(e, f);

    public override NodeSet Nodes(Evaluation e, in Focus f)
    {
        var a = left.Nodes(e, f);
        var b = right.Nodes(e, f);
        if (b.Count == 0) return a;
        if (a.Count == 0 || a.Tree != b.Tree) return b;
        e.Step(a.Count + b.Count);
        var merged = new SortedSet<int>();
        for (var i = 0; i < a.Count; i++) merged.Add(a[i]);
        for (var i = 0; i < b.Count; i++) merged.Add(b[i]);
        return new NodeSet(a.Tree, [.. merged], merged.Count);
    }
}
