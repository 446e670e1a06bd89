// What an import will do, row by row, before it does anything. A pure function of file, form, the clerk's decisions and what is known: the
// preview and the import are the same plan, so nothing can happen that was not shown.
using Gridwork.Forms;

namespace Gridwork.Documents.Ledgers;

/// <summary>What a plan is made under.</summary>
/// <param name="Form">The form that the rows become records of.</param>
/// <param name="From">The campaign's first day.</param>
/// <param name="Until">Its last; null: open.</param>
/// <param name="Offset">The district's offset from UTC.</param>
/// <param name="Earlier">Headings matched before for this form and this set of headings: heading → target.</param>
/// <param name="Takes">Whether the clerk may take in rows of a unit, by its code; null: of all.</param>
/// <param name="Language">The language in which questions are named in what is said of rows; null: the form's own.</param>
public sealed record LedgerContext(
    LedgerForm Form, DateOnly From, DateOnly? Until, TimeSpan Offset, IReadOnlyDictionary<string, string> Earlier, Func<string, bool>? Takes = null,
    string? Language = null);

/// <summary>A sheet, what was recognised on it, and what each row will do.</summary>
public sealed record LedgerPlan
{
    /// <summary>One transaction takes no more rows.</summary>
    public const int MostAtOnce = 50_000;

    private LedgerPlan() { }

    /// <summary>The file.</summary>
    public required SourceBook Book { get; init; }

    /// <summary>The sheet's place in it, from 0.</summary>
    public required int SheetNo { get; init; }

    /// <summary>The sheet with its parts told apart.</summary>
    public required LedgerLayout Layout { get; init; }

    /// <summary>The form.</summary>
    public required LedgerForm Form { get; init; }

