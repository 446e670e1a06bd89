// The deck of a campaign's problems: what is open, where, with whom, and what was required. Read from the cases' logs up to a position of the journal,
// so that the deck of a past meeting prints as it stood; what is open and what has changed since is looked at, and nothing else.
using System.Globalization;
using Gridwork.Documents.Decks;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Rights;
using Gridwork.Places;
using Gridwork.Server.Api;
using Gridwork.Server.Cases;
using Gridwork.Server.Figures;
using Gridwork.Server.Layout;
using Gridwork.Server.Map;
using Gridwork.Server.People;
using Gridwork.Stores;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Records;

namespace Gridwork.Server.Decks;

/// <summary>Reads the deck of a campaign for one reader.</summary>
/// <param name="viewer">The reader: cases that this person does not see are not in it, nor counted.</param>
/// <param name="snapshot">The district.</param>
/// <param name="campaign">The campaign; it has cases.</param>
/// <param name="time">As of when.</param>
/// <param name="origin">The address under which the reader reaches the pages that numbers open to.</param>
internal sealed class CaseDeck(Viewer viewer, Snapshot snapshot, Campaign campaign, DeckTime time, Uri origin)
{
    private const int PairsOfACell = 3;

    private readonly Sight sight = viewer.Sight(Right.SeeRecords, campaign.No);
    private readonly UnitTree units = viewer.Definition.Units;
    private readonly GridVersion? grid = viewer.Definition.Grids.LastOrDefault(version => version.Seq <= time.Position);
    private readonly string kicker = DeckWords.Of("Kicker", campaign.File.Title);

    /// <summary>A case as it stood, with its lamp.</summary>
    private sealed record Shown(CaseDetail Detail, CaseLamp Lamp)
    {
        public CaseState State => Detail.State;

        public bool IsLate => Lamp.Kind == LampKind.Red;

        public DateTimeOffset Due => State.Due?.At ?? DateTimeOffset.MaxValue;
    }

    /// <summary>How many stand open, late and closed in one part of the whole.</summary>
    private readonly record struct Standing(int Open, int Late, int OnHold, long Closed);

    /// <summary>The deck.</summary>
    public async Task<DeckModel> ReadAsync(CancellationToken cancel)
    {
        var problems = await CasesAsync(CaseKind.Problem, cancel);
        var requirements = (await CasesAsync(CaseKind.Requirement, cancel)).Where(shown => shown.State.IsOpen).OrderBy(shown => shown.Due).ToList();
        var open = problems.Where(shown => shown.State.IsOpen).OrderBy(shown => shown.Due).ThenBy(shown => shown.State.Root).ToList();
        var late = open.Where(shown => shown.IsLate).ToList();
        var byUnit = await ClosedAsync(problems, CaseGrouping.Unit, state => Key(state.Unit.Value), cancel);
        var byLine = await ClosedAsync(problems, CaseGrouping.Line, state => state.Line ?? "", cancel);
        var byCell = await ClosedAsync(problems, CaseGrouping.Cell, state => Key(state.Cell.Value), cancel);
        var photos = await DeckPhotos.ReadAsync(viewer, snapshot, sight, [.. open.Select(shown => shown.Detail)], time.Position, cancel);
        var closed = byUnit.Values.Sum();
        return new DeckModel
        {
            Language = viewer.Culture.Name,
            Title = kicker,
            District = District,
            DemoMark = viewer.District.IsSynthetic ? LayoutTexts.Of("Specimen") : null,
            AsOf = DeckWords.Of("AsOf", Written.DayAndYear(Day), Written.Time(time.Now)),
            Position = time.Position,
            CheckCode = await JournalLines.ChainAsync(snapshot, time.Position, cancel) is { } chain ? Written.Code(chain.ToString()) : null,
            Ground = grid is null ? null : DeckMaps.Of(GridShapes.Of(grid, units), viewer.Culture),
            Slides =
            [
                new CoverSlide
                {
                    Title = kicker,
                    Lines = [District, .. Lead is { } lead && lead.Kind != UnitKind.District ? [lead.Name.In(viewer.Culture)] : Array.Empty<string>(), Written.DayAndYear(Day)],
                },
                Summary(open, late, requirements, closed),
                ByStreet(open, byUnit),
                .. ByLine(open, byLine),
                .. Cells(open, byCell, photos),
                Overdue(late),
                Next(requirements),
            ],
        };
    }

