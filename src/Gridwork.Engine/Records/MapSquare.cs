namespace Gridwork.Engine.Records;

/// <summary>What a map shows points of. The numbers stand in tables.</summary>
public enum MapLayer : byte
{
    /// <summary>Records that count.</summary>
    Records = 1,

    /// <summary>Cases that are problems.</summary>
    Problems = 2,

    /// <summary>Cases that are requirements.</summary>
    Requirements = 3,
}

/// <summary>
/// Where points of a map are counted together: a square of the web map, parted by whatever decides who sees them. The counts spare a map of a
/// whole district the reading of its points.
/// </summary>
/// <param name="Layer">Points of what.</param>
/// <param name="Campaign">The campaign's number.</param>
/// <param name="Unit">The unit in which they lie.</param>
/// <param name="Host">Of cases: the host; else none.</param>
/// <param name="IsOpen">Of cases: whether they are open; of records always.</param>
/// <param name="Square">The square's number at <see cref="Zoom"/>.</param>
public readonly record struct MapSquare(MapLayer Layer, int Campaign, UnitNo Unit, UnitNo Host, bool IsOpen, long Square)
{
    /// <summary>The zoom of the squares: 600 m at the equator, some 500 m at 35 degrees.</summary>
    public const int Zoom = 16;
}
