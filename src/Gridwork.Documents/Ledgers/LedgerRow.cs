using Gridwork.Forms;

namespace Gridwork.Documents.Ledgers;

/// <summary>What an import would do with a row.</summary>
public enum RowAction
{
    /// <summary>A new record.</summary>
    New,

    /// <summary>Nothing: the same record is there.</summary>
    Same,

    /// <summary>A correction of the record with the same key.</summary>
    Correction,

    /// <summary>Nothing until somebody has looked: a cell is in doubt.</summary>
    Look,

    /// <summary>Nothing: it cannot be a record.</summary>
    Refused,
}

/// <summary>A cell of a row and what was made of it.</summary>
/// <param name="Source">The cell, or the one above whose value it takes.</param>
/// <param name="Address">The address of the row's own cell.</param>
/// <param name="Target">The question's path, <c>@day</c> or <c>@unit</c>.</param>
/// <param name="Value">The answer; null: none.</param>
/// <param name="IsCarried">Whether the value was taken from the row above (沿用上行).</param>
/// <param name="Problem">The doubt or the reason; null where there is none.</param>
/// <param name="Proposed">The answers that are offered.</param>
/// <param name="Advice">What speaks for one of them; null: nothing.</param>
public sealed record LedgerCell(
    SourceCell Source, string Address, string Target, string? Value, bool IsCarried, Problem? Problem, IReadOnlyList<ProposedAnswer> Proposed,
    Problem? Advice = null)
{
    /// <summary>Whether somebody has to say what it means.</summary>
    public bool IsDoubtful => Problem is { IsError: false } && Value is null;

    /// <summary>Whether an answer holds for the same text in the whole column: names do, numbers and days do not.</summary>
    public bool AnswersWholeColumn => Problem?.Code is "ledger.which-choice" or "ledger.which-unit";
}

/// <summary>A row of the ledger as a record to be.</summary>
public sealed record LedgerRow
{
    /// <summary>The row of the sheet, from 1.</summary>
    public required int No { get; init; }

    /// <summary>What an import would do with it.</summary>
    public required RowAction Action { get; init; }

    /// <summary>Its cells, in the order of the columns that are used.</summary>
    public required IReadOnlyList<LedgerCell> Cells { get; init; }

    /// <summary>What is to be said of the row: why it is refused, what it leaves empty.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The identity that it has or will have; the default where it has none yet.</summary>
    public InstanceId Id { get; init; }

    /// <summary>The record that is there; null: none.</summary>
    public KnownRow? Known { get; init; }

    /// <summary>The day on which it counts where the sheet says it and no question asks for it.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The code of the unit that the sheet names beside the questions; null: none.</summary>
    public string? Unit { get; init; }

    /// <summary>The answers by path.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    /// <summary>For a correction: the questions whose answers differ, with the old answers.</summary>
    public IReadOnlyDictionary<string, string> Replaced { get; init; } = new Dictionary<string, string>();

    /// <summary>Why it is not brought in: the first error among its own and its cells' problems; null: none.</summary>
    public Problem? Reason => Problems.FirstOrDefault(problem => problem.IsError) ?? Cells.Select(cell => cell.Problem).FirstOrDefault(problem => problem is { IsError: true })
        ?? (Action == RowAction.Look ? Cells.First(cell => cell.IsDoubtful).Problem : null);
}

/// <summary>The record that already bears a row's identity, as it stands after its corrections.</summary>
/// <param name="Head">The id of its newest version: what a correction replaces.</param>
/// <param name="Answers">Its answers by path; null: they were erased, and the row counts as there.</param>
public sealed record KnownRow(InstanceId Head, IReadOnlyDictionary<string, string>? Answers)
{
    /// <summary>A record as its form reads it.</summary>
    public static KnownRow Of(FormReading reading)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var question in reading.Form.AllQuestions)
            if (question.HasAnswer && question.RepeatPath is null && reading.First(question.Path) is { } node)
                answers[question.Path] = node.SentText;
        return new KnownRow(reading.InstanceId, answers);
    }
}

/// <summary>A sum that the sheet states, held against its rows.</summary>
/// <param name="Source">The cell that states it.</param>
/// <param name="Target">The column's target.</param>
/// <param name="Stated">What it states.</param>
/// <param name="Counted">The sum of the rows that have a number.</param>
/// <param name="Doubtful">The rows of the column that have none yet.</param>
public sealed record LedgerTotal(SourceCell Source, string Target, decimal Stated, decimal Counted, IReadOnlyList<int> Doubtful)
{
    /// <summary>Whether the rows add up to it.</summary>
    public bool Agrees => Stated == Counted && Doubtful.Count == 0;
}
