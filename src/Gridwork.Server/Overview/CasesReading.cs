// The leader's board of cases: kept counts for what is open, and one look at the few that are late or due today. No case is counted that is not.
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Rights;
using Gridwork.Server.Charts;
using Gridwork.Server.Figures;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Stores;
using Gridwork.Stores.Cases;

namespace Gridwork.Server.Overview;

/// <summary>Reads the board of cases.</summary>
internal static class CasesReading
{
    private const int NewestLate = 6;

    // Those that have been late longest come first in the list; emergencies among them go up sooner, so a few more are looked at.
    private const int OldestLate = 50;
    private const int MostForLeader = 5;

    /// <summary>What is open of problems in the campaigns that have cases; null: none of them has any that the viewer sees.</summary>
    public static async Task<CasesModel?> ReadAsync(Viewer viewer, Snapshot snapshot, IReadOnlyList<Campaign> campaigns, CancellationToken cancel)
    {
        var sights = campaigns.Where(campaign => campaign.Cases is not null).Select(campaign => viewer.Sight(Right.SeeRecords, campaign.No))
            .Where(sight => sight.Units.Count > 0).ToList();
        var now = viewer.District.Clock.Now;
        var profile = viewer.Definition.Profile!;
        var (morning, midnight) = (profile.StartOf(viewer.District.Clock.Today), profile.StartOf(viewer.District.Clock.Today.AddDays(1)));
        var open = new Tallying();
        var late = new Tallying();
        var fresh = new Tallying();
        var today = new Tallying();
        var hosts = new Tallying();
        long closed = 0, onHold = 0, all = 0;
        foreach (var sight in sights)
        {
            foreach (var count in await CaseCounts.ReadAsync(snapshot, sight, CaseKind.Problem, CaseGrouping.Cell, cancel))
            {
                if (count.IsOfOpen) open.Add(count.Key, count.N);
                else if (count.Measure == CaseMeasure.Closed) closed += count.N;
                else if (count.Measure == CaseMeasure.Suspended) onHold += count.N;
                else if (count.Measure == CaseMeasure.Reported) all += count.N;
            }
            late.Add(await CaseCounts.LateAsync(snapshot, sight, CaseKind.Problem, CaseGrouping.Cell, now, cancel: cancel));
            fresh.Add(await CaseCounts.LateAsync(snapshot, sight, CaseKind.Problem, CaseGrouping.Cell, now, morning, cancel));
            today.Add(await CaseCounts.LateAsync(snapshot, sight, CaseKind.Problem, CaseGrouping.Cell, midnight, now, cancel));
            hosts.Add(await CaseCounts.LateAsync(snapshot, sight, CaseKind.Problem, CaseGrouping.Host, now, cancel: cancel));
        }
        if (all == 0) return null;
        var turned = await CaseList.ReadAsync(
            snapshot, new CaseQuery { Sights = sights, Now = now, Filter = CaseFilter.Late, DueFrom = morning, Limit = 200 }, cancel);
        var oldest = await CaseList.ReadAsync(
            snapshot, new CaseQuery { Sights = sights, Now = now, Filter = CaseFilter.Late, Limit = OldestLate }, cancel);
        return new CasesModel
        {
            ForLeader = [.. oldest.Cases.Where(item => RungOf(viewer, item, now) == Rung.Leader).Take(MostForLeader).Select(item => Line(viewer, item))],
            Late = Figure(late.Sum, "overdue"),
            TurnedLate = Figure(fresh.Sum, "overdue-today"),
            DueToday = Figure(today.Sum, "due-today"),
            Fine = Figure(open.Sum - late.Sum - today.Sum - onHold, null),
            OnHold = Figure(onHold, "suspended"),
            Open = Figure(open.Sum, "open"),
            Closed = Figure(closed, "over"),
            Tiles = Tiles(viewer, open, late, fresh, today),
            Streets = Streets(viewer, open, late, today),
            New = [.. turned.Cases.OrderByDescending(item => item.Due).Take(NewestLate).Select(item => Line(viewer, item))],
            Hosts =
            [
                .. hosts.ByKey.OrderByDescending(host => host.Value).ThenBy(host => host.Key, StringComparer.Ordinal).Select(host =>
                {
                    var unit = viewer.Definition.Units.Find(new UnitNo(int.Parse(host.Key, CultureInfo.InvariantCulture)));
                    return (unit?.Name ?? LayoutTexts.Both("NoHost"), Figure(host.Value, "overdue", ("host", unit?.Code)));
                }),
            ],
        };
    }

