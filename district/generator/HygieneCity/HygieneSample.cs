// The hygiene city's deliveries. story/open-problems.csv says how many problems stand open in which cell at the demo's time, late, due soon or in time;
// around them stand those that were closed, put aside, disputed, merged or never taken up, and the steps that people tried in vain.
using System.Globalization;
using Gridwork.DemoDistrict.Deliveries;
using Gridwork.DemoDistrict.Photos;
using Gridwork.Places;

namespace Gridwork.DemoDistrict.HygieneCity;

internal sealed class HygieneSample
{
    // The first of them stand in the story's order among the others; what came later is added behind, so that no photo changes its name.
    private const int ClosedProblems = 260, ClosedInAll = 628;

    private static readonly DateTimeOffset Begin = At("2021-05-06T08:40:00");

    /// <summary>On the main road east of the last cell: in the district's care, in no cell.</summary>
    private static readonly GeoPoint BeyondTheGrid = new(117.4031, 34.8079);

    // What is found often stands here often.
    private static readonly string[] Often =
    [
        "dumping", "dumping", "exposed-waste", "exposed-waste", "exposed-waste", "bin-overflow", "vending", "vending", "ads", "ads", "standing-water", "manhole",
        "road-damage", "road-damage", "greening", "toilet", "unclaimed", "site-fence", "bare-soil", "noise", "smoke", "sewage", "notice-stale", "education-board",
        "smoking", "ledger-gap", "venue-licence", "venue-disinfection", "school-health", "food-licence", "kitchen", "market", "market", "water-supply", "clinic-waste",
        "clinic-notice", "rodent", "rodent", "bait-station", "mosquito", "mosquito",
    ];

    private static readonly Dictionary<string, string[]> LinesOf = new(StringComparer.Ordinal)
    {
        ["vending"] = ["markets"],
        ["toilet"] = ["markets"],
        ["market"] = ["markets"],
        ["exposed-waste"] = ["markets", "city-villages"],
        ["dumping"] = ["sites", "main-roads"],
        ["kitchen"] = ["restaurants", "schools"],
        ["food-licence"] = ["restaurants", "schools"],
        ["smoke"] = ["restaurants"],
        ["rodent"] = ["restaurants"],
        ["noise"] = ["sites"],
        ["bare-soil"] = ["sites"],
        ["site-fence"] = ["sites"],
        ["road-damage"] = ["city-villages"],
        ["ads"] = ["old-estates"],
        ["water-supply"] = ["old-estates"],
        ["unclaimed"] = ["main-roads"],
        ["manhole"] = ["main-roads"],
        ["clinic-waste"] = ["clinics"],
        ["clinic-notice"] = ["clinics"],
        ["venue-licence"] = ["small-venues"],
        ["venue-disinfection"] = ["small-venues"],
        ["school-health"] = ["schools"],
        ["smoking"] = ["restaurants"],
    };

    private static readonly string[] PlanCodes = ["grid-and-lines", "implementation"];

    private readonly DistrictPlaces places;
    private readonly HygieneTables tables;
    private readonly Posts posts;
    private readonly List<Dictionary<string, string>> open;
    private readonly string[] cells;
    private readonly List<Delivery> deliveries = [];
    private int number;

    private HygieneSample(Repository repository, DistrictPlaces places, HygieneTables tables)
    {
        (this.places, this.tables) = (places, tables);
        posts = new Posts(repository, tables);
        open = Csv.Read(repository.Authored("story/open-problems.csv"));
        cells = [.. open.Select(row => row["cell"]).Where(cell => cell.Length > 0)];
    }

    public static IReadOnlyList<Delivery> Make(Repository repository, DistrictPlaces places, HygieneTables tables)
    {
        var sample = new HygieneSample(repository, places, tables);
        sample.Open();
        sample.Closed(1, ClosedProblems);
        sample.Again();
        sample.Aside();
        sample.InVain();
        sample.Meetings();
        sample.Patrols();
        sample.Plans();
        sample.Evidences();
        sample.Conclusions();
        sample.Closed(ClosedProblems + 1, ClosedInAll);
        sample.NotTakenUp(6, ("not_ours", 5), ("not_possible", 3), ("not_reasonable", 5));
        sample.Reasoned();
        sample.Shots();
        return sample.deliveries;
    }

