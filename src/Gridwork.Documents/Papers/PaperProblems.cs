using System.Resources;
using Gridwork.Forms;

namespace Gridwork.Documents.Papers;

/// <summary>The table of what can be wrong with a paper's template. Texts: PaperProblems.resx.</summary>
public static class PaperProblems
{
    private static readonly ResourceManager Texts = new("Gridwork.Documents.Papers.PaperProblems", typeof(PaperProblems).Assembly);

    internal static readonly ProblemKind NotADocument = new("paper.not-a-document", Severity.Error, Texts);
    internal static readonly ProblemKind UnknownField = new("paper.unknown-field", Severity.Error, Texts);
    internal static readonly ProblemKind NotInARow = new("paper.not-in-a-row", Severity.Error, Texts);

    /// <summary>The words in a photo's place.</summary>
    internal static string Word(string key, string language) =>
        Texts.GetString(key, System.Globalization.CultureInfo.GetCultureInfo(language.StartsWith("en", StringComparison.Ordinal) ? "en" : "zh-CN"))!;
}
