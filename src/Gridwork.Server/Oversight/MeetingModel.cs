using Gridwork.Engine;
using Gridwork.Engine.Requirements;
using Gridwork.Server.Cases;
using Gridwork.Server.Charts;
using Gridwork.Server.Records;

namespace Gridwork.Server.Oversight;

/// <summary>A meeting as its page shows it.</summary>
public sealed record MeetingModel
{
    /// <summary>Itself.</summary>
    public required MeetingLine Meeting { get; init; }

    /// <summary>Its record's page; null: the reader may not see the record.</summary>
    public string? Record { get; init; }

    /// <summary>What its record says besides.</summary>
    public required IReadOnlyList<(string Question, string Words)> Facts { get; init; }

    /// <summary>What it requires, as far as the reader sees it.</summary>
    public required IReadOnlyList<RequirementLine> Lines { get; init; }

    /// <summary>The meeting before with what became of each of its requirements; null: there is none, or it asked for nothing.</summary>
    public RequirementGroup? Before { get; init; }

    /// <summary>What is shown while one talks; null: no cell has anything open.</summary>
    public MeetingSlide? Slide { get; init; }

    /// <summary>The form of a requirement; null: the reader may take none down.</summary>
    public RequirementTyping? Typing { get; init; }

    /// <summary>The requirement that this reader took down last, with why it was not handed on; null: none.</summary>
    public (RequirementLine Line, string? NotHanded)? Said { get; init; }
}

/// <summary>A cell's slide: what is open there.</summary>
public sealed record MeetingSlide
{
    /// <summary>The cell's code.</summary>
    public required string Cell { get; init; }

    /// <summary>Its village.</summary>
    public required LocalText Village { get; init; }

    /// <summary>Who answers for the cell.</summary>
    public required LocalText Host { get; init; }

    /// <summary>How many problems are open.</summary>
    public required long Open { get; init; }

    /// <summary>How many of them are late.</summary>
    public required long Late { get; init; }

    /// <summary>How many were closed.</summary>
    public required long Closed { get; init; }

    /// <summary>The open problems, the most urgent first: those for which there is room.</summary>
    public required IReadOnlyList<SlideLine> Lines { get; init; }

    /// <summary>A picture of before; null: there is none.</summary>
    public PhotoFile? Photo { get; init; }

    /// <summary>The same place afterwards; null: there is none.</summary>
    public PhotoFile? After { get; init; }

    /// <summary>The cell on the map; null: it cannot be drawn.</summary>
    public MiniMap? Map { get; init; }

    /// <summary>Which slide it is, from 1, and of how many.</summary>
    public required (int No, int Of) Page { get; init; }

    /// <summary>The slide before; null: this is the first.</summary>
    public string? Previous { get; init; }

    /// <summary>The next slide; null: this is the last.</summary>
    public string? Next { get; init; }

    /// <summary>All slides, to go to one.</summary>
    public required IReadOnlyList<(string Cell, string Href)> All { get; init; }
}

/// <summary>A problem on a slide.</summary>
/// <param name="Number">Its number.</param>
/// <param name="What">What it is about.</param>
/// <param name="Host">Who answers for it; null: nobody yet.</param>
/// <param name="Lamp">How urgent it is.</param>
/// <param name="IsChosen">Whether it is the one that is talked about.</param>
/// <param name="Choose">This page with it, or without it where it is the one.</param>
public sealed record SlideLine(long Number, string What, LocalText? Host, LampWord Lamp, bool IsChosen, string Choose);

/// <summary>A requirement while it is typed.</summary>
public sealed record RequirementTyping
{
    /// <summary>The instance id that it will have: sent twice it is one.</summary>
    public required string Id { get; init; }

    /// <summary>What was typed.</summary>
    public string What { get; init; } = "";

    /// <summary>The units that can be asked: code and name.</summary>
    public required IReadOnlyList<(string Code, LocalText Name)> Units { get; init; }

    /// <summary>The chosen unit's code; null: none.</summary>
    public string? Host { get; init; }

    /// <summary>What the unit was proposed for; null: it was not.</summary>
    public ProposedBy? HostBy { get; init; }

    /// <summary>The codes of the units that help.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    /// <summary>What they were proposed for; null: they were not.</summary>
    public ProposedBy? WithBy { get; init; }

    /// <summary>Whether the form asks for them.</summary>
    public bool AsksWith { get; init; }

    /// <summary>By when, as the field holds it: 2021-05-27T12:00; null: not said.</summary>
    public string? Due { get; init; }

    /// <summary>What it was proposed for; null: it was not.</summary>
    public ProposedBy? DueBy { get; init; }

    /// <summary>The problem that it is about: its number; null: none.</summary>
    public long? About { get; init; }

    /// <summary>Whether this was proposed just now, to be looked at.</summary>
    public bool IsProposed { get; init; }

    /// <summary>Whether the reader may hand it on at once.</summary>
    public bool MayDispatch { get; init; }

    /// <summary>The keys of what is lacking, by field: what, unit, due.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>();
}

/// <summary>What something was proposed for.</summary>
/// <param name="Ground">What it rests on.</param>
/// <param name="Words">The words, number or code.</param>
public sealed record ProposedBy(ProposalGround Ground, string Words);
