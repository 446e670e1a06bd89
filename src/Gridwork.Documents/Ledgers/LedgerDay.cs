using System.Globalization;
using System.Text.RegularExpressions;

namespace Gridwork.Documents.Ledgers;

/// <summary>The days that a cell may mean.</summary>
internal static partial class LedgerDay
{
    /// <summary>
    /// One day where the cell is plain, two where it is not (a number 4.2 is 2 April or, with its zero lost, 20 April), none where it is no
    /// date. A text without a year takes that of the sheet's title, else of its date line, else of the campaign's period.
    /// </summary>
    public static IReadOnlyList<DateOnly> Read(SourceCell cell, LedgerYear year)
    {
        if (cell.Date is { } date) return [DateOnly.FromDateTime(date)];
        var text = cell.Text.Normalize(System.Text.NormalizationForm.FormKC).Trim();
        if (Compact().Match(text) is { Success: true } compact) return Day(Int(compact, 1), Int(compact, 2), Int(compact, 3));
        if (Full().Match(text) is { Success: true } full)
        {
            var y = Int(full, 1);
            return Day(y < 100 ? 2000 + y : y, Int(full, 2), Int(full, 3));
        }
        // A whole number in a column of days is Excel's own count of days, shown without its format.
        if (cell.Kind == SourceKind.Number && cell.Number is > 20_000 and < 80_000 && cell.Number == Math.Floor(cell.Number))
            return [DateOnly.FromDateTime(DateTime.FromOADate(cell.Number))];
        if (Short().Match(text) is not { Success: true } match) return [];
        var (month, day) = (Int(match, 1), Int(match, 2));
        var one = Day(year.Of(month, day), month, day);
        // 4.20 typed into a cell that is no text becomes the number 4.2.
        return cell.Kind == SourceKind.Number && match.Groups[2].Length == 1 && day is 1 or 2 or 3 && cell.Kind == SourceKind.Number
            ? [.. one, .. Day(year.Of(month, day * 10), month, day * 10)]
            : one;
    }

    private static DateOnly[] Day(int year, int month, int day) =>
        year is >= 1900 and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? [new DateOnly(year, month, day)] : [];

    private static int Int(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d{4})(\d{2})(\d{2})$")]
    private static partial Regex Compact();

    [GeneratedRegex(@"^(\d{4}|\d{2})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*(?:日|号)?(?:\s+\S+|[T星期(].*)?$")]
    private static partial Regex Full();

    [GeneratedRegex(@"^(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*(?:日|号)?(?:\s+\d{1,2}:\d{2})?$")]
    private static partial Regex Short();
}

/// <summary>Where a day without a year gets its year.</summary>
/// <param name="Stated">The year that the sheet states; null: none.</param>
/// <param name="From">The first day that the campaign counts.</param>
/// <param name="Until">The last; null: open.</param>
public sealed record LedgerYear(int? Stated, DateOnly From, DateOnly? Until)
{
    /// <summary>The year of a day: the stated one, else the first year of the period that holds it, else the period's first.</summary>
    public int Of(int month, int day)
    {
        if (Stated is { } year) return year;
        for (var candidate = From.Year; candidate <= (Until ?? From.AddYears(1)).Year; candidate++)
        {
            if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(candidate, month)) continue;
            var date = new DateOnly(candidate, month, day);
            if (date >= From && (Until is null || date <= Until)) return candidate;
        }
        return From.Year;
    }
}
