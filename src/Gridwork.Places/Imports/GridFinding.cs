using System.Globalization;
using System.Resources;
using NetTopologySuite.Geometries;

namespace Gridwork.Places.Imports;

/// <summary>One thing that an import found.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Shape">The shape's number in the file, from 1; null: it concerns several, or the file.</param>
/// <param name="Where">Where it is, in degrees; null: nowhere in particular.</param>
/// <param name="Data">What the words need, in the order that <see cref="GridFindingKind"/> gives.</param>
public sealed record GridFinding(GridFindingKind Kind, int? Shape, Geometry? Where, params IReadOnlyList<string> Data)
{
    private static readonly ResourceManager Texts = new("Gridwork.Places.Imports.GridTexts", typeof(GridFinding).Assembly);

    /// <summary>Whether it stands in the way.</summary>
    public FindingWeight Weight => Kind switch
    {
        GridFindingKind.CodeBuilt or GridFindingKind.RingClosed or GridFindingKind.RingMended or GridFindingKind.SplintersDropped
            or GridFindingKind.OverlapSliver or GridFindingKind.GapSliver or GridFindingKind.Slit => FindingWeight.Mended,
        GridFindingKind.CodeNotByRule or GridFindingKind.Gap => FindingWeight.Note,
        _ => FindingWeight.Refused,
    };

    /// <summary>The finding in words that a clerk understands, with what would be right.</summary>
    /// <param name="culture">zh (also for any other culture) or en.</param>
    public string Text(CultureInfo culture)
    {
        var text = string.Format(CultureInfo.InvariantCulture, Texts.GetString(Kind.ToString(), culture)!, [.. Data]);
        return Shape is { } number ? string.Format(CultureInfo.InvariantCulture, Texts.GetString("Shape", culture)!, number) + text : text;
    }

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Square metres, with a decimal where there are few.</summary>
    internal static string Area(double squareMetres) => squareMetres.ToString(squareMetres < 10 ? "0.#" : "0", CultureInfo.InvariantCulture);

    internal static string Place(Coordinate place) => string.Create(CultureInfo.InvariantCulture, $"{place.X:0.######}, {place.Y:0.######}");
}