    /// <summary>What stands open at the demo's time, cell by cell.</summary>
    private void Open()
    {
        var late = 0;
        foreach (var row in open)
        {
            foreach (var (want, low, high) in new[] { ("late", -1.6, -0.01), ("soon", 0.03, 0.22), ("in_time", 0.30, 0.97) })
            {
                for (var n = 1; n <= int.Parse(row[want], CultureInfo.InvariantCulture); n++)
                {
                    // Six of the late ones were in time the evening before.
                    var thisMorning = want == "late" && late++ < 6;
                    var made = Search($"problem/{row["cell"]}/{want}/{n}", row["cell"], find => Within(find, low, high), course => Going(course, late), course =>
                        course.Left > low && course.Left < high && course.Last < Course.Now.AddMinutes(-6)
                        && (!thisMorning || course.Due > At("2021-05-27T08:31:00")) && (want != "late" || thisMorning || course.Due < At("2021-05-26T17:31:00")));
                    if (want == "late" && late % 3 == 1 && made.Last < At("2021-05-27T09:00:00")) made.Supervise(At("2021-05-27T09:06:20").AddMinutes(late));
                    Add(made);
                }
            }
        }
        for (var n = 1; n <= 14; n++)
        {
            Add(Search($"problem/reported/{n}", Cell($"reported/{n}"), find => find.Source is "citizen" or "unannounced" && find.Found > At("2021-05-26T14:30:00"),
                course => Found(course), course => course.Last < Course.Now.AddMinutes(-4)));
        }
    }

    private static void Going(Course course, int turn)
    {
        var chance = new Chance(course.Find.Seed + "/going");
        Found(course);
        course.Register(chance.Whole(6, 40));
        var used = Math.Min(1 - course.Left, 2.2);
        var stage = chance.Of(0, 1, 2, 2, 2, 2, 3, 3, 4);
        // What has stood for long is at least with somebody; a fresh find is not yet handled.
        if (used > 0.5 && stage == 0) stage = 2;
        if (stage >= 1) course.Dispatch(used * chance.Between(0.06, 0.16));
        if (stage >= 2) course.Sign(used * chance.Between(0.2, 0.34));
        if (stage == 2 && turn % 5 == 3 && used is > 0.4 and < 0.9 && chance.Happens(0.3)) course.AskForTime(used * 0.5, 2);
        if (stage >= 3) course.Handle(used * chance.Between(0.5, 0.74));
        if (stage >= 4) course.SendBack(used * chance.Between(0.82, 0.93));
    }

    /// <summary>What was closed: most in time, some late, some not by the straight way.</summary>
    private void Closed(int from, int to)
    {
        for (var n = from; n <= to; n++)
        {
            var (late, way) = (n % 8 == 5, n % 13);
            Add(Search($"problem/closed/{n}", Cell($"closed/{n}"), find => find.Found < At("2021-05-26T12:00:00"), course => Gone(course, late, way),
                course => course.Last < Course.Now.AddMinutes(-12) && course.InTime != late));
        }
    }

    /// <summary>What was opened again after closing.</summary>
    private void Again()
    {
        for (var n = 1; n <= 6; n++)
        {
            // The same again at the same place: two have been closed a second time, three are late once more, one was given time.
            var again = n;
            var cell = n switch { 3 => "禾仁 012", 4 => "禾城 019", 5 => "禾范 009", _ => Cell($"again/{n}") };
            Add(Search($"problem/again/{n}", cell, find => find.Found < At("2021-05-20T12:00:00") && find.Category.Limit < 2000, course =>
            {
                Gone(course, late: false, way: 0);
                course.Reopen(2);
                if (again != 5) course.SignAt(20);
                if (again <= 2) course.HandleAt(course.Moment(course.Share + 0.05)).Verify(course.Share + 0.1);
                if (again == 6) course.GiveUntil(25, "2021-06-02");
            }, course => course.Last < Course.Now.AddMinutes(-30) && (again is < 3 or > 5 || course.Due < At("2021-05-26T17:31:00"))));
        }
    }

