using System.Xml;
using System.Xml.Linq;
using Gridwork.Forms.XPath;
using static Gridwork.Forms.XForms.XFormNames;

namespace Gridwork.Forms.XForms;

/// <summary>
/// Builds a <see cref="Form"/> from an ODK XForm: the primary instance gives the nodes, binds give types and conditions, the body gives
/// labels and lists, itext the languages.
/// </summary>
internal sealed class XFormLoader
{
    private const int MaxDepth = 100;
    private readonly XElement model;
    private readonly XElement body;
    private readonly string xml;
    private readonly List<FormNode> nodes = [];
    private readonly List<string> languages = [];
    private readonly Dictionary<string, LocalText> itext = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InstanceTree> secondary = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FormNode> byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<FormNode, XElement> binds = [];
    private readonly Dictionary<FormNode, XElement> controls = [];
    private readonly HashSet<FormNode> set = [];

    private XFormLoader(string xml)
    {
        this.xml = xml;
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 50_000_000 };
        XDocument document;
        try
        {
            using (var measure = XmlReader.Create(new StringReader(xml), settings))
                while (measure.Read())
                    if (measure.Depth > MaxDepth)
                        throw new FormatException($"The form is nested deeper than {MaxDepth} elements.");
            using var reader = XmlReader.Create(new StringReader(xml), settings);
            document = XDocument.Load(reader);
        }
        catch (XmlException broken)
        {
            throw new FormatException($"The form is no XML: {broken.Message}", broken);
        }
        model = document.Root?.Element(Html + "head")?.Element(Xf + "model") ?? throw new FormatException("The form has no h:head/model.");
        body = document.Root.Element(Html + "body") ?? throw new FormatException("The form has no h:body.");
        Title = document.Root.Element(Html + "head")!.Element(Html + "title")?.Value.Trim() ?? "";
    }

    private string Title { get; }

    public static Form Load(string xml) => new XFormLoader(xml).Load();

    private Form Load()
    {
        ReadItext();
        var instances = model.Elements(Xf + "instance").ToArray();
        var main = instances.FirstOrDefault()?.Elements().FirstOrDefault() ?? throw new FormatException("The form has no primary instance.");
        foreach (var instance in instances.Skip(1)) ReadSecondary(instance);

        var document = new FormNode(0, "", null);
        nodes.Add(document);
        ReadInstance(document, main);
        foreach (var node in nodes) byPath[node.Path] = node;
        foreach (var repeat in body.Descendants(Xf + "repeat"))
            if (Bound(repeat.Attribute("nodeset")) is { } node)
                node.IsRepeat = true;
        foreach (var bind in model.Elements(Xf + "bind"))
            if (Bound(bind.Attribute("nodeset")) is { } node)
                binds[node] = bind;
        foreach (var action in model.Parent!.Parent!.Descendants().Where(e => e.Name.LocalName is "setvalue" or "setgeopoint" or "recordaudio"))
            if (Bound(action.Attribute("ref")) is { } node && (action.Attribute("event")?.Value ?? "") != "odk-instance-first-load")
                set.Add(node);
        ReadControls(body);
        foreach (var node in nodes) ReadTypes(node);
        var questions = ReadQuestions(document.Children[0], null, false);
        // Expressions come last: jr:choice-name asks for the questions.
        foreach (var node in nodes) ReadConditions(node, document);
        var (order, circle) = SettlingOrder.Find(nodes);
        if (circle is not null) throw new FormatException($"These calculations wait for each other: {string.Join(" → ", circle.Select(n => n.Path))}.");
        var id = main.Attribute("id")?.Value ?? main.Name.NamespaceName;
        if (id.Length == 0) throw new FormatException("The primary instance has no id.");
        var title = new LocalText([new(languages.FirstOrDefault() ?? "", Title)]);
        if (itext.TryGetValue("gw:title", out var titles)) title = titles;
        return new Form(new FormParts(id, main.Attribute("version")?.Value ?? "", title, languages, document, [.. nodes], order, questions, secondary, itext,
            instances[0].Attribute("id")?.Value, xml));
    }

    private void ReadItext()
    {
        var texts = new Dictionary<string, List<KeyValuePair<string, string>>>(StringComparer.Ordinal);
        var translations = model.Element(Xf + "itext")?.Elements(Xf + "translation").ToList() ?? [];
        foreach (var translation in translations.OrderByDescending(t => t.Attribute("default") is not null))
        {
            var language = translation.Attribute("lang")?.Value ?? "";
            if (language != "default") languages.Add(language);
            foreach (var text in translation.Elements(Xf + "text"))
            {
                var plain = text.Elements(Xf + "value").FirstOrDefault(v => v.Attribute("form") is null);
                if (plain is null) continue;
                var id = text.Attribute("id")?.Value ?? "";
                if (!texts.TryGetValue(id, out var list)) texts[id] = list = [];
                list.Add(new(language == "default" ? "" : language, PlainText(plain)));
            }
        }
        foreach (var (id, list) in texts) itext[id] = new LocalText(list);
    }

    private void ReadSecondary(XElement instance)
    {
        if (instance.Attribute("id")?.Value is not { } id || instance.Attribute("src") is not null || instance.Elements().FirstOrDefault() is not { } root) return;
        var tree = new InstanceTree(0, 256);
        Add(0, root);
        tree.Close(0);
        secondary[id] = tree;

        void Add(int parent, XElement element)
        {
            var index = tree.Add(parent, element.Name.LocalName, null, element.HasElements ? null : element.Value);
            foreach (var attribute in element.Attributes())
                if (!attribute.IsNamespaceDeclaration)
                    tree.Add(index, attribute.Name.LocalName, null, attribute.Value, attribute: true);
            foreach (var child in element.Elements()) Add(index, child);
            tree.Close(index);
        }
    }

    private void ReadInstance(FormNode parent, XElement element)
    {
        // A repeat may stand twice: as jr:template and as first instance. Both are the same node of the form.
        var node = parent.Child(element.Name.LocalName);
        if (node is null)
        {
            node = parent.Add(nodes.Count, element.Name.LocalName);
            nodes.Add(node);
        }
        node.IsMeta = parent.IsMeta || node is { Name: "meta", Parent.Parent.Parent: null };
        if (!element.HasElements) node.Default = element.Value;
        foreach (var child in element.Elements()) ReadInstance(node, child);
    }

    /// <summary>The node that a path names; prefixes (<c>orx:meta</c>) do not matter, as nowhere in this project.</summary>
    private FormNode? Bound(XAttribute? reference)
    {
        if (reference is null) return null;
        var path = reference.Value.Trim();
        if (path.Contains(':')) path = string.Join('/', path.Split('/').Select(step => step[(step.IndexOf(':') + 1)..]));
        return byPath.GetValueOrDefault(path);
    }

    private void ReadControls(XElement element)
    {
        foreach (var child in element.Elements())
        {
            if (child.Name.LocalName is "label" or "hint" or "item" or "itemset" or "setvalue") continue;
            if (Bound(child.Attribute("ref") ?? child.Attribute("nodeset")) is { } node) controls.TryAdd(node, child);
            ReadControls(child);
        }
    }

    private void ReadTypes(FormNode node)
    {
        node.SetByAction = set.Contains(node);
        if (!binds.TryGetValue(node, out var bind))
        {
            if (node.IsLeaf && node.Parent is not null) node.Type = "string";
            return;
        }
        var type = bind.Attribute("type")?.Value ?? (node.IsLeaf ? "string" : "");
        node.Type = type.StartsWith("xsd:", StringComparison.Ordinal) ? type[4..] : type;
        if (bind.Attribute(JavaRosa + "preload")?.Value is { } preload) node.Preload = $"{preload}/{bind.Attribute(JavaRosa + "preloadParams")?.Value}";
        node.ConstraintMessage = Text(bind.Attribute(JavaRosa + "constraintMsg")?.Value);
        node.RequiredMessage = Text(bind.Attribute(JavaRosa + "requiredMsg")?.Value);
    }

    private void ReadConditions(FormNode node, FormNode document)
    {
        if (controls.GetValueOrDefault(node)?.Element(Xf + "itemset") is { } itemset && itemset.Attribute("nodeset") is { } nodeset && nodeset.Value.Contains('['))
        {
            node.Offered = Compile(nodeset);
            node.OfferedName = itemset.Element(Xf + "value")?.Attribute("ref")?.Value ?? "name";
        }
        if (!binds.TryGetValue(node, out var bind)) return;
        node.Relevant = Compile(bind.Attribute("relevant"));
        node.Calculate = Compile(bind.Attribute("calculate"));
        node.Constraint = Compile(bind.Attribute("constraint"));
        node.Required = Compile(bind.Attribute("required"));
        node.Readonly = Compile(bind.Attribute("readonly"));
        if (node.Required is { Text: "false()" }) node.Required = null;
        if (node.Relevant is { Text: "true()" }) node.Relevant = null;

        BoundExpression? Compile(XAttribute? attribute)
        {
            if (attribute?.Value is not { } text || string.IsNullOrWhiteSpace(text)) return null;
            try
            {
                var code = Parser.Parse(text);
                return new BoundExpression(text, code, Binder.Walk(code, document, node).Reads);
            }
            catch (XPathFaultException fault)
            {
                throw new FormatException($"{node.Path}: {attribute.Name.LocalName}=\"{text}\" cannot be read at character {fault.Position + 1}: {fault.Message}", fault);
            }
        }
    }

    private List<Question> ReadQuestions(FormNode parent, Question? above, bool personal)
    {
        var questions = new List<Question>();
        foreach (var node in parent.Children)
        {
            var bind = binds.GetValueOrDefault(node);
            var control = controls.GetValueOrDefault(node);
            var marked = personal || bind?.Attribute(Own + "personal")?.Value is "true()" or "true";
            var labelled = control is { Name.LocalName: "repeat", Parent: { } group } ? group : control;
            var required = bind?.Attribute("required")?.Value;
            var question = new Question(node)
            {
                Kind = KindOf(node, bind, control),
                Label = LabelOf(labelled?.Element(Xf + "label")),
                Hint = LabelOf(control?.Element(Xf + "hint")),
                Appearance = control?.Attribute("appearance")?.Value ?? "",
                IsPersonal = marked,
                Was = bind?.Attribute(Own + "was")?.Value,
                IsReadonly = bind?.Attribute("readonly")?.Value is "true()",
                IsAlwaysRequired = required is "true()",
                Parent = above,
            };
            node.Question = question;
            if (control is not null && question.Kind is QuestionKind.SelectOne or QuestionKind.SelectMultiple or QuestionKind.Rank) question.Choices = ChoicesOf(control!);
            question.Children = ReadQuestions(node, question, marked);
            questions.Add(question);
        }
        return questions;
    }

    private static QuestionKind KindOf(FormNode node, XElement? bind, XElement? control)
    {
        if (node.IsRepeat) return QuestionKind.Repeat;
        if (node.IsMeta || node.Preload is not null) return QuestionKind.Metadata;
        if (!node.IsLeaf) return QuestionKind.Group;
        switch (control?.Name.LocalName)
        {
            case null:
                return QuestionKind.Calculate;
            case "select1":
                return QuestionKind.SelectOne;
            case "select":
                return QuestionKind.SelectMultiple;
            case "rank":
                return QuestionKind.Rank;
            case "trigger":
                return QuestionKind.Acknowledge;
            case "upload":
                var media = control.Attribute("mediatype")?.Value ?? "";
                return media.StartsWith("image/", StringComparison.Ordinal) ? QuestionKind.Image
                    : media.StartsWith("audio/", StringComparison.Ordinal) ? QuestionKind.Audio
                    : media.StartsWith("video/", StringComparison.Ordinal) ? QuestionKind.Video : QuestionKind.File;
        }
        return node.Type switch
        {
            "int" => QuestionKind.Integer,
            "decimal" => QuestionKind.Decimal,
            "date" => QuestionKind.Date,
            "time" => QuestionKind.Time,
            "dateTime" => QuestionKind.DateTime,
            "geopoint" => QuestionKind.Geopoint,
            "geotrace" => QuestionKind.Geotrace,
            "geoshape" => QuestionKind.Geoshape,
            "barcode" => QuestionKind.Barcode,
            _ when bind?.Attribute("readonly")?.Value is "true()" => QuestionKind.Note,
            _ => QuestionKind.Text,
        };
    }

    private List<Choice> ChoicesOf(XElement control)
    {
        var choices = new List<Choice>();
        foreach (var item in control.Elements(Xf + "item"))
            choices.Add(new Choice(item.Element(Xf + "value")?.Value.Trim() ?? "", LabelOf(item.Element(Xf + "label"))));
        if (control.Element(Xf + "itemset") is not { } itemset) return choices;
        var nodeset = itemset.Attribute("nodeset")?.Value ?? "";
        var open = nodeset.IndexOf("instance(", StringComparison.Ordinal);
        if (open < 0) return choices;
        var from = nodeset.IndexOfAny(['\'', '"'], open);
        var to = from < 0 ? -1 : nodeset.IndexOf(nodeset[from], from + 1);
        if (to < 0 || !secondary.TryGetValue(nodeset[(from + 1)..to], out var tree)) return choices;
        var valueName = itemset.Element(Xf + "value")?.Attribute("ref")?.Value ?? "name";
        var labelRef = itemset.Element(Xf + "label")?.Attribute("ref")?.Value ?? "label";
        var translated = labelRef.StartsWith("jr:itext(", StringComparison.Ordinal);
        var labelName = translated ? labelRef["jr:itext(".Length..].TrimEnd(')').Trim() : labelRef;
        for (var i = tree[1].FirstChild; i >= 0; i = tree[i].NextSibling)
        {
            var value = tree.Child(i, valueName);
            var label = tree.Child(i, labelName);
            var text = label < 0 ? LocalText.None
                : translated ? itext.GetValueOrDefault(tree.Text(label)) ?? LocalText.None
                : new LocalText([new("", tree.Text(label))]);
            if (value >= 0) choices.Add(new Choice(tree.Text(value), text));
        }
        return choices;
    }

    private LocalText LabelOf(XElement? label)
    {
        if (label is null) return LocalText.None;
        return label.Attribute("ref")?.Value is { } reference ? Text(reference) : new LocalText([new("", PlainText(label))]);
    }

    private LocalText Text(string? text)
    {
        if (string.IsNullOrEmpty(text)) return LocalText.None;
        if (!text.StartsWith("jr:itext(", StringComparison.Ordinal)) return new LocalText([new("", text)]);
        return itext.GetValueOrDefault(text["jr:itext(".Length..].TrimEnd(')').Trim('\'', '"', ' ')) ?? LocalText.None;
    }

    /// <summary>A label as text; an answer that stands in it is written <c>${name}</c>, as its author wrote it.</summary>
    private static string PlainText(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "output" } output => "${" + (output.Attribute("value")?.Value ?? "").Split('/')[^1].Trim() + "}",
        XElement other => other.Value,
        _ => "",
    })).Trim();
}
