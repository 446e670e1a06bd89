using Gridwork.Engine.Cases;
using Gridwork.Engine.Leaders;
using Gridwork.Forms;

namespace Gridwork.Engine.Campaigns;

/// <summary>A published campaign.</summary>
/// <param name="No">Its number in the district, from 1.</param>
/// <param name="File">What campaign.yaml says.</param>
/// <param name="LeadUnit">The leading unit.</param>
/// <param name="Forms">Its forms, in the order of the file.</param>
/// <param name="Indicators">Its indicators in force, in the order of the file: parts of a split and declared figures behind their whole.</param>
/// <param name="PublishedSeq">The definition entry.</param>
/// <param name="Folder">Its files.</param>
public sealed record Campaign(
    int No, CampaignFile File, UnitNo LeadUnit, IReadOnlyList<CampaignForm> Forms, IReadOnlyList<Indicator> Indicators, long PublishedSeq,
    CampaignFolder Folder)
{
    /// <summary>Its id.</summary>
    public string Id => File.Id;

    /// <summary>Its rules for cases; null: it has none.</summary>
    public CaseRules? Cases { get; init; }

    /// <summary>Its lines, in the order of the file.</summary>
    public IReadOnlyList<CampaignLine> Lines { get; init; } = [];

    /// <summary>Which leader answers for which place and line (包保).</summary>
    public LeaderMatrix Leaders { get; init; } = LeaderMatrix.Empty;

    /// <summary>
    /// The forms that somebody fills of his own accord. Those whose record is a step of a case, or a requirement of a meeting, are filled from that one's
    /// page, which knows what they belong to.
    /// </summary>
    public IEnumerable<CampaignForm> Blank => Forms.Where(form =>
        Cases is not { } cases || !(cases.Steps.Any(step => step.Form == form.Key) || cases.Open.Any(open => open.Form == form.Key && open.Origin is not null)));

    /// <summary>The line of a code; null: none.</summary>
    public CampaignLine? Line(string? code) => Lines.FirstOrDefault(line => line.Code == code);

    /// <summary>The indicator of a name (a split's part is <c>whole.choice</c>); null: none.</summary>
    public Indicator? Find(string name) => Indicators.FirstOrDefault(indicator => indicator.Rule.Name == name);

    /// <summary>The indicators that pages show as figures of their own: neither parts of a split nor declared figures.</summary>
    public IEnumerable<Indicator> Wholes => Indicators.Where(indicator => indicator.Rule.PartOf is null);

    /// <summary>The parts of a split, in the order of the choices.</summary>
    public IEnumerable<Indicator> PartsOf(Indicator whole) =>
        Indicators.Where(indicator => indicator.Rule.PartOf == whole.Rule.Name && indicator.Rule.Aggregation != Aggregation.Declared);

    /// <summary>The declared figure beside a counted one; null: none.</summary>
    public Indicator? DeclaredOf(Indicator whole) =>
        Indicators.FirstOrDefault(indicator => indicator.Rule.PartOf == whole.Rule.Name && indicator.Rule.Aggregation == Aggregation.Declared);
}

/// <summary>A form of a campaign over all its versions.</summary>
/// <param name="No">Its number in the district, from 1.</param>
/// <param name="Key">Its key in campaign.yaml.</param>
/// <param name="Current">The version that phones get.</param>
public sealed record CampaignForm(int No, string Key, FormVersion Current);

/// <summary>One version of a form.</summary>
/// <param name="No">Its number in the district, from 1: what the journal's headers name.</param>
/// <param name="FormNo">The form's number.</param>
/// <param name="Campaign">The campaign's number.</param>
/// <param name="Rule">How the campaign uses it.</param>
/// <param name="Form">The form.</param>
/// <param name="Xml">The ODK XForm as phones get it.</param>
/// <param name="PublishedSeq">The entry that first published it.</param>
public sealed record FormVersion(int No, int FormNo, int Campaign, FormRule Rule, Form Form, string Xml, long PublishedSeq);

/// <summary>One version of an indicator.</summary>
/// <param name="Id">Its number and version.</param>
/// <param name="Campaign">The campaign's number.</param>
/// <param name="FormNo">The form whose records it counts.</param>
/// <param name="Rule">How it counts.</param>
/// <param name="PublishedSeq">The entry that began it.</param>
/// <param name="RetiredSeq">The entry that ended it; null: in force.</param>
public sealed record Indicator(
    IndicatorVersionId Id, int Campaign, int FormNo, IndicatorRule Rule, long PublishedSeq, long? RetiredSeq)
{
    /// <summary>10 to the power of the scale: what a value of the ledger is divided by.</summary>
    public long Unit => (long)Math.Pow(10, Rule.Scale);
}
