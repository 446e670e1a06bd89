namespace Gridwork.Places.Problems;

/// <summary>Everything that can be wrong with a grid file. The names are stable: pages, answers and tests refer to them; the words are in PlaceTexts.</summary>
public enum PlaceProblemCode
{
    /// <summary>The file is not JSON. Data: line and column where reading stopped.</summary>
    NotJson,

    /// <summary>The JSON is no GeoJSON FeatureCollection. Data: what it is.</summary>
    NotFeatureCollection,

    /// <summary>The collection has no features.</summary>
    NoCells,

    /// <summary>A feature has no code. </summary>
    MissingCode,

    /// <summary>A feature has no unit. Data: the code.</summary>
    MissingUnit,

    /// <summary>Two features have the same code. Data: the code and the feature that had it first.</summary>
    DuplicateCode,

    /// <summary>A feature's geometry is not a Polygon. Data: the code and the kind of geometry.</summary>
    NotPolygon,

    /// <summary>A ring is open, too short, or crosses itself. Data: the code and the place as longitude, latitude.</summary>
    InvalidRing,

    /// <summary>A place lies outside the district, and its two numbers are likely swapped. Data: the code, longitude and latitude as they stand.</summary>
    SwappedCoordinates,

    /// <summary>A place lies outside the district. Data: the code, longitude and latitude.</summary>
    OutsideDistrict,

    /// <summary>Column or row is not a whole number from 1. Data: the code.</summary>
    BadLattice,

    /// <summary>valid_from is no date, or not the same for all cells. Data: the code and what stands there.</summary>
    BadValidFrom,
}
