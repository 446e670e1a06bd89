// What whoever releases a paper does: a figure or words by hand, then the release, an entry of the journal. It holds what was on the page that was looked at
// and nothing else: the page says as at which position it counted and by which code, and what gives another code now is shown again instead.
using System.Globalization;
using Gridwork.Engine.Briefings;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Server.Campaigns;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Gridwork.Stores;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Papers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gridwork.Server.Briefings;

/// <summary>What is sent to /campaigns/{campaign}/briefings/{number}, and /briefings/{entry}.</summary>
internal static class BriefingReleases
{
    private const int LongestReason = 200;
    private const int LongestWords = 4000;
    private const decimal LargestValue = 1e15m;

    public static void MapBriefingReleases(this IEndpointRouteBuilder app)
    {
        app.MapPost("/campaigns/{campaign}/briefings/{number:int}/figures", FigureAsync).Needs(Right.Release);
        app.MapPost("/campaigns/{campaign}/briefings/{number:int}/texts", TextAsync).Needs(Right.Release);
        app.MapPost("/campaigns/{campaign}/briefings/{number:int}/release", ReleaseAsync).Needs(Right.Release);
        app.MapGet("/briefings/{seq:long}", PaperAsync).Needs(Right.SeeTallies);
    }

    private static async Task<IResult> FigureAsync(HttpContext context, Viewer viewer, PersonNames names, string campaign, int number, CancellationToken cancel)
    {
        var sent = await context.Request.ReadFormAsync(cancel);
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var (draft, refusal) = await ForReleaseAsync(viewer, snapshot, campaign, number, cancel);
        if (draft is null) return refusal!;
        var key = draft.Template.References.Select(reference => reference.Key).FirstOrDefault(key => key.ToString() == sent["figure"]);
        if (key is null || (draft.Campaign.Find(key.Tally) ?? draft.Campaign.Find(key.Indicator)) is not { } indicator)
            return new Problem(ProblemCode.BadValue, "figure").AsResult();
        var what = DraftChange.OfFigure(key);
        if (sent["back"] == "yes")
        {
            await viewer.District.Kept.WriteAsync(db => DraftChangeSql.RemoveAsync(db, viewer.District.Id, draft.Issue, what), cancel);
            return SeeOther(context, draft.Href + "#figures");
        }
        var reason = sent["reason"].ToString().Trim();
        var value = ValueOf(sent["value"].ToString(), indicator.Rule.Scale);
        if (value is null || reason.Length is 0 or > LongestReason)
        {
            return await BriefingPages.OneAsync(viewer, names, campaign, number, null, null, new Releasing
            {
                Trouble = value is null ? "NoValue" : "NoReason",
                Figure = int.TryParse(sent["no"], CultureInfo.InvariantCulture, out var no) ? no : null,
                Said = (sent["value"].ToString(), reason),
            }, cancel);
        }
        var change = new DraftChange(what, value.Value.ToString(CultureInfo.InvariantCulture), reason, viewer.Person, viewer.District.Clock.Now);
        await viewer.District.Kept.WriteAsync(db => DraftChangeSql.PutAsync(db, viewer.District.Id, draft.Issue, change), cancel);
        return SeeOther(context, draft.Href + "#figures");
    }

