using System.Text;
using System.Xml;
using System.Xml.Linq;
using static Gridwork.Forms.XForms.XFormNames;

namespace Gridwork.Forms.XlsForms;

/// <summary>
/// Writes the ODK XForm of a survey (ODK XForms specification 1.0), laid out as ODK's own compiler does, so that every ODK client reads
/// it. Element by element in the sheet's order: the same sheet gives the same bytes.
/// </summary>
internal sealed class XFormWriter
{
    private readonly SurveyTree tree;
    private readonly Dictionary<string, ChoiceList> lists;
    private readonly Sheet? choices;
    private readonly Translations translations;
    private readonly FormTexts texts;
    private readonly FormSettings settings;
    private readonly ItextWriter itext;
    private readonly List<XElement> binds = [];
    private readonly List<XElement> actions = [];
    private readonly List<XElement> files = [];

    public XFormWriter(
        SurveyTree tree, Dictionary<string, ChoiceList> lists, Sheet? choices, Translations translations, FormTexts texts, FormSettings settings, List<Problem> problems)
    {
        this.tree = tree;
        this.lists = lists;
        this.choices = choices;
        this.translations = translations;
        this.texts = texts;
        this.settings = settings;
        var names = tree.Nodes.Where(n => n.Parent is not null && n != tree.Root).ToLookup(n => n.Name, StringComparer.Ordinal);
        itext = new ItextWriter(translations, names, problems);
    }

    public string Write()
    {
        var body = new XElement(Html + "body", settings.Style.Length > 0 ? new XAttribute("class", settings.Style) : null);
        foreach (var item in tree.Items) AddControl(body, item);
        var root = new XElement(Xf + "data", new XAttribute("id", settings.FormId));
        if (settings.Version.Length > 0) root.Add(new XAttribute("version", settings.Version));
        foreach (var item in tree.Items) AddInstance(root, item, template: true);
        root.Add(Meta());
        foreach (var item in tree.Items) AddBinds(item);
        AddMetaBinds();

        var model = new XElement(Xf + "model", new XAttribute(Odk + "xforms-version", "1.0.0"));
        var secondary = lists.Values.Where(l => l.IsUsed).Select(SecondaryInstance).ToList();
        if (itext.Write() is { } translated) model.Add(translated);
        model.Add(new XElement(Xf + "instance", root));
        model.Add(secondary);
        model.Add(files);
        if (settings.SubmissionUrl.Length > 0 || settings.PublicKey.Length > 0 || settings.AutoSend.Length > 0 || settings.AutoDelete.Length > 0) model.Add(Submission());
        model.Add(binds);
        model.Add(actions);

        var html = new XElement(Html + "html",
            new XAttribute("xmlns", Xf.NamespaceName), new XAttribute(XNamespace.Xmlns + "h", Html.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "jr", JavaRosa.NamespaceName), new XAttribute(XNamespace.Xmlns + "orx", OpenRosa.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "odk", Odk.NamespaceName), new XAttribute(XNamespace.Xmlns + "gw", Own.NamespaceName),
            tree.All.Exists(i => i.OwnLabel is null && i.Row["save_to"].Length > 0) ? new XAttribute(XNamespace.Xmlns + "entities", Entities.NamespaceName) : null,
            new XElement(Html + "head", new XElement(Html + "title", settings.Title), model), body);
        return Text(html);
    }

