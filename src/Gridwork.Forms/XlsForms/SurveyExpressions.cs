using Gridwork.Forms.XForms;
using Gridwork.Forms.XPath;

namespace Gridwork.Forms.XlsForms;

/// <summary>Compiles every expression of the sheet where it stands, puts paths in place of <c>${…}</c>, and reports what is wrong with its cell.</summary>
internal sealed class SurveyExpressions
{
    private readonly SurveyTree tree;
    private readonly ILookup<string, FormNode> names;
    private readonly Dictionary<string, ChoiceList> lists;
    private readonly HashSet<string> choiceColumns;
    private readonly List<Problem> problems;

    private SurveyExpressions(SurveyTree tree, Dictionary<string, ChoiceList> lists, Sheet? choices, List<Problem> problems)
    {
        this.tree = tree;
        this.lists = lists;
        this.problems = problems;
        names = tree.Nodes.Where(n => n.Parent is not null && n != tree.Root).ToLookup(n => n.Name, StringComparer.Ordinal);
        choiceColumns = [.. choices?.Columns.Select(c => c.Key) ?? [], "name", "label", "itextId"];
    }

    public static void Compile(SurveyTree tree, Dictionary<string, ChoiceList> lists, Sheet? choices, List<Problem> problems)
    {
        var work = new SurveyExpressions(tree, lists, choices, problems);
        foreach (var item in tree.All) work.Compile(item);
        work.CheckCircles();
        work.CheckSaveTo();
        work.CheckWas();
    }

    private void Compile(SurveyItem item)
    {
        if (item.OwnLabel is not null)
        {
            Bind(item, item.Relevant!, e => item.Node.Relevant = e);
            return;
        }
        var row = item.Row;
        ReadParameters(item);
        item.Relevant = Cell(item, "relevant", e => item.Node.Relevant = e);
        item.Constraint = Cell(item, "constraint");
        item.Required = Condition(item, "required");
        item.Readonly = Condition(item, "readonly");
        item.Calculation = Cell(item, "calculation", e => item.Node.Calculate = e);
        if (item.Type.Word == "calculate" && item.Calculation is null && row["default"].Length == 0 && row["calculation"].Length == 0)
            problems.Add(new Problem(FormProblems.CalculationMissing, row.At("calculation"), [item.Name]));
        ReadFilter(item);
        ReadDefault(item);
        if (item.IsRepeat && row["repeat_count"].Length > 0) item.RepeatCount = Cell(item, "repeat_count");
        if (row["trigger"] is { Length: > 0 } trigger) item.Trigger = ReadTrigger(item, trigger);
        if (item.Trigger is not null)
        {
            item.Node.SetByAction = true;
            item.Node.Calculate = null;
        }
    }

    private string? Cell(SurveyItem item, string key, Action<BoundExpression>? keep = null)
    {
        var text = item.Row[key];
        if (text.Length == 0) return null;
        var compiled = ExpressionCompiler.Compile(text, tree.Document, item.Node, names);
        Report(item, key, compiled);
        if (compiled.Code is not null) keep?.Invoke(new BoundExpression(compiled.Text, compiled.Code, compiled.Reads));
        return compiled.Text;
    }

    private void Bind(SurveyItem item, string path, Action<BoundExpression> keep)
    {
        var compiled = ExpressionCompiler.Compile(path, tree.Document, item.Node, names);
        if (compiled.Code is not null) keep(new BoundExpression(path, compiled.Code, compiled.Reads));
    }

    private void Report(SurveyItem item, string key, CompiledExpression compiled)
    {
        foreach (var fault in compiled.Faults)
        {
            var named = fault.Kind == FormProblems.UnknownField || fault.Kind == FormProblems.AmbiguousField || fault.Kind == FormProblems.ChoicesColumnAsField;
            problems.Add(fault.At(item.Row.At(key, position: named ? null : fault.Position + 1)));
        }
    }

    /// <summary>yes, no, or a condition.</summary>
    private string? Condition(SurveyItem item, string key)
    {
        var text = item.Row[key];
        if (Vocabulary.YesNo(text) is { } yes) return yes ? "true()" : null;
        if (text.IndexOfAny(['$', '(', '=', '/', '<', '>', '\'']) >= 0) return Cell(item, key);
        problems.Add(new Problem(FormProblems.YesNoUnknown, item.Row.At(key), [text]));
        return null;
    }

    private void ReadFilter(SurveyItem item)
    {
        var text = item.Row["choice_filter"];
        if (text.Length == 0) return;
        if (!item.Type.IsSelect)
        {
            problems.Add(new Problem(FormProblems.FilterWithoutSelect, item.Row.At("choice_filter"), [item.Name]));
            return;
        }
        var compiled = ExpressionCompiler.Compile(text, tree.Document, item.Node, names, inPredicate: true, choiceColumns);
        Report(item, "choice_filter", compiled);
        item.ChoiceFilter = compiled.Text;
        if (compiled.Code is null || item.Type.IsFromFile) return;
        foreach (var column in PlainNames(compiled.Code))
            if (!choiceColumns.Contains(column))
                problems.Add(new Problem(FormProblems.UnknownChoicesColumn, item.Row.At("choice_filter"), [column], NearestName.Find(column, choiceColumns.Where(c => c != "itextId"))));
    }

