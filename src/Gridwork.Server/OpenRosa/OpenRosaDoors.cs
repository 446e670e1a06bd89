// The doors of phones (docs.getodk.org/openrosa): form list, form, manifest, submission. They stand at /openrosa with HTTP Basic and at /key/TOKEN
// with a phone's key; KeyDoor makes the second into the first. Addresses in the answers carry the version, so that an old list still leads to
// the form that it promised, and the prefix that the phone came by. A missing X-OpenRosa-Version is borne.
using System.Globalization;
using System.Security.Cryptography;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Rights;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Gridwork.Server.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Gridwork.Server.OpenRosa;

/// <summary>Maps the OpenRosa APIs 1.0.</summary>
public static class OpenRosaDoors
{
    private static readonly string[] GetOrHead = ["GET", "HEAD"];

    /// <summary>Maps /openrosa/formList, /openrosa/forms/…, /openrosa/submission.</summary>
    /// <param name="app">Where.</param>
    /// <param name="limits">How much a submission may bring.</param>
    public static void MapOpenRosa(this IEndpointRouteBuilder app, IntakeLimits limits)
    {
        var doors = app.MapGroup("/openrosa");
        doors.MapMethods("/formList", GetOrHead, FormList).Needs(Right.Fill);
        doors.MapMethods("/forms/{formId}/{version}.xml", GetOrHead, XForm).Needs(Right.Fill);
        doors.MapMethods("/forms/{formId}/{version}/manifest", GetOrHead, Manifest).Needs(Right.Fill);
        doors.MapMethods("/forms/{formId}/{version}/media/{name}", GetOrHead, Media).Needs(Right.Fill);
        // With or without a slash at the end: routing sees no difference, and a redirect would lose a phone's POST.
        doors.MapMethods("/submission", ["HEAD"], () => Results.NoContent()).Needs(Right.Fill);
        doors.MapPost("/submission", (HttpContext context, Viewer viewer) => SubmitAsync(context, viewer, limits))
            .Needs(Right.Fill).WithMetadata(new RequestSizeLimitAttribute(limits.RequestBytes));
    }

