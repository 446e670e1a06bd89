// Holds a campaign folder against itself and against the district: every fault with file, sheet, row, column or line, and what would be right.
// What passes is compiled and packed: the body of a definition entry.
using Gridwork.Engine.Briefings;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Leaders;
using Gridwork.Forms;
using Gridwork.Forms.XlsForms;

namespace Gridwork.Engine.Campaigns;

/// <summary>What a check found.</summary>
/// <param name="Folder">What was checked.</param>
/// <param name="File">What campaign.yaml says; null when it could not be read.</param>
/// <param name="Forms">The forms that could be compiled, by key.</param>
/// <param name="Problems">What is wrong, by file and place, errors and warnings.</param>
public sealed record CampaignReport(
    CampaignFolder Folder, CampaignFile? File, IReadOnlyDictionary<string, Form> Forms, IReadOnlyList<Problem> Problems)
{
    /// <summary>The same report with what another check found besides, in the order of the files.</summary>
    public CampaignReport With(IEnumerable<Problem> more) => this with
    {
        Problems =
        [
            .. Problems.Concat(more).OrderBy(problem => problem.Location?.File != CampaignFolder.CampaignFileName)
                .ThenBy(problem => problem.Location?.File, StringComparer.Ordinal)
                .ThenBy(problem => !problem.IsError)
                .ThenBy(problem => problem.Location?.Row ?? problem.Location?.Line ?? 0),
        ],
    };

    /// <summary>Whether it may be published.</summary>
    public bool IsSound => !Problems.Any(problem => problem.IsError);

    /// <summary>The body of a definition entry. Throws <see cref="InvalidOperationException"/> when it is not sound.</summary>
    public byte[] Package() => IsSound
        ? Folder.ToPackage(Forms.ToDictionary(form => CampaignPublication.CompiledPath(form.Key), form => form.Value.Xml))
        : throw new InvalidOperationException("A campaign with errors cannot be published.");
}

/// <summary>Checks campaign folders: all that can be told without opening office files.</summary>
public sealed class CampaignCheck
{
    private readonly CampaignFolder folder;
    private readonly DistrictDefinition district;
    private readonly List<Problem> problems = [];
    private readonly Dictionary<string, Form> forms = new(StringComparer.Ordinal);

    private CampaignCheck(CampaignFolder folder, DistrictDefinition district)
    {
        this.folder = folder;
        this.district = district;
    }

    /// <summary>Checks a folder. Never throws for what an author can get wrong.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="district">The district that it is to run in; <see cref="DistrictDefinition.Empty"/> leaves out what hangs on its units.</param>
    public static CampaignReport Run(CampaignFolder folder, DistrictDefinition district)
    {
        var check = new CampaignCheck(folder, district);
        var file = check.File();
        return new CampaignReport(folder, file, check.forms, []).With(check.problems);
    }

    private CampaignFile? File()
    {
        if (folder.Text(CampaignFolder.CampaignFileName) is not { } text)
        {
            Missing(CampaignFolder.CampaignFileName, null);
            return null;
        }
        if (CampaignFileReader.Read(text, problems) is not { } file) return null;
        if (file.Id != folder.Name) Add(CampaignProblems.FolderName, 1, folder.Name, file.Id);
        KnownUnit(file.Unit, file.UnitLine);
        foreach (var rule in file.Forms) Form(file, rule);
        foreach (var rule in file.Indicators) Indicator(rule);
        foreach (var rule in file.Briefings) Briefing(file, rule);
        // What stands in a template is checked by whoever fills it; here only whether it is there.
        foreach (var rule in file.Papers.Where(rule => folder.Find(rule.Template) is null)) Missing(rule.Template, rule.Line);
        if (file.DeckFile is { } deck && folder.Find(deck) is null) Missing(deck, file.DeckLine);
        Cases(file);
        return file;
    }

    private void Cases(CampaignFile file)
    {
        var lines = CaseTables.Lines(folder, file, problems);
        var rules = CaseTables.Rules(folder, file, problems);
        if (district.Units.All.Count > 0)
        {
            foreach (var line in lines) KnownUnit(line.Unit, file.LinesFile!, line.Code);
        }
        LeaderTable.Check(folder, file, LeaderTable.Read(folder, file, problems), lines, district, problems);
        if (rules is null || file.Cases is not { } block) return;
        foreach (var duty in rules.Duties) Duty(block.DutiesFile!, duty, lines, rules);
        foreach (var rule in rules.Open)
        {
            if (!forms.TryGetValue(rule.Form, out var form)) continue;
            foreach (var text in new[]
            {
                rule.Where, rule.Category, rule.Line, rule.What, rule.Host, rule.With, rule.Due, rule.Origin, rule.Number, rule.Slide, rule.About,
            })
                Rule(form, text, rule.Source);
            Photo(form, rule.Photo, rule.Source);
            // Each choice of the category's question has to be a category.
            if (rule.Category is { } category && form.Find(QuestionReference.Name(category)) is { Kind: QuestionKind.SelectOne } question)
            {
                foreach (var choice in question.Choices.Where(choice => rules.Category(choice.Name) is null))
                    Near(CampaignProblems.UnknownCategory, block.CategoriesFile, null, choice.Name, rules.Categories.Select(known => known.Code));
            }
        }
        foreach (var rule in rules.Steps)
        {
            if (!forms.TryGetValue(rule.Form, out var form)) continue;
            var step = CaseWords.Steps.ContainsKey(rule.Step) ? null : rule.Step;
            foreach (var text in new[] { rule.Case, step, rule.Unit, rule.With, rule.Clause, rule.Reason, rule.Until, rule.Into, rule.Outcome })
                Rule(form, text, rule.Source);
            Photo(form, rule.Photo, rule.Source);
        }
    }

