// A template is front matter (YAML), then Markdown with Liquid in it. It is read once: what is wrong is told with line and column, and every
// figure that it can print is known before it is printed. Front matter is blanked out, not cut off, so that all line numbers are the file's.
using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Forms;

namespace Gridwork.Engine.Briefings;

/// <summary>A figure that a template prints, and where.</summary>
/// <param name="Key">Which number.</param>
/// <param name="Location">Where it stands in the template.</param>
public sealed record FigureReference(FigureKey Key, SourceLocation Location);

/// <summary>A briefing template of a campaign. Immutable; renders on any number of threads.</summary>
public sealed partial class BriefingTemplate
{
    private static readonly FluidParser Parser = new(new FluidParserOptions { AllowFunctions = false });

    private BriefingTemplate(string file, string language) => (File, Language) = (file, language);

    /// <summary>Its path in the campaign's folder.</summary>
    public string File { get; }

    /// <summary><c>zh</c> or <c>en</c>: by <c>language:</c> of the front matter, else by the name (<c>briefing.en.md</c>), else Chinese.</summary>
    public string Language { get; private init; }

    /// <summary>The name of the series (报头).</summary>
    public required string Masthead { get; init; }

    /// <summary>The heading of the paper.</summary>
    public required string Title { get; init; }

    /// <summary>The code of the issuing unit.</summary>
    public required string Issuer { get; init; }

    /// <summary>The number in the series that the template names; a later issue is given its own when it is drafted.</summary>
    public int Number { get; init; }

    /// <summary>The lines at the foot.</summary>
    public IReadOnlyList<BriefingRecipient> Recipients { get; init; } = [];

    /// <summary>How many are printed; null: not said.</summary>
    public int? Copies { get; init; }

    /// <summary>Every figure that the text names, in its order; the same key once a place.</summary>
    public IReadOnlyList<FigureReference> References { get; private init; } = [];

    /// <summary>
    /// The words that whoever releases an issue may write anew (<c>{{ text.next }}</c>), by their names, as the template has them. In the order of
    /// the front matter.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts { get; private init; } = [];

    internal IFluidTemplate Body { get; private init; } = null!;

    private int IssuerLine { get; init; }

    /// <summary>Reads a template.</summary>
    /// <param name="file">Its path in the campaign's folder, for locations and the language.</param>
    /// <param name="text">Its text.</param>
    /// <param name="problems">Receives what is wrong. A warning does not hinder.</param>
    /// <returns>The template; null when it cannot be used.</returns>
    public static BriefingTemplate? Parse(string file, string text, List<Problem> problems)
    {
        text = text.ReplaceLineEndings("\n");
        var before = problems.Count;
        var (front, body) = Split(text);
        if (YamlBlock.Load(file, front, problems) is not { } block) return null;
        var masthead = block.Text("masthead", required: true);
        var title = block.Text("title", required: true);
        var issuer = block.Text("issuer", required: true);
        var number = block.Integer("number", 1, 9999);
        var copies = block.Integer("copies", 1, 100_000);
        var language = block.Text("language") ?? (file.EndsWith(".en.md", StringComparison.OrdinalIgnoreCase) ? "en" : "zh");
        var recipients = new List<BriefingRecipient>();
        if (block.Block("to") is { } to)
        {
            foreach (var label in to.Names)
                if (to.Text(label) is { } whom)
                    recipients.Add(new BriefingRecipient(label, whom));
        }
        var texts = new List<KeyValuePair<string, string>>();
        if (block.Block("texts") is { } free)
        {
            foreach (var name in free.Names)
            {
                if (free.Text(name) is not { } words) continue;
                texts.Add(new(name, words));
                TypedNumbers.Check(new SourceLocation(file, Line: free.LineOf(name)), words, problems);
            }
        }
        block.RefuseUnknown();
        FigureTags.CheckTexts(file, body, [.. texts.Select(text => text.Key)], problems);

        var references = FigureTags.Read(file, body, problems);
        TypedNumbers.Check(file, body, problems);
        if (!Parser.TryParse(body, out var liquid, out var fault))
        {
            var at = FaultPlace().Match(fault);
            problems.Add(new Problem(
                CampaignProblems.BriefingSyntax,
                at.Success ? new SourceLocation(file, Line: Digits(at.Groups[1]), Position: Digits(at.Groups[2])) : new SourceLocation(file),
                [at.Success ? fault[..at.Index].TrimEnd(' ', ',', '\n') : fault]));
        }
        if (problems.Skip(before).Any(problem => problem.IsError)) return null;
        return new BriefingTemplate(file, language)
        {
            Masthead = masthead!,
            Title = title!,
            Issuer = issuer!,
            IssuerLine = block.LineOf("issuer"),
            Number = (int)(number ?? 1),
            Copies = (int?)copies,
            Recipients = recipients,
            References = references,
            Texts = texts,
            Body = liquid!,
        };
    }

