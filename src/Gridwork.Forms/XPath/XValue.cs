namespace Gridwork.Forms.XPath;

internal enum XKind : byte
{
    Text,
    Number,
    Boolean,
    Nodes,
}

/// <summary>One of XPath's four types, without boxing: a string, a number, a boolean or a set of nodes of one tree.</summary>
internal readonly struct XValue
{
    private readonly object? reference;
    private readonly double number;

    public XKind Kind { get; }

    private XValue(XKind kind, object? reference, double number) => (Kind, this.reference, this.number) = (kind, reference, number);

    public static implicit operator XValue(string text) => new(XKind.Text, text, 0);
    public static implicit operator XValue(double number) => new(XKind.Number, null, number);
    public static implicit operator XValue(bool truth) => new(XKind.Boolean, null, truth ? 1 : 0);
    public static implicit operator XValue(NodeSet nodes) => new(XKind.Nodes, nodes, 0);

    public NodeSet Nodes => (NodeSet)reference!;

    public string ToText() => Kind switch
    {
        XKind.Text => (string)reference!,
        XKind.Number => NumberText.Write(number),
        XKind.Boolean => number != 0 ? "true" : "false",
        _ => Nodes.FirstText(),
    };

    public double ToNumber() => Kind switch
    {
        XKind.Text => NumberText.Read((string)reference!),
        XKind.Nodes => NumberText.Read(Nodes.FirstText()),
        _ => number,
    };

    public bool ToTruth() => Kind switch
    {
        XKind.Text => ((string)reference!).Length > 0,
        XKind.Number => number != 0 && !double.IsNaN(number),
        XKind.Boolean => number != 0,
        _ => Nodes.Count > 0,
    };
}

/// <summary>Nodes of one tree in document order, each once.</summary>
internal sealed class NodeSet(InstanceTree tree, int[] nodes, int count)
{
    public static NodeSet Empty(InstanceTree tree) => new(tree, [], 0);

    public InstanceTree Tree => tree;
    public int Count => count;
    public int this[int index] => nodes[index];

    public string FirstText() => count == 0 ? "" : tree.Text(nodes[0]);
}
