using System.Text.Json;
using System.Text.Json.Serialization;
using Gridwork.Engine.Notices;

namespace Gridwork.Engine.Districts;

/// <summary>What a district is, as its units entry says.</summary>
/// <param name="Id">Its id: lower-case letters, digits and hyphens.</param>
/// <param name="Name">Its name.</param>
/// <param name="Synthetic">Whether all its data is invented: then every door carries the mark.</param>
/// <param name="Zone">The IANA time zone of its days, such as Asia/Shanghai.</param>
/// <param name="Notices">When people are told of what is late; null: at the usual times.</param>
public sealed record DistrictProfile(string Id, LocalText Name, bool Synthetic, string Zone, NoticeTimes? Notices = null)
{
    /// <summary>The zone of its days.</summary>
    [JsonIgnore]
    public TimeZoneInfo TimeZone { get; } = TimeZoneInfo.FindSystemTimeZoneById(Zone);

    /// <summary>The district's day of a moment.</summary>
    public DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, TimeZone).DateTime);

    /// <summary>The moment at which a day begins.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var start = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(start, TimeZone.GetUtcOffset(start));
    }

    /// <summary>A moment with the offset of the district.</summary>
    public DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, TimeZone);
}

/// <summary>The body of a units entry: the profile and every unit, parents before children.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Units">The units.</param>
public sealed record UnitsBody(DistrictProfile Profile, IReadOnlyList<UnitLine> Units);

/// <summary>A unit as a file names it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Parent">The code of the unit above; null for the district.</param>
public sealed record UnitLine(string Code, LocalText Name, UnitKind Kind, string? Parent);

/// <summary>The body of a grant entry.</summary>
/// <param name="Person">The person's number.</param>
/// <param name="Role">The role.</param>
/// <param name="Unit">The unit's code.</param>
/// <param name="Campaign">The campaign's id; null: all.</param>
/// <param name="Cells">The codes of the cells of the post; empty: all of the unit.</param>
/// <param name="Revoke">Whether the role is taken away: person, role, unit and campaign name it.</param>
public sealed record GrantBody(int Person, Rights.Role Role, string Unit, string? Campaign, IReadOnlyList<string> Cells, bool Revoke = false);

/// <summary>The body of a review entry.</summary>
/// <param name="Record">The record entry's position.</param>
/// <param name="Verdict">The decision.</param>
/// <param name="Reason">Why.</param>
/// <param name="Waits">Whether it is meant only while the record waits: two people who decide at once must not take back what one of them accepted.</param>
public sealed record ReviewBody(long Record, Journal.Verdict Verdict, string Reason, bool Waits = false);

/// <summary>How bodies of JSON are written and read: one way, so that the same content gives the same bytes.</summary>
public static class BodyJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The bytes of a body.</summary>
    public static byte[] Write<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, Options);

    /// <summary>Reads a body. Throws <see cref="JsonException"/> for what is none.</summary>
    public static T Read<T>(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<T>(bytes, Options) ?? throw new JsonException(typeof(T).Name);
}