    private string District => Written.District(viewer.District.Name, viewer.District.IsSynthetic);

    private Unit? Lead => units.Find(campaign.LeadUnit);

    private DateOnly Day => DateOnly.FromDateTime(time.Now.DateTime);

    /// <summary>The cases of a kind that were open then, and those that something has happened to since.</summary>
    private async Task<List<Shown>> CasesAsync(CaseKind kind, CancellationToken cancel)
    {
        var roots = await OneCase.MaybeOpenAtAsync(snapshot, campaign.No, kind, time.Position, cancel);
        var details = await OneCase.ReadAsync(snapshot, roots, CalendarOf, time.Position, cancel);
        return
        [
            .. details.Where(detail => sight.All || detail.State.Units.Any(sight.Units.Contains)).Select(detail => new Shown(
                detail, CaseLamp.Of(CalendarOf(detail.Lines[0].Unit, detail.State.EndedPos ?? time.Position), detail.State, time.Now))),
        ];
    }

    /// <summary>A calendar that was announced later plays no part.</summary>
    private Schedules.WorkingCalendar CalendarOf(UnitNo unit, long position) =>
        viewer.Definition.CalendarOf(unit, Math.Min(position, time.Position));

    /// <summary>How many stood closed, by what they are parted by.</summary>
    private async Task<Dictionary<string, long>> ClosedAsync(List<Shown> problems, CaseGrouping grouping, Func<CaseState, string> key, CancellationToken cancel)
    {
        var closed = (await CaseCounts.ClosedBeforeAsync(snapshot, sight, CaseKind.Problem, grouping, time.Position, cancel))
            .ToDictionary(count => count.Key, count => count.Value, StringComparer.Ordinal);
        // The kept counts are of what lies in, or is answered for by, a unit that is seen.
        foreach (var state in problems.Select(shown => shown.State).Where(state =>
            state.Stage == CaseStage.Closed && (sight.All || sight.Units.Contains(state.Unit) || sight.Units.Contains(state.Answers))))
            closed[key(state)] = closed.GetValueOrDefault(key(state)) + 1;
        return closed;
    }

    private SummarySlide Summary(List<Shown> open, List<Shown> late, List<Shown> requirements, long closed)
    {
        var groups = campaign.Cases!.Categories.Select(category => (category.Code, Group: category.Group ?? category.Title))
            .GroupBy(category => category.Group.In(viewer.Culture), category => category.Code, StringComparer.Ordinal)
            .Select(group => (Title: group.Key, N: open.Count(shown => shown.State.Category is { } code && group.Contains(code)))).ToList();
        var verify = open.Count(shown => shown.State.Stage == CaseStage.Handled);
        var hold = open.Count(shown => shown.State.Suspended);
        return new SummarySlide
        {
            Kicker = kicker,
            Title = DeckWords.Of("SummaryTitle", open.Count, late.Count),
            Figures =
            [
                Figure("Open", open.Count, "open"), Figure("Late", late.Count, "overdue", late: true), Figure("Verify", verify, "handled"),
                Figure("OnHold", hold, "suspended"), Figure("Closed", closed, null),
            ],
            Chart = new DeckChart(
                DeckWords.Of("ByGroup"), DeckChartKind.Bar, [.. groups.Select(group => group.Title)],
                [new DeckSeries(DeckWords.Of("Open"), [.. groups.Select(group => (double?)group.N)])])
            {
                Tally = DeckWords.Of("Tally.ByGroup", time.Position),
            },
            Points =
            [
                late.Count == 0 ? DeckWords.Of("NoneLate")
                    : DeckWords.Of("LateIn", late.Count, late.Select(shown => shown.State.Cell).Distinct().Count(), late.Select(shown => shown.State.Answers).Distinct().Count()),
                .. verify > 0 ? [DeckWords.Of("ToVerify", verify)] : Array.Empty<string>(),
                .. open.Count(shown => shown.State.Answers == UnitNo.None) is > 0 and var nobody ? [DeckWords.Of("NoHost", nobody)] : Array.Empty<string>(),
                requirements.Count == 0 ? DeckWords.Of("NoRequirements")
                    : DeckWords.Of("Requirements", requirements.Count, requirements.Count(shown => shown.IsLate)),
            ],
        };
    }

