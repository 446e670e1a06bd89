// The only way into the journal. Candidates wait in a bounded queue; one loop takes whatever waits as a group, takes the lock of the head, decides
// and applies each in turn, writes everything in one transaction and answers after the commit (core.md 2, 3). While one group is being
// written the next gathers, so that the groups grow with the load and a single record waits for nobody.
using System.Data.Common;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Threading.Channels;
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;
using Gridwork.Engine.Tallies;

namespace Gridwork.Stores.Journal;

/// <summary>Appends to the journal of one district. Safe for several threads; one is enough for a process, several processes may append at once.</summary>
public sealed class JournalWriter : IAsyncDisposable
{
    private readonly JournalOptions options;
    private readonly JournalSession session;
    private readonly Definitions definitions;
    private readonly LiveIndicators live = new();
    private readonly RowSets rows = new();
    private readonly Channel<Pending> queue;
    private readonly Queue<Pending> carried = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Task loop;
    private readonly Backfill backfill;
    private long knownDefinitionSeq = -1;
    private int unrolled;
    private volatile string? trouble;

    internal JournalWriter(DistrictStore store, DistrictId district, JournalOptions options)
    {
        this.options = options;
        session = store.OpenSession(district);
        definitions = store.DefinitionsOf(district);
        queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        backfill = new Backfill(store, district, options);
        loop = Task.Run(RunAsync);
        if (options.BackfillInBackground) backfill.Wake();
    }

    /// <summary>Why the store cannot write now; null: it can. For the health check.</summary>
    public string? Trouble => trouble;

    /// <summary>
    /// Appends. The outcome comes after the commit. A cancelled call may have been appended all the same; sending it again is answered as received.
    /// Throws what a faulty candidate makes the engine throw; the others of its group are not harmed.
    /// </summary>
    public async ValueTask<Outcome> AppendAsync(Candidate candidate, CancellationToken cancel = default) =>
        await AppendAsync(candidate, null, cancel);

    /// <summary>
    /// Appends all of them in one transaction, or none (core.md 19): a ledger that is to enter as a whole. Meanwhile others wait for the lock, so no
    /// more than 50,000. Outcomes come in order; <see cref="Outcome.Busy"/> for each when nothing was kept. Throws what a faulty candidate makes the
    /// engine throw, with nothing kept.
    /// </summary>
    public async ValueTask<IReadOnlyList<Outcome>> AppendTogetherAsync(IReadOnlyList<Candidate> candidates, CancellationToken cancel = default)
    {
        if (candidates.Count == 0) return [];
        var all = candidates.Select(candidate => new Pending(candidate, null)).ToList();
        all[0].Together = all;
        if (!queue.Writer.TryWrite(all[0])) return [.. candidates.Select(_ => Busy())];
        return await Task.WhenAll(all.Select(pending => pending.Answer)).WaitAsync(cancel);
    }

    internal async ValueTask<Outcome> AppendAsync(Candidate candidate, BodyReplacement? replacement, CancellationToken cancel)
    {
        var pending = new Pending(candidate, replacement);
        if (!queue.Writer.TryWrite(pending)) return Busy();
        return await pending.Answer.WaitAsync(cancel);
    }

    private static Outcome.Busy Busy() => new(TimeSpan.FromMilliseconds(Random.Shared.Next(1000, 3000)));

    private async Task RunAsync()
    {
        var group = new List<Pending>(options.GroupSize);
        while (carried.Count > 0 || await queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            List<Pending>? together = null;
            while (group.Count < options.GroupSize && carried.TryDequeue(out var waiting)) group.Add(waiting);
            while (group.Count < options.GroupSize && together is null && queue.Reader.TryRead(out var next))
            {
                if (next.Together is null) group.Add(next);
                else together = next.Together;
            }
            if (group.Count > 0) await CommitAsync(group);
            if (together is not null) await CommitTogetherAsync(together);
            if (unrolled >= options.RollupEvery) await RollUpAsync();
        }
    }

    /// <summary>Rollups may stay behind: a read adds the tail. So a store that is lost here is only noted.</summary>
    private async ValueTask RollUpAsync()
    {
        unrolled = 0;
        var start = Stopwatch.GetTimestamp();
        try
        {
            await Rollups.FoldAsync(session, stopping.Token);
            JournalMeters.Fold.Lap(start);
        }
        catch (Exception lost) when (lost is DbException or IOException)
        {
            await session.RollbackAsync();
            trouble = lost.Message;
        }
    }

