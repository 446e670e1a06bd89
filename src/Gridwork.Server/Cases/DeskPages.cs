// The desk: a list of cases as a clerk works through them, the chosen one beside it, several dispatched at once. Its whole state is the address
// (what is asked for, and with case=N which one stands beside the list), so that it can be shared and needs no script.
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Rights;
using Gridwork.Server.Figures;
using Gridwork.Server.Layout;
using Gridwork.Server.OpenRosa;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Records;
using Gridwork.Server.Security;
using Gridwork.Stores;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Records;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Problem = Gridwork.Server.Problems.Problem;

namespace Gridwork.Server.Cases;

/// <summary>/cases and what is sent from there for several cases together.</summary>
internal static class DeskPages
{
    private const int PageSize = 50;
    private const int MostAtOnce = 200;

    // What an address says about a moment and not about the list.
    private static readonly string[] Passing = ["done", "not", "said", "did", "undone", "kept", "full"];

    // The words of a list as a clerk looks for them: where they stand, how urgent they are, what there is besides.
    private static readonly (string? Title, string[] Words)[] Groups =
    [
        ("Desk.Stages", ["reported", "registered", "dispatched", "signed", "handled"]),
        ("Desk.Lamps", ["overdue", "overdue-today", "due-today", "suspended"]),
        (null, ["open"]),
        ("Desk.Over", ["closed", "dismissed", "over", "all"]),
    ];

    public static void MapDesk(this IEndpointRouteBuilder app, IntakeLimits limits)
    {
        app.MapGet("/cases", DeskAsync).Needs(Right.SeeRecords);
        app.MapPost("/cases/dispatch", (HttpContext context, Viewer viewer) => DispatchAsync(context, viewer, limits)).Needs(Right.SeeRecords);
        app.MapPost("/cases/undo", UndoAsync).Needs(Right.SeeRecords);
        app.MapSavedLists();
    }

    /// <summary>Where on the desk a form came from; null: from elsewhere.</summary>
    public static string? Back(IFormCollection sent) =>
        sent["back"].ToString() is { } back && (back == "/cases" || back.StartsWith("/cases?", StringComparison.Ordinal)) ? back : null;

    private static async Task<IResult> DeskAsync(
        HttpContext context, Viewer viewer, PersonNames names, string? state, string? campaign, string? kind, string? category, string? line, string? unit,
        string? cell, string? host, string? from, string? to, string? after, [FromQuery(Name = "case")] long? shown, long? said, int? done,
        int? not, string? did, int? undone, string? kept, int? full, CancellationToken cancel)
    {
        Campaign? only = null;
        if (campaign is not null && (only = CaseFilters.Campaigns(viewer).FirstOrDefault(one => one.Id == campaign)) is null)
            return new Problem(ProblemCode.NotFound).AsResult();
        if (new CaseWanted(state, kind, category, line, unit, cell, host) { From = from, To = to }.Query(viewer, only?.No, out var bad) is not { } query)
            return new Problem(ProblemCode.BadValue, bad!).AsResult();
        CaseKey key = default;
        if (after is not null && !CaseKey.TryParse(after, out key)) return new Problem(ProblemCode.BadValue, "after").AsResult();
        var here = Without($"{context.Request.Path}{context.Request.QueryString}", Passing);
        var list = Address.With(here, "case", null);
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        SeenCase? seen = null;
        if (shown is { } number && (seen = await SeenCase.FindAsync(viewer, snapshot, number, cancel)) is null) return new Problem(ProblemCode.NotFound).AsResult();
        query = query with { Limit = PageSize, After = after is null ? null : key };
        var page = await CaseList.ReadAsync(snapshot, query, cancel);
        var total = await CaseList.CountAsync(snapshot, query, cancel);
        return new RazorComponentResult<DeskView>(new
        {
            Model = new DeskModel
            {
                Groups = await GroupsAsync(snapshot, query, list, state ?? "open", cancel),
                Saved = await SavedLists.OfAsync(viewer, snapshot, list, cancel),
                MaySave = SavedLists.QueryOf(list).Length > 0,
                IsFull = full is not null,
                Filters = [.. CaseFilters.FiltersOf(viewer, list, only, category, line, unit, cell, host), .. Days(list, query), .. CaseFilters.HappeningOf(list, state)],
                Map = Address.With("/map" + new Uri("http://_" + list).Query, "after", null),
                Lines = [.. page.Cases.Select(item => LineOf(viewer, item, query.Now, list))],
                Total = total.N,
                More = total.More,
                Next = page.Next is { } next ? Address.With(list, "after", next) : null,
                First = after is null ? null : Address.With(list, "after", null),
                PageSize = PageSize,
                Here = here,
                List = list,
                Deck = (only ?? (CaseFilters.Campaigns(viewer).Take(2).ToList() is [var single] ? single : null)) is { } decked
                    ? $"/api/campaigns/{decked.Id}/deck.pptx"
                    : null,
                Dispatched = done is null && not is null ? null : (done ?? 0, not ?? 0),
                Undo = did is null ? [] : [.. did.Split('-').Where(step => OwnStep.TryParse(step, out _)).Take(MostAtOnce)],
                Undone = undone is null ? null : (undone.Value, [.. NumbersOf(kept)]),
                Shown = seen is null ? null : await CasePages.ModelAsync(viewer, names, snapshot, seen, said, null, null, cancel),
            },
        });
    }

