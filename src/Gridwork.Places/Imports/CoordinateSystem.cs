namespace Gridwork.Places.Imports;

/// <summary>In what a file's numbers are. Nothing guesses it: whoever brings the file says so.</summary>
public enum CoordinateSystem
{
    /// <summary>WGS-84 or CGCS2000, in degrees: taken as they are.</summary>
    Wgs84,

    /// <summary>GCJ-02, the shifted degrees of Chinese web maps: turned back.</summary>
    Gcj02,
}
