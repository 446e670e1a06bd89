// A calendar entry's body, and the calendars that follow from it: the district's and those of units that keep hours of their own. The days
// come from a data file (docs/calendars.md); the hours stand in district.yaml.
using System.Collections.Frozen;
using Gridwork.Schedules;

namespace Gridwork.Engine.Districts;

/// <summary>The body of a calendar entry.</summary>
/// <param name="Hours">The hours of a working day, such as <c>08:30-12:00,13:30-17:30</c>.</param>
/// <param name="Units">The hours of units that keep their own, by code; they hold for the units below too. Null: none does.</param>
/// <param name="Announced">The years whose days off are announced. <paramref name="Days"/> in other years are assumed.</param>
/// <param name="Days">The days that are not what their weekday says.</param>
/// <param name="Source">Where the days come from; null: not said.</param>
public sealed record CalendarBody(
    string Hours, IReadOnlyDictionary<string, string>? Units, IReadOnlyList<int> Announced, IReadOnlyList<CalendarDay> Days, string? Source)
{
    /// <summary>Eight-thirty to twelve and half past one to half past five, Monday to Friday, nothing announced.</summary>
    public static CalendarBody Default { get; } = new(WorkingHours.Default.ToString(), null, [], [], null);

    /// <summary>The same hours on China's days, as this version of the program carries them.</summary>
    public static CalendarBody China()
    {
        using var stream = typeof(CalendarBody).Assembly.GetManifestResourceStream("calendar.cn.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var days = BodyJson.Read<CalendarDays>(bytes.ToArray());
        return Default with { Announced = days.Announced, Days = days.Days, Source = days.Source };
    }
}

/// <summary>A day of a calendar entry.</summary>
/// <param name="Day">The day.</param>
/// <param name="Kind"><see cref="DayKind.Holiday"/> or <see cref="DayKind.MakeUp"/>.</param>
/// <param name="Name">The holiday's name.</param>
public sealed record CalendarDay(DateOnly Day, DayKind Kind, LocalText Name);

/// <summary>A data file of days, as <c>npm run calendar</c> writes it.</summary>
/// <param name="Source">Package, version and licence.</param>
/// <param name="Announced">The announced years.</param>
/// <param name="Days">The days, also assumed ones of later years.</param>
public sealed record CalendarDays(string? Source, IReadOnlyList<int> Announced, IReadOnlyList<CalendarDay> Days);

/// <summary>The calendars of a district. Immutable.</summary>
public sealed class DistrictCalendar
{
    private readonly FrozenDictionary<string, WorkingCalendar> units;

    /// <summary>
    /// The calendars of a body in a zone. Throws <see cref="InvalidDataException"/> naming what is wrong: hours that are none, a day named twice or of
    /// a kind that is not special.
    /// </summary>
    /// <param name="body">The body.</param>
    /// <param name="zone">The district's zone.</param>
    public DistrictCalendar(CalendarBody body, TimeZoneInfo zone)
    {
        Body = body;
        var days = new Dictionary<DateOnly, SpecialDay>();
        foreach (var day in body.Days)
        {
            if (day.Kind is not (DayKind.Holiday or DayKind.MakeUp)) throw new InvalidDataException($"calendar: {day.Day:yyyy-MM-dd} {day.Kind}");
            if (!days.TryAdd(day.Day, new SpecialDay(day.Kind, new HolidayName(day.Name.Zh, day.Name.En))))
                throw new InvalidDataException($"calendar: {day.Day:yyyy-MM-dd} ×2");
        }
        Whole = new WorkingCalendar(zone, Hours("hours", body.Hours), days, body.Announced);
        units = (body.Units ?? FrozenDictionary<string, string>.Empty).ToFrozenDictionary(
            unit => unit.Key, unit => Whole.WithHours(Hours($"units › {unit.Key}", unit.Value)), StringComparer.Ordinal);
    }

    /// <summary>What a district keeps that has published no calendar, in the zone of China.</summary>
    public static DistrictCalendar Default { get; } = new(CalendarBody.Default, WorkingCalendar.Default.Zone);

    /// <summary>The body from which it was made.</summary>
    public CalendarBody Body { get; }

    /// <summary>The district's own calendar.</summary>
    public WorkingCalendar Whole { get; }

    /// <summary>The calendar of a unit: its own hours, else those of the nearest unit above that keeps its own, else the district's.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="tree">The tree in which it stands.</param>
    public WorkingCalendar Of(UnitNo unit, UnitTree tree)
    {
        if (units.Count == 0) return Whole;
        for (var at = tree.Find(unit); at is not null; at = tree.Find(at.Parent))
        {
            if (units.TryGetValue(at.Code, out var own)) return own;
        }
        return Whole;
    }

    private static WorkingHours Hours(string what, string text) =>
        WorkingHours.TryParse(text, out var hours) ? hours : throw new InvalidDataException($"calendar: {what} {text}");
}
