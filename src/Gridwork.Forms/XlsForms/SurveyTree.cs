namespace Gridwork.Forms.XlsForms;

/// <summary>
/// The survey sheet as a tree: rows in, questions inside groups and repeats out, with everything that can be said about types and names
/// before any expression is looked at.
/// </summary>
internal sealed class SurveyTree
{
    private const int MaxDepth = 30;
    private static readonly string[] ReservedNames = ["meta", "__version__", "instanceID", "instanceName"];
    private readonly List<Problem> problems;
    private readonly Dictionary<string, ChoiceList> lists;
    private readonly FormTexts texts;
    private readonly Dictionary<FormNode, SheetRow> rows = [];

    private SurveyTree(Dictionary<string, ChoiceList> lists, FormTexts texts, List<Problem> problems)
    {
        this.lists = lists;
        this.texts = texts;
        this.problems = problems;
        Document = new FormNode(0, "", null);
        Nodes.Add(Document);
        Root = Document.Add(1, "data");
        Nodes.Add(Root);
    }

    public FormNode Document { get; }
    public FormNode Root { get; }
    public List<FormNode> Nodes { get; } = [];
    public List<SurveyItem> Items { get; } = [];
    public List<SurveyItem> All { get; } = [];

    public SheetRow? RowOf(FormNode node) => rows.GetValueOrDefault(node);

    public static SurveyTree Read(Sheet survey, Dictionary<string, ChoiceList> lists, FormTexts texts, List<Problem> problems)
    {
        var tree = new SurveyTree(lists, texts, problems);
        tree.ReadRows(survey);
        return tree;
    }

    private void ReadRows(Sheet survey)
    {
        var open = new Stack<SurveyItem>();
        foreach (var row in survey.Rows)
        {
            if (row["type"].Length == 0)
            {
                // A row that says nothing but a remark is a remark.
                if (row["name"].Length > 0 || row["label"].Length > 0 || row["calculation"].Length > 0) problems.Add(new Problem(FormProblems.TypeMissing, row.At("type"), []));
                continue;
            }
            var type = TypeCell.Read(row["type"]);
            if (!Understand(type, row)) continue;
            if (type.Word is "end_group" or "end_repeat")
            {
                Close(open, type, row);
                continue;
            }
            var item = Add(open, type, row);
            if (item is null) continue;
            if (item.Holds) open.Push(item);
            if (open.Count > MaxDepth)
            {
                problems.Add(new Problem(FormProblems.GroupTooDeep, row.At("type"), [$"{MaxDepth}"]));
                return;
            }
            if (type.OrOther) AddOther(open, item);
        }
        while (open.TryPop(out var unclosed))
            problems.Add(new Problem(FormProblems.GroupUnclosed, unclosed.Row.At("type"),
                [unclosed.Name, $"{unclosed.Row.Number}", unclosed.IsRepeat ? "end repeat" : "end group"]));
        foreach (var item in All)
            if (item.Holds && item.Children.Count == 0)
                problems.Add(new Problem(FormProblems.GroupEmpty, item.Row.At("type"), [item.Name]));
        foreach (var list in lists.Values)
            if (!list.IsUsed && list.Choices.Count > 0)
                problems.Add(new Problem(FormProblems.ListUnused, list.Choices[0].Row.At("list_name"), [list.Name]));
    }

