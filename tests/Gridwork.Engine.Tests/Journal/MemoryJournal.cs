// The two functions without a store: tables are dictionaries, and a group of entries is applied as a store's writer does it: one view, rows loaded
// when Apply asks for them, effects written when the group ends. So what a test sees is Apply's own doing.
using System.Globalization;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;
using Gridwork.Engine.Tallies;
using Gridwork.Engine.Tests.Campaigns;

namespace Gridwork.Engine.Tests.Journal;

internal sealed class MemoryJournal(DistrictDefinition definition)
{
    private readonly Dictionary<long, (JournalEntry Entry, ReadOnlyMemory<byte> Body)> entries = [];
    private readonly Dictionary<UInt128, long> instances = [];
    private readonly Dictionary<UInt128, List<StoredBody>> aside = [];
    private readonly Dictionary<(IndicatorVersionId, UInt128, long), Claim> claims = [];
    private long head = definition.Seq;

    public Dictionary<long, RecordRow> Records { get; } = [];
    public Dictionary<long, Revision> Revisions { get; } = [];
    public Dictionary<(long, string), AttachmentRow> Files { get; } = [];
    public Dictionary<long, WaitingRow> Waiting { get; } = [];
    public Dictionary<(int Form, UnitNo Unit, Standing Standing), int> Counts { get; } = [];
    public List<Turn> Turns { get; } = [];
    public List<TallyEntry> Posts { get; } = [];

    /// <summary>Every effect in order.</summary>
    public List<Effect> Effects { get; } = [];

    /// <summary>The position of the newest entry.</summary>
    public long Head => head;

    public long Send(Visit visit, PersonNo? person = null, params FileStamp[] files)
    {
        Append([visit.Read(definition, person, files: files)]);
        return head;
    }

    public long Review(long record, Verdict verdict)
    {
        Append([Reading.Other(
            definition, new DistrictId(1), EntryKind.Review, BodyJson.Write(new ReviewBody(record, verdict, "看过")), Visits.Clerk, DateTimeOffset.UnixEpoch)]);
        return head;
    }

    /// <summary>Appends a group: what is known already is answered, the rest becomes entries.</summary>
    public void Append(IReadOnlyList<Candidate> group)
    {
        var view = new View(head + 1);
        var pending = new List<Effect>();
        var taken = new HashSet<UInt128>();
        void Write()
        {
            foreach (var effect in pending) Put(effect);
            Effects.AddRange(pending);
            pending.Clear();
            taken.Clear();
            view = new View(head + 1);
        }
        foreach (var candidate in group)
        {
            // What is known under an id is asked of the tables: an id that comes twice begins a new group.
            var id = candidate.Header.Instance?.Key16;
            if (id is { } again && taken.Contains(again)) Write();
            if (Admit(candidate) is not { } header) continue;
            var facts = header.Kind == candidate.Header.Kind ? candidate.Facts : new Facts { DefinitionSeq = candidate.Facts.DefinitionSeq };
            var form = facts.Review is { } review ? FormOf(review.Record) : facts.Form;
            var entry = new JournalEntry(head + 1, header, BodyHash(candidate.Body), Hash256.Zero);
            IReadOnlyList<Effect>? effects;
            while ((effects = Apply.Run(entry, facts, view, definition, definition.IndicatorsOf(form))) is null)
            {
                var wanted = view.TakeWanted();
                if (view.Exhausted) Write();
                else if (!wanted.IsEmpty) Load(view, wanted);
                else Assert.Fail("Apply gave up without saying what it wants.");
            }
            if (id is { } key) taken.Add(key);
            head++;
            entries[head] = (entry, candidate.Body);
            pending.AddRange(effects);
        }
        Write();
    }

    /// <summary>What an indicator has counted, by unit and day where it is not zero: <c>east 05-27 3</c>.</summary>
    public string Tally(string indicator)
    {
        var id = definition.FindCampaign("visits")!.Find(indicator)!.Id;
        return string.Join(", ", Posts.Where(post => post.Indicator == id)
            .GroupBy(post => (post.Unit, post.Day))
            .Select(place => (place.Key, Sum: place.Sum(post => post.Value)))
            .Where(place => place.Sum != 0)
            .OrderBy(place => place.Key.Unit.Value).ThenBy(place => place.Key.Day)
            .Select(place => string.Create(
                CultureInfo.InvariantCulture, $"{definition.Units.Find(place.Key.Unit)!.Code} {place.Key.Day:MM-dd} {place.Sum}")));
    }

    /// <summary>All tallies, one a line.</summary>
    public string Tallies() =>
        string.Join('\n', definition.FindCampaign("visits")!.Indicators.Select(indicator => $"{indicator.Rule.Name}: {Tally(indicator.Rule.Name)}"));

