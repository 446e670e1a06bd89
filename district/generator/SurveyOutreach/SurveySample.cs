// The survey's deliveries. The printed totals are reached by counting: 853 questionnaires, 488 persons registered (43 of them in both apps,
// so 531 registrations), and an outreach ledger whose leaflets and answered questions are written out below.
using System.Globalization;
using Gridwork.DemoDistrict.Deliveries;
using Gridwork.Places;

namespace Gridwork.DemoDistrict.SurveyOutreach;

internal sealed class SurveySample
{
    private const int Questionnaires = 853, Persons = 488, InBothApps = 43;
    private static readonly TimeSpan Zone = TimeSpan.FromHours(8);
    private static readonly GeoPoint BeyondTheGrid = new(117.3998, 34.8078);

    /// <summary>Working days of the campaign with how busy each was; the weekend of 15 May was a fair day.</summary>
    private static readonly (string Day, int Weight)[] Days =
    [
        ("2021-05-10", 3), ("2021-05-11", 5), ("2021-05-12", 7), ("2021-05-13", 8), ("2021-05-14", 9), ("2021-05-15", 14), ("2021-05-17", 9), ("2021-05-18", 8),
        ("2021-05-19", 7), ("2021-05-20", 10), ("2021-05-21", 9), ("2021-05-22", 12), ("2021-05-24", 8), ("2021-05-25", 7), ("2021-05-26", 6),
    ];

    private static readonly (string Channel, int Weight)[] Channels = [("fair", 21), ("crossing", 17), ("enterprise", 15), ("chat", 28), ("household", 19)];

    private static readonly string[] Materials = ["leaflet", "banner", "stand", "code-card"];

    private readonly DistrictPlaces places;
    private readonly List<(string Code, int Weight)> villages;
    private readonly Dictionary<string, string> memberOfVillage;

    private SurveySample(Repository repository, DistrictPlaces places)
    {
        this.places = places;
        var people = Csv.Read(repository.District("people.csv"));
        villages = [.. Csv.Read(repository.District("units.csv")).Where(unit => unit["parent"] == "hefan").Select(unit => (unit["code"], new Chance("size/" + unit["code"]).Whole(4, 12)))];
        memberOfVillage = people.Where(person => person["role"] == "grid-member" && person["unit"].StartsWith("hefan-", StringComparison.Ordinal))
            .ToDictionary(person => person["unit"], person => person["code"], StringComparer.Ordinal);
    }

    public static IReadOnlyList<Delivery> Make(Repository repository, DistrictPlaces places)
    {
        var sample = new SurveySample(repository, places);
        return [.. sample.Outreaches(repository), .. sample.Answered(), .. sample.Registered()];
    }