    private bool Understand(TypeCell type, SheetRow row)
    {
        if (type.Word is null)
        {
            var first = type.Written.Split(' ')[0];
            var near = NearestName.Find(first, Vocabulary.Types.Spellings) ?? NearestName.Find(type.Written, Vocabulary.Types.Spellings);
            problems.Add(new Problem(FormProblems.TypeUnknown, row.At("type"), [type.Written], near));
            return false;
        }
        if (type.Word is "xml-external" or "csv-external" or "background-audio")
        {
            problems.Add(new Problem(FormProblems.TypeNotYet, row.At("type"), [type.Written]));
            return false;
        }
        if (!type.IsSelect) return true;
        if (string.IsNullOrEmpty(type.List))
        {
            problems.Add(new Problem(FormProblems.ListMissing, row.At("type"), [type.Written]));
            return true;
        }
        if (type.IsFromFile) return true;
        if (!lists.TryGetValue(type.List, out var list))
        {
            problems.Add(new Problem(FormProblems.ListUnknown, row.At("type"), [type.List], NearestName.Find(type.List, lists.Keys)));
            return true;
        }
        list.IsUsed = true;
        list.WantsOther |= type.OrOther;
        foreach (var choice in list.Choices)
        {
            if (!choice.Name.Any(char.IsWhiteSpace)) continue;
            // Each choice is reported once, as the worse of what its uses make of it.
            var one = type.Word == "select_one";
            var reported = problems.FindIndex(p => p.Location == choice.Row.At("name") && p.Kind == FormProblems.ChoiceSpaceOne);
            if (problems.Exists(p => p.Location == choice.Row.At("name") && (p.Kind == FormProblems.ChoiceSpace || one && p.Kind == FormProblems.ChoiceSpaceOne))) continue;
            if (reported >= 0) problems.RemoveAt(reported);
            problems.Add(new Problem(one ? FormProblems.ChoiceSpaceOne : FormProblems.ChoiceSpace, choice.Row.At("name"),
                [choice.Name], string.Join('_', choice.Name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        }
        return true;
    }

    private void Close(Stack<SurveyItem> open, TypeCell type, SheetRow row)
    {
        if (!open.TryPeek(out var top))
        {
            problems.Add(new Problem(FormProblems.GroupUnopened, row.At("type"), [type.Written]));
            return;
        }
        if (top.IsRepeat != (type.Word == "end_repeat"))
            problems.Add(new Problem(FormProblems.GroupCrossed, row.At("type"), [type.Written, $"{top.Row.Number}", top.Type.Written], top.IsRepeat ? "end repeat" : "end group"));
        open.Pop();
    }

    private SurveyItem? Add(Stack<SurveyItem> open, TypeCell type, SheetRow row)
    {
        var name = row["name"];
        if (name.Length == 0)
        {
            // Metadata is known by its type.
            if (type.Word is "start" or "end" or "today" or "deviceid" or "username" or "email" or "phonenumber" or "audit") name = type.Word;
            else
            {
                problems.Add(new Problem(FormProblems.NameMissing, row.At("name"), [$"{type.Word}_{row.Number}"]));
                name = $"{type.Word}_{row.Number}";
            }
        }
        else if (!XmlName.IsValid(name))
        {
            problems.Add(new Problem(FormProblems.NameInvalid, row.At("name"), [name], XmlName.Mend(name)));
            // Go on under the mended name, so that the faults behind it are found as well.
            name = XmlName.Mend(name);
        }
        else if (ReservedNames.Contains(name))
        {
            problems.Add(new Problem(FormProblems.NameReserved, row.At("name"), [name]));
        }
        var parent = open.TryPeek(out var above) ? above.Node : Root;
        if (parent.Child(name) is { } twin)
        {
            problems.Add(new Problem(FormProblems.NameTwice, row.At("name"), [name, $"{rows[twin].Number}"]));
            return null;
        }
        return Place(above, parent, new SurveyItem(type, row, NewNode(parent, name, type, row)) { IsPersonal = Personal(row) });
    }

    private FormNode NewNode(FormNode parent, string name, TypeCell type, SheetRow row)
    {
        var node = parent.Add(Nodes.Count, name);
        node.IsRepeat = type.Word == "begin_repeat";
        Nodes.Add(node);
        rows[node] = row;
        return node;
    }

    private SurveyItem Place(SurveyItem? above, FormNode parent, SurveyItem item)
    {
        (parent == Root ? Items : above!.Children).Add(item);
        All.Add(item);
        return item;
    }

    private bool Personal(SheetRow row)
    {
        var cell = row["personal"];
        if (Vocabulary.YesNo(cell) is { } personal) return personal;
        problems.Add(new Problem(FormProblems.YesNoUnknown, row.At("personal"), [cell]));
        return false;
    }

    /// <summary><c>or_other</c>: the list gets "other", and a text question behind it asks what is meant.</summary>
    private void AddOther(Stack<SurveyItem> open, SurveyItem item)
    {
        var parent = item.Node.Parent!;
        var name = item.Name + "_other";
        if (parent.Child(name) is not null)
        {
            problems.Add(new Problem(FormProblems.OtherWithRepeatedName, item.Row.At("type"), [name]));
            return;
        }
        var type = new TypeCell("text", "text", null, false);
        open.TryPeek(out var above);
        Place(above, parent, new SurveyItem(type, item.Row, NewNode(parent, name, type, item.Row))
        {
            OwnLabel = texts.SpecifyOther,
            IsPersonal = item.IsPersonal,
            Relevant = $"selected({XForms.References.Path(item.Node, item.Node)}, 'other')",
        });
    }
}
