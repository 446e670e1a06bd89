// A clerk's file from bytes to records: the page and the command line both come through here. The plan is made anew from the file and the
// decisions each time; what is brought in goes through the same reading and the same journal as a phone's record.
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Gridwork.Documents.Ledgers;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Forms;
using Gridwork.Stores;
using Gridwork.Stores.Imports;
using Gridwork.Stores.Journal;

namespace Gridwork.Server.Imports;

/// <summary>A file that is to be brought in.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Form">The form that its rows become records of.</param>
/// <param name="Person">Who brings it in.</param>
/// <param name="Options">What was decided about it.</param>
public sealed record LedgerFile(string Name, ReadOnlyMemory<byte> Bytes, FormVersion Form, PersonNo Person, LedgerOptions Options);

/// <summary>A row that was ready and could not be written.</summary>
/// <param name="Row">The row of the sheet.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record FailedRow(int Row, string Reason);

/// <summary>What became of a file.</summary>
/// <param name="Added">New records.</param>
/// <param name="Corrected">Records that were corrected.</param>
/// <param name="Same">Rows that were there before.</param>
/// <param name="InDoubt">Rows that somebody has to look at.</param>
/// <param name="Refused">Rows that cannot be records.</param>
/// <param name="Failed">Rows that were ready and could not be written.</param>
/// <param name="First">The first journal position that was written; null: none.</param>
/// <param name="Last">The last.</param>
public sealed record LedgerResult(
    int Added, int Corrected, int Same, int InDoubt, int Refused, IReadOnlyList<FailedRow> Failed, long? First, long? Last)
{
    /// <summary>Nothing was written, and why: all-or-nothing with rows that cannot be brought in.</summary>
    public bool NotWhole { get; init; }
}

