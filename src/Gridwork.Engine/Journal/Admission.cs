// What becomes of a submission whose instance id may be known: the answer every door gives (idempotent at every door, design.md). Pure; the
// writer asks under the lock of the head, so that the same submission ten times at once is one record.
using Gridwork.Engine.Districts;
using Gridwork.Engine.Records;

namespace Gridwork.Engine.Journal;

/// <summary>An entry that wants to enter: read, not yet in the journal.</summary>
/// <param name="Header">The header as the door froze it.</param>
/// <param name="Body">The bytes as sent (a record's XML), or the JSON or package of another kind; empty where there is none.</param>
/// <param name="Facts">What it says, under the definition named in <see cref="Facts.DefinitionSeq"/>.</param>
/// <param name="ReadAgain">Reads header and facts again under a newer definition.</param>
public sealed record Candidate(JournalHeader Header, ReadOnlyMemory<byte> Body, Facts Facts, Func<DistrictDefinition, Candidate> ReadAgain);

/// <summary>Bytes in the journal by which a later copy is known again.</summary>
/// <param name="Seq">The entry.</param>
/// <param name="Salt">The salt beside the body; empty once it was erased.</param>
/// <param name="BodyHash">The salted hash.</param>
/// <param name="Erased">Whether the body was redacted: it can no longer be compared.</param>
public sealed record StoredBody(long Seq, ReadOnlyMemory<byte> Salt, Hash256 BodyHash, bool Erased)
{
    /// <summary>Whether <paramref name="body"/> is the same bytes. An erased body counts as the same: it was received, and is not stored again.</summary>
    public bool IsSame(ReadOnlySpan<byte> body) => Erased || Chain.HashBody(Salt.Span, body) == BodyHash;
}

/// <summary>What is known under an instance id.</summary>
/// <param name="Record">The record.</param>
/// <param name="Files">Its files: here, missing and extra.</param>
/// <param name="Aside">What was kept aside under the same id.</param>
public sealed record KnownInstance(StoredBody Record, IReadOnlyList<AttachmentRow> Files, IReadOnlyList<StoredBody> Aside);

/// <summary>What the writer does with a candidate.</summary>
public abstract record Admission
{
    private Admission() { }

    /// <summary>Append it as it is.</summary>
    public sealed record Append : Admission;

    /// <summary>Nothing to write: the same is in the journal already.</summary>
    /// <param name="Seq">The entry that holds it.</param>
    /// <param name="KeptAside">Whether that entry is a conflict.</param>
    public sealed record Already(long Seq, bool KeptAside) : Admission;

    /// <summary>The record is known; these files of it are new: append them as an attachment entry.</summary>
    /// <param name="Record">The record's entry.</param>
    /// <param name="Files">The new files.</param>
    public sealed record AddFiles(long Record, IReadOnlyList<FileStamp> Files) : Admission;

    /// <summary>Other bytes under the same id: append them as a conflict entry.</summary>
    /// <param name="Record">The record that holds the id.</param>
    public sealed record KeepAside(long Record) : Admission;

    /// <summary>Decides.</summary>
    /// <param name="candidate">The candidate, of kind <see cref="EntryKind.Record"/> for all but the first two answers.</param>
    /// <param name="known">What is known under its instance id; null: nothing.</param>
    public static Admission Decide(Candidate candidate, KnownInstance? known)
    {
        if (known is null) return new Append();
        // An issue of a paper goes out once, whatever a second one would say.
        if (candidate.Header.Kind == EntryKind.Release) return new Already(known.Record.Seq, KeptAside: false);
        if (candidate.Header.Kind != EntryKind.Record) return new Append();
        var body = candidate.Body.Span;
        if (!known.Record.IsSame(body) || OtherBytes(candidate, known))
        {
            foreach (var aside in known.Aside)
            {
                if (aside.IsSame(body)) return new Already(aside.Seq, KeptAside: true);
            }
            return new KeepAside(known.Record.Seq);
        }
        var added = candidate.Header.Files.Where(file => !known.Files.Any(row => row.Name == file.Name && row.File is not null)).ToList();
        return added.Count == 0 || known.Record.Erased ? new Already(known.Record.Seq, KeptAside: false) : new AddFiles(known.Record.Seq, added);
    }

    /// <summary>Whether a file comes under a name that the record already has with other content.</summary>
    private static bool OtherBytes(Candidate candidate, KnownInstance known) =>
        !known.Record.Erased && candidate.Header.Files.Any(file =>
            known.Files.Any(row => row.Name == file.Name && row.File is { } here && here.Hash != file.Hash));
}

/// <summary>The writer's answer, after the commit.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>It is in the journal.</summary>
    /// <param name="Seq">The record's (or entry's) position.</param>
    /// <param name="Entry">The position of the entry just written: the record's own, or the attachment's.</param>
    /// <param name="Posted">What it posted to tallies, for the receipt.</param>
    /// <param name="Files">Every file of the record by its hash, missing ones with null: the receipt of a record.</param>
    public sealed record Accepted(
        long Seq, long Entry, IReadOnlyList<Tallies.TallyEntry> Posted, IReadOnlyList<AttachmentRow> Files) : Outcome;

    /// <summary>The same was there before; nothing was written.</summary>
    /// <param name="Seq">The record's position.</param>
    /// <param name="Files">Every file of the record.</param>
    public sealed record Already(long Seq, IReadOnlyList<AttachmentRow> Files) : Outcome;

    /// <summary>Other bytes under a known id: they are kept, and can be sent as new.</summary>
    /// <param name="Seq">The record that holds the id.</param>
    /// <param name="Aside">The conflict entry.</param>
    public sealed record KeptAside(long Seq, long Aside) : Outcome;

    /// <summary>The queue is full, or the store cannot write now: nothing was kept; come again.</summary>
    /// <param name="RetryAfter">When to come again.</param>
    public sealed record Busy(TimeSpan RetryAfter) : Outcome;
}
