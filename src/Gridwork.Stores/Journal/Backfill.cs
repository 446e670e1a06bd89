// An indicator published in the middle of a campaign counts from its first day (core.md 5): this folds the turns before it, chunk by chunk under
// the lock, so that intake never stands still. What it posts is what the version would have posted had it been there, only at its
// own position and not earlier; when it meets the head the version goes live.
using System.Data.Common;
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;
using Gridwork.Engine.Tallies;

namespace Gridwork.Stores.Journal;

/// <summary>Folds indicator versions that have not caught up.</summary>
internal sealed class Backfill : IAsyncDisposable
{
    private readonly JournalOptions options;
    private readonly JournalSession session;
    private readonly Definitions definitions;
    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task loop;

    public Backfill(DistrictStore store, DistrictId district, JournalOptions options)
    {
        this.options = options;
        session = store.OpenSession(district);
        definitions = store.DefinitionsOf(district);
        loop = Task.Run(RunAsync);
    }

    /// <summary>Says that there may be something to fold.</summary>
    public void Wake()
    {
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already called.
        }
    }

    private async Task RunAsync()
    {
        var cancel = stopping.Token;
        try
        {
            while (true)
            {
                await wake.WaitAsync(cancel);
                while (await TryStepAsync(cancel)) await Task.Yield();
            }
        }
        catch (OperationCanceledException)
        {
            // The writer stops.
        }
    }

    private async ValueTask<bool> TryStepAsync(CancellationToken cancel)
    {
        try
        {
            return await BackfillStep.RunAsync(session, definitions, options.BackfillChunk, cancel);
        }
        catch (Exception lost) when (lost is DbException or IOException)
        {
            await session.RollbackAsync();
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);
            return true;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        await session.DisposeAsync();
        stopping.Dispose();
        wake.Dispose();
    }
}

/// <summary>One chunk of one version, in one transaction.</summary>
internal static class BackfillStep
{
    /// <summary>A version that has not caught up.</summary>
    private sealed record Version(IndicatorVersionId Id, int Campaign, long Published, long? Retired, long Cursor);

    /// <summary>Folds a chunk; false when no version is behind.</summary>
    public static async ValueTask<bool> RunAsync(JournalSession session, Definitions definitions, int chunk, CancellationToken cancel)
    {
        Version? behind = null;
        var head = await session.BeginAsync([Ask(version => behind ??= version)], cancel);
        try
        {
            if (behind is null)
            {
                await session.RollbackAsync();
                return false;
            }
            var rows = new RowSets();
            await FoldAsync(session, rows, definitions, behind, head, chunk, cancel);
            await session.CommitAsync(rows, null, cancel);
            return true;
        }
        catch
        {
            await session.RollbackAsync();
            throw;
        }
    }

    /// <summary>Folds every version that is behind to the end, in the transaction at hand: a rebuild has no readers to wait for.</summary>
    public static async ValueTask FoldAllAsync(JournalSession session, Definitions definitions, Head head, CancellationToken cancel)
    {
        while (true)
        {
            Version? behind = null;
            await session.AskAsync([Ask(version => behind ??= version)], cancel);
            if (behind is null) return;
            var rows = new RowSets();
            await FoldAsync(session, rows, definitions, behind, head, 500, cancel);
            await session.WriteAsync(rows, cancel);
        }
    }

    private static Query Ask(Action<Version> take) => new(
        "SELECT ind, ver, campaign, published_seq, retired_seq, cursor FROM indicator WHERE d = @d AND live = 0 ORDER BY ind, ver",
        [],
        row =>
        {
            while (row.Read())
            {
                take(new Version(
                    new IndicatorVersionId(row.GetInt32(0), row.GetInt32(1)), row.GetInt32(2), row.GetInt64(3),
                    row.IsDBNull(4) ? null : row.GetInt64(4), row.GetInt64(5)));
            }
        });

    private static async ValueTask FoldAsync(
        JournalSession session, RowSets rows, Definitions definitions, Version version, Head head, int chunk, CancellationToken cancel)
    {
        // What was retired counts nothing after that position.
        var end = version.Retired ?? head.Seq;
        var last = await ChunkEndAsync(session, version, end, chunk, cancel);
        if (last is { } upTo)
        {
            var turns = new List<Turn>();
            await session.AskAsync([TurnsOf(version, upTo, turns)], cancel);
            if (turns.Count > 0)
                await PostAsync(session, rows, await DefinitionAsync(session, definitions, version, head, cancel), version, turns, cancel);
        }
        await session.RunAsync(
            "UPDATE indicator SET cursor = @cursor, live = @live WHERE d = @d AND ind = @ind AND ver = @ver",
            [
                ("cursor", last ?? end), ("live", last is null ? 1L : 0L), ("ind", (long)version.Id.Indicator), ("ver", (long)version.Id.Version),
            ],
            cancel);
        if (last is null) await Rollups.FoldAsync(session, head.Seq, cancel);
    }

