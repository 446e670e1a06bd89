using System.Runtime.InteropServices;
using System.Xml;

namespace Gridwork.Forms.Instances;

/// <summary>
/// Reads a submission's bytes into an <see cref="InstanceTree"/> bound to the form, in one pass and without a DOM. The bytes come from
/// strangers: no DTD, no entity, nothing fetched, and limits on size, depth and number of nodes. Nodes that the form has and the
/// record lacks (clients leave out what is not relevant) are put in as absent and empty, so that conditions can ask for them.
/// </summary>
internal static class InstanceReader
{
    /// <summary>Bytes a submission's XML may have.</summary>
    public const int MaxBytes = 5_000_000;

    private const int MaxNodes = 100_000;
    private const int MaxDepth = 50;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = MaxBytes,
        MaxCharactersFromEntities = 0,
    };

    public static XmlReader Open(ReadOnlyMemory<byte> xml)
    {
        var stream = MemoryMarshal.TryGetArray(xml, out var part)
            ? new MemoryStream(part.Array!, part.Offset, part.Count, writable: false)
            : new MemoryStream(xml.ToArray(), writable: false);
        return XmlReader.Create(stream, Settings);
    }

    public static InstanceTree? Read(Form form, ReadOnlyMemory<byte> xml, out Problem? refusal)
    {
        if (xml.Length > MaxBytes)
        {
            refusal = FormProblems.SubmissionTooLarge.Bare($"{MaxBytes}");
            return null;
        }
        try
        {
            using var reader = Open(xml);
            reader.MoveToContent();
            var root = form.Document.Children[0];
            var id = reader.GetAttribute("id");
            if (reader.LocalName != root.Name || id is not null && id != form.Id)
            {
                refusal = FormProblems.OtherForm.Bare(form.Id, id ?? reader.LocalName);
                return null;
            }
            return new Pass(form, reader).Run(root, out refusal);
        }
        catch (XmlException broken)
        {
            refusal = Explain(broken);
            return null;
        }
    }

    public static Problem Explain(XmlException broken)
    {
        var dtd = broken.Message.Contains("DTD", StringComparison.Ordinal);
        return new Problem(dtd ? FormProblems.SubmissionHasDtd : FormProblems.SubmissionBroken,
            new SourceLocation("submission.xml", Line: broken.LineNumber, Position: broken.LinePosition), []);
    }

    /// <summary>One pass over one submission.</summary>
    private sealed class Pass(Form form, XmlReader reader)
    {
        private readonly InstanceTree tree = new(form.Nodes.Length, form.Nodes.Length + 24);
        /// <summary>For each node of the form the parent instance that last had it: tells which are missing when a parent closes.</summary>
        private readonly int[] seenIn = new int[form.Nodes.Length];

        public InstanceTree? Run(FormNode root, out Problem? refusal)
        {
            refusal = null;
            var element = Begin(0, root);
            var node = root;
            if (reader.IsEmptyElement)
            {
                End(element, node);
                return tree;
            }
            var depth = 1;
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element:
                        if (tree.Count > MaxNodes || depth > MaxDepth)
                        {
                            refusal = (depth > MaxDepth ? FormProblems.SubmissionTooDeep : FormProblems.SubmissionTooLarge).Bare($"{(depth > MaxDepth ? MaxDepth : MaxNodes)}");
                            return null;
                        }
                        var childForm = Match(node, element);
                        var empty = reader.IsEmptyElement;
                        var child = Begin(element, childForm);
                        if (empty) End(child, childForm);
                        else
                        {
                            element = child;
                            node = childForm;
                            depth++;
                        }
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                        ref var holder = ref tree[element];
                        holder.Text = holder.Text is null ? reader.Value : holder.Text + reader.Value;
                        break;
                    case XmlNodeType.EndElement:
                        End(element, node);
                        element = tree[element].Parent;
                        node = tree[element].Form;
                        depth--;
                        break;
                }
            }
            tree.Close(0);
            return tree;
        }

        private int lastMatched;

        private FormNode? Match(FormNode? parent, int element)
        {
            if (parent is null) return null;
            var name = reader.LocalName;
            // Records come in the form's order: the next one is nearly always the one after the last.
            var children = parent.Children;
            for (var tries = 0; tries < 2; tries++)
            {
                var i = tries == 0 ? lastMatched : lastMatched + 1;
                if (i >= 0 && i < children.Count && children[i].Name == name)
                {
                    lastMatched = i;
                    return Once(children[i], element);
                }
            }
            var found = parent.Child(name);
            if (found is not null) lastMatched = children.IndexOf(found);
            return found is null ? null : Once(found, element);
        }

        /// <summary>Only a repeat may come twice; a second element of another name is kept as bytes and read by nobody.</summary>
        private FormNode? Once(FormNode node, int element)
        {
            if (!node.IsRepeat && seenIn[node.Index] == element + 1) return null;
            seenIn[node.Index] = element + 1;
            return node;
        }

        private int Begin(int parent, FormNode? node)
        {
            var element = tree.Add(parent, node?.Name ?? reader.LocalName, node);
            if (!reader.HasAttributes) return element;
            while (reader.MoveToNextAttribute())
                if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
                    tree.Add(element, reader.LocalName, null, reader.Value, attribute: true);
            reader.MoveToElement();
            return element;
        }

        private void End(int element, FormNode? node)
        {
            if (node is not null)
            {
                foreach (var child in node.Children)
                    if (seenIn[child.Index] != element + 1 && !child.IsRepeat)
                        AddAbsent(element, child);
            }
            tree.Close(element);
        }

        private void AddAbsent(int parent, FormNode node)
        {
            var element = tree.Add(parent, node.Name, node);
            tree[element].Absent = true;
            foreach (var child in node.Children)
                if (!child.IsRepeat)
                    AddAbsent(element, child);
            tree.Close(element);
        }
    }
}