    private async ValueTask CommitAsync(List<Pending> group)
    {
        try
        {
            var answers = await WriteGroupAsync(group);
            trouble = null;
            foreach (var (pending, outcome) in answers) pending.Resolve(outcome);
            CarryOn(group.Skip(answers.Count));
        }
        catch (Exception lost) when (lost is DbException or IOException)
        {
            await session.RollbackAsync();
            trouble = lost.Message;
            knownDefinitionSeq = -1;
            foreach (var pending in group) pending.Resolve(Busy());
        }
        catch (Exception fault)
        {
            await session.RollbackAsync();
            if (group.Count == 1) group[0].Fail(fault);
            else
            {
                foreach (var pending in group.ToArray()) await CommitAsync([pending]);
            }
        }
    }

    private async ValueTask CommitTogetherAsync(List<Pending> all)
    {
        try
        {
            var answers = await WriteGroupAsync(all, together: true);
            trouble = null;
            foreach (var (pending, outcome) in answers) pending.Resolve(outcome);
        }
        catch (Exception lost) when (lost is DbException or IOException)
        {
            await session.RollbackAsync();
            trouble = lost.Message;
            knownDefinitionSeq = -1;
            foreach (var pending in all) pending.Resolve(Busy());
        }
        catch (Exception fault)
        {
            await session.RollbackAsync();
            foreach (var pending in all) pending.Fail(fault);
        }
    }

    /// <summary>What the group did not take comes first in the next one.</summary>
    private void CarryOn(IEnumerable<Pending> rest)
    {
        var later = carried.ToArray();
        carried.Clear();
        foreach (var pending in rest) carried.Enqueue(pending);
        foreach (var pending in later) carried.Enqueue(pending);
    }

    /// <summary>Writes as many of the group, from its beginning, as one view can serve, and returns their outcomes.</summary>
    private async ValueTask<List<(Pending, Outcome)>> WriteGroupAsync(List<Pending> group, bool together = false)
    {
        var cancel = stopping.Token;
        var start = Stopwatch.GetTimestamp();
        JournalMeters.Group.Record(group.Count);
        rows.Clear();
        var keys = new ViewKeys();
        foreach (var pending in group) Expect(keys, pending.Candidate);
        var found = new ViewRows();
        var queries = found.Ask(keys);
        if (live.SomeBehind) queries.Add(live.Ask());
        var head = await session.BeginAsync(queries, cancel);
        var definition = await RefreshAsync(head, cancel);
        var view = new View(head.Seq + 1);
        found.Fill(view);

        var known = await KnownAsync(group, found.Taken, cancel);
        start = JournalMeters.Ask.Lap(start);
        var changes = new Changes(rows) { PublishedLive = await NothingCountedYetAsync(group, cancel) };
        var answers = new List<(Pending, Outcome)>(group.Count);
        var touched = new HashSet<UInt128>();
        var appended = head;
        DistrictDefinition? changed = null;
        foreach (var pending in group)
        {
            if (appended.Seq > head.Seq && pending.GoesFirst) break;
            var candidate = Fresh(pending.Candidate, definition, head);
            if (candidate.Header.Instance is { } id && touched.Contains(id.Key16)) break;
            var hit = Known(candidate, found.Taken, known);
            if (Decide(candidate, hit, out var writes, out var body) is { } outcome)
            {
                answers.Add((pending, outcome));
                continue;
            }
            if (pending.ChangesDefinition)
            {
                (changed, var change) = definition.With(appended.Seq + 1, writes.Header.Kind, body);
                writes = writes with { Facts = writes.Facts with { Change = change } };
            }
            var entry = Link(pending, appended, writes.Header, body);
            if (await EffectsAsync(entry, writes.Facts, view, changed ?? definition, cancel) is not { } effects)
            {
                if (appended.Seq > head.Seq || answers.Count > 0) break;
                throw new InvalidOperationException($"The effects of entry {entry.Seq} need more than one view can hold.");
            }
            foreach (var effect in effects) changes.Take(effect);
            rows.PutEntry(entry, pending.Salt, body);
            if (candidate.Header.Instance is { } instance) touched.Add(instance.Key16);
            appended = new Head(entry.Seq, entry.Chain, changed is null ? head.DefinitionSeq : entry.Seq);
            answers.Add((pending, Answer(entry, hit, effects)));
            if (changed is not null || pending.ReplacesWith is not null) break;
        }
        if (together && answers.Count < group.Count)
            throw new InvalidOperationException($"Candidate {answers.Count + 1} of {group.Count} cannot be written in one transaction with those before it.");
        start = JournalMeters.Apply.Lap(start);
        await FinishAsync(head, appended, changes, answers, changed, cancel);
        JournalMeters.Write.Lap(start);
        return answers;
    }

