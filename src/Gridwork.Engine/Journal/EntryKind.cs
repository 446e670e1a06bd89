namespace Gridwork.Engine.Journal;

/// <summary>What entered. The numbers are part of the chained header and never change.</summary>
public enum EntryKind : byte
{
    /// <summary>A record: one XForms submission, with the files that came with it.</summary>
    Record = 1,

    /// <summary>Files of a record that arrived after it.</summary>
    Attachment = 2,

    /// <summary>Other bytes under an instance id that is taken: kept aside, counted nowhere.</summary>
    Conflict = 3,

    /// <summary>A clerk's decision on a record that waits, is contested or must not count.</summary>
    Review = 4,

    /// <summary>A published campaign folder.</summary>
    Definition = 5,

    /// <summary>A grid with the date from which it holds.</summary>
    Grid = 6,

    /// <summary>The district's profile and its unit tree.</summary>
    Units = 7,

    /// <summary>A working calendar.</summary>
    Calendar = 8,

    /// <summary>A role given to, or taken from, a person.</summary>
    Grant = 9,

    /// <summary>Personal answers or photos removed by law, with the reason.</summary>
    Erasure = 10,

    /// <summary>A released paper: its text, its figures and the position that they were counted at.</summary>
    Release = 11,
}

/// <summary>Marks that the door froze into the header; a replay takes them as they are.</summary>
[Flags]
public enum EntryMarks
{
    /// <summary>Nothing to remark.</summary>
    None = 0,

    /// <summary>The phone's clock was more than ten minutes ahead: the day is the received one.</summary>
    ClockAhead = 1,

    /// <summary>The point lay in no cell of the grid.</summary>
    OutsideCells = 2,

    /// <summary>The submission broke a constraint or left a required question empty.</summary>
    Violations = 4,

    /// <summary>What the client calculated differs from the recalculation.</summary>
    Recalculated = 8,

    /// <summary>A rule could not be evaluated within its step limit.</summary>
    NotEvaluated = 16,

    /// <summary>The phone was offline: it reached the server more than an hour after it was captured.</summary>
    Late = 32,

    /// <summary>Taken in from a clerk's ledger, not recorded on the spot.</summary>
    Imported = 64,

    /// <summary>A clerk has settled in which cell the place lies: the cell is not the point's (<see cref="Settlement"/>).</summary>
    PlaceSettled = 128,
}
