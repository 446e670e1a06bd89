// The roadside campaign's deliveries: story/clearance.csv says what was found where, when and by whom; this gives each record its point,
// texts, photos and ids and lets it arrive as the field really delivers: late, twice, in pieces, corrected, and once before what it corrects.
using System.Globalization;
using Gridwork.DemoDistrict.Deliveries;
using Gridwork.DemoDistrict.Photos;
using Gridwork.Places;

namespace Gridwork.DemoDistrict.RoadEnvironment;

internal sealed class RoadSample
{
    private static readonly TimeSpan Zone = TimeSpan.FromHours(8);

    /// <summary>On the main road east of the last cell: in the district's care, in no cell.</summary>
    private static readonly GeoPoint BeyondTheGrid = new(117.4031, 34.8079);

    private readonly DistrictPlaces places;

    private RoadSample(DistrictPlaces places) => this.places = places;

    public static IReadOnlyList<Delivery> Make(Repository repository, DistrictPlaces places)
    {
        var sample = new RoadSample(places);
        var records = Csv.Read(repository.Authored("story/clearance.csv")).Select((row, index) => sample.Clearance(row, index + 1)).ToList();
        var steps = Csv.Read(repository.Authored("story/follow-up.csv")).Select((row, index) => FollowUp(row, index + 1, records));
        return [.. AsDelivered(records), .. Turnouts(), Report(), .. steps];
    }

    /// <summary>A step of what could not be settled at once. Its record is named by day and time of the find.</summary>
    private static Delivery FollowUp(Dictionary<string, string> row, int number, List<Delivery> records)
    {
        var find = records.Single(record => Local(record.End) == $"{row["day"]} {row["time"]}" && record.Answers["action"] is "deferred" or "handed-on");
        var chance = new Chance($"follow-up/{number:00}");
        var end = At(row["at"].Replace(' ', 'T')).AddSeconds(chance.Whole(0, 59));
        var (form, say, person) = (row["form"], row["say"], row["person"]);
        var answers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["today"] = row["at"][..10],
            ["deviceid"] = "demo:" + person,
            ["username"] = person,
            ["case"] = find.Instance,
        };
        List<string> files = [];
        Scene? scene = null;
        switch (form)
        {
            case "follow_up":
                answers["step"] = say;
                if (row["unit"].Length > 0) answers["unit"] = row["unit"];
                if (row["until"].Length > 0) answers["until"] = row["until"];
                if (row["text"].Length > 0) answers["reason"] = row["text"];
                break;
            case "settle":
                Settled(find, row, answers, chance);
                Photo("after", $"settle-{number:00}-after.jpg", after: true);
                break;
            default:
                answers["verdict"] = say;
                if (row["text"].Length > 0) answers["remark"] = row["text"];
                if (say is "send_back" or "reopen") Photo("seen", $"revisit-{number:00}.jpg", after: false);
                break;
        }
        return new Delivery(form, person, Chance.InstanceId($"follow-up/{number:00}"), end.AddSeconds(-chance.Whole(20, 160)), end, end.AddSeconds(chance.Whole(5, 240)))
        {
            Files = files,
            Answers = answers,
            Cell = find.Cell,
            Scene = scene,
        };