    private async ValueTask FinishAsync(
        Head head, Head appended, Changes changes, List<(Pending Pending, Outcome)> answers, DistrictDefinition? changed, CancellationToken cancel)
    {
        if (appended.Seq == head.Seq)
        {
            await session.RollbackAsync();
            return;
        }
        changes.LayOut();
        if (answers[^1].Pending.ReplacesWith is { } replacement)
        {
            var replaced = await session.RunAsync(
                "UPDATE body SET salt = @salt, bytes = @bytes, state = @state WHERE d = @d AND seq = @seq AND salt = @before",
                [
                    ("salt", replacement.Salt), ("bytes", replacement.Body), ("state", (long)replacement.State), ("seq", replacement.Seq),
                    ("before", replacement.Before),
                ],
                cancel);
            if (replaced == 0) throw new InvalidOperationException($"The body of entry {replacement.Seq} was erased meanwhile.");
        }
        var entries = changes.Entries;
        await session.CommitAsync(rows, appended, cancel);
        unrolled += entries;
        if (changed is null) return;
        definitions.Take(changed);
        if (options.BackfillInBackground) backfill.Wake();
    }

    private static void Expect(ViewKeys keys, Candidate candidate)
    {
        keys.Expect(candidate.Header, candidate.Facts);
        // Should the correction have to wait, whoever waits already must be known to the next entry of the group.
        if (candidate.Header.Deprecates is { } predecessor) keys.WaitingFor.Add(predecessor.Key16);
        if (candidate.Facts.Review is { } review)
        {
            keys.Revisions.Add(review.Record);
            keys.WaitingEntries.Add(review.Record);
            keys.Facts.Add(review.Record);
        }
    }

    /// <summary>The definition at the head, and which versions are live under it.</summary>
    private async ValueTask<DistrictDefinition> RefreshAsync(Head head, CancellationToken cancel)
    {
        if (head.DefinitionSeq == knownDefinitionSeq) return definitions.Current;
        var newer = new List<StoredEntry>();
        await session.AskAsync([Definitions.Ask(definitions.Current.Seq, head.DefinitionSeq, newer), live.Ask()], cancel);
        knownDefinitionSeq = head.DefinitionSeq;
        return definitions.Advance(newer);
    }

    private static Candidate Fresh(Candidate candidate, DistrictDefinition definition, Head head)
    {
        if (candidate.Facts.DefinitionSeq < head.DefinitionSeq) candidate = candidate.ReadAgain(definition);
        return candidate.Header.DefinitionSeq == head.DefinitionSeq
            ? candidate
            : candidate with { Header = candidate.Header with { DefinitionSeq = head.DefinitionSeq } };
    }

    /// <summary>An answer where nothing is to be written; else null, and what is to be written.</summary>
    private static Outcome? Decide(Candidate candidate, KnownInstance? known, out Candidate writes, out ReadOnlyMemory<byte> body)
    {
        writes = candidate;
        body = candidate.Body;
        switch (Admission.Decide(candidate, known))
        {
            case Admission.Already { KeptAside: false } already: return new Outcome.Already(already.Seq, known!.Files);
            case Admission.Already aside: return new Outcome.KeptAside(known!.Record.Seq, aside.Seq);
            case Admission.AddFiles add:
                body = ReadOnlyMemory<byte>.Empty;
                writes = candidate with
                {
                    Header = candidate.Header with { Kind = EntryKind.Attachment, Deprecates = null, Files = add.Files },
                    Facts = new Facts { DefinitionSeq = candidate.Facts.DefinitionSeq },
                };
                return null;
            case Admission.KeepAside:
                writes = candidate with
                {
                    Header = candidate.Header with { Kind = EntryKind.Conflict },
                    Facts = new Facts { DefinitionSeq = candidate.Facts.DefinitionSeq },
                };
                return null;
            default: return null;
        }
    }

    private static JournalEntry Link(Pending pending, Head head, JournalHeader header, ReadOnlyMemory<byte> body)
    {
        var bodyHash = body.IsEmpty ? Hash256.Zero : pending.BodyHash;
        return new JournalEntry(head.Seq + 1, header, bodyHash, Chain.Next(head.Chain, head.Seq + 1, header, bodyHash));
    }

