// The fields that a paper's template may name. The one list for what fills them, for `gridwork check` and for docs/papers.md.
using Gridwork.Documents.Papers;

namespace Gridwork.Server.Papers;

/// <summary>Names of a paper's fields.</summary>
public static class PaperFields
{
    /// <summary>The name of the list of steps.</summary>
    public const string Steps = "step";

    /// <summary>The fields that have one value.</summary>
    public static IReadOnlyList<string> Plain { get; } =
    [
        "paper.title", "paper.day", "paper.as_of", "paper.code", "campaign.title",
        "case.number", "case.what", "case.category", "case.line", "case.clause", "case.cell", "case.place", "case.stage", "case.outcome",
        "case.host", "case.with", "case.holder", "case.issuer", "case.leader", "case.duty", "case.duty_clause",
        "case.reported", "case.registered", "case.dispatched", "case.handled", "case.closed", "case.verifier",
        "case.limit", "case.due", "case.due_how", "case.taken",
    ];

    /// <summary>The photos.</summary>
    public static IReadOnlyList<string> Photos { get; } = ["photo.before", "photo.after"];

    /// <summary>The fields of a step, without the list's name.</summary>
    public static IReadOnlyList<string> OfStep { get; } = ["time", "what", "unit", "by", "note"];

    /// <summary>A model in which every field is there and empty: a template that it fills has no fault.</summary>
    internal static PaperModel Empty { get; } = new()
    {
        Fields = Plain.ToDictionary(name => name, _ => ""),
        Photos = Photos.ToDictionary(name => name, _ => (PaperPhoto?)null),
        Lists = new Dictionary<string, PaperList> { [Steps] = new(OfStep, []) },
    };
}