        void Photo(string question, string file, bool after)
        {
            answers[question] = file;
            files.Add(file);
            scene = new Scene(find.Answers["kind"], Seen(find), after) { Places = int.Parse(find.Answers["places"], CultureInfo.InvariantCulture) };
        }
    }

    private Delivery Clearance(Dictionary<string, string> row, int number)
    {
        var id = $"clearance/{number:000}";
        var chance = new Chance(id);
        var end = Moment(row["day"], row["time"]);
        // The form is opened at the photo of before and closed at the photo of after.
        var start = end.AddSeconds(-chance.Whole(260, 1260));
        var cell = row["cell"].Length > 0 ? row["cell"] : null;
        var (kind, action) = (row["kind"], row["action"]);
        var photographed = kind is "stall" or "dumping" or "market" || chance.Happens(0.3);
        var settled = action is not ("deferred" or "handed-on");
        var answers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["today"] = row["day"],
            ["deviceid"] = "demo:" + row["person"],
            ["username"] = row["person"],
            ["mode"] = row["mode"],
            ["kind"] = kind,
            ["places"] = row["places"],
            ["action"] = action,
            ["where/location"] = cell is null ? DistrictPlaces.Geopoint(BeyondTheGrid, chance) : places.PointIn(cell, chance),
            ["where/place_note"] = RoadTexts.Place(cell is null ? null : places.VillageOf(cell), kind, chance),
            ["settled"] = settled ? row["places"] : "0",
        };
        if (kind == "stall" && settled)
        {
            if (chance.Happens(0.4)) answers["goods"] = chance.Of("rack", "umbrella", "table", "rack umbrella", "table cart");
            answers["moved_to"] = chance.Of("market", "market", "indoors", "left");
        }
        if (action == "deferred")
        {
            answers["due"] = DateOnly.FromDateTime(end.Date).AddDays(chance.Whole(3, 7)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            answers["reason"] = RoadTexts.Reason(kind);
        }
        if (kind == "spill") answers["plate"] = "演A 00001";
        List<string> files = [];
        if (photographed)
        {
            answers["proof/before"] = $"clearance-{number:000}-before.jpg";
            files.Add(answers["proof/before"]);
        }
        if (photographed && settled)
        {
            answers["proof/after"] = $"clearance-{number:000}-after.jpg";
            files.Add(answers["proof/after"]);
        }
        return new Delivery("clearance", row["person"], Chance.InstanceId(id), start, end, end.AddSeconds(chance.Whole(40, 900)))
        {
            Files = files,
            Answers = answers,
            Cell = cell,
        };
    }

    private static void Settled(Delivery find, Dictionary<string, string> row, Dictionary<string, string> answers, Chance chance)
    {
        answers["outcome"] = row["say"];
        answers["done"] = row["text"];
        if (row["person"].Contains("-officer-", StringComparison.Ordinal))
        {
            var own = int.Parse(row["person"][^2..], CultureInfo.InvariantCulture);
            var other = (own + chance.Whole(1, 10)) % 12 + 1;
            answers["officers/officer_1"] = $"演执 {own:000}";
            answers["officers/officer_2"] = $"演执 {(other == own ? other % 12 + 1 : other):000}";
        }
        if (find.Answers["kind"] == "stall") answers["moved_to"] = chance.Of("market", "indoors", "left");
        if (find.Answers["kind"] == "spill") answers["source"] = "演示运输队";
        answers["location"] = find.Answers["where/location"];
    }

    /// <summary>What the photos of one find look alike by: the name of its photo of before, were it taken.</summary>
    private static string Seen(Delivery find) => find.Files.Count > 0 ? find.Files[0].Replace("-before", "", StringComparison.Ordinal) : find.Instance;

    /// <summary>Breaks the straight story where the field breaks it. Records are named by day, time and cell.</summary>
    private static IEnumerable<Delivery> AsDelivered(List<Delivery> records)
    {
        foreach (var record in records)
        {
            switch (Local(record.End))
            {
                case "2021-05-25 10:09":
                    // Written as four; one stall had only moved. No network until 10:41, then sent twice, corrected the day after.
                    const string Note = "禾范路与小麦川路口北 40米，东侧路肩";
                    var four = record with
                    {
                        Answers = record.With(("places", "4"), ("settled", "4"), ("where/place_note", Note)),
                        Received = At("2021-05-25T10:41:12"),
                    };
                    yield return four;
                    yield return four with { Received = At("2021-05-25T10:42:05") };
                    yield return Correction(record, "2021-05-26T16:40:21", record.With(("where/place_note", Note)));
                    break;
                case "2021-05-18 15:19":
                    yield return record;
                    yield return record with { Received = record.Received.AddSeconds(34) };
                    break;
                case "2021-05-26 14:56":
                    // Out of reach all afternoon; the phone delivered it at home.
                    yield return record with { Received = At("2021-05-26T21:18:44") };
                    break;
                case "2021-05-14 15:51":
                    // The photo of after came an hour later, with the same record.
                    yield return record with { Files = [record.Files[0]] };
                    yield return record with { Files = [record.Files[1]], Received = record.Received.AddMinutes(63) };
                    break;
                case "2021-05-20 15:52":
                    // The photo of after never came.
                    yield return record with { Files = [record.Files[0]] };
                    break;
                case "2021-05-21 15:37":
                    // The correction overtook its original: written as five, the phone was changed, the old one came into the net three hours later.
                    yield return record with { Answers = record.With(("places", "5"), ("settled", "5")), Received = At("2021-05-21T19:05:30") };
                    yield return Correction(record, "2021-05-21T16:02:10", record.Answers);
                    break;
                default:
                    yield return record;
                    break;
            }
        }
    }

    /// <summary>A correction repeats the whole record, files included, under an id of its own; ended two minutes before it arrived.</summary>
    private static Delivery Correction(Delivery original, string received, IReadOnlyDictionary<string, string> answers) => original with
    {
        Instance = Chance.InstanceId(original.Instance + "/corrected"),
        Corrects = original.Instance,
        Answers = answers,
        End = At(received).AddMinutes(-2),
        Received = At(received),
    };

    private static IEnumerable<Delivery> Turnouts()
    {
        (string Day, string Shift, string Time, int Persons, int Vehicles, string Equipment, string Route)[] shifts =
        [
            ("2021-05-11", "afternoon", "16:20", 6, 2, "lift", "青屏口村至穗庄村"),
            ("2021-05-13", "evening", "16:45", 5, 2, "", "小麦川村、秧屯村、大霖泽村"),
            ("2021-05-14", "afternoon", "16:30", 6, 2, "lift cutter", "青禾大道东段"),
            ("2021-05-18", "evening", "16:52", 5, 2, "loader", "穗庄村、青石垭村"),
            ("2021-05-20", "afternoon", "16:48", 6, 3, "lift loader", "禾新庄村、南穗路"),
            ("2021-05-21", "evening", "16:25", 6, 2, "cutter", "漪庄村、秧屯村"),
            ("2021-05-24", "afternoon", "16:15", 5, 2, "sweeper", "南秋村、秧屯村"),
            ("2021-05-25", "morning", "11:35", 9, 4, "lift loader cutter", "禾范路全线"),
            ("2021-05-25", "evening", "18:50", 9, 4, "loader sweeper", "穗庄村早市、漪庄村、青石垭村"),
            ("2021-05-26", "afternoon", "16:10", 6, 2, "lift", "禾新庄村、东菱埠村"),
        ];
        foreach (var (day, shift, time, persons, vehicles, equipment, route) in shifts)
        {
            var id = $"turnout/{day}/{shift}";
            var chance = new Chance(id);
            var end = Moment(day, time);
            var record = new Delivery("turnout", "hefan-officer-01", Chance.InstanceId(id), end.AddSeconds(-chance.Whole(40, 120)), end, end.AddSeconds(chance.Whole(30, 400)))
            {
                Answers = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["today"] = day,
                    ["deviceid"] = "demo:hefan-officer-01",
                    ["username"] = "hefan-officer-01",
                    ["worked_on"] = day,
                    ["shift"] = shift,
                    ["persons"] = persons.ToString(CultureInfo.InvariantCulture),
                    ["vehicles"] = vehicles.ToString(CultureInfo.InvariantCulture),
                    ["equipment"] = equipment,
                    ["route"] = route,
                },
            };
            if (day == "2021-05-18")
            {
                // Two drivers had been counted as officers.
                yield return record with { Answers = record.With(("persons", "7")) };
                yield return Correction(record, "2021-05-18T17:31:40", record.Answers);
            }
            else
            {
                yield return record;
            }
        }
    }

    /// <summary>What the subdistrict says it did, typed in by its clerk: dumping differs by two from what the records say.</summary>
    private static Delivery Report() => new(
        "report", "hefan-clerk", Chance.InstanceId("report/2021-05-26"), At("2021-05-26T17:44:30"), At("2021-05-26T17:49:20"), At("2021-05-26T17:50:00"))
    {
        Answers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["today"] = "2021-05-26",
            ["deviceid"] = "demo:hefan-clerk",
            ["username"] = "hefan-clerk",
            ["as_of"] = "2021-05-26",
            ["stalls"] = "51",
            ["dumping"] = "32",
            ["markets"] = "1",
            ["signs"] = "76",
            ["officers"] = "63",
            ["remark"] = "据各班次日报累加",
        },
    };

    private static DateTimeOffset Moment(string day, string time) => At($"{day}T{time}:00").AddSeconds(new Chance(day + time).Whole(0, 59));

    private static DateTimeOffset At(string local) => new(DateTime.Parse(local, CultureInfo.InvariantCulture), Zone);

    private static string Local(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
