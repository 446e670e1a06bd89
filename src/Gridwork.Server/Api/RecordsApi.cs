// Records: lists by filters, one with its answers, its files. A record that the caller may not see is answered as one that is not there; personal
// answers are withheld unless a right over the record's unit gives them, and then it is written down before they are shown.
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Records;
using Gridwork.Engine.Rights;
using Gridwork.Engine.Tallies;
using Gridwork.Forms;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Gridwork.Stores;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Records;

namespace Gridwork.Server.Api;

/// <summary>Records as programs read them.</summary>
internal static class RecordsApi
{
    public static void MapRecords(this IEndpointRouteBuilder api)
    {
        api.MapGet("/campaigns/{campaign}/records", ListAsync).Needs(Right.SeeRecords).Produces<RecordsAnswer>().WithTags("records")
            .WithSummary("The records that the caller sees, newest first; filters form, unit, cell, standing, day, missing.");
        api.MapGet("/campaigns/{campaign}/waiting", WaitingAsync).Needs(Right.SeeRecords).Produces<WaitingAnswer>().WithTags("records")
            .WithSummary("The records that wait: for the record that they correct, or for a clerk.");
        api.MapGet("/records/{id}", OneAsync).Needs(Right.SeeRecords).Produces<RecordAnswer>().WithTags("records")
            .WithSummary("One record by its instance id or its number: answers in words and raw, files, history, effects, place in the chain.");
        api.MapGet("/records/{id}/files/{name}", FileAsync).Needs(Right.SeeRecords).WithTags("records")
            .WithSummary("A file of a record.");
    }

    private static async Task<IResult> ListAsync(
        Viewer viewer, string campaign, string? form, string? unit, string? cell, string? standing, string? day, string? missing, string? before, string? limit,
        CancellationToken cancel)
    {
        if (CampaignsApi.Find(viewer, Right.SeeRecords, campaign) is not { } found) return ApiDoors.Refuse(ProblemCode.NotFound);
        var query = new RecordQuery { Sights = [viewer.Sight(Right.SeeRecords, found.No)], Missing = missing == "true" };
        if (form is not null)
        {
            if (found.Forms.FirstOrDefault(known => known.Key == form) is not { } named) return ApiDoors.Refuse(ProblemCode.BadValue, "form");
            query = query with { Form = named.No };
        }
        if (unit is not null)
        {
            if (viewer.Definition.Units.Find(unit) is not { } named) return ApiDoors.Refuse(ProblemCode.BadValue, "unit");
            if (!query.Sights[0].Units.Contains(named.No)) return ApiDoors.Refuse(ProblemCode.NotAllowed);
            query = query with { Unit = named.No };
        }
        if (cell is not null)
        {
            var no = viewer.Definition.FindCell(cell);
            if (no == CellNo.None && cell != "none") return ApiDoors.Refuse(ProblemCode.BadValue, "cell");
            query = query with { Cell = no };
        }
        if (standing is not null)
        {
            if (!Enum.TryParse<Standing>(standing, ignoreCase: true, out var named) || !Enum.IsDefined(named) || char.IsDigit(standing[0]))
                return ApiDoors.Refuse(ProblemCode.BadValue, "standing");
            query = query with { Standing = named };
        }
        if (!ApiValues.TryDay(day, out var onDay)) return ApiDoors.Refuse(ProblemCode.BadValue, "day");
        if (!ApiValues.TryKey(before, out var key)) return ApiDoors.Refuse(ProblemCode.BadValue, "before");
        if (!ApiValues.TryLimit(limit, out var rows)) return ApiDoors.Refuse(ProblemCode.BadValue, "limit");
        query = query with { Day = onDay, Before = key, Limit = rows };
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var page = await RecordList.ReadAsync(snapshot, query, cancel);
        var total = await RecordList.CountAsync(snapshot, query, cancel);
        return Results.Json(new RecordsAnswer(
            [.. page.Records.Select(record => About(viewer, record))], new TotalAnswer(total.N, total.More),
            page.Next is null ? null : ApiDoors.Link(
                $"/api/campaigns/{found.Id}/records", ("form", form), ("unit", unit), ("cell", cell), ("standing", standing), ("day", day),
                ("missing", missing), ("limit", limit), ("before", page.Next)),
            viewer.District.IsSynthetic, ApiDoors.MarkOf(viewer)));
    }

