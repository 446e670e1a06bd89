using System.Xml.Linq;
using Gridwork.Forms.XForms;
using static Gridwork.Forms.XForms.XFormNames;

namespace Gridwork.Forms.XlsForms;

/// <summary>Collects texts in the form's languages and writes them as itext, or in place where the form has one language and no media.</summary>
internal sealed class ItextWriter(Translations translations, ILookup<string, FormNode> names, List<Problem> problems)
{
    private static readonly string[] Media = ["image", "big-image", "audio", "video"];
    private readonly Dictionary<string, List<XElement>> byLanguage = translations.Written.ToDictionary(l => l, _ => new List<XElement>(), StringComparer.Ordinal);

    /// <summary>The itext element; null where nothing goes through it.</summary>
    public XElement? Write()
    {
        if (!translations.UsesItext) return null;
        return new XElement(Xf + "itext", translations.Written.Select((language, i) => new XElement(Xf + "translation",
            i == 0 ? new XAttribute("default", "true()") : null, new XAttribute("lang", language), byLanguage[language])));
    }

    /// <summary>A label or hint element for a control; null where the sheet has no such text.</summary>
    public XElement? Label(SurveyItem item, string key)
    {
        var own = item.OwnLabel;
        var text = own?.All ?? translations.Of(item.Row, key);
        var guidance = key == "hint" ? translations.Of(item.Row, "guidance_hint") : null;
        var media = key == "label" && own is null ? Media.Select(m => (m, Of: translations.Of(item.Row, m))).Where(m => m.Of is not null).ToList() : [];
        if (text is null && guidance is null && media.Count == 0) return null;
        if (!translations.UsesItext && guidance is null)
            return new XElement(Xf + key, Content(text![0].Value, item.Node, own is null ? item.Row.At(key) : null));
        if (!translations.UsesItext)
            return text is null ? null : new XElement(Xf + key, Content(text[0].Value, item.Node, item.Row.At(key)));
        var id = $"{item.Node.Path}:{key}";
        foreach (var language in translations.Written)
        {
            var entry = new XElement(Xf + "text", new XAttribute("id", id));
            if (text is not null) entry.Add(new XElement(Xf + "value", Content(In(text, language), item.Node, own is null ? item.Row.At(key, language) : null)));
            if (guidance is not null) entry.Add(new XElement(Xf + "value", new XAttribute("form", "guidance"), Content(In(guidance, language), item.Node, item.Row.At("guidance_hint", language))));
            foreach (var (kind, files) in media) entry.Add(MediaValue(kind, In(files!, language)));
            byLanguage[language].Add(entry);
        }
        return new XElement(Xf + key, new XAttribute("ref", $"jr:itext('{id}')"));
    }

    /// <summary>A message of a bind: the text itself, or its itext reference; null where the sheet has none.</summary>
    public string? Message(SurveyItem item, string key, string attribute)
    {
        if (item.OwnLabel is not null || translations.Of(item.Row, key) is not { } text) return null;
        var needsItext = translations.UsesItext && (translations.Languages.Count > 0 || text[0].Value.Contains("${", StringComparison.Ordinal));
        if (!needsItext) return text[0].Value;
        var id = $"{item.Node.Path}:{attribute}";
        foreach (var language in translations.Written)
            byLanguage[language].Add(new XElement(Xf + "text", new XAttribute("id", id), new XElement(Xf + "value", Content(In(text, language), item.Node, item.Row.At(key, language)))));
        return $"jr:itext('{id}')";
    }

    public void AddChoice(string id, ChoiceRow choice)
    {
        var label = translations.Of(choice.Row, "label");
        foreach (var language in translations.Written)
        {
            var entry = new XElement(Xf + "text", new XAttribute("id", id));
            entry.Add(new XElement(Xf + "value", label is null ? choice.Name : In(label, language)));
            foreach (var kind in Media)
                if (translations.Of(choice.Row, kind) is { } files)
                    entry.Add(MediaValue(kind, In(files, language)));
            byLanguage[language].Add(entry);
        }
    }

    public void Add(string id, LocalText text)
    {
        foreach (var language in translations.Written)
            byLanguage[language].Add(new XElement(Xf + "text", new XAttribute("id", id), new XElement(Xf + "value", text.In(language))));
    }

    /// <summary>An expression of the settings sheet.</summary>
    public string Expression(string text, FormNode context, SourceLocation place)
    {
        var document = context.Parent ?? context;
        var compiled = ExpressionCompiler.Compile(text, document, context, names);
        foreach (var fault in compiled.Faults) problems.Add(fault.At(place));
        return compiled.Text;
    }

    private static XElement MediaValue(string kind, string file)
    {
        var folder = kind switch { "audio" => "audio", "video" => "video", _ => "images" };
        return new XElement(Xf + "value", new XAttribute("form", kind), file.Contains("://", StringComparison.Ordinal) ? file : $"jr://{folder}/{file}");
    }

    private static string In(IReadOnlyList<KeyValuePair<string, string>> texts, string language)
    {
        foreach (var (name, text) in texts)
            if (name == language)
                return text;
        return texts[0].Value;
    }

    /// <summary>A text in which <c>${name}</c> shows an answer.</summary>
    private object[] Content(string text, FormNode context, SourceLocation? place)
    {
        if (!text.Contains("${", StringComparison.Ordinal)) return [text];
        var faults = new List<References.Fault>();
        // Characters that no text of a sheet holds mark where an output element goes.
        var marked = References.Expand(text, context, names, false, faults, path => $"\uE000{path}\uE001");
        foreach (var fault in faults)
            problems.Add(fault.Candidates.Length > 1
                ? new Problem(FormProblems.AmbiguousField, place, [fault.Name, string.Join(" ", fault.Candidates.Select(c => c.Path))])
                : new Problem(FormProblems.UnknownField, place, [fault.Name], NearestName.Find(fault.Name, names.Select(g => g.Key))));
        // An empty text first: the indenting writer leaves mixed content alone.
        var parts = new List<object> { new XText("") };
        foreach (var piece in marked.Split('\uE000'))
        {
            var end = piece.IndexOf('\uE001');
            if (end >= 0) parts.Add(new XElement(Xf + "output", new XAttribute("value", piece[..end])));
            var rest = end >= 0 ? piece[(end + 1)..] : piece;
            if (rest.Length > 0) parts.Add(new XText(rest));
        }
        return [.. parts];
    }
}
