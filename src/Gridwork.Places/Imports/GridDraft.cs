using System.Globalization;
using NetTopologySuite.Geometries;

namespace Gridwork.Places.Imports;

/// <summary>A grid on its way from a file to a report.</summary>
internal sealed class GridDraft(GridImportOptions options)
{
    private readonly List<GridFinding> found = [];

    public GridReport Report(GridSource source, string fileName)
    {
        var report = new GridReport
        {
            FileName = fileName,
            Format = source.Format,
            TextEncoding = source.TextEncoding,
            System = options.System,
            Findings = found,
        };
        if (IsProjected(source)) return report;
        var taken = options.System == CoordinateSystem.Gcj02 ? source.Shapes.Select(TurnedBack).ToList() : source.Shapes;
        LookWhere(source.Shapes, taken);
        var box = new Envelope();
        foreach (var place in taken.SelectMany(PlacesOf)) box.ExpandToInclude(place);
        if (box.IsNull) box.ExpandToInclude(0, 0);
        var plane = LocalPlane.At(box);
        var outlines = new Outlines(plane, found);
        var broken = new List<MultiLineString>();
        var cells = Cells(taken, outlines, broken);
        var control = ControlPoints(source.Shapes, taken, plane);
        var drawn = cells;
        // Cells that lie elsewhere have no neighbours.
        if (!found.Exists(finding => finding.Kind is GridFindingKind.Swapped or GridFindingKind.Outside))
            drawn = Neighbours.Mend(cells, broken, plane, outlines, options.SliverWidth, found);
        var validFrom = ValidFrom(source.Shapes);
        var json = found.Exists(finding => finding.Weight == FindingWeight.Refused) ? [] : GridWriter.Write(drawn, validFrom);
        var grid = json.Length > 0 ? Strict(json, drawn) : null;
        return report with
        {
            Cells = drawn,
            Broken = broken,
            ControlPoints = control,
            Grid = grid,
            GeoJson = grid is null ? default : json,
            Findings = [.. found.OrderBy(finding => finding.Weight)],
        };
    }

    /// <summary>The reader of grid entries has the last word: rounding may have brought two corners together.</summary>
    private Grid? Strict(byte[] json, List<ReportedCell> cells)
    {
        var reading = Grid.FromGeoJson(json, "cells.geojson");
        foreach (var problem in reading.Problems)
        {
            var cell = problem.Feature is { } number ? cells[number - 1] : null;
            found.Add(new GridFinding(GridFindingKind.BrokenRing, cell?.Number, cell?.Shape, cell?.Code ?? "?", problem.Data.Count > 1 ? problem.Data[1] : "–"));
        }
        return reading.Grid;
    }

    private bool IsProjected(GridSource source)
    {
        // Metres of a projection look like no degrees at all: 39527123, 3852123.
        foreach (var place in source.Shapes.SelectMany(PlacesOf))
        {
            if (Math.Abs(place.X) <= 360 && Math.Abs(place.Y) <= 360) return false;
            found.Add(new GridFinding(GridFindingKind.Projected, null, null, GridFinding.Place(place)));
            return true;
        }
        return false;
    }

    /// <summary>One line for all that lie outside: a swapped file has every cell outside, and nobody reads a hundred lines that say the same.</summary>
    private void LookWhere(IReadOnlyList<SourceShape> shapes, IReadOnlyList<SourceShape> taken)
    {
        var onEarth = new Envelope(-180, 180, -90, 90);
        var (outside, swapped) = (new List<(SourceShape Shape, Coordinate Place)>(), new List<(SourceShape Shape, Coordinate Place)>());
        for (var i = 0; i < shapes.Count; i++)
        {
            if (PlacesOf(taken[i]).FirstOrDefault(place => !Lies(place)) is null) continue;
            // Told with the numbers of the file, which the person has before the eyes.
            var (before, after) = PlacesOf(shapes[i]).Zip(PlacesOf(taken[i])).First(pair => !Lies(pair.Second));
            (Lies(new Coordinate(after.Y, after.X)) || Lies(new Coordinate(before.Y, before.X)) ? swapped : outside).Add((shapes[i], before));
        }
        Tell(GridFindingKind.Swapped, swapped);
        Tell(GridFindingKind.Outside, outside);

        bool Lies(Coordinate place) => onEarth.Contains(place) && options.Expected?.Contains(place) != false;

        void Tell(GridFindingKind kind, List<(SourceShape Shape, Coordinate Place)> which)
        {
            if (which is not [var (shape, place), ..]) return;
            found.Add(new GridFinding(
                kind, which.Count == 1 ? shape.Number : null, new Point(place), shape["code"] is { Length: > 0 } code ? code : "–",
                place.X.ToString("R", CultureInfo.InvariantCulture), place.Y.ToString("R", CultureInfo.InvariantCulture), GridFinding.Number(which.Count)));
        }
    }

