// One cell as the answer of one question: a value, or a doubt with the answers that come into question, or a reason why it can be none. Nothing
// is guessed: 3～4 is a question, 麦川 where two villages hold the word is a question.
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gridwork.Forms;

namespace Gridwork.Documents.Ledgers;

/// <summary>An answer that is offered for a doubtful cell.</summary>
/// <param name="Value">What would stand in the record.</param>
/// <param name="Label">What the button says.</param>
public sealed record ProposedAnswer(string Value, string Label);

/// <summary>What became of a cell.</summary>
/// <param name="Value">The answer as it stands in a record; null where there is none yet.</param>
/// <param name="Problem">The doubt or the reason; null where the cell is plain or empty.</param>
/// <param name="Proposed">The answers that are offered.</param>
internal sealed partial record CellAnswer(string? Value, Problem? Problem, IReadOnlyList<ProposedAnswer> Proposed)
{
    private const int MostProposed = 8;

    private static readonly string[] Nothing = ["无", "—", "-", "－", "/", "／", "\\", "空", "n/a", "na", "none"];

    private static readonly CellAnswer Blank = new(null, null, []);

    public static CellAnswer Read(LedgerForm form, string target, SourceCell cell, LedgerYear year, TimeSpan offset, string? language)
    {
        if (cell.IsEmpty || Array.IndexOf(Nothing, cell.Text.ToLowerInvariant()) >= 0) return Blank;
        if (cell is { Kind: SourceKind.Text } && cell.Text is ['#', _, _, _, ..] && Faulty().IsMatch(cell.Text)) return Refused(LedgerProblems.FaultyCell, cell.Text);
        if (target == LedgerForm.Unit || target == form.UnitQuestion) return Name(LedgerProblems.WhichUnit, LedgerProblems.NotAUnit, [cell.Text], cell.Text, form.NamesOf(target), ofUnits: true);
        var question = form.Question(target);
        var label = question?.Label.In(language) is { Length: > 0 } asked ? asked.TrimEnd('？', '?') : question?.Name ?? target;
        if (target == LedgerForm.Day) return Day(cell, label: "", year);
        return question!.Kind switch
        {
            QuestionKind.Integer => Number(cell, label, whole: true),
            QuestionKind.Decimal => Number(cell, label, whole: false),
            QuestionKind.Date => Day(cell, label, year),
            QuestionKind.DateTime => Moment(cell, label, year, offset),
            QuestionKind.Time => Clock().Match(cell.Text) is { Success: true } time
                ? new($"{int.Parse(time.Groups[1].ValueSpan, CultureInfo.InvariantCulture):00}:{time.Groups[2].Value}:00", null, [])
                : Refused(LedgerProblems.NotATime, label, cell.Text),
            QuestionKind.Geopoint => Place(cell.Text) is { } place ? new(place, null, []) : Refused(LedgerProblems.NotAPlace, label, cell.Text),
            QuestionKind.SelectOne => Name(LedgerProblems.WhichChoice, LedgerProblems.WhichChoice, [label, cell.Text], cell.Text, form.NamesOf(target), ofUnits: false),
            QuestionKind.SelectMultiple => Several(label, cell, form.NamesOf(target)),
            QuestionKind.Acknowledge => new("OK", null, []),
            _ => cell.Kind == SourceKind.Number && Math.Abs(cell.Number) >= WorkbookFile.SafeInteger
                ? Refused(LedgerProblems.DigitsLost, label)
                : new(cell.Text, null, []),
        };
    }

    /// <summary>A place as a record writes it; latitude and longitude are told apart by their size, which in China leaves no doubt.</summary>
    public static string? Place(string text)
    {
        if (Point().Match(text.Normalize(NormalizationForm.FormKC)) is not { Success: true } point) return null;
        var (one, two) = (Number(point, 1), Number(point, 2));
        if (Math.Abs(one) > 90) (one, two) = (two, one);
        return Math.Abs(one) <= 90 && Math.Abs(two) <= 180 ? string.Create(CultureInfo.InvariantCulture, $"{one} {two} 0 0") : null;
    }