    // A case's photos go into decks and onto walls: one that shows a person's paper or hand may not be among them.
    private void Photo(Form form, string? text, int line)
    {
        if (text is null) return;
        Question(form, text, line, CampaignProblems.NotAPhoto, QuestionKind.Image);
        if (form.Find(QuestionReference.Name(text)) is { IsPersonal: true } question) Add(CampaignProblems.CaseReadsPersonal, line, question.Name);
    }

    private void Rule(Form form, string? text, int line)
    {
        if (text is null || Compile(form, text, null, line) is not { } compiled) return;
        foreach (var path in compiled.References)
        {
            if (form.Find(path) is { IsPersonal: true } question) Add(CampaignProblems.CaseReadsPersonal, line, question.Name);
        }
    }

    private void Duty(string file, Duty duty, IReadOnlyList<CampaignLine> lines, CaseRules rules)
    {
        if (rules.Category(duty.Category) is null)
            Near(CampaignProblems.UnknownCategory, file, duty.Row, duty.Category, rules.Categories.Select(category => category.Code));
        if (duty.Line is { } line && !lines.Any(known => known.Code == line))
            Near(CampaignProblems.UnknownLine, file, duty.Row, line, lines.Select(known => known.Code));
        if (district.Units.All.Count == 0) return;
        foreach (var code in duty.With.Append(duty.Host).Where(code => code is not ("cell" or "line")))
        {
            if (district.Units.Find(code) is null)
                Near(CampaignProblems.UnknownUnit, file, duty.Row, code, district.Units.All.Select(unit => unit.Code));
        }
        if (duty.Place is { } place && district.Units.Find(place) is null && district.FindCell(place) == CellNo.None)
            Near(CampaignProblems.UnknownPlace, file, duty.Row, place, district.Units.All.Select(unit => unit.Code));
    }

    private void KnownUnit(string code, string file, string line)
    {
        if (district.Units.Find(code) is null)
            problems.Add(new Problem(
                CampaignProblems.UnknownUnit, new SourceLocation(file), [code, line], NearestName.Find(code, district.Units.All.Select(unit => unit.Code))));
    }

    private void Near(ProblemKind kind, string? file, int? line, string wrong, IEnumerable<string> right) => problems.Add(new Problem(
        kind, new SourceLocation(file ?? CampaignFolder.CampaignFileName, Line: line), [wrong], NearestName.Find(wrong, right)));

    private void Form(CampaignFile file, FormRule rule)
    {
        if (folder.Find(rule.File) is not { } bytes)
        {
            Missing(rule.File, rule.Line);
            return;
        }
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        var compiled = XlsForm.Compile(rule.File, stream);
        problems.AddRange(compiled.Problems);
        if (compiled.Xml is null) return;
        var form = Gridwork.Forms.Form.Load(compiled.Xml);
        if (forms.Values.Any(taken => taken.Id == form.Id)) Add(CampaignProblems.FormIdTaken, rule.Line, form.Id, file.Title.Zh);
        forms[rule.Key] = form;
        if (rule.Place is { } place) Question(form, place, rule.Line, CampaignProblems.NotAPoint, QuestionKind.Geopoint);
        if (rule.UnitQuestion is { } unit && form.Find(QuestionReference.Name(unit)) is null)
            problems.Add(UnknownQuestion(form, unit, rule.Line));
        foreach (var other in district.Campaigns.Values)
        {
            foreach (var taken in other.Forms.Where(taken => taken.Current.Form.Id == form.Id))
            {
                if (other.Id != file.Id || taken.Key != rule.Key)
                    Add(CampaignProblems.FormIdTaken, rule.Line, form.Id, other.File.Title.Zh);
                else if (taken.Current.Form.Version == form.Version && taken.Current.Xml != form.Xml)
                    Add(CampaignProblems.VersionNotRaised, rule.Line, rule.File, form.Version);
            }
        }
    }