    /// <summary>The days that are asked for, or today to ask for.</summary>
    private static IEnumerable<Filter> Days(string list, CaseQuery query) => query.DayFrom is not null || query.DayTo is not null
        ? CaseFilters.DaysOf(list, query)
        : [new Filter(LayoutTexts.Of("Day"), null, list, [new Choice(LayoutTexts.Of("Desk.Today"), Address.With(list, ("from", CaseWanted.Today), ("after", null)), false)])];

    private static string Without(string address, IEnumerable<string> names)
    {
        foreach (var name in names) address = Address.With(address, name, null);
        return address;
    }

    private static async Task<IReadOnlyList<DeskGroup>> GroupsAsync(
        Snapshot snapshot, CaseQuery query, string list, string chosen, CancellationToken cancel)
    {
        var groups = new List<DeskGroup>();
        foreach (var (title, words) in Groups)
        {
            var entries = new List<DeskEntry>();
            foreach (var word in words)
            {
                // How many are over is nobody's work and costs to count.
                var count = title == "Desk.Over"
                    ? null
                    : Counted(await CaseList.CountAsync(snapshot, CaseWanted.Standing(query with { After = null }, word)!, cancel));
                entries.Add(new DeskEntry(
                    LayoutTexts.Of($"Cases.{word}"), count, Address.With(list, ("state", word == "open" ? null : word), ("after", null)), word == chosen,
                    word switch { "overdue" => LampKind.Red, "due-today" => LampKind.Yellow, "suspended" => LampKind.Hold, _ => null }));
            }
            groups.Add(new DeskGroup(title is null ? null : LayoutTexts.Of(title), entries));
        }
        return groups;
    }

    /// <summary>A number of cases, with a plus where there are more than are counted.</summary>
    public static string Counted(RecordTotal total) => total.N.ToString(CultureInfo.InvariantCulture) + (total.More ? "+" : "");

    private static DeskLine LineOf(Viewer viewer, CaseItem item, DateTimeOffset now, string list)
    {
        var campaign = viewer.Definition.Campaigns[item.Campaign];
        var category = campaign.Cases?.Category(item.Category);
        var lamp = CaseLamp.Of(viewer, item, now);
        var waits = item.Stage is CaseStage.Reported or CaseStage.Registered;
        return new DeskLine(
            item.Root, item.What ?? category?.Title.ToString() ?? Written.RecordNo(item.Root), category?.Title, category?.RoundTheClock ?? false,
            viewer.Definition.CodeOf(item.Cell), RecordItemReading.UnitName(viewer, item.Unit),
            item.Host == UnitNo.None ? null : RecordItemReading.UnitName(viewer, item.Host), waits, CaseTexts.Of(item.Stage, item.Suspended),
            new LampWord(lamp.Kind, lamp.Word), item.Provisional && item.Runs, item.Returns, item.SendBacks, item.Supervised, viewer.Local(item.Reported),
            waits && !item.Suspended && item.Returns < 2 && item.Host != UnitNo.None && MayDispatch(viewer, campaign, item.Unit),
            Address.With(list, "case", item.Root) + string.Create(CultureInfo.InvariantCulture, $"#c-{item.Root}"));
    }

