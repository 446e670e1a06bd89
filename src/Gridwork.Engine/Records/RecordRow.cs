using Gridwork.Engine.Journal;
using Gridwork.Places;

namespace Gridwork.Engine.Records;

/// <summary>How a record stands.</summary>
public enum Standing : byte
{
    /// <summary>It counts.</summary>
    Counts = 1,

    /// <summary>It waits: for a record that it corrects, or for a clerk.</summary>
    Waits = 2,

    /// <summary>It counts and somebody should look at it: its clock, its point, an answer outside the rules.</summary>
    Flagged = 3,

    /// <summary>A clerk has ruled that it does not count.</summary>
    Rejected = 4,

    /// <summary>A step that its case did not take: it came too late, or from somebody without the right. It is kept and counts nowhere.</summary>
    NotTaken = 5,
}

/// <summary>Why a record waits.</summary>
public enum WaitReason : byte
{
    /// <summary>The record that it corrects has not come, or waits itself.</summary>
    Predecessor = 1,

    /// <summary>Another correction of the same record was accepted first, or the record was rejected.</summary>
    Contested = 2,

    /// <summary>The sender may not correct that record.</summary>
    NoRight = 3,

    /// <summary>It corrects itself, or a record of another form.</summary>
    Misfit = 4,

    /// <summary>The record that opened the case of which it is a step has not come.</summary>
    Case = 5,
}

/// <summary>Where one record entry stands in its chain of corrections.</summary>
public enum RevisionState : byte
{
    /// <summary>The one that now speaks for its root.</summary>
    Head = 1,

    /// <summary>Corrected by a later one.</summary>
    Replaced = 2,

    /// <summary>Not in effect yet.</summary>
    Waiting = 3,
}

/// <summary>A record as lists and pages see it: the chain of corrections under its first entry.</summary>
/// <param name="Root">Position of the first record: its identity for links and feeds.</param>
/// <param name="Head">Position of the record that speaks for it now.</param>
/// <param name="Campaign">The campaign's number.</param>
/// <param name="Form">The form's number (over all versions).</param>
/// <param name="Unit">The responsible unit of the head.</param>
/// <param name="Cell">The cell of the head.</param>
/// <param name="Day">The root's day.</param>
/// <param name="Person">Who sent the head.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Missing">How many files the head names that are not here.</param>
public sealed record RecordRow(
    long Root, long Head, int Campaign, int Form, UnitNo Unit, CellNo Cell, DateOnly Day, PersonNo Person, Standing Standing, int Missing)
{
    /// <summary>Where the head was made; null: it is on no map.</summary>
    public PlaceCode? Place { get; init; }

    /// <summary>Where it is counted on the map; null: it has no place, or does not count.</summary>
    public MapSquare? OnMap => Place is { } place && Standing is Standing.Counts or Standing.Flagged
        ? new MapSquare(MapLayer.Records, Campaign, Unit, UnitNo.None, true, place.At(MapSquare.Zoom))
        : null;
}

/// <summary>One record entry in its chain of corrections.</summary>
/// <param name="Seq">The entry.</param>
/// <param name="Root">The root; its own position while it waits.</param>
/// <param name="Replaces">The entry that it corrects, once in effect.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Pos">Where it took effect; its own position while it waits.</param>
public sealed record Revision(long Seq, long Root, long? Replaces, RevisionState State, long Pos);

/// <summary>
/// A change of which record speaks for a root. The tallies are a fold over the turns alone: what <paramref name="From"/> had counted is
/// reversed, what <paramref name="To"/> says is posted. That is why an indicator published late can count from the first day.
/// </summary>
/// <param name="Pos">Where it took effect.</param>
/// <param name="Ord">The n-th turn at this position, from 0.</param>
/// <param name="Root">The root.</param>
/// <param name="From">The record that stops counting; null: none did.</param>
/// <param name="To">The record that counts now; null: none does (rejected).</param>
/// <param name="Day">The root's day.</param>
public readonly record struct Turn(long Pos, int Ord, long Root, long? From, long? To, DateOnly Day);

/// <summary>A record that waits.</summary>
/// <param name="Wanted">The key of the instance that it waits for.</param>
/// <param name="Seq">The waiting entry.</param>
/// <param name="Reason">Why.</param>
public sealed record WaitingRow(UInt128 Wanted, long Seq, WaitReason Reason);

/// <summary>A file of a record entry: here, missing, or extra.</summary>
/// <param name="Instance">The record entry.</param>
/// <param name="Name">The file's name in the record.</param>
/// <param name="File">The content; null while it is missing.</param>
/// <param name="Entry">The entry that brought it; null while it is missing.</param>
/// <param name="Expected">Whether an answer of the record names it.</param>
public sealed record AttachmentRow(long Instance, string Name, FileStamp? File, long? Entry, bool Expected);
