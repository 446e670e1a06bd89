using System.Globalization;
using System.Resources;

namespace Gridwork.Places.Problems;

/// <summary>One thing that is wrong with a file of places, and where.</summary>
/// <param name="Code">What kind of thing.</param>
/// <param name="FileName">The file's name as given.</param>
/// <param name="Feature">The feature's number in the file from 1, or null when it concerns the whole file.</param>
/// <param name="Data">What the words need, in the order that <see cref="PlaceProblemCode"/> gives.</param>
public sealed record PlaceProblem(PlaceProblemCode Code, string FileName, int? Feature, params IReadOnlyList<string> Data)
{
    private static readonly ResourceManager Texts = new("Gridwork.Places.Problems.PlaceTexts", typeof(PlaceProblem).Assembly);

    /// <summary>The problem in words that a clerk understands, with the place and what would be right.</summary>
    /// <param name="culture">zh (also for any other culture) or en.</param>
    public string Text(CultureInfo culture)
    {
        var place = Feature is { } number
            ? string.Format(CultureInfo.InvariantCulture, Texts.GetString("Place", culture)!, FileName, number)
            : FileName;
        return place + " › " + string.Format(CultureInfo.InvariantCulture, Texts.GetString(Code.ToString(), culture)!, [.. Data]);
    }
}