    private static void Gone(Course course, bool late, int way)
    {
        var chance = new Chance(course.Find.Seed + "/gone");
        Found(course);
        course.Register(chance.Whole(5, 30)).Dispatch(chance.Between(0.03, 0.1));
        if (way == 4) course.Return(0.12, course.Host, Other(course)).Dispatch(0.16, Other(course)).Moved(Other(course));
        course.Sign(chance.Between(0.18, 0.25));
        if (way == 7) course.AskForTime(0.3, 2).GrantTime(30);
        if (way == 8) course.AskForTime(0.3, 1).RefuseTime(25);
        if (way == 9) course.Suspend(0.3).Resume(2);
        if (way == 10) course.HandOver(0.27, course.Host, Other(course)).Sign(0.33);
        course.Handle(late ? chance.Between(1.02, 1.3) : chance.Between(0.38, 0.6));
        if (way is 2 or 11) course.SendBack(late ? 1.4 : 0.68).Handle(late ? 1.5 : 0.8);
        course.Verify(late ? 1.7 : chance.Between(0.84, 0.95));
    }

    /// <summary>What was put aside, disputed, merged or not taken up.</summary>
    private void Aside()
    {
        for (var n = 1; n <= 9; n++)
        {
            Add(Search($"problem/suspended/{n}", Cell($"suspended/{n}"), find => find.Found < At("2021-05-24T12:00:00") && find.Category.Limit >= 900, course =>
            {
                Found(course);
                course.Register(20).Dispatch(0.08).Sign(0.2).Suspend(0.4, "2021-06-30");
            }, Past));
        }
        for (var n = 1; n <= 4; n++)
        {
            Add(Search($"problem/extended/{n}", Cell($"extended/{n}"), find => find.Found > At("2021-05-20T08:30:00") && find.Category.Limit >= 1300, course =>
            {
                Found(course);
                course.Register(20).Dispatch(0.08).Sign(0.2).AskForTime(0.5, 3).GrantTime(40);
            }, course => Past(course) && course.Due > Course.Now.AddDays(1)));
        }
        for (var n = 1; n <= 6; n++)
        {
            var ruled = n > 4;
            Add(Search($"problem/disputed/{n}", Cell($"disputed/{n}"), find => find.Found > At("2021-05-24T08:30:00") && find.Category.Limit >= 900, course =>
            {
                Found(course);
                var (first, second) = (course.Host, Other(course));
                course.Register(20).Dispatch(0.05).Return(0.15, first, second).Dispatch(0.22, second).Return(0.34, second, first);
                if (ruled) course.Rule(0.5).Sign(0.56);
            }, course => Past(course) && course.Left > 0.25));
        }
        NotTakenUp(1, ("not_ours", 5), ("not_possible", 3), ("not_reasonable", 4));
        for (var n = 1; n <= 7; n++)
        {
            // Told a second time by somebody who did not know of the first.
            var first = Search($"problem/twice/{n}", Cell($"twice/{n}"), find => find.Source == "grid" && find.Found > At("2021-05-24T08:30:00") && find.Category.Limit >= 900, course =>
            {
                Found(course);
                course.Dispatch(0.06).Sign(0.2);
            }, course => course.Last < At("2021-05-26T16:00:00") && course.Left > 0.26);
            var again = first.Find with { Seed = first.Find.Seed + "/again", Source = "citizen", Found = WorkingTime.Add(first.Last, 40) };
            var second = new Course(tables, posts, again, "");
            second.Report();
            second.MergeAt(WorkingTime.Add(again.Found, 35), first);
            Add(first);
            Add(second);
        }
        // Entered, and on looking again there was nothing: the record is corrected.
        var nothing = Search("problem/nothing/1", Cell("nothing/1"), find => find.Source == "grid" && find.Found < At("2021-05-24T12:00:00"), course => Found(course), Past);
        Add(nothing);
        var record = nothing.Deliveries[0];
        deliveries.Add(record with
        {
            Instance = Chance.InstanceId("problem/nothing/1/corrected"),
            Corrects = record.Instance,
            Received = record.Received.AddMinutes(31),
            End = record.Received.AddMinutes(29),
            Files = [],
            Scene = null,
            Answers = record.With(("result", "ok")).Where(answer => answer.Key is not ("part" or "category" or "line" or "what" or "before")).ToDictionary(StringComparer.Ordinal),
        });
    }

