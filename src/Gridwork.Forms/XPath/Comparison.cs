namespace Gridwork.Forms.XPath;

/// <summary>
/// <c>= != &lt; &lt;= &gt; &gt;=</c> by XPath 1.0 §3.4. Where strings are ordered, ISO dates count as days (ODK XForms); a mere date beside a
/// date-time is that day on the wall clock of the date-time, so that no zone of the machine is needed.
/// </summary>
internal sealed class Comparison(BinaryOperator op, Expr left, Expr right) : Expr
{
    private readonly bool isEquality = op is BinaryOperator.Equal or BinaryOperator.NotEqual;

    public override XKind? Kind => XKind.Boolean;
    public override IReadOnlyList<Expr> Parts => [left, right];
    public override XValue Eval(Evaluation e, in Focus f) => Truth(e, f);

    public override bool Truth(Evaluation e, in Focus f)
    {
        // The everyday form: a path to one answer against a literal.
        if (isEquality && right is TextLiteral literal && left is PathExpr { IsSingle: true } path)
            return path.First(e, f, out var tree) is >= 0 and var node && (tree.Text(node) == literal.Value) == (op == BinaryOperator.Equal);

        var a = left.Eval(e, f);
        var b = right.Eval(e, f);
        if (a.Kind == XKind.Nodes || b.Kind == XKind.Nodes) return CompareNodes(e, a, b);
        if (!isEquality) return Order(a, b);
        if (a.Kind == XKind.Boolean || b.Kind == XKind.Boolean) return Equality(a.ToTruth() == b.ToTruth());
        if (a.Kind == XKind.Number || b.Kind == XKind.Number) return Numbers(a.ToNumber(), b.ToNumber());
        return Equality(a.ToText() == b.ToText());
    }

    private bool CompareNodes(Evaluation e, XValue a, XValue b)
    {
        if (a.Kind == XKind.Boolean || b.Kind == XKind.Boolean)
            return isEquality ? Equality(a.ToTruth() == b.ToTruth()) : Numbers(a.ToTruth() ? 1 : 0, b.ToTruth() ? 1 : 0);
        if (a.Kind == XKind.Nodes)
        {
            var set = a.Nodes;
            for (var i = 0; i < set.Count; i++)
            {
                e.Step();
                var text = set.Tree.Text(set[i]);
                if (b.Kind == XKind.Nodes ? CompareNodes(e, text, b) : Single(text, b)) return true;
            }
            return false;
        }
        var others = b.Nodes;
        for (var i = 0; i < others.Count; i++)
        {
            e.Step();
            if (Single(a, others.Tree.Text(others[i]))) return true;
        }
        return false;
    }

    private bool Single(XValue a, XValue b)
    {
        if (!isEquality) return Order(a, b);
        return a.Kind == XKind.Number || b.Kind == XKind.Number ? Numbers(a.ToNumber(), b.ToNumber()) : Equality(a.ToText() == b.ToText());
    }

    private bool Order(XValue a, XValue b)
    {
        if (a.Kind == XKind.Text && b.Kind == XKind.Text
            && DateText.TryRead(a.ToText().AsSpan().Trim(), out var x) && DateText.TryRead(b.ToText().AsSpan().Trim(), out var y))
        {
            var onTheWall = x.Time is null || y.Time is null || x.Offset is null || y.Offset is null;
            return onTheWall ? Numbers(x.WallDays, y.WallDays) : Numbers(x.Days, y.Days);
        }
        return Numbers(a.ToNumber(), b.ToNumber());
    }

    private bool Equality(bool equal) => equal == (op == BinaryOperator.Equal);

    private bool Numbers(double a, double b) => op switch
    {
        BinaryOperator.Equal => a == b,
        BinaryOperator.NotEqual => a != b,
        BinaryOperator.Less => a < b,
        BinaryOperator.LessOrEqual => a <= b,
        BinaryOperator.Greater => a > b,
        _ => a >= b,
    };
}
