using Gridwork.Documents.Photos;
using Gridwork.Server.Districts;
using Gridwork.Stores.Photos;

namespace Gridwork.Server.Photos;

/// <summary>
/// Reads the photos of cases behind the intake, one after another on one thread, so that no sender waits for it and no phone's photo is read twice. What a
/// stopped server had not come to, the next one does.
/// </summary>
internal sealed partial class PhotoWorker(ServedDistricts districts, TimeProvider time, ILogger<PhotoWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseInTrouble = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var (more, pause) = (false, Pause);
            foreach (var district in districts.All.Where(district => district.IsReady))
            {
                try
                {
                    more |= await PhotoWalk.StepAsync(district.Store, district.Id, PhotoReading.Read, stoppingToken);
                }
                // A server that stops closes the store under a worker in the middle of a step: what it did not keep it does again.
                catch (Exception) when (stoppingToken.IsCancellationRequested)
                {
                    return;
                }
                // Whatever it is, the doubts wait and the server goes on.
                catch (Exception lost)
                {
                    LogTrouble(log, lost);
                    pause = PauseInTrouble;
                }
            }
            if (!more) await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Photos could not be read; they are read later.")]
    private static partial void LogTrouble(ILogger log, Exception lost);
}
