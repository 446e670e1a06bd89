using System.Globalization;

namespace Gridwork.Schedules.Tests;

/// <summary>China's days of April to June 2021 as announced, and a short way to write moments of the district.</summary>
internal static class Days
{
    public static WorkingCalendar China { get; } = new(
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), WorkingHours.Default,
        Special(DayKind.Holiday, "清明节", "2021-04-03", "2021-04-04", "2021-04-05")
            .Concat(Special(DayKind.Holiday, "劳动节", "2021-05-01", "2021-05-02", "2021-05-03", "2021-05-04", "2021-05-05"))
            .Concat(Special(DayKind.MakeUp, "劳动节", "2021-04-25", "2021-05-08"))
            .Concat(Special(DayKind.Holiday, "端午节", "2021-06-12", "2021-06-13", "2021-06-14"))
            .ToDictionary(),
        announced: [2021]);

    /// <summary>“05-14 10:00” of 2021 at +08:00; a text with a year is taken as it is.</summary>
    public static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse($"{(text.Length > 11 ? text : "2021-" + text)} +08:00", CultureInfo.InvariantCulture);

    public static string Text(DateTimeOffset moment) =>
        moment.ToOffset(TimeSpan.FromHours(8)).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static IEnumerable<KeyValuePair<DateOnly, SpecialDay>> Special(DayKind kind, string name, params string[] days) =>
        days.Select(day => KeyValuePair.Create(DateOnly.Parse(day, CultureInfo.InvariantCulture), new SpecialDay(kind, new HolidayName(name))));
}
