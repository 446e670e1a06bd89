using Gridwork.Forms;

namespace Gridwork.Engine.Journal;

/// <summary>A file that came with an entry, by its content.</summary>
/// <param name="Name">The name the record gives it: no folders, at most 200 characters.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Media">Its media type as found from the content, such as <c>image/jpeg</c>.</param>
public sealed record FileStamp(string Name, Hash256 Hash, long Size, string Media);

/// <summary>
/// Everything of an entry that is chained and never changes: what a replay must not decide again (core.md 4). Facts and effects are
/// derived from it and the body.
/// </summary>
public sealed record JournalHeader
{
    /// <summary>The district.</summary>
    public required DistrictId District { get; init; }

    /// <summary>What entered.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>The record's instance id; for an attachment or a conflict, that of the record it belongs to; a released issue's own.</summary>
    public InstanceId? Instance { get; init; }

    /// <summary>The instance that this record corrects.</summary>
    public InstanceId? Deprecates { get; init; }

    /// <summary>Who sent it.</summary>
    public PersonNo Person { get; init; }

    /// <summary>The form version's number in the district; 0 where there is no form.</summary>
    public int FormVersion { get; init; }

    /// <summary>When it was recorded, by the phone's clock with its offset: the form's end, else its start. Microseconds count.</summary>
    public DateTimeOffset? Captured { get; init; }

    /// <summary>When the server had all of it, by the district's clock.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>The newest definition, grid, units, calendar or grant entry before this one.</summary>
    public long DefinitionSeq { get; init; }

    /// <summary>The grid entry that the cell was looked up in; 0 where no point was given.</summary>
    public long GridSeq { get; init; }

    /// <summary>The district's day that the record counts on.</summary>
    public DateOnly Day { get; init; }

    /// <summary>The responsible unit, by the form's rule (core.md 9).</summary>
    public UnitNo Unit { get; init; }

    /// <summary>The cell, or none.</summary>
    public CellNo Cell { get; init; }

    /// <summary>Marks of the door.</summary>
    public EntryMarks Marks { get; init; }

    /// <summary>The files that came with this entry, ordered by name (ordinal).</summary>
    public IReadOnlyList<FileStamp> Files { get; init; } = [];
}

/// <summary>An entry as it stands in the journal.</summary>
/// <param name="Seq">The position, dense from 1: the order of the district.</param>
/// <param name="Header">The frozen header.</param>
/// <param name="BodyHash">SHA-256 over the 16 random bytes of salt and the body; 32 zero bytes where there is no body.</param>
/// <param name="Chain">The chain value after this entry.</param>
public sealed record JournalEntry(long Seq, JournalHeader Header, Hash256 BodyHash, Hash256 Chain);