    private void Indicator(IndicatorRule rule)
    {
        if (!forms.TryGetValue(rule.Form, out var form)) return;
        string? each = null;
        if (rule.Each is { } repeat)
        {
            each = Question(form, repeat, LineOf(rule, "each"), CampaignProblems.NotARepeat, QuestionKind.Repeat)?.Path;
            if (each is null) return;
        }
        Expression(rule, form, "where", rule.Where, each);
        var expression = Expression(rule, form, rule.Aggregation == Aggregation.Sum ? "sum" : "distinct", rule.Expression, each);
        if (rule.Aggregation == Aggregation.Sum && expression is not null) Number(form, expression, LineOf(rule, "sum"));
        if (rule.Day is { } day) Question(form, day, LineOf(rule, "day"), CampaignProblems.NotADay, QuestionKind.Date, QuestionKind.DateTime);
        if (rule.Split is { } split) Question(form, split, LineOf(rule, "split"), CampaignProblems.NotASelect, QuestionKind.SelectOne);
        if (rule.Declared is not { } declared || !forms.TryGetValue(declared.Form, out var declaredForm)) return;
        if (Compile(declaredForm, declared.Value, null, declared.Line) is { } value)
        {
            RefusePersonal(rule, declaredForm, value, declared.Line);
            Number(declaredForm, value, declared.Line);
        }
    }

    private FormExpression? Expression(IndicatorRule rule, Form form, string member, string? text, string? each)
    {
        if (text is null || Compile(form, text, each, LineOf(rule, member)) is not { } compiled) return null;
        RefusePersonal(rule, form, compiled, LineOf(rule, member));
        return compiled;
    }

    private FormExpression? Compile(Form form, string text, string? context, int line)
    {
        var compiled = form.Compile(text, context, out var faults);
        problems.AddRange(faults.Select(fault => fault with
        {
            Location = new SourceLocation(CampaignFolder.CampaignFileName, Line: line, Position: fault.Location?.Position),
        }));
        return compiled;
    }

    private void RefusePersonal(IndicatorRule rule, Form form, FormExpression expression, int line)
    {
        foreach (var path in expression.References)
        {
            if (form.Find(path) is { IsPersonal: true } question) Add(CampaignProblems.ReadsPersonal, line, rule.Name, question.Name);
        }
    }

    /// <summary>A sum over a bare question wants one that holds a number; a formula is taken at its word.</summary>
    private void Number(Form form, FormExpression expression, int line)
    {
        var text = expression.Text.Trim();
        if (!text.StartsWith("${", StringComparison.Ordinal) || !text.EndsWith('}') || expression.DirectReferences.Count != 1) return;
        if (form.Find(expression.DirectReferences[0]) is { Kind: not (QuestionKind.Integer or QuestionKind.Decimal or QuestionKind.Calculate or QuestionKind.SelectOne) })
            Add(CampaignProblems.NotANumber, line, text);
    }

    private Question? Question(Form form, string reference, int line, ProblemKind otherwise, params QuestionKind[] kinds)
    {
        var question = form.Find(QuestionReference.Name(reference));
        if (question is null) problems.Add(UnknownQuestion(form, reference, line));
        else if (!kinds.Contains(question.Kind)) Add(otherwise, line, reference);
        else return question;
        return null;
    }

    private static Problem UnknownQuestion(Form form, string reference, int line)
    {
        var name = QuestionReference.Name(reference);
        return new Problem(
            FormProblems.UnknownField, new SourceLocation(CampaignFolder.CampaignFileName, Line: line), [name],
            NearestName.Find(name, form.AllQuestions.Select(question => question.Name)));
    }

    private void Briefing(CampaignFile file, BriefingRule rule)
    {
        if (folder.Text(rule.File) is not { } text)
        {
            Missing(rule.File, rule.Line);
            return;
        }
        problems.AddRange(BriefingTemplate.Check(rule.File, text, file, district));
    }

    private void KnownUnit(string code, int line)
    {
        if (district.Units.All.Count == 0 || district.Units.Find(code) is not null) return;
        var near = district.Units.All.FirstOrDefault(unit => unit.Name.Zh == code)?.Code
            ?? NearestName.Find(code, district.Units.All.Select(unit => unit.Code))
            ?? district.Units.All.FirstOrDefault(unit => NearestName.Find(code, [unit.Name.Zh]) is not null)?.Code;
        problems.Add(new Problem(
            CampaignProblems.UnknownUnit, new SourceLocation(CampaignFolder.CampaignFileName, Line: line), [code], near));
    }

    private void Missing(string path, int? line) => problems.Add(new Problem(
        CampaignProblems.FileMissing, new SourceLocation(CampaignFolder.CampaignFileName, Line: line), [path],
        NearestName.Find(path, folder.Files.Keys)));

    private static int LineOf(IndicatorRule rule, string member) => rule.Lines.GetValueOrDefault(member, rule.Line);

    private void Add(ProblemKind kind, int line, params string[] arguments) =>
        problems.Add(new Problem(kind, new SourceLocation(CampaignFolder.CampaignFileName, Line: line), arguments));
}
