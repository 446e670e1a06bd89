// 督办: what meetings and notices require, to whom, and what became of it. A meeting's page is used while people talk: what is shown left, what is typed right;
// what a sentence says is proposed and never decided. Everything is an address or a form.
using System.Globalization;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Requirements;
using Gridwork.Engine.Rights;
using Gridwork.Forms;
using Gridwork.Server.Cases;
using Gridwork.Server.Layout;
using Gridwork.Server.OpenRosa;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Records;
using Gridwork.Server.Security;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Journal;
using Microsoft.AspNetCore.Http.HttpResults;
using Choice = Gridwork.Server.Layout.Choice;
using Problem = Gridwork.Server.Problems.Problem;
using LocalText = Gridwork.Engine.LocalText;

namespace Gridwork.Server.Oversight;

/// <summary>/oversight, /oversight/{meeting}, what is sent there, and the list to be signed.</summary>
internal static class OversightPages
{
    private const int PageSize = 50;
    private const int MostMeetings = 12;
    private const int LongestText = 2000;
    private const string FieldTime = "yyyy-MM-dd'T'HH:mm";

    private static readonly string[] States = ["open", "overdue", "due-today", "registered", "dispatched", "signed", "handled", "suspended", "over", "all"];

    public static void MapOversight(this IEndpointRouteBuilder app, IntakeLimits limits)
    {
        app.MapGet("/oversight", ListAsync).Needs(Right.SeeRecords);
        app.MapGet("/oversight/{number:long}", (Viewer viewer, long number, string? cell, long? about, long? said, string? not, CancellationToken cancel) =>
            MeetingAsync(viewer, number, cell, about, (said, not), null, cancel)).Needs(Right.SeeRecords);
        app.MapPost("/oversight/{number:long}", (HttpContext context, Viewer viewer, long number) => TypedAsync(context, viewer, number, limits)).Needs(Right.SeeRecords);
        app.MapGet("/oversight/{number:long}/list", AgreedAsync).Needs(Right.SeeRecords);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, Viewer viewer, string? state, string? campaign, string? host, string? after, CancellationToken cancel)
    {
        Campaign? only = null;
        if (campaign is not null && (only = Campaigns(viewer).FirstOrDefault(one => one.Id == campaign)) is null) return new Problem(ProblemCode.NotFound).AsResult();
        if (state is not null && !States.Contains(state)) return new Problem(ProblemCode.BadValue, "state").AsResult();
        if (new CaseWanted(state, "requirement", Host: host).Query(viewer, only?.No, out var bad) is not { } query) return new Problem(ProblemCode.BadValue, bad!).AsResult();
        CaseKey key = default;
        if (after is not null && !CaseKey.TryParse(after, out key)) return new Problem(ProblemCode.BadValue, "after").AsResult();
        var here = $"{context.Request.Path}{context.Request.QueryString}";
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        query = query with { Limit = PageSize, After = after is null ? null : key };
        var page = await CaseList.ReadAsync(snapshot, query, cancel);
        var total = await CaseList.CountAsync(snapshot, query, cancel);
        var states = new List<Choice>();
        foreach (var word in States)
        {
            var count = word is "over" or "all" ? "" : " " + Counted(await CaseList.CountAsync(snapshot, CaseWanted.Standing(query with { After = null }, word)!, cancel));
            states.Add(new Choice(
                LayoutTexts.Of($"Cases.{word}") + count, Address.With(here, ("state", word == "open" ? null : word), ("after", null)), (state ?? "open") == word));
        }
        var lines = await RequirementReading.LinesAsync(viewer, snapshot, page.Cases, cancel);
        var meetings = await SeenMeeting.OfAsync(viewer, snapshot, lines.Select(line => (line.Origin, line.Campaign)), cancel);
        var forms = (only is null ? Campaigns(viewer) : [only]).Select(RequirementForm.Of).OfType<RequirementForm>().ToList();
        var newest = new List<SeenMeeting>();
        foreach (var form in forms) newest.AddRange(await SeenMeeting.NewestAsync(viewer, snapshot, form, null, MostMeetings, cancel));
        return new RazorComponentResult<OversightView>(new
        {
            Model = new OversightModel
            {
                States = states,
                Filters = FiltersOf(viewer, here, only, host, forms),
                Groups =
                [
                    .. lines.GroupBy(line => line.Origin)
                        .Select(group => (Meeting: meetings.GetValueOrDefault(group.Key), Lines: group.Select(one => one.Line).ToList()))
                        .OrderByDescending(group => group.Meeting?.Day).ThenByDescending(group => group.Meeting?.Row.Root)
                        .Select(group => new RequirementGroup(group.Meeting is { } meeting ? LineOf(meeting) : null, group.Lines)),
                ],
                Total = total.N,
                More = total.More,
                Next = page.Next is { } next ? Address.With(here, "after", next) : null,
                First = after is null ? null : Address.With(here, "after", null),
                PageSize = PageSize,
                Meetings = [.. newest.OrderByDescending(meeting => meeting.Day).ThenByDescending(meeting => meeting.Row.Root).Take(MostMeetings).Select(LineOf)],
                Begin =
                [
                    .. forms.Where(form => form.Meeting is { } meeting && viewer.MayFill(meeting.Current.Rule.Fill, form.Campaign.No)).Select(form => (
                        form.Campaign.File.Title, FormTitle.Of(form.Meeting!.Current.Form, viewer.Culture.TwoLetterISOLanguageName),
                        $"/fill/{Uri.EscapeDataString(form.Meeting.Current.Form.Id)}")),
                ],
            },
        });
    }

