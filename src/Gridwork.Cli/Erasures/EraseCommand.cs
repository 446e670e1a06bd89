using System.Globalization;
using Gridwork.Engine;
using Gridwork.Forms;
using Gridwork.Stores;
using Gridwork.Stores.Erasure;
using Gridwork.Stores.Records;
using Spectre.Console.Cli;

namespace Gridwork.Cli.Erasures;

/// <summary>What to erase.</summary>
internal sealed class EraseSettings : DataSettings
{
    /// <summary>The record: its number or its instance id.</summary>
    [CommandArgument(0, "<RECORD>")]
    [Text("option.record")]
    public string Record { get; init; } = "";

    /// <summary>The questions.</summary>
    [CommandOption("--fields <NAMES>")]
    [Text("option.fields")]
    public string Fields { get; init; } = "";

    /// <summary>The photos.</summary>
    [CommandOption("--files <NAMES>")]
    [Text("option.files")]
    public string Files { get; init; } = "";

    /// <summary>Why: stands in the journal.</summary>
    [CommandOption("--reason <TEXT>", isRequired: true)]
    [Text("option.reason")]
    public string Reason { get; init; } = "";
}

/// <summary>Erases personal answers or photos of a record for good; the erasure itself is an entry with its reason.</summary>
internal sealed class EraseCommand : AsyncCommand<EraseSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, EraseSettings settings, CancellationToken cancellationToken)
    {
        var fields = Names(settings.Fields);
        var files = Names(settings.Files);
        if (fields.Length + files.Length == 0) throw new RefusedException(CliTexts.Of("refused.nothing-to-erase"));
        await using var opened = await OpenedDistrict.OpenAsync(settings);
        var district = opened.District;
        var record = long.TryParse(settings.Record, CultureInfo.InvariantCulture, out var seq)
            ? (await opened.Store.EntryAsync(district.Id, seq, cancellationToken))?.Entry.Header.Instance
            : new InstanceId(settings.Record);
        if (record is null) throw new RefusedException(CliTexts.Of("refused.no-record", settings.Record));
        var outcome = await Erasing.EraseAsync(opened.Store, district.Journal, new ErasureRequest(
            district.Id, record.Value, fields, files, settings.Reason, PersonNo.Installation, district.Clock.Now), cancellationToken);
        Console.WriteLine(outcome switch
        {
            ErasureOutcome.Done done => CliTexts.Of("erase.done", settings.Record, string.Join(", ", fields.Concat(files)), done.Entry),
            ErasureOutcome.NoField missing => throw new RefusedException(CliTexts.Of("refused.no-field", missing.Field)),
            ErasureOutcome.NoFile missing => throw new RefusedException(CliTexts.Of("refused.no-file", missing.File)),
            ErasureOutcome.Busy => throw new RefusedException(CliTexts.Of("refused.busy")),
            _ => throw new RefusedException(CliTexts.Of("refused.no-record", settings.Record)),
        });
        var others = await OthersAsync(opened, record.Value, cancellationToken);
        if (others.Count > 0) Console.WriteLine(CliTexts.Of("erase.others", string.Join(", ", others)));
        return 0;
    }

    /// <summary>The other entries of the same record, its corrections among them, that are still whole: each has answers of its own.</summary>
    private static async Task<IReadOnlyList<long>> OthersAsync(OpenedDistrict opened, InstanceId record, CancellationToken cancel)
    {
        await using var snapshot = await Snapshot.OpenAsync(opened.Store, opened.District.Id, cancel);
        if (await OneRecord.FindAsync(snapshot, record, cancel) is not { } seq || await OneRecord.ReadAsync(snapshot, seq, cancel) is not { } found) return [];
        var others = found.Revisions.Select(revision => revision.Entry.Seq).Where(other => other != seq).ToList();
        var bodies = await OneRecord.BodiesAsync(snapshot, others, cancel);
        return [.. others.Where(other => bodies.TryGetValue(other, out var body) && !body.Erased)];
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
