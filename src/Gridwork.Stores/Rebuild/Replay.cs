// The journal from its first entry through the same two functions as live intake (core.md 3): read in parallel, applied in order.
using Gridwork.Engine.Journal;
using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Rebuild;

/// <summary>Replays a journal into the derived tables that a session writes to.</summary>
internal sealed class Replay
{
    private const int ChunkLength = 1000;

    private readonly JournalSession session;
    private readonly bool rollups;
    private readonly Definitions definitions = new();
    private readonly LiveIndicators live = new();
    private readonly RowSets rows = new();
    private Changes changes;
    private int unrolled;

    /// <param name="session">The session, its transaction begun, its derived tables empty.</param>
    /// <param name="rollups">Whether to fold rollups and checkpoints on the way, as live intake does.</param>
    public Replay(JournalSession session, bool rollups)
    {
        this.session = session;
        this.rollups = rollups;
        changes = NewChanges(publishedLive: false);
    }

    /// <summary>Replays the entries up to <paramref name="last"/>.</summary>
    public async Task RunAsync(long last, CancellationToken cancel)
    {
        for (long after = 0; after < last; after += ChunkLength)
        {
            var stored = new List<StoredEntry>(ChunkLength);
            await session.AskAsync([StoredEntry.AskRange(after, Math.Min(after + ChunkLength, last), stored)], cancel);
            for (var i = 0; i < stored.Count;)
            {
                if (Defines(stored[i]))
                {
                    await DefineAsync(stored[i++], cancel);
                    continue;
                }
                var run = stored.Skip(i).TakeWhile(entry => !Defines(entry)).ToList();
                await ApplyAsync(run, cancel);
                i += run.Count;
            }
            await RollUpAsync(stored[^1].Entry.Seq, cancel);
        }
    }

    /// <summary>Whether an entry changes the definition.</summary>
    public static bool Defines(StoredEntry stored) =>
        stored.Entry.Header.Kind is EntryKind.Definition or EntryKind.Grid or EntryKind.Units or EntryKind.Calendar or EntryKind.Grant;

    private async Task DefineAsync(StoredEntry stored, CancellationToken cancel)
    {
        var (seq, kind) = (stored.Entry.Seq, stored.Entry.Header.Kind);
        var (next, change) = definitions.Current.With(seq, kind, stored.Body);
        changes = NewChanges(publishedLive: !await Turns.AnyAsync(session, cancel));
        var facts = new Facts { Change = change };
        var view = new View(seq);
        IReadOnlyList<Effect>? effects;
        while ((effects = Apply.Run(stored.Entry, facts, view, next, [])) is null) await session.LoadAsync(view, next, cancel);
        foreach (var effect in effects) changes.Take(effect);
        await FlushAsync(cancel);
        definitions.Take(next);
        // What was counted before it is counted now, before anything follows: a rebuild has no readers to wait for.
        if (change.Published.Count > 0)
            await BackfillStep.FoldAllAsync(session, definitions, new Head(seq, stored.Entry.Chain, seq), cancel);
        await session.AskAsync([live.Ask()], cancel);
    }

    private async Task ApplyAsync(List<StoredEntry> run, CancellationToken cancel)
    {
        var definition = definitions.Current;
        var facts = new Facts[run.Count];
        Parallel.For(0, run.Count, i => facts[i] =
            Reading.Again(definition, run[i].Entry, run[i].Body, run[i].State == BodyState.Residue));
        var view = await ViewAsync(run, facts, 0, cancel);
        for (var i = 0; i < run.Count; i++)
        {
            var entry = run[i].Entry;
            var form = facts[i].Form;
            if (facts[i].Review is { } review)
            {
                // Its record's form is asked from the tables, so they must hold all that came before.
                await FlushAsync(cancel);
                view = await ViewAsync(run, facts, i, cancel);
                form = await Turns.FormOfAsync(session, review.Record, cancel);
            }
            IReadOnlyList<Effect>? effects;
            while ((effects = Apply.Run(entry, facts[i], view, definition, live.Of(definition, form))) is null)
            {
                if (view.Exhausted)
                {
                    await FlushAsync(cancel);
                    view = await ViewAsync(run, facts, i, cancel);
                }
                else await session.LoadAsync(view, definition, cancel);
            }
            foreach (var effect in effects) changes.Take(effect);
        }
        await FlushAsync(cancel);
    }

    private async Task<View> ViewAsync(List<StoredEntry> run, Facts[] facts, int from, CancellationToken cancel)
    {
        var keys = new ViewKeys();
        for (var i = from; i < run.Count; i++) keys.Expect(run[i].Entry.Header, facts[i]);
        var found = new ViewRows();
        await session.AskAsync(found.Ask(keys), cancel);
        var view = new View(run[from].Entry.Seq);
        found.Fill(view);
        return view;
    }

    private async Task FlushAsync(CancellationToken cancel)
    {
        unrolled += changes.Entries;
        changes.LayOut();
        await session.WriteAsync(rows, cancel);
        rows.Clear();
        changes = NewChanges(publishedLive: false);
    }

    private async Task RollUpAsync(long head, CancellationToken cancel)
    {
        if (!rollups || unrolled < 2000) return;
        unrolled = 0;
        await Rollups.FoldAsync(session, head, cancel);
    }

    private Changes NewChanges(bool publishedLive) => new(rows) { PublishedLive = publishedLive };
}
