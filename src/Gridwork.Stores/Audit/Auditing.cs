// `gridwork audit verify` (core.md 10): every column of the journal by the chain, bodies and files by their hashes, derived tables by making them
// again. It trusts nothing that it does not reckon itself.
using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Forms;
using Gridwork.Stores.Erasure;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Rebuild;

namespace Gridwork.Stores.Audit;

/// <summary>Audits a district.</summary>
public static class Auditing
{
    /// <summary>Walks the journal and compares derived state. Reads a snapshot: neither intake nor readers wait.</summary>
    /// <param name="store">The store.</param>
    /// <param name="district">The district.</param>
    /// <param name="derived">Whether to compare derived tables too.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<AuditReport> VerifyAsync(
        DistrictStore store, DistrictId district, bool derived = true, CancellationToken cancel = default)
    {
        var walk = new JournalWalk(store, district);
        var report = await walk.RunAsync(cancel);
        // A journal that is not whole cannot be replayed.
        if (!derived || report.Faults.Count > 0) return report;
        var comparison = await Rebuilding.VerifyAsync(store, district, cancel);
        return report with
        {
            Faults = [.. comparison.Differences.Select(difference =>
                new AuditFault(AuditFaultKind.DerivedDiffers, difference.Record, difference.Instance, Difference: difference))],
        };
    }

    /// <summary>One walk.</summary>
    private sealed class JournalWalk(DistrictStore store, DistrictId district)
    {
        private const int ChunkLength = 1000;

        private readonly List<AuditFault> faults = [];
        private readonly List<LawfullyErased> erased = [];
        private readonly Dictionary<long, (string Hash, long By)> redactions = [];
        private readonly Dictionary<Hash256, long> removedFiles = [];
        private readonly Dictionary<Hash256, AuditFaultKind?> files = [];
        private readonly Dictionary<long, Hash256> trusted = [];

        public async Task<AuditReport> RunAsync(CancellationToken cancel)
        {
            await using var connection = await store.OpenConnectionAsync(cancel);
            await using var snapshot = await store.BeginSnapshotAsync(connection, cancel);
            async Task Ask(Query query) => await store.AskAsync(connection, district, query, cancel);

            await Ask(Erasures());
            Hash256 stored = Hash256.Zero, reckoned = Hash256.Zero;
            long last = 0, count = 0, definition = 0;
            while (true)
            {
                var entries = new List<(long Seq, StoredEntry? Entry)>(ChunkLength);
                await Ask(Next(last, entries));
                if (entries.Count == 0) break;
                var blobs = await BlobRowsAsync(Ask, entries);
                foreach (var (seq, entry) in entries)
                {
                    for (var gap = last + 1; gap < seq; gap++) faults.Add(new AuditFault(AuditFaultKind.EntryMissing, gap, null));
                    last = seq;
                    count++;
                    if (entry is null)
                    {
                        if (trusted.TryGetValue(seq, out var link)) stored = reckoned = link;
                        continue;
                    }
                    (stored, reckoned) = Link(entry.Entry, stored, reckoned);
                    CheckBody(entry);
                    foreach (var file in entry.Entry.Header.Files) await CheckFileAsync(entry.Entry, file, blobs, cancel);
                    if (Replay.Defines(entry)) definition = seq;
                }
            }
            await Ask(UnknownBodies());
            Head? head = null;
            await Ask(new Query("SELECT seq, chain, definition_seq FROM head WHERE d = @d", [], row =>
            {
                if (row.Read()) head = new Head(row.GetInt64(0), row.Hash(1), row.GetInt64(2));
            }));
            if (head is null || head.Seq != last || head.DefinitionSeq != definition || (head.Chain != stored && head.Chain != reckoned))
                faults.Add(new AuditFault(AuditFaultKind.HeadDiffers, head?.Seq, null));
            return new AuditReport(count, reckoned, faults, erased);
        }

        /// <summary>
        /// The next entries. A row that can no longer be read, or that says the same in other letters, was changed: its entry is null, and the link
        /// after it is taken on trust from the row.
        /// </summary>
        private Query Next(long after, List<(long Seq, StoredEntry? Entry)> found) => new(
            $"SELECT {StoredEntry.Columns} FROM {StoredEntry.Tables} WHERE j.d = @d AND j.seq > @after ORDER BY j.seq LIMIT @count",
            [("after", after), ("count", (long)ChunkLength)],
            row =>
            {
                while (row.Read())
                {
                    var seq = row.GetInt64(0);
                    StoredEntry? entry = null;
                    try
                    {
                        entry = StoredEntry.Read(row);
                    }
                    catch (Exception unreadable) when (unreadable is JsonException or FormatException or ArgumentException or InvalidOperationException
                        or KeyNotFoundException or InvalidCastException or OverflowException)
                    {
                        if (row.GetFieldValue<byte[]>(18) is { Length: 32 } link) trusted[seq] = Hash256.From(link);
                        faults.Add(new AuditFault(AuditFaultKind.HeaderChanged, seq, row.IsDBNull(2) ? null : new InstanceId(row.GetString(2))));
                    }
                    if (entry is not null && !IsCanonical(row, entry.Entry.Header))
                        faults.Add(new AuditFault(AuditFaultKind.HeaderChanged, seq, entry.Entry.Header.Instance));
                    found.Add((seq, entry));
                }
            });

        /// <summary>What the chain cannot see: a list of files in other letters, an offset without a time.</summary>
        private static bool IsCanonical(DbDataReader row, JournalHeader header) =>
            row.IsDBNull(6) == row.IsDBNull(7) && FileList.Write(header.Files) == (row.IsDBNull(16) ? null : row.GetString(16));

        /// <summary>
        /// A changed entry is one fault, not one for all that follow: the next link may build on what is stored or on what should be.
        /// </summary>
        private (Hash256 Stored, Hash256 Reckoned) Link(JournalEntry entry, Hash256 stored, Hash256 reckoned)
        {
            var expected = Chain.Next(stored, entry.Seq, entry.Header, entry.BodyHash);
            if (entry.Chain != expected && stored != reckoned)
            {
                var other = Chain.Next(reckoned, entry.Seq, entry.Header, entry.BodyHash);
                if (entry.Chain == other) expected = other;
            }
            if (entry.Chain != expected) faults.Add(new AuditFault(AuditFaultKind.HeaderChanged, entry.Seq, entry.Header.Instance));
            return (entry.Chain, expected);
        }

        private Query Erasures() => new(
            $"SELECT {StoredEntry.Columns} FROM {StoredEntry.Tables} WHERE j.d = @d AND j.kind = @kind ORDER BY j.seq",
            [("kind", (long)EntryKind.Erasure)],
            row =>
            {
                while (row.Read())
                {
                    var entry = StoredEntry.Read(row);
                    // What is said by a changed body counts for nothing; the walk reports it.
                    if (Chain.HashBody(entry.Salt, entry.Body) != entry.Entry.BodyHash) continue;
                    var body = BodyJson.Read<ErasureBody>(entry.Body);
                    if (body.HashOfRemaining is { } hash) redactions[body.Record] = (hash, entry.Entry.Seq);
                    foreach (var file in body.Files.Where(file => file.Removed)) removedFiles[Hash256.Parse(file.Hash)] = entry.Entry.Seq;
                }
            });

        private void CheckBody(StoredEntry stored)
        {
            var (entry, id) = (stored.Entry, stored.Entry.Header.Instance);
            if (stored.Salt.Length == 0)
            {
                if (entry.BodyHash != Hash256.Zero) faults.Add(new AuditFault(AuditFaultKind.BodyMissing, entry.Seq, id));
                return;
            }
            var hash = Chain.HashBody(stored.Salt, stored.Body);
            if (redactions.TryGetValue(entry.Seq, out var redaction))
            {
                if (stored.State == BodyState.Whole || hash.ToString() != redaction.Hash)
                    faults.Add(new AuditFault(AuditFaultKind.BodyChanged, entry.Seq, id));
                else erased.Add(new LawfullyErased(entry.Seq, id, null, redaction.By));
            }
            else if (stored.State != BodyState.Whole || hash != entry.BodyHash)
            {
                faults.Add(new AuditFault(AuditFaultKind.BodyChanged, entry.Seq, id));
            }
        }

        private async Task CheckFileAsync(
            JournalEntry entry, FileStamp file, Dictionary<Hash256, (long Size, string Media)> blobs, CancellationToken cancel)
        {
            var isFirst = !files.ContainsKey(file.Hash);
            if (!blobs.TryGetValue(file.Hash, out var row) || row.Size != file.Size || (isFirst && row.Media != file.Media))
                faults.Add(new AuditFault(AuditFaultKind.FileRowChanged, entry.Seq, entry.Header.Instance, file.Name));
            if (!files.TryGetValue(file.Hash, out var fault)) files[file.Hash] = fault = await ReadAsync(file, cancel);
            if (fault == AuditFaultKind.FileMissing && removedFiles.TryGetValue(file.Hash, out var by))
                erased.Add(new LawfullyErased(entry.Seq, entry.Header.Instance, file.Name, by));
            else if (fault is { } kind) faults.Add(new AuditFault(kind, entry.Seq, entry.Header.Instance, file.Name));
        }

        private async Task<AuditFaultKind?> ReadAsync(FileStamp file, CancellationToken cancel)
        {
            await using var content = await store.Blobs.OpenAsync(district, file.Hash, cancel);
            if (content is null) return AuditFaultKind.FileMissing;
            return Hash256.From(await SHA256.HashDataAsync(content, cancel)) == file.Hash ? null : AuditFaultKind.FileChanged;
        }

        private static async Task<Dictionary<Hash256, (long Size, string Media)>> BlobRowsAsync(Func<Query, Task> ask, List<(long Seq, StoredEntry? Entry)> entries)
        {
            var rows = new Dictionary<Hash256, (long, string)>();
            var hashes = entries.SelectMany(entry => entry.Entry?.Entry.Header.Files ?? []).Select(file => file.Hash).Distinct().Select(hash => hash.ToArray()).ToArray();
            if (hashes.Length == 0) return rows;
            await ask(new Query("SELECT hash, size, media FROM blob WHERE d = @d AND hash IN @keys", [("keys", hashes)], row =>
            {
                while (row.Read()) rows[row.Hash(0)] = (row.GetInt64(1), row.GetString(2));
            }));
            return rows;
        }

        private Query UnknownBodies() => new(
            """
            SELECT b.seq FROM body b WHERE b.d = @d
            AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.d = b.d AND j.seq = b.seq AND j.body_hash <> @none) ORDER BY b.seq
            """,
            [("none", Hash256.Zero.ToArray())],
            row =>
            {
                while (row.Read()) faults.Add(new AuditFault(AuditFaultKind.BodyUnknown, row.GetInt64(0), null));
            });
    }
}
