using System.Globalization;
using System.Resources;

namespace Gridwork.Engine.Briefings;

/// <summary>The words that a paper needs beside its template's own: dates, qualifiers, what was changed since. Texts: BriefingTexts.resx.</summary>
internal static class BriefingTexts
{
    public static ResourceManager Manager { get; } = new("Gridwork.Engine.Briefings.BriefingTexts", typeof(BriefingTexts).Assembly);

    /// <summary>The culture of a template: the language in its name (<c>briefing.en.md</c>) or front matter; Chinese where it names none.</summary>
    public static CultureInfo Culture(string language) => CultureInfo.GetCultureInfo(language == "en" ? "en" : "zh-CN");

    public static string Format(string key, CultureInfo culture, params object[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, Manager.GetString(key, culture) ?? key, arguments);

    /// <summary>A moment or day by one of the patterns <c>day</c>, <c>date</c>, <c>moment</c>. English month names come from the invariant culture.</summary>
    public static string Moment(string pattern, CultureInfo culture, DateTimeOffset moment) =>
        moment.ToString(Manager.GetString("pattern." + pattern, culture), CultureInfo.InvariantCulture);

    public static string Day(string pattern, CultureInfo culture, DateOnly day) =>
        day.ToString(Manager.GetString("pattern." + pattern, culture), CultureInfo.InvariantCulture);
}
