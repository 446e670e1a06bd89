// Figures and their entries. What a figure says and what its `entries` link adds up to are the same reading of the same units: the caller's.
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Rights;
using Gridwork.Engine.Tallies;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Gridwork.Stores;
using Gridwork.Stores.Tallies;

namespace Gridwork.Server.Api;

/// <summary>Figures as programs read them.</summary>
internal static class TalliesApi
{
    /// <summary>The word in place of a cell's code for what lies in no cell.</summary>
    private const string NoCell = "none";

    public static void MapTallies(this IEndpointRouteBuilder api)
    {
        api.MapGet("/campaigns/{campaign}/tallies", TalliesAsync).Needs(Right.SeeTallies).Produces<TalliesAnswer>().WithTags("tallies")
            .WithSummary("The campaign's figures over the units that the caller sees; as at a journal position with at=; parted with by=unit, cell or day.");
        api.MapGet("/campaigns/{campaign}/tallies/{indicator}/entries", EntriesAsync).Needs(Right.SeeTallies).Produces<EntriesAnswer>().WithTags("tallies")
            .WithSummary("The entries that a figure was added up from, oldest day first. All pages together sum to the figure as at the first page's position.");
    }

    private static async Task<IResult> TalliesAsync(Viewer viewer, string campaign, string? at, string? by, CancellationToken cancel)
    {
        if (CampaignsApi.Find(viewer, Right.SeeTallies, campaign) is not { } found) return ApiDoors.Refuse(ProblemCode.NotFound);
        if (AxisOf(by) is not { } axis) return ApiDoors.Refuse(ProblemCode.BadValue, "by");
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (!TryPosition(at, snapshot, out var position)) return ApiDoors.Refuse(ProblemCode.BadValue, "at");
        var units = viewer.UnitsWith(Right.SeeTallies, found.No);
        var figures = await CampaignFigures.ReadAsync(snapshot, viewer.Definition, found.No, units, position, cancel);
        var parted = new TallyQuery
        {
            Indicators = axis == TallyBy.Total ? [] : [.. figures.Figures.Select(figure => figure.Indicator.Id)],
            Units = units,
            By = axis,
            At = position,
        };
        var parts = (await TallySums.ReadAsync(snapshot, parted, cancel)).ToLookup(sum => sum.Indicator);
        return Results.Json(new TalliesAnswer(
            [.. figures.Figures.Select(figure => TallyOf(viewer, found, figure, position, axis, parts))], figures.At, found.Id,
            viewer.District.IsSynthetic, ApiDoors.MarkOf(viewer)));
    }

    private static TallyAnswer TallyOf(
        Viewer viewer, Campaign campaign, Figure figure, long? at, TallyBy axis, ILookup<IndicatorVersionId, TallySum> parts)
    {
        var rule = figure.Indicator.Rule;
        var printed = figure.Printed;
        var path = $"/api/campaigns/{campaign.Id}/tallies/{rule.Name}/entries";
        return new TallyAnswer(
            rule.Name, rule.Title.In(viewer.Culture), rule.Measure?.In(viewer.Culture), figure.Tally.Number, printed.Digits, printed.Qualifier, rule.Target,
            figure.Declared is null ? null : DeclaredOf(viewer, figure.Declared), figure.Indicator.Id.Version,
            figure.Counting is { } counting ? new CountingAnswer(counting.Done, counting.Of) : null,
            axis == TallyBy.Total
                ? [.. figure.Parts.Select(part => new PartAnswer(
                    part.Indicator.Rule.Name, null, null, null, part.Indicator.Rule.Title.In(viewer.Culture), part.Tally.Number,
                    ApiDoors.Link($"/api/campaigns/{campaign.Id}/tallies/{part.Indicator.Rule.Name}/entries", ("at", at))))]
                : [.. parts[figure.Indicator.Id].Select(sum => PartOf(viewer, figure, sum, axis, path, at))],
            ApiDoors.Link(path, ("at", at)));
    }

    private static PartAnswer PartOf(Viewer viewer, Figure figure, TallySum sum, TallyBy axis, string path, long? at)
    {
        var value = new Tally(sum.Value, figure.Tally.Scale, sum.Entries).Number;
        var definition = viewer.Definition;
        switch (axis)
        {
            case TallyBy.Unit:
                var unit = definition.Units.Find(sum.Unit)!;
                return new PartAnswer(null, unit.Code, null, null, unit.Name.In(viewer.Culture), value, ApiDoors.Link(path, ("at", at), ("unit", unit.Code)));
            case TallyBy.Cell:
                var code = definition.CodeOf(sum.Cell);
                return new PartAnswer(null, null, code, null, code, value, ApiDoors.Link(path, ("at", at), ("cell", code ?? NoCell)));
            default:
                var day = sum.Day.ToString("O", CultureInfo.InvariantCulture);
                return new PartAnswer(null, null, null, sum.Day, day, value, ApiDoors.Link(path, ("at", at), ("day", day)));
        }
    }

    private static DeclaredAnswer DeclaredOf(Viewer viewer, DeclaredTally declared) => new(
        declared.Tally.Number,
        [.. declared.ByUnit.Select(figure => new DeclaredUnitAnswer(
            viewer.Definition.Units.Find(figure.Unit)!.Code, new Tally(figure.Value, declared.Tally.Scale, 1).Number, figure.Day, figure.Received,
            figure.Person.Value, figure.Record))]);