    private static string Counted(Stores.Records.RecordTotal total) => total.N.ToString(CultureInfo.InvariantCulture) + (total.More ? "+" : "");

    /// <summary>The campaigns that take requirements down and of which the reader sees something, in the order of their files.</summary>
    private static IEnumerable<Campaign> Campaigns(Viewer viewer) => viewer.Sights(Right.SeeRecords)
        .Select(sight => viewer.Definition.Campaigns[sight.Campaign]).Where(campaign => RequirementForm.Of(campaign) is not null);

    private static MeetingLine LineOf(SeenMeeting meeting) =>
        new(meeting.Title, meeting.Day, meeting.Form.Campaign.File.Title, meeting.Href, meeting.Row.Root);

    private static IReadOnlyList<Filter> FiltersOf(Viewer viewer, string here, Campaign? only, string? host, IReadOnlyList<RequirementForm> forms)
    {
        var campaigns = Campaigns(viewer).ToList();
        var hosts = forms.SelectMany(form => AskedOf(viewer, form)).DistinctBy(unit => unit.No).ToList();
        return
        [
            One("Campaign", "campaign", only?.File.Title, campaigns.Count < 2 ? [] : campaigns.Select(campaign => (campaign.Id, campaign.File.Title))),
            One("AskedUnit", "host", host is null ? null : viewer.Definition.Units.Find(host)?.Name, hosts.Select(unit => (unit.Code, unit.Name))),
        ];

        Filter One(string title, string name, LocalText? chosen, IEnumerable<(string Code, LocalText Title)> choices) => new(
            LayoutTexts.Of(title), chosen?.ToString(), Address.With(here, (name, null), ("after", null)),
            [.. choices.Select(choice => new Choice(choice.Title.ToString(), Address.With(here, (name, choice.Code), ("after", null)), false))]);
    }

    /// <summary>The units that a requirement can ask, in the order of its form or of the tree.</summary>
    private static IReadOnlyList<Unit> AskedOf(Viewer viewer, RequirementForm form) => form.Hosts is { } codes
        ? [.. codes.Select(viewer.Definition.Units.Find).OfType<Unit>()]
        : [.. viewer.Definition.Units.All.Where(unit => unit.Kind != UnitKind.District)];

