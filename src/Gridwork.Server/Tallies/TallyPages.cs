// A number opened. What the page lists is read in the same snapshot, over the same units and as at the same position as the number above it, so the
// running total ends in it.
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Rights;
using Gridwork.Server.Campaigns;
using Gridwork.Server.Figures;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Records;
using Gridwork.Server.Security;
using Gridwork.Stores;
using Gridwork.Stores.Tallies;
using Microsoft.AspNetCore.Http.HttpResults;
using Problem = Gridwork.Server.Problems.Problem;

namespace Gridwork.Server.Tallies;

/// <summary>/campaigns/{campaign}/tallies/{indicator}.</summary>
internal static class TallyPages
{
    private const int PageSize = 100;

    public static void MapTallyPages(this IEndpointRouteBuilder app) =>
        app.MapGet("/campaigns/{campaign}/tallies/{indicator}", OneAsync).Needs(Right.SeeTallies);

    private static async Task<IResult> OneAsync(
        HttpContext context, Viewer viewer, PersonNames names, string campaign, string indicator, string? unit, string? within, string? cell, string? day,
        string? from, string? to, long? at, string? after, CancellationToken cancel)
    {
        if (CampaignPages.Find(viewer, campaign) is not { } found) return new Problem(ProblemCode.NotFound).AsResult();
        var here = $"{context.Request.Path}{context.Request.QueryString}";
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        if (at < 1 || at > snapshot.Seq) return new Problem(ProblemCode.BadValue, "at").AsResult();
        var version = CampaignFigures.VersionsAt(viewer.Definition, found.No, at).FirstOrDefault(version => version.Rule.Name == indicator);
        if (version is null) return new Problem(ProblemCode.NotFound).AsResult();
        IReadOnlyCollection<UnitNo> units = viewer.UnitsWith(Right.SeeTallies, found.No);
        var only = unit is null ? null : viewer.Definition.Units.Find(unit);
        if (unit is not null && (only is null || !units.Contains(only.No))) return new Problem(ProblemCode.NotFound).AsResult();
        var above = within is null ? null : viewer.Definition.Units.Find(within);
        if (within is not null && above is null) return new Problem(ProblemCode.NotFound).AsResult();
        if (above is not null) units = [.. units.Where(some => viewer.Definition.Units.IsWithin(some, above.No))];
        CellNo? inCell = cell is null ? null : cell == "none" ? CellNo.None : viewer.Definition.FindCell(cell);
        if (inCell == CellNo.None && cell != "none") return new Problem(ProblemCode.BadValue, "cell").AsResult();
        if (!TryDay(day ?? from, out var first) || !TryDay(day ?? to, out var last)) return new Problem(ProblemCode.BadValue, "day").AsResult();
        var key = after is null ? null : TallyLineKey.Parse(after);
        if (after is not null && key is null) return new Problem(ProblemCode.BadValue, "after").AsResult();

        var query = new TallyQuery
        {
            Indicators = [version.Id],
            Units = only is null ? units : [only.No],
            Cell = inCell,
            From = first,
            To = last,
            At = at,
        };
        var (value, entries) = await TallySums.OneAsync(snapshot, query, cancel);
        var page = await TallyLines.ReadAsync(
            snapshot,
            new TallyLineQuery
            {
                Indicator = version.Id,
                Units = query.Units,
                Cell = inCell,
                From = first,
                To = last,
                At = at,
                After = key,
                Limit = PageSize,
            },
            cancel);
        await names.LearnAsync(page.Lines.Select(line => line.Person));
        var declared = await DeclaredAsync(viewer, names, snapshot, found, version, query, cancel);
        return new RazorComponentResult<TallyView>(new
        {
            Present = Address.With(here, ("at", null), ("after", null)),
            Model = new TallyModel
            {
                Campaign = found.Id,
                CampaignTitle = found.File.Title,
                Title = version.Rule.Title,
                Part = Part((only ?? above)?.Name.ToString(), cell == "none" ? LayoutTexts.Of("NoCell") : cell, Days(first, last)),
                Value = new FigureValue(value, version.Rule.Scale, version.Rule.Measure) { Qualifier = version.Rule.Qualifier, Round = version.Rule.Round },
                At = at,
                Today = at is null ? null : await PresentAsync(snapshot, found, version, query, cancel),
                Entries = entries,
                Groups = Groups(viewer, names, page),
                Before = page.Before,
                Next = page.Next is { } next ? Address.With(here, "after", next) : null,
                First = after is null ? null : Address.With(here, "after", null),
                PageSize = PageSize,
                Rule = RuleOf(found, version, viewer.Culture),
                Declared = declared,
                Units = only is not null ? [] : await UnitsAsync(viewer, snapshot, found, version, query, cancel),
                Uses = [.. await Briefings.BriefingPages.UsingAsync(viewer, snapshot, found, version.Rule.Name, cancel), new UsedIn(LayoutTexts.Of("Overview"), "/", "")],
                Filters = FiltersOf(here, (only ?? above)?.Name.ToString(), cell == "none" ? LayoutTexts.Of("NoCell") : cell, Days(first, last)),
                Now = viewer.District.Clock.Now,
            },
        });
    }

