using System.Globalization;
using System.Resources;
using System.Text;
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Server.Cases;
using Gridwork.Server.Layout;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Notices;

namespace Gridwork.Server.Notices;

/// <summary>
/// A digest in words. It names category, cell, unit and how late, never what somebody wrote: a mailbox and a group chat lie outside the district's
/// rights, and the link asks for them.
/// </summary>
internal sealed class NoticeWords
{
    private const int MostLines = 20;
    private static readonly ResourceManager Texts = new("Gridwork.Server.Notices.NoticeWords", typeof(NoticeWords).Assembly);

    private readonly List<(string Title, List<(string Words, string Href)> Lines)> parts = [];

    private NoticeWords(string title, string footing)
    {
        Title = title;
        Footing = footing;
    }

    /// <summary>What it is, how many, of when; of a district whose data is invented that is said.</summary>
    public string Title { get; }

    /// <summary>Where the rest is.</summary>
    public string Footing { get; }

    /// <summary>A text, its holes filled, in the current language.</summary>
    public static string Of(string key, params ReadOnlySpan<object?> arguments) => string.Format(
        CultureInfo.InvariantCulture, Texts.GetString(key, CultureInfo.CurrentUICulture) ?? throw new InvalidOperationException($"There is no text {key}."),
        arguments);

    /// <summary>What is still late of a digest, in a language; null: nothing is any more.</summary>
    /// <param name="notice">The digest.</param>
    /// <param name="items">Its cases as they stand now.</param>
    /// <param name="definition">Names.</param>
    /// <param name="now">The district's time.</param>
    /// <param name="language">zh or en.</param>
    /// <param name="home">The address under which people open the server.</param>
    public static NoticeWords? Of(
        MadeNotice notice, IEnumerable<CaseItem> items, DistrictDefinition definition, DateTimeOffset now, string language, Uri home)
    {
        var late = items.Where(item => item.IsLate(now)).ToDictionary(item => item.Root);
        var lines = notice.Lines.Where(line => late.ContainsKey(line.Root)).ToList();
        if (lines.Count == 0) return null;
        return In(language, () =>
        {
            var profile = definition.Profile!;
            var words = new NoticeWords(
                Of(notice.Urgent ? "UrgentTitle" : "Title", Written.District(profile.Name, profile.Synthetic), lines.Count, Written.DayAndTime(profile.Local(notice.Made))),
                (lines.Count > MostLines ? Of("More", lines.Count - MostLines) : "") + Of("Footing", new Uri(home, "/notices")));
            foreach (var rung in lines.Take(MostLines).GroupBy(line => line.Rung))
                words.parts.Add((Of($"Part.{rung.Key}", rung.Count()), [.. rung.Select(line => (Line(late[line.Root], definition, now), new Uri(home, $"/cases/{line.Root}").ToString()))]));
            return words;
        });
    }

    /// <summary>A word to see whether a channel works.</summary>
    public static NoticeWords Trial(LocalText district, bool synthetic, string language, Uri home) => In(
        language, () => new NoticeWords(Of("Trial", Written.District(district, synthetic)), $"{Of("TrialWhat")} {new Uri(home, "/notices")}"));

    /// <summary>Place, category, holder and lateness of a case, in the current language.</summary>
    public static string Line(CaseItem item, DistrictDefinition definition, DateTimeOffset now)
    {
        var category = definition.Campaigns.GetValueOrDefault(item.Campaign)?.Cases?.Category(item.Category);
        var calendar = definition.CalendarOf(item.Unit);
        var holder = item.Holder == UnitNo.None ? item.Host : item.Holder;
        return Of(
            "Line", definition.CodeOf(item.Cell) ?? definition.Units.Find(item.Unit)?.Name.ToString(),
            category?.Title.ToString() ?? Of("Requirement", Written.RecordNo(item.Root)), definition.Units.Find(holder)?.Name.ToString() ?? LayoutTexts.Of("NoHost"),
            CaseTexts.Left(-calendar.Elapsed(item.Due!.Value, now, CaseLamp.UnitOf(category?.Limit), []) - TimeSpan.FromTicks(1), CaseLamp.DayOf(calendar, category?.Limit)));
    }

    /// <summary>As the text of a mail.</summary>
    public string Plain()
    {
        var text = new StringBuilder();
        foreach (var (title, lines) in parts)
        {
            text.AppendLine(title);
            foreach (var (words, href) in lines) text.Append("· ").AppendLine(words).Append("  ").AppendLine(href);
            text.AppendLine();
        }
        return text.Append(Footing).AppendLine().ToString();
    }

    /// <summary>As a robot's message, at most so many bytes of UTF-8: whole lines are left out at the end, and the footing stays.</summary>
    public string Markdown(int mostBytes)
    {
        var text = new StringBuilder("**").Append(Plain(Title)).Append("**\n\n");
        var left = mostBytes - Encoding.UTF8.GetByteCount(text.ToString()) - Encoding.UTF8.GetByteCount(Footing) - 1;
        foreach (var (title, lines) in parts)
        {
            foreach (var line in lines.Select(line => $"- [{Plain(line.Words)}]({line.Href})\n").Prepend($"**{title}**\n\n").Append("\n"))
            {
                left -= Encoding.UTF8.GetByteCount(line);
                if (left < 0) return text.Append(Footing).ToString();
                text.Append(line);
            }
        }
        return text.Append(Footing).ToString();

        // Names come from the district's own tables; a bracket in one must not break the link.
        static string Plain(string words) => words.Replace('[', '［').Replace(']', '］').Replace('*', '＊').Replace('\n', ' ');
    }

    /// <summary>Whoever is told has a language of his own, whichever page or job writes it.</summary>
    private static T In<T>(string language, Func<T> write)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return write();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
