using Gridwork.Forms.XPath;

namespace Gridwork.Forms.XForms;

/// <summary>
/// The order in which relevance conditions and calculations of a form are worked out, so that each comes after all it reads: found once
/// when the form is loaded. A node comes after its parent, for what lies in a group that is not relevant is not relevant either.
/// </summary>
internal static class SettlingOrder
{
    /// <summary>Nodes with a condition or calculation, in order; or, where they wait for each other, the names along the circle.</summary>
    public static (FormNode[] Order, FormNode[]? Circle) Find(IEnumerable<FormNode> nodes)
    {
        var order = new List<FormNode>();
        var state = new Dictionary<FormNode, bool>();
        var trail = new List<FormNode>();
        foreach (var node in nodes)
            if (Settle(node) is { } circle)
                return ([], circle);
        return ([.. order], null);

        FormNode[]? Settle(FormNode node)
        {
            if (state.TryGetValue(node, out var done))
            {
                if (done) return null;
                return [.. trail.SkipWhile(n => n != node)];
            }
            state[node] = false;
            trail.Add(node);
            if (node.Parent is not null && Settle(node.Parent) is { } above) return above;
            foreach (var expression in (ReadOnlySpan<BoundExpression?>)[node.Relevant, node.Calculate])
            {
                foreach (var read in expression?.Reads ?? [])
                {
                    if (read == node && expression is not null && expression == node.Calculate && ReadsOtherInstances(expression)) continue;
                    if (Settle(read) is { } circle) return circle;
                }
            }
            trail.RemoveAt(trail.Count - 1);
            state[node] = true;
            if (node.Relevant is not null || node.Calculate is not null) order.Add(node);
            return null;
        }
    }

    /// <summary>A running total reads the same question of the instance before (indexed-repeat, or a predicate on the repeat): no circle.</summary>
    private static bool ReadsOtherInstances(BoundExpression expression) => Any(expression.Code);

    private static bool Any(Expr code) =>
        code is Call { Name: "indexed-repeat" } || code is PathExpr path && path.Steps.Any(s => s.Predicates.Length > 0 || s.Axis is Axis.PrecedingSibling)
        || code.Parts.Any(Any);
}
