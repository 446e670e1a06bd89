using Gridwork.Engine.Journal;
using Gridwork.Forms;
using Gridwork.Stores.Rebuild;

namespace Gridwork.Stores.Audit;

/// <summary>What is wrong.</summary>
public enum AuditFaultKind
{
    /// <summary>The chain breaks: a column of the entry's header was changed, or the entry was exchanged.</summary>
    HeaderChanged,

    /// <summary>There is no entry at this position.</summary>
    EntryMissing,

    /// <summary>The head does not name the last entry: the tail was cut, or the head changed.</summary>
    HeadDiffers,

    /// <summary>The body is gone.</summary>
    BodyMissing,

    /// <summary>The body, its salt or its state was changed.</summary>
    BodyChanged,

    /// <summary>There is a body that no entry accounts for.</summary>
    BodyUnknown,

    /// <summary>The bytes of a file are gone.</summary>
    FileMissing,

    /// <summary>The bytes of a file were changed.</summary>
    FileChanged,

    /// <summary>The store's row of a file is gone or was changed.</summary>
    FileRowChanged,

    /// <summary>A row of a derived table is not what the journal says.</summary>
    DerivedDiffers,
}

/// <summary>A fault.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Seq">The entry; for a derived row, the record that it concerns; null: none or many.</param>
/// <param name="Instance">The record's id.</param>
/// <param name="File">For files: the name.</param>
/// <param name="Difference">For derived tables: the row and both its values.</param>
public sealed record AuditFault(AuditFaultKind Kind, long? Seq, InstanceId? Instance, string? File = null, TableDifference? Difference = null);

/// <summary>Something that is lawfully gone.</summary>
/// <param name="Seq">The entry whose body or file it was.</param>
/// <param name="Instance">Its record's id.</param>
/// <param name="File">The file's name; null: answers of the body.</param>
/// <param name="By">The erasure entry.</param>
public sealed record LawfullyErased(long Seq, InstanceId? Instance, string? File, long By);

/// <summary>The outcome of an audit.</summary>
/// <param name="Entries">How many entries were walked.</param>
/// <param name="Head">The link of the last one, as released papers print it.</param>
/// <param name="Faults">What is wrong; empty: all is as it was written.</param>
/// <param name="Erased">What is lawfully gone.</param>
public sealed record AuditReport(long Entries, Hash256 Head, IReadOnlyList<AuditFault> Faults, IReadOnlyList<LawfullyErased> Erased);
