using Gridwork.Engine;
using Gridwork.Engine.Cases;

namespace Gridwork.Server.Cases;

/// <summary>A case as its page shows it.</summary>
public sealed record CaseModel
{
    /// <summary>Its number: the record that opened it.</summary>
    public required long Number { get; init; }

    /// <summary>Its campaign.</summary>
    public required LocalText Campaign { get; init; }

    /// <summary>What it is about.</summary>
    public required string What { get; init; }

    /// <summary>Its category with the part of the standard; null: none.</summary>
    public string? Category { get; init; }

    /// <summary>What the category rests on; null: not said.</summary>
    public LocalText? CategoryClause { get; init; }

    /// <summary>Its line; null: none.</summary>
    public LocalText? Line { get; init; }

    /// <summary>The unit in which it lies.</summary>
    public required LocalText Unit { get; init; }

    /// <summary>Its cell's code; null: in none.</summary>
    public string? Cell { get; init; }

    /// <summary>Who answers for it; null: nobody yet.</summary>
    public LocalText? Host { get; init; }

    /// <summary>Who helps.</summary>
    public IReadOnlyList<LocalText> With { get; init; } = [];

    /// <summary>The leader who answers for its cell and line (包保); null: nobody, or the campaign names none.</summary>
    public LocalText? Leader { get; init; }

    /// <summary>Who holds it now; null: it is over.</summary>
    public LocalText? Holder { get; init; }

    /// <summary>Where it stands.</summary>
    public required string Stage { get; init; }

    /// <summary>How it ended; null: it has not.</summary>
    public string? Outcome { get; init; }

    /// <summary>How urgent it is.</summary>
    public required LampWord Lamp { get; init; }

    /// <summary>When it is due; null: it is not.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Whether that crosses holidays that are assumed.</summary>
    public bool Provisional { get; init; }

    /// <summary>Its limit in words; null: none.</summary>
    public string? Limit { get; init; }

    /// <summary>The day to which it was extended, or that it names itself; null: none.</summary>
    public DateTimeOffset? Extended { get; init; }

    /// <summary>When it was registered: from then its clock runs; null: not yet.</summary>
    public DateTimeOffset? Registered { get; init; }

    /// <summary>What the clock of the whole shows; null: it does not run yet.</summary>
    public string? Whole { get; init; }

    /// <summary>The two clocks as a band; null: none runs.</summary>
    public CaseBand? Band { get; init; }

    /// <summary>How far up it has gone since it turned late: whom it reached and when. Empty: it is not late.</summary>
    public IReadOnlyList<(string Rung, DateTimeOffset At)> GoneUp { get; init; } = [];

    /// <summary>Who held it, with the time each had it.</summary>
    public required IReadOnlyList<HoldLine> Holds { get; init; }

    /// <summary>How the deadline came about, day by day.</summary>
    public IReadOnlyList<DueDay> Days { get; init; } = [];

    /// <summary>The unit that the duty list proposes; null: none.</summary>
    public LocalText? Proposed { get; init; }

    /// <summary>The row of the duty list; null: none.</summary>
    public int? DutyRow { get; init; }

    /// <summary>What that row rests on; null: not said.</summary>
    public LocalText? DutyClause { get; init; }

    /// <summary>Pictures of before, then of afterwards, newest last.</summary>
    public IReadOnlyList<CasePicture> Pictures { get; init; } = [];

    /// <summary>What happened, oldest first.</summary>
    public required IReadOnlyList<CaseLogLine> Log { get; init; }

    /// <summary>The papers that there are of it now: name in the address and title.</summary>
    public IReadOnlyList<(string Name, LocalText Title)> Papers { get; init; } = [];

    /// <summary>The steps that this reader may take now.</summary>
    public IReadOnlyList<StepOffer> Steps { get; init; } = [];

    /// <summary>The units that can be named in a step: code, name, depth.</summary>
    public IReadOnlyList<(string Code, LocalText Name, int Depth)> Units { get; init; } = [];

    /// <summary>The code of the unit that is chosen beforehand.</summary>
    public string? Suggested { get; init; }

    /// <summary>The step that this reader sent last, with why it was not taken (null: it was); null: none.</summary>
    public (CaseStep Step, string? Refusal)? Said { get; init; }

