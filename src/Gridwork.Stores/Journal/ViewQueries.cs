// Which rows Apply wants to see, a question a table for the whole group (core.md 3).
using System.Data.Common;
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;
using Gridwork.Engine.Tallies;
using Gridwork.Places;
using Gridwork.Stores.Cases;

namespace Gridwork.Stores.Journal;

/// <summary>The rows found for keys, before they are put into a view: the view can only be made once the head is known.</summary>
internal sealed class ViewRows
{
    private readonly List<Action<View>> loads = [];

    /// <summary>Instance keys that are taken, with the entries that took them.</summary>
    public Dictionary<UInt128, long> Taken { get; } = [];

    /// <summary>Entries whose facts are wanted, with their bodies.</summary>
    public List<StoredEntry> Facts { get; } = [];

    /// <summary>Puts everything into the view.</summary>
    public void Fill(View view)
    {
        foreach (var load in loads) load(view);
    }

    /// <summary>The questions for <paramref name="keys"/>.</summary>
    public List<Query> Ask(ViewKeys keys)
    {
        var queries = new List<Query>();
        if (keys.Instances.Count > 0) queries.Add(Instances(keys.Instances));
        if (keys.WaitingFor.Count > 0) queries.Add(WaitingFor(keys.WaitingFor));
        if (keys.WaitingEntries.Count > 0) queries.Add(WaitingEntries(keys.WaitingEntries));
        if (keys.Revisions.Count > 0) queries.Add(Revisions(keys.Revisions));
        if (keys.Records.Count > 0) queries.Add(Records(keys.Records));
        if (keys.Attachments.Count > 0) queries.Add(Attachments(keys.Attachments));
        if (keys.Facts.Count > 0) queries.Add(StoredEntry.Ask([.. keys.Facts], Facts));
        if (keys.Counted.Count > 0)
        {
            var net = new Dictionary<long, Counted>();
            foreach (var root in keys.Counted) net[root] = new Counted([], []);
            queries.Add(Net(keys.Counted, net));
            queries.Add(OwnClaims(keys.Counted, net));
        }
        foreach (var (indicator, key) in keys.Claims) queries.Add(ClaimsOn(indicator, key));
        if (keys.Cases.Count > 0) queries.Add(Cases(keys.Cases));
        if (keys.CaseLines.Count > 0) queries.Add(CaseLinesOf(keys.CaseLines));
        if (keys.RunningCases) queries.Add(RunningCases());
        return queries;
    }

    private Query Cases(HashSet<UInt128> keys)
    {
        var found = keys.ToDictionary(key => key, _ => new List<CaseLine>());
        loads.Add(view =>
        {
            foreach (var (key, lines) in found) view.LoadCase(key, lines);
        });
        return CaseLines.Of(Bytes(keys), line => found[line.Case].Add(line));
    }

    private Query CaseLinesOf(HashSet<long> roots)
    {
        var found = new Dictionary<long, CaseLine>();
        loads.Add(view =>
        {
            foreach (var root in roots) view.LoadCaseLine(root, found.GetValueOrDefault(root));
        });
        return CaseLines.OfRecords([.. roots], line => found[line.Root] = line);
    }

    private Query RunningCases()
    {
        var found = new List<UInt128>();
        loads.Add(view => view.LoadRunningCases(found));
        return new Query("SELECT case16 FROM case_state WHERE d = @d AND runs = 1 ORDER BY root_seq", [], row =>
        {
            while (row.Read()) found.Add(row.Key(0));
        });
    }

    private static byte[][] Bytes(HashSet<UInt128> keys) => [.. keys.Select(Keys.ToBytes)];

    private Query Instances(HashSet<UInt128> keys)
    {
        loads.Add(view =>
        {
            foreach (var key in keys) view.LoadInstance(key, Taken.TryGetValue(key, out var seq) ? seq : null);
        });
        return new Query("SELECT id16, seq FROM instance WHERE d = @d AND id16 IN @keys", [("keys", Bytes(keys))], row =>
        {
            while (row.Read()) Taken[row.Key(0)] = row.GetInt64(1);
        });
    }

    private Query WaitingFor(HashSet<UInt128> keys)
    {
        var found = new Dictionary<UInt128, List<WaitingRow>>();
        loads.Add(view =>
        {
            foreach (var key in keys) view.LoadWaitingFor(key, found.GetValueOrDefault(key, []));
        });
        return new Query(
            "SELECT wanted16, seq, reason FROM waiting WHERE d = @d AND wanted16 IN @keys ORDER BY seq", [("keys", Bytes(keys))], row =>
            {
                while (row.Read())
                {
                    var waiting = Waiting(row);
                    if (!found.TryGetValue(waiting.Wanted, out var rows)) found[waiting.Wanted] = rows = [];
                    rows.Add(waiting);
                }
            });
    }

    private static WaitingRow Waiting(DbDataReader row) => new(row.Key(0), row.GetInt64(1), (WaitReason)row.GetInt16(2));

    private Query WaitingEntries(HashSet<long> seqs)
    {
        var found = new Dictionary<long, WaitingRow>();
        loads.Add(view =>
        {
            foreach (var seq in seqs) view.LoadWaitingEntry(seq, found.GetValueOrDefault(seq));
        });
        return new Query("SELECT wanted16, seq, reason FROM waiting WHERE d = @d AND seq IN @keys", [("keys", seqs.ToArray())], row =>
        {
            while (row.Read()) found[row.GetInt64(1)] = Waiting(row);
        });
    }

