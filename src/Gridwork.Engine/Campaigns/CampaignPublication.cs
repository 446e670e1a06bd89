// How a definition entry becomes part of a district's definition: numbers are given in the order in which the journal first names things, forms
// and indicators keep theirs while they are the same, and an indicator whose counting rule changed begins a new version (core.md 5).
using System.Collections.Immutable;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Leaders;
using Gridwork.Forms;

namespace Gridwork.Engine.Campaigns;

/// <summary>Publishes one campaign folder into a definition.</summary>
/// <param name="draft">The definition that is being changed.</param>
/// <param name="seq">The definition entry's position.</param>
internal sealed class CampaignPublication(DistrictDefinition.Draft draft, long seq)
{
    /// <summary>Where a compiled form lies in a package.</summary>
    public static string CompiledPath(string key) => $"compiled/{key}.xml";

    public DefinitionChange Publish(CampaignFolder folder)
    {
        var problems = new List<Problem>();
        var file = CampaignFileReader.Read(folder.Text(CampaignFolder.CampaignFileName) ?? "", problems)
            ?? throw new InvalidDataException(string.Join("; ", problems));
        if (!draft.CampaignNos.TryGetValue(file.Id, out var no))
        {
            no = draft.CampaignNos.Count + 1;
            draft.CampaignNos = draft.CampaignNos.Add(file.Id, no);
        }
        var forms = file.Forms.Select(rule => Form(no, rule, folder)).ToList();
        var (indicators, change) = Indicators(no, file, forms);
        draft.Campaigns = draft.Campaigns.SetItem(no, new Campaign(
            no, file, draft.UnitNos.GetValueOrDefault(file.Unit), forms, indicators, seq, folder)
        {
            Lines = CaseTables.Lines(folder, file, problems),
            Cases = CaseTables.Rules(folder, file, problems),
            Leaders = LeaderTable.Read(folder, file, problems),
        });
        return change;
    }

    private CampaignForm Form(int campaign, FormRule rule, CampaignFolder folder)
    {
        var xml = folder.Text(CompiledPath(rule.Key)) ?? throw new InvalidDataException(CompiledPath(rule.Key));
        var form = Gridwork.Forms.Form.Load(xml);
        if (!draft.FormNos.TryGetValue((campaign, rule.Key), out var no))
        {
            no = draft.FormNos.Count + 1;
            draft.FormNos = draft.FormNos.Add((campaign, rule.Key), no);
        }
        var same = draft.FormVersions.Values.FirstOrDefault(version => version.FormNo == no && version.Xml == xml);
        var current = same is null
            ? new FormVersion(draft.FormVersions.Count + 1, no, campaign, rule, form, xml, seq)
            : same with { Rule = rule };
        draft.FormVersions = draft.FormVersions.SetItem(current.No, current);
        return new CampaignForm(no, rule.Key, current);
    }

    private (IReadOnlyList<Indicator> InForce, DefinitionChange Change) Indicators(int campaign, CampaignFile file, List<CampaignForm> forms)
    {
        var inForce = new List<Indicator>();
        var published = new List<(IndicatorVersionId, int)>();
        var retired = new List<IndicatorVersionId>();
        var rules = file.Indicators.SelectMany(rule => Expand(rule, forms)).ToList();
        foreach (var rule in rules)
        {
            var form = forms.First(candidate => candidate.Key == rule.Form);
            if (!draft.IndicatorNos.TryGetValue((campaign, rule.Name), out var no))
            {
                no = draft.IndicatorNos.Count + 1;
                draft.IndicatorNos = draft.IndicatorNos.Add((campaign, rule.Name), no);
            }
            var last = draft.Indicators.Values.LastOrDefault(indicator => indicator.Id.Indicator == no);
            if (last is { RetiredSeq: null } && last.Rule.Signature == rule.Signature && last.FormNo == form.No)
            {
                inForce.Add(last with { Rule = rule });
            }
            else
            {
                if (last is { RetiredSeq: null }) retired.Add(last.Id);
                var next = new Indicator(new IndicatorVersionId(no, (last?.Id.Version ?? 0) + 1), campaign, form.No, rule, seq, null);
                published.Add((next.Id, campaign));
                inForce.Add(next);
            }
        }
        var kept = inForce.Select(indicator => indicator.Id.Indicator).ToHashSet();
        retired.AddRange(draft.Indicators.Values
            .Where(indicator => indicator.Campaign == campaign && indicator.RetiredSeq is null && !kept.Contains(indicator.Id.Indicator))
            .Select(indicator => indicator.Id));
        foreach (var id in retired)
        {
            var key = (id.Indicator, id.Version);
            draft.Indicators = draft.Indicators.SetItem(key, draft.Indicators[key] with { RetiredSeq = seq });
        }
        foreach (var indicator in inForce)
            draft.Indicators = draft.Indicators.SetItem((indicator.Id.Indicator, indicator.Id.Version), indicator);
        foreach (var form in forms)
        {
            draft.ByForm = draft.ByForm.SetItem(form.No, inForce
                .Where(indicator => indicator.FormNo == form.No)
                .Select(indicator => indicator.Id)
                .OrderBy(id => (id.Indicator, id.Version))
                .ToImmutableList());
        }
        return (inForce, new DefinitionChange(published, retired));
    }

    /// <summary>An indicator, the parts of its split and its declared figure: each is a fold of its own.</summary>
    private static IEnumerable<IndicatorRule> Expand(IndicatorRule rule, List<CampaignForm> forms)
    {
        yield return rule;
        if (rule.Split is { } split)
        {
            var form = forms.First(candidate => candidate.Key == rule.Form).Current.Form;
            foreach (var choice in form.Find(QuestionReference.Name(split))?.Choices ?? [])
            {
                var condition = $"{split} = '{choice.Name}'";
                yield return rule with
                {
                    Name = $"{rule.Name}.{choice.Name}",
                    Title = new LocalText(choice.Label.In("zh"), choice.Label.In("en")),
                    Where = rule.Where is null ? condition : $"({rule.Where}) and {condition}",
                    PartOf = rule.Name,
                    Choice = choice.Name,
                    Target = null,
                    Declared = null,
                    Split = null,
                };
            }
        }
        if (rule.Declared is { } declared)
        {
            yield return rule with
            {
                Name = $"{rule.Name}.declared",
                Form = declared.Form,
                Where = null,
                Each = null,
                Aggregation = Aggregation.Declared,
                Expression = declared.Value,
                Day = null,
                PartOf = rule.Name,
                Choice = null,
                Target = null,
                Declared = null,
                Split = null,
            };
        }
    }
}
