using Gridwork.Forms;

namespace Gridwork.Server.Checks;

/// <summary>What a check of a campaign folder found.</summary>
/// <param name="Folder">The folder's name.</param>
/// <param name="Title">The campaign's title; null: its file could not be read.</param>
/// <param name="At">When it was checked, the district's time.</param>
/// <param name="Files">Its files.</param>
/// <param name="Findings">What is to be changed, from the top of the first file down.</param>
public sealed record CheckModel(string Folder, string? Title, DateTimeOffset At, IReadOnlyList<CheckedFile> Files, IReadOnlyList<Finding> Findings)
{
    /// <summary>How many stop the work.</summary>
    public int Errors => Findings.Count(finding => finding.Problem.IsError);

    /// <summary>How many ask for a look.</summary>
    public int Warnings => Findings.Count - Errors;
}

/// <summary>A file of the folder.</summary>
/// <param name="Name">Its path in the folder.</param>
/// <param name="Errors">How many of its faults stop the work.</param>
/// <param name="Warnings">How many ask for a look.</param>
public sealed record CheckedFile(string Name, int Errors, int Warnings);

/// <summary>A fault with the place around it.</summary>
/// <param name="Problem">The fault.</param>
/// <param name="Sheet">The rows of the worksheet around it; null: it is in no worksheet.</param>
/// <param name="Lines">The lines of the text file around it; empty: it is in none.</param>
public sealed record Finding(Problem Problem, SheetPiece? Sheet, IReadOnlyList<(int Number, string Text, bool IsBad)> Lines);

/// <summary>A piece of a worksheet.</summary>
/// <param name="Heads">Column letters with their headings.</param>
/// <param name="Rows">Row numbers with their cells, and which of them is bad; −1: none.</param>
public sealed record SheetPiece(IReadOnlyList<string> Heads, IReadOnlyList<(int Number, IReadOnlyList<string> Cells, int Bad)> Rows);
