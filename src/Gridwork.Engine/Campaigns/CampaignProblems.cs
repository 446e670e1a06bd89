using System.Resources;
using Gridwork.Forms;

namespace Gridwork.Engine.Campaigns;

/// <summary>The table of what can be wrong with a campaign folder, beside what Gridwork.Forms finds in a sheet. Texts: CampaignProblems.resx.</summary>
public static class CampaignProblems
{
    private static readonly ResourceManager Texts = new("Gridwork.Engine.Campaigns.CampaignProblems", typeof(CampaignProblems).Assembly);

    internal static readonly ProblemKind FileMissing = Error("campaign.file-missing");
    internal static readonly ProblemKind FolderName = Error("campaign.folder-name");
    internal static readonly ProblemKind Yaml = Error("campaign.yaml");
    internal static readonly ProblemKind NotAMapping = Error("campaign.not-a-mapping");
    internal static readonly ProblemKind NotAList = Error("campaign.not-a-list");
    internal static readonly ProblemKind NotAText = Error("campaign.not-a-text");
    internal static readonly ProblemKind NotADate = Error("campaign.not-a-date");
    internal static readonly ProblemKind NotAnInteger = Error("campaign.not-an-integer");
    internal static readonly ProblemKind MemberMissing = Error("campaign.member-missing");
    internal static readonly ProblemKind MemberTwice = Error("campaign.member-twice");
    internal static readonly ProblemKind MemberUnknown = Error("campaign.member-unknown");
    internal static readonly ProblemKind BadId = Error("campaign.bad-id");
    internal static readonly ProblemKind PeriodBackwards = Error("campaign.period-backwards");
    internal static readonly ProblemKind UnknownUnit = Error("campaign.unknown-unit");
    internal static readonly ProblemKind UnknownRole = Error("campaign.unknown-role");
    internal static readonly ProblemKind NobodyFills = Error("campaign.nobody-fills");
    internal static readonly ProblemKind NoForms = Error("campaign.no-forms");
    internal static readonly ProblemKind BadName = Error("campaign.bad-name");
    internal static readonly ProblemKind FormIdTaken = Error("campaign.form-id-taken");
    internal static readonly ProblemKind VersionNotRaised = Error("campaign.version-not-raised");
    internal static readonly ProblemKind UnitRule = Error("campaign.unit-rule");
    internal static readonly ProblemKind NotAPoint = Error("campaign.not-a-point");
    internal static readonly ProblemKind UnknownForm = Error("campaign.unknown-form");
    internal static readonly ProblemKind NoAggregation = Error("campaign.no-aggregation");
    internal static readonly ProblemKind TwoAggregations = Error("campaign.two-aggregations");
    internal static readonly ProblemKind CountWhat = Error("campaign.count-what");
    internal static readonly ProblemKind WithinWhat = Error("campaign.within-what");
    internal static readonly ProblemKind NotARepeat = Error("campaign.not-a-repeat");
    internal static readonly ProblemKind NotASelect = Error("campaign.not-a-select");
    internal static readonly ProblemKind NotADay = Error("campaign.not-a-day");
    internal static readonly ProblemKind NotANumber = Error("campaign.not-a-number");
    internal static readonly ProblemKind ReadsPersonal = Error("campaign.reads-personal");
    internal static readonly ProblemKind UnknownQualifier = Error("campaign.unknown-qualifier");
    internal static readonly ProblemKind UnknownPaperStage = Error("campaign.unknown-paper-stage");
    internal static readonly ProblemKind UnknownLanguage = Error("campaign.unknown-language");
    internal static readonly ProblemKind UnknownStep = Error("campaign.unknown-step");
    internal static readonly ProblemKind UnknownCaseKind = Error("campaign.unknown-case-kind");
    internal static readonly ProblemKind NothingOpens = Error("campaign.nothing-opens");
    internal static readonly ProblemKind ColumnMissing = Error("campaign.column-missing");
    internal static readonly ProblemKind CellEmpty = Error("campaign.cell-empty");
    internal static readonly ProblemKind CodeTwice = Error("campaign.code-twice");
    internal static readonly ProblemKind NotALimit = Error("campaign.not-a-limit");
    internal static readonly ProblemKind NotOneOf = Error("campaign.not-one-of");
    internal static readonly ProblemKind UnknownCategory = Error("campaign.unknown-category");
    internal static readonly ProblemKind UnknownLine = Error("campaign.unknown-line");
    internal static readonly ProblemKind UnknownPlace = Error("campaign.unknown-place");
    internal static readonly ProblemKind NotAPhoto = Error("campaign.not-a-photo");
    internal static readonly ProblemKind CaseReadsPersonal = Error("campaign.case-reads-personal");
    internal static readonly ProblemKind UnknownCell = Error("campaign.unknown-cell");
    internal static readonly ProblemKind CellElsewhere = Error("campaign.cell-elsewhere");
    internal static readonly ProblemKind LeaderNameless = Error("campaign.leader-nameless");
    internal static readonly ProblemKind LeaderTwice = Error("campaign.leader-twice");
    internal static readonly ProblemKind LeaderGap = Warning("campaign.leader-gap");
    internal static readonly ProblemKind LeaderGapOnLine = Warning("campaign.leader-gap-on-line");
    internal static readonly ProblemKind NoDuty = Warning("campaign.no-duty");
    internal static readonly ProblemKind NoIndicators = Warning("campaign.no-indicators");
    internal static readonly ProblemKind QualifierWithoutRound = Warning("campaign.qualifier-without-round");
    internal static readonly ProblemKind BriefingSyntax = Error("briefing.syntax");
    internal static readonly ProblemKind BriefingUnknownTally = Error("briefing.unknown-tally");
    internal static readonly ProblemKind BriefingUnknownUnit = Error("briefing.unknown-unit");
    internal static readonly ProblemKind BriefingUnknownText = Error("briefing.unknown-text");
    internal static readonly ProblemKind BriefingBadDay = Error("briefing.bad-day");
    internal static readonly ProblemKind BriefingNumberTyped = Warning("briefing.number-typed");

    private static ProblemKind Error(string code) => new(code, Severity.Error, Texts);

    private static ProblemKind Warning(string code) => new(code, Severity.Warning, Texts);
}
