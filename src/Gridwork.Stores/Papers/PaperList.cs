// Papers that were released, newest first. The list is small beside the journal; each line's words stand in its entry's body.
using Gridwork.Engine;
using Gridwork.Engine.Briefings;
using Gridwork.Engine.Journal;

namespace Gridwork.Stores.Papers;

/// <summary>A released paper.</summary>
/// <param name="Seq">The release entry.</param>
/// <param name="Unit">The issuing unit.</param>
/// <param name="Issue">Which issue it is.</param>
/// <param name="At">When it was released, by the district's clock.</param>
/// <param name="Person">Who released it.</param>
/// <param name="Release">What was printed.</param>
public sealed record PaperLine(long Seq, UnitNo Unit, PaperIssue Issue, DateTimeOffset At, PersonNo Person, BriefingRelease Release);

/// <summary>Whose papers a reader sees: per campaign the issuing units.</summary>
/// <param name="Campaign">The campaign's number.</param>
/// <param name="Issuers">The issuing units whose papers he reads.</param>
public sealed record PaperSight(int Campaign, IReadOnlyCollection<UnitNo> Issuers);

/// <summary>Reads released papers.</summary>
public static class PaperList
{
    private const string Lines =
        """
        SELECT p.seq, p.campaign, p.unit, p.template, p.number, j.received, j.received_offset, j.person_no, b.bytes
        FROM paper p JOIN journal j ON j.d = p.d AND j.seq = p.seq JOIN body b ON b.d = p.d AND b.seq = p.seq
        """;

    /// <summary>A page of papers, newest first.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="sights">What the reader sees.</param>
    /// <param name="before">Only papers released before this entry; null: from the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Gives up.</param>
    public static Task<List<PaperLine>> ReadAsync(
        Snapshot snapshot, IReadOnlyCollection<PaperSight> sights, long? before, int limit, CancellationToken cancel = default)
    {
        var seen = sights.Where(sight => sight.Issuers.Count > 0)
            .Select(sight => $"(p.campaign = {Snapshot.Number(sight.Campaign)} AND p.unit IN {Snapshot.In(sight.Issuers)})").ToList();
        return seen.Count == 0 ? Task.FromResult(new List<PaperLine>()) : snapshot.ListAsync(
            $"{Lines} WHERE p.d = @d AND p.seq < @before AND ({string.Join(" OR ", seen)}) ORDER BY p.seq DESC LIMIT {Snapshot.Number(limit)}",
            Read, [("before", before ?? long.MaxValue)], cancel);
    }

    /// <summary>The issues of a series, newest first.</summary>
    public static Task<List<PaperLine>> OfSeriesAsync(Snapshot snapshot, int campaign, string template, int limit, CancellationToken cancel = default) =>
        snapshot.ListAsync(
            $"{Lines} WHERE p.d = @d AND p.campaign = @campaign AND p.template = @template ORDER BY p.seq DESC LIMIT {Snapshot.Number(limit)}",
            Read, [("campaign", (long)campaign), ("template", template)], cancel);

    /// <summary>The paper of a release entry; null: the entry is none.</summary>
    public static async Task<PaperLine?> FindAsync(Snapshot snapshot, long seq, CancellationToken cancel = default) =>
        (await snapshot.ListAsync($"{Lines} WHERE p.d = @d AND p.seq = @seq", Read, [("seq", seq)], cancel)).FirstOrDefault();

    /// <summary>The number of the newest issue of a series; null: none was released.</summary>
    public static async Task<int?> LastNumberAsync(Snapshot snapshot, int campaign, string template, CancellationToken cancel = default)
    {
        var last = await snapshot.ListAsync(
            "SELECT number FROM paper WHERE d = @d AND campaign = @campaign AND template = @template ORDER BY seq DESC LIMIT 1",
            row => row.GetInt32(0), [("campaign", (long)campaign), ("template", template)], cancel);
        return last.Count == 0 ? null : last[0];
    }

    private static PaperLine Read(System.Data.Common.DbDataReader row) => new(
        row.GetInt64(0), new UnitNo(row.GetInt32(2)), new PaperIssue(row.GetInt32(1), row.GetString(3), row.GetInt32(4)),
        JournalTime.FromMicroseconds(row.GetInt64(5), row.GetInt32(6)), new PersonNo(row.GetInt32(7)),
        BriefingRelease.Read(row.GetFieldValue<byte[]>(8)));
}