    /// <summary>What citizens told and was not taken up, by the reason given.</summary>
    private void NotTakenUp(int first, params (string Outcome, int Count)[] reasons)
    {
        foreach (var (outcome, count) in reasons)
        {
            for (var n = first; n < first + count; n++)
            {
                Add(Search($"problem/{outcome}/{n}", Cell($"{outcome}/{n}"), find => find.Source == "citizen" && find.Found < At("2021-05-26T16:00:00"), course =>
                {
                    Found(course);
                    course.Dismiss(70, outcome);
                }, Past));
            }
        }
    }

    /// <summary>What was gone into and could not, or need not, be put right: closed with the reason, and counted apart.</summary>
    private void Reasoned()
    {
        foreach (var (outcome, count) in new[] { ("not_possible", 5), ("not_reasonable", 4) })
        {
            for (var n = 1; n <= count; n++)
            {
                Add(Search($"problem/reasoned/{outcome}/{n}", Cell($"reasoned/{outcome}/{n}"), find => !find.Category.NeedsPhoto && find.Found < At("2021-05-25T16:00:00"), course =>
                {
                    Found(course);
                    course.Register(15).Dispatch(0.06).Sign(0.2).Handle(0.45, outcome: outcome).Verify(0.8);
                }, course => Past(course) && course.InTime));
            }
        }
    }

    /// <summary>
    /// What cameras wrote into the photos of problems that wait to be verified. Four of them make whoever verifies look twice: one was sent before for
    /// another problem, one was taken elsewhere, one before it was dispatched, one with a clock a day ahead.
    /// </summary>
    private void Shots()
    {
        var waiting = deliveries.Where(delivery => delivery.Form == "handle" && delivery.Files.Count > 0 && IsLast(delivery)).ToList();
        var again = waiting.First(delivery => delivery.Cell!.StartsWith("禾范", StringComparison.Ordinal) && delivery.Scene!.Kind == "dumping");
        var older = deliveries.Where(delivery => delivery.Form == "handle" && delivery.Files.Count > 0 && delivery.Scene!.Kind == "dumping"
            && delivery.Cell!.StartsWith("禾范", StringComparison.Ordinal) && delivery.End < again.End.AddDays(-6)
            && delivery.Files[0].EndsWith("-after.jpg", StringComparison.Ordinal)
            && PointOf(delivery).MetresTo(PointOf(again)) is > 1200 and < 3000).MinBy(delivery => delivery.End)!;
        var others = waiting.Where(delivery => delivery != again && !delivery.Files[0].Contains("again", StringComparison.Ordinal)).Take(3).ToList();
        foreach (var delivery in waiting)
        {
            var (at, place) = (delivery.End.AddSeconds(-40), PointOf(delivery));
            var shot = new Shot(Notes(at, place, delivery.Instance));
            if (delivery == again) shot = new Shot(Notes(older.End.AddSeconds(-40), PointOf(older), older.Instance)) { Again = older };
            else if (delivery == others[0]) shot = new Shot(Notes(at, new GeoPoint(place.Longitude + 0.0142, place.Latitude - 0.0031), delivery.Instance));
            else if (delivery == others[1]) shot = new Shot(Notes(Dispatched(delivery).AddHours(-20.5), place, delivery.Instance));
            else if (delivery == others[2]) shot = new Shot(Notes(at, place, delivery.Instance) with { Taken = at.AddDays(1), Satellite = at });
            deliveries[deliveries.IndexOf(delivery)] = delivery with { Shot = shot };
            if (deliveries.FindIndex(other => other.Instance == delivery.Answers["case"] && other.Files.Count > 0) is var opening and >= 0)
            {
                var report = deliveries[opening];
                deliveries[opening] = report with { Shot = new Shot(Notes(report.Start.AddSeconds(25), PointOf(report, "where/location"), report.Instance)) };
            }
        }

        bool IsLast(Delivery handled) => !deliveries.Exists(other => other.Answers.GetValueOrDefault("case") == handled.Answers["case"] && other.End > handled.End);

        DateTimeOffset Dispatched(Delivery handled) => deliveries.First(other => other.Answers.GetValueOrDefault("case") == handled.Answers["case"]
            && other.Answers.GetValueOrDefault("step") == "dispatch").End;

        static CameraNotes Notes(DateTimeOffset at, GeoPoint place, string seed)
        {
            var hold = new Chance(seed + "/camera");
            return new CameraNotes(at, place.Latitude + hold.Between(-0.00006, 0.00006), place.Longitude + hold.Between(-0.00006, 0.00006));
        }
    }

