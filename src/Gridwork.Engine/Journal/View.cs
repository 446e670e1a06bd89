// What Apply may look at: the rows of derived state that a group of entries touches, loaded before, a query a table, and kept up to date
// with the effects of the entries before it in the group. A look-up of something that was not loaded is remembered as wanted and Apply
// gives up with a Need; the driver loads and calls again. So Apply stays pure and no row is read that no entry asked for.
using Gridwork.Engine.Cases;
using Gridwork.Engine.Records;
using Gridwork.Engine.Tallies;

namespace Gridwork.Engine.Journal;

/// <summary>The keys of rows that Apply wants to see.</summary>
public sealed record ViewKeys
{
    /// <summary>Instance keys: which entry took them.</summary>
    public HashSet<UInt128> Instances { get; } = [];

    /// <summary>Instance keys: which records wait for them.</summary>
    public HashSet<UInt128> WaitingFor { get; } = [];

    /// <summary>Record entries: their revisions.</summary>
    public HashSet<long> Revisions { get; } = [];

    /// <summary>Roots: their rows.</summary>
    public HashSet<long> Records { get; } = [];

    /// <summary>Record entries: their files.</summary>
    public HashSet<long> Attachments { get; } = [];

    /// <summary>Record entries: what they say, read again from header and body.</summary>
    public HashSet<long> Facts { get; } = [];

    /// <summary>Roots: what they have counted so far, and their claims.</summary>
    public HashSet<long> Counted { get; } = [];

    /// <summary>Distinct keys: the holder and the next few claims by root.</summary>
    public HashSet<(IndicatorVersionId Indicator, UInt128 Key)> Claims { get; } = [];

    /// <summary>Records that wait, by their own entry.</summary>
    public HashSet<long> WaitingEntries { get; } = [];

    /// <summary>Cases, by the key of the instance that opened them: all lines of their logs.</summary>
    public HashSet<UInt128> Cases { get; } = [];

    /// <summary>Roots of records: the last line that each wrote in a case's log.</summary>
    public HashSet<long> CaseLines { get; } = [];

    /// <summary>Whether the keys of all cases whose clock runs are wanted.</summary>
    public bool RunningCases { get; set; }

    /// <summary>Whether nothing is wanted.</summary>
    public bool IsEmpty =>
        !RunningCases && Cases.Count + CaseLines.Count + Instances.Count + WaitingFor.Count + Revisions.Count + Records.Count + Attachments.Count + Facts.Count + Counted.Count + Claims.Count
        + WaitingEntries.Count == 0;

    /// <summary>Adds what Apply is sure to ask for about an entry, so that most groups load once.</summary>
    public void Expect(JournalHeader header, Facts? facts)
    {
        if (header.Instance is { } instance)
        {
            Instances.Add(instance.Key16);
            if (header.Kind == EntryKind.Record) WaitingFor.Add(instance.Key16);
        }
        if (header.Deprecates is { } predecessor) Instances.Add(predecessor.Key16);
        if (facts is null) return;
        if (facts.Case is { } said)
        {
            Cases.Add(said.Case);
            if (said.Into != 0) Cases.Add(said.Into);
        }
        foreach (var contribution in facts.Contributions)
        {
            if (contribution.Key is { } key) Claims.Add((contribution.Indicator, key));
        }
    }
}

/// <summary>What a root has counted and claims.</summary>
/// <param name="Net">For each version and place, the sum of its entries where it is not zero.</param>
/// <param name="Claims">Its claims.</param>
public sealed record Counted(
    Dictionary<(IndicatorVersionId Indicator, UnitNo Unit, CellNo Cell, DateOnly Day), long> Net, List<Claim> Claims);

/// <summary>The claims on one distinct key, as far as loaded.</summary>
/// <param name="Claims">The holder and the next by root.</param>
/// <param name="Truncated">Whether the store holds more than were loaded.</param>
public sealed record ClaimSet(List<Claim> Claims, bool Truncated)
{
    /// <summary>How many claims a store loads at most for a key.</summary>
    public const int Loaded = 8;
}

