using System.Security.Cryptography;
using System.Text;
using Gridwork.Forms.Instances;
using Gridwork.Forms.XForms;

namespace Gridwork.Forms;

/// <summary>
/// One version of a form, loaded from its ODK XForm: questions, conditions and calculations, compiled once. Immutable and safe for any
/// number of threads. It reads records (<see cref="Read"/>), compiles rules and indicators over them (<see cref="Compile"/>) and
/// writes records of its own (<see cref="Write"/>).
/// </summary>
public sealed class Form
{
    private readonly Dictionary<string, Question> byPath;
    private readonly ILookup<string, FormNode> byName;
    private readonly Dictionary<string, InstanceTree> secondary;
    private readonly Dictionary<string, LocalText> itext;

    internal Form(FormParts parts)
    {
        Id = parts.Id;
        Version = parts.Version;
        Title = parts.Title;
        Languages = parts.Languages;
        Document = parts.Document;
        Nodes = parts.Nodes;
        Order = parts.Order;
        Checked = [.. parts.Nodes.Where(n => n.Constraint is not null || n.Required is not null)];
        Questions = parts.Questions;
        secondary = parts.Secondary;
        itext = parts.Itext;
        MainInstanceId = parts.MainInstanceId;
        InstanceName = parts.Nodes.FirstOrDefault(n => n is { IsMeta: true, Name: "instanceName" });
        Xml = parts.Xml;
        AllQuestions = [.. Flatten(parts.Questions)];
        byPath = AllQuestions.ToDictionary(q => q.Path, StringComparer.Ordinal);
        byName = parts.Nodes.Where(n => n.Parent is not null && !n.IsMeta).ToLookup(n => n.Name, StringComparer.Ordinal);
#pragma warning disable CA5351 // The form list's hash is MD5 by the OpenRosa specification; it guards nothing.
        Hash = "md5:" + Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(Xml)));
