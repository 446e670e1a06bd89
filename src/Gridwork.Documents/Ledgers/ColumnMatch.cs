// Which column leads to which question. Evidence, best first: the clerk pointed it out; the same headings were matched before; the heading is
// the question's name or label in any language; it is part of the label; it is another word for it; the cells are the question's choices. A
// question takes the column with the best evidence, and a column whose cells are of another type has none.
using System.Text;
using Gridwork.Forms;

namespace Gridwork.Documents.Ledgers;

/// <summary>How a column found its target.</summary>
public enum MatchHow
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>The clerk pointed it out.</summary>
    Pointed,

    /// <summary>The same headings were matched so before.</summary>
    Earlier,

    /// <summary>By name or label.</summary>
    Name,

    /// <summary>The label holds the heading, or it is another word for it.</summary>
    Similar,

    /// <summary>Its cells are the question's choices.</summary>
    Choices,

    /// <summary>By what such a column always is (日期, 村).</summary>
    Common,
}

/// <summary>A column and where it leads.</summary>
/// <param name="Column">The column, from 0 for A.</param>
/// <param name="Heading">Its heading as written.</param>
/// <param name="Target">A question's path, <c>@day</c> or <c>@unit</c>; null: not used.</param>
/// <param name="How">How it was found.</param>
public sealed record LedgerColumn(int Column, string Heading, string? Target, MatchHow How)
{
    /// <summary>Its letters.</summary>
    public string Letters => SourceCell.Letters(Column);
}

/// <summary>Matches columns to the questions of one form.</summary>
internal sealed class ColumnMatch
{
    private static readonly List<HashSet<string>> Groups = [];
    private static readonly HashSet<string> DayWords;
    private static readonly HashSet<string> UnitWords;
    private static readonly HashSet<string> UnusedWords;

    private readonly LedgerForm form;
    private readonly LedgerYear year;
    private readonly Dictionary<Question, List<string>> names;

    static ColumnMatch()
    {
        DayWords = [];
        UnitWords = [];
        UnusedWords = [];
        using var stream = typeof(ColumnMatch).Assembly.GetManifestResourceStream("Gridwork.Documents.Ledgers.HeadingSynonyms.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var target = words[0] is LedgerForm.Day or LedgerForm.Unit or LedgerForm.NotUsed ? words[0] : null;
            var group = words.Skip(target is null ? 0 : 1).Select(FoldedText.Fold).Where(word => word.Length > 0).ToHashSet(StringComparer.Ordinal);
            if (target == LedgerForm.NotUsed) UnusedWords = group;
            else Groups.Add(group);
            if (target == LedgerForm.Day) DayWords = group;
            if (target == LedgerForm.Unit) UnitWords = group;
        }
    }

    public ColumnMatch(LedgerForm form, LedgerYear year)
    {
        this.form = form;
        this.year = year;
        names = form.Questions.ToDictionary(
            question => question,
            question => question.Label.All.Select(label => label.Value).Prepend(question.Name).SelectMany(name => new[] { FoldedText.Fold(name), FoldedText.FoldBare(name) })
                .Where(name => name.Length > 0).Distinct().ToList());
    }

    /// <summary>How many of a row's texts are headings that lead somewhere.</summary>
    public int Fit(SourceRow row) => row.Filled.Count(cell =>
    {
        var heading = FoldedText.FoldBare(cell.Text);
        return cell.Text.Length <= 30 && (UnusedWords.Contains(heading) || DayWords.Contains(heading) || UnitWords.Contains(heading)
            || names.Values.Any(all => Similarity(heading, all) >= 60));
    });

