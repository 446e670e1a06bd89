using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gridwork.Engine.Cases;

/// <summary>
/// What a record says to a case, with everything that the rules in force decided about it (routing, limit, proof): a later rule does not change
/// it. Stands in the case's log as JSON.
/// </summary>
public sealed record CaseSaid
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new KeyConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The step.</summary>
    public CaseStep Step { get; init; }

    /// <summary>The key of the instance that opened the case; of an opening, its own.</summary>
    public UInt128 Case { get; init; }

    /// <summary>For an opening: what it is about.</summary>
    public CaseKind Kind { get; init; }

    /// <summary>For an opening: the category's code.</summary>
    public string? Category { get; init; }

    /// <summary>For an opening: the line's code.</summary>
    public string? Line { get; init; }

    /// <summary>For an opening: what it is about, in words.</summary>
    public string? What { get; init; }

    /// <summary>For an opening: the host that the duty list or the record names; else the unit it goes to or that is proposed. 0: none.</summary>
    public int Host { get; init; }

    /// <summary>The units that help.</summary>
    public IReadOnlyList<int> With { get; init; } = [];

    /// <summary>For an opening: whether it is registered at once.</summary>
    public bool Register { get; init; }

    /// <summary>For an opening: the time it may take, as the schedule's limit writes itself.</summary>
    public string? Limit { get; init; }

    /// <summary>For an opening: whether handling needs a photo.</summary>
    public bool NeedsProof { get; init; }

    /// <summary>For an opening: the row of the duty list that it was routed by; 0: by none.</summary>
    public int Duty { get; init; }

    /// <summary>For an opening: the key of the instance that it came from, such as a meeting.</summary>
    public UInt128 Origin { get; init; }

    /// <summary>For an opening: where it is, in WGS-84 degrees; null: not said.</summary>
    public double? Longitude { get; init; }

    /// <inheritdoc cref="Longitude"/>
    public double? Latitude { get; init; }

    /// <summary>The radius of its circle of accuracy, in metres; null: not said.</summary>
    public double? Accuracy { get; init; }

    /// <summary>The clause cited.</summary>
    public string? Clause { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>How it ended.</summary>
    public CaseOutcome Outcome { get; init; }

    /// <summary>The moment until which: the last day asked for, granted or required ends here.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The key of the instance that opened the case it is merged into.</summary>
    public UInt128 Into { get; init; }

    /// <summary>The name of the file that shows it.</summary>
    public string? Photo { get; init; }

    /// <summary>The roles that may take the step, by the rules in force; empty for an opening. Not part of the log.</summary>
    [JsonIgnore]
    public IReadOnlyList<Rights.Role> Roles { get; init; } = [];

    /// <summary>As it stands in the log.</summary>
    public string ToText() => JsonSerializer.Serialize(this, Options);

    /// <summary>From the log. Throws <see cref="JsonException"/> for what is none.</summary>
    public static CaseSaid Parse(string text) => JsonSerializer.Deserialize<CaseSaid>(text, Options) ?? throw new JsonException(text);

    // A 16-byte key as 32 hexadecimal digits: JSON has no number so large.
    private sealed class KeyConverter : JsonConverter<UInt128>
    {
        public override UInt128 Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            UInt128.Parse(reader.GetString()!, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

        public override void Write(Utf8JsonWriter writer, UInt128 value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture));
    }
}

/// <summary>A line of a case's log: what one record said to it at one position of the journal.</summary>
/// <param name="Case">The key of the instance that opened the case.</param>
/// <param name="Pos">Where it entered.</param>
/// <param name="Ord">The n-th line of this case at that position, from 0.</param>
/// <param name="Root">The record, by its root.</param>
/// <param name="Record">The entry that says it: the record, or its correction.</param>
/// <param name="State">Whether it was taken.</param>
/// <param name="Refusal">Why not.</param>
/// <param name="Person">Who sent it.</param>
/// <param name="By">The sender's unit.</param>
/// <param name="Unit">For an opening: the unit in which the case lies.</param>
/// <param name="Cell">For an opening: the cell in which it lies.</param>
/// <param name="At">When it was done: captured, but never after it was received.</param>
/// <param name="Said">What it says.</param>
public sealed record CaseLine(
    UInt128 Case, long Pos, int Ord, long Root, long Record, CaseLineState State, StepRefusal Refusal, PersonNo Person, UnitNo By, UnitNo Unit,
    CellNo Cell, DateTimeOffset At, CaseSaid Said);

/// <summary>What became of a line.</summary>
public enum CaseLineState : byte
{
    /// <summary>It was taken.</summary>
    Taken = 1,

    /// <summary>It was kept with the case and changed nothing.</summary>
    NotTaken = 2,

    /// <summary>Its record was rejected, or no longer says it.</summary>
    Void = 3,
}
