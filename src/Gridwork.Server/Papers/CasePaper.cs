// A case as the fields of a paper. It stands on paper what stands on the case's page, in the language of the template; nothing personal is among it,
// because no rule of a case may read what a form calls personal.
using System.Globalization;
using Gridwork.Documents.Papers;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Schedules;
using Gridwork.Server.Cases;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Records;
using Gridwork.Stores;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Records;

namespace Gridwork.Server.Papers;

/// <summary>Reads what a paper of a case says. Words are those of the current culture.</summary>
internal sealed class CasePaper(Viewer viewer, Snapshot snapshot, SeenCase seen, PersonNames names, PaperRule rule)
{
    private readonly CaseState state = seen.State;
    private readonly DateTimeOffset now = viewer.District.Clock.Now;

    /// <summary>The paper's fields, photos and steps.</summary>
    public async Task<PaperModel> ReadAsync(CancellationToken cancel)
    {
        await names.LearnAsync(seen.Detail.Lines.Select(line => line.Person));
        var category = seen.Campaign.Cases!.Category(state.Category);
        var taken = seen.Detail.Lines.Where(line => line.State == CaseLineState.Taken).ToList();
        var dispatched = taken.LastOrDefault(line => line.Said.Step is CaseStep.Dispatch or CaseStep.HandOver or CaseStep.Rule);
        var end = taken.LastOrDefault(line => line.Said.Step is CaseStep.Verify or CaseStep.Close);
        var leader = viewer.Definition.CellOf(state.Cell, viewer.District.Clock.Today) is { } placed
            ? seen.Campaign.Leaders.Of(viewer.Definition, placed, state.Line, viewer.District.Clock.Today)?.Title
            : null;
        var day = CaseLamp.DayOf(seen.Calendar, state.Limit);
        var chain = await JournalLines.ChainAsync(snapshot, snapshot.Seq, cancel);
        var values = new Dictionary<string, string?>
        {
            ["paper.title"] = rule.Title.ToString(),
            ["paper.day"] = Written.DayAndYear(viewer.District.Clock.Today),
            ["paper.as_of"] = PaperTexts.Of("AsOf", Long(now)!, snapshot.Seq),
            ["paper.code"] = chain is { } hash ? PaperTexts.Of("Code", Written.Code(hash.ToString())) : "",
            ["campaign.title"] = seen.Campaign.File.Title.ToString(),
            ["case.number"] = state.Root.ToString(CultureInfo.InvariantCulture),
            ["case.what"] = state.What ?? category?.Title.ToString(),
            ["case.category"] = category is null ? null : category.Group is { } group ? $"{group} · {category.Title}" : category.Title.ToString(),
            ["case.line"] = seen.Campaign.Line(state.Line)?.Title.ToString(),
            ["case.clause"] = (category?.Clause ?? seen.Duty?.Clause)?.ToString(),
            ["case.cell"] = viewer.Definition.CodeOf(state.Cell),
            ["case.place"] = NameOf(state.Unit),
            ["case.stage"] = CaseTexts.Of(state.Stage, state.Suspended && state.IsOpen),
            ["case.outcome"] = state is { IsOpen: false, Outcome: { } outcome } ? CaseTexts.Of(outcome) : null,
            ["case.host"] = NameOf(state.Host),
            ["case.with"] = Written.List(state.With.Select(unit => NameOf(unit)!)),
            ["case.holder"] = NameOf(state.Holder),
            ["case.issuer"] = NameOf(state.Centre),
            ["case.leader"] = leader?.ToString(),
            ["case.duty"] = NameOf(state.Proposed),
            ["case.duty_clause"] = seen.Duty?.Clause?.ToString(),
            ["case.reported"] = Long(state.Reported),
            ["case.registered"] = Long(state.Registered),
            ["case.dispatched"] = Long(dispatched?.At),
            ["case.handled"] = Long(state.Handled),
            ["case.closed"] = state.Stage == CaseStage.Closed ? Long(state.Ended) : null,
            ["case.verifier"] = end is null ? null : names[end.Person].ToString(),
            ["case.limit"] = state.Limit is { } limit ? CaseTexts.Of(limit) : null,
            ["case.due"] = state.Due is { } due ? Deadline(due) : PaperTexts.Of(state.Suspended && state.IsOpen ? "OnHold" : "NoDue"),
            ["case.due_how"] = HowDue(),
            ["case.taken"] = seen.Whole(now) is { } whole ? CaseTexts.Span(whole, day) : null,
        };
        return new PaperModel
        {
            Language = CultureInfo.CurrentUICulture.Name,
            // A field of which there is nothing leaves its place to be written by hand.
            Fields = values.ToDictionary(value => value.Key, value => value.Value ?? ""),
            Photos = new Dictionary<string, PaperPhoto?>
            {
                ["photo.before"] = await PhotoAsync(taken.LastOrDefault(line => line.Said is { Step: CaseStep.Open, Photo: not null }), "Before", cancel),
                ["photo.after"] = await PhotoAsync(taken.LastOrDefault(line => line.Said is { Step: CaseStep.Handle, Photo: not null }), "After", cancel),
            },
            Lists = new Dictionary<string, PaperList>
            {
                [PaperFields.Steps] = new(PaperFields.OfStep, [.. taken.Where(line => line.Said.Step != CaseStep.Note).Select(StepOf)]),
            },
            DemoMark = viewer.District.IsSynthetic ? PaperTexts.Of("Demo") : null,
        };
    }

