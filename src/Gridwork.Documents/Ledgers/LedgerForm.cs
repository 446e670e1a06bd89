// What a ledger's columns can lead to: the questions of a form that a sheet can answer, and two things that are no questions, the day of the
// record and the unit that it belongs to.
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Forms;

namespace Gridwork.Documents.Ledgers;

/// <summary>A form as a ledger sees it.</summary>
public sealed class LedgerForm
{
    /// <summary>The target of a column that gives the day on which the record counts, where the form asks no date for it.</summary>
    public const string Day = "@day";

    /// <summary>The target of a column that names the unit the record belongs to.</summary>
    public const string Unit = "@unit";

    /// <summary>The target of a column that is not used.</summary>
    public const string NotUsed = "-";

    private readonly UnitTree units;
    private readonly Dictionary<string, IReadOnlyList<Named>> named = new(StringComparer.Ordinal);

    /// <summary>A form with the units of its district.</summary>
    /// <param name="form">The form.</param>
    /// <param name="rule">How the campaign uses it.</param>
    /// <param name="units">The district's units.</param>
    /// <param name="within">The unit whose villages are looked at first: the clerk's own. None: all.</param>
    public LedgerForm(Form form, FormRule rule, UnitTree units, Engine.UnitNo within = default)
    {
        Form = form;
        this.units = units;
        Questions = [.. form.AllQuestions.Where(question => question.HasAnswer && !question.IsFile && question.RepeatPath is null
            && question.Kind is not (QuestionKind.Calculate or QuestionKind.Geotrace or QuestionKind.Geoshape or QuestionKind.Rank))];
        if (rule is { UnitRule: UnitRuleKind.Question, UnitQuestion: { } asked }) UnitQuestion = form.Find(asked.Trim('$', '{', '}'))?.Path;
        if (rule.Place is { } place) PlaceQuestion = form.Find(place.Trim('$', '{', '}'))?.Path;
        UnitNames = Names(within);
    }

    /// <summary>The form.</summary>
    public Form Form { get; }

    /// <summary>The questions that a sheet can answer, in the form's order. Files, calculations and repeats are not among them.</summary>
    public IReadOnlyList<Question> Questions { get; }

    /// <summary>The path of the question that holds the unit's code; null: none does.</summary>
    public string? UnitQuestion { get; }

    /// <summary>The path of the question that decides the cell; null: none does.</summary>
    public string? PlaceQuestion { get; }

    internal IReadOnlyList<Named> UnitNames { get; }

    /// <summary>Whether a unit has to be named beside the questions: the form asks for none.</summary>
    public bool AsksUnit => UnitQuestion is not null;

    /// <summary>The question of a target; null for the two that are none.</summary>
    public Question? Question(string target) => target.StartsWith('@') || target == NotUsed ? null : Form.Find(target);

    /// <summary>The target that a user's word names: a path, a question's name, <c>@day</c>, <c>@unit</c> or <c>-</c>. Null: none.</summary>
    public string? Target(string word) => word is Day or Unit or NotUsed
        ? word
        : Questions.FirstOrDefault(question => question.Path == word || question.Name == word)?.Path;

    /// <summary>What a reader is shown of an answer: a choice's label, a unit's name, else the answer itself.</summary>
    public string Shown(string target, string value, string? language)
    {
        if (target == Unit || target == UnitQuestion)
            if (units.Find(value) is { } unit)
                return language == "en" && unit.Name.En is { } english ? english : unit.Name.Zh;
        if (Question(target) is not { Choices.Count: > 0 } question) return value;
        return string.Join("、", value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => question.Choice(name)?.Label.In(language) ?? name));
    }

    /// <summary>What the cells of a target can name; empty: anything.</summary>
    internal IReadOnlyList<Named> NamesOf(string target)
    {
        if (named.TryGetValue(target, out var known)) return known;
        IReadOnlyList<Named> names = target == Unit ? UnitNames
            : Question(target) is { Choices.Count: > 0 } question
                ? [.. question.Choices.Select(choice => new Named(choice.Name, [choice.Name, .. choice.Label.All.Select(label => label.Value)], choice.Label.In(null)))]
            : target == UnitQuestion ? UnitNames
            : [];
        named[target] = names;
        return names;
    }

    private Named[] Names(Engine.UnitNo within) =>
    [
        .. (within == Engine.UnitNo.None ? units.All : units.WithAllBelow(within).Select(no => units.Find(no)).OfType<Unit>())
            .Select(unit => new Named(unit.Code, unit.Name.En is { } english ? [unit.Code, unit.Name.Zh, english] : [unit.Code, unit.Name.Zh], unit.Name.Zh)),
    ];
}
