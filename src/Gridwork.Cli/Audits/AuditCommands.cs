using System.Diagnostics;
using System.Globalization;
using Gridwork.Stores.Audit;
using Gridwork.Stores.Rebuild;
using Spectre.Console.Cli;

namespace Gridwork.Cli.Audits;

/// <summary>What to verify.</summary>
internal sealed class AuditSettings : DataSettings
{
    /// <summary>Leave out what is derived.</summary>
    [CommandOption("--chain-only")]
    [Text("option.chain-only")]
    public bool ChainOnly { get; init; }
}

/// <summary>Verifies the journal, the files and what is derived. Exit code 1 when something does not agree; each fault names its record.</summary>
internal sealed class AuditVerifyCommand : AsyncCommand<AuditSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, AuditSettings settings, CancellationToken cancellationToken)
    {
        await using var opened = await OpenedDistrict.OpenAsync(settings);
        var report = await Auditing.VerifyAsync(opened.Store, opened.District.Id, !settings.ChainOnly, cancellationToken);
        Console.WriteLine(CliTexts.Of("audit.walked", report.Entries, report.Head));
        foreach (var erased in report.Erased)
            Console.WriteLine(CliTexts.Of(erased.File is null ? "audit.erased" : "audit.erased-file", erased.Seq, erased.Instance, erased.By, erased.File));
        foreach (var fault in report.Faults) Console.WriteLine(Text(fault));
        Console.WriteLine(report.Faults.Count == 0 ? CliTexts.Of("audit.sound") : CliTexts.Of("audit.broken", report.Faults.Count));
        return report.Faults.Count == 0 ? 0 : 1;
    }

    private static string Text(AuditFault fault)
    {
        var record = fault.Seq is { } seq ? CliTexts.Of("audit.record", seq, fault.Instance?.Value ?? "—") : CliTexts.Of("audit.no-record");
        var what = CliTexts.Of($"audit.{fault.Kind}");
        if (fault.File is { } file) what += " " + file;
        if (fault.Difference is { } difference) what += " " + RebuildCommand.Text(difference);
        return $"{record}  {what}";
    }
}

/// <summary>Whether to compare only.</summary>
internal sealed class RebuildSettings : DataSettings
{
    /// <summary>Compare only.</summary>
    [CommandOption("--verify")]
    [Text("option.verify")]
    public bool Verify { get; init; }
}

/// <summary>Derives everything anew from the journal, or compares: <c>identical</c>, or the first difference of each table and exit code 1.</summary>
internal sealed class RebuildCommand : AsyncCommand<RebuildSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, RebuildSettings settings, CancellationToken cancellationToken)
    {
        await using var opened = await OpenedDistrict.OpenAsync(settings);
        var watch = Stopwatch.StartNew();
        if (!settings.Verify)
        {
            var entries = await Rebuilding.RunAsync(opened.Store, opened.District.Id, cancellationToken);
            Console.WriteLine(CliTexts.Of("rebuild.done", entries, watch.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)));
            return 0;
        }
        var comparison = await Rebuilding.VerifyAsync(opened.Store, opened.District.Id, cancellationToken);
        foreach (var difference in comparison.Differences) Console.WriteLine(Text(difference));
        if (comparison.Differences.Count == 0) Console.WriteLine("identical");
        return comparison.Differences.Count == 0 ? 0 : 1;
    }

    internal static string Text(TableDifference difference) => CliTexts.Of(
        "rebuild.difference", difference.Table, difference.Key, difference.Rebuilt ?? "—", difference.Stored ?? "—",
        difference.Record?.ToString(CultureInfo.InvariantCulture) ?? "—", difference.Instance?.Value ?? "—");
}
