using System.Globalization;
using Gridwork.Engine.Briefings;
using Gridwork.Engine.Campaigns;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Stores;
using Gridwork.Stores.Papers;
using FigureValue = Gridwork.Server.Figures.FigureValue;

namespace Gridwork.Server.Briefings;

/// <summary>What drafts and released papers have in common on their pages.</summary>
internal static class BriefingReading
{
    /// <summary>A figure of a paper for its page.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="names">The names of those who changed figures, learned.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="figure">The figure as printed.</param>
    /// <param name="round">To what its indicator rounds.</param>
    /// <param name="at">As at which position its entries open; null: now.</param>
    /// <param name="opens">Whether the reader sees all that it counted.</param>
    /// <param name="today">What is counted now; null where it is not asked.</param>
    public static FigureLine LineOf(
        Viewer viewer, PersonNames names, Campaign campaign, BriefingFigure figure, int round, long? at, bool opens, long? today)
    {
        var href = !opens ? null : figure.Key.Declared
            ? $"/campaigns/{campaign.Id}/tallies/{figure.Key.Indicator}#declared"
            : Address.With(
                $"/campaigns/{campaign.Id}/tallies/{figure.Key.Tally}", ("within", figure.Key.In), ("from", Day(figure.Key.From)),
                ("to", Day(figure.Key.Until)), ("at", at));
        var counted = new FigureValue(figure.Counted, figure.Scale, figure.Measure, href) { Declared = figure.Key.Declared };
        return new FigureLine(
            figure.No, figure.Key.ToString(), figure.Label(viewer.Culture, code => viewer.Definition.Units.Find(code)?.Name.In(viewer.Culture)),
            counted with { Print = figure.Print, Declared = figure.IsFramed, Value = figure.Override?.Value ?? figure.Counted }, counted, figure.Standing, round,
            !opens || today == figure.Counted ? null : new FigureValue(today, figure.Scale))
        {
            Hand = figure.Override is { } change ? new HandNote(names[change.Person], viewer.Local(change.At), change.Reason, figure.ChangedBy) : null,
            IsPart = !opens,
        };
    }

    /// <summary>The issues of a series that are out.</summary>
    public static async Task<IReadOnlyList<(string Title, string Href, DateTimeOffset At)>> EarlierAsync(
        Viewer viewer, Snapshot snapshot, PaperIssue series, CancellationToken cancel) =>
        [.. (await PaperList.OfSeriesAsync(snapshot, series.Campaign, series.Template, MostEarlier, cancel))
            .Where(line => line.Issue.Number != series.Number && viewer.Reads(line.Unit, line.Issue.Campaign))
            .Select(line => (BriefingDraft.TitleOf(line.Release.Masthead, line.Issue.Number), HrefOf(line.Seq), viewer.Local(line.At)))];

    /// <summary>The page of a released paper.</summary>
    public static string HrefOf(long seq) => string.Create(CultureInfo.InvariantCulture, $"/briefings/{seq}");

    private const int MostEarlier = 20;

    private static string? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);
}
