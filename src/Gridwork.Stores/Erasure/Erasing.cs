// 个人信息保护法: a person's answers and photos can be taken away while the journal stays whole. The entry's hash was made over 16 random bytes and the
// body, so the chain still holds when both go; an erasure entry with the reason says what stands there now (core.md 11).
using System.Security.Cryptography;
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Forms;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Photos;

namespace Gridwork.Stores.Erasure;

/// <summary>What is to be taken away.</summary>
/// <param name="District">The district.</param>
/// <param name="Record">The record's id.</param>
/// <param name="Fields">Questions by name or by path.</param>
/// <param name="Files">Files by the name that the record gives them.</param>
/// <param name="Reason">Why.</param>
/// <param name="Person">Who does it.</param>
/// <param name="Received">When, by the district's clock.</param>
public sealed record ErasureRequest(
    DistrictId District, InstanceId Record, IReadOnlyList<string> Fields, IReadOnlyList<string> Files, string Reason, PersonNo Person,
    DateTimeOffset Received);

/// <summary>What became of it.</summary>
public abstract record ErasureOutcome
{
    private ErasureOutcome() { }

    /// <summary>Done.</summary>
    /// <param name="Entry">The erasure entry.</param>
    /// <param name="State">What stands in the body's place.</param>
    /// <param name="FilesRemoved">How many files' bytes went; others are still named by other records.</param>
    public sealed record Done(long Entry, BodyState State, int FilesRemoved) : ErasureOutcome;

    /// <summary>There is no such record.</summary>
    public sealed record NoRecord : ErasureOutcome;

    /// <summary>The record has no such question.</summary>
    /// <param name="Field">The name.</param>
    public sealed record NoField(string Field) : ErasureOutcome;

    /// <summary>The record has no such file.</summary>
    /// <param name="File">The name.</param>
    public sealed record NoFile(string File) : ErasureOutcome;

    /// <summary>The store cannot write now.</summary>
    public sealed record Busy : ErasureOutcome;
}

/// <summary>Erases.</summary>
public static class Erasing
{
    /// <summary>Takes answers and files of one record away. Throws <see cref="InvalidOperationException"/> when somebody else erased in it meanwhile.</summary>
    public static async Task<ErasureOutcome> EraseAsync(
        DistrictStore store, JournalWriter journal, ErasureRequest request, CancellationToken cancel = default)
    {
        if (await FindAsync(store, request, cancel) is not { } record) return new ErasureOutcome.NoRecord();
        var (files, missing) = await FilesAsync(store, request, record.Entry.Seq, cancel);
        if (missing is not null) return new ErasureOutcome.NoFile(missing);
        var definition = await store.DefinitionAsync(request.District, cancel);
        BodyReplacement? replacement = null;
        if (request.Fields.Count > 0 && record.State != BodyState.Residue)
        {
            var redacted = Redaction.Empty(record.Body, request.Fields, out var unknown);
            if (redacted is null) return new ErasureOutcome.NoField(unknown!);
            replacement = Replacement(definition, record, redacted);
        }
        var body = new ErasureBody(
            record.Entry.Seq, request.Fields, files, request.Reason,
            replacement is null ? null : Chain.HashBody(replacement.Salt, replacement.Body).ToString());
        var candidate = Reading.Other(
            definition, request.District, EntryKind.Erasure, BodyJson.Write(body), request.Person, request.Received);
        var outcome = await journal.AppendAsync(Naming(candidate, request.Record), replacement, cancel);
        if (outcome is not Outcome.Accepted accepted) return new ErasureOutcome.Busy();
        var removed = files.Where(file => file.Removed).Select(file => Hash256.Parse(file.Hash)).ToList();
        foreach (var file in removed) await store.Blobs.RemoveAsync(request.District, file, cancel);
        if (removed.Count > 0) await PhotoRows.ForgetAsync(store, request.District, removed, cancel);
        await store.ForgetAsync(cancel);
        return new ErasureOutcome.Done(accepted.Entry, replacement?.State ?? record.State, removed.Count);
    }

    /// <summary>The entry names the record that it is about, also when it is read again.</summary>
    private static Candidate Naming(Candidate candidate, InstanceId record) => candidate with
    {
        Header = candidate.Header with { Instance = record },
        ReadAgain = newer => Naming(candidate.ReadAgain(newer), record),
    };

    /// <summary>What remains says the same facts, or the facts themselves remain.</summary>
    private static BodyReplacement Replacement(DistrictDefinition definition, StoredEntry record, byte[] redacted)
    {
        var facts = Reading.Again(definition, record.Entry, record.Body, residue: false);
        var same = SaysTheSame(definition, record.Entry, facts, redacted);
        return new BodyReplacement(
            record.Entry.Seq, record.Salt, RandomNumberGenerator.GetBytes(Chain.SaltLength), same ? redacted : Reading.Residue(facts),
            same ? BodyState.Redacted : BodyState.Residue);
    }

    private static bool SaysTheSame(DistrictDefinition definition, JournalEntry entry, Facts facts, byte[] redacted)
    {
        try
        {
            return Reading.SaySame(facts, Reading.Again(definition, entry, redacted, residue: false));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static async Task<StoredEntry?> FindAsync(DistrictStore store, ErasureRequest request, CancellationToken cancel)
    {
        await using var connection = await store.OpenConnectionAsync(cancel);
        var found = new List<StoredEntry>(1);
        await store.AskAsync(
            connection, request.District,
            new Query(
                $"""
                SELECT {StoredEntry.Columns} FROM {StoredEntry.Tables}
                WHERE j.d = @d AND j.seq = (SELECT seq FROM instance WHERE d = @d AND id16 = @key)
                """,
                [("key", Keys.ToBytes(request.Record.Key16))],
                row =>
                {
                    if (row.Read()) found.Add(StoredEntry.Read(row));
                }),
            cancel);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The files asked for, and whether any record of another root has the same bytes.</summary>
    private static async Task<(List<ErasedFile> Files, string? Missing)> FilesAsync(
        DistrictStore store, ErasureRequest request, long seq, CancellationToken cancel)
    {
        var files = new List<ErasedFile>();
        if (request.Files.Count == 0) return (files, null);
        await using var connection = await store.OpenConnectionAsync(cancel);
        foreach (var name in request.Files)
        {
            ErasedFile? file = null;
            await store.AskAsync(
                connection, request.District,
                new Query(
                    """
                    SELECT a.hash, (
                      SELECT COUNT(*) FROM attachment o JOIN revision ov ON ov.d = o.d AND ov.seq = o.instance_seq
                      WHERE o.d = a.d AND o.hash = a.hash AND ov.root_seq <> v.root_seq)
                    FROM attachment a JOIN revision v ON v.d = a.d AND v.seq = a.instance_seq
                    WHERE a.d = @d AND a.instance_seq = @seq AND a.name = @name AND a.hash IS NOT NULL
                    """,
                    [("seq", seq), ("name", name)],
                    row =>
                    {
                        if (row.Read()) file = new ErasedFile(name, row.Hash(0).ToString(), row.GetInt64(1) == 0);
                    }),
                cancel);
            if (file is null) return (files, name);
            files.Add(file);
        }
        return (files, null);
    }
}
