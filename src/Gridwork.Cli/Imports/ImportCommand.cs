using System.Globalization;
using Gridwork.Documents.Ledgers;
using Gridwork.Engine;
using Gridwork.Server.Imports;
using Spectre.Console.Cli;

namespace Gridwork.Cli.Imports;

/// <summary>A ledger to take in.</summary>
internal sealed class ImportSettings : DataSettings
{
    /// <summary>The CSV or XLSX.</summary>
    [CommandArgument(0, "<FILE>")]
    [Text("option.ledger")]
    public string File { get; init; } = "";

    /// <summary>The form's id.</summary>
    [CommandOption("--form <ID>", isRequired: true)]
    [Text("option.form")]
    public string Form { get; init; } = "";

    /// <summary>Columns that were pointed out: heading=question.</summary>
    [CommandOption("--map <COLUMN=QUESTION>")]
    [Text("option.map")]
    public string[] Map { get; init; } = [];

    /// <summary>The questions that tell one row from another.</summary>
    [CommandOption("--keys <NAMES>")]
    [Text("option.keys")]
    public string Keys { get; init; } = "";

    /// <summary>Rows that differ from a record with the same key correct it.</summary>
    [CommandOption("--correct")]
    [Text("option.correct")]
    public bool Correct { get; init; }

    /// <summary>Nothing is brought in unless every row can be.</summary>
    [CommandOption("--all-or-nothing")]
    [Text("option.all-or-nothing")]
    public bool AllOrNothing { get; init; }

    /// <summary>Only say what each row would do.</summary>
    [CommandOption("--dry-run")]
    [Text("option.dry-run")]
    public bool DryRun { get; init; }

    /// <summary>Where to write the refused rows with their reasons.</summary>
    [CommandOption("--refused <FILE>")]
    [Text("option.refused")]
    public string? Refused { get; init; }
}

/// <summary>Takes a clerk's ledger in. Exit code 1 when a row was refused or waits for a look.</summary>
internal sealed class ImportCommand : AsyncCommand<ImportSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ImportSettings settings, CancellationToken cancellationToken)
    {
        if (!File.Exists(settings.File)) throw new RefusedException(CliTexts.Of("refused.no-file-here", settings.File));
        await using var opened = await OpenedDistrict.OpenAsync(settings);
        var district = opened.District;
        var form = district.Definition.FindForm(settings.Form) ?? throw new RefusedException(CliTexts.Of("refused.no-form", settings.Form));
        var import = new LedgerImport(opened.Store, district.Id, district.Journal);
        var file = new LedgerFile(
            Path.GetFileName(settings.File), await File.ReadAllBytesAsync(settings.File, cancellationToken), form, PersonNo.Installation, new LedgerOptions
            {
                Columns = settings.Map.Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]),
                Keys = settings.Keys.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                Correct = settings.Correct,
                AllOrNothing = settings.AllOrNothing,
            });
        var (plan, refusal) = await import.PlanAsync(district.Definition, file, cancellationToken);
        if (plan is null) throw new RefusedException(refusal!.Line(CultureInfo.CurrentUICulture));
        foreach (var row in plan.Rows.Where(row => row.Action is RowAction.Look or RowAction.Refused))
        {
            var problem = row.Reason ?? row.Problems.Concat(row.Cells.Select(cell => cell.Problem).OfType<Forms.Problem>()).FirstOrDefault();
            Console.WriteLine(CliTexts.Of("import.row", row.No, problem?.Text(CultureInfo.CurrentUICulture)));
        }
        Console.WriteLine(CliTexts.Of(
            "import.plan", plan.Count(RowAction.New), plan.Count(RowAction.Correction), plan.Count(RowAction.Same), plan.Count(RowAction.Look), plan.Count(RowAction.Refused)));
        if (settings.Refused is { } path) await File.WriteAllBytesAsync(path, RefusedRows.Csv(plan, CultureInfo.CurrentUICulture), cancellationToken);
        if (settings.DryRun) return 0;
        var result = await import.RunAsync(
            district.Definition, file, plan, district.Clock.Now, new Progress<int>(done => Console.WriteLine(CliTexts.Of("import.progress", done))), cancellationToken);
        foreach (var failed in result.Failed) Console.WriteLine(CliTexts.Of("import.row", failed.Row, failed.Reason));
        Console.WriteLine(result.NotWhole
            ? CliTexts.Of("import.not-whole")
            : CliTexts.Of("import.done", result.Added, result.Corrected, result.Same, result.InDoubt + result.Refused + result.Failed.Count));
        return result.NotWhole || result.InDoubt + result.Refused + result.Failed.Count > 0 ? 1 : 0;
    }
}
