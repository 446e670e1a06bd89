namespace Gridwork.Documents.Packages;

/// <summary>What can be wrong with a package.</summary>
public enum PackageFaultKind
{
    /// <summary>Not a package: no zip, no content types, no relationships of its own, or XML that is not well formed.</summary>
    Unreadable,

    /// <summary>Two parts have one name; names differ by more than case.</summary>
    SameName,

    /// <summary>A part has no content type, or one is stated for a part that is not there.</summary>
    ContentType,

    /// <summary>A relationship leads to a part that is not there, or belongs to one that is not.</summary>
    Target,

    /// <summary>XML names a relationship that the part does not have, or two have one id.</summary>
    Reference,

    /// <summary>A relationship's type and its target's content type do not belong together.</summary>
    Relationship,

    /// <summary>No relationship leads to a part.</summary>
    Orphan,

    /// <summary>Slides, notes, charts or workbooks are not numbered 1 to n.</summary>
    Number,

    /// <summary>A chart has no workbook, or one that cannot be opened.</summary>
    Workbook,

    /// <summary>A chart shows another value than its workbook holds.</summary>
    ChartValue,

    /// <summary>A chart does not say whether its title was deleted.</summary>
    ChartTitle,

    /// <summary>Two shapes of a slide, two slides, or two masters and layouts have one id.</summary>
    Identity,
}

/// <summary>One thing that is wrong with a package. Not for users: who sees one has found a bug, or a file that something else damaged.</summary>
/// <param name="Kind">What.</param>
/// <param name="Part">The part, with its leading slash.</param>
/// <param name="Detail">Names and values.</param>
public sealed record PackageFault(PackageFaultKind Kind, string Part, string Detail)
{
    /// <summary>Kind, part and detail in a line.</summary>
    public override string ToString() => $"{Kind} {Part} {Detail}";
}