    private static async Task<IResult> MeetingAsync(
        Viewer viewer, long number, string? cell, long? about, (long? Number, string? Not) said, Func<IReadOnlyList<LookedAt>, RequirementTyping, RequirementTyping>? typed,
        CancellationToken cancel)
    {
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (await SeenMeeting.FindAsync(viewer, snapshot, number, cancel) is not { } meeting) return new Problem(ProblemCode.NotFound).AsResult();
        var lines = await RequirementReading.OfMeetingAsync(viewer, snapshot, meeting, cancel);
        RequirementGroup? before = null;
        foreach (var earlier in await SeenMeeting.NewestAsync(viewer, snapshot, meeting.Form, meeting.Row.Root, MostMeetings, cancel))
        {
            // A notice that asked for nothing is no meeting before.
            if (await RequirementReading.OfMeetingAsync(viewer, snapshot, earlier, cancel) is not { Count: > 0 } its) continue;
            before = new RequirementGroup(LineOf(earlier), its);
            break;
        }
        var shown = await SlideReading.ReadAsync(viewer, snapshot, meeting, cell, about, cancel);
        RequirementTyping? typing = null;
        if (MayType(viewer, meeting))
        {
            typing = new RequirementTyping
            {
                Id = $"uuid:{Guid.NewGuid():D}",
                Units = [.. AskedOf(viewer, meeting.Form).Select(unit => (unit.Code, unit.Name))],
                AsksWith = meeting.Form.AsksWith,
                About = shown?.Slide.Lines.FirstOrDefault(line => line.IsChosen)?.Number,
                MayDispatch = MayDispatch(viewer, meeting),
            };
            if (typed is not null) typing = typed(shown?.Looked ?? [], typing);
        }
        var result = new RazorComponentResult<MeetingView>(new
        {
            Model = new MeetingModel
            {
                Meeting = LineOf(meeting),
                Record = meeting.Reading is null ? null : FormattableString.Invariant($"/records/{meeting.Row.Root}"),
                Facts = [.. meeting.Facts(viewer.Culture.TwoLetterISOLanguageName).Select(word => (word.Question, word.Words!))],
                Lines = lines,
                Before = before,
                Slide = shown?.Slide,
                Typing = typing,
                Said = lines.FirstOrDefault(line => line.Number == said.Number) is { } taken
                    ? (taken, Enum.TryParse<StepRefusal>(said.Not, out var refusal) && refusal != StepRefusal.None ? CaseTexts.Of(refusal) : null)
                    : null,
            },
        });
        if (typing?.Faults.Count > 0) result.StatusCode = StatusCodes.Status400BadRequest;
        return result;
    }

    /// <summary>Requirements are taken down by whoever may fill their form and sees the meeting that they come from.</summary>
    private static bool MayType(Viewer viewer, SeenMeeting meeting) =>
        meeting.Reading is not null && viewer.MayFill(meeting.Form.Form.Rule.Fill, meeting.Form.Campaign.No);

    private static bool MayDispatch(Viewer viewer, SeenMeeting meeting) =>
        StepForm.Of(meeting.Form.Campaign, CaseStep.Dispatch) is { } form && viewer.MayFill(form.Form.Rule.Fill, meeting.Form.Campaign.No)
        && viewer.Definition.Grants.Holds(viewer.Person, meeting.Form.Campaign.Cases!.RolesFor(CaseStep.Dispatch), viewer.Home, meeting.Form.Campaign.No);

