using Gridwork.Server;
using Gridwork.Server.Districts;
using Gridwork.Server.Notices;
using Gridwork.Server.SignIn;
using Spectre.Console.Cli;

namespace Gridwork.Cli.Serving;

/// <summary>Where to listen.</summary>
internal sealed class ServeSettings : DataSettings
{
    /// <summary>The addresses, separated by semicolons.</summary>
    [CommandOption("--urls <URLS>")]
    [Text("option.urls")]
    public string Urls { get; init; } = "http://127.0.0.1:5990";
}

/// <summary>Serves a district until it is told to stop.</summary>
internal sealed class ServeCommand : AsyncCommand<ServeSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ServeSettings settings, CancellationToken cancellationToken)
    {
        await using var app = await ServerApp.BuildAsync(new ServerOptions
        {
            Store = settings.Store,
            Urls = settings.Urls,
            Notices = Outside(),
        });
        await app.StartAsync(cancellationToken);
        if (await FirstRun.NewCodeAsync(app.Services.GetRequiredService<ServedDistricts>().All[0]) is { } code)
            Console.WriteLine(CliTexts.Of("serve.first-run", settings.Urls.Split(';')[0], code));
        Console.WriteLine(CliTexts.Of("serve.ready", settings.Urls));
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static NoticeOptions Outside()
    {
        try
        {
            return NoticeOptions.FromEnvironment(Environment.GetEnvironmentVariable);
        }
        catch (FormatException fault)
        {
            throw new RefusedException(CliTexts.Of("refused.variable", fault.Message));
        }
    }
}