    private List<ReportedCell> Cells(IReadOnlyList<SourceShape> shapes, Outlines outlines, List<MultiLineString> broken)
    {
        var cells = new List<ReportedCell>();
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        var built = Built(shapes);
        foreach (var shape in shapes)
        {
            var code = shape["code"];
            if (code.Length == 0 && built.TryGetValue(shape.Number, out var standard))
            {
                code = standard.ToString();
                found.Add(new GridFinding(GridFindingKind.CodeBuilt, shape.Number, null, code));
            }
            if (code.Length == 0) found.Add(new GridFinding(GridFindingKind.MissingCode, shape.Number, Mark(shape)));
            else if (!codes.TryAdd(code, shape.Number))
                found.Add(new GridFinding(GridFindingKind.DuplicateCode, shape.Number, Mark(shape), code, GridFinding.Number(codes[code])));
            var unit = shape["unit"];
            if (unit.Length == 0) found.Add(new GridFinding(GridFindingKind.MissingUnit, shape.Number, Mark(shape), Or(code)));
            else if (options.Units is { } units && !units.Contains(unit))
                found.Add(new GridFinding(GridFindingKind.UnknownUnit, shape.Number, Mark(shape), Or(code), unit));
            var lattice = Lattice(shape, code);
            if (outlines.Of(shape, Or(code)) is { } outline)
                cells.Add(new ReportedCell(shape.Number, code, unit, shape["name"] is { Length: > 0 } name ? name : null, outline, lattice));
            else if (LinesOf(shape) is { IsEmpty: false } lines)
                broken.Add(lines);
        }
        LookAtCodes(codes);
        return cells;
    }

    /// <summary>
    /// Codes for cells that have none but know their division: a serial number in it after the highest that is taken, from north to south in rows
    /// of the height of a cell, in a row from west to east.
    /// </summary>
    private static Dictionary<int, StandardCellCode> Built(IReadOnlyList<SourceShape> shapes)
    {
        var built = new Dictionary<int, StandardCellCode>();
        var taken = shapes.Select(shape => StandardCellCode.TryParse(shape["code"], out var code) ? code : default).Where(code => code.Serial > 0).ToLookup(code => code.Division);
        foreach (var division in shapes.Where(shape => shape["code"].Length == 0 && StandardCellCode.IsDivision(shape["division"])).GroupBy(shape => shape["division"]))
        {
            var next = taken[division.Key].Select(code => code.Serial).DefaultIfEmpty(0).Max() + 1;
            var boxes = division.Select(shape => (shape.Number, Box: BoxOf(shape))).Where(item => !item.Box.IsNull).ToList();
            if (boxes.Count == 0) continue;
            var (north, height) = (boxes.Max(item => item.Box.MaxY), Math.Max(boxes.Average(item => item.Box.Height), 1e-9));
            foreach (var (number, _) in boxes.OrderBy(item => Math.Floor((north - item.Box.Centre.Y) / height)).ThenBy(item => item.Box.Centre.X).ThenBy(item => item.Number))
                if (next <= StandardCellCode.LastSerial) built.Add(number, new StandardCellCode(division.Key, next++));
        }
        return built;
    }

