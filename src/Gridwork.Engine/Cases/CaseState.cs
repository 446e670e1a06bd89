using Gridwork.Places;
using Gridwork.Schedules;

namespace Gridwork.Engine.Cases;

/// <summary>A case as its log says it stands.</summary>
public sealed record CaseState
{
    /// <summary>The key of the instance that opened it.</summary>
    public required UInt128 Key { get; init; }

    /// <summary>The root of the record that opened it: its number in lists and links.</summary>
    public required long Root { get; init; }

    /// <summary>What it is about.</summary>
    public CaseKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public CaseStage Stage { get; init; }

    /// <summary>Whether it is on hold (挂账).</summary>
    public bool Suspended { get; init; }

    /// <summary>The category's code; null: none.</summary>
    public string? Category { get; init; }

    /// <summary>The line's code; null: none.</summary>
    public string? Line { get; init; }

    /// <summary>What it is about, in the reporter's words.</summary>
    public string? What { get; init; }

    /// <summary>The unit in which it lies.</summary>
    public UnitNo Unit { get; init; }

    /// <summary>The cell in which it lies.</summary>
    public CellNo Cell { get; init; }

    /// <summary>Where it is; null: not said.</summary>
    public GeoPoint? Place { get; init; }

    /// <summary>The host that the duty list proposes; none: it names nobody.</summary>
    public UnitNo Proposed { get; init; }

    /// <summary>The row of the duty list that proposes it; 0: none.</summary>
    public int Duty { get; init; }

    /// <summary>The host (主办).</summary>
    public UnitNo Host { get; init; }

    /// <summary>Those that help (协办).</summary>
    public IReadOnlyList<UnitNo> With { get; init; } = [];

    /// <summary>Who holds it now; none: nobody, it is over.</summary>
    public UnitNo Holder { get; init; }

    /// <summary>Who dispatched it: whoever has to verify.</summary>
    public UnitNo Centre { get; init; }

    /// <summary>Who handled it last; <see cref="PersonNo.Installation"/>: nobody.</summary>
    public PersonNo HandledBy { get; init; }

    /// <summary>The units that had it in hand: every host, and the unit of whoever handled it. Nobody of them re-checks it.</summary>
    public IReadOnlyList<UnitNo> Hands { get; init; } = [];

    /// <summary>Who verified or closed it last; <see cref="PersonNo.Installation"/>: nobody.</summary>
    public PersonNo VerifiedBy { get; init; }

    /// <summary>Whether handling needs a photo.</summary>
    public bool NeedsProof { get; init; }

    /// <summary>The photo of before, by its name in the opening record.</summary>
    public string? Photo { get; init; }

    /// <summary>Who reported it.</summary>
    public PersonNo ReportedBy { get; init; }

    /// <summary>When it was reported.</summary>
    public DateTimeOffset Reported { get; init; }

    /// <summary>When it was registered; null: not yet.</summary>
    public DateTimeOffset? Registered { get; init; }

    /// <summary>When it was handled last.</summary>
    public DateTimeOffset? Handled { get; init; }

    /// <summary>When it was closed, dismissed or merged; null: it is open.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The position of the step that ended it; null: it is open. What was announced later does not move when it was due.</summary>
    public long? EndedPos { get; init; }

    /// <summary>Since when it stands as it stands.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>How it ended.</summary>
    public CaseOutcome? Outcome { get; init; }

    /// <summary>The time it may take; null: no limit.</summary>
    public Limit? Limit { get; init; }

    /// <summary>When it is due; null: no limit, not registered, or on hold.</summary>
    public DueTime? Due { get; init; }

    /// <summary>A day asked for; null: none is.</summary>
    public DateTimeOffset? Asked { get; init; }

    /// <summary>The day to which it was extended, or that a requirement names.</summary>
    public DateTimeOffset? Extended { get; init; }

    /// <summary>Since when it is on hold; of one that is not, when it was last.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>When its clock stood.</summary>
    public IReadOnlyList<Pause> Pauses { get; init; } = [];

    /// <summary>Who held it from when until when.</summary>
    public IReadOnlyList<CaseHold> Holds { get; init; } = [];

    /// <summary>How often it was returned by a host.</summary>
    public int Returns { get; init; }

    /// <summary>Whether it was returned twice: only a ruling moves it.</summary>
    public bool Disputed { get; init; }

    /// <summary>Whether it was ruled upon: it cannot be returned again.</summary>
    public bool Ruled { get; init; }

    /// <summary>The unit that the last return proposes.</summary>
    public UnitNo ReturnProposal { get; init; }

    /// <summary>How often it was sent back.</summary>
    public int SendBacks { get; init; }

    /// <summary>How often it was opened again.</summary>
    public int Reopens { get; init; }

    /// <summary>When it was put under supervision; null: it is not.</summary>
    public DateTimeOffset? Supervised { get; init; }

    /// <summary>The key of the case it is part of.</summary>
    public UInt128 Into { get; init; }

    /// <summary>The key of the instance that it came from.</summary>
    public UInt128 Origin { get; init; }

    /// <summary>The position of the last line that changed it.</summary>
    public long Changed { get; init; }

    /// <summary>Where it stood before it was merged.</summary>
    internal CaseState? BeforeMerge { get; init; }

    /// <summary>Whether it is open: somebody has to do something.</summary>
    public bool IsOpen => Stage is CaseStage.Reported or CaseStage.Registered or CaseStage.Dispatched or CaseStage.SignedFor or CaseStage.Handled;

    /// <summary>Whether its clock runs.</summary>
    public bool Runs => IsOpen && !Suspended && Registered is not null;

    /// <summary>Whether it was closed when it was due; null: it is not closed, or has no limit.</summary>
    public bool? InTime => Stage == CaseStage.Closed && Due is { } due ? Ended <= due.At : null;

    /// <summary>Whether it is late at a moment.</summary>
    public bool IsLate(DateTimeOffset now) => Runs && Due is { } due && due.At < now;

    /// <summary>Who has to act: the host, before there is one whoever the duty list proposes. None: it names nobody.</summary>
    public UnitNo Answers => Host == UnitNo.None ? Proposed : Host;

    /// <summary>The units that have to do with it, each once.</summary>
    public IEnumerable<UnitNo> Units =>
        new[] { Unit, Answers, Holder, Centre }.Concat(With).Concat(Holds.Select(hold => hold.Unit)).Where(unit => unit != UnitNo.None).Distinct();
}

/// <summary>A time during which one unit held a case.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when; null: it holds it now.</param>
/// <param name="Stage">Where the case stood when it got it.</param>
public sealed record CaseHold(UnitNo Unit, DateTimeOffset From, DateTimeOffset? Until, CaseStage Stage);
