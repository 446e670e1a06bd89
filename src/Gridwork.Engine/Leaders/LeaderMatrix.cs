// 包保: which leader answers for which place and which line from which day. The table says it as plainly as an office writes it: a street, a line, a cell, each
// of which may be left open; the most exact row speaks, and of two that say the same the newer. What nobody answers for, and what two do, can be asked of any day.
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Places;

namespace Gridwork.Engine.Leaders;

/// <summary>A row of the table of leaders.</summary>
/// <param name="Leader">The leader's code.</param>
/// <param name="Title">The post, never a person's name in a demo.</param>
/// <param name="Street">The code of a unit: it reaches below; null: anywhere.</param>
/// <param name="Line">The line's code; null: whatever is on no line of another's.</param>
/// <param name="Cell">The cell's code; null: all of the street.</param>
/// <param name="From">The day from which it holds, until a newer row says otherwise of the same place and line.</param>
/// <param name="Row">Its row in the file, from 1.</param>
public sealed record LeaderRow(string Leader, LocalText Title, string? Street, string? Line, string? Cell, DateOnly From, int Row);

/// <summary>A place that nobody answers for on a day.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Line">The line's code; null: what is on no line.</param>
public sealed record LeaderGap(Cell Cell, string? Line);

/// <summary>Two leaders of one place and line from the same day.</summary>
/// <param name="First">The first of the rows: the one that is read.</param>
/// <param name="Second">The other.</param>
public sealed record LeaderDouble(LeaderRow First, LeaderRow Second);

/// <summary>The table of leaders of a campaign.</summary>
/// <param name="rows">Its rows, in the order of the file.</param>
public sealed class LeaderMatrix(IReadOnlyList<LeaderRow> rows)
{
    /// <summary>A campaign that names none.</summary>
    public static LeaderMatrix Empty { get; } = new([]);

    /// <summary>The rows, in the order of the file.</summary>
    public IReadOnlyList<LeaderRow> Rows => rows;

    /// <summary>Rows that say different leaders of the same place and line from the same day.</summary>
    public IEnumerable<LeaderDouble> Doubles => rows
        .GroupBy(row => (row.Street, row.Line, row.Cell, row.From))
        .SelectMany(same => same.Where(row => row.Leader != same.First().Leader).Select(row => new LeaderDouble(same.First(), row)));

    /// <summary>The days on which it changes, the first day among them, in order.</summary>
    /// <param name="first">The first day that is looked at.</param>
    public IReadOnlyList<DateOnly> Changes(DateOnly first) => [first, .. rows.Select(row => row.From).Where(day => day > first).Distinct().Order()];

    /// <summary>
    /// Who answers for a cell and a line on a day: the most exact row (line and place, then line, then place; of places the cell, then the nearer unit), of
    /// equal ones the newest. Null: nobody.
    /// </summary>
    public LeaderRow? Of(DistrictDefinition definition, Cell cell, string? line, DateOnly day)
    {
        LeaderRow? best = null;
        var exactness = -1;
        foreach (var row in rows)
        {
            if (row.From > day || (row.Line is not null && row.Line != line) || Nearness(definition, row, cell) is not { } near) continue;
            var fits = (row.Line is null ? 0 : 1000) + near;
            if (fits > exactness || (fits == exactness && row.From > best!.From)) (best, exactness) = (row, fits);
        }
        return best;
    }

    /// <summary>The cells and lines that nobody answers for on a day, by cell and line; without a grid for the day there is none.</summary>
    /// <param name="definition">The district.</param>
    /// <param name="lines">The campaign's lines.</param>
    /// <param name="day">The day.</param>
    public IEnumerable<LeaderGap> Gaps(DistrictDefinition definition, IReadOnlyList<CampaignLine> lines, DateOnly day) =>
        from cell in definition.GridOn(day)?.Grid.Cells ?? []
        from line in lines.Select(line => (string?)line.Code).Prepend(null)
        where Of(definition, cell, line, day) is null
        select new LeaderGap(cell, line);

    /// <summary>How near a row's place is: 0 anywhere, 100 the cell itself, between them the depth of the unit; null: elsewhere.</summary>
    private static int? Nearness(DistrictDefinition definition, LeaderRow row, Cell cell)
    {
        if (row.Cell is not null) return row.Cell == cell.Code.Value ? 100 : null;
        if (row.Street is null) return 0;
        if (definition.Units.Find(row.Street) is not { } street || definition.Units.Find(cell.UnitCode) is not { } unit || !definition.Units.IsWithin(unit.No, street.No))
            return null;
        var depth = 1;
        for (var at = street.Parent; at != UnitNo.None && depth < 50; depth++) at = definition.Units.Find(at)?.Parent ?? UnitNo.None;
        return depth;
    }
}
