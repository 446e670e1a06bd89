// Reads a grid from GeoJSON (RFC 7946) for people who drew it in some desktop program: so it does not stop at the first fault, names each
// by feature and code, and knows the fault that gives an empty map instead of an error: longitude and latitude swapped.
// Rings are judged before NetTopologySuite makes polygons of them, because it throws on an open ring and would lose the other findings.
using System.Globalization;
using System.Text.Json;
using Gridwork.Places.Problems;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace Gridwork.Places;

internal sealed class GridFile
{
    private readonly string fileName;
    private readonly Envelope? expected;
    private readonly List<PlaceProblem> problems = [];
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly List<Cell> cells = [];
    private string? validFromText;
    private DateOnly? validFrom;

    private GridFile(string fileName, Envelope? expected)
    {
        this.fileName = fileName;
        this.expected = expected;
    }

    public static GridReading Read(ReadOnlySpan<byte> bytes, string fileName, Envelope? expected)
    {
        var file = new GridFile(fileName, expected);
        try
        {
            file.ReadCollection(bytes);
        }
        catch (InvalidOperationException)
        {
            // What JsonElement throws for text that parses and yet is none: bytes that are no UTF-8, half of a surrogate pair.
            file.Report(PlaceProblemCode.NotJson, null, "1", "1");
        }
        return file.problems.Count > 0 ? new GridReading(null, file.problems) : new GridReading(new Grid(file.cells, file.validFrom), []);
    }

    private void ReadCollection(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        JsonElement root;
        try
        {
            var reader = new Utf8JsonReader(bytes);
            root = JsonElement.ParseValue(ref reader);
            // ParseValue stops after one value; whatever follows it besides white space is a fault, and the reader says so.
            while (reader.Read()) { }
        }
        catch (JsonException fault)
        {
            Report(PlaceProblemCode.NotJson, null, Number(fault.LineNumber + 1 ?? 1), Number(fault.BytePositionInLine + 1 ?? 1));
            return;
        }
        if (TextOf(root, "type") is not "FeatureCollection" || Member(root, "features") is not { ValueKind: JsonValueKind.Array } features)
        {
            Report(PlaceProblemCode.NotFeatureCollection, null, TextOf(root, "type") ?? root.ValueKind.ToString());
            return;
        }
        if (features.GetArrayLength() == 0)
        {
            Report(PlaceProblemCode.NoCells, null);
            return;
        }
        var number = 0;
        foreach (var feature in features.EnumerateArray()) ReadFeature(feature, ++number);
    }

    private void ReadFeature(JsonElement feature, int number)
    {
        var before = problems.Count;
        var properties = Member(feature, "properties") ?? default;
        if (TextOf(properties, "code") is not { Length: > 0 } code)
        {
            Report(PlaceProblemCode.MissingCode, number);
            code = "?";
        }
        else if (!codes.TryAdd(code, number))
        {
            Report(PlaceProblemCode.DuplicateCode, number, code, Number(codes[code]));
        }
        if (TextOf(properties, "unit") is not { Length: > 0 } unit)
        {
            Report(PlaceProblemCode.MissingUnit, number, code);
            unit = "";
        }
        var lattice = ReadLattice(properties, number, code);
        ReadValidFrom(properties, number, code);
        var shape = ReadShape(Member(feature, "geometry") ?? default, number, code);
        if (problems.Count == before && shape is not null)
            cells.Add(new Cell(new CellCode(code), TextOf(properties, "name"), unit, shape, lattice));
    }

    private LatticePlace? ReadLattice(JsonElement properties, int number, string code)
    {
        var column = Member(properties, "column");
        var row = Member(properties, "row");
        if (column is null && row is null) return null;
        if (Whole(column) is { } x && Whole(row) is { } y) return new LatticePlace(x, y);
        Report(PlaceProblemCode.BadLattice, number, code);
        return null;

        static int? Whole(JsonElement? value) =>
            value is { ValueKind: JsonValueKind.Number } element && element.TryGetInt32(out var whole) && whole >= 1 ? whole : null;
    }

    private void ReadValidFrom(JsonElement properties, int number, string code)
    {
        var text = TextOf(properties, "valid_from") ?? "";
        validFromText ??= text;
        if (text != validFromText)
        {
            Report(PlaceProblemCode.BadValidFrom, number, code, text);
        }
        else if (text.Length > 0 && validFrom is null)
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) validFrom = day;
            else Report(PlaceProblemCode.BadValidFrom, number, code, text);
        }
    }

    private Polygon? ReadShape(JsonElement geometry, int number, string code)
    {
        if (TextOf(geometry, "type") is not "Polygon")
        {
            Report(PlaceProblemCode.NotPolygon, number, code, TextOf(geometry, "type") ?? "null");
            return null;
        }
        if (Member(geometry, "coordinates") is not { ValueKind: JsonValueKind.Array } rings || rings.GetArrayLength() == 0)
        {
            Report(PlaceProblemCode.InvalidRing, number, code, "?");
            return null;
        }
        var outlines = new List<LinearRing>();
        foreach (var ring in rings.EnumerateArray())
        {
            if (ReadRing(ring, number, code) is not { } outline) return null;
            outlines.Add(outline);
        }
        var shape = new Polygon(outlines[0], [.. outlines.Skip(1)]);
        if (!LiesInDistrict(shape, number, code)) return null;
        if (new IsValidOp(shape).ValidationError is { } fault)
        {
            Report(PlaceProblemCode.InvalidRing, number, code, Written(fault.Coordinate));
            return null;
        }
        return shape;
    }

    private LinearRing? ReadRing(JsonElement ring, int number, string code)
    {
        var places = new List<Coordinate>();
        if (ring.ValueKind == JsonValueKind.Array)
        {
            foreach (var position in ring.EnumerateArray())
            {
                if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() < 2
                    || position[0].ValueKind != JsonValueKind.Number || position[1].ValueKind != JsonValueKind.Number)
                {
                    Report(PlaceProblemCode.InvalidRing, number, code, position.ToString());
                    return null;
                }
                places.Add(new Coordinate(position[0].GetDouble(), position[1].GetDouble()));
            }
        }
        if (places.Count >= 4 && places[0].Equals2D(places[^1])) return new LinearRing([.. places]);
        Report(PlaceProblemCode.InvalidRing, number, code, places.Count == 0 ? "?" : Written(places[^1]));
        return null;
    }

    /// <summary>The first corner outside is enough: a swapped file has all of them outside, and one line a cell is what a person can read.</summary>
    private bool LiesInDistrict(Polygon shape, int number, string code)
    {
        var onEarth = new Envelope(-180, 180, -90, 90);
        foreach (var place in shape.Coordinates)
        {
            if (onEarth.Contains(place) && expected?.Contains(place) != false) continue;
            var turned = new Coordinate(place.Y, place.X);
            var swapped = onEarth.Contains(turned) && expected?.Contains(turned) != false;
            Report(swapped ? PlaceProblemCode.SwappedCoordinates : PlaceProblemCode.OutsideDistrict, number, code,
                place.X.ToString("R", CultureInfo.InvariantCulture), place.Y.ToString("R", CultureInfo.InvariantCulture));
            return false;
        }
        return true;
    }

    private void Report(PlaceProblemCode code, int? feature, params string[] data) =>
        problems.Add(new PlaceProblem(code, fileName, feature, data));

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    private static string? TextOf(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } member ? member.GetString()!.Trim() : null;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Written(Coordinate place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.X:R}, {place.Y:R}");
}
