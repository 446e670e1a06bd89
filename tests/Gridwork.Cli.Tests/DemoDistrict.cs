// One demo for all tests: set up once in a folder of its own, asked over HTTP, stopped, started again, stopped for good. What the tests change, they
// change in copies of its data.
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Gridwork.Cli.Tests;

public sealed class DemoDistrict : IAsyncLifetime
{
    private readonly string address = $"http://127.0.0.1:{Command.FreePort()}";
    private readonly HttpClient http = new();
    private Process? server;

    public string Data { get; } = Directory.CreateTempSubdirectory("gridwork-demo-").FullName;
    private string Stopped { get; } = Directory.CreateTempSubdirectory("gridwork-demo-").FullName;
    public string Health { get; private set; } = "";
    public TimeSpan Stopping { get; private set; }
    public int StopCode { get; private set; }
    public TimeSpan SecondStart { get; private set; }
    public string FirstAccounts { get; private set; } = "";

    public string Accounts => File.ReadAllText(Path.Combine(Data, "demo-accounts.json"));

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        FirstAccounts = Accounts;
        var watch = Stopwatch.StartNew();
        StopCode = await StopAsync();
        Stopping = watch.Elapsed;
        // A database at rest: one that a server writes to cannot be copied file by file.
        Copy(Data, Stopped);
        watch.Restart();
        await StartAsync();
        SecondStart = watch.Elapsed;
    }

    /// <summary>An answer of the API as JSON; the path may be an address that an answer gave.</summary>
    public async Task<JsonElement> GetAsync(string person, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(address), path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{person}:{PasswordOf(person)}")));
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    /// <summary>A copy of the data, for a test that changes it.</summary>
    public string Copy()
    {
        var copy = Directory.CreateTempSubdirectory("gridwork-copy-").FullName;
        Copy(Stopped, copy);
        return copy;
    }

    private static void Copy(string from, string to)
    {
        using var copying = Process.Start("cp", ["-a", from + "/.", to]);
        copying.WaitForExit();
        Assert.Equal(0, copying.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is { HasExited: false }) await StopAsync();
        http.Dispose();
        Directory.Delete(Data, recursive: true);
        Directory.Delete(Stopped, recursive: true);
    }

    private string PasswordOf(string person) => JsonDocument.Parse(Accounts).RootElement.EnumerateArray()
        .First(account => account.GetProperty("name").GetString() == person).GetProperty("password").GetString()!;

    private async Task StartAsync()
    {
        server = Command.Start("zh_CN.UTF-8", "demo", "--data", Data, "--urls", address);
        // What nobody reads would fill the pipe.
        var said = new StringBuilder();
        server.OutputDataReceived += (_, line) => said.AppendLine(line.Data);
        server.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(6); await Task.Delay(200))
        {
            Assert.False(server.HasExited, said.ToString());
            try
            {
                using var answer = await http.GetAsync(new Uri(address + "/healthz"));
                Health = await answer.Content.ReadAsStringAsync();
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
        Assert.Fail("The demo was not ready within six minutes.\n" + said);
    }

    private async Task<int> StopAsync()
    {
        Assert.Equal(0, Kill(server!.Id, 15));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await server.WaitForExitAsync(limit.Token);
        return server.ExitCode;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
