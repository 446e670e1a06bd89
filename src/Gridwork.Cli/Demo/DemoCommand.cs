// The demo in one command: set up once, then serve. Its day stands at a fixed time at set-up and goes on from there.
using System.Diagnostics;
using System.Text.Json;
using Gridwork.Cli.Replay;
using Gridwork.Cli.Serving;
using Gridwork.Cli.Setup;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Server;
using Gridwork.Server.Districts;
using Gridwork.Stores.People;
using Microsoft.AspNetCore.Identity;
using Spectre.Console.Cli;

namespace Gridwork.Cli.Demo;

/// <summary>Sets the demo district up, replays its campaigns and serves it.</summary>
internal sealed class DemoCommand : AsyncCommand<ServeSettings>
{
    private const string DoneSecret = "demo-set-up";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public override async Task<int> ExecuteAsync(CommandContext context, ServeSettings settings, CancellationToken cancellationToken)
    {
        await using var app = await ServerApp.BuildAsync(new ServerOptions { Store = settings.Store, Urls = settings.Urls });
        await app.Services.GetRequiredService<Opening>().OpenAsync(cancellationToken);
        var district = app.Services.GetRequiredService<ServedDistricts>().All[0];
        var accounts = Path.Combine(settings.Store.DataFolder, "demo-accounts.json");
        if (await district.Kept.ReadAsync(db => KeptSql.SecretAsync(db, district.Id, DoneSecret), cancellationToken) is null)
            await SetUpAsync(district, app.Services.GetRequiredService<IPasswordHasher<Account>>(), accounts);
        await app.StartAsync(cancellationToken);
        Console.WriteLine(CliTexts.Of("demo.ready", settings.Urls, district.Clock.Now.ToString("yyyy-MM-dd HH:mm", null)));
        foreach (var account in await ReadAsync(accounts)) Console.WriteLine($"  {account.Name,-20} {account.Password}   {account.Role}");
        Console.WriteLine(CliTexts.Of("demo.stop"));
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static async Task SetUpAsync(ServedDistrict district, IPasswordHasher<Account> passwords, string accounts)
    {
        var watch = Stopwatch.StartNew();
        Console.WriteLine(CliTexts.Of("demo.setting-up"));
        var home = Home();
        var folder = DistrictFolder.Read(Path.Combine(home, "district"));
        var campaigns = Directory.GetDirectories(Path.Combine(home, "campaigns"))
            .Where(path => File.Exists(Path.Combine(path, CampaignFolder.CampaignFileName))).Order(StringComparer.Ordinal).ToList();
        var clock = folder.Clock ?? district.Clock.Now;
        await district.FixClockAsync(DistrictClock.ShiftTo(clock, TimeProvider.System));
        // Everything that defines stands in the journal before the first record of the first campaign.
        var opening = campaigns
            .Select(path => CampaignFileReader.Read(File.ReadAllText(Path.Combine(path, CampaignFolder.CampaignFileName)), []))
            .Where(file => file is not null)
            .Select(file => new DateTimeOffset(file!.From.AddDays(-3).ToDateTime(new TimeOnly(9, 0)), clock.Offset))
            .Append(clock).Min();
        var setup = new DistrictSetup(district, passwords);
        await setup.PublishPlacesAsync(folder, opening);
        var made = await setup.AddPeopleAsync(folder.People, opening);
        await WriteAsync(accounts, made);
        foreach (var campaign in campaigns)
        {
            var (report, _) = await setup.PublishCampaignAsync(campaign, opening);
            if (!report.IsSound) throw new RefusedException(string.Join('\n', report.Problems));
        }
        var count = await new SampleReplay(district).RunAsync(campaigns, ReplayCommand.Progress);
        await district.Kept.WriteAsync(db => KeptSql.SetSecretAsync(db, district.Id, DoneSecret, "1"));
        Console.WriteLine(CliTexts.Of("demo.set-up", campaigns.Count, count.Accepted, count.Already, watch.Elapsed.TotalSeconds.ToString("0", null)));
    }

    private static string Home() =>
        Environment.GetEnvironmentVariable("GRIDWORK_HOME") is { Length: > 0 } home && Directory.Exists(Path.Combine(home, "district"))
            ? home
            : Ancestors(AppContext.BaseDirectory).FirstOrDefault(path => File.Exists(Path.Combine(path, "district", "district.yaml")))
                ?? throw new RefusedException(CliTexts.Of("refused.no-home"));

    private static IEnumerable<string> Ancestors(string path)
    {
        for (var at = new DirectoryInfo(path); at is not null; at = at.Parent) yield return at.FullName;
    }

    /// <summary>The accounts with their passwords, for the owner of the machine alone. A set-up that was cut off keeps those it had made.</summary>
    private static async Task WriteAsync(string path, IReadOnlyList<(PersonLine Person, string Password)> made)
    {
        var words = CampaignFileReader.RoleWords.ToDictionary(word => word.Value, word => word.Key);
        var all = File.Exists(path) ? await ReadAsync(path) : [];
        all.AddRange(made.Select(line => new DemoAccount(words[line.Person.Role], line.Person.Code, line.Password, line.Person.Name.Zh, line.Person.Unit)));
        var text = JsonSerializer.Serialize(all, Json);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(new FileStream(path, options));
        await writer.WriteAsync(text);
    }

    private static async Task<List<DemoAccount>> ReadAsync(string path) =>
        JsonSerializer.Deserialize<List<DemoAccount>>(await File.ReadAllTextAsync(path), Json) ?? [];

    private sealed record DemoAccount(string Role, string Name, string Password, string Title, string Unit);
}
