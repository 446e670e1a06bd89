// The map's page and what its island asks for: counts by cell, and what stands in the panel of a case or a cell. Filters are the words of the lists.
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Rights;
using Gridwork.Places;
using Gridwork.Server.Assets;
using Gridwork.Server.Cases;
using Gridwork.Server.Figures;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Records;
using Gridwork.Server.Security;
using Gridwork.Stores;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Map;
using Gridwork.Stores.Records;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gridwork.Server.Map;

/// <summary>/map, /map/cells, /map/cells/{code}, /map/cases/{number} and the tiles.</summary>
internal static class MapPages
{
    private const int Listed = 50;

    /// <summary>Three weeks, as the meetings go.</summary>
    private const int DaysShown = 21;

    private static readonly TileAddress World = new(0, 0, 0);

    public static void MapMap(this IEndpointRouteBuilder app)
    {
        app.MapTiles();
        app.MapGet("/map", PageAsync).Needs(Right.SeeRecords);
        app.MapGet("/map/cells", CellsAsync).Needs(Right.SeeRecords);
        app.MapGet("/map/cells/{code}", CellAsync).Needs(Right.SeeRecords);
        app.MapGet("/map/cases/{number:long}", CaseAsync).Needs(Right.SeeRecords);
    }

    private static async Task<IResult> PageAsync(HttpContext context, Viewer viewer, long? @case, CancellationToken cancel)
    {
        if (MapWanted.Read(viewer, context.Request.Query, out var bad) is not { } wanted) return new Problem(ProblemCode.BadValue, bad!).AsResult();
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var here = "/map" + MapWanted.Query(context.Request.Query);
        var shapes = ShapesOf(viewer);
        var counts = await CountsAsync(viewer, snapshot, wanted, cancel);
        var (total, lines) = wanted.Records
            ? await RecordsAsync(viewer, snapshot, wanted, cancel)
            : await CasesAsync(viewer, snapshot, wanted, cancel);
        var late = wanted.Records ? default : await CaseList.CountAsync(snapshot, CaseWanted.Standing(wanted.Cases, "overdue")!, cancel);
        var list = ListOf(viewer, context.Request.Query, wanted);
        return new RazorComponentResult<MapView>(new
        {
            Model = new MapModel
            {
                Shown =
                [
                    new Choice(LayoutTexts.Of("MapCases"), Address.With(here, "show", null), !wanted.Records),
                    new Choice(LayoutTexts.Of("MapRecords"), Address.With(here, ("show", "records"), ("state", null), ("category", null), ("line", null), ("host", null)), wanted.Records),
                ],
                Records = wanted.Records,
                Total = new FigureValue(total.N, 0, LayoutTexts.Both(wanted.Records ? "Records" : "Pieces"), list),
                More = total.More,
                Late = wanted.Records ? null : new FigureValue(late.N, 0, null, Address.With(list, "state", "overdue")),
                Filters = FiltersOf(viewer, here, wanted),
                Lines = lines,
                List = list,
                Drawing = shapes is null ? null : DistrictMap.Of(shapes, counts, wanted.Words.Cell, code => Address.With(here, "cell", code)),
                Note = shapes?.Base.Note,
                Island = IslandOf(viewer, shapes, context.Request.Query, wanted, @case),
                Days = await DaysAsync(viewer, snapshot, wanted, cancel),
                Range = (wanted.Cases.DayFrom, wanted.Cases.DayTo),
                Kept = [.. MapWanted.Query(context.Request.Query, "from", "to").Value is { Length: > 1 } kept
                    ? Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(kept).Select(pair => (pair.Key, pair.Value.ToString())) : []],
                Case = @case is { } number ? await CasePanelAsync(viewer, snapshot, number, cancel) : null,
                Cell = @case is null && wanted.Words.Cell is { } code ? await CellPanelAsync(viewer, snapshot, code, wanted, here, cancel) : null,
            },
        });
    }

    /// <summary>What each cell holds of what the map shows: worst lamp, number, late ones; cells that hold nothing are left out.</summary>
    private static async Task<IResult> CellsAsync(HttpContext context, Viewer viewer, CancellationToken cancel)
    {
        if (MapWanted.Read(viewer, context.Request.Query, out var bad) is not { } wanted) return new Problem(ProblemCode.BadValue, bad!).AsResult();
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var counts = await CountsAsync(viewer, snapshot, wanted, cancel);
        return Results.Json(new
        {
            Cells = counts.ToDictionary(
                cell => cell.Key, cell => new { Lamp = cell.Value.Lamp?.ToString().ToLowerInvariant(), cell.Value.N, cell.Value.Late, cell.Value.Soon }),
            Synthetic = viewer.District.IsSynthetic,
        });
    }

