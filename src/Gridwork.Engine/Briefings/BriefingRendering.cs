// Liquid makes text of figures, Markdown makes blocks of text; a figure passes both as one private character that stands for it and becomes a
// run again at the end. So whatever a template does with a figure (assign, condition, capture), the number on the sheet stays traceable.
using System.Globalization;
using System.Text;
using Fluid;
using Fluid.Values;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Gridwork.Engine.Briefings;

/// <summary>One rendering of a template.</summary>
internal sealed class BriefingRendering
{
    // The private use area of Unicode: no template needs these characters, and both Liquid and Markdown leave them alone.
    private const char FirstMark = '\uE000';
    private const int MostFigures = 6400;

    /// <summary>A template is data from outside: no loop in it may run for long.</summary>
    private const int MostSteps = 100_000;

    private static readonly TemplateOptions Options = MakeOptions();
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    private readonly BriefingOccasion occasion;
    private readonly Func<FigureKey, FigureCount> count;
    private readonly CultureInfo culture;
    private readonly string joiner;
    private readonly List<FigureKey> marks = [];
    private readonly Dictionary<FigureKey, FigureCount> counts = [];
    private readonly List<BriefingBlock> blocks = [];
    private int figures;

    private BriefingRendering(BriefingOccasion occasion, Func<FigureKey, FigureCount> count, string language)
    {
        this.occasion = occasion;
        this.count = count;
        culture = BriefingTexts.Culture(language);
        joiner = language == "en" ? " " : "";
    }

    public static Briefing Render(BriefingTemplate template, BriefingOccasion occasion, Func<FigureKey, FigureCount> count)
    {
        var rendering = new BriefingRendering(occasion, count, template.Language);
        var day = occasion.Day ?? DateOnly.FromDateTime(occasion.Cutoff.DateTime);
        var number = occasion.Number ?? template.Number;
        rendering.Walk(Markdown.Parse(rendering.Text(template, day, number), Pipeline));
        return new Briefing
        {
            Masthead = template.Masthead,
            Title = template.Title,
            Number = number,
            IssuerCode = template.Issuer,
            Issuer = occasion.Issuer,
            Day = day,
            Language = template.Language,
            Position = occasion.Position,
            Cutoff = occasion.Cutoff,
            Blocks = rendering.blocks,
            Recipients = template.Recipients,
            Copies = template.Copies,
        };
    }

    public FigureCount Count(FigureKey key)
    {
        if (!counts.TryGetValue(key, out var known)) counts[key] = known = count(key);
        return known;
    }

    public char Mark(FigureKey key)
    {
        if (marks.Count == MostFigures) throw new InvalidOperationException($"More than {MostFigures} figures on one paper.");
        marks.Add(key);
        return (char)(FirstMark + marks.Count - 1);
    }

    private string Text(BriefingTemplate template, DateOnly day, int number)
    {
        var context = new TemplateContext(Options) { MaxSteps = MostSteps };
        context.AmbientValues["rendering"] = this;
        context.SetValue("tally", new TalliesValue(this));
        context.SetValue("day", Words(BriefingTexts.Day("day", culture, day)));
        context.SetValue("cutoff", Words(BriefingTexts.Moment("moment", culture, occasion.Cutoff)));
        context.SetValue("cutoff_day", Words(BriefingTexts.Moment("day", culture, occasion.Cutoff)));
        context.SetValue("text", new DictionaryValue(new FluidValueDictionaryFluidIndexable(template.Texts.ToDictionary(
            text => text.Key, text => (FluidValue)Paragraphs(occasion.Texts.GetValueOrDefault(text.Key, text.Value))))));
        context.SetValue("issuer", Words(occasion.Issuer));
        context.SetValue("campaign", Words(occasion.Campaign));
        context.SetValue("number", Words(number.ToString(CultureInfo.InvariantCulture)));
        return template.Body.Render(context, NullEncoder.Default);
    }

    /// <summary>A word from outside, written so that Markdown reads it as it stands.</summary>
    private static StringValue Words(string words) => new(Escaped(words), encode: false);

    private static string Escaped(string words)
    {
        var escaped = new StringBuilder();
        foreach (var c in words)
        {
            if (char.IsAscii(c) && char.IsPunctuation(c) && c is not (':' or ',')) escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }

    /// <summary>Words of which each line is a paragraph.</summary>
    private static StringValue Paragraphs(string words) => new(
        string.Join("\n\n", words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Escaped)),
        encode: false);

