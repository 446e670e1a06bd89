// What a deck says, before it is laid out: plain values, words already in the reader's language. Who makes them (cases, tallies, a meeting's
// requirements) stands outside; the same model makes the same bytes, so a deck as at a journal position prints as it stood.
using Gridwork.Places;
using NetTopologySuite.Geometries;

namespace Gridwork.Documents.Decks;

/// <summary>A deck (PPT).</summary>
public sealed record DeckModel
{
    /// <summary>The language of its fixed words: <c>zh-CN</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "zh-CN";

    /// <summary>The file's title, as its properties say it.</summary>
    public required string Title { get; init; }

    /// <summary>The district, as its properties name the author.</summary>
    public required string District { get; init; }

    /// <summary>The mark on every slide where all data is invented (演示样张　数据为合成); null in a district in service.</summary>
    public string? DemoMark { get; init; }

    /// <summary>When the figures stood so, without a full stop: <c>截至 2021年5月27日 09:40</c>.</summary>
    public required string AsOf { get; init; }

    /// <summary>The journal position at which they stood so; null: not said.</summary>
    public long? Position { get; init; }

    /// <summary>核数码, as printed; null: none.</summary>
    public string? CheckCode { get; init; }

    /// <summary>What the maps of cells are drawn on; null: a cell's own outline alone.</summary>
    public DeckGround? Ground { get; init; }

    /// <summary>The slides in order. One that has more rows than a page holds goes on over further pages.</summary>
    public required IReadOnlyList<DeckSlide> Slides { get; init; }
}

/// <summary>A number with its label, as large type.</summary>
/// <param name="Label">What was counted: <c>在办</c>.</param>
/// <param name="Number">As printed.</param>
/// <param name="Unit">Behind the number: <c>件</c>.</param>
/// <param name="Tally">The tally it is the sum of, as the slide's notes name it; null: nothing was counted, and it gets no dots.</param>
/// <param name="Declared">A unit typed it in (上报): it stands in a hairline box.</param>
/// <param name="Late">Whether it counts what is late: seal red.</param>
/// <param name="Link">Where its entries are; a click in the show opens them.</param>
public sealed record DeckFigure(string Label, string Number, string? Unit = null, string? Tally = null, bool Declared = false, bool Late = false, Uri? Link = null);

/// <summary>Where something stands against its time. Every lamp is shape and word; colour comes third.</summary>
public enum DeckLamp
{
    /// <summary>■ 超期.</summary>
    Late,

    /// <summary>▲ 快到期.</summary>
    DueSoon,

    /// <summary>○ 正常.</summary>
    OnTime,

    /// <summary>‖ 挂账.</summary>
    OnHold,

    /// <summary>✓ 销号.</summary>
    Closed,
}

/// <summary>A cell of a table.</summary>
/// <param name="Text">The words; with a lamp and no words, the lamp's own.</param>
public sealed record DeckCell(string Text)
{
    /// <summary>A lamp before the words.</summary>
    public DeckLamp? Lamp { get; init; }

    /// <summary>Words in bold behind the words: <c>超 9分钟</c>.</summary>
    public string? Strong { get; init; }

    /// <summary>The tally that the number is the sum of; it gets dots, and the notes name it.</summary>
    public string? Tally { get; init; }

    /// <summary>A cell of plain words.</summary>
    public static implicit operator DeckCell(string text) => new(text);

    /// <summary>A cell that is a lamp and its word.</summary>
    public static DeckCell Of(DeckLamp lamp) => new("") { Lamp = lamp };
}

/// <summary>A column of a table.</summary>
/// <param name="Head">Its heading, with the unit of its numbers.</param>
/// <param name="Share">Its width against the other columns'.</param>
/// <param name="IsNumber">Set to the right.</param>
public sealed record DeckColumn(string Head, double Share = 1, bool IsNumber = false);

/// <summary>A table. Each row has a cell for each column.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows.</param>
public sealed record DeckTable(IReadOnlyList<DeckColumn> Columns, IReadOnlyList<IReadOnlyList<DeckCell>> Rows)
{
    /// <summary>The sums, below a rule; null: none.</summary>
    public IReadOnlyList<DeckCell>? Sum { get; init; }

