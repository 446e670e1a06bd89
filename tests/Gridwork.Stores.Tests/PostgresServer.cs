// The PostgreSQL that the tests run on: the one named in GRIDWORK_TEST_POSTGRES, else one started from Debian's package in a temporary folder.
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Gridwork.Stores.Tests;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Gridwork.Stores.Tests;

public sealed class PostgresServer : IAsyncLifetime
{
    private const string Programs = "/usr/lib/postgresql/15/bin";

    private readonly string folder = Path.Combine(Path.GetTempPath(), "gridwork-pg-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly string? given = Environment.GetEnvironmentVariable("GRIDWORK_TEST_POSTGRES");
    private int port;

    public PostgresServer() { }

    /// <summary>A server of one's own, to be treated badly.</summary>
    private PostgresServer(int port)
    {
        given = null;
        this.port = port;
    }

    public static async Task<PostgresServer> StartOwnAsync()
    {
        var server = new PostgresServer(0);
        await server.InitializeAsync();
        return server;
    }

    private string Server => given ?? $"Host=127.0.0.1;Port={port};Username=postgres;Timeout=30";

    public async ValueTask InitializeAsync()
    {
        if (given is not null) return;
        Directory.CreateDirectory(folder);
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", folder);
        await RunAsPostgresAsync($"{Programs}/initdb", "-D", $"{folder}/data", "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8");
        port = FreePort();
        await StartAsync();
    }

    /// <summary>Starts the server that was stopped.</summary>
    public Task StartAsync() => RunAsPostgresAsync(
        $"{Programs}/pg_ctl", "-D", $"{folder}/data", "-w", "-l", $"{folder}/log", "-o",
        $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200", "start");

    /// <summary>Stops the server as a power cut would: nothing is written any more.</summary>
    public Task CutPowerAsync() => RunAsPostgresAsync($"{Programs}/pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "-w", "stop");

    /// <summary>A new, empty database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = "t" + Guid.NewGuid().ToString("N")[..12];
        await ExecuteAsync($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(Server) { Database = name, Pooling = true, MaxPoolSize = 20 }.ConnectionString;
    }

    public async Task DropDatabaseAsync(string connectionString) =>
        await ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (given is not null) return;
        await CutPowerAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
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
