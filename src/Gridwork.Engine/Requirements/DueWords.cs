// By when something is wanted, as people say it at a meeting: 今天中午前, 三天内, 5月30日前, 下周一, by noon tomorrow, within three working days. What is
// found is a proposal that somebody reads and may change; so a wording that could mean two things is left alone rather than guessed. Chinese and English
// are tried on every text: a list in one language quotes the other. “前” and “by” include the day they name.
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gridwork.Schedules;

namespace Gridwork.Engine.Requirements;

/// <summary>A moment that a text names.</summary>
/// <param name="At">The moment, in the calendar's zone; later than the moment from which it was read.</param>
/// <param name="Words">The words that name it, as they stand in the text.</param>
/// <param name="From">Where they begin.</param>
public sealed record FoundDue(DateTimeOffset At, string Words, int From);

/// <summary>Finds by when something is wanted.</summary>
public static partial class DueWords
{
    /// <summary>How far ahead a day without a year may lie; one further off was meant in the past.</summary>
    private const int FarthestDays = 183;

    private const int Evening = 20 * 60;
    private const int LastMinute = 24 * 60 - 1;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    private static readonly string[] Numbers =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>
    /// The deadline that a text names: of several the first that says so (前, 内, by, within), else the first. Null: none, or none to come. A day without a
    /// time ends with its working hours; 中午 is 12:00, 下班 the end of the working hours, 晚上 20:00.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="now">The moment at which it was said.</param>
    /// <param name="calendar">Working hours, working days and zone.</param>
    public static FoundDue? Find(string text, DateTimeOffset now, WorkingCalendar calendar)
    {
        var plain = Plain(text);
        var saying = new Saying(TimeZoneInfo.ConvertTime(now, calendar.Zone), calendar);
        FoundDue? best = null;
        var bestMarked = false;
        foreach (var (match, marked, at) in InTime(Matches(plain, saying)).OrderBy(found => found.Match.Index).ThenByDescending(found => found.Match.Length))
        {
            if (at is null || at <= now || (best is not null && (bestMarked || !marked))) continue;
            (best, bestMarked) = (new FoundDue(at.Value, text.Substring(match.Index, match.Length).Trim(), match.Index), marked);
        }
        return best;
    }

    /// <summary>What was found before a pattern took too long: a proposal is a help, and without it a day is chosen by hand.</summary>
    private static List<(Match Match, bool Marked, DateTimeOffset? At)> InTime(IEnumerable<(Match Match, bool Marked, DateTimeOffset? At)> matches)
    {
        var found = new List<(Match, bool, DateTimeOffset?)>();
        try
        {
            foreach (var match in matches) found.Add(match);
        }
        catch (RegexMatchTimeoutException)
        {
        }
        return found;
    }

    private static IEnumerable<(Match Match, bool Marked, DateTimeOffset? At)> Matches(string text, Saying saying)
    {
        foreach (Match match in ChineseSpan().Matches(text)) yield return (match, true, saying.Span(match));
        foreach (Match match in ChineseDay().Matches(text)) yield return (match, match.Groups["mark"].Success, saying.Day(match));
        foreach (Match match in ChineseTime().Matches(text)) yield return (match, match.Groups["mark"].Success, saying.Day(match));
        foreach (Match match in EnglishSpan().Matches(text)) yield return (match, true, saying.Span(match));
        foreach (Match match in EnglishDay().Matches(text)) yield return (match, match.Groups["mark"].Success, saying.Day(match));
        foreach (Match match in EnglishTime().Matches(text)) yield return (match, true, saying.Day(match));
    }

