using System.Collections.Immutable;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Places;
using Gridwork.Schedules;

namespace Gridwork.Engine.Districts;

/// <summary>
/// Everything that decides and counts, as it stands after one position of the journal: profile, units, grids, calendar, campaigns with their forms and
/// indicators, grants. Immutable, and a fold over the entries of those kinds: a rebuild meets each record with the definition that
/// the door had. Safe for any number of threads.
/// </summary>
public sealed class DistrictDefinition
{
    private readonly Lazy<Grants> grants;

    private DistrictDefinition() => grants = new Lazy<Grants>(() => new Grants(Units, GrantList));

    /// <summary>The newest entry that it holds; 0: none.</summary>
    public long Seq { get; private init; }

    /// <summary>The district; null before its set-up.</summary>
    public DistrictProfile? Profile { get; private init; }

    /// <summary>The organisation tree.</summary>
    public UnitTree Units { get; private init; } = UnitTree.Empty;

    /// <summary>The grids, oldest entry first.</summary>
    public ImmutableList<GridVersion> Grids { get; private init; } = [];

    /// <summary>The district's working calendar; before one was published China's usual hours, Monday to Friday, with every holiday unknown.</summary>
    public WorkingCalendar Calendar => Calendars.Whole;

    /// <summary>The district's calendar and those of units with hours of their own, as the newest calendar entry has them.</summary>
    public DistrictCalendar Calendars { get; private init; } = DistrictCalendar.Default;

    /// <summary>The campaigns by number.</summary>
    public ImmutableSortedDictionary<int, Campaign> Campaigns { get; private init; } = ImmutableSortedDictionary<int, Campaign>.Empty;

    /// <summary>Every version of every form, by number.</summary>
    public ImmutableDictionary<int, FormVersion> FormVersions { get; private init; } = ImmutableDictionary<int, FormVersion>.Empty;

    /// <summary>Every indicator version ever published, also retired ones.</summary>
    public ImmutableSortedDictionary<(int Indicator, int Version), Indicator> Indicators { get; private init; } =
        ImmutableSortedDictionary<(int Indicator, int Version), Indicator>.Empty;

    /// <summary>The grants in force.</summary>
    public Grants Grants => grants.Value;

    private ImmutableList<Grant> GrantList { get; init; } = [];

    /// <summary>The calendars and trees that were ever in force, oldest first: what a case's time is reckoned by hangs on both.</summary>
    private ImmutableList<CalendarsFrom> PastCalendars { get; init; } = [];

    private ImmutableDictionary<string, CellNo> Cells { get; init; } = ImmutableDictionary.Create<string, CellNo>(StringComparer.Ordinal);

    private ImmutableDictionary<CellNo, string> CellCodes { get; init; } = ImmutableDictionary<CellNo, string>.Empty;

    private ImmutableDictionary<string, UnitNo> UnitNos { get; init; } = ImmutableDictionary.Create<string, UnitNo>(StringComparer.Ordinal);

    private ImmutableDictionary<string, int> CampaignNos { get; init; } = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    private ImmutableDictionary<(int Campaign, string Key), int> FormNos { get; init; } = ImmutableDictionary<(int Campaign, string Key), int>.Empty;

    private ImmutableDictionary<(int Campaign, string Name), int> IndicatorNos { get; init; } =
        ImmutableDictionary<(int Campaign, string Name), int>.Empty;

    private ImmutableDictionary<int, ImmutableList<IndicatorVersionId>> ByForm { get; init; } =
        ImmutableDictionary<int, ImmutableList<IndicatorVersionId>>.Empty;

    /// <summary>The definition of a district whose journal is empty.</summary>
    public static DistrictDefinition Empty { get; } = new();

    /// <summary>The definition after one more entry of kind definition, grid, units, calendar or grant, and what it changed.</summary>
    /// <param name="seq">The entry's position.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="body">Its body. Throws <see cref="InvalidDataException"/> or <see cref="System.Text.Json.JsonException"/> for one that no door lets in.</param>
    public (DistrictDefinition Definition, DefinitionChange Change) With(long seq, EntryKind kind, ReadOnlyMemory<byte> body) => kind switch
    {
        EntryKind.Units => (WithUnits(seq, BodyJson.Read<UnitsBody>(body.Span)), NoChange),
        EntryKind.Grid => (WithGrid(seq, GridVersion.Read(seq, body)), NoChange),
        EntryKind.Grant => (WithGrant(seq, BodyJson.Read<GrantBody>(body.Span)), NoChange),
        EntryKind.Definition => WithCampaign(seq, body),
        EntryKind.Calendar => (WithCalendar(seq, BodyJson.Read<CalendarBody>(body.Span)), NoChange),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind that defines."),
    };

