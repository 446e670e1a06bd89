using System.Globalization;
using CsCheck;
using static Gridwork.Schedules.Tests.Days;

namespace Gridwork.Schedules.Tests;

public class ExplainTests
{
    [Fact]
    public void Each_day_tells_what_it_was_and_what_of_it_counted() => Assert.Equal(
        """
        2021-04-30 Working  16:00-17:30 = 1:30, 1:30
        2021-05-01 Holiday 劳动节  = 0:00, 1:30
        2021-05-02 Holiday 劳动节  = 0:00, 1:30
        2021-05-03 Holiday 劳动节  = 0:00, 1:30
        2021-05-04 Holiday 劳动节  = 0:00, 1:30
        2021-05-05 Holiday 劳动节  = 0:00, 1:30
        2021-05-06 Working  08:30-12:00 13:30-17:30 = 7:30, 9:00
        2021-05-07 Working  08:30-10:00 (10:00-12:00) (13:30-17:30) = 1:30, 10:30
        2021-05-08 MakeUp 劳动节 (08:30-09:00) 09:00-12:00 13:30-17:30 = 7:00, 17:30
        2021-05-09 Weekend  = 0:00, 17:30
        2021-05-10 Working  08:30-09:30 = 1:00, 18:30
        """,
        Write(China.Explain(At("04-30 16:00"), Limit.WorkingHours(18.5m), [new(At("05-07 10:00"), At("05-08 09:00"))])));

    [Fact]
    public void A_natural_limit_counts_day_and_night() => Assert.Equal(
        """
        2021-05-14 Working  10:00-00:00 = 14:00, 14:00
        2021-05-15 Weekend  00:00-10:00 = 10:00, 24:00
        """,
        Write(China.Explain(At("05-14 10:00"), Limit.NaturalDays(1), [])));

    [Fact]
    public void What_ends_with_an_opening_has_a_line_for_that_day() => Assert.Equal(
        """
        2021-05-15 Weekend  = 0:00, 0:00
        2021-05-16 Weekend  = 0:00, 0:00
        2021-05-17 Working  08:30-12:00 13:30-17:30 = 7:30, 7:30
        2021-05-18 Working  = 0:00, 7:30
        """,
        Write(China.Explain(At("05-15 10:00"), Limit.WorkingDays(1), [])));

    [Fact]
    public void The_lines_add_up_to_the_limit_and_end_with_the_deadline() =>
        Reckoning.Cases.Sample((from, limit, pauses) =>
        {
            var lines = China.Explain(from, limit, pauses);
            var due = China.Due(from, limit, pauses).At;
            return lines[^1].Sum == China.LengthOf(limit)
                && lines[0].Day == China.DayOf(from) && lines[^1].Day == China.DayOf(due)
                && lines.All(line => line.Counted == line.Spans.Where(span => !span.Paused).Aggregate(TimeSpan.Zero, (sum, span) => sum + (span.To - span.From)));
        });

    private static string Write(IReadOnlyList<DueLine> lines) => string.Join('\n', lines.Select(line => string.Create(
        CultureInfo.InvariantCulture,
        $"{line.Day:yyyy-MM-dd} {line.Kind} {line.Name?.Zh} {string.Join(' ', line.Spans.Select(Write))} = {Write(line.Counted)}, {Write(line.Sum)}")
        .Replace("   =", "  =", StringComparison.Ordinal)));

    private static string Write(DueSpan span)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{span.From:HH:mm}-{span.To:HH:mm}");
        return span.Paused ? $"({text})" : text;
    }

    private static string Write(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}");
}
