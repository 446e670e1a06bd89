// A declared figure (上报) is what a unit typed in. It is never added up over days: the newest one of each unit stands, with who typed it and when,
// beside the counted figure.
using Gridwork.Engine;
using Gridwork.Engine.Records;
using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Tallies;

/// <summary>The figure that stands for a unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Day">The day for which it was declared.</param>
/// <param name="Value">The figure in units of 10^−scale.</param>
/// <param name="Record">The record that holds it.</param>
/// <param name="Root">That record's root.</param>
/// <param name="Person">Who sent it.</param>
/// <param name="Received">When the server had it.</param>
public sealed record DeclaredFigure(UnitNo Unit, DateOnly Day, long Value, long Record, long Root, PersonNo Person, DateTimeOffset Received);

/// <summary>Reads declared figures.</summary>
public static class DeclaredFigures
{
    private const int UnitsAStatement = 200;

    /// <summary>How many of a unit's newest lines are looked at first. What was declared and taken back again lies among them.</summary>
    private const int FirstLook = 32;

    /// <summary>For each unit that has declared something, the newest figure (by day, then by position), in the order of the units given.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="declared">The declared indicator's version.</param>
    /// <param name="units">The units.</param>
    /// <param name="at">As at this position; null: now.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<DeclaredFigure>> ReadAsync(
        Snapshot snapshot, IndicatorVersionId declared, IReadOnlyCollection<UnitNo> units, long? at = null, CancellationToken cancel = default)
    {
        var position = at ?? snapshot.Seq;
        var standing = new Dictionary<UnitNo, Line>();
        var open = units.ToList();
        for (var limit = FirstLook; open.Count > 0; limit *= 8)
        {
            var lines = new List<Line>();
            foreach (var some in open.Chunk(UnitsAStatement)) lines.AddRange(await NewestAsync(snapshot, declared, some, limit, position, cancel));
            var gone = await GoneZerosAsync(snapshot, lines, position, cancel);
            var unseen = new List<UnitNo>();
            foreach (var unit in open)
            {
                var own = lines.Where(line => line.Unit == unit).ToList();
                var whole = own.Count < limit;
                var newest = own.GroupBy(line => line.Day).OrderByDescending(day => day.Key)
                    .SkipLast(whole ? 0 : 1)
                    .Select(day => StandingOf(day, gone)).FirstOrDefault(line => line is not null);
                if (newest is not null) standing[unit] = newest;
                else if (!whole) unseen.Add(unit);
            }
            open = unseen;
        }
        var headers = (await JournalLines.ReadAsync(snapshot, [.. standing.Values.Select(line => line.Record).Distinct()], cancel))
            .ToDictionary(line => line.Seq);
        return [.. units.Where(standing.ContainsKey).Select(unit =>
        {
            var line = standing[unit];
            var header = headers[line.Record];
            return new DeclaredFigure(unit, line.Day, line.Value, line.Record, line.Root, header.Person, header.Received);
        })];
    }

    private sealed record Line(UnitNo Unit, DateOnly Day, long Root, long Pos, int Ord, long Record, long Value);

    private static Task<List<Line>> NewestAsync(
        Snapshot snapshot, IndicatorVersionId declared, UnitNo[] units, int limit, long at, CancellationToken cancel)
    {
        var selects = units.Select(unit => $"""
            SELECT * FROM (SELECT unit, day, root_seq, pos, ord, record_seq, value FROM entry
              WHERE d = @d AND ind = @ind AND ver = @ver AND unit = {unit.Value} AND pos + 0 <= @at
              ORDER BY day DESC, root_seq DESC, pos DESC, ord DESC LIMIT @limit) AS unit_{unit.Value}
            """);
        return snapshot.ListAsync(
            string.Join("\nUNION ALL\n", selects),
            row => new Line(
                new UnitNo(row.GetInt32(0)), DateOnly.FromDayNumber(row.GetInt32(1)), row.GetInt64(2), row.GetInt64(3), row.GetInt32(4),
                row.GetInt64(5), row.GetInt64(6)),
            [("ind", declared.Indicator), ("ver", declared.Version), ("at", at), ("limit", limit)], cancel);
    }

    /// <summary>The line that stands on one day of one unit: of the roots whose lines there do not cancel out, the one posted last.</summary>
    private static Line? StandingOf(IEnumerable<Line> day, HashSet<Line> gone) =>
        day.GroupBy(line => line.Root)
            .Select(root => (Sum: root.Sum(line => line.Value), Last: root.MaxBy(line => (line.Pos, line.Ord))!))
            .Where(root => root.Sum != 0 || (root.Last.Value == 0 && !gone.Contains(root.Last)))
            .OrderByDescending(root => (root.Last.Pos, root.Last.Ord))
            .Select(root => root.Last with { Value = root.Sum })
            .FirstOrDefault();

    /// <summary>
    /// A declared 0 leaves no reversal when it is taken back (TallyFold posts none for 0): it is gone if its root has turned since, or was rejected.
    /// </summary>
    private static async Task<HashSet<Line>> GoneZerosAsync(Snapshot snapshot, List<Line> lines, long at, CancellationToken cancel)
    {
        var zeros = lines.Where(line => line.Value == 0).ToList();
        if (zeros.Count == 0) return [];
        var turned = (await snapshot.ListAsync(
            $"""
            SELECT v.root_seq, v.pos, r.standing FROM revision v JOIN record r ON r.d = v.d AND r.root_seq = v.root_seq
            WHERE v.d = @d AND v.root_seq IN {Snapshot.In(zeros.Select(line => line.Root).Distinct())} AND v.pos <= @at
            """,
            row => (Root: row.GetInt64(0), Pos: row.GetInt64(1), Standing: (Standing)row.GetInt32(2)), [("at", at)], cancel)).ToLookup(row => row.Root);
        return [.. zeros.Where(line => turned[line.Root].Any(row => row.Pos > line.Pos || row.Standing == Standing.Rejected))];
    }
}
