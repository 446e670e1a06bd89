using System.Text;

namespace Gridwork.Forms;

/// <summary>
/// An XML instance as one array in document order: the index of a node is its position in the document, so that sorting a node-set is
/// sorting integers. Node 0 is the document, node 1 the root element. Attributes stand directly behind their element.
/// </summary>
internal sealed class InstanceTree
{
    public struct Node
    {
        public string Name;
        public string? Text;
        public int Parent;
        public int FirstChild;
        public int LastChild;
        public int NextSibling;
        public int End;
        public FormNode? Form;
        /// <summary>The next instance of the same node of the form, or −1.</summary>
        public int NextSame;
        public bool IsAttribute;
        /// <summary>Its own or an ancestor's relevant condition is false: the text is kept, and reads as empty.</summary>
        public bool Irrelevant;
        /// <summary>Not in the client's bytes; stands in because the form has it.</summary>
        public bool Absent;
    }

    private readonly int[] firstOf;
    private readonly int[] lastOf;
    private Node[] nodes;

    /// <param name="formNodes">How many nodes the form has; 0 for trees that belong to none.</param>
    /// <param name="capacity">Nodes to make room for.</param>
    public InstanceTree(int formNodes = 0, int capacity = 64)
    {
        firstOf = new int[formNodes];
        lastOf = new int[formNodes];
        Array.Fill(firstOf, -1);
        nodes = new Node[capacity];
        nodes[0] = new Node { Name = "", Parent = -1, FirstChild = -1, LastChild = -1, NextSibling = -1, End = 1 };
        Count = 1;
    }

    public int Count { get; private set; }

    public ref Node this[int index] => ref nodes[index];

    /// <summary>Adds a node as the last one of the document. Callers close elements in order (<see cref="Close"/>).</summary>
    public int Add(int parent, string name, FormNode? form, string? text = null, bool attribute = false)
    {
        if (Count == nodes.Length) Array.Resize(ref nodes, Count * 2);
        var index = Count++;
        nodes[index] = new Node
        {
            Name = name,
            Text = text,
            Parent = parent,
            FirstChild = -1,
            LastChild = -1,
            NextSibling = -1,
            NextSame = -1,
            End = index + 1,
            Form = form,
            IsAttribute = attribute,
        };
        ref var up = ref nodes[parent];
        if (!attribute)
        {
            if (up.LastChild < 0) up.FirstChild = index;
            else nodes[up.LastChild].NextSibling = index;
            up.LastChild = index;
        }
        if (form is not null)
        {
            if (firstOf[form.Index] < 0) firstOf[form.Index] = index;
            else nodes[lastOf[form.Index]].NextSame = index;
            lastOf[form.Index] = index;
        }
        return index;
    }

    /// <summary>The first instance of a node of the form, or −1; go on by <see cref="Node.NextSame"/>.</summary>
    public int First(FormNode form) => form.Index < firstOf.Length ? firstOf[form.Index] : -1;

    /// <summary>Marks the element and all below it as not relevant.</summary>
    public void MarkIrrelevant(int element)
    {
        for (var i = element; i < nodes[element].End; i++) nodes[i].Irrelevant = true;
    }

    /// <summary>Notes that everything below the element has been added.</summary>
    public void Close(int element) => nodes[element].End = Count;

    /// <summary>The string-value (XPath 1.0 §5): the element's own text, else its descendants' in order; empty where not relevant.</summary>
    public string Text(int index)
    {
        ref var node = ref nodes[index];
        if (node.Irrelevant) return "";
        if (node.FirstChild < 0) return node.Text ?? "";
        var text = new StringBuilder(node.Text);
        for (var i = index + 1; i < node.End; i++)
            if (nodes[i] is { IsAttribute: false, Irrelevant: false, Text: { } part })
                text.Append(part);
        return text.ToString();
    }

    public int Child(int parent, string name)
    {
        for (var i = nodes[parent].FirstChild; i >= 0; i = nodes[i].NextSibling)
            if (nodes[i].Name == name)
                return i;
        return -1;
    }

    /// <summary>The 1-based place among the siblings of the same name.</summary>
    public int Ordinal(int index)
    {
        ref var node = ref nodes[index];
        if (node.Parent < 0) return 1;
        var n = 1;
        for (var i = nodes[node.Parent].FirstChild; i >= 0 && i != index; i = nodes[i].NextSibling)
            if (nodes[i].Name == node.Name)
                n++;
        return n;
    }
}
