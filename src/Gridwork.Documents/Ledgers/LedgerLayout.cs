// Where in a clerk's sheet the table is: titles and 填报单位 lines above it, the headings, the rows, sums and signatures below.
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gridwork.Documents.Ledgers;

/// <summary>What a row of the sheet is.</summary>
public enum SourceRowRole
{
    /// <summary>A title or a line of facts above the table.</summary>
    Title,

    /// <summary>The headings.</summary>
    Heading,

    /// <summary>A row of the table.</summary>
    Data,

    /// <summary>A sum (合计, 小计).</summary>
    Total,

    /// <summary>A line under the table: who filled it in, a remark.</summary>
    Foot,
}

/// <summary>A sheet with its parts told apart.</summary>
/// <param name="Sheet">The sheet.</param>
/// <param name="HeaderRow">The row of the headings.</param>
/// <param name="Roles">What each row is, in the order of the sheet's rows.</param>
/// <param name="Year">The year that a title or date line names; null: none.</param>
public sealed partial record LedgerLayout(SourceSheet Sheet, SourceRow HeaderRow, IReadOnlyList<SourceRowRole> Roles, int? Year)
{
    /// <summary>Headings stand within these first rows.</summary>
    private const int Reach = 30;

    private static readonly string[] TotalWords = ["合计", "总计", "共计", "小计", "总数", "total", "subtotal", "sum"];

    /// <summary>The rows of the table.</summary>
    public IEnumerable<SourceRow> Data => With(SourceRowRole.Data);

    /// <summary>The sums.</summary>
    public IEnumerable<SourceRow> Totals => With(SourceRowRole.Total);

    /// <summary>The columns that have a heading.</summary>
    public IReadOnlyList<int> Columns { get; } = [.. HeaderRow.Filled.Select(cell => cell.Column)];

    /// <summary>Finds the parts of a sheet; null when no row looks like headings.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="fit">How well a row's texts fit as headings: the more, the better; 0: not at all.</param>
    /// <param name="headerRow">The row that the clerk pointed out; null: find it.</param>
    public static LedgerLayout? Find(SourceSheet sheet, Func<SourceRow, int> fit, int? headerRow = null)
    {
        var header = headerRow is { } no ? sheet.Rows.FirstOrDefault(row => row.No == no) : Header(sheet, fit);
        if (header is null) return null;
        var at = ((List<SourceRow>)[.. sheet.Rows]).FindIndex(row => row.No == header.No);
        var roles = new List<SourceRowRole>(sheet.Rows.Count);
        var summed = false;
        for (var i = 0; i < sheet.Rows.Count; i++)
        {
            var row = sheet.Rows[i];
            if (i < at) roles.Add(SourceRowRole.Title);
            else if (i == at) roles.Add(SourceRowRole.Heading);
            else if (IsTotal(row))
            {
                roles.Add(SourceRowRole.Total);
                summed = true;
            }
            else roles.Add(IsFoot(row, header, summed) ? SourceRowRole.Foot : SourceRowRole.Data);
        }
        return new LedgerLayout(sheet, header, roles, YearOf(sheet.Rows.Take(at)));
    }

    private IEnumerable<SourceRow> With(SourceRowRole role) => Sheet.Rows.Where((_, i) => Roles[i] == role);

    private static SourceRow? Header(SourceSheet sheet, Func<SourceRow, int> fit)
    {
        SourceRow? best = null;
        var most = 0;
        for (var i = 0; i < Math.Min(Reach, sheet.Rows.Count); i++)
        {
            var row = sheet.Rows[i];
            var filled = row.Filled.ToList();
            // Headings are words, and there are rows below them.
            if (filled.Count == 0 || i == sheet.Rows.Count - 1 || filled.Exists(cell => cell.Kind is SourceKind.Number or SourceKind.Date)) continue;
            var score = fit(row) * 10 + (filled.Count > 1 ? Math.Min(filled.Count, 20) : 0);
            if (filled.Count == 1 && fit(row) == 0) continue;
            if (score <= most) continue;
            (best, most) = (row, score);
        }
        return best;
    }

    private static bool IsTotal(SourceRow row) =>
        row.Filled.Take(3).Any(cell => TotalWords.Contains(FoldedText.Fold(cell.Text)));

    /// <summary>A line under the table names its author (填表人：) or fills one wide cell only.</summary>
    private static bool IsFoot(SourceRow row, SourceRow header, bool summed)
    {
        var filled = row.Filled.ToList();
        if (FootWords().IsMatch(filled[0].Text)) return true;
        return summed && filled.Count == 1 && header.Filled.Count() > 2;
    }

    private static int? YearOf(IEnumerable<SourceRow> above)
    {
        foreach (var cell in above.SelectMany(row => row.Filled))
        {
            if (cell.Date is { } date) return date.Year;
            if (Year4().Match(cell.Text) is { Success: true } year) return int.Parse(year.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        }
        return null;
    }

    [GeneratedRegex(@"(?<!\d)((?:19|20)\d{2})(?:\s*年|[-/.]\d)")]
    private static partial Regex Year4();

    [GeneratedRegex(@"^(?:填表|制表|填报|审核|审批|负责|分管|联系|经办|统计|记录|复核)\S{0,4}人?\s*[（(]?\S{0,6}[)）]?\s*[:：]|^(?:注|备注|说明)\s*\d*\s*[:：]")]
    private static partial Regex FootWords();
}
