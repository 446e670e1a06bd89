using Gridwork.Engine.Cases;
using Gridwork.Engine.Rights;

namespace Gridwork.Engine.Campaigns;

/// <summary>What campaign.yaml says, before it is held against forms, units and grid. Lines are those of the file, from 1.</summary>
public sealed record CampaignFile
{
    /// <summary>The campaign's id: lower-case letters, digits and hyphens; the folder's name.</summary>
    public required string Id { get; init; }

    /// <summary>Its title.</summary>
    public required LocalText Title { get; init; }

    /// <summary>What it is for; null: not said.</summary>
    public LocalText? Purpose { get; init; }

    /// <summary>A goal that has no number (顺利通过); null: none.</summary>
    public LocalText? Goal { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day; null: open.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The leading unit's code.</summary>
    public required string Unit { get; init; }

    /// <summary>The line of <see cref="Unit"/>.</summary>
    public int UnitLine { get; init; }

    /// <summary>Its place in lists; lower comes first.</summary>
    public int Order { get; init; }

    /// <summary>Its forms.</summary>
    public IReadOnlyList<FormRule> Forms { get; init; } = [];

    /// <summary>Its indicators, in the order in which pages show them.</summary>
    public IReadOnlyList<IndicatorRule> Indicators { get; init; } = [];

    /// <summary>The table of its lines, as a path in the folder; null: none.</summary>
    public string? LinesFile { get; init; }

    /// <summary>The line of <see cref="LinesFile"/>.</summary>
    public int LinesLine { get; init; }

    /// <summary>The table of leaders (包保), as a path in the folder; null: none.</summary>
    public string? LeadersFile { get; init; }

    /// <summary>The line of <see cref="LeadersFile"/>.</summary>
    public int LeadersLine { get; init; }

    /// <summary>The template of its decks (.potx, .pptx), as a path in the folder; null: the program's own.</summary>
    public string? DeckFile { get; init; }

    /// <summary>The line of <see cref="DeckFile"/>.</summary>
    public int DeckLine { get; init; }

    /// <summary>What it says about cases; null: it has none.</summary>
    public CaseBlock? Cases { get; init; }

    /// <summary>Its briefing templates.</summary>
    public IReadOnlyList<BriefingRule> Briefings { get; init; } = [];

    /// <summary>The papers of one case, in the order of the file.</summary>
    public IReadOnlyList<PaperRule> Papers { get; init; } = [];
}

/// <summary>Which unit a record belongs to (core.md 9).</summary>
public enum UnitRuleKind
{
    /// <summary>The responsible unit of its cell, else the sender's, else the leading unit.</summary>
    Cell,

    /// <summary>The sender's own unit.</summary>
    Sender,

    /// <summary>The unit whose code a question holds.</summary>
    Question,
}

/// <summary>A form as a campaign uses it.</summary>
/// <param name="Key">The name under which indicators speak of it.</param>
/// <param name="File">The XLSForm's path in the folder.</param>
/// <param name="Fill">The roles that may fill it.</param>
/// <param name="UnitRule">How its records find their unit.</param>
/// <param name="UnitQuestion">For <see cref="UnitRuleKind.Question"/>: the question, as <c>${name}</c>.</param>
/// <param name="Place">The geopoint question that decides the cell, as <c>${name}</c>; null: none.</param>
/// <param name="Line">Its line.</param>
public sealed record FormRule(
    string Key, string File, IReadOnlyList<Role> Fill, UnitRuleKind UnitRule, string? UnitQuestion, string? Place, int Line);

/// <summary>How an indicator counts.</summary>
public enum Aggregation
{
    /// <summary>Records (or repeats) for which the condition holds: each counts 1.</summary>
    Count,

    /// <summary>The sum of a number.</summary>
    Sum,

    /// <summary>Different keys: each counts once within the scope.</summary>
    Distinct,

    /// <summary>A declared figure (上报): the newest one of each unit stands, and is never added to counted ones.</summary>
    Declared,
}

/// <summary>Within what a distinct key counts once.</summary>
public enum DistinctScope
{
    /// <summary>The whole campaign.</summary>
    Campaign,

    /// <summary>Each responsible unit.</summary>
    Unit,

    /// <summary>Each cell.</summary>
    Cell,
}

/// <summary>An indicator as campaign.yaml states it.</summary>
public sealed record IndicatorRule
{
    /// <summary>Its name: lower-case letters, digits and underscores. A choice's part of a split and a declared figure have a dot and a second name.</summary>
    public required string Name { get; init; }

    /// <summary>Its title.</summary>
    public required LocalText Title { get; init; }

    /// <summary>The word behind the figure (处, 人次); null: none.</summary>
    public LocalText? Measure { get; init; }

    /// <summary>The key of the form whose records it counts.</summary>
    public required string Form { get; init; }

    /// <summary>The condition; null: every record.</summary>
    public string? Where { get; init; }