    private IEnumerable<Delivery> Outreaches(Repository repository)
    {
        foreach (var (index, row) in Csv.Read(repository.Authored("story/outreach.csv")).Index())
        {
            var id = $"outreach/{index + 1:00}";
            var chance = new Chance(id);
            var held = At($"{row["day"]}T{row["time"]}:00");
            // The ledger is often kept in the evening, sometimes the day after: it counts on the day that it names.
            var end = row["written"].Length > 0 ? At($"{row["written"]}:00") : held.AddMinutes(chance.Whole(20, 150)).AddSeconds(chance.Whole(0, 59));
            var cell = row["cell"].Length > 0 ? row["cell"] : null;
            var answers = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["today"] = end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["deviceid"] = "demo:" + row["person"],
                ["username"] = row["person"],
                ["held_on"] = row["day"],
                ["channel"] = row["channel"],
                ["where/location"] = cell is null ? DistrictPlaces.Geopoint(BeyondTheGrid, chance) : places.PointIn(cell, chance),
                ["where/place_note"] = row["place"],
                ["audience"] = chance.Whole(12, 60).ToString(CultureInfo.InvariantCulture),
                ["questions"] = row["questions"],
            };
            if (row["questions"] != "0") answers["topics"] = chance.Of("install", "install register", "register lookup", "privacy", "install privacy", "lookup");
            foreach (var (round, kind) in Materials.Where(kind => row[kind].Length > 0).Index())
            {
                answers[$"material[{round + 1}]/kind"] = kind;
                answers[$"material[{round + 1}]/copies"] = row[kind];
            }
            string[] files = row["photo"] == "yes" ? [$"outreach-{index + 1:00}.jpg"] : [];
            if (files.Length > 0) answers["photo"] = files[0];
            var record = new Delivery("outreach", row["person"], Chance.InstanceId(id), end.AddSeconds(-chance.Whole(60, 300)), end, end.AddSeconds(chance.Whole(20, 1500)))
            {
                Files = files,
                Answers = answers,
                Cell = cell,
            };
            if (row["first_written"].Length == 0)
            {
                yield return record;
                continue;
            }
            // Copies printed were written first, copies handed out are what counts.
            yield return record with { Answers = record.With(("material[1]/copies", row["first_written"])) };
            yield return Correction(record, record.Received.AddHours(3), record.Answers);
        }
    }

    private IEnumerable<Delivery> Answered()
    {
        string[] wishes = ["road", "light", "parking", "square", "toilet", "elderly"];
        for (var number = 1; number <= Questionnaires; number++)
        {
            var id = $"questionnaire/{number:000}";
            var chance = new Chance(id);
            var (village, channel, person, end) = Circumstances(chance);
            var uses = chance.Happens(0.46);
            var answers = Common(village, channel, person, end);
            answers["answers/age"] = chance.Of("under-30", "30-44", "30-44", "45-59", "45-59", "60-over");
            answers["answers/uses_app"] = uses ? "yes" : "no";
            if (uses) answers["answers/used_for"] = chance.Of("insurance", "health", "health water-power", "insurance health", "certificate");
            else answers["answers/hurdles"] = chance.Of("hard", "not-known", "no-phone", "no-need", "hard not-known", "hard");
            var chosen = chance.Shuffled(wishes).Take(chance.Whole(1, 3)).ToHashSet();
            answers["answers/wishes"] = string.Join(' ', wishes.Where(chosen.Contains));
            if (chance.Happens(0.07)) answers["answers/suggestion"] = chance.Of("村口路灯再亮些", "盼着广场装健身器材", "停车位划线", "河边修个护栏", "办事少跑几趟");
            var record = new Delivery("questionnaire", person, Chance.InstanceId(id), end.AddSeconds(-chance.Whole(50, 240)), end, end.AddSeconds(chance.Whole(5, 600)))
            {
                Answers = answers,
            };
            foreach (var delivery in number switch
            {
                // Put down to the wrong village; moved to the right one the next morning.
                118 => [record with { Answers = record.With(("village", village == villages[0].Code ? villages[1].Code : villages[0].Code), ("place_kind", "village")) },
                    Correction(record, record.Received.AddHours(16), record.Answers)],
                240 or 555 => [record, record with { Received = record.Received.AddSeconds(21) }],
                // Kept on the phone over night, in a house without a network.
                401 => [record with { Received = record.End.AddHours(13.5) }],
                _ => (Delivery[])[record],
            }) yield return delivery;
        }
    }

    private IEnumerable<Delivery> Registered()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 1; number <= Persons; number++)
        {
            var id = $"registration/{number:000}";
            var chance = new Chance(id);
            var (village, channel, person, end) = Circumstances(chance);
            // The first two digits of a household number are its village's, so a number names one household of the subdistrict.
            string household, member;
            do
            {
                household = $"{villages.FindIndex(item => item.Code == village) + 1:00}{chance.Whole(1, 48):00}";
                member = chance.Whole(1, 4).ToString(CultureInfo.InvariantCulture);
            }
            while (!taken.Add($"{household}-{member}"));
            var answers = Common(village, channel, person, end);
            answers["member/household_no"] = household;
            answers["member/member_index"] = member;
            answers["member/member_no"] = $"{household}-{member}";
            answers["app"] = chance.Of("province", "province", "city");
            answers["steps"] = chance.Of("install register", "install register", "install register lookup");
            // A number range that no phone has.
            if (chance.Happens(0.05)) answers["phone"] = $"10000000{number:000}";
            var record = new Delivery("registration", person, Chance.InstanceId(id), end.AddSeconds(-chance.Whole(40, 180)), end, end.AddSeconds(chance.Whole(5, 600)))
            {
                Answers = answers,
            };
            foreach (var delivery in WithItsTroubles(number, record, taken)) yield return delivery;
            if (number % (Persons / InBothApps) != 0 || number / (Persons / InBothApps) > InBothApps) continue;
            // The same person in the other app, minutes later.
            var second = record.End.AddMinutes(chance.Whole(3, 9));
            yield return record with
            {
                Instance = Chance.InstanceId(id + "/other app"),
                Start = second.AddSeconds(-50),
                End = second,
                Received = second.AddSeconds(chance.Whole(5, 200)),
                Answers = record.With(("app", answers["app"] == "city" ? "province" : "city")),
            };
        }
    }

    private static Delivery[] WithItsTroubles(int number, Delivery record, HashSet<string> taken)
    {
        if (number == 300) return [record, record with { Received = record.Received.AddSeconds(48) }];
        // A member number mistyped. Person 220 is in both apps: while the first registration stood under a number that is nobody's, the second
        // one counted for him; after the correction the first holds the key again.
        if (number is not (43 or 220)) return [record];
        var wrong = $"{record.Answers["member/household_no"]}-9";
        taken.Add(wrong);
        return
        [
            record with { Answers = record.With(("member/member_index", "9"), ("member/member_no", wrong)) },
            Correction(record, record.Received.AddHours(2), record.Answers),
        ];
    }

    private (string Village, string Channel, string Person, DateTimeOffset End) Circumstances(Chance chance)
    {
        var village = Weighted(villages, chance);
        var channel = Weighted(Channels, chance);
        var day = Weighted(Days, chance);
        // Chat groups are answered in the evening, doors open towards supper, the rest is daytime.
        var minute = channel switch
        {
            "chat" => chance.Whole(18 * 60 + 30, 21 * 60 + 50),
            "household" => chance.Whole(16 * 60, 19 * 60 + 20),
            _ => chance.Whole(8 * 60 + 40, 17 * 60 + 20),
        };
        var person = channel is "enterprise" or "fair" ? chance.Of("hefan-clerk", "hefan-clerk-02") : memberOfVillage[village];
        return (village, channel, person, At(day + "T00:00:00").AddMinutes(minute).AddSeconds(chance.Whole(0, 59)));
    }

    private Dictionary<string, string> Common(string village, string channel, string person, DateTimeOffset end) => new(StringComparer.Ordinal)
    {
        ["today"] = end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["deviceid"] = "demo:" + person,
        ["username"] = person,
        ["channel"] = channel,
        ["place_kind"] = places.UnitNames[village].EndsWith("社区", StringComparison.Ordinal) ? "community" : "village",
        ["village"] = village,
    };

    private static Delivery Correction(Delivery original, DateTimeOffset received, IReadOnlyDictionary<string, string> answers) => original with
    {
        Instance = Chance.InstanceId(original.Instance + "/corrected"),
        Corrects = original.Instance,
        Answers = answers,
        End = received.AddMinutes(-2),
        Received = received,
    };

    private static string Weighted(IReadOnlyList<(string Value, int Weight)> choices, Chance chance)
    {
        var at = chance.Whole(1, choices.Sum(choice => choice.Weight));
        foreach (var (value, weight) in choices)
        {
            at -= weight;
            if (at <= 0) return value;
        }
        throw new InvalidOperationException("weights do not add up");
    }

    private static DateTimeOffset At(string local) => new(DateTime.Parse(local, CultureInfo.InvariantCulture), Zone);
}