    private static async Task<IResult> TextAsync(HttpContext context, Viewer viewer, PersonNames names, string campaign, int number, CancellationToken cancel)
    {
        var sent = await context.Request.ReadFormAsync(cancel);
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var (draft, refusal) = await ForReleaseAsync(viewer, snapshot, campaign, number, cancel);
        if (draft is null) return refusal!;
        var name = sent["name"].ToString();
        if (draft.Template.Texts.All(text => text.Key != name)) return new Problem(ProblemCode.BadValue, "name").AsResult();
        var what = DraftChange.OfText(name);
        if (sent["back"] == "yes")
        {
            await viewer.District.Kept.WriteAsync(db => DraftChangeSql.RemoveAsync(db, viewer.District.Id, draft.Issue, what), cancel);
            return SeeOther(context, draft.Href + "#texts");
        }
        var words = sent["words"].ToString().ReplaceLineEndings("\n").Trim();
        if (words.Length is 0 or > LongestWords)
            return await BriefingPages.OneAsync(viewer, names, campaign, number, null, null, new Releasing { Trouble = "NoWords", Text = name }, cancel);
        var change = new DraftChange(what, words, "", viewer.Person, viewer.District.Clock.Now);
        await viewer.District.Kept.WriteAsync(db => DraftChangeSql.PutAsync(db, viewer.District.Id, draft.Issue, change), cancel);
        return SeeOther(context, draft.Href + "#texts");
    }

    private static async Task<IResult> ReleaseAsync(HttpContext context, Viewer viewer, PersonNames names, string campaign, int number, CancellationToken cancel)
    {
        var sent = await context.Request.ReadFormAsync(cancel);
        if (!long.TryParse(sent["position"], CultureInfo.InvariantCulture, out var position)) return new Problem(ProblemCode.BadValue, "position").AsResult();
        if (!DateTimeOffset.TryParseExact(sent["cutoff"], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var cutoff))
            return new Problem(ProblemCode.BadValue, "cutoff").AsResult();
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var (draft, refusal) = await ForReleaseAsync(viewer, snapshot, campaign, number, cancel);
        if (draft is null) return refusal!;
        var stale = new Releasing { Trouble = "Stale" };
        if (!await IsMomentOfAsync(viewer, snapshot, position, cutoff, cancel) || await JournalLines.ChainAsync(snapshot, position, cancel) is not { } head)
            return await BriefingPages.OneAsync(viewer, names, campaign, number, null, null, stale, cancel);
        var keys = draft.Template.References.Select(reference => reference.Key).Distinct().ToList();
        var counts = await BriefingCounts.ReadAsync(
            viewer.Definition, snapshot, draft.Campaign, keys, viewer.UnitsWith(Right.SeeTallies, draft.Campaign.No), position, cancel);
        var paper = draft.Render(viewer, position, viewer.Local(cutoff), counts);
        if (paper.Code.Hash.ToString() != sent["code"] || await BriefingPages.HindranceAsync(viewer, snapshot, draft, keys, counts, position, cancel) is not null)
            return await BriefingPages.OneAsync(viewer, names, campaign, number, null, null, stale, cancel);
        var release = BriefingRelease.Of(paper, draft.Campaign.Id, draft.Template.File, head);
        var candidate = release.ToCandidate(viewer.District.Id, viewer.Person, draft.Issuer(viewer)!.No, viewer.District.Clock.Now, viewer.Definition);
        switch (await viewer.District.Journal.AppendAsync(candidate, cancel))
        {
            case Outcome.Accepted done:
                // Should this not come to be: the next issue has another number, and these changes are nobody's.
                await viewer.District.Kept.WriteAsync(db => DraftChangeSql.ForgetAsync(db, viewer.District.Id, draft.Issue), CancellationToken.None);
                return SeeOther(context, BriefingReading.HrefOf(done.Seq) + "?new=1");
            // Two clicks, or two people, release an issue once.
            case Outcome.Already was: return SeeOther(context, BriefingReading.HrefOf(was.Seq));
            case Outcome.Busy busy: return new Problem(ProblemCode.Busy, Math.Max(1, (int)Math.Ceiling(busy.RetryAfter.TotalSeconds))).AsResult();
            case var other: throw new InvalidOperationException(other.ToString());
        }
    }

