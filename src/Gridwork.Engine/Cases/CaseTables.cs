using Gridwork.Engine.Campaigns;
using Gridwork.Forms;
using Gridwork.Schedules;

namespace Gridwork.Engine.Cases;

/// <summary>Reads a campaign's tables of lines, categories and duties. Faults are noted with file and line; a row with one is left out.</summary>
internal static class CaseTables
{
    private static readonly string[] Clocks = ["working", "round"];
    private static readonly string[] Proofs = ["required", "no"];

    public static IReadOnlyList<CampaignLine> Lines(CampaignFolder folder, CampaignFile file, List<Problem> problems)
    {
        var lines = new List<CampaignLine>();
        foreach (var row in Table(folder, file.LinesFile, file.LinesLine, problems, "code", "title_zh", "unit"))
        {
            if (Text(row, "code", problems) is not { } code || Text(row, "title_zh", problems) is null || Text(row, "unit", problems) is not { } unit) continue;
            if (lines.Exists(line => line.Code == code)) Add(problems, CampaignProblems.CodeTwice, row, code);
            else lines.Add(new CampaignLine(code, row.Local("title")!, unit));
        }
        return lines;
    }

    public static CaseRules? Rules(CampaignFolder folder, CampaignFile file, List<Problem> problems)
    {
        if (file.Cases is not { } block) return null;
        var categories = new List<CaseCategory>();
        foreach (var row in Table(folder, block.CategoriesFile, Line(block, "categories"), problems, "code", "title_zh"))
        {
            if (Category(row, problems) is not { } category) continue;
            if (categories.Exists(known => known.Code == category.Code)) Add(problems, CampaignProblems.CodeTwice, row, category.Code);
            else categories.Add(category);
        }
        var duties = new List<Duty>();
        foreach (var row in Table(folder, block.DutiesFile, Line(block, "duties"), problems, "category", "host"))
        {
            if (Text(row, "category", problems) is not { } category || Text(row, "host", problems) is not { } host) continue;
            var with = (row.Given("with") ?? "").Split([';', '、', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            duties.Add(new Duty(category, row.Given("place"), row.Given("line"), host, with, row.Local("clause"), row.Line));
        }
        foreach (var category in categories)
        {
            if (block.DutiesFile is not null && !duties.Exists(duty => duty.Category == category.Code))
                problems.Add(new Problem(CampaignProblems.NoDuty, new SourceLocation(block.DutiesFile), [category.Code]));
        }
        return block.Rules with { Categories = categories, Duties = duties };
    }

    private static CaseCategory? Category(PlainRow row, List<Problem> problems)
    {
        if (Text(row, "code", problems) is not { } code || Text(row, "title_zh", problems) is null) return null;
        Limit? limit = null;
        if (row.Given("limit") is { } text)
        {
            if (Limit.TryParse(text, out var read)) limit = read;
            else Add(problems, CampaignProblems.NotALimit, row, text);
        }
        var clock = OneOf(row, "clock", Clocks, problems);
        var proof = OneOf(row, "after_photo", Proofs, problems);
        return new CaseCategory(code, row.Local("title")!, row.Local("group"), limit, clock == "round", proof == "required", row.Local("clause"));
    }

    private static int Line(CaseBlock block, string member) => block.Lines.GetValueOrDefault(member, 1);

    internal static IReadOnlyList<PlainRow> Table(CampaignFolder folder, string? path, int line, List<Problem> problems, params string[] columns)
    {
        if (path is null) return [];
        if (folder.Find(path) is not { } bytes)
        {
            problems.Add(new Problem(
                CampaignProblems.FileMissing, new SourceLocation(CampaignFolder.CampaignFileName, Line: line), [path],
                NearestName.Find(path, folder.Files.Keys)));
            return [];
        }
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        var rows = PlainTable.Read(path, stream);
        if (rows.Count == 0) return [];
        foreach (var column in columns.Where(column => !rows[0].Headings.Contains(column)))
        {
            problems.Add(new Problem(
                CampaignProblems.ColumnMissing, new SourceLocation(path, Line: 1), [column], NearestName.Find(column, rows[0].Headings)));
        }
        return columns.All(rows[0].Headings.Contains) ? rows : [];
    }

    private static string? Text(PlainRow row, string column, List<Problem> problems)
    {
        if (row.Given(column) is { } text) return text;
        Add(problems, CampaignProblems.CellEmpty, row, column);
        return null;
    }

    private static string? OneOf(PlainRow row, string column, string[] words, List<Problem> problems)
    {
        if (row.Given(column) is not { } text || words.Contains(text)) return row.Given(column);
        problems.Add(new Problem(
            CampaignProblems.NotOneOf, new SourceLocation(row.File, Line: row.Line), [column, text, string.Join('、', words)], NearestName.Find(text, words)));
        return null;
    }

    private static void Add(List<Problem> problems, ProblemKind kind, PlainRow row, string argument) =>
        problems.Add(new Problem(kind, new SourceLocation(row.File, Line: row.Line), [argument]));
}