    /// <summary>The repeat whose instances are looked at one by one, as <c>${name}</c>; null: the record as a whole.</summary>
    public string? Each { get; init; }

    /// <summary>How it counts.</summary>
    public required Aggregation Aggregation { get; init; }

    /// <summary>The number to add, or the key; null for a count.</summary>
    public string? Expression { get; init; }

    /// <summary>For a distinct count: within what.</summary>
    public DistinctScope Within { get; init; }

    /// <summary>The date question that gives the day; null: the record's day.</summary>
    public string? Day { get; init; }

    /// <summary>How many decimals its values have, 0 to 6.</summary>
    public int Scale { get; init; }

    /// <summary>How a paper prints it: 余 or 以上; null: exactly.</summary>
    public string? Qualifier { get; init; }

    /// <summary>To what a qualified figure is rounded down, such as 10; 0: not at all.</summary>
    public int Round { get; init; }

    /// <summary>The promise; null: none, so no rate is shown.</summary>
    public long? Target { get; init; }

    /// <summary>The select_one question whose choices are counted apart, as <c>${name}</c>; null: none.</summary>
    public string? Split { get; init; }

    /// <summary>The declared figure to stand beside it; null: none.</summary>
    public DeclaredRule? Declared { get; init; }

    /// <summary>For a choice's part of a split: the indicator it is part of.</summary>
    public string? PartOf { get; init; }

    /// <summary>For a choice's part: the choice.</summary>
    public string? Choice { get; init; }

    /// <summary>Its line.</summary>
    public int Line { get; init; }

    /// <summary>The lines of its members by their YAML name.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; init; } = new Dictionary<string, int>();

    /// <summary>Everything that decides what it counts: when this changes, a new version begins.</summary>
    public string Signature => string.Join(
        '\n', Form, Each, Where, Aggregation, Expression, Within, Day, Scale.ToString(System.Globalization.CultureInfo.InvariantCulture), Choice);
}

/// <summary>Where a unit types the same figure in.</summary>
/// <param name="Form">The key of the form.</param>
/// <param name="Value">The question, as <c>${name}</c>.</param>
/// <param name="Line">Its line.</param>
public sealed record DeclaredRule(string Form, string Value, int Line);

/// <summary>A briefing template of the campaign.</summary>
/// <param name="File">Its path in the folder.</param>
/// <param name="Line">Its line.</param>
public sealed record BriefingRule(string File, int Line);

/// <summary>A paper of one case (整改通知书, 销号单): a template that an office wrote, filled for whoever may see the case.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Template">The template's path in the folder.</param>
/// <param name="When">From when on there is one.</param>
/// <param name="Language">The language in which its fields are written: <c>zh</c> or <c>en</c>.</param>
/// <param name="Line">Its line.</param>
public sealed record PaperRule(string Name, LocalText Title, string Template, PaperStage When, string Language, int Line)
{
    /// <summary>The words for <see cref="When"/> in files.</summary>
    public static IReadOnlyDictionary<string, PaperStage> Stages { get; } = new Dictionary<string, PaperStage>(StringComparer.Ordinal)
    {
        ["reported"] = PaperStage.Reported,
        ["registered"] = PaperStage.Registered,
        ["dispatched"] = PaperStage.Dispatched,
        ["handled"] = PaperStage.Handled,
        ["closed"] = PaperStage.Closed,
    };

    /// <summary>Whether a case has come so far that there is such a paper of it.</summary>
    public bool IsOf(CaseState state) => When switch
    {
        PaperStage.Reported => state.Stage != CaseStage.Withdrawn,
        PaperStage.Registered => state.Registered is not null && state.Stage is not (CaseStage.Withdrawn or CaseStage.Merged),
        PaperStage.Dispatched => state.Stage is CaseStage.Dispatched or CaseStage.SignedFor or CaseStage.Handled or CaseStage.Closed && state.Host != UnitNo.None,
        PaperStage.Handled => state.Stage is CaseStage.Handled or CaseStage.Closed,
        _ => state.Stage == CaseStage.Closed,
    };
}

/// <summary>How far a case must have come for a paper.</summary>
public enum PaperStage : byte
{
    /// <summary>Reported.</summary>
    Reported = 1,

    /// <summary>Registered.</summary>
    Registered = 2,

    /// <summary>Dispatched to a host, and with it now or put right by it.</summary>
    Dispatched = 3,

    /// <summary>Handled.</summary>
    Handled = 4,

    /// <summary>Closed.</summary>
    Closed = 5,
}

/// <summary>The block <c>cases</c> of campaign.yaml.</summary>
/// <param name="Rules">What it says itself.</param>
/// <param name="CategoriesFile">The table of categories, as a path in the folder; null: none.</param>
/// <param name="DutiesFile">The duty list, as a path in the folder; null: none.</param>
/// <param name="Lines">The lines of its members by their name.</param>
public sealed record CaseBlock(CaseRules Rules, string? CategoriesFile, string? DutiesFile, IReadOnlyDictionary<string, int> Lines);
