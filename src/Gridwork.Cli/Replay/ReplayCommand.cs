using Spectre.Console.Cli;

namespace Gridwork.Cli.Replay;

/// <summary>Which campaign folders to replay.</summary>
internal sealed class ReplaySettings : DataSettings
{
    /// <summary>The folders; their campaigns are published.</summary>
    [CommandArgument(0, "<FOLDER>")]
    [Text("option.campaign-folders")]
    public string[] Folders { get; init; } = [];
}

/// <summary>Replays the samples of campaigns that are published.</summary>
internal sealed class ReplayCommand : AsyncCommand<ReplaySettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ReplaySettings settings, CancellationToken cancellationToken)
    {
        await using var opened = await OpenedDistrict.OpenAsync(settings);
        var count = await new SampleReplay(opened.District).RunAsync(settings.Folders, Progress);
        Console.WriteLine(CliTexts.Of("replay.done", count.Sent, count.Accepted, count.Already, count.KeptAside));
        return 0;
    }

    /// <summary>Says how far a replay has come.</summary>
    internal static void Progress(int done, int of) => Console.WriteLine(CliTexts.Of("replay.progress", done, of));
}
