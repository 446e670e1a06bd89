namespace Gridwork.Documents.Ledgers;

/// <summary>What a clerk decided about a file: kept with it while it waits, so that the preview and the import are the same reading.</summary>
public sealed record LedgerOptions
{
    /// <summary>The sheet, from 0; null: the first with a table that fits.</summary>
    public int? Sheet { get; init; }

    /// <summary>The row of the headings, from 1; null: found.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>Columns that were pointed out: heading or letters → question, <c>@day</c>, <c>@unit</c>, or <c>-</c> for not used.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>The questions that tell one row from another; empty: the whole row does.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Answers to doubts that hold for the whole sheet: target and text → value (“麦川” is 小麦川村 wherever it stands).</summary>
    public IReadOnlyList<LedgerAnswer> Answers { get; init; } = [];

    /// <summary>Answers to doubts of one cell: its address → value.</summary>
    public IReadOnlyDictionary<string, string> CellAnswers { get; init; } = new Dictionary<string, string>();

    /// <summary>Rows that are not to be brought in.</summary>
    public IReadOnlyList<int> LeftOut { get; init; } = [];

    /// <summary>Whether rows that differ from a record with the same key correct it; else they are left as they are.</summary>
    public bool Correct { get; init; }

    /// <summary>Whether nothing is brought in unless every row can be.</summary>
    public bool AllOrNothing { get; init; }
}

/// <summary>An answer to a doubt.</summary>
/// <param name="Target">The column's target.</param>
/// <param name="Text">The text that was in doubt.</param>
/// <param name="Value">What it means.</param>
public sealed record LedgerAnswer(string Target, string Text, string Value);
