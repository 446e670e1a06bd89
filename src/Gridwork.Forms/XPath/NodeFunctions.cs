namespace Gridwork.Forms.XPath;

internal static class NodeFunctions
{
    public static double Position(Evaluation e, in Focus f, Expr[] a)
    {
        if (a.Length == 0) return f.Position;
        var nodes = a[0].Nodes(e, f);
        if (nodes.Count == 0) return double.NaN;
        var ordinal = nodes.Tree.Ordinal(nodes[0]);
        e.Step(ordinal);
        return ordinal;
    }

    /// <summary>Repeats and questions that are not relevant are not counted.</summary>
    public static double Count(Evaluation e, in Focus f, Expr[] a)
    {
        var nodes = a[0].Nodes(e, f);
        var count = 0;
        for (var i = 0; i < nodes.Count; i++)
            if (!nodes.Tree[nodes[i]].Irrelevant)
                count++;
        return count;
    }

    public static double CountNonEmpty(Evaluation e, in Focus f, Expr[] a)
    {
        var nodes = a[0].Nodes(e, f);
        var count = 0;
        for (var i = 0; i < nodes.Count; i++)
        {
            e.Step();
            if (nodes.Tree.Text(nodes[i]).Length > 0) count++;
        }
        return count;
    }

    public static string Name(Evaluation e, in Focus f, Expr[] a)
    {
        if (a.Length == 0) return f.Tree[f.Node].Name;
        var nodes = a[0].Nodes(e, f);
        return nodes.Count == 0 ? "" : nodes.Tree[nodes[0]].Name;
    }

    /// <summary>The <c>instance</c> element of a list inside the form. A list outside it was the phone's: what is asked of it is not known here.</summary>
    public static NodeSet Instance(Evaluation e, in Focus f, Expr[] a)
    {
        var id = a[0].Text(e, f);
        if (e.Form?.Secondary(id) is { } tree) return new NodeSet(tree, [0], 1);
        if (e.Form?.MainInstanceId == id) return new NodeSet(e.Main, [0], 1);
        e.AskedUnknown = true;
        return NodeSet.Empty(f.Tree);
    }

    /// <summary><c>indexed-repeat(node, repeat1, index1, …)</c>: the nodes inside the chosen instance of each repeat, from the outermost in.</summary>
    public static NodeSet IndexedRepeat(Evaluation e, in Focus f, Expr[] a)
    {
        var low = 0;
        var high = int.MaxValue;
        for (var i = 1; i + 1 < a.Length; i += 2)
        {
            var repeats = a[i].Nodes(e, f);
            var wanted = a[i + 1].Number(e, f);
            var seen = 0;
            var chosen = -1;
            for (var j = 0; j < repeats.Count && chosen < 0; j++)
            {
                e.Step();
                if (repeats[j] >= low && repeats[j] < high && ++seen == wanted) chosen = repeats[j];
            }
            if (chosen < 0) return NodeSet.Empty(f.Tree);
            low = chosen;
            high = repeats.Tree[chosen].End;
        }
        var nodes = a[0].Nodes(e, f);
        var found = new List<int>();
        for (var i = 0; i < nodes.Count; i++)
        {
            e.Step();
            if (nodes[i] >= low && nodes[i] < high) found.Add(nodes[i]);
        }
        return new NodeSet(nodes.Tree, [.. found], found.Count);
    }
}
