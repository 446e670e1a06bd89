namespace Gridwork.Documents.Decks;

/// <summary>A problem of a cell, as its table shows it.</summary>
/// <param name="Lamp">Its lamp.</param>
/// <param name="Number">Its number.</param>
/// <param name="What">What it is.</param>
/// <param name="Host">The unit that holds it.</param>
/// <param name="Due">Until when.</param>
/// <param name="Left">What is left, or how late: <c>超 9分钟</c>.</param>
/// <param name="Stage">Where it stands.</param>
public sealed record DeckProblem(DeckLamp Lamp, string Number, string What, string Host, string Due, string Left, string Stage);

/// <summary>
/// A cell with its open problems: photos before and after, figures, map, table; without a photo the map stands in their place. What does not fit
/// goes on over further pages.
/// </summary>
public sealed record CellSlide : DeckSlide
{
    private const double PhotoWidth = 512;
    private const double Gap = 24;

    /// <summary>Figures above the map: up to three.</summary>
    public IReadOnlyList<DeckFigure> Figures { get; init; } = [];

    /// <summary>The cell on its map; null: the district has not drawn it.</summary>
    public DeckPlace? Place { get; init; }

    /// <summary>Photos. The first pair stands on the cell's first page, further ones two on a page of their own, each with its words.</summary>
    public IReadOnlyList<DeckPhotoPair> Photos { get; init; } = [];

    /// <summary>Its open problems.</summary>
    public required IReadOnlyList<DeckProblem> Problems { get; init; }

    internal override IEnumerable<DeckPage> Pages(DeckFrame frame, DeckTexts texts)
    {
        var body = frame.Body;
        var tableTop = SlidePhotos.HeightOf(PhotoWidth) + 14;
        var below = body.Below(tableTop);
        var table = Table(texts);
        var (head, rest) = SlideTable.Fit(table, below, texts);
        yield return new DeckPage(this, canvas =>
        {
            var side = body.RightOf((2 * PhotoWidth) + (2 * Gap)) with { Height = tableTop - 14 };
            // Without a photo the place is what there is to look at.
            var mapInstead = Photos.Count == 0 && Place is not null;
            if (!mapInstead) SlidePhotos.Draw(canvas, body.X, body.Y, PhotoWidth, Gap, Photos.Count > 0 ? Photos[0] : null);
            canvas.Figures(side with { Height = 96 }, Figures, 50);
            if (Place is not null)
                SlideMap.Draw(canvas, mapInstead ? body with { Width = (2 * PhotoWidth) + Gap, Height = tableTop - 14 } : Figures.Count > 0 ? side.Below(108) : side, Place);
            if (mapInstead) canvas.Text(side.Below(128), [TextLine.Of(texts["photo.none"], 20, Ink.Quiet)], name: texts["photo.none"]);
            canvas.Table(below, head);
        })
        {
            Photos = [.. Photos.Take(1).SelectMany(SlidePhotos.Of)],
        };
        if (rest is not null)
        {
            foreach (var part in SlideTable.Split(rest, body, texts)) yield return new DeckPage(this, canvas => canvas.Table(body, part));
        }
        foreach (var pairs in Photos.Skip(1).Chunk(2))
            yield return new DeckPage(this, canvas => DrawPairs(canvas, pairs)) { Photos = [.. pairs.SelectMany(SlidePhotos.Of)] };
    }

    private DeckTable Table(DeckTexts texts) => new(
        [
            new(texts["problem.lamp"], 1.05), new(texts["problem.number"], 1.2), new(texts["problem.what"], 5.4), new(texts["problem.host"], 1.85),
            new(texts["problem.due"], 3.3), new(texts["problem.stage"], 0.85),
        ],
        [
            .. Problems.Select(problem => (IReadOnlyList<DeckCell>)
            [
                DeckCell.Of(problem.Lamp), problem.Number, problem.What, problem.Host, new DeckCell(problem.Due) { Strong = problem.Left }, problem.Stage,
            ]),
        ])
    {
        WhenEmpty = texts["problem.none"],
    };

    private static void DrawPairs(SlideCanvas canvas, DeckPhotoPair[] pairs)
    {
        var body = canvas.Frame.Body;
        var row = body.Height / 2;
        var width = Math.Min(400, (row - 12 - (SlidePhotos.HeightOf(400) - 300)) * 4 / 3);
        foreach (var (pair, i) in pairs.Select((pair, i) => (pair, i)))
        {
            var y = body.Y + (row * i);
            SlidePhotos.Draw(canvas, body.X, y, width, Gap, pair);
            canvas.Text(
                body.RightOf((2 * width) + (2 * Gap) + 8) with { Y = y, Height = width * 3 / 4 },
                [
                    TextLine.Of(pair.Title, 24, bold: true, spaceAfter: 10),
                    .. (pair.Lines ?? []).Select(line => TextLine.Of(line, 21, Ink.Quiet, spaceAfter: 6)),
                ],
                name: pair.Title);
        }
    }
}