    private static string Text(XElement html)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, IndentChars = "  ", NewLineChars = "\n", OmitXmlDeclaration = true }))
            new XDocument(html).Save(writer);
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + text + "\n";
    }

    private XElement Submission()
    {
        var submission = new XElement(Xf + "submission", new XAttribute("method", "post"));
        if (settings.SubmissionUrl.Length > 0) submission.Add(new XAttribute("action", settings.SubmissionUrl));
        if (settings.PublicKey.Length > 0) submission.Add(new XAttribute("base64RsaPublicKey", settings.PublicKey));
        if (settings.AutoSend.Length > 0) submission.Add(new XAttribute(OpenRosa + "auto-send", settings.AutoSend));
        if (settings.AutoDelete.Length > 0) submission.Add(new XAttribute(OpenRosa + "auto-delete", settings.AutoDelete));
        return submission;
    }

    private XElement Meta()
    {
        var meta = new XElement(OpenRosa + "meta", new XElement(OpenRosa + "instanceID"));
        if (settings.InstanceName.Length > 0) meta.Add(new XElement(OpenRosa + "instanceName"));
        if (tree.All.Exists(i => i.Type.Word == "audit")) meta.Add(new XElement(OpenRosa + "audit"));
        return meta;
    }

    private void AddMetaBinds()
    {
        binds.Add(new XElement(Xf + "bind", new XAttribute("nodeset", "/data/orx:meta/orx:instanceID"), new XAttribute("type", "string"),
            new XAttribute("readonly", "true()"), new XAttribute(JavaRosa + "preload", "uid")));
        if (settings.InstanceName.Length > 0)
            binds.Add(new XElement(Xf + "bind", new XAttribute("nodeset", "/data/orx:meta/orx:instanceName"), new XAttribute("type", "string"),
                new XAttribute("calculate", itext.Expression(settings.InstanceName, tree.Root, settings.Row!.At("instance_name")))));
        foreach (var audit in tree.All.Where(i => i.Type.Word == "audit"))
        {
            var bind = new XElement(Xf + "bind", new XAttribute("nodeset", "/data/orx:meta/orx:audit"), new XAttribute("type", "binary"));
            foreach (var (name, value) in audit.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal)) bind.Add(new XAttribute(Odk + name, value));
            binds.Add(bind);
        }
    }

    private static void AddInstance(XElement parent, SurveyItem item, bool template)
    {
        if (item.Type.Word == "audit") return;
        var element = new XElement(Xf + item.Name);
        foreach (var (attribute, value) in Custom(item, "instance")) element.Add(new XAttribute(attribute.Name.Split(':')[^1], value));
        if (item.RepeatCount is not null && CountNode(item) is { } count) parent.Add(new XElement(Xf + count));
        if (item.IsRepeat && template)
        {
            // As jr:template for further instances, and once as the first one.
            var pattern = new XElement(element);
            pattern.SetAttributeValue(JavaRosa + "template", "");
            foreach (var child in item.Children) AddInstance(pattern, child, true);
            parent.Add(pattern);
        }
        foreach (var child in item.Children) AddInstance(element, child, template && !item.IsRepeat);
        if (!item.Holds && item.Default.Length > 0) element.Value = item.Default;
        parent.Add(element);
    }

    /// <summary>A count that is more than one answer needs a node of its own to be worked out in.</summary>
    private static string? CountNode(SurveyItem item) => IsPath(item.RepeatCount!) ? null : item.Name + "_count";

    private static bool IsPath(string text) => text.All(c => XPath.Lexer.IsNamePart(c) || c is '/') && (text.StartsWith('/') || text.StartsWith("../", StringComparison.Ordinal));

    private void AddBinds(SurveyItem item)
    {
        if (item.Type.Word == "audit") return;
        var bind = new XElement(Xf + "bind", new XAttribute("nodeset", item.Node.Path));
        void Set(XName name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) bind.SetAttributeValue(name, value);
        }
        Set("type", BindType(item));
        if (Preload(item.Type.Word!) is var (preload, parameters))
        {
            Set(JavaRosa + "preload", preload);
            Set(JavaRosa + "preloadParams", parameters);
        }
        Set("relevant", item.Relevant);
        Set("required", item.Required);
        Set(JavaRosa + "requiredMsg", item.Required is null ? null : itext.Message(item, "required_message", "jr:requiredMsg"));
        Set("constraint", item.Constraint);
        Set(JavaRosa + "constraintMsg", item.Constraint is null ? null : itext.Message(item, "constraint_message", "jr:constraintMsg"));
        if (item.Trigger is null) Set("calculate", item.Calculation);
        Set("readonly", item.Type.Word == "note" ? "true()" : item.Readonly);
        if (item.Parameters.TryGetValue("max-pixels", out var pixels)) Set(OpenRosa + "max-pixels", pixels);
        if (item.IsPersonal) Set(Own + "personal", "true()");
        if (item.OwnLabel is null)
        {
            Set(Own + "was", item.Row["was"]);
            Set(Entities + "saveto", item.Row["save_to"]);
        }
        foreach (var (attribute, value) in Custom(item, "bind")) Set(Name(attribute.Name), value);
        if (item.RepeatCount is not null && CountNode(item) is { } count)
            binds.Add(new XElement(Xf + "bind", new XAttribute("nodeset", item.Node.Parent!.Path + "/" + count), new XAttribute("type", "string"),
                new XAttribute("readonly", "true()"), new XAttribute("calculate", item.RepeatCount)));
        if (bind.Attributes().Count() > 1) binds.Add(bind);
        if (item.DynamicDefault is not null && item.Node.Parent!.EnclosingRepeat is null) actions.Add(SetValue(item, "odk-instance-first-load", item.DynamicDefault));
        if (item.Type.Word == "start-geopoint")
            actions.Add(new XElement(Odk + "setgeopoint", new XAttribute("event", "odk-instance-first-load"), new XAttribute("ref", item.Node.Path)));
        foreach (var child in item.Children) AddBinds(child);
    }

    private static XName Name(string name) => name.Split(':') switch
    {
        ["jr", var local] => JavaRosa + local,
        ["orx", var local] => OpenRosa + local,
        ["odk", var local] => Odk + local,
        ["entities", var local] => Entities + local,
        [.., var local] => local,
        _ => name,
    };

    private static IEnumerable<(CustomAttribute Attribute, string Value)> Custom(SurveyItem item, string place)
    {
        if (item.OwnLabel is not null) yield break;
        foreach (var column in item.Row.Sheet.Columns)
            if (!column.IsKnown && CustomAttribute.Read(column.Heading) is { } attribute && attribute.Place == place && item.Row.Raw(column) is { Length: > 0 } value)
                yield return (attribute, value);
    }

    private static XElement SetValue(SurveyItem item, string on, string expression) =>
        new(Xf + "setvalue", new XAttribute("event", on), new XAttribute("ref", item.Node.Path), new XAttribute("value", expression));

    private static (string Preload, string Parameters)? Preload(string type) => type switch
    {
        "start" => ("timestamp", "start"),
        "end" => ("timestamp", "end"),
        "today" => ("date", "today"),
        "deviceid" => ("property", "deviceid"),
        "username" => ("property", "username"),
        "email" => ("property", "email"),
        "phonenumber" => ("property", "phonenumber"),
        _ => null,
    };

    private static string? BindType(SurveyItem item) => item.Type.Word switch
    {
        "begin_group" or "begin_repeat" => null,
        "integer" => "int",
        "decimal" => "decimal",
        "range" => item.Parameters.TryGetValue("step", out var step) && step.Contains('.') ? "decimal" : "int",
        "date" or "today" => "date",
        "time" => "time",
        "datetime" or "start" or "end" => "dateTime",
        "geopoint" or "start-geopoint" => "geopoint",
        "geotrace" => "geotrace",
        "geoshape" => "geoshape",
        "image" or "audio" or "video" or "file" => "binary",
        "barcode" => "barcode",
        "rank" => "odk:rank",
        _ => "string",
    };

    private void AddControl(XElement parent, SurveyItem item)
    {
        if (item.Holds)
        {
            AddGroup(parent, item);
            return;
        }
        if (!item.IsShown || item.Type.Word == "text" && item.Calculation is not null && item.OwnLabel is null && translations.Of(item.Row, "label") is null) return;
        var control = item.Type.Word switch
        {
            "select_one" or "select_one_from_file" => Select(item, "select1"),
            "select_multiple" or "select_multiple_from_file" => Select(item, "select"),
            "rank" => Select(item, "rank"),
            "image" => Upload(item, "image/*"),
            "audio" => Upload(item, "audio/*"),
            "video" => Upload(item, "video/*"),
            "file" => Upload(item, "application/*"),
            "acknowledge" => Control(item, "trigger"),
            "range" => Range(item),
            _ => Control(item, "input"),
        };
        foreach (var triggered in tree.All.Where(t => t.Trigger == item && t.Calculation is not null)) control.Add(SetValue(triggered, "xforms-value-changed", triggered.Calculation!));
        parent.Add(control);
    }

    private void AddGroup(XElement parent, SurveyItem item)
    {
        var group = new XElement(Xf + "group", new XAttribute("ref", item.Node.Path));
        var appearance = item.Row["appearance"];
        if (itext.Label(item, "label") is { } label) group.Add(label);
        var inner = group;
        if (item.IsRepeat)
        {
            inner = new XElement(Xf + "repeat", new XAttribute("nodeset", item.Node.Path));
            if (item.RepeatCount is not null)
            {
                inner.Add(new XAttribute(JavaRosa + "count", CountNode(item) is { } count ? item.Node.Parent!.Path + "/" + count : item.RepeatCount),
                    new XAttribute(JavaRosa + "noAddRemove", "true()"));
            }
            group.Add(inner);
            foreach (var child in item.Children.Where(c => c.DynamicDefault is not null))
                inner.Add(SetValue(child, "odk-instance-first-load odk-new-repeat", child.DynamicDefault!));
        }
        if (appearance.Length > 0) inner.Add(new XAttribute("appearance", appearance));
        foreach (var child in item.Children) AddControl(inner, child);
        parent.Add(group);
    }

    private XElement Control(SurveyItem item, string name)
    {
        var control = new XElement(Xf + name, new XAttribute("ref", item.Node.Path));
        if (item.OwnLabel is null && item.Row["appearance"] is { Length: > 0 } appearance) control.Add(new XAttribute("appearance", appearance));
        foreach (var (attribute, value) in Custom(item, "body")) control.SetAttributeValue(Name(attribute.Name), value);
        if (itext.Label(item, "label") is { } label) control.Add(label);
        if (item.OwnLabel is null && itext.Label(item, "hint") is { } hint) control.Add(hint);
        return control;
    }

    private XElement Upload(SurveyItem item, string media)
    {
        var upload = Control(item, "upload");
        upload.Attribute("ref")!.Remove();
        upload.ReplaceAttributes(new XAttribute("mediatype", media), new XAttribute("ref", item.Node.Path), upload.Attributes().ToArray());
        return upload;
    }

    private XElement Range(SurveyItem item)
    {
        var range = Control(item, "range");
        range.SetAttributeValue("start", item.Parameters.GetValueOrDefault("start", "1"));
        range.SetAttributeValue("end", item.Parameters.GetValueOrDefault("end", "10"));
        range.SetAttributeValue("step", item.Parameters.GetValueOrDefault("step", "1"));
        return range;
    }

    private XElement Select(SurveyItem item, string name)
    {
        var control = Control(item, name == "rank" ? "rank" : name);
        if (name == "rank") control.Name = Odk + "rank";
        var list = item.Type.List ?? "";
        var id = item.Type.IsFromFile ? FileInstance(list) : list;
        var nodeset = $"instance('{id}')/root/item";
        if (item.ChoiceFilter is { } filter) nodeset += $"[{filter}]";
        if (item.Parameters.TryGetValue("randomize", out var random) && random.Equals("true", StringComparison.OrdinalIgnoreCase))
            nodeset = item.Parameters.TryGetValue("seed", out var seed) ? $"randomize({nodeset}, {seed})" : $"randomize({nodeset})";
        var value = item.Parameters.GetValueOrDefault("value", "name");
        var label = item.Parameters.GetValueOrDefault("label", "label");
        control.Add(new XElement(Xf + "itemset", new XAttribute("nodeset", nodeset),
            new XElement(Xf + "value", new XAttribute("ref", value)),
            new XElement(Xf + "label", new XAttribute("ref", !item.Type.IsFromFile && translations.UsesItext ? "jr:itext(itextId)" : label))));
        return control;
    }

    private string FileInstance(string file)
    {
        var id = XmlName.Mend(System.IO.Path.GetFileNameWithoutExtension(file));
        var source = file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? "jr://file-csv/" : "jr://file/";
        if (!files.Exists(f => f.Attribute("id")!.Value == id)) files.Add(new XElement(Xf + "instance", new XAttribute("id", id), new XAttribute("src", source + file)));
        return id;
    }

    private XElement SecondaryInstance(ChoiceList list)
    {
        var root = new XElement(Xf + "root");
        var n = 0;
        foreach (var choice in list.Choices)
        {
            var item = new XElement(Xf + "item");
            if (translations.UsesItext)
            {
                var id = $"{list.Name}-{n++}";
                itext.AddChoice(id, choice);
                item.Add(new XElement(Xf + "itextId", id));
            }
            item.Add(new XElement(Xf + "name", choice.Name));
            if (!translations.UsesItext) item.Add(new XElement(Xf + "label", choice.Row["label"] is { Length: > 0 } label ? label : choice.Name));
            foreach (var column in choices!.Columns)
                if (!column.IsKnown && XmlName.IsValid(column.Heading) && choice.Row.Raw(column) is { Length: > 0 } value)
                    item.Add(new XElement(Xf + column.Heading, value));
            root.Add(item);
        }
        if (list.WantsOther && !list.Choices.Exists(c => c.Name == "other"))
        {
            var item = new XElement(Xf + "item");
            if (translations.UsesItext)
            {
                var id = $"{list.Name}-{n}";
                itext.Add(id, texts.Other);
                item.Add(new XElement(Xf + "itextId", id), new XElement(Xf + "name", "other"));
            }
            else item.Add(new XElement(Xf + "name", "other"), new XElement(Xf + "label", texts.Other.In(null)));
            root.Add(item);
        }
        return new XElement(Xf + "instance", new XAttribute("id", list.Name), root);
    }
}