/// <summary>The rows that a group of entries may see. Not safe for several threads.</summary>
/// <param name="firstNewSeq">The first position of the group: whatever lies at or after it is known without the store.</param>
public sealed class View(long firstNewSeq)
{
    private readonly Dictionary<UInt128, long?> instances = [];
    private readonly Dictionary<UInt128, List<WaitingRow>> waitingFor = [];
    private readonly Dictionary<long, Revision?> revisions = [];
    private readonly Dictionary<long, RecordRow?> records = [];
    private readonly Dictionary<long, List<AttachmentRow>> attachments = [];
    private readonly Dictionary<long, (JournalEntry Entry, Facts Facts)> facts = [];
    private readonly Dictionary<long, Counted> counted = [];
    private readonly Dictionary<(IndicatorVersionId, UInt128), ClaimSet> claims = [];
    private readonly Dictionary<long, WaitingRow?> waitingEntries = [];
    private readonly Dictionary<UInt128, List<CaseLine>> cases = [];
    private readonly Dictionary<long, CaseLine?> caseLines = [];
    private IReadOnlyList<UInt128>? runningCases;

    // Lists that the group changed before they were loaded: the store's rows would miss the change, so they can only be had in a new group.
    private readonly HashSet<(string What, object Key)> changedUnseen = [];
    private readonly List<Action> undo = [];

    // Of those, what the attempt under way changed: it may still be loaded, for the attempt is taken back first and made again.
    private readonly HashSet<(string What, object Key)> changedNow = [];
    private bool attempting;

    /// <summary>What was asked for and is not loaded.</summary>
    public ViewKeys Wanted { get; private set; } = new();

    /// <summary>Set when this group can learn no more from the store: the driver must write what it has and begin a new group.</summary>
    public bool Exhausted { get; private set; }

    /// <summary>Takes the list of what is wanted and starts a new one.</summary>
    public ViewKeys TakeWanted()
    {
        var wanted = Wanted;
        Wanted = new ViewKeys();
        return wanted;
    }

    // ---- Loading: the driver says what the store holds; keys that it asked for and did not find are loaded as absent.

    /// <summary>Loads which entry took an instance key; null: none.</summary>
    public void LoadInstance(UInt128 key, long? seq) => instances.TryAdd(key, seq);

    /// <summary>Loads who waits for an instance key.</summary>
    public void LoadWaitingFor(UInt128 key, List<WaitingRow> rows) => waitingFor.TryAdd(key, rows);

    /// <summary>Loads what an entry waits for; null: it does not wait.</summary>
    public void LoadWaitingEntry(long seq, WaitingRow? row) => waitingEntries.TryAdd(seq, row);

    /// <summary>Loads a revision; null: the entry is no record.</summary>
    public void LoadRevision(long seq, Revision? row) => revisions.TryAdd(seq, row);

    /// <summary>Loads a record's row; null: none.</summary>
    public void LoadRecord(long root, RecordRow? row) => records.TryAdd(root, row);

    /// <summary>Loads a record entry's files.</summary>
    public void LoadAttachments(long seq, List<AttachmentRow> rows) => attachments.TryAdd(seq, rows);

    /// <summary>Loads an entry with its facts, read again.</summary>
    public void LoadFacts(long seq, JournalEntry entry, Facts value) => facts[seq] = (entry, value);

    /// <summary>Loads what a root has counted.</summary>
    public void LoadCounted(long root, Counted value) => counted.TryAdd(root, value);

    /// <summary>Loads the claims on a key: the holder first, then by root, at most <see cref="ClaimSet.Loaded"/>.</summary>
    public void LoadClaims(IndicatorVersionId indicator, UInt128 key, ClaimSet set) => claims.TryAdd((indicator, key), set);

    /// <summary>Loads a case's log, by position and ordinal; empty: there is no such case.</summary>
    public void LoadCase(UInt128 key, List<CaseLine> lines) => cases.TryAdd(key, lines);

    /// <summary>Loads the last line that a record wrote in a case's log; null: none.</summary>
    public void LoadCaseLine(long root, CaseLine? line) => caseLines.TryAdd(root, line);

    /// <summary>Loads the keys of the cases whose clock runs.</summary>
    public void LoadRunningCases(IReadOnlyList<UInt128> keys) => runningCases ??= keys;

    // ---- Looking: false means "wanted, not loaded".

    internal bool TryInstance(UInt128 key, out long? seq)
    {
        if (instances.TryGetValue(key, out seq)) return true;
        Wanted.Instances.Add(key);
        return false;
    }

    internal bool TryWaitingFor(UInt128 key, out List<WaitingRow> rows)
    {
        if (waitingFor.TryGetValue(key, out rows!)) return true;
        Want(nameof(waitingFor), key, () => Wanted.WaitingFor.Add(key));
        rows = [];
        return false;
    }