    private static async Task<IResult> WaitingAsync(Viewer viewer, string campaign, string? before, string? limit, CancellationToken cancel)
    {
        if (CampaignsApi.Find(viewer, Right.SeeRecords, campaign) is not { } found) return ApiDoors.Refuse(ProblemCode.NotFound);
        if (!ApiValues.TryKey(before, out var key)) return ApiDoors.Refuse(ProblemCode.BadValue, "before");
        if (!ApiValues.TryLimit(limit, out var rows)) return ApiDoors.Refuse(ProblemCode.BadValue, "limit");
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var page = await WaitingRecords.ReadAsync(
            snapshot, new RecordQuery { Sights = [viewer.Sight(Right.SeeRecords, found.No)], Before = key, Limit = rows }, cancel);
        return Results.Json(new WaitingAnswer(
            [.. page.Records.Select(waiting => new WaitingRecordAnswer(
                About(viewer, waiting.Record), Word(waiting.Reason), waiting.Record.Head.Deprecates))],
            page.Next is null ? null : ApiDoors.Link($"/api/campaigns/{found.Id}/waiting", ("limit", limit), ("before", page.Next)),
            viewer.District.IsSynthetic, ApiDoors.MarkOf(viewer)));
    }

    private static async Task<IResult> OneAsync(Viewer viewer, AccessLog log, string id, CancellationToken cancel)
    {
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (await SeenAsync(viewer, snapshot, id, cancel) is not { } seq || await OneRecord.ReadAsync(snapshot, seq, cancel) is not { } record)
            return ApiDoors.Refuse(ProblemCode.NotFound);
        var reading = ReadingOf(viewer, record.Shown, record.Body);
        var sees = viewer.May(Right.SeePersonal, record.Row.Unit, record.Row.Campaign);
        var answers = reading is null ? [] : AnswerWords.Of(reading, viewer.Culture.TwoLetterISOLanguageName, sees);
        if (sees && answers.Any(answer => answer is { IsPersonal: true, Raw.Length: > 0 })) await log.NoteAsync("record", record.Row.Root);
        var definition = viewer.Definition;
        return Results.Json(new RecordAnswer(
            About(viewer, new RecordLine(record.Row, record.Shown, record.Files)),
            [.. answers.Select(answer => new AnswerAnswer(
                answer.Path, answer.Question, answer.Raw, answer.Words, answer.Depth, answer.IsHeading, answer.IsRelevant, answer.IsPersonal, answer.IsHidden))],
            record.Body?.Erased ?? false,
            record.Waits is { } reason ? Word(reason) : null,
            [.. record.Revisions.Select(revision => new RevisionAnswer(
                revision.Entry.Instance!, revision.Revision.Seq, revision.Revision.Replaces, Word(revision.Revision.State), revision.Revision.Pos,
                revision.Entry.Captured, revision.Entry.Received, revision.Entry.Person.Value))],
            [.. record.Turns.Select(turn => new TurnAnswer(turn.Turn.Pos, turn.Turn.From, turn.Turn.To, turn.Cause.Received, turn.Cause.Person.Value))],
            [.. record.Entries.Where(entry => viewer.May(Right.SeeTallies, entry.Unit, record.Row.Campaign)).Select(entry =>
            {
                var indicator = definition[entry.Indicator];
                return new EffectAnswer(
                    indicator.Rule.Name, entry.Indicator.Version, entry.Pos, new Tally(entry.Value, indicator.Rule.Scale, 1).Number, entry.Day,
                    definition.Units.Find(entry.Unit)!.Code, definition.CodeOf(entry.Cell));
            })],
            [.. record.Aside.Select(line => new AsideAnswer(line.Seq, line.Received, line.Person.Value))],
            new PlaceAnswer(record.Place.Seq, record.Place.Previous.ToString(), record.Place.BodyHash.ToString(), record.Place.Chain.ToString()),
            viewer.District.IsSynthetic, ApiDoors.MarkOf(viewer)));
    }

    private static async Task<IResult> FileAsync(HttpContext context, Viewer viewer, AccessLog log, string id, string name, CancellationToken cancel)
    {
        AttachmentRow? file;
        RecordRow? row;
        FormReading? reading;
        await using (var snapshot = await viewer.OpenSnapshotAsync(cancel))
        {
            if (await SeenAsync(viewer, snapshot, id, cancel) is not { } seq) return ApiDoors.Refuse(ProblemCode.NotFound);
            row = await OneRecord.RowAsync(snapshot, seq, cancel);
            file = (await AttachmentRows.ReadAsync(snapshot, [seq], cancel)).FirstOrDefault(one => one.Name == name);
            var shown = await JournalLines.ReadAsync(snapshot, [seq], cancel);
            reading = ReadingOf(viewer, shown[0], (await OneRecord.BodiesAsync(snapshot, [seq], cancel)).GetValueOrDefault(seq));
        }
        if (row is null || file?.File is null) return ApiDoors.Refuse(ProblemCode.NotFound);
        // A signature, an identity card: what the form calls personal is withheld as its answers are.
        if (reading is null || AnswerWords.IsPersonalFile(reading, name))
        {
            if (!viewer.May(Right.SeePersonal, row.Unit, row.Campaign)) return ApiDoors.Refuse(ProblemCode.NotAllowed);
            await log.NoteAsync("photo", row.Root, name);
        }
        if (await viewer.District.Blobs.OpenAsync(viewer.District.Id, file.File.Hash, cancel) is not { } bytes) return ApiDoors.Refuse(ProblemCode.NotFound);
        context.Response.Headers.CacheControl = "private, max-age=300";
        return Results.Stream(
            bytes, file.File.Media, file.File.Media.StartsWith("image/", StringComparison.Ordinal) ? null : name, enableRangeProcessing: true);
    }

