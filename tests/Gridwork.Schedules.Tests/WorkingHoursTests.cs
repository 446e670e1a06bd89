namespace Gridwork.Schedules.Tests;

public class WorkingHoursTests
{
    [Theory]
    [InlineData("8:30-12:00, 13:30-17:30", "08:30-12:00,13:30-17:30", 450)]
    [InlineData("08:30–12:00，14:30–18:00", "08:30-12:00,14:30-18:00", 420)]
    [InlineData("00:00-24:00", "00:00-24:00", 1440)]
    public void Parts_are_read_and_written(string text, string written, int minutes)
    {
        Assert.True(WorkingHours.TryParse(text, out var hours));
        Assert.Equal(written, hours.ToString());
        Assert.Equal(TimeSpan.FromMinutes(minutes), hours.Length);
        Assert.Equal(hours, WorkingHours.Parse(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("08:30")]
    [InlineData("12:00-08:30")]
    [InlineData("08:30-12:00,12:00-17:30")]
    [InlineData("13:30-17:30,08:30-12:00")]
    [InlineData("08:30-25:00")]
    [InlineData("08:30-12:00,")]
    public void Parts_that_touch_cross_or_are_none_are_refused(string text) => Assert.False(WorkingHours.TryParse(text, out _));
}
