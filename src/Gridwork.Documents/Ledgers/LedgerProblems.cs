using System.Globalization;
using System.Resources;
using Gridwork.Forms;

namespace Gridwork.Documents.Ledgers;

/// <summary>The table of what can be said about a ledger: of the file, of a cell, of a row. Texts: LedgerProblems.resx.</summary>
public static class LedgerProblems
{
    private static readonly ResourceManager Texts = new("Gridwork.Documents.Ledgers.LedgerProblems", typeof(LedgerProblems).Assembly);

    // The file.
    internal static readonly ProblemKind TooLarge = Error("ledger.too-large");
    internal static readonly ProblemKind TooManyRows = Error("ledger.too-many-rows");
    internal static readonly ProblemKind NotATable = Error("ledger.not-a-table");
    internal static readonly ProblemKind Locked = Error("ledger.locked");
    internal static readonly ProblemKind Empty = Error("ledger.empty");
    internal static readonly ProblemKind NoHeader = Error("ledger.no-header");
    internal static readonly ProblemKind NothingMatched = Error("ledger.nothing-matched");
    internal static readonly ProblemKind UnknownTarget = Error("ledger.unknown-target");
    internal static readonly ProblemKind UnknownColumn = Error("ledger.unknown-column");

    // A cell as it was read.
    internal static readonly ProblemKind Formula = Warning("ledger.formula");
    internal static readonly ProblemKind HiddenByMerge = Warning("ledger.hidden-by-merge");

    // A cell as an answer.
    internal static readonly ProblemKind SeveralNumbers = Warning("ledger.several-numbers");
    internal static readonly ProblemKind AboutNumber = Warning("ledger.about-number");
    internal static readonly ProblemKind DayTwoWays = Warning("ledger.day-two-ways");
    internal static readonly ProblemKind WhichChoice = Warning("ledger.which-choice");
    internal static readonly ProblemKind WhichUnit = Warning("ledger.which-unit");
    internal static readonly ProblemKind NotAnInteger = Error("ledger.not-an-integer");
    internal static readonly ProblemKind NotANumber = Error("ledger.not-a-number");
    internal static readonly ProblemKind NotADate = Error("ledger.not-a-date");
    internal static readonly ProblemKind NotATime = Error("ledger.not-a-time");
    internal static readonly ProblemKind NotAPlace = Error("ledger.not-a-place");
    internal static readonly ProblemKind NotAUnit = Error("ledger.not-a-unit");
    internal static readonly ProblemKind DigitsLost = Error("ledger.digits-lost");
    internal static readonly ProblemKind FaultyCell = Error("ledger.faulty-cell");

    // A row.
    internal static readonly ProblemKind NotFilled = Warning("ledger.not-filled");
    internal static readonly ProblemKind BreaksConstraint = Error("ledger.breaks-constraint");
    internal static readonly ProblemKind KeyEmpty = Error("ledger.key-empty");
    internal static readonly ProblemKind KeyTwice = Error("ledger.key-twice");
    internal static readonly ProblemKind NotYourUnit = Error("ledger.not-your-unit");
    internal static readonly ProblemKind LeftOut = Error("ledger.left-out");
    internal static readonly ProblemKind NotWritten = Error("ledger.not-written");

    // Advice beside a question.
    internal static readonly ProblemKind FitsTotal = Warning("ledger.fits-total");

    internal static Problem At(this ProblemKind kind, string fileName, params string[] arguments) =>
        new(kind, new SourceLocation(fileName), arguments);

    internal static Problem Of(this ProblemKind kind, params string[] arguments) => new(kind, null, arguments);

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static ProblemKind Error(string code) => new(code, Severity.Error, Texts);

    private static ProblemKind Warning(string code) => new(code, Severity.Warning, Texts);
}