    /// <summary>Applies the entry, loading what it asks for; null when this group's view cannot serve it.</summary>
    private async ValueTask<IReadOnlyList<Effect>?> EffectsAsync(
        JournalEntry entry, Facts facts, View view, DistrictDefinition definition, CancellationToken cancel)
    {
        var form = facts.Review is { } review ? await Turns.FormOfAsync(session, review.Record, cancel) : facts.Form;
        var folding = live.Of(definition, form);
        while (true)
        {
            if (Apply.Run(entry, facts, view, definition, folding) is { } effects) return effects;
            if (view.Exhausted) return null;
            await session.LoadAsync(view, definition, cancel);
        }
    }

    private async ValueTask<bool> NothingCountedYetAsync(List<Pending> group, CancellationToken cancel) =>
        group[0].ChangesDefinition && !await Turns.AnyAsync(session, cancel);

    private async ValueTask<Dictionary<long, KnownInstance>> KnownAsync(
        List<Pending> group, Dictionary<UInt128, long> taken, CancellationToken cancel)
    {
        if (taken.Count == 0) return [];
        var hits = new Dictionary<UInt128, long>();
        foreach (var pending in group)
        {
            if (pending.Candidate.Header is { Kind: EntryKind.Record or EntryKind.Release, Instance: { } id } && taken.TryGetValue(id.Key16, out var seq))
                hits[id.Key16] = seq;
        }
        if (hits.Count == 0) return [];
        var known = new KnownInstances(hits);
        await session.AskAsync(known.Ask(), cancel);
        return known.BySeq();
    }

    private static KnownInstance? Known(Candidate candidate, Dictionary<UInt128, long> taken, Dictionary<long, KnownInstance> known) =>
        candidate.Header is { Kind: EntryKind.Record or EntryKind.Release, Instance: { } id } && taken.TryGetValue(id.Key16, out var seq) ? known[seq] : null;

    private static Outcome Answer(JournalEntry entry, KnownInstance? hit, IReadOnlyList<Effect> effects)
    {
        if (entry.Header.Kind == EntryKind.Conflict) return new Outcome.KeptAside(hit!.Record.Seq, entry.Seq);
        var record = hit?.Record.Seq ?? entry.Seq;
        var posted = new List<TallyEntry>();
        var files = new SortedDictionary<string, AttachmentRow>(StringComparer.Ordinal);
        foreach (var row in hit?.Files ?? []) files[row.Name] = row;
        foreach (var effect in effects)
        {
            if (effect is Effect.Post post) posted.Add(post.Row);
            else if (effect is Effect.PutAttachment put && put.Row.Instance == record) files[put.Row.Name] = put.Row;
        }
        return new Outcome.Accepted(record, entry.Seq, posted, [.. files.Values]);
    }

    /// <summary>The folding of late indicators; a test may run it by hand.</summary>
    internal Backfill Backfill => backfill;

    /// <summary>Answers what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        await stopping.CancelAsync();
        await backfill.DisposeAsync();
        await session.DisposeAsync();
        stopping.Dispose();
    }

    /// <summary>A candidate that waits, with what can be reckoned before the lock.</summary>
    private sealed class Pending
    {
        private readonly TaskCompletionSource<Outcome> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Pending(Candidate candidate, BodyReplacement? replacement)
        {
            Candidate = candidate;
            ReplacesWith = replacement;
            if (candidate.Body.IsEmpty) return;
            Salt = RandomNumberGenerator.GetBytes(Chain.SaltLength);
            BodyHash = Chain.HashBody(Salt, candidate.Body.Span);
        }

        public Candidate Candidate { get; }
        public BodyReplacement? ReplacesWith { get; }

        /// <summary>On the first of those that enter together or not at all: all of them.</summary>
        public List<Pending>? Together { get; set; }
        public byte[] Salt { get; } = [];
        public Hash256 BodyHash { get; }
        public Task<Outcome> Answer => answer.Task;

        /// <summary>What follows it in a group would have to be read again.</summary>
        public bool ChangesDefinition =>
            Candidate.Header.Kind is EntryKind.Definition or EntryKind.Grid or EntryKind.Units or EntryKind.Calendar or EntryKind.Grant;

        /// <summary>Whether it must be the first to be written in its group: it changes the definition, or it asks the store about its record.</summary>
        public bool GoesFirst => ChangesDefinition || ReplacesWith is not null || Candidate.Header.Kind == EntryKind.Review;

        public void Resolve(Outcome outcome) => answer.TrySetResult(outcome);

        public void Fail(Exception fault) => answer.TrySetException(fault);
    }
}
