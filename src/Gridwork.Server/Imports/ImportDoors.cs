// The page of old ledgers: send a file, see what each row will do, answer what is in doubt, bring it in, take the rest home. Every step is a
// form of its own, so it works without scripts; the file waits in a kept table meanwhile, and nobody but its sender opens it.
using Gridwork.Server.Records;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gridwork.Documents.Ledgers;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Rights;
using Gridwork.Server.People;
using Gridwork.Server.Security;
using Gridwork.Stores.Imports;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gridwork.Server.Imports;

/// <summary>The doors of /import.</summary>
public static partial class ImportDoors
{
    /// <summary>A file waits this long for its clerk.</summary>
    private static readonly TimeSpan Waits = TimeSpan.FromDays(7);

    /// <summary>Up to so many rows the answer waits for the journal; more are brought in behind a page that says how far it is.</summary>
    private const int AtOnce = 2000;

    /// <summary>Maps them.</summary>
    public static void MapImports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/import", (Viewer viewer, string? form) => Start(viewer, form)).Needs(Right.Import);
        app.MapPost("/import", SendAsync).Needs(Right.Import);
        app.MapGet("/import/{id:guid}", ShowAsync).Needs(Right.Import);
        app.MapPost("/import/{id:guid}/decide", DecideAsync).Needs(Right.Import);
        app.MapPost("/import/{id:guid}/run", RunAsync).Needs(Right.Import);
        app.MapPost("/import/{id:guid}/drop", DropAsync).Needs(Right.Import);
        app.MapGet("/import/{id:guid}/rest.csv", (HttpContext context, Viewer viewer, Guid id) => RestAsync(context, viewer, id, csv: true)).Needs(Right.Import);
        app.MapGet("/import/{id:guid}/rest.xlsx", (HttpContext context, Viewer viewer, Guid id) => RestAsync(context, viewer, id, csv: false)).Needs(Right.Import);
    }

    private static RazorComponentResult<ImportStartView> Start(Viewer viewer, string? form, string? trouble = null, int status = StatusCodes.Status200OK) =>
        new(new { Forms = Forms(viewer, form), Trouble = trouble }) { StatusCode = status };

    private static async Task<IResult> SendAsync(HttpContext context, Viewer viewer, TimeProvider time)
    {
        var cancel = context.RequestAborted;
        var sent = await context.Request.ReadFormAsync(cancel);
        if (FormOf(viewer, sent["form"].ToString()) is not { } form) return Start(viewer, null, "NoForm", StatusCodes.Status400BadRequest);
        byte[] bytes;
        string name;
        if (sent.Files["file"] is { Length: > 0 } file)
        {
            if (file.Length > SourceBook.LargestFile) return Start(viewer, sent["form"], "TooLarge", StatusCodes.Status413PayloadTooLarge);
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancel);
            (bytes, name) = (content.ToArray(), Path.GetFileName(file.FileName));
        }
        else if (sent["pasted"].ToString() is { Length: > 0 } pasted)
        {
            (bytes, name) = (Encoding.UTF8.GetBytes(pasted), ImportTexts.Of("Pasted"));
        }
        else
        {
            return Start(viewer, sent["form"], "NoFile", StatusCodes.Status400BadRequest);
        }
        var now = time.GetUtcNow();
        var upload = new LedgerUpload(
            new Guid(RandomNumberGenerator.GetBytes(16)), viewer.Person, form.FormNo, name, bytes, LedgerImport.ToJson(new LedgerOptions()),
            UploadState.Waits, 0, 0, null, now, now + Waits);
        await viewer.District.Kept.WriteAsync(db => LedgerSql.AddAsync(db, viewer.District.Id, upload), cancel);
        return SeeOther($"/import/{upload.Id:N}");
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Viewer viewer, TimeProvider time, Guid id, string? only)
    {
        if (await FindAsync(viewer, time, id) is not { } found) return Results.NotFound();
        var (upload, form) = found;
        var options = LedgerImport.FromJson<LedgerOptions>(upload.Options);
        var (plan, refusal) = upload.State == UploadState.Runs
            ? (null, null)
            : await Import(viewer).PlanAsync(viewer.Definition, File(upload, form, options), context.RequestAborted);
        var result = upload.Result is { } json ? LedgerImport.FromJson<LedgerResult>(json) : null;
        return new RazorComponentResult<ImportView>(new { Model = new ImportModel(upload, TitleOf(viewer, form), options, plan, refusal, result, only == "doubt") });
    }

    private static async Task<IResult> DecideAsync(HttpContext context, Viewer viewer, TimeProvider time, Guid id)
    {
        if (await FindAsync(viewer, time, id) is not { } found) return Results.NotFound();
        var sent = await context.Request.ReadFormAsync(context.RequestAborted);
        var options = Decided(LedgerImport.FromJson<LedgerOptions>(found.Upload.Options), sent);
        await viewer.District.Kept.WriteAsync(db => LedgerSql.DecideAsync(db, viewer.District.Id, id, LedgerImport.ToJson(options)));
        var back = int.TryParse(sent["row"], NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? $"#r{row}" : "";
        return SeeOther($"/import/{id:N}{(sent["only"] == "doubt" ? "?only=doubt" : "")}{back}");
    }

    private static async Task<IResult> RunAsync(HttpContext context, Viewer viewer, TimeProvider time, ILogger<LedgerImport> log, IHostApplicationLifetime life, Guid id)
    {
        if (await FindAsync(viewer, time, id) is not { } found) return Results.NotFound();
        var (upload, form) = found;
        var file = File(upload, form, LedgerImport.FromJson<LedgerOptions>(upload.Options));
        var import = Import(viewer);
        var (plan, _) = await import.PlanAsync(viewer.Definition, file, context.RequestAborted);
        if (plan is null) return SeeOther($"/import/{id:N}");
        var ready = plan.Ready.Count();
        // Two clicks, or two windows, bring it in once.
        if (!await viewer.District.Kept.WriteAsync(db => LedgerSql.BeginAsync(db, viewer.District.Id, id, ready))) return SeeOther($"/import/{id:N}");
        var work = BringInAsync(viewer, import, file, plan, id, log, life.ApplicationStopping);
        if (ready <= AtOnce) await work;
        return SeeOther($"/import/{id:N}");
    }

    private static async Task BringInAsync(
        Viewer viewer, LedgerImport import, LedgerFile file, LedgerPlan plan, Guid id, ILogger log, CancellationToken stopping)
    {
        var (district, definition) = (viewer.District, viewer.Definition);
        var (state, json) = (UploadState.Waits, (string?)null);
        try
        {
            var told = 0;
            var progress = new Steps(done =>
            {
                if (done - told < 500) return;
                told = done;
                _ = district.Kept.WriteAsync(db => LedgerSql.ProgressAsync(db, district.Id, id, done), stopping);
            });
            var result = await import.RunAsync(definition, file, plan, district.Clock.Now, progress, stopping);
            json = LedgerImport.ToJson(result);
            if (!result.NotWhole && result.InDoubt + result.Refused + result.Failed.Count == 0) state = UploadState.Done;
        }
        catch (Exception lost) when (lost is System.Data.Common.DbException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // What was written stays, and is known again by its ids: the clerk presses once more and it goes on.
            LogStopped(log, lost);
        }
        await district.Kept.WriteAsync(db => LedgerSql.EndAsync(db, district.Id, id, state, json ?? "null"), CancellationToken.None);
    }

    private static async Task<IResult> DropAsync(Viewer viewer, TimeProvider time, Guid id)
    {
        if (await FindAsync(viewer, time, id) is null) return Results.NotFound();
        await viewer.District.Kept.WriteAsync(db => LedgerSql.RemoveAsync(db, viewer.District.Id, id));
        return SeeOther("/import");
    }

    private static async Task<IResult> RestAsync(HttpContext context, Viewer viewer, Guid id, bool csv)
    {
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        if (await FindAsync(viewer, time, id) is not { } found) return Results.NotFound();
        var file = File(found.Upload, found.Form, LedgerImport.FromJson<LedgerOptions>(found.Upload.Options));
        var (plan, _) = await Import(viewer).PlanAsync(viewer.Definition, file, context.RequestAborted);
        if (plan is null) return Results.NotFound();
        var name = Path.GetFileNameWithoutExtension(found.Upload.Name) + ImportTexts.Of("Rest");
        return csv
            ? Results.File(RefusedRows.Csv(plan, viewer.Culture), "text/csv; charset=utf-8", name + ".csv")
            : Results.File(RefusedRows.Xlsx(plan, viewer.Culture), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
    }

    /// <summary>The decisions after one more: a button of the page says one, the form of the columns says all of its own.</summary>
    private static LedgerOptions Decided(LedgerOptions options, IFormCollection sent)
    {
        if (sent["cell"].ToString() is { Length: > 0 } cell && cell.Split('=', 2) is [var address, var answer])
            options = options with { CellAnswers = new Dictionary<string, string>(options.CellAnswers) { [address] = answer } };
        if (sent["name"].ToString().Split('|') is [{ Length: > 0 } named, var said, var meant])
        {
            var (target, text, value) = (Uri.UnescapeDataString(named), Uri.UnescapeDataString(said), Uri.UnescapeDataString(meant));
            options = options with { Answers = [.. options.Answers.Where(one => one.Target != target || one.Text != text), new LedgerAnswer(target, text, value)] };
        }
        if (Row(sent["leave"]) is { } leave) options = options with { LeftOut = [.. options.LeftOut.Append(leave).Distinct()] };
        if (Row(sent["take"]) is { } take) options = options with { LeftOut = [.. options.LeftOut.Where(row => row != take)] };
        if (sent["set"] == "columns")
        {
            var columns = new Dictionary<string, string>();
            foreach (var (key, word) in sent)
                if (key.StartsWith("column-", StringComparison.Ordinal) && word.ToString() is { Length: > 0 } pointed)
                    columns[key["column-".Length..]] = pointed;
            options = options with
            {
                Columns = columns,
                Keys = [.. sent["key"].OfType<string>().Where(key => key.Length > 0)],
                HeaderRow = Row(sent["header"]),
                Sheet = Row(sent["sheet"]),
            };
        }
        if (sent["set"] == "how") options = options with { Correct = sent["correct"] == "yes", AllOrNothing = sent["whole"] == "yes" };
        return options;
    }

    private static int? Row(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;

    private static async Task<(LedgerUpload Upload, FormVersion Form)?> FindAsync(Viewer viewer, TimeProvider time, Guid id)
    {
        var upload = await viewer.District.Kept.ReadAsync(db => LedgerSql.FindAsync(db, viewer.District.Id, viewer.Person, id, time.GetUtcNow()));
        if (upload is null) return null;
        foreach (var campaign in viewer.Definition.Campaigns.Values)
            foreach (var form in campaign.Forms)
                if (form.No == upload.Form && viewer.UnitsWith(Right.Import, campaign.No).Count > 0)
                    return (upload, form.Current);
        return null;
    }

    private static IReadOnlyList<ImportForm> Forms(Viewer viewer, string? chosen) =>
    [
        .. from campaign in viewer.Definition.Campaigns.Values
           where viewer.UnitsWith(Right.Import, campaign.No).Count > 0
           orderby campaign.File.Order
           from form in campaign.Forms
           let value = $"{campaign.Id}/{form.Key}"
           select new ImportForm(value, TitleOf(viewer, form.Current), value == chosen),
    ];

    private static FormVersion? FormOf(Viewer viewer, string value) =>
        value.Split('/') is [var campaign, var key] && viewer.Definition.FindCampaign(campaign) is { } found
        && viewer.UnitsWith(Right.Import, found.No).Count > 0
            ? found.Forms.FirstOrDefault(form => form.Key == key)?.Current
            : null;

    private static string TitleOf(Viewer viewer, FormVersion form) =>
        $"{viewer.Definition.Campaigns[form.Campaign].File.Title.In(viewer.Culture)} · {FormTitle.Of(form.Form, viewer.Culture.TwoLetterISOLanguageName)}";

    private static LedgerImport Import(Viewer viewer) => new(viewer.District.Store, viewer.District.Id, viewer.District.Journal);

    private static LedgerFile File(LedgerUpload upload, FormVersion form, LedgerOptions options) =>
        new(upload.Name, upload.Bytes, form, upload.Person, options);

    /// <summary>After a POST the browser asks anew, so that reloading sends nothing twice.</summary>
    private static SeeOtherResult SeeOther(string href) => new SeeOtherResult(href);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An import stopped on the way; it goes on when it is started again.")]
    private static partial void LogStopped(ILogger log, Exception lost);

    private sealed class SeeOtherResult(string href) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = href;
            return Task.CompletedTask;
        }
    }

    /// <summary>Progress without a synchronisation context: told in place.</summary>
    private sealed class Steps(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
