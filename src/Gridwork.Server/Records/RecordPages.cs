// A record's page and its pictures. A record that the reader may not see is answered as one that is not there; personal answers are withheld unless a
// right over the record's unit gives them, and then it is written down before they are shown.
using System.Globalization;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;
using Gridwork.Engine.Rights;
using Gridwork.Forms;
using Gridwork.Places;
using Gridwork.Server.Campaigns;
using Gridwork.Server.Charts;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Gridwork.Stores;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Records;
using Gridwork.Stores.Tallies;
using Microsoft.AspNetCore.Http.HttpResults;
using LocalText = Gridwork.Engine.LocalText;
using Problem = Gridwork.Server.Problems.Problem;

namespace Gridwork.Server.Records;

/// <summary>/records/{seq} and the pictures below it.</summary>
internal static class RecordPages
{
    public static void MapRecordPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/records/{seq:long}", OneAsync).Needs(Right.SeeRecords);
        app.MapGet("/records/{seq:long}/photos/{name}", (Viewer viewer, long seq, string name, HttpContext context, CancellationToken cancel) =>
            PhotoAsync(viewer, seq, name, thumb: false, context, cancel)).Needs(Right.SeeRecords);
        app.MapPost("/records/{seq:long}/place", SettleAsync).Needs(Right.Correct);
        app.MapGet("/records/{seq:long}/thumbs/{name}", (Viewer viewer, long seq, string name, HttpContext context, CancellationToken cancel) =>
            PhotoAsync(viewer, seq, name, thumb: true, context, cancel)).Needs(Right.SeeRecords);
    }

    private static async Task<IResult> SettleAsync(HttpContext context, Viewer viewer, long seq, CancellationToken cancel)
    {
        var chosen = (await context.Request.ReadFormAsync(cancel))["cell"].ToString();
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (!await IsSeenAsync(viewer, snapshot, seq, cancel) || await OneRecord.ReadAsync(snapshot, seq, cancel) is not { } record)
            return new Problem(ProblemCode.NotFound).AsResult();
        var campaign = viewer.Definition.Campaigns[record.Row.Campaign];
        var reading = RecordItemReading.ReadingOf(viewer, record.Shown.FormVersion, record.Body);
        if (PlaceReading.Of(viewer, record, PointOf(campaign, record, reading)) is not { } doubt) return new Problem(ProblemCode.BadValue, "cell").AsResult();
        if (!doubt.MaySettle) return new Problem(ProblemCode.NotAllowed).AsResult();
        if (doubt.Choices.FirstOrDefault(choice => (choice.Code ?? PlaceReading.NoCell) == chosen) is not { } choice) return new Problem(ProblemCode.BadValue, "cell").AsResult();
        if (doubt.Settled && choice.IsNow) return SeeOther(context, seq);
        var stored = await viewer.District.Store.EntryAsync(viewer.District.Id, seq, cancel);
        var cell = choice.Code is { } code ? viewer.Definition.GridOn(record.Shown.Day)!.Grid.Find(new CellCode(code)) : null;
        var candidate = Reading.Settled(viewer.Definition, new Settlement(stored!.Entry.Header, stored.Body, cell), viewer.Person, viewer.District.Clock.Now);
        switch (await viewer.District.Journal.AppendAsync(candidate, cancel))
        {
            case Outcome.Accepted done: return SeeOther(context, done.Seq);
            // Two clicks settle it once.
            case Outcome.Already was: return SeeOther(context, was.Seq);
            case Outcome.Busy busy: return new Problem(ProblemCode.Busy, Math.Max(1, (int)Math.Ceiling(busy.RetryAfter.TotalSeconds))).AsResult();
            case var other: throw new InvalidOperationException(other.ToString());
        }
    }

    private static StatusCodeHttpResult SeeOther(HttpContext context, long seq)
    {
        context.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/records/{seq}");
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static async Task<bool> IsSeenAsync(Viewer viewer, Snapshot snapshot, long seq, CancellationToken cancel) =>
        await OneRecord.RowAsync(snapshot, seq, cancel) is { } row
        && await OneRecord.IsSeenAsync(snapshot, row, viewer.Sight(Right.SeeRecords, row.Campaign), cancel);

    private static async Task<IResult> PhotoAsync(Viewer viewer, long seq, string name, bool thumb, HttpContext context, CancellationToken cancel)
    {
        AttachmentRow? file;
        await using (var snapshot = await viewer.OpenSnapshotAsync(cancel))
        {
            if (!await IsSeenAsync(viewer, snapshot, seq, cancel)) return new Problem(ProblemCode.NotFound).AsResult();
            var shown = (await JournalLines.ReadAsync(snapshot, [seq], cancel))[0];
            var reading = RecordItemReading.ReadingOf(viewer, shown.FormVersion, (await OneRecord.BodiesAsync(snapshot, [seq], cancel)).GetValueOrDefault(seq));
            file = (await AttachmentRows.ReadAsync(snapshot, [seq], cancel)).FirstOrDefault(one => one.Name == name);
            // What a form calls personal (a signature, an identity card) has no address here.
            if (reading is null || AnswerWords.IsPersonalFile(reading, name)) return new Problem(ProblemCode.NotFound).AsResult();
        }
        if (file?.File is not { } stamp || !stamp.Media.StartsWith("image/", StringComparison.Ordinal)
            || await viewer.District.Blobs.OpenAsync(viewer.District.Id, stamp.Hash, cancel) is not { } bytes)
            return new Problem(ProblemCode.NotFound).AsResult();
        // The bytes under an entry's name never change; another reader of the same computer must ask again.
        context.Response.Headers.CacheControl = "private, max-age=3600";
        return thumb ? await Thumbnail.OfAsync(bytes, cancel) : Results.Stream(bytes, stamp.Media);
    }

    private static async Task<IResult> OneAsync(
        Viewer viewer, PersonNames names, AccessLog log, long seq, CancellationToken cancel)
    {
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (!await IsSeenAsync(viewer, snapshot, seq, cancel) || await OneRecord.ReadAsync(snapshot, seq, cancel) is not { } record)
            return new Problem(ProblemCode.NotFound).AsResult();
        var reading = RecordItemReading.ReadingOf(viewer, record.Shown.FormVersion, record.Body);
        var sees = viewer.May(Right.SeePersonal, record.Row.Unit, record.Row.Campaign);
        var language = viewer.Culture.TwoLetterISOLanguageName;
        var answers = reading is null ? [] : AnswerWords.Of(reading, language, sees);
        if (sees && answers.Any(answer => answer is { IsPersonal: true, Raw.Length: > 0 })) await log.NoteAsync("record", record.Row.Root);
        await names.LearnAsync(
            [.. record.Revisions.Select(revision => revision.Entry.Person), .. record.Turns.Select(turn => turn.Cause.Person), record.Shown.Person]);
        var others = await OneRecord.BodiesAsync(
            snapshot, [.. new[] { record.Predecessor, record.Successor }.OfType<RecordRevision>().Select(other => other.Entry.Seq)], cancel);
        var campaign = viewer.Definition.Campaigns[record.Row.Campaign];
        var point = PointOf(campaign, record, reading);
        var cell = viewer.Definition.CodeOf(record.Shown.Cell);
        return new RazorComponentResult<RecordView>(new
        {
            Model = new RecordModel
            {
                Seq = record.Shown.Seq,
                Root = record.Row.Root,
                Head = record.Row.Head,
                Campaign = (campaign.Id, campaign.File.Title),
                Form = reading is null ? "" : FormTitle.Of(reading.Form, language),
                FormVersion = reading?.Form.Version ?? "",
                InstanceId = record.Shown.Instance ?? "",
                Captured = record.Shown.Captured is { } captured ? viewer.Local(captured) : null,
                Received = viewer.Local(record.Shown.Received),
                Day = record.Shown.Day,
                Sender = names[record.Shown.Person],
                Unit = RecordItemReading.UnitName(viewer, record.Shown.Unit),
                Cell = cell,
                Standing = record.Row.Standing,
                State = record.Revisions.First(revision => revision.Revision.Seq == record.Shown.Seq).Revision.State,
                Waits = record.Waits,
                Marks = [.. Enum.GetValues<EntryMarks>().Where(mark => mark is not (EntryMarks.None or EntryMarks.Late or EntryMarks.Imported or EntryMarks.PlaceSettled)
                    && record.Shown.Marks.HasFlag(mark)).Select(mark => mark.ToString())],
                ReplacedBy = Correction(record.Successor, reading, newer: true),
                Replaces = Correction(record.Predecessor, reading, newer: false),
                Photos = RecordItemReading.Photos(record.Shown.Seq, record.Files, reading, language),
                Answers = Lines(answers, reading),
                History = History(viewer, names, record),
                Effects = await EffectsAsync(viewer, snapshot, campaign, record, cancel),
                Map = viewer.Definition.GridOn(record.Shown.Day) is { } grid ? MiniMap.Of(grid, cell, point) : null,
                Doubt = PlaceReading.Of(viewer, record, point),
                Accuracy = point?.Accuracy,
                BodyHash = record.Place.BodyHash.ToString(),
                Chain = record.Place.Chain.ToString(),
                ChainBefore = record.Shown.Seq > 1 ? record.Place.Previous.ToString() : null,
                Erased = record.Body is { Erased: true } ? LayoutTexts.Of("ByLaw") : null,
            },
        });

        CorrectionOf? Correction(RecordRevision? other, FormReading? shown, bool newer)
        {
            if (other is null) return null;
            var its = RecordItemReading.ReadingOf(viewer, other.Entry.FormVersion, others.GetValueOrDefault(other.Entry.Seq));
            var (before, after) = newer ? (shown, its) : (its, shown);
            var correcting = newer ? other.Entry : record.Shown;
            return new CorrectionOf(other.Entry.Seq, viewer.Local(correcting.Received), names[correcting.Person], Changes(before, after, language));
        }
    }

    /// <summary>The answers that differ between two readings, in words; personal ones are left out.</summary>
    internal static IReadOnlyList<(string Question, string Before, string After)> Changes(FormReading? before, FormReading? after, string language)
    {
        if (before is null || after is null) return [];
        var old = AnswerWords.Of(before, language, seesPersonal: false).Where(word => !word.IsHeading).ToDictionary(word => word.Path);
        return [.. AnswerWords.Of(after, language, seesPersonal: false)
            .Where(word => word is { IsHeading: false, IsHidden: false } && IsRead(after.Form.Find(Plain(word.Path))) && old.TryGetValue(word.Path, out var was) && was.Raw != word.Raw)
            .Select(word => (word.Question, old[word.Path].Words ?? "—", word.Words ?? "—"))];
    }

    private static List<AnswerLine> Lines(IReadOnlyList<AnswerWord> answers, FormReading? reading)
    {
        var lines = new List<AnswerLine>();
        foreach (var answer in answers.Where(answer => answer.IsRelevant && (answer.IsHeading || answer.IsHidden || IsRead(QuestionOf(answer)))))
        {
            // A heading under which nothing stands is none.
            while (lines is [.., { IsHeading: true } last] && last.Depth >= answer.Depth) lines.RemoveAt(lines.Count - 1);
            lines.Add(new AnswerLine(answer.Question, Words(answer), answer.Depth, answer.IsHeading, answer.IsHidden));
        }
        while (lines is [.., { IsHeading: true }]) lines.RemoveAt(lines.Count - 1);
        return lines;

        Question? QuestionOf(AnswerWord answer) => reading?.Form.Find(Plain(answer.Path));

        string? Words(AnswerWord answer) =>
            QuestionOf(answer) is { Kind: QuestionKind.Geopoint } && reading![answer.Path].TryGeopoint(out var point)
                ? string.Create(CultureInfo.InvariantCulture, $"{point.Latitude:0.00000}, {point.Longitude:0.00000}")
                : answer.Words;
    }

    /// <summary>Whether people read the answer: a picture stands above, and what a form works out for itself it asks nobody.</summary>
    private static bool IsRead(Question? question) => question is not { Kind: QuestionKind.Image } and not { Kind: QuestionKind.Calculate, Label.IsEmpty: true };

    private static string Plain(string path) => System.Text.RegularExpressions.Regex.Replace(path, @"\[\d+\]", "");

    private static GeoPoint? PointOf(Campaign campaign, RecordDetail record, FormReading? reading)
    {
        var rule = campaign.Forms.FirstOrDefault(form => form.No == record.Row.Form)?.Current.Rule;
        if (reading is null || rule?.Place is not { } place) return null;
        return reading[place.Trim('$', '{', '}')].TryGeopoint(out var point) ? new GeoPoint(point.Longitude, point.Latitude, point.Accuracy) : null;
    }

    private static IReadOnlyList<HistoryLine> History(Viewer viewer, PersonNames names, RecordDetail record)
    {
        var lines = new List<HistoryLine>();
        var root = record.Revisions.FirstOrDefault(revision => revision.Revision.Seq == record.Row.Root) ?? record.Revisions[0];
        if (root.Entry.Captured is { } captured)
            lines.Add(new HistoryLine(viewer.Local(captured), root.Entry.Marks.HasFlag(EntryMarks.Late) ? "CapturedOffline" : "Captured", [], []));
        lines.Add(new HistoryLine(
            viewer.Local(root.Entry.Received), root.Entry.Marks.HasFlag(EntryMarks.Imported) ? "Imported" : "Received", [], Posted(root.Entry.Seq)));
        foreach (var revision in record.Revisions.Where(revision => revision != root))
        {
            var settled = revision.Entry.Marks.HasFlag(EntryMarks.PlaceSettled);
            lines.Add(new HistoryLine(
                viewer.Local(revision.Entry.Received), settled ? "Settled" : "Corrected",
                [settled ? viewer.Definition.CodeOf(revision.Entry.Cell) ?? LayoutTexts.Of("NoCell") : Written.RecordNo(revision.Entry.Seq)], Posted(revision.Entry.Seq),
                string.Create(CultureInfo.InvariantCulture, $"/records/{revision.Entry.Seq}")));
        }
        foreach (var turn in record.Turns.Where(turn => turn.Cause.Kind == EntryKind.Review))
            lines.Add(new HistoryLine(viewer.Local(turn.Cause.Received), "Review", [names[turn.Cause.Person]], Posted(turn.Cause.Seq)));
        foreach (var aside in record.Aside) lines.Add(new HistoryLine(viewer.Local(aside.Received), "Conflict", [], []));
        return [.. lines.OrderBy(line => line.At)];

        List<(LocalText, string)> Posted(long cause) =>
        [
            .. record.Entries.Where(entry => entry.Record == cause && viewer.May(Right.SeeTallies, entry.Unit, record.Row.Campaign))
                .GroupBy(entry => entry.Indicator).Select(group => (Indicator: viewer.Definition[group.Key], Entries: group))
                .Where(group => group.Indicator.Rule is { PartOf: null } && group.Indicator.RetiredSeq is null)
                .Select(group => (group.Indicator.Rule.Title, string.Join(' ', group.Entries.Select(entry => Written.Change(entry.Value, group.Indicator.Rule.Scale))))),
        ];
    }

    private static async Task<IReadOnlyList<EffectLine>> EffectsAsync(
        Viewer viewer, Snapshot snapshot, Campaign campaign, RecordDetail record, CancellationToken cancel)
    {
        var units = viewer.UnitsWith(Right.SeeTallies, campaign.No);
        var lines = new List<EffectLine>();
        foreach (var posts in record.Entries.Where(entry => units.Contains(entry.Unit)).GroupBy(entry => entry.Indicator))
        {
            var indicator = viewer.Definition[posts.Key];
            if (indicator.Rule.PartOf is not null || indicator.RetiredSeq is not null) continue;
            var last = posts.Last();
            var unit = viewer.Definition.Units.Find(last.Unit)?.Code;
            var day = last.Day.ToString("O", CultureInfo.InvariantCulture);
            var query = new TallyQuery { Indicators = [indicator.Id], Units = units };
            var (total, _) = await TallySums.OneAsync(snapshot, query, cancel);
            var (inUnit, _) = await TallySums.OneAsync(snapshot, query with { Units = [last.Unit] }, cancel);
            var (onDay, _) = await TallySums.OneAsync(snapshot, query with { From = last.Day, To = last.Day }, cancel);
            lines.Add(new EffectLine(
                indicator.Rule.Title, [.. posts.Select(post => post.Value)], indicator.Rule.Scale, CampaignPages.Value(campaign, indicator, total),
                CampaignPages.Value(campaign, indicator, inUnit, ("unit", unit)), CampaignPages.Value(campaign, indicator, onDay, ("day", day)), last.Day));
        }
        return lines;
    }
}
