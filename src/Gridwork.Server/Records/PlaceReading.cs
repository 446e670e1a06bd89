using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;
using Gridwork.Engine.Rights;
using Gridwork.Places;
using Gridwork.Server.People;
using Gridwork.Stores.Records;

namespace Gridwork.Server.Records;

/// <summary>Where a record's place may lie.</summary>
internal static class PlaceReading
{
    /// <summary>How "in no cell" is sent.</summary>
    public const string NoCell = "-";

    /// <summary>To a place outside all cells so many of the nearest are offered, and none that is further away than this, in metres.</summary>
    private const int MostNear = 5;
    private const double NearMetres = 5000;

    /// <summary>The doubt about a record's place; null: there is none, or the shown entry does not speak for its record.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="record">The record.</param>
    /// <param name="point">Its point; null: it has none.</param>
    public static PlaceDoubt? Of(Viewer viewer, RecordDetail record, GeoPoint? point)
    {
        if (point is not { IsOnEarth: true } at || viewer.Definition.GridOn(record.Shown.Day)?.Grid is not { } grid) return null;
        if (record.Shown.Seq != record.Row.Head || record.Row.Standing is not (Standing.Counts or Standing.Flagged)) return null;
        var candidates = grid.Candidates(at);
        var settled = record.Shown.Marks.HasFlag(EntryMarks.PlaceSettled);
        if (candidates is { IsCertain: true, Owner: not null } && !settled) return null;
        var now = viewer.Definition.CodeOf(record.Shown.Cell);
        var near = candidates.Owner is null ? grid.Nearest(at, MostNear, NearMetres) : [];
        var cells = (candidates.Owner is { } owner ? [owner] : Enumerable.Empty<Cell>()).Concat(candidates.Others).Concat(near.Select(one => one.Cell)).Distinct()
            .Select(cell => new PlaceChoice(
                cell.Code.Value, viewer.Definition.Units.Find(cell.UnitCode)?.Name, near.Where(one => one.Cell == cell).Select(one => (double?)one.Metres).FirstOrDefault(),
                cell.Code.Value == now)).ToList();
        // What an earlier grid had, or a clerk chose then, stays a choice.
        if (now is not null && !cells.Exists(cell => cell.IsNow)) cells.Insert(0, new PlaceChoice(now, null, null, IsNow: true));
        if (candidates.Owner is null || candidates.MayBeOutside || now is null) cells.Add(new PlaceChoice(null, null, null, now is null));
        var edge = new NetTopologySuite.Geometries.Point(at.Longitude, at.Latitude);
        var why = candidates.Owner is null ? "Outside" : candidates.Others.Any(cell => cell.Shape.Covers(edge)) ? "Edge" : "Near";
        return new PlaceDoubt(
            why, settled, cells, record.Body is { Erased: false } && viewer.May(Right.Correct, record.Row.Unit, record.Row.Campaign));
    }
}
