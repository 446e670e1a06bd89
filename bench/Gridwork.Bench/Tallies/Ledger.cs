using System.Data.Common;
using System.Globalization;
using Gridwork.Bench.Stores;
using Gridwork.Engine;
using Gridwork.Stores.Journal;

namespace Gridwork.Bench.Tallies;

/// <summary>A ledger of one indicator that grows in bulk: entries by SQL, rollups and checkpoints by the store's own folding.</summary>
internal sealed class Ledger
{
    private const int FoldEvery = 2000;
    private const int Tail = 1000;
    private const int Cells = 80;
    private const int Days = 30;
    private readonly BenchDistrict district;
    private readonly List<(int Cell, int Unit)> places;
    private readonly long first;
    private long last;

    public Ledger(BenchDistrict district)
    {
        this.district = district;
        var definition = district.Served.Definition;
        Indicator = definition.FindCampaign(BenchDistrict.CampaignId)!.Find("stalls_cleared")!.Id;
        places =
        [
            .. definition.Grids[^1].Grid.Cells.Take(Cells)
                .Select(cell => (definition.FindCell(cell.Code.Value).Value, definition.Units.Find(cell.UnitCode)!.No.Value)),
        ];
        first = last = definition.Seq;
    }

    public static DateOnly FirstDay { get; } = new(2021, 5, 10);

    /// <summary>The indicator version that the entries belong to.</summary>
    public IndicatorVersionId Indicator { get; }

    /// <summary>A position in the middle, as far from any checkpoint as can be.</summary>
    public long Middle => first + (last - first) / 2 / FoldEvery * FoldEvery + FoldEvery / 2;

    /// <summary>Makes the ledger so many entries long, each of a record of its own.</summary>
    public async Task GrowAsync(long entries)
    {
        var end = first + entries;
        await using var session = district.Store.OpenSession(BenchDistrict.Id);
        var head = await session.BeginAsync([], default);
        // Sorted into their indexes once, not one by one.
        if (district.Options.Postgres is null) await InsertIntoSqliteAsync(session, end);
        else await InsertIntoPostgresAsync(session, end);
        await session.CommitAsync(new RowSets(), null, default);
        for (var to = last + FoldEvery; to <= end - Tail; to += FoldEvery)
        {
            await session.BeginAsync([], default);
            await Rollups.FoldAsync(session, to, default);
            await session.CommitAsync(new RowSets(), head with { Seq = to }, default);
        }
        await session.BeginAsync([], default);
        await session.CommitAsync(new RowSets(), head with { Seq = end }, default);
        if (district.Options.Postgres is not null) await CleanAsync();
        last = end;
    }

    private async Task InsertAsync(JournalSession session, long from, long to)
    {
        var values = string.Join(", ", places.Select((place, i) => string.Create(CultureInfo.InvariantCulture, $"({i}, {place.Cell}, {place.Unit})")));
        var series = district.Options.Postgres is null
            ? "WITH RECURSIVE s(pos) AS (SELECT @from + 1 UNION ALL SELECT pos + 1 FROM s WHERE pos < @to), "
            : "WITH s(pos) AS (SELECT generate_series(@from + 1, @to)), ";
        await session.RunAsync(
            $"""
            INSERT INTO entry (d, ind, ver, pos, ord, record_seq, root_seq, unit, cell, day, value)
            {series} place(i, cell, unit) AS (VALUES {values})
            SELECT @d, @ind, @ver, s.pos, 0, s.pos, s.pos, place.unit, place.cell, @day + (s.pos / {Cells}) % {Days}, 1 + s.pos % 3
            FROM s JOIN place ON place.i = s.pos % {Cells}
            """,
            [
                ("from", from), ("to", to), ("ind", (long)Indicator.Indicator), ("ver", (long)Indicator.Version),
                ("day", (long)FirstDay.DayNumber),
            ],
            default);
    }

    private async Task InsertIntoSqliteAsync(JournalSession session, long end)
    {
        // With its index goes what the planner was told about it; it is told again.
        string[] indexes = ["entry_by_root", "entry_by_unit"];
        var made = new List<string>();
        await session.AskAsync(
            [new Query("SELECT sql FROM sqlite_schema WHERE name IN ('entry_by_root', 'entry_by_unit')", [], row => ReadTexts(row, made))], default);
        await session.RunAsync("CREATE TEMP TABLE told AS SELECT * FROM sqlite_stat1", [], default);
        foreach (var index in indexes) await session.RunAsync($"DROP INDEX {index}", [], default);
        await InsertAsync(session, last, end);
        foreach (var index in made) await session.RunAsync(index, [], default);
        await session.RunAsync("DELETE FROM sqlite_stat1", [], default);
        await session.RunAsync("INSERT INTO sqlite_stat1 SELECT * FROM told", [], default);
        await session.RunAsync("DROP TABLE told", [], default);
        await session.RunAsync("ANALYZE sqlite_schema", [], default);
    }

    private async Task InsertIntoPostgresAsync(JournalSession session, long end)
    {
        var made = new List<string>();
        await session.AskAsync(
            [new Query("SELECT indexdef FROM pg_indexes WHERE indexname IN ('entry_by_root', 'entry_by_unit')", [], row => ReadTexts(row, made))], default);
        await session.RunAsync("DROP INDEX entry_by_root, entry_by_unit", [], default);
        await InsertAsync(session, last, end);
        foreach (var index in made) await session.RunAsync(index, [], default);
    }

    /// <summary>What PostgreSQL does by itself in a while.</summary>
    private async Task CleanAsync()
    {
        await using var connection = await district.Store.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM ANALYZE entry, roll, roll_place, roll_day, checkpoint, indicator";
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private static void ReadTexts(DbDataReader row, List<string> texts)
    {
        while (row.Read()) texts.Add(row.GetString(0));
    }
}