    /// <summary>Names that stand alone in a filter: the list's columns.</summary>
    private static IEnumerable<string> PlainNames(Expr code)
    {
        if (code is PathExpr { FromRoot: false, Start: null } path && path.Steps is [{ Axis: Axis.Child, Name: { } name }, ..]) yield return name;
        foreach (var part in code.Parts)
            foreach (var inner in PlainNames(part))
                yield return inner;
    }

    private void ReadDefault(SurveyItem item)
    {
        var text = item.Row["default"];
        if (text.Length == 0) return;
        if (IsDynamic(text))
        {
            item.DynamicDefault = Cell(item, "default");
            return;
        }
        item.Default = item.Type.Word == "image" && !text.Contains("://", StringComparison.Ordinal) ? "jr://images/" + text : text;
        if (item.Type.Word is not ("select_one" or "select_multiple") || item.Type.List is null || !lists.TryGetValue(item.Type.List, out var list)) return;
        var wanted = item.Type.Word == "select_one" ? [text] : text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in wanted)
            if (!list.Choices.Exists(c => c.Name == name))
                problems.Add(new Problem(FormProblems.DefaultNotInList, item.Row.At("default"), [name, list.Name], NearestName.Find(name, list.Choices.Select(c => c.Name))));
    }

    /// <summary>A default that refers to an answer or calls a function has to be worked out; anything else is a text.</summary>
    private static bool IsDynamic(string text)
    {
        if (text.Contains("${", StringComparison.Ordinal)) return true;
        try
        {
            return Parser.Parse(text) is Call;
        }
        catch (XPathFaultException fault)
        {
            return fault.Kind == FormProblems.UnknownFunction && !text.Contains(' ');
        }
    }

    private SurveyItem? ReadTrigger(SurveyItem item, string text)
    {
        var name = text.Trim().TrimStart('$').Trim('{', '}', ' ');
        if (tree.All.Find(i => i.Name == name) is { } trigger) return trigger;
        problems.Add(new Problem(FormProblems.UnknownField, item.Row.At("trigger"), [name], NearestName.Find(name, tree.All.Select(i => i.Name))));
        return null;
    }

    private static void ReadParameters(SurveyItem item)
    {
        foreach (var part in item.Row["parameters"].Split([' ', ',', ';', '，', '；'], StringSplitOptions.RemoveEmptyEntries))
            if (part.IndexOf('=') is > 0 and var at)
                item.Parameters[part[..at].Trim()] = part[(at + 1)..].Trim();
    }

    private void CheckCircles()
    {
        foreach (var node in tree.Nodes)
        {
            if (node.Calculate is { } own && own.Reads.Contains(node) && IsPlain(own.Code) || node.Relevant is { } relevant && relevant.Reads.Contains(node))
            {
                ReportCircle([node]);
                return;
            }
        }
        if (SettlingOrder.Find(tree.Nodes).Circle is { } circle) ReportCircle(circle);
    }

    private static bool IsPlain(Expr code) => !(code is Call { Name: "indexed-repeat" or "once" }) && code.Parts.All(IsPlain);

    private void ReportCircle(FormNode[] circle)
    {
        var first = circle.FirstOrDefault(n => n.Calculate is not null) ?? circle[0];
        var row = tree.RowOf(first);
        problems.Add(new Problem(FormProblems.Cycle, row?.At(first.Calculate is not null ? "calculation" : "relevant"),
            [string.Join(" → ", circle.Append(circle[0]).Select(n => n.Name))]));
    }

    /// <summary>Properties of an entity differ by more than case, and <c>name</c>, <c>label</c> and <c>__…</c> are the standard's own (trap X13).</summary>
    private void CheckSaveTo()
    {
        var seen = new Dictionary<string, SheetRow>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in tree.All)
        {
            var name = item.OwnLabel is null ? item.Row["save_to"] : "";
            if (name.Length == 0) continue;
            if (name.Equals("name", StringComparison.OrdinalIgnoreCase) || name.Equals("label", StringComparison.OrdinalIgnoreCase) || name.StartsWith("__", StringComparison.Ordinal))
                problems.Add(new Problem(FormProblems.SaveToReserved, item.Row.At("save_to"), [name]));
            else if (!XmlName.IsValid(name)) problems.Add(new Problem(FormProblems.NameInvalid, item.Row.At("save_to"), [name], XmlName.Mend(name)));
            else if (!seen.TryAdd(name, item.Row)) problems.Add(new Problem(FormProblems.SaveToTwice, item.Row.At("save_to"), [name, $"{seen[name].Number}"]));
        }
    }

    private void CheckWas()
    {
        foreach (var item in tree.All)
        {
            var was = item.Row["was"];
            if (was.Length > 0 && item.Node.Parent!.Child(was) is { } still && tree.RowOf(still) is { } row)
                problems.Add(new Problem(FormProblems.WasStillThere, item.Row.At("was"), [was, $"{row.Number}"]));
        }
    }
}