    private Query Revisions(HashSet<long> seqs)
    {
        var found = new Dictionary<long, Revision>();
        loads.Add(view =>
        {
            foreach (var seq in seqs) view.LoadRevision(seq, found.GetValueOrDefault(seq));
        });
        return new Query(
            "SELECT seq, root_seq, replaces_seq, state, pos FROM revision WHERE d = @d AND seq IN @keys", [("keys", seqs.ToArray())], row =>
            {
                while (row.Read())
                {
                    found[row.GetInt64(0)] = new Revision(
                        row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetInt64(2), (RevisionState)row.GetInt16(3), row.GetInt64(4));
                }
            });
    }

    private Query Records(HashSet<long> roots)
    {
        var found = new Dictionary<long, RecordRow>();
        loads.Add(view =>
        {
            foreach (var root in roots) view.LoadRecord(root, found.GetValueOrDefault(root));
        });
        return new Query(
            """
            SELECT root_seq, head_seq, campaign, form, unit, cell, day, person, standing, missing, place
            FROM record WHERE d = @d AND root_seq IN @keys
            """,
            [("keys", roots.ToArray())],
            row =>
            {
                while (row.Read())
                {
                    found[row.GetInt64(0)] = new RecordRow(
                        row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3), new UnitNo(row.GetInt32(4)),
                        new CellNo(row.GetInt32(5)), DateOnly.FromDayNumber(row.GetInt32(6)), new PersonNo(row.GetInt32(7)),
                        (Standing)row.GetInt16(8), row.GetInt32(9))
                    { Place = row.IsDBNull(10) ? null : new PlaceCode(row.GetInt64(10)) };
                }
            });
    }

    private Query Attachments(HashSet<long> seqs)
    {
        var found = seqs.ToDictionary(seq => seq, _ => new List<AttachmentRow>());
        loads.Add(view =>
        {
            foreach (var (seq, rows) in found) view.LoadAttachments(seq, rows);
        });
        return AttachmentsOf([.. seqs], row => found[row.Instance].Add(row));
    }

    /// <summary>The files of record entries.</summary>
    public static Query AttachmentsOf(long[] seqs, Action<AttachmentRow> take) => new(
        """
        SELECT instance_seq, name, hash, size, media, entry_seq, expected
        FROM attachment WHERE d = @d AND instance_seq IN @keys ORDER BY instance_seq, name
        """,
        [("keys", seqs)],
        row =>
        {
            while (row.Read())
            {
                var file = row.IsDBNull(2) ? null : new FileStamp(row.GetString(1), row.Hash(2), row.GetInt64(3), row.GetString(4));
                take(new AttachmentRow(
                    row.GetInt64(0), row.GetString(1), file, row.IsDBNull(5) ? null : row.GetInt64(5), row.GetInt16(6) == 1));
            }
        });

    private Query Net(HashSet<long> roots, Dictionary<long, Counted> found)
    {
        loads.Add(view =>
        {
            foreach (var (root, value) in found) view.LoadCounted(root, value);
        });
        return new Query(
            """
            SELECT root_seq, ind, ver, unit, cell, day, CAST(SUM(value) AS bigint)
            FROM entry WHERE d = @d AND root_seq IN @keys
            GROUP BY root_seq, ind, ver, unit, cell, day HAVING SUM(value) <> 0
            """,
            [("keys", roots.ToArray())],
            row =>
            {
                while (row.Read())
                {
                    var place = (new IndicatorVersionId(row.GetInt32(1), row.GetInt32(2)), new UnitNo(row.GetInt32(3)),
                        new CellNo(row.GetInt32(4)), DateOnly.FromDayNumber(row.GetInt32(5)));
                    found[row.GetInt64(0)].Net[place] = row.GetInt64(6);
                }
            });
    }

    private static Query OwnClaims(HashSet<long> roots, Dictionary<long, Counted> found) => new(
        """
        SELECT ind, ver, key16, root_seq, record_seq, unit, cell, day, holds
        FROM claim WHERE d = @d AND root_seq IN @keys ORDER BY ind, ver, key16
        """,
        [("keys", roots.ToArray())],
        row =>
        {
            while (row.Read())
            {
                var claim = Claim(row);
                found[claim.Root].Claims.Add(claim);
            }
        });

    // Holder and first claims are two index ranges: a key that thousands claim costs no more than one that few do.
    private Query ClaimsOn(IndicatorVersionId indicator, UInt128 key)
    {
        var claims = new List<Claim>();
        loads.Add(view =>
        {
            claims.Sort((a, b) => a.Holds != b.Holds ? b.Holds.CompareTo(a.Holds) : a.Root.CompareTo(b.Root));
            var truncated = claims.Count > ClaimSet.Loaded;
            view.LoadClaims(indicator, key, new ClaimSet(truncated ? claims.GetRange(0, ClaimSet.Loaded) : claims, truncated));
        });
        return new Query(
            """
            SELECT ind, ver, key16, root_seq, record_seq, unit, cell, day, holds
            FROM claim WHERE d = @d AND ind = @ind AND ver = @ver AND key16 = @key AND holds = 1
            UNION
            SELECT * FROM (
              SELECT ind, ver, key16, root_seq, record_seq, unit, cell, day, holds
              FROM claim WHERE d = @d AND ind = @ind AND ver = @ver AND key16 = @key ORDER BY root_seq LIMIT 9) AS early
            """,
            [("ind", (long)indicator.Indicator), ("ver", (long)indicator.Version), ("key", Keys.ToBytes(key))],
            row =>
            {
                while (row.Read()) claims.Add(Claim(row));
            });
    }

    private static Claim Claim(DbDataReader row) => new(
        new IndicatorVersionId(row.GetInt32(0), row.GetInt32(1)), row.Key(2), row.GetInt64(3), row.GetInt64(4), new UnitNo(row.GetInt32(5)),
        new CellNo(row.GetInt32(6)), DateOnly.FromDayNumber(row.GetInt32(7)), row.GetInt16(8) == 1);
}