    private static GeoPoint PointOf(Delivery delivery, string question = "location")
    {
        var parts = delivery.Answers[question].Split(' ');
        return new GeoPoint(double.Parse(parts[1], CultureInfo.InvariantCulture), double.Parse(parts[0], CultureInfo.InvariantCulture));
    }

    /// <summary>Steps that were sent and not taken: without proof, by who handled it, by somebody without the right, and too late.</summary>
    private void InVain()
    {
        for (var n = 1; n <= 3; n++)
        {
            Add(Search($"problem/without-proof/{n}", Cell($"without-proof/{n}"), find => find.Source == "grid" && find.Category.NeedsPhoto && find.Found < At("2021-05-25T12:00:00"), course =>
            {
                Found(course);
                course.Dispatch(0.05).Sign(0.2).Handle(0.4, proof: false).Handle(0.55).Verify(0.85);
            }, course => Past(course) && course.InTime));
            Add(Search($"problem/own-work/{n}", Cell($"own-work/{n}"), find => find.Source == "grid" && find.Found < At("2021-05-25T12:00:00"), course =>
            {
                Found(course);
                course.Dispatch(0.05).Sign(0.2).Handle(0.4);
                course.Verify(0.45, by: course.HandledBy).Verify(0.8);
            }, course => Past(course) && course.InTime && course.Host == course.Find.Unit));
            Add(Search($"problem/no-right/{n}", Cell($"no-right/{n}"), find => find.Source == "grid" && find.Found < At("2021-05-25T12:00:00"), course =>
            {
                Found(course);
                course.Step("dispatch", posts.GridMember(course.Find.Unit), course.Moment(0.03), ("unit", course.Host));
                course.Dispatch(0.08).Sign(0.2).Handle(0.4).Verify(0.8);
            }, course => Past(course) && course.InTime));
            Add(Search($"problem/signed-twice/{n}", Cell($"signed-twice/{n}"), find => find.Source == "grid" && find.Found < At("2021-05-25T12:00:00"), course =>
            {
                Found(course);
                course.Dispatch(0.05).Sign(0.2);
                course.Step("sign", posts.Hand(course.Host, new Chance(course.Find.Seed + "/second")), course.Last.AddSeconds(95));
                course.Handle(0.4).Verify(0.8);
            }, course => Past(course) && course.InTime));
        }
    }

