// Recounts the samples by plain code that shares nothing with the engine: what is printed must come out of the deliveries as they lie in the
// repository. The engine's own tests then have to reach the same numbers by its own way.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gridwork.DemoDistrict.Deliveries;
using Gridwork.DemoDistrict.HygieneCity;
using Gridwork.Places;
using NetTopologySuite.Coverage;

namespace Gridwork.DemoDistrict;

internal sealed class Verify
{
    private readonly List<string> faults = [];
    private readonly Repository repository;
    private readonly DistrictPlaces places;

    private Verify(Repository repository)
    {
        this.repository = repository;
        places = new DistrictPlaces(repository);
    }

    /// <summary>Writes what was counted and what is wrong; the number of faults.</summary>
    public static int Run(Repository repository, TextWriter report)
    {
        var verify = new Verify(repository);
        verify.Grid();
        verify.People();
        verify.Road(report);
        verify.Survey(report);
        verify.Hygiene(report);
        foreach (var fault in verify.faults) report.WriteLine("WRONG  " + fault);
        return verify.faults.Count;
    }

    private void Grid()
    {
        var cells = places.Grid.Cells;
        Expect("cells", 120, cells.Count);
        foreach (var (start, count) in new[] { ("禾仁", 35), ("禾城", 36), ("禾范", 49) })
            Expect($"cells of {start}", count, cells.Count(cell => cell.Code.Value.StartsWith(start, StringComparison.Ordinal)));
        Expect("places on the lattice", 120, cells.Select(cell => cell.Lattice).Distinct().Count());
        if (!CoverageValidator.IsValid([.. cells.Select(cell => cell.Shape)])) faults.Add("cells overlap or do not share their corners");
        // Without a gap, all cells together are one polygon without a hole.
        var whole = CoverageUnion.Union([.. cells.Select(cell => cell.Shape)]);
        if (whole is not NetTopologySuite.Geometries.Polygon { NumInteriorRings: 0 }) faults.Add("there is a gap between cells");
        foreach (var cell in cells.Where(cell => !places.UnitNames.ContainsKey(cell.UnitCode))) faults.Add($"{cell.Code}: no unit {cell.UnitCode}");
        Expect("villages with cells", 45, cells.Select(cell => cell.UnitCode).Distinct().Count());
    }

    private void People()
    {
        foreach (var person in Csv.Read(repository.District("people.csv")))
        {
            if (!places.UnitNames.ContainsKey(person["unit"])) faults.Add($"{person["code"]}: no unit {person["unit"]}");
            foreach (var cell in person["cells"].Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                if (places.Grid.Find(new CellCode(cell)) is null) faults.Add($"{person["code"]}: no cell {cell}");
            }
        }
    }

    private void Road(TextWriter report)
    {
        var clearance = Live("road-environment", "clearance", report);
        Counted("stalls_cleared", 51, Sum(clearance, "stall", "cleared"));
        Counted("dumping_cleared", 34, Sum(clearance, "dumping", "cleared"));
        Counted("markets_rectified", 1, Sum(clearance, "market", "rectified"));
        Counted("signs_removed", 76, Sum(clearance, "sign", "removed"));
        Counted("stall records", 36, clearance.Count(row => row["kind"] == "stall" && row["action"] == "cleared"));
        Counted("stalls on 25 May", 18, Sum(clearance.Where(row => CapturedDay(row) == "2021-05-25"), "stall", "cleared"));
        Counted("signs on 25 May", 24, Sum(clearance.Where(row => CapturedDay(row) == "2021-05-25"), "sign", "removed"));
        Counted("stalls in hefan-suizhuang", 17, Sum(clearance.Where(row => UnitAt(row["where/location"]) == "hefan-suizhuang"), "stall", "cleared"));
        Counted("dumping in hefan-xiaomaichuan", 9, Sum(clearance.Where(row => UnitAt(row["where/location"]) == "hefan-xiaomaichuan"), "dumping", "cleared"));
        Counted("signs in hefan-xiaomaichuan", 13, Sum(clearance.Where(row => UnitAt(row["where/location"]) == "hefan-xiaomaichuan"), "sign", "removed"));
        Counted("records outside all cells", 1, clearance.Count(row => UnitAt(row["where/location"]) is null));
        var turnout = Live("road-environment", "turnout", report);
        Counted("officers_sent", 63, turnout.Sum(row => Number(row["persons"])));
        Counted("officers on 25 May", 18, turnout.Where(row => row["worked_on"] == "2021-05-25").Sum(row => Number(row["persons"])));
        // What was put off or handed on is a case each; whoever looks again is not who settled it.
        var open = clearance.Where(row => row["action"] is "deferred" or "handed-on").Select(row => row["_instance"]).ToHashSet(StringComparer.Ordinal);
        var settled = Live("road-environment", "settle", report);
        var revisits = Live("road-environment", "revisit", report);
        Counted("put off or handed on", 10, open.Count);
        Counted("settled_later", 8, settled.Select(row => row["case"]).Distinct(StringComparer.Ordinal).Count());
        Counted("revisits", 10, revisits.Count);
        Counted("back after seven days", 1, revisits.Count(row => row["verdict"] == "reopen"));
        Counted("steps of no case", 0, settled.Concat(revisits).Concat(Live("road-environment", "follow_up", report)).Count(row => !open.Contains(row["case"])));
        Counted("own work looked at", 0, revisits.Count(row => settled.Any(work => work["case"] == row["case"] && work["_person"] == row["_person"])));
        var declared = Live("road-environment", "report", report).Single();
        foreach (var (question, value) in new[] { ("stalls", 51), ("dumping", 32), ("markets", 1), ("signs", 76), ("officers", 63) })
            Counted("reported " + question, value, Number(declared[question]));

        void Counted(string what, int expected, int found) => Told(report, what, expected, found);
    }

