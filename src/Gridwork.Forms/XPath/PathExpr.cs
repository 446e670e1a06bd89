namespace Gridwork.Forms.XPath;

internal enum Axis
{
    Child,
    Descendant,
    DescendantOrSelf,
    Parent,
    Self,
    Ancestor,
    AncestorOrSelf,
    FollowingSibling,
    PrecedingSibling,
    Following,
    Preceding,
    Attribute,
}

/// <summary>One step of a location path. <see cref="Name"/> is null for <c>*</c>; names are compared by local part.</summary>
internal sealed class PathStep(Axis axis, string? name, bool anyNode, Expr[] predicates)
{
    public Axis Axis => axis;
    public string? Name => name;

    /// <summary><c>node()</c>: also the document node.</summary>
    public bool AnyNode => anyNode;
    public Expr[] Predicates => predicates;

    public bool IsReverse => axis is Axis.Parent or Axis.Ancestor or Axis.AncestorOrSelf or Axis.Preceding or Axis.PrecedingSibling;

    public bool Matches(in InstanceTree.Node node) => name is null ? anyNode || node.Name.Length > 0 : node.Name == name;
}

/// <summary>
/// A location path (XPath 1.0 §2), from the document, the focus or another expression. Nodes that are not relevant stay in the result
/// and read as empty, so that <c>${a} != 'x'</c> holds for a question that was not asked; functions that count or add leave them out.
/// </summary>
internal sealed class PathExpr : Expr
{
    private readonly PathStep[] steps;
    private readonly bool forward;

    public PathExpr(bool fromRoot, Expr? start, Expr[] startPredicates, PathStep[] steps)
    {
        FromRoot = fromRoot;
        Start = start;
        StartPredicates = startPredicates;
        this.steps = steps;
        forward = startPredicates.Length == 0 && Array.TrueForAll(steps, s => s.Predicates.Length == 0 && s.Axis is Axis.Child or Axis.Self or Axis.Parent or Axis.Attribute);
        var down = false;
        foreach (var step in steps)
        {
            // A parent asked for after a fan-out could come twice: such paths take the general way.
            if (step.Axis == Axis.Parent && down) forward = false;
            if (step.Axis is Axis.Child or Axis.Attribute) down = true;
        }
        Parts = [.. start is null ? [] : new[] { start }, .. startPredicates, .. steps.SelectMany(s => s.Predicates)];
    }

    public bool FromRoot { get; }
    public Expr? Start { get; }
    public Expr[] StartPredicates { get; }
    public IReadOnlyList<PathStep> Steps => steps;

    /// <summary>Set when the path was bound to a form in which it can reach one node at most (no repeat on the way).</summary>
    public bool IsSingle { get; set; }

    public override XKind? Kind => XKind.Nodes;
    public override IReadOnlyList<Expr> Parts { get; }

    public override XValue Eval(Evaluation e, in Focus f) => Nodes(e, f);

    public override double Number(Evaluation e, in Focus f) => NumberText.Read(Text(e, f));

    public override string Text(Evaluation e, in Focus f)
    {
        var node = First(e, f, out var tree);
        return node < 0 ? "" : tree.Text(node);
    }

    public override bool Truth(Evaluation e, in Focus f) => First(e, f, out _) >= 0;

    /// <summary>The first node in document order, or −1.</summary>
    public int First(Evaluation e, in Focus f, out InstanceTree tree)
    {
        if (forward && Start is null)
        {
            tree = FromRoot ? e.Main : f.Tree;
            return First(e, tree, FromRoot ? 0 : f.Node, 0);
        }
        var nodes = Nodes(e, f);
        tree = nodes.Tree;
        return nodes.Count == 0 ? -1 : nodes[0];
    }

    private int First(Evaluation e, InstanceTree tree, int node, int at)
    {
        e.Step();
        if (at == steps.Length) return node;
        var step = steps[at];
        switch (step.Axis)
        {
            case Axis.Self:
                return step.Matches(tree[node]) ? First(e, tree, node, at + 1) : -1;
            case Axis.Parent:
                var parent = tree[node].Parent;
                return parent >= 0 && step.Matches(tree[parent]) ? First(e, tree, parent, at + 1) : -1;
            case Axis.Attribute:
                for (var i = node + 1; i < tree.Count && tree[i].IsAttribute; i++)
                    if (step.Matches(tree[i]))
                        return First(e, tree, i, at + 1);
                return -1;
            default:
                for (var i = tree[node].FirstChild; i >= 0; i = tree[i].NextSibling)
                {
                    e.Step();
                    if (step.Matches(tree[i]) && First(e, tree, i, at + 1) is >= 0 and var found) return found;
                }
                return -1;
        }
    }

