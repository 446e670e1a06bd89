using Gridwork.Forms.XPath;

namespace Gridwork.Forms.XForms;

/// <summary>
/// Walks a compiled expression over the form's own nodes: finds which it reads, which paths lead nowhere, and marks the paths that
/// can only ever reach one node. It runs nothing.
/// </summary>
internal sealed class Binder(FormNode document, FormNode context)
{
    private static readonly FormNode[] Nowhere = [];
    private readonly HashSet<FormNode> reads = [];

    /// <summary>The nodes read, in the form's order.</summary>
    public FormNode[] Reads => [.. reads.OrderBy(n => n.Index)];

    /// <summary>Paths that name no node of the form: the path as far as it leads, and the step that fails.</summary>
    public List<(FormNode Parent, string Step)> Unknown { get; } = [];

    public static Binder Walk(Expr code, FormNode document, FormNode context)
    {
        var binder = new Binder(document, context);
        binder.Visit(code, [context]);
        return binder;
    }

    /// <summary>The same for a predicate over another list: its focus is the list's item, only <c>current()</c> and <c>/</c> lead to the form.</summary>
    public static Binder WalkPredicate(Expr code, FormNode document, FormNode context)
    {
        var binder = new Binder(document, context);
        binder.Visit(code, null);
        return binder;
    }

    /// <summary>Answers the nodes that a node-set can hold; null where it is of another instance.</summary>
    private FormNode[]? Visit(Expr code, FormNode[]? focus)
    {
        switch (code)
        {
            case PathExpr path:
                return VisitPath(path, focus);
            case Call { Name: "current" }:
                return [context];
            case Call { Name: "instance" }:
                foreach (var part in code.Parts) Visit(part, focus);
                return null;
            case Call { Name: "indexed-repeat" or "randomize" or "if" }:
                FormNode[]? result = Nowhere;
                for (var i = 0; i < code.Parts.Count; i++)
                {
                    var found = Visit(code.Parts[i], focus);
                    if (i == 0 || code is Choose) result = found is null || result is null ? null : [.. result.Union(found)];
                }
                return result;
            case Union:
                var left = Visit(code.Parts[0], focus);
                var right = Visit(code.Parts[1], focus);
                return left is null || right is null ? null : [.. left.Union(right)];
            default:
                foreach (var part in code.Parts) Visit(part, focus);
                return Nowhere;
        }
    }

    private FormNode[]? VisitPath(PathExpr path, FormNode[]? focus)
    {
        // Inside another list's predicate "/" is still the form's own document.
        FormNode[]? nodes = path.FromRoot ? [document] : focus;
        if (path.Start is not null) nodes = Visit(path.Start, focus);
        foreach (var predicate in path.StartPredicates) Visit(predicate, nodes);
        var single = path.Start is null && nodes is { Length: 1 };
        foreach (var step in path.Steps)
        {
            var before = nodes;
            nodes = nodes is null ? null : Follow(nodes, step);
            if (before is { Length: > 0 } && nodes is { Length: 0 } && step is { Axis: Axis.Child, Name: { } name }) Unknown.Add((before[0], name));
            single &= step.Predicates.Length == 0 && nodes is { Length: 1 }
                && (step.Axis is Axis.Self or Axis.Parent || step.Axis == Axis.Child && !nodes[0].IsRepeat);
            foreach (var predicate in step.Predicates) Visit(predicate, nodes);
        }
        path.IsSingle = single && path.Steps.Count > 0;
        if (nodes is null) return null;
        foreach (var node in nodes)
            if (node.Parent is not null && (path.Steps.Count > 0 || path.Start is not null))
                reads.Add(node);
        return nodes;
    }

    private static FormNode[] Follow(FormNode[] nodes, PathStep step)
    {
        if (step.Axis == Axis.Attribute) return Nowhere;
        var found = new List<FormNode>();
        foreach (var node in nodes)
        {
            switch (step.Axis)
            {
                case Axis.Self:
                    Take(node);
                    break;
                case Axis.Parent:
                    Take(node.Parent);
                    break;
                case Axis.Child:
                    foreach (var child in node.Children) Take(child);
                    break;
                case Axis.Ancestor or Axis.AncestorOrSelf:
                    for (var up = step.Axis == Axis.Ancestor ? node.Parent : node; up is not null; up = up.Parent) Take(up);
                    break;
                case Axis.FollowingSibling or Axis.PrecedingSibling:
                    foreach (var sibling in node.Parent?.Children ?? []) Take(sibling);
                    break;
                default:
                    Below(step.Axis is Axis.Following or Axis.Preceding ? Top(node) : node, step.Axis == Axis.DescendantOrSelf);
                    break;
            }
        }
        return found.Count == 1 ? [found[0]] : [.. found.Distinct()];

        void Take(FormNode? node)
        {
            if (node is not null && (step.Name is null ? step.AnyNode || node.Parent is not null : node.Name == step.Name)) found.Add(node);
        }

        void Below(FormNode node, bool self)
        {
            if (self) Take(node);
            foreach (var child in node.Children) Below(child, true);
        }

        static FormNode Top(FormNode node) => node.Parent is null ? node : Top(node.Parent);
    }
}
