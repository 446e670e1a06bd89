// What was newest, for the first page: records, and photos worth looking at.
using Gridwork.Engine.Records;
using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Records;

/// <summary>A photo with the record that it belongs to.</summary>
/// <param name="File">The photo; it is here.</param>
/// <param name="Record">The record.</param>
/// <param name="Head">The entry that brought or named it.</param>
public sealed record RecentPhoto(AttachmentRow File, RecordRow Record, JournalLine Head);

/// <summary>Reads what was newest.</summary>
public static class RecentRecords
{
    /// <summary>How many of the newest records are searched for photos.</summary>
    private const int Searched = 200;

    /// <summary>The newest records of all campaigns that a reader sees.</summary>
    public static async Task<IReadOnlyList<RecordLine>> ReadAsync(
        Snapshot snapshot, IReadOnlyList<Sight> sights, int limit, CancellationToken cancel = default) =>
        (await RecordList.ReadAsync(snapshot, new RecordQuery { Sights = sights, Limit = limit }, cancel)).Records;

    /// <summary>The newest photos among the newest 200 records of a query; rejected and waiting records show none.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="query">Which records; a form that asks for photos finds more of them.</param>
    /// <param name="limit">How many photos at most.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<RecentPhoto>> PhotosAsync(
        Snapshot snapshot, RecordQuery query, int limit, CancellationToken cancel = default)
    {
        var rows = (await RecordList.RowsAsync(snapshot, query, Searched, cancel))
            .Where(row => row.Standing is Standing.Counts or Standing.Flagged).ToList();
        var byHead = rows.ToDictionary(row => row.Head);
        var photos = (await AttachmentRows.ReadAsync(snapshot, [.. byHead.Keys], cancel))
            .Where(file => file.File?.Media.StartsWith("image/", StringComparison.Ordinal) == true)
            .OrderByDescending(file => byHead[file.Instance].Root).ThenBy(file => file.Name, StringComparer.Ordinal).Take(limit).ToList();
        var heads = (await JournalLines.ReadAsync(snapshot, [.. photos.Select(photo => photo.Instance).Distinct()], cancel))
            .ToDictionary(line => line.Seq);
        return [.. photos.Select(photo => new RecentPhoto(photo, byHead[photo.Instance], heads[photo.Instance]))];
    }
}