    private static DefinitionChange NoChange { get; } = new([], []);

    /// <summary>The indicator versions in force that count records of a form, ordered by version.</summary>
    /// <param name="form">The form's number over all versions.</param>
    public IReadOnlyList<IndicatorVersionId> IndicatorsOf(int form) => ByForm.GetValueOrDefault(form, []);

    /// <summary>A published indicator version. Throws <see cref="KeyNotFoundException"/> when there is none.</summary>
    public Indicator this[IndicatorVersionId id] => Indicators[(id.Indicator, id.Version)];

    /// <summary>The campaign of an id; null: none is published.</summary>
    public Campaign? FindCampaign(string id) => CampaignNos.TryGetValue(id, out var no) ? Campaigns.GetValueOrDefault(no) : null;

    /// <summary>The version of a form that phones get, by the form's own id (settings › form_id); null: none.</summary>
    public FormVersion? FindForm(string formId) =>
        Campaigns.Values.SelectMany(campaign => campaign.Forms).FirstOrDefault(form => form.Current.Form.Id == formId)?.Current;

    /// <summary>A version of a form by id and version; null: none.</summary>
    public FormVersion? FindForm(string formId, string version) =>
        FormVersions.Values.FirstOrDefault(form => form.Form.Id == formId && form.Form.Version == version);

    /// <summary>
    /// The working calendar of a unit: its own hours, else those of the nearest unit above it, on the district's days. As it was in force at a position
    /// of the journal: a holiday that is announced later does not move what was over by then.
    /// </summary>
    /// <param name="unit">The unit.</param>
    /// <param name="at">The position; without one, now.</param>
    public WorkingCalendar CalendarOf(UnitNo unit, long at = long.MaxValue) =>
        PastCalendars.FindLast(past => past.Seq <= at) is { } held ? held.Calendars.Of(unit, held.Units) : Calendars.Of(unit, Units);

    /// <summary>The code of a cell; null for <see cref="CellNo.None"/>.</summary>
    public string? CodeOf(CellNo cell) => CellCodes.GetValueOrDefault(cell);

    /// <summary>The number of a cell's code; none when no grid names it.</summary>
    public CellNo FindCell(string code) => Cells.GetValueOrDefault(code);

    /// <summary>
    /// The grid for a day: of those published the one with the latest date from which it holds that is not after the day; of several with
    /// the same date the newest. Null: none holds yet.
    /// </summary>
    public GridVersion? GridOn(DateOnly day)
    {
        GridVersion? best = null;
        foreach (var grid in Grids)
        {
            if (grid.ValidFrom <= day && (best is null || grid.ValidFrom >= best.ValidFrom)) best = grid;
        }
        return best;
    }

    /// <summary>A cell as the grid of a day has it; one that this grid has no more, as the newest grid that had it. Null: none ever did.</summary>
    public Cell? CellOf(CellNo no, DateOnly day)
    {
        if (CodeOf(no) is not { } text) return null;
        var code = new CellCode(text);
        return GridOn(day)?.Grid.Find(code) ?? Grids.FindLast(grid => grid.Grid.Find(code) is not null)?.Grid.Find(code);
    }

    private DistrictDefinition Copy(long seq, Action<Draft>? change = null)
    {
        var draft = new Draft(this);
        change?.Invoke(draft);
        return new DistrictDefinition
        {
            Seq = seq,
            Profile = draft.Profile,
            Units = draft.Units,
            Grids = draft.Grids,
            Calendars = draft.Calendars,
            PastCalendars = ReferenceEquals(draft.Calendars, Calendars) && ReferenceEquals(draft.Units, Units)
                ? PastCalendars
                : PastCalendars.Add(new CalendarsFrom(seq, draft.Calendars, draft.Units)),
            Campaigns = draft.Campaigns,
            FormVersions = draft.FormVersions,
            Indicators = draft.Indicators,
            GrantList = draft.GrantList,
            Cells = draft.Cells,
            CellCodes = draft.CellCodes,
            UnitNos = draft.UnitNos,
            CampaignNos = draft.CampaignNos,
            FormNos = draft.FormNos,
            IndicatorNos = draft.IndicatorNos,
            ByForm = draft.ByForm,
        };
    }