    private void Walk(ContainerBlock container, int depth = 0)
    {
        foreach (var block in container)
        {
            switch (block)
            {
                case HeadingBlock heading:
                    Add(BriefingBlockKind.Heading, heading.Level, null, heading.Inline);
                    break;
                case ListBlock list:
                    List(list, depth + 1);
                    break;
                case ContainerBlock inner:
                    Walk(inner, depth);
                    break;
                case LeafBlock { Inline: not null } leaf:
                    Add(BriefingBlockKind.Paragraph, 0, null, leaf.Inline);
                    break;
                case CodeBlock code:
                    // Four spaces before a paragraph are an author's indent, not code.
                    foreach (var line in code.Lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                        Add(BriefingBlockKind.Paragraph, 0, null, Runs(line, strong: false));
                    break;
            }
        }
    }

    private void List(ListBlock list, int depth)
    {
        var number = int.TryParse(list.OrderedStart ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            int? own = list.IsOrdered ? number++ : null;
            foreach (var part in item)
            {
                if (part is LeafBlock { Inline: { } text })
                {
                    // Only the first paragraph of an item bears its number.
                    Add(BriefingBlockKind.Item, depth, own, text);
                    own = null;
                }
                else if (part is ListBlock nested)
                {
                    List(nested, depth + 1);
                }
                else if (part is ContainerBlock inner)
                {
                    Walk(inner, depth);
                }
            }
        }
    }

    private void Add(BriefingBlockKind kind, int level, int? number, ContainerInline? inline)
    {
        var text = new List<(string Text, bool Strong)>();
        Flatten(inline, false, text);
        Add(kind, level, number, text.SelectMany(piece => Runs(piece.Text, piece.Strong)));
    }

    private void Add(BriefingBlockKind kind, int level, int? number, IEnumerable<BriefingRun> runs)
    {
        var joined = new List<BriefingRun>();
        foreach (var run in runs)
        {
            if (run is BriefingWords words && joined.Count > 0 && joined[^1] is BriefingWords last && last.Strong == words.Strong)
                joined[^1] = last with { Words = last.Words + words.Words };
            else
                joined.Add(run);
        }
        if (joined.Count > 0) blocks.Add(new BriefingBlock(kind, level, number, joined));
    }

    private void Flatten(ContainerInline? container, bool strong, List<(string, bool)> into)
    {
        foreach (var inline in container ?? Enumerable.Empty<Inline>())
        {
            switch (inline)
            {
                case LiteralInline literal:
                    into.Add((literal.Content.ToString(), strong));
                    break;
                case EmphasisInline emphasis:
                    Flatten(emphasis, strong || emphasis.DelimiterCount == 2, into);
                    break;
                case LineBreakInline:
                    into.Add((joiner, strong));
                    break;
                case CodeInline code:
                    into.Add((code.Content, strong));
                    break;
                case HtmlEntityInline entity:
                    into.Add((entity.Transcoded.ToString(), strong));
                    break;
                case ContainerInline inner:
                    Flatten(inner, strong, into);
                    break;
            }
        }
    }

    private IEnumerable<BriefingRun> Runs(string text, bool strong)
    {
        var from = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && (text[i] < FirstMark || text[i] >= FirstMark + marks.Count)) continue;
            if (i > from) yield return new BriefingWords(text[from..i], strong);
            if (i < text.Length) yield return Figure(marks[text[i] - FirstMark], strong);
            from = i + 1;
        }
    }

    private BriefingFigure Figure(FigureKey key, bool strong)
    {
        var (rule, value) = Count(key);
        var change = occasion.Overrides.GetValueOrDefault(key);
        var print = change is null
            ? FigurePrint.Of(rule, value, culture)
            : new FigurePrint("", FigurePrint.Exact(change.Value, rule.Scale), "");
        return new BriefingFigure(++figures, key, rule.Title, rule.Measure, value, rule.Scale, print, change, strong);
    }

    private static TemplateOptions MakeOptions()
    {
        var options = new TemplateOptions { CultureInfo = CultureInfo.InvariantCulture };
        foreach (var name in (string[])["on", "from", "until", "in", "part", "declared"])
        {
            options.Filters.AddFilter(name, (input, arguments, _) => new ValueTask<FluidValue>(
                input is FigureValue figure && FigureTags.Narrow(figure.Key, name, arguments.At(0).ToStringValue()) is { } key
                    ? new FigureValue(figure.Rendering, key)
                    : input));
        }
        return options;
    }
}
