// Files that wait, mappings that were made, and what is known under the ids of a ledger's rows. Plain SQL that both stores understand.
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Gridwork.Engine;
using Gridwork.Engine.Journal;
using Gridwork.Forms;
using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Imports;

/// <summary>The newest version of the record that took an id.</summary>
/// <param name="Id">The 16-byte key that was asked for.</param>
/// <param name="FormVersion">The form version of the newest version.</param>
/// <param name="Body">Its bytes; null: they were erased.</param>
public sealed record KnownRecord(UInt128 Id, int FormVersion, byte[]? Body);

/// <summary>Reads and writes over an open connection.</summary>
public static class LedgerSql
{
    /// <summary>A long list is asked in pieces: no plan is made for fifty thousand keys at once.</summary>
    private const int IdsAtOnce = 500;

    /// <summary>Keeps a file. Whatever has expired is removed on the way.</summary>
    public static async Task AddAsync(DbConnection db, DistrictId district, LedgerUpload upload)
    {
        await db.ExecuteAsync(
            "DELETE FROM ledger_upload WHERE d = @d AND expires < @now", new { d = district.Value, now = JournalTime.ToMicroseconds(upload.Created) });
        await db.ExecuteAsync(
            """
            INSERT INTO ledger_upload (d, id, person_no, form, name, bytes, options, state, done, total, result, created, expires)
            VALUES (@d, @id, @person, @form, @name, @bytes, @options, @state, @done, @total, @result, @created, @expires)
            """,
            new
            {
                d = district.Value,
                id = upload.Id.ToByteArray(bigEndian: true),
                person = upload.Person.Value,
                form = upload.Form,
                name = upload.Name,
                bytes = upload.Bytes,
                options = upload.Options,
                state = (int)upload.State,
                done = upload.Done,
                total = upload.Total,
                result = upload.Result,
                created = JournalTime.ToMicroseconds(upload.Created),
                expires = JournalTime.ToMicroseconds(upload.Expires),
            });
    }

    /// <summary>A person's file; null: there is none, it has expired, or it is another's.</summary>
    public static async Task<LedgerUpload?> FindAsync(DbConnection db, DistrictId district, PersonNo person, Guid id, DateTimeOffset now)
    {
        var row = await db.QuerySingleOrDefaultAsync<UploadRow>(
            """
            SELECT form AS Form, name AS Name, bytes AS Bytes, options AS Options, state AS State, done AS Done, total AS Total, result AS Result,
                created AS Created, expires AS Expires
            FROM ledger_upload WHERE d = @d AND id = @id AND person_no = @person AND expires >= @now
            """,
            new { d = district.Value, id = id.ToByteArray(bigEndian: true), person = person.Value, now = JournalTime.ToMicroseconds(now) });
        return row is null
            ? null
            : new LedgerUpload(
                id, person, (int)row.Form, row.Name, row.Bytes, row.Options, (UploadState)row.State, (int)row.Done, (int)row.Total, row.Result,
                JournalTime.FromMicroseconds(row.Created, 0), JournalTime.FromMicroseconds(row.Expires, 0));
    }

    /// <summary>Keeps the clerk's decisions about a file that still waits; false: it does not any more.</summary>
    public static async Task<bool> DecideAsync(DbConnection db, DistrictId district, Guid id, string options) =>
        await db.ExecuteAsync(
            "UPDATE ledger_upload SET options = @options WHERE d = @d AND id = @id AND state = 1",
            new { d = district.Value, id = id.ToByteArray(bigEndian: true), options }) == 1;

    /// <summary>Begins to bring a file in; false: somebody else has begun. Two clicks bring it in once.</summary>
    public static async Task<bool> BeginAsync(DbConnection db, DistrictId district, Guid id, int total) =>
        await db.ExecuteAsync(
            "UPDATE ledger_upload SET state = 2, done = 0, total = @total WHERE d = @d AND id = @id AND state = 1",
            new { d = district.Value, id = id.ToByteArray(bigEndian: true), total }) == 1;

