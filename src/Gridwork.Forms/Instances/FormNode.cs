using Gridwork.Forms.XPath;

namespace Gridwork.Forms;

/// <summary>A node of the form's own instance: what may stand in a record, with the conditions bound to it. Built once when a form is loaded.</summary>
internal sealed class FormNode(int index, string name, FormNode? parent)
{
    private readonly Dictionary<string, FormNode> byName = new(StringComparer.Ordinal);

    public int Index => index;
    public string Name => name;
    public FormNode? Parent => parent;
    public List<FormNode> Children { get; } = [];
    /// <summary>Path without positions, e.g. <c>/data/finding/kind</c>; empty for the document.</summary>
    public string Path { get; } = parent is null ? "" : parent.Path + "/" + name;
    public bool IsRepeat { get; set; }
    public bool IsMeta { get; set; }
    /// <summary>The bind's type: <c>string</c>, <c>int</c>, <c>date</c>… or empty for a group.</summary>
    public string Type { get; set; } = "";
    public string Default { get; set; } = "";
    public string? Preload { get; set; }
    public BoundExpression? Relevant { get; set; }
    public BoundExpression? Calculate { get; set; }
    public BoundExpression? Constraint { get; set; }
    public BoundExpression? Required { get; set; }
    public BoundExpression? Readonly { get; set; }
    /// <summary>The items that a select with a choice filter offers, where they lie inside the form.</summary>
    public BoundExpression? Offered { get; set; }
    /// <summary>The child of an offered item that holds its name.</summary>
    public string OfferedName { get; set; } = "name";
    public LocalText ConstraintMessage { get; set; } = LocalText.None;
    public LocalText RequiredMessage { get; set; } = LocalText.None;
    /// <summary>A value that an action writes while filling (setvalue, a trigger, a background location): the client's, never recomputed.</summary>
    public bool SetByAction { get; set; }
    public Question? Question { get; set; }
    public bool IsLeaf => Children.Count == 0;

    public FormNode Add(int childIndex, string childName)
    {
        var child = new FormNode(childIndex, childName, this);
        Children.Add(child);
        byName.TryAdd(childName, child);
        return child;
    }

    public FormNode? Child(string childName) => byName.GetValueOrDefault(childName);

    /// <summary>The nearest repeat that is this node or holds it.</summary>
    public FormNode? EnclosingRepeat
    {
        get
        {
            for (var node = this; node is not null; node = node.Parent)
                if (node.IsRepeat)
                    return node;
            return null;
        }
    }
}

/// <summary>An expression of the form, compiled, with what it reads.</summary>
internal sealed class BoundExpression(string text, Expr code, FormNode[] reads)
{
    public string Text => text;
    public Expr Code => code;
    public FormNode[] Reads => reads;
    public Volatility Volatility { get; } = Volatilities.Of(code);
}
