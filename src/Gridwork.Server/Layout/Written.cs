// How numbers, days and times are written on pages: 5月27日 09:40 and 27 May 09:40, ＋3 and −4. One place, so that the same fact looks the
// same on every page. The patterns are texts (WrittenTexts.resx); the reader's language is the current UI culture.
using System.Globalization;
using System.Resources;
using Gridwork.Engine;

namespace Gridwork.Server.Layout;

/// <summary>Values as a reader sees them.</summary>
public static class Written
{
    private static readonly ResourceManager Texts = new("Gridwork.Server.Layout.WrittenTexts", typeof(Written).Assembly);

    /// <summary>A day of this year: 5月27日, 27 May.</summary>
    public static string Day(DateOnly day) => day.ToString(Text("Day"), CultureInfo.InvariantCulture);

    /// <summary>A day with its year, for papers: 2021年5月27日, 27 May 2021.</summary>
    public static string DayAndYear(DateOnly day) => day.ToString(Text("DayAndYear"), CultureInfo.InvariantCulture);

    /// <summary>A day under an axis: 5/27, 27/5.</summary>
    public static string ShortDay(DateOnly day) => day.ToString(Text("ShortDay"), CultureInfo.InvariantCulture);

    /// <summary>The day of the week: 周四, Thu.</summary>
    public static string Weekday(DateOnly day) => Text("Weekdays").Split(' ')[(int)day.DayOfWeek];

    /// <summary>A time of day: 09:40.</summary>
    public static string Time(DateTimeOffset time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A day and a time: 5月27日 09:40, 27 May 09:40. In the offset that the time carries.</summary>
    public static string DayAndTime(DateTimeOffset time) => $"{Day(DateOnly.FromDateTime(time.DateTime))} {Time(time)}";

    /// <summary>Until when: day and time; of a moment at which a day ends only that day, because it is the last.</summary>
    public static string Deadline(DateTimeOffset time) => time.TimeOfDay == TimeSpan.Zero ? Day(LastDay(time)) : DayAndTime(time);

    /// <summary>The last day before a moment is reached: of midnight the day that ends.</summary>
    public static DateOnly LastDay(DateTimeOffset time) => DateOnly.FromDateTime(time.AddTicks(-1).DateTime);

    /// <summary>From one day to another; an open end is left open.</summary>
    public static string Period(DateOnly from, DateOnly? to) => to is { } end
        ? Fill("Period", Day(from), Day(end))
        : Fill("PeriodOpen", Day(from));

    /// <summary>A value of the ledger: whole numbers of 10^−scale as a decimal number, without trailing zeros. The minus is a minus.</summary>
    public static string Number(long value, int scale = 0)
    {
        var text = (Math.Abs((decimal)value) / (decimal)Math.Pow(10, scale)).ToString("0.######", CultureInfo.InvariantCulture);
        return value < 0 ? "−" + text : text;
    }

    /// <summary>A change: ＋3, −4.</summary>
    public static string Change(long value, int scale = 0) => value < 0 ? Number(value, scale) : Text("Plus") + Number(value, scale);

    /// <summary>A district's name; of one whose data is invented, with that said: 青禾高新区（演示）.</summary>
    public static string District(LocalText name, bool synthetic) => synthetic ? Fill("DemoDistrict", name) : name.ToString();

    /// <summary>A record's number: 第10192号, No. 10192.</summary>
    public static string RecordNo(long seq) => Fill("RecordNo", seq);

    /// <summary>The beginning of a hash in groups of four, for people to compare.</summary>
    /// <param name="hex">The hash in hexadecimal digits.</param>
    /// <param name="groups">How many groups.</param>
    public static string Code(string hex, int groups = 4) =>
        string.Join(' ', hex.Chunk(4).Take(groups).Select(group => new string(group)));

    /// <summary>Words one after another: 、 in Chinese, commas in English.</summary>
    public static string List(IEnumerable<string> words) => string.Join(Text("ListSeparator"), words);

    private static string Fill(string key, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, Text(key), values);

    private static string Text(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture)!;
}