    /// <summary>Either names that people say, or the standard's fifteen digits: a grid with both has two orders and no rule.</summary>
    private void LookAtCodes(Dictionary<string, int> codes)
    {
        var standard = codes.Keys.Where(code => StandardCellCode.TryParse(code, out _)).ToList();
        var others = codes.Keys.Except(standard).ToList();
        foreach (var digits in others.Where(code => code.Length >= 6 && code.All(char.IsAsciiDigit)))
            found.Add(new GridFinding(GridFindingKind.CodeNotByRule, codes[digits], null, digits));
        if (standard.Count > 0 && others.Count > 0)
            found.Add(new GridFinding(GridFindingKind.MixedCodes, null, null, standard[0], others[0]));
    }

    private LatticePlace? Lattice(SourceShape shape, string code)
    {
        var (column, row) = (shape["column"], shape["row"]);
        if (column.Length == 0 && row.Length == 0) return null;
        if (Whole(column) is { } x && Whole(row) is { } y) return new LatticePlace(x, y);
        found.Add(new GridFinding(GridFindingKind.BadLattice, shape.Number, Mark(shape), Or(code)));
        return null;

        // A desktop program likes to write whole numbers as 3.0.
        static int? Whole(string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 10_000 && number == Math.Floor(number)
                ? (int)number
                : null;
    }

    private DateOnly? ValidFrom(IReadOnlyList<SourceShape> shapes)
    {
        if (options.ValidFrom is { } said) return said;
        var texts = shapes.Select(shape => shape["valid_from"]).Distinct().ToList();
        if (texts is [""]) return null;
        if (texts is [var one] && DateOnly.TryParseExact(one, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        found.Add(new GridFinding(GridFindingKind.BadValidFrom, null, null, string.Join("、", texts.Take(3))));
        return null;
    }

    /// <summary>The north-westernmost, the north-easternmost and the southernmost corner.</summary>
    private static IReadOnlyList<ControlPoint> ControlPoints(IReadOnlyList<SourceShape> before, IReadOnlyList<SourceShape> after, LocalPlane plane)
    {
        var corners = before.Zip(after).SelectMany(pair => PlacesOf(pair.First).Zip(PlacesOf(pair.Second)).Select(place => (Code: pair.First["code"], place.First, place.Second)))
            .Where(corner => double.IsFinite(corner.Second.X) && double.IsFinite(corner.Second.Y)).ToList();
        if (corners.Count == 0) return [];
        return
        [
            .. new[] { corners.MinBy(corner => corner.Second.X - corner.Second.Y), corners.MaxBy(corner => corner.Second.X + corner.Second.Y), corners.MinBy(corner => corner.Second.Y) }
                .Select(corner => new ControlPoint(
                    corner.Code, new GeoPoint(corner.First.X, corner.First.Y), new GeoPoint(corner.Second.X, corner.Second.Y), plane.Distance(corner.First, corner.Second))),
        ];
    }

    private static SourceShape TurnedBack(SourceShape shape) => shape with
    {
        Polygons = [.. shape.Polygons.Select(rings => (IReadOnlyList<Coordinate[]>)[.. rings.Select(ring => ring.Select(place =>
        {
            var wgs84 = Gcj02.ToWgs84(new GeoPoint(place.X, place.Y));
            return new Coordinate(wgs84.Longitude, wgs84.Latitude);
        }).ToArray())])],
    };

    private static IEnumerable<Coordinate> PlacesOf(SourceShape shape) => shape.Polygons.SelectMany(rings => rings.SelectMany(ring => ring));

    /// <summary>The rings as they are drawn, whatever they are; what lies nowhere is left out.</summary>
    private static MultiLineString LinesOf(SourceShape shape) => new(
    [
        .. shape.Polygons.SelectMany(rings => rings).Select(ring => ring.Where(place => double.IsFinite(place.X) && double.IsFinite(place.Y)).Select(place => place.Copy()).ToArray())
            .Where(ring => ring.Length >= 2).Select(ring => new LineString(ring)),
    ]);

    private static Envelope BoxOf(SourceShape shape)
    {
        var box = new Envelope();
        foreach (var place in PlacesOf(shape)) box.ExpandToInclude(place);
        return box;
    }

    private static Point? Mark(SourceShape shape) => BoxOf(shape) is { IsNull: false } box ? new Point(box.Centre) : null;

    private static string Or(string code) => code.Length > 0 ? code : "–";
}
