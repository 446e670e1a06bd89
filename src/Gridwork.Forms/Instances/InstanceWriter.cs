using System.Globalization;
using System.Text;
using System.Xml;
using Gridwork.Forms.XForms;
using Gridwork.Forms.XPath;

namespace Gridwork.Forms.Instances;

/// <summary>
/// Writes a record from flat values, as a client would: defaults stand where nothing is given, calculations are worked out, what is not
/// relevant is left out. The same values give the same bytes.
/// </summary>
internal static class InstanceWriter
{
    /// <summary>Instances of one repeat that a single record may have.</summary>
    private const int MaxInstances = 1000;

    /// <summary>What is to stand at one place: a value, or instances of what is below.</summary>
    private sealed class Slot
    {
        public string? Value;
        public Dictionary<(FormNode Node, int Position), Slot> Below { get; } = [];
        public Dictionary<FormNode, int> Instances { get; } = [];
    }

    public static byte[] Write(Form form, IEnumerable<KeyValuePair<string, string>> values, InstanceMeta meta, out IReadOnlyList<Problem> problems)
    {
        var faults = new List<Problem>();
        var root = new Slot();
        foreach (var (key, value) in values)
            if (Place(form, root, key, faults) is { } slot)
                slot.Value = value;
        problems = faults;

        var tree = new InstanceTree(form.Nodes.Length, form.Nodes.Length + 16);
        var rootNode = form.Document.Children[0];
        Build(tree, 0, rootNode, root, meta);
        tree.Close(0);
        var clock = meta.End ?? meta.Start;
        var evaluation = new Evaluation(form, tree) { Clock = clock, Language = form.Languages.Count > 0 ? form.Languages[0] : null };
        new Settling(form, tree, evaluation).Run();
        return Serialise(form, tree, meta);
    }

    private static Slot? Place(Form form, Slot root, string key, List<Problem> faults)
    {
        var slot = root;
        var node = form.Document.Children[0];
        var parts = key.TrimStart('/').Split('/');
        var from = key.StartsWith('/') && parts[0] == node.Name ? 1 : 0;
        if (from == 0 && parts.Length > 0)
        {
            // A key may begin anywhere: the first name is looked up, and what holds it is put before.
            var (first, position) = Cut(parts[0]);
            if (form.Find(first)?.Node is not { } start)
            {
                faults.Add(new Problem(FormProblems.UnknownField, null, [key], NearestName.Find(first, form.AllQuestions.Select(q => q.Name))));
                return null;
            }
            var above = new Stack<FormNode>();
            for (var up = start.Parent!; up != node; up = up.Parent!) above.Push(up);
            foreach (var holder in above) slot = Down(slot, holder, 1);
            slot = Down(slot, start, position);
            node = start;
            from = 1;
        }
        for (var i = from; i < parts.Length; i++)
        {
            var (name, position) = Cut(parts[i]);
            if (node.Child(name) is not { } child)
            {
                faults.Add(new Problem(FormProblems.UnknownField, null, [key], NearestName.Find(name, node.Children.Select(c => c.Name))));
                return null;
            }
            slot = Down(slot, child, position);
            node = child;
        }
        return slot;
    }

    private static Slot Down(Slot slot, FormNode node, int position)
    {
        if (!slot.Below.TryGetValue((node, position), out var below)) slot.Below[(node, position)] = below = new Slot();
        slot.Instances[node] = Math.Max(position, slot.Instances.GetValueOrDefault(node));
        return below;
    }

    private static (string Name, int Position) Cut(string part)
    {
        var open = part.IndexOf('[');
        return open > 0 && part.EndsWith(']') && int.TryParse(part.AsSpan(open + 1, part.Length - open - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && n is > 0 and <= MaxInstances ? (part[..open], n) : (part, 1);
    }

    private static void Build(InstanceTree tree, int parent, FormNode node, Slot? slot, InstanceMeta meta)
    {
        var element = tree.Add(parent, node.Name, node);
        if (node.IsLeaf) tree[element].Text = slot?.Value ?? Given(node, meta) ?? node.Default;
        foreach (var child in node.Children)
        {
            var count = child.IsRepeat ? slot?.Instances.GetValueOrDefault(child) ?? 0 : 1;
            for (var n = 1; n <= count; n++) Build(tree, element, child, slot?.Below.GetValueOrDefault((child, n)), meta);
        }
        tree.Close(element);
    }

    private static string? Given(FormNode node, InstanceMeta meta)
    {
        if (node is { IsMeta: true, Name: "instanceID" }) return meta.InstanceId.Value;
        if (node is { IsMeta: true, Name: "deprecatedID" }) return meta.DeprecatedId?.Value;
        return node.Preload switch
        {
            "timestamp/start" => Moment(meta.Start),
            "timestamp/end" => Moment(meta.End),
            "date/today" => (meta.End ?? meta.Start)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "property/deviceid" => meta.DeviceId,
            "property/username" => meta.Username,
            _ => null,
        };
    }

    private static string? Moment(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    private static byte[] Serialise(Form form, InstanceTree tree, InstanceMeta meta)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false }))
        {
            writer.WriteStartElement(tree[1].Name);
            writer.WriteAttributeString("xmlns", "orx", null, XFormNames.OpenRosa.NamespaceName);
            writer.WriteAttributeString("id", form.Id);
            if (form.Version.Length > 0) writer.WriteAttributeString("version", form.Version);
            var meta1 = tree.Child(1, "meta");
            for (var i = tree[1].FirstChild; i >= 0; i = tree[i].NextSibling)
                if (i != meta1)
                    Element(i);
            writer.WriteStartElement("orx", "meta", XFormNames.OpenRosa.NamespaceName);
            Meta("instanceID", meta.InstanceId.Value);
            if (meta.DeprecatedId is { } old) Meta("deprecatedID", old.Value);
            if (meta1 >= 0)
                for (var i = tree[meta1].FirstChild; i >= 0; i = tree[i].NextSibling)
                    if (tree[i].Name is not ("instanceID" or "deprecatedID") && tree.Text(i) is { Length: > 0 } text)
                        Meta(tree[i].Name, text);
            writer.WriteEndElement();
            writer.WriteEndElement();

            void Meta(string name, string text) => writer.WriteElementString("orx", name, XFormNames.OpenRosa.NamespaceName, Legal(text));

            void Element(int i)
            {
                if (tree[i].Irrelevant) return;
                writer.WriteStartElement(tree[i].Name);
                if (tree[i].Text is { Length: > 0 } text) writer.WriteString(Legal(text));
                for (var child = tree[i].FirstChild; child >= 0; child = tree[child].NextSibling) Element(child);
                writer.WriteEndElement();
            }
        }
        return stream.ToArray();
    }

    /// <summary>XML 1.0 has no room for most control characters; a ledger may well hold them.</summary>
    private static string Legal(string text) => new([.. text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))]);
}
