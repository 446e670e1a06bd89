using System.Globalization;

namespace Gridwork.Schedules;

/// <summary>A day of a calendar that is not what its weekday says.</summary>
/// <param name="Kind"><see cref="DayKind.Holiday"/> or <see cref="DayKind.MakeUp"/>.</param>
/// <param name="Name">The holiday; of a made-up day the one for which work is done.</param>
public readonly record struct SpecialDay(DayKind Kind, HolidayName Name);

/// <summary>A holiday's name.</summary>
/// <param name="Zh">In Chinese, such as 劳动节.</param>
/// <param name="En">In English; null: not given.</param>
public sealed record HolidayName(string Zh, string? En = null)
{
    /// <summary>The name for a reader of <paramref name="culture"/>: English where asked for and given, else Chinese.</summary>
    public string In(CultureInfo culture) => culture.TwoLetterISOLanguageName == "en" && En is not null ? En : Zh;

    /// <summary>The name for the current UI culture.</summary>
    public override string ToString() => In(CultureInfo.CurrentUICulture);
}