    private static bool TryDay(string? text, out DateOnly? day)
    {
        var read = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value);
        day = read ? value : null;
        return read || text is null;
    }

    private static string? Days(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        (null, null) => null,
        ({ } first, { } last) when first == last => Written.Day(first),
        ({ } first, _) => Written.Period(first, to),
        (null, { } last) => LayoutTexts.Of("Until", Written.Day(last)),
    };

    private static string? Part(params string?[] words) => words.OfType<string>().ToList() is { Count: > 0 } some ? string.Join(' ', some) : null;

    private static IReadOnlyList<Filter> FiltersOf(string here, string? unit, string? cell, string? days) =>
    [
        new(LayoutTexts.Of("Unit"), unit, Address.With(here, ("unit", null), ("within", null), ("after", null)), []),
        new(LayoutTexts.Of("Cell"), cell, Address.With(here, ("cell", null), ("after", null)), []),
        new(LayoutTexts.Of("Day"), days, Address.With(here, ("day", null), ("from", null), ("to", null), ("after", null)), []),
    ];

    private static IReadOnlyList<EntryGroup> Groups(Viewer viewer, PersonNames names, TallyLinePage page)
    {
        var running = page.Before;
        var lines = page.Lines.Select(line => (line.Entry.Day, Line: new EntryLine(
            viewer.Local(line.Captured ?? line.Received), line.Entry.Record, line.Entry.Root, viewer.Definition.CodeOf(line.Entry.Cell),
            RecordItemReading.UnitName(viewer, line.Entry.Unit), names[line.Person], line.Entry.Value, running += line.Entry.Value, RoleOf(line)))).ToList();
        return [.. lines.GroupBy(line => line.Day).Select(day => new EntryGroup(day.Key, [.. day.Select(line => line.Line)], day.Sum(line => line.Line.Value)))];
    }

    private static EntryRole RoleOf(TallyLine line) =>
        line.Reversal ? EntryRole.Reversal
        : line.Corrected ? EntryRole.Corrected
        : line.Entry.Value == 0 ? EntryRole.AlreadyCounted
        : line.Entry.Record != line.Entry.Root ? EntryRole.Correction
        : EntryRole.Counts;

    private static async Task<FigureValue?> PresentAsync(
        Snapshot snapshot, Campaign campaign, Indicator version, TallyQuery query, CancellationToken cancel)
    {
        var now = campaign.Find(version.Rule.Name);
        if (now is null) return null;
        var (value, _) = await TallySums.OneAsync(snapshot, query with { Indicators = [now.Id], At = null }, cancel);
        return new FigureValue(value, now.Rule.Scale);
    }

    private static async Task<IReadOnlyList<(Engine.LocalText, FigureValue)>> UnitsAsync(
        Viewer viewer, Snapshot snapshot, Campaign campaign, Indicator version, TallyQuery query, CancellationToken cancel)
    {
        var sums = await TallySums.ReadAsync(snapshot, query with { By = TallyBy.Unit }, cancel);
        return [.. sums.Where(sum => sum.Value != 0).OrderByDescending(sum => sum.Value).Select(sum => (
            RecordItemReading.UnitName(viewer, sum.Unit),
            CampaignPages.Value(
                campaign, version, sum.Value, ("unit", viewer.Definition.Units.Find(sum.Unit)?.Code), ("at", query.At), ("cell", query.Cell is { } cell ? viewer.Definition.CodeOf(cell) ?? "none" : null),
                ("from", query.From?.ToString("O", CultureInfo.InvariantCulture)),
                ("to", query.To?.ToString("O", CultureInfo.InvariantCulture)))))];
    }

    private static async Task<IReadOnlyList<DeclaredLine>> DeclaredAsync(
        Viewer viewer, PersonNames names, Snapshot snapshot, Campaign campaign, Indicator version, TallyQuery query, CancellationToken cancel)
    {
        // A unit declares its whole, never a cell or a day of it.
        if (query.Cell is not null || query.From is not null || campaign.DeclaredOf(version) is not { } declared) return [];
        var figures = await DeclaredFigures.ReadAsync(snapshot, declared.Id, query.Units, query.At, cancel);
        await names.LearnAsync(figures.Select(figure => figure.Person));
        return [.. figures.Select(figure => new DeclaredLine(
            RecordItemReading.UnitName(viewer, figure.Unit),
            new FigureValue(figure.Value, declared.Rule.Scale, null, string.Create(CultureInfo.InvariantCulture, $"/records/{figure.Record}")) { Declared = true },
            viewer.Local(figure.Received), names[figure.Person]))];
    }

    private static CountingRule RuleOf(Campaign campaign, Indicator version, CultureInfo culture)
    {
        var rule = version.Rule;
        var form = campaign.Forms.FirstOrDefault(form => form.Key == rule.Form)?.Current.Form;
        var language = culture.TwoLetterISOLanguageName;
        var questions = form is null ? [] : form.AllQuestions
            .Where(question => question.HasAnswer && $"{rule.Where} {rule.Expression} {rule.Each} {rule.Day}".Contains($"${{{question.Name}}}", StringComparison.Ordinal))
            .Select(question => (question.Name, question.Label.In(language) is { Length: > 0 } label ? label : question.Name)).ToList();
        return new CountingRule(
            (form is null ? rule.Form : FormTitle.Of(form, language)), rule.Aggregation.ToString(), rule.Where, rule.Expression, rule.Line, version.Id.Version, questions);
    }
}
