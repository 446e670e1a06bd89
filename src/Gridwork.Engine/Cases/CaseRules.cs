using Gridwork.Engine.Rights;
using Gridwork.Schedules;

namespace Gridwork.Engine.Cases;

/// <summary>What a campaign says about its cases: which records open one, which are steps, who answers for what and within which time.</summary>
public sealed record CaseRules
{
    /// <summary>The categories, in the order of the file.</summary>
    public IReadOnlyList<CaseCategory> Categories { get; init; } = [];

    /// <summary>The duty list (职责清单), in the order of the file.</summary>
    public IReadOnlyList<Duty> Duties { get; init; } = [];

    /// <summary>Which records open a case.</summary>
    public IReadOnlyList<CaseOpenRule> Open { get; init; } = [];

    /// <summary>Which records are steps.</summary>
    public IReadOnlyList<CaseStepRule> Steps { get; init; } = [];

    /// <summary>The roles that may take a step, where the campaign says other than <see cref="CaseRights.Usual"/>.</summary>
    public IReadOnlyDictionary<CaseStep, IReadOnlyList<Role>> May { get; init; } = new Dictionary<CaseStep, IReadOnlyList<Role>>();

    /// <summary>How near, and within how many days, a report is offered as the same as an open one; null: never.</summary>
    public Nearness? Near { get; init; }

    /// <summary>How near, and within how many days of closing, a report counts as the same place again (反弹); null: never.</summary>
    public Nearness? Again { get; init; }

    /// <summary>When a late case goes up.</summary>
    public Escalation Escalation { get; init; } = Escalation.Usual;

    /// <summary>How many of the closed ones are drawn to be looked at once more; null: none.</summary>
    public RecheckRules? Recheck { get; init; }

    /// <summary>From when on a photo is doubted.</summary>
    public DoubtRules Doubts { get; init; } = DoubtRules.Usual;

    /// <summary>The category of a code; null: none.</summary>
    public CaseCategory? Category(string? code) => Categories.FirstOrDefault(category => category.Code == code);

    /// <summary>The roles that may take a step.</summary>
    public IReadOnlyList<Role> RolesFor(CaseStep step) => May.TryGetValue(step, out var roles) ? roles : CaseRights.Usual(step);
}

/// <summary>A kind of problem.</summary>
/// <param name="Code">Its code, as the form's choices have it.</param>
/// <param name="Title">Its title.</param>
/// <param name="Group">The part of the standard that it belongs to; null: none.</param>
/// <param name="Limit">The time from registration to closing; null: none, so no lamp.</param>
/// <param name="RoundTheClock">Whether it is an emergency, whose limit is natural time (24小时).</param>
/// <param name="NeedsProof">Whether handling needs a photo of afterwards.</param>
/// <param name="Clause">What it rests on; null: not said.</param>
public sealed record CaseCategory(
    string Code, LocalText Title, LocalText? Group, Limit? Limit, bool RoundTheClock, bool NeedsProof, LocalText? Clause);

/// <summary>Who answers for a category at a place or on a line.</summary>
/// <param name="Category">The category's code.</param>
/// <param name="Place">The code of a unit (it reaches below) or of a cell; null: anywhere.</param>
/// <param name="Line">The line's code; null: on any or none.</param>
/// <param name="Host">The unit's code; <c>cell</c>: the unit of the cell; <c>line</c>: the line's.</param>
/// <param name="With">The codes of the units that help.</param>
/// <param name="Clause">What it rests on.</param>
/// <param name="Row">Its row in the file, from 1.</param>
public sealed record Duty(string Category, string? Place, string? Line, string Host, IReadOnlyList<string> With, LocalText? Clause, int Row);

/// <summary>A record that opens a case. What is null is not said by the form.</summary>
/// <param name="Form">The key of the form.</param>
/// <param name="Kind">What it opens.</param>
/// <param name="Where">The condition; null: each record.</param>
/// <param name="Category">Expression: the category's code.</param>
/// <param name="Line">Expression: the line's code.</param>
/// <param name="What">Expression: what it is about, in the reporter's words.</param>
/// <param name="Photo">The question that holds the photo of before, as <c>${name}</c>.</param>
/// <param name="Host">Expression: the host's code, where the record itself names it.</param>
/// <param name="With">Expression: codes of the units that help, parted by blanks.</param>
/// <param name="Due">Expression: the last day.</param>
/// <param name="Origin">Expression: the instance id of the record it came from, such as a meeting.</param>
/// <param name="Register">Whether it is registered by being sent.</param>
/// <param name="Source">Its line in campaign.yaml.</param>
public sealed record CaseOpenRule(
    string Form, CaseKind Kind, string? Where, string? Category, string? Line, string? What, string? Photo, string? Host, string? With, string? Due,
    string? Origin, bool Register, int Source)
{
    /// <summary>The question that holds which item of its meeting a requirement is, from 1; null: the form does not ask.</summary>
    public string? Number { get; init; }

    /// <summary>The question that holds under which slide it was said; null: the form does not ask.</summary>
    public string? Slide { get; init; }

    /// <summary>The question that holds the instance id of the case it is about, whose own limit it does not move; null: the form does not ask.</summary>
    public string? About { get; init; }
}

/// <summary>A record that is a step of a case.</summary>
/// <param name="Form">The key of the form.</param>
/// <param name="Case">Expression: the instance id of the record that opened the case.</param>
/// <param name="Step">A word of <see cref="CaseWords.Steps"/>, or an expression that gives one.</param>
/// <param name="Unit">Expression: the code of the unit it goes to, or that is proposed.</param>
/// <param name="With">Expression: codes of the units that help.</param>
/// <param name="Clause">Expression: the clause cited.</param>
/// <param name="Reason">Expression: why.</param>
/// <param name="Until">Expression: the day asked for or granted.</param>
/// <param name="Into">Expression: the instance id of the case it is merged into.</param>
/// <param name="Outcome">Expression: a word of <see cref="CaseWords.Outcomes"/>.</param>
/// <param name="Photo">The question that holds the proof, as <c>${name}</c>.</param>
/// <param name="Source">Its line in campaign.yaml.</param>
public sealed record CaseStepRule(
    string Form, string Case, string Step, string? Unit, string? With, string? Clause, string? Reason, string? Until, string? Into, string? Outcome,
    string? Photo, int Source);

/// <summary>How near is the same place.</summary>
/// <param name="Metres">The distance.</param>
/// <param name="Days">The time.</param>
public sealed record Nearness(int Metres, int Days);

/// <summary>A subject that cuts across cells (专线).</summary>
/// <param name="Code">Its code, as the forms' choices have it.</param>
/// <param name="Title">Its title.</param>
/// <param name="Unit">The code of its leading unit.</param>
public sealed record CampaignLine(string Code, LocalText Title, string Unit);
