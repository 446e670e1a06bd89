// One case with its whole log, as it stands or as it stood at a position of the journal.
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Schedules;

namespace Gridwork.Stores.Cases;

/// <summary>A case with its log.</summary>
/// <param name="Item">Its row, as it stands now.</param>
/// <param name="State">The case: now, or at the position asked for.</param>
/// <param name="Lines">Its log up to there: what each record said, corrected lines once; those that were not taken among them.</param>
/// <param name="TakenBack">Steps that were taken and no longer hold, each with the line that took it back.</param>
public sealed record CaseDetail(
    CaseItem Item, CaseState State, IReadOnlyList<CaseLine> Lines, IReadOnlyList<(CaseLine Step, CaseLine By)> TakenBack);

/// <summary>Reads cases.</summary>
public static class OneCase
{
    /// <summary>A case; null: there is none, or there was none at that position.</summary>
    /// <param name="snapshot">The district.</param>
    /// <param name="root">The record that opened it, by its root.</param>
    /// <param name="calendars">The calendar of a unit, as it was in force at a position.</param>
    /// <param name="at">The position; null: now.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<CaseDetail?> ReadAsync(
        Snapshot snapshot, long root, Func<UnitNo, long, WorkingCalendar> calendars, long? at = null, CancellationToken cancel = default) =>
        await ReadAsync(snapshot, [root], calendars, at, cancel) is [var detail] ? detail : null;

    /// <summary>Several cases, in the order of their roots.</summary>
    public static async Task<IReadOnlyList<CaseDetail>> ReadAsync(
        Snapshot snapshot, IReadOnlyCollection<long> roots, Func<UnitNo, long, WorkingCalendar> calendars, long? at = null, CancellationToken cancel = default)
    {
        var details = new List<CaseDetail>();
        foreach (var some in roots.Order().Chunk(500))
        {
            var items = await CaseList.OfAsync(snapshot, some, cancel);
            var logs = (await LinesAsync(snapshot, some, cancel)).ToLookup(line => line.Case);
            foreach (var item in items.OrderBy(item => item.Root))
            {
                var lines = logs[item.Key].ToList();
                if (lines.Count == 0 || CaseFold.Run(lines, pos => calendars(lines[0].Unit, pos), at ?? long.MaxValue) is not { } state) continue;
                details.Add(new CaseDetail(item, state, CaseFold.InForce(lines, at ?? long.MaxValue), CaseFold.TakenBack(lines, at ?? long.MaxValue)));
            }
        }
        return details;
    }

    /// <summary>
    /// The roots of a campaign's cases that were open at a position, as far as the reader sees them: those that are open, and those that changed since.
    /// </summary>
    public static Task<List<long>> MaybeOpenAtAsync(Snapshot snapshot, int campaign, CaseKind kind, long at, CancellationToken cancel = default) =>
        snapshot.ListAsync(
            """
            SELECT root_seq FROM case_state WHERE d = @d AND campaign = @campaign AND kind = @kind AND is_open = 1 AND root_seq <= @at
            UNION
            SELECT root_seq FROM case_state WHERE d = @d AND campaign = @campaign AND kind = @kind AND changed > @at AND root_seq <= @at
            """,
            row => row.GetInt64(0), [("campaign", campaign), ("kind", (int)kind), ("at", at)], cancel);

    private static async Task<List<CaseLine>> LinesAsync(Snapshot snapshot, IReadOnlyCollection<long> roots, CancellationToken cancel) =>
        await snapshot.ListAsync(
            $"""
            SELECT {CaseLines.Columns("l")} FROM case_state c JOIN case_log l ON l.d = c.d AND l.case16 = c.case16
            WHERE c.d = @d AND c.root_seq IN {Snapshot.In(roots)} ORDER BY c.root_seq, l.pos, l.ord
            """,
            CaseLines.Read, cancel);
}
