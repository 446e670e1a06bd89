using System.Collections.Concurrent;
using Gridwork.Engine;
using Gridwork.Server.Districts;
using Gridwork.Stores;
using Gridwork.Stores.Journal;

namespace Gridwork.Server.Live;

/// <summary>
/// Knows how far each district's journal has come, whichever process wrote: it looks at most once a second, however many ask.
/// </summary>
internal sealed class HeadWatch(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<DistrictId, Look> looks = new();

    private sealed record Look(long At, Task<long> Head);

    /// <summary>The position of a district's newest entry, as it was within the last second.</summary>
    public Task<long> HeadAsync(ServedDistrict district) => looks.AddOrUpdate(
        district.Id, _ => New(district), (_, last) => time.GetElapsedTime(last.At) < Pause && !last.Head.IsFaulted ? last : New(district)).Head;

    private Look New(ServedDistrict district) => new(time.GetTimestamp(), ReadAsync(district));

    private static async Task<long> ReadAsync(ServedDistrict district)
    {
        await using var snapshot = await Snapshot.OpenAsync(district.Store, district.Id);
        return (await JournalLines.HeadAsync(snapshot)).Seq;
    }
}