    private static async Task<IResult> PaperAsync(Viewer viewer, PersonNames names, long seq, string? draft, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "new")] string? isNew, CancellationToken cancel)
    {
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (await PaperList.FindAsync(snapshot, seq, cancel) is not { } line || !viewer.Reads(line.Unit, line.Issue.Campaign))
            return new Problem(ProblemCode.NotFound).AsResult();
        var campaign = viewer.Definition.Campaigns[line.Issue.Campaign];
        var released = new Released(line.Seq, line.At, line.Person, line.Release);
        var paper = released.Briefing;
        var keys = paper.Figures.Select(figure => figure.Key).Distinct().ToList();
        var seen = viewer.UnitsWith(Right.SeeTallies, campaign.No);
        // Who sees all that a figure counted may open it and learn what it is today; to others it is what was printed.
        var then = await BriefingCounts.ReadAsync(viewer.Definition, snapshot, campaign, keys, seen, line.Release.Position, cancel);
        var today = await BriefingCounts.ReadAsync(viewer.Definition, snapshot, campaign, keys, seen, null, cancel);
        await names.LearnAsync([line.Person, .. paper.Figures.Select(figure => figure.Override?.Person).OfType<Engine.PersonNo>()]);
        return new RazorComponentResult<BriefingView>(new
        {
            IsClean = draft == "clean",
            Model = new BriefingModel
            {
                Campaign = (campaign.Id, campaign.File.Title),
                Href = BriefingReading.HrefOf(seq),
                Paper = paper,
                Figures = [.. paper.Figures.Select(figure => BriefingReading.LineOf(
                    viewer, names, campaign, figure, campaign.Find(figure.Key.Tally)?.Rule.Round ?? 0, line.Release.Position,
                    opens: then.GetValueOrDefault(figure.Key)?.Value == figure.Counted, today.GetValueOrDefault(figure.Key)?.Value))],
                Earlier = await BriefingReading.EarlierAsync(viewer, snapshot, line.Issue, cancel),
                Released = new ReleaseNote(
                    seq, viewer.Local(line.At), names[line.Person], line.Release.Head, released.CodeHolds, isNew is not null && line.Person == viewer.Person),
            },
        });
    }

    /// <summary>The draft, if the reader may release it; else what to answer.</summary>
    private static async Task<(BriefingDraft? Draft, IResult? Refusal)> ForReleaseAsync(
        Viewer viewer, Snapshot snapshot, string campaign, int number, CancellationToken cancel)
    {
        if (CampaignPages.Find(viewer, campaign) is not { } found || await BriefingDraft.FindAsync(viewer, snapshot, found, number, cancel) is not { } draft)
            return (null, new Problem(ProblemCode.NotFound).AsResult());
        return draft.MayRelease(viewer) ? (draft, null) : (null, new Problem(ProblemCode.NotAllowed).AsResult());
    }

    /// <summary>Whether a page that was made at a moment could show a position: it had been received, and what follows had not.</summary>
    private static async Task<bool> IsMomentOfAsync(Viewer viewer, Snapshot snapshot, long position, DateTimeOffset cutoff, CancellationToken cancel)
    {
        if (position < 1 || position > snapshot.Seq) return false;
        var lines = (await JournalLines.ReadAsync(snapshot, [position, position + 1], cancel)).ToDictionary(line => line.Seq, line => line.Received);
        return lines.TryGetValue(position, out var from) && cutoff >= from && cutoff <= (lines.TryGetValue(position + 1, out var next) ? next : Later(from));

        DateTimeOffset Later(DateTimeOffset received) => received > viewer.District.Clock.Now ? received : viewer.District.Clock.Now;
    }

    /// <summary>A typed number in units of 10^−scale; null: it is none, or says more than the figure can.</summary>
    private static long? ValueOf(string typed, int scale)
    {
        if (!decimal.TryParse(typed.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
        if (Math.Abs(value) > LargestValue) return null;
        for (var i = 0; i < scale; i++) value *= 10;
        return value == decimal.Truncate(value) && Math.Abs(value) <= long.MaxValue ? (long)value : null;
    }

    private static StatusCodeHttpResult SeeOther(HttpContext context, string address)
    {
        context.Response.Headers.Location = address;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