    internal bool TryWaitingEntry(long seq, out WaitingRow? row)
    {
        if (waitingEntries.TryGetValue(seq, out row) || seq >= firstNewSeq) return true;
        Wanted.WaitingEntries.Add(seq);
        return false;
    }

    internal bool TryRevision(long seq, out Revision? row)
    {
        if (revisions.TryGetValue(seq, out row) || seq >= firstNewSeq) return true;
        Wanted.Revisions.Add(seq);
        return false;
    }

    internal bool TryRecord(long root, out RecordRow? row)
    {
        if (records.TryGetValue(root, out row) || root >= firstNewSeq) return true;
        Wanted.Records.Add(root);
        return false;
    }

    internal bool TryAttachments(long seq, out List<AttachmentRow> rows)
    {
        if (attachments.TryGetValue(seq, out rows!)) return true;
        if (seq >= firstNewSeq)
        {
            rows = attachments[seq] = [];
            return true;
        }
        Want(nameof(attachments), seq, () => Wanted.Attachments.Add(seq));
        rows = [];
        return false;
    }

    internal bool TryFacts(long seq, out (JournalEntry Entry, Facts Facts) value)
    {
        if (facts.TryGetValue(seq, out value)) return true;
        Wanted.Facts.Add(seq);
        return false;
    }

    internal bool TryCounted(long root, out Counted value)
    {
        if (counted.TryGetValue(root, out value!)) return true;
        if (root >= firstNewSeq)
        {
            value = counted[root] = new Counted([], []);
            return true;
        }
        Want(nameof(counted), root, () => Wanted.Counted.Add(root));
        value = new Counted([], []);
        return false;
    }

    internal bool TryClaims(IndicatorVersionId indicator, UInt128 key, out ClaimSet set)
    {
        if (claims.TryGetValue((indicator, key), out set!)) return true;
        Want(nameof(claims), (indicator, key), () => Wanted.Claims.Add((indicator, key)));
        set = new ClaimSet([], false);
        return false;
    }

    internal bool TryCase(UInt128 key, out List<CaseLine> lines)
    {
        if (cases.TryGetValue(key, out lines!)) return true;
        Want(nameof(cases), key, () => Wanted.Cases.Add(key));
        lines = [];
        return false;
    }

    internal bool TryCaseLine(long root, out CaseLine? line)
    {
        if (caseLines.TryGetValue(root, out line) || root >= firstNewSeq) return true;
        Wanted.CaseLines.Add(root);
        return false;
    }

    /// <summary>The cases whose clock runs. Only an entry that is the first of its group may ask: what the group changed is not among them.</summary>
    internal bool TryRunningCases(out IReadOnlyList<UInt128> keys)
    {
        keys = runningCases ?? [];
        if (runningCases is not null) return true;
        Wanted.RunningCases = true;
        return false;
    }

    /// <summary>Whether it is known who follows when <paramref name="claim"/> falls.</summary>
    internal bool TryHeir(Claim claim)
    {
        if (!TryClaims(claim.Indicator, claim.Key, out var set)) return false;
        if (!claim.Holds || !set.Truncated || set.Claims.Exists(other => other.Root != claim.Root)) return true;
        Exhausted = true;
        return false;
    }

    /// <summary>An entry of this group with its facts: known without the store.</summary>
    public void Remember(JournalEntry entry, Facts value) => facts[entry.Seq] = (entry, value);

    private void Want(string what, object key, Action want)
    {
        if (changedUnseen.Contains((what, key)) && !changedNow.Contains((what, key))) Exhausted = true;
        else want();
    }

    private void ChangeUnseen(string what, object key)
    {
        if (!changedUnseen.Add((what, key)) || !attempting) return;
        changedNow.Add((what, key));
        undo.Add(() => changedUnseen.Remove((what, key)));
    }

    /// <summary>From here on <see cref="Rollback"/> can take back what is absorbed.</summary>
    internal void Mark()
    {
        Keep();
        attempting = true;
    }

    /// <summary>What was absorbed since <see cref="Mark"/> stays.</summary>
    internal void Keep()
    {
        attempting = false;
        undo.Clear();
        changedNow.Clear();
    }

    /// <summary>Takes back everything absorbed since <see cref="Mark"/>.</summary>
    internal void Rollback()
    {
        for (var i = undo.Count - 1; i >= 0; i--) undo[i]();
        Keep();
    }

