// A campaign folder checked on a page: nothing is kept and nothing is published. The same check as `gridwork check`, with the place of each fault
// drawn beside it.
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Rights;
using Gridwork.Forms;
using Gridwork.Forms.Workbooks;
using Gridwork.Server.People;
using Gridwork.Server.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gridwork.Server.Checks;

/// <summary>/check.</summary>
internal static class CheckPages
{
    /// <summary>The most bytes of a folder that are taken in: forms and templates are small, their media included.</summary>
    private const long Largest = 64 * 1024 * 1024;

    /// <summary>How many rows or lines are drawn before and behind a fault.</summary>
    private const int Around = 1;

    public static void MapCheckPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/check", () => new RazorComponentResult<CheckView>()).Needs(Right.Import);
        app.MapPost("/check", CheckAsync).Needs(Right.Import);
    }

    private static async Task<IResult> CheckAsync(HttpContext context, Viewer viewer, CancellationToken cancel)
    {
        var form = await context.Request.ReadFormAsync(cancel);
        var sent = form.Files.Where(file => file.Length > 0).ToList();
        if (sent.Count == 0) return Refuse("NoFiles", StatusCodes.Status400BadRequest);
        if (sent.Sum(file => file.Length) > Largest) return Refuse("TooLarge", StatusCodes.Status413PayloadTooLarge);
        CampaignFolder folder;
        try
        {
            folder = await FolderAsync(sent, cancel);
        }
        catch (InvalidDataException)
        {
            return Refuse("BrokenZip", StatusCodes.Status400BadRequest);
        }
        var report = FolderCheck.Run(folder, viewer.Definition);
        var sheets = new Dictionary<string, Workbook?>(StringComparer.Ordinal);
        return new RazorComponentResult<CheckView>(new
        {
            Model = new CheckModel(
                folder.Name, report.File?.Title.In(viewer.Culture), viewer.District.Clock.Now,
                [.. folder.Files.Keys.Order(StringComparer.Ordinal).Select(name => new CheckedFile(
                    name, Of(name).Count(problem => problem.IsError), Of(name).Count(problem => !problem.IsError)))],
                [.. report.Problems.Select(problem => new Finding(problem, SheetOf(folder, sheets, problem.Location), LinesOf(folder, problem.Location)))]),
        });

        IEnumerable<Problem> Of(string file) => report.Problems.Where(problem => problem.Location?.File == file);
    }

    private static RazorComponentResult<CheckView> Refuse(string why, int status) => new(new { Refused = why }) { StatusCode = status };

    private static async Task<CampaignFolder> FolderAsync(List<IFormFile> sent, CancellationToken cancel)
    {
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var file in sent)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancel);
            var name = Path.GetFileName(file.FileName.Replace('\\', '/'));
            if (sent.Count == 1 && name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
                return CampaignFolder.FromZip(bytes.ToArray(), Path.GetFileNameWithoutExtension(name));
            files[name] = bytes.ToArray();
        }
        // Files that were chosen one by one have lost their folder's name: it is what campaign.yaml says.
        var loose = new CampaignFolder("", files);
        var id = loose.Text(CampaignFolder.CampaignFileName) is { } text ? CampaignFileReader.Read(text, [])?.Id : null;
        return new CampaignFolder(id ?? sent[0].FileName, files);
    }

    private static IReadOnlyList<(int, string, bool)> LinesOf(CampaignFolder folder, SourceLocation? place)
    {
        if (place?.Line is not { } line || folder.Text(place.File) is not { } text) return [];
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return [.. Enumerable.Range(line - Around, 2 * Around + 1).Where(number => number >= 1 && number <= lines.Length)
            .Select(number => (number, lines[number - 1], number == line))];
    }

    private static SheetPiece? SheetOf(CampaignFolder folder, Dictionary<string, Workbook?> read, SourceLocation? place)
    {
        if (place is not { Sheet: { } name, Row: { } row } || folder.Find(place.File) is not { } bytes) return null;
        if (!read.TryGetValue(place.File, out var workbook))
            read[place.File] = workbook = Workbook.Read(place.File, new MemoryStream(bytes.ToArray(), writable: false), out _);
        if (workbook?.Sheets.FirstOrDefault(sheet => sheet.Name == name) is not { Rows: [var head, ..] } sheet) return null;
        // Type and name tell which row it is; the fault's own column stands last.
        var columns = head.Cells.Select(cell => cell.Column).Take(2).ToList();
        var bad = head.Cells.Select(cell => cell.Column).FirstOrDefault(column => WorksheetCell.Letters(column) == place.Column, -1);
        if (bad >= 0 && !columns.Contains(bad)) columns.Add(bad);
        return new SheetPiece(
            [.. columns.Select(column => $"{WorksheetCell.Letters(column)} {head[column]}")],
            [.. sheet.Rows.Where(other => Math.Abs(other.Number - row) <= Around && other != head).Select(other => (
                other.Number, (IReadOnlyList<string>)[.. columns.Select(column => other[column])], other.Number == row ? columns.IndexOf(bad) : -1))]);
    }
}