    public override NodeSet Nodes(Evaluation e, in Focus f)
    {
        // "/" is the record also inside a predicate over a list of choices, as JavaRosa and every XLSForm have it.
        var tree = FromRoot ? e.Main : f.Tree;
        var now = e.Rent();
        var next = e.Rent();
        if (Start is not null)
        {
            var set = Start.Nodes(e, f);
            tree = set.Tree;
            for (var i = 0; i < set.Count; i++) now.Add(set[i]);
            foreach (var predicate in StartPredicates) Keep(e, tree, now, 0, predicate);
        }
        else
        {
            now.Add(FromRoot ? 0 : f.Node);
        }
        foreach (var step in steps)
        {
            foreach (var node in now)
            {
                var from = next.Count;
                Walk(e, tree, node, step, next);
                foreach (var predicate in step.Predicates) Keep(e, tree, next, from, predicate);
                if (step.IsReverse) next.Reverse(from, next.Count - from);
            }
            if (now.Count > 1) SortAndDistinct(next);
            (now, next) = (next, now);
            next.Clear();
        }
        var result = now.Count == 0 ? NodeSet.Empty(tree) : new NodeSet(tree, now.ToArray(), now.Count);
        e.Return(now);
        e.Return(next);
        return result;
    }

    private static void Keep(Evaluation e, InstanceTree tree, List<int> nodes, int from, Expr predicate)
    {
        var size = nodes.Count - from;
        var kept = from;
        for (var i = 0; i < size; i++)
        {
            e.Step();
            var node = nodes[from + i];
            var focus = new Focus(tree, node, i + 1, size);
            bool keep;
            if (predicate.Kind is XKind.Boolean) keep = predicate.Truth(e, focus);
            else
            {
                var value = predicate.Eval(e, focus);
                keep = value.Kind == XKind.Number ? value.ToNumber() == i + 1 : value.ToTruth();
            }
            if (keep) nodes[kept++] = node;
        }
        nodes.RemoveRange(kept, nodes.Count - kept);
    }

    private static void Walk(Evaluation e, InstanceTree tree, int node, PathStep step, List<int> into)
    {
        e.Step();
        switch (step.Axis)
        {
            case Axis.Child:
                for (var i = tree[node].FirstChild; i >= 0; i = tree[i].NextSibling) Take(i);
                break;
            case Axis.FollowingSibling:
                if (!tree[node].IsAttribute)
                    for (var i = tree[node].NextSibling; i >= 0; i = tree[i].NextSibling) Take(i);
                break;
            case Axis.PrecedingSibling:
                if (node == 0 || tree[node].IsAttribute) break;
                var from = into.Count;
                for (var i = tree[tree[node].Parent].FirstChild; i >= 0 && i != node; i = tree[i].NextSibling) Take(i);
                into.Reverse(from, into.Count - from);
                break;
            case Axis.Self:
                Take(node);
                break;
            case Axis.Parent:
                if (tree[node].Parent >= 0) Take(tree[node].Parent);
                break;
            case Axis.Ancestor:
            case Axis.AncestorOrSelf:
                for (var i = step.Axis == Axis.Ancestor ? tree[node].Parent : node; i >= 0; i = tree[i].Parent) Take(i);
                break;
            case Axis.Descendant:
            case Axis.DescendantOrSelf:
                if (step.Axis == Axis.DescendantOrSelf) Take(node);
                for (var i = node + 1; i < tree[node].End; i++)
                    if (!tree[i].IsAttribute) Take(i);
                break;
            case Axis.Following:
                for (var i = tree[node].End; i < tree.Count; i++)
                    if (!tree[i].IsAttribute) Take(i);
                break;
            case Axis.Preceding:
                for (var i = node - 1; i > 0; i--)
                    if (!tree[i].IsAttribute && tree[i].End <= node) Take(i);
                break;
            case Axis.Attribute:
                for (var i = node + 1; i < tree.Count && tree[i].IsAttribute; i++) Take(i);
                break;
        }

        void Take(int candidate)
        {
            e.Step();
            if (step.Matches(tree[candidate])) into.Add(candidate);
        }
    }

    private static void SortAndDistinct(List<int> nodes)
    {
        var sorted = true;
        for (var i = 1; i < nodes.Count && sorted; i++) sorted = nodes[i - 1] < nodes[i];
        if (sorted) return;
        nodes.Sort();
        var kept = 0;
        for (var i = 0; i < nodes.Count; i++)
            if (i == 0 || nodes[i] != nodes[kept - 1])
                nodes[kept++] = nodes[i];
        nodes.RemoveRange(kept, nodes.Count - kept);
    }
}