    private static async Task<IResult> CaseAsync(Viewer viewer, long number, CancellationToken cancel)
    {
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        return await CasePanelAsync(viewer, snapshot, number, cancel) is { } model
            ? new RazorComponentResult<CasePanel>(new { Model = model })
            : new Problem(ProblemCode.NotFound).AsResult();
    }

    private static async Task<IResult> CellAsync(HttpContext context, Viewer viewer, string code, CancellationToken cancel)
    {
        if (MapWanted.Read(viewer, context.Request.Query, out var bad) is not { } wanted) return new Problem(ProblemCode.BadValue, bad!).AsResult();
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        return await CellPanelAsync(viewer, snapshot, code, wanted, "/map" + MapWanted.Query(context.Request.Query), cancel) is { } model
            ? new RazorComponentResult<CellPanel>(new { Model = model })
            : new Problem(ProblemCode.NotFound).AsResult();
    }

    private static GridShapes? ShapesOf(Viewer viewer) =>
        viewer.Definition.GridOn(viewer.District.Clock.Today) is { } version ? GridShapes.Of(version, viewer.Definition.Units) : null;

    /// <summary>By the points where these are few; of many open cases by the kept counts, else nothing: the tiles tell what one sees nearer.</summary>
    private static async Task<IReadOnlyDictionary<string, CellCount>> CountsAsync(Viewer viewer, Snapshot snapshot, MapWanted wanted, CancellationToken cancel)
    {
        var counted = await MapCounts.ReadAsync(snapshot, wanted.Layer, wanted.Cases.Sights, wanted.Cases.Units, wanted.Open, World, cancel);
        if (counted.Sum(square => square.N) > PointTiles.Most)
        {
            return wanted is { Records: false, IsCounted: true, Cases: { Units: null, Filter: CaseFilter.Open } }
                ? await KeptAsync(viewer, snapshot, wanted.Cases, cancel)
                : new Dictionary<string, CellCount>();
        }
        var lamps = wanted.Records
            ? (await MapPoints.RecordsAsync(
                snapshot, wanted.RecordQuery, wanted.Cases.Units, (wanted.Cases.DayFrom, wanted.Cases.DayTo), World.Codes, PointTiles.Most, cancel))
                ?.Select(point => (point.Cell, Lamp: (LampKind?)null))
            : (await MapPoints.CasesAsync(snapshot, wanted.Cases, World.Codes, PointTiles.Most, cancel))
                ?.Select(point => (point.Case.Cell, Lamp: (LampKind?)CaseLamp.KindOf(viewer, point.Case, wanted.Cases.Now)));
        return (lamps ?? []).Where(point => point.Cell != CellNo.None).GroupBy(point => point.Cell).ToDictionary(
            cell => viewer.Definition.CodeOf(cell.Key)!,
            cell => new CellCount(
                cell.Min(point => point.Lamp), cell.LongCount(), cell.LongCount(point => point.Lamp == LampKind.Red), cell.LongCount(point => point.Lamp == LampKind.Yellow)));
    }

    /// <summary>Open cases by cell as they are kept, and how many of them are late: a look at these alone.</summary>
    private static async Task<IReadOnlyDictionary<string, CellCount>> KeptAsync(Viewer viewer, Snapshot snapshot, CaseQuery query, CancellationToken cancel)
    {
        var cells = new Dictionary<string, (long N, long Late)>(StringComparer.Ordinal);
        foreach (var sight in query.Sights)
        {
            foreach (var count in await CaseCounts.ReadAsync(snapshot, sight, query.Kind, CaseGrouping.Cell, cancel))
            {
                if (count.IsOfOpen) Add(count.Key, count.N, 0);
            }
            foreach (var (key, n) in await CaseCounts.LateAsync(snapshot, sight, query.Kind, CaseGrouping.Cell, query.Now, cancel: cancel)) Add(key, 0, n);
        }
        return cells.Where(cell => cell.Value.N > 0).Select(cell => (
                Code: viewer.Definition.CodeOf(new CellNo(int.Parse(cell.Key, CultureInfo.InvariantCulture))),
                Count: new CellCount(cell.Value.Late > 0 ? LampKind.Red : LampKind.Green, cell.Value.N, cell.Value.Late, 0)))
            .Where(cell => cell.Code is not null).ToDictionary(cell => cell.Code!, cell => cell.Count);

        void Add(string key, long n, long late)
        {
            var (before, lateBefore) = cells.GetValueOrDefault(key);
            cells[key] = (before + n, lateBefore + late);
        }
    }

