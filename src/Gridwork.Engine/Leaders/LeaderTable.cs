using System.Globalization;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Forms;

namespace Gridwork.Engine.Leaders;

/// <summary>Reads a campaign's table of leaders and holds it against the district. Faults are noted with file, row and column; a row with one is left out.</summary>
internal static class LeaderTable
{
    private const int NamedCells = 3;

    public static LeaderMatrix Read(CampaignFolder folder, CampaignFile file, List<Problem> problems)
    {
        var rows = new List<LeaderRow>();
        var titles = new Dictionary<string, LocalText>(StringComparer.Ordinal);
        foreach (var row in CaseTables.Table(folder, file.LeadersFile, file.LeadersLine, problems, "leader", "title_zh", "from"))
        {
            if (row.Given("leader") is not { } leader)
            {
                Add(problems, CampaignProblems.CellEmpty, row, "leader", "leader");
                continue;
            }
            // A post is written out once; further rows of the same leader may leave it.
            if (row.Local("title") is { } title) titles.TryAdd(leader, title);
            if (!titles.TryGetValue(leader, out var known))
            {
                Add(problems, CampaignProblems.LeaderNameless, row, "title_zh", leader);
                continue;
            }
            if (row.Given("from") is not { } day)
            {
                Add(problems, CampaignProblems.CellEmpty, row, "from", "from");
                continue;
            }
            if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
            {
                Add(problems, CampaignProblems.NotADate, row, "from", "from", day);
                continue;
            }
            rows.Add(new LeaderRow(leader, known, row.Given("street"), row.Given("line"), row.Given("cell"), from, row.Line));
        }
        return rows.Count == 0 ? LeaderMatrix.Empty : new LeaderMatrix(rows);
    }

    /// <summary>Unknown streets, lines and cells, two leaders for one place, and what nobody answers for from the campaign's first day on.</summary>
    public static void Check(
        CampaignFolder folder, CampaignFile file, LeaderMatrix leaders, IReadOnlyList<CampaignLine> lines, DistrictDefinition district, List<Problem> problems)
    {
        if (leaders.Rows.Count == 0) return;
        var headings = Headings(folder, file.LeadersFile!);
        foreach (var row in leaders.Rows)
        {
            if (row.Line is { } line && !lines.Any(known => known.Code == line))
                Unknown(CampaignProblems.UnknownLine, row, "line", line, lines.Select(known => known.Code));
            if (district.Units.All.Count == 0) continue;
            if (row.Street is { } street && district.Units.Find(street) is null)
                Unknown(CampaignProblems.UnknownUnit, row, "street", street, district.Units.All.Select(unit => unit.Code));
            if (row.Cell is not { } cell || district.Grids.Count == 0) continue;
            if (district.FindCell(cell) is var no && no == CellNo.None)
                Unknown(CampaignProblems.UnknownCell, row, "cell", cell, district.Grids.SelectMany(grid => grid.Grid.Cells).Select(known => known.Code.Value).Distinct());
            else if (row.Street is { } its && district.Units.Find(its) is { } above && district.CellOf(no, row.From) is { } placed
                && district.Units.Find(placed.UnitCode) is { } unit && !district.Units.IsWithin(unit.No, above.No))
                problems.Add(new Problem(CampaignProblems.CellElsewhere, At(row, "cell"), [cell, its]));
        }
        foreach (var twice in leaders.Doubles)
        {
            problems.Add(new Problem(
                CampaignProblems.LeaderTwice, At(twice.Second, "leader"),
                [twice.Second.Leader, twice.First.Leader, twice.First.Row.ToString(CultureInfo.InvariantCulture)]));
        }
        var before = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var day in leaders.Changes(file.From).Where(day => file.To is null || day <= file.To))
        {
            var gaps = leaders.Gaps(district, lines, day).ToLookup(gap => gap.Line ?? "");
            foreach (var line in lines.Select(line => line.Code).Prepend(""))
            {
                var cells = string.Join('、', gaps[line].Take(NamedCells).Select(gap => gap.Cell.Code.Value));
                var n = gaps[line].Count();
                // What was not answered for the day before is said once.
                if (before.TryGetValue(line, out var same) && same == $"{n} {cells}") continue;
                before[line] = $"{n} {cells}";
                if (n > 0)
                    problems.Add(new Problem(
                        line.Length == 0 ? CampaignProblems.LeaderGap : CampaignProblems.LeaderGapOnLine, new SourceLocation(file.LeadersFile!),
                        [day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), n.ToString(CultureInfo.InvariantCulture), cells, line]));
            }
        }

        void Unknown(ProblemKind kind, LeaderRow row, string column, string wrong, IEnumerable<string> right) =>
            problems.Add(new Problem(kind, At(row, column), [wrong], NearestName.Find(wrong, right)));

        SourceLocation At(LeaderRow row, string column) => new(file.LeadersFile!, Row: row.Row, Column: Letter(headings.IndexOf(column)), Heading: column);
    }

    private static List<string> Headings(CampaignFolder folder, string path)
    {
        using var stream = new MemoryStream(folder.Find(path)!.Value.ToArray(), writable: false);
        return PlainTable.Read(path, stream) is [var first, ..] ? first.Headings : [];
    }

    private static void Add(List<Problem> problems, ProblemKind kind, PlainRow row, string column, params string[] arguments) =>
        problems.Add(new Problem(kind, new SourceLocation(row.File, Row: row.Line, Column: Letter(row.Headings.IndexOf(column)), Heading: column), arguments));

    /// <summary>The letter of a column from 0; null: there is none, or none with one letter.</summary>
    private static string? Letter(int column) => column is >= 0 and < 26 ? ((char)('A' + column)).ToString() : null;
}