    /// <summary>Full-width digits and signs as plain ones, each in its place, and small letters.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
            plain.Append(letter is >= '！' and <= '～' and not ('，' or '；' or '！' or '？') ? (char)(letter - '！' + '!') : char.ToLowerInvariant(letter));
        return plain.ToString();
    }

    /// <summary>A number in digits or words, to 99; 0 for none.</summary>
    internal static int Number(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var digits)) return digits;
        if (Array.IndexOf(Numbers, text) is > 0 and var english) return english;
        if (text is "a" or "an") return 1;
        const string ones = "零一二三四五六七八九";
        text = text.Replace('两', '二').Replace('〇', '零');
        return text.Split('十') switch
        {
            [{ Length: 1 } one] => Math.Max(0, ones.IndexOf(one[0], StringComparison.Ordinal)),
            [{ Length: <= 1 } tens, { Length: <= 1 } rest] when One(tens, 1) is var ten and >= 0 && One(rest, 0) is var unit and >= 0 => ten * 10 + unit,
            _ => 0,
        };

        static int One(string digit, int without) => digit.Length == 0 ? without : ones.IndexOf(digit[0], StringComparison.Ordinal);
    }

    /// <summary>What words mean that were said at a moment.</summary>
    private sealed class Saying(DateTimeOffset now, WorkingCalendar calendar)
    {
        private readonly DateOnly today = DateOnly.FromDateTime(now.DateTime);

        private int Close => calendar.Hours.Parts[^1].To;

        public DateTimeOffset? Span(Match match)
        {
            var half = match.Groups["n"].Value == "半";
            var n = half ? 0 : Number(match.Groups["n"].Value);
            if (!half && n is < 1 or > 366) return null;
            return match.Groups["unit"].Value switch
            {
                ['工', ..] or ['w', 'o', ..] or ['b', ..] => n == 0 ? null : At(calendar.DayOf(calendar.Due(now, Limit.WorkingDays(n), []).At), Close),
                "小时" or "钟头" or ['h', ..] => Rounded(now.AddMinutes(half ? 30 : n * 60)),
                "分钟" or ['m', 'i', ..] => Rounded(now.AddMinutes(n)),
                "天" or "日" or ['d', ..] => half ? Rounded(calendar.After(now, calendar.Hours.Length / 2, LimitUnit.WorkingHours, [])) : At(today.AddDays(n), Close),
                "周" or "星期" or "礼拜" or ['w', ..] => n == 0 ? null : At(today.AddDays(n * 7), Close),
                _ => At(half ? today.AddDays(15) : today.AddMonths(n), Close),
            };
        }

        public DateTimeOffset? Day(Match match)
        {
            if (DayOf(match) is not { } day) return null;
            var named = TimeOf(match, out var minutes);
            if (named && minutes is null) return null;
            // A time alone that is over today is tomorrow's; a day alone whose hours are over ends with the day.
            if (!match.Groups["day"].Success && At(day, minutes!.Value) <= now) day = day.AddDays(1);
            if (!named && At(day, Close) <= now && day == today) minutes = LastMinute;
            return At(day, minutes ?? Close);
        }

        private DateOnly? DayOf(Match match)
        {
            if (!match.Groups["day"].Success) return today;
            if (Text("rel") is { } near) return Near(near);
            if (Text("wd") is { } weekday) return Weekday(weekday, Text("week"));
            if (match.Groups["endweek"].Success || match.Groups["wholeweek"].Success) return LastWorkingDay(Monday(Text("week")));
            if (match.Groups["endyear"].Success) return new DateOnly(today.Year, 12, 31);
            var month = Text("mon") is { } word ? Array.FindIndex(Months, name => word.StartsWith(name, StringComparison.Ordinal)) + 1
                : Text("m") is { } digits ? Number(digits) : 0;
            var first = Text("rm") is { } relative ? new DateOnly(today.Year, today.Month, 1).AddMonths(relative is ['下', ..] or "next" ? 1 : 0) : (DateOnly?)null;
            if (Text("part") is { } part)
            {
                if (first is null && month is >= 1 and <= 12) first = new DateOnly(today.Year, month, 1);
                first ??= month == 0 ? new DateOnly(today.Year, today.Month, 1) : null;
                if (first is not { } begin) return null;
                var last = part switch { "上旬" => begin.AddDays(9), "中旬" => begin.AddDays(19), _ => begin.AddMonths(1).AddDays(-1) };
                return Text("rm") is null && month > 0 ? Coming(last.Month, Math.Min(last.Day, 28), null) is { } coming ? EndOf(coming, last.Day) : null : last;
            }
            var d = Text("d") is { } dayDigits ? Number(dayDigits) : 0;
            if (first is { } known) return Dated(known.Year, known.Month, d);
            // The n-th, with no month: of this month or the next.
            if (month == 0) return Dated(today.Year, today.Month, d) is { } here && here >= today ? here : Dated(today.AddMonths(1).Year, today.AddMonths(1).Month, d);
            return Coming(month, d, Text("y"));

            string? Text(string name) => match.Groups[name] is { Success: true, Value: { Length: > 0 } value } ? value : null;
        }

        private DateOnly Near(string word) => today.AddDays(word switch
        {
            ['明', ..] or "tomorrow" => 1,
            "后天" or "后日" => 2,
            "大后天" => 3,
            _ => 0,
        });

        private DateOnly? Weekday(string word, string? week)
        {
            if (week is ['上', ..]) return null;
            var index = Array.IndexOf(Weekdays, word) is >= 0 and var english ? english
                : word is "日" or "天" or "末" or "7" ? 6
                : Number(word) - 1;
            if (index is < 0 or > 6) return null;
            var day = Monday(week).AddDays(index);
            return week is null or "" && day < today ? day.AddDays(7) : day;
        }

        private DateOnly Monday(string? week) => today.AddDays(-(((int)today.DayOfWeek + 6) % 7) + week switch
        {
            "下下" => 14,
            ['下', ..] or "next" => 7,
            _ => 0,
        });

        private DateOnly LastWorkingDay(DateOnly monday)
        {
            for (var day = monday.AddDays(6); day >= monday; day = day.AddDays(-1))
            {
                if (calendar.IsWorking(day)) return day;
            }
            return monday.AddDays(6);
        }

        /// <summary>A day of a month: of the year that is named, else this year's or soon the next one's.</summary>
        private DateOnly? Coming(int month, int day, string? year)
        {
            if (year is not null)
                return Dated(year switch { "今" => today.Year, "明" => today.Year + 1, _ => int.Parse(year, CultureInfo.InvariantCulture) }, month, day);
            if (Dated(today.Year, month, day) is { } here && here >= today) return here;
            return Dated(today.Year + 1, month, day) is { } next && next.DayNumber - today.DayNumber <= FarthestDays ? next : null;
        }

        private static DateOnly EndOf(DateOnly within, int day) =>
            new(within.Year, within.Month, Math.Min(day, DateTime.DaysInMonth(within.Year, within.Month)));

        private static DateOnly? Dated(int year, int month, int day) =>
            year is >= 1 and <= 9998 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

        /// <summary>Whether a time is named; its minutes are null where there is no such time.</summary>
        private bool TimeOf(Match match, out int? minutes)
        {
            var part = match.Groups["dp"].Value;
            if (part.Length == 0 && match.Groups["rel"].Value is "今早" or "明早" or "今晚" or "明晚" or "今夜" or "tonight") part = match.Groups["rel"].Value;
            var evening = part is ['傍' or '晚' or '夜', ..] or [.., '晚' or '夜'] or "evening" or "tonight";
            var later = evening || part is "下午" or "下班" or "afternoon";
            if (match.Groups["h"] is { Success: true } hour)
            {
                minutes = null;
                var h = Number(hour.Value);
                var m = match.Groups["half"].Success ? 30
                    : match.Groups["q"] is { Success: true } quarter ? quarter.Value == "三刻" ? 45 : 15
                    : match.Groups["min"] is { Success: true } min ? Number(min.Value) : 0;
                var half = match.Groups["ap"].Value;
                if (half.Length > 0 && h is < 1 or > 12) return true;
                if (half is ['p', ..] && h < 12) h += 12;
                else if (half is ['a', ..] && h == 12) h = 0;
                else if (later && h < 12) h += 12;
                else if (evening && h == 12) h = 24;
                else if (part is "中午" && h is >= 1 and <= 3) h += 12;
                // Nobody sets a deadline for three in the night.
                else if (part.Length == 0 && half.Length == 0 && h is >= 1 and <= 6 && !hour.Value.StartsWith('0')) h += 12;
                if (h is >= 0 and <= 24 && m <= 59 && h * 60 + m <= 24 * 60) minutes = Math.Min(h * 60 + m, LastMinute);
                return true;
            }
            minutes = part switch
            {
                "" => null,
                "上午" or "中午" or "正午" or "noon" or "midday" or "morning" => 12 * 60,
                "上班" => calendar.Hours.Parts[0].From,
                "midnight" or "半夜" or "午夜" => LastMinute,
                [.., '早'] or ['早', ..] => calendar.Hours.Parts[0].From,
                _ when evening => Evening,
                _ => Close,
            };
            return part.Length > 0;
        }

        private DateTimeOffset? At(DateOnly day, int minutes)
        {
            if (day.Year >= 9999) return null;
            var time = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes);
            return new DateTimeOffset(time, calendar.Zone.GetUtcOffset(time));
        }

        /// <summary>The next full minute.</summary>
        private static DateTimeOffset Rounded(DateTimeOffset at) =>
            new(at.Ticks + (TimeSpan.TicksPerMinute - at.Ticks % TimeSpan.TicksPerMinute) % TimeSpan.TicksPerMinute, at.Offset);
    }

    private const string Zh = @"(?:\d{1,3}|[零〇一二两三四五六七八九十]{1,3})";

    private const string ZhClock =
        $"(?<h>{Zh})(?::(?<min>\\d{{2}})|[点时](?!间|候|段|要|建议)(?:(?<half>半)|(?<q>[一三]刻)|(?<min>{Zh})分?|整)?)";

    private const string ZhPart = "(?<dp>凌晨|早上|早晨|清早|上午|中午|正午|下午|傍晚|晚上|晚间|夜间|半夜|午夜|下班|上班)";

    private const string ZhMark = @"(?:\s*(?<mark>(?:之|以)?前(?![往面期来台端])|内(?![部外])|为止|截止))?";

    [GeneratedRegex($@"(?<!(?<![会今此])后)(?<!每)(?<n>{Zh}|半)\s*(?:个\s*(?<unit>工作日|小时|钟头|星期|礼拜|月)|(?<unit>工作日|小时|钟头|分钟|天|日|周|星期|礼拜)|(?<=半)(?<unit>月))\s*(?:时间)?(?:之|以)?内(?![部外])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ChineseSpan();

    [GeneratedRegex($@"(?<day>(?<rel>大后天|后天|后日|今早|今晚|今夜|明早|明晚|今天|今日|明天|明日|即日|立即|立刻|马上|即刻|(?:当天|当日)(?=\s*(?:之|以)?[前内]))|(?<![一二两三四五六七八九十每\d])(?<week>下下|下|本|这|上)?个?(?:周|星期|礼拜)(?<wd>[一二三四五六日天末]|[1-7](?!\d))|(?<![一二两三四五六七八九十每\d])(?<week>下下|下|本|这)个?(?<wholeweek>周|星期|礼拜)(?!期|次|边|年)|(?:(?<y>\d{{4}}|今|明)年)?(?<m>{Zh})月份?(?:(?<d>{Zh})[日号]|(?<part>底|末|内|上旬|中旬|下旬))|(?<rm>本|这个|当|下个?)月(?:(?<d>{Zh})[日号]|(?<part>底|末|内|上旬|中旬|下旬))|(?<part>月底|月末)|(?<endyear>年底|年末|年内)|(?<y>\d{{4}})[-/.](?<m>\d{{1,2}})[-/.](?<d>\d{{1,2}})(?!\d)|(?<![\d.:])(?<m>\d{{1,2}})[-/.](?<d>\d{{1,2}})(?=\s*(?:之|以)?前)|(?<![月\d一二三四五六七八九十])(?<d>{Zh})(?:号(?!楼|门|院|线|井|桥|路|机)|日(?=\s*(?:(?:之|以)?前|上午|中午|下午|下班))))(?!\s*(?:[至到—–]|起))(?:\s*的?\s*{ZhPart}?(?:\s*{ZhClock})?){ZhMark}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ChineseDay();

    [GeneratedRegex($@"(?<![昨今明后前当\d:][天日晚早]?)(?:{ZhPart}(?:\s*{ZhClock}|(?=\s*(?:之|以)?前))|(?<![\d:一二三四五六七八九十]){ZhClock}(?=\s*(?:之|以)?前)){ZhMark}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ChineseTime();

    private const string En = "(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";

    private const string EnTime =
        @"(?:(?<dp>noon|midday|midnight|morning|afternoon|evening)|(?<h>\d{1,2})(?::(?<min>\d{2}))?\s*(?<ap>[ap])\.?m\b\.?|(?<h>\d{1,2}):(?<min>\d{2}))";

    private const string EnMark = @"(?:(?<mark>\b(?:by|before|until|till|no\s+later\s+than|not\s+later\s+than|due))\s+(?:on\s+)?)?";

    private const string EnMonth =
        "(?<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    [GeneratedRegex($@"\b(?:within|in)\s+(?:the\s+next\s+)?(?<n>{En})\s+(?<unit>working\s+days?|business\s+days?|hours?|minutes?|days?|weeks?|months?)\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EnglishSpan();

    [GeneratedRegex($@"{EnMark}(?:{EnTime}\s+(?:on\s+)?)?(?:the\s+)?(?<day>\b(?<rel>today|tonight|tomorrow|immediately|at\s+once|straight\s+away)\b|\b(?:(?<week>next|this)\s+)?(?<wd>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\bend\s+of\s+(?:(?<week>next|this|the)\s+)(?<endweek>week)\b|\bend\s+of\s+(?:the\s+)(?<rel>day)\b|\b(?<part>end)\s+of\s+(?<rm>next|this|the)\s+month\b|\bend\s+of\s+(?:the|this)\s+(?<endyear>year)\b|\b(?<part>end)\s+of\s+{EnMonth}\b|\b(?<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{EnMonth}\b(?:,?\s+(?<y>\d{{4}})\b)?|\b{EnMonth}\.?\s+(?<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?<y>\d{{4}})\b)?|\b(?<d>\d{{1,2}})(?:st|nd|rd|th)\b)(?:\s+(?:at\s+)?{EnTime})?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EnglishDay();

    [GeneratedRegex($@"(?<mark>\b(?:by|before|until|till|no\s+later\s+than|not\s+later\s+than))\s+{EnTime}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EnglishTime();
}
