// A step on a page is a record like any other: the campaign's rule says which question holds what, and the form writes it as a phone would.
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Forms;

namespace Gridwork.Server.Cases;

/// <summary>What somebody says with a step, before it is a record.</summary>
/// <param name="Step">The step.</param>
/// <param name="Unit">The code of the unit that it goes to, or that is proposed.</param>
/// <param name="With">The codes of the units that help.</param>
/// <param name="Clause">The clause cited.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">The last day asked for or granted.</param>
/// <param name="Into">The instance id of the case it is merged into.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Photo">The name of the file that shows it.</param>
internal sealed record StepSaying(
    CaseStep Step, string? Unit = null, IReadOnlyList<string>? With = null, string? Clause = null, string? Reason = null, DateOnly? Until = null,
    string? Into = null, CaseOutcome? Outcome = null, string? Photo = null);

/// <summary>The form by which a campaign takes a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Rule">The rule that says what its questions mean.</param>
/// <param name="Form">Its version in force.</param>
internal sealed record StepForm(CaseStep Step, CaseStepRule Rule, FormVersion Form)
{
    /// <summary>
    /// The first rule of a campaign by which a step can be taken: its step is the word, or the answer of a question that has the word among its
    /// choices or is not a choice. Null: no form takes it.
    /// </summary>
    public static StepForm? Of(Campaign campaign, CaseStep step)
    {
        var word = CaseWords.Of(step);
        foreach (var rule in campaign.Cases?.Steps ?? [])
        {
            if (campaign.Forms.FirstOrDefault(form => form.Key == rule.Form)?.Current is not { } version) continue;
            if (Question(version, rule.Case) is null) continue;
            if (rule.Step == word || (Question(version, rule.Step) is { } asked && (asked.Choices.Count == 0 || asked.Choice(word) is not null))) return new StepForm(step, rule, version);
        }
        return null;
    }

    /// <summary>Whether the form asks for the unit.</summary>
    public bool AsksUnit => Has(Rule.Unit);

    /// <summary>Whether the form asks for units that help.</summary>
    public bool AsksWith => Has(Rule.With);

    /// <summary>Whether the form asks for a clause.</summary>
    public bool AsksClause => Has(Rule.Clause);

    /// <summary>Whether the form asks why.</summary>
    public bool AsksReason => Has(Rule.Reason);

    /// <summary>Whether the form asks for a day.</summary>
    public bool AsksUntil => Has(Rule.Until);

    /// <summary>Whether the form asks for another case.</summary>
    public bool AsksInto => Has(Rule.Into);

    /// <summary>Whether the form asks for a photo.</summary>
    public bool AsksPhoto => Has(Rule.Photo);

    /// <summary>The outcomes that the form offers; all where its question is not a choice.</summary>
    public IReadOnlyList<CaseOutcome> Outcomes => Question(Form, Rule.Outcome) is not { } question ? []
        : [.. CaseWords.Outcomes.Where(pair => question.Choices.Count == 0 || question.Choice(pair.Key) is not null).Select(pair => pair.Value)];

    /// <summary>The record of a step, as a phone would send it.</summary>
    /// <param name="caseId">The instance id of the record that opened the case.</param>
    /// <param name="saying">What is said.</param>
    /// <param name="now">The district's time.</param>
    public byte[] Write(string caseId, StepSaying saying, DateTimeOffset now)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        Put(Rule.Case, caseId);
        if (Rule.Step != CaseWords.Of(Step)) Put(Rule.Step, CaseWords.Of(Step));
        Put(Rule.Unit, saying.Unit);
        Put(Rule.With, saying.With is { Count: > 0 } with ? string.Join(' ', with) : null);
        Put(Rule.Clause, saying.Clause);
        Put(Rule.Reason, saying.Reason);
        Put(Rule.Until, saying.Until?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        Put(Rule.Into, saying.Into);
        Put(Rule.Outcome, saying.Outcome is { } outcome ? CaseWords.Of(outcome) : null);
        Put(Rule.Photo, saying.Photo);
        return Form.Form.Write(answers, new InstanceMeta(new InstanceId($"uuid:{Guid.NewGuid():D}"), Start: now, End: now), out _);

        void Put(string? member, string? value)
        {
            if (!string.IsNullOrEmpty(value) && Question(Form, member) is { } question) answers[question.Path] = value;
        }
    }

    private bool Has(string? member) => Question(Form, member) is not null;

    /// <summary>The question that a member names alone; null: the member says something else, or nothing.</summary>
    private static Question? Question(FormVersion version, string? member) =>
        QuestionReference.Alone(member) is { } name ? version.Form.Find(name) : null;
}
