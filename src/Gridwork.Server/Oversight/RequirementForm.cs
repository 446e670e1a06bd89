// A requirement typed on a page is a record like any other: the campaign's opening rule says which question holds what. Which form is a meeting follows
// from the same rule: its origin names a question, and the form with that question's name is what requirements come from.
using System.Globalization;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Forms;

namespace Gridwork.Server.Oversight;

/// <summary>A requirement before it is a record.</summary>
/// <param name="Id">The instance id that it will have.</param>
/// <param name="Meeting">The instance id of the meeting.</param>
/// <param name="Number">Which item of the meeting it is, from 1.</param>
/// <param name="What">What is required.</param>
/// <param name="Host">The code of the unit that is asked.</param>
/// <param name="With">The codes of the units that help.</param>
/// <param name="Due">By when.</param>
/// <param name="Slide">Under which slide it was said; null: under none.</param>
/// <param name="About">The instance id of the case it is about; null: none.</param>
internal sealed record RequirementSaying(
    InstanceId Id, string Meeting, int Number, string What, string Host, IReadOnlyList<string> With, DateTimeOffset Due, string? Slide, string? About);

/// <summary>The form by which a campaign takes requirements down.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Rule">The rule that says what its questions mean.</param>
/// <param name="Form">Its version in force.</param>
internal sealed record RequirementForm(Campaign Campaign, CaseOpenRule Rule, FormVersion Form)
{
    /// <summary>The first rule of a campaign by which a record opens a requirement that came from another record; null: there is none.</summary>
    public static RequirementForm? Of(Campaign campaign)
    {
        foreach (var rule in campaign.Cases?.Open ?? [])
        {
            if (rule is { Kind: CaseKind.Requirement, Origin: not null, What: not null, Host: not null }
                && campaign.Forms.FirstOrDefault(form => form.Key == rule.Form)?.Current is { } version)
                return new RequirementForm(campaign, rule, version);
        }
        return null;
    }

    /// <summary>The form of what requirements come from: meetings and notices; null: the campaign has none of its own.</summary>
    public CampaignForm? Meeting => QuestionReference.Alone(Rule.Origin) is { } origin ? Campaign.Forms.FirstOrDefault(form => form.Key == origin) : null;

    /// <summary>The codes of the units that can be asked, in the order of the form; null: any.</summary>
    public IReadOnlyList<string>? Hosts => Question(Rule.Host) is { Choices.Count: > 0 } question ? [.. question.Choices.Select(choice => choice.Name)] : null;

    /// <summary>Whether it keeps with whose help.</summary>
    public bool AsksWith => Question(Rule.With) is not null;

    /// <summary>What stands of a requirement's record beside what its case says: number, slide, case it is about.</summary>
    public (int? Number, string? Slide, string? About) Beside(FormReading? reading)
    {
        return (int.TryParse(Text(Rule.Number), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null, Text(Rule.Slide), Text(Rule.About));

        string? Text(string? member) =>
            reading is not null && Question(member) is { } question && reading[question.Path] is { IsEmpty: false } value ? value.Text.Trim() : null;
    }

    /// <summary>The record of a requirement, as a phone would send it.</summary>
    public byte[] Write(RequirementSaying saying, DateTimeOffset now)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        Put(Rule.Origin, saying.Meeting);
        Put(Rule.Number, saying.Number.ToString(CultureInfo.InvariantCulture));
        Put(Rule.What, saying.What);
        Put(Rule.Host, saying.Host);
        Put(Rule.With, string.Join(' ', saying.With));
        Put(Rule.Slide, saying.Slide);
        Put(Rule.About, saying.About);
        // A form that asks for a day alone keeps the day.
        Put(Rule.Due, Question(Rule.Due) is { Kind: QuestionKind.Date }
            ? saying.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : saying.Due.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture));
        return Form.Form.Write(answers, new InstanceMeta(saying.Id, Start: now, End: now), out _);

        void Put(string? member, string? value)
        {
            if (!string.IsNullOrEmpty(value) && Question(member) is { } question) answers[question.Path] = value;
        }
    }

    /// <summary>The question that a member names alone; null: the member says something else, or nothing.</summary>
    private Question? Question(string? member) =>
        QuestionReference.Alone(member) is { } name ? Form.Form.Find(name) : null;
}
