using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Rights;
using Gridwork.Places;
using Gridwork.Server.OpenRosa;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gridwork.Server.FieldForms;

/// <summary>What the field form in the browser reads and where it sends: the doors of phones, with a cookie and answers in JSON.</summary>
public static class FieldFormDoors
{
    /// <summary>Maps /fill and /fill/{formId}, the pages, and what they use: /f/{formId}/submission, /f/{formId}/{version}/form.xml, its media, /f/token and /f/cells.</summary>
    /// <param name="app">Where.</param>
    /// <param name="limits">How much a submission may bring.</param>
    public static void MapFieldFormDoors(this IEndpointRouteBuilder app, IntakeLimits limits)
    {
        app.MapPost("/f/{formId}/submission", (HttpContext context, Viewer viewer, string formId) => SubmitAsync(context, viewer, formId, limits))
            .Needs(Right.Fill).WithMetadata(new RequestSizeLimitAttribute(limits.RequestBytes));
        app.MapGet("/f/{formId}/{version}/form.xml", (Viewer viewer, string formId, string version) =>
            OpenRosaDoors.Fillable(viewer, formId, version) is { } form
                ? Results.Text(form.Xml, OpenRosaXml.ContentType)
                : new Problem(ProblemCode.NotFound).AsResult()).Needs(Right.Fill);
        app.MapGet("/f/{formId}/{version}/media/{name}", (Viewer viewer, string formId, string version, string name) =>
            OpenRosaDoors.Fillable(viewer, formId, version) is { } form
            && FormMedia.Of(viewer.Definition.Campaigns[form.Campaign], form).FirstOrDefault(file => file.Name == name) is { } file
                ? Results.Bytes(file.Bytes, MediaTypes.Of(file.Bytes.Span[..Math.Min(MediaTypes.HeadLength, file.Bytes.Length)]))
                : new Problem(ProblemCode.NotFound).AsResult()).Needs(Right.Fill);
        // A page that stood open over night asks for a fresh token before it sends; another site can neither read nor use it.
        app.MapGet("/f/token", (HttpContext context, IAntiforgery forgery) => forgery.GetAndStoreTokens(context).RequestToken).Needs(Right.Fill);
        app.MapGet("/f/cells", CellOf).Needs(Right.Fill);
        app.MapGet("/fill", () => new RazorComponentResult<FillList>()).Needs(Right.Fill);
        app.MapGet("/fill/{formId}", PageOf).Needs(Right.Fill);
    }

    /// <summary>The page of a form: its version in force, with a token for this person.</summary>
    private static IResult PageOf(HttpContext context, Viewer viewer, IAntiforgery forgery, string formId) =>
        viewer.Definition.FindForm(formId) is { } form && viewer.MayFill(form.Rule.Fill, form.Campaign)
            ? new RazorComponentResult<FillPage>(new { Form = form, Token = forgery.GetAndStoreTokens(context).RequestToken! })
            : new Problem(ProblemCode.NotFound).AsResult();

    private static async Task<IResult> SubmitAsync(HttpContext context, Viewer viewer, string formId, IntakeLimits limits)
    {
        var (received, problem) = await Intake.ReceiveAsync(context, viewer, limits, formId);
        return received is null
            ? problem!.AsResult()
            : Results.Json(
                new Receipt(
                    received.Record, EffectsOf(viewer, received),
                    [.. received.Files.Select(row => new ReceiptFile(row.Name, row.File?.Hash.ToString(), row.File?.Size))],
                    viewer.District.IsSynthetic),
                statusCode: received.AwaitsFiles ? StatusCodes.Status202Accepted : StatusCodes.Status201Created);
    }

    /// <summary>What the record counted, for its sender: each whole figure once, with what it grew by.</summary>
    private static List<ReceiptEffect> EffectsOf(Viewer viewer, Received received) =>
    [
        .. received.Posted
            .GroupBy(entry => entry.Indicator)
            .Select(group => (Indicator: viewer.Definition[group.Key], Sum: group.Sum(entry => entry.Value)))
            .Where(posted => posted.Indicator.Rule.PartOf is null && posted.Indicator.Rule.Aggregation != Aggregation.Declared && posted.Sum != 0)
            .Select(posted => new ReceiptEffect(posted.Indicator.Rule.Title.In(viewer.Culture), posted.Sum / (decimal)posted.Indicator.Unit)),
    ];

    /// <summary>The cell of a point and who is responsible for it; 204 where no cell covers it.</summary>
    private static IResult CellOf(Viewer viewer, [FromQuery] double? lon, [FromQuery] double? lat)
    {
        if (lon is not (>= -180 and <= 180) || lat is not (>= -90 and <= 90)) return new Problem(ProblemCode.BadValue, lon is null ? "lon" : "lat").AsResult();
        var grid = viewer.GridToday;
        if (grid?.Grid.CellAt(new GeoPoint(lon.Value, lat.Value)) is not { } cell) return Results.NoContent();
        var unit = viewer.Definition.Units.Find(cell.UnitCode);
        return Results.Json(new { name = cell.Code.Value, village = unit?.Name.In(viewer.Culture), cell = cell.Code.Value, unit = cell.UnitCode, synthetic = viewer.District.IsSynthetic });
    }

    private sealed record Receipt(long Record, IReadOnlyList<ReceiptEffect> Effects, IReadOnlyList<ReceiptFile> Files, bool Synthetic);

    private sealed record ReceiptEffect(string Indicator, decimal Delta);

    private sealed record ReceiptFile(string Name, string? Sha256, long? Size);
}
