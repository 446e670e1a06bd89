using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Briefings;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Rights;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Stores;
using Gridwork.Stores.Papers;

namespace Gridwork.Server.Briefings;

/// <summary>The next issue of a series, as it is drafted: its template in the reader's language, its number, and what was changed in it by hand.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Template">The template.</param>
/// <param name="Number">The number of the issue: the template's, or the one after the last that was released.</param>
internal sealed record BriefingDraft(Campaign Campaign, BriefingTemplate Template, int Number)
{
    /// <summary>What was changed by hand so far.</summary>
    public IReadOnlyList<DraftChange> Changes { get; init; } = [];

    /// <summary>Which issue it is.</summary>
    public PaperIssue Issue => new(Campaign.No, Template.File, Number);

    /// <summary>Its page. The series is named by the number that its template bears, so that the address stays from issue to issue.</summary>
    public string Href => string.Create(CultureInfo.InvariantCulture, $"/campaigns/{Campaign.Id}/briefings/{Template.Number}");

    /// <summary>Its series and number.</summary>
    public string Title => TitleOf(Template.Masthead, Number);

    /// <summary>A series and a number in it.</summary>
    public static string TitleOf(string masthead, int number) => LayoutTexts.Of("Briefing", masthead, number);

    /// <summary>The change of a figure or of words; null: none.</summary>
    public DraftChange? ChangeOf(string what) => Changes.FirstOrDefault(change => change.What == what);

    /// <summary>The issuing unit; null: the district has none of this code.</summary>
    public Unit? Issuer(Viewer viewer) => viewer.Definition.Units.Find(Template.Issuer);

    /// <summary>Whether the reader may change its figures by hand and release it: who may do so for the issuing unit.</summary>
    public bool MayRelease(Viewer viewer) => Issuer(viewer) is { } issuer && viewer.May(Right.Release, issuer.No, Campaign.No);

    /// <summary>The paper as at a position.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="position">The position.</param>
    /// <param name="cutoff">The moment of that position.</param>
    /// <param name="counts">What the tallies say there.</param>
    public Briefing Render(Viewer viewer, long position, DateTimeOffset cutoff, IReadOnlyDictionary<FigureKey, FigureCount> counts)
    {
        var language = CultureInfo.GetCultureInfo(Template.Language);
        var overrides = new Dictionary<FigureKey, FigureOverride>();
        foreach (var key in Template.References.Select(reference => reference.Key).Distinct())
        {
            if (ChangeOf(DraftChange.OfFigure(key)) is { } change && long.TryParse(change.Value, CultureInfo.InvariantCulture, out var value))
                overrides[key] = new FigureOverride(value, change.Person, viewer.Local(change.At), change.Reason);
        }
        return Template.Render(
            new BriefingOccasion(position, cutoff, (Issuer(viewer)?.Name ?? new LocalText(Template.Issuer)).In(language), Campaign.File.Title.In(language))
            {
                Number = Number,
                Overrides = overrides,
                Texts = Template.Texts.Select(text => (text.Key, Change: ChangeOf(DraftChange.OfText(text.Key)))).Where(text => text.Change is not null)
                    .ToDictionary(text => text.Key, text => text.Change!.Value),
            },
            key => counts[key]);
    }

    /// <summary>The next issues of a campaign's series, in the reader's language, or in Chinese where it has none; the highest number first.</summary>
    public static async Task<IReadOnlyList<BriefingDraft>> AllAsync(Viewer viewer, Snapshot snapshot, Campaign campaign, CancellationToken cancel)
    {
        var drafts = new List<BriefingDraft>();
        foreach (var template in TemplatesOf(viewer, campaign))
            drafts.Add(new BriefingDraft(campaign, template, Next(template, await PaperList.LastNumberAsync(snapshot, campaign.No, template.File, cancel))));
        return drafts;
    }

    /// <summary>The next issue of one series with what was changed in it; null: there is no such series.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="number">The number that its template bears.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<BriefingDraft?> FindAsync(Viewer viewer, Snapshot snapshot, Campaign campaign, int number, CancellationToken cancel)
    {
        if (TemplatesOf(viewer, campaign).FirstOrDefault(template => template.Number == number) is not { } template) return null;
        var draft = new BriefingDraft(campaign, template, Next(template, await PaperList.LastNumberAsync(snapshot, campaign.No, template.File, cancel)));
        return draft with { Changes = await viewer.District.Kept.ReadAsync(db => DraftChangeSql.ReadAsync(db, viewer.District.Id, draft.Issue), cancel) };
    }

    private static int Next(BriefingTemplate template, int? released) => released >= template.Number ? released.Value + 1 : template.Number;

    private static IReadOnlyList<BriefingTemplate> TemplatesOf(Viewer viewer, Campaign campaign)
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
}
