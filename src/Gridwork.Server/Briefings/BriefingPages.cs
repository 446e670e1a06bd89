// The briefings' pages. A draft is written anew from the tallies each time it is looked at, as at the newest position or at the one that is asked for;
// both drafts are the same paper, so their words and their code are the same.
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Briefings;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Rights;
using Gridwork.Server.Campaigns;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Gridwork.Server.Tallies;
using Gridwork.Stores;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Tallies;
using Microsoft.AspNetCore.Http.HttpResults;
using FigureValue = Gridwork.Server.Figures.FigureValue;

namespace Gridwork.Server.Briefings;

/// <summary>/briefings and /campaigns/{campaign}/briefings/{number}.</summary>
internal static class BriefingPages
{
    public static void MapBriefingPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/briefings", (Viewer viewer) => new RazorComponentResult<BriefingListView>(new
        {
            Model = new BriefingListModel(
            [
                .. CampaignPages.All(viewer).SelectMany(campaign => Templates(viewer, campaign).Select(template => new BriefingListLine(
                    TitleOf(template), AddressOf(campaign, template), campaign.File.Title, IssuerOf(viewer, template), template.References.Count))),
            ]),
        })).Needs(Right.SeeTallies);
        app.MapGet("/campaigns/{campaign}/briefings/{number:int}", OneAsync).Needs(Right.SeeTallies);
    }

    /// <summary>The briefings of a campaign, for its page.</summary>
    public static IReadOnlyList<(string Title, string Href)> Of(Viewer viewer, Campaign campaign) =>
        [.. Templates(viewer, campaign).Select(template => (LayoutTexts.Of("BriefingShort", template.Number), AddressOf(campaign, template)))];

    /// <summary>The briefings that print an indicator, for the page of its entries.</summary>
    public static IEnumerable<UsedIn> Using(Viewer viewer, Campaign campaign, string indicator) => Templates(viewer, campaign)
        .Select(template => (template, Places: template.References.Count(reference => reference.Key.Tally == indicator)))
        .Where(use => use.Places > 0)
        .Select(use => new UsedIn(TitleOf(use.template), AddressOf(campaign, use.template), LayoutTexts.Of("Places", use.Places)));

    private static async Task<IResult> OneAsync(Viewer viewer, string campaign, int number, string? draft, long? at, CancellationToken cancel)
    {
        if (CampaignPages.Find(viewer, campaign) is not { } found) return new Problem(ProblemCode.NotFound).AsResult();
        var template = Templates(viewer, found).FirstOrDefault(template => template.Number == number);
        if (template is null) return new Problem(ProblemCode.NotFound).AsResult();
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (at < 1 || at > snapshot.Seq) return new Problem(ProblemCode.BadValue, "at").AsResult();
        var counts = await CountsAsync(viewer, snapshot, found, template, at, cancel);
        var today = at is null ? counts : await CountsAsync(viewer, snapshot, found, template, null, cancel);
        var cutoff = at is { } position && await JournalLines.ReadAsync(snapshot, [position], cancel) is [var line]
            ? viewer.Local(line.Received)
            : viewer.District.Clock.Now;
        var language = CultureInfo.GetCultureInfo(template.Language);
        var paper = template.Render(
            new BriefingOccasion(at ?? snapshot.Seq, cutoff, IssuerOf(viewer, template).In(language), found.File.Title.In(language)), key => counts[key]);
        return new RazorComponentResult<BriefingView>(new
        {
            IsClean = draft == "clean",
            Model = new BriefingModel
            {
                Campaign = (found.Id, found.File.Title),
                Href = AddressOf(found, template),
                Paper = paper,
                At = at,
                Figures = [.. paper.Figures.Select(figure => LineOf(viewer, found, figure, counts[figure.Key], today[figure.Key], at))],
                Others = [.. Templates(viewer, found).Where(other => other.Number != number).Select(other => (TitleOf(other), AddressOf(found, other)))],
            },
        });
    }

    private static FigureLine LineOf(Viewer viewer, Campaign campaign, BriefingFigure figure, FigureCount count, FigureCount today, long? at)
    {
        var href = figure.Key.Declared
            ? $"/campaigns/{campaign.Id}/tallies/{figure.Key.Indicator}#declared"
            : Address.With(
                $"/campaigns/{campaign.Id}/tallies/{figure.Key.Tally}", ("within", figure.Key.In), ("from", Day(figure.Key.From)),
                ("to", Day(figure.Key.Until)), ("at", at));
        var counted = new FigureValue(figure.Counted, figure.Scale, figure.Measure, href) { Declared = figure.Key.Declared };
        return new FigureLine(
            figure.Label(viewer.Culture, code => viewer.Definition.Units.Find(code)?.Name.In(viewer.Culture)),
            counted with { Print = figure.Print, Declared = figure.IsFramed }, counted, figure.Standing, count.Rule.Round,
            today.Value == count.Value ? null : new FigureValue(today.Value, figure.Scale));
    }

    private static string? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>What the tallies say to each figure that a template can print, over the units that the reader sees.</summary>
    private static async Task<IReadOnlyDictionary<FigureKey, FigureCount>> CountsAsync(
        Viewer viewer, Snapshot snapshot, Campaign campaign, BriefingTemplate template, long? at, CancellationToken cancel)
    {
        var versions = CampaignFigures.VersionsAt(viewer.Definition, campaign.No, at);
        var seen = viewer.UnitsWith(Right.SeeTallies, campaign.No);
        var units = viewer.Definition.Units;
        var counts = new Dictionary<FigureKey, FigureCount>();
        foreach (var key in template.References.Select(reference => reference.Key).Distinct())
        {
            var version = versions.FirstOrDefault(version => version.Rule.Name == key.Tally);
            var named = campaign.Find(key.Tally) ?? campaign.Find(key.Indicator);
            if (version is null)
            {
                if (named is not null) counts[key] = new FigureCount(named.Rule, null);
                continue;
            }
            var among = key.In is { } code && units.Find(code) is { } unit ? seen.Where(some => units.IsWithin(some, unit.No)).ToList() : [.. seen];
            if (key.Declared)
            {
                var declared = await DeclaredFigures.ReadAsync(snapshot, version.Id, among, at, cancel);
                counts[key] = new FigureCount(version.Rule, declared.Count == 0 ? null : declared.Sum(figure => figure.Value));
                continue;
            }
            var (value, _) = await TallySums.OneAsync(
                snapshot, new TallyQuery { Indicators = [version.Id], Units = among, From = key.From, To = key.Until, At = at }, cancel);
            counts[key] = new FigureCount(version.Rule, value);
        }
        return counts;
    }

    /// <summary>The campaign's templates in the reader's language, or in Chinese where it has none: one a number.</summary>
    private static IReadOnlyList<BriefingTemplate> Templates(Viewer viewer, Campaign campaign)
    {
        var language = viewer.Culture.TwoLetterISOLanguageName;
        var templates = new List<BriefingTemplate>();
        foreach (var rule in campaign.File.Briefings)
        {
            if (campaign.Folder.Text(rule.File) is { } text && BriefingTemplate.Parse(rule.File, text, []) is { } template) templates.Add(template);
        }
        return [.. templates.GroupBy(template => template.Number).OrderByDescending(number => number.Key)
            .Select(number => number.FirstOrDefault(template => template.Language == language) ?? number.First())];
    }

    private static string TitleOf(BriefingTemplate template) => LayoutTexts.Of("Briefing", template.Masthead, template.Number);

    private static string AddressOf(Campaign campaign, BriefingTemplate template) =>
        string.Create(CultureInfo.InvariantCulture, $"/campaigns/{campaign.Id}/briefings/{template.Number}");

    private static LocalText IssuerOf(Viewer viewer, BriefingTemplate template) =>
        viewer.Definition.Units.Find(template.Issuer)?.Name ?? new LocalText(template.Issuer);
}