/// <summary>Brings clerks' files in. Safe in parallel.</summary>
/// <param name="store">The database.</param>
/// <param name="district">The district.</param>
/// <param name="journal">The way into its journal.</param>
public sealed class LedgerImport(DistrictStore store, DistrictId district, JournalWriter journal)
{
    private const int InFlight = 64;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>How decisions and results stand in kept tables.</summary>
    public static string ToJson<T>(T value) => JsonSerializer.Serialize(value, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static T FromJson<T>(string text) => JsonSerializer.Deserialize<T>(text, Json)!;

    /// <summary>What an import would do, row by row; null with the reason where the file has no table that fits.</summary>
    /// <param name="definition">The definition in force.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancel">Stops the asking.</param>
    public async Task<(LedgerPlan? Plan, Problem? Refusal)> PlanAsync(DistrictDefinition definition, LedgerFile file, CancellationToken cancel = default)
    {
        if (SourceBook.Open(file.Name, file.Bytes, out var refusal) is not { } book) return (null, refusal);
        var campaign = definition.Campaigns[file.Form.Campaign];
        var zone = definition.Profile!.TimeZone;
        var form = new LedgerForm(file.Form.Form, file.Form.Rule, definition.Units);
        var context = new LedgerContext(
            form, campaign.File.From, campaign.File.To, zone.GetUtcOffset(campaign.File.From.ToDateTime(TimeOnly.MinValue)),
            new Dictionary<string, string>(), Takes(definition, file), CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        if (LedgerPlan.Make(book, context, file.Options, out refusal) is not { } plan) return (null, refusal);
        await using var db = await store.OpenConnectionAsync(cancel);
        if (await LedgerSql.MappingAsync(db, district, file.Form.FormNo, plan.Headings) is { } earlier)
            plan = LedgerPlan.Make(book, context with { Earlier = FromJson<Dictionary<string, string>>(earlier) }, file.Options, out refusal)!;
        return (plan.Against(await KnownAsync(db, definition, plan)), null);
    }

    /// <summary>
    /// Brings in what the plan says is ready: new rows, and corrections where they were wanted. Rows that are there already, refused or in doubt
    /// are left. The mapping is kept for the next file with these headings.
    /// </summary>
    /// <param name="definition">The definition in force.</param>
    /// <param name="file">The file.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="now">The district's time.</param>
    /// <param name="progress">Told how many rows are done; null: nobody asks.</param>
    /// <param name="cancel">Stops before the next row; what was written stays.</param>
    /// <remarks>Throws <see cref="DbException"/> when the store is lost; a second try continues where this one stopped.</remarks>
    public async Task<LedgerResult> RunAsync(
        DistrictDefinition definition, LedgerFile file, LedgerPlan plan, DateTimeOffset now, IProgress<int>? progress = null,
        CancellationToken cancel = default)
    {
        var result = new LedgerResult(
            0, 0, plan.Count(RowAction.Same), plan.Count(RowAction.Look), plan.Count(RowAction.Refused), [], null, null);
        if (file.Options.AllOrNothing && !plan.IsWhole) return result with { NotWhole = true };
        await store.WriteAsync(
            async (db, _) =>
            {
                await LedgerSql.KeepMappingAsync(db, district, file.Form.FormNo, plan.Headings, ToJson(plan.Mapping), now);
                return true;
            },
            cancel);
        var failed = new List<FailedRow>();
        var candidates = new List<(LedgerRow Row, Candidate Candidate)>();
        foreach (var row in plan.Ready)
        {
            if (Read(definition, file, plan, row, now, out var reason) is { } candidate) candidates.Add((row, candidate));
            else failed.Add(new FailedRow(row.No, reason));
        }
        if (file.Options.AllOrNothing && failed.Count > 0) return result with { NotWhole = true, Failed = failed };
        var outcomes = file.Options.AllOrNothing
            ? await TogetherAsync([.. candidates.Select(one => one.Candidate)], progress, cancel)
            : await OneByOneAsync([.. candidates.Select(one => one.Candidate)], progress, cancel);
        for (var i = 0; i < candidates.Count; i++)
        {
            var row = candidates[i].Row;
            switch (outcomes[i])
            {
                case Outcome.Accepted accepted:
                    result = row.Action == RowAction.Correction ? result with { Corrected = result.Corrected + 1 } : result with { Added = result.Added + 1 };
                    result = result with { First = Math.Min(result.First ?? long.MaxValue, accepted.Entry), Last = Math.Max(result.Last ?? 0, accepted.Entry) };
                    break;
                case Outcome.Already:
                    result = result with { Same = result.Same + 1 };
                    break;
                case Outcome.KeptAside aside:
                    failed.Add(new FailedRow(row.No, ImportTexts.Of("KeptAside", aside.Seq)));
                    break;
            }
        }
        return result with { Failed = failed };
    }

    private async Task<IReadOnlyDictionary<InstanceId, KnownRow>> KnownAsync(DbConnection db, DistrictDefinition definition, LedgerPlan plan)
    {
        var asked = new Dictionary<UInt128, InstanceId>();
        foreach (var row in plan.Rows)
            if (row.Action == RowAction.New)
                asked[row.Id.Key16] = row.Id;
        var known = new Dictionary<InstanceId, KnownRow>();
        foreach (var record in await LedgerSql.KnownAsync(store, db, district, asked.Values))
        {
            // An erased record is there all the same: what was removed by law does not come back by an import.
            var reading = record.Body is { } body ? definition.FormVersions[record.FormVersion].Form.Read(body, out _) : null;
            known[asked[record.Id]] = reading is null ? new KnownRow(asked[record.Id], null) : KnownRow.Of(reading);
        }
        return known;
    }

    private Candidate? Read(DistrictDefinition definition, LedgerFile file, LedgerPlan plan, LedgerRow row, DateTimeOffset now, out string reason)
    {
        var named = row.Unit is { } code ? definition.Units.Find(code)?.No ?? UnitNo.None : UnitNo.None;
        var submission = new Submission(district, file.Form, plan.Write(row), [], file.Person, JournalTime.Truncate(now), Imported: true, NamedUnit: named);
        var candidate = Reading.Record(definition, submission, out var refusal);
        reason = refusal?.Text(CultureInfo.CurrentUICulture) ?? "";
        if (candidate is null || MayTake(definition, file, candidate.Header.Unit)) return candidate;
        reason = ImportTexts.Of("NotYourUnit", definition.Units.Find(candidate.Header.Unit)?.Name.ToString() ?? "");
        return null;
    }

    private static Func<string, bool>? Takes(DistrictDefinition definition, LedgerFile file) => file.Person == PersonNo.Installation
        ? null
        : code => definition.Units.Find(code) is { } unit && MayTake(definition, file, unit.No);

    private static bool MayTake(DistrictDefinition definition, LedgerFile file, UnitNo unit) =>
        file.Person == PersonNo.Installation || definition.Grants.May(file.Person, Right.Import, unit, file.Form.Campaign);

    private async Task<IReadOnlyList<Outcome>> TogetherAsync(List<Candidate> candidates, IProgress<int>? progress, CancellationToken cancel)
    {
        while (true)
        {
            var outcomes = await journal.AppendTogetherAsync(candidates, cancel);
            if (outcomes.Count == 0 || outcomes[0] is not Outcome.Busy busy)
            {
                progress?.Report(outcomes.Count);
                return outcomes;
            }
            await Task.Delay(busy.RetryAfter, cancel);
        }
    }

    /// <summary>Row by row, many on their way at once: the writer groups what waits. The order of the sheet is kept.</summary>
    private async Task<IReadOnlyList<Outcome>> OneByOneAsync(List<Candidate> candidates, IProgress<int>? progress, CancellationToken cancel)
    {
        var outcomes = new List<Outcome>(candidates.Count);
        foreach (var some in candidates.Chunk(InFlight))
        {
            outcomes.AddRange(await Task.WhenAll(some.Select(candidate => PatientlyAsync(candidate, cancel))));
            progress?.Report(outcomes.Count);
        }
        return outcomes;
    }

    private async Task<Outcome> PatientlyAsync(Candidate candidate, CancellationToken cancel)
    {
        while (true)
        {
            var outcome = await journal.AppendAsync(candidate, cancel);
            if (outcome is not Outcome.Busy busy) return outcome;
            await Task.Delay(busy.RetryAfter, cancel);
        }
    }
}
