// The rules of cases once more, as plainly as they can be said: a table of what is possible from where and for whom, and a clock that walks minute by
// minute. Written apart from the engine, so that the two can be held against each other.
using Gridwork.Engine;
using Gridwork.Engine.Cases;

namespace Gridwork.Stores.Tests.Cases;

internal sealed class CaseModel(string category)
{
    private static readonly DateTimeOffset Zero = new(2021, 6, 1, 0, 0, 0, TimeSpan.FromHours(8));

    private string host = "";
    private string holder = "east";
    private string centre = "east";
    private bool suspended;
    private bool asked;
    private bool supervised;
    private bool ruled;
    private int returns;
    private bool disputed;
    private PersonNo handledBy;
    private PersonNo verifiedBy;
    private readonly HashSet<string> hadInHand = [];
    private DateTimeOffset? registered;
    private DateTimeOffset? extended;
    private DateTimeOffset pausedAt;
    private DateTimeOffset endedAt;
    private List<(DateTimeOffset From, DateTimeOffset To)> pauses = [];

    public CaseStage Stage { get; private set; } = CaseStage.Reported;

    /// <summary>The case as it stands, for whoever takes the next step back.</summary>
    public CaseModel Copy()
    {
        var copy = (CaseModel)MemberwiseClone();
        copy.pauses = [.. pauses];
        return copy;
    }

    private bool Open => Stage is not (CaseStage.Closed or CaseStage.Dismissed);

    public bool Try(string step, PersonNo person, bool complete, DateTimeOffset at)
    {
        if (!Possible(step, complete) || !MayTake(step, person)) return false;
        Take(step, person, complete, at);
        return true;
    }

    private bool Possible(string step, bool complete)
    {
        if (suspended && step is not ("resume" or "note" or "supervise" or "close")) return false;
        var held = Stage is CaseStage.Dispatched or CaseStage.SignedFor;
        return step switch
        {
            "register" => Stage == CaseStage.Reported,
            "dismiss" => Stage is CaseStage.Reported or CaseStage.Registered && complete,
            "dispatch" => Stage is CaseStage.Reported or CaseStage.Registered && !disputed,
            "hand_over" => held && complete,
            "sign" => Stage == CaseStage.Dispatched,
            "handle" => held && (complete || category != "pipe"),
            "verify" or "send_back" => Stage == CaseStage.Handled,
            "return" => held && !ruled && complete,
            "rule" => disputed && Open && complete,
            "extend_ask" => held && complete,
            "extend_grant" => Open && registered is not null && (asked || complete),
            "extend_refuse" => Open && asked,
            "suspend" or "close" => Open && registered is not null,
            "resume" => suspended,
            "reopen" => !Open,
            "recheck_pass" or "recheck_fail" => Stage == CaseStage.Closed,
            "supervise" => Open && !supervised,
            "note" => true,
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
        };
    }

    private bool MayTake(string step, PersonNo person)
    {
        var hosts = step is "sign" or "handle" or "return" or "extend_ask" or "hand_over";
        if (step is "verify" or "send_back" && person == handledBy) return false;
        var rechecks = step is "recheck_pass" or "recheck_fail";
        if (rechecks && (person == handledBy || person == verifiedBy || (person == CaseDistrict.Insider && hadInHand.Contains("water")))) return false;
        if (person == CaseDistrict.Administrator) return true;
        if (person == CaseDistrict.Leader) return step is "supervise" or "note" || rechecks;
        if (step is "supervise" or "rule" or "extend_grant" or "extend_refuse" or "suspend" or "resume") return false;
        if (person == CaseDistrict.Centre || person == CaseDistrict.Insider) return true;
        if (person == CaseDistrict.Member) return hosts ? holder == "east" : step is "verify" or "send_back" or "note";
        if (person == CaseDistrict.Water) return hosts && holder == "water";
        if (person == CaseDistrict.Roads) return hosts && (holder == "roads" || (step is "sign" or "handle" && category == "pipe"));
        return false;
    }

    private void Take(string step, PersonNo person, bool complete, DateTimeOffset at)
    {
        switch (step)
        {
            case "register":
                (Stage, registered) = (CaseStage.Registered, at);
                break;
            case "dispatch" or "rule":
                registered ??= at;
                host = holder = complete ? "roads" : category == "pipe" ? "water" : "roads";
                centre = "district";
                hadInHand.Add(host);
                Stage = CaseStage.Dispatched;
                if (step == "rule") (disputed, ruled) = (false, true);
                break;
            case "hand_over":
                (host, holder, Stage) = ("roads", "roads", CaseStage.Dispatched);
                hadInHand.Add("roads");
                break;
            case "sign": Stage = CaseStage.SignedFor; break;
            case "handle":
                (Stage, holder, handledBy) = (CaseStage.Handled, centre, person);
                if (person == CaseDistrict.Water) hadInHand.Add("water");
                break;
            case "send_back": (Stage, holder) = (CaseStage.SignedFor, host); break;
            case "return":
                returns++;
                (Stage, holder, disputed) = (CaseStage.Registered, centre, returns >= 2);
                break;
            case "extend_ask": asked = true; break;
            case "extend_grant": (extended, asked) = (Zero.AddDays(31), false); break;
            case "extend_refuse": asked = false; break;
            case "suspend": (suspended, pausedAt) = (true, at); break;
            case "resume":
                suspended = false;
                pauses.Add((pausedAt, at));
                break;
            case "verify" or "close":
                End(CaseStage.Closed, at);
                verifiedBy = person;
                break;
            case "dismiss": End(CaseStage.Dismissed, at); break;
            case "reopen" or "recheck_fail":
                pauses.Add((endedAt, at));
                registered ??= at;
                holder = host == "" ? "east" : host;
                Stage = host == "" ? CaseStage.Registered : CaseStage.Dispatched;
                break;
            case "supervise": supervised = true; break;
        }
    }

    private void End(CaseStage stage, DateTimeOffset at) => (Stage, endedAt, asked, suspended) = (stage, at, false, false);

    /// <summary>Minute by minute: eight working hours, the time of pauses left out.</summary>
    public DateTimeOffset? Due()
    {
        if (suspended || registered is not { } from) return null;
        if (extended is not null) return extended;
        var left = 8 * 60;
        for (var minute = from; ; minute = minute.AddMinutes(1))
        {
            if (left == 0) return minute;
            if (Works(minute) && !pauses.Exists(pause => pause.From <= minute && minute < pause.To)) left--;
        }
    }

    private static bool Works(DateTimeOffset minute)
    {
        var time = minute.TimeOfDay;
        return minute.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && (
            (time >= new TimeSpan(8, 30, 0) && time < new TimeSpan(12, 0, 0)) || (time >= new TimeSpan(13, 30, 0) && time < new TimeSpan(17, 30, 0)));
    }
}
