// The demo as a person starts it: `gridwork demo` in a process of its own on an empty folder, and Debian's Chromium. Shared by all tests: nothing
// that they do changes what is counted.
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Gridwork.Browser.Tests;

public sealed class DemoSite : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    ];

    private readonly string folder = Path.Combine(Path.GetTempPath(), "gridwork-browser-" + Guid.NewGuid().ToString("N")[..12]);
    private readonly Dictionary<string, string> signedIn = [];
    private Process? server;
    private IPlaywright? playwright;

    public Uri Address { get; private set; } = null!;
    public IBrowser Browser { get; private set; } = null!;
    public IReadOnlyList<DemoAccount> Accounts { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "gridwork.dll"), "demo", "--data", folder, "--urls", Address.ToString().TrimEnd('/') },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        server = Process.Start(start)!;
        var said = new System.Text.StringBuilder();
        server.OutputDataReceived += (_, line) => { lock (said) said.AppendLine(line.Data); };
        server.ErrorDataReceived += (_, line) => { lock (said) said.AppendLine(line.Data); };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        using var http = new HttpClient();
        for (var waited = Stopwatch.StartNew(); ;)
        {
            if (server.HasExited || waited.Elapsed > TimeSpan.FromMinutes(10)) throw new InvalidOperationException($"The demo did not start.\n{said}");
            try
            {
                if ((await http.GetAsync(new Uri(Address, "/healthz"))).StatusCode == HttpStatusCode.OK) break;
            }
            catch (HttpRequestException) { }
            await Task.Delay(300);
        }
        Accounts = JsonSerializer.Deserialize<List<DemoAccount>>(
            await File.ReadAllTextAsync(Path.Combine(folder, "demo-accounts.json")), JsonSerializerOptions.Web)!;
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Flags });
    }

    /// <summary>A window of a person of a role, signed in once; null: a stranger.</summary>
    public async Task<IBrowserContext> OpenAsync(string? role, string language = "zh", int width = 1440, bool scripts = true) =>
        await OpenAsync(role is null ? null : Account(role), language, width, scripts);

    /// <summary>A window of a certain person.</summary>
    public async Task<IBrowserContext> OpenAsNamedAsync(string name, int width = 1440) =>
        await OpenAsync(Accounts.First(account => account.Name == name), "zh", width, scripts: true);

    private async Task<IBrowserContext> OpenAsync(DemoAccount? account, string language, int width, bool scripts)
    {
        var state = account is null ? null : await SignedInAsync(account);
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = width < 700 ? 844 : 900 },
            StorageState = state,
            JavaScriptEnabled = scripts,
        });
        await context.AddCookiesAsync([new Microsoft.Playwright.Cookie { Name = "gridwork-lang", Value = language, Url = Address.ToString() }]);
        return context;
    }

    /// <summary>Somebody of a role; of clerks, officers and grid members one of the subdistrict that the campaigns run in.</summary>
    public DemoAccount Account(string role) =>
        Accounts.FirstOrDefault(account => account.Role == role && account.Name.StartsWith("hefan-", StringComparison.Ordinal))
        ?? Accounts.First(account => account.Role == role);

    private async Task<string> SignedInAsync(DemoAccount account)
    {
        if (signedIn.TryGetValue(account.Name, out var known)) return known;
        await using var context = await Browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = Address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/signin");
        await page.FillAsync("input[name=name]", account.Name);
        await page.FillAsync("input[name=password]", account.Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("/signin", StringComparison.Ordinal));
        return signedIn[account.Name] = await context.StorageStateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        playwright?.Dispose();
        if (server is { HasExited: false })
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
        server?.Dispose();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

public sealed record DemoAccount(string Role, string Name, string Password);
