namespace Gridwork.Documents.Decks;

/// <summary>A slide: a thing that is said, on one page or, where it has many rows, on several.</summary>
public abstract record DeckSlide
{
    /// <summary>The line above the title: the campaign and what this is part of.</summary>
    public string Kicker { get; init; } = "";

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>Up to two lines beside the title: who answers for it.</summary>
    public IReadOnlyList<string> Aside { get; init; } = [];

    /// <summary>Its pages, at least one.</summary>
    internal abstract IEnumerable<DeckPage> Pages(DeckFrame frame, DeckTexts texts);
}

/// <summary>A page: part of a slide, with how it is drawn.</summary>
/// <param name="Slide">The slide.</param>
/// <param name="Draw">Draws what stands below the title.</param>
internal sealed record DeckPage(DeckSlide Slide, Action<SlideCanvas> Draw)
{
    /// <summary>Every photo on it: they are stored before the page is drawn.</summary>
    public IReadOnlyList<DeckPhoto> Photos { get; init; } = [];
}

/// <summary>The cover.</summary>
public sealed record CoverSlide : DeckSlide
{
    /// <summary>Below the title: who shows it to whom, and when.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    internal override IEnumerable<DeckPage> Pages(DeckFrame frame, DeckTexts texts) => [new DeckPage(this, canvas => canvas.Subtitle(Lines))];
}

/// <summary>Key figures, a chart and what follows from them in words.</summary>
public sealed record SummarySlide : DeckSlide
{
    /// <summary>Up to six fit beside each other.</summary>
    public IReadOnlyList<DeckFigure> Figures { get; init; } = [];

    /// <summary>The chart; null: the words have the whole width.</summary>
    public DeckChart? Chart { get; init; }

    /// <summary>Sentences.</summary>
    public IReadOnlyList<string> Points { get; init; } = [];

    internal override IEnumerable<DeckPage> Pages(DeckFrame frame, DeckTexts texts) => [new DeckPage(this, Draw)];

    private void Draw(SlideCanvas canvas)
    {
        var body = canvas.Frame.Body;
        if (Figures.Count > 0)
        {
            canvas.Figures(body with { Height = 124 }, Figures, 64);
            body = body.Below(150);
            canvas.Line(body.X, body.Y - 13, body.Width, 1, Ink.Line);
        }
        if (Chart is not null)
        {
            canvas.Chart(Points.Count > 0 ? body with { Width = body.Width * 0.6 } : body, Chart);
            body = body.RightOf((body.Width * 0.6) + 48);
        }
        if (Points.Count > 0) canvas.Text(body with { Y = body.Y + 12, Height = body.Height - 12 }, [.. Points.Select(point => TextLine.Of(point, 24, spaceAfter: 14))], name: Title);
    }
}

/// <summary>A chart beside its table: by street, by line.</summary>
public sealed record ComparisonSlide : DeckSlide
{
    private const double TableShare = 0.46;

    /// <summary>The chart.</summary>
    public required DeckChart Chart { get; init; }

    /// <summary>The same numbers, and more. Rows that do not fit go on over pages of their own, without the chart.</summary>
    public required DeckTable Table { get; init; }

    internal override IEnumerable<DeckPage> Pages(DeckFrame frame, DeckTexts texts)
    {
        var left = frame.Body with { Width = frame.Body.Width * (1 - TableShare) - 40 };
        var right = frame.Body.RightOf(frame.Body.Width * (1 - TableShare));
        var first = SlideTable.Fit(Table, right, texts);
        yield return new DeckPage(this, canvas =>
        {
            canvas.Chart(left, Chart);
            canvas.Table(right, first.Head);
        });
        if (first.More is not { } rest) yield break;
        foreach (var part in SlideTable.Split(rest, frame.Body, texts)) yield return new DeckPage(this, canvas => canvas.Table(frame.Body, part));
    }
}

/// <summary>A table over the whole width: the overdue list.</summary>
public sealed record TableSlide : DeckSlide
{
    /// <summary>The table; it goes on over as many pages as it needs.</summary>
    public required DeckTable Table { get; init; }

    /// <summary>Key figures above it, on its first page.</summary>
    public IReadOnlyList<DeckFigure> Figures { get; init; } = [];

    internal override IEnumerable<DeckPage> Pages(DeckFrame frame, DeckTexts texts)
    {
        if (Figures.Count == 0) return SlideTable.Split(Table, frame.Body, texts).Select(part => new DeckPage(this, canvas => canvas.Table(frame.Body, part)));
        var below = frame.Body.Below(136);
        var first = SlideTable.Fit(Table, below, texts);
        var page = new DeckPage(this, canvas =>
        {
            canvas.Figures(frame.Body with { Height = 112 }, Figures, 50);
            canvas.Table(below, first.Head);
        });
        return first.More is { } rest
            ? [page, .. SlideTable.Split(rest, frame.Body, texts).Select(part => new DeckPage(this, canvas => canvas.Table(frame.Body, part)))]
            : [page];
    }
}

/// <summary>A thing to do next.</summary>
/// <param name="What">What.</param>
/// <param name="Unit">By whom.</param>
/// <param name="Due">Until when.</param>
public sealed record DeckStep(string What, string Unit = "", string Due = "");

/// <summary>What is to be done next, by whom, until when.</summary>
public sealed record StepsSlide : DeckSlide
{
    /// <summary>The steps in order.</summary>
    public required IReadOnlyList<DeckStep> Steps { get; init; }

    internal override IEnumerable<DeckPage> Pages(DeckFrame frame, DeckTexts texts)
    {
        var table = new DeckTable(
            [new(texts["steps.no"], 0.5), new(texts["steps.what"], 8), new(texts["steps.unit"], 2.6), new(texts["steps.due"], 2.4)],
            [.. Steps.Select((step, i) => (IReadOnlyList<DeckCell>)[DeckTexts.Number(i + 1), step.What, step.Unit, step.Due])])
        {
            WhenEmpty = texts["steps.none"],
        };
        return SlideTable.Split(table, frame.Body, texts, 24).Select(part => new DeckPage(this, canvas => canvas.Table(frame.Body, part, 24)));
    }
}