    private static async Task<(RecordTotal Total, IReadOnlyList<MapLine> Lines)> CasesAsync(Viewer viewer, Snapshot snapshot, MapWanted wanted, CancellationToken cancel)
    {
        var page = await CaseList.ReadAsync(snapshot, wanted.Cases with { Limit = Listed }, cancel);
        return (await CaseList.CountAsync(snapshot, wanted.Cases, cancel),
        [
            .. page.Cases.Select(item =>
            {
                var category = viewer.Definition.Campaigns[item.Campaign].Cases?.Category(item.Category)?.Title.ToString();
                var lamp = CaseLamp.Of(viewer, item, wanted.Cases.Now);
                return new MapLine(
                    item.Root, string.Create(CultureInfo.InvariantCulture, $"/cases/{item.Root}"),
                    $"{viewer.Definition.CodeOf(item.Cell) ?? LayoutTexts.Of("NoCell")}　{category}",
                    $"{RecordItemReading.UnitName(viewer, item.Unit)}　{item.What}", new LampWord(lamp.Kind, lamp.Word), item.Place);
            }),
        ]);
    }

    /// <summary>Records that the list would show too; days and units below one are the map's own, so they are found among the points.</summary>
    private static async Task<(RecordTotal Total, IReadOnlyList<MapLine> Lines)> RecordsAsync(Viewer viewer, Snapshot snapshot, MapWanted wanted, CancellationToken cancel)
    {
        var counted = await MapCounts.ReadAsync(snapshot, wanted.Layer, wanted.Cases.Sights, wanted.Cases.Units, null, World, cancel);
        var sum = counted.Sum(square => square.N);
        if (sum > PointTiles.Most) return (new RecordTotal(sum, false), []);
        var points = await MapPoints.RecordsAsync(
            snapshot, wanted.RecordQuery, wanted.Cases.Units, (wanted.Cases.DayFrom, wanted.Cases.DayTo), World.Codes, PointTiles.Most, cancel);
        if (points is null) return (new RecordTotal(PointTiles.Most, true), []);
        return (new RecordTotal(points.Count, false),
        [
            .. points.OrderByDescending(point => point.Root).Take(Listed).Select(point => new MapLine(
                point.Root, string.Create(CultureInfo.InvariantCulture, $"/records/{point.Root}"), Written.RecordNo(point.Root),
                $"{viewer.Definition.CodeOf(point.Cell) ?? LayoutTexts.Of("NoCell")}　{Written.Day(point.Day)}", null, point.Place.Degrees)),
        ]);
    }

    private static async Task<IReadOnlyList<DayBar>> DaysAsync(Viewer viewer, Snapshot snapshot, MapWanted wanted, CancellationToken cancel)
    {
        var today = viewer.District.Clock.Today;
        var first = today.AddDays(1 - DaysShown);
        if (wanted.Cases.DayFrom is { } from && from < first) first = from < today.AddDays(-92) ? today.AddDays(-92) : from;
        var counted = wanted.Records
            ? (await RecordDays.ReadAsync(snapshot, wanted.Cases.Sights, first, viewer.District.Clock.Zone, cancel))
                .GroupBy(day => day.Day).ToDictionary(day => day.Key, day => day.Sum(campaign => campaign.N))
            : (await CaseDays.ReadAsync(snapshot, wanted.Cases, first, today, cancel)).ToDictionary(day => day.Day, day => day.N);
        return [.. Enumerable.Range(0, today.DayNumber - first.DayNumber + 1).Select(first.AddDays).Select(day => new DayBar(day, counted.GetValueOrDefault(day)))];
    }

    private static async Task<CasePanelModel?> CasePanelAsync(Viewer viewer, Snapshot snapshot, long number, CancellationToken cancel)
    {
        if (await SeenCase.FindAsync(viewer, snapshot, number, cancel) is not { } seen) return null;
        var (state, category) = (seen.State, seen.Campaign.Cases!.Category(seen.State.Category));
        var lamp = CaseLamp.Of(seen.Calendar, state, viewer.District.Clock.Now);
        return new CasePanelModel(
            state.Root, state.What ?? category?.Title.ToString() ?? Written.RecordNo(state.Root), category?.Title, viewer.Definition.CodeOf(state.Cell),
            RecordItemReading.UnitName(viewer, state.Unit), state.Answers == UnitNo.None ? null : RecordItemReading.UnitName(viewer, state.Answers),
            CaseTexts.Of(state.Stage, state.Suspended && state.IsOpen), new LampWord(lamp.Kind, lamp.Word), viewer.Local(state.Reported));
    }

