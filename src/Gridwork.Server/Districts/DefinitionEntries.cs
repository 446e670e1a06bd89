using Gridwork.Engine;
using Gridwork.Engine.Journal;

namespace Gridwork.Server.Districts;

/// <summary>Appends what defines: units, grid, calendar, campaigns, grants. What it says is checked before, by whoever offers it.</summary>
public static class DefinitionEntries
{
    /// <summary>Appends an entry and carries the district's definition on over it. Throws <see cref="IOException"/> when the store stays busy.</summary>
    /// <param name="district">The district.</param>
    /// <param name="kind">What enters.</param>
    /// <param name="body">Its body.</param>
    /// <param name="person">Who brought it; 0: the installation.</param>
    /// <param name="received">When; null: now, by the district's clock.</param>
    /// <returns>The entry's position.</returns>
    public static async Task<long> AppendAsync(
        ServedDistrict district, EntryKind kind, ReadOnlyMemory<byte> body, PersonNo person = default, DateTimeOffset? received = null)
    {
        var candidate = Reading.Other(district.Definition, district.Id, kind, body, person, received ?? district.Clock.Now);
        for (var tries = 1; ; tries++)
        {
            var outcome = await district.Journal.AppendAsync(candidate);
            if (outcome is Outcome.Accepted accepted)
            {
                await district.RefreshAsync();
                return accepted.Entry;
            }
            if (outcome is not Outcome.Busy busy || tries == 10) throw new IOException($"The {kind} entry could not be appended.");
            await Task.Delay(busy.RetryAfter);
        }
    }
}
