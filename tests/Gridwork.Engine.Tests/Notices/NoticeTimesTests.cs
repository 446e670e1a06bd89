using System.Globalization;
using CsCheck;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Notices;
using Gridwork.Schedules;

namespace Gridwork.Engine.Tests.Notices;

public sealed class NoticeTimesTests
{
    private static readonly WorkingCalendar China = new DistrictCalendar(CalendarBody.China(), WorkingCalendar.Default.Zone).Whole;

    [Theory]
    [InlineData("2021-05-27T08:39:00+08:00", "2021-05-26T14:00:00+08:00", "2021-05-27T08:40:00+08:00")]
    [InlineData("2021-05-27T08:40:00+08:00", "2021-05-27T08:40:00+08:00", "2021-05-27T14:00:00+08:00")]
    // Labour Day: 1 to 5 May are off, Saturday 8 May is made up, Sunday 9 May is not.
    [InlineData("2021-05-03T12:00:00+08:00", "2021-04-30T14:00:00+08:00", "2021-05-06T08:40:00+08:00")]
    [InlineData("2021-05-09T12:00:00+08:00", "2021-05-08T14:00:00+08:00", "2021-05-10T08:40:00+08:00")]
    public void Digests_are_made_on_working_days(string now, string last, string next)
    {
        Assert.Equal(At(last), NoticeTimes.Usual.LastBefore(At(now), China));
        Assert.Equal(At(next), NoticeTimes.Usual.NextAfter(At(now), China));
    }

    [Theory]
    [InlineData("20:00", true)]
    [InlineData("19:59", false)]
    [InlineData("00:00", true)]
    [InlineData("07:29", true)]
    [InlineData("07:30", false)]
    public void Nights_are_quiet(string time, bool quiet) =>
        Assert.Equal(quiet, NoticeTimes.Usual.IsQuiet(TimeOnly.Parse(time, CultureInfo.InvariantCulture)));

    [Fact]
    public void Quiet_hours_at_noon_are_within_one_day()
    {
        var times = NoticeTimes.Parse("09:00", "12:00-14:00");
        Assert.True(times.IsQuiet(new(13, 0)));
        Assert.False(times.IsQuiet(new(23, 0)));
        Assert.False(NoticeTimes.Parse("23:00", "00:00-00:00").IsQuiet(new(0, 0)));
    }

    [Theory]
    [InlineData("8:40", null, "notices: at 8:40 (HH:mm)")]
    [InlineData("08:40,", null, "notices: at  (HH:mm)")]
    [InlineData(null, "20:00", "notices: quiet 20:00")]
    [InlineData(null, "20:00-7", "notices: quiet 7 (HH:mm)")]
    [InlineData("08:40,21:00", "20:00-07:30", "notices: at 21:00, quiet 20:00-07:30")]
    public void What_is_no_time_is_named(string? at, string? quiet, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => NoticeTimes.Parse(at, quiet)).Message);

    [Fact]
    public void Between_the_last_and_the_next_lies_no_other() => Gen.Int[0, 60 * 24 * 365].Sample(minutes =>
    {
        var now = At("2021-01-04T00:00:00+08:00").AddMinutes(minutes);
        if (NoticeTimes.Usual.LastBefore(now, China) is { } last)
        {
            Assert.True(last <= now);
            Assert.Equal(NoticeTimes.Usual.NextAfter(now, China), NoticeTimes.Usual.NextAfter(last, China));
        }
    });

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