    public IReadOnlyList<LedgerColumn> Match(LedgerLayout layout, IReadOnlyDictionary<string, string> earlier, IReadOnlyDictionary<string, string> pointed)
    {
        var data = layout.Data.Take(200).ToList();
        var found = new Dictionary<int, (string? Target, MatchHow How)>();
        var evidence = new List<(int Score, int Column, string Target, MatchHow How)>();
        foreach (var column in layout.Columns)
        {
            var heading = layout.HeaderRow[column].Text;
            if (Told(pointed, heading, column) is { } told) found[column] = (told == LedgerForm.NotUsed ? null : told, MatchHow.Pointed);
            else if (Told(earlier, heading, column) is { } known) found[column] = (known == LedgerForm.NotUsed ? null : known, MatchHow.Earlier);
            else if (!UnusedWords.Contains(FoldedText.FoldBare(heading)))
                evidence.AddRange(Evidence(column, heading, [.. data.Select(row => row[column]).Where(cell => !cell.IsEmpty)]));
        }
        var taken = found.Values.Select(value => value.Target).OfType<string>().ToHashSet();
        foreach (var (_, column, target, how) in evidence.OrderByDescending(one => one.Score).ThenBy(one => one.Column))
        {
            if (found.ContainsKey(column) || !taken.Add(target)) continue;
            found[column] = (target, how);
        }
        return [.. layout.Columns.Select(column => found.TryGetValue(column, out var match)
            ? new LedgerColumn(column, layout.HeaderRow[column].Text, match.Target, match.How)
            : new LedgerColumn(column, layout.HeaderRow[column].Text, null, MatchHow.None))];
    }

    private IEnumerable<(int, int, string, MatchHow)> Evidence(int column, string heading, List<SourceCell> cells)
    {
        var folded = FoldedText.FoldBare(heading);
        foreach (var question in form.Questions)
        {
            if (!Suits(question, cells)) continue;
            var score = Similarity(folded, names[question]);
            var share = form.NamesOf(question.Path) is { Count: > 0 } choices && cells.Count > 0
                ? cells.Count(cell => NearName.Find(cell.Text, choices, out _) is not null) * 100 / cells.Count
                : -1;
            // Headings that fit although no cell does are another column's (类型 of something else).
            if (share == 0 && score < 100) continue;
            if (score >= 60) yield return (score + Math.Max(0, share) / 10, column, question.Path, score >= 100 ? MatchHow.Name : MatchHow.Similar);
            else if (share >= 50) yield return (40 + share / 10, column, question.Path, MatchHow.Choices);
        }
        // Below every question: only where the form asks for neither.
        if (DayWords.Contains(folded)) yield return (30, column, LedgerForm.Day, MatchHow.Common);
        if (UnitWords.Contains(folded) && form.UnitQuestion is null && cells.Any(cell => NearName.Find(cell.Text, form.UnitNames, out var near) is not null || near.Count > 0))
            yield return (30, column, LedgerForm.Unit, MatchHow.Common);
    }

    private static int Similarity(string heading, List<string> names)
    {
        if (heading.Length == 0) return 0;
        var best = 0;
        foreach (var name in names)
        {
            if (name == heading) return 100;
            if (heading.Length >= 2 && name.Contains(heading, StringComparison.Ordinal)) best = Math.Max(best, 70 + heading.Length * 10 / name.Length);
            if (name.Length >= 2 && heading.Contains(name, StringComparison.Ordinal)) best = Math.Max(best, 70 + name.Length * 10 / heading.Length);
            foreach (var group in Groups)
                if (group.Contains(heading) && (group.Contains(name) || group.Any(word => word.Length >= 2 && name.EndsWith(word, StringComparison.Ordinal))))
                    best = Math.Max(best, group.Contains(name) ? 68 : 62);
        }
        return best;
    }

    /// <summary>Whether at least half of the cells can be answers of the question.</summary>
    private bool Suits(Question question, List<SourceCell> cells)
    {
        if (cells.Count == 0) return true;
        var right = question.Kind switch
        {
            QuestionKind.Integer or QuestionKind.Decimal => cells.Count(cell => LedgerNumber.Read(cell) is { Value: not null } or { Candidates.Count: > 0 }),
            QuestionKind.Date => cells.Count(cell => LedgerDay.Read(cell, year).Count > 0),
            QuestionKind.DateTime => cells.Count(cell => LedgerDay.Read(cell, year).Count > 0),
            QuestionKind.Geopoint => cells.Count(cell => CellAnswer.Place(cell.Text) is not null),
            QuestionKind.Text or QuestionKind.Barcode when question.Path != form.UnitQuestion => cells.Count,
            _ => cells.Count,
        };
        return right * 2 >= cells.Count;
    }

    private string? Told(IReadOnlyDictionary<string, string> told, string heading, int column)
    {
        var word = told.TryGetValue(heading, out var byHeading) ? byHeading : told.GetValueOrDefault(SourceCell.Letters(column));
        return word is null ? null : form.Target(word);
    }
}
