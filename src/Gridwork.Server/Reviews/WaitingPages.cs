// What waits for a decision, and the decision: what was, what would be, by whom and why, and which tallies it would move by how much. A decision is a review
// entry of the journal; it holds only while the record waits, so that two people who decide at once do it once.
using System.Globalization;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;
using Gridwork.Engine.Rights;
using Gridwork.Server.Campaigns;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Records;
using Gridwork.Server.Security;
using Gridwork.Stores;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Records;
using Gridwork.Stores.Tallies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gridwork.Server.Reviews;

/// <summary>/waiting and /waiting/decide.</summary>
internal static class WaitingPages
{
    private const int PageSize = 50;
    private const int MostAtOnce = 50;
    private const int LongestReason = 500;

    public static void MapReviews(this IEndpointRouteBuilder app)
    {
        app.MapGet("/waiting", ListAsync).Needs(Right.Review);
        app.MapGet("/waiting/decide", (Viewer viewer, PersonNames names, long[] record, CancellationToken cancel) =>
            ShowAsync(viewer, names, record, null, cancel)).Needs(Right.Review);
        app.MapPost("/waiting/decide", DecideAsync).Needs(Right.Review);
    }

    private static async Task<IResult> ListAsync(Viewer viewer, PersonNames names, long? before, int? done, Verdict? verdict, CancellationToken cancel)
    {
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var sights = viewer.Sights(Right.Review);
        var lines = await WaitingRecords.ForReviewAsync(snapshot, sights, before, PageSize + 1, cancel);
        return new RazorComponentResult<WaitingListView>(new
        {
            Model = new WaitingListModel
            {
                Items = await ItemsAsync(viewer, names, snapshot, [.. lines.Take(PageSize)], cancel),
                Total = await WaitingRecords.CountForReviewAsync(snapshot, sights, cancel),
                Next = lines.Count > PageSize ? Address.With("/waiting", "before", lines[PageSize - 1].Row.Root) : null,
                PageSize = PageSize,
                Done = done is > 0 and { } count && verdict is { } how && Enum.IsDefined(how) ? (count, how) : null,
            },
        });
    }

    private static async Task<IResult> ShowAsync(Viewer viewer, PersonNames names, long[] records, string? trouble, CancellationToken cancel)
    {
        var wanted = records.Distinct().Order().ToList();
        if (wanted.Count is 0 or > MostAtOnce) return new Problem(ProblemCode.BadValue, "record").AsResult();
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var lines = await WaitingRecords.OfAsync(snapshot, viewer.Sights(Right.Review), wanted, cancel);
        if (lines.Count == 0) return new Problem(ProblemCode.NotFound).AsResult();
        var choices = new List<VerdictChoice>();
        foreach (var verdict in Common(lines))
        {
            // Whoever is turned away counted nowhere.
            choices.Add(new VerdictChoice(verdict, verdict == Verdict.Reject ? [] : await ChangesAsync(viewer, snapshot, lines, verdict, cancel)));
        }
        var result = new RazorComponentResult<DecisionView>(new
        {
            Model = new DecisionModel
            {
                Items = await ItemsAsync(viewer, names, snapshot, lines, cancel),
                Choices = choices,
                Trouble = trouble,
                Gone = wanted.Count - lines.Count,
            },
        });
        if (trouble is not null) result.StatusCode = StatusCodes.Status400BadRequest;
        return result;
    }

