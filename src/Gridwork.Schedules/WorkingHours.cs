using System.Collections.Immutable;
using System.Globalization;

namespace Gridwork.Schedules;

/// <summary>The hours of a day in which work is done, such as 08:30-12:00,13:30-17:30: one or more parts in order that do not touch. Immutable.</summary>
public sealed class WorkingHours : IEquatable<WorkingHours>
{
    /// <summary>08:30 to 12:00 and 13:30 to 17:30: seven and a half hours.</summary>
    public static WorkingHours Default { get; } = Parse("08:30-12:00,13:30-17:30");

    private WorkingHours(ImmutableArray<(int From, int To)> parts)
    {
        Parts = parts;
        Length = TimeSpan.FromMinutes(parts.Sum(part => part.To - part.From));
    }

    /// <summary>The parts in minutes from midnight, 0 to 1,440; each begins after the one before it has ended.</summary>
    public ImmutableArray<(int From, int To)> Parts { get; }

    /// <summary>The working time of a day.</summary>
    public TimeSpan Length { get; }

    /// <summary>Reads parts such as <c>08:30-12:00,13:30-17:30</c>. 24:00 is the end of the day; a full-width comma and an en dash will do.</summary>
    /// <param name="text">The text; null reads as an empty one.</param>
    /// <param name="hours">The hours; the default ones where the text is none.</param>
    /// <returns>Whether the text held at least one part, each later than the one before it.</returns>
    public static bool TryParse(string? text, out WorkingHours hours)
    {
        hours = Default;
        var parts = ImmutableArray.CreateBuilder<(int From, int To)>();
        foreach (var part in (text ?? "").Replace('，', ',').Replace('、', ',').Replace('–', '-').Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('-', StringSplitOptions.TrimEntries) is not [var from, var to]) return false;
            if (Minute(from) is not { } begin || Minute(to) is not { } end || end <= begin) return false;
            if (parts.Count > 0 && begin <= parts[^1].To) return false;
            parts.Add((begin, end));
        }
        hours = new WorkingHours(parts.ToImmutable());
        return true;
    }

    /// <summary>Reads hours as <see cref="TryParse"/> does. Throws <see cref="FormatException"/> for a text that is none.</summary>
    /// <param name="text">The text.</param>
    public static WorkingHours Parse(string text) =>
        TryParse(text, out var hours) ? hours : throw new FormatException($"“{text}” are no hours such as “08:30-12:00,13:30-17:30”.");

    /// <inheritdoc/>
    public bool Equals(WorkingHours? other) => other is not null && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WorkingHours);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => string.Join(',', Parts.Select(part => $"{Clock(part.From)}-{Clock(part.To)}"));

    private static int? Minute(string clock) =>
        clock == "24:00" ? 24 * 60
        : TimeOnly.TryParseExact(clock, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.Hour * 60 + time.Minute
            : null;

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
