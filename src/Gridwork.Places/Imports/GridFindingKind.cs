namespace Gridwork.Places.Imports;

/// <summary>Whether a finding stands in the way.</summary>
public enum FindingWeight
{
    /// <summary>The grid cannot be published as it is.</summary>
    Refused,

    /// <summary>It can be put right in one way only, and the report's grid has it right: to be mended by whoever agrees.</summary>
    Mended,

    /// <summary>Worth a look; the grid may be published so.</summary>
    Note,
}

/// <summary>All that an import can find. The names are stable: pages, answers and tests refer to them; the words are in GridTexts.</summary>
public enum GridFindingKind
{
    /// <summary>The file is larger than is read. Data: the limit in MB.</summary>
    TooLarge,

    /// <summary>Too many shapes or corners. Data: both limits.</summary>
    TooMany,

    /// <summary>None of the three formats.</summary>
    UnknownFormat,

    /// <summary>The file begins like its format and cannot be read. Data: the format.</summary>
    BrokenFile,

    /// <summary>Not JSON. Data: line and byte.</summary>
    NotJson,

    /// <summary>JSON, but no FeatureCollection.</summary>
    NotFeatureCollection,

    /// <summary>A name in the zip climbs out of its folder. Data: the name.</summary>
    ZipName,

    /// <summary>The zip unpacks to more than is read. Data: the limit in MB.</summary>
    ZipTooLarge,

    /// <summary>A part of the Shapefile is not in the zip. Data: its ending.</summary>
    NoShapefile,

    /// <summary>More than one layer might be the grid. Data: their names.</summary>
    SeveralLayers,

    /// <summary>No layer of polygons.</summary>
    NotPolygons,

    /// <summary>Not in degrees. Data: the coordinate system, or a place.</summary>
    Projected,

    /// <summary>No shapes.</summary>
    NoCells,

    /// <summary>A place lies outside the district, and its two numbers are likely swapped. Data: the code, both numbers, how many cells.</summary>
    Swapped,

    /// <summary>A place lies outside the district. Data: as <see cref="Swapped"/>.</summary>
    Outside,

    /// <summary>No code.</summary>
    MissingCode,

    /// <summary>A code that an earlier shape has. Data: the code, that shape's number.</summary>
    DuplicateCode,

    /// <summary>Codes by the standard and others beside each other. Data: one of each.</summary>
    MixedCodes,

    /// <summary>A code of digits that is not by the standard's rule. Data: the code.</summary>
    CodeNotByRule,

    /// <summary>The code was built from the division and a serial number. Data: the code.</summary>
    CodeBuilt,

    /// <summary>No responsible unit. Data: the code.</summary>
    MissingUnit,

    /// <summary>A unit that there is not. Data: the code, the unit.</summary>
    UnknownUnit,

    /// <summary>Column or row is no whole number from 1. Data: the code.</summary>
    BadLattice,

    /// <summary>The date from which it holds is none, or not the same for all. Data: what stands there.</summary>
    BadValidFrom,

    /// <summary>No polygon, or one in several pieces. Data: the code, the kind.</summary>
    NotOnePolygon,

    /// <summary>An outline that cannot be put right without deciding where the border runs. Data: the code, the place.</summary>
    BrokenRing,

    /// <summary>An outline that does not end where it begins, closed. Data: the code, metres.</summary>
    RingClosed,

    /// <summary>An outline that crosses or touches itself, put right. Data: the code, the place, square metres by which it differs.</summary>
    RingMended,

    /// <summary>Splinters beside the cell, no part of it. Data: the code, how many, square metres.</summary>
    SplintersDropped,

    /// <summary>Two cells overlap. Data: the codes, square metres.</summary>
    Overlap,

    /// <summary>Two cells overlap by a sliver; it is taken from the higher code, as its points belong to the lower. Data: the codes (lower first), square metres.</summary>
    OverlapSliver,

    /// <summary>Ground inside the grid that is in no cell. Data: the codes around, square metres.</summary>
    Gap,

    /// <summary>A sliver between cells, given to the one with the longest border on it. Data: that code, the codes around, square metres.</summary>
    GapSliver,

    /// <summary>A slit between cells that opens to the outside, given as a sliver is. Data: that code, the codes around, square metres.</summary>
    Slit,
}
