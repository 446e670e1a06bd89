namespace Gridwork.DemoDistrict.Sheets;

/// <summary>One row of an XLSForm's survey sheet; names of members are its columns.</summary>
internal sealed record Question(string Type, string Name, string Zh = "", string En = "")
{
    public (string Zh, string En) Hint { get; init; } = ("", "");
    public string Required { get; init; } = "";
    public string Relevant { get; init; } = "";
    public string Constraint { get; init; } = "";
    public (string Zh, string En) ConstraintMessage { get; init; } = ("", "");
    public string Calculation { get; init; } = "";
    public string ChoiceFilter { get; init; } = "";
    public string Appearance { get; init; } = "";
    public string Parameters { get; init; } = "";
    public string Default { get; init; } = "";

    /// <summary>The answer tells who somebody is: masked for most, never counted, can be erased.</summary>
    public bool Personal { get; init; }
}

/// <summary>One row of the choices sheet; Filter is what choice filters look at, its column is called <see cref="Form.FilterColumn"/>.</summary>
internal sealed record Choice(string List, string Name, string Zh, string En, string Filter = "");

/// <summary>An XLSForm in Chinese and English, as xlsform.org describes it.</summary>
internal sealed record Form(string Id, string Version, string Zh, string En, string FilterColumn, IReadOnlyList<Question> Survey, IReadOnlyList<Choice> Choices)
{
    /// <summary>What every form of the demo records without asking.</summary>
    public static IReadOnlyList<Question> Meta =>
    [
        new("start", "start"), new("end", "end"), new("today", "today"), new("deviceid", "deviceid"), new("username", "username"),
    ];

    public byte[] ToWorkbook()
    {
        (string Heading, Func<Question, string> Value)[] columns =
        [
            ("type", q => q.Type), ("name", q => q.Name), ("label::中文 (zh)", q => q.Zh), ("label::English (en)", q => q.En),
            ("hint::中文 (zh)", q => q.Hint.Zh), ("hint::English (en)", q => q.Hint.En), ("required", q => q.Required), ("relevant", q => q.Relevant),
            ("constraint", q => q.Constraint), ("constraint_message::中文 (zh)", q => q.ConstraintMessage.Zh),
            ("constraint_message::English (en)", q => q.ConstraintMessage.En), ("calculation", q => q.Calculation),
            ("choice_filter", q => q.ChoiceFilter), ("appearance", q => q.Appearance), ("parameters", q => q.Parameters), ("default", q => q.Default),
            ("personal", q => q.Personal ? "yes" : ""),
        ];
        // Columns that a form does not use are left out, as a person would.
        var used = columns.Where(column => Survey.Any(question => column.Value(question).Length > 0)).ToList();
        IReadOnlyList<string>[] choiceHead =
            [["list_name", "name", "label::中文 (zh)", "label::English (en)", .. FilterColumn.Length > 0 ? [FilterColumn] : (string[])[]]];
        return Workbook.Write(
            new Sheet("survey", [[.. used.Select(c => c.Heading)], .. Survey.Select(q => used.Select(c => c.Value(q)).ToArray())]),
            new Sheet("choices", [.. choiceHead, .. Choices.Select(c => (string[])[c.List, c.Name, c.Zh, c.En, .. FilterColumn.Length > 0 ? [c.Filter] : (string[])[]])]),
            new Sheet("settings", [["form_title", "form_id", "version", "default_language"], [$"{Zh} {En}", Id, Version, "中文 (zh)"]]));
    }

    /// <summary>The paths of all questions that hold an answer, in form order; a repeat's stand for as many rounds as are asked for.</summary>
    public IReadOnlyList<string> Paths(int rounds)
    {
        List<string> paths = [];
        Stack<(string Prefix, bool Repeat)> open = new([("", false)]);
        foreach (var question in Survey)
        {
            var prefix = open.Peek().Prefix;
            switch (question.Type)
            {
                case "begin group": open.Push((prefix + question.Name + "/", false)); break;
                case "begin repeat": open.Push((prefix + question.Name + "[#]/", true)); break;
                case "end group" or "end repeat": open.Pop(); break;
                case "note" or "start" or "end": break;
                default: paths.Add(prefix + question.Name); break;
            }
        }
        return [.. paths.Where(path => !path.Contains('#')).Concat(
            from round in Enumerable.Range(1, rounds)
            from path in paths.Where(path => path.Contains('#'))
            select path.Replace("#", round.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))];
    }
}
