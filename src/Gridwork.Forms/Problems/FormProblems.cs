using System.Resources;

namespace Gridwork.Forms;

/// <summary>The table of problems of this project: every kind, once, with its stable code. Texts lie in ProblemTexts.resx.</summary>
public static class FormProblems
{
    private static readonly ResourceManager Texts = new("Gridwork.Forms.Problems.ProblemTexts", typeof(FormProblems).Assembly);

    /// <summary>A quote that is not closed.</summary>
    public static ProblemKind UnclosedText { get; } = Error("form.unclosed-text");

    /// <summary>A character that has no meaning in an expression.</summary>
    public static ProblemKind StrayCharacter { get; } = Error("form.stray-character");

    /// <summary>Longer or deeper than an expression may be.</summary>
    public static ProblemKind ExpressionTooLong { get; } = Error("form.expression-too-long");

    /// <summary>Nothing where an expression belongs.</summary>
    public static ProblemKind EmptyExpression { get; } = Error("form.empty-expression");

    /// <summary>The expression stops too early.</summary>
    public static ProblemKind UnexpectedEnd { get; } = Error("form.unexpected-end");

    /// <summary>Something that does not belong where it stands.</summary>
    public static ProblemKind Unexpected { get; } = Error("form.unexpected");

    /// <summary>A bracket that is not closed.</summary>
    public static ProblemKind MissingSymbol { get; } = Error("form.missing-symbol");

    /// <summary>A function that does not exist.</summary>
    public static ProblemKind UnknownFunction { get; } = Error("form.unknown-function");

    /// <summary>A function with too many or too few arguments.</summary>
    public static ProblemKind WrongArguments { get; } = Error("form.wrong-arguments");

    /// <summary>A name that no question has.</summary>
    public static ProblemKind UnknownField { get; } = Error("form.unknown-field");

    /// <summary>A path that leads to no question.</summary>
    public static ProblemKind UnknownPath { get; } = Error("form.unknown-path");

    /// <summary>A name that several questions have.</summary>
    public static ProblemKind AmbiguousField { get; } = Error("form.ambiguous-field");

    /// <summary>A column of the choices sheet, written as a question (trap X04).</summary>
    public static ProblemKind ChoicesColumnAsField { get; } = Error("form.choices-column-as-field");

    /// <summary>A plain name in a choice filter that is no column of the choices sheet.</summary>
    public static ProblemKind UnknownChoicesColumn { get; } = Error("form.unknown-choices-column");

    /// <summary>A regular expression that cannot be read.</summary>
    public static ProblemKind RegexUnreadable { get; } = Error("form.regex-unreadable");

    /// <summary>A pattern that matches anywhere in the text (trap P12).</summary>
    public static ProblemKind RegexNotAnchored { get; } = Warning("form.regex-not-anchored");

    /// <summary>Calculations or conditions that wait for each other.</summary>
    public static ProblemKind Cycle { get; } = Error("form.cycle");

    /// <summary>Not well-formed XML.</summary>
    public static ProblemKind SubmissionBroken { get; } = Error("submission.broken");

    /// <summary>XML with a DTD.</summary>
    public static ProblemKind SubmissionHasDtd { get; } = Error("submission.has-dtd");

    /// <summary>More bytes or nodes than a record may have.</summary>
    public static ProblemKind SubmissionTooLarge { get; } = Error("submission.too-large");

    /// <summary>Elements nested too deeply.</summary>
    public static ProblemKind SubmissionTooDeep { get; } = Error("submission.too-deep");

    /// <summary>A record of another form.</summary>
    public static ProblemKind OtherForm { get; } = Error("submission.other-form");

    /// <summary>A record without an identity.</summary>
    public static ProblemKind NoInstanceId { get; } = Error("submission.no-instance-id");

    /// <summary>Not an XLSX workbook.</summary>
    public static ProblemKind NotXlsx { get; } = Error("workbook.not-xlsx");

    /// <summary>A workbook that cannot be read.</summary>
    public static ProblemKind WorkbookBroken { get; } = Error("workbook.broken");

    /// <summary>A workbook that unpacks to more than may be read.</summary>
    public static ProblemKind WorkbookTooLarge { get; } = Error("workbook.too-large");

    /// <summary>A cell that holds a formula (trap D05).</summary>
    public static ProblemKind FormulaCell { get; } = Warning("workbook.formula");

    /// <summary>A value under a merged cell (trap D05).</summary>
    public static ProblemKind HiddenMerged { get; } = Warning("workbook.hidden-merged");

    /// <summary>No survey or choices sheet.</summary>
    public static ProblemKind SheetMissing { get; } = Error("xlsform.sheet-missing");

    /// <summary>A column that must be there.</summary>
    public static ProblemKind HeadingMissing { get; } = Error("xlsform.heading-missing");

    /// <summary>A heading that is not known.</summary>
    public static ProblemKind HeadingUnknown { get; } = Warning("xlsform.heading-unknown");

    /// <summary>Two columns with the same heading.</summary>
    public static ProblemKind HeadingTwice { get; } = Error("xlsform.heading-twice");

    /// <summary>A form without questions.</summary>
    public static ProblemKind EmptyForm { get; } = Error("xlsform.empty");

    /// <summary>A row without a type.</summary>
    public static ProblemKind TypeMissing { get; } = Error("xlsform.type-missing");

    /// <summary>A type that is not known.</summary>
    public static ProblemKind TypeUnknown { get; } = Error("xlsform.type-unknown");

    /// <summary>A select without the name of its list.</summary>
    public static ProblemKind ListMissing { get; } = Error("xlsform.list-missing");

