using System.Resources;
using Gridwork.Forms;

namespace Gridwork.Documents.Decks;

/// <summary>The table of what can be wrong with a district's own template. Texts: DeckProblems.resx.</summary>
public static class DeckProblems
{
    private static readonly ResourceManager Texts = new("Gridwork.Documents.Decks.DeckProblems", typeof(DeckProblems).Assembly);

    internal static readonly ProblemKind NotAPresentation = new("deck.not-a-presentation", Severity.Error, Texts);
    internal static readonly ProblemKind NoLayout = new("deck.no-layout", Severity.Error, Texts);
}