    /// <summary>Two meetings and what they asked of whom: each requirement runs as a case of its own.</summary>
    private void Meetings()
    {
        (string Key, string Time, string Title, string Place, string[] Documents, (string Unit, string With, string Due, string What, int Stage)[] Asked)[] meetings =
        [
            ("meeting/1", "2021-05-12T11:20:00", "复审迎检工作推进会", "区会议中心二楼", ["迎接复审实施方案", "重点专线分工表"],
            [
                ("zhifa", "", "2021-05-19T17:30:00", "主次干道占道经营逐路段划线，报责任人名单", 4),
                ("jianshe", "", "2021-05-21T17:30:00", "在建工地围挡和冲洗设施全部查一遍，列出清单", 4),
                ("shichang", "shehui", "2021-05-20T17:30:00", "集贸市场划行归市，水产活禽分区到位", 5),
                ("shehui", "", "2021-05-26T17:30:00", "小理发店、小浴室、小旅店亮证情况造册", 3),
                ("heren", "", "2021-05-18T12:00:00", "老旧小区楼道杂物清理完毕", 4),
                ("hecheng", "jianshe", "2021-05-25T17:30:00", "城中村旱厕和雨污混接点摸底", 2),
            ]),
            ("meeting/2", "2021-05-20T17:05:00", "复审问题调度会", "网格化服务管理中心", ["问题台账（截至 5月 19日）"],
            [
                ("hefan", "", "2021-05-26T12:00:00", "早市收市后一小时内清场冲洗，形成值守表", 4),
                ("zhifa", "hefan", "2021-05-27T09:00:00", "退回两次的问题逐件说明权属", 2),
                ("jianshe", "", "2021-05-28T17:30:00", "主干道井盖普查，缺失的当日围挡", 3),
                ("wangge", "", "2021-05-27T17:30:00", "超期问题每日通报到单位", 2),
                ("yingji", "jianshe", "2021-05-31T17:30:00", "无主线杆和灯箱的安全评估", 2),
                ("jingfa", "", "2021-06-04T17:30:00", "工业园区周边裸土覆盖，由企业签责任书", 1),
            ]),
        ];
        foreach (var (key, time, title, place, documents, asked) in meetings)
        {
            var id = Chance.InstanceId(key);
            var held = At(time);
            var record = Typed("meeting", Posts.Centre, id, held.AddMinutes(25), 420);
            foreach (var (name, answer) in new[] { ("kind", "meeting"), ("title", title), ("held_on", Day(held)), ("place", place), ("gist", "按责任单位逐项交办，到期销号。") }) record.Answers[name] = answer;
            record.Answers["attended"] = string.Join(' ', tables.Bodies.Select(body => body.Code));
            foreach (var (index, document) in documents.Index()) record.Answers[$"document[{index + 1}]/name"] = document;
            deliveries.Add(record.Delivery);
            foreach (var (index, (unit, with, due, what, stage)) in asked.Index())
            {
                var sent = held.AddMinutes(32 + index * 3);
                var until = At(due);
                var limit = new Category("requirement", "", "督办事项", "Requirement", (int)(until - sent).TotalMinutes, Working: false, Round: false, NeedsPhoto: false, "");
                var course = new Course(tables, posts, new Find($"{key}/{index + 1}", limit, null, null, "qinghe", "", "meeting", sent) { Host = unit }, "");
                var opening = Typed("requirement", Posts.Centre, course.Instance, sent, 100);
                foreach (var (name, answer) in new[] { ("meeting", id), ("number", $"{index + 1}"), ("what", what), ("unit", unit), ("due", DeliveryFile.Time(until).Replace("+08:00", ".000+08:00", StringComparison.Ordinal)) }) opening.Answers[name] = answer;
                if (with.Length > 0) opening.Answers["with"] = with;
                course.Begin(opening.Delivery);
                if (stage >= 1) course.Step("dispatch", Posts.Centre, sent.AddMinutes(22), ("unit", unit));
                if (stage >= 2) course.Sign(0.12);
                if (stage >= 3) course.Handle(0.72);
                if (stage == 5) course.SendBack(0.8).Handle(1.1);
                if (stage >= 4) course.Verify(stage == 5 ? 1.2 : 0.93);
                Add(course);
            }
        }
    }

