// The door of a case's papers. What it answers is the case as it stands; it says as of which entry of the journal, and carries that entry's hash.
using System.Globalization;
using Gridwork.Documents.Papers;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Rights;
using Gridwork.Server.Cases;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Problem = Gridwork.Server.Problems.Problem;

namespace Gridwork.Server.Papers;

/// <summary>/cases/{number}/papers/{name}.docx.</summary>
internal static class PaperDoors
{
    public static void MapPapers(this IEndpointRouteBuilder app) =>
        app.MapGet("/cases/{number:long}/papers/{name}.docx", PaperAsync).Needs(Right.SeeRecords);

    /// <summary>The papers that there are of a case now.</summary>
    public static IReadOnlyList<PaperRule> Of(SeenCase seen) => [.. seen.Campaign.File.Papers.Where(paper => paper.IsOf(seen.State))];

    private static async Task<IResult> PaperAsync(HttpContext context, Viewer viewer, PersonNames names, long number, string name, CancellationToken cancel)
    {
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (await SeenCase.FindAsync(viewer, snapshot, number, cancel) is not { } seen || Of(seen).FirstOrDefault(paper => paper.Name == name) is not { } rule
            || seen.Campaign.Folder.Find(rule.Template) is not { } template) return new Problem(ProblemCode.NotFound).AsResult();
        // A paper speaks its template's language, whoever fetches it.
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(rule.Language == "en" ? "en" : "zh-CN");
        var model = await new CasePaper(viewer, snapshot, seen, names, rule).ReadAsync(cancel);
        using var bytes = new MemoryStream();
        // It was checked before it was published; a program that knows other fields says so instead of sending half a paper.
        if (Paper.Fill(new MemoryStream(template.ToArray()), rule.Template, model, bytes) is [var fault, ..])
            throw new InvalidDataException(fault.Line(CultureInfo.InvariantCulture));
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.File(bytes.ToArray(), Paper.ContentType, string.Create(CultureInfo.InvariantCulture, $"{rule.Title}-{number}.docx"));
    }
}
