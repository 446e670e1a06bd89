using System.Diagnostics;
using Gridwork.Bench.Stores;
using Gridwork.Stores;

namespace Gridwork.Bench.Intake;

/// <summary><c>gridwork serve</c> in a process of its own.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly Process process;

    private HttpServer(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    /// <summary>Where it listens on this machine.</summary>
    public int Port { get; }

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it over a store that is set up, and waits until it is ready.</summary>
    public static async Task<HttpServer> StartAsync(StoreOptions store)
    {
        var port = PostgresServer.FreePort();
        var start = new ProcessStartInfo("dotnet", [typeof(Gridwork.Cli.Setup.DistrictSetup).Assembly.Location, "serve", "--urls", $"http://127.0.0.1:{port}", "--data", store.DataFolder])
        {
            RedirectStandardOutput = true,
        };
        if (store.Postgres is not null) start.ArgumentList.Add("--postgres");
        if (store.Postgres is not null) start.ArgumentList.Add(store.Postgres);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient();
        for (var tries = 0; tries < 300; tries++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/healthz"));
                if (answer.IsSuccessStatusCode) return new HttpServer(process, port);
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            if (process.HasExited) break;
            await Task.Delay(100);
        }
        throw new InvalidOperationException("The server did not become ready.");
    }

    public async ValueTask DisposeAsync()
    {
        // The journal holds everything that was answered: nothing is gained by stopping politely.
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
