// The page of the grid: which versions there are, and the way of a new one from a file over its report to an entry of the journal. Every step is a form
// of its own, so it works without scripts; the file waits in a kept table meanwhile, and nobody but its sender opens it.
using System.Globalization;
using System.Security.Cryptography;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Rights;
using Gridwork.Places;
using Gridwork.Places.Imports;
using Gridwork.Server.Imports;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Security;
using Gridwork.Stores.Imports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gridwork.Server.Grids;

/// <summary>/grid.</summary>
internal static class GridPages
{
    /// <summary>A file waits this long.</summary>
    private static readonly TimeSpan Waits = TimeSpan.FromDays(7);

    /// <summary>The largest file that is read, and what a form puts around it.</summary>
    private const long LargestRequest = GridImport.LargestFile + (64 << 10);

    /// <summary>So many places are drawn from near; in a file with more faults the first ones tell the rest.</summary>
    private const int MostPieces = 40;

    /// <summary>An upload of no form is a grid file.</summary>
    private const int NoForm = 0;

    public static void MapGridPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/grid", ListAsync).Needs(Right.Administer);
        app.MapPost("/grid", SendAsync).Needs(Right.Administer).WithMetadata(new RequestSizeLimitAttribute(LargestRequest));
        app.MapGet("/grid/{id:guid}", (HttpContext context, Viewer viewer, TimeProvider time, Guid id) => ShowAsync(viewer, time, id, null)).Needs(Right.Administer);
        app.MapGet("/grid/{id:guid}/mended.geojson", MendedAsync).Needs(Right.Administer);
        app.MapPost("/grid/{id:guid}/decide", DecideAsync).Needs(Right.Administer);
        app.MapPost("/grid/{id:guid}/publish", PublishAsync).Needs(Right.Administer);
        app.MapPost("/grid/{id:guid}/drop", DropAsync).Needs(Right.Administer);
    }

    /// <summary>A grid is the whole district's: who administers a part of it may look, and not change it.</summary>
    private static bool MayChange(Viewer viewer) => viewer.Definition.Units.All is [var root, ..] && viewer.May(Right.Administer, root.No, null);

    private static Task<IResult> ListAsync(Viewer viewer, PersonNames names, long? at, long? published) =>
        VersionsAsync(viewer, names, at, published, null, StatusCodes.Status200OK);

    private static async Task<IResult> VersionsAsync(Viewer viewer, PersonNames names, long? at, long? published, string? trouble, int status)
    {
        var entries = new List<(GridVersion Version, Engine.Journal.JournalHeader Header)>();
        foreach (var version in viewer.Definition.Grids)
            if (await viewer.District.Store.EntryAsync(viewer.District.Id, version.Seq) is { } stored) entries.Add((version, stored.Entry.Header));
        await names.LearnAsync(entries.Select(entry => entry.Header.Person));
        var today = viewer.GridToday?.Seq;
        var lines = new List<GridVersionLine>();
        foreach (var (version, header) in entries.OrderBy(entry => entry.Version.ValidFrom).ThenBy(entry => entry.Version.Seq))
        {
            var before = entries.Select(entry => entry.Version).Where(other => (other.ValidFrom, other.Seq).CompareTo((version.ValidFrom, version.Seq)) < 0)
                .MaxBy(other => (other.ValidFrom, other.Seq));
            lines.Insert(0, new GridVersionLine(
                version.Seq, version.ValidFrom == DateOnly.MinValue ? null : version.ValidFrom, viewer.Local(header.Received), names[header.Person], version.Grid.Cells.Count,
                version.Seq == today ? GridStanding.Holds : version.ValidFrom > viewer.District.Clock.Today ? GridStanding.Later : GridStanding.Over,
                before is null ? null : GridDifference.Between(before.Grid, version.Grid)));
        }
        var shown = lines.Find(line => line.Seq == (at ?? today)) ?? lines.FirstOrDefault();
        var map = shown is null ? null : GridMap.Of(viewer.Definition.Grids.First(version => version.Seq == shown.Seq));
        return new RazorComponentResult<GridListView>(new { Model = new GridListModel(lines, shown, map, published, trouble), MayChange = MayChange(viewer) }) { StatusCode = status };
    }

    private static async Task<IResult> SendAsync(HttpContext context, Viewer viewer, PersonNames names, TimeProvider time)
    {
        if (!MayChange(viewer)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        var sent = await context.Request.ReadFormAsync(context.RequestAborted);
        if (sent.Files["file"] is not { Length: > 0 } file) return await VersionsAsync(viewer, names, null, null, "NoFile", StatusCodes.Status400BadRequest);
        if (file.Length > GridImport.LargestFile) return await VersionsAsync(viewer, names, null, null, "TooLarge", StatusCodes.Status413PayloadTooLarge);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, context.RequestAborted);
        var now = time.GetUtcNow();
        var upload = new LedgerUpload(
            new Guid(RandomNumberGenerator.GetBytes(16)), viewer.Person, NoForm, Path.GetFileName(file.FileName), content.ToArray(),
            LedgerImport.ToJson(Said(sent)), UploadState.Waits, 0, 0, null, now, now + Waits);
        await viewer.District.Kept.WriteAsync(db => LedgerSql.AddAsync(db, viewer.District.Id, upload), context.RequestAborted);
        return SeeOther(context, $"/grid/{upload.Id:N}");
    }

    private static async Task<IResult> ShowAsync(Viewer viewer, TimeProvider time, Guid id, string? trouble)
    {
        if (await FindAsync(viewer, time, id) is not { } upload) return Results.NotFound();
        var options = LedgerImport.FromJson<GridFileOptions>(upload.Options);
        var report = ReportOf(viewer, upload, options);
        var findings = report.Findings.Take(GridFileModel.MostFindings).ToList();
        var from = options.From ?? report.Grid?.ValidFrom;
        var published = upload.Result is { } result ? LedgerImport.FromJson<long?>(result) : null;
        var before = published is null && report.Grid is { } grid && from is not null ? viewer.Definition.GridOn(from.Value) : null;
        var model = new GridFileModel(
            upload, options, report, [.. findings.Index().Select(item => new GridFindingLine(
                item.Index + 1, item.Item, item.Index < MostPieces ? GridMap.PieceOf(report, item.Item) : null))],
            GridMap.Of(report, findings, viewer.Definition.Grids is [.., var newest] ? newest : null), [.. report.ControlPoints.Select(ControlOf)], from,
            before?.ValidFrom == DateOnly.MinValue ? null : before?.ValidFrom, before is null ? null : GridDifference.Between(before.Grid, report.Grid!), published, trouble);
        return new RazorComponentResult<GridFileView>(new { Model = model }) { StatusCode = trouble is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict };

        GridControl ControlOf(ControlPoint point)
        {
            var shifted = report.System == CoordinateSystem.Gcj02 ? point.Before : Gcj02.FromWgs84(point.After);
            return new GridControl(point.Code, point.After, shifted, new LocalPlane(point.After.Longitude, point.After.Latitude).Distance(
                new(point.After.Longitude, point.After.Latitude), new(shifted.Longitude, shifted.Latitude)));
        }
    }

    /// <summary>The grid as it would be published, mended: to be looked at elsewhere, or put right further.</summary>
    private static async Task<IResult> MendedAsync(Viewer viewer, TimeProvider time, Guid id)
    {
        if (await FindAsync(viewer, time, id) is not { } upload) return Results.NotFound();
        var report = ReportOf(viewer, upload, LedgerImport.FromJson<GridFileOptions>(upload.Options));
        return report.GeoJson.IsEmpty
            ? Results.NotFound()
            : Results.File(report.GeoJson.ToArray(), "application/geo+json", Path.GetFileNameWithoutExtension(upload.Name) + "-mended.geojson");
    }

    private static async Task<IResult> DecideAsync(HttpContext context, Viewer viewer, TimeProvider time, Guid id)
    {
        if (await FindAsync(viewer, time, id) is null) return Results.NotFound();
        var sent = await context.Request.ReadFormAsync(context.RequestAborted);
        await viewer.District.Kept.WriteAsync(db => LedgerSql.DecideAsync(db, viewer.District.Id, id, LedgerImport.ToJson(Said(sent))));
        return SeeOther(context, $"/grid/{id:N}");
    }

    private static async Task<IResult> PublishAsync(HttpContext context, Viewer viewer, TimeProvider time, Guid id)
    {
        if (!MayChange(viewer)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (await FindAsync(viewer, time, id) is not { } upload) return Results.NotFound();
        var sent = await context.Request.ReadFormAsync(context.RequestAborted);
        var options = LedgerImport.FromJson<GridFileOptions>(upload.Options);
        var report = ReportOf(viewer, upload, options);
        if (!report.IsSound || report.Grid!.ValidFrom is null) return await ShowAsync(viewer, time, id, "NotSound");
        if (report.Count(FindingWeight.Mended) > 0 && sent["mend"] != "yes") return await ShowAsync(viewer, time, id, "NotAgreed");
        // Two clicks, or two windows, publish it once.
        if (!await viewer.District.Kept.WriteAsync(db => LedgerSql.BeginAsync(db, viewer.District.Id, id, 1))) return SeeOther(context, $"/grid/{id:N}");
        try
        {
            var entry = await GridPublishing.PublishAsync(viewer.District, report, viewer.Person);
            await viewer.District.Kept.WriteAsync(db => LedgerSql.EndAsync(db, viewer.District.Id, id, UploadState.Done, LedgerImport.ToJson<long?>(entry)), CancellationToken.None);
            return SeeOther(context, string.Create(CultureInfo.InvariantCulture, $"/grid?at={entry}&published={entry}"));
        }
        catch (IOException)
        {
            await viewer.District.Kept.WriteAsync(db => LedgerSql.EndAsync(db, viewer.District.Id, id, UploadState.Waits, "null"), CancellationToken.None);
            return await ShowAsync(viewer, time, id, "Busy");
        }
    }

    private static async Task<IResult> DropAsync(HttpContext context, Viewer viewer, TimeProvider time, Guid id)
    {
        if (await FindAsync(viewer, time, id) is null) return Results.NotFound();
        await viewer.District.Kept.WriteAsync(db => LedgerSql.RemoveAsync(db, viewer.District.Id, id));
        return SeeOther(context, "/grid");
    }

    private static GridReport ReportOf(Viewer viewer, LedgerUpload upload, GridFileOptions options) =>
        GridImport.Check(upload.Bytes, upload.Name, GridPublishing.Expecting(viewer.Definition, options.System, options.From));

    private static GridFileOptions Said(IFormCollection sent) => new(
        sent["system"] == "gcj02" ? CoordinateSystem.Gcj02 : CoordinateSystem.Wgs84,
        DateOnly.TryParseExact(sent["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null);

    private static async Task<LedgerUpload?> FindAsync(Viewer viewer, TimeProvider time, Guid id) =>
        await viewer.District.Kept.ReadAsync(db => LedgerSql.FindAsync(db, viewer.District.Id, viewer.Person, id, time.GetUtcNow())) is { Form: NoForm } upload ? upload : null;

    /// <summary>After a POST the browser asks anew, so that reloading sends nothing twice.</summary>
    private static StatusCodeHttpResult SeeOther(HttpContext context, string href)
    {
        context.Response.Headers.Location = href;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
