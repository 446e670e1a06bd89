namespace Gridwork.Forms.XPath;

internal static class NumberFunctions
{
    public static double OfClient(Evaluation e, in Focus f, Expr[] a)
    {
        e.AskedUnknown = true;
        return double.NaN;
    }

    /// <summary>XPath 1.0: an empty answer makes the sum NaN. What is not relevant is left out; a sum of nothing is 0.</summary>
    public static double Sum(Evaluation e, in Focus f, Expr[] a)
    {
        var nodes = a[0].Nodes(e, f);
        double sum = 0;
        for (var i = 0; i < nodes.Count; i++)
        {
            e.Step();
            if (!nodes.Tree[nodes[i]].Irrelevant) sum += NumberText.Read(nodes.Tree.Text(nodes[i]));
        }
        return sum;
    }

    public static double Min(Evaluation e, in Focus f, Expr[] a) => Extreme(e, f, a, -1);

    public static double Max(Evaluation e, in Focus f, Expr[] a) => Extreme(e, f, a, 1);

    private static double Extreme(Evaluation e, in Focus f, Expr[] a, int sign)
    {
        double? best = null;
        foreach (var argument in a)
        {
            var value = argument.Eval(e, f);
            if (value.Kind != XKind.Nodes)
            {
                if (!Take(value.ToNumber())) return double.NaN;
                continue;
            }
            var nodes = value.Nodes;
            for (var i = 0; i < nodes.Count; i++)
            {
                e.Step();
                if (!nodes.Tree[nodes[i]].Irrelevant && !Take(NumberText.Read(nodes.Tree.Text(nodes[i])))) return double.NaN;
            }
        }
        return best ?? double.NaN;

        bool Take(double number)
        {
            if (double.IsNaN(number)) return false;
            if (best is null || number.CompareTo(best.Value) == sign) best = number;
            return true;
        }
    }

    /// <summary>
    /// Half away from zero, at any place before or behind the point. The number times the power of ten is rounded in binary, as the
    /// browser form does: <c>round(2.345, 2)</c> is 2.35, <c>round(1.005, 2)</c> is 1 (docs/forms.md).
    /// </summary>
    public static double Round(Evaluation e, in Focus f, Expr[] a)
    {
        var value = a[0].Number(e, f);
        if (double.IsNaN(value)) return value;
        var places = a.Length == 2 ? a[1].Number(e, f) : 0;
        if (double.IsNaN(places)) return double.NaN;
        var factor = Math.Pow(10, places);
        var rounded = Math.Floor(Math.Abs(value) * factor + 0.5) / factor;
        return value < 0 ? -rounded : rounded;
    }
}
