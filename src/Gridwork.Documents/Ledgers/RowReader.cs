using System.Globalization;
using Gridwork.Forms;

namespace Gridwork.Documents.Ledgers;

/// <summary>Reads the rows of a table into records to be.</summary>
internal sealed class RowReader(
    LedgerContext context, LedgerOptions options, LedgerLayout layout, IReadOnlyList<LedgerColumn> columns, IReadOnlyList<string> keys, LedgerYear year)
{
    private readonly List<LedgerColumn> used = [.. columns.Where(column => column.Target is not null)];
    private readonly Dictionary<int, SourceCell> above = [];
    private readonly Dictionary<string, int> equal = new(StringComparer.Ordinal);
    private readonly Dictionary<InstanceId, LedgerRow> byKey = [];

    // A column of equal texts is read once a text, not once a row.
    private readonly Dictionary<(string Target, SourceKind Kind, string Text), CellAnswer> read = [];

    public List<LedgerRow> Read() => [.. layout.Data.Select(Row)];

    private LedgerRow Row(SourceRow source)
    {
        var cells = used.Select(column => Cell(source, column)).ToList();
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        DateOnly? day = null;
        string? unit = null;
        foreach (var cell in cells)
        {
            if (cell.Value is not { Length: > 0 } value) continue;
            if (cell.Target == LedgerForm.Day) day = DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            else if (cell.Target == LedgerForm.Unit) unit = value;
            // Several columns may be pointed at one text: they are put together in their order.
            else answers[cell.Target] = answers.TryGetValue(cell.Target, out var before) ? before + " " + value : value;
        }
        var row = new LedgerRow { No = source.No, Action = RowAction.New, Cells = cells, Answers = answers, Day = day, Unit = unit };
        if (options.LeftOut.Contains(source.No)) return row with { Action = RowAction.Refused, Problems = [LedgerProblems.LeftOut.Of()] };
        if (cells.Exists(cell => cell.Problem is { IsError: true } && cell.Value is null)) return row with { Action = RowAction.Refused };
        row = Identified(row);
        if (row.Action == RowAction.Refused) return row;
        if (cells.Exists(cell => cell.IsDoubtful)) return row with { Action = RowAction.Look };
        return Checked(row);
    }

    private LedgerCell Cell(SourceRow source, LedgerColumn column)
    {
        var target = column.Target!;
        var own = source[column.Column];
        var cell = own;
        var carried = false;
        // 沿用上行: a day left blank is the day above, and what lies under merged cells is what they show.
        if (own.IsEmpty && above.TryGetValue(column.Column, out var last) && (own.IsMergedInto ? MergedFrom(source.No, column.Column, last) : IsDay(target)))
        {
            cell = last;
            carried = true;
        }
        if (!cell.IsEmpty) above[column.Column] = cell;
        if (!carried && options.CellAnswers.TryGetValue(own.Address, out var decided)) return new LedgerCell(cell, own.Address, target, decided, false, null, []);
        if (!read.TryGetValue((target, cell.Kind, cell.Text), out var answer))
        {
            answer = CellAnswer.Read(context.Form, target, cell, year, context.Offset, context.Language);
            if (answer.Problem is { IsError: false } && options.Answers.LastOrDefault(said => said.Target == target && said.Text == cell.Text) is { } said) answer = new CellAnswer(said.Value, null, []);
            read[(target, cell.Kind, cell.Text)] = answer;
        }
        return new LedgerCell(cell, own.Address, target, answer.Value, carried, answer.Problem, answer.Proposed);
    }

    private bool IsDay(string target) => target == LedgerForm.Day || context.Form.Question(target)?.Kind == QuestionKind.Date && target == FirstDate;

    /// <summary>The first date of the form that a column leads to: the day of the row. Later ones (期限) are not carried down.</summary>
    private string? FirstDate { get; } = columns.Any(column => column.Target == LedgerForm.Day)
        ? null
        : columns.Select(column => column.Target).FirstOrDefault(target => target is not null && context.Form.Question(target)?.Kind == QuestionKind.Date);

    private bool MergedFrom(int row, int column, SourceCell last)
    {
        foreach (var merge in layout.Sheet.Merges)
            if (merge.Holds(row, column))
                return merge.Left == column && merge.Top == last.Row;
        return false;
    }

    private LedgerRow Identified(LedgerRow row)
    {
        var formId = context.Form.Form.Id;
        if (keys.Count == 0)
        {
            // The texts of the sheet, not what they were taken for: a doubt answered otherwise is the same row, and corrects it.
            var content = row.Cells.OrderBy(cell => cell.Target, StringComparer.Ordinal).Select(cell => cell.Target + "=" + FoldedText.Fold(cell.Source.Text) + "|" + cell.Source.Text).ToList();
            var whole = string.Join('\u001f', content);
            var nth = equal[whole] = equal.GetValueOrDefault(whole) + 1;
            return row with { Id = RowId.ByContent(formId, content, nth) };
        }
        var key = new List<string>();
        foreach (var target in keys)
        {
            var text = row.Cells.First(cell => cell.Target == target);
            if (text.Value is null && !text.IsDoubtful)
                return row with { Action = RowAction.Refused, Problems = [LedgerProblems.KeyEmpty.Of(columns.First(column => column.Target == target).Heading)] };
            key.Add(text.Value ?? FoldedText.Fold(text.Source.Text));
        }
        row = row with { Id = RowId.ByKey(formId, key) };
        if (byKey.TryAdd(row.Id, row)) return row;
        var first = byKey[row.Id];
        var same = first.Answers.Count == row.Answers.Count && first.Answers.All(answer => row.Answers.GetValueOrDefault(answer.Key) == answer.Value);
        return same
            ? row with { Action = RowAction.Same }
            : row with { Action = RowAction.Refused, Problems = [LedgerProblems.KeyTwice.Of(LedgerProblems.Number(first.No))] };
    }

    /// <summary>The row as the form reads it: constraints refuse, what is required and empty is said.</summary>
    private LedgerRow Checked(LedgerRow row)
    {
        if (row.Action != RowAction.New) return row;
        var unit = row.Unit ?? (context.Form.UnitQuestion is { } question ? row.Answers.GetValueOrDefault(question) : null);
        if (unit is not null && context.Takes is { } takes && !takes(unit))
            return row with { Action = RowAction.Refused, Problems = [LedgerProblems.NotYourUnit.Of(context.Form.Shown(LedgerForm.Unit, unit, context.Language))] };
        var reading = context.Form.Form.Read(LedgerPlan.Instance(context.Form.Form, row.Id, null, row.Day, context.Offset, row.Answers), out var refusal);
        if (reading is null) return row with { Action = RowAction.Refused, Problems = [LedgerProblems.NotWritten.Of(refusal!.Text(CultureInfo.CurrentUICulture))] };
        var problems = new List<Problem>();
        foreach (var violation in reading.Violations)
        {
            var label = violation.Node.Question?.Label.In(context.Language) is { Length: > 0 } asked ? asked.TrimEnd('？', '?') : violation.Node.Path;
            problems.Add(violation.Kind == ViolationKind.Required
                ? LedgerProblems.NotFilled.Of(label)
                : LedgerProblems.BreaksConstraint.Of(label, violation.Node.SentText, violation.Message.In(context.Language)));
        }
        return row with { Action = problems.Exists(problem => problem.IsError) ? RowAction.Refused : RowAction.New, Problems = problems };
    }
}
