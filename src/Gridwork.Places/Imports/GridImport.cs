// A grid comes in from whatever program drew it. Everything that is wrong is told at once, with its place, so that it can be shown on a map; what comes
// out is the GeoJSON of a grid entry, or nothing. The order: read the file, take the numbers (GCJ-02 turned back), see whether they lie in the
// district, make outlines, read the columns, look between neighbours, and at last ask the strict reader that will read the entry for ever.

namespace Gridwork.Places.Imports;

/// <summary>Checks grid files and makes grids of them. Pure: nothing is kept, and nothing thrown for what a file holds.</summary>
public static class GridImport
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int LargestFile = GridSource.LargestFile;

    /// <summary>Checks a file: GeoJSON, a GeoPackage, or a zip with a Shapefile, told apart by their content.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="options">What is said about it.</param>
    public static GridReport Check(ReadOnlyMemory<byte> bytes, string fileName, GridImportOptions options)
    {
        GridSource source;
        try
        {
            source = GridSource.Read(bytes, fileName);
        }
        catch (GridFileRefusedException refused)
        {
            return new GridReport { FileName = fileName, System = options.System, Findings = [refused.Finding] };
        }
        var draft = new GridDraft(options);
        return draft.Report(source, fileName);
    }
}