    /// <summary>Notes how far it is.</summary>
    public static Task ProgressAsync(DbConnection db, DistrictId district, Guid id, int done) =>
        db.ExecuteAsync("UPDATE ledger_upload SET done = @done WHERE d = @d AND id = @id", new { d = district.Value, id = id.ToByteArray(bigEndian: true), done });

    /// <summary>Ends it: what became of it is kept, and it waits again where something is left to decide.</summary>
    public static Task EndAsync(DbConnection db, DistrictId district, Guid id, UploadState state, string result) => db.ExecuteAsync(
        "UPDATE ledger_upload SET state = @state, result = @result WHERE d = @d AND id = @id",
        new { d = district.Value, id = id.ToByteArray(bigEndian: true), state = (int)state, result });

    /// <summary>Forgets a file.</summary>
    public static Task RemoveAsync(DbConnection db, DistrictId district, Guid id) =>
        db.ExecuteAsync("DELETE FROM ledger_upload WHERE d = @d AND id = @id AND state <> 2", new { d = district.Value, id = id.ToByteArray(bigEndian: true) });

    /// <summary>How a form's columns were matched under these headings; null: they never were.</summary>
    public static Task<string?> MappingAsync(DbConnection db, DistrictId district, int form, IEnumerable<string> headings) =>
        db.QuerySingleOrDefaultAsync<string?>(
            "SELECT mapping FROM ledger_mapping WHERE d = @d AND form = @form AND headings = @key",
            new { d = district.Value, form, key = KeyOf(headings) });

    /// <summary>Keeps a mapping for the next file with these headings.</summary>
    public static Task KeepMappingAsync(DbConnection db, DistrictId district, int form, IEnumerable<string> headings, string mapping, DateTimeOffset now) =>
        db.ExecuteAsync(
            """
            INSERT INTO ledger_mapping (d, form, headings, mapping, used) VALUES (@d, @form, @key, @mapping, @used)
            ON CONFLICT (d, form, headings) DO UPDATE SET mapping = excluded.mapping, used = excluded.used
            """,
            new { d = district.Value, form, key = KeyOf(headings), mapping, used = JournalTime.ToMicroseconds(now) });

    /// <summary>The records that took these ids, as they stand after their corrections.</summary>
    public static async Task<IReadOnlyList<KnownRecord>> KnownAsync(
        DistrictStore store, DbConnection db, DistrictId district, IEnumerable<InstanceId> ids, CancellationToken cancel = default)
    {
        var known = new List<KnownRecord>();
        foreach (var some in ids.Select(id => Keys.ToBytes(id.Key16)).Chunk(IdsAtOnce))
        {
            await store.AskAsync(
                db, district,
                new Query(
                    """
                    SELECT i.id16, j.form_ver, b.bytes, b.state
                    FROM instance i
                    JOIN revision v ON v.d = i.d AND v.seq = i.seq
                    JOIN record r ON r.d = v.d AND r.root_seq = v.root_seq
                    JOIN journal j ON j.d = r.d AND j.seq = r.head_seq
                    JOIN body b ON b.d = r.d AND b.seq = r.head_seq
                    WHERE i.d = @d AND i.id16 IN @keys
                    """,
                    [("keys", some)],
                    row =>
                    {
                        while (row.Read())
                        {
                            var whole = (BodyState)row.GetInt16(3) == BodyState.Whole;
                            known.Add(new KnownRecord(row.Key(0), row.GetInt32(1), whole ? row.GetFieldValue<byte[]>(2) : null));
                        }
                    }),
                cancel);
        }
        return known;
    }

    private static byte[] KeyOf(IEnumerable<string> headings) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', headings)))[..16];

    // Dapper reads integers of both stores as long.
    private sealed class UploadRow
    {
        public long Form { get; set; }
        public string Name { get; set; } = "";
        public byte[] Bytes { get; set; } = [];
        public string Options { get; set; } = "";
        public long State { get; set; }
        public long Done { get; set; }
        public long Total { get; set; }
        public string? Result { get; set; }
        public long Created { get; set; }
        public long Expires { get; set; }
    }
}
