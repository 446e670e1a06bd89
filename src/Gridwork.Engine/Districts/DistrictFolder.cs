// A district to start from, as plain files: district.yaml, a table of units, a table of people, the grid, a drawn base map and the days of the
// calendar. Set-up turns them into entries of the journal (units, grid, calendar, grants) and accounts; after that the files decide nothing.
using System.Globalization;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Notices;
using Gridwork.Engine.Rights;
using YamlDotNet.RepresentationModel;

namespace Gridwork.Engine.Districts;

/// <summary>A person of a district's table of people.</summary>
/// <param name="Code">The sign-in name.</param>
/// <param name="Name">The name shown: a role and a number in a demo.</param>
/// <param name="Role">The role.</param>
/// <param name="Unit">The code of the unit over which it holds.</param>
/// <param name="Cells">The codes of the cells of the post; empty: all of the unit.</param>
public sealed record PersonLine(string Code, LocalText Name, Role Role, string Unit, IReadOnlyList<string> Cells);

/// <summary>A district as files.</summary>
/// <param name="Units">Profile and units: the body of the units entry.</param>
/// <param name="People">The people.</param>
/// <param name="Cells">The grid's GeoJSON.</param>
/// <param name="BaseMap">The base map's GeoJSON; empty: none.</param>
/// <param name="Calendar">The body of the calendar entry; null: the folder says nothing of hours and days.</param>
/// <param name="Clock">Where the district's clock stands at set-up, for a demo; null: the real time.</param>
public sealed record DistrictFolder(
    UnitsBody Units, IReadOnlyList<PersonLine> People, ReadOnlyMemory<byte> Cells, ReadOnlyMemory<byte> BaseMap, CalendarBody? Calendar,
    DateTimeOffset? Clock)
{
    /// <summary>
    /// Reads a folder with a district.yaml. Throws <see cref="InvalidDataException"/> naming file and line for what cannot be read, and
    /// <see cref="FileNotFoundException"/> for a missing file.
    /// </summary>
    public static DistrictFolder Read(string path)
    {
        var stream = new YamlStream();
        using (var reader = File.OpenText(Path.Combine(path, "district.yaml"))) stream.Load(reader);
        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        var profile = new DistrictProfile(
            Text(root, "id"), Local(root, "name"), Find(root, "synthetic") == "true", Find(root, "zone") ?? "Asia/Shanghai", Told(root));
        DateTimeOffset? clock = Find(root, "clock") is { } at ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) : null;
        var units = Table(path, Text(root, "units")).Select(Unit).ToList();
        var people = Find(root, "people") is { } file ? Table(path, file).Select(Person).ToList() : [];
        var cells = File.ReadAllBytes(Path.Combine(path, Text(root, "cells")));
        var baseMap = Find(root, "base") is { } drawn ? File.ReadAllBytes(Path.Combine(path, drawn)) : [];
        var calendar = root.Children.TryGetValue(new YamlScalarNode("calendar"), out var kept) && kept is YamlMappingNode node
            ? Kept(path, node, units)
            : null;
        return new DistrictFolder(new UnitsBody(profile, units), people, cells, baseMap, calendar, clock);
    }

    private static NoticeTimes? Told(YamlMappingNode root)
    {
        if (!root.Children.TryGetValue(new YamlScalarNode("notices"), out var value) || value is not YamlMappingNode node) return null;
        try
        {
            return NoticeTimes.Parse(Find(node, "at"), Find(node, "quiet"));
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"district.yaml: {fault.Message}", fault);
        }
    }

    private static CalendarBody Kept(string path, YamlMappingNode node, List<UnitLine> units)
    {
        var days = Find(node, "days") is { } file ? Days(path, file) : null;
        var own = node.Children.TryGetValue(new YamlScalarNode("units"), out var value) && value is YamlMappingNode lines
            ? lines.Children.ToDictionary(line => line.Key.ToString(), line => (line.Value as YamlScalarNode)?.Value ?? "", StringComparer.Ordinal)
            : null;
        if (own?.Keys.FirstOrDefault(code => !units.Exists(unit => unit.Code == code)) is { } unknown)
            throw new InvalidDataException($"district.yaml: calendar: units › {unknown}");
        var body = new CalendarBody(
            Find(node, "hours") ?? CalendarBody.Default.Hours, own, days?.Announced ?? [], days?.Days ?? [], days?.Source);
        // What the journal could not read back is refused here.
        try
        {
            _ = new DistrictCalendar(body, TimeZoneInfo.Utc);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"district.yaml: {fault.Message}", fault);
        }
        return body;
    }

    private static CalendarDays Days(string path, string file)
    {
        try
        {
            var days = BodyJson.Read<CalendarDays>(File.ReadAllBytes(Path.Combine(path, file)));
            return days is { Announced: not null, Days: not null } ? days : throw new InvalidDataException($"{file}: announced, days");
        }
        catch (System.Text.Json.JsonException fault)
        {
            throw new InvalidDataException($"{file}:{fault.LineNumber + 1}: {fault.Message}", fault);
        }
    }

    private static UnitLine Unit(PlainRow row) => new(
        row["code"], new LocalText(row["name_zh"], Or(row["name_en"])),
        row.Enum<UnitKind>("kind"), Or(row["parent"]));

    private static PersonLine Person(PlainRow row) => new(
        row["code"], new LocalText(row["name_zh"], Or(row["name_en"])),
        CampaignFileReader.RoleWords.TryGetValue(row["role"], out var role)
            ? role
            : throw new InvalidDataException($"{row.Place}: role {row["role"]} ({string.Join(", ", CampaignFileReader.RoleWords.Keys)})"),
        row["unit"], row["cells"].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string? Or(string text) => text.Length == 0 ? null : text;

    private static string? Find(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(new YamlScalarNode(name), out var value) ? (value as YamlScalarNode)?.Value : null;

    private static string Text(YamlMappingNode node, string name) =>
        Find(node, name) ?? throw new InvalidDataException($"district.yaml: {name}");

    private static LocalText Local(YamlMappingNode node, string name)
    {
        if (Find(node, name) is { } text) return new LocalText(text);
        return node.Children.TryGetValue(new YamlScalarNode(name), out var value) && value is YamlMappingNode texts
            ? new LocalText(Text(texts, "zh"), Find(texts, "en"))
            : throw new InvalidDataException($"district.yaml: {name}");
    }

    private static IReadOnlyList<PlainRow> Table(string folder, string file)
    {
        using var stream = File.OpenRead(Path.Combine(folder, file));
        return PlainTable.Read(file, stream);
    }
}
