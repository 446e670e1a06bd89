// What is shown while one talks: a cell a slide, in the order of their numbers, with what is open there. Read from kept counts and one cell's list, so that
// going to the next slide costs the same beside a hundred problems and a million.
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Requirements;
using Gridwork.Engine.Rights;
using Gridwork.Server.Cases;
using Gridwork.Server.Charts;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Records;
using Gridwork.Stores;
using Gridwork.Stores.Cases;

namespace Gridwork.Server.Oversight;

/// <summary>Reads slides.</summary>
internal static class SlideReading
{
    private const int MostLines = 7;
    private const int LookedForPhotos = 6;

    /// <summary>The slide of a cell, or the first; null: no cell of what the reader sees has anything open.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="snapshot">The district.</param>
    /// <param name="meeting">The meeting.</param>
    /// <param name="cell">The cell's code; null: the first with something open.</param>
    /// <param name="about">The number of the problem that is talked about; null: none.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The slide, and what is being looked at, the most exact first.</returns>
    public static async Task<(MeetingSlide Slide, IReadOnlyList<LookedAt> Looked)?> ReadAsync(
        Viewer viewer, Snapshot snapshot, SeenMeeting meeting, string? cell, long? about, CancellationToken cancel)
    {
        var sight = viewer.Sight(Right.SeeRecords, meeting.Form.Campaign.No);
        var now = viewer.District.Clock.Now;
        var counts = (await CaseCounts.ReadAsync(snapshot, sight, CaseKind.Problem, CaseGrouping.Cell, cancel)).ToLookup(count => count.Key);
        var open = counts.Select(key => (Code: viewer.Definition.CodeOf(new CellNo(int.Parse(key.Key, CultureInfo.InvariantCulture))), Counts: key))
            .Where(one => one.Code is not null && OpenOf(one.Counts) > 0).OrderBy(one => one.Code, StringComparer.Ordinal).ToList();
        if (open.Count == 0) return null;
        var no = Math.Max(0, open.FindIndex(one => one.Code == cell));
        var (code, its) = open[no];
        var query = new CaseQuery { Sights = [sight], Now = now, Cells = [viewer.Definition.FindCell(code!)], Limit = MostLines };
        var items = (await CaseList.ReadAsync(snapshot, query, cancel)).Cases;
        var late = await CaseList.CountAsync(snapshot, query with { Filter = CaseFilter.Late }, cancel);
        var units = viewer.Definition.Units;
        var unit = units.Find(viewer.Definition.CellOf(viewer.Definition.FindCell(code!), viewer.District.Clock.Today)?.UnitCode ?? "");
        var host = unit is null ? null : units.SubdistrictOf(unit.No) ?? unit;
        var chosen = about is { } number ? items.FirstOrDefault(item => item.Root == number) : null;
        var (before, after) = await PhotosAsync(viewer, snapshot, query, chosen is null ? items : [chosen, .. items.Where(item => item != chosen)], cancel);
        var looked = new List<LookedAt>();
        if (chosen is not null && await OneCase.ReadAsync(snapshot, chosen.Root, viewer.Definition.CalendarOf, cancel: cancel) is { State: var state })
            looked.Add(new LookedAt(state.Answers, state.With, ProposalGround.Case, chosen.Root.ToString(CultureInfo.InvariantCulture)));
        if (host is not null) looked.Add(new LookedAt(host.No, [], ProposalGround.Cell, code!));
        var slide = new MeetingSlide
        {
            Cell = code!,
            Village = unit?.Name ?? new LocalText(""),
            Host = host?.Name ?? new LocalText("—"),
            Open = OpenOf(its),
            Late = late.N,
            Closed = its.Where(count => count.Measure == CaseMeasure.Closed).Sum(count => count.N),
            Lines =
            [
                .. items.Select(item =>
                {
                    var lamp = CaseLamp.Of(viewer, item, now);
                    return new SlideLine(
                        item.Root, item.What ?? meeting.Form.Campaign.Cases!.Category(item.Category)?.Title.ToString() ?? Written.RecordNo(item.Root),
                        item.Host == UnitNo.None ? null : RecordItemReading.UnitName(viewer, item.Host), new LampWord(lamp.Kind, lamp.Word), item == chosen,
                        Href(no, item == chosen ? null : item.Root));
                }),
            ],
            Photo = before,
            After = after,
            Map = viewer.Definition.GridOn(viewer.District.Clock.Today) is { } grid ? MiniMap.Of(grid, code, null) : null,
            Page = (no + 1, open.Count),
            Previous = no > 0 ? Href(no - 1, null) : null,
            Next = no + 1 < open.Count ? Href(no + 1, null) : null,
            All = [.. open.Select((one, i) => (one.Code!, Href(i, null)))],
        };
        return (slide, looked);

        string Href(int slide, long? problem) => Address.With(meeting.Href, ("cell", open[slide].Code), ("about", problem));
    }

    private static long OpenOf(IEnumerable<CaseCount> counts) => counts
        .Where(count => count.IsOfOpen).Sum(count => count.N);

    /// <summary>One place before and after, where a case of the cell shows both; else what the first one shows.</summary>
    private static async Task<(PhotoFile? Before, PhotoFile? After)> PhotosAsync(
        Viewer viewer, Snapshot snapshot, CaseQuery query, IReadOnlyList<CaseItem> open, CancellationToken cancel)
    {
        var over = (await CaseList.ReadAsync(snapshot, query with { Filter = CaseFilter.Over, Limit = LookedForPhotos }, cancel)).Cases;
        PhotoFile? before = null;
        foreach (var item in open.Take(LookedForPhotos).Concat(over))
        {
            if (await OneCase.ReadAsync(snapshot, item.Root, viewer.Definition.CalendarOf, cancel: cancel) is not { } detail) continue;
            var lines = detail.Lines.Where(line => line.State == CaseLineState.Taken).ToList();
            var pictures = await CasePages.PhotosAsync(viewer, snapshot, lines.Where(line => line.Said.Step == CaseStep.Open), cancel);
            if (pictures.FirstOrDefault(picture => picture.Thumb is not null) is not { } first) continue;
            before ??= first;
            var handled = await CasePages.PhotosAsync(viewer, snapshot, lines.Where(line => line.Said.Step == CaseStep.Handle), cancel);
            if (handled.LastOrDefault(picture => picture.Thumb is not null) is { } last) return (first, last);
        }
        return (before, null);
    }
}