    private DistrictDefinition WithUnits(long seq, UnitsBody body) => Copy(seq, draft =>
    {
        foreach (var line in body.Units)
        {
            if (!draft.UnitNos.ContainsKey(line.Code)) draft.UnitNos = draft.UnitNos.Add(line.Code, new UnitNo(draft.UnitNos.Count + 1));
        }
        draft.Profile = body.Profile;
        // The hours of a calendar are meant in the district's zone.
        draft.Calendars = new DistrictCalendar(draft.Calendars.Body, body.Profile.TimeZone);
        draft.Units = new UnitTree(body.Units.Select(line => new Unit(
            draft.UnitNos[line.Code], line.Code, line.Name, line.Kind, line.Parent is null ? UnitNo.None : draft.UnitNos[line.Parent])));
    });

    private DistrictDefinition WithGrid(long seq, GridVersion grid) => Copy(seq, draft =>
    {
        draft.Grids = draft.Grids.Add(grid);
        foreach (var cell in grid.Grid.Cells)
        {
            if (draft.Cells.ContainsKey(cell.Code.Value)) continue;
            var no = new CellNo(draft.Cells.Count + 1);
            draft.Cells = draft.Cells.Add(cell.Code.Value, no);
            draft.CellCodes = draft.CellCodes.Add(no, cell.Code.Value);
        }
    });

    private DistrictDefinition WithCalendar(long seq, CalendarBody body) =>
        Copy(seq, draft => draft.Calendars = new DistrictCalendar(body, draft.Calendars.Whole.Zone));

    private DistrictDefinition WithGrant(long seq, GrantBody body) => Copy(seq, draft =>
    {
        var grant = new Grant(
            new PersonNo(body.Person), body.Role, draft.UnitNos[body.Unit],
            body.Campaign is null ? null : draft.CampaignNos[body.Campaign],
            [.. body.Cells.Select(code => draft.Cells.GetValueOrDefault(code)).Where(cell => cell != CellNo.None)]);
        draft.GrantList = draft.GrantList.RemoveAll(other =>
            other.Person == grant.Person && other.Role == grant.Role && other.Unit == grant.Unit && other.Campaign == grant.Campaign);
        if (!body.Revoke) draft.GrantList = draft.GrantList.Add(grant);
    });

    private (DistrictDefinition Definition, DefinitionChange Change) WithCampaign(long seq, ReadOnlyMemory<byte> body)
    {
        var change = NoChange;
        var definition = Copy(seq, draft => change = new CampaignPublication(draft, seq).Publish(CampaignFolder.FromZip(body, "campaign")));
        return (definition, change);
    }

    /// <summary>Calendars and the tree in which they are looked up, from a position on.</summary>
    private sealed record CalendarsFrom(long Seq, DistrictCalendar Calendars, UnitTree Units);

    /// <summary>The parts of a definition while it is being changed.</summary>
    internal sealed class Draft(DistrictDefinition before)
    {
        public DistrictProfile? Profile { get; set; } = before.Profile;
        public UnitTree Units { get; set; } = before.Units;
        public ImmutableList<GridVersion> Grids { get; set; } = before.Grids;
        public DistrictCalendar Calendars { get; set; } = before.Calendars;
        public ImmutableSortedDictionary<int, Campaign> Campaigns { get; set; } = before.Campaigns;
        public ImmutableDictionary<int, FormVersion> FormVersions { get; set; } = before.FormVersions;
        public ImmutableSortedDictionary<(int Indicator, int Version), Indicator> Indicators { get; set; } = before.Indicators;
        public ImmutableList<Grant> GrantList { get; set; } = before.GrantList;
        public ImmutableDictionary<string, CellNo> Cells { get; set; } = before.Cells;
        public ImmutableDictionary<CellNo, string> CellCodes { get; set; } = before.CellCodes;
        public ImmutableDictionary<string, UnitNo> UnitNos { get; set; } = before.UnitNos;
        public ImmutableDictionary<string, int> CampaignNos { get; set; } = before.CampaignNos;
        public ImmutableDictionary<(int Campaign, string Key), int> FormNos { get; set; } = before.FormNos;
        public ImmutableDictionary<(int Campaign, string Name), int> IndicatorNos { get; set; } = before.IndicatorNos;
        public ImmutableDictionary<int, ImmutableList<IndicatorVersionId>> ByForm { get; set; } = before.ByForm;
    }
}
