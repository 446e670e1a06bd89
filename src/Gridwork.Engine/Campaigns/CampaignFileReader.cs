using System.Text.RegularExpressions;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Rights;
using Gridwork.Forms;
using Gridwork.Schedules;

namespace Gridwork.Engine.Campaigns;

/// <summary>Reads campaign.yaml. What it says is not yet held against forms and units: <c>CampaignCheck</c> does that.</summary>
public static partial class CampaignFileReader
{
    private static readonly string[] Ways = ["count", "sum", "distinct"];

    private static readonly Dictionary<string, Role> Roles = new(StringComparer.Ordinal)
    {
        ["leader"] = Role.Leader,
        ["administrator"] = Role.Administrator,
        ["clerk"] = Role.Clerk,
        ["grid-member"] = Role.GridMember,
        ["officer"] = Role.Officer,
        ["auditor"] = Role.Auditor,
    };

    /// <summary>The words that roles have in files.</summary>
    public static IReadOnlyDictionary<string, Role> RoleWords => Roles;

    /// <summary>
    /// The campaign that a text states; null when what is needed for anything further is missing. Faults are added to
    /// <paramref name="problems"/> with their lines. Aliases of YAML are refused: a few lines could grow without bound.
    /// </summary>
    public static CampaignFile? Read(string text, List<Problem> problems)
    {
        if (YamlBlock.Load(CampaignFolder.CampaignFileName, text, problems) is not { } root) return null;
        var id = root.Text("id", required: true);
        if (id is not null && !IdPattern().IsMatch(id)) root.Add(CampaignProblems.BadId, root.LineOf("id"), id);
        var title = root.Local("title", required: true);
        var purpose = root.Local("purpose");
        var goal = root.Local("goal");
        var period = root.Block("period");
        if (period is null) root.Add(CampaignProblems.MemberMissing, root.Line, "period");
        var from = period?.Date("from", required: true);
        var to = period?.Date("to");
        period?.RefuseUnknown();
        if (to < from) period!.Add(CampaignProblems.PeriodBackwards, period.LineOf("to"), $"{from:yyyy-MM-dd}", $"{to:yyyy-MM-dd}");
        var unit = root.Text("unit", required: true);
        var order = root.Integer("order", 0, 9999) ?? 0;
        var forms = Forms(root, out var keys);
        var indicators = Indicators(root, keys);
        var briefings = root.Blocks("briefings").Select(block =>
        {
            var path = block.Text("file", required: true);
            block.RefuseUnknown();
            return new BriefingRule(path ?? "", block.Line);
        }).Where(briefing => briefing.File.Length > 0).ToList();
        var papers = Papers(root);
        var lines = root.Text("lines");
        var leaders = root.Text("leaders");
        var deck = root.Text("deck");
        var cases = root.Has("cases") ? Cases(root.Block("cases")!, keys) : null;
        root.RefuseUnknown();
        if (id is null || title is null || from is null || unit is null) return null;
        return new CampaignFile
        {
            Id = id,
            Title = title,
            Purpose = purpose,
            Goal = goal,
            From = from.Value,
            To = to,
            Unit = unit,
            UnitLine = root.LineOf("unit"),
            Order = (int)order,
            Forms = forms,
            Indicators = indicators,
            Briefings = briefings,
            Papers = papers,
            LinesFile = lines,
            LinesLine = root.LineOf("lines"),
            LeadersFile = leaders,
            LeadersLine = root.LineOf("leaders"),
            DeckFile = deck,
            DeckLine = root.LineOf("deck"),
            Cases = cases,
        };
    }