    private static Rung RungOf(Viewer viewer, CaseItem item, DateTimeOffset now)
    {
        var rules = viewer.Definition.Campaigns[item.Campaign].Cases!;
        return rules.Escalation.At(item.Due, now, viewer.Definition.CalendarOf(item.Unit), rules.Category(item.Category)?.RoundTheClock ?? false);
    }

    private static FigureValue Figure(long n, string? state, params (string, string?)[] more) => new(
        n, 0, LayoutTexts.Both("Pieces"), state is null ? null : Api.ApiDoors.Link("/cases", [("state", state), .. more.Select(pair => (pair.Item1, (object?)pair.Item2))]));

    private static LateLine Line(Viewer viewer, CaseItem item)
    {
        var campaign = viewer.Definition.Campaigns[item.Campaign];
        var roles = campaign.Cases!.RolesFor(CaseStep.Supervise);
        return new LateLine(
            item.Root, viewer.Local(item.Due!.Value), viewer.Definition.CodeOf(item.Cell), campaign.Cases.Category(item.Category)?.Title, item.What,
            viewer.Definition.Units.Find(item.Holder == UnitNo.None ? item.Host : item.Holder)?.Name,
            !item.Supervised && viewer.Definition.Grants.Holds(viewer.Person, roles, item.Unit, item.Campaign), item.Supervised);
    }

    private static IReadOnlyList<LampTile> Tiles(Viewer viewer, Tallying open, Tallying late, Tallying fresh, Tallying today)
    {
        if (viewer.GridToday is not { } grid) return [];
        var units = viewer.Definition.Units;
        return
        [
            .. grid.Grid.Cells.Where(cell => cell.Lattice is not null).Select(cell =>
            {
                var code = cell.Code.ToString();
                var key = viewer.Definition.FindCell(code).Value.ToString(CultureInfo.InvariantCulture);
                var (n, red, yellow) = (open[key], late[key], today[key]);
                LampKind? lamp = red > 0 ? LampKind.Red : yellow > 0 ? LampKind.Yellow : n > 0 ? LampKind.Green : null;
                return new LampTile(
                    code, LayoutTexts.Of("CaseTile", code, units.Find(cell.UnitCode)?.Name.ToString() ?? "", red, n), cell.Lattice!.Value.Column,
                    cell.Lattice.Value.Row, units.SubdistrictOf(cell)?.Code ?? "", lamp, red, fresh[key] > 0,
                    n > 0 ? Figure(n, red > 0 ? "overdue" : "open", ("cell", code)).Href : null);
            }),
        ];
    }

    private static IReadOnlyList<CasesOfStreet> Streets(Viewer viewer, Tallying open, Tallying late, Tallying today)
    {
        var units = viewer.Definition.Units;
        var cells = open.ByKey.Keys.Union(late.ByKey.Keys).GroupBy(key =>
        {
            var cell = viewer.Definition.CellOf(new CellNo(int.Parse(key, CultureInfo.InvariantCulture)), viewer.District.Clock.Today);
            return cell is null ? null : units.SubdistrictOf(cell);
        }).OrderBy(street => street.Key is null).ThenBy(street => street.Key?.No.Value);
        return
        [
            .. cells.Select(street => new CasesOfStreet(
                street.Key?.Name, Part(open, street, "open"), Part(late, street, "overdue"), Part(today, street, "due-today"))),
        ];

        static FigureValue Part(Tallying of, IGrouping<Unit?, string> street, string state) =>
            Figure(street.Sum(key => of[key]), state, ("unit", street.Key?.Code), ("cell", street.Key is null ? "none" : null));
    }

    private sealed class Tallying
    {
        public Dictionary<string, long> ByKey { get; } = new(StringComparer.Ordinal);

        public long this[string key] => ByKey.GetValueOrDefault(key);

        public long Sum => ByKey.Values.Sum();

        public void Add(string key, long n) => ByKey[key] = this[key] + n;

        public void Add(IEnumerable<(string Key, long N)> counts)
        {
            foreach (var (key, n) in counts) Add(key, n);
        }
    }
}
