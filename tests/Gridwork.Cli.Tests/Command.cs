using System.Diagnostics;
using System.Globalization;

namespace Gridwork.Cli.Tests;

/// <summary>The built command line, run as people run it: a process of its own.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">What it wrote, the standard stream first.</param>
internal sealed record Command(int Code, string Output)
{
    public static string Home { get; } = FindHome();

    /// <summary>Runs a command to its end, at most four minutes.</summary>
    public static Task<Command> RunAsync(params string[] arguments) => RunInAsync("zh_CN.UTF-8", arguments);

    public static async Task<Command> RunInAsync(string language, params string[] arguments)
    {
        using var process = Start(language, arguments);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return new Command(process.ExitCode, await output + await errors);
    }

    public static Process Start(string language, params string[] arguments)
    {
        var folder = Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))!;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Home, "src/Gridwork.Cli/bin", Path.GetFileName(folder), "net10.0/gridwork.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Home,
        };
        start.Environment["GRIDWORK_HOME"] = Home;
        start.Environment["NO_COLOR"] = "1";
        start.Environment["COLUMNS"] = "160";
        start.Environment.Remove("GRIDWORK_POSTGRES");
        start.Environment.Remove("LC_ALL");
        start.Environment.Remove("LC_MESSAGES");
        start.Environment["LANG"] = language;
        return Process.Start(start)!;
    }

    public static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return int.Parse(listener.LocalEndpoint.ToString()!.Split(':')[^1], CultureInfo.InvariantCulture);
    }

    private static string FindHome()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gridwork.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