    private static async Task<IResult> TypedAsync(HttpContext context, Viewer viewer, long number, IntakeLimits limits)
    {
        var cancel = context.RequestAborted;
        if (!context.Request.HasFormContentType) return new Problem(ProblemCode.BadRequest).AsResult();
        var sent = await context.Request.ReadFormAsync(cancel);
        var what = sent["what"].ToString().Trim();
        if (what.Length > LongestText) return new Problem(ProblemCode.BadValue, "what").AsResult();
        var id = sent["id"].ToString();
        if (id.Length > 0 && (!id.StartsWith("uuid:", StringComparison.Ordinal) || !Guid.TryParseExact(id.AsSpan(5), "D", out _)))
            return new Problem(ProblemCode.BadValue, "id").AsResult();
        DateTimeOffset? due = null;
        if (Text("due") is { } time)
        {
            if (!DateTime.TryParseExact(time, [FieldTime, FieldTime + "':'ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
                return new Problem(ProblemCode.BadValue, "due").AsResult();
            due = new DateTimeOffset(local, viewer.District.Clock.Zone.GetUtcOffset(local));
        }
        SeenMeeting? meeting;
        string? about = null;
        var next = 1;
        await using (var snapshot = await viewer.OpenSnapshotAsync(cancel))
        {
            meeting = await SeenMeeting.FindAsync(viewer, snapshot, number, cancel);
            if (meeting is not null)
            {
                var lines = await RequirementReading.OfMeetingAsync(viewer, snapshot, meeting, cancel);
                next = Math.Max(lines.Count, lines.Max(line => line.Item) ?? 0) + 1;
                // Only a problem that the reader sees too.
                if (long.TryParse(sent["about"], NumberStyles.None, CultureInfo.InvariantCulture, out var problem)
                    && await SeenCase.FindAsync(viewer, snapshot, problem, cancel) is { } seen)
                    about = (await JournalLines.ReadAsync(snapshot, [seen.State.Root], cancel))[0].Instance;
            }
        }
        if (meeting is null) return new Problem(ProblemCode.NotFound).AsResult();
        if (!MayType(viewer, meeting)) return new Problem(ProblemCode.NotAllowed).AsResult();
        var asked = AskedOf(viewer, meeting.Form).Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        var host = Text("unit");
        var with = sent["with"].OfType<string>().Where(code => code.Length > 0).Distinct().ToList();
        if ((host is not null && !asked.Contains(host)) || with.Exists(code => !asked.Contains(code))) return new Problem(ProblemCode.BadValue, "unit").AsResult();
        with.RemoveAll(code => code == host);
        var doing = sent["do"].ToString();
        if (doing is "record" or "dispatch" && what.Length > 0 && host is not null && due is not null)
        {
            var saying = new RequirementSaying(
                new InstanceId(id.Length > 0 ? id : $"uuid:{Guid.NewGuid():D}"), meeting.Instance.Value, next, what, host, with, due.Value, Text("cell"), about);
            var reading = meeting.Form.Form.Form.Read(meeting.Form.Write(saying, viewer.District.Clock.Now), out _);
            // What the form itself objects to is said beside the text, in the form's words.
            if (reading?.Violations is [var violation, ..])
                return await AgainAsync(new Dictionary<string, string> { ["what"] = violation.Message.In(viewer.Culture.TwoLetterISOLanguageName) });
            var answer = await RequirementTaking.TakeAsync(viewer, meeting.Form, saying, doing == "dispatch", limits, cancel);
            if (answer.Problem is { } problem) return problem.AsResult();
            return SeeOther(context, Address.With(
                meeting.Href, ("cell", Text("cell")), ("said", answer.Record), ("not", answer.NotHanded == StepRefusal.None ? null : answer.NotHanded)));
        }
        // What is empty is proposed and shown again; only what then is still empty is a fault.
        return await AgainAsync(doing == "propose" ? null : new Dictionary<string, string>());

        Task<IResult> AgainAsync(Dictionary<string, string>? faults) => MeetingAsync(
            viewer, number, Text("cell"), long.TryParse(sent["about"], out var shown) ? shown : null, default, (looked, typing) =>
                Proposed(viewer, meeting, what, id, host, with, due, looked, typing, faults, doing == "propose"), cancel);

        string? Text(string name) => sent[name].ToString().Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>What was typed, with a proposal for what was left empty; asked for a proposal, one for every field.</summary>
    private static RequirementTyping Proposed(
        Viewer viewer, SeenMeeting meeting, string what, string id, string? host, List<string> with, DateTimeOffset? due, IReadOnlyList<LookedAt> looked,
        RequirementTyping typing, Dictionary<string, string>? faults, bool all)
    {
        var units = viewer.Definition.Units;
        var asked = AskedOf(viewer, meeting.Form).Select(unit => unit.No).ToHashSet();
        var proposal = RequirementProposal.Of(what, units, asked, looked, viewer.District.Clock.Now, viewer.Definition.CalendarOf(viewer.Home));
        var (proposedHost, proposedDue) = (all || host is null ? proposal.Host : null, all || due is null ? proposal.Due : null);
        var proposedWith = meeting.Form.AsksWith && (all || with.Count == 0) ? proposal.With : [];
        var shown = typing with
        {
            Id = id.Length > 0 ? id : typing.Id,
            What = what,
            Host = proposedHost is null ? host : units.Find(proposedHost.Value)!.Code,
            HostBy = By(proposedHost),
            With = proposedWith.Count == 0 ? with : [.. proposedWith.Select(unit => units.Find(unit.Value)!.Code)],
            WithBy = By(proposedWith.Count == 0 ? null : proposedWith[0]),
            Due = (proposedDue is null ? due : viewer.Local(proposedDue.Value))?.ToString(FieldTime, CultureInfo.InvariantCulture),
            DueBy = By(proposedDue),
            IsProposed = proposedHost is not null || proposedDue is not null,
        };
        if (faults is null) return shown;
        if (what.Length == 0) faults["what"] = "";
        if (shown.Host is null) faults["unit"] = "";
        if (shown.Due is null) faults["due"] = "";
        return shown with { Faults = faults };

        static ProposedBy? By<T>(Proposed<T>? proposed) => proposed is null ? null : new ProposedBy(proposed.Ground, proposed.Words);
    }

    private static async Task<IResult> AgreedAsync(Viewer viewer, long number, CancellationToken cancel)
    {
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (await SeenMeeting.FindAsync(viewer, snapshot, number, cancel) is not { } meeting) return new Problem(ProblemCode.NotFound).AsResult();
        return new RazorComponentResult<AgreedListView>(new
        {
            Meeting = LineOf(meeting),
            Lines = await RequirementReading.OfMeetingAsync(viewer, snapshot, meeting, cancel),
        });
    }

    private static StatusCodeHttpResult SeeOther(HttpContext context, string href)
    {
        context.Response.Headers.Location = href;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
