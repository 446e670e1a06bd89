using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Rights;
using Gridwork.Schedules;
using Gridwork.Server.People;
using Gridwork.Stores;
using Gridwork.Stores.Cases;

namespace Gridwork.Server.Cases;

/// <summary>A case that its reader may see.</summary>
/// <param name="Detail">The case with its log.</param>
/// <param name="Campaign">Its campaign.</param>
/// <param name="Calendar">The calendar by which its time is reckoned.</param>
internal sealed record SeenCase(CaseDetail Detail, Campaign Campaign, WorkingCalendar Calendar)
{
    /// <summary>How it stands.</summary>
    public CaseState State => Detail.State;

    /// <summary>
    /// A case by its number; null: there is none, or the reader may not know of it. It is seen by whoever may see records over the unit in which it
    /// lies, or over one that has to do with it; whoever is proposed as its host has, as in lists.
    /// </summary>
    public static async Task<SeenCase?> FindAsync(Viewer viewer, Snapshot snapshot, long number, CancellationToken cancel)
    {
        if (await OneCase.ReadAsync(snapshot, number, viewer.Definition.CalendarOf, cancel: cancel) is not { } detail) return null;
        if (!viewer.Definition.Campaigns.TryGetValue(detail.Item.Campaign, out var campaign) || campaign.Cases is null) return null;
        if (!detail.State.Units.Any(unit => viewer.May(Right.SeeRecords, unit, campaign.No))) return null;
        return new SeenCase(detail, campaign, viewer.Definition.CalendarOf(detail.Lines[0].Unit, detail.State.EndedPos ?? long.MaxValue));
    }

    /// <summary>Until when its clocks are read: now, or its end.</summary>
    public DateTimeOffset Until(DateTimeOffset now) => State.Ended ?? now;

    /// <summary>What a clock of working time showed over one hold; what was on hold in between does not count.</summary>
    public TimeSpan Worked(CaseHold hold, DateTimeOffset now) =>
        Calendar.Elapsed(hold.From, hold.Until ?? Until(now), CaseLamp.UnitOf(State.Limit), Stops(now));

    /// <summary>What the clock of the whole shows, from registration; null: it is not registered.</summary>
    public TimeSpan? Whole(DateTimeOffset now) =>
        State.Registered is { } registered ? Calendar.Elapsed(registered, Until(now), CaseLamp.UnitOf(State.Limit), Stops(now)) : null;

    /// <summary>The pauses, with the one that lasts.</summary>
    public IReadOnlyList<Pause> Stops(DateTimeOffset now) =>
        State is { Suspended: true, SuspendedAt: { } since } && since < now ? [.. State.Pauses, new Pause(since, now)] : State.Pauses;

    /// <summary>The row of the duty list by which it was routed; null: none.</summary>
    public Duty? Duty => State.Duty == 0 ? null : Campaign.Cases!.Duties.FirstOrDefault(duty => duty.Row == State.Duty);
}