#pragma warning restore CA5351
    }

    /// <summary>The form's id, e.g. <c>road-patrol</c>: the same over all versions.</summary>
    public string Id { get; }

    /// <summary>The version as written in the settings; empty where the form has none.</summary>
    public string Version { get; }

    /// <summary>What the form is called.</summary>
    public LocalText Title { get; }

    /// <summary>The languages as the form names them, the default first; empty where it has only one.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary><c>md5:</c> and the hash of the form's text, as OpenRosa's form list wants it.</summary>
    public string Hash { get; }

    /// <summary>The XForm itself, as it is sent to phones.</summary>
    public string Xml { get; }

    /// <summary>The questions, groups and repeats at the top, in order.</summary>
    public IReadOnlyList<Question> Questions { get; }

    /// <summary>All of them, each before what it holds.</summary>
    public IReadOnlyList<Question> AllQuestions { get; }

    /// <summary>The path of the root element, e.g. <c>/data</c>.</summary>
    public string RootPath => Document.Children[0].Path;

    internal FormNode Document { get; }
    internal FormNode[] Nodes { get; }
    internal FormNode[] Order { get; }
    internal FormNode[] Checked { get; }
    internal FormNode? InstanceName { get; }
    internal string? MainInstanceId { get; }

    /// <summary>Loads an ODK XForm.</summary>
    /// <param name="xform">The form's text, ours or another tool's.</param>
    /// <exception cref="FormatException">It is no XForm, or an expression in it cannot be read; the message says which.</exception>
    public static Form Load(string xform) => XFormLoader.Load(xform);

    /// <summary>Reads a record of this version. Two calls with the same bytes answer the same, on any machine at any time.</summary>
    /// <param name="xml">The submission as sent.</param>
    /// <param name="refusal">Why it cannot be read as a record of this form; null where it can.</param>
    /// <returns>The reading, or null when refused.</returns>
    public FormReading? Read(ReadOnlyMemory<byte> xml, out Problem? refusal)
    {
        var tree = InstanceReader.Read(this, xml, out refusal);
        if (tree is null) return null;
        var reading = new FormReading(this, tree);
        if (reading.InstanceId.Value is { Length: <= 200 }) return reading;
        refusal = FormProblems.NoInstanceId.Bare();
        return null;
    }

    /// <summary>Compiles an expression as XLSForm authors write them (<c>${result} = 'cleared'</c>).</summary>
    /// <param name="expression">The expression; paths as in XPath are understood too.</param>
    /// <param name="contextPath">The repeat (or group) in whose instances it will stand; null for the whole record.</param>
    /// <param name="problems">What is wrong with it, without a place except the position in the text; empty when it compiled.</param>
    /// <returns>The expression, or null when there are problems.</returns>
    public FormExpression? Compile(string expression, string? contextPath, out IReadOnlyList<Problem> problems)
    {
        var context = contextPath is null ? Document.Children[0] : Find(contextPath)?.Node;
        if (context is null)
        {
            problems = [new Problem(FormProblems.UnknownField, null, [contextPath!], NearestName.Find(contextPath!, AllQuestions.Select(q => q.Path)))];
            return null;
        }
        var compiled = ExpressionCompiler.Compile(expression, Document, context, byName);
        problems = [.. compiled.Faults.Select(f => f.At(new SourceLocation("", Position: f.Position + 1)) with { Location = null })];
        if (compiled.Code is null) return null;
        var direct = compiled.Reads.Select(n => n.Path).ToArray();
        return new FormExpression(this, expression, context, compiled.Code, Reach(compiled.Reads), direct);
    }

    /// <summary>The question of that path, or of that name if only one has it; null where there is none.</summary>
    public Question? Find(string pathOrName)
    {
        if (byPath.TryGetValue(pathOrName, out var question)) return question;
        FormNode? only = null;
        foreach (var node in byName[pathOrName])
        {
            if (only is not null) return null;
            only = node;
        }
        return only?.Question;
    }

    /// <summary>
    /// Writes a record from flat values: keys are paths or unique names, in repeats with positions (<c>finding[2]/kind</c> or
    /// <c>/data/finding[2]/kind</c>). Calculations are worked out and what is not relevant is left out, as a phone would do.
    /// </summary>
    /// <param name="values">Answers as they stand in a record.</param>
    /// <param name="meta">Identity and times.</param>
    /// <param name="problems">Keys that name no question of this form; they are left out.</param>
    public byte[] Write(IEnumerable<KeyValuePair<string, string>> values, InstanceMeta meta, out IReadOnlyList<Problem> problems) =>
        InstanceWriter.Write(this, values, meta, out problems);

    internal InstanceTree? Secondary(string id) => secondary.GetValueOrDefault(id);

    internal string Itext(string id, string? language) => itext.TryGetValue(id, out var text) ? text.In(language) : "";

    private static string[] Reach(FormNode[] reads)
    {
        var reached = new HashSet<FormNode>();
        var open = new Stack<FormNode>(reads);
        while (open.TryPop(out var node))
        {
            if (node.Parent is null || !reached.Add(node)) continue;
            foreach (var read in node.Calculate?.Reads ?? []) open.Push(read);
            for (var up = node; up is not null; up = up.Parent)
                foreach (var read in up.Relevant?.Reads ?? [])
                    open.Push(read);
        }
        return [.. reached.OrderBy(n => n.Index).Select(n => n.Path)];
    }

    private static IEnumerable<Question> Flatten(IEnumerable<Question> questions)
    {
        foreach (var question in questions)
        {
            yield return question;
            foreach (var inner in Flatten(question.Children)) yield return inner;
        }
    }
}

/// <summary>What the loader found, handed to the form in one piece.</summary>
internal sealed record FormParts(
    string Id, string Version, LocalText Title, IReadOnlyList<string> Languages, FormNode Document, FormNode[] Nodes, FormNode[] Order,
    IReadOnlyList<Question> Questions, Dictionary<string, InstanceTree> Secondary, Dictionary<string, LocalText> Itext, string? MainInstanceId, string Xml);
