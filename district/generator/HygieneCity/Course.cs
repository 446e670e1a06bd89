// The course of one problem: the record that opens it and those of its steps, each with a time of its own, by somebody who may. It reckons when the
// problem is due and closed, so that the story can ask for one that is late, or due today, or closed yesterday.
using System.Globalization;
using Gridwork.DemoDistrict.Deliveries;
using Gridwork.DemoDistrict.Photos;

namespace Gridwork.DemoDistrict.HygieneCity;

/// <summary>Where and what a problem is.</summary>
/// <param name="Seed">What its ids and its chance come from.</param>
/// <param name="Category">Its category.</param>
/// <param name="Line">Its line, or null.</param>
/// <param name="Cell">Its cell, or null outside the grid.</param>
/// <param name="Unit">The unit in which it lies.</param>
/// <param name="Point">Where it is, as an ODK geopoint.</param>
/// <param name="Source">How it was found.</param>
/// <param name="Found">When.</param>
internal sealed record Find(string Seed, Category Category, string? Line, string? Cell, string Unit, string Point, string Source, DateTimeOffset Found)
{
    /// <summary>Who has to act, where the record itself says it.</summary>
    public string? Host { get; init; }
}

internal sealed class Course
{
    public static readonly DateTimeOffset Now = new(2021, 5, 27, 9, 40, 0, TimeSpan.FromHours(8));

    private readonly HygieneTables tables;
    private readonly Posts posts;
    private readonly Chance chance;
    private readonly string photo;
    private int steps;
    private double pause;
    private DateTimeOffset? suspended;

    public Course(HygieneTables tables, Posts posts, Find find, string photo)
    {
        (this.tables, this.posts, Find, this.photo) = (tables, posts, find, photo);
        chance = new Chance(find.Seed + "/course");
        Instance = Chance.InstanceId(find.Seed);
        Registered = find.Found;
        (Host, With) = find.Host is { } named ? (named, []) : tables.Answers(find.Category.Code, find.Line, find.Cell, find.Unit) ?? (tables.StreetOf(find.Unit), []);
    }

    public Find Find { get; }

    public string Instance { get; }

    public List<Delivery> Deliveries { get; } = [];

    /// <summary>Who has to act by the duty list, or, where it names nobody, the subdistrict.</summary>
    public string Host { get; private set; }

    public IReadOnlyList<string> With { get; set; }

    public DateTimeOffset Registered { get; private set; }

    /// <summary>When the last step was taken.</summary>
    public DateTimeOffset Last { get; private set; }

    public DateTimeOffset? Closed { get; private set; }

    public DateTimeOffset? Extended { get; private set; }

    public string HandledBy { get; private set; } = "";

    /// <summary>When it must be closed, pauses and extensions counted.</summary>
    public DateTimeOffset Due => Extended ?? After(Registered, Find.Category.Limit + pause);

    /// <summary>What is left of the limit at the demo's time, as a share of it; below 0 when late.</summary>
    public double Left => (Find.Category.Working ? WorkingTime.Between(Now, Due) : (Due - Now).TotalMinutes) / Find.Category.Limit;

    public bool InTime => Closed <= Due;

    /// <summary>The moment at which a share of the limit is used up.</summary>
    public DateTimeOffset At(double share) => After(Registered, Find.Category.Limit * share + pause);

