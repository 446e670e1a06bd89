// A PostgreSQL of the bench's own, from Debian's package, with the settings that it comes with: fsync and synchronous_commit on.
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Gridwork.Bench.Stores;

/// <summary>A PostgreSQL server in a folder.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private readonly string folder;
    private readonly int port;

    private PostgresServer(string folder, int port)
    {
        this.folder = folder;
        this.port = port;
    }

    private string Server => $"Host=127.0.0.1;Port={port};Username=postgres;Timeout=30";

    public static async Task<PostgresServer> StartAsync(string above)
    {
        if (!Directory.Exists(Programs)) throw new InvalidOperationException($"There is no {Programs}: apt-get install postgresql-15, or --store sqlite.");
        var server = new PostgresServer(Path.Combine(above, "postgres"), FreePort());
        Directory.CreateDirectory(server.folder);
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", server.folder);
        await RunAsPostgresAsync($"{Programs}/initdb", "-D", $"{server.folder}/data", "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8");
        await RunAsPostgresAsync(
            $"{Programs}/pg_ctl", "-D", $"{server.folder}/data", "-w", "-l", $"{server.folder}/log", "-o",
            $"-p {server.port} -k {server.folder} -c listen_addresses=127.0.0.1", "start");
        return server;
    }

    /// <summary>A new, empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = "b" + Guid.NewGuid().ToString("N")[..12];
        await using var connection = new NpgsqlConnection(Server + ";Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return Server + ";Database=" + name;
    }

    public async ValueTask DisposeAsync() => await RunAsPostgresAsync($"{Programs}/pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "-w", "stop");

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // PostgreSQL refuses to run as root.
    private static Task RunAsPostgresAsync(params string[] command) =>
        Environment.IsPrivilegedProcess ? RunAsync("runuser", ["-u", "postgres", "--", .. command]) : RunAsync(command[0], command[1..]);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // pg_ctl leaves its server behind with the same output: it may not be a pipe that somebody waits for.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments])
        {
            WorkingDirectory = "/",
        })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
