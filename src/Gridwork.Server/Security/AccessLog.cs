using Gridwork.Server.People;
using Gridwork.Stores.People;

namespace Gridwork.Server.Security;

/// <summary>
/// Writes down who looked at personal answers and photos (个人信息保护法 51, 54: records of processing). An auditor reads it; it never holds an answer
/// itself.
/// </summary>
public sealed class AccessLog(Viewer viewer, TimeProvider time)
{
    /// <summary>Notes that the viewer opened something of a record, before it is shown: what cannot be noted is not shown.</summary>
    /// <param name="what">What was opened: record, photo, export.</param>
    /// <param name="record">The record's number; null where there is no single one.</param>
    /// <param name="detail">More about it, such as a file's name; never a personal answer.</param>
    public Task NoteAsync(string what, long? record, string? detail = null) => viewer.District.Kept.WriteAsync(db =>
        KeptSql.AddAccessAsync(db, viewer.District.Id, new AccessView(time.GetUtcNow(), viewer.Person, what, record, detail)));
}
