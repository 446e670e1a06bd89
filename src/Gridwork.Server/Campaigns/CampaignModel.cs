using Gridwork.Engine;
using Gridwork.Server.Charts;
using Gridwork.Server.Figures;
using Gridwork.Server.Layout;
using Gridwork.Server.Records;

namespace Gridwork.Server.Campaigns;

/// <summary>How a campaign's figures are parted on its page.</summary>
public enum BreakdownBy
{
    /// <summary>By responsible unit, its cells below it.</summary>
    Unit,

    /// <summary>By cell.</summary>
    Cell,

    /// <summary>By day.</summary>
    Day,
}

/// <summary>A campaign as its page shows it.</summary>
public sealed record CampaignModel
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its place in lists.</summary>
    public required int Order { get; init; }

    /// <summary>Its title.</summary>
    public required LocalText Title { get; init; }

    /// <summary>The leading unit.</summary>
    public required LocalText Lead { get; init; }

    /// <summary>Its first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Its last day; null: open.</summary>
    public DateOnly? To { get; init; }

    /// <summary>A goal without a number; null: none.</summary>
    public LocalText? Goal { get; init; }

    /// <summary>Whether any of its indicators has a number to reach.</summary>
    public bool HasTarget { get; init; }

    /// <summary>The figures at the head.</summary>
    public required IReadOnlyList<HeadFigure> Figures { get; init; }

    /// <summary>The district's time that the figures stand for.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The records that they were counted from, form by form.</summary>
    public required IReadOnlyList<(string Form, FigureValue Records)> Sources { get; init; }

    /// <summary>The forms that the reader may fill.</summary>
    public IReadOnlyList<(string Title, string Href)> Fills { get; init; } = [];

    /// <summary>Briefings of the campaign, the newest first.</summary>
    public IReadOnlyList<(string Title, string Href)> Briefings { get; init; } = [];

    /// <summary>Whether it has cases, and the reader sees some.</summary>
    public bool HasCases { get; init; }

    /// <summary>The figures by unit, cell or day.</summary>
    public required Breakdown Table { get; init; }

    /// <summary>The figures day by day.</summary>
    public required IReadOnlyList<DaySeries> Days { get; init; }

    /// <summary>The records.</summary>
    public required RecordItems Records { get; init; }
}

/// <summary>A figure at the head of a campaign.</summary>
/// <param name="Title">What is counted.</param>
/// <param name="Counted">The counted number.</param>
/// <param name="Declared">The declared one; null: none.</param>
/// <param name="Target">The promise in units of 10^−scale; null: none, so no rate.</param>
/// <param name="Counting">While the indicator is being counted over earlier records: how far of how much; null: it is complete.</param>
public sealed record HeadFigure(LocalText Title, FigureValue Counted, FigureValue? Declared, long? Target, (long Done, long Of)? Counting);

/// <summary>Figures in a table: a row a place or day, a column an indicator.</summary>
/// <param name="By">By what.</param>
/// <param name="Views">The other ways to part them.</param>
/// <param name="Columns">The indicators.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Totals">The sums, as at the head.</param>
/// <param name="Records">How many records there are in all; null: not shown.</param>
/// <param name="Cells">How many cells there are in all; null: not shown.</param>
public sealed record Breakdown(
    BreakdownBy By, IReadOnlyList<Choice> Views, IReadOnlyList<(LocalText Title, LocalText? Measure)> Columns, IReadOnlyList<BreakdownRow> Rows,
    IReadOnlyList<FigureValue> Totals, FigureValue? Records, int? Cells)
{
    /// <summary>The largest figure of a row: a full bar.</summary>
    public long Largest => Rows.SelectMany(row => row.Figures).Select(figure => figure.Value ?? 0).DefaultIfEmpty().Max();
}

/// <summary>A row of the table.</summary>
/// <param name="Title">The unit, cell or day.</param>
/// <param name="Href">Opens or closes the row's cells; null: nothing to open.</param>
/// <param name="IsOpen">Whether its cells follow.</param>
/// <param name="Depth">1 for a cell under its unit.</param>
/// <param name="Cells">How many cells the unit has; null: not said.</param>
/// <param name="Figures">A figure a column.</param>
/// <param name="Records">How many records; null: not shown.</param>
public sealed record BreakdownRow(
    string Title, string? Href, bool IsOpen, int Depth, int? Cells, IReadOnlyList<FigureValue> Figures, FigureValue? Records);

/// <summary>A page of a list of records.</summary>
/// <param name="Lines">The rows, the newest first.</param>
/// <param name="Columns">The titles of the answers that each row gives.</param>
/// <param name="Filters">What is filtered by.</param>
/// <param name="Total">How many there are; null: not counted.</param>
/// <param name="TotalIsMore">Whether there are more than <paramref name="Total"/>.</param>
/// <param name="Next">Where the older ones are; null: there are none.</param>
/// <param name="PageSize">How many a page has.</param>
public sealed record RecordItems(
    IReadOnlyList<RecordItem> Lines, IReadOnlyList<string> Columns, IReadOnlyList<Filter> Filters, long? Total, bool TotalIsMore, string? Next,
    int PageSize);