    /// <summary>A cell with its figures, whatever else the map filters by: each opens to its list.</summary>
    private static async Task<CellPanelModel?> CellPanelAsync(
        Viewer viewer, Snapshot snapshot, string code, MapWanted wanted, string here, CancellationToken cancel)
    {
        if (ShapesOf(viewer)?.Cells.FirstOrDefault(cell => cell.Cell.Code.Value == code) is not { } cell) return null;
        var no = viewer.Definition.FindCell(code);
        var query = new CaseQuery { Sights = wanted.Cases.Sights, Now = wanted.Cases.Now, Kind = wanted.Cases.Kind, Cells = [no] };
        async Task<FigureValue> Count(string state)
        {
            var total = await CaseList.CountAsync(snapshot, CaseWanted.Standing(query, state)!, cancel);
            return new FigureValue(total.N, 0, null, Api.ApiDoors.Link(
                "/cases", ("cell", code), ("state", state == "open" ? null : state), ("kind", wanted.Words.Kind), ("campaign", wanted.Campaign?.Id)));
        }
        var records = await RecordList.CountAsync(snapshot, new RecordQuery { Sights = wanted.Cases.Sights, Cell = no }, cancel);
        return new CellPanelModel(
            code, cell.Unit?.Name, cell.Street?.Name, await Count("overdue"), await Count("due-today"), await Count("open"),
            new FigureValue(records.N, 0, null, Api.ApiDoors.Link("/map", ("show", "records"), ("cell", code), ("campaign", wanted.Campaign?.Id))),
            Address.With(here, "cell", code));
    }

    /// <summary>The list of the same: for cases the desk with the same words; records have a list in each campaign.</summary>
    private static string ListOf(Viewer viewer, IQueryCollection query, MapWanted wanted)
    {
        if (!wanted.Records) return "/cases" + MapWanted.Query(query, "show");
        var campaign = wanted.Campaign ?? (wanted.Cases.Sights is [var only] ? viewer.Definition.Campaigns[only.Campaign] : null);
        return campaign is null ? "/campaigns" : $"/campaigns/{campaign.Id}" + MapWanted.Query(query, "show", "campaign", "from", "to");
    }

    private static IReadOnlyList<Filter> FiltersOf(Viewer viewer, string here, MapWanted wanted)
    {
        var words = wanted.Words;
        var filters = CaseFilters.FiltersOf(viewer, here, wanted.Campaign, words.Category, words.Line, words.Unit, words.Cell, words.Host);
        var days = CaseFilters.DaysOf(here, wanted.Cases);
        if (wanted.Records)
        {
            string[] ofRecords = [LayoutTexts.Of("Campaign"), LayoutTexts.Of("Unit"), LayoutTexts.Of("Cell")];
            return [.. filters.Where(filter => ofRecords.Contains(filter.Title)), .. days];
        }
        return
        [
            new Filter(
                LayoutTexts.Of("State"), words.State == "all" ? null : LayoutTexts.Of($"Cases.{words.State ?? "open"}"), Address.With(here, "state", "all"),
                [.. CaseWanted.States.Where(state => state != "all")
                    .Select(state => new Choice(LayoutTexts.Of($"Cases.{state}"), Address.With(here, "state", state == "open" ? null : state), false))]),
            .. filters, .. days,
        ];
    }

    private static Dictionary<string, object> IslandOf(Viewer viewer, GridShapes? shapes, IQueryCollection query, MapWanted wanted, long? number)
    {
        var box = shapes?.Version.Grid.Extent;
        var filtered = !wanted.Records && MapWanted.Query(query, "show", "state", "kind", "campaign").HasValue;
        return new Dictionary<string, object>
        {
            ["data-shapes"] = shapes?.Name ?? "",
            ["data-extent"] = box is null || box.IsNull ? "" : string.Create(CultureInfo.InvariantCulture, $"{box.MinX},{box.MinY},{box.MaxX},{box.MaxY}"),
            ["data-show"] = wanted.Records ? "records" : "cases",
            ["data-dim"] = filtered ? "true" : "false",
            ["data-street"] = wanted.Words.Unit ?? "",
            ["data-cell"] = wanted.Words.Cell ?? "",
            ["data-case"] = number?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["data-lang"] = viewer.Culture.TwoLetterISOLanguageName == "en" ? "en" : "zh",
            ["data-worker"] = AssetFiles.Href("island/map-worker.js"),
        };
    }
}
