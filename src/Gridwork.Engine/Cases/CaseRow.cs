using Gridwork.Engine.Records;
using Gridwork.Places;
using Gridwork.Schedules;

namespace Gridwork.Engine.Cases;

/// <summary>
/// A case as lists, boards and maps find it: what the fold says, in columns. Made again whenever a line is added.
/// </summary>
/// <param name="State">The case.</param>
/// <param name="Campaign">The campaign's number.</param>
/// <param name="Day">The district's day of its opening record.</param>
public sealed record CaseRow(CaseState State, int Campaign, DateOnly Day)
{
    /// <summary>The side of a square of <see cref="Square"/>: a thousandth of a degree, some hundred metres.</summary>
    public const double SquareDegrees = 0.001;

    /// <summary>The square that a point lies in: neighbours in place are neighbours in the squares' two numbers.</summary>
    public static (int X, int Y) Square(double longitude, double latitude) =>
        ((int)Math.Floor(longitude / SquareDegrees), (int)Math.Floor(latitude / SquareDegrees));

    /// <summary>Its place as one number; null: not said.</summary>
    public PlaceCode? Point => State.Place is { } place ? PlaceCode.Of(place.Longitude, place.Latitude) : null;

    /// <summary>Where it is counted on the map; null: it has no place.</summary>
    public MapSquare? OnMap => Point is { } point
        ? new MapSquare(
            State.Kind == CaseKind.Problem ? MapLayer.Problems : MapLayer.Requirements, Campaign, State.Unit, State.Answers, State.IsOpen,
            point.At(MapSquare.Zoom))
        : null;

    /// <summary>Where it is counted.</summary>
    public CasePlace Place => new(
        Campaign, State.Kind, State.Unit, State.Cell, State.Category ?? "", State.Line ?? "", State.Answers);

    /// <summary>
    /// What the case adds to the counts of its place: how many there are at each stage, and how many were ever registered, closed, closed when
    /// due, sent back, returned and opened again.
    /// </summary>
    public IEnumerable<(CaseMeasure Measure, int N)> Measures()
    {
        yield return (CaseMeasure.Reported, 1);
        yield return ((CaseMeasure)(CaseMeasure.AtStage + (int)State.Stage), 1);
        if (State.Suspended) yield return (CaseMeasure.Suspended, 1);
        if (State.Registered is not null) yield return (CaseMeasure.Registered, 1);
        if (State.Stage == CaseStage.Closed) yield return (CaseMeasure.Closed, 1);
        if (State.InTime is { } inTime) yield return (inTime ? CaseMeasure.ClosedInTime : CaseMeasure.ClosedLate, 1);
        if (State.SendBacks > 0) yield return (CaseMeasure.SentBack, State.SendBacks);
        if (State.Returns > 0) yield return (CaseMeasure.Returned, State.Returns);
        if (State.Reopens > 0) yield return (CaseMeasure.Reopened, State.Reopens);
        if (State.Supervised is not null) yield return (CaseMeasure.Supervised, 1);
        if (State is { Stage: CaseStage.Dismissed, Outcome: { } outcome }) yield return ((CaseMeasure)(CaseMeasure.DismissedAs + (int)outcome), 1);
        if (Hours is { } hours) yield return ((CaseMeasure)(CaseMeasure.TookHours + hours), 1);
    }

    /// <summary>
    /// How long it took from registration to closing, in begun hours of its own kind of time, at most 9,999; null: it is not closed. The counts keep it
    /// by the hour, so that a median is read from counts.
    /// </summary>
    public int? Hours { get; init; }

    /// <summary>The row of a case.</summary>
    /// <param name="state">The case.</param>
    /// <param name="campaign">The campaign's number.</param>
    /// <param name="day">The district's day of its opening record.</param>
    /// <param name="calendars">The calendar by which its time is reckoned, as it was in force at a position.</param>
    public static CaseRow Of(CaseState state, int campaign, DateOnly day, Func<long, WorkingCalendar> calendars)
    {
        int? hours = null;
        if (state is { Stage: CaseStage.Closed, Registered: { } from, Ended: { } to, EndedPos: { } pos })
        {
            var took = calendars(pos).Elapsed(from, to, state.Limit?.Unit ?? LimitUnit.WorkingHours, state.Pauses);
            hours = (int)Math.Clamp(Math.Ceiling(took.TotalHours), 0, 9999);
        }
        return new CaseRow(state, campaign, day) { Hours = hours };
    }
}

/// <summary>Where cases are counted together.</summary>
/// <param name="Campaign">The campaign's number.</param>
/// <param name="Kind">What they are about.</param>
/// <param name="Unit">The unit in which they lie.</param>
/// <param name="Cell">The cell in which they lie.</param>
/// <param name="Category">The category's code; empty: none.</param>
/// <param name="Line">The line's code; empty: none.</param>
/// <param name="Host">The host.</param>
public readonly record struct CasePlace(int Campaign, CaseKind Kind, UnitNo Unit, CellNo Cell, string Category, string Line, UnitNo Host);

/// <summary>What is counted of cases by place, category and host. The numbers stand in tables.</summary>
public enum CaseMeasure
{
    /// <summary>Every case.</summary>
    Reported = 1,

    /// <summary>Registered, whatever came after.</summary>
    Registered = 2,

    /// <summary>Closed.</summary>
    Closed = 3,

    /// <summary>Closed when it was due or before.</summary>
    ClosedInTime = 4,

    /// <summary>Closed after it was due.</summary>
    ClosedLate = 5,

    /// <summary>Times sent back.</summary>
    SentBack = 6,

    /// <summary>Times returned by hosts.</summary>
    Returned = 7,

    /// <summary>Times opened again.</summary>
    Reopened = 8,

    /// <summary>Under supervision, now or before.</summary>
    Supervised = 9,

    /// <summary>On hold now.</summary>
    Suspended = 10,

    /// <summary>Plus a <see cref="CaseStage"/>: standing there now.</summary>
    AtStage = 100,

    /// <summary>Plus a <see cref="CaseOutcome"/>: dismissed for that.</summary>
    DismissedAs = 200,

    /// <summary>Plus hours: closed after so many.</summary>
    TookHours = 10000,
}