    private void Set<TKey, TValue>(Dictionary<TKey, TValue> rows, TKey key, TValue value) where TKey : notnull
    {
        if (rows.TryGetValue(key, out var before)) undo.Add(() => rows[key] = before);
        else undo.Add(() => rows.Remove(key));
        rows[key] = value;
    }

    /// <summary>Keeps the loaded rows up to date with an effect.</summary>
    public void Absorb(Effect effect)
    {
        switch (effect)
        {
            case Effect.TakeInstance e: Set(instances, e.Key, e.Seq); break;
            case Effect.PutRecord e: Set(records, e.Row.Root, e.Row); break;
            case Effect.RemoveRecord e: Set(records, e.Root, null); break;
            case Effect.PutRevision e: Set(revisions, e.Row.Seq, e.Row); break;
            case Effect.PutAttachment e: AbsorbAttachment(e.Row); break;
            case Effect.Wait e:
                Set(waitingEntries, e.Row.Seq, e.Row);
                AbsorbWaiting(e.Row.Wanted, rows => [.. rows, e.Row]);
                break;
            case Effect.Release e:
                Set(waitingEntries, e.Row.Seq, null);
                AbsorbWaiting(e.Row.Wanted, rows => rows.FindAll(row => row.Seq != e.Row.Seq));
                break;
            case Effect.AddCaseLine e:
                if (cases.TryGetValue(e.Row.Case, out var lines)) Set(cases, e.Row.Case, [.. lines, e.Row]);
                else ChangeUnseen(nameof(cases), e.Row.Case);
                Set(caseLines, e.Row.Root, e.Row);
                break;
            case Effect.Post e: AbsorbPost(e.Row); break;
            case Effect.PutClaim e: AbsorbClaim(e.Row, dropped: false); break;
            case Effect.DropClaim e: AbsorbClaim(e.Row, dropped: true); break;
        }
    }

    private void AbsorbWaiting(UInt128 wanted, Func<List<WaitingRow>, List<WaitingRow>> change)
    {
        if (waitingFor.TryGetValue(wanted, out var rows)) Set(waitingFor, wanted, change(rows));
        else ChangeUnseen(nameof(waitingFor), wanted);
    }

    private void AbsorbAttachment(AttachmentRow row)
    {
        if (attachments.TryGetValue(row.Instance, out var rows) || row.Instance >= firstNewSeq)
            Set(attachments, row.Instance, [.. (rows ?? []).Where(existing => existing.Name != row.Name), row]);
        else ChangeUnseen(nameof(attachments), row.Instance);
    }

    private void AbsorbPost(TallyEntry row)
    {
        if (!counted.TryGetValue(row.Root, out var value) && row.Root < firstNewSeq)
        {
            ChangeUnseen(nameof(counted), row.Root);
            return;
        }
        var net = value is null ? [] : new Dictionary<(IndicatorVersionId, UnitNo, CellNo, DateOnly), long>(value.Net);
        var place = (row.Indicator, row.Unit, row.Cell, row.Day);
        net.TryGetValue(place, out var sum);
        if (sum + row.Value == 0) net.Remove(place);
        else net[place] = sum + row.Value;
        Set(counted, row.Root, new Counted(net, value?.Claims ?? []));
    }

    private void AbsorbClaim(Claim claim, bool dropped)
    {
        if (counted.TryGetValue(claim.Root, out var value) || claim.Root >= firstNewSeq)
        {
            var own = (value?.Claims ?? []).FindAll(c => c.Indicator != claim.Indicator || c.Key != claim.Key);
            if (!dropped) own.Add(claim);
            Set(counted, claim.Root, new Counted(value?.Net ?? [], own));
        }
        else ChangeUnseen(nameof(counted), claim.Root);

        var key = (claim.Indicator, claim.Key);
        if (!claims.TryGetValue(key, out var set))
        {
            ChangeUnseen(nameof(claims), key);
            return;
        }
        var others = set.Claims.FindAll(c => c.Root != claim.Root);
        // Of a truncated set only the first rows are known: one that lies behind them stays with the store.
        var behind = set.Truncated && !claim.Holds && (others.Count == 0 || claim.Root > others[^1].Root);
        if (!dropped && !behind)
        {
            others.Add(claim);
            others.Sort((a, b) => a.Holds != b.Holds ? b.Holds.CompareTo(a.Holds) : a.Root.CompareTo(b.Root));
        }
        Set(claims, key, set with { Claims = others });
    }
}