    private void Survey(TextWriter report)
    {
        var outreach = Live("survey-outreach", "outreach", report);
        var leaflets = outreach.Sum(row => Enumerable.Range(1, 3).Where(round => row[$"material[{round}]/kind"] == "leaflet").Sum(round => Number(row[$"material[{round}]/copies"])));
        Told(report, "leaflets", 536, leaflets);
        Told(report, "questions_answered", 84, outreach.Sum(row => Number(row["questions"])));
        Told(report, "outreach outside all cells", 1, outreach.Count(row => UnitAt(row["where/location"]) is null));
        Told(report, "questionnaires", 853, Live("survey-outreach", "questionnaire", report).Count);
        var registrations = Live("survey-outreach", "registration", report);
        Told(report, "registrations entered", 531, registrations.Count);
        Told(report, "registrations", 488, registrations.Select(row => row["member/member_no"]).Distinct(StringComparer.Ordinal).Count());
    }

    private void Hygiene(TextWriter report)
    {
        foreach (var form in new[] { "patrol", "step", "handle", "verify", "meeting", "requirement", "sign_plan", "evidence", "conclusion" }) Live("hygiene-city", form, report);
        var recount = Recount.Of(repository.Root);
        foreach (var (indicator, found) in recount.Figures) report.WriteLine($"  {indicator}: {found}");
        foreach (var (stage, found) in recount.Stages) report.WriteLine($"  {stage}: {found}");
        Told(report, "problems_found", 889, recount.Figures["problems_found"]);
        Told(report, "problems closed", 651, recount.Stages["problem closed"]);
        Told(report, "steps not taken", 12, recount.NotTaken);
        Told(report, "returned twice", 6, recount.Returned.Twice);
        Told(report, "waiting for a ruling", 4, recount.Returned.Waiting);
    }

    /// <summary>The records that count: each instance once, without those that another one replaces.</summary>
    private List<Dictionary<string, string>> Live(string campaign, string form, TextWriter report)
    {
        var rows = Csv.Read(repository.Campaign(campaign, $"sample/{form}.csv"));
        var known = Csv.Read(repository.District("people.csv")).Select(person => person["code"]).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!known.Contains(row["_person"])) faults.Add($"{form}: no person {row["_person"]}");
            if (string.CompareOrdinal(row["_end"], row["_received"]) > 0 || string.CompareOrdinal(row["_start"], row["_end"]) > 0)
                faults.Add($"{form} {row["_instance"]}: times run backwards");
            foreach (var file in row["_files"].Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!File.Exists(repository.Campaign(campaign, "sample/photos/" + file))) faults.Add($"{campaign}: no photo {file}");
            }
        }
        if (!rows.Select(row => row["_received"]).SequenceEqual(rows.Select(row => row["_received"]).Order(StringComparer.Ordinal))) faults.Add($"{form}: not in order of arrival");
        var instances = rows.GroupBy(row => row["_instance"], StringComparer.Ordinal).ToList();
        foreach (var same in instances.Where(same => same.Select(Content).Distinct(StringComparer.Ordinal).Count() > 1)) faults.Add($"{form} {same.Key}: the same id with other content");
        var replaced = rows.Select(row => row["_corrects"]).Where(id => id.Length > 0).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(replaced.Where(id => instances.All(same => same.Key != id)).Select(id => $"{form}: nothing to correct at {id}"));
        List<Dictionary<string, string>> live = [];
        foreach (var same in instances.Where(same => !replaced.Contains(same.Key)))
        {
            var row = same.First();
            // A correction counts on the day of what it replaces.
            for (var at = row; at["_corrects"].Length > 0;)
            {
                at = instances.First(other => other.Key == at["_corrects"]).First();
                row["_end"] = at["_end"];
            }
            live.Add(row);
        }
        report.WriteLine($"{campaign}/{form}: {rows.Count} deliveries, {instances.Count} instances, {live.Count} live");
        return live;
    }

    private static string Content(Dictionary<string, string> row) => string.Join('\n', row.Where(pair => pair.Key is not ("_received" or "_files")).Select(pair => pair.Value));

    private string? UnitAt(string geopoint)
    {
        var parts = geopoint.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return places.Grid.CellAt(new GeoPoint(parts[1], parts[0], parts[3]))?.UnitCode;
    }

    private static string CapturedDay(Dictionary<string, string> row) => row["_end"][..10];

    private static int Sum(IEnumerable<Dictionary<string, string>> rows, string kind, string action) =>
        rows.Where(row => row["kind"] == kind && row["action"] == action).Sum(row => Number(row["places"]));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private void Told(TextWriter report, string what, int expected, int found)
    {
        report.WriteLine($"  {what}: {found}");
        Expect(what, expected, found);
    }

    private void Expect(string what, int expected, int found)
    {
        if (expected != found) faults.Add($"{what}: {found}, should be {expected}");
    }

    /// <summary>One hash over all generated files, to compare two runs or two machines.</summary>
    public static string Fingerprint(Repository repository)
    {
        string[] files =
        [
            repository.District("cells.geojson"), repository.District("base.geojson"),
            .. Directory.EnumerateFiles(repository.Campaign("", ""), "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".xlsx" or ".csv" or ".jpg").Order(StringComparer.Ordinal),
        ];
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            all.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            all.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}
