// A paper as a value: the words of the sheet in blocks of runs, where each number is a figure that knows what it was counted from. Both drafts
// come from it: 核数稿 marks the figures and lists them, 净稿 prints the same words without marks. So they cannot differ, and carry one 核数码.
using System.Globalization;
using System.Text;

namespace Gridwork.Engine.Briefings;

/// <summary>A figure that somebody changed by hand. It is printed instead of the counted one and stays beside it, framed, in 核数稿.</summary>
/// <param name="Value">In units of 10^−scale of the indicator.</param>
/// <param name="Person">Who changed it.</param>
/// <param name="At">When, by the district's clock.</param>
/// <param name="Reason">Why, in the person's words; empty until it is given.</param>
public sealed record FigureOverride(long Value, PersonNo Person, DateTimeOffset At, string Reason);

/// <summary>How the printed number stands to the counted one.</summary>
public enum FigureStanding
{
    /// <summary>Printed as counted.</summary>
    Same,

    /// <summary>Rounded down, with its qualifier.</summary>
    Rounded,

    /// <summary>Changed by hand.</summary>
    ByHand,

    /// <summary>A declared figure: nobody counted it.</summary>
    Declared,

    /// <summary>Nothing was counted or declared.</summary>
    NotCounted,
}

/// <summary>A piece of a block: words or a figure.</summary>
/// <param name="Strong">Whether it is printed bold.</param>
public abstract record BriefingRun(bool Strong)
{
    /// <summary>What is printed.</summary>
    public abstract string Text { get; }
}

/// <summary>Words.</summary>
/// <param name="Words">The words.</param>
/// <param name="Strong">Whether they are printed bold.</param>
public sealed record BriefingWords(string Words, bool Strong) : BriefingRun(Strong)
{
    /// <inheritdoc/>
    public override string Text => Words;
}

/// <summary>A number of the paper: what is printed, and what it leads back to.</summary>
/// <param name="No">Its place on the paper, from 1.</param>
/// <param name="Key">Which number it is.</param>
/// <param name="Title">The indicator's title.</param>
/// <param name="Measure">The word behind the figure; null: none.</param>
/// <param name="Counted">What the tallies say, in units of 10^−scale; null: nothing was counted.</param>
/// <param name="Scale">The indicator's decimals.</param>
/// <param name="Print">What is printed.</param>
/// <param name="Override">The change by hand; null: none.</param>
/// <param name="Strong">Whether it is printed bold.</param>
public sealed record BriefingFigure(
    int No, FigureKey Key, LocalText Title, LocalText? Measure, long? Counted, int Scale, FigurePrint Print, FigureOverride? Override, bool Strong)
    : BriefingRun(Strong)
{
    /// <inheritdoc/>
    public override string Text => Print.ToString();

    /// <summary>The counted (or declared) value to its last digit: what the reader sees who opens the figure.</summary>
    public string Exact => FigurePrint.Exact(Counted, Scale);

    /// <summary>Whether 核数稿 frames it: declared, or changed by hand.</summary>
    public bool IsFramed => Key.Declared || Override is not null;

    /// <summary>How the printed number stands to the counted one.</summary>
    public FigureStanding Standing =>
        Override is not null ? FigureStanding.ByHand
        : Counted is null ? FigureStanding.NotCounted
        : Key.Declared ? FigureStanding.Declared
        : Print.IsRounded ? FigureStanding.Rounded
        : FigureStanding.Same;

    /// <summary>By how much the hand changed it, in units of 10^−scale; null: not changed, or nothing to compare with.</summary>
    public long? ChangedBy => Override is { } change && Counted is { } counted ? change.Value - counted : null;

    /// <summary>What the number says, for the list of figures: days, unit and title, e.g. 5月25日 穗庄村 清退占道经营.</summary>
    /// <param name="culture">The reader's language.</param>
    /// <param name="unitName">The name of a unit's code; null where there is none.</param>
    public string Label(CultureInfo culture, Func<string, string?> unitName)
    {
        var parts = new List<string>();
        if (Days(culture) is { } days) parts.Add(days);
        if (Key.In is { } unit) parts.Add(unitName(unit) ?? unit);
        parts.Add(Title.In(culture));
        if (Key.Declared) parts.Add(BriefingTexts.Format("declared", culture));
        return string.Join(' ', parts);
    }

    private string? Days(CultureInfo culture)
    {
        string Day(DateOnly day) => BriefingTexts.Day("day", culture, day);
        return (Key.From, Key.Until) switch
        {
            (null, null) => null,
            ({ } from, { } until) when from == until => Day(from),
            ({ } from, { } until) => BriefingTexts.Format("between", culture, Day(from), Day(until)),
            ({ } from, null) => BriefingTexts.Format("since", culture, Day(from)),
            (null, { } until) => BriefingTexts.Format("until", culture, Day(until)),
        };
    }
}