    private static List<PaperRule> Papers(YamlBlock root)
    {
        if (root.Block("papers") is not { } block) return [];
        var papers = new List<PaperRule>();
        foreach (var name in block.Names)
        {
            if (!NamePattern().IsMatch(name)) block.Add(CampaignProblems.BadName, block.LineOf(name), name);
            var paper = block.Block(name)!;
            var title = paper.Local("title", required: true);
            var template = paper.Text("template", required: true);
            var word = paper.Text("when") ?? "reported";
            var language = paper.Text("language") ?? "zh";
            paper.RefuseUnknown();
            if (!PaperRule.Stages.TryGetValue(word, out var when)) paper.AddNear(CampaignProblems.UnknownPaperStage, paper.LineOf("when"), word, PaperRule.Stages.Keys);
            if (language is not ("zh" or "en")) paper.AddNear(CampaignProblems.UnknownLanguage, paper.LineOf("language"), language, ["zh", "en"]);
            if (title is not null && template is not null) papers.Add(new PaperRule(name, title, template, when, language, paper.LineOf("template")));
        }
        return papers;
    }

    private static CaseBlock Cases(YamlBlock block, List<string> forms)
    {
        var categories = block.Text("categories");
        var duties = block.Text("duties");
        var opens = block.Blocks("open").Select(open => OpenRule(open, forms)).OfType<CaseOpenRule>().ToList();
        var steps = block.Blocks("steps").Select(step => StepRule(step, forms)).OfType<CaseStepRule>().ToList();
        var may = new Dictionary<CaseStep, IReadOnlyList<Role>>();
        var rights = block.Block("may");
        foreach (var word in rights?.Names ?? [])
        {
            if (!CaseWords.Steps.TryGetValue(word, out var step))
                rights!.AddNear(CampaignProblems.UnknownStep, rights.LineOf(word), word, CaseWords.Steps.Keys);
            var roles = new List<Role>();
            foreach (var (name, line) in rights!.Texts(word))
            {
                if (Roles.TryGetValue(name, out var role)) roles.Add(role);
                else rights.AddNear(CampaignProblems.UnknownRole, line, name, Roles.Keys);
            }
            may[step] = roles;
        }
        var near = Near(block, "near");
        var again = Near(block, "again");
        var escalation = Escalate(block);
        var doubts = Doubt(block);
        var recheck = Recheck(block);
        if (opens.Count == 0) block.Add(CampaignProblems.NothingOpens, block.LineOf("open"));
        block.RefuseUnknown();
        return new CaseBlock(
            new CaseRules { Open = opens, Steps = steps, May = may, Near = near, Again = again, Escalation = escalation, Doubts = doubts, Recheck = recheck },
            categories, duties, block.Lines);
    }

    private static Nearness? Near(YamlBlock block, string name)
    {
        if (!block.Has(name)) return null;
        var near = block.Block(name)!;
        var metres = near.Integer("metres", 1, 1000) ?? 50;
        var days = near.Integer("days", 1, 3660) ?? 30;
        near.RefuseUnknown();
        return new Nearness((int)metres, (int)days);
    }

    private static RecheckRules? Recheck(YamlBlock block)
    {
        if (!block.Has("recheck")) return null;
        var rules = block.Block("recheck")!;
        var recheck = new RecheckRules((int)(rules.Integer("share", 1, 100) ?? 10), (int)(rules.Integer("at_least", 1, 1000) ?? 1));
        rules.RefuseUnknown();
        return recheck;
    }

    private static DoubtRules Doubt(YamlBlock block)
    {
        if (!block.Has("doubts")) return DoubtRules.Usual;
        var rules = block.Block("doubts")!;
        var doubts = new DoubtRules(
            (int)(rules.Integer("metres", 50, 10_000) ?? DoubtRules.Usual.Metres), (int)(rules.Integer("minutes", 1, 1440) ?? DoubtRules.Usual.Minutes));
        rules.RefuseUnknown();
        return doubts;
    }

    private static Escalation Escalate(YamlBlock block)
    {
        if (!block.Has("escalate")) return Escalation.Usual;
        var rules = block.Block("escalate")!;
        var escalation = new Escalation(
            Limit(rules, "supervisor") ?? Escalation.Usual.Supervisor, Limit(rules, "leader") ?? Escalation.Usual.Leader);
        rules.RefuseUnknown();
        return escalation;
    }

    private static Limit? Limit(YamlBlock block, string name)
    {
        if (block.Text(name) is not { } text) return null;
        if (Schedules.Limit.TryParse(text, out var limit)) return limit;
        block.Add(CampaignProblems.NotALimit, block.LineOf(name), text);
        return null;
    }

