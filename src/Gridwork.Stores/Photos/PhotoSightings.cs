using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Photos;
using Gridwork.Stores.Cases;

namespace Gridwork.Stores.Photos;

/// <summary>Finds where a photo, or one that looks the same, stands in cases.</summary>
public static class PhotoSightings
{
    // A picture that stands in hundreds of cases is a form's default or a test card: the first of them say it all.
    private const int Most = 200;

    /// <summary>
    /// Where a photo and those near to it stand in cases whose steps were taken, its own case among them; whether the reader may see these cases is not
    /// asked here.
    /// </summary>
    /// <param name="snapshot">The district.</param>
    /// <param name="photo">The photo's bytes, by their hash.</param>
    /// <param name="print">Its print; null: only the very same bytes are looked for.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<PhotoSighting>> FindAsync(
        Snapshot snapshot, Hash256 photo, PhotoPrint? print, CancellationToken cancel = default)
    {
        var near = new Dictionary<Hash256, int> { [photo] = 0 };
        if (print is { } own)
        {
            foreach (var (other, bits) in (await PhotoRows.NearAsync(snapshot, own, cancel)).Take(Most)) near.TryAdd(other, bits);
        }
        var found = await snapshot.ListAsync(
            $"""
            SELECT {CaseLines.Columns("l")}, a.hash, a.name, c.root_seq FROM attachment a
            JOIN revision v ON v.d = a.d AND v.seq = a.instance_seq
            JOIN case_log l ON l.d = v.d AND l.root_seq = v.root_seq
            JOIN case_state c ON c.d = l.d AND c.case16 = l.case16
            WHERE a.d = @d AND a.hash IN ({PhotoRows.Names(near.Count)}) AND l.record_seq = a.instance_seq AND l.state = 1 LIMIT {Most}
            """,
            row => (Line: CaseLines.Read(row), Photo: row.Hash(14), File: row.GetString(15), Case: row.GetInt64(16)), PhotoRows.Values(near.Keys), cancel);
        var sightings = found.Where(one => one.Line.Said.Photo == one.File).ToList();
        if (sightings.Count == 0) return [];
        // What was merged is one with what it was merged into: the log says whether it still is.
        var merges = await MergesAsync(snapshot, [.. sightings.Select(one => one.Case).Distinct()], cancel);
        return
        [
            .. sightings.OrderBy(one => one.Line.Pos).Select(one => new PhotoSighting(
                one.Case, merges.GetValueOrDefault(one.Line.Case), one.Line.Case, one.Line.Said.Step, one.Line.Record, one.Line.Pos, one.Line.At, one.File,
                near[one.Photo])),
        ];
    }

    private static async Task<Dictionary<UInt128, UInt128>> MergesAsync(Snapshot snapshot, IReadOnlyCollection<long> cases, CancellationToken cancel) =>
        (await snapshot.ListAsync(
            $"""
            SELECT {CaseLines.Columns("l")} FROM case_state c JOIN case_log l ON l.d = c.d AND l.case16 = c.case16
            WHERE c.d = @d AND c.root_seq IN {Snapshot.In(cases)} AND c.stage = {(int)CaseStage.Merged} ORDER BY c.root_seq, l.pos, l.ord
            """,
            CaseLines.Read, cancel))
        .Where(line => line is { State: CaseLineState.Taken, Said.Step: CaseStep.Merge })
        .GroupBy(line => line.Case).ToDictionary(log => log.Key, log => log.Last().Said.Into);
}