    private ComparisonSlide ByStreet(List<Shown> open, Dictionary<string, long> closed)
    {
        var parts = open.GroupBy(shown => StreetOf(shown.State.Unit)).ToDictionary(street => street.Key, street => street.ToList());
        var over = closed.GroupBy(count => StreetOf(new UnitNo(int.Parse(count.Key, CultureInfo.InvariantCulture))))
            .ToDictionary(street => street.Key, street => street.Sum(count => count.Value));
        // What lies in no subdistrict lies in the district itself.
        var streets = units.All.Where(unit => unit.Kind == UnitKind.Subdistrict).Select(unit => unit.No).ToList();
        var rows = streets.Concat(parts.Keys.Union(over.Keys).Except(streets)).Distinct().Select(street => (
            units.Find(street)?.Name.In(viewer.Culture) ?? DeckWords.Of("District"),
            Of(parts.GetValueOrDefault(street) ?? [], over.GetValueOrDefault(street)))).ToList();
        return Comparison("ByStreet", "Street", rows);
    }

    private UnitNo StreetOf(UnitNo unit) => units.SubdistrictOf(unit)?.No ?? UnitNo.None;

    private IEnumerable<ComparisonSlide> ByLine(List<Shown> open, Dictionary<string, long> closed)
    {
        if (campaign.Lines.Count == 0) yield break;
        var rows = campaign.Lines.Select(line => (
                line.Title.In(viewer.Culture), Of([.. open.Where(shown => shown.State.Line == line.Code)], closed.GetValueOrDefault(line.Code)))).ToList();
        var none = Of([.. open.Where(shown => shown.State.Line is null)], closed.GetValueOrDefault(""));
        if (none is not { Open: 0, Closed: 0 }) rows.Add((DeckWords.Of("NoLine"), none));
        yield return Comparison("ByLine", "Line", rows);
    }

    private static Standing Of(List<Shown> open, long closed) =>
        new(open.Count, open.Count(shown => shown.IsLate), open.Count(shown => shown.State.Suspended), closed);

    private ComparisonSlide Comparison(string title, string head, List<(string Name, Standing Count)> rows)
    {
        DeckCell Cell(long n, string what, string name) => new(Written.Number(n)) { Tally = DeckWords.Of($"Tally.{what}", name, time.Position) };
        IReadOnlyList<DeckCell> Row(string name, Standing count) =>
            [name, Cell(count.Open, "Open", name), Cell(count.Late, "Late", name), Cell(count.OnHold, "OnHold", name), Cell(count.Closed, "Closed", name)];
        return new ComparisonSlide
        {
            Kicker = kicker,
            Title = DeckWords.Of(title),
            Chart = new DeckChart(
                DeckWords.Of("Stacked"), DeckChartKind.StackedBar, [.. rows.Select(row => row.Name)],
                [
                    new DeckSeries(DeckWords.Of("Closed"), [.. rows.Select(row => (double?)row.Count.Closed)], DeckTone.Context),
                    new DeckSeries(DeckWords.Of("OpenInTime"), [.. rows.Select(row => (double?)(row.Count.Open - row.Count.Late))]),
                    new DeckSeries(DeckWords.Of("Late"), [.. rows.Select(row => (double?)row.Count.Late)], DeckTone.Late),
                ]),
            Table = new DeckTable(
                [
                    new DeckColumn(DeckWords.Of(head), 1.7), new DeckColumn(DeckWords.Of("Open"), 1, true), new DeckColumn(DeckWords.Of("Late"), 1, true),
                    new DeckColumn(DeckWords.Of("OnHold"), 1, true), new DeckColumn(DeckWords.Of("Closed"), 1, true),
                ],
                [.. rows.Select(row => Row(row.Name, row.Count))])
            {
                Sum =
                [
                    DeckWords.Of("Sum"), Written.Number(rows.Sum(row => row.Count.Open)), Written.Number(rows.Sum(row => row.Count.Late)),
                    Written.Number(rows.Sum(row => row.Count.OnHold)), Written.Number(rows.Sum(row => row.Count.Closed)),
                ],
            },
        };
    }