    /// <summary>Everything that is wrong with a template, held against its campaign and the district.</summary>
    /// <param name="file">Its path in the campaign's folder.</param>
    /// <param name="text">Its text.</param>
    /// <param name="campaign">What campaign.yaml says.</param>
    /// <param name="district">The district; one without units is not asked for them.</param>
    /// <param name="choices">The choices of an indicator's split; null: not known here, so that any choice of a split indicator passes.</param>
    public static IReadOnlyList<Problem> Check(
        string file, string text, CampaignFile campaign, DistrictDefinition district, Func<IndicatorRule, IReadOnlyCollection<string>>? choices = null)
    {
        var problems = new List<Problem>();
        if (Parse(file, text, problems) is not { } template) return problems;
        KnownUnit(template.Issuer, new SourceLocation(file, Line: template.IssuerLine), district, problems);
        foreach (var (key, location) in template.References)
        {
            var rule = campaign.Indicators.FirstOrDefault(indicator => indicator.Name == key.Indicator);
            if (rule is null)
                Near(CampaignProblems.BriefingUnknownTally, location, key.Indicator, campaign.Indicators.Select(indicator => indicator.Name), problems);
            else if (key.Declared && rule.Declared is null)
                Near(CampaignProblems.BriefingUnknownTally, location, key.Tally, campaign.Indicators.Where(indicator => indicator.Declared is not null).Select(indicator => indicator.Name + ".declared"), problems);
            else if (key.Part is { } part && (rule.Split is null || (choices is not null && !choices(rule).Contains(part))))
                Near(CampaignProblems.BriefingUnknownTally, location, key.Tally, rule.Split is null ? [rule.Name] : (choices?.Invoke(rule) ?? []).Select(choice => $"{rule.Name}.{choice}"), problems);
            if (key.In is { } unit) KnownUnit(unit, location, district, problems);
        }
        return problems;
    }

    /// <summary>The numbers in words that somebody typed: they lead back to nothing. Dates, ordinals and names such as 5G are not meant.</summary>
    public static IReadOnlyList<string> TypedNumbersIn(string words) => TypedNumbers.In(words);

    /// <summary>Writes the paper: the same template, occasion and counts give the same paper, word for word.</summary>
    /// <param name="occasion">Which issue, as at when, and what was changed by hand.</param>
    /// <param name="count">Answers a figure. Asked at most once a key; throws what it likes, which goes through.</param>
    public Briefing Render(BriefingOccasion occasion, Func<FigureKey, FigureCount> count) => BriefingRendering.Render(this, occasion, count);

    private static void KnownUnit(string code, SourceLocation where, DistrictDefinition district, List<Problem> problems)
    {
        if (district.Units.All.Count == 0 || district.Units.Find(code) is not null) return;
        // Whoever wrote the unit's name meant its code.
        var named = district.Units.All.FirstOrDefault(unit => unit.Name.Zh == code)?.Code;
        if (named is not null) problems.Add(new Problem(CampaignProblems.BriefingUnknownUnit, where, [code], named));
        else Near(CampaignProblems.BriefingUnknownUnit, where, code, district.Units.All.Select(unit => unit.Code), problems);
    }

    private static void Near(ProblemKind kind, SourceLocation where, string wrong, IEnumerable<string> right, List<Problem> problems)
    {
        var list = right.ToList();
        problems.Add(new Problem(kind, where, [wrong, string.Join('、', list)], NearestName.Find(wrong, list)));
    }

    private static (string Front, string Body) Split(string text)
    {
        var lines = text.Split('\n');
        if (lines[0].TrimStart('\uFEFF').TrimEnd() != "---") return ("", text);
        var end = Array.FindIndex(lines, 1, line => line.TrimEnd() == "---");
        if (end < 0) return ("", text);
        var front = "\n" + string.Join('\n', lines[1..end]);
        var body = new string('\n', end + 1) + string.Join('\n', lines[(end + 1)..]);
        return (front, body);
    }

    private static int Digits(Capture digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\s*at \((\d+):(\d+)\)")]
    private static partial Regex FaultPlace();
}