    private static async Task<IResult> DecideAsync(HttpContext context, Viewer viewer, PersonNames names, CancellationToken cancel)
    {
        var sent = await context.Request.ReadFormAsync(cancel);
        var records = new List<long>();
        foreach (var text in sent["record"])
        {
            if (!long.TryParse(text, CultureInfo.InvariantCulture, out var record)) return new Problem(ProblemCode.BadValue, "record").AsResult();
            records.Add(record);
        }
        var reason = sent["reason"].ToString().Trim();
        if (!Enum.TryParse<Verdict>(sent["verdict"], out var verdict) || !Enum.IsDefined(verdict)) return await ShowAsync(viewer, names, [.. records], "NoVerdict", cancel);
        if (reason.Length is 0 or > LongestReason) return await ShowAsync(viewer, names, [.. records], "NoReason", cancel);
        IReadOnlyList<WaitingLine> lines;
        await using (var snapshot = await viewer.OpenSnapshotAsync(cancel))
            lines = await WaitingRecords.OfAsync(snapshot, viewer.Sights(Right.Review), [.. records.Distinct().Take(MostAtOnce)], cancel);
        if (lines.Count == 0) return new Problem(ProblemCode.NotFound).AsResult();
        if (!Common(lines).Contains(verdict)) return new Problem(ProblemCode.BadValue, "verdict").AsResult();
        foreach (var candidate in lines.Select(line => CandidateOf(viewer, line, verdict, reason)))
        {
            if (await viewer.District.Journal.AppendAsync(candidate, cancel) is Outcome.Busy busy)
                return new Problem(ProblemCode.Busy, Math.Max(1, (int)Math.Ceiling(busy.RetryAfter.TotalSeconds))).AsResult();
        }
        context.Response.Headers.Location = Address.With("/waiting", ("done", lines.Count), ("verdict", verdict));
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>What can be decided about each of some records.</summary>
    private static IReadOnlyList<Verdict> Common(IReadOnlyList<WaitingLine> lines) =>
        [.. new[] { Verdict.Accept, Verdict.Alone, Verdict.Reject }.Where(verdict => lines.All(line => verdict switch
        {
            Verdict.Accept => line.Target is not null && line.Reason is WaitReason.Contested or WaitReason.NoRight,
            Verdict.Alone => line.Reason != WaitReason.Case,
            _ => true,
        }))];

    private static Candidate CandidateOf(Viewer viewer, WaitingLine line, Verdict verdict, string reason) => Reading.Other(
        viewer.Definition, viewer.District.Id, EntryKind.Review, BodyJson.Write(new ReviewBody(line.Row.Root, verdict, reason, Waits: true)), viewer.Person,
        viewer.District.Clock.Now);

    /// <summary>Which tallies a decision would move, by how much, over the units that the reader sees.</summary>
    private static async Task<IReadOnlyList<TallyChange>> ChangesAsync(
        Viewer viewer, Snapshot snapshot, IReadOnlyList<WaitingLine> lines, Verdict verdict, CancellationToken cancel)
    {
        var posts = await Preview.PostsAsync(
            viewer.District.Store, viewer.District.Id, viewer.Definition, [.. lines.Select(line => CandidateOf(viewer, line, verdict, ""))], cancel);
        var changes = new List<TallyChange>();
        foreach (var group in (posts ?? []).SelectMany(post => post).GroupBy(post => post.Indicator))
        {
            var indicator = viewer.Definition[group.Key];
            if (indicator.Rule.PartOf is not null || indicator.RetiredSeq is not null) continue;
            var campaign = viewer.Definition.Campaigns[indicator.Campaign];
            var units = viewer.UnitsWith(Right.SeeTallies, campaign.No);
            var parts = group.Where(post => units.Contains(post.Unit)).GroupBy(post => post.Unit)
                .Select(unit => (Unit: RecordItemReading.UnitName(viewer, unit.Key), Change: unit.Sum(post => post.Value))).Where(part => part.Change != 0).ToList();
            if (parts.Count == 0) continue;
            var (now, _) = await TallySums.OneAsync(snapshot, new TallyQuery { Indicators = [indicator.Id], Units = units }, cancel);
            changes.Add(new TallyChange(
                indicator.Rule.Title, CampaignPages.Value(campaign, indicator, now), parts.Sum(part => part.Change), parts.Count > 1 ? parts : []));
        }
        return changes;
    }

    private static async Task<IReadOnlyList<WaitingItem>> ItemsAsync(
        Viewer viewer, PersonNames names, Snapshot snapshot, IReadOnlyList<WaitingLine> lines, CancellationToken cancel)
    {
        await names.LearnAsync(lines.Select(line => line.Row.Person));
        var entries = lines.Select(line => line.Row.Head).Concat(lines.Select(line => line.Head).OfType<long>()).Distinct().ToList();
        var headers = (await JournalLines.ReadAsync(snapshot, entries, cancel)).ToDictionary(line => line.Seq);
        var bodies = await OneRecord.BodiesAsync(snapshot, entries, cancel);
        var language = viewer.Culture.TwoLetterISOLanguageName;
        return [.. lines.Select(line =>
        {
            var header = headers[line.Row.Head];
            var reading = RecordItemReading.ReadingOf(viewer, header.FormVersion, bodies.GetValueOrDefault(header.Seq));
            var before = line.Head is { } head ? RecordItemReading.ReadingOf(viewer, headers[head].FormVersion, bodies.GetValueOrDefault(head)) : null;
            return new WaitingItem(
                line.Row.Root, viewer.Definition.Campaigns[line.Row.Campaign].File.Title, reading is null ? "" : FormTitle.Of(reading.Form, language),
                RecordItemReading.UnitName(viewer, line.Unit), viewer.Definition.CodeOf(line.Row.Cell), viewer.Local(header.Received), names[line.Row.Person],
                line.Reason, line.Head, line.Row.Form == FormOf(viewer, line, headers) ? RecordPages.Changes(before, reading, language) : [],
                line.Target is null && reading is not null ? RecordItemReading.Summary(reading, language) : null);
        })];
    }

    private static int FormOf(Viewer viewer, WaitingLine line, Dictionary<long, JournalLine> headers) =>
        line.Head is { } head && viewer.Definition.FormVersions.TryGetValue(headers[head].FormVersion, out var version) ? version.FormNo : 0;
}