    /// <summary>The position of about the <paramref name="chunk"/>-th turn after the cursor; null: there is none. Never half a position.</summary>
    private static async ValueTask<long?> ChunkEndAsync(
        JournalSession session, Version version, long end, int chunk, CancellationToken cancel)
    {
        long? last = null;
        await session.AskAsync(
            [
                new Query(
                    """
                    SELECT MAX(pos)
                    FROM (SELECT pos FROM turn WHERE d = @d AND pos > @cursor AND pos <= @end ORDER BY pos, ord LIMIT @chunk) AS ahead
                    """,
                    [("cursor", version.Cursor), ("end", end), ("chunk", (long)chunk)],
                    row => last = row.Read() && !row.IsDBNull(0) ? row.GetInt64(0) : null),
            ],
            cancel);
        return last;
    }

    private static Query TurnsOf(Version version, long last, List<Turn> found) => new(
        """
        SELECT t.pos, t.ord, t.root_seq, t.from_seq, t.to_seq, t.day
        FROM turn t JOIN record r ON r.d = t.d AND r.root_seq = t.root_seq AND r.campaign = @campaign
        WHERE t.d = @d AND t.pos > @cursor AND t.pos <= @last ORDER BY t.pos, t.ord
        """,
        [("campaign", (long)version.Campaign), ("cursor", version.Cursor), ("last", last)],
        row => Turns.Read(row, found));

    /// <summary>The definition that knows the version: the current one, or the last before it was retired.</summary>
    private static async ValueTask<DistrictDefinition> DefinitionAsync(
        JournalSession session, Definitions definitions, Version version, Head head, CancellationToken cancel)
    {
        var newer = new List<StoredEntry>();
        if (version.Retired is not { } retired)
        {
            await session.AskAsync([Definitions.Ask(definitions.Current.Seq, head.DefinitionSeq, newer)], cancel);
            return definitions.Advance(newer);
        }
        await session.AskAsync([Definitions.Ask(0, retired - 1, newer)], cancel);
        return new Definitions().Advance(newer);
    }

    private static async ValueTask PostAsync(
        JournalSession session, RowSets rows, DistrictDefinition definition, Version version, List<Turn> turns, CancellationToken cancel)
    {
        var said = await SaidAsync(session, definition, version, turns, cancel);
        var (pos, ord) = (version.Published, await NextOrdAsync(session, version, cancel));
        var changes = new Changes(rows) { PublishedLive = false };
        var view = new View(long.MaxValue);
        void Emit(Effect effect)
        {
            view.Absorb(effect);
            changes.Take(effect);
        }
        foreach (var turn in turns)
        {
            if (turn.Pos > pos) (pos, ord) = (turn.Pos, 0);
            var to = turn.To is { } seq ? said[seq] : ((JournalHeader, Facts)?)null;
            while (!TallyFold.Fold(version.Id, turn, turn.To ?? turn.Pos, to, pos, ref ord, view, Emit))
            {
                if (view.Exhausted)
                {
                    // What is known so far goes to the store, where a new view sees it.
                    changes.LayOut();
                    await session.WriteAsync(rows, cancel);
                    rows.Clear();
                    changes = new Changes(rows) { PublishedLive = false };
                    view = new View(long.MaxValue);
                    continue;
                }
                await session.LoadAsync(view, definition, cancel);
            }
        }
        changes.LayOut();
    }

    private static async ValueTask<Dictionary<long, (JournalHeader, Facts)>> SaidAsync(
        JournalSession session, DistrictDefinition definition, Version version, List<Turn> turns, CancellationToken cancel)
    {
        var entries = new List<StoredEntry>();
        await session.AskAsync([StoredEntry.Ask([.. turns.Where(turn => turn.To is not null).Select(turn => turn.To!.Value).Distinct()], entries)], cancel);
        return entries.ToDictionary(
            stored => stored.Entry.Seq,
            stored => (stored.Entry.Header, new Facts
            {
                Contributions = Reading.For(definition, version.Id, stored.Entry, stored.Body, stored.State == BodyState.Residue),
            }));
    }

    private static async ValueTask<int> NextOrdAsync(JournalSession session, Version version, CancellationToken cancel)
    {
        var next = 0;
        await session.AskAsync(
            [
                new Query(
                    "SELECT COALESCE(MAX(ord) + 1, 0) FROM entry WHERE d = @d AND ind = @ind AND ver = @ver AND pos = @pos",
                    [("ind", (long)version.Id.Indicator), ("ver", (long)version.Id.Version), ("pos", version.Published)],
                    row => next = row.Read() ? row.GetInt32(0) : 0),
            ],
            cancel);
        return next;
    }
}
