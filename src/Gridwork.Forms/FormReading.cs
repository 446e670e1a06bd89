using Gridwork.Forms.Instances;
using Gridwork.Forms.XPath;

namespace Gridwork.Forms;

/// <summary>
/// A record as its form reads it: typed answers, with relevance and calculations worked out again. Depends on the bytes and the form
/// alone: no clock, no zone, no chance. Belongs to one thread at a time.
/// </summary>
public sealed class FormReading
{
    private readonly Settling settling;
    private readonly Evaluation evaluation;
    private IReadOnlyList<Violation>? violations;

    internal FormReading(Form form, InstanceTree tree)
    {
        Form = form;
        Tree = tree;
        evaluation = new Evaluation(form, tree);
        ReadMeta();
        evaluation.Clock = End ?? Start;
        evaluation.Language = form.Languages.Count > 0 ? form.Languages[0] : null;
        settling = new Settling(form, tree, evaluation);
        settling.Run();
    }

    /// <summary>The form it was read with.</summary>
    public Form Form { get; }

    internal InstanceTree Tree { get; }

    /// <summary>The record's identity; the default where the client gave none.</summary>
    public InstanceId InstanceId { get; private set; }

    /// <summary>The record that this one replaces, or null.</summary>
    public InstanceId? DeprecatedId { get; private set; }

    /// <summary>The version that the record names; null where it names none.</summary>
    public string? FormVersion { get; private set; }

    /// <summary>When the client opened the form, if it says so with an offset.</summary>
    public DateTimeOffset? Start { get; private set; }

    /// <summary>When the client finished it, if it says so with an offset.</summary>
    public DateTimeOffset? End { get; private set; }

    /// <summary>The client's day, if the form asks for it.</summary>
    public DateOnly? Today { get; private set; }

    /// <summary>The client's device, if the form asks for it.</summary>
    public string? DeviceId { get; private set; }

    /// <summary>The name under which the client filled it, if the form asks for it. Says nothing about who sent it.</summary>
    public string? Username { get; private set; }

    /// <summary>What the form calls the record (settings' instance_name), or empty.</summary>
    public string InstanceName => Form.InstanceName is { } node && Tree.First(node) is >= 0 and var i ? Tree.Text(i) : "";

    /// <summary>The root of the record.</summary>
    public ReadingNode Root => new(this, 1);

    /// <summary>The answer of a question by path or unique name; in a repeat of its first instance; the empty value where there is none.</summary>
    public Value this[string pathOrName] => First(pathOrName)?.Value ?? default;

    /// <summary>The first node of that path or unique name, or null.</summary>
    public ReadingNode? First(string pathOrName) =>
        Form.Find(pathOrName) is { } question && Tree.First(question.Node) is >= 0 and var i ? new ReadingNode(this, i) : null;

    /// <summary>All nodes of a question, group or repeat, in document order, also those that are not relevant.</summary>
    public IEnumerable<ReadingNode> Nodes(string pathOrName)
    {
        if (Form.Find(pathOrName) is not { } question) yield break;
        for (var i = Tree.First(question.Node); i >= 0; i = Tree[i].NextSame) yield return new ReadingNode(this, i);
    }

    /// <summary>Evaluates an expression of the same form.</summary>
    /// <param name="expression">Compiled by <see cref="Form.Compile"/> of this reading's form.</param>
    /// <param name="context">The instance in whose place it stands; null for the whole record.</param>
    /// <returns>The value; <see cref="Value.IsUnknown"/> where it ran into the step limit or asked what only the client knows.</returns>
    public Value Evaluate(FormExpression expression, ReadingNode? context = null)
    {
        if (expression.Form != Form) throw new ArgumentException("The expression was compiled for another form.", nameof(expression));
        try
        {
            var value = evaluation.Value(expression.Code, new Focus(Tree, context?.Index ?? 1));
            return evaluation.AskedUnknown ? Value.Unknown : Value.Of(value);
        }
        catch (StepLimitException)
        {
            return Value.Unknown;
        }
    }

    /// <summary>Answers that do not keep to the form, in the form's order. Worked out when first asked for.</summary>
    public IReadOnlyList<Violation> Violations => violations ??= FindViolations();

    /// <summary>Calculations that the client answered otherwise, in document order.</summary>
    public IReadOnlyList<Difference> Differences =>
        settling.Sent.Count == 0 ? [] : [.. settling.Sent.OrderBy(s => s.Key).Select(s => new Difference(new ReadingNode(this, s.Key), s.Value, Tree.Text(s.Key)))];