    private static CaseOpenRule? OpenRule(YamlBlock block, List<string> forms)
    {
        var form = block.Text("form", required: true);
        KnownForm(block, "form", form, forms);
        var kind = block.Text("kind") ?? "problem";
        if (kind is not ("problem" or "requirement")) block.AddNear(CampaignProblems.UnknownCaseKind, block.LineOf("kind"), kind, ["problem", "requirement"]);
        var rule = new CaseOpenRule(
            form ?? "", kind == "requirement" ? CaseKind.Requirement : CaseKind.Problem, block.Text("where"), block.Text("category"), block.Text("line"),
            block.Text("what"), block.Text("photo"), block.Text("host"), block.Text("with"), block.Text("due"), block.Text("origin"),
            block.Text("register") == "true", block.Line)
        {
            Number = block.Text("number"),
            Slide = block.Text("slide"),
            About = block.Text("about"),
        };
        block.RefuseUnknown();
        return form is null ? null : rule;
    }

    private static CaseStepRule? StepRule(YamlBlock block, List<string> forms)
    {
        var form = block.Text("form", required: true);
        KnownForm(block, "form", form, forms);
        var @case = block.Text("case", required: true);
        var step = block.Text("step", required: true);
        if (step is not null && !step.Contains('$', StringComparison.Ordinal) && !CaseWords.Steps.ContainsKey(step) && !step.Contains('('))
            block.AddNear(CampaignProblems.UnknownStep, block.LineOf("step"), step, CaseWords.Steps.Keys);
        var rule = new CaseStepRule(
            form ?? "", @case ?? "", step ?? "", block.Text("unit"), block.Text("with"), block.Text("clause"), block.Text("reason"), block.Text("until"),
            block.Text("into"), block.Text("outcome"), block.Text("photo"), block.Line);
        block.RefuseUnknown();
        return form is null || @case is null || step is null ? null : rule;
    }

    private static List<FormRule> Forms(YamlBlock root, out List<string> keys)
    {
        var forms = new List<FormRule>();
        var block = root.Block("forms");
        // Also a form that cannot be used is known by its key: what is wrong with it is said at its own place.
        keys = [.. block?.Names ?? []];
        foreach (var key in block?.Names ?? [])
        {
            var form = block!.Block(key)!;
            if (!NamePattern().IsMatch(key)) form.Add(CampaignProblems.BadName, block.LineOf(key), key);
            var file = form.Text("file", required: true);
            var fill = new List<Role>();
            foreach (var (word, line) in form.Texts("fill"))
            {
                if (Roles.TryGetValue(word, out var role)) fill.Add(role);
                else form.AddNear(CampaignProblems.UnknownRole, line, word, Roles.Keys);
            }
            if (!form.Has("fill")) form.Add(CampaignProblems.NobodyFills, form.Line, key);
            var rule = form.Text("unit") ?? "cell";
            var kind = rule switch { "cell" => UnitRuleKind.Cell, "sender" => UnitRuleKind.Sender, _ => UnitRuleKind.Question };
            if (kind == UnitRuleKind.Question && !rule.StartsWith("${", StringComparison.Ordinal))
                form.Add(CampaignProblems.UnitRule, form.LineOf("unit"), rule);
            var place = form.Text("place");
            form.RefuseUnknown();
            if (file is null) continue;
            forms.Add(new FormRule(key, file, fill, kind, kind == UnitRuleKind.Question ? rule : null, place, block.LineOf(key)));
        }
        if (forms.Count == 0) root.Add(CampaignProblems.NoForms, root.LineOf("forms"));
        return forms;
    }

    private static List<IndicatorRule> Indicators(YamlBlock root, List<string> forms)
    {
        var indicators = new List<IndicatorRule>();
        var block = root.Block("indicators");
        foreach (var name in block?.Names ?? [])
        {
            var member = block!.Block(name)!;
            if (!NamePattern().IsMatch(name)) member.Add(CampaignProblems.BadName, block.LineOf(name), name);
            if (Indicator(name, member, block.LineOf(name), forms) is { } indicator) indicators.Add(indicator);
        }
        if (indicators.Count == 0) root.Add(CampaignProblems.NoIndicators, root.LineOf("indicators"));
        return indicators;
    }

