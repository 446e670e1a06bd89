using System.Data.Common;

namespace Gridwork.Server.Districts;

/// <summary>
/// Migrates the store and opens the journals, again and again until it can: a database that comes up later than the server does no harm, and
/// /healthz says what is awaited.
/// </summary>
public sealed partial class Opening(ServedDistricts districts, ServerOptions options, ILogger<Opening> log) : BackgroundService, IAsyncDisposable
{
    private int closed;

    /// <summary>What stands in the way; null: nothing, or nothing yet.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Migrates and opens once. Throws <see cref="DbException"/> or <see cref="IOException"/> when the store cannot be reached.</summary>
    public async Task OpenAsync(CancellationToken cancel = default)
    {
        foreach (var store in districts.All.Select(district => district.Store).Distinct()) await store.MigrateAsync(cancel);
        foreach (var district in districts.All.Where(district => !district.IsReady)) await district.OpenAsync(options.Journal, cancel);
        Trouble = null;
    }

    /// <summary>Answers what waits in the queues, then closes the journals and the store: the last thing that a server does.</summary>
    public async ValueTask DisposeAsync()
    {
        // The container knows it twice, as itself and as a hosted service.
        if (Interlocked.Exchange(ref closed, 1) == 1) return;
        foreach (var district in districts.All) await district.DisposeAsync();
        foreach (var store in districts.All.Select(district => district.Store).Distinct()) await store.DisposeAsync();
        Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await OpenAsync(stoppingToken);
                return;
            }
            catch (Exception lost) when (lost is DbException or IOException)
            {
                Trouble = lost.Message;
                LogTrouble(log, lost);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store cannot be opened yet.")]
    private static partial void LogTrouble(ILogger log, Exception lost);
}
