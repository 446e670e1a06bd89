using System.Globalization;
using Gridwork.Forms;

namespace Gridwork.Documents.Ledgers;

/// <summary>Holds the sums of a sheet against its rows.</summary>
internal static class LedgerTotals
{
    /// <summary>The last sum of the sheet, column by column. Sums in between (小计) belong to groups that nobody can tell from the sheet.</summary>
    public static IReadOnlyList<LedgerTotal> Of(LedgerLayout layout, IReadOnlyList<LedgerColumn> columns, LedgerForm form, IReadOnlyList<LedgerRow> rows)
    {
        if (layout.Totals.LastOrDefault() is not { } last) return [];
        var totals = new List<LedgerTotal>();
        foreach (var column in columns)
        {
            if (column.Target is not { } target || form.Question(target)?.Kind is not (QuestionKind.Integer or QuestionKind.Decimal)) continue;
            var cell = last[column.Column];
            if (LedgerNumber.Read(cell).Value is not { } stated) continue;
            var counted = 0m;
            var doubtful = new List<int>();
            foreach (var row in rows)
            {
                var own = row.Cells.First(one => one.Target == target);
                if (own.Value is { } value) counted += decimal.Parse(value, CultureInfo.InvariantCulture);
                else if (!own.Source.IsEmpty) doubtful.Add(row.No);
            }
            totals.Add(new LedgerTotal(cell, target, stated, counted, doubtful));
        }
        return totals;
    }

    /// <summary>Where a single number is in doubt and the stated sum leaves only one of its answers, says so.</summary>
    public static IReadOnlyList<LedgerRow> Advise(IReadOnlyList<LedgerRow> rows, IReadOnlyList<LedgerTotal> totals)
    {
        var advised = rows.ToList();
        foreach (var total in totals)
        {
            if (total.Doubtful is not [var no]) continue;
            var at = advised.FindIndex(row => row.No == no);
            var missing = (total.Stated - total.Counted).ToString("0.#########", CultureInfo.InvariantCulture);
            advised[at] = advised[at] with
            {
                Cells =
                [
                    .. advised[at].Cells.Select(cell => cell.Target == total.Target && cell.Proposed.Any(one => one.Value == missing)
                        ? cell with { Advice = LedgerProblems.FitsTotal.Of(total.Source.Text, missing) }
                        : cell),
                ],
            };
        }
        return advised;
    }
}