    private static IndicatorRule? Indicator(string name, YamlBlock block, int line, List<string> forms)
    {
        var title = block.Local("title", required: true);
        var measure = block.Local("measure");
        var form = block.Text("form", required: true);
        KnownForm(block, "form", form, forms);
        var (aggregation, expression) = HowItCounts(block, name);
        var within = block.Text("within") switch
        {
            null or "campaign" => DistinctScope.Campaign,
            "unit" => DistinctScope.Unit,
            "cell" => DistinctScope.Cell,
            var other => Wrong(block, other),
        };
        var qualifier = block.Text("qualifier");
        var round = (int)(block.Integer("round", 1, 1_000_000) ?? 0);
        if (qualifier is not null && qualifier is not ("余" or "以上")) block.Add(CampaignProblems.UnknownQualifier, block.LineOf("qualifier"), qualifier);
        if (qualifier is not null && !block.Has("round")) block.Add(CampaignProblems.QualifierWithoutRound, block.LineOf("qualifier"), name);
        var indicator = new
        {
            Where = block.Text("where"),
            Each = block.Text("each"),
            Day = block.Text("day"),
            Scale = (int)(block.Integer("scale", 0, 6) ?? 0),
            Target = block.Integer("target", 0, long.MaxValue),
            Split = block.Text("split"),
        };
        DeclaredRule? declared = null;
        if (block.Block("declared") is { } other2)
        {
            var declaredForm = other2.Text("form", required: true);
            KnownForm(other2, "form", declaredForm, forms);
            var value = other2.Text("value", required: true);
            other2.RefuseUnknown();
            if (declaredForm is not null && value is not null) declared = new DeclaredRule(declaredForm, value, other2.Line);
        }
        block.RefuseUnknown();
        if (title is null || form is null || aggregation is null) return null;
        return new IndicatorRule
        {
            Name = name,
            Title = title,
            Measure = measure,
            Form = form,
            Where = indicator.Where,
            Each = indicator.Each,
            Aggregation = aggregation.Value,
            Expression = expression,
            Within = within,
            Day = indicator.Day,
            Scale = indicator.Scale,
            Qualifier = qualifier,
            Round = round,
            Target = indicator.Target,
            Split = indicator.Split,
            Declared = declared,
            Line = line,
            Lines = block.Lines,
        };
    }

    private static (Aggregation? Aggregation, string? Expression) HowItCounts(YamlBlock block, string name)
    {
        block.Allow(Ways);
        var ways = Ways.Where(block.Has).ToList();
        if (ways.Count == 0) block.Add(CampaignProblems.NoAggregation, block.Line, name);
        if (ways.Count > 1) block.Add(CampaignProblems.TwoAggregations, block.LineOf(ways[1]), ways[0], ways[1]);
        if (ways.Count == 0) return (null, null);
        var text = block.Text(ways[0]);
        switch (ways[0])
        {
            case "count":
                if (text is not (null or "records" or "repeats")) block.Add(CampaignProblems.CountWhat, block.LineOf("count"), text);
                return (Aggregation.Count, null);
            case "sum": return (Aggregation.Sum, text);
            default: return (Aggregation.Distinct, text);
        }
    }

    private static DistinctScope Wrong(YamlBlock block, string word)
    {
        block.Add(CampaignProblems.WithinWhat, block.LineOf("within"), word);
        return DistinctScope.Campaign;
    }

    private static void KnownForm(YamlBlock block, string member, string? key, List<string> forms)
    {
        if (key is not null && !forms.Contains(key)) block.AddNear(CampaignProblems.UnknownForm, block.LineOf(member), key, forms);
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,63}$")]
    private static partial Regex IdPattern();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,63}$")]
    private static partial Regex NamePattern();
}
