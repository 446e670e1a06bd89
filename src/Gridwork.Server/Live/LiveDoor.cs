// Pages that are looked at all day change in place: a stream tells when something was recorded, and each full minute, because what is due turns late by
// the clock alone. It says that something changed and never what; the page asks again, with its reader's rights.
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Gridwork.Engine.Rights;
using Gridwork.Server.Districts;
using Gridwork.Server.People;
using Gridwork.Server.Security;

namespace Gridwork.Server.Live;

/// <summary>/live: server-sent events (HTML standard, section 9.2).</summary>
internal static class LiveDoor
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>A stream ends after this; the browser comes back, and its rights are looked at again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static void AddLive(this IServiceCollection services) => services.AddSingleton<HeadWatch>();

    public static void MapLive(this IEndpointRouteBuilder app) =>
        app.MapGet("/live", (Viewer viewer, HeadWatch watch, TimeProvider time, IHostApplicationLifetime lifetime, CancellationToken cancel) =>
            TypedResults.ServerSentEvents(ChangesAsync(viewer.District, watch, time, lifetime.ApplicationStopping, cancel))).Needs(Right.SeeTallies);

    /// <summary>A mark of how things stand, at once and whenever it is another: two pages with the same mark show the same.</summary>
    private static async IAsyncEnumerable<SseItem<string>> ChangesAsync(
        ServedDistrict district, HeadWatch watch, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancel);
        var began = time.GetTimestamp();
        string? last = null;
        while (time.GetElapsedTime(began) < Longest)
        {
            string mark;
            try
            {
                var head = await watch.HeadAsync(district);
                mark = string.Create(CultureInfo.InvariantCulture, $"{head} {district.Clock.Now:HH:mm}");
                if (mark == last) await Task.Delay(Look, time, both.Token);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }
            if (mark == last) continue;
            yield return new SseItem<string>(last = mark) { ReconnectionInterval = Look };
        }
    }
}