    private static bool MayDispatch(Viewer viewer, Campaign campaign, UnitNo unit) =>
        StepForm.Of(campaign, CaseStep.Dispatch) is { } form && viewer.MayFill(form.Form.Rule.Fill, campaign.No)
        && viewer.Definition.Grants.Holds(viewer.Person, campaign.Cases!.RolesFor(CaseStep.Dispatch), unit, campaign.No);

    /// <summary>Dispatches several cases, each to the host that the duty list proposes.</summary>
    private static async Task<IResult> DispatchAsync(HttpContext context, Viewer viewer, IntakeLimits limits)
    {
        var cancel = context.RequestAborted;
        if (!context.Request.HasFormContentType) return new Problem(ProblemCode.BadRequest).AsResult();
        var sent = await context.Request.ReadFormAsync(cancel);
        // All are looked at before the first is dispatched: an address with one that is not seen changes nothing.
        var asked = new List<SeenCase>();
        await using (var snapshot = await viewer.OpenSnapshotAsync(cancel))
        {
            foreach (var text in sent["case"].OfType<string>().Distinct().Take(MostAtOnce))
            {
                if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return new Problem(ProblemCode.BadValue, "case").AsResult();
                if (await SeenCase.FindAsync(viewer, snapshot, number, cancel) is not { } seen) return new Problem(ProblemCode.NotFound).AsResult();
                asked.Add(seen);
            }
        }
        var (taken, not) = (new List<OwnStep>(), 0);
        foreach (var seen in asked)
        {
            var host = viewer.Definition.Units.Find(seen.State.Answers)?.Code;
            var answer = await StepTaking.TakeAsync(viewer, seen, new StepSaying(CaseStep.Dispatch, host), null, limits, cancel);
            if (answer.Problem is { } problem) return problem.AsResult();
            if (answer is { Record: > 0, Refusal: StepRefusal.None }) taken.Add(new OwnStep(seen.State.Root, answer.Record));
            else not++;
        }
        return CasePages.SeeOther(context, Address.With(
            Back(sent) ?? "/cases", ("done", taken.Count), ("not", not), ("did", string.Join('-', taken)), ("after", null)));
    }

    /// <summary>Takes steps of one's own back, as far as nobody built on them; what stays is said.</summary>
    private static async Task<IResult> UndoAsync(HttpContext context, Viewer viewer)
    {
        var cancel = context.RequestAborted;
        if (!context.Request.HasFormContentType) return new Problem(ProblemCode.BadRequest).AsResult();
        var sent = await context.Request.ReadFormAsync(cancel);
        var asked = new List<(SeenCase Case, long Step)>();
        await using (var snapshot = await viewer.OpenSnapshotAsync(cancel))
        {
            foreach (var text in sent["step"].OfType<string>().Distinct().Take(MostAtOnce))
            {
                if (!OwnStep.TryParse(text, out var step)) return new Problem(ProblemCode.BadValue, "step").AsResult();
                if (await SeenCase.FindAsync(viewer, snapshot, step.Case, cancel) is not { } seen) return new Problem(ProblemCode.NotFound).AsResult();
                asked.Add((seen, step.Record));
            }
        }
        var kept = new List<long>();
        foreach (var (seen, step) in asked)
        {
            var (done, problem) = await StepTaking.TakeBackAsync(viewer, seen, step, cancel);
            if (problem is not null) return problem.AsResult();
            if (done == false) kept.Add(seen.State.Root);
        }
        // One step of one case goes back to its page, unless it was beside the list.
        var back = Back(sent) ?? (asked is [var (one, _)] ? string.Create(CultureInfo.InvariantCulture, $"/cases/{one.State.Root}") : "/cases");
        return CasePages.SeeOther(context, Address.With(back, ("undone", asked.Count - kept.Count), ("kept", string.Join('-', kept)), ("said", null)));
    }

    private static IEnumerable<long> NumbersOf(string? text) =>
        (text ?? "").Split('-').Select(word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0).Take(MostAtOnce);
}
