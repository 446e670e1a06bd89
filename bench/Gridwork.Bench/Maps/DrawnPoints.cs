using Gridwork.Bench.Stores;
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Records;
using Gridwork.Engine.Journal;
using Gridwork.Places;
using Gridwork.Stores.Journal;

namespace Gridwork.Bench.Maps;

/// <summary>Cases, and records if wanted, strewn over the district in bulk, written by the store's own statements, with their counts by square and by measure: one case in fifty is open, one in ten of these late.</summary>
internal sealed class DrawnPoints
{
    private const int GroupSize = 50_000;
    private const int OneOpenIn = 50;
    private static readonly TimeSpan LongestLate = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestLeft = TimeSpan.FromDays(9);

    private readonly BenchDistrict district;
    private readonly bool records;
    private readonly Random random = new(20210527);
    private readonly Grid grid;
    private readonly int campaign;
    private readonly int form;
    private readonly string category;
    private readonly Dictionary<CellCode, (UnitNo Unit, CellNo Cell)> cells;
    private long last;

    /// <param name="district">Where.</param>
    /// <param name="records">Whether records are drawn too. They stand in no journal, so a page that opens the newest ones cannot show them.</param>
    public DrawnPoints(BenchDistrict district, bool records)
    {
        (this.district, this.records) = (district, records);
        var definition = district.Served.Definition;
        var found = definition.FindCampaign(BenchDistrict.CampaignId)!;
        (campaign, form, category) = (found.No, found.Forms[0].No, found.Cases is { Categories: [var first, ..] } ? first.Code : "");
        grid = definition.Grids[^1].Grid;
        cells = grid.Cells.ToDictionary(cell => cell.Code, cell => (definition.Units.Find(cell.UnitCode)!.No, definition.FindCell(cell.Code.Value)));
        last = definition.Seq;
    }

    /// <summary>Adds so many cases, and as many records.</summary>
    public async Task GrowAsync(long count)
    {
        await using var session = district.Store.OpenSession(BenchDistrict.Id);
        var rows = new RowSets();
        for (var end = last + count; last < end;)
        {
            var head = await session.BeginAsync([], default);
            rows.Clear();
            var squares = new Dictionary<MapSquare, int>();
            var counts = new Dictionary<(UnitNo Unit, CellNo Cell, int Measure), int>();
            for (var i = 0; i < GroupSize && last < end; i++) Draw(rows, squares, counts, ++last);
            foreach (var ((unit, cell, measure), n) in counts)
            {
                rows.CaseCount.Put(campaign).Put((long)CaseKind.Problem).Put(unit.Value).Put(cell.Value).Put(category).Put("").Put(unit.Value).Put(measure).Put(n);
            }
            foreach (var (square, n) in squares)
            {
                rows.MapCount.Put((long)square.Layer).Put(square.Campaign).Put(square.Unit.Value).Put(square.Host.Value).Put(square.IsOpen ? 1 : 0)
                    .Put(square.Square).Put(n);
            }
            await session.CommitAsync(rows, head with { Seq = last }, default);
        }
        if (district.Options.Postgres is null) return;
        await using var connection = await district.Store.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM ANALYZE record, case_state, case_count, map_count";
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private void Draw(RowSets rows, Dictionary<MapSquare, int> squares, Dictionary<(UnitNo Unit, CellNo Cell, int Measure), int> counts, long root)
    {
        var (longitude, latitude, unit, cell) = Place();
        var place = PlaceCode.Of(longitude, latitude)!.Value;
        var day = 737_900 + root / 2000 % 400;
        if (records) rows.Record.Put(root).Put(root).Put(campaign).Put(form).Put(unit.Value).Put(cell.Value).Put(day).Put(1).Put((long)Standing.Counts).Put(0).Put(place.Value);
        var open = root % OneOpenIn == 0;
        var time = 1_620_000_000_000_000 + root * 1_000_000;
        var due = JournalTime.ToMicroseconds(DateTimeOffset.UtcNow - LongestLate + random.NextDouble() * (LongestLate + LongestLeft));
        rows.Case.Put(root).PutKey((UInt128)(ulong)root).Put(campaign).Put((long)CaseKind.Problem).Put((long)(open ? CaseStage.Dispatched : CaseStage.Closed))
            .Put(open ? 1 : 0).Put(open ? 1 : 0).Put(category).Put("").Put(unit.Value).Put(cell.Value).Put(day).Put(unit.Value).Put(unit.Value)
            .Put(open ? due : null).Put(0).Put(open ? due : -time).Put(time).Put(time).Put(open ? null : time).Put(time).Put(0).Put(0).Put(0).Put(0)
            .Put(default(ReadOnlyMemory<byte>?)).Put((long)(longitude * 1000)).Put((long)(latitude * 1000)).Put((long)(longitude * 1e6)).Put((long)(latitude * 1e6))
            .Put("w").Put(root).Put(place.Value);
        CaseMeasure[] measures = open
            ? [CaseMeasure.Reported, CaseMeasure.Registered, CaseMeasure.AtStage + (int)CaseStage.Dispatched]
            : [CaseMeasure.Reported, CaseMeasure.Registered, CaseMeasure.Closed, CaseMeasure.ClosedInTime, CaseMeasure.TookHours + (int)(root % 200)];
        foreach (var measure in measures) counts[(unit, cell, (int)measure)] = counts.GetValueOrDefault((unit, cell, (int)measure)) + 1;
        Add(new MapSquare(MapLayer.Problems, campaign, unit, unit, open, place.At(MapSquare.Zoom)));
        if (records) Add(new MapSquare(MapLayer.Records, campaign, unit, UnitNo.None, true, place.At(MapSquare.Zoom)));

        void Add(MapSquare square) => squares[square] = squares.GetValueOrDefault(square) + 1;
    }

    private (double Longitude, double Latitude, UnitNo Unit, CellNo Cell) Place()
    {
        var box = grid.Extent;
        while (true)
        {
            var (longitude, latitude) = (box.MinX + random.NextDouble() * box.Width, box.MinY + random.NextDouble() * box.Height);
            if (grid.CellAt(new GeoPoint(longitude, latitude)) is { } cell) return (longitude, latitude, cells[cell.Code].Unit, cells[cell.Code].Cell);
        }
    }
}
