using System.Data.Common;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;

namespace Gridwork.Stores.Journal;

/// <summary>What the store knows under instance ids that come again: for <see cref="Admission.Decide"/>.</summary>
/// <param name="hits">The keys with the records that took them.</param>
internal sealed class KnownInstances(Dictionary<UInt128, long> hits)
{
    private readonly Dictionary<long, StoredBody> bodies = [];
    private readonly Dictionary<UInt128, List<StoredBody>> aside = [];
    private readonly Dictionary<long, List<AttachmentRow>> files = hits.Values.ToDictionary(seq => seq, _ => new List<AttachmentRow>());

    public List<Query> Ask() =>
    [
        new Query(
            "SELECT j.seq, b.salt, j.body_hash, b.state FROM journal j JOIN body b ON b.d = j.d AND b.seq = j.seq WHERE j.d = @d AND j.seq IN @keys",
            [("keys", hits.Values.ToArray())],
            row =>
            {
                while (row.Read()) bodies[row.GetInt64(0)] = Body(row);
            }),
        new Query(
            """
            SELECT j.seq, b.salt, j.body_hash, b.state, c.id16
            FROM conflict c JOIN journal j ON j.d = c.d AND j.seq = c.seq JOIN body b ON b.d = c.d AND b.seq = c.seq
            WHERE c.d = @d AND c.id16 IN @keys ORDER BY c.seq
            """,
            [("keys", hits.Keys.Select(Keys.ToBytes).ToArray())],
            row =>
            {
                while (row.Read())
                {
                    var key = row.Key(4);
                    if (!aside.TryGetValue(key, out var list)) aside[key] = list = [];
                    list.Add(Body(row));
                }
            }),
        ViewRows.AttachmentsOf([.. hits.Values], row => files[row.Instance].Add(row)),
    ];

    public Dictionary<long, KnownInstance> BySeq() => hits.ToDictionary(
        hit => hit.Value, hit => new KnownInstance(bodies[hit.Value], files[hit.Value], aside.GetValueOrDefault(hit.Key, [])));

    private static StoredBody Body(DbDataReader row)
    {
        var erased = (BodyState)row.GetInt16(3) != BodyState.Whole;
        return new StoredBody(row.GetInt64(0), erased ? default : row.GetFieldValue<byte[]>(1), row.Hash(2), erased);
    }
}
