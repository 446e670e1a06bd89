// Counts the hygiene city's sample by plain code that shares nothing with the engine: rows of CSV in the order in which they arrived, one small table of
// what may follow what. The generator says what it found, and a test holds it against the tallies of the running demo.
namespace Gridwork.DemoDistrict.HygieneCity;

/// <summary>What the sample's files hold.</summary>
internal sealed class Recount
{
    // In the order in which deliveries of the same second are replayed: that of campaign.yaml.
    private static readonly string[] Moving = ["patrol", "step", "handle", "verify", "requirement"];

    private readonly string sample;
    private readonly Dictionary<string, string> roles;
    private readonly HashSet<string> photographed;
    private readonly Dictionary<string, Standing> cases = new(StringComparer.Ordinal);

    private Recount(string root, string campaign)
    {
        sample = Path.Combine(root, "campaigns", campaign, "sample");
        roles = Csv.Read(Path.Combine(root, "district", "people.csv")).ToDictionary(person => person["code"], person => person["role"], StringComparer.Ordinal);
        photographed = Csv.Read(Path.Combine(root, "campaigns", campaign, "categories.csv")).Where(row => row["after_photo"] == "required")
            .Select(row => row["code"]).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Figures by indicator, and by indicator and choice with a dot between.</summary>
    public SortedDictionary<string, int> Figures { get; } = new(StringComparer.Ordinal);

    /// <summary>How many problems and requirements stand where, by kind and stage with a blank between.</summary>
    public SortedDictionary<string, int> Stages { get; } = new(StringComparer.Ordinal);

    /// <summary>How many steps were sent and not taken.</summary>
    public int NotTaken { get; private set; }

    /// <summary>How many cases were returned twice, and how many of them still wait for a ruling.</summary>
    public (int Twice, int Waiting) Returned { get; private set; }

    /// <summary>Counts the sample of a checkout.</summary>
    /// <param name="root">Its folder.</param>
    public static Recount Of(string root)
    {
        var recount = new Recount(root, "hygiene-city");
        recount.Count();
        return recount;
    }

    private void Count()
    {
        var patrols = Live("patrol");
        Add("patrols", patrols, "source");
        Add("problems_found", patrols.Where(row => row["result"] == "problem"), "part");
        Add("requirements", Live("requirement"));
        Add("plans_signed", Live("sign_plan"), "plan");
        var evidence = Live("evidence");
        Add("items_evidenced", evidence.Where(row => row["verdict"] == "evidenced"), "part");
        Add("items_partly", evidence.Where(row => row["verdict"] == "partly"), "part");
        Add("items_passed", evidence.Where(row => row["self_check"] == "pass"), "part");
        Add("reinspection_passed", Live("conclusion").Where(row => row["stage"] == "final" && row["verdict"] == "pass"));
        var taken = Moving.SelectMany((form, order) => Rows(form).Select(row => (Form: form, Order: order, Row: row)))
            .OrderBy(one => one.Row["_received"], StringComparer.Ordinal).ThenBy(one => one.Order).Where(one => Take(one.Form, one.Row)).ToList();
        var handled = taken.Where(one => one.Form == "handle").Select(one => one.Row).ToList();
        Add("problems_handled", handled.DistinctBy(row => row["case"]));
        foreach (var outcome in handled.GroupBy(row => row["outcome"])) Figures[$"problems_handled.{outcome.Key}"] = outcome.DistinctBy(row => row["case"]).Count();
        var verdicts = taken.Where(one => one.Form == "verify").Select(one => one.Row).ToLookup(row => row["verdict"]);
        Add("problems_closed", verdicts["verify"].DistinctBy(row => row["case"]));
        Add("sent_back", verdicts["send_back"]);
        var steps = taken.Where(one => one.Form == "step").Select(one => one.Row).ToLookup(row => row["step"]);
        Add("returned", steps["return"]);
        Add("dismissed", steps["dismiss"].DistinctBy(row => row["case"]), "outcome");
        foreach (var stage in cases.Values.GroupBy(one => $"{one.Kind} {one.Stage}")) Stages[stage.Key] = stage.Count();
        Returned = (cases.Values.Count(one => one.Returns >= 2), cases.Values.Count(one => one.Disputed));
    }

    private void Add(string indicator, IEnumerable<Dictionary<string, string>> rows, string? split = null)
    {
        var counted = rows.ToList();
        Figures[indicator] = counted.Count;
        if (split is null) return;
        foreach (var part in counted.GroupBy(row => row[split])) Figures[$"{indicator}.{part.Key}"] = part.Count();
    }

    /// <summary>Whether a record opened a case or moved one.</summary>
    private bool Take(string form, Dictionary<string, string> row)
    {
        if (form is "patrol" or "requirement")
        {
            if (row["_corrects"].Length > 0)
            {
                cases[row["_corrects"]].Stage = "withdrawn";
                return false;
            }
            if (form == "patrol" && row["result"] != "problem") return false;
            var registered = form == "requirement" || row["source"] is "grid" or "line";
            cases[row["_instance"]] = new Standing
            {
                Kind = form == "patrol" ? "problem" : form,
                Stage = registered ? "registered" : "reported",
                NeedsPhoto = form == "patrol" && photographed.Contains(row["category"]),
            };
            return true;
        }
        var taken = Move(cases[row["case"]], form switch { "step" => row["step"], "handle" => "handle", _ => row["verdict"] }, row);
        if (!taken) NotTaken++;
        return taken;
    }

    private bool Move(Standing at, string step, Dictionary<string, string> row)
    {
        var desk = roles[row["_person"]] is "clerk" or "administrator";
        var (held, open) = (at.Stage is "dispatched" or "signed", at.Stage is "reported" or "registered" or "dispatched" or "signed" or "handled");
        if (at.Suspended && step is not ("resume" or "supervise")) return false;
        switch (step)
        {
            case "register" when desk && at.Stage == "reported":
                return at.To("registered");
            case "dismiss" when desk && at.Stage is "reported" or "registered":
                return at.To("dismissed");
            case "dispatch" when desk && at.Stage is "reported" or "registered" && !at.Disputed:
                return at.To("dispatched");
            case "sign" when at.Stage == "dispatched":
                return at.To("signed");
            case "hand_over" when held:
                return at.To("dispatched");
            case "return" when held && !at.Ruled:
                at.Disputed = ++at.Returns >= 2;
                return at.To("registered");
            case "rule" when at.Disputed:
                (at.Disputed, at.Ruled) = (false, true);
                return at.To("dispatched");
            case "handle" when held && (!at.NeedsPhoto || row["after"].Length > 0):
                at.HandledBy = row["_person"];
                return at.To("handled");
            case "verify" or "send_back" when at.Stage == "handled" && at.HandledBy != row["_person"]:
                return at.To(step == "verify" ? "closed" : "signed");
            case "merge" when open:
                return at.To("merged");
            case "reopen" when at.Stage is "closed" or "dismissed":
                return at.To("dispatched");
            case "suspend" or "resume" when open:
                at.Suspended = step == "suspend";
                return true;
            case "extend_ask" when held:
            case "extend_grant" or "extend_refuse" or "supervise" when open:
                return true;
            default:
                return false;
        }
    }

    private List<Dictionary<string, string>> Rows(string form) => Csv.Read(Path.Combine(sample, form + ".csv"));

    /// <summary>The records that count: those that no other one replaces.</summary>
    private List<Dictionary<string, string>> Live(string form)
    {
        var rows = Rows(form);
        var replaced = rows.Select(row => row["_corrects"]).Where(id => id.Length > 0).ToHashSet(StringComparer.Ordinal);
        return [.. rows.Where(row => !replaced.Contains(row["_instance"]))];
    }

    private sealed class Standing
    {
        public required string Kind { get; init; }
        public required string Stage { get; set; }
        public bool NeedsPhoto { get; init; }
        public bool Suspended { get; set; }
        public bool Disputed { get; set; }
        public bool Ruled { get; set; }
        public int Returns { get; set; }
        public string HandledBy { get; set; } = "";

        public bool To(string stage)
        {
            Stage = stage;
            return true;
        }
    }
}