    /// <summary>A select whose list does not exist.</summary>
    public static ProblemKind ListUnknown { get; } = Error("xlsform.list-unknown");

    /// <summary>A list that no question uses.</summary>
    public static ProblemKind ListUnused { get; } = Warning("xlsform.list-unused");

    /// <summary>A row without a name.</summary>
    public static ProblemKind NameMissing { get; } = Error("xlsform.name-missing");

    /// <summary>A name that XML does not allow.</summary>
    public static ProblemKind NameInvalid { get; } = Error("xlsform.name-invalid");

    /// <summary>Two rows of one group with the same name.</summary>
    public static ProblemKind NameTwice { get; } = Error("xlsform.name-twice");

    /// <summary>A name that the standard keeps for itself.</summary>
    public static ProblemKind NameReserved { get; } = Error("xlsform.name-reserved");

    /// <summary>A question without a text.</summary>
    public static ProblemKind LabelMissing { get; } = Warning("xlsform.label-missing");

    /// <summary>A calculate row that calculates nothing.</summary>
    public static ProblemKind CalculationMissing { get; } = Error("xlsform.calculation-missing");

    /// <summary>A language that lacks columns or cells (trap X06).</summary>
    public static ProblemKind TranslationMissing { get; } = Warning("xlsform.translation-missing");

    /// <summary>A choice filter on a question that chooses nothing.</summary>
    public static ProblemKind FilterWithoutSelect { get; } = Warning("xlsform.filter-without-select");

    /// <summary>Neither yes nor no nor an expression.</summary>
    public static ProblemKind YesNoUnknown { get; } = Error("xlsform.yes-no-unknown");

    /// <summary>A group or repeat that does not end.</summary>
    public static ProblemKind GroupUnclosed { get; } = Error("xlsform.group-unclosed");

    /// <summary>An end without a beginning.</summary>
    public static ProblemKind GroupUnopened { get; } = Error("xlsform.group-unopened");

    /// <summary>A group ended as a repeat or the other way round.</summary>
    public static ProblemKind GroupCrossed { get; } = Error("xlsform.group-crossed");

    /// <summary>Groups nested deeper than a form may have them.</summary>
    public static ProblemKind GroupTooDeep { get; } = Error("xlsform.group-too-deep");

    /// <summary>A group without questions.</summary>
    public static ProblemKind GroupEmpty { get; } = Warning("xlsform.group-empty");

    /// <summary>A choice without a name.</summary>
    public static ProblemKind ChoiceNameMissing { get; } = Error("xlsform.choice-name-missing");

    /// <summary>A list with the same choice twice.</summary>
    public static ProblemKind ChoiceTwice { get; } = Error("xlsform.choice-twice");

    /// <summary>A choice with a space where several can be chosen (trap X08).</summary>
    public static ProblemKind ChoiceSpace { get; } = Error("xlsform.choice-space");

    /// <summary>A choice with a space, where only one can be chosen (trap X08).</summary>
    public static ProblemKind ChoiceSpaceOne { get; } = Warning("xlsform.choice-space-one");

    /// <summary>A choice without a text.</summary>
    public static ProblemKind ChoiceLabelMissing { get; } = Warning("xlsform.choice-label-missing");

    /// <summary>A choice that belongs to no list.</summary>
    public static ProblemKind ChoiceListMissing { get; } = Error("xlsform.choice-list-missing");

    /// <summary>A form id that XML or an address does not allow.</summary>
    public static ProblemKind FormIdInvalid { get; } = Error("xlsform.form-id-invalid");

    /// <summary>No form id in the settings.</summary>
    public static ProblemKind FormIdMissing { get; } = Warning("xlsform.form-id-missing");

    /// <summary>A version that cannot be used.</summary>
    public static ProblemKind VersionInvalid { get; } = Error("xlsform.version-invalid");

    /// <summary>No version in the settings.</summary>
    public static ProblemKind VersionMissing { get; } = Warning("xlsform.version-missing");

    /// <summary>A default language that no column has.</summary>
    public static ProblemKind DefaultLanguageUnknown { get; } = Warning("xlsform.default-language-unknown");

    /// <summary>A setting that is not known.</summary>
    public static ProblemKind SettingUnknown { get; } = Warning("xlsform.setting-unknown");

    /// <summary>A save_to with a reserved name (trap X13).</summary>
    public static ProblemKind SaveToReserved { get; } = Error("xlsform.save-to-reserved");

    /// <summary>Two save_tos that differ at most in case (trap X13).</summary>
    public static ProblemKind SaveToTwice { get; } = Error("xlsform.save-to-twice");

    /// <summary>or_other needs a name that is taken.</summary>
    public static ProblemKind OtherWithRepeatedName { get; } = Error("xlsform.other-name-taken");

    /// <summary>A type of the standard that is not built.</summary>
    public static ProblemKind TypeNotYet { get; } = Error("xlsform.type-not-yet");

    /// <summary>A renamed question whose old name is still used.</summary>
    public static ProblemKind WasStillThere { get; } = Error("xlsform.was-still-there");

    /// <summary>A default that the list does not have.</summary>
    public static ProblemKind DefaultNotInList { get; } = Warning("xlsform.default-not-in-list");

    /// <summary>A problem that needs no place.</summary>
    internal static Problem Bare(this ProblemKind kind, params string[] arguments) => new(kind, null, arguments);

    private static ProblemKind Error(string code) => new(code, Severity.Error, Texts);

    private static ProblemKind Warning(string code) => new(code, Severity.Warning, Texts);
}