    /// <summary>
    /// A slide for each cell with an open problem, in the order of their codes; what lies in none comes last. A problem whose place may as well lie in a
    /// neighbouring cell stands on that one's slide too, and counts where it was put.
    /// </summary>
    private IEnumerable<CellSlide> Cells(List<Shown> open, Dictionary<string, long> closed, DeckPhotos photos) =>
        open.SelectMany(shown => CellsOf(shown).Select(code => (Code: code, Shown: shown))).GroupBy(one => one.Code, one => one.Shown)
            .OrderBy(cell => cell.Key is null).ThenBy(cell => cell.Key, StringComparer.Ordinal)
            .Select(cell => CellOf(cell.Key, [.. cell], closed, photos));

    private IEnumerable<string?> CellsOf(Shown shown)
    {
        var own = viewer.Definition.CodeOf(shown.State.Cell);
        yield return own;
        if (grid is null || shown.State.Place is not { } place) yield break;
        foreach (var other in grid.Grid.Candidates(place).Others.Select(cell => cell.Code.ToString()).Where(code => code != own)) yield return other;
    }

    private CellSlide CellOf(string? code, List<Shown> shownHere, Dictionary<string, long> closed, DeckPhotos photos)
    {
        var no = code is null ? CellNo.None : viewer.Definition.FindCell(code);
        var cell = code is null ? null : grid?.Grid.Find(new CellCode(code));
        var unit = cell is null ? null : units.Find(cell.UnitCode);
        var name = code ?? DeckWords.Of("NoCell");
        var own = shownHere.Where(shown => shown.State.Cell == no).ToList();
        return new CellSlide
        {
            Kicker = kicker,
            Title = code is null ? name : DeckWords.Of("CellTitle", code, unit?.Name.In(viewer.Culture) ?? ""),
            Aside = [.. Asides(unit, unit is null ? null : units.SubdistrictOf(unit.No))],
            Figures =
            [
                Figure("Open", own.Count, "open", cell: (no, name)), Figure("Late", own.Count(shown => shown.IsLate), "overdue", late: true, cell: (no, name)),
                Figure("Closed", closed.GetValueOrDefault(Key(no.Value)), null, cell: (no, name)),
            ],
            Place = cell is null ? null : new DeckPlace(
                cell.Shape, code!, [.. shownHere.Where(shown => shown.State.Place is not null).Select(shown => new DeckMark(shown.State.Place!.Value, LampOf(shown)))]),
            Photos =
            [
                .. shownHere.Select(shown => photos.PairOf(shown.Detail, TitleOf(shown), [HostOf(shown), DueOf(shown)])).OfType<DeckPhotoPair>()
                    .OrderBy(pair => pair.After is null).ThenBy(pair => pair.Before is null).Take(PairsOfACell),
            ],
            Problems =
            [
                .. shownHere.Select(shown => new DeckProblem(
                    LampOf(shown), Key(shown.State.Root), shown.State.Cell == no ? WhatOf(shown.State) : OnTheBorder(shown.State), HostOf(shown), DueOf(shown),
                    shown.State.Runs ? shown.Lamp.Word : "", CaseTexts.Of(shown.State.Stage, shown.State.Suspended))),
            ],
        };
    }

