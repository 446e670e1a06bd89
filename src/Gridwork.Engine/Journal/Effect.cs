using Gridwork.Engine.Briefings;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Records;
using Gridwork.Engine.Tallies;
using Gridwork.Schedules;

namespace Gridwork.Engine.Journal;

/// <summary>
/// A change of derived state that <see cref="Apply"/> asks for. A store writes effects in the entry's own transaction; <see cref="View"/>
/// absorbs them so that the next entry of the group sees them. Every effect is an absolute row, never "add one", but for
/// <see cref="Count"/>.
/// </summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>An instance id is taken by the entry at <paramref name="Seq"/>.</summary>
    /// <param name="Key">The instance's 16-byte key.</param>
    /// <param name="Seq">The record entry.</param>
    public sealed record TakeInstance(UInt128 Key, long Seq) : Effect;

    /// <summary>Other bytes under a taken instance id were kept aside.</summary>
    /// <param name="Key">The instance's 16-byte key.</param>
    /// <param name="Seq">The conflict entry.</param>
    public sealed record KeepAside(UInt128 Key, long Seq) : Effect;

    /// <summary>Insert or replace the record's row.</summary>
    /// <param name="Row">The row, by its root.</param>
    public sealed record PutRecord(RecordRow Row) : Effect;

    /// <summary>The row of a waiting correction disappears: it now speaks for another root.</summary>
    /// <param name="Root">The row's root.</param>
    public sealed record RemoveRecord(long Root) : Effect;

    /// <summary>Insert or replace a revision.</summary>
    /// <param name="Row">The row, by its seq.</param>
    public sealed record PutRevision(Revision Row) : Effect;

    /// <summary>Another record speaks for a root.</summary>
    /// <param name="Row">The turn.</param>
    public sealed record AddTurn(Turn Row) : Effect;

    /// <summary>Insert or replace a file of a record.</summary>
    /// <param name="Row">The row, by record entry and name.</param>
    public sealed record PutAttachment(AttachmentRow Row) : Effect;

    /// <summary>Insert a waiting record.</summary>
    /// <param name="Row">The row, by wanted key and seq.</param>
    public sealed record Wait(WaitingRow Row) : Effect;

    /// <summary>A waiting record waits no longer.</summary>
    /// <param name="Row">The row, by wanted key and seq.</param>
    public sealed record Release(WaitingRow Row) : Effect;

    /// <summary>Another unit than the responsible one may see the record: the sender's.</summary>
    /// <param name="Unit">The unit that may see it.</param>
    /// <param name="Root">The record.</param>
    public sealed record Show(UnitNo Unit, long Root) : Effect;

    /// <summary>The number of points of a map in a square changes by <paramref name="Change"/>.</summary>
    /// <param name="Square">Where.</param>
    /// <param name="Change">By how many.</param>
    public sealed record CountPoint(MapSquare Square, int Change) : Effect;

    /// <summary>The number of records of a unit, form and standing changes by <paramref name="Change"/> (core.md 17).</summary>
    /// <param name="Campaign">The campaign's number.</param>
    /// <param name="Form">The form's number.</param>
    /// <param name="Unit">The responsible unit.</param>
    /// <param name="Standing">The standing.</param>
    /// <param name="Change">+1 or −1.</param>
    public sealed record Count(int Campaign, int Form, UnitNo Unit, Standing Standing, int Change) : Effect;

    /// <summary>A tally entry.</summary>
    /// <param name="Row">The entry.</param>
    public sealed record Post(TallyEntry Row) : Effect;

    /// <summary>Insert or replace a claim of a distinct count.</summary>
    /// <param name="Row">The claim, by version, key and root.</param>
    public sealed record PutClaim(Claim Row) : Effect;

    /// <summary>A claim is given up.</summary>
    /// <param name="Row">The claim, by version, key and root.</param>
    public sealed record DropClaim(Claim Row) : Effect;

    /// <summary>A line of a case's log.</summary>
    /// <param name="Row">The line.</param>
    public sealed record AddCaseLine(CaseLine Row) : Effect;

    /// <summary>Insert or replace a case's row.</summary>
    /// <param name="Row">The row, by the root of the record that opened it.</param>
    public sealed record PutCase(CaseRow Row) : Effect;

    /// <summary>A unit helps with a case (协办), or did.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Root">The case, by the root of the record that opened it.</param>
    public sealed record Help(UnitNo Unit, long Root) : Effect;

    /// <summary>A running case is due at another time: the calendar changed.</summary>
    /// <param name="Root">The case, by the root of the record that opened it.</param>
    /// <param name="Due">When; null: no limit.</param>
    public sealed record PutDue(long Root, DueTime? Due) : Effect;

    /// <summary>What is counted of cases at a place changes.</summary>
    /// <param name="Place">Where.</param>
    /// <param name="Measure">What.</param>
    /// <param name="Change">By how much.</param>
    public sealed record CountCase(CasePlace Place, CaseMeasure Measure, int Change) : Effect;

    /// <summary>A paper was released.</summary>
    /// <param name="Seq">The release entry.</param>
    /// <param name="Unit">The issuing unit.</param>
    /// <param name="Issue">Which issue it is.</param>
    public sealed record PutPaper(long Seq, UnitNo Unit, PaperIssue Issue) : Effect;

    /// <summary>An entry that changes the definition (definition, grid, units, calendar, grant) is in force from here.</summary>
    /// <param name="Seq">The entry.</param>
    /// <param name="Kind">Its kind.</param>
    public sealed record Define(long Seq, EntryKind Kind) : Effect;

    /// <summary>An indicator version begins; it is folded over the journal so far by the backfill.</summary>
    /// <param name="Indicator">The version.</param>
    /// <param name="Campaign">The campaign's number.</param>
    /// <param name="Seq">The entry that published it.</param>
    public sealed record Publish(IndicatorVersionId Indicator, int Campaign, long Seq) : Effect;

    /// <summary>An indicator version ends: it counts nothing after this position.</summary>
    /// <param name="Indicator">The version.</param>
    /// <param name="Seq">The entry that retired it.</param>
    public sealed record Retire(IndicatorVersionId Indicator, long Seq) : Effect;
}