    /// <summary>The record of the find. Told by citizens and seen on unannounced visits, it waits to be registered.</summary>
    public Course Report(string? what = null, bool withPhoto = false, int? delay = null)
    {
        var spot = HygieneTexts.Spot(chance);
        what ??= HygieneTexts.What(Find.Category.Code, spot, chance);
        var person = Find.Source switch
        {
            "grid" when Find.Cell is not null => posts.GridMember(Find.Unit),
            "line" => posts.Signer(tables.UnitOfLine(Find.Line!)),
            "unannounced" => Posts.Supervisor,
            _ => Posts.Centre,
        };
        var answers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["source"] = Find.Source,
            ["result"] = "problem",
            ["part"] = Find.Category.Part,
            ["category"] = Find.Category.Code,
            ["what"] = what,
            ["where/location"] = Find.Point,
            ["where/place_note"] = spot,
        };
        if (Find.Line is { } line) answers["line"] = line;
        if (Find.Source == "citizen" && chance.Happens(0.5)) answers["reporter_phone"] = $"1000000{chance.Whole(1000, 9999)}";
        List<string> files = [];
        if (withPhoto)
        {
            answers["before"] = photo + "-before.jpg";
            files.Add(answers["before"]);
        }
        Deliveries.Add(Sent("patrol", person, Instance, Find.Found, delay ?? chance.Whole(8, 50), chance.Whole(60, 300), answers) with
        {
            Files = files,
            Cell = Find.Cell,
            Scene = new Scene(Find.Category.Code, Find.Seed, After: false),
        });
        Last = Find.Found;
        return this;
    }

    /// <summary>Registered at the desk, where it was not registered by being sent.</summary>
    public Course Register(double minutes)
    {
        if (Find.Source is "grid" or "line") return this;
        Registered = Later(minutes);
        return Step("register", posts.Desk(Find.Unit, chance), Registered);
    }

    /// <summary>What began otherwise than by a find: its record is made elsewhere.</summary>
    public Course Begin(Delivery opening)
    {
        Deliveries.Add(opening);
        Last = opening.End;
        return this;
    }

    /// <summary>The share of the limit used up when the last step was taken.</summary>
    public double Share => (Find.Category.Working ? WorkingTime.Between(Registered, Last) : (Last - Registered).TotalMinutes) is var used ? (used - pause) / Find.Category.Limit : 0;

    /// <summary>Another unit has it from now on.</summary>
    public Course Moved(string to)
    {
        (Host, With) = (to, []);
        return this;
    }

    public Course SignAt(double minutes) => Step("sign", posts.Signer(Host), Later(minutes));

    public Course Dispatch(double share, string? to = null)
    {
        var unit = to ?? Host;
        List<(string, string)> answers = [("unit", unit)];
        if (to is null && With.Count > 0) answers.Add(("with", string.Join(' ', With)));
        return Step("dispatch", posts.Desk(Find.Unit, chance), Moment(share), [.. answers]);
    }

    public Course Sign(double share, string? unit = null) => Step("sign", posts.Signer(unit ?? Host), Moment(share));

    /// <summary>Returned by a unit that holds it, with the clause it cites and the unit it proposes.</summary>
    public Course Return(double share, string by, string proposed) => Step(
        "return", posts.Signer(by), Moment(share), ("unit", proposed), ("clause", "职责清单：" + Find.Category.Clause), ("reason", HygieneTexts.ReturnReason(chance)));

    /// <summary>A ruling of the grid centre on a problem that was returned twice.</summary>
    public Course Rule(double share) => Step(
        "rule", Posts.Supervisor, Moment(share), ("unit", Host), ("clause", "职责清单：" + Find.Category.Clause), ("reason", "经核对管理范围，由该单位主办，不再退回"));

    public Course HandOver(double share, string from, string to)
    {
        Host = to;
        return Step("hand_over", posts.Signer(from), Moment(share), ("unit", to), ("reason", "属所选单位管养，已电话对接"));
    }

    public Course Handle(double share, bool proof = true, string outcome = "done") => HandleAt(Moment(share), proof, outcome);

    public Course HandleAt(DateTimeOffset at, bool proof = true, string outcome = "done")
    {
        HandledBy = posts.Hand(Host, chance);
        var answers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["case"] = Instance,
            ["outcome"] = outcome,
            ["done"] = outcome == "done" ? HygieneTexts.Done(Find.Category.Code, chance) : HygieneTexts.NotTakenUp(outcome, chance),
        };
        List<string> files = [];
        if (Find.Category.NeedsPhoto && proof)
        {
            answers["after"] = photo + (steps > 9 || Deliveries.Any(delivery => delivery.Form == "handle") ? "-again-after.jpg" : "-after.jpg");
            answers["location"] = Find.Point;
            files.Add(answers["after"]);
        }
        Deliveries.Add(Sent("handle", HandledBy, Id(), at, chance.Whole(10, 90), chance.Whole(40, 200), answers) with
        {
            Files = files,
            Cell = Find.Cell,
            Scene = new Scene(Find.Category.Code, Find.Seed, After: true),
        });
        Last = at;
        return this;
    }

    public Course Verify(double share, string? by = null)
    {
        Verdict("verify", Moment(share), by);
        Closed = Last;
        return this;
    }

    public Course SendBack(double share) => Verdict("send_back", Moment(share), null);

    public Course Suspend(double share, string? until = null)
    {
        Step("suspend", posts.Desk(Find.Unit, chance), Moment(share), [("reason", HygieneTexts.SuspendReason(chance)), .. until is null ? [] : new[] { ("until", until) }]);
        suspended = Last;
        return this;
    }

    public Course Resume(double workingDays)
    {
        Step("resume", posts.Desk(Find.Unit, chance), WorkingTime.Add(Last, workingDays * WorkingTime.DayMinutes));
        Pause(suspended!.Value, Last);
        suspended = null;
        return this;
    }

    public Course AskForTime(double share, int days)
    {
        var until = WorkingTime.Add(Due, days * WorkingTime.DayMinutes);
        Step("extend_ask", posts.Signer(Host), Moment(share), ("until", Day(until)), ("reason", HygieneTexts.SuspendReason(chance)));
        return this;
    }

    public Course GrantTime(double minutes)
    {
        var asked = Deliveries[^1].Answers["until"];
        Step("extend_grant", posts.Desk(Find.Unit, chance), Later(minutes), ("until", asked), ("reason", "情况属实，同意"));
        Extended = new DateTimeOffset(DateTime.Parse(asked, CultureInfo.InvariantCulture).AddDays(1), Now.Offset);
        return this;
    }

    /// <summary>Given a new last day without having asked.</summary>
    public Course GiveUntil(double minutes, string day)
    {
        Step("extend_grant", posts.Desk(Find.Unit, chance), Later(minutes), ("until", day), ("reason", "反弹重办，另定期限"));
        Extended = new DateTimeOffset(DateTime.Parse(day, CultureInfo.InvariantCulture).AddDays(1), Now.Offset);
        return this;
    }

    public Course RefuseTime(double minutes) => Step("extend_refuse", posts.Desk(Find.Unit, chance), Later(minutes), ("reason", "工作量不大，按期完成"));

    public Course Supervise(DateTimeOffset at) => Step("supervise", Posts.Supervisor, at, ("reason", "请说明超期原因，当日反馈"));

    /// <summary>The same again after it was closed: its clock goes on where it stood.</summary>
    public Course Reopen(double workingDays)
    {
        var closed = Closed!.Value;
        Step("reopen", posts.Desk(Find.Unit, chance), WorkingTime.Add(closed, workingDays * WorkingTime.DayMinutes), ("reason", "同一处又出现，重新办理"));
        Pause(closed, Last);
        Closed = null;
        return this;
    }

    public Course Dismiss(double minutes, string outcome) => Step(
        "dismiss", posts.Desk(Find.Unit, chance), Later(minutes), ("outcome", outcome), ("reason", HygieneTexts.NotTakenUp(outcome, chance)));

    public Course MergeAt(DateTimeOffset at, Course into) => Step("merge", posts.Desk(Find.Unit, chance), at, ("into", into.Instance), ("reason", "同一处同一类，并入先报的一件"));

    /// <summary>A step of the desk's form, whoever sends it.</summary>
    public Course Step(string step, string person, DateTimeOffset at, params (string Path, string Answer)[] more)
    {
        var answers = more.Append(("case", Instance)).Append(("step", step)).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        Deliveries.Add(Sent("step", person, Id(), at, chance.Whole(3, 25), chance.Whole(8, 70), answers));
        Last = at;
        return this;
    }

    /// <summary>A moment not before a few minutes after the last step, in working time unless the category runs round the clock.</summary>
    public DateTimeOffset Moment(double share)
    {
        var at = At(share);
        return at > Last.AddMinutes(3) && (Find.Category.Round || WorkingTime.IsWorking(at)) ? at : Later(at > Last ? (at - Last).TotalMinutes > 600 ? 20 : 4 : 4);
    }

    private Course Verdict(string verdict, DateTimeOffset at, string? by)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["case"] = Instance,
            ["way"] = chance.Happens(0.75) ? "on-site" : "photo",
            ["verdict"] = verdict,
        };
        if (verdict == "send_back") answers["reason"] = HygieneTexts.SendBackReason(chance);
        Deliveries.Add(Sent("verify", by ?? posts.Verifier(Find.Unit, HandledBy, chance), Id(), at, chance.Whole(5, 40), chance.Whole(15, 90), answers));
        Last = at;
        return this;
    }

    private DateTimeOffset Later(double minutes)
    {
        var spread = minutes * chance.Between(0.8, 1.6);
        return Find.Category.Round ? Last.AddMinutes(Math.Ceiling(spread)) : WorkingTime.Add(Last, Math.Ceiling(spread));
    }

    private void Pause(DateTimeOffset from, DateTimeOffset to) => pause += Find.Category.Working ? WorkingTime.Between(from, to) : (to - from).TotalMinutes;

    private DateTimeOffset After(DateTimeOffset from, double minutes) => Find.Category.Working ? WorkingTime.Add(from, minutes) : from.AddSeconds(Math.Round(minutes * 60));

    private string Id() => Chance.InstanceId($"{Find.Seed}/{++steps}");

    private static Delivery Sent(string form, string person, string instance, DateTimeOffset at, int delay, int filling, Dictionary<string, string> answers)
    {
        answers["today"] = Day(at);
        answers["deviceid"] = "demo:" + person;
        answers["username"] = person;
        return new Delivery(form, person, instance, at.AddSeconds(-filling), at, at.AddSeconds(delay)) { Answers = answers };
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