    /// <summary>Where each column leads.</summary>
    public required IReadOnlyList<LedgerColumn> Columns { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<LedgerRow> Rows { get; init; }

    /// <summary>The sums that the sheet states.</summary>
    public required IReadOnlyList<LedgerTotal> Totals { get; init; }

    /// <summary>The questions by which rows are told apart; empty: by their whole content.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>What the clerk pointed at and is not there.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The clerk's decisions.</summary>
    public required LedgerOptions Options { get; init; }

    private TimeSpan Offset { get; init; }

    /// <summary>How many rows have an action.</summary>
    public int Count(RowAction action) => Rows.Count(row => row.Action == action);

    /// <summary>The rows that an import brings in now.</summary>
    public IEnumerable<LedgerRow> Ready => Rows.Where(row => row.Action == RowAction.New || (row.Action == RowAction.Correction && Options.Correct));

    /// <summary>Whether all-or-nothing would bring everything in: no row in doubt, none refused, not too many.</summary>
    public bool IsWhole => Rows.Count <= MostAtOnce && !Rows.Any(row => row.Action is RowAction.Look or RowAction.Refused);

    /// <summary>The headings in order: with the form's id what an earlier mapping is kept under.</summary>
    public IReadOnlyList<string> Headings => [.. Columns.Select(column => column.Heading)];

    /// <summary>The mapping to keep for the next file with these headings.</summary>
    public IReadOnlyDictionary<string, string> Mapping =>
        Columns.GroupBy(column => column.Heading).ToDictionary(group => group.Key, group => group.First().Target ?? LedgerForm.NotUsed);

    /// <summary>Reads a file into a plan.</summary>
    /// <param name="book">The file.</param>
    /// <param name="context">Form, period and what was matched before.</param>
    /// <param name="options">The clerk's decisions.</param>
    /// <param name="refusal">Why there is no plan: no headings, or no column fits.</param>
    /// <returns>The plan, all of whose rows count as new until it is held against what is known (<see cref="Against"/>).</returns>
    public static LedgerPlan? Make(SourceBook book, LedgerContext context, LedgerOptions options, out Problem? refusal)
    {
        refusal = null;
        LedgerLayout? layout = null;
        var sheetNo = 0;
        var best = -1;
        for (var no = options.Sheet ?? 0; no < book.Sheets.Count && no <= (options.Sheet ?? int.MaxValue); no++)
        {
            var match = new ColumnMatch(context.Form, new LedgerYear(null, context.From, context.Until));
            if (LedgerLayout.Find(book.Sheets[no], match.Fit, options.HeaderRow) is not { } found || match.Fit(found.HeaderRow) <= best) continue;
            (layout, sheetNo, best) = (found, no, match.Fit(found.HeaderRow));
        }
        if (layout is null)
        {
            refusal = LedgerProblems.NoHeader.At(book.FileName);
            return null;
        }
        var year = new LedgerYear(layout.Year, context.From, context.Until);
        var problems = new List<Problem>();
        var pointed = Pointed(options, layout, context.Form, problems);
        var columns = new ColumnMatch(context.Form, year).Match(layout, context.Earlier, pointed);
        if (columns.All(column => column.Target is null)) problems.Add(LedgerProblems.NothingMatched.At(book.FileName));
        var keys = options.Keys.Select(key => context.Form.Target(key)).OfType<string>().Where(key => columns.Any(column => column.Target == key)).ToList();
        var rows = new RowReader(context, options, layout, columns, keys, year).Read();
        var totals = LedgerTotals.Of(layout, columns, context.Form, rows);
        return new LedgerPlan
        {
            Book = book,
            SheetNo = sheetNo,
            Layout = layout,
            Form = context.Form,
            Columns = columns,
            Rows = LedgerTotals.Advise(rows, totals),
            Totals = totals,
            Keys = keys,
            Problems = problems,
            Options = options,
            Offset = context.Offset,
        };
    }

    /// <summary>The plan held against the records that are there.</summary>
    /// <param name="known">What is known under the rows' ids.</param>
    public LedgerPlan Against(IReadOnlyDictionary<InstanceId, KnownRow> known) => this with
    {
        Rows = [.. Rows.Select(row => row.Action == RowAction.New && known.TryGetValue(row.Id, out var record) ? Compared(row, record) : row)],
    };

    /// <summary>The record that a row becomes: the same row gives the same bytes, whoever brings it in and when.</summary>
    /// <param name="row">A new row, or a correction.</param>
    public byte[] Write(LedgerRow row)
    {
        var corrects = row.Action == RowAction.Correction ? row.Known!.Head : (InstanceId?)null;
        var answers = row.Answers;
        if (corrects is not null)
        {
            // What the sheet does not say stays as the record has it.
            var merged = new Dictionary<string, string>(row.Known!.Answers!, StringComparer.Ordinal);
            foreach (var (path, value) in row.Answers) merged[path] = value;
            answers = merged;
        }
        return Instance(Form.Form, row.Id, corrects, row.Day, Offset, answers);
    }

    internal static byte[] Instance(
        Form form, InstanceId id, InstanceId? corrects, DateOnly? day, TimeSpan offset, IReadOnlyDictionary<string, string> answers)
    {
        // A sheet gives a day and no hour: noon of the district is on that day in every zone that a reader may use.
        var at = day is { } counted ? new DateTimeOffset(counted, new TimeOnly(12, 0), offset) : (DateTimeOffset?)null;
        return form.Write(answers.Where(answer => answer.Value.Length > 0), new InstanceMeta(id, corrects, at, at), out _);
    }

    private static LedgerRow Compared(LedgerRow row, KnownRow known)
    {
        if (known.Answers is not { } there) return row with { Action = RowAction.Same, Known = known };
        var replaced = row.Answers.Where(answer => there.GetValueOrDefault(answer.Key, "") != answer.Value)
            .ToDictionary(answer => answer.Key, answer => there.GetValueOrDefault(answer.Key, ""));
        return replaced.Count == 0
            ? row with { Action = RowAction.Same, Known = known }
            : row with { Action = RowAction.Correction, Known = known, Replaced = replaced, Id = RowId.OfCorrection(known.Head, row.Answers) };
    }

    private static Dictionary<string, string> Pointed(LedgerOptions options, LedgerLayout layout, LedgerForm form, List<Problem> problems)
    {
        var pointed = new Dictionary<string, string>(StringComparer.Ordinal);
        var headings = layout.Columns.Select(column => layout.HeaderRow[column].Text).ToList();
        foreach (var (column, word) in options.Columns)
        {
            if (form.Target(word) is not { } target)
                problems.Add(new Problem(LedgerProblems.UnknownTarget, null, [word], NearestName.Find(word, form.Questions.Select(question => question.Name))));
            else if (!headings.Contains(column) && !layout.Columns.Any(no => SourceCell.Letters(no) == column))
                problems.Add(new Problem(LedgerProblems.UnknownColumn, null, [column], NearestName.Find(column, headings)));
            else
                pointed[column] = target;
        }
        return pointed;
    }
}