    private JournalHeader? Admit(Candidate candidate)
    {
        KnownInstance? known = null;
        if (candidate.Header.Instance is { } instance && instances.TryGetValue(instance.Key16, out var seq))
        {
            known = new KnownInstance(
                Stored(seq), [.. Files.Values.Where(file => file.Instance == seq)], aside.GetValueOrDefault(instance.Key16, []));
        }
        switch (Admission.Decide(candidate, known))
        {
            case Admission.Append: return candidate.Header;
            case Admission.AddFiles files:
                return candidate.Header with { Kind = EntryKind.Attachment, Deprecates = null, Files = files.Files };
            case Admission.KeepAside:
                return candidate.Header with { Kind = EntryKind.Conflict, Deprecates = null, Files = [] };
            default: return null;
        }
    }

    private int FormOf(long record) =>
        entries.TryGetValue(record, out var stored) ? definition.FormVersions[stored.Entry.Header.FormVersion].FormNo : 0;

    private StoredBody Stored(long seq) => new(seq, Array.Empty<byte>(), BodyHash(entries[seq].Body), Erased: false);

    private static Hash256 BodyHash(ReadOnlyMemory<byte> body) => Chain.HashBody([], body.Span);

    private void Load(View view, ViewKeys wanted)
    {
        foreach (var key in wanted.Instances) view.LoadInstance(key, instances.TryGetValue(key, out var seq) ? seq : null);
        foreach (var key in wanted.WaitingFor) view.LoadWaitingFor(key, [.. Waiting.Values.Where(row => row.Wanted == key)]);
        foreach (var seq in wanted.WaitingEntries) view.LoadWaitingEntry(seq, Waiting.GetValueOrDefault(seq));
        foreach (var seq in wanted.Revisions) view.LoadRevision(seq, Revisions.GetValueOrDefault(seq));
        foreach (var root in wanted.Records) view.LoadRecord(root, Records.GetValueOrDefault(root));
        foreach (var seq in wanted.Attachments) view.LoadAttachments(seq, [.. Files.Values.Where(file => file.Instance == seq)]);
        foreach (var seq in wanted.Facts)
            view.LoadFacts(seq, entries[seq].Entry, Reading.Again(definition, entries[seq].Entry, entries[seq].Body, residue: false));
        foreach (var root in wanted.Counted)
        {
            var net = Posts.Where(post => post.Root == root)
                .GroupBy(post => (post.Indicator, post.Unit, post.Cell, post.Day))
                .Select(place => (place.Key, Sum: place.Sum(post => post.Value)))
                .Where(place => place.Sum != 0)
                .ToDictionary(place => place.Key, place => place.Sum);
            view.LoadCounted(root, new Counted(net, [.. claims.Values.Where(claim => claim.Root == root)]));
        }
        foreach (var (indicator, key) in wanted.Claims)
        {
            var all = claims.Values.Where(claim => claim.Indicator == indicator && claim.Key == key).OrderBy(claim => !claim.Holds).ThenBy(claim => claim.Root).ToList();
            view.LoadClaims(indicator, key, new ClaimSet([.. all.Take(ClaimSet.Loaded)], all.Count > ClaimSet.Loaded));
        }
    }

    private void Put(Effect effect)
    {
        switch (effect)
        {
            case Effect.TakeInstance e: instances.Add(e.Key, e.Seq); break;
            case Effect.KeepAside e:
                if (!aside.TryGetValue(e.Key, out var kept)) aside[e.Key] = kept = [];
                kept.Add(Stored(e.Seq));
                break;
            case Effect.PutRecord e: Records[e.Row.Root] = e.Row; break;
            case Effect.RemoveRecord e: Records.Remove(e.Root); break;
            case Effect.PutRevision e: Revisions[e.Row.Seq] = e.Row; break;
            case Effect.PutAttachment e: Files[(e.Row.Instance, e.Row.Name)] = e.Row; break;
            case Effect.Wait e: Waiting[e.Row.Seq] = e.Row; break;
            case Effect.Release e: Waiting.Remove(e.Row.Seq); break;
            case Effect.AddTurn e: Turns.Add(e.Row); break;
            case Effect.Post e: Posts.Add(e.Row); break;
            case Effect.PutClaim e: claims[(e.Row.Indicator, e.Row.Key, e.Row.Root)] = e.Row; break;
            case Effect.DropClaim e: claims.Remove((e.Row.Indicator, e.Row.Key, e.Row.Root)); break;
            case Effect.Count e:
                Counts[(e.Form, e.Unit, e.Standing)] = Counts.GetValueOrDefault((e.Form, e.Unit, e.Standing)) + e.Change;
                break;
        }
    }
}
