namespace Gridwork.Forms.XPath;

internal static class CheckFunctions
{
    public static bool Checklist(Evaluation e, in Focus f, Expr[] a)
    {
        double satisfied = 0;
        for (var i = 2; i < a.Length; i++)
        {
            var value = a[i].Eval(e, f);
            if (value.Kind != XKind.Nodes) satisfied += value.ToTruth() ? 1 : 0;
            else
                for (var j = 0; j < value.Nodes.Count; j++)
                    satisfied += value.Nodes.Tree.Text(value.Nodes[j]).Length > 0 ? 1 : 0;
        }
        return Within(e, f, a, satisfied);
    }

    public static bool WeightedChecklist(Evaluation e, in Focus f, Expr[] a)
    {
        double satisfied = 0;
        for (var i = 2; i + 1 < a.Length; i += 2)
            if (a[i].Truth(e, f))
                satisfied += a[i + 1].Number(e, f);
        return Within(e, f, a, satisfied);
    }

    /// <summary>A most of −1 means: no upper limit.</summary>
    private static bool Within(Evaluation e, in Focus f, Expr[] a, double satisfied)
    {
        var most = a[1].Number(e, f);
        return satisfied >= a[0].Number(e, f) && (most == -1 || satisfied <= most);
    }
}
