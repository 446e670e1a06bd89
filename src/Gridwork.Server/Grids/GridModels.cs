using Gridwork.Engine;
using Gridwork.Places;
using Gridwork.Places.Imports;
using Gridwork.Stores.Imports;

namespace Gridwork.Server.Grids;

/// <summary>Whether a version of the grid is used.</summary>
public enum GridStanding
{
    /// <summary>It holds today.</summary>
    Holds,

    /// <summary>Its day is still to come.</summary>
    Later,

    /// <summary>Another one holds in its place.</summary>
    Over,
}

/// <summary>A version of the grid in the list.</summary>
/// <param name="Seq">Its entry.</param>
/// <param name="From">The first day on which it holds; null: it always did.</param>
/// <param name="Published">When it was published, the district's time.</param>
/// <param name="By">By whom.</param>
/// <param name="Cells">How many cells it has.</param>
/// <param name="Standing">Whether it is used.</param>
/// <param name="Change">What it has differently from the one that held before its day; null: there was none.</param>
public sealed record GridVersionLine(
    long Seq, DateOnly? From, DateTimeOffset Published, LocalText By, int Cells, GridStanding Standing, GridDifference? Change);

/// <summary>The versions of the grid.</summary>
/// <param name="Versions">All of them, the newest day first.</param>
/// <param name="Shown">The one on the map; null: there is none.</param>
/// <param name="Map">Its map.</param>
/// <param name="Published">The entry that was just published; null: none.</param>
/// <param name="Trouble">Why what was sent was not taken (a text key); null: it was, or nothing was sent.</param>
public sealed record GridListModel(IReadOnlyList<GridVersionLine> Versions, GridVersionLine? Shown, GridMap? Map, long? Published, string? Trouble);

/// <summary>What was said about a file that waits.</summary>
/// <param name="System">In what its numbers are.</param>
/// <param name="From">The first day on which the grid shall hold; null: what the file says.</param>
public sealed record GridFileOptions(CoordinateSystem System, DateOnly? From);

/// <summary>A finding with its place from near.</summary>
/// <param name="Number">Its number, also on the map.</param>
/// <param name="Finding">What.</param>
/// <param name="Piece">Its place; null: it has none, or there are too many to draw each.</param>
public sealed record GridFindingLine(int Number, GridFinding Finding, GridMap? Piece);

/// <summary>A corner in both systems.</summary>
/// <param name="Code">The cell whose corner it is.</param>
/// <param name="Wgs84">The place in WGS-84 or CGCS2000, as the grid has it.</param>
/// <param name="Gcj02">The same place as Chinese web maps give it.</param>
/// <param name="Metres">How far apart the two pairs of numbers are.</param>
public sealed record GridControl(string Code, GeoPoint Wgs84, GeoPoint Gcj02, double Metres);

/// <summary>A grid file with its report.</summary>
/// <param name="Upload">The file as it waits.</param>
/// <param name="Options">What was said about it.</param>
/// <param name="Report">What was found.</param>
/// <param name="Findings">The findings, at most <see cref="MostFindings"/>.</param>
/// <param name="Map">The map; null: there is nothing to draw.</param>
/// <param name="Controls">Three corners.</param>
/// <param name="From">The first day on which it would hold; null: not said yet.</param>
/// <param name="Before">The first day of the grid that it is compared with; null where <paramref name="Change"/> is null or it always held.</param>
/// <param name="Change">What it would change; null: it is not sound, or there is no grid yet.</param>
/// <param name="Published">The entry as which it was published; null: it was not.</param>
/// <param name="Trouble">Why it was not published just now (a text key); null: nothing.</param>
public sealed record GridFileModel(
    LedgerUpload Upload, GridFileOptions Options, GridReport Report, IReadOnlyList<GridFindingLine> Findings, GridMap? Map, IReadOnlyList<GridControl> Controls,
    DateOnly? From, DateOnly? Before, GridDifference? Change, long? Published, string? Trouble)
{
    /// <summary>No more findings are listed; whoever has mended these sends the file again.</summary>
    public const int MostFindings = 200;

    /// <summary>The page's address.</summary>
    public string Href => $"/grid/{Upload.Id:N}";

    /// <summary>Whether it can be published now.</summary>
    public bool MayPublish => Report.IsSound && From is not null && Published is null;
}