    private string OnTheBorder(CaseState state) =>
        DeckWords.Of("OnTheBorder", WhatOf(state), viewer.Definition.CodeOf(state.Cell) ?? DeckWords.Of("NoCell"));

    private IEnumerable<string> Asides(Unit? unit, Unit? street)
    {
        if (street is not null) yield return DeckWords.Of("Answers", street.Name.In(viewer.Culture));
        if (unit is not null && unit != street) yield return DeckWords.Of("Lies", unit.Name.In(viewer.Culture));
    }

    private TableSlide Overdue(List<Shown> late) => new()
    {
        Kicker = kicker,
        Title = DeckWords.Of("OverdueTitle", late.Count),
        Table = new DeckTable(
            [
                new DeckColumn(DeckWords.Of("Number"), 0.9), new DeckColumn(DeckWords.Of("Problem"), 4.6), new DeckColumn(DeckWords.Of("Cell"), 1.3),
                new DeckColumn(DeckWords.Of("Host"), 2), new DeckColumn(DeckWords.Of("Due"), 3), new DeckColumn(DeckWords.Of("Stage"), 1),
            ],
            [
                .. late.Select(shown => (IReadOnlyList<DeckCell>)
                [
                    Key(shown.State.Root), WhatOf(shown.State), viewer.Definition.CodeOf(shown.State.Cell) ?? "—", HostOf(shown),
                    new DeckCell(DueOf(shown)) { Strong = shown.Lamp.Word }, CaseTexts.Of(shown.State.Stage),
                ]),
            ])
        {
            WhenEmpty = DeckWords.Of("NoneLate"),
        },
    };

    private StepsSlide Next(List<Shown> requirements) => new()
    {
        Kicker = kicker,
        Title = DeckWords.Of("NextTitle"),
        Steps = [.. requirements.Select(shown => new DeckStep(WhatOf(shown.State), HostOf(shown), DueOf(shown)))],
    };

    private DeckFigure Figure(string label, long n, string? state, bool late = false, (CellNo No, string Name)? cell = null)
    {
        var where = cell?.Name ?? DeckWords.Of("Everywhere");
        var code = cell is null ? null : viewer.Definition.CodeOf(cell.Value.No) ?? "none";
        return new DeckFigure(
            DeckWords.Of(label), Written.Number(n), DeckWords.Of("Pieces"), DeckWords.Of($"Tally.{label}", where, time.Position), Late: late && n > 0,
            Link: state is null || time.IsPast ? null : new Uri(origin, ApiDoors.Link("cases", ("state", state), ("campaign", campaign.Id), ("cell", code))));
    }

    private string TitleOf(Shown shown) => DeckWords.Of("PhotoTitle", shown.State.Root, WhatOf(shown.State));

    private string WhatOf(CaseState state) => state.What ?? campaign.Cases!.Category(state.Category)?.Title.In(viewer.Culture) ?? Written.RecordNo(state.Root);

    private string HostOf(Shown shown) => units.Find(shown.State.Answers)?.Name.In(viewer.Culture) ?? "—";

    private string DueOf(Shown shown) => shown.State.Due is { } due ? Written.Deadline(viewer.Local(due.At)) : "—";

    private static DeckLamp LampOf(Shown shown) => shown.Lamp.Kind switch
    {
        LampKind.Red => DeckLamp.Late,
        LampKind.Yellow => DeckLamp.DueSoon,
        LampKind.Hold => DeckLamp.OnHold,
        LampKind.Done => DeckLamp.Closed,
        _ => DeckLamp.OnTime,
    };

    private static string Key(long number) => number.ToString(CultureInfo.InvariantCulture);
}