    private static async Task<IResult> EntriesAsync(
        Viewer viewer, string campaign, string indicator, string? at, string? unit, string? cell, string? day, string? after, string? limit,
        CancellationToken cancel)
    {
        if (CampaignsApi.Find(viewer, Right.SeeTallies, campaign) is not { } found) return ApiDoors.Refuse(ProblemCode.NotFound);
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (!TryPosition(at, snapshot, out var position)) return ApiDoors.Refuse(ProblemCode.BadValue, "at");
        var version = CampaignFigures.VersionsAt(viewer.Definition, found.No, position).FirstOrDefault(version => version.Rule.Name == indicator);
        if (version is null) return ApiDoors.Refuse(ProblemCode.NotFound);
        var units = viewer.UnitsWith(Right.SeeTallies, found.No);
        if (unit is not null)
        {
            if (viewer.Definition.Units.Find(unit) is not { } named) return ApiDoors.Refuse(ProblemCode.BadValue, "unit");
            if (!units.Contains(named.No)) return ApiDoors.Refuse(ProblemCode.NotAllowed);
            units = [named.No];
        }
        if (!TryCell(viewer, cell, out var inCell)) return ApiDoors.Refuse(ProblemCode.BadValue, "cell");
        if (!ApiValues.TryDay(day, out var onDay)) return ApiDoors.Refuse(ProblemCode.BadValue, "day");
        if (!ApiValues.TryLimit(limit, out var rows)) return ApiDoors.Refuse(ProblemCode.BadValue, "limit");
        var key = after is null ? null : TallyLineKey.Parse(after);
        if (after is not null && key is null) return ApiDoors.Refuse(ProblemCode.BadValue, "after");
        var page = await TallyLines.ReadAsync(
            snapshot,
            new TallyLineQuery
            {
                Indicator = version.Id,
                Units = units,
                Cell = inCell,
                From = onDay,
                To = onDay,
                At = position,
                After = key,
                Limit = rows,
            },
            cancel);
        var scale = version.Rule.Scale;
        var total = page.Before;
        return Results.Json(new EntriesAnswer(
            [.. page.Lines.Select(line => EntryOf(viewer, line, scale, total += line.Entry.Value))],
            page.Next is null ? null : ApiDoors.Link(
                $"/api/campaigns/{found.Id}/tallies/{indicator}/entries", ("at", page.At), ("unit", unit), ("cell", cell), ("day", day),
                ("limit", limit), ("after", page.Next)),
            new Tally(page.Before, scale, 0).Number, page.At, viewer.District.IsSynthetic, ApiDoors.MarkOf(viewer)));
    }

    private static EntryAnswer EntryOf(Viewer viewer, TallyLine line, int scale, long total) => new(
        line.Instance, line.Entry.Record, line.Entry.Root, line.Entry.Pos, new Tally(line.Entry.Value, scale, 1).Number,
        viewer.Definition.CodeOf(line.Entry.Cell), viewer.Definition.Units.Find(line.Entry.Unit)!.Code, line.Entry.Day, line.Captured, line.Person.Value,
        line.Reversal, line.Corrected, new Tally(total, scale, 1).Number);

    private static TallyBy? AxisOf(string? by) => by switch
    {
        null or "" => TallyBy.Total,
        "unit" => TallyBy.Unit,
        "cell" => TallyBy.Cell,
        "day" => TallyBy.Day,
        _ => null,
    };

    private static bool TryPosition(string? text, Snapshot snapshot, out long? position)
    {
        position = null;
        if (text is null) return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) || read < 1 || read > snapshot.Seq) return false;
        position = read;
        return true;
    }

    private static bool TryCell(Viewer viewer, string? code, out CellNo? cell)
    {
        cell = code is null ? null : code == NoCell ? CellNo.None : viewer.Definition.FindCell(code);
        return code is null or NoCell || cell != CellNo.None;
    }

    private sealed record TalliesAnswer(IReadOnlyList<TallyAnswer> Tallies, long At, string Campaign, bool Synthetic, string? Mark);

    private sealed record TallyAnswer(
        string Indicator, string Title, string? Measure, decimal Value, string Printed, string? Qualifier, long? Target, DeclaredAnswer? Declared, int Version,
        CountingAnswer? Counting, IReadOnlyList<PartAnswer> Parts, string Entries);

    private sealed record CountingAnswer(long Done, long Of);

    private sealed record PartAnswer(string? Indicator, string? Unit, string? Cell, DateOnly? Day, string? Title, decimal Value, string Entries);

    private sealed record DeclaredAnswer(decimal Value, IReadOnlyList<DeclaredUnitAnswer> Units);

    private sealed record DeclaredUnitAnswer(string Unit, decimal Value, DateOnly Day, DateTimeOffset Received, int Person, long Record);

    private sealed record EntriesAnswer(IReadOnlyList<EntryAnswer> Entries, string? Next, decimal Before, long At, bool Synthetic, string? Mark);

    private sealed record EntryAnswer(
        string Record, long Seq, long Root, long Pos, decimal Value, string? Cell, string Unit, DateOnly Day, DateTimeOffset? Captured, int Person,
        bool Reversal, bool Corrected, decimal Total);
}