    /// <summary>What stands there when there is no row.</summary>
    public string? WhenEmpty { get; init; }
}

/// <summary>How a chart is drawn. No pie: shares are read off bars better.</summary>
public enum DeckChartKind
{
    /// <summary>Bars to the right, the first category on top.</summary>
    Bar,

    /// <summary>Columns.</summary>
    Column,

    /// <summary>Bars to the right, one series after the other in each.</summary>
    StackedBar,

    /// <summary>A line over time.</summary>
    Line,
}

/// <summary>What a series stands for, and so its colour.</summary>
public enum DeckTone
{
    /// <summary>What the chart is about.</summary>
    Subject,

    /// <summary>What it is seen against.</summary>
    Context,

    /// <summary>What is late.</summary>
    Late,
}

/// <summary>A series of a chart.</summary>
/// <param name="Name">Its name, as the workbook's heading.</param>
/// <param name="Values">A value a category; null: not counted, which is not 0.</param>
/// <param name="Tone">Its colour.</param>
public sealed record DeckSeries(string Name, IReadOnlyList<double?> Values, DeckTone Tone = DeckTone.Subject);

/// <summary>A chart that PowerPoint can edit: its numbers lie in a workbook of its own.</summary>
/// <param name="Title">Above it; null: none.</param>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Categories">Their names.</param>
/// <param name="Series">One or more, each with a value for each category.</param>
public sealed record DeckChart(string? Title, DeckChartKind Kind, IReadOnlyList<string> Categories, IReadOnlyList<DeckSeries> Series)
{
    /// <summary>The tally behind its numbers, as the slide's notes name it.</summary>
    public string? Tally { get; init; }
}

/// <summary>A photo.</summary>
/// <param name="Open">Opens its bytes (JPEG, PNG or WebP); called once, perhaps from another thread. Two photos with the same bytes are stored once.</param>
/// <param name="Caption">Below it: <c>5月18日</c>.</param>
/// <param name="Alt">What is on it, for who cannot see it; null: the caption.</param>
public sealed record DeckPhoto(Func<Stream> Open, string Caption, string? Alt = null);

/// <summary>Before and after. What is missing is said in words.</summary>
/// <param name="Before">Before; null: there is none.</param>
/// <param name="After">After; null: there is none.</param>
/// <param name="Title">Which problem: shown where a pair has a place of its own.</param>
/// <param name="Lines">More about it: who, until when.</param>
public sealed record DeckPhotoPair(DeckPhoto? Before, DeckPhoto? After, string Title = "", IReadOnlyList<string>? Lines = null);

/// <summary>What maps are drawn on, in degrees of longitude and latitude. Polygons are filled or outlined, lines stroked.</summary>
public sealed record DeckGround
{
    /// <summary>Rivers and lakes.</summary>
    public IReadOnlyList<Geometry> Water { get; init; } = [];

    /// <summary>Roads.</summary>
    public IReadOnlyList<Geometry> Roads { get; init; } = [];

    /// <summary>All cells.</summary>
    public IReadOnlyList<Geometry> Cells { get; init; } = [];

    /// <summary>Borders of the units above the cells.</summary>
    public IReadOnlyList<Geometry> Borders { get; init; } = [];

    /// <summary>Names of places.</summary>
    public IReadOnlyList<(GeoPoint At, string Name)> Names { get; init; } = [];
}

/// <summary>A place on a cell's map.</summary>
/// <param name="At">Where.</param>
/// <param name="Lamp">Its lamp's shape.</param>
public readonly record struct DeckMark(GeoPoint At, DeckLamp Lamp);

/// <summary>A cell on its map.</summary>
/// <param name="Outline">Its polygon.</param>
/// <param name="Label">Its code.</param>
/// <param name="Marks">Its problems; none: a pin in its middle.</param>
public sealed record DeckPlace(Geometry Outline, string Label, IReadOnlyList<DeckMark> Marks);