    /// <summary>The files that the record names, each once. The form's own default picture is not among them: no phone sends it.</summary>
    public IReadOnlyList<ExpectedFile> Files
    {
        get
        {
            List<ExpectedFile>? files = null;
            foreach (var question in Form.AllQuestions)
            {
                if (!question.IsFile) continue;
                for (var i = Tree.First(question.Node); i >= 0; i = Tree[i].NextSame)
                {
                    var name = Tree[i].Text;
                    if (string.IsNullOrWhiteSpace(name) || IsDefault(name, question.Default)) continue;
                    files ??= [];
                    if (!files.Exists(f => f.Name == name)) files.Add(new ExpectedFile(name, question.Path, new ReadingNode(this, i).InstancePath));
                }
            }
            return files ?? [];
        }
    }

    internal string Sent(int node) => settling.Sent.TryGetValue(node, out var sent) ? sent : Tree[node].Text ?? "";

    private static bool IsDefault(string name, string formDefault) =>
        formDefault.Length > 0 && (name == formDefault || formDefault.EndsWith("/" + name, StringComparison.Ordinal));

    private void ReadMeta()
    {
        for (var i = 2; i < Tree.Count && Tree[i].IsAttribute; i++)
            if (Tree[i] is { Name: "version" or "formVersion", Text: { } version })
                FormVersion = version;
        if (Tree.Child(1, "meta") is >= 0 and var meta)
        {
            for (var i = Tree[meta].FirstChild; i >= 0; i = Tree[i].NextSibling)
            {
                var text = Tree[i].Text;
                if (string.IsNullOrWhiteSpace(text)) continue;
                if (Tree[i].Name == "instanceID") InstanceId = new InstanceId(text.Trim());
                else if (Tree[i].Name == "deprecatedID") DeprecatedId = new InstanceId(text.Trim());
            }
        }
        foreach (var node in Form.Nodes)
        {
            if (node.Preload is null || Tree.First(node) is not (>= 0 and var i) || Tree[i].Text is not { Length: > 0 } text) continue;
            var value = Value.Of(text);
            switch (node.Preload)
            {
                case "timestamp/start":
                    if (value.TryDateTime(out var start)) Start = start;
                    break;
                case "timestamp/end":
                    if (value.TryDateTime(out var end)) End = end;
                    break;
                case "date/today":
                    if (value.TryDate(out var today)) Today = today;
                    break;
                case "property/deviceid":
                    DeviceId = text;
                    break;
                case "property/username":
                    Username = text;
                    break;
            }
        }
    }

    private List<Violation> FindViolations()
    {
        var found = new List<Violation>();
        foreach (var (node, kind) in settling.Unsettled) found.Add(new Violation(kind, new ReadingNode(this, node), LocalText.None));
        foreach (var node in Form.Nodes)
            for (var i = Tree.First(node); i >= 0; i = Tree[i].NextSame)
                if (!Tree[i].Irrelevant && Check(node, i) is { } kind)
                    found.Add(new Violation(kind, new ReadingNode(this, i), Message(node, kind)));
        return found;
    }

    private ViolationKind? Check(FormNode node, int i)
    {
        var empty = node.IsLeaf && string.IsNullOrEmpty(Tree[i].Text);
        try
        {
            if (empty) return node.Required is { } required && Holds(required, i, otherwise: false) ? ViolationKind.Required : null;
            if (node.IsLeaf && AnswerType.Fault(node, Tree[i].Text!) is { } fault) return fault;
            if (node.Offered is { } offered && !IsOffered(node, offered, i)) return ViolationKind.NotInList;
            return node.Constraint is { } constraint && !Holds(constraint, i, otherwise: true) ? ViolationKind.Constraint : null;
        }
        catch (StepLimitException)
        {
            return ViolationKind.NotEvaluated;
        }
    }

    private bool Holds(BoundExpression condition, int i, bool otherwise)
    {
        var truth = evaluation.Truth(condition.Code, new Focus(Tree, i));
        return evaluation.AskedUnknown ? otherwise : truth;
    }

    /// <summary>Whether the choice filter leaves every choice that was made in the list.</summary>
    private bool IsOffered(FormNode node, BoundExpression offered, int i)
    {
        var items = evaluation.Value(offered.Code, new Focus(Tree, i));
        if (evaluation.AskedUnknown || items.Kind != XKind.Nodes) return true;
        var tree = items.Nodes.Tree;
        bool Has(string name)
        {
            for (var n = 0; n < items.Nodes.Count; n++)
                if (tree.Child(items.Nodes[n], node.OfferedName) is >= 0 and var child && tree.Text(child) == name)
                    return true;
            return false;
        }
        var text = Tree[i].Text!;
        return node.Question is { Kind: QuestionKind.SelectOne } ? Has(text) : Value.Of(text).Selected.All(Has);
    }

    private static LocalText Message(FormNode node, ViolationKind kind) => kind switch
    {
        ViolationKind.Constraint => node.ConstraintMessage,
        ViolationKind.Required => node.RequiredMessage,
        _ => LocalText.None,
    };
}
