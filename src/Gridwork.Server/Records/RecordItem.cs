using Gridwork.Engine;
using Gridwork.Engine.Records;

namespace Gridwork.Server.Records;

/// <summary>A record as a row of a list.</summary>
/// <param name="Root">Its number: the first entry of its chain of corrections.</param>
/// <param name="Captured">When it was captured, in the district's zone.</param>
/// <param name="Cell">Its cell's code; null: in none.</param>
/// <param name="Unit">The responsible unit.</param>
/// <param name="Form">The form's title.</param>
/// <param name="Answers">Its first answers in words, in the order of the list's columns; null where it has none.</param>
/// <param name="Sender">Who sent it, by post.</param>
/// <param name="Photos">Its pictures, before ones first.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="IsCorrected">Whether a correction speaks for it.</param>
/// <param name="Missing">How many of its files have not arrived.</param>
/// <param name="IsLate">Whether it was sent long after it was captured, as a phone without network does.</param>
public sealed record RecordItem(
    long Root, DateTimeOffset Captured, string? Cell, LocalText Unit, string Form, IReadOnlyList<string?> Answers, LocalText Sender,
    IReadOnlyList<PhotoFile> Photos, Standing Standing, bool IsCorrected, int Missing, bool IsLate)
{
    /// <summary>Its page.</summary>
    public string Href => FormattableString.Invariant($"/records/{Root}");
}

/// <summary>A picture of a record.</summary>
/// <param name="Href">Where it is; null: it has not arrived.</param>
/// <param name="Thumb">Where a small one is; null: it has not arrived.</param>
/// <param name="Caption">The question that it answers.</param>
/// <param name="Name">The file's name.</param>
public sealed record PhotoFile(string? Href, string? Thumb, string Caption, string Name);
