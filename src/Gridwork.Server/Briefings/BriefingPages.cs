// The briefings' pages. A draft is written anew from the tallies each time it is looked at, as at the newest position or at the one that is asked for;
// both drafts are the same paper, so their words and their code are the same.
using Gridwork.Engine;
using Gridwork.Engine.Briefings;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Rights;
using Gridwork.Server.Campaigns;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Records;
using Gridwork.Server.Security;
using Gridwork.Server.Tallies;
using Gridwork.Stores;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Papers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gridwork.Server.Briefings;

/// <summary>/briefings and /campaigns/{campaign}/briefings/{number}.</summary>
internal static class BriefingPages
{
    private const int PageSize = 50;

    public static void MapBriefingPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/briefings", ListAsync).Needs(Right.SeeTallies);
        app.MapGet("/campaigns/{campaign}/briefings/{number:int}", (
            Viewer viewer, PersonNames names, string campaign, int number, string? draft, long? at, int? figure, string? text, CancellationToken cancel) =>
            OneAsync(viewer, names, campaign, number, draft, at, new Releasing { Figure = figure, Text = text }, cancel)).Needs(Right.SeeTallies);
        app.MapBriefingReleases();
    }

    /// <summary>The papers of a campaign, for its page: the next issue of each series, and the newest that is out.</summary>
    public static async Task<IReadOnlyList<(string Title, string Href)>> OfAsync(Viewer viewer, Snapshot snapshot, Campaign campaign, CancellationToken cancel)
    {
        var sights = viewer.PaperSights().Where(sight => sight.Campaign == campaign.No).ToList();
        var released = await PaperList.ReadAsync(snapshot, sights, null, 1, cancel);
        return
        [
            .. released.Select(line => (LayoutTexts.Of("BriefingShort", line.Issue.Number), BriefingReading.HrefOf(line.Seq))),
            .. (await BriefingDraft.AllAsync(viewer, snapshot, campaign, cancel)).Select(draft => (LayoutTexts.Of("BriefingShort", draft.Number), draft.Href)),
        ];
    }

    /// <summary>The briefings that print an indicator, for the page of its entries.</summary>
    public static async Task<IEnumerable<UsedIn>> UsingAsync(Viewer viewer, Snapshot snapshot, Campaign campaign, string indicator, CancellationToken cancel) =>
        (await BriefingDraft.AllAsync(viewer, snapshot, campaign, cancel))
            .Select(draft => (draft, Places: draft.Template.References.Count(reference => reference.Key.Tally == indicator)))
            .Where(use => use.Places > 0)
            .Select(use => new UsedIn(use.draft.Title, use.draft.Href, LayoutTexts.Of("Places", use.Places)));

    private static async Task<IResult> ListAsync(Viewer viewer, PersonNames names, long? before, CancellationToken cancel)
    {
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var page = await PaperList.ReadAsync(snapshot, viewer.PaperSights(), before, PageSize + 1, cancel);
        await names.LearnAsync(page.Select(line => line.Person));
        var drafts = new List<BriefingListLine>();
        if (before is null)
        {
            foreach (var campaign in CampaignPages.All(viewer))
            {
                drafts.AddRange((await BriefingDraft.AllAsync(viewer, snapshot, campaign, cancel)).Select(draft => new BriefingListLine(
                    draft.Title, draft.Href, campaign.File.Title, draft.Issuer(viewer)?.Name ?? new LocalText(draft.Template.Issuer), draft.Template.References.Count)));
            }
        }
        return new RazorComponentResult<BriefingListView>(new
        {
            Model = new BriefingListModel(drafts, [.. page.Take(PageSize).Select(line => new ReleasedLine(
                BriefingDraft.TitleOf(line.Release.Masthead, line.Issue.Number), BriefingReading.HrefOf(line.Seq),
                viewer.Definition.Campaigns[line.Issue.Campaign].File.Title, RecordItemReading.UnitName(viewer, line.Unit), viewer.Local(line.At), names[line.Person],
                line.Release.Figures.Count(figure => figure.Override is not null)))])
            {
                Next = page.Count > PageSize ? $"/briefings?before={page[PageSize - 1].Seq}" : null,
                First = before is null ? null : "/briefings",
                PageSize = PageSize,
            },
        });
    }

    /// <summary>The draft's page.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="names">Names of those who changed something.</param>
    /// <param name="campaign">The campaign's id.</param>
    /// <param name="number">The number that the series' template bears.</param>
    /// <param name="draft"><c>clean</c>: the clean draft.</param>
    /// <param name="at">The position; null: now.</param>
    /// <param name="step">What is being changed, and what was wrong with what was sent.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IResult> OneAsync(
        Viewer viewer, PersonNames names, string campaign, int number, string? draft, long? at, Releasing step, CancellationToken cancel)
    {
        if (CampaignPages.Find(viewer, campaign) is not { } found) return new Problem(ProblemCode.NotFound).AsResult();
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (await BriefingDraft.FindAsync(viewer, snapshot, found, number, cancel) is not { } series) return new Problem(ProblemCode.NotFound).AsResult();
        if (at < 1 || at > snapshot.Seq) return new Problem(ProblemCode.BadValue, "at").AsResult();
        var keys = series.Template.References.Select(reference => reference.Key).Distinct().ToList();
        var seen = viewer.UnitsWith(Right.SeeTallies, found.No);
        var counts = await BriefingCounts.ReadAsync(viewer.Definition, snapshot, found, keys, seen, at, cancel);
        var today = at is null ? counts : await BriefingCounts.ReadAsync(viewer.Definition, snapshot, found, keys, seen, null, cancel);
        var cutoff = await CutoffAsync(viewer, snapshot, at, cancel);
        var paper = series.Render(viewer, at ?? snapshot.Seq, cutoff, counts);
        await names.LearnAsync(series.Changes.Select(change => change.Person));
        var result = new RazorComponentResult<BriefingView>(new
        {
            IsClean = draft == "clean",
            Model = new BriefingModel
            {
                Campaign = (found.Id, found.File.Title),
                Href = series.Href,
                Paper = paper,
                At = at,
                Figures = [.. paper.Figures.Select(figure => BriefingReading.LineOf(
                    viewer, names, found, figure, counts[figure.Key].Rule.Round, at, opens: true, today.GetValueOrDefault(figure.Key)?.Value))],
                Others = [.. (await BriefingDraft.AllAsync(viewer, snapshot, found, cancel)).Where(other => other.Href != series.Href)
                    .Select(other => (other.Title, other.Href))],
                Earlier = await BriefingReading.EarlierAsync(viewer, snapshot, series.Issue, cancel),
                Typed = [.. series.Changes.Where(change => change.What.StartsWith(DraftChange.OfText(""), StringComparison.Ordinal))
                    .SelectMany(change => BriefingTemplate.TypedNumbersIn(change.Value))],
                Releasing = !series.MayRelease(viewer) ? null : step with
                {
                    Hindrance = await HindranceAsync(viewer, snapshot, series, keys, counts, at, cancel),
                    Texts = [.. series.Template.Texts.Select(text => TextOf(viewer, names, text, series.ChangeOf(DraftChange.OfText(text.Key))))],
                },
            },
        });
        if (step.Trouble is { } trouble) result.StatusCode = trouble == "Stale" ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
        return result;
    }

    /// <summary>Why a draft cannot go out: what it prints must be all that the campaign counted, and stay so; null: it can.</summary>
    public static async Task<string?> HindranceAsync(
        Viewer viewer, Snapshot snapshot, BriefingDraft draft, IReadOnlyList<FigureKey> keys, IReadOnlyDictionary<FigureKey, FigureCount> seen, long? at,
        CancellationToken cancel)
    {
        if (!await BriefingCounts.AreWholeAsync(snapshot, draft.Campaign, keys, cancel)) return "Counting";
        var everywhere = BriefingCounts.Everywhere(viewer.Definition);
        if (viewer.UnitsWith(Right.SeeTallies, draft.Campaign.No).Count == everywhere.Count) return null;
        var whole = await BriefingCounts.ReadAsync(viewer.Definition, snapshot, draft.Campaign, keys, everywhere, at, cancel);
        return keys.All(key => whole.GetValueOrDefault(key)?.Value == seen.GetValueOrDefault(key)?.Value) ? null : "Part";
    }

    /// <summary>The moment of a position: when its entry was received; of the present, now.</summary>
    private static async Task<DateTimeOffset> CutoffAsync(Viewer viewer, Snapshot snapshot, long? at, CancellationToken cancel)
    {
        var now = viewer.District.Clock.Now;
        var lines = await JournalLines.ReadAsync(snapshot, [at ?? snapshot.Seq], cancel);
        if (lines.Count == 0) return now;
        var received = viewer.Local(lines[0].Received);
        return at is not null || received > now ? received : now;
    }

    private static FreeText TextOf(Viewer viewer, PersonNames names, KeyValuePair<string, string> text, DraftChange? change) => new(
        text.Key, change?.Value ?? text.Value, change is null ? null : names[change.Person], change is null ? null : viewer.Local(change.At));
}