    /// <summary>The reader's own last step, which can still be taken back; null: none can.</summary>
    public OwnStep? TakeBack { get; init; }

    /// <summary>Whether the step that the reader wanted back was taken back; null: none was.</summary>
    public bool? Undone { get; init; }

    /// <summary>What a step lacked that was not sent; null: nothing.</summary>
    public (CaseStep Step, StepRefusal Lacks)? Lacks { get; init; }

    /// <summary>Others of the same category near by, nearest first: open ones that may be the same, and what was over here not long before.</summary>
    public IReadOnlyList<NearCase> Near { get; init; } = [];

    /// <summary>The case it is part of; null: none.</summary>
    public long? Into { get; init; }

    /// <summary>How often it was returned, sent back, opened again.</summary>
    public required (int Returns, int SendBacks, int Reopens) Times { get; init; }

    /// <summary>When it was put under supervision; null: it is not.</summary>
    public DateTimeOffset? Supervised { get; init; }
}

/// <summary>Who held a case.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Stage">Where the case stood when it got it.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when; null: it has it now.</param>
/// <param name="Time">What its clock shows.</param>
/// <param name="Part">Its part of the longest, 0 to 100.</param>
public sealed record HoldLine(LocalText Unit, string Stage, DateTimeOffset From, DateTimeOffset? Until, string Time, int Part);

/// <summary>A day on the way to the deadline.</summary>
/// <param name="Day">The day.</param>
/// <param name="Kind">What it is: Working, Weekend, Holiday, MakeUp.</param>
/// <param name="Holiday">The holiday's name; null: none.</param>
/// <param name="Assumed">Whether that is an assumption.</param>
/// <param name="Counted">What counted.</param>
/// <param name="Sum">What had counted by its end.</param>
public sealed record DueDay(DateOnly Day, string Kind, string? Holiday, bool Assumed, string Counted, string Sum);

/// <summary>Something that happened to a case.</summary>
/// <param name="At">When.</param>
/// <param name="Step">What.</param>
/// <param name="To">To whom, or whom it proposes; null: nobody.</param>
/// <param name="By">By whom, by post.</param>
/// <param name="Record">The record that says it.</param>
/// <param name="Words">Clause, reason, day, outcome, in that order.</param>
/// <param name="Refusal">Why it was not taken; null: it was.</param>
/// <param name="TakenBack">Whether it was taken back afterwards.</param>
public sealed record CaseLogLine(
    DateTimeOffset At, string Step, LocalText? To, LocalText By, long Record, IReadOnlyList<string> Words, string? Refusal, bool TakenBack = false);

/// <summary>Another case of the same category near by.</summary>
/// <param name="Number">Its number.</param>
/// <param name="What">What it is about.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Metres">How far away it is.</param>
/// <param name="At">When it was reported or, of one that is over, when it ended.</param>
/// <param name="IsOpen">Whether it is open: then it may be the same; else the same place has come back (反弹).</param>
public sealed record NearCase(long Number, string What, string Stage, int Metres, DateTimeOffset At, bool IsOpen);

/// <summary>A step that the reader may take, with what its form asks.</summary>
/// <param name="Step">The step.</param>
/// <param name="Word">Its word in files.</param>
/// <param name="IsMain">Whether it is what the case waits for.</param>
/// <param name="Unit">Whether it asks for a unit.</param>
/// <param name="With">Whether it asks for units that help.</param>
/// <param name="Clause">Whether it asks for a clause.</param>
/// <param name="Reason">Whether it asks why.</param>
/// <param name="Until">Whether it asks for a day.</param>
/// <param name="Into">Whether it asks for another case.</param>
/// <param name="Outcomes">The outcomes to choose from.</param>
/// <param name="Photo">Whether it takes a photo.</param>
/// <param name="NeedsPhoto">Whether it cannot be without.</param>
public sealed record StepOffer(
    CaseStep Step, string Word, bool IsMain, bool Unit, bool With, bool Clause, bool Reason, bool Until, bool Into, IReadOnlyList<CaseOutcome> Outcomes,
    bool Photo, bool NeedsPhoto);