    /// <summary>Puts the protocol's headers (OpenRosa HTTP Request API 1.0) on every answer of these doors, refusals too.</summary>
    internal static IApplicationBuilder UseOpenRosaHeaders(this IApplicationBuilder app, IntakeLimits limits) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/openrosa"))
        {
            context.Response.Headers["X-OpenRosa-Version"] = "1.0";
            context.Response.Headers["X-OpenRosa-Accept-Content-Length"] = limits.RequestBytes.ToString(CultureInfo.InvariantCulture);
        }
        return next(context);
    });

    private static IResult FormList(HttpContext context, Viewer viewer, string? formID = null)
    {
        var home = Home(context);
        var language = viewer.Culture.TwoLetterISOLanguageName;
        var forms =
            from campaign in viewer.Definition.Campaigns.Values
            from form in campaign.Forms
            let version = form.Current
            where (formID is null || formID == version.Form.Id) && viewer.MayFill(version.Rule.Fill, campaign.No)
            let address = $"{home}/forms/{Uri.EscapeDataString(version.Form.Id)}/{Uri.EscapeDataString(version.Form.Version)}"
            select new ListedForm(
                version.Form.Id, version.Form.Version, version.Form.Title.In(language), version.Form.Hash, address + ".xml",
                FormMedia.Of(campaign, version).Any() ? address + "/manifest" : null);
        return Xml(OpenRosaXml.FormList(forms, viewer.District.IsSynthetic));
    }

    private static IResult XForm(Viewer viewer, string formId, string version) =>
        Fillable(viewer, formId, version) is { } form ? Xml(form.Xml) : Problems.ProblemAnswers.AsResult(new Problem(ProblemCode.NotFound));

    private static IResult Manifest(HttpContext context, Viewer viewer, string formId, string version)
    {
        if (Fillable(viewer, formId, version) is not { } form) return Problems.ProblemAnswers.AsResult(new Problem(ProblemCode.NotFound));
        var address = $"{Home(context)}/forms/{Uri.EscapeDataString(formId)}/{Uri.EscapeDataString(version)}/media/";
        return Xml(OpenRosaXml.Manifest(
            FormMedia.Of(viewer.Definition.Campaigns[form.Campaign], form)
                .Select(file => new ListedFile(file.Name, FormMedia.HashOf(file.Bytes.Span), address + Uri.EscapeDataString(file.Name))),
            viewer.District.IsSynthetic));
    }

    private static IResult Media(Viewer viewer, string formId, string version, string name)
    {
        if (Fillable(viewer, formId, version) is not { } form) return Problems.ProblemAnswers.AsResult(new Problem(ProblemCode.NotFound));
        var file = FormMedia.Of(viewer.Definition.Campaigns[form.Campaign], form).FirstOrDefault(file => file.Name == name);
        return file is null
            ? Problems.ProblemAnswers.AsResult(new Problem(ProblemCode.NotFound))
            : Results.Bytes(file.Bytes, MediaTypes.Of(file.Bytes.Span[..Math.Min(MediaTypes.HeadLength, file.Bytes.Length)]));
    }

    /// <summary>The version of a form, where the viewer may fill it.</summary>
    internal static FormVersion? Fillable(Viewer viewer, string formId, string version) =>
        viewer.Definition.FindForm(formId, version) is { } form && viewer.MayFill(form.Rule.Fill, form.Campaign) ? form : null;

    private static async Task<IResult> SubmitAsync(HttpContext context, Viewer viewer, IntakeLimits limits)
    {
        var (received, problem) = await Intake.ReceiveAsync(context, viewer, limits);
        if (received is null) return Problems.ProblemAnswers.AsResult(problem!);
        var words = OpenRosaTexts.Of(received switch
        {
            { AwaitsFiles: true } => "AwaitsFiles",
            { WasHere: true, IsComplete: true } => "WasHere",
            { IsComplete: false } => "FilesMissing",
            _ => "Saved",
        }, received.Record);
        if (viewer.District.IsSynthetic) words += OpenRosaTexts.Of("SyntheticMark");
        if (viewer.District.Clock.Shift != TimeSpan.Zero) words += OpenRosaTexts.Of("ClockShifted");
        var form = received.Form.Form;
        return Xml(
            OpenRosaXml.Received(words, new SubmissionReceipt(
                form.Id, form.Version, received.Instance.Value, received.Record, received.IsComplete, viewer.District.Clock.Now, received.Files),
                viewer.District.IsSynthetic),
            received.AwaitsFiles ? StatusCodes.Status202Accepted : StatusCodes.Status201Created);
    }

    /// <summary>The door's address as the phone sees it: with its host, and with its key where it came by one.</summary>
    private static string Home(HttpContext context)
    {
        var door = context.Features.Get<KeyDoor>() is { } key ? $"/key/{key.Token}" : "/openrosa";
        return $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}{door}";
    }

    private static IResult Xml(string text, int status = StatusCodes.Status200OK) => Results.Text(text, OpenRosaXml.ContentType, statusCode: status);
}

/// <summary>The files of a form: by XLSForm's custom they lie beside it in the folder <c>NAME-media</c>.</summary>
internal static class FormMedia
{
    /// <summary>A file of a form.</summary>
    public sealed record File(string Name, ReadOnlyMemory<byte> Bytes);

    public static IEnumerable<File> Of(Campaign campaign, FormVersion version)
    {
        var folder = Path.ChangeExtension(version.Rule.File, null) + "-media/";
        return campaign.Folder.Files
            .Where(file => file.Key.StartsWith(folder, StringComparison.Ordinal))
            .Select(file => new File(file.Key[folder.Length..], file.Value));
    }

    public static string HashOf(ReadOnlySpan<byte> bytes) =>
#pragma warning disable CA5351 // The protocol names MD5; it finds changes and guards nothing.
        "md5:" + Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