/// <summary>What a block of a paper is.</summary>
public enum BriefingBlockKind
{
    /// <summary>A heading.</summary>
    Heading,

    /// <summary>A paragraph.</summary>
    Paragraph,

    /// <summary>An item of a list.</summary>
    Item,
}

/// <summary>A heading, a paragraph or an item.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Level">A heading's level as written in the template (2 for <c>##</c>); an item's depth from 1; 0 for a paragraph.</param>
/// <param name="Number">The number of an item in a numbered list; null: none.</param>
/// <param name="Runs">Its pieces.</param>
public sealed record BriefingBlock(BriefingBlockKind Kind, int Level, int? Number, IReadOnlyList<BriefingRun> Runs)
{
    /// <summary>The words of the block.</summary>
    public string Text => string.Concat(Runs.Select(run => run.Text));
}

/// <summary>A line at the foot: 报：…… or 送：…….</summary>
/// <param name="Label">Its first word.</param>
/// <param name="Text">Whom it names.</param>
public sealed record BriefingRecipient(string Label, string Text);

/// <summary>A paper: head, text and foot.</summary>
public sealed record Briefing
{
    /// <summary>The name of the series, printed large (报头).</summary>
    public required string Masthead { get; init; }

    /// <summary>The heading of this paper.</summary>
    public required string Title { get; init; }

    /// <summary>Its number in the series (期号).</summary>
    public required int Number { get; init; }

    /// <summary>The code of the issuing unit (编印单位).</summary>
    public required string IssuerCode { get; init; }

    /// <summary>The issuing unit's name in the paper's language.</summary>
    public required string Issuer { get; init; }

    /// <summary>The date printed in the head.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The paper's language: <c>zh</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The journal position as at which its figures were counted.</summary>
    public required long Position { get; init; }

    /// <summary>The moment of that position (截至), with the district's offset.</summary>
    public required DateTimeOffset Cutoff { get; init; }

    /// <summary>Headings, paragraphs and items in order.</summary>
    public required IReadOnlyList<BriefingBlock> Blocks { get; init; }

    /// <summary>The lines at the foot.</summary>
    public IReadOnlyList<BriefingRecipient> Recipients { get; init; } = [];

    /// <summary>How many are printed; null: not said.</summary>
    public int? Copies { get; init; }

    /// <summary>Every figure, in the order in which the sheet has them.</summary>
    public IEnumerable<BriefingFigure> Figures => Blocks.SelectMany(block => block.Runs).OfType<BriefingFigure>();

    /// <summary>How many figures were changed by hand: 净稿 cannot go without saying it.</summary>
    public int ChangedByHand => Figures.Count(figure => figure.Override is not null);

    /// <summary>The culture of its language.</summary>
    public CultureInfo Culture => BriefingTexts.Culture(Language);

    /// <summary>第3期.</summary>
    public string IssueText => BriefingTexts.Format("issue", Culture, Number);

    /// <summary>2021年5月26日.</summary>
    public string DayText => BriefingTexts.Day("date", Culture, Day);

    /// <summary>5月26日 17:30: when its figures were counted.</summary>
    public string CutoffText => BriefingTexts.Moment("moment", Culture, Cutoff);

    /// <summary>（共印40份）; empty where the template does not say.</summary>
    public string CopiesText => Copies is { } copies ? BriefingTexts.Format("copies", Culture, copies) : "";

    /// <summary>The words of the sheet, a line a block: the same in both drafts.</summary>
    public string CleanText
    {
        get
        {
            var text = new StringBuilder();
            void Line(string words) => text.Append(words).Append('\n');
            Line(Masthead);
            Line($"{IssueText}　{Issuer}　{DayText}");
            Line(Title);
            foreach (var block in Blocks) Line(block.Number is { } number ? $"{number}. {block.Text}" : block.Text);
            foreach (var recipient in Recipients) Line($"{recipient.Label}：{recipient.Text}");
            if (Copies is not null) Line(CopiesText);
            return text.ToString();
        }
    }

    /// <summary>核数码: the fingerprint of words and figures, printed at the foot of both drafts.</summary>
    public CheckCode Code => CheckCode.Of(this);
}