    /// <summary>Patrols on which nothing was found.</summary>
    private void Patrols()
    {
        foreach (var (index, cell) in cells.Index())
        {
            for (var n = 1; n <= 2; n++)
            {
                var seed = $"patrol/{cell}/{n}";
                var chance = new Chance(seed);
                var member = posts.GridMember(places.CellOf(cell).UnitCode);
                var end = WorkingTime.Next(Begin.AddDays((index * 7 + n * 9) % 20).AddMinutes(chance.Whole(0, 480)), chance);
                if (end > Course.Now.AddHours(-1)) end = At("2021-05-26T15:10:00").AddMinutes(index % 90);
                var record = Typed("patrol", member, Chance.InstanceId(seed), end, chance.Whole(30, 120));
                foreach (var (name, answer) in new[] { ("source", "grid"), ("result", "ok"), ("where/location", places.PointIn(cell, chance)), ("where/place_note", HygieneTexts.Spot(chance)) })
                    record.Answers[name] = answer;
                deliveries.Add(record.Delivery with { Cell = cell });
            }
        }
    }

    /// <summary>Who has signed for the two plans: two departments have not signed for the second.</summary>
    private void Plans()
    {
        foreach (var (round, plan) in PlanCodes.Index())
        {
            foreach (var (index, unit) in tables.Bodies.Index())
            {
                if (round == 1 && unit.Code is ("jingfa" or "yingji")) continue;
                var end = WorkingTime.Add(At(round == 0 ? "2021-05-07T09:10:00" : "2021-05-13T09:20:00"), 14 + index * 31);
                var record = Typed("sign_plan", posts.Signer(unit.Code), Chance.InstanceId($"plan/{plan}/{unit.Code}"), end, 45);
                foreach (var (name, answer) in new[] { ("plan", plan), ("unit", unit.Code), ("signed_on", Day(end)) }) record.Answers[name] = answer;
                deliveries.Add(record.Delivery);
            }
        }
    }

    /// <summary>
    /// Evidence in the file boxes, one record a check item: of most items whole, of some not, of a few none. What was added later corrects the record.
    /// </summary>
    private void Evidences()
    {
        foreach (var (index, item) in tables.Items.Index())
        {
            if (index % 9 == 8) continue;
            var (partly, fails) = (index % 5 == 3, index % 11 == 6);
            var first = Evidence(item, Chance.InstanceId("evidence/" + item.Code), WorkingTime.Add(At("2021-05-17T08:40:00"), index * 41), partly, fails);
            deliveries.Add(first);
            // Two of the boxes have been filled since.
            if (item.Code is "M4" or "A8")
            {
                var added = Evidence(item, Chance.InstanceId($"evidence/{item.Code}/added"), WorkingTime.Add(At("2021-05-25T10:20:00"), index), partly: false, fails: false);
                deliveries.Add(added with { Corrects = first.Instance });
            }
        }
    }

    private Delivery Evidence(CheckItem item, string instance, DateTimeOffset end, bool partly, bool fails)
    {
        var record = Typed("evidence", Posts.Centre, instance, end, 150);
        var box = $"{tables.Parts.TakeWhile(part => part.Code != item.Part).Count() + 1}-{item.Code[1..]}";
        foreach (var (name, answer) in new[] { ("part", item.Part), ("item", item.Code), ("verdict", partly ? "partly" : "evidenced"), ("box", box) }) record.Answers[name] = answer;
        if (partly) record.Answers["gap"] = "缺 2020年度原件";
        else record.Answers["document"] = item.Zh + "：文件和照片";
        record.Answers["self_check"] = partly || fails ? "fail" : "pass";
        if (!partly && fails) record.Answers["shortfall"] = "材料齐，现场抽查一处与材料不符";
        return record.Delivery;
    }

