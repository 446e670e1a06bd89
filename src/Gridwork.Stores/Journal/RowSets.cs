using Gridwork.Engine.Journal;

namespace Gridwork.Stores.Journal;

/// <summary>The statements that a group of entries may need, in the order in which they run.</summary>
internal enum Statement
{
    Journal,
    Body,
    Blob,
    Instance,
    Conflict,
    RecordGone,
    Record,
    Revision,
    Turn,
    Attachment,
    WaitingGone,
    Waiting,
    Scope,
    RecordCount,
    Definition,
    Indicator,
    Retired,
    Entry,
    ClaimGone,
    Claim,
    CaseLine,
    Case,
    CaseDue,
    CaseHelper,
    CaseCount,
    MapCount,
    Paper,
}

/// <summary>The rows of a group, a set a statement; reused from group to group.</summary>
internal sealed class RowSets
{
    public RowSet Journal { get; } = new("iittiiiiiiiiiiiitbb");
    public RowSet Body { get; } = new("ibbi");
    public RowSet Blob { get; } = new("bit");
    public RowSet Instance { get; } = new("bi");
    public RowSet Conflict { get; } = new("bi");
    public RowSet RecordGone { get; } = new("i");
    public RowSet Record { get; } = new("iiiiiiiiiii");
    public RowSet Revision { get; } = new("iiiii");
    public RowSet Turn { get; } = new("iiiiii");
    public RowSet Attachment { get; } = new("itbitii");
    public RowSet WaitingGone { get; } = new("bi");
    public RowSet Waiting { get; } = new("bii");
    public RowSet Scope { get; } = new("ii");
    public RowSet RecordCount { get; } = new("iiiii");
    public RowSet Definition { get; } = new("ii");
    public RowSet Indicator { get; } = new("iiiii");
    public RowSet Retired { get; } = new("iii");
    public RowSet Entry { get; } = new("iiiiiiiiii");
    public RowSet ClaimGone { get; } = new("iibi");
    public RowSet Claim { get; } = new("iibiiiiii");

    public RowSet CaseLine { get; } = new("biiiiiiiiiiiit");
    public RowSet Case { get; } = new("ibiiiiittiiiiiiiiiiiiiiiibiiiitii");
    public RowSet CaseDue { get; } = new("iiii");
    public RowSet CaseHelper { get; } = new("ii");
    public RowSet CaseCount { get; } = new("iiiittiii");
    public RowSet MapCount { get; } = new("iiiiiii");
    public RowSet Paper { get; } = new("iiiti");

    /// <summary>Every set with its statement, in the order in which they run.</summary>
    public IReadOnlyList<(Statement Statement, RowSet Rows)> All { get; }

    public RowSets() => All =
    [
        (Statement.Journal, Journal), (Statement.Body, Body), (Statement.Blob, Blob), (Statement.Instance, Instance),
        (Statement.Conflict, Conflict), (Statement.RecordGone, RecordGone), (Statement.Record, Record), (Statement.Revision, Revision),
        (Statement.Turn, Turn), (Statement.Attachment, Attachment), (Statement.WaitingGone, WaitingGone), (Statement.Waiting, Waiting),
        (Statement.Scope, Scope), (Statement.RecordCount, RecordCount), (Statement.Definition, Definition), (Statement.Indicator, Indicator),
        (Statement.Retired, Retired), (Statement.Entry, Entry), (Statement.ClaimGone, ClaimGone), (Statement.Claim, Claim),
        (Statement.CaseLine, CaseLine), (Statement.Case, Case), (Statement.CaseDue, CaseDue), (Statement.CaseHelper, CaseHelper), (Statement.CaseCount, CaseCount),
        (Statement.MapCount, MapCount), (Statement.Paper, Paper),
    ];

    /// <summary>Puts an entry, its body (where it has one) and its files.</summary>
    public void PutEntry(JournalEntry entry, ReadOnlyMemory<byte> salt, ReadOnlyMemory<byte> body)
    {
        var header = entry.Header;
        Journal.Put(entry.Seq).Put((long)header.Kind).Put(header.Instance?.Value).Put(header.Deprecates?.Value).Put(header.Person.Value)
            .Put(header.FormVersion)
            .Put(header.Captured is { } captured ? JournalTime.ToMicroseconds(captured) : null)
            .Put(header.Captured is { } at ? (long)at.Offset.TotalMinutes : null)
            .Put(JournalTime.ToMicroseconds(header.Received)).Put((long)header.Received.Offset.TotalMinutes)
            .Put(header.DefinitionSeq).Put(header.GridSeq).Put(header.Day.DayNumber).Put(header.Unit.Value).Put(header.Cell.Value)
            .Put((long)header.Marks).Put(FileList.Write(header.Files)).Put((ReadOnlyMemory<byte>?)entry.BodyHash.ToArray())
            .Put((ReadOnlyMemory<byte>?)entry.Chain.ToArray());
        if (!body.IsEmpty) Body.Put(entry.Seq).Put((ReadOnlyMemory<byte>?)salt).Put((ReadOnlyMemory<byte>?)body).Put((long)BodyState.Whole);
        foreach (var file in header.Files) Blob.Put((ReadOnlyMemory<byte>?)file.Hash.ToArray()).Put(file.Size).Put(file.Media);
    }

    public void Clear()
    {
        foreach (var (_, rows) in All) rows.Clear();
    }
}