    private IReadOnlyList<string> StepOf(CaseLine line) =>
    [
        Written.DayAndTime(viewer.Local(line.At)), CaseTexts.Of(line.Said.Step), NameOf(line.By) ?? "", names[line.Person].ToString(),
        Written.List(new[]
        {
            line.Said.Step == CaseStep.Open || line.Said.Host == 0 ? null : NameOf(new UnitNo(line.Said.Host)),
            line.Said.Step == CaseStep.Open || line.Said.Outcome == 0 ? null : CaseTexts.Of(line.Said.Outcome),
            line.Said.Clause,
            line.Said.Step == CaseStep.Open ? null : line.Said.Reason,
        }.OfType<string>()),
    ];

    /// <summary>How the deadline came about, in one sentence: from when, how long, which days did not count, what was added.</summary>
    private string? HowDue()
    {
        if (state.Registered is not { } from) return null;
        // A day that the opening record names is no extension: nobody granted it.
        var granted = seen.Detail.Lines.Any(line => line is { State: CaseLineState.Taken, Said.Step: CaseStep.ExtendGrant });
        if (state.Extended is { } extended) return PaperTexts.Of(granted ? "Extended" : "Set", Written.Deadline(viewer.Local(extended)));
        if (state.Limit is not { } limit || state.Due is null && state.IsOpen && !state.Suspended) return null;
        var parts = new List<string> { PaperTexts.Of("From", Long(from)!, CaseTexts.Of(limit)) };
        var days = seen.Calendar.Explain(from, limit, seen.Stops(now));
        if (limit.IsWorking && days.Where(day => day.Kind is DayKind.Weekend or DayKind.Holiday).Select(day => Written.Day(day.Day)).ToList() is { Count: > 0 } off)
            parts.Add(PaperTexts.Of("Off", Written.List(off)));
        if (seen.Stops(now) is { Count: > 0 } stops) parts.Add(PaperTexts.Of("Stopped", Written.List(stops.Select(stop => $"{Written.DayAndTime(viewer.Local(stop.From))}–{Written.DayAndTime(viewer.Local(stop.To))}"))));
        if (state.Due?.Provisional == true) parts.Add(PaperTexts.Of("Provisional"));
        return string.Join(PaperTexts.Of("Join"), parts);
    }

    private async Task<PaperPhoto?> PhotoAsync(CaseLine? line, string caption, CancellationToken cancel)
    {
        if (line?.Said.Photo is not { } name || await OneRecord.RowAsync(snapshot, line.Record, cancel) is not { } row
            || !await OneRecord.IsSeenAsync(snapshot, row, viewer.Sight(Right.SeeRecords, row.Campaign), cancel)) return null;
        var file = (await AttachmentRows.ReadAsync(snapshot, [line.Record], cancel)).FirstOrDefault(file => file.Name == name)?.File;
        if (file is not { } stamp || await BytesAsync(stamp.Hash, cancel) is not { } bytes) return null;
        return new PaperPhoto(() => new MemoryStream(bytes, writable: false), PaperTexts.Of(caption, state.Root));
    }

    private async Task<byte[]?> BytesAsync(Hash256 hash, CancellationToken cancel)
    {
        if (await viewer.District.Blobs.OpenAsync(viewer.District.Id, hash, cancel) is not { } stream) return null;
        await using (stream)
        {
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancel);
            return bytes.ToArray();
        }
    }

    private string? NameOf(UnitNo unit) => unit == UnitNo.None ? null : RecordItemReading.UnitName(viewer, unit).ToString();

    private string? Long(DateTimeOffset? time) => time is { } known
        ? $"{Written.DayAndYear(DateOnly.FromDateTime(viewer.Local(known).DateTime))} {Written.Time(viewer.Local(known))}"
        : null;

    // A day ends when the next one begins: on paper stands the day.
    private string Deadline(DueTime due) => viewer.Local(due.At) is { TimeOfDay: { Ticks: 0 } } midnight
        ? Written.DayAndYear(Written.LastDay(midnight))
        : Long(due.At)!;
}