    /// <summary>What those who inspect said: so far one trial, which was not passed.</summary>
    private void Conclusions()
    {
        var record = Typed("conclusion", Posts.Centre, Chance.InstanceId("conclusion/trial"), At("2021-05-21T17:10:00"), 240);
        foreach (var (name, answer) in new[] { ("stage", "trial"), ("held_on", "2021-05-21"), ("verdict", "fail"), ("failed", "A5 F5 P3"), ("remark", "三项不合格，整改后再评") })
            record.Answers[name] = answer;
        deliveries.Add(record.Delivery);
    }

    private static void Found(Course course) =>
        course.Report(withPhoto: Scene.Shows(course.Find.Category.Code) && new Chance(course.Find.Seed + "/photo").Happens(0.45));

    private static bool Past(Course course) => course.Last < Course.Now.AddMinutes(-20);

    /// <summary>Another unit that might have been meant.</summary>
    private static string Other(Course course) => course.Find.Unit.Split('-')[0] is var street && street != course.Host ? street : course.Find.Category.Part is "food" ? "shichang" : "jianshe";

    /// <summary>Whether what is left of a find's limit at the demo's time comes near what is wanted; the course tells exactly.</summary>
    private static bool Within(Find find, double low, double high)
    {
        var course = find.Category;
        var due = course.Working ? WorkingTime.Add(find.Found, course.Limit) : find.Found.AddMinutes(course.Limit);
        var left = (course.Working ? WorkingTime.Between(Course.Now, due) : (due - Course.Now).TotalMinutes) / course.Limit;
        return left > low - 0.2 && left < high + 0.1;
    }

    /// <summary>Tries finds at a cell until the course that follows is the one that the story asks for.</summary>
    private Course Search(string seed, string cell, Func<Find, bool> fits, Action<Course> tell, Func<Course, bool> accept)
    {
        number++;
        var minutes = (int)(Course.Now - Begin).TotalMinutes;
        for (var attempt = 0; attempt < 60_000; attempt++)
        {
            var chance = new Chance($"{seed}/{attempt}");
            var category = tables.Category(cell.Length == 0 ? chance.Of("standing-water", "noise", "smoke") : chance.Of(Often));
            var found = Begin.AddMinutes(chance.Whole(0, minutes - 5)).AddSeconds(chance.Whole(0, 59));
            if (!WorkingTime.IsWorking(found)) continue;
            var line = cell.Length > 0 && LinesOf.TryGetValue(category.Code, out var lines) && chance.Happens(0.4) ? chance.Of<string>(lines) : null;
            var source = line is not null && chance.Happens(0.5) ? "line" : chance.Happens(0.7) ? "grid" : chance.Of("citizen", "unannounced");
            var unit = cell.Length == 0 ? "qinghe" : places.CellOf(cell).UnitCode;
            var find = new Find(seed, category, line, cell.Length == 0 ? null : cell, unit, "", source, found);
            if (!fits(find)) continue;
            find = find with { Point = cell.Length == 0 ? DistrictPlaces.Geopoint(BeyondTheGrid, chance) : places.PointIn(cell, chance) };
            var course = new Course(tables, posts, find, $"problem-{number:000}");
            tell(course);
            if (accept(course)) return course;
        }
        throw new InvalidOperationException($"{seed}: no find makes this story");
    }

    private string Cell(string seed) => new Chance("cell/" + seed).Of<string>(cells);

    private void Add(Course course) => deliveries.AddRange(course.Deliveries);

    private static (Delivery Delivery, Dictionary<string, string> Answers) Typed(string form, string person, string instance, DateTimeOffset end, int filling)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal) { ["today"] = Day(end), ["deviceid"] = "demo:" + person, ["username"] = person };
        return (new Delivery(form, person, instance, end.AddSeconds(-filling), end, end.AddSeconds(20)) { Answers = answers }, answers);
    }

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string local) => new(DateTime.Parse(local, CultureInfo.InvariantCulture), Course.Now.Offset);
}