    private static CellAnswer Number(SourceCell cell, string label, bool whole)
    {
        var number = LedgerNumber.Read(cell);
        if (number.Value is { } value)
            return whole && value != decimal.Truncate(value)
                ? Refused(LedgerProblems.NotAnInteger, label, cell.Text)
                : new(value.ToString("0.#########", CultureInfo.InvariantCulture), null, []);
        if (number.Candidates.Count == 0) return Refused(whole ? LedgerProblems.NotAnInteger : LedgerProblems.NotANumber, label, cell.Text);
        var proposed = number.Candidates.Select(one => one.ToString("0.#########", CultureInfo.InvariantCulture)).Select(one => new ProposedAnswer(one, one)).ToList();
        return new(null, (number.IsAbout ? LedgerProblems.AboutNumber : LedgerProblems.SeveralNumbers).Of(label, cell.Text), proposed);
    }

    private static CellAnswer Day(SourceCell cell, string label, LedgerYear year)
    {
        var days = LedgerDay.Read(cell, year).Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();
        return days.Count switch
        {
            0 => Refused(LedgerProblems.NotADate, label, cell.Text),
            1 => new(days[0], null, []),
            _ => new(null, LedgerProblems.DayTwoWays.Of(cell.Text), [.. days.Select(day => new ProposedAnswer(day, day))]),
        };
    }

    private static CellAnswer Moment(SourceCell cell, string label, LedgerYear year, TimeSpan offset)
    {
        var day = Day(cell, label, year);
        if (day.Value is null) return day;
        var time = cell.Date?.TimeOfDay ?? (Clock().Match(cell.Text) is { Success: true } clock
            ? new TimeSpan(int.Parse(clock.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(clock.Groups[2].ValueSpan, CultureInfo.InvariantCulture), 0)
            : TimeSpan.Zero);
        var zone = (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
        return new(day.Value + "T" + time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture) + ".000" + zone, null, []);
    }

    private static CellAnswer Name(ProblemKind which, ProblemKind none, string[] arguments, string word, IReadOnlyList<Named> names, bool ofUnits)
    {
        if (NearName.Find(word, names, out var near) is { } named) return new(named.Value, null, []);
        // A list short enough to be shown whole is shown whole; of all units only what comes near.
        var offered = near.Count > 0 ? near : !ofUnits && names.Count <= MostProposed ? names : [];
        return offered.Count == 0 && ofUnits
            ? Refused(none, arguments)
            : new(null, which.Of(arguments), [.. offered.Take(MostProposed).Select(one => new ProposedAnswer(one.Value, one.Label))]);
    }

    private static CellAnswer Several(string label, SourceCell cell, IReadOnlyList<Named> names)
    {
        var chosen = new List<string>();
        foreach (var part in cell.Text.Split(['、', '，', ',', ';', '；', '/', ' ', '+'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (NearName.Find(part, names, out var near) is { } one) chosen.Add(one.Value);
            else
                return new(null, LedgerProblems.WhichChoice.Of(label, part),
                    [.. (near.Count > 0 ? near : names).Take(MostProposed).Select(offered => new ProposedAnswer(offered.Value, offered.Label))]);
        }
        return new(string.Join(' ', names.Select(name => name.Value).Where(chosen.Contains)), null, []);
    }

    private static CellAnswer Refused(ProblemKind kind, params string[] arguments) => new(null, kind.Of(arguments), []);

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<!\d)(\d{1,2})[:：](\d{2})(?!\d)")]
    private static partial Regex Clock();

    [GeneratedRegex(@"^[^\d-]*(-?\d{1,3}(?:\.\d+)?)\D{1,4}?(-?\d{1,3}(?:\.\d+)?)(?:\s+-?[\d.]+){0,2}\D*$")]
    private static partial Regex Point();

    [GeneratedRegex("^#(?:REF|DIV/?0|VALUE|NAME|NUM|N/?A|NULL)", RegexOptions.IgnoreCase)]
    private static partial Regex Faulty();
}