    /// <summary>The position of a record that the viewer sees; null: there is none, or the viewer may not know of it.</summary>
    private static async Task<long?> SeenAsync(Viewer viewer, Snapshot snapshot, string id, CancellationToken cancel)
    {
        var seq = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : await OneRecord.FindAsync(snapshot, new InstanceId(id), cancel);
        if (seq is not { } position || await OneRecord.RowAsync(snapshot, position, cancel) is not { } row) return null;
        return await OneRecord.IsSeenAsync(snapshot, row, viewer.Sight(Right.SeeRecords, row.Campaign), cancel) ? position : null;
    }

    private static FormReading? ReadingOf(Viewer viewer, JournalLine shown, RecordBody? body) =>
        body is null || body.State == BodyState.Residue || !viewer.Definition.FormVersions.TryGetValue(shown.FormVersion, out var version)
            ? null : version.Form.Read(body.Bytes, out _);

    private static RecordAbout About(Viewer viewer, RecordLine record)
    {
        var (row, head) = (record.Row, record.Head);
        var campaign = viewer.Definition.Campaigns[row.Campaign];
        var link = $"/api/records/{Uri.EscapeDataString(head.Instance!)}";
        return new RecordAbout(
            head.Instance!, head.Seq, row.Root, campaign.Id, campaign.Forms.FirstOrDefault(form => form.No == row.Form)?.Key ?? "",
            viewer.Definition.Units.Find(head.Unit)!.Code, viewer.Definition.CodeOf(head.Cell), row.Day, head.Captured, head.Received, head.Person.Value,
            Word(row.Standing), row.Missing,
            [.. record.Files.Select(file => new FileAnswer(
                file.Name, file.File?.Media, file.File?.Size, file.File is null, file.File is null ? null : $"{link}/files/{Uri.EscapeDataString(file.Name)}"))],
            link);
    }

    private static string Word<T>(T value) where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private sealed record RecordsAnswer(IReadOnlyList<RecordAbout> Records, TotalAnswer Total, string? Next, bool Synthetic, string? Mark);

    private sealed record TotalAnswer(long Count, bool More);

    private sealed record RecordAbout(
        string Id, long Seq, long Root, string Campaign, string Form, string Unit, string? Cell, DateOnly Day, DateTimeOffset? Captured, DateTimeOffset Received,
        int Person, string Standing, int Missing, IReadOnlyList<FileAnswer> Files, string Link);

    private sealed record FileAnswer(string Name, string? Media, long? Size, bool Missing, string? Link);

    private sealed record WaitingAnswer(IReadOnlyList<WaitingRecordAnswer> Waiting, string? Next, bool Synthetic, string? Mark);

    private sealed record WaitingRecordAnswer(RecordAbout Record, string Reason, string? For);

    private sealed record RecordAnswer(
        RecordAbout Record, IReadOnlyList<AnswerAnswer> Answers, bool Erased, string? Waits, IReadOnlyList<RevisionAnswer> Revisions,
        IReadOnlyList<TurnAnswer> Turns, IReadOnlyList<EffectAnswer> Effects, IReadOnlyList<AsideAnswer> Aside, PlaceAnswer Place, bool Synthetic, string? Mark);

    private sealed record AnswerAnswer(
        string Path, string Question, string? Value, string? Words, int Depth, bool Heading, bool Relevant, bool Personal, bool Hidden);

    private sealed record RevisionAnswer(
        string Id, long Seq, long? Replaces, string State, long Pos, DateTimeOffset? Captured, DateTimeOffset Received, int Person);

    private sealed record TurnAnswer(long Pos, long? From, long? To, DateTimeOffset Received, int Person);

    private sealed record EffectAnswer(string Indicator, int Version, long Pos, decimal Value, DateOnly Day, string Unit, string? Cell);

    private sealed record AsideAnswer(long Seq, DateTimeOffset Received, int Person);

    private sealed record PlaceAnswer(long Seq, string Previous, string BodyHash, string Chain);
}
